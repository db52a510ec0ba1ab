"""Read the words of a mention: is it a pronoun, a name, or a description, and what is its noun?

In: `Tokens`, the span of a mention, and the names of the body.  Out: a `Reading`.  Who is meant is the work of
`speakers`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from api.extract.grammar.beside import word_at
from api.extract.grammar.capitals import POSSESSIVES
from api.extract.grammar.lexicon import DAY, MARKS, NO_PRONOUNS
from api.extract.grammar.names import Name
from api.extract.grammar.nouns import ROLES, callings, speaking_nouns
from api.extract.grammar.offices import name_behind_office
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import speech_forms
from api.extract.words import read_words
from api.model import Span

ReadingKind = Literal["pronoun", "relative", "name", "joint", "nominal", "nothing"]

_PHRASE_ENDS = read_words("phrase_ends")
_PLURAL_NOUNS = read_words("plural_nouns")
_PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
    "it": "it", "its": "it", "itself": "it",
    "i": "i", "me": "i", "my": "i", "mine": "i", "myself": "i",
    "we": "we", "us": "we", "our": "we", "ours": "we", "ourselves": "we",
    "you": "you", "your": "you", "yours": "you", "yourself": "you",
}  # fmt: skip
OWNERS = {"his": "he", "her": "she", "their": "they", "its": "it", "my": "i", "our": "we", "your": "you"}
_RELATIVES = frozenset({"who", "whom", "whose", "which", "that", "what"})
_ADJECTIVES_TOO = frozenset({"outside", "inside", "like", "close", "near"})
_CLOSES_ASIDE = frozenset({",", "."})
_LONGEST_TITLE = 8  # tokens
_PAST = frozenset({"former", "retired"})
_BEFORE_TITLES = _PAST | {"the"}  # "her co-star, | the | actor Bert Orr"
# Two words for one person, of which the second means a share as a rule, and what they mean.
TWO_WORDS_FOR_ONE = {
    ("opposite", "number"): "counterpart", ("other", "half"): "partner", ("better", "half"): "partner"
}  # fmt: skip
_LONGEST_WORD = 200  # in code points; beyond that it is no word
# What an office with "of" ends in: chief of staff, head of mission.
_OFFICES = frozenset({"staff", "state", "police", "mission", "operations", "party"})
_HEADS = frozenset(
    {"captain", "chair", "chairman", "chairwoman", "chief", "director", "head", "leader", "president"}
)
_OF_MANY = 2  # words: "chairman | of judges | Ada Orr"
_OPEN_ASIDES = frozenset({"a", "an", "currently", "formerly", "now"})
_LONGEST_SECOND_CALLING = 12  # tokens
_BODIES = read_words("organization_nouns")
_SPEAKING_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_TYING_BODIES = frozenset({"at", "for", "of"})
_CALLING = frozenset({"called", "named", "as"})
_SPEAKING = frozenset({"person", "unknown"})
_BEFORE_NAME = MARKS | {","}
_TYING = frozenset({"for", "to", "with", "from"})
_PAUSES = frozenset({",", "—", "--"})
_SIGNS = frozenset({",", "(", "—", "–", "--", ";", ":"})
ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", *OWNERS})


@dataclass(slots=True)
class Reading:
    """A mention, read. Token numbers are inclusive.

    `pronoun` is the subject form ("he" for "his"). `name` is the number of the name at its head, `names` all
    of a joint mention ("Ames and Orr"). For a description `first` to `head` are the noun phrase up to its noun,
    `noun` that noun in lower case and singular, `last` the end of the mention.
    """

    kind: ReadingKind
    first: int = -1
    head: int = -1
    last: int = -1
    pronoun: str = ""
    name: int = -1
    names: tuple[int, ...] = ()
    noun: str = ""
    is_plural: bool = False
    determiner: str = ""


def read_mention(tokens: Tokens, span: Span, name_at: Mapping[int, int], names: list[Name]) -> Reading:
    """Read the words that `span` covers; `name_at` gives for each token of a name the name's number."""
    first, last = _trimmed(tokens, span)
    if first > last or tokens.ends[first] - tokens.start_of(first) > _LONGEST_WORD:
        return Reading("nothing")
    word = _base(tokens.lower[first])
    if word in _RELATIVES and first not in name_at and tokens.words[first] not in NO_PRONOUNS:
        if first == last:
            return Reading("relative", first, first, last)
        if word != "that":
            return Reading("relative", first, first, last)
    if (
        word in _PRONOUNS
        and (word not in OWNERS or first == last)
        and tokens.words[first] not in {"US", "IT"}
    ):
        return Reading("pronoun", first, first, last, pronoun=_PRONOUNS[word])
    return _phrase(tokens, first, last, name_at, names)


