"""Find the noun phrases that could name a speaker.

In: the body as `Tokens`.  Out: `Phrase`s in reading order, never overlapping.  Which of them spoke is the work
of `attribution` and `indirect`; who they are, of `speakers`.

There is no part-of-speech tagger here. A noun phrase is what lies between words that can't stand in one:
function words, verbs we know, signs. It is kept when something says that it may speak: a capital, a determiner,
a noun for people or bodies.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from api.extract.tokens import MARKS, Tokens
from api.extract.verbs import speech_forms, verb_forms
from api.extract.words import read_words

PhraseKind = Literal["pronoun", "name", "nominal", "quantifier"]

PERSONAL_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it", "you"})
_ABBREVIATED = read_words("abbreviations")
_PARTICLES = frozenset({"de", "del", "della", "der", "den", "di", "da", "du", "dos", "la", "le", "van", "von", "bin", "ibn", "al", "el", "y"})
_POSSESSIVES = ("'s", "’s", "s'", "s’")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` to `last` (both included) that may name a speaker.

    `head` is the token that carries the meaning: the last of the phrase. `is_possessive` tells that it
    ends in 's ("Trump's"). `kind` says what it is made of.
    """

    first: int
    last: int
    kind: PhraseKind
    is_possessive: bool = False

    @property
    def head(self) -> int:
        """The token that carries the meaning."""
        return self.last


@cache
def person_nouns() -> frozenset[str]:
    """Return the nouns for people and bodies, singular and plural."""
    singular = read_words("person_nouns")
    return singular | {_plural(noun) for noun in singular}


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def _stops() -> frozenset[str]:
    """Return the words at which a noun phrase ends."""
    return read_words("function_words") | PERSONAL_PRONOUNS | {"him", "them", "us", "me", "himself", "herself", "themselves", "itself"}


def find_phrases(tokens: Tokens) -> list[Phrase]:
    """Return the phrases of the body that may name a speaker, in reading order."""
    found: list[Phrase] = []
    index, count = 0, len(tokens.words)
    while index < count:
        phrase = _phrase_at(tokens, index)
        if phrase is None:
            index += 1
        else:
            found.append(phrase)
            index = phrase.last + 1
    return found


def _phrase_at(tokens: Tokens, index: int) -> Phrase | None:
    """Return the phrase that begins exactly at token `index`, if one does."""
    lower = tokens.lower[index]
    base = lower.replace("’", "'").split("'")[0]
    if base in PERSONAL_PRONOUNS and lower != "us":
        return Phrase(index, index, "pronoun")
    if not lower[0].isalnum() or lower in MARKS:
        return None
    determiners = read_words("determiners")
    if lower in determiners:
        last = _end_of_nouns(tokens, index + 1)
        if last is None:
            return Phrase(index, index, "quantifier") if lower in read_words("quantifiers") else None
        return _made(tokens, index, last, has_determiner=True)
    if lower in read_words("quantifiers"):
        return Phrase(index, index, "quantifier")
    last = _end_of_nouns(tokens, index)
    return None if last is None else _made(tokens, index, last, has_determiner=False)


def _made(tokens: Tokens, first: int, last: int, *, has_determiner: bool) -> Phrase | None:
    """Keep a run of nouns when something says that it may speak."""
    words = tokens.words
    is_possessive = words[last].endswith(_POSSESSIVES)
    has_capital = any(words[i][0].isupper() and not _only_begins(tokens, i) for i in range(first, last + 1))
    if has_capital:
        return Phrase(first, last, "name", is_possessive)
    head = tokens.lower[last].replace("’", "'").removesuffix("'s").removesuffix("'")
    if has_determiner or head in person_nouns():
        return Phrase(first, last, "nominal", is_possessive)
    if words[first][0].isupper() and first == last:  # "Critics", "Verizon" at a sentence's start
        return Phrase(first, last, "name", is_possessive)
    return None


def _only_begins(tokens: Tokens, index: int) -> bool:
    """Tell a capital that may be owed to the sentence's start alone."""
    at_start = index == tokens.sentences[tokens.sentence_of[index]][0] or tokens.words[index - 1] in MARKS
    if not at_start:
        return False
    lower = tokens.lower[index]
    return lower in read_words("determiners") or lower in person_nouns() or lower.endswith("s") and lower[:-1] in person_nouns()


def _end_of_nouns(tokens: Tokens, index: int) -> int | None:
    """Return the last token of the run of nouns and adjectives that begins at `index`, or None for no run.

    A possessive ends a run and may begin another one: "Trump's | campaign manager" is one phrase.
    """
    last: int | None = None
    limit = min(index + 12, len(tokens.words))
    while index < limit and _continues(tokens, index, last):
        if tokens.words[index] != ".":
            last = index
        index += 1
    return last


def _continues(tokens: Tokens, index: int, last: int | None) -> bool:
    word, lower = tokens.words[index], tokens.lower[index]
    if last is not None and tokens.sentence_of[index] != tokens.sentence_of[last]:
        return False
    if word == ".":  # "Mr. Reed", "John F. Kelly"
        return last == index - 1 and _is_abbreviated(tokens.words[last])
    if not word[0].isalnum():
        return word == "&" and last is not None
    if lower in _PARTICLES:
        return last is not None and tokens.words[last][0].isupper() and index + 1 < len(tokens.words) and tokens.words[index + 1][0].isupper()
    if lower in _stops():
        return False
    if lower in read_words("determiners"):
        return last is None and False
    return not _is_verb_here(tokens, index, last)


def _is_abbreviated(word: str) -> bool:
    return word in _ABBREVIATED or (len(word) == 1 and word.isupper())


def _is_verb_here(tokens: Tokens, index: int, last: int | None) -> bool:
    """Tell a verb from a noun or a name of the same form, by what stands before it and how it ends."""
    word, lower = tokens.words[index], tokens.lower[index]
    if word[0].isupper() and (last is not None or not _only_begins_verb(tokens, index)):
        return False
    if lower in person_nouns():
        return False
    if last is None:
        before = tokens.lower[index - 1] if index else ""
        return lower in verb_forms() and before not in read_words("determiners")
    if lower in _unmistakable():
        return True
    subject_like = tokens.words[last][0].isupper() or tokens.lower[last] in person_nouns()
    if lower in verb_forms():
        return subject_like
    return subject_like and lower.endswith("ed") and len(lower) > 4


def _only_begins_verb(tokens: Tokens, index: int) -> bool:
    """Tell a verb that opens a sentence ("Asked about it, ...") from a name."""
    first = tokens.sentences[tokens.sentence_of[index]][0]
    return index == first and tokens.lower[index] in verb_forms()


@cache
def _unmistakable() -> frozenset[str]:
    """Return verb forms that are no nouns: "said", "told", "wrote", "insisted"."""
    return frozenset(form for form in speech_forms() if form.endswith("ed")) | frozenset(
        "said says told tells wrote writes spoke speaks swore became began went knew saw took gave came got made thinks knows wants".split()
    )
