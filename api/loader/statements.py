"""Say which quotes are one statement, printed in several places.

In: the signatures of quotes, in order of publication.  Out: for each, the first quote of its statement.

A quote with the very words of an earlier one is the same statement. Any other is compared (`wordings`) with those
few earlier ones that share most prints with it; of each print only the latest quotes count, so that the time grows
with the number of quotes and not with its square, and so that what one article adds or takes away changes nothing
but what soon follows it.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Protocol

from api.loader.signatures import Signature, signature_of, unpack
from api.loader.wordings import Wording, read_wording, say_the_same
from api.store.written import WrittenQuotes

MAX_POSTINGS = 40
"""Of the earlier quotes with a print, so many are looked at, the latest first."""
MAX_COMPARED = 12
"""Of the wordings that share prints with a quote, so many are compared, those that share most first."""
PRINTS_A_SHARED_ONE = 4
"""Of so many prints of the shorter quote, one must be shared: a changed word costs two, one put in costs one."""
FEW_PRINTS = 2
"""Of so few, one shared is enough; of more, two must be."""
WORDINGS_IN_MEMORY = 4096


def statements_of(texts: Sequence[str], reported: Sequence[bool] = ()) -> list[int]:
    """Return, for each quote, the place of the first quote of its statement; `reported`: in a reporter's words."""
    told = reported or [False] * len(texts)
    statements = Statements(lambda place: read_wording(texts[place], is_reported=told[place]))
    return [statements.first_of(signature_of(text)) for text in texts]


def repetitions(quotes: WrittenQuotes) -> Iterator[tuple[int, int]]:
    """Return the numbers of those quotes that are not the first of their statement, each with that of the first."""
    recurring = Recurring(len(quotes))
    for first, packed in quotes.signatures():
        for exact, prints in _signatures(quotes, first, packed):
            recurring.see((exact,))
            recurring.see(prints)
    numbers = array("Q")

    statements = Statements(lambda place: wording_of(quotes, numbers[place]), recurring)
    for first, packed in quotes.signatures():
        for number, signature in enumerate(_signatures(quotes, first, packed), first):
            numbers.append(number)
            place = statements.first_of(signature)
            if place != len(numbers) - 1:
                yield number, numbers[place]


def wording_of(quotes: WrittenQuotes, number: int) -> Wording:
    """Return the words of the quote of that number."""
    text, kind = quotes.wording(number)
    return read_wording(text, is_reported=kind == "indirect")


def _signatures(quotes: WrittenQuotes, first: int, packed: bytes | None) -> Iterable[Signature]:
    return map(signature_of, quotes.texts(first)) if packed is None else unpack(packed)


class Statements:
    """Remembers the quotes of a corpus by their signatures, in a few bytes each; ask in order of publication.

    A quote's number is its place in that order, from 0; `wording` reads one.  `recurring` tells of a hash whether it
    may come again: what comes once leads nowhere.
    """

    def __init__(self, wording: Callable[[int], Wording], recurring: "Recurring | None" = None) -> None:
        self.wording = lru_cache(WORDINGS_IN_MEMORY)(wording)
        self._recurring = recurring
        self._latest: dict[int, int] = {}  # by the hash over all words: the latest quote
        self._heads: dict[int, int] = {}  # by print: the latest posting; postings are numbered from 1
        self._quotes = array("I", [0])  # of each posting, the quote
        self._previous = array("I", [0])  # of each posting, the one before with the same print; 0: none
        self._exacts = array("Q")
        self._sizes = array("H")
        self._firsts = array("I")

    def first_of(self, signature: Signature) -> int:
        """Return the number of the first quote of the next quote's statement; remember that quote."""
        number = len(self._firsts)
        exact, prints = signature
        if self._recurring:
            prints = self._recurring.among(prints)
        same = self._latest.get(exact) if exact else None
        if same is None and prints:
            same = nearest(number, Signature(exact, signature.prints), self._sharing(prints), self)
        first = number if same is None else self._firsts[same]
        self._remember(number, signature, prints, first)
        return first

    def exact(self, number: int) -> int:
        """Return the hash over the words of an earlier quote."""
        return self._exacts[number]

    def size(self, number: int) -> int:
        """Return the number of prints of an earlier quote."""
        return self._sizes[number]

    def _sharing(self, prints: Iterable[int]) -> dict[int, int]:
        """Return how many of the prints each of the latest quotes has."""
        shared: dict[int, int] = {}
        quotes, previous, heads = self._quotes, self._previous, self._heads
        for mark in prints:
            posting = heads.get(mark, 0)
            left = MAX_POSTINGS
            while posting and left:
                number = quotes[posting]
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
            heads[mark] = len(self._quotes)
            self._quotes.append(number)


class Recurring:
    """Tells which hashes may come more than once, of as many as there may be; now and then says so of another."""

    _SLOTS_A_QUOTE = 16

    def __init__(self, quotes: int) -> None:
        size = 1 << max(quotes * self._SLOTS_A_QUOTE, 1 << 16).bit_length()
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
    """What comparing asks of quotes: their words, the hash over them, and how many prints they have."""

    @property
    def wording(self) -> Callable[[int], Wording]:
        """Return how to read the words of a quote."""

    def exact(self, number: int) -> int:
        """Return the hash over a quote's words."""

    def size(self, number: int) -> int:
        """Return the number of a quote's prints."""


def nearest(number: int, signature: Signature, shared: Mapping[int, int], quotes: Comparable) -> int | None:
    """Return the quote that shares most prints with this one and says the same; None when none does."""
    wording = None
    for other in islice(_worth_comparing(signature, shared, quotes), MAX_COMPARED):
        wording = wording or quotes.wording(number)
        if say_the_same(wording, quotes.wording(other)):
            return other
    return None


def _worth_comparing(signature: Signature, shared: Mapping[int, int], quotes: Comparable) -> Iterator[int]:
    """Return the quotes that share enough, those that share most first, the latest of them; each wording once."""
    size = len(signature.prints)
    enough = [
        (-count, -number)
        for number, count in shared.items()
        if count >= _enough(min(size, quotes.size(number)))
    ]
    seen = set()
    for _, negative in sorted(enough):
        exact = quotes.exact(-negative)
        if exact not in seen:
            seen.add(exact)
            yield -negative


def _enough(prints: int) -> int:
    """Return how many prints of the shorter quote must be shared for a comparison to be worth its time."""
    return 1 if prints <= FEW_PRINTS else max(2, prints // PRINTS_A_SHARED_ONE + 1)
