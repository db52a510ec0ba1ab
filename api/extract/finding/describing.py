"""Describe a reading by a few plain facts, of which the probability is made that it is a report.

In: the body as a `Scene` and a `Reading`.  Out: its facts and the features that they make, for which
`weights/indirect.tsv` has learned weights. What follows from them is the work of `indirect`.
"""

from collections.abc import Sequence
from functools import cache

from api.extract.finding.readings import CONJUNCTIONS, SUBORDINATORS, Reading
from api.extract.finding.scene import Scene
from api.extract.finding.subjects import Subject
from api.extract.grammar.beside import word_at
from api.extract.grammar.lexicon import person_nouns, plural_and_singular
from api.extract.grammar.verbs import cue_words
from api.extract.weights.scale import Facts, Group, features_of

REPORTING = person_nouns() | plural_and_singular("reporting_documents")
"""Nouns for who says something: people, and what they publish."""

_CUES = cue_words()
_STATING = frozenset({"say", "report", "write"})
CONCEDING = frozenset({"while", "although", "though"})
_LONGEST_DATE = 7  # tokens: "as of May 5, 2022,"
_LIMITS = frozenset({"least", "most"})


def describe(scene: Scene, reading: Reading) -> list[str]:
    """Return the features of a reading that its probability is made of."""
    return features_of(GROUPS, reading_facts(scene, reading))


def reading_facts(scene: Scene, reading: Reading) -> tuple[Facts, ...]:
    """Return the facts on a reading, one tuple for each of `GROUPS`."""
    cue, subject, group = reading.cue, reading.subject, reading.group
    tokens, shape, kind, base, form = scene.tokens, reading.shape, cue.kind, cue.base, cue.form
    first = reading.pieces[0][0]
    if tokens.lower[first] == "at" and word_at(tokens.lower, first + 1) in _LIMITS:
        first += 2  # "said | at least 600 died" opens as "said | 600 died" does
    if base in _STATING:
        first = _behind_date(tokens.lower, _behind_concession(scene, first))
    opener = tokens.kind_at(first)
    who = _kind_of(scene, subject)
    lead = lead_of(scene, reading)
    return (
        (base, opener),
        (base, form, who),
        (kind, subject.route, who, form),
        (base, shape, form, _class_of_helpers(group.helpers), group.chain),
        (kind, shape, _size(sum(end - begin for begin, end in reading.pieces)), reading.follower),
        (kind, shape, opener, form, lead),
        (form, tokens.kind_at(group.first - 1)),
        (kind, opener, tokens.kind_at(first + 1)),
    )


GROUPS: tuple[Group, ...] = (
    lambda base, opener: [f"{base} {opener}"],
    lambda base, form, who: [f"{base} {form} {who}"],
    lambda kind, route, who, form: [f"{kind} {route} {who}", f"{route} {form}"],
    lambda base, shape, form, helpers, chain: [
        f"{base} {shape}", f"{base} {helpers}", f"{form} {helpers}", f"chain {chain}"
    ],
    lambda kind, shape, size, follower: [
        f"{shape} size {size}", f"{kind} size {size}", f"{shape} follower {follower}"
    ],
    lambda kind, shape, opener, form, lead: [
        f"{kind} {shape} {opener}", f"{kind} {shape} {form} lead {lead}", f"{form} lead {lead} {opener}"
    ],
    lambda form, before: [f"{form} before {before}"],
    lambda kind, opener, second: [f"{kind} {opener} {second}"],
)  # fmt: skip
"""What features the facts of `reading_facts` make: each recurs, so what a group weighs is summed once and kept."""


def _behind_concession(scene: Scene, first: int) -> int:
    """Return the token behind a clause in front: "said while it leaks, | the quay is safe"."""
    lower = scene.tokens.lower
    end = scene.tokens.sentences[scene.tokens.sentence_of[first]][1]
    if lower[first] not in CONCEDING or first + 1 not in scene.begins or "," not in lower[first:end]:
        return first
    comma = lower.index(",", first)
    return comma + 1 if comma + 1 in scene.begins else first


def _behind_date(lower: Sequence[str], first: int) -> int:
    """Return the token behind a date in front: "said as of November, | it had 12" opens as "said | it had 12"."""
    is_dated = lower[first : first + 2] == ["as", "of"] and "," in lower[first : first + _LONGEST_DATE]
    return lower.index(",", first) + 1 if is_dated else first


def _size(tokens: int) -> int:
    return next((limit for limit in (1, 3, 6, 14) if tokens <= limit), 15)


@cache
def _helper_classes() -> dict[str, str]:
    """Return the class of each auxiliary that tells about the report: negated, planned, passive."""
    classes = dict.fromkeys(["is", "was", "are", "were", "be", "been", "being"], "be")
    classes |= dict.fromkeys(["has", "have", "had"], "have") | dict.fromkeys(["did", "does", "do"], "do")
    classes |= dict.fromkeys(["will", "would", "could", "can", "may", "might", "should", "must"], "modal")
    return classes | {"to": "to"}


def _class_of_helpers(helpers: Sequence[str]) -> str:
    if not helpers:
        return "plain"
    known = _helper_classes()
    return "+".join(
        sorted({"not" if word.endswith(("n't", "n’t")) else known.get(word, "other") for word in helpers})
    )


def _kind_of(scene: Scene, subject: Subject) -> str:
    if subject.first < 0:
        return "nobody"
    head = scene.tokens.lower[subject.head]
    if head in {"i", "we", "you"}:
        return "speaker"
    if head in {"he", "she", "they", "it", "who"}:
        return head
    if head in REPORTING:
        return "people"
    return "name" if scene.tokens.words[subject.head][0].isupper() else "thing"


def lead_of(scene: Scene, reading: Reading) -> str:
    """Return what opens the reporter's clause: "Although | he said ..., she won"; "cue" inside another report."""
    subject = reading.subject
    first = min(subject.first, reading.group.first) if subject.first >= 0 else reading.group.first
    before = scene.tokens.lower[first - 1] if first else ""
    if before == "state" and first > 1:  # "But state | officials said"
        before = scene.tokens.lower[first - 2]
    if before in _CUES:
        return "cue"
    if before in SUBORDINATORS:
        return (
            "relative" if before[:2] == "wh" and before not in {"while", "when", "where"} else "subordinate"
        )
    return before if before in CONJUNCTIONS or before in {"that", ","} else "main"
