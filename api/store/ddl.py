"""Make the tables, then the indexes, search and views over them, from the SQL files in `schema/`.

In: an empty database.  Out: the data model.  Indexes come after the rows, because filling an indexed
table is slower than indexing a full one.
"""

import sqlite3

from api.settings import shipped

SCHEMA_VERSION = 6
"""Version of the data model; written to `PRAGMA user_version` and to `corpus.schema_version`."""

SEARCHED = ("articles", "quotes")
"""Tables that have a full-text index."""

_WORDS_AT_ONCE = 16 * 2**20
"""Bytes that full-text search collects before it writes them. The default of one megabyte would make dozens of small
indexes of a large corpus, which are merged again and again."""

APPLICATION_ID = 0x4F6E5263
"""The application id in the header of our files ("OnRc"), which distinguishes them from other databases."""


def create_tables(connection: sqlite3.Connection) -> None:
    """Create every table, empty, and stamp the database as ours, of this schema version."""
    connection.executescript(_statements("tables.sql"))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def create_search(connection: sqlite3.Connection) -> None:
    """Create full-text search over articles and quotes, once all are in."""
    import sqlite_utils  # noqa: PLC0415 - takes 0.1 s, and only a whole load comes here

    connection.executescript(_statements("search.sql"))
    db = sqlite_utils.Database(connection, execute_plugins=False)
    for noun in SEARCHED:
        connection.execute(
            f"INSERT INTO {noun}_search ({noun}_search, rank) VALUES ('hashsize', {_WORDS_AT_ONCE})"
        )
        db.table(noun).rebuild_fts()


def create_indexes(connection: sqlite3.Connection) -> None:
    """Create indexes over the rows, except those on what is known only at the end of a load."""
    connection.executescript(_statements("indexes.sql"))


def create_views(connection: sqlite3.Connection) -> None:
    """Create the remaining indexes, and the views, over the final rows."""
    for name in ("last_indexes.sql", "views.sql"):
        connection.executescript(_statements(name))


def _statements(name: str) -> str:
    return (shipped("schema") / name).read_text(encoding="utf-8")
