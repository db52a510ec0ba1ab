"""What every endpoint owes a client: status, schema, validators, methods, strictness, few statements."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from api.rest.documentation import example_request
from api.rest.endpoint import ENDPOINTS, Endpoint
from api.rest.openapi import describe, public_path

IDS = {
    "quotes": "q-003-0",
    "articles": "article-003",
    "speakers": "speaker-03",
    "tags": "tag-1",
    "publishers": "paper-0",
    "words": "This harbour opens",
    "version": "0123456789abcdef",
}
ANSWERING = [endpoint for endpoint in ENDPOINTS if endpoint.answer]  # the others send on to another address
KEPT = [endpoint for endpoint in ANSWERING if endpoint.kept]
WITH_ID = [endpoint for endpoint in ENDPOINTS if endpoint.resource]


def name_of(endpoint: Endpoint) -> str:
    return endpoint.operation


def address(endpoint: Endpoint) -> str:
    return example_request(endpoint, IDS)


def conforms(document: Any, endpoint: Endpoint) -> None:
    operation = describe()["paths"][public_path(endpoint)]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": describe()["components"]}).validate(document)


@pytest.mark.parametrize("endpoint", ANSWERING, ids=name_of)
class TestEveryEndpoint:
    def test_answers_as_described(self, api: FlaskClient, endpoint: Endpoint):
        answer = api.get(address(endpoint))
        assert answer.status_code == 200
        assert answer.content_type == "application/json"
        conforms(answer.get_json(), endpoint)
        assert (
            answer.headers["Corpus-Version"]
            == answer.get_json()["meta"]["corpus_version"]
            == "0123456789abcdef"
        )
        assert set(answer.headers["Vary"].split(", ")) == {"Accept", "Accept-Encoding"}
        assert 'rel="service-desc"' in ", ".join(answer.headers.getlist("Link"))
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_refuses_what_it_does_not_know(self, api: FlaskClient, endpoint: Endpoint):
        separator = "&" if "?" in address(endpoint) else "?"
        answer = api.get(f"{address(endpoint)}{separator}speeker=x")
        assert answer.status_code == 400
        assert answer.content_type == "application/problem+json"
        problem = answer.get_json()
        assert problem["type"] == "/problems/invalid-parameter"
        assert [(fault["parameter"], fault["code"]) for fault in problem["errors"]] == [
            ("speeker", "unknown")
        ]
        assert answer.headers["Cache-Control"] == "no-store"

    def test_is_read_only(self, api: FlaskClient, endpoint: Endpoint):
        answer = api.post(address(endpoint))
        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
        assert answer.get_json()["type"] == "/problems/method-not-allowed"
        path = address(endpoint).partition("?")[0]
        detail = f"POST is not allowed at {path}; allowed are GET, HEAD, OPTIONS."
        assert answer.get_json()["detail"] == detail
        options = api.options(address(endpoint))
        assert set(options.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
        assert options.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        # A script of another origin may send what the documentation tells of conditions and parts.
        allowed = set(options.headers["Access-Control-Allow-Headers"].split(", "))
        assert {
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "If-Range",
            "If-Unmodified-Since",
            "Range",
        } <= allowed

    def test_refuses_a_representation_it_has_not(self, api: FlaskClient, endpoint: Endpoint):
        answer = api.get(address(endpoint), headers={"Accept": "image/png"})
        assert answer.status_code == 406
        assert answer.get_json()["type"] == "/problems/not-acceptable"


@pytest.mark.parametrize("endpoint", KEPT, ids=name_of)
def test_an_unchanged_answer_is_304_before_any_statement(
    api: FlaskClient, many_app: Flask, endpoint: Endpoint
):
    first = api.get(address(endpoint))
    assert first.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert first.headers["Last-Modified"] == "Sat, 21 Nov 2026 04:00:00 GMT"
    statements = traced(many_app)
    again = api.get(address(endpoint), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, statements) == (304, b"", [])
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("endpoint", KEPT, ids=name_of)
def test_head_is_get_without_a_body(api: FlaskClient, endpoint: Endpoint):
    head, get = api.head(address(endpoint)), api.get(address(endpoint))
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers.pop("X-Request-ID") != get.headers.pop("X-Request-ID")  # each request's own
    assert dict(head.headers) == dict(get.headers)


def test_a_random_quote_is_never_kept(api: FlaskClient):
    answer = api.get("/v1/quotes/random")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("endpoint", WITH_ID, ids=name_of)
def test_an_unknown_id_is_a_problem(api: FlaskClient, endpoint: Endpoint):
    answer = api.get(address(endpoint).replace(IDS[endpoint.resource or ""], "nobody-of-this-name"))
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["instance"].startswith(f"/v1/{endpoint.resource}/nobody")


def traced(app: Flask) -> list[str]:
    """Return a list that fills with every statement run from now on by the database of this thread."""
    statements: list[str] = []
    app.extensions["reader"].database().set_trace_callback(statements.append)
    return statements


@pytest.mark.parametrize(
    ("url", "most"),
    [
        ("/v1/quotes", 1),
        ("/v1/quotes?speaker=speaker-03,speaker-04&limit=1000", 3),
        ("/v1/quotes?q=harbour&highlight=true", 2),
        ("/v1/quotes?include=speaker,article,tags,context,occurrences&limit=1000&tag=tag-1", 8),
        ("/v1/articles?include=body,tags&limit=1000", 3),
        ("/v1/speakers?include=aliases,roles&limit=1000", 3),
        ("/v1/tags", 1),
        ("/v1/publishers", 1),
        ("/v1/quotes/q-003-0", 4),
        ("/v1/articles/article-003", 4),
        ("/v1/speakers/speaker-03/quotes?limit=1000", 3),
        ("/v1/quotes?facets=speaker,tag,publisher,kind,method,language,year", 12),
        ("/v1/quotes?sort=-relevance&q=harbour", 3),
    ],
)
def test_the_number_of_statements_does_not_grow_with_the_rows(
    api: FlaskClient, many_app: Flask, url: str, most: int
):
    db = many_app.extensions["reader"].database()
    api.get(url)  # reads what is read once for each file
    db.kept.pop("answers", None)
    statements = traced(many_app)
    try:
        assert api.get(url).status_code == 200
    finally:
        db.set_trace_callback(None)
    own = [statement for statement in statements if not statement.startswith("--")]  # those are FTS5's inside
    assert 1 <= len(own) <= most, own


def test_rows_are_only_read(many_path: Path, many_app: Flask):
    db = many_app.extensions["reader"].database()
    with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
        db.execute("DELETE FROM quotes")


@pytest.mark.parametrize(
    "path", ["/v1/search", "/v1/timeline", "/v1/aggregate", "/v1/quotes/random", "/v1/quotes"]
)
def test_words_that_cannot_be_read_are_told_with_all_other_faults(api: FlaskClient, path: str):
    answer = api.get(f'{path}?q="dam&speeker=x')
    told = {fault["parameter"] for fault in answer.get_json()["errors"]}
    assert {"q", "speeker"} <= told
