"""What was learned from annotated news: one small table of weights for each decision.

A table is a text file of lines `weight<TAB>feature`. The features are made by the step that decides
(`attribution.describe`); the programs in `bench/` learn the weights.
"""

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from importlib.resources import files
from itertools import repeat


@cache
def read_weights(name: str) -> dict[str, float]:
    """Return the weights of `weights/<name>.tsv` by feature."""
    lines = files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t", 1) for line in lines if line and not line.startswith("#"))
    return {feature: float(weight) for weight, feature in rows}


Facts = tuple[Hashable, ...]
"""A few facts that bear on each other."""
Group = Callable[..., list[str]]
"""Makes features of a few facts: no feature mixes facts of two groups."""
_MOST_REMEMBERED = 50_000  # sums of a group of features; a few thousand occur in ordinary news


class Sums(dict[Facts, float]):
    """What the features of one group weigh together, for the facts met so far: facts recur."""

    def __init__(self, weights: Mapping[str, float], group: Group) -> None:
        super().__init__()
        self._weights, self._group = weights, group

    def __missing__(self, facts: Facts) -> float:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        weight = self[facts] = sum(map(self._weights.get, self._group(*facts), repeat(0.0)))
        return weight
