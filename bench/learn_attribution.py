"""Learn the weights of `api/extract/attributing/attribution.py` from annotated news (a PolNeAR-shaped folder).

    python bench/learn_attribution.py ../shared/corpora/polnear

Needs the bench extra (numpy, scipy). A fifth of the articles is kept aside (see `bench/quotes.py`) and never used
here. Writes `api/extract/weights/attribution.tsv` (which of the phrases around a quotation names its speaker) and
`statement.tsv` (is it a statement, or a title, a slogan, a scare quote): weights of plain features, no article text.
`--folds 3` writes nothing and prints what cross-validation over the four fifths gives.
"""

import argparse
import collections
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from api.extract.attributing import attribution
from api.extract.attributing.attribution import Tables, Weights, choose_mention
from api.extract.attributing.descriptions import (
    GROUPS,
    NOBODY_GROUPS,
    STATEMENT_GROUPS,
    candidate_facts,
    describe_context,
    nobody_facts,
    statement_facts,
)
from api.extract.finding.quotes import Quoted, find_quoted
from api.extract.finding.scene import Scene, find_candidates
from api.extract.grammar.phrases import Phrase, find_phrases
from api.extract.grammar.tokens import Tokens, read_tokens
from api.extract.weights.scale import features_of
from api.extract.words import read_words
from bench.quotes import gold_articles, is_kept, scorer

WEIGHTS = Path(attribution.__file__).parents[1] / "weights"
RAREST = 6  # a feature that fewer quotations have teaches nothing that holds elsewhere
PENALTY = 1.0  # of the squared weights; 0.3 to 6 were tried by cross-validation and differ by less than half a point
SMALLEST = 0.02  # a weight below moves no probability by more than half a hundredth

Rows = list[list[str]]


@dataclass
class Lesson:
    """One article: the scorer's gold document, our scene, and for each quotation its gold attribution.

    `verdicts[i]` is the attribution whose content quotation i is, "term" when it is nobody's words, None when the
    annotation doesn't tell.
    """

    doc: Any
    scene: Scene
    verdicts: list[Any]


def read_lessons(folder: Path) -> list[Lesson]:
    """Return the articles to learn from."""
    return [_lesson(doc) for doc in gold_articles(folder) if not is_kept(doc.stem)]


def _lesson(doc: Any) -> Lesson:
    tokens = read_tokens(doc.text)
    scene = Scene(tokens, find_phrases(tokens), find_quoted(tokens))
    return Lesson(doc, scene, [_verdict(doc, tokens, quote) for quote in scene.quoted])


def _is_term_in_passing(doc: Any, tokens: Tokens, quote: Quoted, gold: Any) -> bool:
    """Tell a term inside what somebody else reports: `said he had signed a "directive" to ...`, but not
    `described a "disaster"`: a word or two after a determiner or a possessor that no cue stands before, a small
    part of the content.
    """
    words = doc.toks([(quote.span.start, quote.span.end)])
    if len(words) > 2 or quote.first < 3 or len(words) >= 0.15 * len(gold["ctok"]):
        return False
    opener, before = (
        quote.first - 2,
        doc.toks([(tokens.start_of(quote.first - 3), tokens.ends[quote.first - 3])]),
    )
    is_owned = tokens.lower[opener].endswith(("'s", "’s"))
    return is_owned or (tokens.lower[opener] in read_words("determiners") and not before & gold["cuetok"])


def _verdict(doc: Any, tokens: Tokens, quote: Quoted) -> Any:
    words = doc.toks([(quote.span.start, quote.span.end)])
    if not words or len(words & doc.discard) * 2 >= len(words):
        return None
    share = len(words & doc.content) / len(words)
    if share >= 0.8:  # as the scorer decides
        gold = max(doc.attributions, key=lambda gold: len(gold["ctok"] & words))
        return "term" if _is_term_in_passing(doc, tokens, quote, gold) else gold
    return "term" if share < 0.5 else None


