"""One body as attribution looks at it: words, phrases and quotations, and how the phrases hang on verbs.

In: `Tokens`, `Phrase`s, `Quoted` stretches.  Out: a `Scene` that answers where things stand, and the
candidates for a quotation's speaker.  Which candidate it is, is the work of `attribution`.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from api.extract.phrases import Phrase
from api.extract.quotes import Quoted
from api.extract.tokens import MARKS, Tokens
from api.extract.verbs import speech_forms, verb_forms
from api.extract.words import read_words

_VERBS = verb_forms()
_COMMON_SAYING = frozenset(
    {"say", "tell", "add", "write", "ask", "tweet", "note", "argue", "continue", "explain", "reply"}
)
BETWEEN_SUBJECT_AND_VERB = read_words("subject_verb_fillers")
_TIMES = frozenset(
    {"week", "month", "year", "night", "evening", "morning", "summer", "spring", "fall", "winter"}
)
_DAYS = frozenset(word.lower() for word in read_words("calendar_words"))
_ADJUNCT_OPENERS = _DAYS | {"last", "this", "earlier", "late", "early", "on", "in", "during", "at"}
_OCCASIONS = frozenset(
    {
        "statement",
        "interview",
        "letter",
        "email",
        "tweet",
        "speech",
        "post",
        "memo",
        "report",
        "video",
        "note",
        "press",
    }
)
_ASIDE_OPENERS = frozenset({",", "(", "-", "–", "—"})
_LONGEST_ASIDE = 20  # tokens of an apposition between a subject and its verb
_VERB_REACH = 24  # tokens from a phrase to its verb, asides included
_LOOK_BACK = 30  # phrases looked at before a quotation
_LOOK_AHEAD = 14  # phrases looked at behind it
_NEAREST = {"before": 8, "earlier": 5, "above": 5, "after": 5, "later": 3}  # candidates of each zone


class Tie(NamedTuple):
    """How a phrase is tied to the verb that makes it a subject.

    `relation` is "NV" (phrase, then verb), "VN" (verb, then phrase), "according" (according to the phrase), or
    "none". `verb` is the verb's token; `how` what stands between: "next", "adverb", "adjunct", "apposition".
    `manner` is the verb's class and form: "common", "speech-ing", "other-bare" (see `verb_manner`).
    """

    relation: str = "none"
    verb: int = -1
    how: str = "next"
    manner: str = "none"


Looks = tuple[Tie, str, str, str, str, str, str]
"""What `descriptions` says of a phrase, whatever the quotation."""


class Candidate(NamedTuple):
    """A phrase that may name the speaker of a quotation, and where it stands seen from there.

    `zone` is "before" or "after" (same sentence), "earlier" or "later" (same paragraph), "above" (the paragraph
    before), "carried" (the mention of the quotation before, out of reach otherwise). `between` counts the
    candidates of the same zone that are nearer.
    """

    phrase: Phrase
    zone: str
    between: int


@dataclass(slots=True)
class Scene:
    """A body's tokens, phrases and quotations.

    `inside[i]` is the number of the quotation that token i stands in, or -1; `spoken` are the phrases outside
    quotations: those that the reporter wrote. `openings` are the first tokens of the quotations. `looks` is for
    `descriptions` to remember what it has described.
    """

    tokens: Tokens
    phrases: list[Phrase]
    quoted: list[Quoted]
    inside: list[int] = field(init=False)
    spoken: list[Phrase] = field(init=False)
    openings: list[int] = field(init=False)
    _firsts: list[int] = field(init=False)
    looks: dict[int, Looks] = field(init=False, default_factory=dict)
    _ties: dict[int, Tie] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.inside = [-1] * (len(self.tokens.words) + 1)
        for number, quote in enumerate(self.quoted):
            self.inside[quote.first : quote.last + 1] = [number] * (quote.last + 1 - quote.first)
        self.spoken = [phrase for phrase in self.phrases if self.inside[phrase.first] < 0]
        self.openings = [quote.first for quote in self.quoted]
        self._firsts = [phrase.first for phrase in self.spoken]

    def spoken_before(self, token: int) -> int:
        """Return how many of the `spoken` phrases begin before `token`."""
        return bisect_left(self._firsts, token)

    def tie_of(self, phrase: Phrase) -> Tie:
        """Return how `phrase` is tied to a verb; worked out once."""
        tie = self._ties.get(phrase.first)
        if tie is None:
            tie = self._ties[phrase.first] = _find_tie(self, phrase)
        return tie

    def behind(self, quote: Quoted) -> int:
        """Return the first token behind the quotation's closing mark."""
        begin = quote.last + 1
        while begin < len(self.tokens.words) and self.tokens.words[begin] in MARKS:
            begin += 1
        return begin


