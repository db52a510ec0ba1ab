"""Count the records of a list by their properties: facets beside a list, and bars over time.

In: a ListQuery.  Out: counts, each of which is the total of the list that it links to.
Facets are disjunctive: each is counted as if its own filter were not set, so that the alternatives stay visible.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nlargest
from itertools import groupby
from operator import itemgetter
from typing import Literal

import orjson
from pyroaring import BitMap

from api.errors import Fault, QueryError
from api.store.connect import Database
from api.store.filters import ListQuery
from api.store.numbers import numbers_of
from api.store.sets import EMPTY, everything, sets_of, sizes_of, union_of

Interval = Literal["year", "month", "week", "day"]
_DATE_LENGTH: dict[str, int] = {"year": 4, "month": 7, "week": 10, "day": 10}
_TIMES = tuple(_DATE_LENGTH)


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

    `distinct` counts all its values, `missing` the records that have none.
    """

    name: str
    buckets: tuple[Bucket, ...]
    distinct: int
    missing: int


_LABELLED = {"speaker": "speakers", "tag": "tags", "publisher": "publishers", "author": "authors"}
"""Properties whose values are ids, and the table that has their names."""
_OWN_FILTERS = {"year": ("published_from", "published_to")}
"""Filters that a facet stands for, where they are called otherwise."""
_SEVERAL = {"tag", "author", ("articles", "speaker")}
"""Properties of which one record may have several values."""


def facet_counts(db: Database, query: ListQuery, names: Sequence[str]) -> dict[str, FacetCounts]:
    """Return the facets of a list by name; `names` are of `query.resource.facets`. One or two statements each."""
    return {name: _facet_counts(db, query, name) for name in names}


def _facet_counts(db: Database, query: ListQuery, name: str) -> FacetCounts:
    open_query = query.without(*_OWN_FILTERS.get(name, (name,)))
    counts, missing = _counts(db, open_query, name)
    selected = _selected(query, name)
    shown = _commonest(db, open_query, name, counts)[: query.facet_limit]
    shown += [
        value
        for value in sorted(selected, key=ranked_place(counts))
        if value in counts and value not in shown
    ]
    labels = _labels(db, name, shown)
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
            for value in shown
        ),
        distinct=len(counts),
        missing=missing,
    )


_MOST_SHOWN = 100


def _commonest(db: Database, query: ListQuery, name: str, counts: Mapping[str, int]) -> list[str]:
    def rank() -> list[str]:
        least = min(nlargest(_MOST_SHOWN, counts.values()), default=0)
        frequent = [value for value, count in counts.items() if count >= least]
        return sorted(frequent, key=ranked_place(counts))[:_MOST_SHOWN]

    return db.keep(("ranked", query.resource.name, name), rank) if _is_whole(query) else rank()


def ranked_place(counts: Mapping[str, int]) -> Callable[[str], tuple[int, str]]:
    """Return the key that puts values in order, the commonest first."""
    return lambda value: (-counts.get(value, 0), value)


def _counts(db: Database, query: ListQuery, name: str) -> tuple[Mapping[str, int], int]:
    """Return how many records of a list have each value of a property, and how many have none."""
    noun = query.resource.name
    if noun not in _WITH_SETS:
        return _counted_rows(db, query, name)
    if _is_whole(query):
        return db.keep(("counts", noun, name), lambda: _counted(db, query, name, None))
    return _counted(db, query, name, numbers_of(db, query))


_WITH_SETS = ("quotes", "articles")


def _is_whole(query: ListQuery) -> bool:
    """Tell whether all records are asked for; what is counted over them is the same as long as the file is."""
    return not query.all_filters and query.q is None


