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

PhraseKind = Literal["pronoun", "relative", "name", "nominal", "quantifier"]

PERSONAL_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it", "you"})
RELATIVES = frozenset({"who", "which"})
_ABBREVIATED = read_words("abbreviations")
_PARTICLES = frozenset({"de", "del", "della", "der", "den", "di", "da", "du", "dos", "la", "le", "van", "von", "bin", "ibn", "al", "el", "y"})
_POSSESSIVES = ("'s", "’s", "s'", "s’")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first` to `last` (both included) that may name a speaker.

    `head` is the token that carries the meaning: the last before any preposition. `is_possessive` tells that
    the phrase ends in 's ("Trump's"). `kind` says what it is made of.
    """

    first: int
    last: int
    kind: PhraseKind
    is_possessive: bool
    head: int


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
    """Return the phrases of the body that may name a speaker, in reading order.

    A phrase takes in what "of" ties to it, and what another preposition ties to a noun for people: "the president
    of the union", "a spokesman for the Reed campaign".
    """
    found: list[Phrase] = []
    index, count = 0, len(tokens.words)
    while index < count:
        phrase = _phrase_at(tokens, index)
        if phrase is None:
            index += 1
            continue
        if found and _is_tied(tokens, found[-1], phrase):
            phrase = _joined(found.pop(), phrase)
        found.append(phrase)
        index = phrase.last + 1
    return found


_TYING = frozenset({"for", "at", "from", "with", "in", "to"})


def _is_tied(tokens: Tokens, left: Phrase, right: Phrase) -> bool:
    """Tell whether a preposition makes `right` a part of `left`."""
    if right.first != left.last + 2 or left.kind in ("pronoun", "relative", "quantifier") or right.kind in ("pronoun", "relative") or left.is_possessive:
        return False
    between = tokens.lower[left.last + 1]
    if between == "of":
        return True
    return between in _TYING and left.kind == "nominal" and tokens.lower[left.head] in person_nouns()


def _joined(left: Phrase, right: Phrase) -> Phrase:
    kind: PhraseKind = "name" if "name" in (left.kind, right.kind) and left.kind == "name" else left.kind
    return Phrase(left.first, right.last, kind, right.is_possessive, left.head)


def _phrase_at(tokens: Tokens, index: int) -> Phrase | None:
    """Return the phrase that begins exactly at token `index`, if one does."""
    lower = tokens.lower[index]
    base = lower.replace("’", "'").split("'")[0]
    if base in PERSONAL_PRONOUNS and lower != "us":
        return Phrase(index, index, "pronoun", False, index)
    if lower in RELATIVES:
        return Phrase(index, index, "relative", False, index)
    if not lower[0].isalnum() or lower in MARKS:
        return None
    determiners = read_words("determiners")
    if lower in determiners:
        last = _end_of_nouns(tokens, index + 1)
        if last is None:
            return Phrase(index, index, "quantifier", False, index) if lower in read_words("quantifiers") else None
        return _made(tokens, index, last, has_determiner=True)
    if lower in read_words("quantifiers"):
        return Phrase(index, index, "quantifier", False, index)
    last = _end_of_nouns(tokens, index)
    return None if last is None else _made(tokens, index, last, has_determiner=False)


def _made(tokens: Tokens, first: int, last: int, *, has_determiner: bool) -> Phrase | None:
    """Keep a run of nouns when something says that it may speak."""
    words = tokens.words
    is_possessive = words[last].endswith(_POSSESSIVES)
    has_capital = any(words[i][0].isupper() and not _only_begins(tokens, i) for i in range(first, last + 1))
    if has_capital:
        return Phrase(first, last, "name", is_possessive, last)
    head = tokens.lower[last].replace("’", "'").removesuffix("'s").removesuffix("'")
    if has_determiner or head in person_nouns():
        return Phrase(first, last, "nominal", is_possessive, last)
    if words[first][0].isupper() and first == last:  # "Critics", "Verizon" at a sentence's start
        return Phrase(first, last, "name", is_possessive, last)
    return None


def _only_begins(tokens: Tokens, index: int) -> bool:
    """Tell a capital that may be owed to the sentence's start alone."""
    if not _opens_sentence(tokens, index):
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
    if lower in _stops() or lower in read_words("determiners"):
        return _is_name_after_all(tokens, index)
    return not _is_verb_here(tokens, index, last)


def _is_name_after_all(tokens: Tokens, index: int) -> bool:
    """Tell a name that looks like a function word ("Will wrote", "said Al From") from the word itself."""
    word = tokens.words[index]
    if not word[0].isupper() or len(word) < 3 or word.isupper() or "'" in word or "’" in word:
        return False
    if not _opens_sentence(tokens, index):
        return tokens.words[index - 1] not in ":;" and not _is_title_case(tokens, index)
    following = tokens.lower[index + 1] if index + 1 < len(tokens.words) else ""
    return word not in ("That", "This", "Those", "These", "Some", "Most", "Many", "What", "Who", "Others", "Another", "Such") and (
        following in _unmistakable() and following.endswith(("d", "e", "s"))
    )


def _is_title_case(tokens: Tokens, index: int) -> bool:
    """Tell whether the words around are all capitalised, as in a headline."""
    around = tokens.words[max(0, index - 2) : index] + tokens.words[index + 1 : index + 3]
    letters = [word for word in around if word[0].isalpha()]
    return len(letters) > 2 and all(word[0].isupper() for word in letters)


def _opens_sentence(tokens: Tokens, index: int) -> bool:
    return index == tokens.sentences[tokens.sentence_of[index]][0] or tokens.words[index - 1] in MARKS


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
    if lower.endswith("ed") and len(lower) > 4 and _nothing_follows(tokens, index):
        return True
    subject_like = tokens.words[last][0].isupper() or tokens.lower[last] in person_nouns()
    if lower in verb_forms():
        return subject_like
    return subject_like and lower.endswith("ed") and len(lower) > 4


def _nothing_follows(tokens: Tokens, index: int) -> bool:
    """Tell whether no noun follows: "his standing improved after ..." against "the newly elected mayor"."""
    if index + 1 >= len(tokens.words):
        return True
    following = tokens.lower[index + 1]
    return not following[0].isalnum() or following in _stops() or following in read_words("determiners")


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
