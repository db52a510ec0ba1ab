"""Know each word by itself: its small letters, its traits, its class.

In: a word as printed.  Out: a `Word`, worked out when the word is first met and kept: the words of an article have
nearly all been met before, in it or in others.  What a word means where it stands is somebody else's job.
"""

import re
from functools import cache

from api.extract.grammar.verbs import cue_words, speech_forms, verb_forms
from api.extract.memory import Memory
from api.extract.words import read_words

OPENING_MARKS = frozenset({"“", "„", "‟", "«", "``"})
CLOSING_MARKS = frozenset({"”", "»", "’’"})
STRAIGHT_MARKS = frozenset({'"', "''", "'''"})
SINGLE_MARKS = frozenset({"‘", "’", "'"})
MARKS = OPENING_MARKS | CLOSING_MARKS | STRAIGHT_MARKS

PERSONAL_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it", "you"})
GENDERS = {"he": 1, "him": 1, "his": 1, "himself": 1, "she": -1, "her": -1, "hers": -1, "herself": -1}
RELATIVES = frozenset({"who", "which"})
OBJECT_PRONOUNS = frozenset({"him", "them", "us", "me", "himself", "herself", "themselves", "itself"})
AFTER_ITS_NOUN = frozenset(
    {"familiar", "close", "involved", "loyal", "sympathetic", "opposed", "knowledgeable"}
)
DASHES = frozenset({"—", "―", "–", "-", "--", "---"})
INNER_SIGNS = frozenset({".", "&", "’", "'"})
_POSSESSIVE_ENDINGS = ("'s", "’s", "s'", "s’")
_VERB_ENDINGS = ("ed", "s")

# The traits of a printed word, as bits of a number: worked out once a word, asked many times a token.
MARK = 1 << 0
CAPITAL = 1 << 1
STOP = 1 << 2  # a sentence may end behind it
CUE = 1 << 3  # in a form that can report something
PRONOUN = 1 << 4
RELATIVE = 1 << 5
DETERMINER = 1 << 6
QUANTIFIER = 1 << 7
PERSON = 1 << 8  # a noun for people or bodies
PERSONS = 1 << 9  # ... perhaps with a possessive ending
POSSESSIVE = 1 << 10
MAY_OPEN = 1 << 11  # a noun phrase may begin with it
ENDS_RUN = 1 << 12  # no run of nouns goes on over it
DOUBTFUL = 1 << 13  # may end a run of nouns: what stands around it decides
MERE_VERB = 1 << 14  # a verb and nothing else, in small letters
SIGN = 1 << 15  # neither letter nor figure
SMALL = 1 << 16  # a function word or determiner
VERB = 1 << 17  # a form of a listed verb
BEING = 1 << 18  # is, will, not ...
ACTS = 1 << 19  # a listed verb, or one by its ending
BRIDGE = 1 << 20  # may stand, or open what stands, between a subject and its verb
SINGLE = 1 << 21  # a single quotation mark or an apostrophe
GENDERED = 1 << 22  # he, she and their forms
ADVERB = 1 << 23  # an adverb by its ending, in small letters: "tearfully"
DAY = 1 << 24  # a day or month, with its capital


Word = tuple[str, int, str]
"""What a printed word is by itself: in small letters, its traits, and its class.

The class is coarse enough to learn from: the word itself where it is a function word or a sign, else "Name",
"past", "people" and the like. A mere tuple, as there are tens of thousands: the collector of garbage passes those by.
"""


NO_PRONOUNS = frozenset({"US", "IT", "WHO"})
"""Initials that are pronouns in small letters: the country is not "us"."""


def _read_word(printed: str) -> Word:
    if printed in NO_PRONOUNS:  # read as "U.S." is
        return _read_word(".".join(printed) + ".")
    lower = printed if printed.islower() else printed.lower()  # one string, not two alike
    kind = _class_of(lower)
    if kind in _OPEN_CLASSES and printed[0].isupper():
        kind = "Name"
    return lower, _traits_of(printed, lower), kind


LEXICON: Memory[str, Word] = Memory(_read_word)
"""The words met so far, by their printed form."""


# ------------------------------------------------------------------------------------------------- traits


@cache
def person_nouns() -> frozenset[str]:
    """Return the nouns for people and bodies, singular and plural."""
    return plural_and_singular("person_nouns")


