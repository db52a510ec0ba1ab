"""Keep pieces of pages that are the same on several of them, some hundred at a time.

In: what makes a piece, and a key that says all that it depends on.  Out: the piece, made anew or kept.
What is read from a file is kept with it (`Database.keep`), or has all that was read in its key.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

_MOST = 500  # pieces; a column of facets has some 10 kB, all that is around a list 30 kB
_T = TypeVar("_T")


class Pieces(Generic[_T]):
    """Pieces by their key; those that were not wanted for longest go first."""

    def __init__(self) -> None:
        self._pieces: OrderedDict[Hashable, _T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Return the piece kept for `key`, or what `make` returns, which is kept from now on."""
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
