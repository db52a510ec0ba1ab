"""The SELECTs: lists and single records.

In: an open Database and a ListQuery (or an id).  Out: rows of the views, cut into pages by `page`.
Rendering them is the work of `rest` and `pages`, which call the same functions. What belongs to a record is read in
`related`; numbers counted over many rows are made in `facets`.

Rows carry the columns of the view; of articles also `excerpt` (at most fifty words) and, when asked for,
`body`, which is null for a restricted article unless the operator allows it.
"""

import math
import random
import sqlite3
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import orjson
from pyroaring import BitMap

from api.errors import NotFound
from api.store.arguments import nearest
from api.store.columns import COLUMNS
from api.store.connect import Database
from api.store.filters import ListQuery, conditions
from api.store.marks import MARK_BEGIN, MARK_END, PASSAGE_WORDS
from api.store.numbers import (
    MOST_MATCHES,
    has_sets,
    is_short,
    matches_of,
    note_matches,
    numbers_of,
    numbers_without_words,
)
from api.store.page import Page, Position, Relation, UnknownValue, beyond, make_cursor, order_by, read_cursor
from api.store.related import context_of, related_to
from api.store.resources import RESOURCES, Key, Resource
from api.store.sets import EMPTY, HUNDREDTHS, everything, sets_of
from api.store.words import parse_words

COUNT_LIMIT = 1_000  # matches of words that count=auto counts before it answers "at least so many"
MOST_ALONE = 10  # parameters of an empty list that are counted one by one
MOST_SUGGESTED = 10  # unknown ids of one query for which a near one is looked for
SORTED_AT_ONCE = (
    20_000  # records that are read and sorted; of more, an index is read in order until a page is full
)
RANK_WINDOW = 1_000  # newest matches that -relevance ranks: bm25 of all matches of a common word takes 100 ms
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
class Record:
    """One row, and what belongs to it: `related` maps names such as "tags" to rows."""

    row: sqlite3.Row
    related: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """What stands behind FROM and WHERE; `number` is SQL for the place in the order of publication."""

    tables: str
    where: str
    params: tuple[Any, ...]
    number: str


def list_records(db: Database, query: ListQuery) -> Page:
    """Return the page of a list that `query` asks for.

    Raises QueryError when its cursor is damaged or belongs to another query. Runs one statement for the rows
    and at most one each for the total, for unknown ids, and for every `include`.
    """
    if query.sample is not None:
        return _page(db, query, _sampled(db, query), sort_applied=None)
    position = _relocated(db, query, read_cursor(query, db.cursor_key))
    found = _ranked(db, query, position) if query.sort == "-relevance" else _in_order(db, query, position)
    rows, *cursors = _turned(db, query, position, found)
    return _page(db, query, rows, *cursors, sort_applied=query.sort)


def get_record(db: Database, resource: str, id_: str, include: Sequence[str] = ()) -> Record:
    """Return one record of "quotes", "articles", "speakers", "tags" or "publishers"; raises NotFound."""
    noun = RESOURCES[resource]
    query = ListQuery(noun, include=tuple(include))
    number = "d.number" if noun.view != noun.table else "d.rowid"
    sql = f"SELECT {number} AS number, {_columns(db, query)} FROM {noun.view} AS d WHERE d.id = ?"
    row = db.execute(sql, (id_,)).fetchone()
    if row is None:
        raise NotFound(noun.singular, id_)
    related = related_to(db, noun, [row], query.include)
    return Record(row, {name: of.get(id_) for name, of in related.items()})


def get_ready_quote(db: Database, id_: str) -> tuple[str, dict[str, Any]]:
    """Return the JSON of a quote, and its context, tags and other occurrences, as `related_to` has them.

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


def total_of(db: Database, query: ListQuery) -> tuple[int | None, Relation | None]:
    """Return how many records the whole list has, as exactly as the query's `count` asks."""
    if query.count == "none":
        return None, None
    chosen = numbers_without_words(db, query)
    if query.q is None:
        count = getattr(db.corpus, f"{query.resource.singular}_count") if chosen is None else len(chosen)
        return int(count), "eq"
    most = COUNT_LIMIT if chosen is None else MOST_MATCHES
    found = matches_of(db, query, most if query.count == "auto" else None)
    if chosen is not None:
        return found.numbers.intersection_cardinality(chosen), "eq" if found.complete else "gte"
    return (len(found.numbers), "eq") if found.complete else (most, "gte")


