"""A server's file is replaced while it serves: by a sound one, and by every kind of other."""

import logging
import os
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from many_quotes import build

from api.errors import DatabaseError
from api.store.connect import OutOfTime, open_for_reading
from api.store.doctor import examine
from api.store.reader import Reader
from api.store.seal import check_whole, seal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = build(tmp_path / "corpus.db", articles=4, version="first")
    seal(path)
    return path


def put(path: Path, new: Path) -> None:
    """Publish as a loader does: under the same name, in one step."""
    new.rename(path)


def another(path: Path, version: str = "second") -> Path:
    new = build(path.with_name(f"{version}.db"), articles=6, version=version)
    seal(new)
    return new


def truncated(path: Path) -> Path:
    new = another(path, "truncated")
    os.truncate(new, 20_000)
    return new


def flipped(path: Path) -> Path:
    new = another(path, "flipped")
    content = bytearray(new.read_bytes())
    content[content.index(b"said somebody")] ^= 1  # in the middle of an article: SQLite can't tell
    new.write_bytes(content)
    return new


def of_another_schema(path: Path) -> Path:
    new = build(path.with_name("older.db"), articles=1)
    with sqlite3.connect(new) as db:
        db.execute("PRAGMA user_version = 0")
    db.close()
    seal(new)
    return new


def written(name: str, content: bytes):
    def make(path: Path) -> Path:
        new = path.with_name(name)
        new.write_bytes(content)
        return new

    return make


def without_corpus(path: Path) -> Path:
    new = build(path.with_name("rowless.db"), articles=1)
    with sqlite3.connect(new) as db:
        db.execute("DELETE FROM corpus")
    db.close()
    return new


def torn(path: Path) -> Path:
    new = build(path.with_name("torn.db"), articles=30)
    content = bytearray(new.read_bytes())
    content[8192:16384] = bytes(8192)  # two pages that never reached the disk; no seal tells
    new.write_bytes(content)
    return new


UNSOUND = [
    pytest.param(truncated, "malformed|differs", id="truncated"),
    pytest.param(flipped, "its content differs from what `onrecord load` wrote", id="one bit flipped"),
    pytest.param(of_another_schema, "schema version is 0; this program reads", id="older schema"),
    pytest.param(written("empty.db", b""), "schema version is 0", id="empty"),
    pytest.param(written("text.db", b"No database. " * 500), "file is not a database", id="text"),
    pytest.param(without_corpus, "the table corpus is empty", id="no corpus"),
    pytest.param(torn, "damaged|malformed", id="pages lost, no seal"),
]


@pytest.mark.parametrize(("make", "says"), UNSOUND)
class TestUnsoundFiles:
    def test_nothing_is_served_from_the_start(self, path: Path, make, says):
        put(path, make(path))
        with pytest.raises(DatabaseError, match=says):
            Reader(path).database()

    def test_the_old_one_stays_in_service(self, path: Path, make, says, caplog):
        reader = Reader(path, threads=2)
        reader.database()
        put(path, make(path))
        with caplog.at_level(logging.ERROR):
            assert [reader.database().corpus.version for _ in range(5)] == ["first"] * 5
        [line] = caplog.messages  # once, not for each request
        assert "refused: " in line
        assert "version first stays in service" in line
        assert reader.state().refusal is not None
        in_other_thread = []
        other = threading.Thread(target=lambda: in_other_thread.append(count(reader)))
        other.start()
        other.join()
        assert in_other_thread == [4], "a thread that had no connection yet reads the old file too"

    def test_a_sound_one_after_it_is_served(self, path: Path, make, says):
        reader = Reader(path)
        reader.database()
        put(path, make(path))
        reader.database()
        put(path, another(path))
        assert reader.database().corpus.version == "second"
        assert reader.state().refusal is None


def count(reader: Reader) -> int:
    return reader.database().execute("SELECT count(*) FROM articles").fetchone()[0]


