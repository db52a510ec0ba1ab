"""Select: a page of a list, or one record.

In: an open Database and a ListQuery (or an id).  Out: a Page, a Record; rendering them is the work of `rest` and
`pages`, which call the same functions. The rows of a page are read by `order` or `relevance`, related rows by
`related`; numbers over many rows are counted in `counts`.

Rows carry the columns of the view; of articles also `excerpt` (at most fifty words) and, when asked for,
`body`, which is null for a restricted article unless the operator allows it.
"""

import random
import sqlite3
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from api.errors import NotFound
from api.store.connect import Database
from api.store.fetch import columns_of, fetch
from api.store.filters import ListQuery
from api.store.numbers import numbers_of, refuse_broad_phrases
from api.store.order import rows_in_order
from api.store.page import Page, Position, make_cursor, read_cursor
from api.store.related import context_of, related_to
from api.store.relevance import rows_by_relevance
from api.store.resources import RESOURCES, Resource
from api.store.sets import everything
from api.store.totals import total_of
from api.store.unknown import unknown_values
from api.store.words import parse_words


@dataclass(frozen=True, slots=True)
class Record:
    """One row with its related rows: `related` maps names such as "tags" to rows."""

    row: sqlite3.Row
    related: Mapping[str, Any] = field(default_factory=dict)


def list_records(db: Database, query: ListQuery) -> Page:
    """Return the page of a list that `query` asks for.

    Raises QueryError when its cursor is damaged or belongs to another query, and when `q` is too broad to search for.
    Runs one statement for the rows and at most one each for the total, for unknown ids, and for every `include`.
    """
    if query.q is not None:
        refuse_broad_phrases(db, query.resource, parse_words(query.q))
    if query.sample is not None:
        return _page(db, query, _sampled(db, query), sort_applied=None)
    position = _relocated(db, query, read_cursor(query, db.cursor_key))
    found = (
        rows_by_relevance(db, query, position)
        if query.sort == "-relevance"
        else rows_in_order(db, query, position)
    )
    rows, *cursors = _turned(db, query, position, found)
    return _page(db, query, rows, *cursors, sort_applied=query.sort)


def get_record(db: Database, resource: str, id_: str, include: Sequence[str] = ()) -> Record:
    """Return one record of "quotes", "articles", "speakers", "tags" or "publishers"; raises NotFound."""
    noun = RESOURCES[resource]
    query = ListQuery(noun, include=tuple(include))
    columns, given = columns_of(db, query)
    sql = f"SELECT {noun.number} AS number, {columns} FROM {noun.view} AS d WHERE d.id = ?"
    row = db.execute(sql, (*given, id_)).fetchone()
    if row is None:
        raise NotFound(noun.singular, id_)
    related = related_to(db, noun, [row], query.include)
    return Record(row, {name: of.get(id_) for name, of in related.items()})


def get_ready_quote(db: Database, id_: str) -> tuple[str, dict[str, Any]]:
    """Return the JSON of a quote, and its context, tags and other occurrences, as `related_to` returns them.

    Raises NotFound.
    """
    row = db.execute(_READY_QUOTE, (id_,)).fetchone()
    if row is None:
        raise NotFound("quote", id_)
    related: dict[str, Any] = {"context": context_of(db, row), "tags": None, "occurrences": None}
    related["tags"] = db.execute(_TAGS_OF_ARTICLE, (row["article_id"],)).fetchall()
    if row["is_said_elsewhere"]:
        found = related_to(db, RESOURCES["quotes"], [row], ("occurrences",))
        related["occurrences"] = found["occurrences"].get(id_)
    return row["record"], related


_READY_QUOTE = """
SELECT quotes.id, record, quotes.article_id, statement_id, start, "end", context_start, context_end, rights,
       substr(body, context_start + 1, context_end - context_start) AS text,
       EXISTS (SELECT 1 FROM quotes AS other
                WHERE other.statement_id = quotes.statement_id AND other.id <> quotes.id) AS is_said_elsewhere
  FROM quotes JOIN quote_records ON number = quotes.rowid JOIN articles ON articles.id = quotes.article_id
 WHERE quotes.id = ?
"""
_TAGS_OF_ARTICLE = """
SELECT tags.id, tags.name, tags.kind, origin FROM article_tags JOIN tags ON tags.id = tag_id WHERE article_id = ?
 ORDER BY tags.name, tags.id
"""