@dataclass(frozen=True, slots=True)
class Alone:
    """What one parameter of an empty list would give by itself; `query` is that list."""

    parameter: str
    total: int
    total_relation: Relation
    query: ListQuery


def each_alone(db: Database, query: ListQuery) -> tuple[Alone, ...]:
    """Return what each parameter that chooses records would give by itself, at most MOST_ALONE of them."""
    names = [*(["q"] if query.q is not None else []), *query.filters]
    found = []
    for name in names[:MOST_ALONE]:
        only = replace(query.only(name), count="auto", sample=None, seed=None)
        total, relation = total_of(db, only)
        found.append(Alone(name, total or 0, relation or "gte", only))
    return tuple(found)


def rows_of(db: Database, resource: str, numbers: Sequence[int]) -> list[sqlite3.Row]:
    """Return the rows of these numbers of "quotes" or "articles", in that order; missing ones are left out."""
    return _fetch(db, ListQuery(RESOURCES[resource]), numbers)


# --- rows in order -------------------------------------------------------------------------------------------------


def source_of(query: ListQuery, *, joined: bool) -> Source:
    """Return where the records of a query are found; `joined` when columns of their neighbours are read too."""
    noun = query.resource
    wanted = conditions(query)
    number = "d.number" if joined and noun.view != noun.table else "d.rowid"
    tables, where, params = f"{_view_of(query) if joined else noun.table} AS d", wanted.where, wanted.params
    if query.q is not None and noun.search:
        # The search table goes first: it yields the newest matches at once, whatever else is asked.
        tables = f"{noun.search} CROSS JOIN {tables} ON {number} = {noun.search}.rowid"
        where, params = f"{noun.search} MATCH ? AND {where}", (parse_words(query.q).fts5(), *params)
        number = f"{noun.search}.rowid"
    return Source(tables, where.format(number=number), params, number)


def _view_of(query: ListQuery) -> str:
    return "quote_records" if query.ready else query.resource.view


def _columns(db: Database, query: ListQuery) -> str:
    if query.ready:
        return _READY_COLUMNS
    columns = [COLUMNS[query.resource.name]]
    if query.resource.name == "articles" and "body" in query.include:
        columns.append(_BODY.format(whole=int(db.whole_bodies)))
    if query.highlight and not _has_beginning(query):
        columns.append(_HIGHLIGHTS[query.resource.name])
    return ", ".join(columns)


def _keys(query: ListQuery, number: str, *, backwards: bool = False) -> list[Key]:
    return _keys_of(query.resource.name, query.sort, number, backwards)


@lru_cache(maxsize=256)
def _keys_of(resource: str, sort: str, number: str, backwards: bool) -> list[Key]:
    keys = [replace(key, sql=key.sql.format(number=number)) for key in RESOURCES[resource].sorts[sort]]
    return [key.reversed() for key in keys] if backwards else keys


def _in_order(db: Database, query: ListQuery, position: Position | None) -> list[sqlite3.Row]:
    """Return one row more than the page has, if there is one, in the direction of the walk."""
    noun, dated = query.resource, query.sort in _BY_DATE
    ordered = dated or (query.q is None and noun.search is None)
    if ordered and not query.all_filters and not _has_sets(query):
        return _read_in_order(db, query, position)
    if dated:
        return _fetch(db, query, _by_date(db, query, position))
    chosen = numbers_of(db, query)
    if query.sort in _BY_LENGTH and noun.name == "quotes":
        return _fetch(db, query, _by_length(db, query, position, chosen))
    if noun.search is None or (chosen is not None and len(chosen) <= SORTED_AT_ONCE):
        return _sorted(db, query, position, chosen)
    walk = _walked(db, query, position, chosen)
    return _fetch(db, query, list(islice(walk, query.limit + 1)))