def _base(lower: str) -> str:
    return lower.replace("’", "'").split("'")[0]


def _trimmed(tokens: Tokens, span: Span) -> tuple[int, int]:
    first, last = tokens.first_at_or_after(span.start), tokens.last_before(span.end)
    while first <= last and not tokens.words[first][0].isalnum():
        first += 1
    while first <= last and not tokens.words[last][0].isalnum() and tokens.words[last] != ".":
        last -= 1
    return first, last


def _phrase(tokens: Tokens, first: int, last: int, name_at: Mapping[int, int], names: list[Name]) -> Reading:
    first = _behind_quantity(tokens, first, last, name_at)
    head, joint = _head(tokens, first, last, name_at, names)
    if joint:
        return Reading("joint", first, head, last, names=joint)
    if head > first and tokens.lower[head] == "general" and tokens.lower[head - 1][-1] == "s":
        head -= 1  # "attorneys general"
    if (holder := name_behind_office(tokens, first, head, last, name_at, names)) >= 0:
        return Reading("name", first, head, last, name=holder)
    number = name_at.get(head, -1)
    if number >= 0 and names[number].kind not in {"adjective", "office"}:
        return Reading("name", first, head, last, name=number, determiner=tokens.lower[first])
    noun, is_plural = _noun(tokens, head)
    beside = -1 if is_plural else _name_given(tokens, head, last, name_at, names)
    if beside < 0 and not is_plural:
        beside = _name_at_end(tokens, head, last, name_at, names)
    if beside < 0 and not is_plural:
        beside = _name_beside(tokens, head, last, name_at, names)
    if beside < 0 and not is_plural:
        beside = _name_before(tokens, first, last, name_at, names)
    if beside < 0 and not is_plural:
        beside = _name_of_both(tokens, first, last, name_at, names)
    if beside >= 0:
        return Reading("name", first, head, last, name=beside)
    return Reading(
        "nominal", first, head, last, noun=noun, is_plural=is_plural, determiner=tokens.lower[first]
    )


def _noun(tokens: Tokens, head: int) -> tuple[str, bool]:
    """Return the noun of a description, singular, and whether it was plural."""
    noun, is_plural = _singular(_bare(tokens.lower[head]))
    one = TWO_WORDS_FOR_ONE.get((tokens.lower[head - 1], noun))
    return (noun, is_plural) if one is None else (one, False)


def _behind_quantity(tokens: Tokens, first: int, last: int, name_at: Mapping[int, int]) -> int:
    """Step over "many of", "a majority of", "22 percent of": who speaks stands behind."""
    for index in range(first, min(first + 5, last)):
        if index in name_at:
            return first
        if first < index < last - 1 and _is_share(tokens, index):
            return index + 2
        if tokens.lower[index] in _TYING:  # "a lawyer for | one of the men"
            return first
        if tokens.lower[index] == "of":
            before = tokens.lower[index - 1]
            counts = (
                before in read_words("quantities")
                or before.rstrip("%").replace(",", "").isdigit()
                or before == "%"
            )
            return index + 1 if counts and index < last and tokens.lower[first] != "one" else first
    return first


