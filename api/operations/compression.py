"""Pack answers for clients that unpack them.

In: the content of an answer.  Out: the same with gzip, where that is worth the time it takes here.
"""

import gzip

_ONE_PACKET = 1400  # bytes: what fits into one anyway isn't worth packing
_LARGEST = 1 << 22  # bytes; more takes longer than to make the answer, and streams aren't packed either
_LARGE = 1 << 18  # bytes: what takes more than ten milliseconds to pack as small as is worth it


def is_worth_compressing(size: int) -> bool:
    """Return whether to pack an answer of so many bytes."""
    return _ONE_PACKET < size <= _LARGEST


def compress(content: bytes) -> bytes:
    """Return `content` packed with gzip; the time in its header is fixed, so that equal answers stay equal."""
    level = 5 if len(content) <= _LARGE else 1  # a third of the time for a seventh more bytes
    return gzip.compress(content, compresslevel=level, mtime=0)
