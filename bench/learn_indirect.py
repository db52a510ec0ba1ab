"""Learn the weights of `api/extract/finding/indirect.py` and `ends.py` from annotated news (a PolNeAR-shaped folder).

    python bench/learn_indirect.py ../shared/corpora/polnear

Needs the bench extra (numpy, scikit-learn). A fifth of the articles is kept aside (see `bench/quotes.py`) and
never used here. Prints what five-fold cross-validation over the others gives, and the reliability of the
probabilities; writes `api/extract/weights/indirect.tsv` and `indirect_ends.tsv`: weights of plain features
(cue lemmas, function words, positions), no article text.
"""

import argparse
import collections
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from api.extract.finding import describing, ends, indirect
from api.extract.finding.quotes import find_quoted
from api.extract.finding.readings import Reading, find_readings
from api.extract.finding.scene import Scene
from api.extract.grammar.phrases import find_phrases
from api.extract.grammar.tokens import read_tokens
from bench.quotes import gold_articles, is_kept, scorer

WEIGHTS = Path(indirect.__file__).parents[1] / "weights"
RAREST = 5  # a feature seen in fewer readings teaches nothing
SMALLEST = 0.04  # a weight below moves no probability by more than a hundredth


@dataclass
class Example:
    """A reading, its features, the article's number, and the gold attribution that it is (None: none)."""

    article: int
    reading: Reading
    features: list[str]
    gold: dict[str, Any] | None


@dataclass
class End:
    """A place where a reported clause might end, and whether it does."""

    article: int
    features: list[str]
    is_end: bool


def read_scene(text: str) -> Scene:
    tokens = read_tokens(text)
    return Scene(tokens, find_phrases(tokens), find_quoted(tokens))


def word_tokens(doc: Any, scene: Scene, ranges: Iterable[tuple[int, int]]) -> set[int]:
    """Return the scorer's word tokens inside our token ranges."""
    tokens = scene.tokens
    return doc.toks([(tokens.start_of(first), tokens.ends[end - 1]) for first, end in ranges])


def source_is_right(doc: Any, scene: Scene, reading: Reading, gold: dict[str, Any]) -> bool:
    if not gold["stok"]:
        return True
    subject = reading.subject
    if subject.first < 0:
        return False
    return scorer().mention_ok(doc, word_tokens(doc, scene, [(subject.first, subject.last + 1)]), gold)


def gold_of(doc: Any, scene: Scene, reading: Reading, *, least: float) -> dict[str, Any] | None:
    """Return the gold attribution, within the cue's sentence, that a reading finds; None when it finds none.

    Direct quotes of other sentences belong to the same attribution; they are other people's work.
    """
    words = word_tokens(doc, scene, reading.pieces) - doc.discard
    here = word_tokens(doc, scene, [scene.tokens.sentences[scene.tokens.sentence_of[reading.cue.token]]])
    cue = word_tokens(doc, scene, [(reading.cue.token, reading.cue.token + 1)])
    best, found = (False, 0.0), None
    for gold in doc.attributions:
        share = scorer().iou(words, gold["ctok"] & here) if words & gold["ctok"] else 0.0
        rank = bool(cue & gold["cuetok"]), share
        if share >= least and rank > best and source_is_right(doc, scene, reading, gold):
            best, found = rank, gold
    return found


def end_examples(doc: Any, scene: Scene, number: int) -> Iterable[End]:
    """Yield the places where the clause of a rightly found cue could end, up to where it does."""
    for reading in find_readings(scene):
        start, end = reading.pieces[-1]
        gold = gold_of(doc, scene, reading, least=0.05) if start > reading.cue.token else None
        cue = word_tokens(doc, scene, [(reading.cue.token, reading.cue.token + 1)])
        if gold is None or not cue & gold["cuetok"]:
            continue
        here = sorted(gold["ctok"] & word_tokens(doc, scene, [(start, end)]))
        if not here or here[0] > min(word_tokens(doc, scene, [(start, end)])) + 2:
            continue
        last = doc.tokens[here[-1]][1]
        clause = ends.Clause(scene, reading)
        for index in ends.possible_ends(scene, start, end):
            is_end = scene.tokens.start_of(index) >= last
            yield End(number, ends.describe_end(scene, clause, index), is_end)
            if is_end:
                break


