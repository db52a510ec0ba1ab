"""Count records over time, and quotes by two properties at once.

In: a ListQuery.  Out: numbers in the order of a chart's bars, or of a table's rows and columns, without gaps in time.
Counting itself is the work of `counts`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.errors import Fault, QueryError
from api.store.connect import Database
from api.store.counts import TIMES, Interval, counts_by, labels_of, ranked_place, sets_by
from api.store.filters import ListQuery
from api.store.numbers import numbers_of
from api.store.partial_dates import month_called, month_number
from api.store.sets import EMPTY


@dataclass(frozen=True, slots=True)
class Timeline:
    """Counts by year, month, week or day, in order, without gaps; `undated` counts records without a precise date."""

    interval: Interval
    buckets: tuple[tuple[str, int], ...]
    undated: int


def timeline(db: Database, query: ListQuery, interval: Interval) -> Timeline:
    """Return the records of a list counted over time; raises QueryError when there would be too many bars."""
    counts, undated = counts_by(db, query, interval)
    times = sorted(counts)
    _refuse_long(times, interval, "interval", _LONGEST_TIMELINE)
    when = _without_gaps(times, interval)
    return Timeline(interval, tuple((one, counts.get(one, 0)) for one in when), undated)


_LONGEST_TIMELINE = 40_000  # bars, more than a century of days: one date of 9999 would make millions of them


def _refuse_long(times: Sequence[str], interval: str, parameter: str, most: int) -> None:
    """Raise QueryError when there are more than `most` years, months, weeks or days from the first to the last."""
    steps = _steps(times[0], times[-1], interval) if times else 0
    if steps > most:
        detail = (
            f"{times[0]} to {times[-1]} are {steps:,} {interval}s; at most {most:,} are counted. Take a longer "
            "interval, or narrow published_from and published_to."
        )
        raise QueryError([Fault(parameter, "out-of-range", detail)])


def _steps(first: str, last: str, interval: str) -> int:
    """Return how many years, months, weeks or days there are from `first` to `last`, both included."""
    if interval == "year":
        return int(last) - int(first) + 1
    if interval == "month":
        return month_number(last) - month_number(first) + 1
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return days // (7 if interval == "week" else 1) + 1


def _without_gaps(times: Sequence[str], interval: str) -> list[str]:
    """Return every year, month, week or day from the first of `times` to the last."""
    if not times:
        return []
    first, last = times[0], times[-1]
    if interval == "year":
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    if interval == "month":
        return [month_called(number) for number in range(month_number(first), month_number(last) + 1)]
    begin, step = date.fromisoformat(first), timedelta(days=7 if interval == "week" else 1)
    return [(begin + number * step).isoformat() for number in range(_steps(first, last, interval))]


# --- tables of two properties --------------------------------------------------------------------------------------

AXES = ("speaker", "tag", "publisher", "kind", "method", "language", "year", "speaker_kind", "month")
"""The properties that quotes can be counted by."""
_LONGEST_AXIS = 1200  # years or months: a century of months


@dataclass(frozen=True, slots=True)
class AxisValue:
    """One value on an axis, and how many quotes have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a table; `distinct` counts all values that occur, `missing` the quotes without a value."""

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
    counts, missing = counts_by(db, query, name)
    if name in TIMES:
        times = sorted(counts)
        _refuse_long(times, name, "group_by", _LONGEST_AXIS)
        shown = _without_gaps(times, name)
    else:
        shown = sorted(counts, key=ranked_place(counts))[:limit]
    labels = labels_of(db, name, shown)
    values = tuple(AxisValue(value, labels.get(value, value), counts.get(value, 0)) for value in shown)
    return Axis(name, values, len(counts), missing)


def _cells(db: Database, query: ListQuery, axes: Sequence[Axis]) -> list[list[int]]:
    noun, chosen = query.resource.name, numbers_of(db, query)
    rows, columns = (
        [sets_by(db, noun, axis.name).get(one.value, EMPTY) for one in axis.values] for axis in axes
    )
    wanted = rows if chosen is None else [numbers & chosen for numbers in rows]
    return [[row.intersection_cardinality(column) if row else 0 for column in columns] for row in wanted]
