"""Place the period that each publisher's articles cover on one scale.

In: what the corpus covers, counted by `store.coverage`.  Out: values a chart can print.
"""

from api.pages.contexts import Reach, Row
from api.store.coverage import Coverage
from api.store.partial_dates import first_day, last_day, month_number


def make_reaches(found: Coverage) -> tuple[Reach, ...]:
    """Return the period of each publisher's dated articles, placed between 0 and 100."""
    dated = [row for row in found.publishers if row["first_published_on"]]
    if not dated:
        return ()
    first, end = min(map(_begin, dated)), max(map(_end, dated))
    return tuple(_reach(row, first, end - first) for row in dated)


def _reach(row: Row, first: int, whole: int) -> Reach:
    begin, end = _begin(row), _end(row)
    return Reach(
        id=row["id"],
        name=row["name"],
        article_count=row["article_count"],
        first=row["first_published_on"],
        last=row["last_published_on"],
        left=round((begin - first) / whole * 100, 1),
        width=round((end - begin) / whole * 100, 1),
    )


def _begin(row: Row) -> int:
    """Return the month of the earliest article; January where only the year is known."""
    return month_number(first_day(row["first_published_on"]))


def _end(row: Row) -> int:
    """Return the month after that of the latest article, so that a difference counts both."""
    return month_number(last_day(row["last_published_on"])) + 1