def _is_share(tokens: Tokens, index: int) -> bool:
    """Tell "in" of "four in 10 voters" from the preposition of a place."""
    return tokens.lower[index] == "in" and all(
        tokens.words[i].isdigit() or tokens.lower[i] in read_words("quantities")
        for i in (index - 1, index + 1)
    )


def _bare(lower: str) -> str:
    return lower[:-2] if lower.endswith(POSSESSIVES) else lower


def _head(
    tokens: Tokens, first: int, last: int, name_at: Mapping[int, int], names: list[Name]
) -> tuple[int, tuple[int, ...]]:
    """Return the token that carries the meaning, and the names joined by "and" when the mention is such a list."""
    head = index = first
    titled = {
        names[number].title: number for number in {name_at[i] for i in range(first, last + 1) if i in name_at}
    }
    while index <= last:
        number = name_at.get(index, titled.get(index, -1))
        if number >= 0 and names[number].first <= last:
            head = min(names[number].last, last)
            index = max(head, index) + 1
            continue
        lower = tokens.lower[index]
        has_head = index > first and (head in name_at or is_speaking_noun(tokens.lower[head]))
        if index > first and _ends_phrase(tokens, index, has_head):
            break
        if lower == "and" and index > first:
            joint = _joined(name_at, head, index + 1, last, names)
            if joint or has_head:
                return head, joint
        elif has_head and head not in name_at and _is_verb(lower):
            break  # "the actors | involved", "a poll | released Monday"
        elif tokens.words[index][0].isalnum():
            head = index
        index += 1
    return head, ()


def _ends_phrase(tokens: Tokens, index: int, has_head: bool) -> bool:
    """Tell whether the noun of a mention has been passed: "an official | in ..." (but: an outside group)."""
    word, lower = tokens.words[index], tokens.lower[index]
    if word in _SIGNS or word in MARKS:
        return True
    if (
        tokens.traits[index] & DAY and has_head and tokens.words[index - 1][0].islower()
    ):  # "a letter | Monday"
        return True
    return lower in _PHRASE_ENDS and (has_head or lower not in _ADJECTIVES_TOO)


def is_speaking_noun(lower: str) -> bool:
    """Tell a noun for people, bodies or documents, singular or plural."""
    return _singular(lower)[0] in speaking_nouns()


@lru_cache(maxsize=8192)
def is_plural_person(lower: str, word: str) -> bool:
    """Tell a plural noun for people, by its form in lower case and as printed: "officials", "Republicans"."""
    if word[0].isupper() and word[-1] == "s" and word[:-1] in read_words("demonyms"):
        return True
    noun, is_plural = _singular(lower)
    return lower in read_words("plural_people") or (is_plural and noun in ROLES)


def _is_verb(lower: str) -> bool:
    return (
        lower.endswith(("ed", "ing")) and len(lower) > 4 and not is_speaking_noun(lower)
    ) or lower == "familiar"


def _joined(
    name_at: Mapping[int, int], head: int, after: int, last: int, names: list[Name]
) -> tuple[int, ...]:
    left = name_at.get(head, -1)
    right = next((name_at[index] for index in range(after, last + 1) if index in name_at), -1)
    if left < 0 or right < 0 or left == right:
        return ()
    kinds = {names[left].kind, names[right].kind}
    is_next = names[right].first - after <= 1  # "and | Orr", "and the | Quay Trust"
    are_bodies = kinds <= {"organization", "place"} and is_next and _stands_by_itself(names[left])
    are_two = kinds <= _SPEAKING or are_bodies
    return (left, right) if are_two else ()


def _stands_by_itself(body: Name) -> bool:
    """Tell "NPB and the Quay Trust" from "Trade and Harbour Office"."""
    is_listed = body.kind == "place" or body.words[0] in read_words("organization_names")
    return is_listed or len(body.words) > 1 or body.words[0].isupper()


