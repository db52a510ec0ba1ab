"""Each invariant that breaks has a finding of its name; a whole database has none."""

import shutil
import sqlite3

import pytest
from articles import bridge_article, build_database, spoken_by

from api.errors import DatabaseError
from api.store.doctor import examine


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "whole.db"
    articles = {
        "bridge": bridge_article(published_on="2025"),
        "other": spoken_by("Ana Ruiz", "Bo Lee", published_on="2026"),
    }
    build_database(articles, path)
    return path


@pytest.fixture
def db(whole, tmp_path):
    return shutil.copy(whole, tmp_path / "copy.db")


def test_a_whole_database_has_no_findings(db):
    assert examine(db) == []


# What breaks one invariant, and its name. Triggers and constraints that would refuse it are switched off.
DAMAGE = [
    ("quote-span", 'UPDATE quotes SET start = start + 1, "end" = "end" + 1 WHERE position = 0'),
    ("quote-span", "UPDATE quotes SET text = upper(text) WHERE article_id = 'other'"),
    ("mention-span", "UPDATE quotes SET mention_start = mention_start - 1 WHERE mention_text IS NOT NULL"),
    ("mention-span", "UPDATE quotes SET mention_end = NULL WHERE mention_text IS NOT NULL"),
    ("cue-span", "UPDATE quotes SET cue_text = 'sang' WHERE cue_text IS NOT NULL"),
    ("context-span", "UPDATE quotes SET context_end = 100000"),
    ("context-span", "UPDATE quotes SET context_start = start + 1"),
    ("reason", "UPDATE quotes SET reason = 'why' WHERE speaker_id IS NOT NULL"),
    ("position", "UPDATE quotes SET position = position + 1"),
    ("publication-order", "UPDATE articles SET published_on = '2030' WHERE id = 'bridge'"),
    ("publication-date", "UPDATE articles SET published_on = '0000-00-00' WHERE id = 'bridge'"),
    ("publication-date", "UPDATE articles SET published_on = '2025-02-30' WHERE id = 'bridge'"),
    ("publication-date", "UPDATE articles SET published_on = '2025-13' WHERE id = 'bridge'"),
    ("statement", "UPDATE quotes SET statement_id = 'q-gone'"),
    ("story", "UPDATE articles SET story_id = 'ghost' WHERE id = 'other'"),
    ("copy-count", "UPDATE articles SET copy_count = 1 WHERE id = 'other'"),
    ("copy-count", "UPDATE articles SET story_id = 'bridge' WHERE id = 'other'"),
    ("article-count", "UPDATE articles SET quote_count = quote_count + 1 WHERE id = 'other'"),
    ("publisher-count", "UPDATE publishers SET article_count = 0"),
    ("author-count", "UPDATE authors SET article_count = 9"),
    ("tag-count", "UPDATE tags SET quote_count = 9"),
    ("speaker-count", "UPDATE speakers SET quote_count = 9 WHERE id = 'bo-lee'"),
    ("speaker-count", "UPDATE speakers SET last_quoted_on = NULL WHERE id = 'ana-ruiz'"),
    ("corpus", "DELETE FROM corpus"),
    ("corpus-speaker-count", "UPDATE corpus SET speaker_count = 0"),
    ("foreign-key", "UPDATE quotes SET speaker_id = 'ghost' WHERE speaker_id = 'bo-lee'"),
    ("search", "UPDATE articles SET body = body || ' zebra' WHERE id = 'other'"),
    ("search", "DELETE FROM quotes_search_data WHERE id > 10"),
    ("sets", "UPDATE sets SET size = size + 1 WHERE property = 'kind'"),
    ("sets", "DELETE FROM sets WHERE property = 'speaker'"),
    ("sets", "UPDATE quotes SET method = 'curated' WHERE position = 0"),
    ("records", "UPDATE speakers SET name = 'Somebody Else' WHERE id = 'ana-ruiz'"),
    ("records", "DELETE FROM quote_records WHERE number = 1"),
    ("records", "UPDATE quote_records SET word_count = word_count + 1 WHERE number = 1"),
    ("schema-version", "PRAGMA user_version = 99"),
    ("integrity", "UPDATE sqlite_master SET rootpage = 3 WHERE name = 'quotes_by_kind'"),
]


@pytest.mark.parametrize(("check", "damage"), DAMAGE, ids=lambda value: value[:60])
def test_a_broken_invariant_has_its_finding(db, check, damage):
    connection = sqlite3.connect(db)
    connection.executescript(f"PRAGMA ignore_check_constraints = 1; PRAGMA writable_schema = 1; {damage}")
    connection.close()

    findings = examine(db)

    assert check in [finding.check for finding in findings]
    assert all(finding.detail for finding in findings)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE quotes SET speaker_id = 'ghost' WHERE speaker_id IS NOT NULL AND article_id = 'bridge'",
        "UPDATE quotes SET continues_id = 'q-gone' WHERE article_id = 'bridge'",
        "UPDATE articles SET publisher_id = 'ghost' WHERE id = 'bridge'",
        "UPDATE article_tags SET tag_id = 'ghost' WHERE article_id = 'bridge'",
        "UPDATE article_authors SET author_id = 'ghost' WHERE article_id = 'bridge'",
    ],
)
def test_rows_that_point_nowhere_are_looked_for_in_the_articles_that_were_changed(db, damage):
    connection = sqlite3.connect(db)
    connection.execute(damage)
    connection.commit()
    connection.close()

    assert "foreign-key" in [finding.check for finding in examine(db, just_built=True, patched=["bridge"])]
    assert "foreign-key" not in [finding.check for finding in examine(db, just_built=True, patched=["other"])]


def test_a_finding_shows_examples_and_how_many_more(db):
    connection = sqlite3.connect(db)
    connection.execute("UPDATE quotes SET start = 0")
    connection.commit()
    connection.close()

    (finding,) = [finding for finding in examine(db) if finding.check == "quote-span"]

    assert finding.detail.count("q-") == 3
    assert finding.detail.endswith("and 3 more")


def test_a_file_that_can_t_be_written_is_examined_all_the_same(db, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)
    before = db.read_bytes()

    assert examine(db) == []
    assert db.read_bytes() == before


def test_examining_changes_nothing(db):
    before = db.read_bytes()

    examine(db)

    assert db.read_bytes() == before
    assert [path.name for path in db.parent.iterdir()] == ["copy.db"]


def test_a_file_that_is_missing_is_an_error(tmp_path):
    with pytest.raises(DatabaseError, match=r"x\.db: there is no such file"):
        examine(tmp_path / "x.db")


def test_a_file_that_is_no_database_is_an_error(tmp_path):
    (tmp_path / "x.db").write_bytes(b"not a database, but long enough to look for a header" * 100)

    with pytest.raises(DatabaseError, match=r"x\.db: file is not a database"):
        examine(tmp_path / "x.db")


def test_an_empty_file_is_a_database_of_another_schema(tmp_path):
    (tmp_path / "x.db").touch()

    assert [finding.check for finding in examine(tmp_path / "x.db")] == ["schema-version"]


def test_a_truncated_file_is_damaged(db):
    db.write_bytes(db.read_bytes()[: 10 * 4096])

    with pytest.raises(DatabaseError, match="malformed"):
        examine(db)
