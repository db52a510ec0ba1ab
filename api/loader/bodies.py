"""Say which names of organisations ("bodies") belong to the same one.

In: the names of bodies and groups, as articles print them, and the curated ones.  Out: the same, joined: forms of one
name ("Ministry of Tides of Marle" has many), and bare initials to the body that is printed in full elsewhere.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from api.extract.grammar.initials import initials_in, initials_of
from api.extract.words import read_words
from api.loader.forms import Person, articles_of, curated_names, foremost, merge_forms, take_for
from api.loader.names import fold
from api.loader.vocabulary import read_names, read_rows

_OWNER = re.compile(r"['’]s?(?= |\Z)")
_BRITISH = {
    "defence": "defense",
    "centre": "center",
    "centres": "centers",
    "organisation": "organization",
    "labour": "labor",
    "programme": "program",
}
_FIRM = frozenset({"inc", "corp", "co", "ltd", "plc", "llc"})
_SMALL = frozenset({"of", "for", "and", "the", "on"})
_OFFICE = re.compile(
    r"(?P<place>.*?)\b(?:(?P<ministry>ministry) (?:of|for)|(?P<department>department) of) (?:the )?(?P<field>.+)"
)
_PLACE_BEHIND = re.compile(r"(?P<body>.*\bministry\b.*) in (?:the )?(?P<place>\w+)")
_OF_A_PLACE = re.compile(
    r"(?P<body>(?:supreme|high|constitutional) court|government|parliament) of (?:the )?(?P<place>.+)"
)
_POLICE = re.compile(
    r"(?P<place>(?!metropolitan).+) police department"
)  # the Metropolitan Police Department is Washington's; the Metropolitan Police is London's
_FOREIGN = re.compile(r"\b(?:foreign|external) affairs(?= ministry| department)")
_FEDERAL = frozenset(
    {"state", "justice", "defense", "homeland security", "commerce", "interior", "treasury", "labor"}
    | {"transportation", "veterans affairs", "health and human services"}
)
"""Fields of departments that hardly any country but the United States has under these names."""

_LONG = 3  # words: of so many a name is hardly two nations' bodies'


def join_bodies(curated: Iterable[Person], others: dict[str, Person]) -> None:
    """Join forms of one body's name, and initials to the names they stand for; remove them from `others`."""
    bodies = list(curated)
    _join_forms(bodies, others)
    _join_printed_initials(bodies, others)
    _join_plain_initials(bodies, others)


def _join_forms(curated: Iterable[Person], others: dict[str, Person]) -> None:
    """Join "Marle's Ministry of Tides" to "Marle Tides Ministry"."""
    alike: dict[str, list[tuple[str, Person]]] = defaultdict(list)
    for body in curated:
        for name in {plain_name(name) for name in curated_names(body)}:
            alike[name].append(("", body))
    for folded, body in others.items():
        if body.kind == "organization":
            alike[plain_name(_printed(body))].append((folded, body))
    for known in alike.values():
        if len(known) > 1:
            _join_all(known, others)


def _join_all(known: list[tuple[str, Person]], others: dict[str, Person]) -> None:
    _, first = min(known, key=lambda each: (not each[1].curated, -articles_of(each[1]), each[0]))
    for folded, body in known:
        if body is not first and not body.curated:
            merge_forms(first, others.pop(folded))


