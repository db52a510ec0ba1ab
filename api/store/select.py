"""The SELECTs: lists, single records, and what belongs to them.

In: an open Database and a ListQuery (or an id).  Out: rows of the views, cut into pages by `page`.
Rendering them is the work of `rest` and `pages`, which call the same functions. Numbers counted over many rows
are made in `facets`.

Rows carry the columns of the view; of articles also `excerpt` (at most fifty words) and, when asked for,
`body`, which is null for a restricted article unless the operator allows it.
"""

import random
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from api.errors import NotFound
from api.store.arguments import nearest
from api.store.connect import Database, OutOfTime, budget
from api.store.filters import ListQuery, Plan, conditions
from api.store.page import Page, Position, Relation, UnknownValue, beyond, make_cursor, order_by, read_cursor
from api.store.resources import RESOURCES, Key, Resource
from api.store.rights import context
from api.store.words import parse_words

COUNT_LIMIT = 10_000  # rows that count=auto counts before it answers "at least so many"
WALK_STEPS = 250_000  # that reading in order may take before an index is asked: 5 to 10 milliseconds
COUNT_STEPS = 1_000_000  # and the steps it may take, 20 to 50 milliseconds
MOST_ALONE = 10  # parameters of an empty list that are counted one by one
ALONE_STEPS = 250_000  # for each of them
RANK_WINDOW = 1_000  # newest matches that -relevance ranks: bm25 of all matches of a common word takes 100 ms
MARK_BEGIN, MARK_END = "\x02", "\x03"
"""Stand around each match in the columns marked, marked_title and marked_body of a highlighted list."""

_EXCERPT = "excerpt(substr(d.body, 1, 1000)) AS excerpt"
_BODY = "CASE WHEN d.rights = 'restricted' AND NOT {whole} THEN NULL ELSE d.body END AS body"
_COLUMNS = {
    "quotes": "d.id, d.text, d.kind, d.article_id, d.article_title, d.article_url, d.published_on, d.publisher_id, "
    "d.publisher_name, d.speaker_id, d.speaker_name, d.speaker_kind, d.mention_text, d.mention_start, "
    "d.mention_end, d.cue_text, d.cue_start, d.cue_end, d.method, d.confidence, d.reason, d.start, "
    'd."end", d.paragraph, d.position, d.word_count, d.continues_id, d.statement_id, d.language, d.rights',
    "articles": "d.id, d.title, d.title_is_derived, d.subtitle, d.section, d.byline, d.language, d.published_on, "
    "d.url, d.publisher_id, d.publisher_name, d.via_publisher_id, d.via_publisher_name, d.rights, "
    f"d.rights_note, d.word_count, d.quote_count, {_EXCERPT}",
    "speakers": "d.*",
    "tags": "d.*",
    "publishers": "d.*",
}
_MARKS = f"char({ord(MARK_BEGIN)}), char({ord(MARK_END)})"
_HIGHLIGHTS = {
    "quotes": f"highlight(quotes_search, 0, {_MARKS}) AS marked",
    "articles": f"highlight(articles_search, 0, {_MARKS}) AS marked_title, "
    f"snippet(articles_search, 1, {_MARKS}, '…', 30) AS marked_body",
}


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
        return _completed(db, query, Page(_sampled(db, query)))
    position = _relocated(db, query, read_cursor(query, db.cursor_key))
    rows = _ranked(db, query, position) if query.sort == "-relevance" else _in_order(db, query, position)
    return _completed(db, query, _turned(db, query, position, rows))


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


def total_of(db: Database, query: ListQuery, steps: int | None = None) -> tuple[int | None, Relation | None]:
    """Return how many records the whole list has, as exactly as the query's `count` asks.

    With count=auto, counting ends after `steps`, default COUNT_STEPS.
    """
    if query.count == "none":
        return None, None
    if not query.all_filters and query.q is None:
        return int(getattr(db.corpus, f"{query.resource.singular}_count")), "eq"
    if (kept := _kept_total(db, query)) is not None:
        return kept, "eq"
    source = source_of(query, joined=conditions(query).joined)
    if query.count == "exact":
        sql = f"SELECT count(*) FROM {source.tables} WHERE {source.where}"
        return int(db.execute(sql, source.params).fetchone()[0]), "eq"
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {source.tables} WHERE {source.where} LIMIT ?)"
    try:
        with budget(db, COUNT_STEPS if steps is None else steps):
            counted = int(db.execute(sql, (*source.params, COUNT_LIMIT + 1)).fetchone()[0])
    except OutOfTime:
        return 0, "gte"
    return min(counted, COUNT_LIMIT), "eq" if counted <= COUNT_LIMIT else "gte"


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
        total, relation = total_of(db, only, ALONE_STEPS)
        found.append(Alone(name, total or 0, relation or "gte", only))
    return tuple(found)


