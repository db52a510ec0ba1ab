"""Weigh what is described by facts: sum the learned weights of the features that the facts make.

In: a table of `weights`, and for each group of facts that bear on each other what features they make.  Out: sums and
probabilities. What the facts are, and what follows, is the work of `attribution` and `indirect`.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import repeat
from math import exp
from operator import getitem

from api.extract.memory import Memory

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
        return sum(map(getitem, self._sums, facts), 0.0)

    def chance(self, facts: Sequence[Facts]) -> float:
        """Return the probability that goes with the weight and the bias."""
        return 1 / (1 + exp(-self.bias - sum(map(getitem, self._sums, facts), 0.0)))


def features_of(groups: Sequence[Group], facts: Sequence[Facts]) -> list[str]:
    """Return the features that the facts make, group by group: what the programs in `bench/` learn from."""
    return [feature for group, these in zip(groups, facts, strict=True) for feature in group(*these)]


def _sums(weights: Mapping[str, float], group: Group) -> Memory[Facts, float]:
    """Return what the features of one group weigh together, for the facts met so far."""
    return Memory(lambda facts: sum(map(weights.get, group(*facts), repeat(0.0)), 0.0))
