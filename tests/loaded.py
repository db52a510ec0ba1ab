"""Look at what a load has made."""

import sqlite3


def dump(db):
    """Every row of every table, in the order of the rows."""
    connection = sqlite3.connect(db)
    try:
        tables = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY 1"
        ).fetchall()
        return {
            name: connection.execute(
                f"SELECT {'' if 'WITHOUT ROWID' in sql else 'rowid,'} * FROM {name}"
            ).fetchall()
            for name, sql in tables
            if "_search" not in name
        }
    finally:
        connection.close()


def ids(db, table="articles"):
    """The ids of a table, in the order of its rows."""
    connection = sqlite3.connect(db)
    try:
        return [id_ for (id_,) in connection.execute(f"SELECT id FROM {table} ORDER BY rowid")]
    finally:
        connection.close()


def outcomes(report):
    """What became of each file, and why."""
    return {file.path: (file.outcome, file.reason) for file in report.files}


def left_over(db):
    """The hidden files beside a database."""
    return sorted(path.name for path in db.parent.iterdir() if path.name.startswith(f".{db.name}"))
