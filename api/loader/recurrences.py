"""Find repetitions while rows are written: quotes that are one statement, articles that are one story.

In: the gathered articles.  Out: what `Contents` needs for both.  Finding them is the work of `statements` and
`copies`.
"""

from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO

from api.loader.copies import stories_in, with_originals
from api.loader.gathered import Gathered
from api.loader.numbered import Places, WaitingArticles, WaitingQuotes
from api.loader.statements import repetitions
from api.loader.workers import Errand, can_be_copied, errand
from api.model import value
from api.store.written import WrittenArticles, WrittenQuotes

Pairs = tuple["array[int]", "array[int]"]


@value
class Recurrences:
    """What two forks of this process find, once all articles are gathered."""

    _statements: Errand[Places, Pairs]
    _stories: Errand[Places, list[list[int]]]

    def begin(self, gathered: Gathered) -> None:
        """Start both searches; all articles must be gathered, and none kept from the old database."""
        places = gathered.places()
        self._statements.begin(places)
        self._stories.begin(places)

    def statements(self, _: WrittenQuotes) -> Iterable[tuple[int, int]]:
        """Return the numbers of quotes that are not the first of their statement, each with that of the first."""
        return zip(*self._statements.result(), strict=True)

    def copies(self, articles: WrittenArticles) -> Iterable[tuple[int, int]]:
        """Return the number of each article that is one of several copies of a story, with that of the original."""
        return with_originals(self._stories.result(), articles)


@contextmanager
def recurrences(gathered: Gathered) -> Iterator[Recurrences | None]:
    """Yield what finds both in parallel, None where we can't fork; to be called before anything is gathered.

    Processes forked so early are small: they have nothing of what is in memory later.
    """
    if not can_be_copied():
        yield None
        return
    file = gathered.file
    with errand(partial(_statements, file)) as statements, errand(partial(_stories, file)) as stories:
        yield Recurrences(statements, stories)


def _statements(file: IO[bytes], places: Places) -> Pairs:
    # A pair of objects for each of many quotes would take ten times the memory.
    numbers, firsts = array("Q"), array("Q")
    for number, first in repetitions(WaitingQuotes(file, places)):
        numbers.append(number)
        firsts.append(first)
    return numbers, firsts


def _stories(file: IO[bytes], places: Places) -> list[list[int]]:
    return stories_in(WaitingArticles(file, places))
