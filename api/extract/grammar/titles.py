"""Tell the titles before a name from the name: where a run of capitalised words stops being office, field and style.

In: the words of a run (`runs`), as printed.  Out: the index of the first word of the name.  What it names is told in
`names`.
"""

from api.extract.grammar.capitals import GENERATIONS, JOINS, POSSESSIVES, bare, names_body
from api.extract.grammar.genders import is_first_name
from api.extract.grammar.tokens import Tokens
from api.extract.words import read_words

_TITLES_CUT_SHORT = read_words("titles_cut_short")
_QUARTERS = frozenset({"North", "South", "East", "West", "Central"})
_PERSONAL = frozenset(
    {"Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Judge", "Justice", "Lord", "Lady", "Professor"}
)
_SHORTEST_SURNAME = 4  # letters, of those that are titles as well
_RULERS = frozenset({"President", "Premier", "Chancellor", "Minister", "Secretary", "King", "Queen", "Pope"})
_LONGEST_ACRONYM = 6
_FEWEST_WITH_POINTS = 3  # letters
FAMILIAR = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mister", "Madam"})
"""Forms of address that are no office."""


def after_titles(words: list[str]) -> int:
    """Return the first word behind the titles of a run; its length when it is all title, 0 when it has none."""
    titles, last = read_words("honorifics"), len(words) - 1
    while (
        last > 1 and words[last] in read_words("postnominals") and any(map(is_first_name, words[: last - 1]))
    ):
        if words[last - 1] in _QUARTERS:
            break
        last -= 1  # "Ada Bloom MP", not "Bradford West MP"
    has_generation = bare(words[last]) in GENERATIONS or (
        words[last] == "." and words[last - 1] in GENERATIONS
    )
    surname = last - (words[last] == ".") - 1 if has_generation else -1  # "Ada Ames King Jr."
    found = -1
    for index, word in enumerate(words[: last + 1]):
        is_title = word in titles or (word in _TITLES_CUT_SHORT and _is_cut_short(words, index, last))
        if is_title and index != surname and not _is_name_here(words, index, last):
            found = index
        elif names_body(bare(word)) and index == last and not is_surname_behind_title(words, index, found):
            return 0  # "President Obama Foundation"
    start = found + 1
    while 0 < start <= last and words[start] == ".":
        start += 1
    if 0 < start <= last and words[start] in JOINS:
        return _after_office(words, start, last)
    return start


def says_retired(tokens: Tokens, index: int) -> bool:
    """Tell the "Ret" of "Col. (Ret.) Ada Bloom", which names nobody."""
    return tokens.lower[index] in _RET and index > 0 and tokens.words[index - 1] == "("


_RET = frozenset({"ret", "ret'd", "retired"})


def is_retired(tokens: Tokens, title: int, name: int) -> bool:
    """Tell what parts a title from a name: "Col. | (Ret.) | Ada Bloom"."""
    if tokens.words[name - 1] != ")" or name - title > _LONGEST_BRACKET:
        return False
    first, *others = (word for word in tokens.lower[title + 1 : name] if word != ".")
    is_told = first == "(" and len(others) == len(_RETIRED) and others[0] in _RET
    return is_told and tokens.words[title] in read_words("honorifics")


_RETIRED = ("retired", ")")
_LONGEST_BRACKET = 6  # tokens from a title to the name behind the bracket


def _is_cut_short(words: list[str], index: int, last: int) -> bool:
    """Tell "Del. | Ada Bloom" and "Sr. | Ada" from "Del Bosque" and "Bert Orr Sr."."""
    return index + 1 < last and words[index + 1] == "." and (not index or words[index] not in GENERATIONS)


def _is_name_here(words: list[str], index: int, last: int) -> bool:
    """Tell a title from the same word as a part of a name: "Dean Phillips", "Stephen King", "Ministry of Justice"."""
    if index == last and index > 0:
        if words[index - 1] in JOINS:
            return names_body(words[index - 2])
        if words[index - 1] in read_words("titles_before_surnames") and _may_be_surname(words[index]):
            return True
        is_seat = words[index] in read_words("postnominals")  # "Tory MP", though somebody may be called Tory
        return not is_seat and (is_first_name(words[index - 1]) or words[index - 1] == ".")
    if index < last and words[index + 1] in {"and", "&"}:
        return True  # "Commission for Justice and ...", "Brewer & Finch"
    return (
        words[index] in read_words("titles_and_names")
        and index == 0
        and last == 1
        and is_first_name(words[index])
    )


