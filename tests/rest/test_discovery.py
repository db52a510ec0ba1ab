"""What programs read first is true: llms.txt, the catalog, metrics, and the reference for people without scripts."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from justhtml import JustHTML

from api.rest.endpoint import ENDPOINTS
from api.rest.openapi import describe, public_path
from api.rest.tools import TOOLS


def addresses(text: str) -> list[str]:
    return [address for address in re.findall(r"http://localhost(/[^\s)\"]*)", text) if "{" not in address]


class TestLlms:
    def test_names_every_endpoint_and_tool(self, api: FlaskClient):
        answer = api.get("/llms.txt")
        text = answer.get_data(as_text=True)
        assert answer.mimetype == "text/markdown"
        assert text.startswith("# Invented\n\n> ")
        assert all(f"[{public_path(one)}]" in text for one in ENDPOINTS)
        assert all(name in text for name in TOOLS)
        assert "353 quotes" in text
        assert "&#" not in text

    def test_every_heading_stands_by_itself(self, api: FlaskClient):
        text = api.get("/llms.txt").get_data(as_text=True)
        assert text.count("\n## ") == text.count("\n\n## ") > 1

    def test_its_addresses_exist(self, api: FlaskClient):
        found = addresses(api.get("/llms.txt").get_data(as_text=True))
        assert len(found) > 15
        assert not [one for one in found if api.get(one).status_code == 404 and one != "/v1/lookup"]


def test_the_catalog_leads_somewhere(api: FlaskClient):
    answer = api.get("/.well-known/api-catalog")
    assert answer.content_type.startswith("application/linkset+json")
    [entry] = answer.get_json(force=True)["linkset"]
    assert entry["anchor"] == "http://localhost/v1"
    targets = [link["href"] for name in ("service-desc", "service-doc", "status") for link in entry[name]]
    assert len(targets) == 6
    for target in targets:
        assert api.get(target.removeprefix("http://localhost")).status_code == 200


def test_metrics_are_the_numbers_of_the_corpus(api: FlaskClient):
    answer = api.get("/metrics")
    lines = answer.get_data(as_text=True).splitlines()
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert 'onrecord_corpus_info{version="0123456789abcdef",extractor_version="1"} 1' in lines
    counts = api.get("/v1").get_json()["data"]
    for noun in ("article", "quote", "speaker", "tag", "publisher"):
        assert f"onrecord_{noun}s {counts[noun + '_count']}" in lines
    assert not [path for path in describe()["paths"] if "metrics" in path]
    sample = re.compile(r'onrecord_\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [0-9.]+')
    assert all(sample.fullmatch(line) for line in lines if not line.startswith("#"))


@pytest.mark.parametrize("path", ["/llms.txt", "/.well-known/api-catalog", "/metrics", "/docs/reference"])
def test_they_take_no_parameters_and_only_get(api: FlaskClient, path: str):
    assert api.get(f"{path}?x=1").status_code == 400
    assert api.post(path).status_code == 405
    assert api.head(path).status_code == 200


class TestReference:
    @pytest.fixture
    def shown(self, api: FlaskClient) -> Any:
        answer = api.get("/docs/reference")
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        return JustHTML(answer.data, strict=True)

    def test_has_every_operation_parameter_and_object(self, shown: Any):
        ids = {node.attrs["id"] for node in shown.query("[id]")}
        for path, item in describe()["paths"].items():
            assert item["get"]["operationId"] in ids
            table = next(
                one
                for one in shown.query("table")
                if one.query("caption")[0].to_text() == f"Answers of {path}"
            )
            assert {cell.to_text() for cell in table.query("tbody th")} == set(item["get"]["responses"])
        assert {f"schema-{name}" for name in describe()["components"]["schemas"]} <= ids
        assert len(shown.query("[id]")) == len(ids)

    def test_its_links_lead_somewhere_and_it_needs_no_script(self, shown: Any, api: FlaskClient):
        ids = {node.attrs["id"] for node in shown.query("[id]")}
        assert not shown.query("script")
        assert not shown.query("[style]")
        for link in [*shown.query("a"), *shown.query("link")]:
            target = link.attrs["href"]
            assert target[1:] in ids if target.startswith("#") else api.get(target).status_code == 200


@pytest.mark.parametrize("path", ["/docs/reference", "/problems/not-found"])
def test_a_page_of_the_documentation_leads_back(api: FlaskClient, path: str):
    answer = api.get(path, base_url="http://localhost/corpus/")
    assert '<a href="/corpus/">On Record</a>' in answer.text
    assert 'href="/corpus/docs/reference.css"' in answer.text