def names_source(lesson: Lesson, phrase: Phrase, gold: Any) -> bool:
    """Tell whether the phrase names the annotated source."""
    tokens = lesson.scene.tokens
    words = lesson.doc.toks([(tokens.start_of(phrase.first), tokens.ends[phrase.last])])
    return bool(gold["stok"]) and scorer().mention_ok(lesson.doc, words, gold)


def choices(lesson: Lesson) -> Iterator[tuple[Rows, int]]:
    """Yield, for each annotated quotation, the description of each choice and the number of the right one.

    The last choice is "nobody". Where several phrases lie in the annotated source, the first is right and the
    others are no choice at all.
    """
    previous: Phrase | None = None
    for number, gold in enumerate(lesson.verdicts):
        if gold is None or gold == "term":
            continue
        candidates = find_candidates(lesson.scene, number, previous)
        context = describe_context(lesson.scene, number)
        right = [i for i, c in enumerate(candidates) if names_source(lesson, c.phrase, gold)]
        if gold["stok"] and not right:
            continue
        chosen = min(
            right, key=lambda i: (candidates[i].zone == "carried", candidates[i].phrase.first), default=None
        )
        kept = [i for i in range(len(candidates)) if i == chosen or i not in right]
        facts = [candidate_facts(lesson.scene, number, candidates[i], previous, context) for i in kept]
        rows = [features_of(GROUPS, these) for these in facts]
        rows.append(features_of(NOBODY_GROUPS, nobody_facts(context)))
        if chosen is not None:
            previous = candidates[chosen].phrase
        yield rows, len(kept) if chosen is None else kept.index(chosen)


def statements(lesson: Lesson, tables: Tables) -> Iterator[tuple[list[str], bool]]:
    """Yield the description of each quotation, its mention chosen by `tables`, and whether somebody said it."""
    previous: Phrase | None = None
    for number, gold in enumerate(lesson.verdicts):
        if gold is None:
            continue
        choice = choose_mention(lesson.scene, number, previous, tables)
        facts = statement_facts(lesson.scene, number, choice.candidate, choice.chance, choice.context)
        yield ["bias", *features_of(STATEMENT_GROUPS, facts)], gold != "term"
        if choice.candidate is not None and gold != "term":
            previous = choice.candidate.phrase


class Columns:
    """The features worth a weight, and the matrix of descriptions in them."""

    def __init__(self, descriptions: Sequence[set[str]]) -> None:
        seen = collections.Counter(feature for row in descriptions for feature in row)
        self.names = sorted(feature for feature, count in seen.items() if count >= RAREST)
        self.number = {name: i for i, name in enumerate(self.names)}

    def matrix(self, rows: Rows) -> csr_matrix:
        columns: list[int] = []
        starts = [0]
        for row in rows:
            columns += [self.number[feature] for feature in row if feature in self.number]
            starts.append(len(columns))
        return csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(self.names)))


def learn_choice(examples: Sequence[tuple[Rows, int]]) -> dict[str, float]:
    """Return the weights under which the right choices are likeliest (a conditional log-linear model)."""
    columns = Columns([{f for row in rows for f in row} for rows, _ in examples])
    matrix = columns.matrix([row for rows, _ in examples for row in rows])
    sizes = np.array([len(rows) for rows, _ in examples])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)
    right = starts + np.array([answer for _, answer in examples])

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        scores -= np.maximum.reduceat(scores, starts)[group]
        likelihood = np.exp(scores)
        totals = np.add.reduceat(likelihood, starts)
        chances = likelihood / totals[group]
        value = (np.log(totals) - scores[right]).sum() + PENALTY * weights @ weights
        chances[right] -= 1
        return value, matrix.T @ chances + 2 * PENALTY * weights

    return _minimise(loss, columns)


