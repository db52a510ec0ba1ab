"""Folders to load."""

import shutil
from pathlib import Path

import pytest

CORPUS = Path(__file__).parent.parent / "samples" / "corpus"
PARAGRAPH = '"We will open the {} before winter," said Ana Ruiz, the mayor of Upper Dray.'


@pytest.fixture
def folder(tmp_path):
    """A copy of the small corpus that may be changed."""
    return shutil.copytree(CORPUS, tmp_path / "corpus")


@pytest.fixture
def many(tmp_path):
    """A plain folder of 40 articles: enough for several processes."""
    path = tmp_path / "many"
    path.mkdir()
    for number in range(40):
        text = f"The council of Upper Dray met on day {number}.\n\n{PARAGRAPH.format(f'bridge number {number}')}\n"
        (path / f"day-{number:02}.txt").write_text(text, encoding="utf-8")
    return path
