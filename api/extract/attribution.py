"""Say which printed words name the speaker of each quotation, and which words attribute it.

In: a `Scene`.  Out: for each quotation, in order, how likely it is somebody's statement at all, the mention of
its speaker, the verb, and how sure that is.  Who the mention refers to is the work of `speakers`.

How it decides. For each quotation the phrases around it are candidates (`scene.find_candidates`). Each is
described by where it stands and how it is tied to a verb (`descriptions`): "subject of a verb of saying, in the
sentence that the quotation ends", "the mention that the quotation before was given". The descriptions are
weighed with `weights/attribution.tsv`, learned by `bench/learn_attribution.py` from annotated news (PolNeAR:
Newell, Margolin and Ruths, LREC 2018), and the heaviest wins; the share of its weight among all candidates' is
the probability that it is right. A second table, `statement.tsv`, tells statements from titles and scare quotes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp

from api.extract.descriptions import (
    GROUPS,
    NOBODY_GROUPS,
    STATEMENT_GROUPS,
    Context,
    candidate_facts,
    describe_context,
    nobody_facts,
    statement_facts,
)
from api.extract.phrases import Phrase
from api.extract.scene import Candidate, Scene, Tie, find_candidates
from api.extract.weights import Scale, read_weights

FLOOR = 0.75  # below, a quotation is a term or a title; at 0.5 twice as many scare quotes pass for statements
SHORT_FLOOR = 0.6  # ... of one or two words: half of those above are fragments of speech still

_SHORT = 2  # tokens, a closing comma among them

Weights = Mapping[str, float]


class Tables:
    """The learned weights: of a candidate's features, and of a quotation's."""

    def __init__(self, mention: Weights, statement: Weights) -> None:
        self.mention, self.statement = mention, statement
        self.of_candidate = Scale(mention, GROUPS)
        self.of_nobody = Scale(mention, NOBODY_GROUPS)
        self.of_statement = Scale(statement, STATEMENT_GROUPS)


@dataclass(slots=True)
class Choice:
    """The likeliest candidate for a quotation, or None for nobody; the chance that it is right; the context."""

    candidate: Candidate | None
    chance: float
    context: Context


@dataclass(slots=True)
class Attribution:
    """The verdict on one quotation.

    `statement` is the probability that somebody said it, `is_statement` whether that is enough; `mention` the
    phrase that names the speaker, or None; `confidence` the probability that the mention is right; `tie` how
    the mention hangs on the verb.
    """

    statement: float
    is_statement: bool
    mention: Phrase | None
    confidence: float
    tie: Tie | None


@cache
def shipped_tables() -> Tables:
    """Return the weights that travel with the package."""
    return Tables(read_weights("attribution"), read_weights("statement"))


def attribute(scene: Scene, tables: Tables | None = None) -> list[Attribution]:
    """Return the verdict on each quotation of the scene, in order."""
    tables = tables or shipped_tables()
    verdicts: list[Attribution] = []
    previous: Phrase | None = None
    for number in range(len(scene.quoted)):
        verdict = _decide(scene, number, previous, tables)
        verdicts.append(verdict)
        if verdict.is_statement and verdict.mention is not None:
            previous = verdict.mention
    return verdicts


def choose_mention(scene: Scene, number: int, previous: Phrase | None, tables: Tables) -> Choice:
    """Return the likeliest candidate for quotation `number`, when `previous` named the speaker before."""
    candidates = find_candidates(scene, number, previous)
    context = describe_context(scene, number)
    scores = [
        tables.of_candidate.weigh(candidate_facts(scene, number, candidate, previous, context))
        for candidate in candidates
    ]
    scores.append(tables.of_nobody.weigh(nobody_facts(context)))
    best = max(range(len(scores)), key=scores.__getitem__)
    if best == len(candidates):
        return Choice(None, 0.0, context)
    return Choice(candidates[best], 1 / sum(exp(score - scores[best]) for score in scores), context)


def _decide(scene: Scene, number: int, previous: Phrase | None, tables: Tables) -> Attribution:
    choice = choose_mention(scene, number, previous, tables)
    facts = statement_facts(scene, number, choice.candidate, choice.chance, choice.context)
    statement = tables.of_statement.chance(facts)
    quote = scene.quoted[number]
    enough = statement >= (SHORT_FLOOR if quote.last - quote.first < _SHORT else FLOOR)
    if choice.candidate is None:
        return Attribution(statement, enough, None, 0.0, None)
    phrase = choice.candidate.phrase
    return Attribution(statement, enough, phrase, choice.chance, scene.tie_of(phrase))
