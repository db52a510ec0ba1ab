"""Measure the engine on the kept fifth of a PolNeAR-shaped folder: articles that nobody reads (`bench/quotes.py`)."""

import hashlib
from pathlib import Path
from typing import Any

from bench.quotes import extract_ours, figures, is_kept, run, scorer

FIGURES = ("D.span_F1", "D.joint_F1", "I.speech.attr_F1", "I.speech.token_F1")


def measure_polnear(folder: Path) -> tuple[dict[str, Any], dict[str, float]]:
    """Return which articles they are, and the figures of the engine on them."""
    score = scorer()
    stems = sorted(stem for stem in score.stems(str(folder)) if is_kept(stem))
    docs = [score.Gold(score.load_gold_doc(str(folder), stem)) for stem in stems]
    found, _ = run(extract_ours, docs)
    values = figures(docs, found)
    facts = {"articles": len(docs), "sha256": hashlib.sha256("\n".join(stems).encode()).hexdigest()}
    return facts, {name: values[name] for name in FIGURES}
