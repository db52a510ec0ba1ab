"""Tell Datasette what the tables of On Record mean, whatever the database file is called.

In: the databases that Datasette serves.  Out: the part of schema/datasette.yaml for each that On Record wrote.
Datasette finds this module by its entry point where both are installed side by side; nothing else imports it.
Metadata that is given to Datasette by hand takes precedence over it.
"""

import sqlite3
from contextlib import closing
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from datasette import hookimpl

from api.settings import shipped

if TYPE_CHECKING:  # at run time Datasette is still being imported when it loads its plugins
    from datasette.app import Datasette

# No other application is likely to have all three.
_OUR_TABLES = {"corpus", "quotes", "rejected"}


@hookimpl  # type: ignore[untyped-decorator]
def get_metadata(datasette: "Datasette") -> dict[str, Any]:
    """Return metadata in the form of Datasette's metadata files, for those of its databases that are ours."""
    ours = [name for name, database in datasette.databases.items() if _is_ours(database.path)]
    # Copies: Datasette merges metadata that was given by hand into what is returned here.
    return {"databases": {name: deepcopy(_metadata()) for name in ours}}


@cache
def _is_ours(path: str | None) -> bool:
    if path is None:
        return False
    try:
        with closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            return {name for (name,) in tables} >= _OUR_TABLES
    except sqlite3.Error:
        return False


@cache
def _metadata() -> dict[str, Any]:
    text = (shipped("schema") / "datasette.yaml").read_text("utf-8")
    metadata: dict[str, Any] = yaml.safe_load(text)["databases"]["corpus"]
    return metadata
