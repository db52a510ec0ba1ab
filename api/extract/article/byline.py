"""Recognise a printed byline and take it apart.

In: one line.  Out: the authors' names, and whom the text was written for or reprinted from.  Shared by
`clean`, which takes bylines out of the text, and `metadata`, which reads them.
"""

import re
from dataclasses import dataclass
from functools import cache

from api.extract.article.dates import read_date_line
from api.extract.words import read_words

MAX_BYLINE = 200  # characters; five authors with their offices fit

_INTRODUCED = re.compile(
    r"\W{0,3}(?:(?:(?:story|words|text|article|reported|written|posted|analysis|opinion|report|review|interview"
    r"|comment(?:ary)?|(?:guest )?column|essay|editorial|feature|compiled)\s+)?by\b[:\s]"
    r"|(?:words|authors?|writer|byline)\s?:)\s*",
    re.IGNORECASE,
)
# "Published Jan. 8, 2024 by Ana Ruiz"
_DATED_FIRST = re.compile(
    r"(?:published|posted|updated)\b:?\s+(?:on\s+)?(.{6,40}?)\s+by\s+(?=[A-Z])", re.IGNORECASE
)
_ON_DAY = re.compile(r"\s+on\s+(?=\w)", re.IGNORECASE)
# "– Source Newsweek", "| Source: Newsweek", "via Newsweek"
_REPRINT = re.compile(
    r"\s*(?:[-–—|/(,]\s*source|\bvia\b|\boriginally published (?:by|in|on))\s*:?\s+(.{2,60}?)\)?\s*$",
    re.IGNORECASE,
)
_WRITTEN_FOR = re.compile(r"\s+(?:for|special to|of)\s+(?=\S)", re.IGNORECASE)
_AGENCY = re.compile(r"\s\(([^()]{2,40})\)$")  # "By Ana Ruiz (Reuters)"
_HANDLE = re.compile(r"\(?@\w+\)?|\S+@\S+\.\w+")
_TRAILING_DATE = re.compile(
    r"\s*(?:[-–—|•·,]|\bon\b)?\s*(?:(?:published|updated|posted)\b.*|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}, \d{4}.*|\d+ min(?:ute)?s? read)$",
    re.IGNORECASE,
)
_DATED = ("published", "updated", "posted")
_SEPARATOR = re.compile(r"\s*(?:,?\s+and\s+|,?\s*&\s*|,?\s+with\s+|[,;|•·/]|\s[-–—]\s)\s*", re.IGNORECASE)
_BESIDE = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
_CONJUNCTION = re.compile(r"\s+and\s+|\s*&\s*", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d)\.?", re.IGNORECASE)
# "Ana Ruiz in Lisbon"
_PLACE = re.compile(r"(?<=\w)\s+in\s+[A-Z][\w.’'-]*(?:\s+(?!and\b|with\b)[A-Z][\w.’'-]*){0,2}")
_WORD = re.compile(r"[^\W\d_][\w.'’‑-]*\.?")


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline taken apart. `source` is whom the text was written for or reprinted from, or None."""

    authors: tuple[str, ...]
    source: str | None = None


def read_byline(line: str, *, certain: bool = False) -> Byline | None:
    """Return the byline in `line`, or None when it is none.

    `certain` says that the line is known to be a byline (a declared field): "Ana Ruiz" alone will do then.
    """
    if len(line) > MAX_BYLINE:
        return None
    if is_wire_service(line):
        return Byline((line.strip(" .()"),), line.strip(" .()"))
    introduction = _INTRODUCED.match(line) or _dated_first(line)
    if not introduction and not certain:
        return _signed_with_office(line)
    rest = line[introduction.end() :] if introduction else _without_first_date(line)
    return _take_apart(_without_stop(_without_date(rest)))


def _dated_first(line: str) -> re.Match[str] | None:
    """Match "Published Jan. 8, 2024 by" at the beginning of a line."""
    found = _DATED_FIRST.match(line)
    return found if found and read_date_line(found[1]) is not None else None


def _without_first_date(line: str) -> str:
    """Cut the date from "Jan. 8, 2024 | Ana Ruiz"."""
    first, *others = parts_of_line(line) if any(map(str.isdigit, line)) else [line]
    return " | ".join(others) if others and read_date_line(first) is not None else line


def _without_date(line: str) -> str:
    """Cut what a line ends in of date and reading time."""
    may_have_one = any(map(str.isdigit, line)) or any(word in line.casefold() for word in _DATED)
    return _TRAILING_DATE.sub("", line) if may_have_one else line  # the pattern looks at every sign


def _signed_with_office(line: str) -> Byline | None:
    """Read "Ana Ruiz, Staff Writer" and "Ana Ruiz | Harbour Gazette staff"."""
    if _words_of_offices().isdisjoint(_LETTERS.findall(line.lower())):
        return None
    line = _without_date(line).strip()
    written_for = _WRITTEN_FOR.search(line)
    if written_for and is_name(line[: written_for.start()]) and _is_office(line):
        return Byline((_unshout(line[: written_for.start()]),), line[written_for.end() :])
    parts = [part for part in _SEPARATOR.split(line) if part]
    if len(parts) < 2 or not is_name(parts[0]) or not _is_office(parts[-1]):
        return None
    if not all(is_name(part) or _is_office(part) for part in parts):
        return None
    return Byline(tuple(_unshout(part) for part in parts if is_name(part) and not _is_office(part)))


def _take_apart(text: str) -> Byline | None:
    text = _AGENCY.sub(lambda found: f", {found[1]}" if is_wire_service(found[1]) else found[0], text)
    reprint = _REPRINT.search(text)
    source = reprint[1].strip() if reprint else None
    names = _PLACE.sub("", _HANDLE.sub("", text[: reprint.start()] if reprint else text))
    written_for = _WRITTEN_FOR.search(names)
    if written_for:
        source = source or _first_part(names[written_for.end() :])
        names = names[: written_for.start()]
    names = _without_outlet(names.strip(" ,|-–—/"))
    split = _SEPARATOR.split(names)
    parts = [_without_office(_without_stop(part)) for part in split if part]
    authors, offices = _authors(parts, last=_last_author(names))
    wire = next((office for office in offices if is_wire_service(office)), None)
    if not authors and not wire:
        return Byline((text,), source) if _is_collective(text) else None
    return Byline(tuple(map(_unshout, authors)) or (wire or "",), source or wire)


def _without_outlet(names: str) -> str:
    """Cut "Ellery Post" from beside a name, told from a second author by its last word; an agency stays."""
    first, _, beside = names.partition("|")
    is_outlet = beside.split()[-1:] and beside.split()[-1] in read_words("organization_words")
    return first if is_outlet and not is_wire_service(beside) else names


def _without_stop(text: str) -> str:
    """Cut the full stop behind a name, but not that of "Jr."."""
    text = text.strip()
    return text if len(text) <= _INITIALS or _SUFFIX.fullmatch(text.rsplit(" ", 1)[-1]) else text.strip(" .")


_INITIALS = 3  # characters
_NAME_AND_OFFICE = 4  # words; three that end in an office are an office: "Deputy Political Editor"


def _without_office(text: str) -> str:
    """Cut "Harbour Gazette Staff Writer" from behind a name that no sign parts from it."""
    words = text.split()
    for length in (3, 2, 1) if len(words) >= _NAME_AND_OFFICE else ():
        if len(words) >= length + 2 and " ".join(words[-length:]).lower() in read_words("byline_roles"):
            words = words[:-length]
            break
    else:
        return text
    ends_in_outlet = len(words) >= 4 and words[-1].lower() in read_words("outlet_words")
    return " ".join(words[:2] if ends_in_outlet else words)


def _is_collective(text: str) -> bool:
    """Tell "Echo staff" and "the Editorial Board": nobody in particular, and a byline all the same."""
    words = text.lower().split()
    return len(words) <= _LONGEST_COLLECTIVE and bool(words) and words[-1] in read_words("collective_authors")


_LONGEST_COLLECTIVE = 5  # words; "Staff and wire reports"


def _last_author(names: str) -> int | None:
    """Return the place of the last author when "and" tells, as in "A, B and C, Washington"."""
    joined = [match.start() for match in _CONJUNCTION.finditer(names)]
    return len(_SEPARATOR.split(names[: joined[-1]].strip(" ,"))) if joined else None


def _authors(parts: list[str], last: int | None) -> tuple[list[str], list[str]]:
    authors: list[str] = []
    offices: list[str] = []
    for place, part in enumerate(parts):
        if authors and _SUFFIX.fullmatch(part):
            authors[-1] = f"{authors[-1]} {part}"
        elif _is_office(part) or is_wire_service(part) or (part.isupper() and not parts[0].isupper()):
            offices.append(part)  # "Ana Ruiz, USA TODAY"
        elif last is not None and place > last:
            offices.append(part)
        elif is_name(part):
            authors.append(part)
        elif place == 0:
            return [], []  # "By Friday the water had gone": no name, no byline
        else:
            offices.append(part)
    return authors, offices


def _first_part(text: str) -> str:
    return _SEPARATOR.split(text, maxsplit=1)[0].strip(" .")


def parts_of_line(line: str) -> list[str]:
    """Return what stands side by side on a line: a name, a date, the time it takes to read.

    >>> parts_of_line("By Ana Ruiz | Jan. 8, 2024 · 3 min read")
    ['By Ana Ruiz', 'Jan. 8, 2024', '3 min read']
    """
    return _BESIDE.split(line)


def dates_of_line(line: str) -> list[str]:
    """Return what may be a date on a byline.

    >>> dates_of_line("Posted by Ana Ruiz on Jan. 8, 2024")
    ['Jan. 8, 2024']
    """
    found = _dated_first(line)
    if found:
        return [found[1]]
    first, *others = parts_of_line(line)
    return [*others, *([first] if others else _ON_DAY.split(line)[1:])]


def is_name(text: str) -> bool:
    """Tell whether `text` has the form of a person's full name: 2 to 5 words with capitals, and no article."""
    words = text.split()
    if (
        not 2 <= len(words) <= 5
        or words[0].lower() == "the"
        or not all(_WORD.fullmatch(word) for word in words)
    ):
        return False
    particles = read_words("name_particles")
    capitals = [word for word in words if word.lower() not in particles]
    return len(capitals) >= 1 and words[-1][0].isupper() and all(word[0].isupper() for word in capitals)