def plural_and_singular(words: str) -> frozenset[str]:
    """Return the nouns of a list of words, singular and plural."""
    singular = read_words(words)
    return singular | {_plural(noun) for noun in singular}


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


_PEOPLE = person_nouns()
_FUNCTION_WORDS = read_words("function_words")
_DETERMINERS = read_words("determiners")
_QUANTIFIERS = read_words("quantifiers")
_JOINTS = read_words("name_joints")
_VERBS = frozenset(verb_forms())
CERTAIN_VERBS = read_words("unmistakable_verbs") | {f for f in speech_forms() if f.endswith("ed")}
CONTRACTIONS = frozenset(
    word.replace("'", mark) for word in (*read_words("auxiliaries"), "let's") if "'" in word for mark in "'’"
)
"""Verbs with their "not", and "let's": what their apostrophe parts is no name."""
_PRONOUN_FORMS = frozenset(
    pronoun + ending
    for pronoun in PERSONAL_PRONOUNS
    for mark in "'’"
    for ending in ("", *(mark + short for short in ("s", "d", "ll", "re", "ve", "m")))
)
_CONTRACTED = frozenset(
    word + mark + short
    for word in ("who", "that", "there", "what")
    for mark in "'’"
    for short in ("s", "d", "ll", "ve")
)
ENDERS = _FUNCTION_WORDS | _PRONOUN_FORMS | _CONTRACTED | OBJECT_PRONOUNS | _DETERMINERS | CONTRACTIONS
_BEING = frozenset({"is", "are", "was", "will", "can", "not"})
BETWEEN_SUBJECT_AND_VERB = read_words("subject_verb_fillers")
_DAYS = read_words("calendar_words")
DAYS = frozenset(word.lower() for word in _DAYS)
ADJUNCT_OPENERS = DAYS | {"last", "this", "earlier", "late", "early", "on", "in", "during", "at"}
ASIDE_OPENERS = frozenset({",", "(", "-", "–", "—"})
_BRIDGES = BETWEEN_SUBJECT_AND_VERB | ADJUNCT_OPENERS | ASIDE_OPENERS
_NO_ADVERBS = _PEOPLE.union(
    *map(read_words, ("common_adjectives", "common_nouns", "document_nouns", "organization_nouns"))
)
_NO_MERE_VERBS = ENDERS | _JOINTS | AFTER_ITS_NOUN | _PEOPLE
_MAY_END_RUN = ENDERS | _JOINTS | _VERBS | AFTER_ITS_NOUN | INNER_SIGNS | {"first", "last"}
# Most tokens: no phrase begins at a function word in small letters, or at a sign.
_NEVER_OPEN = (
    (_FUNCTION_WORDS | OBJECT_PRONOUNS | set(",.;:!?()[]-–—'’‘…/") | MARKS) - _QUANTIFIERS - RELATIVES
    | CONTRACTIONS
    | {word.capitalize() for word in CONTRACTIONS}
)


_TRAITS_BY_LIST = (
    (CUE, frozenset(cue_words())),
    (PRONOUN, _PRONOUN_FORMS),
    (RELATIVE, RELATIVES),
    (DETERMINER | SMALL, _DETERMINERS),
    (SMALL, _FUNCTION_WORDS),
    (QUANTIFIER, _QUANTIFIERS),
    (PERSON, _PEOPLE),
    (VERB | ACTS, _VERBS),
    (BEING, _BEING),
    (BRIDGE, _BRIDGES),
    (GENDERED, frozenset(GENDERS)),
    (DOUBTFUL, _MAY_END_RUN),
)


def _traits_by_list() -> dict[str, int]:
    """Return for each listed word, in small letters, the traits that it has by being listed."""
    found: dict[str, int] = {}
    for traits, words in _TRAITS_BY_LIST:
        for word in words:
            found[word] = found.get(word, 0) | traits
    return found


MERE_ARTICLES = frozenset({"a", "an", "the"})
ONE_OF_MANY = frozenset({"a", "an", "another", "one"})
_BRAND = re.compile(r"[a-z]{1,4}[A-Z][a-z]+")


def is_brand(word: str) -> bool:
    """Tell a firm that begins with a small letter by the capital inside: "eBay"; not "iPhone", which is a thing."""
    if word.islower() or _BRAND.fullmatch(word) is None:
        return False
    return word.removesuffix("s") not in read_words("devices")


