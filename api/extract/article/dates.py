"""Read a date as newspapers print it.

In: a line that is nothing but a date of publication, or has one beside names and labels.  Out: ISO 8601, as precise
as printed, and what stands beside it.  A date that can be read in two ways ("03/04/2025") is read only where its line
tells the country, by an American hour or a label in another language.  We tried dateparser: it fills in what is not
printed, and the pattern that keeps it from sentences already holds all parts of the date.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from api.extract.words import read_entries

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _any_of(names: Iterable[str]) -> str:
    """Return a pattern for any of `names`, the longest first, those of one first letter together."""
    groups = groupby(sorted(names, key=lambda name: (name[0], -len(name))), key=lambda name: name[0])
    return "|".join(
        f"{re.escape(first)}(?:{'|'.join(re.escape(name[1:]) for name in some)})" for first, some in groups
    )


_MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(read_entries("month_names"), start=1)
    for name in names.split()
}
# A month of any of our languages, beside a day; alone beside a year only an English one is read.
_NAMED_MONTH = rf"(?P<{{0}}>{_any_of(_MONTH_NUMBERS)})\.?"
_OPENS_DATE = _any_of(read_entries("date_openings"))
_OPENS_UPDATE = _any_of(read_entries("update_openings"))
_WEEKDAY = _any_of(read_entries("day_names"))
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_BEFORE = (
    r"""
    (?:(?:(?:first|originally|last)\ )?
      (?:published|posted|publication\ date|date(?:line)?|issued|released|created|print\ edition|updated|modified
        |(?P<elsewhere>"""
    + f"{_OPENS_DATE}|{_OPENS_UPDATE}"
    + r""")(?!\w))
      (?:\ (?:on|at))?\s*(?:[:|–—-]\s*)?)?
    (?:on\s+)?
    (?:\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?(?:,\s*|\s+on\s+|\s+/\s+|\s+)(?=\w))?
    (?:(?:the|am|vom|den|le|el|em|il|op|del)\ )?
    (?:(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?|"""
    + _WEEKDAY
    + r""")\.?,?\s+(?:(?:den|le|el)\ )?)?
    """
)
_DAY = (
    r"""(?:
        """
    + _NAMED_MONTH.format("m1")
    + r"""\s+(?P<d1>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{4})
      | (?P<d2>\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?:\s+(?:of|de)\b)?(?:[\s-]+|(?<=\.))"""
    + _NAMED_MONTH.format("m2")
    + r""",?[\s-]+(?:del?\s+)?(?P<y2>\d{4})
      | """
    + _MONTH.format("m3")
    + r"""\s+(?P<y3>\d{4})
      | (?P<y8>\d{4})\s?[年년]\s?(?P<m8>\d{1,2})\s?[月월]\s?(?P<d8>\d{1,2})\s?[日일]
      | (?P<y9>\d{4})(?P<sign9>[/.-])\s?(?P<m9>\d{1,2})(?P=sign9)\s?(?P<d9>\d{1,2})(?!\d)
      | (?P<y4>\d{4})(?P<sign>[/-])(?P<m4>\d{2})(?:(?P=sign)(?P<d4>\d{2}))?
      | (?P<a5>\d{1,2})(?P<slash>[/-])(?P<b5>\d{1,2})(?P=slash)(?P<y5>\d{4}|\d{2}(?=[,\s]+(?:at\s+)?\d{1,2}:\d{2}))
      | (?P<d6>\d{1,2})\.\s?(?P<m6>\d{1,2})\.\s?(?P<y6>\d{4})
      | (?:spring|summer|autumn|fall|winter)\ (?P<y7>\d{4})
    )"""
)
_AFTER = r"""
    (?:,?\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)?
    (?P<hour>T?[\s,|/·•–—-]*(?:(?:at|um|[àa]|às|a\ las|alle(?:\ ore)?|ore|om|kl\.?)\s+|@\s*)?
               \d{1,2}(?:[:.]|\s?h\s?)\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m?\.?(?!\w)|(?:uhr|hs?|hrs)(?!\w))?
             |[\s,|/·•–—-]+(?:at\s+)?\d{1,2}\s*(?:[ap]\.?m\.?|uhr\b))?
    \s*(?:\(?(?P<zone>(?-i:[A-Z]{2,4}|Z)|[+-]\d{2}:?\d{2})\)?(?!\w))?
    """
_LINE = re.compile(
    r"\W{0,3}"
    + _BEFORE
    + _DAY
    + _AFTER
    + r"""
    (?:\ in\ [A-Z][\w&,\ ]{1,40})?
    (?:[\s|·•,;–—-]*(?:(?:last\ )?(?:updated|modified)|"""
    + _OPENS_UPDATE
    + r""")\b.{0,80})?
    \W{0,3}$
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A date may stand close behind a name whose line break was lost: "Ana RuizDec 8, 2024"
_OPENING = (
    r"(?<!\d)(?:(?<![^\W\d_])|(?=\d)"
    r"|(?-i:(?=(?:Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d)))"
)
_ANYWHERE = re.compile(_OPENING + _BEFORE + _DAY + _AFTER, re.VERBOSE | re.IGNORECASE)
_RELATIVE = re.compile(
    r"""
    \W{0,3}(?:(?:last\ )?(?:published|posted|updated|modified):?\ )?
    (?:(?:\d{1,2}|an?)\ ?(?:hours?|hrs?|days?|min(?:ute)?s?|weeks?|months?|years?|[hdm])\ ago
      |(?:today|yesterday)(?:\ at\ \d{1,2}[:.]\d{2}.{0,12})?|just\ now|\d{1,2}[hd]
      |(?:vor|il\ y\ a|hace|há)\ (?:\d{1,2}|eine[rm]?|une?|una?|uma?)\ [^\W\d_]{3,10}
      |(?:(?:publiziert|veröffentlicht|aktualisiert|publié|publicado):?\ )?
       (?:heute|gestern|aujourd['’]hui|hier|hoy|ayer)\ (?:um|à|a\ las)\ \d{1,2}[:.h]\d{2}.{0,6})
    \W{0,3}$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_LINE = 160
_DIGIT = re.compile(r"\d")
# Where a day is written after its month.  Source: the zones of the United States, NIST.
_MONTH_FIRST = frozenset(["ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT"])


@dataclass(frozen=True, slots=True)
class Dated:
    """A line with a date: the day (ISO 8601, "" when it can be read in two ways), and what stands beside it.

    `is_alone` says that nothing beside it but labels: a time to read, places and papers, sections.
    """

    day: str
    beside: tuple[str, ...]
    is_alone: bool


def part_date(line: str) -> Dated | None:
    """Part a line at the date in it; None where there is none.

    >>> part_date("Ana Ruiz / GNS / Updated: Jan 8, 2024, 06:00 IST").beside
    ('Ana Ruiz', 'GNS')
    """
    if len(line) > _LONGEST_LINE or not _DIGIT.search(line):
        return None
    found = next((one for one in _ANYWHERE.finditer(line) if len(one[0]) >= _SHORTEST), None)
    if not found:
        return None
    before, after = line[: found.start()], _AGAIN.sub("", line[found.end() :])
    parts = [part.strip(_BETWEEN) for side in (before, after) for part in _BESIDE.split(side)]
    beside = tuple(
        part for part in parts if part and not _READING_TIME.fullmatch(part) and not _LINE.fullmatch(part)
    )
    return Dated(_day(found), beside, not before.strip(_BETWEEN) and all(map(_LABEL.fullmatch, beside)))


_SHORTEST = len("8/13/2025")  # characters; "May 2025" beside other words is no day of publication
_BETWEEN = " \t,;:|/·•–—-().\u00a0"
_BESIDE = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+|\s+/\s+|(?<=\w)\s+(?=by\s)")
_READING_TIME = re.compile(
    r"(?:lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo di lettura|tempo de leitura|leestijd)\W{1,3}"
    r"\d{1,3} ?min[^\W\d_]*\.?|\d{1,3}[ -]?min(?:ute[ns]?|utos|uti)?s?\.?(?: (?:read|lesezeit|de lecture))?",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    rf"[\s|·•,;(–—-]*(?:(?:last )?(?:updated|modified|published)|{_OPENS_UPDATE})\b.{{0,80}}$", re.IGNORECASE
)
# What stands beside a date and is nobody: "OSTLEY", "CBS News", "Center for Gulf Policy", "in News", "by aruiz"
_LABEL = re.compile(
    r"(?:in )?(?:[A-Z][\w.’'-]*|of|the|and|for|on|&)(?:,? (?:[A-Z][\w.’'-]*|of|the|and|for|on|&)){0,6}|by [a-z][\w.]*"
    r"|report|analysis|opinion"
)


def is_dated_surely(line: str) -> bool:
    """Tell a date with the hour or a label ("Published ...") beside it from one that a heading may be."""
    found = _ANYWHERE.search(line) if len(line) <= _LONGEST_LINE and _DIGIT.search(line) else None
    return found is not None and (found["hour"] is not None or _PUBLISHED.match(found[0]) is not None)


_PUBLISHED = re.compile(
    r"(?:(?:first |originally |last )?(?:published|posted|issued|released|updated|modified)"
    rf"|{_OPENS_DATE}|{_OPENS_UPDATE})\b",
    re.IGNORECASE,
)


def read_date_line(line: str) -> str | None:
    """Return the date in a line that holds nothing else; "" when it is one that can't be told for certain.

    None means that the line is no date line.
    """
    if len(line) > _LONGEST_LINE:
        return None
    line = _SOURCE_BEHIND.sub("", line) if "ource" in line else line
    found = _LINE.match(line) if _DIGIT.search(line) else None
    if found:
        return _day(found)
    return "" if _RELATIVE.fullmatch(line) else None


_SOURCE_BEHIND = re.compile(r" ?\| ?Source ?: ?[\w.& ]{2,40}$")  # "8 Nov 2025 | Source: post.example"


def _day(found: re.Match[str]) -> str:
    parts = found.groupdict()
    if parts["y5"] and parts["elsewhere"]:  # only in English may the month stand first
        return _iso(parts["y5"], int(parts["b5"]), parts["a5"])
    if parts["y5"]:
        return _slashed(parts["y5"], int(parts["a5"]), int(parts["b5"]), parts["zone"])
    if parts["y7"]:
        return parts["y7"]
    form = next(form for form in "1234689" if parts[f"y{form}"])
    return _iso(parts[f"y{form}"], month_number(parts[f"m{form}"]), parts.get(f"d{form}"))


def is_day(text: str) -> bool:
    """Tell whether there is such a day: 2025-11-08, not 2025-02-30; a year before 1000 stands for no date."""
    try:
        return date.fromisoformat(text).year >= _FIRST_YEAR
    except ValueError:
        return False


_FIRST_YEAR = 1000


def is_told_in(day: str, text: str) -> bool:
    """Tell whether an ISO day stands in `text` in full, in a form that can be read in one way only.

    Of 3 April, 03/04/2025 is none.
    """
    year, month, number = day.split("-")
    if any(sign.join((year, month, number)) in text for sign in ("-", "/", ".", "")):
        return True
    if _is_spelt_out(text, year, int(month), int(number)):
        return True
    return bool(_slashed(year, int(number), int(month))) and any(
        _is_slashed(text, *parts, year) for parts in ((int(number), int(month)), (int(month), int(number)))
    )


def _is_spelt_out(text: str, year: str, month: int, number: int) -> bool:
    name, day = _MONTHS[month - 1], rf"(?<!\d)0?{number}(?:st|nd|rd|th)?"
    forms = (
        rf"\b{name}[a-z]*\.?\s+{day},?\s+{year}",
        rf"{year},?\s+{name}[a-z]*\.?\s+{day}\b",
        rf"{day}\.?[\s-]+(?:(?:of|de)\s+)?[^\W\d_]{{3,}}\.?,?[\s-]+(?:de\s+)?{year}",  # months of any language
        rf"{year}\s?[年년]\s?0?{month}\s?[月월]\s?{day}",
        rf"{day}\.\s?0?{month}\.\s?{year}",
        rf"{year}-0?{month}-{day}\b",
    )
    return re.search("|".join(forms), text.replace("&nbsp;", " "), re.IGNORECASE) is not None


def _is_slashed(text: str, first: int, second: int, year: str) -> bool:
    # The sign goes first: a pattern that begins with digits takes fifty times as long.
    ends = re.finditer(rf"/0?{second}/(?:{year}|{year[2:]})(?!\d)", text)
    return any(re.search(rf"(?<!\d)0?{first}$", text[max(0, end.start() - 3) : end.start()]) for end in ends)


def date_in_address(url: str) -> str | None:
    """Return the date that an article's address holds, as many papers write them; None when it holds none.

    >>> date_in_address("https://post.example/2024/01/harbour-freezes")
    '2024-01'
    """
    found = _IN_ADDRESS.search(url)
    return _iso(found[1], int(found[2]), found[3]) or None if found else None


_IN_ADDRESS = re.compile(r"://[^/]+/(?:[^/?#]+/){0,4}?((?:19|20)\d\d)/(0[1-9]|1[0-2])(?:/(\d\d))?/")


def is_update(line: str) -> bool:
    """Tell a line that says when the text was last changed, not when it was published."""
    return _UPDATE.match(line) is not None


_UPDATE = re.compile(rf"\W{{0,3}}(?:(?:last )?(?:updated|modified)|{_OPENS_UPDATE})\b", re.IGNORECASE)


def month_number(text: str) -> int:
    """Return the number of a month, of its figures or its name; 0 where it is none."""
    return int(text) if text.isdecimal() else _MONTH_NUMBERS.get(text.lower(), 0)


def _iso(year: str, month: int, day: str | None) -> str:
    try:
        full = date(int(year), month, int(day or 1)).isoformat()
    except ValueError:  # 31 June
        return ""
    if not is_day(full):
        return ""
    return full if day else full[:7]


def _slashed(year: str, first: int, second: int, zone: str | None = None) -> str:
    """Read 11/25/2025 and 25/11/2025, which can be read in one way only; others where the hour is an American one."""
    year = year if len(year) > 2 else f"20{year}"
    if first > 12 >= second:
        return _iso(year, second, str(first))
    if second > 12 >= first or first == second or (zone or "").upper() in _MONTH_FIRST:
        return _iso(year, first, str(second))
    return ""