def is_wire_service(text: str) -> bool:
    """Tell whether `text` names a news agency."""
    return text.strip(" .()") in read_words("wire_services")


def _is_office(text: str) -> bool:
    """Tell an office ("Staff Writer", "Gazette staff") from a name."""
    lower = text.lower().strip(" .")
    last = lower.rsplit(" ", 1)[-1]
    return lower in read_words("byline_roles") or last in _OFFICE_ENDS or last in read_words("outlet_words")


_OFFICE_ENDS = frozenset({"correspondent", "editor", "reporter", "staff", "writer"})
_LETTERS = re.compile(r"\w+")


@cache
def _words_of_offices() -> frozenset[str]:
    """Return the last word of each office and outlet: a line without any of them is signed with none."""
    roles = {_LETTERS.findall(role)[-1] for role in read_words("byline_roles")}
    return _OFFICE_ENDS | roles | read_words("outlet_words")


def _unshout(name: str) -> str:
    """Write a name that is printed in capitals as names are written: "ANA RUIZ-LEE" becomes "Ana Ruiz-Lee"."""
    name = " ".join(name.split())
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) < 4 or not all(letter.isupper() for letter in letters):
        return name
    written = re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), name)
    return re.sub(r"\bMc([a-z])", lambda found: f"Mc{found[1].upper()}", written)
