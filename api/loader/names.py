"""Compare names as readers do: ignoring titles, accents, capitals and full stops.

In: a name as printed.  Out: its folded form, and for people its parts.  `people` decides whose name it is.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from api.extract.grammar.genders import is_first_name
from api.extract.grammar.initials import initials_in, initials_of
from api.extract.words import read_entries

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
        """Return whether the name has a given name, spelt out, and a surname."""
        return len(self.first) > 1


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return `name` in the form that is compared: lower case, no accents, full stops, apostrophes or leading article.

    >>> fold("The U.S. Forest Service"), fold("Felipe Calderón"), fold("Łukasz Bøe")
    ('us forest service', 'felipe calderon', 'lukasz boe')
    """
    if name.isascii():
        folded = _SEPARATOR.sub(" ", _DROPPED.sub("", name.casefold()))
    else:
        folded = _words_of_any_script(_DROPPED.sub("", _without_accents(name).casefold()))
    return folded.strip().removeprefix("the ")


_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ħ": "h", "Ħ": "H", "ı": "i", "ŧ": "t"}
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D"}
)
"""Letters with a stroke and ligatures, which Unicode doesn't decompose, as papers without them print them."""


def _without_accents(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(sign for sign in plain if unicodedata.combining(sign) in _CLASSES_OF_LETTERS)


_CLASSES_OF_LETTERS = {0, 7, 8, 9}
"""Combining classes of what isn't an accent: letters, and marks that make another letter in Japan and India."""


def _words_of_any_script(name: str) -> str:
    """Return `name` with one space for each run that has no letter, digit, underscore, hyphen or vowel sign."""
    kept = (sign if _SEPARATOR.fullmatch(sign) is None or _is_vowel_sign(sign) else " " for sign in name)
    return " ".join("".join(kept).split())


def _is_vowel_sign(sign: str) -> bool:
    return unicodedata.category(sign) in {"Mn", "Mc"} and not _SELECTOR.match(sign)


_SELECTOR = re.compile(
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)  # variation selectors: how to draw the character before
_SIGNS = {"+": " plus ", "#": " sharp "}  # after a word
_TELLING_SIGNS = re.compile(r"(?<=\w)[+#]+")


def spelt_out(name: str) -> str:
    """Return the name of a tag or publisher with words for signs that distinguish it from another.

    >>> spelt_out("Disney+"), spelt_out("#MeToo")
    ('Disney plus', '#MeToo')
    """
    return _TELLING_SIGNS.sub(lambda signs: "".join(map(_SIGNS.__getitem__, signs[0])), name).strip()


def fold_label(name: str) -> str:
    """Return the name of a tag, publisher or author as compared: like `fold`, but never empty, and C++ is not C#."""
    return fold(spelt_out(name)) or name


class _Parts(NamedTuple):
    """A person's name in its parts, as printed."""

    title: str
    first: str
    middle: str
    last: str
    suffix: str


_PLAIN_WORD = re.compile(r"[A-Z][a-z]+")
_INITIAL = re.compile(r"[A-Z]\.")
_TWO_INITIALS = re.compile(r"[A-Z]\.?[A-Z]\.? ")
_SHORTEST_WORD = 4  # letters: shorter words may be first names that the list doesn't have


@cache
def _meaningful() -> frozenset[str]:
    """Return words that have a special meaning to nameparser anywhere in a name."""
    from nameparser.config import CONSTANTS as KNOWN  # noqa: PLC0415 - takes long; loads of few files do without

    listed = (
        KNOWN.titles,
        KNOWN.first_name_titles,
        KNOWN.prefixes,
        KNOWN.bound_first_names,
        KNOWN.suffix_acronyms,
        KNOWN.suffix_not_acronyms,
        KNOWN.conjunctions,
    )
    return frozenset(word for words in listed for word in words)


@lru_cache(maxsize=65536)
def _parts(name: str) -> _Parts:
    # Most names are one or two plain words, perhaps with an initial; asking nameparser takes a hundred times longer,
    # and gives the same.
    match name.split(" "):
        case [only] if _is_plain(only):
            return _Parts("", only, "", "", "")
        case [first, last] if _is_plain(first) and _is_plain(last):
            return _Parts("", first, "", last, "")
        case [first, middle, last] if _is_plain(first) and _is_plain(last) and _INITIAL.fullmatch(middle):
            return _Parts("", first, middle, last, "")
    return _parsed(name)


def _parsed(name: str) -> _Parts:
    from nameparser import HumanName  # noqa: PLC0415 - as above

    human = HumanName(name)
    return _Parts(human.title, human.first, human.middle, human.last, human.suffix)


def _is_plain(word: str) -> bool:
    return _PLAIN_WORD.fullmatch(word) is not None and word.lower() not in _meaningful()


@lru_cache(maxsize=65536)
def parse_person(name: str) -> PersonName:
    """Split a person's name; titles ("Sen.", "President") are dropped, except where they replace a surname.

    >>> parse_person("Sen. Robert F. Kennedy Jr.")
    PersonName(first='robert', middles=('f',), last='kennedy', suffix='jr')
    >>> parse_person("Mr. Kennedy"), parse_person("Pope Francis").last
    (PersonName(first='', middles=(), last='kennedy', suffix=''), 'pope francis')
    """
    parts = _parts(name)
    first, last, suffix = fold(parts.first), fold(parts.last), fold(parts.suffix)
    if first and last:
        return PersonName(first, _middles(parts.middle), last, suffix)
    if parts.title and first:
        # "Pope Francis", "King Charles": a given name, which must not match a surname.
        return PersonName("", (), fold(f"{parts.title} {parts.first}"), suffix)
    return PersonName("", (), last or first or fold(name), suffix)


def behind_words(name: str) -> PersonName | None:
    """Return the name at the end of a longer one that begins with words that can't be a first name; otherwise None.

    >>> behind_words("Democrats Ada Bloom"), behind_words("Mary Ada Bloom")
    (PersonName(first='ada', middles=(), last='bloom', suffix=''), None)
    """
    *before, first, last = name.split() if name.count(" ") > 1 else ("", "")
    if not is_first_name(first) or any(_may_be_given(word) for word in before) or not before:
        return None
    return PersonName(fold(first), (), fold(last))


def _may_be_given(word: str) -> bool:
    return len(word) < _SHORTEST_WORD or not word[0].isupper() or is_first_name(word)


def is_initialled(name: str) -> bool:
    """Return whether a name begins with two initials: "A.M. Bloom", "AM Bloom"."""
    return _TWO_INITIALS.match(name) is not None


def is_form_of(printed: str, name: str) -> bool:
    """Return whether words printed for a speaker are a form of the name, with a title or office at most.

    >>> [is_form_of(words, "Ada M. Bloom") for words in ("Mayor Ada Bloom", "Bloom", "Ada Bloom, Jr.")]
    [True, True, True]
    >>> [is_form_of(words, "Ada M. Bloom") for words in ("Bloom and aides", "the lawyer, Ada Bloom", "Bloom's aide")]
    [False, False, False]
    """
    full, _, behind = printed.partition(",")
    own = set(fold(name).split())
    words = full.split()
    return (
        (not behind or fold(behind) in _SUFFIXES)
        and _plain_last(words) in own
        and all(_is_of_a_name(word, own) for word in words)
    )


def abbreviates(printed: str, name: str) -> bool:
    """Return whether words are nothing but initials of the name of a body.

    >>> [abbreviates(words, "Marle Tide Council") for words in ("MTC", "M.T.C.", "Council", "the MTC")]
    [True, True, False, False]
    """
    letters = initials_in(printed.split())
    return bool(letters) and letters in initials_of(name.split())


def _plain_last(words: list[str]) -> str:
    folded = [fold(word) for word in words]
    return next((word for word in reversed(folded) if word not in _SUFFIXES), "")


def _is_of_a_name(word: str, own: set[str]) -> bool:
    return fold(word) in own or (word[0].isupper() and not word.endswith(("’s", "'s")))


_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


def are_compatible(one: PersonName, other: PersonName, *, with_short_forms: bool = False) -> bool:
    """Return whether two full names can be one person's: no part of one contradicts the other.

    With `with_short_forms`, the first names may also be a name and what it is shortened to ("Joseph", "Joe").

    >>> are_compatible(parse_person("Donald J. Trump"), parse_person("Donald John Trump"))
    True
    >>> are_compatible(parse_person("George W. Bush"), parse_person("George H. W. Bush"))
    False
    """
    firsts_agree = one.first == other.first or (with_short_forms and _is_short_form(one.first, other.first))
    if one.last != other.last or not firsts_agree:
        return False
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return False
    return go_together(one.middles, other.middles)


def go_together(middles: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether middle names and initials can be one person's, as far as both have some."""
    return all(_stands_for(a, b) or _stands_for(b, a) for a, b in zip(middles, others, strict=False))


def is_slip(one: PersonName, other: PersonName) -> bool:
    """Return whether two full names differ in one letter of a long given name or surname, as misprints do.

    Two given names that are both known ("Marian", "Martin") are not a misprint of each other.

    >>> is_slip(parse_person("Volodymyr Zelensky"), parse_person("Volodymyr Zelenskyy"))
    True
    >>> is_slip(parse_person("Ada Reed"), parse_person("Ada Read"))
    False
    """
    if one.suffix != other.suffix or not go_together(one.middles, other.middles):
        return False
    if one.first == other.first:
        return _is_a_letter_off(one.last, other.last)
    are_known = is_first_name(one.first.capitalize()) and is_first_name(other.first.capitalize())
    return one.last == other.last and not are_known and _is_a_letter_off(one.first, other.first)


_SHORTEST_SLIP = 6  # letters: in shorter names, one letter more makes another name


def _is_a_letter_off(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few names come here

    return min(len(one), len(other)) >= _SHORTEST_SLIP and OSA.distance(one, other, score_cutoff=1) == 1


def _is_short_form(one: str, other: str) -> bool:
    """Return whether one first name is short for the other ("Bob", "Robert"), or both for a third ("Bobby")."""
    if other in _short_forms().get(one, ()) or one in _short_forms().get(other, ()):
        return True
    return not _in_full().get(one, frozenset()).isdisjoint(_in_full().get(other, frozenset()))


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    """Return what each first name is shortened to, folded; the list is that of the extractor."""
    rows = (entry.split() for entry in read_entries("short_first_names"))
    return {fold(full): frozenset(map(fold, short)) for full, *short in rows}


@cache
def _in_full() -> dict[str, frozenset[str]]:
    """Return what each short first name may stand for, folded."""
    found: dict[str, set[str]] = {}
    for full, shorts in _short_forms().items():
        for short in shorts:
            found.setdefault(short, set()).add(full)
    return {short: frozenset(names) for short, names in found.items()}


def _stands_for(initial: str, middle: str) -> bool:
    return initial == middle or (len(initial) == 1 and middle.startswith(initial))


def _middles(printed: str) -> tuple[str, ...]:
    """Split middle names; "H.W." is two initials."""
    return tuple(part for part in fold(printed.replace(".", " ")).split() if part)


def sort_name(name: str, is_person: bool) -> str:
    """Return the name for alphabetical sorting: "sheinbaum, claudia"; unchanged in order for anything but people."""
    if not is_person:
        return name.casefold().removeprefix("the ")
    parts = _parts(name)
    given = " ".join(part for part in (parts.first, parts.middle) if part)
    if not (parts.last and given):
        return name.casefold()
    return f"{parts.last}, {given}".casefold()
