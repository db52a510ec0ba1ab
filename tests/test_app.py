"""The application around the API: what starts it, what it survives, and what every answer carries."""

import gzip
import os
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from many_quotes import build

from api.app import create_app
from api.errors import DatabaseError
from api.rest.problems import KINDS
from api.settings import Settings


class TestStarting:
    def test_without_a_file(self, tmp_path: Path):
        with pytest.raises(
            DatabaseError, match=r"none\.db: there is no such file; make it with `onrecord load"
        ):
            create_app(Settings(db=tmp_path / "none.db"))

    def test_with_something_else(self, tmp_path: Path):
        path = tmp_path / "text.db"
        path.write_text("This is no database. " * 100)
        with pytest.raises(DatabaseError, match="not a database"):
            create_app(Settings(db=path))

    def test_with_another_schema(self, tmp_path: Path):
        path = build(tmp_path / "old.db", articles=1)
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version = 99")
        with pytest.raises(DatabaseError, match="schema version is 99"):
            create_app(Settings(db=path))

    def test_with_a_damaged_file(self, tmp_path: Path):
        path = build(tmp_path / "cut.db", articles=5)
        os.truncate(path, 5000)
        with pytest.raises(DatabaseError):
            create_app(Settings(db=path))


class TestSwapping:
    def test_a_new_file_is_read_by_the_next_request(self, tmp_path: Path):
        path = build(tmp_path / "corpus.db", articles=3, version="first")
        client = create_app(Settings(db=path)).test_client()
        before = client.get("/v1/quotes")
        build(tmp_path / "next.db", articles=9, version="second").rename(path)
        after = client.get("/v1/quotes", headers={"If-None-Match": before.headers["ETag"]})
        assert after.status_code == 200
        assert after.headers["Corpus-Version"] == "second"
        assert after.get_json()["page"]["total"] > before.get_json()["page"]["total"]

    def test_a_vanished_file_is_503_and_may_return(self, tmp_path: Path):
        path = build(tmp_path / "corpus.db", articles=3)
        client = create_app(Settings(db=path)).test_client()
        shutil.move(path, tmp_path / "away.db")
        answer = client.get("/v1/quotes")
        assert answer.status_code == 503
        assert answer.get_json()["type"] == "/problems/corpus-unavailable"
        assert str(tmp_path) not in answer.get_data(as_text=True)
        assert "Retry-After" in answer.headers
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
        assert client.get("/").status_code == 503
        shutil.move(tmp_path / "away.db", path)
        assert client.get("/v1/quotes").status_code == 200
        assert client.get("/readyz").get_json()["status"] == "ready"


