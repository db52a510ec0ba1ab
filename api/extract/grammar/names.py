"""Read a run of capitalised words as the name of a person, organisation or place.

In: the body as `Tokens`, and where a run of it (`runs`) begins and ends.  Out: a `Name` with what stands beside it:
form of address, office, apposition, and what they say of the person's gender.  What the rest of the body tells of it
is the work of `rereading`; who shares a name with whom, and who a mention refers to, that of `cast` and `speakers`.

Titles in front of a name ("Mexican President", "White House spokeswoman") are evidence of a role and not part of it.
"""

import re
from dataclasses import dataclass
from typing import Literal

from api.extract.grammar.beside import (
    apposition,
    calling_beside,
    description_before,
    follows_body_noun,
    follows_role,
    gender_beside,
    has_party,
    is_introduced,
    is_party_label,
    is_told_as_somebody,
    modifies,
    names_state,
    opens_with_kind,
    start_of_role,
    word_at,
)
from api.extract.grammar.capitals import (
    APOSTROPHES,
    CLOSED_WORDS,
    GENERATIONS,
    JOINS,
    LEADING_PARTICLES,
    POSSESSIVES,
    bare,
    names_body,
)
from api.extract.grammar.genders import is_first_name
from api.extract.grammar.lexicon import DETERMINER, MARKS, is_brand
from api.extract.grammar.nouns import callings
from api.extract.grammar.runs import find_nickname
from api.extract.grammar.titles import (
    FAMILIAR,
    after_titles,
    is_acronym,
    is_noun_of_field,
    is_of_people,
    is_surname_behind_title,
)
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import verb_forms
from api.extract.memory import Memory
from api.extract.words import read_words

NameKind = Literal["person", "organization", "place", "office", "adjective", "unknown"]
"""office: a title with no name behind it ("Secretary of State"); adjective: "Mexican", "Republican"; unknown:
nothing around it tells."""

_FIRST_AND_LAST = 2  # words of a name
_INNER_CAPITALS = re.compile(r"([A-Z][a-z]*)[a-z]*[A-Z][A-Za-z0-9]*|[A-Z]+[0-9][A-Z0-9]*")
_CHAMBERS = (("House",), ("Senate",))
_CHIEFS = frozenset({"CEO", "CFO", "CIO", "CISO", "CMO", "COO", "CTO"})
_FEWEST_BEFORE_LETTERS = 2  # names before letters such as KC: "Ada Bloom KC"
_INHABITANTS = read_words("inhabitants")
_SEATS = frozenset({"mp", "mep", "msp", "mla", "td"})
_OFFICES_IN_LETTERS = _CHIEFS | {"VP"}
# Styles say less than the office beside them.
_STYLES = frozenset({"Dr", "Prof", "Sir", "Dame", "Lord", "Lady", "Baron", "Baroness", "Hon"})


@dataclass(slots=True)
class Name:
    """A printed name: tokens `first` to `last`, both included, without titles and without a possessive ending.

    `words` are its words ("Tim", "Kaine"). `title` is the first token of the titles before it, or `first`.
    `role` is the printed office ("White House spokeswoman"; "director of the ..."), or None. `gender` weighs
    the evidence beside it: above 0 a man, below 0 a woman. `is_possessive`: "Trump's". `is_modifier`: another
    noun follows ("Trump supporters"). `nickname` is what stands in marks between first name and surname. `calling`
    is what else is printed beside a name that has a role in front: "Sen. Ada Reed, the | chairwoman | of ...,".
    """

    first: int
    last: int
    words: tuple[str, ...]
    kind: NameKind
    title: int
    role: str | None = None
    gender: int = 0
    is_possessive: bool = False
    is_modifier: bool = False
    is_addressed: bool = False
    nickname: str = ""
    calling: str = ""


def read_name(tokens: Tokens, first: int, last: int) -> Name:
    """Return the name in the capitalised tokens `first` to `last`, told from its titles, and of what kind it is."""
    if first == last:
        return _read_word(tokens, first)
    words = tokens.words
    printed = words[first : last + 1]
    nickname = find_nickname(printed)
    if nickname is not None:
        printed = [*printed[: nickname[0]], *printed[nickname[1] + 1 :]]
    begin, parts, whole, told, is_like_person = _RUNS[_opens_with_a_calling(tokens, first, last), *printed]
    is_possessive = words[last].endswith(POSSESSIVES) or (
        words[last][-1] == "s" and word_at(words, last + 1) in APOSTROPHES
    )
    start = first + begin
    if start > last:
        return Name(first, last, whole, "office", first, None, 0, is_possessive)
    kind = told or _kind_beside(tokens, start, last, parts, is_like_person)
    if kind == "organization" and _is_somebody(tokens, last, parts):
        kind = "person"
    if kind == "person":
        person = _person(tokens, first, start, last, parts, is_possessive)
        return person if nickname is None else _nicknamed(tokens, person, first, nickname)
    if kind == "place" and begin:
        kind = "organization"
    return Name(first, last, whole, kind, first, None, 0, is_possessive, modifies(tokens, last))


