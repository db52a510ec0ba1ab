"""Tell "and" within the name of a body from "and" between two: "Food and Drug Administration", "Quay Trust and MTC".

In: `Tokens`, and the word before "and".  Out: yes or no.  A leaf that `runs` and `phrases` build on.
"""

from itertools import takewhile

from api.extract.grammar.tokens import Tokens
from api.extract.words import read_words

_LONGEST = 10  # tokens from the first field to the noun of the body


def joins_fields(tokens: Tokens, last: int) -> bool:
    """Tell "and" behind token `last` by what the body is for, on both sides of it, and by the noun for it behind."""
    end = min(last + _LONGEST, tokens.sentences[tokens.sentence_of[last]][1])
    if last + 3 >= end or not read_words("fields_of_bodies").issuperset(tokens.lower[last : last + 3 : 2]):
        return False
    words = takewhile(lambda word: word[0].isupper(), tokens.words[last + 2 : end])
    return any(_plain(word) in read_words("organization_words") for word in words)


def _plain(word: str) -> str:
    return word.removesuffix("’s").removesuffix("'s")