# ------------------------------------------------------------------------------------------------- candidates


def find_candidates(scene: Scene, number: int, previous: Phrase | None) -> list[Candidate]:
    """Return the phrases that may name the speaker of quotation `number`, each with its zone.

    `previous` is the mention of the quotation before; it is a candidate wherever it stands.
    """
    quote = scene.quoted[number]
    found = list(_candidates_behind(scene, quote))
    is_settled = bool(found) and _speaks_beside(scene, found[0].phrase, quote)
    found += _candidates_before(scene, quote, own_sentence=is_settled)
    if previous is not None and all(candidate.phrase.first != previous.first for candidate in found):
        found.append(Candidate(previous, "carried", 0))
    return found


def _speaks_beside(scene: Scene, phrase: Phrase, quote: Quoted) -> bool:
    """Tell whether the phrase and a verb of saying follow the closing mark at once: `"...," said Ada Bloom`.

    The speaker then stands in the quotation's own sentence; other paragraphs only confuse.
    """
    tie = scene.tie_of(phrase)
    if tie.verb < 0 or verb_class(scene.tokens.lower[tie.verb]) not in ("common", "speech"):
        return False
    return min(phrase.first, tie.verb) - scene.behind(quote) <= 0


def _candidates_before(scene: Scene, quote: Quoted, *, own_sentence: bool) -> Iterator[Candidate]:
    """Yield the phrases before the quotation, nearest first: its sentence, its paragraph, the one above."""
    tokens = scene.tokens
    sentence = tokens.sentence_of[max(quote.first - 1, 0)]
    paragraph = tokens.paragraph_of[quote.first]
    at = scene.spoken_before(quote.first)
    nearer = {"before": 0, "earlier": 0, "above": 0}
    for phrase in reversed(scene.spoken[max(0, at - _LOOK_BACK) : at]):
        there = tokens.paragraph_of[phrase.first]
        if there < paragraph - 1 or (own_sentence and tokens.sentence_of[phrase.first] != sentence):
            return
        same = "before" if tokens.sentence_of[phrase.first] == sentence else "earlier"
        zone = same if there == paragraph else "above"
        if nearer[zone] < _NEAREST[zone]:
            yield Candidate(phrase, zone, nearer[zone])
        nearer[zone] += 1


def _candidates_behind(scene: Scene, quote: Quoted) -> Iterator[Candidate]:
    """Yield the phrases behind the quotation, nearest first: in the sentence it ends, then in the next one."""
    tokens = scene.tokens
    begin = scene.behind(quote)
    paragraph = tokens.paragraph_of[quote.first]
    if begin >= len(tokens.words) or tokens.paragraph_of[begin] != paragraph:
        return
    sentence = tokens.sentence_of[begin]
    at = scene.spoken_before(begin)
    nearer = {"after": 0, "later": 0}
    for phrase in scene.spoken[at : at + _LOOK_AHEAD]:
        there = tokens.sentence_of[phrase.first]
        if tokens.paragraph_of[phrase.first] != paragraph or there > sentence + 1:
            return
        zone = "after" if there == sentence else "later"
        if nearer[zone] < _NEAREST[zone]:
            yield Candidate(phrase, zone, nearer[zone])
        nearer[zone] += 1


