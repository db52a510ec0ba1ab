"""Find the noun phrases that could name a speaker.

In: the body as `Tokens`.  Out: `Phrase`s in reading order, never overlapping.  Which of them
spoke is the work of `attribution` and `indirect`; who they are, of `speakers`.

There is no part-of-speech tagger here. A noun phrase is what lies between words that can't stand in one:
function words, verbs we know, signs. It is kept when something says that it may speak: a capital, a
determiner, a noun for people or bodies.
"""

from functools import cache
from typing import Literal, NamedTuple

from api.extract.tokens import MARKS, Tokens
from api.extract.verbs import speech_forms, verb_forms
from api.extract.words import read_words

PhraseKind = Literal["pronoun", "relative", "name", "nominal", "quantifier"]

PERSONAL_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it", "you"})
RELATIVES = frozenset({"who", "which"})
_OBJECT_PRONOUNS = frozenset({"him", "them", "us", "me", "himself", "herself", "themselves", "itself"})
_POSSESSIVES = ("'s", "’s", "s'", "s’")
_TYING = frozenset({"of", "for", "at", "from", "with", "in", "to"})
_AFTER_ITS_NOUN = frozenset(
    {"familiar", "close", "involved", "loyal", "sympathetic", "opposed", "knowledgeable"}
)
_LONGEST_RUN = 12  # tokens; a longer run of nouns is a list or a headline

_FUNCTION_WORDS = read_words("function_words")
_DETERMINERS = read_words("determiners")
_QUANTIFIERS = read_words("quantifiers")
_JOINTS = read_words("name_joints")
_ABBREVIATIONS = read_words("abbreviations")
_VERBS = frozenset(verb_forms())
_PAST_LIKE_BASE = frozenset({"put", "let", "cut", "read", "hit", "cast", "set", "beat", "spread"})
_BASE_FORMS = frozenset(form for form, base in verb_forms().items() if form == base) - _PAST_LIKE_BASE
_CERTAIN_VERBS = read_words("unmistakable_verbs") | {f for f in speech_forms() if f.endswith("ed")}
_ENDERS = _FUNCTION_WORDS | PERSONAL_PRONOUNS | _OBJECT_PRONOUNS | _DETERMINERS
# Most tokens: no phrase begins at a function word in small letters, or at a sign.
_NEVER_OPEN = (
    (_FUNCTION_WORDS | _OBJECT_PRONOUNS | set(",.;:!?()[]-–—'’‘…/") | MARKS) - _QUANTIFIERS - RELATIVES
)
_NEVER_NAMES = read_words("never_names")
_PRONOUN_FORMS = frozenset(
    pronoun + ending
    for pronoun in PERSONAL_PRONOUNS
    for mark in "'’"
    for ending in ("", *(mark + short for short in ("s", "d", "ll", "re", "ve", "m")))
)


class Phrase(NamedTuple):
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


_PEOPLE = person_nouns()


def find_phrases(tokens: Tokens) -> list[Phrase]:
    """Return the phrases of the body that may name a speaker, in reading order.

    A phrase takes in what "of" ties to it, and what another preposition ties to a noun for people: "the
    president of the union", "a spokesman for the Reed campaign".
    """
    found: list[Phrase] = []
    index, count = 0, len(tokens.words)
    while index < count:
        if tokens.words[index] in _NEVER_OPEN:
            index += 1
            continue
        phrase, index = _phrase_at(tokens, index)
        if phrase is None:
            continue
        if found and phrase.first == found[-1].last + 2 and _is_tied(tokens, found[-1], phrase):
            phrase = _joined(found.pop(), phrase)
        if (
            tokens.words[phrase.head] in _PEOPLE
        ):  # in small letters: "a former U.S. official", not "Press Secretary"
            phrase = _with_complements(tokens, phrase)
            index = phrase.last + 1
        found.append(phrase)
    return found


