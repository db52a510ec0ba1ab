"""Place the stretch of time that each publisher's articles cover on one scale.

In: what the corpus covers, counted by `store.coverage`.  Out: values a chart can print.
"""

from api.pages.contexts import Reach, Row
from api.store.coverage import Coverage


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
