"""Say what is known about an article besides its body: a cascade per field, the most trusted source first.

In: the RawFile with its declared facts, and what `clean` took out of the text.  Out: Metadata.  Declared facts
come before printed lines; what neither tells stays unknown.  Nothing is guessed but a title, and that is marked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from api.extract.article.author_notes import names_in_note
from api.extract.article.byline import Byline, is_introduced, outlet_of, read_byline
from api.extract.article.dates import date_in_address, is_update
from api.extract.article.furniture import copyright_holder
from api.extract.article.language import language_of
from api.extract.article.offices import is_wire_service, names_outlet
from api.extract.article.page import bare
from api.extract.article.signature import day_of, lacks_name
from api.extract.grammar.genders import is_first_name
from api.extract.words import read_words
from api.model import Metadata, RawFile, Removed, Rights, Tag

Printed = Mapping[str, Sequence[str]]
"""The lines that were taken out of the text, by the reason."""

_LONGEST_TITLE = 120  # characters of a title that is made of a sentence


def read_metadata(raw: RawFile, body: str, removed: Sequence[Removed]) -> Metadata:
    """Return the facts about the article in `raw`, whose cleaned text is `body`."""
    printed = _by_reason(removed)
    declared = raw.fields
    publisher, wire = _publisher(declared, printed)
    title = _text(declared, "title") or _printed_title(printed, publisher)
    line = _text(declared, "byline") or next(filter(_byline, printed.get("byline", ())), None)
    byline = _byline(line) if declared.get("byline") else _printed_byline(printed)
    original = _text(declared, "original_publisher") or (byline.source if byline else None) or wire
    original = original or _first_printed_at(printed)
    rights, rights_note = _rights(declared, printed)
    url = _text(declared, "url")
    return Metadata(
        title=title or derive_title(body),
        title_is_derived=not title,
        subtitle=_text(declared, "subtitle") or _first(printed, "subtitle"),
        section=_text(declared, "section") or _printed_section(printed),
        byline=line,
        authors=_authors(declared, byline) or _noted_authors(printed),
        language=_text(declared, "language") or language_of(body),
        published_on=_text(declared, "published_on")
        or _printed_date(printed, removed)
        or date_in_address(url or ""),
        url=url,
        publisher=publisher,
        original_publisher=None if _same(original, publisher) else original,
        rights=rights,
        rights_note=rights_note,
        tags=_tags(declared, printed),
        declared_id=_text(declared, "id"),
    )


def derive_title(body: str) -> str:
    """Make a title of the first sentence, cut between words when it is long.

    >>> derive_title("The harbour froze. Ships waited.")
    'The harbour froze'
    """
    line = body.split("\n", 1)[0][: 4 * _LONGEST_TITLE]
    end = _SENTENCE.search(line)
    sentence = line[: end.end()] if end else line
    if len(sentence) <= _LONGEST_TITLE + 1:
        return sentence.rstrip(". ") or sentence
    return sentence[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


# Behind a word of two small letters, so that "U.S. Troops", "Sen. Lee" and "No. 5" go on: a title may run too long,
# but does not break off inside a name.
_SENTENCE = re.compile(r"(?<=[a-z]{3})[.!?]+[\"'”’)]*(?=\s+[\"'“‘(]?[A-Z])|(?<=[\d)\"”])[.!?]+(?=\s)")


def _by_reason(removed: Iterable[Removed]) -> dict[str, list[str]]:
    printed: dict[str, list[str]] = {}
    for line in removed:
        text = _BULLET.sub("", line.text) if line.reason in _IN_MENUS else line.text
        printed.setdefault(line.reason, []).append(text)
    return printed


_IN_MENUS: frozenset[str] = frozenset({"headline", "section", "site line"})
_BULLET = re.compile(r"[•●▪] ")  # "• News": a path printed as a list


def _text(declared: Mapping[str, object], field: str) -> str | None:
    value = declared.get(field)
    return value if isinstance(value, str) and value else None


def _first(printed: Printed, reason: str) -> str | None:
    return next(iter(printed.get(reason, ())), None)


def _same(name: str | None, other: str | None) -> bool:
    return name is not None and other is not None and name.casefold() == other.casefold()


# ---- title

_LONGEST_HEADLINE = 400  # characters
_SITE_IN_TITLE = re.compile(r"\s+[|]\s+[^|]{2,60}$")
_LABEL = re.compile(r"(?:title|headline)\s?:\s+(?=\S)", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]\s+")


def _printed_title(printed: Printed, publisher: str | None) -> str | None:
    """Return the headline without a label ("Title: ..."), the site's name behind a bar ("Harbour Freezes | Harbour
    Gazette"), or the publisher's behind a dash.
    """
    headline = _first(printed, "headline")
    if headline is None or len(headline) > _LONGEST_HEADLINE:
        return headline
    title = _SITE_IN_TITLE.sub("", _behind_path(_LABEL.sub("", headline, count=1))).rstrip(" ;")
    alone = next((other for other in printed["headline"][1:] if _is_with_site(title, other)), None)
    if alone is not None:
        return alone
    *before, last = _DASH.split(title)
    return title[: -len(last)].rstrip(" -–—") if before and _same(last, publisher) else title


def _behind_path(headline: str) -> str:
    """Return the end of "Home / Harbours / Harbour freezes over", and what stands behind "Local News | "."""
    section, bar, rest = headline.partition(" | ")
    is_kicker = section.count(" ") < _LONGEST_KICKER and rest.count(" ") >= 2 * _FEWEST_SPACES
    if bar and rest.count(" ") >= _FEWEST_SPACES and (is_kicker or section.lower() in read_words("sections")):
        return rest
    *path, last = _PATH.split(headline)
    is_path = len(path) > 1 and all(part.count(" ") <= _LONGEST_SECTION for part in path)
    return last if is_path and last.count(" ") >= _FEWEST_SPACES else headline


_PATH = re.compile(r"\s+[/>›»]\s*|\s*[>›»]\s+")
_FEWEST_SPACES = 3
_LONGEST_KICKER = 3  # words before a bar: "College Sports | Harbour team wins its first game in years"


def _is_with_site(title: str, other: str) -> bool:
    """Tell a headline with the site's name behind a dash, or sections behind a bar, from one printed without."""
    first, bar, _ = title.partition("|")
    is_behind_bar = bool(bar) and bare(first) == bare(other)
    return is_behind_bar or (title.startswith(other) and _DASH.match(title, len(other)) is not None)


