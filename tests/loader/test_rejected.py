"""A file that can't be loaded is named with the reason, and costs no other."""

import os
import time

import pytest
from loaded import dump, ids, outcomes

from api.loader import extraction, load

BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n\t\n", ""),
    ("binary.txt", bytes(range(256)) * 40, "binary"),
    ("image.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, ""),
    ("open.md", b"---\ntitle: T\nText without an end of the front matter.", "closing"),
    ("yaml.md", b"---\ntitle: [T\n---\nText.", "YAML"),
    ("list.md", b"---\n- a\n- b\n---\nText.", ""),
    ("date.md", b"---\npublished_on: March\n---\nText.", "published_on"),
    ("day.md", b"---\npublished_on: 2025-02-31\n---\nText.", "published_on"),
    ("rights.md", b"---\nrights: closed\n---\nText.", "rights"),
    ("url.md", b"---\nurl: example\n---\nText.", "url"),
    ("id.md", b"---\nid: 'a b'\n---\nText.", "id"),
    ("slip.md", b"---\ntitel: T\n---\nText.", "title"),
    ("bodyless.md", b"---\ntitle: T\n---\n", "text"),
    ("cut.json", b'{"title": "T", ', "JSON"),
    ("bodyless.json", b'{"title": "T"}', "body"),
    ("number.json", b"42", ""),
    ("cut.jsonl", b'{"body": "Fine."}\n{"body": ', "JSON"),
    ("bodyless.csv", b"title,date\nT,2025\n", "body"),
    ("header.csv", b"title,body\n", "holds no article"),
    ("blank.jsonl", b"\n\n", "holds no article"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_file_is_named_with_the_reason_and_the_others_load(folder, fresh_db, name, data, reason):
    (folder / "articles" / name).write_bytes(data)

    report = load([folder], fresh_db, workers=1)

    (rejected,) = report.rejected
    assert rejected.path.partition("#")[0] == f"articles/{name}"
    assert reason.lower() in rejected.reason.lower()
    assert (report.exit_code, report.published) == (3, True)
    assert len(ids(fresh_db)) >= 4
    assert dump(fresh_db)["rejected"] == [(1, rejected.path, rejected.reason)]


def test_a_bad_line_does_not_cost_the_other_lines(folder, fresh_db):
    (folder / "articles" / "x.jsonl").write_text(
        '{"id": "x1", "body": "One."}\n[]\n{"id": "x3", "body": "Three."}\n'
    )

    report = load([folder], fresh_db, workers=1)

    assert {"x1", "x3"} <= set(ids(fresh_db))
    assert [file.path for file in report.rejected] == ["articles/x.jsonl#2"]


def test_a_declared_id_that_is_taken_is_rejected(folder, fresh_db):
    (folder / "articles" / "z.md").write_text("---\nid: ferry-strike\n---\nAnother text.\n")

    report = load([folder], fresh_db, workers=1)

    assert outcomes(report)["articles/z.md"] == (
        "rejected", 'the id "ferry-strike" is that of articles/ferry.md; expected another',
    )  # fmt: skip


def test_an_address_that_is_taken_is_rejected(folder, fresh_db):
    (folder / "articles" / "z.md").write_text(
        "---\nid: other\nurl: https://upland-post.example/mill-sold\n---\nText.\n"
    )

    report = load([folder], fresh_db, workers=1)

    assert "articles/two.jsonl#1" in outcomes(report)["articles/z.md"][1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_rejected(folder, fresh_db):
    (folder / "articles" / "secret.txt").write_text("Secret.")
    (folder / "articles" / "secret.txt").chmod(0)

    report = load([folder], fresh_db, workers=1)

    assert "can't be read" in outcomes(report)["articles/secret.txt"][1]


def test_a_failing_extractor_costs_one_article(folder, fresh_db, monkeypatch):
    whole = extraction.extract_article

    def failing(raw):
        if raw.path == "articles/ferry.md":
            raise ZeroDivisionError("a bug")
        return whole(raw)

    monkeypatch.setattr(extraction, "extract_article", failing)

    report = load([folder], fresh_db, workers=1)

    assert [file.path for file in report.rejected] == ["articles/ferry.md"]
    assert "ZeroDivisionError: a bug" in report.rejected[0].reason
    assert len(ids(fresh_db)) == 3


def test_an_article_that_takes_for_ever_is_given_up(folder, fresh_db, monkeypatch):
    whole = extraction.extract_article

    def endless(raw):
        return time.sleep(60) if raw.path == "articles/ferry.md" else whole(raw)

    monkeypatch.setattr(extraction, "extract_article", endless)
    monkeypatch.setattr(extraction, "SECONDS_AN_ARTICLE", 2)

    report = load([folder], fresh_db, workers=1)

    assert [file.path for file in report.rejected] == ["articles/ferry.md"]
    assert "2 seconds" in report.rejected[0].reason
