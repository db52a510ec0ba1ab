"""Rows are what was handed in, in order of publication; the version is a hash over them."""

import json
import sqlite3
from dataclasses import replace

import pytest
from articles import BODY, article, bridge_article, build_database, said, spoken_by

from api.loader.curation import CuratedSpeaker, CuratedTag, Curation
from api.model import Removed, Tag
from api.store.ddl import APPLICATION_ID, SCHEMA_VERSION
from api.store.doctor import examine
from api.store.history import History
from api.store.records import Contents, CorpusRecord, DraftRecord
from api.store.rows import Attributed, Settled, draft_of
from api.store.write import write_database


def rows(path, sql, *parameters):
    connection = sqlite3.connect(path)
    try:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql, parameters)]
    finally:
        connection.close()


def build(path, articles, **about):
    build_database(articles, path, **about)
    return path


def test_an_article_is_stored_column_by_column(fresh_db):
    it = bridge_article(
        subtitle="Deck",
        section="Town",
        byline="By Mia Vane",
        language="en",
        published_on="2025-03",
        rights="open",
        rights_note="CC0",
        url="https://a.example/x",
        original_publisher="Dray Wire",
        title_is_derived=True,
    )
    build(fresh_db, {"bridge": it})

    (row,) = rows(fresh_db, "SELECT * FROM articles")

    assert row == {
        "id": "bridge", "title": "Title of bridge.txt", "sort_title": "title of bridge txt", "title_is_derived": 1,
        "subtitle": "Deck", "section": "Town",
        "byline": "By Mia Vane", "language": "en", "published_on": "2025-03", "url": "https://a.example/x",
        "publisher_id": "upland-post", "via_publisher_id": "dray-wire", "story_id": "bridge", "copy_count": 0,
        "rights": "open", "rights_note": "CC0", "body": BODY, "word_count": len(BODY.split()), "quote_count": 4,
        "source_path": "bridge.txt", "source_sha256": "0" * 64, "removed": "[]", "extractor_version": "7",
        "added_at": "2026-01-02T03:04:05Z",
    }  # fmt: skip


def test_quotes_are_stored_with_all_offsets(fresh_db):
    build(fresh_db, {"bridge": bridge_article()})

    first, second, third, last = rows(fresh_db, "SELECT * FROM quotes ORDER BY rowid")

    assert BODY[first["start"] : first["end"]] == first["text"] == "We will rebuild the bridge before winter,"
    assert BODY[first["mention_start"] : first["mention_end"]] == first["mention_text"] == "Ana Ruiz"
    assert BODY[first["cue_start"] : first["cue_end"]] == first["cue_text"] == "said"
    assert (first["speaker_id"], first["method"], first["reason"]) == ("ana-ruiz", "named", None)
    assert third["continues_id"] == second["id"]
    assert (last["speaker_id"], last["method"], last["reason"]) == (None, "none", "no speaker is named")
    assert [row["position"] for row in (first, second, third, last)] == [0, 1, 2, 3]


def test_removed_text_is_kept_as_json(fresh_db):
    build(fresh_db, {"a": replace(bridge_article(), removed=(Removed("5 min “read”", "reading-time"),))})

    (row,) = rows(fresh_db, "SELECT removed FROM articles")

    assert json.loads(row["removed"]) == [{"text": "5 min “read”", "reason": "reading-time"}]


def test_rows_are_in_order_of_publication_undated_first(fresh_db):
    dates = {"e": "2025-01-02", "a": "2025-02", "b": None, "d": "2025", "c": "2025-01-02", "f": None}
    build(fresh_db, {id_: spoken_by("Ana Ruiz", path=id_, published_on=date) for id_, date in dates.items()})

    assert [row["id"] for row in rows(fresh_db, "SELECT id FROM articles ORDER BY rowid")] == list("bfdcea")
    assert [
        row["article_id"] for row in rows(fresh_db, "SELECT article_id FROM quotes ORDER BY rowid")
    ] == list("bfdcea")


def test_counts_and_dates_are_worked_out(fresh_db):
    facts = {"publisher": "Post", "tags": (Tag("T", "publisher"),)}
    build(
        fresh_db,
        {
            "a": spoken_by("Ana Ruiz", "Ana Ruiz", path="a", published_on="2025-05", **facts),
            "b": spoken_by("Ana Ruiz", "Bo Lee", path="b", published_on="2024", **facts),
            "c": spoken_by("Ana Ruiz", path="c", publisher="Post"),
        },
    )

    (ana,) = rows(fresh_db, "SELECT * FROM speakers WHERE id = 'ana-ruiz'")
    (post,) = rows(fresh_db, "SELECT * FROM publishers")
    (tag,) = rows(fresh_db, "SELECT * FROM tags")
    (corpus,) = rows(fresh_db, "SELECT * FROM corpus")

    assert (ana["quote_count"], ana["article_count"]) == (4, 3)
    assert (ana["first_quoted_on"], ana["last_quoted_on"]) == ("2024", "2025-05")
    assert (post["article_count"], post["quote_count"]) == (3, 5)
    assert (tag["article_count"], tag["quote_count"]) == (2, 4)
    assert (corpus["article_count"], corpus["quote_count"], corpus["speaker_count"]) == (3, 5, 2)
    assert (corpus["tag_count"], corpus["publisher_count"], corpus["schema_version"]) == (
        1,
        1,
        SCHEMA_VERSION,
    )


