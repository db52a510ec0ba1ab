"""The whole corpus as files: the manifest says what they are, each is its list, parts of them add up."""

import base64
import csv
import gzip
import hashlib
import io
import json
import os
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from many_quotes import build
from werkzeug.http import http_date, parse_date

from api.app import create_app
from api.loader import load
from api.rest import downloads
from api.rest.openapi import describe
from api.settings import Settings, shipped
from api.store.doctor import examine

CORPUS = Path(__file__).parent.parent / "samples" / "corpus"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The invented corpus; some of its articles are restricted."""
    return build(tmp_path / "corpus.db")


@pytest.fixture
def own(path: Path) -> FlaskClient:
    return create_app(Settings(db=path)).test_client()


@pytest.fixture(scope="module")
def open_corpus(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The shipped corpus, which may be given away whole."""
    db = tmp_path_factory.mktemp("open") / "corpus.db"
    load([shipped("seeds")], db, workers=1)
    return create_app(Settings(db=db)).test_client()


def manifest(api: FlaskClient) -> dict[str, dict[str, Any]]:
    answer = api.get("/v1/exports")
    assert answer.status_code == 200, answer.get_json()
    return {one["name"]: one for one in answer.get_json()["data"]}


@pytest.mark.parametrize(
    ("noun", "more"),
    [
        ("articles", {"body", "tags"}),
        ("speakers", {"aliases", "roles"}),
        ("quotes", {"context"}),
        ("tags", set()),
    ],
)
def test_the_description_tells_what_files_have_that_lists_have_not(
    open_corpus: FlaskClient, noun: str, more: set[str]
):
    listed = open_corpus.get(f"/v1/{noun}?limit=1").get_json()["data"][0]
    line = json.loads(open_corpus.get(f"/v1/exports/{noun}.ndjson").get_data().splitlines()[0])
    assert line.keys() - listed.keys() == more
    told = describe()["paths"]["/v1/exports"]["get"]["description"]
    assert all(f"`{name}`" in told for name in more)


class TestTheManifest:
    def test_tells_every_file_as_it_is(self, open_corpus: FlaskClient):
        files = manifest(open_corpus)
        assert tuple(files) == downloads.possible_names()
        for name, one in files.items():
            answer = open_corpus.get(one["links"]["self"])
            assert answer.status_code == 200
            assert len(answer.data) == one["size"] == answer.content_length
            assert hashlib.sha256(answer.data).hexdigest() == one["sha256"]
            assert answer.headers["ETag"] == one["etag"] == f'"{one["sha256"]}"'
            assert (
                answer.headers["Repr-Digest"]
                == f"sha-256=:{base64.b64encode(bytes.fromhex(one['sha256'])).decode()}:"
            )
            assert answer.mimetype == one["media_type"]
            assert answer.headers["Accept-Ranges"] == "bytes"
            assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
            assert "Content-Encoding" not in answer.headers
            assert answer.headers["Corpus-Version"] == open_corpus.get("/v1").headers["Corpus-Version"]
            assert answer.headers["Last-Modified"] == open_corpus.get("/v1").headers["Last-Modified"]

    def test_each_list_is_its_list_and_so_is_what_is_compressed(
        self, open_corpus: FlaskClient, own: FlaskClient
    ):
        for api in (open_corpus, own):
            listed = [one for one in manifest(api).values() if one["links"]["list"]]
            assert len(listed) == 20
            for one in listed:
                content = api.get(one["links"]["self"]).data
                plain = gzip.decompress(content) if one["name"].endswith(".gz") else content
                assert plain == api.get(one["links"]["list"]).data

    def test_the_data_package_describes_the_tables(self, open_corpus: FlaskClient):
        files = manifest(open_corpus)
        package = open_corpus.get("/v1/exports/datapackage.json").get_json()
        assert [one["path"] for one in package["resources"]] == [
            name for name in files if name.endswith(".csv")
        ]
        for one in package["resources"]:
            assert (one["bytes"], one["hash"]) == (
                files[one["path"]]["size"],
                "sha256:" + files[one["path"]]["sha256"],
            )
            rows = list(
                csv.reader(io.StringIO(open_corpus.get(f"/v1/exports/{one['path']}").get_data(as_text=True)))
            )
            assert [column["name"] for column in one["schema"]["fields"]] == rows[0]

    def test_the_database_is_the_database(self, open_corpus: FlaskClient, tmp_path: Path):
        copy = tmp_path / "copy.db"
        copy.write_bytes(open_corpus.get("/v1/exports/corpus.db").data)
        assert examine(copy) == []
        assert (
            create_app(Settings(db=copy)).test_client().get("/v1/quotes").data
            == open_corpus.get("/v1/quotes").data
        )


