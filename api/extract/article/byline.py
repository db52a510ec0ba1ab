"""Recognise a printed byline and take it apart.

In: one line.  Out: the authors' names, and whom the text was written for or reprinted from.  What stands beside the
names is told by `offices`.  Shared by `clean`, which takes bylines out of the text, and `metadata`, which reads them.
"""

import re
from dataclasses import dataclass
from functools import cache

from api.extract.article.dates import part_date, read_date_line
from api.extract.article.offices import (
    is_name,
    is_office,
    is_other_office,
    is_wire_service,
    last_word,
    mentions_office,
    names_outlet,
    part_from_agency,
    unshout,
    without_office,
)
from api.extract.grammar.genders import is_first_name
from api.extract.words import read_words

MAX_BYLINE = 200  # characters; five authors with their offices fit

_INTRODUCED = re.compile(
    r"\W{0,3}(?:(?:(?:(?:photos? and )?story|words|text|article|reported|written|posted(?: on)?|analysis|opinion"
    r"|report|review|interview|news|comment(?:ary)?|(?:guest )?column|essay|editorial|feature|compiled)\s+)?"
    r"(?:by\b[:\s]|(?-i:By(?=[A-Z][a-z])))"
    r"|(?:words|authors?|writer|byline)\s?:)\s*",
    re.IGNORECASE,
)
# "Von Ada Bloom", "Autor: Ada Bloom": only names may follow
_INTRODUCED_ELSEWHERE = re.compile(
    rf"\W{{0,3}}(?:{'|'.join(sorted(map(re.escape, read_words('byline_openings')), key=len, reverse=True))})"
    r"(?:\s?:\s*|\s+)(?=[^\W\d_])",
    re.IGNORECASE,
)
_JOINED_ELSEWHERE = re.compile(r"\s+(?:und|et|y|e|en|og|och)\s+")
_WITH_AGENCY = re.compile(r"\s+(?:mit|avec|con|com|met|med)\s+(?=\S{2,12}$)")
_BEFORE_DAY = re.compile(r"\s+(?:on|am|le|el|il|em|op|den)$")  # its day stands on the next line
# "Published Jan. 8, 2024 by Ana Ruiz"
_DATED_FIRST = re.compile(
    r"(?:published|posted|updated)\b:?\s+(?:on\s+)?(.{6,40}?)\s+by\s+(?=[A-Z])", re.IGNORECASE
)
# "– Source Newsweek", "| Source: Newsweek", "via Newsweek"
_REPRINT = re.compile(
    r"\s*(?:[-–—|/(,]\s*source|\bvia\b|\boriginally published (?:by|in|on))\s*:?\s+(.{2,60}?)\)?\s*$",
    re.IGNORECASE,
)
_WRITTEN_FOR = re.compile(r"\s+(?:for|special to|of)\s+(?=\S)", re.IGNORECASE)
_AGENCY = re.compile(r"\s\(([^()]{2,40})\)$")  # "By Ana Ruiz (Reuters)"
_HANDLE = re.compile(r"\(?@\w+\)?|\S+@\S+\.\w+")
_UPDATED = re.compile(r"(?<!\s)\s*(?:[-–—|•·,]\s*)?\b(?:published|updated|posted)\b.*$", re.IGNORECASE)
_TRAILING_TIME = re.compile(
    r"(?<!\s)\s*(?:[-–—|•·,]\s*)?(?:(?:published|updated|posted)\b.*|\d+ min(?:ute)?s? read)$", re.IGNORECASE
)
_SEPARATOR = re.compile(
    r"(?:(?<!\s)\s+)?(?:,?\s+and\s+|,?\s*&\s*|,?\s+with\s+|[,;|•·/]|\s[-–—]\s)\s*", re.IGNORECASE
)
_CONJUNCTION = re.compile(r"\s+and\s+|\s*&\s*", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d)\.?", re.IGNORECASE)
# "Ana Ruiz in Lisbon"
_PLACE = re.compile(r"(?<=\w)\s+in\s+[A-Z][\w.’'-]*(?:\s+(?!and\b|with\b)[A-Z][\w.’'-]*){0,2}")
_COUNTS = re.compile(
    r"\s+(?:(?:\d+|no|keine?|ein|aucun|sin) (?:comments?|kommentare?|commentaires?|comentarios?|commenti)"
    r"|(?:schreibe|hinterlasse) einen kommentar|leave a (?:comment|reply)|laisser un commentaire|deja un comentario"
    r"|and others)(?:\s.*)?$",
    re.IGNORECASE,
)
# "Ana RuizStaff Writer": an office whose line break was lost
_GLUED = re.compile(
    r"(?<=[a-z])(?=(?:Updated|Published|Posted)\b|The [A-Z]"
    r"|(?:[A-Z][a-z]+ )?(?:Writer|Reporter|Editor|Correspondent|Contributor|Columnist)\b)"
)
_GLUED_BEATS = re.compile(
    r"(?<=[a-z])(?=[A-Z][a-z]+ and [A-Z][a-z]+ (?:Writer|Reporter|Editor|Journalist)\b)"
)
# "By Social Links for Ana Ruiz": the name of a row of buttons
_BUTTONS_FOR = re.compile(r"\b(?:social links for|view author archive|get author rss feed)\s*", re.IGNORECASE)
# "By Ana Ruiz on": the day was a link, or in a program's place
_DANGLING = re.compile(r"\s+(?:on|at|for)\s*$|\s*[|·•–—]\s*$")
# "GNS", "GNS |", "GNS, Lisbon,": an agency, with the place where a page has its reporter
_FROM_AGENCY = re.compile(r"([^,|]{2,40}?)(?:\s*\||, [A-Z][\w.’' -]{2,30},?)?\s*")
_WRITTEN_BEHIND = re.compile(r"\| ?(Written by (?=[A-Z]).*)")  # "National, News | Written by Ana Ruiz"
_WIDE_GAP = re.compile(r"(?<=\S)(?: {3,}|\t+)(?=\S)")  # "Ana Ruiz   Harbour Gazette": two places of a page
# What a line lost or got on its way from the page is mended in this order, each by what stands in its place.
_MENDED = ((_GLUED_BEATS, ", "), (_GLUED, " "), (_BUTTONS_FOR, ""), (_DANGLING, ""), (_WIDE_GAP, " | "))


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
    agency = _FROM_AGENCY.fullmatch(line)
    if agency and is_wire_service(agency[1]):
        return Byline((agency[1].strip(" .()"),), agency[1].strip(" .()"))
    for pattern, mended in _MENDED:
        line = pattern.sub(mended, line)
    if written := _WRITTEN_BEHIND.search(line):
        line = line[written.start(1) :]
    introduction = _INTRODUCED.match(line) or _dated_first(line)
    if not introduction and (elsewhere := _INTRODUCED_ELSEWHERE.match(line)):
        return _read_elsewhere(line[elsewhere.end() :]) or (_take_apart(line) if certain else None)
    if not introduction and not certain:
        return _signed_with_office(line)
    rest = _without_date(line[introduction.end() :] if introduction else line)
    introduced = None if introduction else _INTRODUCED.match(rest)
    return _take_apart(_without_stop(rest[introduced.end() :] if introduced else rest))


