"""Say what a printed word is in a name: closed to it, a month, a small word that names go on over, a name anywhere.

In: a word as printed.  Out: bits of a number, worked out once a word. A leaf that `runs` builds on, and whoever asks
what may stand in a name.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from api.extract.grammar.genders import is_first_name
from api.extract.grammar.lexicon import CONTRACTIONS, NO_PRONOUNS, is_brand, is_particled
from api.extract.grammar.nouns import PERSON_NOUNS
from api.extract.grammar.verbs import verb_forms
from api.extract.memory import Memory
from api.extract.words import read_words

POSSESSIVES = ("'s", "’s")
GENERATIONS = frozenset({"Jr", "Sr", "Jr.", "Sr.", "II", "III", "IV"})
JOINS = frozenset({"of", "for", "on"})
PARTICLES = read_words("name_particles")
CLOSED_WORDS = (
    read_words("function_words") | read_words("determiners") | read_words("pronouns") | CONTRACTIONS
)
"""The words that never stand in a name, in lower case."""
_EVERYDAY_NOUNS = read_words("common_nouns")
_ALSO_SURNAMES = (PERSON_NOUNS | _EVERYDAY_NOUNS | read_words("document_nouns")) - read_words("plural_nouns")
_COMMON_NOUNS = PERSON_NOUNS.union(
    read_words("organization_nouns"),
    read_words("document_nouns"),
    read_words("plural_nouns"),
    _EVERYDAY_NOUNS,
)
COMMON_WORDS = read_words("common_adjectives").union(
    *map(read_words, ("quantifiers", "quantities", "no_values"))
)
_INTERJECTIONS = read_words("interjections")
CALENDAR_WORDS = read_words("calendar_words")
NICKNAME_CLOSERS = {"“": "”", '"': '"', "‘": "’", "'": "'", "(": ")"}
APOSTROPHES = frozenset({"'", "’"})
_JOINERS = JOINS | {".", ",", "/", "&", "and", "’", *NICKNAME_CLOSERS} | PARTICLES
LEADING_PARTICLES = frozenset(
    {
        "de", "del", "della", "der", "des", "di", "da", "dos", "du", "van", "von", "bin", "ibn", "bint", "ap", "te",
    }
)  # fmt: skip
"""The particles that may open a surname by itself; "ten Reeds" and "la Reed" are more often something else."""

# What a printed word is in a name, as bits of a number: worked out once a word, asked several times a token.
CLOSED = 1 << 0  # a function word or the like: never in a name
CLOSES = 1 << 1  # ... perhaps contracted: "He'd"
CALENDAR = 1 << 2
CAPITALISED = 1 << 3
OWNS = 1 << 4  # ends in 's
JOINER = 1 << 5  # small words and signs that a name may go on over
INITIAL = 1 << 6  # a single letter
A_NAME = 1 << 7  # a name even where a sentence's start gives it a capital
# An everyday noun, or a verb or adverb by its ending ("Orsted", "Connolly"), which is a name as well.
EVERYDAY = 1 << 8
WHENCE = 1 << 9  # "Ostley-based"
MAY_FOLLOW = CAPITALISED | JOINER
EVERYDAY_OPENER = EVERYDAY | CLOSES | CALENDAR  # ... unless it is a function word or a month, too


def _name_traits(word: str) -> int:
    """Return the traits; those that only matter of a capitalised word are not asked of others."""
    traits = INITIAL if len(word) == 1 else 0
    if word in _JOINERS:
        traits |= JOINER
    if word.endswith(POSSESSIVES):
        traits |= OWNS
    lower = word.lower()
    if lower in CLOSED_WORDS or _tells_whence(word, lower):
        traits |= CLOSED
    if word[0].isupper() or is_brand(word):
        return traits | _traits_of_capitalised(word, lower)
    return traits | CAPITALISED if is_particled(word) else traits


def _traits_of_capitalised(word: str, lower: str) -> int:
    bits = (
        (CAPITALISED, True),
        (
            CLOSES,
            (lower in CLOSED_WORDS or _contracted(lower) in CLOSED_WORDS) and word not in NO_PRONOUNS,
        ),
        (CLOSES | WHENCE, _tells_whence(word, lower)),
        (CALENDAR, word in CALENDAR_WORDS),
        (A_NAME, _is_name_anywhere(word, lower)),
        (EVERYDAY, lower in _ALSO_SURNAMES or _singular(lower) in _EVERYDAY_NOUNS),
        (EVERYDAY, lower.endswith(("ing", "ed", "ly")) and lower not in verb_forms()),
    )
    return reduce(or_, (bit for bit, holds in bits if holds))


def _tells_whence(word: str, lower: str) -> bool:
    """Tell "Marle-based Ostley Seafoods" and "Oscar-winning Ada Bloom" from the name behind."""
    done = word.rpartition("-")[2] if "-" in word else ""
    return lower.endswith(_ENDINGS_OF_ORIGIN) or (
        len(done) >= _SHORTEST_DONE and done.islower() and done.endswith(("ed", "ing"))
    )


_SHORTEST_DONE = 5  # letters
# "Marle-based Ostley Seafoods", "the Ostley-born dancer", "Ten-year-old Ada": whence or how old, and no name.
_ENDINGS_OF_ORIGIN = (
    "-based",
    "-born",
    "-led",
    "-backed",
    "-owned",
    "-run",
    "-controlled",
    "-raised",
    "-educated",
    "-year-old",
    "-headquartered",
    "-made",
    "-ranked",
    "-seeded",
)
TRAITS: Memory[str, int] = Memory(_name_traits)


def _is_name_anywhere(word: str, lower: str) -> bool:
    """Tell a name by itself from a word that owes its capital to the sentence's start: "Critics", "Asked"."""
    if lower in _INTERJECTIONS:
        return False
    if word.isupper() or is_first_name(bare(word)):
        return True
    if lower.endswith(("ing", "ly", "ed")) and len(lower) > 4:
        return word in read_words("organization_names") or word in read_words("place_names")
    if lower in _COMMON_NOUNS or _singular(lower) in _COMMON_NOUNS or lower.endswith("men"):
        return False
    return lower not in COMMON_WORDS


def _singular(lower: str) -> str:
    if lower.endswith("ies"):
        return lower[:-3] + "y"
    return lower[:-2] if lower.endswith(("sses", "xes", "ches", "shes")) else lower.removesuffix("s")


def _contracted(lower: str) -> str:
    """Return what stands before an apostrophe: "he" of "he'd"."""
    return lower.replace("’", "'").partition("'")[0] if "’" in lower or "'" in lower else lower


def surname_of(words: Sequence[str]) -> str:
    """Return the last word of a name, or the one before "Jr." and the like."""
    return words[-2] if len(words) > 1 and words[-1] in GENERATIONS else words[-1]


def bare(word: str) -> str:
    """Return a word without its possessive ending."""
    return word[:-2] if word[-1] == "s" and word.endswith(POSSESSIVES) else word


def names_body(word: str) -> bool:
    """Tell a word that makes a name a body's: "Committee"."""
    return word in read_words("organization_words")