def _counted(
    db: Database, query: ListQuery, name: str, chosen: BitMap | None
) -> tuple[Mapping[str, int], int]:
    noun = query.resource.name
    several = name in _SEVERAL or (noun, name) in _SEVERAL
    if chosen is None:
        counts = sizes_of(db, noun, name) if name not in _TIMES else _sizes(_times(db, noun, name))
        having = len(_having(db, noun, name)) if several else sum(counts.values())
        return counts, len(everything(db, noun)) - having
    sets = _sets(db, noun, name)
    if several:
        return _cut(chosen, sets), len(chosen) - chosen.intersection_cardinality(_having(db, noun, name))
    one_by_one = len(sets) >= _MANY_SETS and len(chosen) < _WORTH_A_SET * len(sets)
    counts = _looked_up(db, chosen, noun, name) if one_by_one else _cut(chosen, sets)
    return counts, len(chosen) - sum(counts.values())


_WORTH_A_SET = 4  # records that are looked up in the time that it takes to cut one set
_MANY_SETS = 1000  # values; to cut fewer sets takes less than a millisecond anyway


def _cut(chosen: BitMap, sets: Mapping[str, BitMap]) -> Mapping[str, int]:
    counts = map(chosen.intersection_cardinality, sets.values())
    return {value: count for value, count in zip(sets, counts, strict=True) if count}


def _looked_up(db: Database, chosen: BitMap, noun: str, name: str) -> Mapping[str, int]:
    """Count by looking up what each record has: quicker than thousands of sets for a few records."""
    sets = _sets(db, noun, name)
    values, places = db.keep(
        ("places", noun, name), lambda: (list(sets), _places(sets, everything(db, noun)))
    )
    found = Counter(itemgetter(0, 0, *chosen)(places))  # a tuple even of one; no record has the number 0
    del found[0]
    return {values[place - 1]: count for place, count in found.items()}


def _places(sets: Mapping[str, BitMap], all_numbers: BitMap) -> "array[int]":
    """Return for each number the place of its value among all values, from 1; 0 for a record that has none."""
    places = array("I", bytes(4 * ((all_numbers.max() if all_numbers else 0) + 1)))
    for place, numbers in enumerate(sets.values(), 1):
        for number in numbers:
            places[number] = place
    return places


def _sets(db: Database, noun: str, name: str) -> Mapping[str, BitMap]:
    return _times(db, noun, name) if name in _TIMES else sets_of(db, noun, name)


def _sizes(sets: Mapping[str, BitMap]) -> Mapping[str, int]:
    return {value: len(numbers) for value, numbers in sets.items()}


def _having(db: Database, noun: str, name: str) -> BitMap:
    """Return the numbers of the records that have any value of a property."""
    if name not in _TIMES:
        return union_of(db, noun, name)
    return BitMap.union(BitMap(), *_times(db, noun, name).values())


def _times(db: Database, noun: str, interval: str) -> Mapping[str, BitMap]:
    """Return the sets of the years, months, weeks or days, in order; made of the dates' once for each file."""

    def make() -> dict[str, BitMap]:
        length = _DATE_LENGTH[interval]
        dated = (
            (date, numbers)
            for date, numbers in sets_of(db, noun, "published_on").items()
            if len(date) >= length
        )
        return {
            time: BitMap.union(BitMap(), *(numbers for _, numbers in group))
            for time, group in groupby(dated, key=lambda one: _time_of(one[0], interval))
        }

    return db.keep(("times", noun, interval), make)


def _time_of(day: str, interval: str) -> str:
    """Return the stretch that a date is in; a week by its Monday, as ISO 8601 counts weeks."""
    if interval != "week":
        return day[: _DATE_LENGTH[interval]]
    known = date.fromisoformat(day)
    return (known - timedelta(days=known.weekday())).isoformat()


def _counted_rows(db: Database, query: ListQuery, name: str) -> tuple[Mapping[str, int], int]:
    """Count the rows of a small table: speakers, tags and publishers have few, and a column for the property."""
    chosen = numbers_of(db, query)
    among = "" if chosen is None else " WHERE rowid IN (SELECT value FROM json_each(?))"
    params = () if chosen is None else (orjson.dumps(list(chosen)).decode(),)
    sql = f"SELECT {name}, count(*) FROM {query.resource.table}{among} GROUP BY 1"
    return dict(map(tuple, db.execute(sql, params))), 0