def _is_somebody(tokens: Tokens, last: int, parts: tuple[str, ...]) -> bool:
    """Tell "Tess Hill" from a body, and "Lea Church, a keeper of ..." and "Bert Church, 43," by what is behind."""
    if len(parts) != _FIRST_AND_LAST or not (is_first_name(parts[0]) and names_body(parts[1])):
        return False
    if parts[1] in read_words("bodies_and_surnames") and parts[0] not in read_words("place_names"):
        return word_at(tokens.lower, last - _FIRST_AND_LAST) != "the"
    return has_party(tokens.words, last) or apposition(tokens, last) is not None


def _nicknamed(tokens: Tokens, person: Name, first: int, signs: tuple[int, int]) -> Name:
    person.nickname = " ".join(tokens.words[first + signs[0] + 1 : first + signs[1]])
    return person


_Run = tuple[int, tuple[str, ...], tuple[str, ...], NameKind | None, bool]
"""What a run of capitalised words is by itself: where the name begins in it, behind titles and the like; the words of
the name and of the whole run; its kind where they tell it, and whether they look like a person's name.
"""


def _read_words(key: tuple[bool | str, ...]) -> _Run:
    """Read a run by its words; the first of the key tells whether it opens with a calling."""
    opens_with_a_calling, *printed = key
    words = [str(word) for word in printed]
    last = len(words) - 1
    start = after_titles(words) or int(bool(opens_with_a_calling) and not names_body(bare(words[last])))
    whole = name_words(words, 0, last)
    if start > last:
        is_seat = words[last] in read_words("postnominals")  # "Sinn Féin MLA"
        if not is_seat and " ".join(whole) in read_words("organization_names"):  # "Burger King"
            return 0, whole, whole, "organization", False
        return start, (), whole, "office", False
    called = _after_calling(words)
    # "Actor-turned-senator | Zxa Orr"
    is_told = bool(opens_with_a_calling) and "-" in words[0] and start == 1
    titled = called > 0 or is_told or (start > 0 and _has_title(words, 0, start))
    start = max(start, called) or _after_adjectives(words, 0, last)
    parts = name_words(words, start, last)
    kind = _kind(words, start, last, parts, titled=titled)
    return start, parts, whole, kind, kind is None and _looks_like_person(words, parts)


_RUNS: Memory[tuple[bool | str, ...], _Run] = Memory(_read_words)


_Single = tuple[tuple[str], NameKind | None, bool, bool]
"""What a name of one word is by itself: its words, its kind where lists tell it, whether it ends in 's, or in s."""


def _read_single(word: str) -> _Single:
    plain = bare(word)
    if (whole := word.replace("’", "'")) != plain and whole in read_words("organization_names"):
        return (whole,), "organization", False, True  # "McDonald's"
    if plain in read_words("honorifics") or plain in _OFFICES_IN_LETTERS:
        return (plain,), "office", plain is not word, plain[-1] == "s"
    kind = _listed_kind(plain, (plain,)) or ("organization" if _is_body([plain], 0, 0, (plain,)) else None)
    return (plain,), kind, plain is not word, plain[-1] == "s"


_SINGLES: Memory[str, _Single] = Memory(_read_single)


def _read_word(tokens: Tokens, index: int) -> Name:
    """Read a run of one word: the most frequent case, so the shortest way."""
    words, kind, is_possessive, ends_in_s = _SINGLES[tokens.words[index]]
    if kind is None and names_state(tokens.words, index):
        kind = "place"
    if kind is None and words[0] in _INHABITANTS and _is_of_people(tokens, index):
        kind = "adjective"  # "the Scot" is as little a name as "the German"
    if is_party_label(tokens.words, index):
        kind = "adjective"  # "Ada Bloom, | R-Marle |, who said"
    if ends_in_s and not is_possessive:
        is_possessive = word_at(tokens.words, index + 1) in APOSTROPHES
    if kind is None and (
        follows_role(tokens, index)
        or is_introduced(tokens, index)
        or description_before(tokens, index, index) is not None
    ):
        return _person(tokens, index, index, index, words, is_possessive)
    if kind is None and follows_body_noun(tokens, index):
        kind = "organization"
    is_modifier = kind != "office" and modifies(tokens, index)
    return Name(index, index, words, kind or "unknown", index, None, 0, is_possessive, is_modifier)