def _kept_total(db: Database, query: ListQuery) -> int | None:
    """Return the total of a list with one filter of one id, which the loader counted; None of any other."""
    if query.q is not None or len(query.all_filters) != 1:
        return None
    [(name, values)] = query.all_filters.items()
    for filter_ in query.resource.filters:
        if filter_.name == name.removesuffix("_all") and filter_.kept and len(values) == 1:
            sql = f"SELECT {filter_.kept} FROM {filter_.known_in} WHERE id = ?"
            row = db.execute(sql, values).fetchone()
            return int(row[0]) if row else 0
    return None


def rows_of(db: Database, resource: str, numbers: Sequence[int]) -> list[sqlite3.Row]:
    """Return the rows of these numbers of "quotes" or "articles", in that order; missing ones are left out."""
    return _fetch(db, ListQuery(RESOURCES[resource]), [(None, number) for number in numbers])


# --- rows in order -------------------------------------------------------------------------------------------------


def source_of(query: ListQuery, *, joined: bool, plan: Plan = "index") -> Source:
    """Return where the records of a query are found; `joined` when columns of their neighbours are read too."""
    noun = query.resource
    wanted = conditions(query, "walk" if query.q is not None and noun.search else plan)
    number = "d.number" if joined and noun.view != noun.table else "d.rowid"
    tables, where, params = f"{noun.view if joined else noun.table} AS d", wanted.where, wanted.params
    if query.q is not None and noun.search:
        # The search table goes first: it yields the newest matches at once, whatever else is asked.
        tables = f"{noun.search} CROSS JOIN {tables} ON {number} = {noun.search}.rowid"
        where, params = f"{noun.search} MATCH ? AND {where}", (parse_words(query.q).fts5(), *params)
        number = f"{noun.search}.rowid"
    return Source(tables, where.format(number=number), params, number)


def _columns(db: Database, query: ListQuery) -> str:
    columns = [_COLUMNS[query.resource.name]]
    if query.resource.name == "articles" and "body" in query.include:
        columns.append(_BODY.format(whole=int(db.whole_bodies)))
    if query.highlight:
        columns.append(_HIGHLIGHTS[query.resource.name])
    return ", ".join(columns)


def _keys(query: ListQuery, number: str, *, backwards: bool = False) -> list[Key]:
    keys = [replace(key, sql=key.sql.format(number=number)) for key in query.resource.sorts[query.sort]]
    return [key.reversed() for key in keys] if backwards else keys


def _in_order(db: Database, query: ListQuery, position: Position | None) -> list[sqlite3.Row]:
    """Return one row more than the page has, if there is one, in the direction of the walk.

    Reading in order fills a page at once where every tenth or hundredth record fits, and reads for long where few
    do; collecting what an index has is the other way round. So the first gets a short time, then the second its turn.
    """
    if not query.all_filters or query.q is not None:
        return _read_in_order(db, query, position, "walk")
    try:
        with budget(db, WALK_STEPS):
            return _read_in_order(db, query, position, "walk")
    except OutOfTime:
        return _collected(db, query, position)


def _read_in_order(
    db: Database, query: ListQuery, position: Position | None, plan: Plan
) -> list[sqlite3.Row]:
    source = source_of(query, joined=True, plan=plan)
    keys = _keys(query, source.number, backwards=bool(position and position.backwards))
    where, params = _from(source, keys, position)
    sql = (
        f"SELECT {source.number} AS number, {_columns(db, query)} FROM {source.tables} "
        f"WHERE {where} ORDER BY {order_by(keys)} LIMIT ?"
    )
    return db.execute(sql, (*params, query.limit + 1)).fetchall()


def _collected(db: Database, query: ListQuery, position: Position | None) -> list[sqlite3.Row]:
    """As `_read_in_order`, by an index: numbers are sorted first, so that the sorting carries no texts."""
    source = source_of(query, joined=conditions(query).joined)
    backwards = bool(position and position.backwards)
    keys = _keys(query, source.number, backwards=backwards)
    where, params = _from(source, keys, position)
    numbers = f"SELECT {source.number} FROM {source.tables} WHERE {where} ORDER BY {order_by(keys)} LIMIT ?"
    noun = query.resource
    number = "d.number" if noun.view != noun.table else "d.rowid"
    sql = (
        f"SELECT {number} AS number, {_columns(db, query)} FROM {noun.view} AS d WHERE {number} IN ({numbers}) "
        f"ORDER BY {order_by(_keys(query, number, backwards=backwards))}"
    )
    return db.execute(sql, (*params, query.limit + 1)).fetchall()


def _from(source: Source, keys: Sequence[Key], position: Position | None) -> tuple[str, tuple[Any, ...]]:
    if position is None:
        return source.where, source.params
    behind, values = beyond(keys, position.values)
    return f"{source.where} AND {behind}", source.params + values


