"""Read quotes and articles that wait on disk, by the numbers that they will have.

In: the file of `gathered`, and where each article is in it.  Out: what `statements` and `copies` need.

A forked process that reads them touches nothing else in memory, because what it touches is duplicated.
"""

import os
import pickle  # nosec B403  # written by `gathered`
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import IO, Any, NamedTuple

from api.loader.prepared import body_in, wordings_in
from api.store.written import capacity

_ARTICLES_IN_MEMORY = 1024  # articles whose wordings are cached


class Places(NamedTuple):
    """Where articles are on disk, in bytes, and how many quotes each has: takes little memory for many articles.

    An article begins at its start with two parts: the signatures of its quotes, and the signature of its text.
    """

    starts: "array[int]"
    statements: "array[int]"
    copies: "array[int]"
    counts: "array[int]"


def read_part(file: IO[bytes], start: int, size: int) -> Any:
    """Return what was pickled at that place, without moving the file's position."""
    # pread, not seeking: a fork of this process reads the same file.
    return pickle.loads(os.pread(file.fileno(), size, start))  # nosec B301  # written by `gathered`


class WaitingQuotes:
    """The quotes of articles that are all on disk."""

    def __init__(self, file: IO[bytes], places: Places) -> None:
        self._file, self._places = file, places
        self._firsts = array("Q", accumulate(map(capacity, places.counts), initial=1))
        self._wordings = lru_cache(_ARTICLES_IN_MEMORY)(self._read_wordings)

    def signatures(self) -> Iterator[tuple[int, bytes | None]]:
        """Return, of each article, the number of its first quote and the signatures of all."""
        for article, first in enumerate(self._firsts[:-1]):
            yield first, self._part(article)[0]

    def texts(self, first: int) -> list[str]:
        """Return the texts of the quotes of the article whose first quote has that number."""
        return [text for text, _ in self._wordings(self._article(first))]

    def wording(self, number: int) -> tuple[str, str]:
        """Return text and kind of a quote."""
        article = self._article(number)
        return self._wordings(article)[number - self._firsts[article]]

    def _article(self, number: int) -> int:
        return bisect_right(self._firsts, number) - 1

    def _read_wordings(self, article: int) -> list[tuple[str, str]]:
        return wordings_in(self._part(article)[1])

    def _part(self, article: int) -> tuple[bytes, bytes]:
        part: tuple[bytes, bytes] = read_part(
            self._file, self._places.starts[article], self._places.statements[article]
        )
        return part

    def __len__(self) -> int:
        return sum(self._places.counts)


class WaitingArticles:
    """Articles that are all on disk."""

    def __init__(self, file: IO[bytes], places: Places) -> None:
        self._file, self._places = file, places

    def signatures(self) -> Iterator[tuple[int, bytes | None]]:
        """Return the number of each article with its signature."""
        for number in range(1, len(self) + 1):
            yield number, self._part(number)[0]

    def body(self, number: int) -> str:
        """Return the body of an article."""
        return body_in(self._part(number)[1])

    def _part(self, number: int) -> tuple[bytes, bytes]:
        start, before, size, _ = (each[number - 1] for each in self._places)
        part: tuple[bytes, bytes] = read_part(self._file, start + before, size)
        return part

    def __len__(self) -> int:
        return len(self._places.starts)