def learn_statement(examples: Sequence[tuple[list[str], bool]]) -> dict[str, float]:
    """Return the weights of a logistic regression that tells statements from terms."""
    columns = Columns([set(row) for row, _ in examples])
    matrix = columns.matrix([row for row, _ in examples])
    sign = np.array([1.0 if answer else -1.0 for _, answer in examples])

    def loss(weights: Any) -> tuple[float, Any]:
        margins = (matrix @ weights) * sign
        value = np.logaddexp(0, -margins).sum() + PENALTY * weights @ weights
        return value, matrix.T @ (-sign / (1 + np.exp(margins))) + 2 * PENALTY * weights

    return _minimise(loss, columns)


def _minimise(loss: Callable[[Any], tuple[float, Any]], columns: Columns) -> dict[str, float]:
    found = minimize(
        loss, np.zeros(len(columns.names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    )
    pairs = zip(columns.names, found.x, strict=True)
    return {name: round(float(weight), 2) for name, weight in pairs if abs(weight) >= SMALLEST}


def learn(lessons: Sequence[Lesson]) -> Tables:
    """Return both tables, the second learned with the first in force."""
    mention = learn_choice([example for lesson in lessons for example in choices(lesson)])
    statement = learn_statement(
        [example for lesson in lessons for example in statements(lesson, Tables(mention, {}))]
    )
    return Tables(mention, statement)


def score(lessons: Sequence[Lesson], tables: Tables) -> dict[str, float]:
    """Return the scorer's figures for quoted speech, decided by `tables`."""
    found: dict[str, list[dict[str, Any]]] = {}
    for lesson in lessons:
        tokens, rows = lesson.scene.tokens, []
        for quote, verdict in zip(
            lesson.scene.quoted, attribution.attribute(lesson.scene, tables), strict=True
        ):
            mention = verdict.mention
            if verdict.is_statement:
                rows.append(
                    {
                        "doc": lesson.doc.stem, "kind": "direct", "start": quote.span.start, "end": quote.span.end,
                        "mention_start": None if mention is None else tokens.start_of(mention.first),
                        "mention_end": None if mention is None else tokens.ends[mention.last], "speaker": None,
                    }
                )  # fmt: skip
        found[lesson.doc.stem] = rows
    counts = scorer().score([lesson.doc for lesson in lessons], found)
    return dict(scorer().report(counts))


def cross_validate(lessons: Sequence[Lesson], folds: int) -> None:
    """Print the figures of each fold, learned from the others."""
    for fold in range(folds):
        tables = learn([lesson for i, lesson in enumerate(lessons) if i % folds != fold])
        figures = score([lesson for i, lesson in enumerate(lessons) if i % folds == fold], tables)
        shown = (
            "D.span_F1",
            "D.attr_acc",
            "D.attr_acc_pronoun_source",
            "D.attr_acc_other_source",
            "D.joint_F1",
        )
        scare = f"scare {figures['D.scare_predicted']}/{figures['D.scare_spans']}"
        print(f"fold {fold}:", *(f"{name} {100 * figures[name]:.1f}" for name in shown), scare)


def write_table(name: str, weights: Weights) -> None:
    """Write `api/extract/weights/<name>.tsv`, heaviest first."""
    rows = sorted(weights.items(), key=lambda row: (-abs(row[1]), row[0]))
    head = (
        "# weight<TAB>feature, heaviest first. Learned by bench/learn_attribution.py; not edited by hand.\n"
    )
    text = head + "".join(f"{weight:g}\t{feature}\n" for feature, weight in rows)
    (WEIGHTS / f"{name}.tsv").write_text(text, encoding="utf-8")
    print(f"{name}.tsv: {len(rows)} weights")


def main() -> None:
    """Learn, and write the tables or print the figures of cross-validation."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="cross-validate instead of writing")
    arguments = parser.parse_args()
    lessons = read_lessons(arguments.folder)
    if arguments.folds:
        cross_validate(lessons, arguments.folds)
        return
    tables = learn(lessons)
    write_table("attribution", tables.mention)
    write_table("statement", tables.statement)


if __name__ == "__main__":
    main()
