"""Run a statement that a reader wrote: one SELECT, read-only and limited.

In: an open database and text.  Out: rows, or StatementError that says why not.  Four safeguards: the statement has a
read-only connection of its own; SQLite's authorizer allows only reading; the work is limited in steps, in seconds, in
rows and in the size of one value; columns with text of restricted articles read as NULL unless the operator serves
them.
"""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from threading import Timer
from typing import Any

from api.errors import DatabaseError, StatementError
from api.store.connect import Database, OutOfTime, budget, is_out_of_time, only_reading, open_for_reading
from api.store.seal import identity_of

MOST_ROWS = 1_000
MOST_CHARACTERS = 8_000  # of a statement
_STEPS = 40_000_000  # about a second
_SECONDS = 2.0  # one step may take long: instr of two long texts counts as one
_VALUE_BYTES = 200_000
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: _VALUE_BYTES,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: MOST_CHARACTERS * 4,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
}
_WITH_BODIES = {
    ("articles", "body"),
    ("articles", "removed"),
    ("extractions", "article"),
    ("extractions", "text_signature"),  # reveals whether a body has any given four words
}
_WORDS_OF_BODIES = {"articles_search", "articles_search_data", "articles_search_idx"}


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a statement: the first rows, at most MOST_ROWS; `is_cut` is true if there are more."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    is_cut: bool


def run(db: Database, statement: str) -> Found:
    """Run one SELECT on the file that `db` reads, in a connection of its own; raises StatementError."""
    if len(statement) > MOST_CHARACTERS:
        raise StatementError(f"The statement has {len(statement):,} characters; at most {MOST_CHARACTERS:,}.")
    with closing(_fenced(db)) as fenced:
        alarm = Timer(_SECONDS, fenced.interrupt)
        alarm.daemon = True
        try:
            alarm.start()
            with budget(fenced, _STEPS):
                return _fetched(fenced, statement)
        except OutOfTime as error:
            raise StatementError("This takes too long; it was stopped after about a second.") from error
        except (sqlite3.Error, sqlite3.Warning) as error:
            if isinstance(error, sqlite3.DatabaseError) and is_out_of_time(error):
                raise StatementError("This takes too long; it was stopped after two seconds.") from error
            raise StatementError(f"SQLite says: {str(error).rstrip('.')}.") from error
        finally:
            alarm.cancel()
            alarm.join()


def _fenced(db: Database) -> Database:
    fenced = _opened(db)
    fenced.row_factory = None
    for category, limit in _LIMITS.items():
        fenced.setlimit(category, limit)
    if not db.whole_bodies:
        fenced.set_authorizer(_only_reading_but_bodies)
    return fenced


def _opened(db: Database) -> Database:
    """Open the file that `db` reads again; raises StatementError if another file is at its path by now."""
    with suppress(OSError, DatabaseError):
        if identity_of(db.path) == db.identity:
            fenced = open_for_reading(db.path, whole_bodies=db.whole_bodies)
            if identity_of(db.path) == db.identity:
                return fenced
            fenced.close()
    raise StatementError(
        "Another database is taking the place of the one that is served; ask again in a moment."
    )


def _fetched(fenced: Database, statement: str) -> Found:
    cursor = fenced.execute(statement)
    if cursor.description is None:
        raise StatementError("There is no statement; expected one SELECT.")
    rows = cursor.fetchmany(MOST_ROWS + 1)
    columns = tuple(column[0] for column in cursor.description)
    return Found(columns, tuple(rows[:MOST_ROWS]), len(rows) > MOST_ROWS)


def _only_reading_but_bodies(action: int, first: str | None, second: str | None, *rest: str | None) -> int:
    if action == sqlite3.SQLITE_READ:
        if first in _WORDS_OF_BODIES:
            return sqlite3.SQLITE_DENY
        if (first, second) in _WITH_BODIES:
            return sqlite3.SQLITE_IGNORE  # reads as NULL
    return only_reading(action, first, second, *rest)