def _may_be_surname(word: str) -> bool:
    """Tell what people are called among titles: "Baker" and "King", not "President", "Sgt" and "Vice-President"."""
    return (
        len(bare(word)) >= _SHORTEST_SURNAME
        and bare(word)[1:].islower()
        and bare(word) not in read_words("titles_no_surnames")
    )


def is_surname_behind_title(words: list[str], index: int, title: int) -> bool:
    """Tell "Mr | Church" and "Premier | Sun" from "Justice | Department", by the title before a single word."""
    if title < 0 or title != index - 1 - (words[index - 1] == "."):
        return False
    word = words[title]
    is_personal = word in _RULERS or word in read_words("titles_before_surnames")
    return word in FAMILIAR or (is_personal and bare(words[index]) in read_words("bodies_and_surnames"))


def is_of_people(words: list[str], start: int) -> bool:
    """Tell a title that only people have ("Judge | Ford") from "Former | Ford"."""
    title = words[start - 1 - (words[start - 1] == ".")]
    return title in _PERSONAL or title in read_words("titles_before_surnames") or title in _RULERS


def _after_office(words: list[str], start: int, last: int) -> int:
    """Return where the name begins behind an office with "of": Secretary of Homeland Security | Jeh Ames."""
    if words[start - 1 : start + 2] == ["Secretary", "of", "State"]:
        return start + 2
    for index in range(start + 2, last):
        if is_first_name(words[index]) and not names_body(words[last]):
            return index
    return start_behind_field(words, start + 1, last, is_office=True) or last + 1


def start_behind_field(words: list[str], first: int, last: int, *, is_office: bool) -> int:
    """Return where a person's name begins behind the field or place of an office, in words `first` to `last`: Civil
    Rights | Ada Bloom, NATO | Zxander Reed; 0 for none. Without an office in capitals ("an aide to Texas Republican
    Ted Orr") what stands before has to be a field for sure.
    """
    if last < first + 2 or names_body(bare(words[last])) or not words[last][0].isalpha():
        return 0
    start = next((index for index in range(first + 1, last) if is_first_name(words[index])), 0)
    is_known = start > 0
    start = start or (last - 1 if words[last - 2].isalpha() and words[last - 1][0].isupper() else 0)
    field = words[first:start]
    if not field or field[-1] in JOINS or not _may_be_field(field):
        return 0
    if is_known and is_office:
        return start
    is_name = is_known or (is_office and not any(map(is_noun_of_field, words[start : last + 1])))
    return start if _is_field(field) and is_name else 0


def _may_be_field(words: list[str]) -> bool:
    """Tell a field or body from another office, a party and an owner: "President | ...", "Marle's | ..."."""
    if words[-1] in read_words("demonyms") or words[-1] in read_words("parties"):
        return False
    return not any(word.endswith(POSSESSIVES) or word in read_words("honorifics") for word in words)


def _is_field(words: list[str]) -> bool:
    """Tell words that end as fields, bodies and places do: "Human Rights", "Quay College", "NATO"."""
    whole = " ".join(words)
    is_listed = whole in read_words("place_names") or whole in read_words("organization_names")
    return is_listed or words[-1] in read_words("place_names") or is_noun_of_field(words[-1])


def is_noun_of_field(word: str) -> bool:
    """Tell the noun at the end of a field or body: "Affairs", "College", "NATO"."""
    lower = word.lower()
    if names_body(word) or is_acronym(word) or lower in read_words("fields"):
        return True
    nouns = read_words("common_nouns") | read_words("organization_nouns")
    return lower in nouns or lower.removesuffix("s") in nouns


def is_acronym(word: str) -> bool:
    """Tell "NPB" and "N.P.B."; "J.D." may be somebody's initials."""
    letters = word.replace(".", "")
    fewest = _FEWEST_WITH_POINTS if "." in word else 2
    return letters.isupper() and letters.isalpha() and fewest <= len(letters) <= _LONGEST_ACRONYM