_BY_DATE = ("-published_on", "published_on")
_BY_LENGTH = ("-word_count", "word_count")


def _has_sets(query: ListQuery) -> bool:
    """Tell whether the matches of the query's words are best had from sets."""
    return query.q is not None and query.resource.search is not None and has_sets(parse_words(query.q))


def _read_in_order(
    db: Database, query: ListQuery, position: Position | None, among: str = "", numbers: Sequence[Any] = ()
) -> list[sqlite3.Row]:
    source = source_of(query, joined=True)
    keys = _keys(query, source.number, backwards=bool(position and position.backwards))
    where, params = _from(source, keys, position)
    sql = (
        f"SELECT {source.number} AS number, {_columns(db, query)} FROM {source.tables} "
        f"WHERE {where}{among} ORDER BY {order_by(keys)} LIMIT ?"
    )
    return db.execute(sql, (*params, *numbers, query.limit + 1)).fetchall()


def _by_date(db: Database, query: ListQuery, position: Position | None) -> list[int]:
    """Return the numbers of a page in order of publication, which is their own."""
    ascending = (query.sort == "published_on") != bool(position and position.backwards)
    place = position.values[-1] if position else None
    chosen = numbers_without_words(db, query)
    if query.q is None:
        chosen = everything(db, query.resource.name) if chosen is None else chosen
        return _stretch_of(chosen, place, query.limit + 1, ascending=ascending)
    found = matches_of(db, query, None if ascending else MOST_MATCHES)
    numbers = found.numbers if chosen is None else found.numbers & chosen
    listed = _stretch_of(numbers, place, query.limit + 1, ascending=ascending)
    if found.complete or len(listed) > query.limit:
        return listed
    return _stretch_of(numbers_of(db, query) or EMPTY, place, query.limit + 1, ascending=ascending)


def _stretch_of(numbers: BitMap, place: float | None, size: int, *, ascending: bool) -> list[int]:
    """Return up to `size` numbers behind `place` (None: from the end where the walk begins)."""
    if ascending:
        start = 0 if place is None else numbers.rank(max(0, math.floor(place)))
        return list(numbers[start : start + size])
    end = len(numbers) if place is None else numbers.rank(max(0, math.ceil(place) - 1))
    return list(numbers[max(0, end - size) : end])[::-1]


def _sorted(
    db: Database, query: ListQuery, position: Position | None, chosen: BitMap | None
) -> list[sqlite3.Row]:
    """Return the rows of a page by reading the keys of all records chosen, which are few."""
    plain = replace(query, filters={}, fixed={}, q=None, highlight=False)
    if chosen is None:
        return _read_in_order(db, plain, position)
    noun = query.resource
    keys = _keys(plain, "d.rowid", backwards=bool(position and position.backwards))
    where, params = _from(Source("", "1", (), ""), keys, position)
    sql = (
        f"SELECT d.rowid FROM json_each(?) AS chosen CROSS JOIN {noun.table} AS d ON d.rowid = chosen.value "
        f"WHERE {where} ORDER BY {order_by(keys)} LIMIT ?"
    )
    given = orjson.dumps(list(chosen)).decode()
    numbers = [number for (number,) in db.execute(sql, (given, *params, query.limit + 1))]
    return _fetch(db, query, numbers)


def _walked(
    db: Database, query: ListQuery, position: Position | None, chosen: BitMap | None
) -> Iterator[int]:
    """Yield the numbers of the list behind `position` from the index of its first key, one value after the other.

    The index has the numbers of one value in its own direction; an order may want them in the other.
    """
    first, tie = _keys(query, "d.rowid", backwards=bool(position and position.backwards))
    direction = "DESC" if first.descending else "ASC"
    value, place = position.values if position else (None, None)
    for where, params in _spans(db, query, first, value, chosen):
        sql = (
            f"SELECT {first.sql}, d.rowid FROM {query.resource.table} AS d WHERE {where} "
            f"ORDER BY {first.sql} {direction}, d.rowid {direction}"
        )
        for found, group in groupby(db.execute(sql, params), key=itemgetter(0)):
            numbers = [number for _, number in group]
            if place is not None and found == value:
                numbers = [one for one in numbers if (one < place if tie.descending else one > place)]
            for number in reversed(numbers) if tie.descending != first.descending else numbers:
                if chosen is None or number in chosen:
                    yield number


