"""Tell what is said of somebody from what somebody says: "Bloom was accused of “...”", "it is known as “...”".

In: a `Scene` and one of its quotations.  Out: the passive verb right before it, whose subject does not speak, and the
agent behind the quotation. Who speaks instead is the work of `attribution`.
"""

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

from api.extract.finding.quotes import Quoted
from api.extract.finding.scene import Scene
from api.extract.grammar.lexicon import BETWEEN_SUBJECT_AND_VERB, CUE, MERE_ARTICLES
from api.extract.grammar.phrases import Phrase
from api.extract.grammar.verbs import speech_forms

_CALLED = frozenset({"dubbed", "known", "named", "nicknamed", "referred", "titled"})
_CHARGED = frozenset(
    {
        "accused", "billed", "branded", "called", "charged", "convicted", "described", "hailed", "labeled",
        "labelled", "regarded", "seen", "touted",
    }
)  # fmt: skip
_ADDRESSED = frozenset(
    {
        "advised", "asked", "assured", "encouraged", "informed", "instructed", "ordered", "reminded", "told", "urged",
        "warned",
    }
)  # fmt: skip
_FIRST = attrgetter("first")
_LONGEST_MESSAGE = 10  # tokens from the verb to the quotation: "was told by a doctor that she was “..."
_BETWEEN = frozenset({"as", "of", "to", "with"})
_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being", "it's"})
_MOST_BETWEEN = 4  # tokens from the verb to the quotation: "referred to as the “..."
_LONGEST_SUBJECT = 3  # tokens from the subject to "was": an adverb, "has", "also"


@dataclass(slots=True)
class Passive:
    """A passive verb before a quotation: its first token ("was"), the participle, whether it gives a name, and
    whether it tells to whom something is said.
    """

    first: int
    verb: int
    gives_name: bool
    has_addressee: bool


def find_passive(scene: Scene, quote: Quoted) -> Passive | None:
    """Return the passive verb right before the quotation: "was accused of | “...”", "has been called a | “...”"."""
    if (before := _joined_before(scene, quote)) is not None:
        return _passive_before(scene, before)
    return _passive_before(scene, quote) or _find_address(scene, quote)


def _joined_before(scene: Scene, quote: Quoted) -> Quoted | None:
    """Return the quotation that "and" joins to this one: "was called | “...” and “...”"."""
    link = quote.first - 2
    if link < 1 or scene.tokens.lower[link] != "and":
        return None
    number = bisect_left(scene.quoted, quote.first, key=_FIRST) - 1
    return scene.quoted[number] if number >= 0 and scene.behind(scene.quoted[number]) == link else None


def _passive_before(scene: Scene, quote: Quoted) -> Passive | None:
    lower, verb = scene.tokens.lower, quote.first - 2
    end = max(verb - _MOST_BETWEEN, 0)
    while verb > end and (lower[verb] in _BETWEEN or lower[verb] in MERE_ARTICLES):
        verb -= 1
    if verb < 1 or not (lower[verb] in _CALLED or lower[verb] in _CHARGED):
        return None
    return _passive_of(scene, verb)


def _find_address(scene: Scene, quote: Quoted) -> Passive | None:
    """Return the passive verb of saying to somebody: "was told by a doctor that it was | “...”"."""
    tokens, mark = scene.tokens, quote.first - 1
    if mark < 1 or tokens.paragraph_of[mark - 1] != tokens.paragraph_of[mark]:
        return None
    if tokens.sentence_of[mark - 1] != tokens.sentence_of[mark] and tokens.words[mark - 1] not in {":", ","}:
        return None
    opens = max(tokens.opening_of[mark - 1], mark - _LONGEST_MESSAGE)
    for verb in range(mark - 1, opens, -1):
        if scene.inside[verb]:
            return None
        if tokens.lower[verb] in _ADDRESSED:
            return _passive_of(scene, verb)
        if tokens.lower[verb] in speech_forms() and tokens.traits[verb] & CUE:
            return None
    return None


def _passive_of(scene: Scene, verb: int) -> Passive | None:
    """Return the passive whose participle is token `verb`; None for another form."""
    lower, first = scene.tokens.lower, verb - 1
    while first > 0 and (lower[first] in BETWEEN_SUBJECT_AND_VERB or lower[first].endswith("ly")):
        if lower[first] in _BEING:
            break
        first -= 1
    return (
        Passive(first, verb, lower[verb] in _CALLED, lower[verb] in _ADDRESSED)
        if lower[first] in _BEING
        else None
    )


def is_subject_of(scene: Scene, passive: Passive, phrase: Phrase) -> bool:
    """Tell whether a phrase is of whom the passive verb tells."""
    if passive.first <= scene.tie_of(phrase).verb <= passive.verb:
        return True
    return phrase.last < passive.first <= phrase.last + _LONGEST_SUBJECT


def agent_of(scene: Scene, passive: Passive, quote: Quoted) -> Phrase | None:
    """Return who says it: behind the quotation, or behind the verb ("was told | by a doctor | that ...")."""
    by = passive.verb + 1
    if scene.tokens.lower[by] != "by":
        return _agent_behind(scene, quote)
    return _phrase_from(scene, by + 1)


def _agent_behind(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return who says so behind the quotation, or behind the next: "was called “...” and “...” | by a keeper"."""
    behind = scene.behind(quote)
    number = bisect_left(scene.quoted, behind, key=_FIRST)
    joined = scene.quoted[number] if number < len(scene.quoted) else None
    if joined is not None and joined.first == behind + 2 and scene.tokens.lower[behind] == "and":
        behind = scene.behind(joined)
    if behind + 1 >= len(scene.tokens.words) or scene.tokens.lower[behind] != "by":
        return None
    return _phrase_from(scene, behind + 1)


def _phrase_from(scene: Scene, index: int) -> Phrase | None:
    """Return the phrase that begins at a token, or right behind it where that is an article of no phrase."""
    is_mere_article = scene.tokens.lower[index] in MERE_ARTICLES and index not in scene.begins
    return scene.begins.get(index + is_mere_article)
