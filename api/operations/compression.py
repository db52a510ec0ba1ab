"""Compress answers for clients that accept gzip.

In: the content of an answer.  Out: the same with gzip, where that is worth the time it takes here.
"""

import gzip

_ONE_PACKET = 1400  # bytes: what fits into one packet isn't worth compressing
_LARGEST = 1 << 22  # bytes; more takes longer than making the answer, and streams aren't compressed either
_LARGE = 1 << 18  # bytes: more takes over ten milliseconds at the usual level


def is_worth_compressing(size: int) -> bool:
    """Return whether to compress an answer of that many bytes."""
    return _ONE_PACKET < size <= _LARGEST


def compress(content: bytes) -> bytes:
    """Return `content` compressed with gzip; the time in its header is fixed, so that equal answers stay equal."""
    level = 5 if len(content) <= _LARGE else 1  # a third of the time for a seventh more bytes
    return gzip.compress(content, compresslevel=level, mtime=0)
