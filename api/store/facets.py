"""Count the records of a list by their properties: facets beside a list, and bars over time.

In: a ListQuery.  Out: counts, each of which is the total of the list that it links to.
Facets are disjunctive: each is counted as if its own filter were not set, so that the alternatives stay visible.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import orjson

from api.errors import Fault, QueryError
from api.store.connect import Database, OutOfTime, budget
from api.store.filters import ListQuery, conditions
from api.store.select import Source, source_of, total_of

FACET_STEPS = 40_000_000  # for one facet, a second or two; then it is left out and marked as not complete
Interval = Literal["year", "month", "day"]
_DATE_LENGTH: dict[str, int] = {"year": 4, "month": 7, "day": 10}


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet; `selected` when the query filters by it now, `query` is the list with only it."""

    value: str
    label: str
    count: int
    selected: bool
    query: ListQuery


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The commonest values of one property, those filtered by always among them.

    `distinct` counts all its values, `missing` the records that have none. Not `complete`: counting took
    too long, and there are no buckets.
    """

    name: str
    buckets: tuple[Bucket, ...]
    distinct: int
    missing: int
    complete: bool = True


@dataclass(frozen=True, slots=True)
class _Facet:
    """How a property is counted: `value` in SQL, a `join` that it needs, `label_from` for its names.

    `kept` counts the whole corpus from numbers that the loader left; `own` are the filters that it stands for.
    """

    value: str
    join: str = ""
    label_from: str | None = None
    joined: bool = False
    kept: str | None = None
    own: tuple[str, ...] = ()


def _kept(table: str, column: str) -> str:
    return f"SELECT id, {column} FROM {table} WHERE {column} > 0"


_YEAR = _Facet("substr(d.published_on, 1, 4)", joined=True, own=("published_from", "published_to"))
_FACETS = {
    ("quotes", "speaker"): _Facet(
        "d.speaker_id", label_from="speakers", kept=_kept("speakers", "quote_count")
    ),
    ("quotes", "tag"): _Facet(
        "article_tags.tag_id", "LEFT JOIN article_tags ON article_tags.article_id = d.article_id", "tags"
    ),
    ("quotes", "publisher"): _Facet(
        "d.publisher_id", label_from="publishers", joined=True, kept=_kept("publishers", "quote_count")
    ),
    ("quotes", "kind"): _Facet("d.kind"),
    ("quotes", "method"): _Facet("d.method"),
    ("quotes", "language"): _Facet("d.language", joined=True),
    ("quotes", "year"): _YEAR,
    ("articles", "tag"): _Facet(
        "article_tags.tag_id", "LEFT JOIN article_tags ON article_tags.article_id = d.id", "tags"
    ),
    ("articles", "publisher"): _Facet(
        "d.publisher_id", label_from="publishers", kept=_kept("publishers", "article_count")
    ),
    ("articles", "speaker"): _Facet(
        "quoted.speaker_id",
        "LEFT JOIN (SELECT DISTINCT article_id, speaker_id FROM quotes WHERE speaker_id IS NOT NULL) AS quoted "
        "ON quoted.article_id = d.id",
        "speakers",
    ),
    ("articles", "author"): _Facet(
        "article_authors.author_id",
        "LEFT JOIN article_authors ON article_authors.article_id = d.id",
        "authors",
    ),
    ("articles", "language"): _Facet("d.language"),
    ("articles", "section"): _Facet("d.section"),
    ("articles", "rights"): _Facet("d.rights"),
    ("articles", "year"): _YEAR,
    ("speakers", "kind"): _Facet("d.kind"),
    ("tags", "kind"): _Facet("d.kind"),
}


def facet_counts(db: Database, query: ListQuery, names: Sequence[str]) -> dict[str, FacetCounts]:
    """Return the facets of a list by name; `names` are of `query.resource.facets`. One or two statements each."""
    return {name: _facet_counts(db, query, name) for name in names}


def _facet_counts(db: Database, query: ListQuery, name: str) -> FacetCounts:
    facet = _FACETS[query.resource.name, name]
    open_query = query.without(*(facet.own or (name,)))
    try:
        with budget(db, FACET_STEPS):
            counts = _counts(db, open_query, facet)
    except OutOfTime:
        return FacetCounts(name, (), 0, 0, complete=False)
    missing = counts.pop(None, 0)
    selected = _selected(query, name)
    ranked = sorted(counts, key=lambda value: (-counts[value], str(value)))
    shown = [value for at, value in enumerate(ranked) if at < query.facet_limit or value in selected]
    labels = _labels(db, facet, shown)
    return FacetCounts(
        name,
        tuple(
            Bucket(
                value,
                labels.get(value, value),
                counts[value],
                value in selected,
                _only(open_query, name, value),
            )
            for value in map(str, shown)
        ),
        distinct=len(counts),
        missing=missing,
    )


def _counts(db: Database, query: ListQuery, facet: _Facet) -> dict[str | None, int]:
    if facet.kept and _is_whole(query):
        counts: dict[str | None, int] = dict(map(tuple, db.execute(facet.kept)))
        counts[None] = (total_of(db, query)[0] or 0) - sum(counts.values())
        return counts
    if _is_whole(query):
        key = ("counts", query.resource.name, facet.value)
        return dict(db.keep(key, lambda: _counted(db, query, facet)))
    return _counted(db, query, facet)


def _is_whole(query: ListQuery) -> bool:
    """Tell whether all records are asked for; what is counted over them is the same as long as the file is."""
    return not query.all_filters and query.q is None


def _counted(db: Database, query: ListQuery, facet: _Facet) -> dict[str | None, int]:
    source = source_of(query, joined=facet.joined or conditions(query).joined)
    sql = f"SELECT {facet.value}, count(*) FROM {source.tables} {facet.join} WHERE {source.where} GROUP BY 1"
    return dict(map(tuple, db.execute(sql, source.params)))


def _selected(query: ListQuery, name: str) -> tuple[str, ...]:
    if name != "year":
        return tuple(query.all_filters.get(name, ()))
    first, last = query.filters.get("published_from"), query.filters.get("published_to")
    return (first,) if first and first == last and len(first) == 4 else ()


def _only(query: ListQuery, name: str, value: str) -> ListQuery:
    if name == "year":
        return query.having(published_from=value, published_to=value)
    return query.having(**{name: (value,)})


def _labels(db: Database, facet: _Facet, values: Sequence[str | None]) -> dict[str, str]:
    if not facet.label_from or not values:
        return {}
    marks = ", ".join("?" * len(values))
    rows = db.execute(f"SELECT id, name FROM {facet.label_from} WHERE id IN ({marks})", tuple(values))
    return dict(map(tuple, rows))


@dataclass(frozen=True, slots=True)
class Timeline:
    """Counts per year, month or day, in order, without gaps; `undated` records have no date precise enough."""

    interval: Interval
    buckets: tuple[tuple[str, int], ...]
    undated: int


def timeline(db: Database, query: ListQuery, interval: Interval) -> Timeline:
    """Return how many records of a list were published when."""
    if _is_whole(query):
        key = ("timeline", query.resource.name, interval)
        return db.keep(key, lambda: _timeline(db, query, interval))
    return _timeline(db, query, interval)


def _timeline(db: Database, query: ListQuery, interval: Interval) -> Timeline:
    length = _DATE_LENGTH[interval]
    source: Source = source_of(query, joined=True)
    sql = (
        f"SELECT CASE WHEN length(d.published_on) >= {length} THEN substr(d.published_on, 1, {length}) END, count(*) "
        f"FROM {source.tables} WHERE {source.where} GROUP BY 1 ORDER BY 1"
    )
    rows: list[sqlite3.Row] = db.execute(sql, source.params).fetchall()
    counts = {row[0]: row[1] for row in rows}
    undated = counts.pop(None, 0)
    return Timeline(interval, tuple((when, counts.get(when, 0)) for when in _between(list(counts))), undated)


def _between(dates: list[str], most: int | None = None) -> list[str]:
    """Return every year, month or day from the first of `dates` to the last; raises QueryError beyond `most`."""
    if not dates:
        return []
    if most and (int(dates[-1][:4]) - int(dates[0][:4])) * (12 if len(dates[0]) == 7 else 1) >= most:
        detail = (
            f"{dates[0]} to {dates[-1]} are more than {most} steps; narrow published_from and published_to."
        )
        raise QueryError([Fault("group_by", "out-of-range", detail)])
    if len(dates[0]) == 10:
        first, last = date.fromisoformat(dates[0]), date.fromisoformat(dates[-1])
        return [(first + timedelta(days=day)).isoformat() for day in range((last - first).days + 1)]
    if len(dates[0]) == 4:
        return [f"{year:04}" for year in range(int(dates[0]), int(dates[-1]) + 1)]
    first_month, last_month = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (dates[0], dates[-1]))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first_month, last_month + 1)]


# --- tables of two properties --------------------------------------------------------------------------------------

_MONTH = _Facet("CASE WHEN length(d.published_on) >= 7 THEN substr(d.published_on, 1, 7) END", joined=True)
_AXES = {
    **{name: facet for (noun, name), facet in _FACETS.items() if noun == "quotes"},
    "speaker_kind": _Facet("d.speaker_kind", joined=True),
    "month": _MONTH,
}
AXES = tuple(_AXES)
"""The properties that quotes can be counted by."""
_TIMES = ("year", "month")
_LONGEST_TIME = 1200  # years or months on an axis: a century of months


@dataclass(frozen=True, slots=True)
class AxisValue:
    """One value on an axis, and how many quotes have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Axis:
    """One side of a table; `distinct` counts all values that occur, `missing` the quotes without any."""

    name: str
    values: tuple[AxisValue, ...]
    distinct: int
    missing: int


