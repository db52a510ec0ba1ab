"""The file of a database: how SQLite is told of it, and what is said where it can't be read.

In: a path.  Out: a URI; or the DatabaseError that names the path, what is wrong, and what is expected.
"""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from api.errors import DatabaseError


def address(path: Path, mode: str) -> str:
    """Return the URI of a database file, opened to read ("ro"), also to write ("rw"), or made ("rwc")."""
    return f"file:{quote(str(path.resolve()))}?mode={mode}"


def missing(path: Path) -> DatabaseError:
    """Return the error that says that there is no file at `path`, and how to make one."""
    return DatabaseError(f"{path}: there is no such file; make it with `onrecord load FOLDER --db {path}`")


def unreadable(path: Path, error: sqlite3.Error) -> DatabaseError:
    """Return the error that says why SQLite can't read the file at `path`."""
    return DatabaseError(f"{path}: {error}; expected a database written by `onrecord load`")