class TestRights:
    def test_a_restricted_body_is_in_no_file(self, own: FlaskClient, path: Path):
        with sqlite3.connect(path) as db:
            bodies = dict(db.execute("SELECT id, body FROM articles WHERE rights = 'restricted'"))
        assert bodies
        files = manifest(own)
        lines = own.get("/v1/exports/articles.ndjson").get_data(as_text=True).splitlines()
        for article in map(json.loads, lines):
            assert (article["body"] is None) == (article["id"] in bodies)
        whole = b"".join(
            own.get(one["links"]["self"]).data for name, one in files.items() if not name.endswith(".gz")
        )
        text = whole.decode()
        for body in bodies.values():
            words = body.split()
            for start in range(0, max(1, len(words) - 60), 25):
                if len(words) > 60:
                    assert " ".join(words[start : start + 60]) not in text

    def test_the_database_is_left_out_then_and_the_reason_given(self, own: FlaskClient):
        assert "corpus.db" not in manifest(own)
        (left_out,) = own.get("/v1/exports").get_json()["meta"]["left_out"]
        assert left_out["name"] == "corpus.db"
        answer = own.get("/v1/exports/corpus.db")
        assert answer.status_code == 404
        assert left_out["reason"] in answer.get_json()["detail"]

    def test_not_even_where_the_operator_serves_bodies(self, path: Path):
        api = create_app(Settings(db=path, serve_restricted_bodies=True)).test_client()
        assert "corpus.db" not in manifest(api)
        lines = api.get("/v1/exports/articles.ndjson").get_data(as_text=True).splitlines()
        assert any(json.loads(line)["body"] is None for line in lines)