@dataclass(frozen=True, slots=True)
class CrossTab:
    """Counts by row and column; with one axis, every row has one cell."""

    axes: tuple[Axis, ...]
    counts: list[list[int]]


def cross_tab(db: Database, query: ListQuery, names: Sequence[str], limit: int) -> CrossTab:
    """Count the quotes of a list by one or two of AXES, `limit` values each; raises OutOfTime, QueryError."""
    with budget(db, FACET_STEPS):
        axes = tuple(_axis(db, query, name, limit) for name in names)
        if len(axes) == 1:
            return CrossTab(axes, [[one.count] for one in axes[0].values])
        found = _cells(db, query, axes)
    rows, columns = ([one.value for one in axis.values] for axis in axes)
    return CrossTab(axes, [[found.get((row, column), 0) for column in columns] for row in rows])


def _axis(db: Database, query: ListQuery, name: str, limit: int) -> Axis:
    facet = _AXES[name]
    counts = _counts(db, query, facet)
    missing = counts.pop(None, 0)
    if name in _TIMES:
        shown = _between(sorted(filter(None, counts)), most=_LONGEST_TIME)
    else:
        shown = sorted(filter(None, counts), key=lambda value: (-counts[value], value))[:limit]
    labels = _labels(db, facet, shown)
    values = tuple(AxisValue(value, labels.get(value, value), counts.get(value, 0)) for value in shown)
    return Axis(name, values, len(counts), missing)


def _cells(db: Database, query: ListQuery, axes: Sequence[Axis]) -> dict[tuple[str, str], int]:
    row, column = (_AXES[axis.name] for axis in axes)
    source = source_of(query, joined=row.joined or column.joined or conditions(query).joined)
    shown = [[one.value for one in axis.values] for axis in axes]
    sql = (
        f"SELECT {row.value}, {column.value}, count(*) FROM {source.tables} {row.join} {column.join} "
        f"WHERE {source.where} AND {row.value} IN (SELECT value FROM json_each(?)) "
        f"AND {column.value} IN (SELECT value FROM json_each(?)) GROUP BY 1, 2"
    )
    params = (*source.params, *(orjson.dumps(values).decode() for values in shown))
    return {(one, other): count for one, other, count in db.execute(sql, params)}