def _is_of_people(tokens: Tokens, index: int) -> bool:
    """Tell by a determiner, with one word between at most, that a word is no name: "the | Scot", "a young | Dane"."""
    traits = tokens.traits
    if index < _FIRST_AND_LAST or tokens.words[index - 1][0].isupper():
        return index > 0 and traits[index - 1] & DETERMINER > 0
    return (traits[index - 1] | traits[index - 2]) & DETERMINER > 0


def _person(
    tokens: Tokens, first: int, start: int, last: int, parts: tuple[str, ...], is_possessive: bool
) -> Name:
    title = start_of_role(tokens, first)
    role = None
    titles = set(tokens.words[title:start]) - FAMILIAR - {"."}
    if titles:
        role = tokens.text_of(title, _before_styles(tokens.words, title, start) - 1)
    calling = ""
    if titles <= _STYLES:  # "the coroner, Dame Ada Bloom"
        role = description_before(tokens, first, last) or apposition(tokens, last) or role
    else:
        calling = calling_beside(tokens, first, last)
    if tokens.lower[last] in _SEATS and len(parts) > 1:
        calling = tokens.lower[last]  # "Ada Bloom MP ... the MP for Marle"
    gender = gender_beside(tokens, title, start, parts, role)
    is_modifier = not is_possessive and modifies(tokens, last)
    return Name(
        start,
        last,
        parts,
        "person",
        title,
        role,
        gender,
        is_possessive,
        is_modifier,
        is_addressed=title < start,
        calling=calling,
    )


def _before_styles(words: list[str], title: int, start: int) -> int:
    """Return where the style begins that ends a role: "economist | Dr.", but "Dr." and "First Lady"."""
    end = start
    while end > title and words[end - 1] in {"Dr", "Prof", "Rev", "."}:
        end -= 1
    return end if title < end < start and words[end] != "." else start


def name_words(words: list[str], first: int, last: int) -> tuple[str, ...]:
    """Return the words of a name: initials with their point, no other signs, no possessive ending."""
    if first == last:
        return (bare(words[first]),)
    parts: list[str] = []
    for index, word in enumerate(words[first : last + 1], first):
        if word == "." and parts and (len(parts[-1]) == 1 or parts[-1] in GENERATIONS or parts[-1] == "St"):
            parts[-1] += "."
        elif parts and (word == "/" or parts[-1][-1] == "/" or word in APOSTROPHES):
            parts[-1] += word
        elif word == "," and index < last and words[index + 1] not in GENERATIONS:
            parts[-1] += word  # "the Tides, Quays and Harbours Board"
        elif word not in {".", ","}:
            parts.append(word)
    parts[-1] = bare(parts[-1])
    while len(parts) > _FEWEST_BEFORE_LETTERS and (
        parts[-1] in read_words("postnominals") or parts[-1] in _CHIEFS
    ):
        parts.pop()
    return tuple(parts)


def _opens_with_a_calling(tokens: Tokens, first: int, last: int) -> bool:
    """Tell "Owner Ada Bloom" at a sentence's start, where the capital says nothing, from a first name."""
    opens = first == tokens.opening_of[first] or tokens.words[first - 1] in MARKS
    if not opens or last < first + _FIRST_AND_LAST:
        return False
    word = tokens.words[first]
    printed = word.lower().partition("-of-")[0]  # "Mother-of-two Ada Bloom"
    if "-" in printed and word[word.rindex("-") + 1 :].islower():
        printed = printed.rpartition("-")[2]  # "Actor-turned-senator", "Vice-captain"
    calling = printed.removeprefix("co-")
    if calling not in callings() and word[-1] == "s" and is_first_name(tokens.words[first + 1]):
        # "Actors Ada Bloom and ..."
        calling = calling[:-3] + "y" if calling.endswith("ies") else calling[:-1]
    is_place = " ".join(tokens.words[first : first + 2]) in read_words("place_names")  # "New York Rovers"
    is_name = is_first_name(word) and calling == printed == word.lower()  # Co is a first name
    is_firm = tokens.words[first + 1] == "&"
    return calling in callings() and not (is_name or is_place or is_firm)


