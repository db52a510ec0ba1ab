"""Measure which quotations are taken for one statement, on pairs that we wrote (`pairs.yaml`)."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from api.loader.statements import statements_of

PAIRS = Path(__file__).parent / "pairs.yaml"


@dataclass(frozen=True)
class PairFigures:
    """Precision and recall over `count` pairs, with a line for each error."""

    count: int
    figures: dict[str, float]
    errors: tuple[str, ...]


def read_pairs(path: Path = PAIRS) -> list[dict[str, Any]]:
    """Return the pairs: `one`, `other`, `same`, and `how` they differ."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def fingerprint(path: Path = PAIRS) -> str:
    """Return a sha256 of a file of pairs."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def are_joined(one: str, other: str) -> bool:
    """Tell whether two quotations are taken for one statement, whichever is printed first."""
    return all(statements_of(pair) == [0, 0] for pair in ([one, other], [other, one]))


def measure_pairs() -> PairFigures:
    """Return precision, recall and errors over all pairs."""
    pairs = read_pairs()
    shown = [f"{pair['how']}: {pair['one']} | {pair['other']}" for pair in pairs]
    return figures_of("statements", pairs, are_joined, ("joined wrongly", "not joined"), shown)


def figures_of(
    name: str,
    pairs: Sequence[Mapping[str, Any]],
    are_one: Callable[[str, str], bool],
    wrong: tuple[str, str],
    shown: Sequence[str],
) -> PairFigures:
    """Return precision and recall of `are_one`; `wrong` names an answer of yes, and one of no, that is wrong."""
    answers = [are_one(pair["one"], pair["other"]) for pair in pairs]
    judged = list(zip(pairs, answers, shown, strict=True))
    right = sum(pair["same"] for pair, answer, _ in judged if answer)
    errors = tuple(f"{wrong[not answer]}, {said}" for pair, answer, said in judged if answer != pair["same"])
    figures = {
        f"{name}.precision": right / max(sum(answers), 1),
        f"{name}.recall": right / sum(pair["same"] for pair in pairs),
    }
    return PairFigures(len(pairs), figures, errors)