class TestErrors:
    @pytest.mark.parametrize("path", ["/v1/nothing", "/v1/quotes/a/b", "/v1/%00", "/v1/quotes/%ff"])
    def test_under_v1_a_missing_page_is_a_problem(self, api: FlaskClient, path: str):
        answer = api.get(path)
        assert answer.status_code == 404
        assert answer.content_type == "application/problem+json"
        assert answer.get_json()["type"] == "/problems/not-found"

    def test_an_address_that_nothing_has_is_named_with_where_to_begin(self, api: FlaskClient):
        detail = api.get("/v1/quotes.xml").get_json()["detail"]
        assert detail == "Nothing has the address /v1/quotes.xml; /v1 leads to all there is."

    @pytest.mark.parametrize("path", ["/v1/quotes", "/quotes"])
    def test_a_parameter_in_another_encoding_is_refused_by_its_name(self, api: FlaskClient, path: str):
        answer = api.get(f"{path}?limit=1&q=caf%E9")
        assert answer.status_code == 400
        assert "not UTF-8" in answer.text
        assert api.get(f"{path}?limit=1&q=caf%C3%A9").status_code == 200

    def test_elsewhere_it_is_a_page(self, api: FlaskClient):
        answer = api.get("/nothing")
        assert (answer.status_code, answer.mimetype) == (404, "text/html")

    def test_a_path_has_one_spelling(self, api: FlaskClient):
        answer = api.get("/v1/quotes/?limit=2")
        assert (answer.status_code, answer.headers["Location"]) == (308, "/v1/quotes?limit=2")
        for path in ("/v1//quotes", "/v1///quotes//"):
            answer = api.get(f"{path}?limit=2", environ_overrides={"SCRIPT_NAME": "/corpus"})
            assert (answer.status_code, answer.headers["Location"]) == (308, "/corpus/v1/quotes?limit=2")
        assert api.get("/v1//nothing").status_code == 404
        assert api.get("/v1/").status_code == 308
        assert api.get("/docs/").status_code == 308

    def test_a_very_long_query_is_414(self, api: FlaskClient):
        answer = api.get("/v1/quotes?q=" + "x" * 200_000)
        assert (answer.status_code, answer.get_json()["type"]) == (414, "/problems/uri-too-long")

    def test_our_own_mistakes_are_500_and_say_nothing(
        self, api: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ):
        def fail(*_: object) -> None:
            raise RuntimeError("secret")

        monkeypatch.setattr("api.rest.answers.select.list_records", fail)
        answer = api.get(
            "/v1/quotes?max_words=500&limit=1"
        )  # which nobody has asked before: answers are kept
        assert (answer.status_code, answer.content_type) == (500, "application/problem+json")
        assert "secret" not in answer.get_data(as_text=True)

    @pytest.mark.parametrize("name", KINDS)
    def test_each_type_has_a_page(self, api: FlaskClient, name: str):
        answer = api.get(f"/problems/{name}")
        assert answer.status_code == 200
        assert KINDS[name].title in answer.get_data(as_text=True)

    @pytest.mark.parametrize("path", ["/healthz", "/readyz", "/openapi.json", "/openapi.yaml"])
    def test_machines_addresses_refuse_parameters(self, api: FlaskClient, path: str):
        assert api.get(path).status_code == 200
        answer = api.get(path + "?verbose=1")
        assert (answer.status_code, answer.content_type) == (400, "application/problem+json")


class TestCompression:
    def test_large_answers_are_compressed_on_request(self, api: FlaskClient):
        plain = api.get("/v1/quotes?limit=50")
        packed = api.get("/v1/quotes?limit=50", headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
        assert packed.headers["ETag"] == plain.headers["ETag"]

    def test_small_ones_and_refusals_are_not(self, api: FlaskClient):
        assert "Content-Encoding" not in api.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers
        refused = api.get("/v1/quotes?limit=50", headers={"Accept-Encoding": "gzip;q=0"})
        assert "Content-Encoding" not in refused.headers

    @pytest.mark.parametrize("path", ["/v1/quotes?limit=50", "/quotes?limit=50"])
    def test_very_large_ones_are_sent_as_they_are(
        self, api: FlaskClient, path: str, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("api.operations.compression._LARGEST", 5000)
        whole = api.get(path, headers={"Accept-Encoding": "gzip", "Host": "large.example"})
        assert "Content-Encoding" not in whole.headers
        assert "Accept-Encoding" in whole.headers["Vary"]
        assert len(whole.data) > 5000


class TestDocumentation:
    def test_nothing_comes_from_another_host(self, api: FlaskClient):
        page = api.get("/docs")
        text = page.get_data(as_text=True)
        assert "//" not in re.sub(r"<!doctype[^>]*>", "", text)
        policy = page.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "default-src 'none'" in policy
        assert not re.search(r"<script(?![^>]* src=)", text)  # no inline script
        for address in re.findall(r'(?:src|href|data-url)="([^"]+)"', text):
            assert api.get(address).status_code == 200, address

    def test_the_ui_asks_no_validator(self, api: FlaskClient):
        assert "validatorUrl: null" in api.get("/docs/start.js").get_data(as_text=True)
        assert api.get("/docs/../app.py").status_code == 404
        assert api.get("/docs/oauth2-redirect.html").status_code == 404

    def test_the_description_has_a_validator(self, api: FlaskClient):
        first = api.get("/openapi.json")
        assert api.get("/openapi.json", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        assert first.headers["Access-Control-Allow-Origin"] == "*"


def test_pages_have_a_strict_policy(api: FlaskClient):
    policy = api.get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert api.get("/v1").headers["Content-Security-Policy"].startswith("default-src 'none'")
