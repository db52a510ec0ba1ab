"""What is answered ahead of Flask is what Flask answers, header for header."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from many_quotes import build
from werkzeug.test import Client, TestResponse

from api.app import create_app
from api.rest.ahead import AheadOfFlask
from api.rest.shelf import Answer, Shelf
from api.settings import Settings

Ask = dict[str, Any]

ADDRESSES = [
    "/v1/quotes",
    "/v1/quotes?limit=3&speaker=speaker-03,speaker-07",
    "/v1/quotes?q=harbour&highlight=true",
    "/v1/quotes?q=harbour&sort=-relevance&fields=id,text&include=tags",
    "/v1/quotes?facets=kind,year&tag=tag-1&limit=2",
    "/v1/quotes?speaker=nobody-at-all",
    "/v1/quotes?kind=direct&q=zebra",
    "/v1/quotes?sample=3&seed=5",
    "/v1/quotes?sample=3",
    "/v1/quotes?limit=0",
    "/v1/quotes?limit=",
    "/v1/quotes?lmit=3",
    "/v1/quotes?q=%ff",
    "/v1/quotes?q=caf%C3%A9",
    "/v1/quotes?format=csv",
    "/v1/quotes.ndjson?limit=2",
    "/v1/quotes?limit=3&cursor=nonsense",
    "/v1/quotes?limit=3&cursor=a&cursor=b",
    "/v1/quotes?q=a%20b&q=c",
    "/v1/quotes?speaker=%C5%82+x&limit=2",
    "/v1/quotes/q-003-0",
    "/v1/quotes/q-003-0?fields=text",
    "/v1/quotes/q-003-0?format=bibtex",
    "/v1/quotes/nothing",
    "/v1/quotes/match?text=harbour",
    "/v1/quotes/",
    "/v1/articles?limit=2",
    "/v1/articles/article-003",
    "/v1/articles/article-003/quotes",
    "/v1/speakers?q=ana",
    "/v1/speakers/speaker-03",
    "/v1/speakers/speaker-03/quotes",
    "/v1/tags/tag-1",
    "/v1/publishers/paper-0",
    "/v1/stats",
    "/v1/nothing",
    "/openapi.json",
    "/quotes?limit=2",
    "/speakers/speaker-03",
    "/",
]
HEADERS = [
    {},
    {"Accept-Encoding": "gzip, deflate"},
    {"Accept-Encoding": "gzip;q=0"},
    {"Accept": "text/csv"},
    {"Accept": "application/json"},
    {"Accept": "image/png"},
    {"Accept": "application/json; charset=utf-8"},
    {"If-Match": '"another"'},
    {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    {"If-Unmodified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"},
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Settings(db=build(tmp_path_factory.mktemp("ahead") / "corpus.db")))


@pytest.fixture(scope="module")
def flask_alone(app: Flask) -> Client:
    outer: Any = app.wsgi_app
    while not isinstance(outer, AheadOfFlask):
        outer = outer._inner
    return Client(outer._inner)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.extensions["reader"].database().kept.clear()
    return app.test_client()


def seen(answer: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    # Each request has a number of its own.
    return answer.status_code, answer.data, sorted(one for one in answer.headers if one[0] != "X-Request-ID")


def ways(address: str) -> Iterator[Ask]:
    for headers in HEADERS:
        yield {"path": address, "headers": headers, "buffered": True}


@pytest.mark.parametrize("address", ADDRESSES)
def test_answers_are_those_of_flask(client: FlaskClient, flask_alone: Client, address: str):
    for asked in ways(address):
        first, again = client.get(**asked), client.get(**asked)
        if "sample=3" in address and "seed" not in address:
            assert first.status_code == again.status_code
            continue
        expected = seen(flask_alone.get(**asked))
        assert seen(first) == expected, asked
        assert seen(again) == expected, asked


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("form", ["{}", '"other", {}', "*", '"other"'])
def test_unchanged_answers_are_those_of_flask(
    client: FlaskClient, flask_alone: Client, address: str, form: str
):
    known = flask_alone.get(address).headers.get("ETag")
    if known is None:
        return
    asked: Ask = {"path": address, "headers": {"If-None-Match": form.format(known)}}
    expected = seen(flask_alone.get(**asked))
    assert seen(client.get(**asked)) == expected
    assert seen(client.get(**asked)) == expected


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "POST", "DELETE"])
@pytest.mark.parametrize("address", ["/v1/quotes", "/v1/quotes/q-003-0"])
def test_other_methods_are_left_to_flask(client: FlaskClient, flask_alone: Client, address: str, method: str):
    assert seen(client.open(address, method=method)) == seen(flask_alone.open(address, method=method))


def test_a_prefix_is_left_to_flask(client: FlaskClient, flask_alone: Client):
    asked: Ask = {"path": "/v1/quotes?limit=1", "base_url": "http://localhost/corpus/"}
    assert seen(client.get(**asked)) == seen(flask_alone.get(**asked))
    assert b"/corpus/v1/quotes" in client.get(**asked).data
    assert b"/corpus/" not in client.get("/v1/quotes?limit=1").data


def test_an_answer_is_made_once_for_each_file(tmp_path: Path):
    db = build(tmp_path / "corpus.db")
    client = create_app(Settings(db=db)).test_client()
    statements: list[str] = []
    client.application.extensions["reader"].database().set_trace_callback(statements.append)
    first = client.get("/v1/quotes?limit=1")
    made = len(statements)
    assert client.get("/v1/quotes?limit=1").data == first.data
    assert len(statements) == made > 0
    build(tmp_path / "new.db", seed=2, version="invented-2").replace(db)
    later = client.get("/v1/quotes?limit=1")
    assert later.headers["Corpus-Version"] == "invented-2"
    assert later.headers["ETag"] != first.headers["ETag"]


def test_the_shelf_keeps_what_was_wanted_last(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("api.rest.shelf._SHELF", 3 * 5000)
    shelf = Shelf()
    answers = {key: Answer(f'"{key}"', [], b"." * 1000) for key in "abcd"}
    for key in "abc":
        shelf.put(key, answers[key])
    assert shelf.get("a") is answers["a"]
    shelf.put("d", answers["d"])
    assert [key for key in "abcd" if shelf.get(key)] == ["a", "c", "d"]
    shelf.put("e", Answer('"e"', [], b"." * 200_000))
    assert shelf.get("e") is None
