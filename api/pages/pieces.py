"""Cache pieces of HTML that several pages share, some hundred at a time.

In: a function that makes a piece, and a key with everything that it depends on.  Out: the piece, new or cached.
What depends on a database file is kept with it (`Database.keep`), or has everything that was read in its key.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

_MOST = 500  # pieces; a column of facets has about 10 kB, all that is around a list 30 kB
_T = TypeVar("_T")


class Pieces(Generic[_T]):
    """Pieces by their key; the least recently used are dropped first."""

    def __init__(self) -> None:
        self._pieces: OrderedDict[Hashable, _T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Return the piece cached for `key`; if there is none, call `make` and cache what it returns."""
        with self._lock:
            if key in self._pieces:
                self._pieces.move_to_end(key)
                return self._pieces[key]
        piece = make()
        with self._lock:
            self._pieces[key] = piece
            while len(self._pieces) > _MOST:
                self._pieces.popitem(last=False)
        return piece
