"""Write a list as one SQL statement for people to read, to learn from, and to run elsewhere.

In: a ListQuery.  Out: text for the sqlite3 shell or Datasette, with every value as a literal. We never run it: our
own statements, which fetch less and pass values as parameters, are in `fetch` and `order`.
"""

import re
from collections.abc import Sequence
from typing import Any

from api.store.fetch import source_of
from api.store.filters import ListQuery
from api.store.order import keys_of
from api.store.page import order_by

# "+d.confidence" keeps SQLite from using an index; to a reader it is puzzling.
_PLAIN_NUMBER = re.compile(r"\+d\.(\w+)")
_CLAUSES = re.compile(r" (FROM|WHERE|ORDER BY|LIMIT|AND|CROSS JOIN) ")


def statement_of(query: ListQuery) -> str:
    """Return the statement whose rows are the records of the list's first page, in its order."""
    source = source_of(query)
    order = order_by(keys_of(query, source.number))
    if query.sample is not None:
        order = "random()"
    elif query.sort == "-relevance":
        order = f"rank, {order}"
    where = "" if source.where == "1" else f" WHERE {source.where.removesuffix(' AND 1')}"
    text = f"SELECT d.* FROM {source.tables}{where} ORDER BY {order} LIMIT {query.sample or query.limit}"
    readable = _CLAUSES.sub(_on_its_line, _PLAIN_NUMBER.sub(r"d.\1", text))
    return _with_values(readable, source.params) + ";" + _warning(query)


def _on_its_line(clause: re.Match[str]) -> str:
    """Put a clause on a new line, except inside brackets."""
    before = clause.string[: clause.start()]
    if before.count("(") > before.count(")"):
        return clause[0]
    return f"\n{'  ' if clause[1] == 'AND' else ''}{clause[1]} "


def _with_values(text: str, values: Sequence[Any]) -> str:
    """Return the text with each value as a literal in place of its question mark."""
    pieces = text.split("?")
    literals = [*map(_literal, values), ""]
    return "".join(piece + literal for piece, literal in zip(pieces, literals, strict=True))


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(int(value)) if isinstance(value, bool) else repr(value)


def _warning(query: ListQuery) -> str:
    if query.q and query.resource.names:
        return "\n-- name_matches is a function of On Record's own; elsewhere, write a LIKE in its place."
    if query.sort == "-relevance":
        return (
            "\n-- On Record ranks only the newest 1,000 matches like this, the others follow by date; and it "
            "ignores short prefixes such as t* and words that most records have."
        )
    return ""