def _name_given(tokens: Tokens, head: int, last: int, name_at: Mapping[int, int], names: list[Name]) -> int:
    """Return the name at the end of a mention that a description is given: "a man called Rex"."""
    number = name_at.get(last, -1)
    if number < 0 or names[number].first <= head + 1 or names[number].kind not in _SPEAKING:
        return -1
    return number if tokens.lower[names[number].title - 1] in _CALLING else -1


def _name_at_end(tokens: Tokens, head: int, last: int, name_at: Mapping[int, int], names: list[Name]) -> int:
    """Return the name at the end of a mention that follows all of a role: "the harbour's chief of staff Ada Orr";
    in "the father of the gunman Bert Ames" the nearer noun has the name.
    """
    number = name_at.get(last, -1)
    if number < 0 or names[number].kind != "person" or names[number].first <= head + 2:
        return -1
    if tokens.lower[head] in _BODIES and tokens.lower[names[number].first - 1] in _SPEAKING_FOR:
        return number  # "Ministry of Works spokeswoman Ada Orr"
    if tokens.words[head][0].isupper() and not is_speaking_noun(tokens.lower[head]) and head not in name_at:
        return number if len(names[number].words) > 1 and tokens.lower[head + 1] in _TYING_BODIES else -1
    between = tokens.lower[head + 1 : names[number].first]
    is_head = tokens.lower[head] in _HEADS and len(between) > 1
    of_many = is_head and len(between) == _OF_MANY and is_plural_person(between[-1], between[-1])
    of_body = is_head and names[number].is_addressed  # "chairman of MTC's committee | Dr Ada Orr"
    is_role = between[0] == "of" and ARTICLES.isdisjoint(between)
    is_role = is_role and (between[-1] in _OFFICES or of_many or of_body)
    return number if is_role else -1


def _name_beside(tokens: Tokens, head: int, last: int, name_at: Mapping[int, int], names: list[Name]) -> int:
    """Return the name set beside a description: "his father, Bert Ames, Jr." or "the mayor, Ada Orr, said"."""
    comma = head + 1
    while comma <= last and tokens.words[comma] not in _PAUSES:
        comma += 1
    if comma >= len(tokens.words) - 1 or tokens.words[comma] not in _PAUSES:
        return -1
    if (whole := _name_ending_aside(tokens, head, comma, last, name_at, names)) >= 0:
        return whole
    start = comma + 1
    while start < len(tokens.words) and start <= comma + 4 and not _may_be_of(name_at.get(start, -1), names):
        start += 1
    number = name_at.get(start, -1)
    if number < 0:
        start = _behind_titles(tokens, comma + 1, name_at)
        number = name_at.get(start, -1)
    is_titled = number >= 0 and names[number].title == comma + 2 and tokens.lower[comma + 1] in _BEFORE_TITLES
    if (
        number < 0
        or not _may_bear(names[number], _singular(_bare(tokens.lower[head]))[0])
        or (
            names[number].title > comma + 1
            and start > comma + 2
            and comma + 1 not in name_at
            and not is_titled
        )
    ):
        return -1
    if start <= last:
        return number
    after = names[number].last + 1
    is_whole = len(names[number].words) > 1 and word_at(tokens.lower, after + 1) in speech_forms()
    is_known = names[number].kind != "unknown" or is_whole
    return number if word_at(tokens.words, after) in _CLOSES_ASIDE and is_known else -1


def _name_ending_aside(
    tokens: Tokens, head: int, comma: int, last: int, name_at: Mapping[int, int], names: list[Name]
) -> int:
    """Return the full name of somebody at the end of a mention, behind what else they are: "her rival, Ostley mayor |
    Bert Orr", "the sponsor, state | Sen. Bert Orr"; -1 where signs or an owner stand between.
    """
    number = name_at.get(last, -1)
    if number < 0 or names[number].first <= comma or _singular(tokens.lower[head])[0] in _BODIES:
        return -1
    between = tokens.words[comma + 1 : names[number].title]
    is_plain = all(word[0].isalnum() and not word.endswith(POSSESSIVES) for word in between)
    return number if names[number].kind == "person" and is_plain and "and" not in between else -1