class Model:
    """A logistic regression over sparse yes/no features."""

    def __init__(self, strength: float) -> None:
        self.strength = strength
        self.columns: dict[str, int] = {}
        self.fitted: LogisticRegression | None = None

    def fit(self, rows: Sequence[list[str]], wanted: Sequence[bool]) -> "Model":
        seen = collections.Counter(feature for row in rows for feature in set(row))
        self.columns = {feature: i for i, feature in enumerate(f for f, n in seen.items() if n >= RAREST)}
        self.fitted = LogisticRegression(C=self.strength, max_iter=500)
        self.fitted.fit(self._matrix(rows), np.array(wanted))
        return self

    def chances(self, rows: Sequence[list[str]]) -> Any:
        return self.fitted.predict_proba(self._matrix(rows))[:, 1]

    def _matrix(self, rows: Sequence[list[str]]) -> csr_matrix:
        columns: list[int] = []
        starts = [0]
        for row in rows:
            columns += {self.columns[f] for f in row if f in self.columns}
            starts.append(len(columns))
        return csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(self.columns)))

    def table(self) -> dict[str, float]:
        weights = {"bias": float(self.fitted.intercept_[0])}
        weights |= {f: float(self.fitted.coef_[0][i]) for f, i in self.columns.items()}
        return {f: w for f, w in weights.items() if f == "bias" or abs(w) >= SMALLEST}


def folded(
    rows: Sequence[list[str]], wanted: Sequence[bool], articles: Sequence[int], strength: float
) -> Any:
    """Return each row's probability from a model that never saw its article."""
    numbers, chances = np.array(articles) % 5, np.zeros(len(rows))
    for fold in range(5):
        inside = [i for i in range(len(rows)) if numbers[i] != fold]
        outside = [i for i in range(len(rows)) if numbers[i] == fold]
        model = Model(strength).fit([rows[i] for i in inside], [wanted[i] for i in inside])
        chances[outside] = model.chances([rows[i] for i in outside])
    return chances


def print_reliability(chances: Any, wanted: Sequence[bool]) -> None:
    truth = np.array(wanted)
    for low in np.arange(0, 1, 0.1):
        here = (chances >= low) & (chances < low + 0.1)
        if here.any():
            print(
                f"  given {low:.1f}-{low + 0.1:.1f}: {chances[here].mean():.2f}  "
                f"right: {truth[here].mean():.2f}  n={here.sum()}"
            )


def write_table(name: str, weights: dict[str, float]) -> None:
    lines = ["# weight<TAB>feature, heaviest first. Learned by bench/learn_indirect.py; not edited by hand."]
    lines += [f"{w:.3g}\t{f}" for f, w in sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))]
    (WEIGHTS / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def learn_ends(docs: Sequence[Any], scenes: Sequence[Scene], strength: float) -> None:
    places = [
        end
        for i, (doc, scene) in enumerate(zip(docs, scenes, strict=True))
        for end in end_examples(doc, scene, i)
    ]
    rows, wanted = [place.features for place in places], [place.is_end for place in places]
    chances = folded(rows, wanted, [place.article for place in places], strength)
    truth, said = np.array(wanted), chances >= 0.5
    print(
        f"ends: {len(places)} places, {truth.sum()} ends; "
        f"found {(truth & said).sum()}, wrongly {(~truth & said).sum()}"
    )
    write_table("indirect_ends", Model(strength).fit(rows, wanted).table())


def learn_readings(
    docs: Sequence[Any], scenes: Sequence[Scene], strength: float
) -> tuple[list[Example], Any]:
    examples: list[Example] = []
    for i, (doc, scene) in enumerate(zip(docs, scenes, strict=True)):
        for reading in find_readings(scene):
            features = describing.describe(scene, reading)
            indirect.finish(scene, reading)
            examples.append(Example(i, reading, features, gold_of(doc, scene, reading, least=0.5)))
    rows, wanted = [e.features for e in examples], [e.gold is not None for e in examples]
    chances = folded(rows, wanted, [e.article for e in examples], strength)
    print(
        f"readings: {len(rows)}, right {sum(wanted)}; of those found at {indirect.THRESHOLD}: "
        f"{sum(w and c >= indirect.THRESHOLD for w, c in zip(wanted, chances, strict=True))}"
    )
    print_reliability(chances, wanted)
    write_table("indirect", Model(strength).fit(rows, wanted).table())
    return examples, chances


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--strength", type=float, default=0.15, help="inverse of the regularisation (scikit-learn's C)"
    )
    arguments = parser.parse_args()
    docs = [doc for doc in gold_articles(arguments.folder) if not is_kept(doc.stem)]
    scenes = [read_scene(doc.text) for doc in docs]
    learn_ends(docs, scenes, arguments.strength)
    indirect.read_weights.cache_clear()
    learn_readings(docs, scenes, arguments.strength)


if __name__ == "__main__":
    main()