def _by_length(db: Database, query: ListQuery, position: Position | None, chosen: BitMap | None) -> list[int]:
    """Return the numbers of a page of quotes in order of length, from the sets of those of each length."""
    length, tie = _keys(query, "d.rowid", backwards=bool(position and position.backwards))
    value, place = position.values if position else (None, None)
    sets = {int(at): numbers for at, numbers in sets_of(db, "quotes", "word_count").items()}
    found: list[int] = []
    for at in sorted(sets, reverse=length.descending):
        if value is not None and (at > value if length.descending else at < value):
            continue
        numbers = sets[at] if chosen is None else sets[at] & chosen
        missing = query.limit + 1 - len(found)
        start = place if at == value else None
        found += _stretch_of(numbers, start, missing, ascending=not tie.descending)
        if len(found) > query.limit:
            break
    return found


def _spans(
    db: Database, query: ListQuery, key: Key, value: Any, chosen: BitMap | None
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield conditions that together hold the keys from `value` on, those left out where none of `chosen` lies."""
    begun = f"{key.sql} {'<=' if key.descending else '>='} ?"
    if query.resource.name != "quotes" or chosen is None:
        yield ("1", ()) if value is None else (begun, (value,))
        return
    scale = HUNDREDTHS  # the order is by confidence: that of length is had from sets alone
    sets = {int(at): numbers for at, numbers in sets_of(db, "quotes", "confidence").items()}
    for at in sorted(sets, reverse=key.descending):
        over = value is not None and (at > value * scale + 1 if key.descending else at < value * scale - 1)
        if over or not sets[at].intersect(chosen):
            continue
        # The range leads to the index, its last part settles what rounding would blur.
        where = f"{key.sql} BETWEEN ? AND ? AND cast({key.sql} * {scale} AS INTEGER) = ?"
        span = ((at - 0.1) / scale, (at + 1.1) / scale, at)
        yield (where, span) if value is None else (f"{where} AND {begun}", (*span, value))


def _from(source: Source, keys: Sequence[Key], position: Position | None) -> tuple[str, tuple[Any, ...]]:
    if position is None:
        return source.where, source.params
    behind, values = beyond(keys, position.values)
    return f"{source.where} AND {behind}", source.params + values


def _turned(
    db: Database, query: ListQuery, position: Position | None, rows: list[sqlite3.Row]
) -> tuple[list[sqlite3.Row], str | None, str | None]:
    """Return the rows of a page in list order, and the tokens of the pages behind it and before it."""
    backwards = bool(position and position.backwards)
    more, rows = len(rows) > query.limit, rows[: query.limit]
    if backwards:
        rows.reverse()
    has_next, has_prev = (True, more) if backwards else (more, position is not None)
    if not rows:
        # Only a corpus that shrank during a walk leads here; the way back is where we came from.
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


# --- walks that outlive a rebuild ----------------------------------------------------------------------------------

_ANCHORS = {"quotes": ("published_on", "article_id", "position"), "articles": ("published_on", "id")}


def _relocated(db: Database, query: ListQuery, position: Position | None) -> Position | None:
    """Find the cursor's record anew when the corpus was rebuilt since: its number may have changed."""
    if position is None or not position.anchor or position.corpus == db.corpus.version:
        return position
    number = _number_of(db, query.resource, position.anchor)
    return replace(position, values=(*position.values[:-1], number))


def _number_of(db: Database, resource: Resource, anchor: Sequence[Any]) -> float:
    """Return the number of the record at `anchor`, or half a step before the first one behind it."""
    columns = ", ".join(f"coalesce({column}, '')" for column in _ANCHORS[resource.name])
    sql = f"SELECT {columns}, number FROM {resource.view} WHERE number >= ? ORDER BY number LIMIT 1"
    wanted = (anchor[0] or "", *anchor[1:])

    def row_at(number: int) -> tuple[Any, ...]:
        return tuple(db.execute(sql, (number,)).fetchone())

    last: int = db.execute(f"SELECT coalesce(max(rowid), 0) FROM {resource.table}").fetchone()[0]
    at = bisect_left(range(1, last + 1), wanted, key=lambda number: row_at(number)[:-1]) + 1
    if at > last:
        return last + 0.5
    *place, number = row_at(at)  # numbers may have gaps: the row at or behind `at`
    return float(number if tuple(place) == wanted else number - 0.5)


# --- relevance -----------------------------------------------------------------------------------------------------


def _ranked(db: Database, query: ListQuery, position: Position | None) -> list[sqlite3.Row]:
    """Return the rows of a page by relevance: the newest matches by rank, then all older ones by date.

    So the list is the whole list, and its order the same for every page of one corpus.
    """
    window = _window(db, query)
    oldest = min((number for _, number in window), default=0)
    walk = _Walk(window, oldest)
    backwards = bool(position and position.backwards)
    steps = walk.before if backwards else walk.behind
    chosen, tail_from = steps(position.values if position else None, query.limit + 1)
    missing = query.limit + 1 - len(chosen)
    if tail_from is None or missing <= 0:
        return _fetch_ranked(db, query, chosen)
    tail = _tail(
        db, query, tail_from, oldest, missing if not backwards else query.limit + 1, backwards=backwards
    )
    if not backwards:
        return _fetch_ranked(db, query, chosen + tail)
    more = query.limit + 1 - len(tail)
    return _fetch_ranked(db, query, tail + walk.last(more))


Ranked = tuple[float | None, int]


@dataclass(frozen=True, slots=True)
class _Walk:
    """The ranked matches, best first, and the number of the oldest of them; older ones follow, unranked."""

    window: list[Ranked]
    oldest: int

    def behind(self, values: tuple[Any, ...] | None, size: int) -> tuple[list[Ranked], float | None]:
        """Return up to `size` ranked matches behind `values`, and the number below which the unranked begin."""
        if values is not None and values[0] is None:
            return [], values[1]
        start = 0 if values is None else sum(_place(one) <= _place(values) for one in self.window)
        return self.window[start : start + size], self.oldest

    def before(self, values: tuple[Any, ...] | None, size: int) -> tuple[list[Ranked], float | None]:
        """As `behind`, going back: nearest first, and the number above which the unranked go on, if they do."""
        if values is None or values[0] is None:
            return [], values[1] if values else None
        end = sum(_place(one) < _place(values) for one in self.window)
        return self.window[max(0, end - size) : end][::-1], None

    def last(self, size: int) -> list[Ranked]:
        """Return up to `size` ranked matches from the end, last first."""
        return self.window[::-1][: max(0, size)]


def _place(ranked: Sequence[Any]) -> tuple[float, float]:
    return ranked[0], -ranked[1]  # bm25 is lower for better matches; newer ones first among equals


def _window(db: Database, query: ListQuery) -> list[Ranked]:
    search, expression = _search_of(query)
    if _has_beginning(query):
        return _window_of_beginnings(db, query)
    if not query.all_filters:
        sql = f"SELECT bm25({search}), rowid FROM {search} WHERE {search} MATCH ? ORDER BY rowid DESC LIMIT ?"
        found: list[sqlite3.Row] = db.execute(sql, (expression, RANK_WINDOW + 1)).fetchall()
        if not _has_sets(query):
            note_matches(db, query, [number for _, number in found], RANK_WINDOW)
        found = found[:RANK_WINDOW]
    else:
        newest = _by_date(db, replace(query, sort="-published_on", limit=RANK_WINDOW - 1), None)
        found = db.execute(
            f"SELECT bm25({search}), rowid FROM {search} WHERE {search} MATCH ? AND {_AMONG}",
            (expression, *_among(newest)),
        ).fetchall()
    return sorted(((rank, number) for rank, number in found), key=_place)


def _has_beginning(query: ListQuery) -> bool:
    """Tell whether a word is given by a short beginning, which the index has to merge from very many words."""
    return any(is_short(term) for term in parse_words(query.q or "").terms)


def _window_of_beginnings(db: Database, query: ListQuery) -> list[Ranked]:
    """Rank the newest matches by the other words: nearly every record has a word that begins with "t"."""
    newest = _by_date(db, replace(query, sort="-published_on", limit=RANK_WINDOW - 1), None)
    others = parse_words(query.q or "").without(is_short)
    ranks: dict[int, float] = {}
    if others:
        search = query.resource.search
        sql = f"SELECT rowid, bm25({search}) FROM {search} WHERE {search} MATCH ? AND {_AMONG}"
        ranks = dict(map(tuple, db.execute(sql, (others.fts5(), *_among(newest)))))
    return sorted(((ranks.get(number, 0.0), number) for number in newest), key=_place)


# Matches are read once, from the first number to the last: to look each up would begin the search anew each time.
_AMONG = "rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))"


def _among(numbers: Sequence[int]) -> tuple[int, int, str]:
    return min(numbers, default=0), max(numbers, default=0), orjson.dumps(numbers).decode()


def _search_of(query: ListQuery) -> tuple[str, str]:
    return str(query.resource.search), parse_words(query.q or "").fts5()


def _tail(
    db: Database, query: ListQuery, start: float, oldest: int, size: int, *, backwards: bool
) -> list[Ranked]:
    """Return matches that are older than the ranked ones, from `start` on, in order of publication."""
    if query.all_filters or _has_sets(query):
        dated = replace(query, sort="-published_on", limit=size - 1)
        found = _by_date(
            db, dated, Position((min(start, oldest) if not backwards else start,), backwards, "")
        )
        return [(None, number) for number in found if number < oldest]
    search, expression = _search_of(query)
    side, direction = (">", "ASC") if backwards else ("<", "DESC")
    sql = (
        f"SELECT rowid FROM {search} WHERE {search} MATCH ? AND rowid {side} ? AND rowid < ? "
        f"ORDER BY rowid {direction} LIMIT ?"
    )
    return [(None, number) for (number,) in db.execute(sql, (expression, start, oldest, size))]


def _fetch_ranked(db: Database, query: ListQuery, chosen: Sequence[Ranked]) -> list[sqlite3.Row]:
    return _fetch(db, query, [number for _, number in chosen], [rank for rank, _ in chosen])


def _fetch(
    db: Database, query: ListQuery, numbers: Sequence[int], ranks: Sequence[float | None] = ()
) -> list[sqlite3.Row]:
    """Read the rows of these numbers, in their order, each with its `rank` where there are `ranks`."""
    if query.highlight and not _has_beginning(query):
        return _fetch_marked(db, query, numbers, ranks)
    number, shown, params = _shown(db, query, numbers, ranks)
    sql = (
        f"WITH chosen AS (SELECT key, value FROM json_each(?)) SELECT {shown} "
        f"FROM chosen CROSS JOIN {_view_of(query)} AS d ON {number} = chosen.value"
    )
    return _arranged(db.execute(sql, params).fetchall(), numbers)


def _fetch_marked(
    db: Database, query: ListQuery, numbers: Sequence[int], ranks: Sequence[float | None]
) -> list[sqlite3.Row]:
    """As `_fetch`, with the matches marked: for that, full-text search looks for them among these rows."""
    number, shown, params = _shown(db, query, numbers, ranks)
    search = query.resource.search
    sql = (
        f"WITH chosen AS MATERIALIZED (SELECT key, value FROM json_each(?)) SELECT {shown} "
        f"FROM {search} CROSS JOIN {_view_of(query)} AS d ON {number} = {search}.rowid "
        f"CROSS JOIN chosen ON chosen.value = {search}.rowid "
        f"WHERE {search} MATCH ? AND {_AMONG.replace('rowid', f'{search}.rowid')}"
    )
    _, expression = _search_of(query)
    return _arranged(db.execute(sql, [*params, expression, *_among(numbers)]).fetchall(), numbers)


def _shown(
    db: Database, query: ListQuery, numbers: Sequence[int], ranks: Sequence[float | None]
) -> tuple[str, str, list[Any]]:
    """Return SQL for a row's number and for all that is shown of it, with the parameters up to there."""
    noun = query.resource
    number = "d.number" if noun.view != noun.table else "d.rowid"
    shown = f"{number} AS number, {_columns(db, query)}"
    params: list[Any] = [orjson.dumps(numbers).decode()]
    if query.highlight and _has_beginning(query):
        marks = _MARKED[noun.name]
        shown, params = f"{shown}, {marks}", [*params, *[query.q] * marks.count("?")]
    if ranks:
        shown += ", json_extract(?, '$[' || chosen.key || ']') AS rank"
        params.append(orjson.dumps(ranks).decode())
    return number, shown, params


def _arranged(rows: list[sqlite3.Row], numbers: Sequence[int]) -> list[sqlite3.Row]:
    place = {number: at for at, number in enumerate(numbers)}
    return sorted(rows, key=lambda row: place[row["number"]])


# --- samples -------------------------------------------------------------------------------------------------------


def _sampled(db: Database, query: ListQuery) -> list[sqlite3.Row]:
    """Draw rows at random, each as likely as any other, in the order drawn; a seed repeats the draw."""
    found = numbers_of(db, query)
    numbers = everything(db, query.resource.name) if found is None else found
    # Not for secrets: a seed is there so that a draw can be repeated.
    draw = random.Random(query.seed)  # nosec B311
    places = draw.sample(range(len(numbers)), min(query.sample or 0, len(numbers)))
    return _fetch(db, query, [numbers[place] for place in places])


# --- totals, unknown ids, neighbours -------------------------------------------------------------------------------


def _page(
    db: Database,
    query: ListQuery,
    rows: Sequence[sqlite3.Row],
    next_cursor: str | None = None,
    prev_cursor: str | None = None,
    *,
    sort_applied: str | None,
) -> Page:
    """Return the rows of a page with what a page says beside them."""
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
        unknown=() if rows and _asks_for_each(query) else _unknown_values(db, query),
    )


