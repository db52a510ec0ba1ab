"""Make the tables, then the indexes, search and views over them, from the SQL files in `schema/`.

In: an empty database.  Out: the data model.  Indexes come after the rows, because filling an indexed
table is slower than indexing a full one.
"""

import sqlite3

from api.settings import shipped

SCHEMA_VERSION = 1
"""Version of the data model; written to `PRAGMA user_version` and to `corpus.schema_version`."""


def create_tables(connection: sqlite3.Connection) -> None:
    """Create every table, empty, and stamp the database with the schema version."""
    connection.executescript(_statements("tables.sql"))
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def create_indexes(connection: sqlite3.Connection) -> None:
    """Create indexes, full-text search and views over rows that are all in."""
    for name in ("indexes.sql", "search.sql", "views.sql"):
        connection.executescript(_statements(name))


def _statements(name: str) -> str:
    return (shipped("schema") / name).read_text(encoding="utf-8")
