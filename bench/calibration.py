"""Show how far the confidence can be believed: of what is given as 0.9, are nine in ten right?

    python bench/calibration.py ../shared/corpora/polnear           # a PolNeAR-shaped folder's kept fifth
    python bench/calibration.py ../shared/corpora/polnear --all     # all of it, what was learned from included

Prints a reliability table for quotations and one for reported statements: band of confidence, number of cases, mean
confidence, share that is right, and where that share lies with 95 % certainty (Wilson). Below it the expected
calibration error (the mean distance of confidence and share over bands, weighted by cases) and the Brier score.

What is right. A quotation of three words or more: it is one of the gold's, and a word that tells who is meant
stands in its mention and in the gold's source, as the scorer's joint figure asks. A reported statement: half of its
words and of a gold attribution's agree, and so does the mention; statements of one mention are taken together, as the
scorer does, with their mean confidence. Quotes of nobody are left out: their confidence is 0 by definition.

The gold has mentions, not people: confidence also counts the risk that a pronoun is taken for the wrong person, and
is therefore expected to lie a little below the share that is right here.
"""

import argparse
import itertools
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from api.extract import extract_article
from api.model import RawFile
from bench.quotes import Alignment, gold_articles, groups_of, is_kept, scorer

BANDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.0)
Z = 1.96  # of the normal distribution, for 95 %


@dataclass(frozen=True)
class Case:
    """One statement: what the engine thought of it, and how it was."""

    confidence: float
    is_right: bool


def rows_of(doc: Any) -> list[dict[str, Any]]:
    """Return our quotes of an article that have a speaker, as the scorer reads them, with their confidence."""
    article = extract_article(RawFile(f"{doc.stem}.txt", "text", doc.text, ""))
    back = Alignment(article.body, doc.text)
    rows = []
    for quote in article.quotes:
        if quote.mention is None or quote.speaker is None:
            continue
        start, end = back.span(quote.span.start, quote.span.end)
        mention = back.span(quote.mention.span.start, quote.mention.span.end)
        rows.append(
            {
                "doc": doc.stem, "start": start, "end": end, "kind": quote.kind, "confidence": quote.confidence,
                "mention_start": mention[0], "mention_end": mention[1], "speaker": None,
            }
        )  # fmt: skip
    return rows


def quoted_cases(doc: Any, rows: Sequence[dict[str, Any]]) -> Iterator[Case]:
    """Yield a case for each quotation that the scorer counts: in marks, or matched with one that has a source."""
    score = scorer()
    _, cut = score.prep(doc, list(rows), "split")
    pieces = [p for p in cut if p["kind"] in ("direct", "mixed") and len(p["tok"]) >= 3]
    _, used = score.greedy([unit["tok"] for unit in doc.units], [p["tok"] for p in pieces])
    for j, piece in enumerate(pieces):
        source = doc.units[used[j]]["attr"] if j in used else None
        if source is None:
            if _is_counted(doc, piece):
                yield Case(piece["confidence"], False)
        elif source["stok"]:
            yield Case(piece["confidence"], score.mention_ok(doc, piece["mtok"], source))


def _is_counted(doc: Any, piece: dict[str, Any]) -> bool:
    """Tell whether the scorer counts a quotation that it could not match: it stands in marks, in annotated text."""
    words = piece["tok"]
    return len(words & doc.discard) * 2 < len(words) and len(words & doc.in_marks) >= 0.8 * len(words)


def reported_cases(doc: Any, rows: Sequence[dict[str, Any]]) -> Iterator[Case]:
    """Yield a case for each mention with reported statements, compared as the scorer compares all of its words."""
    score = scorer()
    groups = groups_of(doc, rows)
    gold = doc.attributions
    _, used = score.greedy(
        [a["ctok"] for a in gold],
        [g["tok"] for g in groups],
        lambda i, j: not gold[i]["stok"] or score.mention_ok(doc, groups[j]["mtok"], gold[i]),
    )
    for j, group in enumerate(groups):
        told = [row["confidence"] for row in group["rows"] if row["kind"] == "indirect"]
        if told:
            yield Case(sum(told) / len(told), j in used)


def wilson(right: int, count: int) -> tuple[float, float]:
    """Return where a share lies with 95 % certainty, after `right` of `count`."""
    share, square = right / count, Z * Z / count
    middle, half = share + square / 2, Z * ((share * (1 - share) + square / 4) / count) ** 0.5
    return (middle - half) / (1 + square), (middle + half) / (1 + square)


def print_table(name: str, cases: Sequence[Case]) -> None:
    """Print a row for each band of confidence that has cases, then the summary."""
    print(f"\n{name}: {len(cases)} cases")
    print(f"  {'confidence':>12}{'cases':>8}{'mean':>8}{'right':>8}   95 % interval")
    error = 0.0
    for low, high in itertools.pairwise(BANDS):
        band = [
            case for case in cases if low <= case.confidence < high or case.confidence == high == BANDS[-1]
        ]
        if not band:
            continue
        mean = sum(case.confidence for case in band) / len(band)
        right = sum(case.is_right for case in band)
        error += abs(mean - right / len(band)) * len(band) / len(cases)
        least, most = wilson(right, len(band))
        print(
            f"  {low:5.2f}-{high:4.2f}{len(band):10}{mean:8.3f}{right / len(band):8.3f}   {least:.3f}-{most:.3f}"
        )
    brier = sum((case.confidence - case.is_right) ** 2 for case in cases) / len(cases)
    print(f"  expected calibration error {error:.3f}, Brier score {brier:.3f}")


def gather(docs: Iterable[Any]) -> tuple[list[Case], list[Case]]:
    """Return the cases of quotations, and of reported statements."""
    quoted: list[Case] = []
    reported: list[Case] = []
    for doc in docs:
        rows = rows_of(doc)
        quoted += quoted_cases(doc, rows)
        reported += reported_cases(doc, rows)
    return quoted, reported


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="all articles, not only the kept fifth")
    arguments = parser.parse_args()
    docs = [doc for doc in gold_articles(arguments.folder) if arguments.all or is_kept(doc.stem)]
    quoted, reported = gather(docs)
    print(f"{len(docs)} articles")
    print_table("quotations", quoted)
    print_table("reported statements", reported)


if __name__ == "__main__":
    main()
