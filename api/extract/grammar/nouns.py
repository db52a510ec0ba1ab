"""Put together the nouns for people, bodies and documents from the lists that hold them.

In: word lists.  Out: sets of singular nouns in lower case. Plurals and mentions are read by `lexicon` and `mentions`.
"""

from collections.abc import Sequence
from functools import cache

from api.extract.words import read_words

PERSON_NOUNS = read_words("person_nouns") | read_words("male_words") | read_words("female_words")
"""The nouns for a person or a body: "spokeswoman", "committee"."""
ROLES = PERSON_NOUNS - read_words("organization_nouns")
"""The nouns for one person: "spokeswoman"."""
_PERSONAL_ENDINGS = (
    "er", "or", "ist", "ian", "ee", "man", "woman", "person", "-old", "ent", "ant", "star", "chief", "head",
    "mate", "an", "ese",
)  # fmt: skip

_PARENTS = frozenset({"mother", "mum", "mom", "father", "dad", "grandmother", "grandfather"})
_FEW = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
_OF_MANY = ("sh", "ch", "ese", "Swiss", "Hispanic", "Arabic", "Islamic", "Native", "ern", "GOP")
_NO_PEOPLES = frozenset({"Conservative", "Liberal", "Orthodox", "White", "Black", "Soviet", "Latin"})


@cache
def callings() -> frozenset[str]:
    """Return the nouns for what a person is or does, singular and plural: "owner", "guitarists"."""
    return ROLES | read_words("role_nouns")


@cache
def speaking_nouns() -> frozenset[str]:
    """Return the nouns for people, bodies and documents."""
    return PERSON_NOUNS | read_words("organization_nouns") | read_words("document_nouns")


@cache
def nouns_for_somebody() -> frozenset[str]:
    """Return the nouns that may be said of a person: roles, peoples, and what is either a person or a thing."""
    lists = (
        "person_nouns",
        "role_nouns",
        "male_words",
        "female_words",
        "demonyms",
        "inhabitants",
        "either_nouns",
    )
    return frozenset().union(*(map(str.lower, read_words(name)) for name in lists))


@cache
def peoples() -> frozenset[str]:
    """Return the nouns for somebody from a place, in lower case: "scot", "brazilian"; "the British" are many."""
    words = read_words("demonyms") | read_words("inhabitants")
    return frozenset(
        word.lower() for word in words if not word.endswith(_OF_MANY) and word not in _NO_PEOPLES
    )


def is_parent_of_some(lower: Sequence[str], head: int) -> bool:
    """Tell who has so many children by the noun at token `head` and a number behind: "the | mother | of four"."""
    if head + 2 >= len(lower) or lower[head] not in _PARENTS or lower[head + 1] != "of":
        return False
    return lower[head + 2] in _FEW or lower[head + 2].isdigit()


def may_be_somebody(noun: str) -> bool:
    """Tell a noun for a person, by our lists or its ending, from one for a thing: "keeper", not "decision"."""
    noun = noun.partition("-of-")[0]
    return noun in nouns_for_somebody() or (noun.endswith(_PERSONAL_ENDINGS) and not noun.endswith("ment"))
