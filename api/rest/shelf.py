"""Cache whole answers in memory, for requests that come again.

In: answers, and keys with everything that each depends on except the file.  Out: the most recently used ones.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

Headers = list[tuple[str, str]]

LONGEST_KEPT = 1 << 17  # bytes of one answer; longer ones are rare, and may cost a query each time
_SHELF = 1 << 24  # bytes of all answers that a worker caches
_OF_CONTENT = {
    "content-type",
    "content-length",
    "content-encoding",
    "content-disposition",
    "last-modified",
    "link",
}
"""Headers that an answer without content does not have; werkzeug drops the same."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer with status 200; `etag` is the header's value, W/ included, `route` the endpoint's name."""

    etag: str
    headers: Headers
    content: bytes
    route: str | None = None

    def unmodified(self) -> Headers:
        """Return the headers of the corresponding 304 answer."""
        return [(name, value) for name, value in self.headers if name.lower() not in _OF_CONTENT]


class Shelf:
    """Keeps the most recently used answers by request, up to a number of bytes."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Any, Answer] = OrderedDict()
        self._bytes, self._lock = 0, Lock()

    def get(self, key: Any) -> Answer | None:
        """Return the answer for `key`; None if it was never kept or has been dropped."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def put(self, key: Any, answer: Answer) -> None:
        """Keep an answer; drop the least recently used ones to make room."""
        if len(answer.content) > LONGEST_KEPT:
            return
        with self._lock:
            before = self._answers.pop(key, None)
            self._bytes += _weight(answer) - (_weight(before) if before else 0)
            self._answers[key] = answer
            while self._bytes > _SHELF:
                self._bytes -= _weight(self._answers.popitem(last=False)[1])


def _weight(answer: Answer) -> int:
    return len(answer.content) + 4000  # an allowance for its headers and key
