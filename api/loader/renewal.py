"""Say which quotes belong to another statement since a few articles have changed, without comparing all anew.

In: the quotes of the new database and of the one before.  Out: for those quotes for which it may be another than
before, the same as a search through all would give (`statements`).

A quote looks back at the latest quotes that share a print with it. So a quote that comes or goes can only change the
statement of the next few with one of its prints, of the next with the same words, and of all that were one statement
with any of them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from api.loader.repeats import nearest
from api.loader.signatures import Signature, exacts_in, prints_in, signature_of, unpack
from api.loader.statements import MAX_POSTINGS, QUOTES, wording_of
from api.store.edits import ChangedQuotes, Edit

MAX_CONCERNED = 50_000
"""If so many quotes are concerned, comparing all anew takes no longer."""


def renewed_statements(quotes: ChangedQuotes) -> list[tuple[int, int]] | None:
    """Return the numbers of all quotes that may belong to another statement, with that of its first quote.

    None: too much has changed, or what is needed to tell is not kept; compare all.
    """
    edits = quotes.edits()
    if edits is None:
        return None
    turned = [turn for edit in edits for turn in _turned(edit)]
    index = _Index(quotes)
    index.read(signature for _, signature in turned)
    concerned = {number for edit in edits for number, _ in edit.come}
    for place, signature in turned:
        concerned.update(index.behind(place, signature, len(turned)))
    gone = [id_ for edit in edits for id_, _ in edit.gone]
    concerned |= quotes.of_same_statements(concerned, gone)
    if len(concerned) > MAX_CONCERNED:
        return None
    return list(_Search(quotes, index, sorted(concerned)))


def _turned(edit: Edit) -> Iterator[tuple[int, Signature]]:
    """Return the place and the signature of each quote that has come or gone."""
    yield from ((edit.place, signature_of(text)) for _, text in edit.gone)
    yield from ((number, signature_of(text)) for number, text in edit.come)


class _Index:
    """The quotes with certain prints and words, by number, in order."""

    def __init__(self, quotes: ChangedQuotes) -> None:
        self._quotes = quotes
        self._by_print: dict[int, list[int]] = {}
        self._by_words: dict[int, list[int]] = {}
        self.exacts: dict[int, int] = {}  # hash over the words of those that share a print
        self.sizes: dict[int, int] = {}  # and their number of prints

    def read(self, signatures: Iterable[Signature]) -> None:
        """Find the quotes that share something with one of these, as far as they aren't found yet."""
        wanted = list(signatures)
        prints = {mark for signature in wanted for mark in signature.prints} - self._by_print.keys()
        words = {signature.exact for signature in wanted if signature.exact} - self._by_words.keys()
        self._by_print |= {mark: [] for mark in prints}
        self._by_words |= {exact: [] for exact in words}
        for first, packed in self._quotes.signatures():
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
        """Return the quotes at or behind a place that may look back at one there; `more` others came between."""
        for mark in signature.prints:
            numbers = self._by_print[mark]
            start = bisect_left(numbers, place)
            yield from numbers[start : start + MAX_POSTINGS + more]
        if signature.exact:
            numbers = self._by_words[signature.exact]
            start = bisect_left(numbers, place)
            yield from numbers[start : start + 1 + more]

    def same_before(self, number: int, exact: int) -> int | None:
        """Return the latest earlier quote with the same words."""
        numbers = self._by_words[exact] if exact else []
        at = bisect_left(numbers, number)
        return numbers[at - 1] if at else None

    def sharing_before(self, number: int, prints: Iterable[int]) -> dict[int, int]:
        """Return how many of the prints each of the latest earlier quotes has."""
        shared: dict[int, int] = defaultdict(int)
        for mark in prints:
            numbers = self._by_print[mark]
            at = bisect_left(numbers, number)
            for other in numbers[max(0, at - MAX_POSTINGS) : at]:
                shared[other] += 1
        return shared


class _Search:
    """Looks for the statements of some quotes, given in order; those of all others are settled."""

    def __init__(self, quotes: ChangedQuotes, index: _Index, numbers: Sequence[int]) -> None:
        self._quotes, self._index = quotes, index
        self._signatures = dict(_signatures(quotes, numbers))
        index.read(self._signatures.values())
        self.exacts, self.sizes = index.exacts, index.sizes
        self._firsts: dict[int, int] = {}
        self.manner = QUOTES
        self.read = lru_cache(QUOTES.in_memory)(lambda number: wording_of(quotes, number))

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
        return self._quotes.first_of(number) if first is None else first


def _signatures(quotes: ChangedQuotes, numbers: Sequence[int]) -> Iterator[tuple[int, Signature]]:
    for stretch, group in groupby(numbers, quotes.stretch_of):
        signatures = list(unpack(quotes.packed(stretch.article)))
        yield from ((number, signatures[number - stretch.first]) for number in group)
