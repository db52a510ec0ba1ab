"""Give each word a class, coarse enough to learn from: what comes before a name, after a determiner, at a comma.

In: a word.  Out: the word itself where it is a function word or a sign, else a class such as "Name" or "past".
"""

from functools import lru_cache

from api.extract.phrases import person_nouns
from api.extract.tokens import Tokens
from api.extract.verbs import verb_forms
from api.extract.words import read_words

_OPEN_CLASSES = frozenset({"word", "plural", "verb", "past", "ing", "ly", "people"})
_PRONOUNS = frozenset({"i", "you", "he", "she", "it", "we", "they", "this", "these", "those", "there"})
_OBJECTS = frozenset({"him", "them", "me", "us", "himself", "herself", "themselves", "itself", "myself"})
_POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our"})


def class_at(tokens: Tokens, index: int) -> str:
    """Return the class of the word at token `index`; "edge" outside the text."""
    if not 0 <= index < len(tokens.words):
        return "edge"
    found = class_of(tokens.lower[index])
    return "Name" if found in _OPEN_CLASSES and tokens.words[index][0].isupper() else found


@lru_cache(maxsize=50_000)
def class_of(word: str) -> str:
    """Return the class of a word in lower case."""
    base = word.replace("’", "'").split("'")[0]
    if base in _PRONOUNS or word in read_words("function_words") or not word[0].isalnum():
        return base or word
    if word in read_words("determiners"):
        return "his" if word in _POSSESSIVES else "determiner"
    if word in read_words("times"):
        return "time"
    if word in _OBJECTS:
        return "object"
    if word[0].isdigit():
        return "number"
    return "people" if word in person_nouns() else _class_of_ending(word)


def _class_of_ending(word: str) -> str:
    if word.endswith("ing"):
        return "ing"
    if word.endswith("ed"):
        return "past"
    if word in verb_forms():
        return "verb"
    if word.endswith("ly"):
        return "ly"
    return "plural" if word.endswith("s") else "word"
