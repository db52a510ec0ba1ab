"""Compare names as readers do: without titles, marks over letters, capitals and full stops.

In: a name as printed.  Out: its folded form, and for people its parts.  Who bears it is decided in `people`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from nameparser import HumanName

_DROPPED = re.compile(r"[.,'’‘\"“”]+")
_SEPARATOR = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True, order=True)
class PersonName:
    """A person's name in folded parts.

    `first` is empty for a bare surname. `suffix` is "jr", "iii" or empty. `initials` in `middles` are one
    letter long.
    """

    first: str
    middles: tuple[str, ...]
    last: str
    suffix: str = ""

    @property
    def is_full(self) -> bool:
        """Tell whether the name has a given name, spelt out, and a surname."""
        return len(self.first) > 1


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return `name` as compared: no marks over letters, lower case, no stops or apostrophes, no article.

    >>> fold("The U.S. Forest Service"), fold("Felipe Calderón")
    ('us forest service', 'felipe calderon')
    """
    plain = unicodedata.normalize("NFKD", name)
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return _SEPARATOR.sub(" ", _DROPPED.sub("", bare)).strip().removeprefix("the ")


@lru_cache(maxsize=65536)
def parse_person(name: str) -> PersonName:
    """Split a person's name; titles ("Sen.", "President") are dropped, except where they replace a surname.

    >>> parse_person("Sen. Robert F. Kennedy Jr.")
    PersonName(first='robert', middles=('f',), last='kennedy', suffix='jr')
    >>> parse_person("Mr. Kennedy"), parse_person("Pope Francis").last
    (PersonName(first='', middles=(), last='kennedy', suffix=''), 'pope francis')
    """
    human = HumanName(name)
    first, last, suffix = fold(human.first), fold(human.last), fold(human.suffix)
    if first and last:
        return PersonName(first, _middles(human.middle), last, suffix)
    if human.title and first:
        # "Pope Francis", "King Charles": a given name, which no surname may answer to.
        return PersonName("", (), fold(f"{human.title} {human.first}"), suffix)
    return PersonName("", (), last or first or fold(name), suffix)


def are_compatible(one: PersonName, other: PersonName) -> bool:
    """Tell whether two full names can be one person's: no part of one speaks against the other.

    >>> are_compatible(parse_person("Donald J. Trump"), parse_person("Donald John Trump"))
    True
    >>> are_compatible(parse_person("George W. Bush"), parse_person("George H. W. Bush"))
    False
    """
    if (one.first, one.last) != (other.first, other.last):
        return False
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return False
    return all(
        _stands_for(a, b) or _stands_for(b, a) for a, b in zip(one.middles, other.middles, strict=False)
    )


def _stands_for(initial: str, middle: str) -> bool:
    return initial == middle or (len(initial) == 1 and middle.startswith(initial))


def _middles(printed: str) -> tuple[str, ...]:
    """Split middle names; "H.W." is two initials."""
    return tuple(part for part in fold(printed.replace(".", " ")).split() if part)


def sort_name(name: str, is_person: bool) -> str:
    """Return the name as an alphabetical list has it: "sheinbaum, claudia"; in full for anything but people."""
    if not is_person:
        return name.casefold().removeprefix("the ")
    human = HumanName(name)
    given = " ".join(part for part in (human.first, human.middle) if part)
    if not (human.last and given):
        return name.casefold()
    return f"{human.last}, {given}".casefold()
