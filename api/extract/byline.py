"""Recognise a printed byline and take it apart.

In: one line.  Out: the authors' names, and whom the text was written for or reprinted from.  Shared by
`clean`, which takes bylines out of the text, and `metadata`, which reads them.
"""

import re
from dataclasses import dataclass
from functools import cache

from api.extract.words import read_words

MAX_BYLINE = 200  # characters; five authors with their offices fit

_INTRODUCED = re.compile(
    r"\W{0,3}(?:(?:story|words|text|article|reported|written|posted|analysis|opinion|report)\s+)?by\b[:\s]\s*",
    re.IGNORECASE,
)
# "– Source Newsweek", "| Source: Newsweek", "via Newsweek"
_REPRINT = re.compile(
    r"\s*(?:[-–—|/(,]\s*source|\bvia\b|\boriginally published (?:by|in|on))\s*:?\s+(.{2,60}?)\)?\s*$",
    re.IGNORECASE,
)
_WRITTEN_FOR = re.compile(r"\s+(?:for|special to|of)\s+(?=\S)", re.IGNORECASE)
_HANDLE = re.compile(r"\(?@\w+\)?|\S+@\S+\.\w+")
_TRAILING_DATE = re.compile(
    r"\s*[-–—|•·,]?\s*(?:(?:published|updated|posted)\b.*|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}, \d{4}.*|\d+ min(?:ute)?s? read)$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:,?\s+and\s+|,?\s*&\s*|,?\s+with\s+|[,;|•·]|\s[-–—/]\s)\s*", re.IGNORECASE)
_CONJUNCTION = re.compile(r"\s+and\s+|\s*&\s*", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d)\.?", re.IGNORECASE)
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
    introduction = _INTRODUCED.match(line)
    if not introduction and not certain:
        return _signed_with_office(line)
    rest = line[introduction.end() :] if introduction else line
    return _take_apart(_TRAILING_DATE.sub("", rest).strip(" ."))


def _signed_with_office(line: str) -> Byline | None:
    """Read "Ana Ruiz, Staff Writer" and "Ana Ruiz | Harbour Gazette staff"."""
    if _words_of_offices().isdisjoint(_LETTERS.findall(line.lower())):
        return None
    parts = [part for part in _SEPARATOR.split(_TRAILING_DATE.sub("", line).strip()) if part]
    if len(parts) < 2 or not is_name(parts[0]) or not _is_office(parts[-1]):
        return None
    if not all(is_name(part) or _is_office(part) for part in parts):
        return None
    return Byline(tuple(_unshout(part) for part in parts if is_name(part) and not _is_office(part)))


def _take_apart(text: str) -> Byline | None:
    reprint = _REPRINT.search(text)
    source = reprint[1].strip() if reprint else None
    names = _HANDLE.sub("", text[: reprint.start()] if reprint else text)
    written_for = _WRITTEN_FOR.search(names)
    if written_for:
        source = source or _first_part(names[written_for.end() :])
        names = names[: written_for.start()]
    parts = [
        part.strip(" .") if len(part) > 3 else part
        for part in _SEPARATOR.split(names.strip(" ,|-–—"))
        if part
    ]
    authors, offices = _authors(parts, last=_last_author(names))
    wire = next((office for office in offices if is_wire_service(office)), None)
    if not authors and not wire:
        return None
    return Byline(tuple(map(_unshout, authors)) or (wire or "",), source or wire)


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


def is_name(text: str) -> bool:
    """Tell whether `text` has the form of a person's full name: 2 to 5 words with capitals."""
    words = text.split()
    if not 2 <= len(words) <= 5 or not all(_WORD.fullmatch(word) for word in words):
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
    return lower in read_words("byline_roles") or lower.rsplit(" ", 1)[-1] in _OFFICE_ENDS


_OFFICE_ENDS = frozenset({"correspondent", "editor", "reporter", "staff", "writer"})
_LETTERS = re.compile(r"\w+")


@cache
def _words_of_offices() -> frozenset[str]:
    """Return the last word of each office: a line without any of them is signed with none."""
    return _OFFICE_ENDS | {_LETTERS.findall(role)[-1] for role in read_words("byline_roles")}


def _unshout(name: str) -> str:
    """Write a name that is printed in capitals as names are written: "ANA RUIZ-LEE" becomes "Ana Ruiz-Lee"."""
    name = " ".join(name.split())
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) < 4 or not all(letter.isupper() for letter in letters):
        return name
    written = re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), name)
    return re.sub(r"\bMc([a-z])", lambda found: f"Mc{found[1].upper()}", written)
