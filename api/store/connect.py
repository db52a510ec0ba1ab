"""Open the database for reading: read-only by construction, and of our schema.

In: the path of a database that `onrecord load` wrote.  Out: a `Database`, which is a plain sqlite3 connection
that also knows which corpus it reads.  Writing is the work of `write`; switching to a new file at the same path that
of `reader`.
"""

import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from api.errors import DatabaseError
from api.store.ddl import SCHEMA_VERSION
from api.store.files import address, missing, unreadable
from api.store.marks import marked, passage
from api.store.rights import excerpt
from api.store.seal import Identity, identity_of
from api.store.words import name_matches

_MEMORY_MAP = 1 << 33  # bytes: more than the file of a million quotes; only what is read occupies memory
Made = TypeVar("Made")
STATEMENT_STEPS = 200_000_000
"""Limit for one statement: a few seconds, more than any answer is worth."""
FEW_STEPS = 150_000
"""Limit for one that other requests wait for: a few milliseconds."""
_STEPS_AT_ONCE = 1_000  # between two checks of the budget; more frequent ones would cost time
_STEPS_WATCHED = 100_000  # between two checks of a statement without a budget


@dataclass(frozen=True, slots=True)
class Corpus:
    """The row of the table `corpus`: what this database is an image of. Times are UTC, counts are rows."""

    title: str
    description: str | None
    licence: str | None
    home_page: str | None
    version: str
    schema_version: int
    extractor_version: str
    built_at: str
    article_count: int
    quote_count: int
    speaker_count: int
    tag_count: int
    publisher_count: int

    def count_of(self, singular: str) -> int:
        """Return how many records there are of a noun: "quote"."""
        return int(getattr(self, f"{singular}_count"))


class Database(sqlite3.Connection):
    """A read-only connection.

    `corpus` says what it reads, `path` where it was opened, and `identity` which file that was. `cursor_key` signs
    page cursors; `whole_bodies` is true if the operator allows the bodies of restricted articles to be read (`fetch`
    blanks them otherwise).
    """

    corpus: Corpus
    path: Path
    identity: Identity
    cursor_key: bytes = b"on-record"
    whole_bodies: bool = False
    kept: dict[Hashable, Any]
    """Results that were computed over all rows of this file: see `keep`."""
    chosen: tuple[object, Any] = (None, None)
    """The query whose filters were read last, and what they select: this thread will ask again at once."""
    rows: int = 0
    """Number of rows that were fetched; the code that counts resets it to 0."""
    is_hurried: bool = False
    """Whether other requests wait for this thread; statements are then interrupted after FEW_STEPS."""
    _steps_left: int = 0

    def keep(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what `make` returns, computed once for this file: for numbers that are counted over all rows.

        The result is shared by all threads that read the file, so it must not be changed. While one thread computes
        it, others wait for it; a hurried thread neither waits nor computes, but raises OutOfTime.
        """
        if key not in self.kept:
            self.take_time()
            with self.kept.setdefault((key, "is made"), RLock()):
                if key not in self.kept:
                    self.kept[key] = make()
        found: Made = self.kept[key]
        return found

    def take_time(self) -> None:
        """Announce work that takes time; raises OutOfTime when other requests wait for this thread."""
        if self.is_hurried:
            raise OutOfTime

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run one statement; it is interrupted after its limit of steps, also while its rows are read."""
        self._steps_left = FEW_STEPS if self.is_hurried else STATEMENT_STEPS
        return self.cursor(_Counting).execute(sql, parameters)

    def watch(self) -> None:
        """Watch every statement from now on, and interrupt those that take too many steps."""
        self.set_progress_handler(self._is_over, _STEPS_WATCHED)

    def _is_over(self) -> int:
        self._steps_left -= _STEPS_WATCHED
        return int(self._steps_left < 0)


class _Counting(sqlite3.Cursor):
    def fetchall(self) -> list[Any]:
        rows = super().fetchall()
        self.connection.rows += len(rows)  # type: ignore[attr-defined]  # a Database made this cursor
        return rows


def open_for_reading(path: Path, *, cursor_key: str = "on-record", whole_bodies: bool = False) -> Database:
    """Open `path` read-only, with rows that can be read by column name.

    Raises DatabaseError when the file is missing, is no database, or was written for another schema version.
    The connection belongs to one thread at a time, and to the process that opened it.
    """
    if not path.is_file():
        raise missing(path)
    try:
        identity = identity_of(path)
        db = sqlite3.connect(address(path, "ro"), uri=True, factory=Database, check_same_thread=False)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA query_only = 1")
        db.execute(f"PRAGMA mmap_size = {_MEMORY_MAP}")
        db.create_function("name_matches", 2, name_matches, deterministic=True)
        db.create_function("excerpt", 1, excerpt, deterministic=True)
        db.create_function("marked", 2, marked, deterministic=True)
        db.create_function("passage", 2, passage, deterministic=True)
        db.corpus = _read_corpus(db, path)
    except sqlite3.Error as error:
        raise unreadable(path, error) from error
    db.cursor_key, db.whole_bodies, db.kept = cursor_key.encode(), whole_bodies, {}
    db.path, db.identity = path, identity
    db.watch()
    db.set_authorizer(only_reading)
    return db


_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_ALSO_READING = {
    (sqlite3.SQLITE_PRAGMA, "table_info"),  # for the data dictionary
    (sqlite3.SQLITE_PRAGMA, "data_version"),  # FTS5 looks whether its index has changed
    (sqlite3.SQLITE_UPDATE, "sqlite_master"),  # and declares its columns; a change there stays forbidden
}


def only_reading(action: int, subject: str | None, *_: str | None) -> int:
    """Allow SQLite to prepare only statements that read: no change, no other file, no setting."""
    if action in _READING or (action, subject) in _ALSO_READING:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _read_corpus(db: sqlite3.Connection, path: Path) -> Corpus:
    found = db.execute("PRAGMA user_version").fetchone()[0]
    if found != SCHEMA_VERSION:
        raise DatabaseError(
            f"{path}: schema version is {found}; this program reads version {SCHEMA_VERSION}. "
            "Load the corpus again with `onrecord load`"
        )
    row = db.execute("SELECT * FROM corpus").fetchone()
    if row is None:
        raise DatabaseError(f"{path}: the table corpus is empty; load the corpus again with `onrecord load`")
    return Corpus(**{field.name: row[field.name] for field in fields(Corpus)})


class OutOfTime(Exception):
    """A query did not finish within its budget."""


@contextmanager
def budget(db: Database, steps: int) -> Iterator[None]:
    """Interrupt what `db` runs inside the block after this many steps, and raise OutOfTime.

    Steps are those of SQLite's virtual machine, ten to fifty million per second. They are counted instead of seconds
    so that the same question gets the same answer on a busy machine.
    """
    left = max(1, steps // _STEPS_AT_ONCE)

    def check() -> int:
        nonlocal left
        left -= 1
        return int(left < 0)

    db.set_progress_handler(check, _STEPS_AT_ONCE)
    try:
        yield
    except sqlite3.OperationalError as error:
        if left < 0:
            raise OutOfTime from error
        raise
    finally:
        db.watch()


def is_out_of_time(error: sqlite3.DatabaseError) -> bool:
    """Return whether a statement failed because it took more than its steps."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT


_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Return whether a statement failed because the file can't be read: damaged, or its disk."""
    code: int = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the higher bits only say which variant
    return code in _DAMAGE