def _printed(body: Person) -> str:
    return next(iter(body.forms[0].names))


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """Return the form that all forms of a body's name reduce to.

    >>> plain_name("China's Ministry of Foreign Affairs"), plain_name("Chinese Foreign Ministry")
    ('china foreign ministry', 'china foreign ministry')
    >>> plain_name("U.S. Department of Justice"), plain_name("Justice Department"), plain_name("IDF")
    ('justice department', 'justice department', 'israel defense forces')
    >>> plain_name("Supreme Court of Marle"), plain_name("Ostley Police Department"), plain_name("Boeing Co.")
    ('marle supreme court', 'ostley police', 'boeing')
    >>> plain_name("UN"), plain_name("Marle Motor Co."), plain_name("the Health Ministry in Gaza")
    ('united nations', 'marle motor', 'gaza health ministry')
    """
    plain = " ".join(_american(fold(_OWNER.sub("", name)).split()))
    behind = _PLACE_BEHIND.fullmatch(plain)
    behind = behind or _OF_A_PLACE.fullmatch(plain)
    words = (f"{behind['place']} {behind['body']}" if behind else plain).split()
    while len(words) > 2 and words[-1] in _FIRM:
        words.pop()
    if len(words) == 2 and words[-1] in _FIRM | {"company"} and words[0] in _firms():
        words.pop()  # "Boeing Company", but "Time Inc." has papers of its own
    nation, rest = _parted(words)
    plain = " ".join(rest)
    plain = _in_full().get(plain, plain)
    office = _OFFICE.fullmatch(plain)
    if office:
        plain = f"{office['place']}{office['field']} {office['ministry'] or office['department']}"
    plain = _FOREIGN.sub("foreign", plain)
    if plain not in _known() and (police := _POLICE.fullmatch(plain)):
        plain = f"{police['place']} police"
    field, _, noun = plain.rpartition(" ")
    is_federal = nation == "united states" and noun == "department" and field in _FEDERAL
    return plain if is_federal or plain in _known() else f"{nation} {plain}".strip()


def _american(words: list[str]) -> list[str]:
    """Return words as Americans spell them; a Department of Defence is no American one."""
    return words if "department" in words else [_BRITISH.get(word, word) for word in words]


def _parted(words: list[str]) -> tuple[str, list[str]]:
    """Split a name into the nation that it begins with (as the nation's own name) and the rest."""
    for length in (4, 3, 2, 1):
        nation = _nations().get("_".join(words[:length])) if len(words) >= length else None
        if nation:
            return nation, words[length:]
    return "", words


@cache
def _nations() -> Mapping[str, str]:
    return {form: row[0].replace("_", " ") for row in read_rows("nations") for form in row}


@cache
def _in_full() -> Mapping[str, str]:
    return {
        initials: " ".join(_american(fold(name).split())) for initials, name in read_names("body_initials")
    }


@cache
def _firms() -> frozenset[str]:
    """Return the listed bodies that are known by one word, except those that share it with a paper: "Time Inc."."""
    listed = (name.casefold() for name in read_words("organization_names") if " " not in name)
    return frozenset(listed) - {"time", "news", "times", "post", "sun", "standard"}


@cache
def _known() -> frozenset[str]:
    return frozenset(_in_full().values())


def _join_printed_initials(curated: Iterable[Person], others: dict[str, Person]) -> None:
    """Join a name of nothing but initials to the body that other articles give these initials."""
    by_initials: dict[str, list[Person]] = defaultdict(list)
    for body in [*curated, *others.values()]:
        for initials in sorted({initials for form in body.forms for initials in form.initials}):
            by_initials[initials].append(body)
    for initials, fitting in by_initials.items():
        meant = foremost(fitting)
        if len(meant) == 1 and initials in others and others[initials] is not meant[0]:
            take_for(meant[0], others.pop(initials))


def _join_plain_initials(curated: Iterable[Person], others: dict[str, Person]) -> None:
    """Join initials that nobody explains to the only body that they begin all words of, where it has a long name."""
    wanted = {initials_in([name.upper()]): name for name in others if len(name) >= _LONG and " " not in name}
    fitting: dict[str, list[Person]] = defaultdict(list)
    for body in [*curated, *others.values()]:
        words = _printed(body).split() if body.forms and body.kind == "organization" else []
        told = [word for word in words if word.lower() not in _SMALL]
        if len(told) >= _LONG and all(word[0].isupper() for word in told):
            letters = "".join(word[0] for word in told)
            if letters in wanted and letters in initials_of(words):
                fitting[letters].append(body)
    for letters, bodies in fitting.items():
        name = wanted[letters]
        printed = _printed(others[name])
        if (
            len(bodies) == 1
            and name not in _in_full()
            and printed.isupper()
            and others[name].kind == "organization"
        ):
            take_for(bodies[0], others.pop(name))