def _behind_titles(tokens: Tokens, first: int, name_at: Mapping[int, int]) -> int:
    """Return the token behind a long title: "his son, | retired Marle District Court Judge | Bert Orr"."""
    start = first
    while start < min(first + _LONGEST_TITLE, len(tokens.words) - 1) and start not in name_at:
        if tokens.words[start].islower() and (start > first or tokens.lower[start] not in _PAST):
            break
        start += 1
    return start


def _name_before(tokens: Tokens, first: int, last: int, name_at: Mapping[int, int], names: list[Name]) -> int:
    """Return the person set before a description between commas: "Ada Orr, | a judge in Ostley |, said", or
    after a name that opens the sentence or its end, with the second comma left out.
    """
    if first < 2 or last + 1 >= len(tokens.words) or tokens.lower[first] not in _OPEN_ASIDES:
        return -1
    number = name_at.get(first - 2, -1)
    if number < 0 or tokens.words[first - 1] != "," or not _may_be_full(names[number]):
        return -1
    title = names[number].title
    opens = title == tokens.opening_of[first] or tokens.words[title - 1] in _BEFORE_NAME
    closes = tokens.words[last + 1] in {",", ":"} or (opens and tokens.lower[last + 1] in speech_forms())
    return number if closes and not names[number].is_possessive else -1


def _name_of_both(
    tokens: Tokens, first: int, last: int, name_at: Mapping[int, int], names: list[Name]
) -> int:
    """Return the person of whom a calling without an article is the first of two: "comedian | and author Ada Orr"."""
    if last + 3 >= len(tokens.words) or tokens.lower[last + 1] != "and":
        return -1
    if tokens.lower[first] in ARTICLES or tokens.lower[last] not in callings():
        return -1
    for index in range(last + 3, min(last + _LONGEST_SECOND_CALLING, len(tokens.words))):
        number = name_at.get(index, -1)
        if number >= 0 and names[number].kind == "person":
            return number if last + 2 <= names[number].title < names[number].first else -1
    return -1


def _may_be_full(name: Name) -> bool:
    return name.kind == "person" or (name.kind == "unknown" and len(name.words) > 1)


def _may_bear(name: Name, noun: str) -> bool:
    """Tell whether a name can be that of whom the noun describes: a body's only behind a noun for bodies."""
    if name.kind == "organization":
        return noun in read_words("organization_nouns") or noun in read_words("either_nouns")
    return name.kind in _SPEAKING


def _may_be_of(number: int, names: list[Name]) -> bool:
    """Tell a name beside a description from none, an owner's and an origin: "the pilot, Toby's uncle | Greg
    Orr", "the pilot, the British | Greg Orr".
    """
    return number >= 0 and not names[number].is_possessive and names[number].kind != "adjective"


def _singular(word: str) -> tuple[str, bool]:
    """Return a noun's singular, and whether it was plural."""
    known = speaking_nouns()
    if word in _PLURAL_NOUNS:
        return word, True
    if word in known:
        return word, False
    if word[:-1] in known and word[-1] == "s":  # "rabbis"
        return word[:-1], True
    if word.endswith("men") and word != "women":
        return word[:-3] + "man", True
    if word == "women":
        return "woman", True
    if word.endswith("ies") and word[:-3] + "y" in known:
        return word[:-3] + "y", True
    if word.endswith("es") and word[:-2] in known:
        return word[:-2], True
    return (
        (word[:-1], True) if word.endswith("s") and not word.endswith(("ss", "us", "is")) else (word, False)
    )
