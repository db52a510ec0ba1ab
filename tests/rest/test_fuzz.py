"""schemathesis asks whatever the description allows, and what it doesn't; every check must hold."""

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from api.rest.openapi import describe


@pytest.fixture(scope="module")
def described(many_app: Flask) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_wsgi("/openapi.json", many_app)


modestly = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def is_beyond_a_schema(answer: schemathesis.Response) -> bool:
    if answer.status_code != 400:
        return False
    faults = answer.json()["errors"]
    return all(
        fault["code"] in {"conflict", "invalid-cursor"} or fault["parameter"] == "q" for fault in faults
    )


CASES = [
    pytest.param(path, mode, id=f"{path}-{mode.value}")
    for path, item in describe()["paths"].items()
    for mode in GenerationMode
    if item["get"]["parameters"] or mode is GenerationMode.POSITIVE  # without parameters, none can be wrong
]


@pytest.mark.slow
@pytest.mark.parametrize(("path", "mode"), CASES)
def test_every_check_holds(described: schemathesis.BaseSchema, path: str, mode: GenerationMode):
    operation = described[path]["GET"]

    @modestly
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        # Each value may be fine and their combination not, or not to be a cursor: no schema can say that.
        answer = case.call(headers={"Accept-Encoding": "identity"})
        unfit = [schemathesis.checks.positive_data_acceptance] if is_beyond_a_schema(answer) else []
        case.validate_response(answer, excluded_checks=unfit)

    ask()
