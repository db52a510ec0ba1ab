"""A database is published whole and sound, or not at all."""

import os
import sqlite3
from pathlib import Path

import pytest
from loaded import left_over, rows

from api import loader
from api.errors import LoadError
from api.loader import check, load, publish


def test_strict_publishes_nothing_when_a_file_is_rejected(folder, fresh_db):
    (folder / "articles" / "empty.txt").write_text("")

    report = load([folder], fresh_db, workers=1, strict=True)

    assert (report.published, report.exit_code, fresh_db.exists()) == (False, 1, False)
    assert "strict" in report.problem


def test_a_folder_of_nothing_publishes_nothing(tmp_path, fresh_db):
    (tmp_path / "nothing").mkdir()

    report = load([tmp_path / "nothing"], fresh_db, workers=1)

    assert (report.published, report.exit_code, fresh_db.exists()) == (False, 1, False)


def test_a_check_writes_nothing(folder, tmp_path):
    (folder / "articles" / "empty.txt").write_text("")
    before = sorted(tmp_path.rglob("*"))

    report = check([folder], workers=1)

    assert sorted(tmp_path.rglob("*")) == before
    assert (report.exit_code, report.published, report.counts["articles"]) == (3, False, 4)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"my thesis", "not written by onrecord"),
        (b"SQLite format 3\x00" + bytes(100), "not written by onrecord"),
    ],
)
def test_a_file_that_is_not_ours_is_not_replaced(folder, fresh_db, content, reason):
    fresh_db.write_bytes(content)

    with pytest.raises(LoadError, match=reason):
        load([folder], fresh_db, workers=1)

    assert fresh_db.read_bytes() == content


def test_an_empty_file_is_replaced(folder, fresh_db):
    fresh_db.touch()

    assert load([folder], fresh_db, workers=1).published


@pytest.mark.parametrize("db", ["no-such-folder/x.db", "."])
def test_a_place_where_no_database_can_be_is_an_error(folder, tmp_path, db):
    with pytest.raises(LoadError):
        load([folder], tmp_path / db, workers=1)


def test_a_link_stays_one_and_its_file_is_replaced(folder, tmp_path):
    """As where the database is on another disk than the folder it is asked for in."""
    (tmp_path / "disk").mkdir()
    place, link = tmp_path / "disk" / "real.db", tmp_path / "corpus.db"
    link.symlink_to("disk/real.db")

    first = load([folder], link, workers=1)
    (folder / "articles" / "new.txt").write_text("The ferry of Ostley stopped on Monday.")
    second = load([folder], link, workers=1)

    assert link.is_symlink()
    assert rows(place, "SELECT version FROM corpus") == [(second.version,)]
    assert (first.db, first.version != second.version) == (str(link), True)
    assert len([file for file in second.files if file.outcome == "reused"]) == 4
    assert left_over(link) == left_over(place) == []


def test_who_may_not_read_the_database_may_not_read_the_next(folder, fresh_db):
    load([folder], fresh_db, workers=1)
    fresh_db.chmod(0o640)

    load([folder], fresh_db, workers=1)

    assert fresh_db.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        pytest.param(
            lambda db: write(db, "PRAGMA user_version = 5"), "its schema version is 5, ours", id="older"
        ),
        pytest.param(
            lambda db: write(db, "PRAGMA user_version = 99"), "its schema version is 99, ours", id="newer"
        ),
        pytest.param(lambda db: write(db, "DROP TABLE extractions"), "it is damaged", id="a table less"),
        pytest.param(lambda db: db.write_bytes(db.read_bytes()[:5000]), "malformed", id="cut off"),
    ],
)
def test_it_is_told_when_nothing_is_taken_over(folder, fresh_db, damage, reason):
    """Times of arrival and the change log are in the database alone: that they begin anew is nobody's guess."""
    usual = load([folder], fresh_db, workers=1).warnings
    assert load([folder], fresh_db, workers=1).warnings == usual
    damage(fresh_db)

    *others, warning = load([folder], fresh_db, workers=1).warnings

    assert warning.startswith(f"{fresh_db}: nothing could be taken over from the database that was there")
    assert reason in warning
    assert tuple(others) == usual
    assert load([folder], fresh_db, workers=1).warnings == usual


def write(db, statement):
    connection = sqlite3.connect(db)
    connection.execute(statement)
    connection.commit()
    connection.close()


def fail(error):
    def failing(*_, **__):
        raise error

    return failing


@pytest.mark.parametrize(
    ("where", "what", "error"),
    [
        (os, "fsync", OSError(28, "No space left on device")),
        (Path, "replace", OSError(5, "Input/output error")),
        (loader, "build_database", sqlite3.OperationalError("database or disk is full")),
        (loader, "build_database", KeyboardInterrupt()),
        (publish, "examine", MemoryError()),
    ],
    ids=["sync", "rename", "full", "ctrl-c", "memory"],
)
def test_whatever_fails_the_old_database_stays(folder, fresh_db, monkeypatch, where, what, error):
    load([folder], fresh_db, workers=1)
    before = fresh_db.read_bytes()
    (folder / "articles" / "new.txt").write_text("A new article.")
    monkeypatch.setattr(where, what, fail(error))

    with pytest.raises(LoadError if isinstance(error, OSError | sqlite3.Error) else type(error)):
        load([folder], fresh_db, workers=1)

    assert fresh_db.read_bytes() == before
    assert left_over(fresh_db) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("tags.yaml", "- {name: Mills}\n", id="written anew"),
        pytest.param("articles/bridge.txt", "\nThe crews return.\n", id="changed in a copy"),
    ],
)
def test_a_faulty_database_is_not_published(folder, fresh_db, monkeypatch, name, text):
    load([folder], fresh_db, workers=1)
    before = fresh_db.read_bytes()
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(text)
    whole = loader.build_database

    def faulty(articles, path, *more):
        built = whole(articles, path, *more)
        connection = sqlite3.connect(path)
        connection.execute("UPDATE quotes SET text = 'never said'")
        connection.commit()
        connection.close()
        return built

    monkeypatch.setattr(loader, "build_database", faulty)

    with pytest.raises(LoadError, match="quote-span"):
        load([folder], fresh_db, workers=1)

    assert fresh_db.read_bytes() == before
    assert left_over(fresh_db) == []
