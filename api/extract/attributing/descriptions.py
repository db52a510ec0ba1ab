"""Describe candidates and quotations in the terms that the learned weights know.

In: a `Scene`, a quotation's number, a `Candidate`.  Out: facts, and the features that they make: short strings such
as "after NV-common", "the phrase stands behind the quotation and is the subject of a common verb of saying".
What the features weigh stands in `weights/`; what follows from them is the work of `attribution`.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from api.extract.finding.quotes import Quoted
from api.extract.finding.scene import Candidate, Scene, Tie, verb_class
from api.extract.grammar.lexicon import (
    BEING,
    BETWEEN_SUBJECT_AND_VERB,
    CAPITAL,
    MARKS,
    PERSONAL_PRONOUNS,
    PRONOUN,
    SIGN,
    SMALL,
    VERB,
    person_nouns,
)
from api.extract.grammar.phrases import Phrase
from api.extract.grammar.verbs import verb_forms
from api.extract.weights.scale import Facts, Group
from api.extract.words import read_words

_VERBS = verb_forms()
_PEOPLE = person_nouns()
_FUNCTION_WORDS = read_words("function_words")
_DETERMINERS = read_words("determiners")
_PREPOSITIONS = read_words("prepositions")
_DOCUMENTS = read_words("document_nouns")
_TELLING_OPENERS = frozenset({"that", "as", "like", "is", "was", "a", "an", "the"})
_TELLING_BEFORE_VERBS = frozenset({",", "and", "but", "to", "who", "that", "which", "by", "of", "in", "for"})
_SENTENCE_ENDS = frozenset({",", ".", "!", "?", "…", "..."})
_CALLS = frozenset({"!", "?"})
_SHORTEST_SHOUT = 3  # words all in capitals that are no acronyms and no sign
_FEW = ("0", "1", "2", "3", "4")
_DISTANCES = (*_FEW[:4], *["<8"] * 4, *["<16"] * 8, *["<40"] * 24, "far")
_CROSSED = ("x0", "x1", "x2")
_RANKS = ("subject0", "subject1", "subject2", "subject3")
_LEADING_REACH = 13  # tokens from a quotation back to the verb that leads up to it


class Context(NamedTuple):
    """How a quotation is set into its paragraph: what stands right before it (`opening`), right behind it
    (`closing`), both, and what the verb that leads up to it follows (`led`).
    """

    opening: str
    closing: str
    both: str
    led: str


@dataclass(slots=True)
class Looks:
    """What a phrase is, whatever the quotation: its tie, what kind of tie that is, what it is made of, what stands
    between it and its verb, the verb, its place in the sentence, the word before it, and how many quotations open
    before it.
    """

    tie: Tie
    relation: str
    kind: str
    how: str
    base: str
    role: str
    left: str
    quotes: int


def describe_context(scene: Scene, number: int) -> Context:
    """Describe how quotation `number` is set into its paragraph."""
    quote = scene.quoted[number]
    return _context(_what_is_before(scene, quote), _what_is_behind(scene, quote), _leading_verb(scene, quote))


@cache
def _context(before: str, behind: str, led: str) -> Context:
    return Context(f"<{before}", f">{behind}", f"<{before} >{behind}", led)


def nobody_facts(context: Context) -> tuple[Facts, ...]:
    """Return the facts on the choice that nobody near is the speaker, one tuple for each of `NOBODY_GROUPS`."""
    return (context,)


def _of_nobody(*context: str) -> list[str]:
    return ["nobody", *(f"nobody {part}" for part in context)]


NOBODY_GROUPS: tuple[Group, ...] = (_of_nobody,)


def candidate_facts(
    scene: Scene, number: int, candidate: Candidate, previous: Phrase | None, context: Context
) -> tuple[Facts, ...]:
    """Return the facts on `candidate` as the speaker of quotation `number`, one tuple for each of `GROUPS`.

    `previous` is who spoke before, `context` what `describe_context` says of the quotation.
    """
    phrase, zone = candidate.phrase, candidate.zone
    quote = scene.quoted[number]
    looks = scene.looks.get(phrase.first) or _looks_of(scene, phrase)
    tie, relation, left = looks.tie, looks.relation, looks.left
    opening, closing, both, led = context
    side = closing if zone in ("after", "later") else opening
    rank = _RANKS[min(candidate.subjects, 3)] if tie.verb >= 0 else "no subject"
    between = _FEW[min(candidate.between, 4)]
    carried, crossed = _carries(scene, phrase, previous), _quotes_between(looks, number)
    return (
        (zone, relation, looks.how, looks.base),
        (zone, relation, looks.kind, crossed, carried),
        (zone, relation, between, _distance(phrase, quote)),
        (zone, between, left, side),
        (zone, rank, _touch(tie, quote), looks.role, side, led),
        (zone, carried, both),
    )


def _of_verb(zone: str, relation: str, how: str, base: str) -> list[str]:
    tied = f"{zone} {relation}"
    return [zone, relation, tied, f"{tied} {how}", f"{tied} {base}"]


def _of_phrase(zone: str, relation: str, kind: str, crossed: str, carried: str) -> list[str]:
    return [kind, f"{relation} {kind}", f"{zone} {kind}", f"{zone} {relation} {crossed} {carried}"]


def _of_distance(zone: str, relation: str, between: str, distance: str) -> list[str]:
    place, near = f"{zone}{between}", f"{zone} {distance}"
    return [place, near, f"{near} {relation}", f"{place} {relation}"]


def _of_place(zone: str, between: str, left: str, side: str) -> list[str]:
    return [f"{zone} {left}", f"{zone}{between} {left} {side}", f"{zone} {side}"]


def _of_subject(zone: str, rank: str, touch: str, role: str, side: str, led: str) -> list[str]:
    ranked, touched = f"{zone} {rank}", f"{zone} {touch}"
    return [
        f"{ranked} {side}",
        f"{ranked} {led}",
        f"{ranked} {role}",
        f"{touched} {led}",
        f"{touched} {side}",
    ]


def _of_turn(zone: str, carried: str, both: str) -> list[str]:
    return [carried, f"{zone} {both}", f"{zone} {carried} {both}"]


GROUPS: tuple[Group, ...] = (_of_verb, _of_phrase, _of_distance, _of_place, _of_subject, _of_turn)
"""What features the facts of `candidate_facts` make, group by group: no feature mixes facts of two groups. Fewer and
larger groups would be looked up sooner where all has been met before, and met less often."""


def _looks_of(scene: Scene, phrase: Phrase) -> Looks:
    """Describe the phrase whatever the quotation. Worked out once."""
    tie = scene.tie_of(phrase)
    looks = scene.looks[phrase.first] = Looks(
        tie,
        _relation(tie.relation, tie.manner) if tie.verb >= 0 else _standing(scene, phrase),
        _kind(scene, phrase),
        tie.how,
        _base_of(scene, tie),
        _sentence_role(scene, phrase),
        _word_class_before(scene, phrase),
        bisect_left(scene.openings, phrase.first),
    )
    return looks


@cache
def _relation(relation: str, manner: str) -> str:
    return f"{relation}-{manner}"


def statement_facts(
    scene: Scene, number: int, best: Candidate | None, chance: float, context: Context
) -> tuple[Facts, ...]:
    """Return the facts on quotation `number` as somebody's statement or a mere term, with its likeliest speaker
    `best`, one tuple for each of `STATEMENT_GROUPS`.
    """
    quote = scene.quoted[number]
    words = _traits_of_words(scene, quote)
    size, titled = _size(len(words)), _set_as_title(words)
    tie = Tie() if best is None else scene.tie_of(best.phrase)
    zone = "nobody" if best is None else best.zone
    relation = _relation(tie.relation, tie.manner)
    opening, closing, both, led = context
    return (
        (_what_opens(scene, quote), closing, led, size),
        (opening, both, size, titled),
        (_small_word(scene, quote.first - 2), titled),
        (_small_word(scene, scene.behind(quote)),),
        (any(trait & (VERB | BEING) for trait in words), size, int(chance * 5), quote.is_closed),
        (words[0] & CAPITAL > 0 if words else None,),
        (zone, relation, _touch(tie, quote), size, titled),
    )


def words_of_sentence(scene: Scene, quote: Quoted) -> int:
    """Return the number of words of a quotation that is a sentence, 0 for any other.

    It has a capital, a stop or comma inside the marks, and a verb or pronoun unless it is called out ("Goodbye, old
    girl!"), and is not set as a title.
    """
    end = scene.tokens.words[quote.last]
    if end not in _SENTENCE_ENDS or not quote.is_closed:
        return 0
    words = _traits_of_words(scene, quote)
    acts = end in _CALLS or any(word & (VERB | BEING | PRONOUN) for word in words)
    is_sentence = acts and words and words[0] & CAPITAL and _set_as_title(words) in ("no", "one")
    return len(words) if is_sentence else 0


def title_set(scene: Scene, quote: Quoted) -> str:
    """Say how far the words of a quotation are set as a title: "all", "most", "one" (a single word) or "no"."""
    return _set_as_title(_traits_of_words(scene, quote))


def _traits_of_words(scene: Scene, quote: Quoted) -> list[int]:
    """Return the traits of the words of a quotation; where all is in capitals, they say nothing but of the first."""
    traits = scene.tokens.traits[quote.first : quote.last + 1]
    words = [trait for trait in traits if not trait & SIGN]
    is_sentence = scene.tokens.words[quote.last] in _SENTENCE_ENDS
    if is_sentence and len(words) >= _SHORTEST_SHOUT and quote.span.of(scene.tokens.text).isupper():
        return [words[0], *(trait & ~CAPITAL for trait in words[1:])]
    return words


def _of_setting(use: str, closing: str, led: str, size: str) -> list[str]:
    return [
        f"{use} {closing}", f"{use} {closing} {size}", f"{use} {led}", closing, led, f"{closing} {size}",
        f"{led} {size}", f"size {size}",
    ]  # fmt: skip


def _of_opening(opening: str, both: str, size: str, titled: str) -> list[str]:
    return [
        opening, both, f"{opening} {size}",
        f"titled {titled}", f"titled {titled} {opening}", f"titled {titled} {size}",
    ]  # fmt: skip


def _of_word_before(before: str, titled: str) -> list[str]:
    owned = before == "Capital's"
    return [f"word before {before}", f"word before {before} {titled}", f"owned {owned} {titled}"]


def _of_word_behind(behind: str) -> list[str]:
    return [f"word behind {behind}"]


def _of_words(verbs: bool, size: str, sure: int, is_closed: bool) -> list[str]:
    return [
        f"verbs {verbs}",
        f"verbs {verbs} {size}",
        f"sure{sure}",
        f"sure{sure} {size}",
        f"closed {is_closed}",
    ]


def _of_first_word(is_capital: bool | None) -> list[str]:
    return [f"first {is_capital}"]


def _of_speaker(zone: str, relation: str, touch: str, size: str, titled: str) -> list[str]:
    return [
        f"{zone} {relation}", f"{zone} {size}", f"{zone} {touch}",
        f"{relation} {size}", f"titled {titled} {relation}",
    ]  # fmt: skip


STATEMENT_GROUPS: tuple[Group, ...] = (
    _of_setting,
    _of_opening,
    _of_word_before,
    _of_word_behind,
    _of_words,
    _of_first_word,
    _of_speaker,
)
"""What features the facts of `statement_facts` make."""


# --------------------------------------------------------------------------------- around the quotation


def _what_is_before(scene: Scene, quote: Quoted) -> str:
    """Say what stands right before the opening mark, in one word."""
    tokens = scene.tokens
    index = quote.first - 1
    while index >= 0 and tokens.words[index] in MARKS and not scene.inside[index]:
        index -= 1
    if index < 0 or tokens.paragraph_of[index] != tokens.paragraph_of[quote.first]:
        return "continued" if quote.continues_paragraph else "start"
    if scene.inside[index]:
        return "quote"
    word, lower = tokens.words[index], tokens.lower[index]
    if word in ",:":
        return word + _verb_or_word(tokens.lower[index - 1] if index else "")
    if lower in _TELLING_OPENERS:
        return lower
    return _word_class(word, lower)


def _what_opens(scene: Scene, quote: Quoted) -> str:
    """Name the word before the opening mark as far as it makes the quoted words a noun: a determiner or a
    possessor, and whether a verb of saying stands right before that ("described a ...").
    """
    tokens, opener = scene.tokens, quote.first - 2
    if opener < 1:
        return "-"
    lower = tokens.lower[opener]
    kind = "owner" if lower.endswith(("'s", "’s")) else "determiner" if lower in _DETERMINERS else "-"
    before = tokens.lower[opener - 1]
    return f"{kind} {verb_class(before)}" if kind != "-" and before in _VERBS else kind


def _verb_or_word(lower: str) -> str:
    return verb_class(lower) if lower in _VERBS else "ing" if lower.endswith("ing") else "word"


def _word_class(word: str, lower: str) -> str:
    """Name the class of a word or sign before a quotation."""
    if not word[0].isalnum():
        return "stop" if word in ".!?…" else "sign"
    if lower in _VERBS:
        return "verb-" + verb_class(lower)
    return "preposition" if lower in _PREPOSITIONS else "function" if lower in _FUNCTION_WORDS else "word"


def _what_is_behind(scene: Scene, quote: Quoted) -> str:
    """Say how the quotation ends and what stands right behind the closing mark."""
    tokens = scene.tokens
    final = tokens.words[quote.last]
    ending = final if final in ",?!." else "—" if final in "—–-…" else "w"
    begin = scene.behind(quote)
    if begin >= len(tokens.words) or tokens.paragraph_of[begin] != tokens.paragraph_of[quote.first]:
        return ending + "end"
    if scene.inside[begin]:
        return ending + "quote"
    word, lower = tokens.words[begin], tokens.lower[begin]
    if word in ",.":
        return ending + word
    if not word[0].isalnum():
        return ending + "sign"
    if lower in _VERBS:
        return ending + "verb-" + verb_class(lower)
    if lower in PERSONAL_PRONOUNS:
        return ending + "pronoun"
    return ending + ("function" if lower in _FUNCTION_WORDS else "Name" if word[0].isupper() else "word")


def _leading_verb(scene: Scene, quote: Quoted) -> str:
    """Say what the verb nearest before the quotation, in its sentence, follows: its own subject, "and" (then the
    subject stands further off), "to", a comma ("..., saying"), a relative pronoun, or another word.
    """
    tokens = scene.tokens
    verb = _verb_leading_to(scene, quote)
    if verb < 0:
        return "led by nothing"
    lower = tokens.lower
    form = "ing" if lower[verb].endswith("ing") else verb_class(lower[verb])
    index = verb - 1
    while index >= 0 and (lower[index] in BETWEEN_SUBJECT_AND_VERB or lower[index].endswith("ly")):
        index -= 1
    if index < 0 or tokens.sentence_of[index] != tokens.sentence_of[verb]:
        return f"led by {form} at start"
    if lower[index] in _TELLING_BEFORE_VERBS:
        return f"led by {form} after {lower[index]}"
    return f"led by {form} after {'word' if lower[index][0].isalnum() else 'sign'}"


def _verb_leading_to(scene: Scene, quote: Quoted) -> int:
    """Return the token of the nearest verb before the quotation, in its sentence, or -1."""
    tokens = scene.tokens
    sentences = tokens.sentence_of[quote.first], tokens.sentence_of[max(quote.first - 1, 0)]
    for index in range(quote.first - 1, max(quote.first - 1 - _LEADING_REACH, -1), -1):
        if scene.inside[index] or tokens.sentence_of[index] not in sentences:
            return -1
        if tokens.lower[index] in _VERBS and tokens.words[index][0].islower():
            return index
    return -1


# --------------------------------------------------------------------------------- the candidate


def _standing(scene: Scene, phrase: Phrase) -> str:
    """Say what a phrase without a verb of its own is followed by: a colon, a mark, a sign, a word."""
    words, index = scene.tokens.words, phrase.last + 1
    if index >= len(words):
        return "end"
    if phrase.is_possessive:
        return "possessive"
    word = words[index]
    return ":" if word == ":" else "mark" if word in MARKS else "word" if word[0].isalnum() else "sign"


def _distance(phrase: Phrase, quote: Quoted) -> str:
    gap = quote.first - phrase.last - 2 if phrase.last < quote.first else phrase.first - quote.last - 2
    return str(gap) if gap < 0 else _DISTANCES[min(gap, 40)]


def _quotes_between(looks: Looks, number: int) -> str:
    """Count the quotations that stand between the phrase and quotation `number`; two stand for many."""
    between = number - looks.quotes if looks.quotes <= number else looks.quotes - number - 1
    return _CROSSED[min(between, 2)]


def _kind(scene: Scene, phrase: Phrase) -> str:
    """Say what the phrase is made of, as far as it bears on who speaks."""
    lower = scene.tokens.lower[phrase.head]
    if phrase.kind == "pronoun":
        return (
            "they"
            if lower[:4] == "they"
            else "it"
            if lower[:2] == "it"
            else "I"
            if lower[0] in "iwy"
            else "he"
        )
    if lower in _DOCUMENTS:
        return "document"
    if phrase.kind == "nominal":
        return "person" if lower in _PEOPLE else "thing"
    if phrase.kind == "name":
        return "Names" if phrase.last > phrase.first else "Name"
    return phrase.kind


def _carries(scene: Scene, phrase: Phrase, previous: Phrase | None) -> str:
    """Say whether the phrase is the mention of the quotation before, or the same words again."""
    if previous is None:
        return "none before"
    if phrase.first == previous.first:
        return "same mention"
    if scene.tokens.lower[phrase.last] == scene.tokens.lower[previous.last]:
        return "same words"
    return "newer" if phrase.first > previous.first else "older"


def _sentence_role(scene: Scene, phrase: Phrase) -> str:
    """Say whether the phrase opens its sentence, or its clause."""
    tokens = scene.tokens
    if phrase.first == tokens.opening_of[phrase.first]:
        return "opens"
    before = tokens.lower[phrase.first - 1]
    if before in ",;—–-":
        return "clause"
    return "and" if before in ("and", "but", "or") else "inside"


def _touch(tie: Tie, quote: Quoted) -> str:
    """Say how near the phrase's verb is to the quotation."""
    if tie.verb < 0:
        return "-"
    is_before = tie.verb < quote.first
    gap = quote.first - 2 - tie.verb if is_before else tie.verb - quote.last - 1
    return "touches" if gap <= 1 else "close" if gap <= 5 else "away"


def _base_of(scene: Scene, tie: Tie) -> str:
    return "-" if tie.verb < 0 else _VERBS.get(scene.tokens.lower[tie.verb], "?")


def _word_class_before(scene: Scene, phrase: Phrase) -> str:
    """Name the preposition, or the class of the verb, right before the phrase."""
    before = scene.tokens.lower[phrase.first - 1] if phrase.first else ""
    if before in _PREPOSITIONS:
        return before
    return "verb-" + verb_class(before) if before in _VERBS else "-"


# --------------------------------------------------------------------------------- the quoted words


def _small_word(scene: Scene, index: int) -> str:
    """Return the word or sign at token `index`; of a name only that it is one: weights should know nobody."""
    if not 0 <= index < len(scene.tokens.words):
        return ""
    word, lower = scene.tokens.words[index], scene.tokens.lower[index]
    if not word[0].isupper():
        return lower
    return "Capital's" if lower.endswith(("'s", "’s")) else "Capital"


def _size(count: int) -> str:
    return str(count) if count < 6 else "<9" if count < 9 else "<15" if count < 15 else "long"


def _set_as_title(words: list[int]) -> str:
    """Say whether words, told by their traits, are set as a title: "all" but the small ones have a capital, "most"
    have, "one" word only, or "no".
    """
    if not words or not words[0] & CAPITAL:
        return "no"
    large = [word for word in words[1:] if not word & SMALL]
    capitals = len([word for word in large if word & CAPITAL])
    if not large:
        return "one"
    return "all" if capitals == len(large) else "most" if capitals * 2 > len(large) else "no"
