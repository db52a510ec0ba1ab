"""Read the data dictionary out of the comments that SQLite keeps with each CREATE statement.

In: rows of sqlite_schema (type, name, sql) of the database that is served.  Out: `Table`s with their columns.
The comments are written in schema/*.sql, one per column, and nowhere else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from api.pages.contexts import Column, Row, Table

# `  speaker_id    TEXT REFERENCES speakers (id), -- who said it`
_TABLE_COLUMN = re.compile(
    r'^\s+"?(?P<name>[a-z_0-9]+)"?\s+(?P<type>TEXT|INTEGER|REAL|BLOB)\b[^\n]*?(?:--\s*(?P<meaning>.+))?$'
)
# `       speakers.name AS speaker_name,   -- as in speakers`
_VIEW_COLUMN = re.compile(r"\bAS (?P<name>\w+),?\s*(?:--\s*(?P<meaning>.+))?$")
# `       quotes.*,`
_STAR = re.compile(r"\b(?P<table>\w+)\.\*")


def describe_tables(rows: Iterable[Row]) -> tuple[Table, ...]:
    """Return the tables and views with their comments, in the order in which they were created."""
    tables: dict[str, Table] = {}
    for row in rows:
        if row["type"] == "table":
            columns = tuple(_table_columns(row["sql"].splitlines()[1:]))
            tables[row["name"]] = Table(row["name"], "table", "", columns)
        else:
            tables[row["name"]] = _view(row["name"], row["sql"].splitlines(), tables)
    return tuple(tables.values())


def _table_columns(lines: Sequence[str]) -> Iterator[Column]:
    for line in lines:
        if found := _TABLE_COLUMN.match(line):
            yield Column(found["name"], found["type"].lower(), (found["meaning"] or "").strip())


def _view(name: str, lines: Sequence[str], tables: Mapping[str, Table]) -> Table:
    stars = [found["table"] for line in lines if (found := _STAR.search(line))]
    own = [
        Column(found["name"], "", (found["meaning"] or "").strip())
        for line in lines[1:]
        if (found := _VIEW_COLUMN.search(line))
        and not line.lstrip().startswith(("FROM", "JOIN", "LEFT JOIN"))
    ]
    known = {column.name: column.type for table in tables.values() for column in table.columns}
    typed = tuple(replace(column, type=known.get(column.name.rpartition("_")[2], "")) for column in own)
    meaning = f"All columns of {', '.join(stars)}, and:" if stars else ""
    return Table(name, "view", meaning, typed)
