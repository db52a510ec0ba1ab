"""Tell the day on which a web page was published, where it was published.

In: the page's tree, its meta tags, the moment that it declares, its address, its headline.  Out: the day.  Many pages
declare the moment in universal time: what a paper in California printed on the evening of 8 November is of the 9th
there. The same moment in local time, or the address, tells the paper's own day; else universal time is taken as it
is. Where a page declares nothing, the day that it prints near the headline is taken: those above it, at its foot and
beside it are today's, and those of other articles.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from api.extract.article.dates import date_in_address, is_day, month_number, read_date_line
from api.extract.webpages.blocks import blocks_of, letters_of

_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_PARTIAL_DATE = re.compile(r"[1-9]\d{3}(-(0[1-9]|1[0-2]))?")
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?", re.IGNORECASE
)
_OF_PUBLICATION = re.compile(r"publi|(?:^|[.:_-])date$|created", re.IGNORECASE)
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)  # the zones of the world
_HALF_HOUR = timedelta(minutes=30)


def declared_day(value: str | None) -> str | None:
    """Return the day in what a page declares as its date, perhaps only the month or the year."""
    if found := _FULL_DATE.match(value or ""):
        return found[0] if is_day(found[0]) else None
    return value if value and _PARTIAL_DATE.fullmatch(value) else None


def local_day(tree: Any, metas: Mapping[str, Sequence[str]], declared: str, address: str) -> str | None:
    """Return the day of what a page declares as its date, in its own zone where the page tells that."""
    moment = _moment(declared)
    if moment is None or moment.tzinfo is None or moment.utcoffset():
        return declared_day(declared)
    told = (_moment(value) for value in _told(tree, metas))
    own = next((other.date() for other in told if other and _is_local(other, moment)), None)
    return (own or _day_in_address(address, moment) or moment.date()).isoformat()


def _told(tree: Any, metas: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield what else the page has of moments: in its meta tags of publication, in its `<time>` elements."""
    for key, values in metas.items():
        if _OF_PUBLICATION.search(key):
            yield from values
    for element in tree.iter("time"):
        yield element.get("datetime") or ""


def _is_local(other: datetime, moment: datetime) -> bool:
    """Tell whether a moment is the same in another zone; where it names none, whole and half hours apart."""
    if other.tzinfo is not None:
        return bool(other.utcoffset()) and abs(other - moment) < timedelta(minutes=1)
    apart = other - moment.replace(tzinfo=None)
    return bool(apart) and _WEST <= apart <= _EAST and not apart % _HALF_HOUR


def _day_in_address(address: str, moment: datetime) -> date | None:
    """Return the day in an address, where it was that day somewhere in the world."""
    day = date_in_address(address) or ""
    if not _FULL_DATE.fullmatch(day):
        return None
    own = date.fromisoformat(day)
    if abs(own - moment.date()) > timedelta(days=1):
        return None
    return own if (moment + _WEST).date() <= own <= (moment + _EAST).date() else None


def _moment(value: str) -> datetime | None:
    found = _MOMENT.fullmatch(value.strip())
    if not found or not is_day(found[1]):
        return None
    try:
        moment = datetime.fromisoformat(f"{found[1]}T{found[2]}")
    except ValueError:  # 25:61
        return None
    return moment.replace(tzinfo=_zone(found[3])) if found[3] else moment


def _zone(name: str) -> timezone:
    if name.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    hours, minutes = int(name[1:3]), int(name[-2:])
    offset = timedelta(hours=hours % 24, minutes=minutes % 60)
    return timezone(-offset if name[0] == "-" else offset)


# ---- printed near the headline

_PRINTED = re.compile(
    r"""(?<!\d)(?:
        (?P<d1>\d{1,2})\.(?P<m1>\d{1,2})\.(?P<y1>(?:19|20)\d\d)
      | (?P<d2>\d{1,2})(?:\.|st|nd|rd|th)?\ (?:de\ )?(?P<m2>[^\W\d_]{3,10})\.?,?\ (?:de\ )?(?P<y2>(?:19|20)\d\d)
      | (?P<m3>[^\W\d_]{3,9})\.?\ (?P<d3>\d{1,2})(?:st|nd|rd|th)?,?\ (?P<y3>(?:19|20)\d\d)
      | (?P<y4>(?:19|20)\d\d)(?:-|年\s?)(?P<m4>\d{1,2})(?:-|月\s?)(?P<d4>\d{1,2})
    )(?!\d)""",
    re.VERBOSE,
)
_MOST_ABOVE = 3  # lines above a headline; the day that stands farther above is today's
_LONGEST_LINE = 80  # characters of a line beside the headline; longer ones are paragraphs
_BESIDE = frozenset(["nav", "aside", "footer", "form"])
_IN_LISTS = frozenset(["td", "li"])


def printed_day(above: Sequence[str], below: Sequence[str]) -> str | None:
    """Return the first day that is printed between the headline and the second paragraph; None when none is.

    Else the last one that is printed right above the headline, on a line of its own. The lines are `lines_around` it.
    """
    days = (day for line in below if (day := _day_in(line)))
    return next(days, None) or next(
        (day for line in reversed(above) if is_day(day := read_date_line(line) or "")), None
    )


def lines_around(tree: Any, headline: str) -> tuple[list[str], list[str]]:
    """Return the lines right above a page's headline, and those between it and the second paragraph."""
    key, is_below, paragraphs = letters_of(headline), False, 0
    above: list[str] = []
    below: list[str] = []
    for block in blocks_of(tree):
        element = block.element
        if block.key == key or (element.tag == "h1" and not is_below):
            is_below = True
        elif not is_below:
            above.append(block.text)
        elif element.tag not in _IN_LISTS and not _stands_beside(element):
            paragraphs += len(block.text) >= _LONGEST_LINE
            if paragraphs > 1:
                break
            if len(block.text) <= _LONGEST_LINE:
                below.append(block.text)
    return above[-_MOST_ABOVE:], below if is_below else []


def _stands_beside(element: Any) -> bool:
    return element.tag in _BESIDE or any(around.tag in _BESIDE for around in element.iterancestors())


def _day_in(line: str) -> str | None:
    for found in _PRINTED.finditer(line):
        parts = found.groupdict()
        form = next(form for form in "1234" if parts[f"y{form}"])
        month = parts[f"m{form}"]
        day = f"{parts[f'y{form}']}-{month_number(month):02}-{int(parts[f'd{form}']):02}"
        if is_day(day):
            return day
    return None