def test_the_same_statement_in_two_articles_is_one(fresh_db):
    body = "“We will rebuild the old bridge,” said {}."
    articles = {
        id_: article(
            id_,
            said(body.format(name), "We will rebuild the old bridge,", name),
            body=body.format(name),
            published_on=date,
        )
        for id_, name, date in (("late", "Ana Ruiz", "2025"), ("early", "Ruiz", "2024"))
    }
    build(fresh_db, articles)

    found = {row["article_id"]: row for row in rows(fresh_db, "SELECT * FROM quotes")}

    assert found["late"]["statement_id"] == found["early"]["statement_id"] == found["early"]["id"]


def test_a_few_words_are_no_statement_of_their_own(fresh_db):
    body = "“We’ll see,” said Ana Ruiz."
    build(fresh_db, {id_: article(id_, said(body, "We’ll see,", "Ana Ruiz"), body=body) for id_ in "ab"})

    assert all(row["statement_id"] == row["id"] for row in rows(fresh_db, "SELECT * FROM quotes"))


def test_the_file_says_what_it_is(fresh_db):
    build(fresh_db, {"a": bridge_article()}, rejected={"b.txt": "binary"})

    assert rows(fresh_db, "PRAGMA user_version")[0]["user_version"] == SCHEMA_VERSION
    assert rows(fresh_db, "PRAGMA application_id")[0]["application_id"] == APPLICATION_ID
    assert rows(fresh_db, "SELECT * FROM rejected") == [{"path": "b.txt", "reason": "binary"}]
    assert examine(fresh_db) == []


@pytest.mark.parametrize("word", ["rebuild", "gift"])
def test_words_are_found(fresh_db, word):
    build(fresh_db, {"a": bridge_article()})

    assert len(rows(fresh_db, "SELECT rowid FROM quotes_search WHERE quotes_search MATCH ?", word)) == 1
    assert len(rows(fresh_db, "SELECT rowid FROM articles_search WHERE articles_search MATCH ?", word)) == 1


def version(path, articles, curation=None, **about):
    return build_database(articles, path, curation, **about).version


def test_the_version_is_that_of_the_content(tmp_path):
    base = {"a": bridge_article()}
    ana = CuratedSpeaker("Ana Ruiz", description="Mayor")
    versions = [
        version(tmp_path / "1", base),
        version(tmp_path / "2", base | {"b": spoken_by("Bo Lee")}),
        version(tmp_path / "3", {"a": bridge_article(title="Other")}),
        version(tmp_path / "4", base, Curation(speakers=(ana,))),
        version(tmp_path / "5", base, Curation(tags=(CuratedTag("Bridges", id="b"),))),
        version(tmp_path / "6", base, extractor_version="8"),
        version(tmp_path / "7", base, rejected={"x": "binary"}),
    ]

    assert len(set(versions)) == len(versions)


def test_the_clock_is_no_content(tmp_path):
    base = {"a": bridge_article()}

    assert version(tmp_path / "1", base, now="2026-01-01T00:00:00Z") == version(
        tmp_path / "2", base, now="2027-01-01T00:00:00Z"
    )


def test_a_version_that_was_there_keeps_its_time(tmp_path):
    base = {"a": bridge_article()}
    first = version(tmp_path / "1", base)

    version(tmp_path / "2", base, history=History(built_at={first: "2001-01-01T00:00:00Z"}))

    assert rows(tmp_path / "2", "SELECT built_at FROM corpus") == [{"built_at": "2001-01-01T00:00:00Z"}]


def test_more_articles_than_a_batch(fresh_db):
    build(fresh_db, {f"a{n}": spoken_by("Ana Ruiz", path=f"a{n}") for n in range(1203)})

    assert rows(fresh_db, "SELECT count(*) AS n FROM quotes") == [{"n": 1203}]
    assert examine(fresh_db) == []


def test_an_empty_corpus_is_a_database(fresh_db):
    write_database(fresh_db, Contents(CorpusRecord("Nothing", "7", "2026-01-01T00:00:00Z"), ()))

    assert examine(fresh_db) == []


def test_a_speaker_without_a_record_is_found_by_the_doctor(fresh_db):
    it, now = bridge_article(), "2026-01-01T00:00:00Z"
    draft = draft_of("a", replace(it, quotes=it.quotes[:1]), ("q-1",), lambda _: 0)
    record = DraftRecord("a", draft, Settled([Attributed("ghost")], None, None, "unknown", None, "7", now))
    write_database(fresh_db, Contents(CorpusRecord("T", "7", now), [record]))

    assert [finding.check for finding in examine(fresh_db)] == ["foreign-key"]
