"""Tell lines that sign an article: who wrote it, and when it was published.

In: one line.  Out: whether it is a byline or a date, and the day that it tells.  Names and dates alone are read by
`byline` and `dates`; here, what stands side by side: "Ana Ruiz · 8 Jan 2024 · 3 min read".  A shared leaf.
"""

import re
from functools import lru_cache
from typing import Literal

from api.extract.article.byline import is_introduced, is_office_line, read_byline
from api.extract.article.dates import is_dated_surely, part_date, read_date_line
from api.extract.article.offices import is_name, names_outlet
from api.extract.grammar.genders import is_first_name
from api.extract.words import read_words

_LINES_AT_ONCE = 128  # of a head, asked about by several steps of one article


@lru_cache(maxsize=_LINES_AT_ONCE)
def signature(line: str) -> Literal["byline", "date"] | None:
    """Return what a line tells of who wrote the text, or when; a name and a date on one line are a byline."""
    if len(line) > _LONGEST:
        return None
    if read_date_line(line) is not None:
        return "date"
    if read_byline(line) or lacks_name(line):
        return "byline"
    dated = part_date(line)
    if dated is None:
        return None
    first = dated.beside[0] if dated.beside else ""
    if any(map(names_people, dated.beside)) or (is_name(first) and not names_outlet(first)):
        return "byline"
    if dated.is_alone or names_outlet(first):
        return "date"
    return "byline" if is_office_line(first) else None


_LONGEST = 200  # characters


def is_certain(line: str) -> bool:
    """Tell a line that can be nothing but a byline, or the hour of publication, from what an article may say."""
    return signature(line) is not None and (is_introduced(line) or is_dated_surely(line) or lacks_name(line))


def lacks_name(line: str) -> bool:
    """Tell "By" on a line of its own: the name was a link or a picture, which the text has lost."""
    return len(line) <= _LONGEST_OPENING and _OPENING.fullmatch(line) is not None


_LONGEST_OPENING = 60  # characters
_OPENING = re.compile(r"(?:written |story )?by\W{0,3}(?:\| .*)?", re.IGNORECASE)


def names_people(text: str, *, all_known: bool = False) -> bool:
    """Tell "Ana Ruiz and Tom Lee": full names and nothing else, whose first (or each) begins with a first name."""
    known = [is_first_name(name.split()[0]) for name in names_alone(text)]
    return bool(known) and (all(known) if all_known else known[0])


def names_alone(text: str) -> tuple[str, ...]:
    """Return the names in "Ana Ruiz and Tom Lee": words with the form of full names; () for more, and for a place."""
    byline = read_byline(text, certain=True)
    names = byline.authors if byline and not byline.source else ()
    return names if all(map(is_name, names)) and read_words("place_names").isdisjoint(names) else ()


def day_of(line: str) -> str | None:
    """Return the day that a line tells, alone or beside a name; None when it tells none for certain.

    >>> day_of("Posted by Ana Ruiz on Jan. 8, 2024")
    '2024-01-08'
    """
    alone = read_date_line(line)
    if alone is not None:
        return alone or None
    dated = part_date(line)
    return dated.day or None if dated else None
