"""Measure which quotations are taken for one statement, on pairs that we wrote (`pairs.yaml`)."""

import hashlib
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
    """Return a sha256 of the pairs."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def are_joined(one: str, other: str) -> bool:
    """Tell whether two quotations are taken for one statement, whichever is printed first."""
    return all(statements_of(pair) == [0, 0] for pair in ([one, other], [other, one]))


def measure_pairs() -> PairFigures:
    """Return precision, recall and errors over all pairs."""
    pairs = read_pairs()
    joined = [are_joined(pair["one"], pair["other"]) for pair in pairs]
    right = sum(pair["same"] for pair, answer in zip(pairs, joined, strict=True) if answer)
    errors = tuple(
        f"{'joined wrongly' if answer else 'not joined'}, {pair['how']}: {pair['one']} | {pair['other']}"
        for pair, answer in zip(pairs, joined, strict=True)
        if answer != pair["same"]
    )
    figures = {
        "statements.precision": right / max(sum(joined), 1),
        "statements.recall": right / sum(pair["same"] for pair in pairs),
    }
    return PairFigures(len(pairs), figures, errors)
