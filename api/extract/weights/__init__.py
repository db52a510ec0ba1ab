"""What was learned from annotated news: one small table of weights for each decision.

A table is a text file of lines `weight<TAB>feature`. The step that decides states facts and says which features they
make; the programs in `bench/` learn what each feature weighs.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import repeat
from math import exp
from operator import getitem

from api.extract.memory import Memory


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


class Scale:
    """Weighs what is described by facts, one tuple of them for each of `groups`.

    Facts recur from one article to the next, so what the features of a group weigh together is summed once and kept.
    """

    def __init__(self, weights: Mapping[str, float], groups: Sequence[Group]) -> None:
        self.bias = weights.get("bias", 0.0)
        self._sums = tuple(_sums(weights, group) for group in groups)

    def weigh(self, facts: Sequence[Facts]) -> float:
        """Return what all the features that the facts make weigh together, without the bias."""
        return sum(map(getitem, self._sums, facts))

    def chance(self, facts: Sequence[Facts]) -> float:
        """Return the probability that goes with the weight and the bias."""
        return 1 / (1 + exp(-self.bias - sum(map(getitem, self._sums, facts))))


def features_of(groups: Sequence[Group], facts: Sequence[Facts]) -> list[str]:
    """Return the features that the facts make, group by group: what the programs in `bench/` learn from."""
    return [feature for group, these in zip(groups, facts, strict=True) for feature in group(*these)]


def _sums(weights: Mapping[str, float], group: Group) -> Memory[Facts, float]:
    """Return what the features of one group weigh together, for the facts met so far."""
    return Memory(lambda facts: sum(map(weights.get, group(*facts), repeat(0.0))))