_PARTICLES_BEFORE_HYPHEN = frozenset(
    {"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ben", "bin", "ibn"}
)


def is_particled(word: str) -> bool:
    """Tell a surname that begins with a small particle: "al-Haddar", "d’Aubigny"."""
    particle, _, name = word.partition("-") if "-" in word else word.replace("’", "'").partition("'")
    return name[:1].isupper() and (particle in _PARTICLES_BEFORE_HYPHEN or particle in {"d", "l", "dell"})


_LISTED = _traits_by_list()
_MASKS: dict[int, int] = {}


def _traits_of(word: str, lower: str) -> int:
    by_form = _traits_of_form(word, lower) if word[0].isalnum() else _traits_of_sign(word)
    traits = _LISTED.get(lower, 0) | by_form
    if word not in _NEVER_OPEN:
        traits |= MAY_OPEN
    if word[-1] in ".!?…":
        traits |= STOP
    if not _is_name(word) if lower in ENDERS else traits & SIGN and word not in INNER_SIGNS:
        traits |= ENDS_RUN | DOUBTFUL
    return _MASKS.setdefault(traits, traits)  # one number for all words alike: less memory to look at


def _traits_of_sign(sign: str) -> int:
    return SIGN | (MARK if sign in MARKS else 0) | (SINGLE if sign in SINGLE_MARKS else 0)


_AMOUNT = re.compile(r"[A-Z][A-Za-z]{0,2}\d[\d.,]*(?:bn|mn?|tn|k|million|billion|trillion)")
"""Money with its sign in letters: "R2bn", "Rs500m"."""


def _traits_of_form(word: str, lower: str) -> int:
    """Return the traits that a word has by its capital and its ending."""
    traits = CAPITAL if word[0].isupper() or is_brand(word) or is_particled(word) else 0
    if traits and _AMOUNT.fullmatch(word):
        traits = 0
    if word in _VERBS and word not in _NO_MERE_VERBS:
        traits |= MERE_VERB
    if len(lower) > 4 and lower.endswith(_VERB_ENDINGS):
        traits |= DOUBTFUL
    if lower.endswith("ed") and word[0].islower():
        traits |= ACTS
    if lower.endswith("ly"):
        traits |= BRIDGE
        if word == lower and len(word) > 4 and word not in _NO_ADVERBS:
            traits |= ADVERB | DOUBTFUL
    if word in _DAYS:
        traits |= DAY | DOUBTFUL
    if lower.replace("’", "'").removesuffix("'s").removesuffix("'") in _PEOPLE:
        traits |= PERSONS
    return traits | POSSESSIVE if word.endswith(_POSSESSIVE_ENDINGS) else traits


def _is_name(word: str) -> bool:
    """Tell a capitalised word of more than two letters: it may be a name that looks like a function word."""
    return word[0].isupper() and len(word) > 2 and word.isalpha() and not word.isupper()


# ------------------------------------------------------------------------------------------------- classes

_OPEN_CLASSES = frozenset({"word", "plural", "verb", "past", "ing", "ly", "people"})
_PRONOUNS = frozenset({"i", "you", "he", "she", "it", "we", "they", "this", "these", "those", "there"})
_OBJECTS = frozenset({"him", "them", "me", "us", "himself", "herself", "themselves", "itself", "myself"})
_POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our"})
_TIMES = read_words("times")


def _class_of(word: str) -> str:
    """Return the class of a word in lower case."""
    base = word.replace("’", "'").partition("'")[0]
    if base in _PRONOUNS or word in _FUNCTION_WORDS or not word[0].isalnum():
        return base or word
    if word in _DETERMINERS:
        return "his" if word in _POSSESSIVES else "determiner"
    if word in _TIMES:
        return "time"
    if word in _OBJECTS:
        return "object"
    if word[0].isdigit():
        return "number"
    return "people" if word in _PEOPLE else _class_of_ending(word)


def _class_of_ending(word: str) -> str:
    if word.endswith("ing"):
        return "ing"
    if word.endswith("ed"):
        return "past"
    if word in _VERBS:
        return "verb"
    if word.endswith("ly"):
        return "ly"
    return "plural" if word.endswith("s") else "word"
