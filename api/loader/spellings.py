"""Decide whether names may be spellings of one name, and whether printed offices may be one.

In: names in folded parts, folded offices.  Out: whether they match. `persons` decides who is who.
"""

import re
from collections.abc import Iterable, Set
from functools import cache, lru_cache

from api.extract.words import read_words
from api.loader.names import PersonName
from api.loader.vocabulary import read_groups, read_terms

_SOUNDS = (
    (re.compile("ph"), "f"),
    (re.compile("sch"), "sh"),
    (re.compile("ck|q|c(?!h)"), "k"),
    (re.compile("x"), "ks"),
    (re.compile("z"), "s"),
    (re.compile("w"), "v"),
    (re.compile("(?<!^)y|j(?=$)"), "i"),
)
_AGAIN = re.compile(r"(.)\1+")
_MUTE = re.compile("(?<!^)[aeiouh]")
_OPENING_VOWEL = re.compile("^[aeiou]")
_SHORTEST_TWO_OFF = 6  # letters: in shorter words, two different letters make another name
_SHORTEST_ONE_OFF = 4


def squeezed(name: PersonName) -> str:
    """Return the letters of a name without spaces and hyphens: "Kim Jong-un" and "Kim Jong Un", "De Santis".

    >>> squeezed(PersonName("kim", (), "jong-un")), squeezed(PersonName("kim", ("jong",), "un"))
    ('kimjongun', 'kimjongun')
    """
    return "".join((name.first, *name.middles, name.last, name.suffix)).replace("-", "").replace(" ", "")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return what a folded word sounds like: one letter for interchangeable ones, none doubled.

    >>> sound("viktor") == sound("victor"), sound("hillary") == sound("hilary"), sound("marian") == sound("martin")
    (True, True, False)
    """
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return _AGAIN.sub(r"\1", word.replace("-", "").replace(" ", ""))


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Return the consonants that every spelling of a word has: "Mohammed", "Muhamad".

    >>> skeleton("mohammed") == skeleton("muhamad"), skeleton("ahmed") == skeleton("mohammed")
    (True, False)
    """
    return _AGAIN.sub(r"\1", _OPENING_VOWEL.sub("a", _MUTE.sub("", sound(word))))


def are_spellings(one: PersonName, other: PersonName) -> bool:
    """Return whether two full names differ only as spellings do, in vowels and in letters that sound alike.

    >>> are_spellings(PersonName("yahya", (), "saree"), PersonName("yehya", (), "sarea"))
    True
    >>> are_spellings(PersonName("dan", (), "saree"), PersonName("dean", (), "saree"))
    False
    """
    return (
        one.suffix == other.suffix
        and _is_near(one.first, other.first)
        and _is_near(one.last, other.last)
        and (one.middles == other.middles or not (one.middles and other.middles))
    )


def _is_near(one: str, other: str) -> bool:
    """Return whether names with one skeleton are a letter or two apart, in spelling or in sound."""
    if one == other or sound(one) == sound(other):
        return True
    shortest = min(len(one), len(other))
    if skeleton(one) != skeleton(other) or shortest < _SHORTEST_ONE_OFF:
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few names come here

    most = 2 if shortest >= _SHORTEST_TWO_OFF else 1
    is_near = OSA.distance(one, other, score_cutoff=most) <= most
    return is_near or OSA.distance(sound(one), sound(other), score_cutoff=1) <= 1


def share_office(offices: Set[str], others: Set[str]) -> bool:
    """Return whether offices may be one: one is in both, or a word that says what somebody does, or where.

    >>> share_office({"hezbollah spokesman"}, {"spokesperson"}), share_office({"former senator"}, {"former mayor"})
    (True, False)
    """
    return not (offices.isdisjoint(others) and _told(offices).isdisjoint(_told(others)))


def tell_apart(offices: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether both say what somebody does, or where, and have nothing in common.

    >>> tell_apart({"pope"}, {"astronomer"}), tell_apart({"pope"}, {"dr"}), tell_apart({"sen"}, {"senator"})
    (True, False, False)
    """
    told, others_told = _told(offices), _told(others)
    return bool(told and others_told) and told.isdisjoint(others_told)


def _told(offices: Iterable[str]) -> frozenset[int | str]:
    found: set[int | str] = set()
    for office in offices:
        found |= _words_of(office)
    return frozenset(found)


@lru_cache(maxsize=65536)
def _words_of(office: str) -> frozenset[int | str]:
    forms, faint = _office_forms(), read_terms("faint_offices")
    told: set[int | str] = set()
    for word in office.replace("-", " ").split():
        if word in forms:
            told |= forms[word]
        elif word not in faint and word not in read_words("relatives"):
            told.add(word)
    return frozenset(told)


@cache
def _office_forms() -> dict[str, frozenset[int]]:
    return read_groups("office_forms")
