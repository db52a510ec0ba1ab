"""The description is fresh, valid, complete, and true: its examples are what the shipped corpus answers."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from update_openapi import ROOT, answers_of_the_shipped_corpus, kept_examples, without_build

from api.rest.endpoint import ENDPOINTS
from api.rest.openapi import as_yaml, describe

UPDATE = "run `python tests/update_openapi.py` and read the difference"
OPERATIONS = [
    pytest.param(path, item["get"], id=item["get"]["operationId"])
    for path, item in describe()["paths"].items()
]


def conforms(document: Any, schema: dict[str, Any]) -> None:
    """Raise when `document` is not what `schema`, with references into the description, promises."""
    Draft202012Validator({**schema, "components": describe()["components"]}).validate(document)


def test_the_description_is_valid_openapi():
    validate(describe())


def test_openapi_yaml_is_fresh():
    assert (ROOT / "openapi.yaml").read_text(encoding="utf-8") == as_yaml(), UPDATE


def test_the_same_code_gives_the_same_bytes():
    """Also in another process, where sets and hashes come out in another order."""
    program = "from api.rest.openapi import as_yaml; import sys; sys.stdout.buffer.write(as_yaml().encode())"
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT)
    assert made.stdout.decode() == as_yaml()


@pytest.mark.slow
def test_examples_are_answers_of_the_shipped_corpus(tmp_path: Path):
    given = answers_of_the_shipped_corpus(tmp_path)
    assert without_build(given) == without_build(kept_examples()), UPDATE


@pytest.mark.parametrize(("path", "operation"), OPERATIONS)
class TestEveryOperation:
    def test_says_what_it_is(self, path: str, operation: dict[str, Any]):
        assert {"operationId", "summary", "description", "tags"} <= operation.keys()
        assert operation["description"].endswith(".")
        assert not operation["summary"].endswith(".")

    def test_has_an_example_that_conforms(self, path: str, operation: dict[str, Any]):
        if "303" in operation["responses"]:
            assert operation["responses"]["303"]["headers"]["Location"]["description"]
            return
        if "206" in operation["responses"]:
            assert operation["parameters"][0]["schema"]["enum"]
            return
        content = operation["responses"]["200"]["content"]["application/json"]
        assert content["example"].get("data") is not None
        conforms(content["example"], content["schema"])

    def test_names_its_errors_as_problems(self, path: str, operation: dict[str, Any]):
        statuses = {"400", "405", "406", "414", "500", "503"} | ({"404"} if "{" in path else set())
        assert statuses <= operation["responses"].keys()
        for status in statuses:
            answer = describe()["components"]["responses"][
                operation["responses"][status]["$ref"].split("/")[-1]
            ]
            body = answer["content"]["application/problem+json"]
            conforms(body["example"], body["schema"])

    def test_describes_each_parameter(self, path: str, operation: dict[str, Any]):
        for parameter in operation["parameters"]:
            assert parameter["description"].endswith("."), parameter["name"]
            if parameter["schema"].get("type") == "array":
                assert parameter["explode"] is True


def test_operation_ids_are_unique():
    names = [endpoint.operation for endpoint in ENDPOINTS]
    assert len(names) == len(set(names)) == len(describe()["paths"])


def test_every_route_of_the_api_is_described(many_app: Flask):
    rules = {rule.rule for rule in many_app.url_map.iter_rules() if rule.endpoint.startswith("rest.")}
    described = {"/v1" + endpoint.path for endpoint in ENDPOINTS}
    assert rules == described


def test_every_component_is_used():
    text = json.dumps(describe())
    for kind, members in describe()["components"].items():
        for name in members:
            assert f'"#/components/{kind}/{name}"' in text, name
