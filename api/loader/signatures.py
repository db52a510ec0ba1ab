"""Signatures: what must be known of a quote to find others that may be the same statement, without its words.

In: the text of a quote.  Out: a hash over its words, and prints: hashes of neighbouring telling words, each by its
first letters. Two wordings of one statement share nearly all telling words in the same order (`wordings`), so they
share prints; strangers share few, since two telling words in a row are rare.

A signature depends on nothing but the quote itself, so it is kept with the article for the next load.
"""

import hashlib
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from api.loader.ids import plain_words
from api.loader.wordings import MIN_TELLING, comparable_words, plain_text, telling_words

MIN_WORDS = 5
"""Fewer words, such as "we'll see", may be said by two people who never heard of each other."""
MAX_WORDS = 1000
"""A longer quote is only compared whole: comparing takes the product of both lengths."""
STEM = 4
"""Letters of a telling word that count in a print: "allows" and "allowed" are one, "colour" and "color" too."""


class Signature(NamedTuple):
    """`exact` is a hash over the words, 0 for a quote with too few; `prints` are in ascending order."""

    exact: int
    prints: Sequence[int]


UNCOMPARED = Signature(0, ())


def signature_of(text: str) -> Signature:
    """Return the signature of a quote's text."""
    plain = plain_words(text)
    if plain.count(" ") + 1 < MIN_WORDS:
        return UNCOMPARED
    exact = int.from_bytes(hashlib.blake2b(plain.encode(), digest_size=8).digest(), "little")
    return Signature(exact, _prints(comparable_words(plain_text(text).casefold())))


def _prints(words: Sequence[str]) -> list[int]:
    if len(words) > MAX_WORDS:
        return []
    stems = [word[:STEM] for word in telling_words(words)]
    if len(stems) < MIN_TELLING:
        return []
    return sorted({crc32(f"{one} {next_}".encode()) for one, next_ in pairwise(stems)})


def pack(signatures: Sequence[Signature]) -> bytes:
    """Return the signatures of an article's quotes in few bytes, the same on every machine."""
    parts = (
        array("I", [len(signatures)]),
        array("Q", [signature.exact for signature in signatures]),
        array("I", [len(signature.prints) for signature in signatures]),
        array("I", [mark for signature in signatures for mark in signature.prints]),
    )
    return b"".join(_little(part).tobytes() for part in parts)


def unpack(packed: bytes) -> Iterator[Signature]:
    """Yield the signatures that were packed."""
    count = _read("I", packed[:4])[0]
    exacts, sizes = _read("Q", packed[4 : 4 + 8 * count]), _read("I", packed[4 + 8 * count : 4 + 12 * count])
    prints, start = _read("I", packed[4 + 12 * count :]), 0
    for exact, size in zip(exacts, sizes, strict=True):
        yield Signature(exact, prints[start : start + size])
        start += size


def prints_in(packed: bytes) -> Iterable[int]:
    """Return the prints of all quotes of an article, one after the other."""
    return _read("I", packed[4 + 12 * _read("I", packed[:4])[0] :])


def exacts_in(packed: bytes) -> Iterable[int]:
    """Return the hash over the words of each quote of an article."""
    return _read("Q", packed[4 : 4 + 8 * _read("I", packed[:4])[0]])


def _read(kind: str, packed: bytes) -> "array[int]":
    return _little(array(kind, packed))


def _little(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
