"""Count the records of a list by the values of a property: for facets, charts and tables.

In: a ListQuery, and the name of a property or of a period ("month").  Out: how many records have each value, and how
many have none.  Which of them are shown is the work of `facets` and `tabulations`.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Literal

import orjson
from pyroaring import BitMap

from api.store.connect import Database
from api.store.filters import RESOURCES, ListQuery
from api.store.numbers import numbers_of
from api.store.sets import everything, sets_of, sizes_of, union_of

Interval = Literal["year", "month", "week", "day"]
_DATE_LENGTH: dict[str, int] = {"year": 4, "month": 7, "week": 10, "day": 10}
TIMES = tuple(_DATE_LENGTH)
"""The periods that records can be counted by in place of a property: by time of publication."""

_LABELLED = {"speaker": "speakers", "tag": "tags", "publisher": "publishers", "author": "authors"}
"""Properties whose values are ids, and the table that has their names."""
_SEVERAL = {(noun.name, of.name) for noun in RESOURCES.values() for of in noun.filters if of.several}
"""Properties of which one record may have several values, by noun."""


def counts_by(db: Database, query: ListQuery, name: str) -> tuple[Mapping[str, int], int]:
    """Return how many records of a list have each value of a property, and how many have none."""
    noun = query.resource.name
    if noun not in _WITH_SETS:
        return _counted_rows(db, query, name)
    if is_whole(query):
        return db.keep(("counts", noun, name), lambda: _counted(db, query, name, None))
    return _counted(db, query, name, numbers_of(db, query))


_WITH_SETS = ("quotes", "articles")


def is_whole(query: ListQuery) -> bool:
    """Return whether all records are asked for; their counts can be cached as long as the file is the same."""
    return not query.all_filters and query.q is None


def _counted(
    db: Database, query: ListQuery, name: str, chosen: BitMap | None
) -> tuple[Mapping[str, int], int]:
    noun = query.resource.name
    several = (noun, name) in _SEVERAL
    if chosen is None:
        counts = sizes_of(db, noun, name) if name not in TIMES else _sizes(_times(db, noun, name))
        having = len(_having(db, noun, name)) if several else sum(counts.values())
        return counts, len(everything(db, noun)) - having
    sets = sets_by(db, noun, name)
    if several:
        return _cut(chosen, sets), len(chosen) - chosen.intersection_cardinality(_having(db, noun, name))
    one_by_one = len(sets) >= _MANY_SETS and len(chosen) < _WORTH_A_SET * len(sets)
    counts = _looked_up(db, chosen, noun, name) if one_by_one else _cut(chosen, sets)
    return counts, len(chosen) - sum(counts.values())


_WORTH_A_SET = 4  # records that can be looked up in the time of one intersection
_MANY_SETS = 1000  # values; intersecting fewer sets takes less than a millisecond anyway


def _cut(chosen: BitMap, sets: Mapping[str, BitMap]) -> Mapping[str, int]:
    counts = map(chosen.intersection_cardinality, sets.values())
    return {value: count for value, count in zip(sets, counts, strict=True) if count}


def _looked_up(db: Database, chosen: BitMap, noun: str, name: str) -> Mapping[str, int]:
    """Count by looking up the values of each record: for a few records, quicker than intersecting many sets."""
    sets = sets_by(db, noun, name)
    values, places = db.keep(
        ("places", noun, name), lambda: (list(sets), _places(sets, everything(db, noun)))
    )
    found = Counter(itemgetter(0, 0, *chosen)(places))  # a tuple even for one record; none has number 0
    del found[0]
    return {values[place - 1]: count for place, count in found.items()}


def _places(sets: Mapping[str, BitMap], all_numbers: BitMap) -> "array[int]":
    """Return for each number the position of its value among all values, from 1; 0 for a record without a value."""
    places = array("I", bytes(4 * ((all_numbers.max() if all_numbers else 0) + 1)))
    for place, numbers in enumerate(sets.values(), 1):
        for number in numbers:
            places[number] = place
    return places


def sets_by(db: Database, noun: str, name: str) -> Mapping[str, BitMap]:
    """Return the sets of all values of a property or period."""
    return _times(db, noun, name) if name in TIMES else sets_of(db, noun, name)


def _sizes(sets: Mapping[str, BitMap]) -> Mapping[str, int]:
    return {value: len(numbers) for value, numbers in sets.items()}


def _having(db: Database, noun: str, name: str) -> BitMap:
    """Return the numbers of the records that have any value of a property."""
    if name not in TIMES:
        return union_of(db, noun, name)
    return BitMap.union(BitMap(), *_times(db, noun, name).values())


def _times(db: Database, noun: str, interval: str) -> Mapping[str, BitMap]:
    """Return the sets of the years, months, weeks or days, in order; made from those of dates once for each file."""

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
    """Return the period that a date is in; a week is named by its Monday, as in ISO 8601."""
    if interval != "week":
        return day[: _DATE_LENGTH[interval]]
    known = date.fromisoformat(day)
    return (known - timedelta(days=known.weekday())).isoformat()


def _counted_rows(db: Database, query: ListQuery, name: str) -> tuple[Mapping[str, int], int]:
    """Count the rows of a small table: speakers, tags and publishers are few, and have a column for the property."""
    chosen = numbers_of(db, query)
    among = "" if chosen is None else " WHERE rowid IN (SELECT value FROM json_each(?))"
    params = () if chosen is None else (orjson.dumps(list(chosen)).decode(),)
    sql = f"SELECT {name}, count(*) FROM {query.resource.table}{among} GROUP BY 1"
    return dict(map(tuple, db.execute(sql, params))), 0


def labels_of(db: Database, name: str, values: Sequence[str]) -> dict[str, str]:
    """Return the names for those values of a property that are ids."""
    if name not in _LABELLED or not values:
        return {}
    marks = ", ".join("?" * len(values))
    rows = db.execute(f"SELECT id, name FROM {_LABELLED[name]} WHERE id IN ({marks})", tuple(values))
    return dict(map(tuple, rows))


def ranked_place(counts: Mapping[str, int]) -> Callable[[str], tuple[int, str]]:
    """Return a sort key that orders values by count, the commonest first."""
    return lambda value: (-counts.get(value, 0), value)