def _sampled(db: Database, query: ListQuery) -> list[sqlite3.Row]:
    """Draw rows at random, each as likely as any other, in the order drawn; a seed repeats the draw."""
    found = numbers_of(db, query)
    numbers = everything(db, query.resource.name) if found is None else found
    # Not for secrets: a seed is there so that a draw can be repeated.
    draw = random.Random(query.seed)  # nosec B311
    places = draw.sample(range(len(numbers)), min(query.sample or 0, len(numbers)))
    return fetch(db, query, [numbers[place] for place in places])


def _page(
    db: Database,
    query: ListQuery,
    rows: Sequence[sqlite3.Row],
    next_cursor: str | None = None,
    prev_cursor: str | None = None,
    *,
    sort_applied: str | None,
) -> Page:
    """Return a Page of these rows, with its cursors, total and so on."""
    total, relation = total_of(db, query)
    if relation == "gte" and total is not None:
        total = max(total, len(rows))
    return Page(
        rows,
        next_cursor,
        prev_cursor,
        total,
        relation,
        sort_applied,
        related=related_to(db, query.resource, rows, query.include),
        unknown=() if rows and _asks_for_each(query) else unknown_values(db, query),
    )


def _asks_for_each(query: ListQuery) -> bool:
    """Return whether any record that meets the filters has all of their values, so that none can be unknown."""
    asked = query.filters
    return not any(
        len(asked.get(filter_.name, ())) > 1 or f"{filter_.name}_not" in asked
        for filter_ in query.resource.filters
    )


def _turned(
    db: Database, query: ListQuery, position: Position | None, rows: list[sqlite3.Row]
) -> tuple[list[sqlite3.Row], str | None, str | None]:
    """Return the rows of a page in list order, and the tokens of the next and previous page."""
    backwards = bool(position and position.backwards)
    more, rows = len(rows) > query.limit, rows[: query.limit]
    if backwards:
        rows.reverse()
    has_next, has_prev = (True, more) if backwards else (more, position is not None)
    if not rows:
        # Only a corpus that shrank during paging leads here; the previous page is where the client came from.
        return rows, *_way_back(db, query, position)
    return (
        rows,
        _cursor_at(db, query, rows[-1], backwards=False) if has_next else None,
        _cursor_at(db, query, rows[0], backwards=True) if has_prev else None,
    )


def _way_back(db: Database, query: ListQuery, position: Position | None) -> tuple[str | None, str | None]:
    if position is None:
        return None, None
    token = make_cursor(query, replace(position, backwards=not position.backwards), db.cursor_key)
    return (token, None) if position.backwards else (None, token)


def _cursor_at(db: Database, query: ListQuery, row: sqlite3.Row, *, backwards: bool) -> str:
    keys = query.resource.sorts[query.sort]
    columns = ["rank", "number"] if query.sort == "-relevance" else [key.column for key in keys]
    values = tuple(row[column] for column in columns)
    anchor = tuple(row[column] for column in _ANCHORS.get(query.resource.name, ()))
    return make_cursor(query, Position(values, backwards, db.corpus.version, anchor), db.cursor_key)


# --- cursors that survive a rebuild --------------------------------------------------------------------------------

_ANCHORS = {"quotes": ("published_on", "article_id", "position"), "articles": ("published_on", "id")}


def _relocated(db: Database, query: ListQuery, position: Position | None) -> Position | None:
    """Find the cursor's record again when the corpus was rebuilt since: its number may have changed."""
    if position is None or not position.anchor or position.corpus == db.corpus.version:
        return position
    number = _number_of(db, query.resource, position.anchor)
    return replace(position, values=(*position.values[:-1], number))


def _number_of(db: Database, resource: Resource, anchor: Sequence[Any]) -> float:
    """Return the number of the record at `anchor`, or half a step before the first record after it."""
    columns = ", ".join(f"coalesce({column}, '')" for column in _ANCHORS[resource.name])
    sql = f"SELECT {columns}, number FROM {resource.view} WHERE number >= ? ORDER BY number LIMIT 1"
    wanted = (anchor[0] or "", *anchor[1:])

    def row_at(number: int) -> tuple[Any, ...]:
        return tuple(db.execute(sql, (number,)).fetchone())

    last: int = db.execute(f"SELECT coalesce(max(rowid), 0) FROM {resource.table}").fetchone()[0]
    at = bisect_left(range(1, last + 1), wanted, key=lambda number: row_at(number)[:-1]) + 1
    if at > last:
        return last + 0.5
    *place, number = row_at(at)  # numbers may have gaps: the row at or after `at`
    return float(number if tuple(place) == wanted else number - 0.5)