def _with_complements(tokens: Tokens, phrase: Phrase) -> Phrase:
    """Take in what prepositions tie to a noun for people: "an official familiar with the plans", "a spokesman for
    the mayor", "an officer with long experience in the region".
    """
    last = phrase.last
    while not phrase.is_possessive and (end := _end_of_complement(tokens, last)) is not None:
        last = end
    return Phrase(phrase.first, last, phrase.kind, phrase.is_possessive, phrase.head)


def _end_of_complement(tokens: Tokens, last: int) -> int | None:
    """Return the last token of the complement that follows token `last`, or None for no complement."""
    lower, link = tokens.lower, last + 1
    if link + 2 < len(lower) and lower[link] in _AFTER_ITS_NOUN and lower[link + 1] in _TYING:
        link += 1
    if link + 1 >= len(lower) or lower[link] not in _TYING:
        return None
    if lower[link - 1] not in _PEOPLE and lower[link] not in ("of", "in", "with"):
        return None
    begin = link + 2 if lower[link + 1] in _DETERMINERS else link + 1
    end = _end_of_run(tokens, begin)
    if end is None or tokens.sentence_of[end] != tokens.sentence_of[last]:
        return None
    return None if tokens.words[end].endswith(_POSSESSIVES) else end


def _is_tied(tokens: Tokens, left: Phrase, right: Phrase) -> bool:
    """Tell whether the one word between makes `right` a part of `left`."""
    if left.kind not in ("name", "nominal") or left.is_possessive or right.kind in ("pronoun", "relative"):
        return False
    if tokens.sentence_of[left.last] != tokens.sentence_of[right.first]:
        return False
    return tokens.lower[left.last + 1] == "of"


def _joined(left: Phrase, right: Phrase) -> Phrase:
    return Phrase(left.first, right.last, left.kind, right.is_possessive, left.head)


def _phrase_at(tokens: Tokens, index: int) -> tuple[Phrase | None, int]:
    """Return the phrase that begins at token `index`, if one does, and the token to go on with."""
    lower = tokens.lower[index]
    if lower in _PRONOUN_FORMS:
        return Phrase(index, index, "pronoun", False, index), index + 1
    if lower in RELATIVES:
        return Phrase(index, index, "relative", False, index), index + 1
    if lower in _DETERMINERS:
        last = _end_of_run(tokens, index + 1)
        if last is not None and tokens.sentence_of[last] == tokens.sentence_of[index]:
            return _kept(tokens, index, last, has_determiner=True), last + 1
    elif lower not in _QUANTIFIERS:
        last = _end_of_run(tokens, index)
        return (None, index + 1) if last is None else (_kept(tokens, index, last, False), last + 1)
    if lower in _QUANTIFIERS:
        return Phrase(index, index, "quantifier", False, index), index + 1
    return None, index + 1


def _kept(tokens: Tokens, first: int, last: int, has_determiner: bool) -> Phrase | None:
    """Keep a run of nouns when something says that it may speak."""
    words = tokens.words
    final = words[last]
    is_possessive = final.endswith(_POSSESSIVES)
    for index in range(first, last + 1):
        if words[index][0].isupper() and not _is_only_an_opener(tokens, index):
            return Phrase(first, last, "name", is_possessive, last)
    head = tokens.lower[last].replace("’", "'").removesuffix("'s").removesuffix("'")
    if has_determiner or head in _PEOPLE:
        return Phrase(first, last, "nominal", is_possessive, last)
    return None


def _is_only_an_opener(tokens: Tokens, index: int) -> bool:
    """Tell a capital that is owed to the sentence's start alone: "Critics", "The"."""
    lower = tokens.lower[index]
    return (lower in _DETERMINERS or lower in _PEOPLE) and _opens_sentence(tokens, index)