def _turned(db: Database, query: ListQuery, position: Position | None, rows: list[sqlite3.Row]) -> Page:
    """Make a page of the rows found: in list order, with tokens for the pages on both sides."""
    backwards = bool(position and position.backwards)
    more, rows = len(rows) > query.limit, rows[: query.limit]
    if backwards:
        rows.reverse()
    has_next, has_prev = (True, more) if backwards else (more, position is not None)
    if not rows:
        # Only a corpus that shrank during a walk leads here; the way back is where we came from.
        return Page(rows, *_way_back(db, query, position), sort_applied=query.sort)
    return Page(
        rows,
        next_cursor=_cursor_at(db, query, rows[-1], backwards=False) if has_next else None,
        prev_cursor=_cursor_at(db, query, rows[0], backwards=True) if has_prev else None,
        sort_applied=query.sort,
    )


def _way_back(db: Database, query: ListQuery, position: Position | None) -> tuple[str | None, str | None]:
    if position is None:
        return None, None
    token = make_cursor(query, replace(position, backwards=not position.backwards), db.cursor_key)
    return (token, None) if position.backwards else (None, token)


def _cursor_at(db: Database, query: ListQuery, row: sqlite3.Row, *, backwards: bool) -> str:
    columns = ["rank", "number"] if query.sort == "-relevance" else [key.column for key in _keys(query, "")]
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
        return _fetch(db, query, chosen)
    tail = _tail(
        db, query, tail_from, oldest, missing if not backwards else query.limit + 1, backwards=backwards
    )
    if not backwards:
        return _fetch(db, query, chosen + tail)
    more = query.limit + 1 - len(tail)
    return _fetch(db, query, tail + walk.last(more))


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
    source = source_of(query, joined=conditions(query).joined)
    sql = (
        f"SELECT bm25({query.resource.search}), {source.number} FROM {source.tables} "
        f"WHERE {source.where} ORDER BY {source.number} DESC LIMIT ?"
    )
    found = [(rank, number) for rank, number in db.execute(sql, (*source.params, RANK_WINDOW))]
    return sorted(found, key=_place)


def _tail(
    db: Database, query: ListQuery, start: float, oldest: int, size: int, *, backwards: bool
) -> list[Ranked]:
    source = source_of(query, joined=conditions(query).joined)
    side, direction = (">", "ASC") if backwards else ("<", "DESC")
    sql = (
        f"SELECT {source.number} FROM {source.tables} WHERE {source.where} AND {source.number} {side} ? "
        f"AND {source.number} < ? ORDER BY {source.number} {direction} LIMIT ?"
    )
    return [(None, number) for (number,) in db.execute(sql, (*source.params, start, oldest, size))]


def _fetch(db: Database, query: ListQuery, chosen: Sequence[Ranked]) -> list[sqlite3.Row]:
    """Read the rows of the chosen numbers, in their order, each with its `rank`."""
    source = source_of(query, joined=True)
    sql = (
        f"SELECT json_extract(chosen.value, '$[0]') AS rank, {source.number} AS number, {_columns(db, query)} "
        f"FROM json_each(?) AS chosen CROSS JOIN {source.tables} "
        f"WHERE {source.number} = json_extract(chosen.value, '$[1]') AND {source.where} ORDER BY chosen.key"
    )
    return db.execute(sql, (orjson.dumps(chosen).decode(), *source.params)).fetchall()


# --- samples -------------------------------------------------------------------------------------------------------


def _sampled(db: Database, query: ListQuery) -> list[sqlite3.Row]:
    """Draw rows at random, each as likely as any other, in the order drawn; a seed repeats the draw."""
    source = source_of(query, joined=conditions(query).joined)
    sql = f"SELECT {source.number} FROM {source.tables} WHERE {source.where} ORDER BY 1"
    numbers = [number for (number,) in db.execute(sql, source.params)]
    # Not for secrets: a seed is there so that a draw can be repeated.
    drawn = random.Random(query.seed).sample(numbers, min(query.sample or 0, len(numbers)))  # noqa: S311
    return _fetch(db, query, [(None, number) for number in drawn])


# --- totals, unknown ids, neighbours -------------------------------------------------------------------------------