def _read_elsewhere(names: str) -> Byline | None:
    """Read what stands behind "Von" or "Par": names, and no word that a dictionary has, as in "Di Maria Scores"."""
    byline = _take_apart(_WITH_AGENCY.sub(" with ", _without_stop(_without_date(names))))
    people = byline.authors if byline else ()
    words = [
        word.lower() for name in people for word in name.split()[1:]
    ]  # "Till Berg": a first name is any word
    everyday = any(word in everyday_words() or word.removesuffix("s") in everyday_words() for word in words)
    begins_small = names[:1].islower() or any(
        name.split()[0].lower() in read_words("name_particles") for name in people
    )
    return byline if people and all(map(is_name, people)) and not everyday and not begins_small else None


@cache
def everyday_words() -> frozenset[str]:
    """Return the words of a dictionary, none of which is a name by itself."""
    return read_words("common_nouns") | read_words("common_verbs") | read_words("function_words")


def _dated_first(line: str) -> re.Match[str] | None:
    """Match "Published Jan. 8, 2024 by" at the beginning of a line."""
    found = _DATED_FIRST.match(line)
    return found if found and read_date_line(found[1]) is not None else None


def _without_date(line: str) -> str:
    """Cut the date from "Jan. 8, 2024 | Ana Ruiz" and from "Ana Ruiz · 8 Jan 2024 · 3 min read"."""
    if not any(map(str.isdigit, line)):
        return _UPDATED.sub("", line)
    dated = part_date(line)
    if dated is None:
        return _TRAILING_TIME.sub("", line)
    return " | ".join(part for part in dated.beside if not part.startswith("in "))