def _after_calling(words: list[str]) -> int:
    """Return the first word behind what a person is or does, printed as a title: "Lead Planner | Ada Bloom", "Quay
    CFO | Ada Bloom", "Embattled | Ada Bloom"; 0 when no such word stands before a full name.
    """
    last = len(words) - 1
    if names_body(bare(words[last])) or is_first_name(words[0]):
        return 0
    for index in range(last - 2, -1, -1):
        if " ".join(words[index : index + 2]) in read_words("place_names"):
            continue  # "New York City": York is a first name
        if _is_calling(words[index]) and (
            is_first_name(words[index + 1]) or (words[index].isupper() and last == index + 2)
        ):
            return index + 1
    return 0


def _is_calling(word: str) -> bool:
    lower = word.rpartition("-")[2].lower()
    return lower in callings() or lower in read_words("fading_adjectives")


def _after_adjectives(words: list[str], first: int, last: int) -> int:
    """Return the first token behind what stands before a full name: Texas Republican | Ted Orr."""
    start = first
    while start < last and (
        _is_of_a_people(words[start])
        or words[start] in read_words("place_names")
        or words[start : start + 2] in (["New", "Zealander"], ["New", "Zealanders"])
    ):
        start += 1
    is_telling = start == last > first + 1 and any(map(_is_of_a_people, words[first : start - 1]))
    if is_telling and is_first_name(words[start - 1]) and not names_body(bare(words[last])):
        start -= 1  # "American Jordan Reed"
    if (
        start > first
        and start < last
        and is_first_name(words[start])
        and words[start + 1] not in read_words("demonyms")
    ):
        return start
    return _after_body(words, first, last)


def _is_of_a_people(word: str) -> bool:
    """Tell a people's adjective or noun, also of several: "Texan", "Briton", "Democrats"."""
    peoples = read_words("demonyms"), _INHABITANTS
    return any(word in people or (word[-1] == "s" and word[:-1] in people) for people in peoples)


def _after_body(words: list[str], first: int, last: int) -> int:
    """Return the first token behind a body that stands before a full name: Marle News | Ted Orr, Police | Ted Orr."""
    if is_first_name(words[first]) or names_body(bare(words[last])):
        return first
    for index in range(first + 1, last):
        before = words[first:index]
        is_field = len(before) > 1 and index == last - 1 and before[-1].lower() in read_words("fields")
        if not is_first_name(words[index]) or before[-1] in JOINS:
            continue
        if not (is_field or any(map(names_body, before))):
            continue
        if not JOINS.intersection(before) or (index == last - 1 and is_noun_of_field(before[-1])):
            return index  # "Quay Fund for Rivers | Ted Orr", but "Museum of Marle Ted"
    return first


def _has_title(words: list[str], first: int, start: int) -> bool:
    return any(word in read_words("honorifics") for word in words[first:start])


def _kind(
    words: list[str], start: int, last: int, parts: tuple[str, ...], *, titled: bool
) -> NameKind | None:
    """Tell what a run names by its own words, or None where they don't tell."""
    listed = _listed_kind(" ".join(parts), parts)
    is_sure = listed != "organization" or is_of_people(words, start)
    is_surname = len(parts) == 1 and is_surname_behind_title(
        words, last, start - 1 - (words[start - 1] == ".")
    )
    if titled and is_sure and (is_surname or not names_body(parts[-1])):
        return "person"
    return listed or ("organization" if _is_body(words, start, last, parts) else None)


def _kind_beside(
    tokens: Tokens, start: int, last: int, parts: tuple[str, ...], is_like_person: bool
) -> NameKind:
    """Tell what a run names by the words next to it."""
    if _is_called_the(tokens, start, last):
        return "organization"
    if is_like_person:
        return "person"
    if opens_with_kind(tokens, start) and not is_first_name(parts[0]):
        return "organization"
    if follows_role(tokens, start):
        return "person"
    if follows_body_noun(tokens, start) or _issues_document(tokens, start, last):
        return "organization"
    is_person = has_party(tokens.words, last) or is_told_as_somebody(tokens, start, last)
    return "person" if len(parts) > 1 and is_person else "unknown"


