"""Consecutive numbers, such as those of an article's quotes, as sets.

In: first and last numbers.  Out: Roaring bitmaps.
"""

from collections.abc import Iterable

from pyroaring import BitMap


def numbers_in(stretches: Iterable[tuple[int, int]]) -> BitMap:
    """Return the numbers between the first and last of each stretch, both included."""
    numbers = BitMap()
    for first, last in stretches:
        numbers.add_range(first, last + 1)
    return numbers