class TestParts:
    URL = "/v1/exports/quotes.csv"

    @pytest.mark.parametrize(
        ("first", "last"), [(0, 0), (0, 99), (100, 4999), (17, None), (None, 500), (0, 10**9)]
    )
    def test_a_range_is_that_part(self, open_corpus: FlaskClient, first: int | None, last: int | None):
        whole = open_corpus.get(self.URL).data
        wanted = f"bytes={'' if first is None else first}-{'' if last is None else last}"
        answer = open_corpus.get(self.URL, headers={"Range": wanted})
        start = len(whole) - (last or 0) if first is None else first
        end = len(whole) if first is None or last is None else min(last + 1, len(whole))
        assert answer.status_code == 206
        assert answer.data == whole[start:end]
        assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(whole)}"
        assert answer.content_length == end - start

    def test_a_download_goes_on_where_it_stopped(self, open_corpus: FlaskClient):
        whole = open_corpus.get(self.URL)
        got = whole.data[:1000]
        while len(got) < len(whole.data):
            part = open_corpus.get(
                self.URL,
                headers={"Range": f"bytes={len(got)}-{len(got) + 2999}", "If-Range": whole.headers["ETag"]},
            )
            assert part.status_code == 206
            got += part.data
        assert got == whole.data

    @pytest.mark.parametrize(
        "validator", ['"another"', "Thu, 01 Jan 2015 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"]
    )
    def test_of_another_file_the_whole_is_sent(self, open_corpus: FlaskClient, validator: str):
        answer = open_corpus.get(self.URL, headers={"Range": "bytes=5-9", "If-Range": validator})
        assert answer.status_code == 200
        assert answer.data == open_corpus.get(self.URL).data

    @pytest.mark.parametrize("wanted", ["bytes=999999999-", "bytes=-0"])
    def test_behind_the_end_there_is_nothing(self, open_corpus: FlaskClient, wanted: str):
        answer = open_corpus.get(self.URL, headers={"Range": wanted})
        assert answer.status_code == 416
        assert answer.content_type == "application/problem+json"
        size = len(open_corpus.get(self.URL).data)
        assert answer.headers["Content-Range"] == f"bytes */{size}"
        assert answer.get_json()["detail"] == f"Range is {wanted!r}; the file has {size:,} bytes."

    @pytest.mark.parametrize(
        "wanted", ["lines=1-2", "bytes=a-b", "bytes=0-1,5-6", "bytes=9-2", "nonsense", ""]
    )
    def test_what_is_not_understood_is_ignored(self, open_corpus: FlaskClient, wanted: str):
        answer = open_corpus.get(self.URL, headers={"Range": wanted})
        assert answer.status_code == 200
        assert answer.data == open_corpus.get(self.URL).data

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("If-Match", '"another"'),
            ("If-Match", 'W/"{tag}"'),
            ("If-Unmodified-Since", "Thu, 01 Jan 2015 00:00:00 GMT"),
        ],
    )
    def test_a_file_that_is_another_now_is_not_sent(self, open_corpus: FlaskClient, name: str, value: str):
        tag = open_corpus.get(self.URL).headers["ETag"].strip('"')
        condition = {name: value.replace("{tag}", tag)}
        for headers in (condition, {**condition, "Range": "bytes=5-9"}):
            answer = open_corpus.get(self.URL, headers=headers)
            assert (answer.status_code, answer.content_type) == (412, "application/problem+json")
            assert tag in answer.get_json()["detail"]

    def test_the_file_that_is_wanted_is_sent(self, open_corpus: FlaskClient):
        whole = open_corpus.get(self.URL)
        date = whole.headers["Last-Modified"]
        met = [
            ("If-Match", f'"x", {whole.headers["ETag"]}'),
            ("If-Match", "*"),
            ("If-Unmodified-Since", date),
        ]
        for name, value in met:
            assert open_corpus.get(self.URL, headers={name: value}).data == whole.data
            part = open_corpus.get(self.URL, headers={name: value, "Range": "bytes=5-9"})
            assert (part.status_code, part.data) == (206, whole.data[5:10])

    @pytest.mark.parametrize("later", [0, 1, -1])
    def test_only_its_own_date_says_that_it_is_the_same(self, open_corpus: FlaskClient, later: int):
        date = parse_date(open_corpus.get(self.URL).headers["Last-Modified"])
        since = http_date(date + timedelta(seconds=later))
        for _ in range(2):  # also where it is kept ahead of Flask
            answer = open_corpus.get(self.URL, headers={"If-Modified-Since": since})
            assert answer.status_code == (200 if later else 304)

    def test_validators(self, open_corpus: FlaskClient):
        tag = open_corpus.get(self.URL).headers["ETag"]
        again = open_corpus.get(self.URL, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        head, get = (dict(one.headers) for one in (open_corpus.head(self.URL), open_corpus.get(self.URL)))
        for headers in (head, get):
            del headers["X-Request-ID"], headers["Date"]  # each answer's own
        assert head == get
        assert open_corpus.head(self.URL).data == b""

    def test_unknown_names_and_parameters(self, open_corpus: FlaskClient):
        assert open_corpus.get("/v1/exports/nothing.csv").status_code == 404
        assert open_corpus.get("/v1/exports/manifest.json").status_code == 404
        assert open_corpus.get(f"{self.URL}?limit=3").status_code == 400


class TestWhenAndWhere:
    def test_another_version_has_files_of_its_own(self, path: Path, own: FlaskClient):
        before = manifest(own)["quotes.csv"]
        build(path.with_name("next.db"), seed=2, version="fedcba9876543210").rename(path)
        after = manifest(own)["quotes.csv"]
        assert after["sha256"] != before["sha256"]
        folders = [one.name for one in path.with_name("corpus.db-exports").iterdir() if one.is_dir()]
        assert len(folders) == 1
        assert folders[0].startswith("fedcba9876543210-")

    def test_the_same_corpus_gives_the_same_bytes_elsewhere(self, tmp_path: Path):
        sums = []
        for name in ("one", "other"):
            (tmp_path / name).mkdir()
            db = tmp_path / name / f"{name}.db"
            load([CORPUS], db, workers=1)
            files = manifest(create_app(Settings(db=db)).test_client())
            sums.append(
                {
                    name: one["sha256"]
                    for name, one in files.items()
                    if name not in {"corpus.db", "datapackage.json"}
                }
            )
        assert sums[0] == sums[1]  # the two others tell when they were made

    @pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
    def test_a_folder_that_may_not_be_written_is_not_needed(self, path: Path, own: FlaskClient):
        path.parent.chmod(0o500)
        try:
            assert manifest(own)
        finally:
            path.parent.chmod(0o700)

    def test_elsewhere_when_not_beside(self, own: FlaskClient, path: Path, tmp_path: Path, monkeypatch: Any):
        monkeypatch.setattr(downloads.os, "access", lambda *_: False)
        monkeypatch.setattr(downloads.tempfile, "gettempdir", lambda: str(tmp_path))
        assert manifest(own)
        assert not path.with_name("corpus.db-exports").exists()
        (root,) = tmp_path.glob("onrecord-*")
        assert root.stat().st_mode & 0o777 == 0o700

    def test_somebody_else_s_folder_is_not_used(self, own: FlaskClient, path: Path, tmp_path: Path):
        (tmp_path / "theirs").mkdir()
        path.with_name("corpus.db-exports").symlink_to(tmp_path / "theirs")
        answer = own.get("/v1/exports")
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "5"
        assert answer.get_json()["type"] == "/problems/exports-not-ready"
        assert list((tmp_path / "theirs").iterdir()) == []

    def test_who_asks_while_they_are_made_is_told_to_wait(
        self, own: FlaskClient, path: Path, monkeypatch: Any
    ):
        monkeypatch.setattr(downloads, "_PATIENCE", 0)
        answer = own.get("/v1/exports")
        assert answer.status_code == 503
        monkeypatch.setattr(downloads, "_PATIENCE", 30)
        assert manifest(own)

    def test_a_full_disk_is_told_and_leaves_no_half_files(
        self, own: FlaskClient, path: Path, monkeypatch: Any
    ):
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(downloads, "_list_file", full)
        assert own.get("/v1/exports").status_code == 503
        monkeypatch.undo()
        assert manifest(own)
        assert [one.name[0] for one in path.with_name("corpus.db-exports").iterdir() if one.is_dir()] != ["."]

    def test_a_half_made_folder_is_made_anew(self, own: FlaskClient, path: Path):
        root = path.with_name("corpus.db-exports")
        half = root / f".0123456789abcdef-{downloads.__version__}"
        half.mkdir(parents=True)
        (half / "quotes.csv").write_text("half")
        assert manifest(own)["quotes.csv"]["size"] > 100
        assert not half.exists()
