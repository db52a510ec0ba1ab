"""Write what the comments in schema/*.sql say to where people look for it.

    python docs/data_dictionary.py          write docs/data-dictionary.md and columns in schema/datasette.yaml
    python docs/data_dictionary.py --check  exit 1 when one of them is stale

The comment behind a column is its only description; everything else is a copy, and a test runs `--check`.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DICTIONARY = ROOT / "docs" / "data-dictionary.md"
DATASETTE = ROOT / "schema" / "datasette.yaml"

# "CREATE TABLE quotes (" ... ") STRICT;" and "CREATE VIEW quote_details AS" ... ";"
_CREATE = re.compile(r"^CREATE (?P<what>TABLE|VIEW) (?P<name>\w+)(?P<lines>.*?);$", re.MULTILINE | re.DOTALL)
# "  speaker_id    TEXT REFERENCES speakers (id), -- who said it"
_TABLE_COLUMN = re.compile(
    r'^  "?(?P<name>[a-z_0-9]+)"?\s+(?P<type>TEXT|INTEGER|REAL|BLOB)(?P<rest>[^\n]*?)(?:--\s*(?P<comment>.+))?$'
)
# "       speakers.name AS speaker_name,   -- as in speakers"
_VIEW_COLUMN = re.compile(r"^(?:SELECT|\s+)\s*\S+\s+AS (?P<name>\w+),?\s*(?:--\s*(?P<comment>.+))?$")
_TABLES = "    tables:\n"
# "       quotes.*,"
_VIEW_STAR = re.compile(r"^(?:SELECT|\s+)\s*(?P<table>\w+)\.\*,?$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the SQL declares it; `comment` is empty when the SQL says nothing."""

    name: str
    type: str
    rules: str
    comment: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view with its columns in order; `stars` are the tables that a view takes over whole."""

    name: str
    what: str
    columns: tuple[Column, ...]
    stars: tuple[str, ...] = ()


def read_relations(schema: Path = ROOT / "schema") -> list[Relation]:
    """Return the tables and views that the .sql files declare, tables first, in the order of the files."""
    sql = (schema / "tables.sql").read_text("utf-8") + "\n" + (schema / "views.sql").read_text("utf-8")
    return [
        _relation(found["name"], found["what"].lower(), found["lines"]) for found in _CREATE.finditer(sql)
    ]


def _relation(name: str, what: str, text: str) -> Relation:
    lines = text.splitlines()
    if what == "table":
        return Relation(name, what, tuple(_table_columns(lines)))
    stars = tuple(star["table"] for line in lines if (star := _VIEW_STAR.match(line)))
    return Relation(name, what, tuple(_view_columns(lines)), stars)


def _table_columns(lines: list[str]) -> Iterator[Column]:
    for line in lines:
        if found := _TABLE_COLUMN.match(line):
            rules = found["rest"].strip().rstrip(",")
            yield Column(found["name"], found["type"], rules, (found["comment"] or "").strip())


def _view_columns(lines: list[str]) -> Iterator[Column]:
    for line in lines:
        if found := _VIEW_COLUMN.match(line):
            yield Column(found["name"], "", "", (found["comment"] or "").strip())


def dictionary(relations: list[Relation]) -> str:
    """Return the text of docs/data-dictionary.md."""
    head = (
        "# Data dictionary\n\n"
        "Written from the comments in `schema/*.sql` by `python docs/data_dictionary.py`: edit those.\n"
        "Naming rules, and where offsets point: [schema/README.md](../schema/README.md).\n"
    )
    return head + "".join(
        f"\n## {relation.name} ({relation.what})\n\n{_section(relation)}" for relation in relations
    )


def _section(relation: Relation) -> str:
    if relation.what == "view":
        intro = "".join(f"All columns of [{table}](#{table}-table), and:\n\n" for table in relation.stars)
        rows = [f"| `{column.name}` | {column.comment} |" for column in relation.columns]
        return intro + "\n".join(["| column | meaning |", "|---|---|", *rows]) + "\n"
    rows = [
        f"| `{column.name}` | {column.type} | {_rules(column.rules)} | {_cell(column.comment)} |"
        for column in relation.columns
    ]
    return "\n".join(["| column | type | rules | meaning |", "|---|---|---|---|", *rows]) + "\n"


def _rules(rules: str) -> str:
    """Put what SQLite enforces into words: "required; points to articles"."""
    said = []
    if "PRIMARY KEY" in rules:
        said.append("the key")
    if "NOT NULL" in rules:
        said.append("required")
    if target := re.search(r"REFERENCES (\w+)", rules):
        said.append(f"points to [{target[1]}](#{target[1]}-table)")
    if values := re.search(r"IN \(([^)]*)\)", rules):
        said.append(
            "one of " + ", ".join(f"`{value.strip(' ' + chr(39))}`" for value in values[1].split(","))
        )
    if between := re.search(r"BETWEEN (\S+) AND (\S+?)\)", rules):
        said.append(f"from {between[1]} to {between[2]}")
    return "; ".join(said)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def datasette_metadata(relations: list[Relation], text: str) -> str:
    """Return the text of schema/datasette.yaml with each table's `columns` written anew."""
    by_name = {relation.name: relation for relation in relations}
    before, tables = text.split(_TABLES, 1)
    # Only columns are nested as deep as this; all else about a table fits on its line.
    kept = [line for line in tables.splitlines() if not re.match(r"^        (columns:$|  )", line)]
    out: list[str] = []
    for line in kept:
        out.append(line)
        if named := re.match(r"^      (\w+):$", line):
            out += _column_lines(by_name[named[1]], by_name)
    return before + _TABLES + "\n".join(out) + "\n"


def _column_lines(relation: Relation, by_name: dict[str, Relation]) -> list[str]:
    columns = [column for table in relation.stars for column in by_name[table].columns]
    described = {column.name: column.comment for column in [*columns, *relation.columns] if column.comment}
    return [
        "        columns:",
        *(f"          {name}: {_quoted(comment)}" for name, comment in described.items()),
    ]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def main(arguments: list[str]) -> int:
    """Write both files, or with --check only tell which of them is stale; return the exit code."""
    relations = read_relations()
    wanted = {
        DICTIONARY: dictionary(relations),
        DATASETTE: datasette_metadata(relations, DATASETTE.read_text("utf-8")),
    }
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale: run python docs/data_dictionary.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(wanted[path], "utf-8")
        print(f"{path.relative_to(ROOT)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
