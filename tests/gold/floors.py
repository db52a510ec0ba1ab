"""Floors: figures below which the engine must not fall. They are kept in `floors.json` and may only rise."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).parent / "floors.json"
DIGITS = 3
HALVES = ("precision", "recall")


class FloorWouldFall(Exception):
    """An update would lower a floor."""


def read_floors(path: Path = FLOORS) -> dict[str, Any]:
    """Return what is kept, by yardstick ("gold", "polnear", "pairs"): its facts and its `figures`."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def rounded(figures: Mapping[str, float]) -> dict[str, float]:
    """Return the figures cut, not rounded: a floor is never above what was measured."""
    return {
        name: math.floor(value * 10**DIGITS + 1e-9) / 10**DIGITS for name, value in sorted(figures.items())
    }


def floored(figures: Mapping[str, float]) -> dict[str, float]:
    """Return the figures that have floors: F1 stands for precision and recall; one may be traded for the other."""
    halves = {
        f"{name.removesuffix('.F1')}.{half}" for name in figures if name.endswith(".F1") for half in HALVES
    }
    return {name: value for name, value in figures.items() if name not in halves}


def fallen(floors: Mapping[str, float], figures: Mapping[str, float]) -> list[str]:
    """Return a sentence for each figure that is below its floor or is no longer measured."""
    now = rounded(figures)
    return [
        f"{name} is {now.get(name, 'not measured')}, its floor is {floor}"
        for name, floor in floors.items()
        if now.get(name, -1.0) < floor
    ]


def raise_floors(
    yardstick: str,
    facts: Mapping[str, Any],
    figures: Mapping[str, float],
    *,
    allow_lower: bool = False,
    path: Path = FLOORS,
) -> None:
    """Keep the figures as the floors of a yardstick; raise FloorWouldFall if one is lower, unless that is allowed."""
    kept = read_floors(path)
    lower = fallen(kept.get(yardstick, {}).get("figures", {}), figures)
    if lower and not allow_lower:
        raise FloorWouldFall("; ".join(lower))
    kept[yardstick] = {**facts, "figures": rounded(floored(figures))}
    path.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
