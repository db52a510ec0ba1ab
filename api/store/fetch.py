"""Read the rows of certain numbers, with all that a query wants to see of them.

In: an open Database, a ListQuery, numbers.  Out: rows of the views, or records that lie ready; and the SQL that says
where a query's records are. Which numbers a page has is the work of `order` and `relevance`.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from api.store.columns import COLUMNS
from api.store.connect import Database
from api.store.filters import ListQuery, conditions
from api.store.marks import MARK_BEGIN, MARK_END, PASSAGE_WORDS
from api.store.numbers import is_short
from api.store.resources import RESOURCES
from api.store.words import parse_words

_BODY = "CASE WHEN d.rights = 'restricted' AND NOT {whole} THEN NULL ELSE d.body END AS body"
_READY_COLUMNS = "d.record, d.article_id, d.position, d.published_on, d.confidence, d.word_count"
_MARKS = f"char({ord(MARK_BEGIN)}), char({ord(MARK_END)})"
_HIGHLIGHTS = {
    "quotes": f"highlight(quotes_search, 0, {_MARKS}) AS marked",
    "articles": f"highlight(articles_search, 0, {_MARKS}) AS marked_title, "
    f"snippet(articles_search, 1, {_MARKS}, '…', {PASSAGE_WORDS}) AS marked_body",
}
_MARKED = {
    "quotes": "marked(d.text, ?) AS marked",
    "articles": "marked(d.title, ?) AS marked_title, passage(d.body, ?) AS marked_body",
}
"""As _HIGHLIGHTS, where a word has a short beginning: by our own functions, which get `q`."""


@dataclass(frozen=True, slots=True)
class Source:
    """What stands behind FROM and WHERE; `number` is SQL for the place in the order of publication."""

    tables: str
    where: str
    params: tuple[Any, ...]
    number: str


def source_of(query: ListQuery, *, joined: bool) -> Source:
    """Return where the records of a query are found; `joined` when columns of their neighbours are read too."""
    noun = query.resource
    wanted = conditions(query)
    number = noun.number if joined else "d.rowid"
    tables, where, params = f"{view_of(query) if joined else noun.table} AS d", wanted.where, wanted.params
    if query.q is not None and noun.search:
        # The search table goes first: it yields the newest matches at once, whatever else is asked.
        tables = f"{noun.search} CROSS JOIN {tables} ON {number} = {noun.search}.rowid"
        where, params = f"{noun.search} MATCH ? AND {where}", (parse_words(query.q).fts5(), *params)
        number = f"{noun.search}.rowid"
    return Source(tables, where.format(number=number), params, number)


def view_of(query: ListQuery) -> str:
    """Return the table or view that has what is shown."""
    return "quote_records" if query.ready else query.resource.view


def columns_of(db: Database, query: ListQuery) -> str:
    """Return the columns of what is shown, as SELECT wants them."""
    if query.ready:
        return _READY_COLUMNS
    columns = [COLUMNS[query.resource.name]]
    if query.resource.name == "articles" and "body" in query.include:
        columns.append(_BODY.format(whole=int(db.whole_bodies)))
    if _is_marked_by_index(query):
        columns.append(_HIGHLIGHTS[query.resource.name])
    return ", ".join(columns)


def _is_marked_by_index(query: ListQuery) -> bool:
    """Tell whether matches are to be marked, and by full-text search: we mark short beginnings ourselves."""
    return query.highlight and not has_beginning(query)


def rows_of(db: Database, resource: str, numbers: Sequence[int]) -> list[sqlite3.Row]:
    """Return the rows of these numbers of "quotes" or "articles", in that order; missing ones are left out."""
    return fetch(db, ListQuery(RESOURCES[resource]), numbers)


def fetch(
    db: Database, query: ListQuery, numbers: Sequence[int], ranks: Sequence[float | None] = ()
) -> list[sqlite3.Row]:
    """Read the rows of these numbers, in their order, each with its `rank` where there are `ranks`."""
    if _is_marked_by_index(query):
        return _fetch_marked(db, query, numbers, ranks)
    shown, params = _shown(db, query, numbers, ranks)
    sql = (
        f"WITH chosen AS (SELECT key, value FROM json_each(?)) SELECT {shown} "
        f"FROM chosen CROSS JOIN {view_of(query)} AS d ON {query.resource.number} = chosen.value"
    )
    return _arranged(db.execute(sql, params).fetchall(), numbers)


def _fetch_marked(
    db: Database, query: ListQuery, numbers: Sequence[int], ranks: Sequence[float | None]
) -> list[sqlite3.Row]:
    """As `fetch`, with the matches marked: for that, full-text search looks for them among these rows."""
    shown, params = _shown(db, query, numbers, ranks)
    search, expression = search_of(query)
    sql = (
        f"WITH chosen AS MATERIALIZED (SELECT key, value FROM json_each(?)) SELECT {shown} "
        f"FROM {search} CROSS JOIN {view_of(query)} AS d ON {query.resource.number} = {search}.rowid "
        f"CROSS JOIN chosen ON chosen.value = {search}.rowid "
        f"WHERE {search} MATCH ? AND {AMONG.replace('rowid', f'{search}.rowid')}"
    )
    return _arranged(db.execute(sql, [*params, expression, *among(numbers)]).fetchall(), numbers)


def _shown(
    db: Database, query: ListQuery, numbers: Sequence[int], ranks: Sequence[float | None]
) -> tuple[str, list[Any]]:
    """Return SQL for a row's number and for all that is shown of it, with the parameters up to there."""
    noun = query.resource
    shown = f"{noun.number} AS number, {columns_of(db, query)}"
    params: list[Any] = [orjson.dumps(numbers).decode()]
    if query.highlight and not _is_marked_by_index(query):
        marks = _MARKED[noun.name]
        shown, params = f"{shown}, {marks}", [*params, *[query.q] * marks.count("?")]
    if ranks:
        shown += ", json_extract(?, '$[' || chosen.key || ']') AS rank"
        params.append(orjson.dumps(ranks).decode())
    return shown, params


def _arranged(rows: list[sqlite3.Row], numbers: Sequence[int]) -> list[sqlite3.Row]:
    place = {number: at for at, number in enumerate(numbers)}
    return sorted(rows, key=lambda row: place[row["number"]])


# Matches are read once, from the first number to the last: to look each up would begin the search anew each time.
AMONG = "rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))"


def among(numbers: Sequence[int]) -> tuple[int, int, str]:
    """Return the parameters of AMONG."""
    return min(numbers, default=0), max(numbers, default=0), orjson.dumps(numbers).decode()


def search_of(query: ListQuery) -> tuple[str, str]:
    """Return the full-text index of a query with words, and what it is asked."""
    return str(query.resource.search), parse_words(query.q or "").fts5()


def has_beginning(query: ListQuery) -> bool:
    """Tell whether a word is given by a short beginning, which the index has to merge from very many words."""
    return any(is_short(term) for term in parse_words(query.q or "").terms)