def _signed_with_office(line: str) -> Byline | None:
    """Read "Ana Ruiz, Staff Writer", "Ana Ruiz Defence Editor" and "Ana Ruiz | Harbour Gazette staff"."""
    if beside := _beside_outlet(line):
        return beside
    if not mentions_office(line):
        return None
    line = _without_date(line).strip()
    written_for = _WRITTEN_FOR.search(line)
    if written_for and is_name(line[: written_for.start()]) and is_office(line):
        return Byline((unshout(line[: written_for.start()]),), line[written_for.end() :])
    parts = [part for part in _SEPARATOR.split(line) if part]
    is_one = len(parts) == 1 and line.split()[-1].lower() in read_words("byline_office_nouns")
    bare = without_office(line) if is_one else ""
    if bare not in {"", line} and is_name(bare) and is_first_name(bare.split()[0]):
        return Byline((unshout(bare),))
    if len(parts) < 2 or not is_name(parts[0]) or not is_office(parts[-1]):
        return None
    if not all(is_name(part) or is_office(part) for part in parts):
        return None
    return Byline(tuple(unshout(part) for part in parts if is_name(part) and not is_office(part)))


def _beside_outlet(line: str) -> Byline | None:
    """Read "Ana Ruiz, post.example", and a name and an outlet that a page prints in two places, a gap between."""
    name, *rest = (part.strip() for part in re.split(r" \| |, | [•·] ", line.rstrip(" ·•|")))
    if len(rest) != 1 or not is_name(name) or not is_first_name(name.split()[0]):
        return None
    apart = _APART.search(line) is not None
    is_outlet = _SITE.fullmatch(rest[0]) is not None or (apart and names_outlet(rest[0]))
    return Byline((unshout(name),)) if is_outlet else None


_APART = re.compile(r" [|·•] ")  # two places of a page: "Ana Ruiz · Harbour News"


def _take_apart(text: str) -> Byline | None:
    text = _joined_in_english(_BEFORE_DAY.sub("", _COUNTS.sub("", text)))
    text = _AGENCY.sub(lambda found: f", {found[1]}" if is_wire_service(found[1]) else found[0], text)
    text = part_from_agency(text)
    reprint = _REPRINT.search(text)
    source = reprint[1].strip() if reprint else None
    names = _PLACE.sub("", _HANDLE.sub("", text[: reprint.start()] if reprint else text))
    written_for = _WRITTEN_FOR.search(names)
    if written_for:
        named, outlet = names[: written_for.start()], names[written_for.end() :]
        source = source or (None if is_other_office(named) else _first_part(outlet))  # "Professor of Law"
        names = named
    names = _without_outlet(names.strip(" ,|-–—/"))
    split = _SEPARATOR.split(names)
    parts = [without_office(bare) for part in split if (bare := _without_stop(part or ""))]
    authors, offices = _authors(parts, last=_last_author(names))
    wire = next((office for office in offices if is_wire_service(office)), None)
    if not authors and not wire:
        return Byline((text,), source) if _is_collective(text) else None
    return Byline(tuple(map(unshout, authors)) or (wire or "",), source or wire)