# ------------------------------------------------------------------------------------------------- ties


def _find_tie(scene: Scene, phrase: Phrase) -> Tie:
    lower = scene.tokens.lower
    if phrase.first > 1 and lower[phrase.first - 1] == "to" and lower[phrase.first - 2] == "according":
        return Tie("according", phrase.first - 2, "next", "common")
    following = _verb_after(scene, phrase)
    if following is not None and following.how == "next":
        return following
    return _verb_before(scene, phrase) or following or Tie()


def _verb_before(scene: Scene, phrase: Phrase) -> Tie | None:
    """Find the verb of `"...," said NP`."""
    index = phrase.first - 1
    if index < 0 or scene.inside[index] >= 0 or scene.tokens.lower[index] not in _VERBS:
        return None
    return Tie("VN", index, "next", verb_manner(scene.tokens.lower[index]))


def _verb_after(scene: Scene, phrase: Phrase) -> Tie | None:
    """Find the verb of `NP said`, over adverbs, an apposition between commas, or brackets."""
    tokens, how = scene.tokens, "next"
    index = phrase.last + 1
    end = min(index + _VERB_REACH, len(tokens.words))
    line = tokens.paragraph_of[phrase.last]
    while index < end and tokens.paragraph_of[index] == line and scene.inside[index] < 0:
        lower = tokens.lower[index]
        if lower in _ASIDE_OPENERS:
            closing = _end_of_aside(scene, index)
            if closing is None:
                return None
            index, how = closing, "apposition"
        elif lower in BETWEEN_SUBJECT_AND_VERB or lower.endswith("ly"):
            how = "adverb" if how == "next" else how
        elif (after := _end_of_adjunct(tokens, index)) is not None:
            index, how = after, "adjunct"
        elif lower in _VERBS or (lower.endswith("ed") and tokens.words[index][0].islower()):
            return Tie("NV", index, how, verb_manner(lower))
        else:
            return None
        index += 1
    return None


def _end_of_adjunct(tokens: Tokens, index: int) -> int | None:
    """Return the last token of an adjunct of time or occasion that begins at `index`: "on Friday", "last week",
    "in a statement"; None for another word.
    """
    word = tokens.lower[index]
    if word not in _ADJUNCT_OPENERS:
        return None
    _, second, third = [*tokens.lower[index : index + 3], "", "", ""][:3]
    if word in ("last", "this", "earlier", "late", "early") and second in _TIMES:
        return index + 1
    if word in ("on", "in", "late", "early") and second in _DAYS:
        return index + 1
    if (
        word in ("in", "during", "at")
        and second in ("a", "an", "his", "her", "their")
        and third in _OCCASIONS
    ):
        return index + 2
    return index if word in _DAYS else None


def _end_of_aside(scene: Scene, index: int) -> int | None:
    """Return the sign that closes the aside opened at `index`, in the same sentence and outside quotations."""
    tokens = scene.tokens
    wanted = ")" if tokens.words[index] == "(" else tokens.words[index]
    sentence = tokens.sentence_of[index]
    for ahead in range(index + 1, min(index + _LONGEST_ASIDE, len(tokens.words))):
        if tokens.sentence_of[ahead] != sentence or scene.inside[ahead] >= 0 or tokens.words[ahead] in MARKS:
            return None
        if tokens.words[ahead] == wanted:
            return ahead
    return None


@cache
def verb_class(form: str) -> str:
    """Return "common" (say, tell, add ...), "speech" or "other" for a verb's form, "unknown" for no listed verb."""
    base = _VERBS.get(form)
    if base is None:
        return "unknown"
    if base in _COMMON_SAYING:
        return "common"
    return "speech" if form in speech_forms() else "other"


@cache
def verb_manner(form: str) -> str:
    """Return the verb's class with "-ing" for a participle ("saying") and "-bare" for a base form ("say")."""
    ending = "-ing" if form.endswith("ing") else "-bare" if form == _VERBS.get(form) else ""
    return verb_class(form) + ending
