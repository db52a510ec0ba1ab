"""Keep whole answers in memory, for who asks the same again.

In: answers, and keys that say all that each depends on but the file.  Out: those that were wanted last.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

Headers = list[tuple[str, str]]

LONGEST_KEPT = 1 << 17  # bytes of one answer; longer ones are rare, and worth a query
_SHELF = 1 << 24  # bytes of all answers kept by a worker
_OF_CONTENT = {
    "content-type",
    "content-length",
    "content-encoding",
    "content-disposition",
    "last-modified",
    "link",
}
"""Headers that an answer without content does not have, as werkzeug sees it too."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer with status 200; `etag` is as its header has it, W/ included, `route` the endpoint's name."""

    etag: str
    headers: Headers
    content: bytes
    route: str | None = None

    def unmodified(self) -> Headers:
        """Return the headers of the answer that says that nothing has changed."""
        return [(name, value) for name, value in self.headers if name.lower() not in _OF_CONTENT]


class Shelf:
    """Keeps answers by request, those that were wanted last, up to a number of bytes."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Any, Answer] = OrderedDict()
        self._bytes, self._lock = 0, Lock()

    def get(self, key: Any) -> Answer | None:
        """Return what was put there for `key`, if it is still there."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def put(self, key: Any, answer: Answer) -> None:
        """Keep an answer; others go for it."""
        if len(answer.content) > LONGEST_KEPT:
            return
        with self._lock:
            before = self._answers.pop(key, None)
            self._bytes += _weight(answer) - (_weight(before) if before else 0)
            self._answers[key] = answer
            while self._bytes > _SHELF:
                self._bytes -= _weight(self._answers.popitem(last=False)[1])


def _weight(answer: Answer) -> int:
    return len(answer.content) + 4000  # with its headers and key
