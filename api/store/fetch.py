"""Read the rows with given numbers, with everything that a query asks for.

In: an open Database, a ListQuery, numbers.  Out: rows of the views, or prepared records; and the SQL that says where
a query's records are. Which numbers a page has is the work of `order` and `relevance`.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from api.store.columns import COLUMNS
from api.store.conditions import conditions
from api.store.connect import Database
from api.store.filters import ListQuery
from api.store.numbers import is_short
from api.store.resources import RESOURCES
from api.store.words import parse_words

_BODY = "CASE WHEN d.rights = 'restricted' AND NOT {whole} THEN NULL ELSE d.body END AS body"
_READY_COLUMNS = "d.record, d.article_id, d.position, d.published_on, d.confidence, d.word_count"
_MARKED = {
    "quotes": "marked(d.text, ?) AS marked",
    "articles": "marked(d.title, ?) AS marked_title, passage(d.body, ?) AS marked_body",
}
"""The additional columns of a highlighted list; each placeholder stands for `q`."""


@dataclass(frozen=True, slots=True)
class Source:
    """What follows FROM and WHERE; `number` is SQL for the row's number in the order of publication."""

    tables: str
    where: str
    params: tuple[Any, ...]
    number: str


def source_of(query: ListQuery) -> Source:
    """Return the tables and conditions that find a query's records, with the columns of related records."""
    noun = query.resource
    wanted = conditions(query)
    number = noun.number
    tables, where, params = f"{view_of(query)} AS d", wanted.where, wanted.params
    if query.q is not None and noun.search:
        # The search table goes first: it yields the newest matches at once, whatever else is asked.
        tables = f"{noun.search} CROSS JOIN {tables} ON {number} = {noun.search}.rowid"
        where, params = f"{noun.search} MATCH ? AND {where}", (parse_words(query.q).fts5(), *params)
        number = f"{noun.search}.rowid"
    return Source(tables, where.format(number=number), params, number)


def view_of(query: ListQuery) -> str:
    """Return the table or view with the columns that are shown."""
    return "quote_records" if query.ready else query.resource.view


def columns_of(db: Database, query: ListQuery) -> tuple[str, tuple[Any, ...]]:
    """Return the columns that are shown, as text for SELECT, and their parameters."""
    if query.ready:
        return _READY_COLUMNS, ()
    noun = query.resource.name
    columns = [COLUMNS[noun]]
    if noun == "articles" and "body" in query.include:
        columns.append(_BODY.format(whole=int(db.whole_bodies)))
    if query.highlight:
        columns.append(_MARKED[noun])
    return ", ".join(columns), (query.q,) * columns[-1].count("?")


def rows_of(db: Database, resource: str, numbers: Sequence[int]) -> list[sqlite3.Row]:
    """Return the rows of "quotes" or "articles" with these numbers, in that order; missing ones are left out."""
    return fetch(db, ListQuery(RESOURCES[resource]), numbers)


def fetch(
    db: Database, query: ListQuery, numbers: Sequence[int], ranks: Sequence[float | None] = ()
) -> list[sqlite3.Row]:
    """Read the rows with these numbers, in their order, each with its `rank` where there are `ranks`."""
    columns, given = columns_of(db, query)
    params = [orjson.dumps(numbers).decode(), *given]
    if ranks:
        columns += ", json_extract(?, '$[' || chosen.key || ']') AS rank"
        params.append(orjson.dumps(ranks).decode())
    number = query.resource.number
    sql = (
        f"WITH chosen AS (SELECT key, value FROM json_each(?)) SELECT {number} AS number, {columns} "
        f"FROM chosen CROSS JOIN {view_of(query)} AS d ON {number} = chosen.value"
    )
    return _arranged(db.execute(sql, params).fetchall(), numbers)


def _arranged(rows: list[sqlite3.Row], numbers: Sequence[int]) -> list[sqlite3.Row]:
    place = {number: at for at, number in enumerate(numbers)}
    return sorted(rows, key=lambda row: place[row["number"]])


# Matches are read once, from the first number to the last: looking up each one would restart the search each time.
AMONG = "rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))"


def among(numbers: Sequence[int]) -> tuple[int, int, str]:
    """Return the parameters of AMONG."""
    return min(numbers, default=0), max(numbers, default=0), orjson.dumps(numbers).decode()


def search_of(query: ListQuery) -> tuple[str, str]:
    """Return the full-text index for a query with words, and the FTS5 expression to search for."""
    return str(query.resource.search), parse_words(query.q or "").fts5()


def has_beginning(query: ListQuery) -> bool:
    """Return whether a word is given as a short prefix, for which the index has to merge very many words."""
    return any(is_short(term) for term in parse_words(query.q or "").terms)