def _issues_document(tokens: Tokens, start: int, last: int) -> bool:
    """Tell the body of "an Ellery Post report" by the article and the noun around it."""
    return word_at(tokens.lower, start - 1) in {"a", "an"} and (
        word_at(tokens.lower, last + 1) in read_words("document_nouns")
    )


def _looks_like_person(words: list[str], parts: tuple[str, ...]) -> bool:
    """Tell a person's name by a first name, an initial or a particle: "Ada Bloom", "J. D. Ames", "Ada van Orr"."""
    if len(parts) == 1 or (parts[0].lower() in LEADING_PARTICLES and len(parts) == 2):  # "De Reed"
        return False
    if is_first_name(parts[0]) and not _names_origin(parts):
        return True
    return (len(parts[0]) == 2 and parts[0][1] == ".") or words[-2] in read_words("name_particles")


def _names_origin(parts: tuple[str, ...]) -> bool:
    """Tell where somebody is from, or the party, from a name: "Virginia Republican", but "Bill English"."""
    return parts[1] in read_words("parties") or (
        parts[1] in read_words("demonyms")
        and (parts[0] in read_words("place_names") or parts[0] in read_words("demonyms"))
    )


def _listed_kind(text: str, parts: tuple[str, ...]) -> NameKind | None:
    if text in read_words("organization_names") or (
        text.isupper() and text.title() in read_words("organization_names")
    ):
        return "organization"
    if text in read_words("place_names") or (text.isupper() and text.title() in read_words("place_names")):
        return "place"
    if all(_is_adjective(part) for part in parts):
        return "adjective"
    if len(parts) > 1 and parts[-1].isalnum() and not parts[-1].isalpha():
        return "adjective"  # "Ostley Flight QX301": a thing
    if _is_plural_adjective(parts[-1]) or (
        _is_adjective(parts[-1])
        and (" ".join(parts[:-1]) in read_words("place_names") or parts[-2:-1] in _CHAMBERS)
    ):
        return "adjective"  # "Young Republicans", "an East Marle Republican", "a House Democrat"
    return None


def _is_adjective(part: str) -> bool:
    return part in read_words("demonyms") or _is_plural_adjective(part)


def _is_plural_adjective(part: str) -> bool:
    return part[-1] == "s" and part[:-1] in read_words("demonyms")


def _is_called_the(tokens: Tokens, start: int, last: int) -> bool:
    """Tell a body or thing by its article: "the Ostley Sentinel" (but "the Ames supporters", "the Ames family")."""
    if start in {0, last} or tokens.lower[start - 1] != "the" or last + 1 >= len(tokens.words):
        return False
    after = tokens.lower[last + 1]
    return not after[0].isalpha() or after in CLOSED_WORDS or after in verb_forms()


def _is_body(words: list[str], start: int, last: int, parts: tuple[str, ...]) -> bool:
    """Tell an organisation by its last word, its joints, or by being an acronym."""
    if names_body(parts[-1]) or "&" in "".join(parts):  # "AT&T" as well
        return True
    if any(word in JOINS for word in words[start:last]):
        return True
    if parts[1:] == ("State",) and parts[0] != "United":  # a college: "Ostley State"
        return True
    if len(parts) > 1 and _is_adjective(parts[0]) and is_acronym(parts[-1]):  # "Marlish NPB"
        return True
    is_in_place = parts[-1] in read_words("place_names")
    if is_in_place and any(map(_is_body_of_places, parts[:-1])):  # "Quay College Ostley"
        return True
    if len(parts) > 1:  # "Ada Bloom/Quay Pictures", "Electricity QuayWest"
        return "/" in "".join(parts) or (_is_written_like_a_firm(parts[-1]) and not is_first_name(parts[0]))
    return (
        "/" in parts[0]
        or _is_written_like_a_firm(parts[0])
        or is_acronym(parts[0])
        or parts[0].endswith((".com", ".org", ".net", ".gov"))
    )


def _is_body_of_places(word: str) -> bool:
    """Tell a body that may have a house in a place, "NPB | Dallas", from initials, "AJ | Dallas"."""
    return names_body(word) or (len(word) > 2 and is_acronym(word))


def _is_written_like_a_firm(word: str) -> bool:
    """Tell a body by capitals or figures inside its word: "QuayX", "eQuay", "COP30"; not "McBloom"."""
    if is_brand(word):
        return True
    if word.isalpha() and (word[1:].islower() or word[:-1].isupper()):
        return False
    parts = _INNER_CAPITALS.fullmatch(word)
    return parts is not None and parts[1] not in read_words("name_openings") and not is_first_name(word)
