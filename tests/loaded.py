"""Look at what a load has made."""

import sqlite3
from contextlib import closing


def rows(db, sql):
    """What a statement gives."""
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(sql).fetchall()


def dump(db):
    """Every row of every table, in the order of the rows."""
    tables = rows(db, "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY 1")
    return {
        name: rows(db, f"SELECT {'' if 'WITHOUT ROWID' in sql else 'rowid,'} * FROM {name}")
        for name, sql in tables
        if "_search" not in name
    }


def ids(db, table="articles"):
    """The ids of a table, in the order of its rows."""
    return [id_ for (id_,) in rows(db, f"SELECT id FROM {table} ORDER BY rowid")]


def outcomes(report):
    """What became of each file, and why."""
    return {file.path: (file.outcome, file.reason) for file in report.files}


def left_over(db):
    """The hidden files beside a database."""
    return sorted(path.name for path in db.parent.iterdir() if path.name.startswith(f".{db.name}"))