def _joined_in_english(text: str) -> str:
    """Put "and" between full names that another language joins: "Ada Bloom und Bert Orr", not "Ortega y Gasset"."""
    parts = _JOINED_ELSEWHERE.split(text)
    ends = [re.split(r"\s*,\s*", part) for part in parts]
    parted = len(parts) > 1 and all(is_name(end[-1]) for end in ends[:-1]) and is_name(ends[-1][0])
    return " and ".join(parts) if parted else text


def _without_outlet(names: str) -> str:
    """Cut "Ellery Post" from beside a name, told from a second author by its last word; an agency stays."""
    first, _, beside = names.partition("|")
    is_outlet = beside.split()[-1:] and beside.split()[-1] in read_words("organization_words")
    return first if is_outlet and not is_wire_service(beside) else names


def _without_stop(text: str) -> str:
    """Cut the full stop behind a name, but not that of "Jr."."""
    text = text.strip()
    return (
        text
        if len(text) <= _INITIALS or _SUFFIX.fullmatch(text.rsplit(" ", 1)[-1])
        else text.strip(" .").strip()
    )


_INITIALS = 3  # characters


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
    shouted = parts[0].isupper() if parts else False
    for place, part in enumerate(parts):
        if authors and _SUFFIX.fullmatch(part):
            authors[-1] = f"{authors[-1]} {part}"
        elif (
            is_office(part)
            or is_other_office(part)
            or is_wire_service(part)
            or _is_body(part, shouted=shouted)
            or (authors and not shouted and _OF_HOUSE.match(part))
        ):
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


def _is_body(part: str, *, shouted: bool) -> bool:
    """Tell "USA TODAY", "Deputy CTO" and "Harbour Technologies" from another author."""
    last = part.rsplit(" ", 1)[-1]
    in_capitals = len(last) > _INITIALS - 1 and last.isupper() and not _SUFFIX.fullmatch(last)
    if in_capitals and not part.isupper() and is_first_name(part.split(maxsplit=1)[0]):
        return False  # "Ana RUIZ"
    is_site = _SITE.fullmatch(last) is not None
    is_named = last_word(last) in read_words("organization_words")
    return (in_capitals and not shouted) or is_site or is_named


_OF_HOUSE = re.compile(r"[A-Z]{3,} [A-Z][a-z]")  # "GNS Editor-at-large"
_SITE = re.compile(r"\w+\.(?:com|org|net|co|info|news)|[A-Z]?[a-z]+[A-Z]\w+Online", re.ASCII)


def _first_part(text: str) -> str:
    return _SEPARATOR.split(text, maxsplit=1)[0].strip(" .")


def is_introduced(line: str) -> bool:
    """Tell a line that begins with "By" or the like, and goes on with a name."""
    opens = _INTRODUCED.match(line) or _INTRODUCED_ELSEWHERE.match(line)
    return opens is not None and read_byline(line) is not None


def is_office_line(line: str) -> bool:
    """Tell "Defence correspondent", "Staff Writer", "author of Harbour Notes" and "in Lisbon" below a name."""
    if len(line) > _LONGEST_OFFICE_LINE or line.endswith("."):
        return False
    parts = [part for part in _SEPARATOR.split(_HANDLE.sub("", line)) if part.strip()]
    return any(map(is_office, parts)) or _opens_with_office(line) or _BELOW_NAME.fullmatch(line) is not None


def _opens_with_office(line: str) -> bool:
    """Tell "Assistant professor of law at Ellery University"."""
    office = _OF_BODY.split(line, maxsplit=1)
    return len(office) > 1 and office[0].lower() in read_words("byline_roles")


_OF_BODY = re.compile(r"\s+(?:of|at|for|in)\s+")
_LONGEST_OFFICE_LINE = 80  # characters
_BELOW_NAME = re.compile(r"in [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}|[Aa]uthor of .+")


def outlet_of(line: str) -> str | None:
    """Return the paper behind a bar: "Harbour Gazette" in "By Ana Ruiz | aruiz@post.example | Harbour Gazette"."""
    _, *parts = map(str.strip, line.split("|"))
    papers = (part for part in parts if names_outlet(part))
    return next((paper for paper in papers if not is_wire_service(paper)), None)
