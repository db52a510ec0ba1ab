"""Tell what belongs to the name of a body: "and" in "Food and Drug Administration", the comma in "Food, Tides and
Quays Board", not "Carmaker" before "Orrix".

In: `Tokens` and places in them.  Out: yes or no.  A leaf that `runs`, `phrases` and `beside` build on.
"""

from itertools import takewhile

from api.extract.grammar.genders import is_first_name
from api.extract.grammar.tokens import Tokens
from api.extract.words import read_words

KINDS_OF_FIRMS = read_words("kinds_of_firms")
_OF = frozenset({"of", "for"})
_LONGEST = 10  # tokens from the first field to the noun of the body
_UNITED = frozenset(
    {
        "alliance",
        "association",
        "board",
        "coalition",
        "commission",
        "conference",
        "council",
        "federation",
        "forum",
        "union",
    }
)


def joins_fields(tokens: Tokens, last: int) -> bool:
    """Tell "and" behind token `last` by what the body is for, on both sides of it, and by the noun for it behind."""
    end = min(last + _LONGEST, tokens.sentences[tokens.sentence_of[last]][1])
    if last + 3 >= end or not read_words("fields_of_bodies").issuperset(tokens.lower[last : last + 3 : 2]):
        return False
    words = takewhile(lambda word: word[0].isupper(), tokens.words[last + 2 : end])
    return any(_plain(word) in read_words("organization_words") for word in words)


def lists_fields(tokens: Tokens, first: int, last: int) -> bool:
    """Tell a comma behind token `last` within the name of a body, which begins at `first`, by the list of what the
    body is for: "Union of Tides, | Quays and Harbour Workers", "the Health, | Labour and Pensions Committee".
    """
    words, lower, fields = tokens.words, tokens.lower, read_words("fields_of_bodies")
    end = tokens.sentences[tokens.sentence_of[last]][1]
    if last + 2 >= end or not fields.issuperset((lower[last], lower[last + 2])):
        return False
    closes = next(
        (
            index
            for index in range(last + 3, min(last + _LONGEST, end - 1))
            if words[index] == "and" or not (words[index] == "," or words[index][0].isupper())
        ),
        end,
    )
    if closes >= end or words[closes] != "and" or not words[closes + 1][0].isupper():
        return False
    if is_first_name(words[closes + 1]):
        return False
    behind = takewhile(lambda word: word[0].isupper(), words[closes + 1 : end])
    is_behind = any(_plain(word) in read_words("organization_words") for word in behind)
    return is_behind or not _OF.isdisjoint(words[first:last])


def _plain(word: str) -> str:
    return word.removesuffix("’s").removesuffix("'s")


def says_what_it_is(tokens: Tokens, first: int, last: int) -> bool:
    """Tell at a sentence's start what a firm is from the first word of its name: "Carmaker | Orrix Motors said", but
    "Airline Pilots Association said".
    """
    return (
        first < last
        and tokens.lower[first] in KINDS_OF_FIRMS
        and tokens.words[first + 1][0].isupper()
        and tokens.lower[last] not in _UNITED
    )