def _completed(db: Database, query: ListQuery, page: Page) -> Page:
    total, relation = total_of(db, query)
    if relation == "gte" and total is not None:
        total = max(total, len(page.rows))
    return replace(
        page,
        total=total,
        total_relation=relation,
        related=related_to(db, query.resource, page.rows, query.include),
        unknown=_unknown_values(db, query),
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
    return tuple(
        UnknownValue(parameter, value, nearest_id(db, str(table), value))
        for (parameter, table, value), (found,) in zip(given, exists, strict=False)
        if not found
    )


def nearest_id(db: Database, table: str, value: str) -> str | None:
    """Return the id of `table` (a resource or "authors") that is spelt most like `value`, None if none is near.

    Ids of articles and quotes are no words, so none of them is ever near.
    """
    if table in {"articles", "quotes"}:
        return None
    return nearest(value, [id_ for (id_,) in db.execute(f"SELECT id FROM {table} ORDER BY id")])


_RELATED = {
    ("quotes", "tags"): "SELECT quotes.id AS record, tags.id, tags.name, tags.kind, article_tags.origin "
    "FROM wanted JOIN quotes ON quotes.id = wanted.id JOIN article_tags USING (article_id) "
    "JOIN tags ON tags.id = article_tags.tag_id ORDER BY tags.name, tags.id",
    ("quotes", "speaker"): "SELECT quotes.id AS record, speakers.* "
    "FROM wanted JOIN quotes ON quotes.id = wanted.id JOIN speakers ON speakers.id = quotes.speaker_id",
    ("quotes", "article"): f"SELECT quotes.id AS record, d.number, {_COLUMNS['articles']} "
    "FROM wanted JOIN quotes ON quotes.id = wanted.id JOIN article_details AS d ON d.id = quotes.article_id",
    ("quotes", "context"): 'SELECT quotes.id AS record, quotes.start, quotes."end", quotes.context_start, '
    "substr(body, context_start + 1, context_end - context_start) AS text, rights "
    "FROM wanted JOIN quotes ON quotes.id = wanted.id JOIN articles ON articles.id = quotes.article_id",
    ("quotes", "occurrences"): f"SELECT * FROM (SELECT quotes.id AS record, d.number, {_COLUMNS['quotes']}, "
    "row_number() OVER (PARTITION BY quotes.id ORDER BY d.number DESC) AS place "
    "FROM wanted JOIN quotes ON quotes.id = wanted.id "
    "JOIN quote_details AS d ON d.statement_id = quotes.statement_id AND d.id <> quotes.id) WHERE place <= 20 "
    "ORDER BY record, place",
    ("quotes", "added"): "SELECT quotes.id AS record, articles.added_at "
    "FROM wanted JOIN quotes ON quotes.id = wanted.id JOIN articles ON articles.id = quotes.article_id",
    ("articles", "tags"): "SELECT article_tags.article_id AS record, tags.id, tags.name, tags.kind, "
    "article_tags.origin FROM wanted JOIN article_tags ON article_tags.article_id = wanted.id "
    "JOIN tags ON tags.id = article_tags.tag_id ORDER BY tags.name, tags.id",
    ("articles", "authors"): "SELECT article_authors.article_id AS record, authors.id, authors.name "
    "FROM wanted JOIN article_authors ON article_authors.article_id = wanted.id "
    "JOIN authors ON authors.id = article_authors.author_id ORDER BY article_authors.position",
    ("speakers", "aliases"): "SELECT speaker_id AS record, alias "
    "FROM wanted JOIN speaker_aliases ON speaker_id = wanted.id ORDER BY alias",
    ("speakers", "roles"): "SELECT speaker_id AS record, role, count(article_id) AS article_count "
    "FROM wanted JOIN speaker_roles ON speaker_id = wanted.id GROUP BY speaker_id, role "
    "ORDER BY article_count DESC, role",
}
_SINGLE = {"speaker", "article", "context", "added"}


def related_to(
    db: Database, resource: Resource, rows: Sequence[sqlite3.Row], include: Iterable[str]
) -> dict[str, dict[str, Any]]:
    """Return what belongs to the rows, by the names of `include`, then by the record's id.

    tags, authors, aliases, roles, occurrences: lists of rows. speaker, article, added: a row. context: a Passage.
    Articles always bring their authors. A record without any is missing from the inner dictionary.
    """
    names = dict.fromkeys(("authors", *include) if resource.name == "articles" else include)
    wanted = orjson.dumps([row["id"] for row in rows]).decode()
    return {
        name: _grouped(db, name, f"WITH wanted AS (SELECT value AS id FROM json_each(?)) {sql}", wanted)
        for name in names
        if (sql := _RELATED.get((resource.name, name)))
    }


def _grouped(db: Database, name: str, sql: str, wanted: str) -> dict[str, Any]:
    grouped: dict[str, Any] = {}
    for row in db.execute(sql, (wanted,)):
        if name == "context":
            grouped[row["record"]] = _context(db, row)
        elif name in _SINGLE:
            grouped[row["record"]] = row
        else:
            grouped.setdefault(row["record"], []).append(row)
    return grouped


def _context(db: Database, row: sqlite3.Row) -> Any:
    whole = db.whole_bodies or row["rights"] != "restricted"
    return context(row["text"], row["context_start"], row["start"], row["end"], whole=whole)