def _selected(query: ListQuery, name: str) -> tuple[str, ...]:
    if name != "year":
        return tuple(query.all_filters.get(name, ()))
    first, last = query.filters.get("published_from"), query.filters.get("published_to")
    return (first,) if first and first == last and len(first) == 4 else ()


def _only(query: ListQuery, name: str, value: str) -> ListQuery:
    if name == "year":
        return query.having(published_from=value, published_to=value)
    return query.having(**{name: (value,)})


def _labels(db: Database, name: str, values: Sequence[str]) -> dict[str, str]:
    if name not in _LABELLED or not values:
        return {}
    marks = ", ".join("?" * len(values))
    rows = db.execute(f"SELECT id, name FROM {_LABELLED[name]} WHERE id IN ({marks})", tuple(values))
    return dict(map(tuple, rows))


@dataclass(frozen=True, slots=True)
class Timeline:
    """Counts per year, month, week or day, in order, without gaps; `undated` records have no date precise enough."""

    interval: Interval
    buckets: tuple[tuple[str, int], ...]
    undated: int


def timeline(db: Database, query: ListQuery, interval: Interval) -> Timeline:
    """Return how many records of a list were published when."""
    counts, undated = _counts(db, query, interval)
    when = _between(sorted(counts), days=7 if interval == "week" else 1)
    return Timeline(interval, tuple((one, counts.get(one, 0)) for one in when), undated)


def _between(dates: list[str], most: int | None = None, *, days: int = 1) -> list[str]:
    """Return every year, month or day from the first of `dates` to the last; raises QueryError beyond `most`.

    Of days, only one in so many `days`.
    """
    if not dates:
        return []
    if most and (int(dates[-1][:4]) - int(dates[0][:4])) * (12 if len(dates[0]) == 7 else 1) >= most:
        detail = (
            f"{dates[0]} to {dates[-1]} are more than {most} steps; narrow published_from and published_to."
        )
        raise QueryError([Fault("group_by", "out-of-range", detail)])
    if len(dates[0]) == 10:
        first, last = date.fromisoformat(dates[0]), date.fromisoformat(dates[-1])
        return [(first + timedelta(days=day)).isoformat() for day in range(0, (last - first).days + 1, days)]
    if len(dates[0]) == 4:
        return [f"{year:04}" for year in range(int(dates[0]), int(dates[-1]) + 1)]
    first_month, last_month = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (dates[0], dates[-1]))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first_month, last_month + 1)]


# --- tables of two properties --------------------------------------------------------------------------------------

AXES = ("speaker", "tag", "publisher", "kind", "method", "language", "year", "speaker_kind", "month")
"""The properties that quotes can be counted by."""
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
    """Count the quotes of a list by one or two of AXES, `limit` values each; raises QueryError."""
    axes = tuple(_axis(db, query, name, limit) for name in names)
    if len(axes) == 1:
        return CrossTab(axes, [[one.count] for one in axes[0].values])
    return CrossTab(axes, _cells(db, query, axes))


def _axis(db: Database, query: ListQuery, name: str, limit: int) -> Axis:
    counts, missing = _counts(db, query, name)
    if name in _TIMES:
        shown = _between(sorted(counts), most=_LONGEST_TIME)
    else:
        shown = sorted(counts, key=ranked_place(counts))[:limit]
    labels = _labels(db, name, shown)
    values = tuple(AxisValue(value, labels.get(value, value), counts.get(value, 0)) for value in shown)
    return Axis(name, values, len(counts), missing)


def _cells(db: Database, query: ListQuery, axes: Sequence[Axis]) -> list[list[int]]:
    noun, chosen = query.resource.name, numbers_of(db, query)
    rows, columns = (
        [_sets(db, noun, axis.name).get(one.value, EMPTY) for one in axis.values] for axis in axes
    )
    wanted = rows if chosen is None else [numbers & chosen for numbers in rows]
    return [[row.intersection_cardinality(column) if row else 0 for column in columns] for row in wanted]
