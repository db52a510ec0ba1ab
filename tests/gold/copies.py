"""Measure which articles are taken for one story, on pairs that we wrote (`copies.yaml`)."""

import hashlib
from pathlib import Path
from typing import Any

import yaml

from api.loader.copies import stories_of

from .pairs import PairFigures

COPIES = Path(__file__).parent / "copies.yaml"


def read_copies(path: Path = COPIES) -> list[dict[str, Any]]:
    """Return the pairs: the bodies `one` and `other`, whether they are the `same` story, and `how` they differ."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    texts = found["texts"]
    return [pair | {"one": texts[pair["one"]], "other": texts[pair["other"]]} for pair in found["pairs"]]


def fingerprint(path: Path = COPIES) -> str:
    """Return a sha256 of the pairs."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def are_linked(one: str, other: str) -> bool:
    """Tell whether two bodies are taken for one story, whichever is published first."""
    return all(stories_of(pair) == [0, 0] for pair in ([one, other], [other, one]))


def measure_copies() -> PairFigures:
    """Return precision, recall and errors over all pairs."""
    pairs = read_copies()
    linked = [are_linked(pair["one"], pair["other"]) for pair in pairs]
    right = sum(pair["same"] for pair, answer in zip(pairs, linked, strict=True) if answer)
    errors = tuple(
        f"{'linked wrongly' if answer else 'not linked'}, {pair['how']}"
        for pair, answer in zip(pairs, linked, strict=True)
        if answer != pair["same"]
    )
    figures = {
        "copies.precision": right / max(sum(linked), 1),
        "copies.recall": right / sum(pair["same"] for pair in pairs),
    }
    return PairFigures(len(pairs), figures, errors)
