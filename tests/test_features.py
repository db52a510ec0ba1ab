"""Every row of docs/features.md is asked, and its answer shows what the row says."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(__file__).parent.parent / "docs" / "features.py"
_spec = importlib.util.spec_from_file_location("features_program", PROGRAM)
features: Any = importlib.util.module_from_spec(_spec)
sys.modules["features_program"] = features  # dataclasses look their module up
_spec.loader.exec_module(features)


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return features.corpora(tmp_path_factory.mktemp("features"))


def test_there_are_seventy_rows_and_the_page_shows_them():
    assert [row.number for row in features.ROWS] == list(range(1, 71))
    assert features.PAGE.read_text("utf-8") == features.page(), "python docs/features.py"


@pytest.mark.parametrize("row", features.ROWS, ids=lambda row: f"{row.number}-{row.what[:30]}")
def test_a_row_holds(corpora: Any, row: Any):
    assert row.have == "yes" or row.note, "what is missing has a reason"
    assert features.holds(row, corpora)


def test_a_row_that_lies_is_noticed(corpora: Any):
    lie = features.Row(0, "Tea", "yes", "/v1/tea")
    assert not features.holds(lie, corpora)