# ---- section


def _printed_section(printed: Printed) -> str | None:
    """Return the section without a label ("Category: World"), else the last crumb of "Home > News > World"."""
    section = _first(printed, "section")
    if section is not None:
        return _SECTION_LABEL.sub("", section, count=1)
    crumbs = next((line for line in printed.get("navigation", ()) if _CRUMBS.match(line)), "")
    short = [crumb for crumb in _CRUMB.split(crumbs)[1:] if crumb.count(" ") < _LONGEST_SECTION]
    return short[-1].strip() if short else None


_LONGEST_SECTION = 4  # words; a longer crumb is the article's own title
_SECTION_LABEL = re.compile(r"[A-Za-z]+\s?:\s*")
_CRUMBS = re.compile(r"home\s*[>›»/|]", re.IGNORECASE)
_CRUMB = re.compile(r"\s*[>›»/|]\s*")


# ---- authors


def _byline(line: str | None) -> Byline | None:
    return read_byline(line, certain=True) if line else None


def _printed_byline(printed: Printed) -> Byline | None:
    """Return what the first byline tells, with the authors of others that begin with "By" or stand below it."""
    lines = printed.get("byline", ())
    introduced = [
        is_introduced(line) or lacks_name(above) for line, above in zip(lines, ("", *lines), strict=False)
    ]
    named = [(line, by) for line, by in zip(lines, introduced, strict=True) if not lacks_name(line)]
    first, *others = named or [("", False)]
    byline = _byline(first[0])
    if byline is None or not first[1]:
        return byline
    read = (read_byline(line, certain=True) for line, by in others if by)
    names = (name for one in read if one for name in one.authors)
    return Byline(tuple(dict.fromkeys((*byline.authors, *names))), byline.source)


def _authors(declared: Mapping[str, object], byline: Byline | None) -> tuple[str, ...]:
    """Return the declared authors, else those of the byline, without words for nobody."""
    given = declared.get("authors")
    names = _declared_authors(given) if given else byline.authors if byline else ()
    return tuple(name for name in names if name.lower() not in read_words("unknown_authors"))


def _noted_authors(printed: Printed) -> tuple[str, ...]:
    """Return the authors that the first note on them names, where no byline is printed."""
    notes = printed.get("contributor", ())
    return next(filter(None, map(names_in_note, notes, ("", *notes))), ())


def _declared_authors(given: object) -> tuple[str, ...]:
    """Return the entries of a list; one text is read like a byline."""
    if isinstance(given, tuple):
        return tuple(str(author) for author in given)
    text = str(given)
    read = read_byline(text, certain=True)
    return read.authors if read else (text,)


# ---- publisher


def _publisher(declared: Mapping[str, object], printed: Printed) -> tuple[str | None, str | None]:
    """Return the publisher, and the agency when the copyright line names one instead."""
    given = _text(declared, "publisher")
    lines = printed.get("copyright", ())
    holders = [
        name for line in lines if (name := copyright_holder(line)) and not _is_photographer(name, line)
    ]
    agency = next(filter(is_wire_service, holders), None)
    own = next((name for name in holders if not is_wire_service(name)), None)
    beside = next(filter(None, map(outlet_of, printed.get("byline", ()))), None)
    return given or own or _site_name(printed) or beside, agency


