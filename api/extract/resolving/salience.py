"""Keep in mind of whom a text has spoken lately, and how prominently.

The weights follow Lappin and Leass (1994), "An Algorithm for Pronominal Anaphora Resolution": a mention counts by
its place in the sentence, and all counts halve with each sentence that goes by.
"""

from collections.abc import Callable
from operator import itemgetter

from api.extract.resolving.member import Member

_HALVED = 0.5
_FORGOTTEN = 0.002
_MOST_REMEMBERED = 24
_REPEATED = 0.3  # being spoken of again adds less than being spoken of at all


class Salience:
    """The members spoken of lately. Times count sentences of the reporter's own text, and never go back."""

    def __init__(self) -> None:
        self._weights: dict[Member, tuple[float, int]] = {}

    def mention(self, member: Member, weight: float, time: int) -> None:
        """Note that the text speaks of `member` at `time`."""
        now = self.of(member, time)
        more, less = (weight, now) if now < weight else (now, weight)
        self._weights[member] = (more + _REPEATED * less, time)
        if len(self._weights) > _MOST_REMEMBERED:
            self._weights = {
                m: (w, t) for m, (w, t) in self._weights.items() if w * _HALVED ** (time - t) > _FORGOTTEN
            }
            while len(self._weights) > _MOST_REMEMBERED:  # a list of many names in one sentence
                self._weights.pop(next(iter(self._weights)))

    def members(self) -> list[Member]:
        """Return those spoken of lately, in the order in which they came up."""
        return list(self._weights)

    def of(self, member: Member, time: int) -> float:
        """Return how prominent `member` is at `time`."""
        weight, then = self._weights.get(member, (0.0, 0))
        return weight * _HALVED ** (time - then) if weight else 0.0

    def ranked(
        self, time: int, fitness: Callable[[Member], float], now: float = 1.0
    ) -> list[tuple[float, Member]]:
        """Return the members for which `fitness` is above 0, most prominent first, with prominence times fitness.

        Who was spoken of at `time` itself, in the same sentence, counts `now` times as much.
        """
        found = []
        for member, (weight, then) in self._weights.items():
            prominence = weight * (now if time == then else _HALVED ** (time - then))
            if prominence > _FORGOTTEN and (fits := fitness(member)) > 0:
                found.append((prominence * fits, member))
        found.sort(key=itemgetter(0), reverse=True)
        return found
