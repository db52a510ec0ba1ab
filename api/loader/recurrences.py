"""Find what comes again, while rows are written: quotes that are one statement, articles that are one story.

In: the articles that were gathered.  Out: what `Contents` asks for both.  How they are told is the work of
`statements` and `copies`.
"""

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from api.loader.copies import copied, stories_in, with_originals
from api.loader.gathered import Gathered, GatheredArticles, GatheredQuotes, InOrder
from api.loader.statements import repetitions
from api.loader.workers import can_be_copied, meanwhile

_WORTH_A_COPY = 2_000  # quotes; to find the statements of fewer takes no longer than to copy this process
_MOST_IN_A_COPY = 200_000  # quotes; with those of more, the copy would hold more memory than a load should


@contextmanager
def recurrences(gathered: Gathered, *, beside: bool) -> Iterator[dict[str, Any]]:
    """Give what finds the statements of all quotes, and the stories of all articles, as `Contents` has it.

    They are looked for in a copy of this process, where that saves time and there may be one `beside` us.
    """
    quotes = sum(entry.quotes for entry in gathered.entries)
    if beside and _WORTH_A_COPY <= quotes <= _MOST_IN_A_COPY and can_be_copied():
        with meanwhile(_found, InOrder(gathered)) as result:
            yield {
                "statements": lambda _: zip(*result()[0], strict=True),
                "copies": lambda articles: with_originals(result()[1], articles),
            }
    else:
        yield {"statements": repetitions, "copies": copied}


def _found(articles: InOrder) -> tuple[tuple["array[int]", "array[int]"], list[list[int]]]:
    # A pair of objects for each of many quotes would take ten times as much.
    numbers, firsts = array("Q"), array("Q")
    for number, first in repetitions(GatheredQuotes(articles)):
        numbers.append(number)
        firsts.append(first)
    return (numbers, firsts), stories_in(GatheredArticles(articles))
