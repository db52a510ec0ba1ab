"""Work out once and remember: words, and facts about them, recur from one article to the next.

A leaf. `functools.lru_cache` would do the same, but a dictionary that is asked by its own `[]` answers several times
as fast, and is asked thousands of times an article.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

_MOST = 40_000  # entries; ordinary news has fewer words, and above 43,690 a dictionary doubles
_LONGEST = 40  # characters of a word worth remembering

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memory(dict[Key, Value]):
    """What a function returns for the keys met so far; forgets all when it is full."""

    def __init__(self, work_out: Callable[[Key], Value]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, key: Key) -> Value:
        value = self._work_out(key)
        if not isinstance(key, str) or len(key) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[key] = value
        return value