def _end_of_run(tokens: Tokens, index: int) -> int | None:
    """Return the last token of the run of nouns and adjectives that begins at `index`, or None for no run.

    A possessive goes on: "Reed's campaign manager" is one phrase.
    """
    words, lower = tokens.words, tokens.lower
    last: int | None = None
    limit = min(index + _LONGEST_RUN, len(words))
    line = tokens.sentence_of[index] if index < limit else -1
    while index < limit and tokens.sentence_of[index] == line:
        word, small = words[index], lower[index]
        if word == ".":  # "Mr. Reed", "John F. Kelly"
            if last != index - 1 or not _is_abbreviated(words[last]):
                break
        elif not word[0].isalnum():
            if word != "&" or last is None:
                break
        elif small in _ENDERS:
            if not _is_name_after_all(tokens, index):
                break
            last = index
        elif (
            (small in _JOINTS and not _joins(words, index, last))
            or _is_verb(tokens, index, last)
            or (small in _AFTER_ITS_NOUN and last is not None and lower[last] in _PEOPLE)
        ):
            break
        else:
            last = index
        index += 1
    return last


def _joins(words: list[str], index: int, last: int | None) -> bool:
    """Tell whether a small word stands between two capitals, as in "Ursula von der Leyen"."""
    if last is None or (not words[last][0].isupper() and words[last].lower() not in _JOINTS):
        return False
    following = words[index + 1] if index + 1 < len(words) else "."
    return following[0].isupper() or following.lower() in _JOINTS


def _is_name_after_all(tokens: Tokens, index: int) -> bool:
    """Tell a name that looks like a function word ("Will wrote", "said Al From") from the word itself."""
    word = tokens.words[index]
    if not word[0].isupper() or len(word) < 3 or not word.isalpha() or word.isupper():
        return False
    if not _opens_sentence(tokens, index):
        return tokens.words[index - 1] not in ":;" and not _is_in_title_case(tokens, index)
    following = tokens.lower[index + 1] if index + 1 < len(tokens.words) else ""
    return tokens.lower[index] not in _NEVER_NAMES and following in _CERTAIN_VERBS


def _is_in_title_case(tokens: Tokens, index: int) -> bool:
    """Tell whether the words around are all capitalised, as in a headline."""
    around = tokens.words[max(0, index - 2) : index] + tokens.words[index + 1 : index + 3]
    letters = [word for word in around if word[0].isalpha()]
    return len(letters) > 2 and all(word[0].isupper() for word in letters)


def _opens_sentence(tokens: Tokens, index: int) -> bool:
    return index == tokens.sentences[tokens.sentence_of[index]][0] or tokens.words[index - 1] in MARKS


def _is_abbreviated(word: str) -> bool:
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isupper())


def _is_verb(tokens: Tokens, index: int, last: int | None) -> bool:
    """Tell a verb from a noun or a name of the same form, by what stands around it and how it ends."""
    lower = tokens.lower[index]
    looks_like_one = lower in _VERBS
    if not looks_like_one and not (lower.endswith("ed") and len(lower) > 4 and last is not None):
        return False
    if lower in _PEOPLE:
        return False
    if tokens.words[index][0].isupper():  # "Asked about it, ..." against "the Reached Agreement"
        return looks_like_one and last is None and index == tokens.sentences[tokens.sentence_of[index]][0]
    if last is None:  # "the reports", but "reports of"
        return index == 0 or tokens.lower[index - 1] not in _DETERMINERS
    if lower in _CERTAIN_VERBS or (lower.endswith("ed") and _no_noun_follows(tokens, index)):
        return True
    subject = tokens.lower[last]
    if not tokens.words[last][0].isupper() and subject not in _PEOPLE:
        return False
    # A base form agrees with a plural only: "the mayors order", but "an executive order".
    return lower not in _BASE_FORMS or subject.endswith(("s", "men", "people", "police"))


def _no_noun_follows(tokens: Tokens, index: int) -> bool:
    """Tell "his standing improved after ..." from "the newly elected mayor"."""
    following = tokens.lower[index + 1] if index + 1 < len(tokens.words) else "."
    return not following[0].isalnum() or following in _ENDERS