def test_every_thread_moves_with_its_next_request(path: Path):
    reader, turn = Reader(path, threads=3), threading.Barrier(4, timeout=20)
    seen = []

    def serve() -> None:
        database = reader.database()
        before = database.corpus.version
        turn.wait()  # the file is replaced here, while a request is being answered
        turn.wait()
        still = database.execute("SELECT version FROM corpus").fetchone()[0]
        seen.append((before, still, reader.database().corpus.version))

    threads = [threading.Thread(target=serve) for _ in range(3)]
    for thread in threads:
        thread.start()
    turn.wait()
    put(path, another(path))
    assert reader.database().corpus.version == "second"
    turn.wait()
    for thread in threads:
        thread.join()
    assert seen == [("first", "first", "second")] * 3


def test_opening_takes_no_threads_connection(path: Path):
    reader = Reader(path, threads=1)
    reader.open()
    put(path, of_another_schema(path))
    assert reader.database().corpus.version == "first"


def test_what_is_counted_belongs_to_one_file(path: Path):
    reader = Reader(path)
    first = reader.database()
    assert first.keep("articles", lambda: count(reader)) == 4
    put(path, another(path))
    assert reader.database().keep("articles", lambda: count(reader)) == 6
    assert first.keep("articles", lambda: -1) == 4


def test_what_several_threads_want_is_counted_by_one_and_by_none_in_a_hurry(path: Path):
    reader, made, begun = Reader(path, threads=5), [], threading.Event()

    def count() -> int:
        begun.set()
        time.sleep(0.1)
        made.append(threading.get_ident())
        return 7

    found = []
    threads = [
        threading.Thread(target=lambda: found.append(reader.database().keep("seven", count)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    assert begun.wait(5)
    own = reader.database()
    own.is_hurried = True
    with pytest.raises(OutOfTime):
        own.keep("seven", count)
    for thread in threads:
        thread.join()
    assert (found, len(made)) == ([7, 7, 7, 7], 1)
    assert own.keep("seven", count) == 7


def test_a_file_written_over_in_place_is_no_longer_served(path: Path, caplog):
    reader = Reader(path)
    reader.database()
    path.write_bytes(b"cp, and not mv" * 1000)
    with pytest.raises(DatabaseError, match="not a database"):
        reader.database()
    assert "was written over" in caplog.text
    put(path, another(path))
    assert reader.database().corpus.version == "second"


def test_a_touched_file_is_the_same_corpus(path: Path):
    reader = Reader(path)
    before = reader.database()
    os.utime(path)
    assert reader.database().corpus == before.corpus


def test_a_copy_carries_its_seal(path: Path, tmp_path: Path):
    copy = shutil.copy(path, tmp_path / "copy.db")
    check_whole(copy)
    with pytest.raises(DatabaseError):
        check_whole(flipped(path))


def test_a_seal_is_no_obstacle_to_sqlite(path: Path):
    before = path.stat().st_size
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    db.execute("VACUUM")
    db.close()
    assert path.stat().st_size != before
    check_whole(path)  # no seal any more: SQLite's own check


def test_the_doctor_looks_at_the_seal_and_leaves_it_whole(path: Path):
    assert "seal" not in {finding.check for finding in examine(path)}
    check_whole(path)
    assert "seal" in {finding.check for finding in examine(flipped(path))}


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO rejected VALUES ('a', 'b')",
        "UPDATE corpus SET title = 'x'",
        "DELETE FROM quotes",
        "DROP TABLE quotes",
        "CREATE TEMP TABLE t (x)",
        "ATTACH ':memory:' AS other",
        "PRAGMA query_only = 0",
        "PRAGMA journal_mode = WAL",
        "VACUUM",
        "VACUUM INTO '/tmp/copy-of-a-corpus.db'",
        "REINDEX",
        "ANALYZE",
        "INSERT INTO quotes_search(quotes_search) VALUES ('rebuild')",
        "UPDATE sqlite_master SET sql = ''",
        "BEGIN IMMEDIATE",
    ],
)
def test_a_connection_prepares_nothing_that_changes(path: Path, sql: str):
    db = open_for_reading(path)
    with pytest.raises(sqlite3.DatabaseError):
        db.execute(sql)


def test_each_lock_on_writing_holds_alone(path: Path):
    """mode=ro, query_only and the authorizer: any one of them would do."""
    alone = open_for_reading(path)
    alone.set_authorizer(None)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        alone.execute("DELETE FROM quotes")
    alone.execute("PRAGMA query_only = 0")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        alone.execute("DELETE FROM quotes")
