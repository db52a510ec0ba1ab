"""schemathesis asks whatever the description allows, and what it doesn't; every check must hold."""

from pathlib import Path

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from api.rest.openapi import describe


@pytest.fixture(scope="module")
def described(many_app: Flask) -> schemathesis.BaseSchema:
    """The description, with the settings of schemathesis.toml, which is found in the folder that pytest runs in."""
    assert Path("schemathesis.toml").is_file()
    return schemathesis.openapi.from_wsgi("/openapi.json", many_app)


modestly = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


CASES = [
    pytest.param(path, mode, id=f"{path}-{mode.value}")
    for path, item in describe()["paths"].items()
    for mode in GenerationMode
    if item["get"]["parameters"] or mode is GenerationMode.POSITIVE  # without parameters, none can be wrong
]


@pytest.mark.slow
def test_refusals_are_looked_at(described: schemathesis.BaseSchema):
    """The check of fuzz_checks runs with the others."""
    assert "refusals_of_described_requests_have_a_reason" in schemathesis.checks.CHECKS.get_all_names()


@pytest.mark.slow
@pytest.mark.parametrize(("path", "mode"), CASES)
def test_every_check_holds(described: schemathesis.BaseSchema, path: str, mode: GenerationMode):
    operation = described[path]["GET"]

    @modestly
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    ask()
