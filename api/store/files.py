"""The file of a database: its address for SQLite, and the errors when it can't be read.

In: a path.  Out: a URI; or the DatabaseError that names the path, what is wrong, and what is expected.
"""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from api.errors import DatabaseError


def address(path: Path, mode: str) -> str:
    """Return the URI that opens a database file for reading ("ro"), also for writing ("rw"), or makes it ("rwc")."""
    return f"file:{quote(str(path.resolve()))}?mode={mode}"


def missing(path: Path) -> DatabaseError:
    """Return the error that says that there is no file at `path`, and how to make one."""
    return DatabaseError(f"{path}: there is no such file; make it with `onrecord load FOLDER --db {path}`")


def unreadable(path: Path, error: sqlite3.Error) -> DatabaseError:
    """Return the error that says why SQLite can't read the file at `path`."""
    return DatabaseError(f"{path}: {error}; expected a database written by `onrecord load`")