def _is_photographer(name: str, line: str) -> bool:
    """Tell "© Ana Ruiz", who took the picture, from "© 2025 Ana Ruiz" and "© Ostley Echo"."""
    first, _, last = name.partition(" ")
    is_person = is_first_name(first) and last.isalpha() and not names_outlet(name)
    return is_person and not any(map(str.isdigit, line))


def _first_printed_at(printed: Printed) -> str | None:
    """Return where a text was printed first: "Ostley Echo" in "This story originally appeared in Ostley Echo."."""
    found = (_FIRST_PRINTED.search(line) for line in printed.get("copyright", ()))
    return next((place[1].rstrip(" .") for place in found if place and day_of(place[1]) is None), None)


_FIRST_PRINTED = re.compile(
    r"(?:\b(?:[Oo]riginally|[Ff]irst) (?:appeared|published) (?:on|in|by|at)|\brepublished from)"
    r" (?!\w+ \d)((?:the )?[A-Z][\w.&’' -]{1,40}?)(?=[,;:]|\.(?: |$)| (?:on|and|under|as|with)\b|$)"
)


def _site_name(printed: Printed) -> str | None:
    line = _first(printed, "site line")
    parts = [part.strip(" —–") for part in line.split("|") if part.strip()] if line else []
    return parts[0] if parts and parts[0].count(" ") < _LONGEST_SITE_NAME else None


_LONGEST_SITE_NAME = 8  # words


# ---- rights

_LICENCE = re.compile(
    r"creative commons|creativecommons\.org|\bCC[ -]BY\b|\bCC0\b|public domain", re.IGNORECASE
)
_RESERVED = re.compile(
    r"all rights reserved|do not reproduce|may not be (?:re)?(?:produced|published|printed)", re.IGNORECASE
)


def _rights(declared: Mapping[str, object], printed: Printed) -> tuple[Rights, str | None]:
    """Return what may be done with the text, and the line that says so."""
    given, note = _text(declared, "rights"), _text(declared, "rights_note")
    lines = printed.get("copyright", ())
    if given:
        return cast("Rights", given), note or _first(printed, "copyright")
    open_ = next((line for line in (note or "", *lines) if _LICENCE.search(line)), None)
    if open_:
        return "open", note or open_
    reserved = next((line for line in (note or "", *lines) if _RESERVED.search(line)), None)
    if reserved:
        return "restricted", note or reserved
    return "unknown", note or _first(printed, "copyright")


# ---- date and tags


def _printed_date(printed: Printed, removed: Sequence[Removed]) -> str | None:
    """Return the day of publication; that of the last change where no other is printed.

    What stands above the headline may be the day on which the page was saved: it comes after what stands below.
    """
    headline = next((place for place, line in enumerate(removed) if line.reason == "headline"), 0)
    below = removed[headline : headline + _HEAD]
    is_signed = any(
        line.reason == "date" and not is_update(line.text) and day_of(line.text) for line in below
    )
    above = {line.text for line in removed[:headline] if line.reason == "date"} if is_signed else ()
    lines = sorted(printed.get("date", ()), key=lambda line: (is_update(line), line in above))
    day = next(filter(None, map(day_of, (*lines, *printed.get("byline", ())))), None)
    return day or _day_at_end(_first(printed, "headline") or "")


def _day_at_end(headline: str) -> str | None:
    """Return the day in "Weekly notes 2025.11.08"."""
    found = _DAY_AT_END.search(headline)
    return "-".join(found.groups()) if found else None


_DAY_AT_END = re.compile(r"\b(20\d\d)[.-](0[1-9]|1[0-2])[.-](0[1-9]|[12]\d|3[01])$")
_HEAD = 12  # lines taken out from the headline on; what comes later may be other articles'
_TAGS_LABEL = re.compile(r"[^:]{0,30}:\s*")


def _tags(declared: Mapping[str, object], printed: Printed) -> tuple[Tag, ...]:
    given = declared.get("tags")
    names = list(given) if isinstance(given, tuple) else _listed(given) if isinstance(given, str) else []
    if not names:
        lines = [line for line in printed.get("tags", ()) if ":" in line]
        names = [name for line in lines for name in _listed(_TAGS_LABEL.sub("", line, count=1))]
    return tuple(Tag(name, "publisher") for name in dict.fromkeys(names))


def _listed(text: str) -> list[str]:
    parts = (part.strip(" .").lstrip("# ") for part in re.split(r"[,;|•·]", text))
    return [part for part in parts if part]
