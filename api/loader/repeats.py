"""Find, for each of many texts in order, an earlier one that says the same, without comparing all with all.

In: the signatures of texts, in order of publication, and how to read and compare two.  Out: for each, the first text
of those that are one.  `statements` asks it of quotes, `copies` of articles.

A text with the very words of an earlier one is the same. Any other is compared with those few earlier ones that
share most prints with it; of each print only the latest texts count, so that the time grows with the number of texts
and not with its square.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Protocol

from api.loader.signatures import Signature


@dataclass(frozen=True, slots=True)
class Manner:
    """How texts of one sort are compared.

    Of the earlier texts with a print the latest `postings` are looked at; of those that share at least `enough` of
    so many prints, the `compared` that share most; `same` tells of two texts, as they are read, whether they are one.
    The `in_memory` that were read last stay in memory.
    """

    postings: int
    compared: int
    enough: Callable[[int], int]
    same: Callable[[Any, Any], bool]
    in_memory: int = 4096


class Earlier:
    """Remembers texts by their signatures, in a few bytes each; ask in order of publication.

    A text's number is its place in that order, from 0; `read` gives it as `manner` compares it.  `recurring` tells
    of a hash whether it may come again: what comes once leads nowhere.
    """

    def __init__(
        self, manner: Manner, read: Callable[[int], Any], recurring: "Recurring | None" = None
    ) -> None:
        self.manner = manner
        self.read = lru_cache(manner.in_memory)(read)
        self._recurring = recurring
        self._latest: dict[int, int] = {}  # by the hash over all words: the latest text
        self._heads: dict[int, int] = {}  # by print: the latest posting; postings are numbered from 1
        self._texts = array("I", [0])  # of each posting, the text
        self._previous = array("I", [0])  # of each posting, the one before with the same print; 0: none
        self._exacts = array("Q")
        self._sizes = array("I")
        self._firsts = array("I")

    def first_of(self, signature: Signature) -> int:
        """Return the number of the first of the texts that are one with the next; remember that text."""
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

    def exact(self, number: int) -> int:
        """Return the hash over the words of an earlier text."""
        return self._exacts[number]

    def size(self, number: int) -> int:
        """Return the number of prints of an earlier text."""
        return self._sizes[number]

    def _sharing(self, prints: Iterable[int]) -> dict[int, int]:
        """Return how many of the prints each of the latest texts has."""
        shared: dict[int, int] = {}
        texts, previous, heads = self._texts, self._previous, self._heads
        for mark in prints:
            posting = heads.get(mark, 0)
            left = self.manner.postings
            while posting and left:
                number = texts[posting]
                shared[number] = shared.get(number, 0) + 1
                posting = previous[posting]
                left -= 1
        return shared

    def _remember(self, number: int, signature: Signature, prints: Iterable[int], first: int) -> None:
        exact = signature.exact
        self._firsts.append(first)
        self._exacts.append(exact)
        self._sizes.append(len(signature.prints))
        if exact and (self._recurring is None or exact in self._recurring):
            self._latest[exact] = number
        heads = self._heads
        for mark in prints:
            self._previous.append(heads.get(mark, 0))
            heads[mark] = len(self._texts)
            self._texts.append(number)


class Recurring:
    """Tells which hashes may come more than once, of as many as there may be; now and then says so of another."""

    _SLOTS_A_TEXT = 16

    def __init__(self, texts: int) -> None:
        size = 1 << max(texts * self._SLOTS_A_TEXT, 1 << 16).bit_length()
        self._seen = bytearray(size)
        self._mask = size - 1

    def see(self, hashes: Iterable[int]) -> None:
        """Take note of hashes."""
        seen, mask = self._seen, self._mask
        for mark in hashes:
            slot = mark & mask
            seen[slot] = 2 if seen[slot] else 1

    def __contains__(self, mark: int) -> bool:
        return self._seen[mark & self._mask] > 1

    def among(self, hashes: Iterable[int]) -> list[int]:
        """Return those of the hashes that may come more than once."""
        seen, mask = self._seen, self._mask
        return [it for it in hashes if seen[it & mask] > 1]


class Comparable(Protocol):
    """What comparing asks of texts: how, how to read one, the hash over its words, and how many prints it has."""

    manner: Manner

    @property
    def read(self) -> Callable[[int], Any]:
        """Return how to read a text."""

    def exact(self, number: int) -> int:
        """Return the hash over a text's words."""

    def size(self, number: int) -> int:
        """Return the number of a text's prints."""


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
    size, least = len(signature.prints), texts.manner.enough
    enough = [
        (-count, -number) for number, count in shared.items() if count >= least(min(size, texts.size(number)))
    ]
    seen = set()
    for _, negative in sorted(enough):
        exact = texts.exact(-negative)
        if exact not in seen:
            seen.add(exact)
            yield -negative
