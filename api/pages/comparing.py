"""Put what several speakers said over time side by side, and when whose articles were published.

In: a query of quotes and the rows of some speakers, or what the corpus covers.  Out: values a chart can print.
Counting is the work of `store.facets` and `store.coverage`.
"""

from collections.abc import Sequence

from api.errors import Fault, QueryError
from api.pages import urls
from api.pages.contexts import Comparison, Reach, Row, Series
from api.pages.wording import printed_date
from api.store.connect import Database
from api.store.coverage import Coverage
from api.store.facets import CrossTab, cross_tab
from api.store.filters import ListQuery

MOST_SPEAKERS = 5
_MONTHLY_YEARS = 3  # as in a timeline: a longer stretch is shown by year


def check_number(speakers: Sequence[str]) -> None:
    """Raise QueryError when more speakers are given than a reader can tell apart."""
    if len(speakers) > MOST_SPEAKERS:
        detail = f"{len(speakers)} speakers are given; at most {MOST_SPEAKERS} are compared."
        raise QueryError([Fault("speaker", "out-of-range", detail)])


def make_comparison(db: Database, query: ListQuery, speakers: Sequence[Row]) -> Comparison | None:
    """Return each speaker's quotes over time on one scale, in the order given; None without any speaker."""
    if not speakers:
        return None
    ids = tuple(speaker["id"] for speaker in speakers)
    table = _counted(db, query.having(speaker=ids))
    found = {
        value.value: (value.count, counts)
        for value, counts in zip(table.axes[0].values, table.counts, strict=True)
    }
    times = [value.value for value in table.axes[1].values]
    most = max((count for _, counts in found.values() for count in counts), default=0)
    series = [
        _series(speaker, number, query, ids, *found.get(speaker["id"], (0, [0] * len(times))), most)
        for number, speaker in enumerate(speakers, 1)
    ]
    return Comparison(table.axes[1].name, tuple(map(printed_date, times)), tuple(series), most)


def _counted(db: Database, query: ListQuery) -> CrossTab:
    """Count by month if that leaves no date out and the stretch is short, else by year."""
    yearly = cross_tab(db, query, ("speaker", "year"), MOST_SPEAKERS)
    if not 0 < len(yearly.axes[1].values) <= _MONTHLY_YEARS:
        return yearly
    monthly = cross_tab(db, query, ("speaker", "month"), MOST_SPEAKERS)
    return monthly if monthly.axes[1].missing == yearly.axes[1].missing else yearly


def _series(
    speaker: Row,
    number: int,
    query: ListQuery,
    ids: tuple[str, ...],
    total: int,
    counts: Sequence[int],
    most: int,
) -> Series:
    others = tuple(id_ for id_ in ids if id_ != speaker["id"])
    return Series(
        id=speaker["id"],
        name=speaker["name"],
        drop_url=urls.compare(query, others),
        voice=number,
        total=total,
        counts=tuple(counts),
        heights=tuple(round(count / most * 100, 1) if most else 0 for count in counts),
        undated_count=total - sum(counts),
    )


def make_reaches(found: Coverage) -> tuple[Reach, ...]:
    """Return from when to when there are dated articles of each publisher, placed between 0 and 100."""
    dated = [row for row in found.publishers if row["first_published_on"]]
    if not dated:
        return ()
    first = min(_months(row["first_published_on"]) for row in dated)
    last = max(_months(row["last_published_on"], ends=True) for row in dated)
    return tuple(_reach(row, first, last - first) for row in dated)


def _reach(row: Row, first: int, whole: int) -> Reach:
    begin, end = _months(row["first_published_on"]), _months(row["last_published_on"], ends=True)
    return Reach(
        row["id"],
        row["name"],
        row["article_count"],
        row["first_published_on"],
        row["last_published_on"],
        round((begin - first) / whole * 100, 1),
        round((end - begin) / whole * 100, 1),
    )


def _months(date: str, *, ends: bool = False) -> int:
    """Return the month of a date counted from the year 0; of a date known to the year its first or, `ends`, its last.

    With `ends` the month behind it is returned, so that a difference counts both.
    """
    month = int(date[5:7]) if len(date) > 4 else 12 if ends else 1
    return int(date[:4]) * 12 + month - (0 if ends else 1)
