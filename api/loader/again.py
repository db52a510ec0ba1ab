"""Find again, for a few of many texts, an earlier one that says the same.

In: the kept signatures of all texts by number, and the texts that may match another one now.
Out: for each of them the first of the texts that are one, the same as a search through all would find (`repeats`).
`renewal` asks it of quotes, `copies` of articles.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Protocol

from api.loader.repeats import Manner, nearest
from api.loader.signatures import Signature, exacts_in, prints_in, unpack


class Texts(Protocol):
    """Texts by number, in order of publication."""

    def signatures(self) -> Iterator[tuple[int, bytes | None]]:
        """Yield the packed signatures of consecutive texts, with the number of the first."""

    def first_of(self, number: int) -> int:
        """Return the number of the first text that is one with this, as far as that is settled."""
        ...


class Index:
    """The texts with certain prints and words, by number, in order."""

    def __init__(self, texts: Texts, postings: int) -> None:
        """Index `texts`; at most `postings` later texts with a print look back at a text."""
        self._texts, self._postings = texts, postings
        self._by_print: dict[int, list[int]] = {}
        self._by_words: dict[int, list[int]] = {}
        self.exacts: dict[int, int] = {}  # hash over the words of those that share a print
        self.sizes: dict[int, int] = {}  # and their number of prints

    def read(self, signatures: Iterable[Signature]) -> None:
        """Find the texts that share something with one of these, as far as they aren't found yet."""
        wanted = list(signatures)
        prints = {mark for signature in wanted for mark in signature.prints} - self._by_print.keys()
        words = {signature.exact for signature in wanted if signature.exact} - self._by_words.keys()
        if not (prints or words):
            return
        self._by_print |= {mark: [] for mark in prints}
        self._by_words |= {exact: [] for exact in words}
        for first, packed in self._texts.signatures():
            if packed and not (prints.isdisjoint(prints_in(packed)) and words.isdisjoint(exacts_in(packed))):
                self._enter(first, packed, prints, words)

    def _enter(self, first: int, packed: bytes, prints: set[int], words: set[int]) -> None:
        for number, (exact, marks) in enumerate(unpack(packed), first):
            if exact in words:
                self._by_words[exact].append(number)
            shared = prints.intersection(marks)
            if shared:
                self.exacts[number], self.sizes[number] = exact, len(marks)
            for mark in shared:
                self._by_print[mark].append(number)

    def behind(self, place: int, signature: Signature, more: int) -> Iterator[int]:
        """Yield the texts at or after a place that may look back at one there; `more` others came between."""
        for mark in signature.prints:
            numbers = self._by_print[mark]
            start = bisect_left(numbers, place)
            yield from numbers[start : start + self._postings + more]
        if signature.exact:
            numbers = self._by_words[signature.exact]
            start = bisect_left(numbers, place)
            yield from numbers[start : start + 1 + more]

    def same_before(self, number: int, exact: int) -> int | None:
        """Return the latest earlier text with the same words."""
        numbers = self._by_words[exact] if exact else []
        at = bisect_left(numbers, number)
        return numbers[at - 1] if at else None

    def sharing_before(self, number: int, prints: Iterable[int]) -> dict[int, int]:
        """Return how many of the prints each of the latest earlier texts has."""
        shared: dict[int, int] = defaultdict(int)
        for mark in prints:
            numbers = self._by_print[mark]
            at = bisect_left(numbers, number)
            for other in numbers[max(0, at - self._postings) : at]:
                shared[other] += 1
        return shared


class Search:
    """Finds, for some texts given in order, the first text that is one with each; all other texts are settled."""

    def __init__(
        self,
        texts: Texts,
        index: Index,
        signatures: Mapping[int, Signature],
        manner: Manner,
        read: Callable[[int], Any],
    ) -> None:
        self._texts, self._index, self._signatures = texts, index, signatures
        index.read(signatures.values())
        self.exacts, self.sizes = index.exacts, index.sizes
        self._firsts: dict[int, int] = {}
        self.manner = manner
        self.read = lru_cache(manner.in_memory)(read)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for number, signature in self._signatures.items():
            other = self._index.same_before(number, signature.exact)
            if other is None:
                shared = self._index.sharing_before(number, signature.prints)
                other = nearest(number, signature, shared, self)
            self._firsts[number] = number if other is None else self._first_of(other)
            yield number, self._firsts[number]

    def _first_of(self, number: int) -> int:
        first = self._firsts.get(number)
        return self._texts.first_of(number) if first is None else first
