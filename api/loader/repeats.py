"""Find, for each of many texts in order, an earlier one that says the same, without comparing all with all.

In: the signatures of texts, in order of publication, and how to read and compare two.  Out: for each, the first of
the texts that are one with it.  `statements` uses it for quotes, `copies` for articles.

A text with exactly the words of an earlier one is the same. Any other is compared with the few earlier ones that
share most prints with it; for each print only the latest texts count, so that the time grows with the number of texts
and not with its square.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any, Protocol

from api.loader.signatures import Signature
from api.model import value


@value
class Manner:
    """How texts of one sort are compared.

    For each print, the latest `postings` earlier texts are considered; among those that share at least `enough(n)` of
    n prints (which never falls as n grows), the `compared` that share most are compared; `same` says of two texts, as
    they are read, whether they are one. The `in_memory` that were read last stay in memory.
    """

    postings: int
    compared: int
    enough: Callable[[int], int]
    same: Callable[[Any, Any], bool]
    in_memory: int = 32768


class Earlier:
    """Remembers texts by their signatures, in a few bytes each; to be called in order of publication.

    A text's number is its index in that order, from 0; `read` returns it in the form that `manner` compares.
    `recurring` knows which hashes may occur again: those that occur once are not worth keeping.
    """

    def __init__(
        self, manner: Manner, read: Callable[[int], Any], recurring: "Recurring | None" = None
    ) -> None:
        self.manner = manner
        self.read = lru_cache(manner.in_memory)(read)
        self._recurring = recurring
        self._latest: dict[int, int] = {}  # by the hash over all words: the latest text
        self._postings: dict[
            int, array[int]
        ] = {}  # by print: the latest texts, and perhaps some earlier ones
        self.exacts = array("Q")
        self.sizes = array("I")
        self._firsts = array("I")

    def first_of(self, signature: Signature) -> int:
        """Return the number of the first text that is one with the next text; remember the next text."""
        number = len(self._firsts)
        exact, prints = signature
        if self._recurring:
            prints = self._recurring.among(prints)
        same = self._latest.get(exact) if exact else None
        if same is None and prints:
            same = nearest(number, signature, self._sharing(prints), self)
        first = number if same is None else self._firsts[same]
        self._remember(number, signature, prints, first)
        return first

    def _sharing(self, prints: Iterable[int]) -> Mapping[int, int]:
        """Return how many of the prints each of the latest texts has."""
        postings, latest = self._postings, slice(-self.manner.postings, None)
        return Counter(chain.from_iterable(postings[it][latest] for it in prints if it in postings))

    def _remember(self, number: int, signature: Signature, prints: Iterable[int], first: int) -> None:
        exact = signature.exact
        self._firsts.append(first)
        self.exacts.append(exact)
        self.sizes.append(len(signature.prints))
        if exact and (self._recurring is None or exact in self._recurring):
            self._latest[exact] = number
        for mark in prints:
            self._post(mark, number)

    def _post(self, mark: int, number: int) -> None:
        texts = self._postings.get(mark)
        if texts is None:
            self._postings[mark] = array("I", (number,))
            return
        texts.append(number)
        if len(texts) > 2 * self.manner.postings:  # only now and then, so that it costs next to nothing
            del texts[: -self.manner.postings]


class Recurring:
    """Says which hashes may occur more than once, for any number of them; sometimes wrongly includes another."""

    _SLOTS_A_TEXT = 16

    def __init__(self, texts: int) -> None:
        size = 1 << max(texts * self._SLOTS_A_TEXT, 1 << 16).bit_length()
        self._seen = bytearray(size)
        self._mask = size - 1

    def see(self, hashes: Iterable[int]) -> None:
        """Record hashes."""
        seen, mask = self._seen, self._mask
        for mark in hashes:
            slot = mark & mask
            seen[slot] = 2 if seen[slot] else 1

    def __contains__(self, mark: int) -> bool:
        return self._seen[mark & self._mask] > 1

    def among(self, hashes: Iterable[int]) -> list[int]:
        """Return those of the hashes that may occur more than once."""
        seen, mask = self._seen, self._mask
        return [it for it in hashes if seen[it & mask] > 1]


class Comparable(Protocol):
    """What comparing needs of texts: the manner, how to read one, the hash over its words, its number of prints."""

    manner: Manner

    @property
    def read(self) -> Callable[[int], Any]:
        """Return how to read a text."""

    @property
    def exacts(self) -> Sequence[int] | Mapping[int, int]:
        """Return the hash over each text's words."""

    @property
    def sizes(self) -> Sequence[int] | Mapping[int, int]:
        """Return the number of each text's prints."""


def nearest(number: int, signature: Signature, shared: Mapping[int, int], texts: Comparable) -> int | None:
    """Return the text that shares most prints with this one and says the same; None when none does."""
    own = None
    for other in islice(_worth_comparing(signature, shared, texts), texts.manner.compared):
        own = own or texts.read(number)
        if texts.manner.same(own, texts.read(other)):
            return other
    return None


def _worth_comparing(signature: Signature, shared: Mapping[int, int], texts: Comparable) -> Iterator[int]:
    """Return the texts that share enough, those that share most first, the latest of them; each wording once."""
    least, sizes = texts.manner.enough, texts.sizes
    enough = least(len(signature.prints))
    # Nearly all share a single print, and few of those are short enough: this is called ten times per text.
    worth = [
        (-count, -number)
        for number, count in shared.items()
        if count >= enough or count >= least(sizes[number])
    ]
    seen = set()
    for _, negative in sorted(worth):
        exact = texts.exacts[-negative]
        if exact not in seen:
            seen.add(exact)
            yield -negative
