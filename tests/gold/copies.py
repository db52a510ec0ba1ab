"""Measure which articles are taken for one story, on pairs that we wrote (`copies.yaml`)."""

from pathlib import Path
from typing import Any

import yaml

from api.loader.copies import stories_of

from .pairs import PairFigures, figures_of

COPIES = Path(__file__).parent / "copies.yaml"


def read_copies(path: Path = COPIES) -> list[dict[str, Any]]:
    """Return the pairs: the bodies `one` and `other`, whether they are the `same` story, and `how` they differ."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    texts = found["texts"]
    return [pair | {"one": texts[pair["one"]], "other": texts[pair["other"]]} for pair in found["pairs"]]


def are_linked(one: str, other: str) -> bool:
    """Tell whether two bodies are taken for one story, whichever is published first."""
    return all(stories_of(pair) == [0, 0] for pair in ([one, other], [other, one]))


def measure_copies() -> PairFigures:
    """Return precision, recall and errors over all pairs."""
    pairs = read_copies()
    shown = [pair["how"] for pair in pairs]
    return figures_of("copies", pairs, are_linked, ("linked wrongly", "not linked"), shown)