def _asks_for_each(query: ListQuery) -> bool:
    """Tell whether a record that meets the filters has each of their values, so that none can be unknown."""
    asked = query.filters
    return not any(
        len(asked.get(filter_.name, ())) > 1 or f"{filter_.name}_not" in asked
        for filter_ in query.resource.filters
    )


def _unknown_values(db: Database, query: ListQuery) -> tuple[UnknownValue, ...]:
    """Return the ids in the query's filters that this corpus doesn't have."""
    asked = query.filters
    given = [
        (filter_.name + ending, filter_.known_in, value)
        for filter_ in query.resource.filters
        if filter_.known_in
        for ending in ("", "_not", "_all")
        for value in asked.get(filter_.name + ending, ())
    ]
    if not given:
        return ()
    looks = " UNION ALL ".join(
        f"SELECT EXISTS (SELECT 1 FROM {table} WHERE id = ?)" for _, table, _ in given[:400]
    )
    exists = db.execute(looks, [value for *_, value in given[:400]]).fetchall()
    missing = [one for one, (found,) in zip(given, exists, strict=False) if not found]
    return tuple(
        UnknownValue(parameter, value, nearest_id(db, str(table), value) if at < MOST_SUGGESTED else None)
        for at, (parameter, table, value) in enumerate(missing)
    )


def nearest_id(db: Database, table: str, value: str) -> str | None:
    """Return the id of `table` (a resource or "authors") that is spelt most like `value`, None if none is near.

    Ids of articles and quotes are no words, so none of them is ever near.
    """
    if table in {"articles", "quotes"}:
        return None
    sql = f"SELECT id FROM {table} ORDER BY id"
    return nearest(value, db.keep(("ids", table), lambda: [id_ for (id_,) in db.execute(sql)]))
