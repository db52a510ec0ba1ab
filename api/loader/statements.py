"""Say which quotes are one statement, printed in several places.

In: the words of quotes, in order of publication.  Out: for each, the id of the first quote of its statement.
"""

from collections.abc import Iterable

from api.loader.ids import plain_words

MIN_WORDS = 5
"""Fewer words, such as "we'll see", can be said by two people who never heard of each other."""


class Statements:
    """Remembers each statement's first quote; ask in order of publication."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def ids_of(self, quotes: Iterable[tuple[str, str]]) -> tuple[str, ...]:
        """Return the statement of each quote, given as pairs of quote id and text."""
        return tuple(self._statement(quote_id, plain_words(text)) for quote_id, text in quotes)

    def _statement(self, quote_id: str, words: str) -> str:
        if words.count(" ") + 1 < MIN_WORDS:
            return quote_id
        return self._first.setdefault(words, quote_id)
