"""Say which quotes are one statement, printed in several places.

In: the signatures of quotes, in order of publication.  Out: for each, the first quote of its statement.  `repeats`
finds it without comparing all with all; what one article adds or removes affects only quotes soon after it.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol

from api.loader.repeats import Earlier, Manner, Recurring
from api.loader.signatures import Signature, exacts_in, pack, prints_in, signature_of, unpack
from api.loader.wordings import Wording, read_wording, say_the_same

MAX_POSTINGS = 40
"""This many earlier quotes with a print are considered, the latest first."""
MAX_COMPARED = 6
"""This many of the wordings that share prints with a quote are compared, those that share most first."""
PRINTS_A_SHARED_ONE = 4
"""One in this many prints of the shorter quote must be shared: a changed word costs two prints, an added word one."""
FEW_PRINTS = 2
"""With no more prints than this, one shared print is enough; with more, two must be shared."""


def statements_of(texts: Sequence[str], reported: Sequence[bool] = ()) -> list[int]:
    """Return, for each quote, the index of the first quote of its statement; `reported`: in a reporter's words."""
    told = reported or [False] * len(texts)
    statements = Earlier(QUOTES, lambda place: read_wording(texts[place], is_reported=told[place]))
    return [statements.first_of(signature_of(text)) for text in texts]


class Quotes(Protocol):
    """Quotes by number, in order of publication."""

    def signatures(self) -> Iterator[tuple[int, bytes | None]]:
        """Return, of each article, the number of its first quote and the signatures of all, if they are kept."""

    def texts(self, first: int) -> list[str]:
        """Return the texts of the quotes of the article whose first quote has that number."""

    def wording(self, number: int) -> tuple[str, str]:
        """Return text and kind of a quote."""

    def __len__(self) -> int:
        """Return the number of quotes."""


def repetitions(quotes: Quotes) -> Iterator[tuple[int, int]]:
    """Return the numbers of those quotes that are not the first of their statement, each with that of the first."""
    recurring = Recurring(len(quotes))
    for first, packed in quotes.signatures():
        kept = pack(list(_signatures(quotes, first, packed))) if packed is None else packed
        recurring.see(exacts_in(kept))
        recurring.see(prints_in(kept))
    numbers = array("Q")

    statements = Earlier(QUOTES, lambda place: wording_of(quotes, numbers[place]), recurring)
    for first, packed in quotes.signatures():
        for number, signature in enumerate(_signatures(quotes, first, packed), first):
            numbers.append(number)
            place = statements.first_of(signature)
            if place != len(numbers) - 1:
                yield number, numbers[place]


def wording_of(quotes: Quotes, number: int) -> Wording:
    """Return the words of the quote with that number."""
    text, kind = quotes.wording(number)
    return read_wording(text, is_reported=kind == "indirect")


def _signatures(quotes: Quotes, first: int, packed: bytes | None) -> Iterable[Signature]:
    return map(signature_of, quotes.texts(first)) if packed is None else unpack(packed)


@cache
def _enough(prints: int) -> int:
    """Return how many prints of the shorter quote must be shared for a comparison to be worth its time."""
    return 1 if prints <= FEW_PRINTS else max(2, prints // PRINTS_A_SHARED_ONE + 1)


QUOTES = Manner(MAX_POSTINGS, MAX_COMPARED, _enough, say_the_same)
