"""Compare the texts of two articles: are they one story, published twice?

In: the bodies of two articles.  Out: yes or no.  Which are worth comparing is the work of `copies`.

Copies have another headline, dateline and furniture, sentences edited, left out and put in, and most often an end cut
off. So they are compared by runs of words: what share of the shorter text's runs stands in the longer one. What only
looks alike is told apart by what copies share besides: the reporter's own words, and not only what somebody said; and
enough of the longer text, or how it begins, for a round-up holds the whole of many a story. Precision comes first: a
wrong link hides a report from whoever counts each story once; a missing one counts a story twice.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

RUN = 3
"""Words in a run. Longer ones suffer more from edits, shorter ones are common to strangers."""
MIN_SHARE = 0.5
"""Of the shorter text's runs, this share must stand in the longer one ..."""
MIN_MORE = 16
"""... and so many more: two short texts have a footer in common, or a phrase that everybody uses, before they have
their story."""
MIN_EXTENT = 1 / 3
"""The shorter text has at least this share of the longer one's runs, or it is how the longer one begins."""
OPENING = 1.5
"""Times its own length, and MIN_MORE runs: how far into the longer text a text may reach that is its beginning."""
_PLAIN = bytes(
    byte if byte not in "’“”‘–—…".encode() and (byte >= 0x80 or chr(byte).isalnum()) else 0x20
    for byte in bytes(range(256)).lower()
)
"""What becomes of each byte of a text before it is split into words: small letters and digits stay, the bytes of
punctuation are spaces, also where they are part of another sign: hashes only have to come out alike."""
# Within a paragraph, for a mark may be missing. A single mark closes behind punctuation; else it is an apostrophe.
# Each branch begins with its mark, which lets the search skip what lies between.
_QUOTED = re.compile(
    r'“[^”\n]*|„[^“”\n]*[“”]?|«[^»\n]*»?|»[^«»\n]*«|"[^"\n]*"?'
    r"|‘[^‘\n]*?[,.?!…]’(?!\w)"
)

Run = int
"""A hash over the words of a run: a third of the time and of the memory of the words."""


@dataclass(frozen=True)
class Text:
    """A text as it is compared: the runs of its words, and those of the reporter's own, in order, each once."""

    body: str

    @cached_property
    def own(self) -> dict[Run, None]:
        """The runs of the reporter's own words; most strangers are told apart by them."""
        return dict.fromkeys(_runs(own_words(self.body)))

    @cached_property
    def whole(self) -> Set[Run]:
        """The runs of all words."""
        return frozenset(_runs(words_of(self.body)))


def words_of(text: str) -> list[bytes]:
    """Return the words of a text in small letters."""
    return text.encode().translate(_PLAIN).split()


def own_words(body: str) -> list[bytes]:
    """Return those words of an article that stand outside quotation marks.

    >>> own_words("The mayor said: “We will see.” He left.")
    [b'the', b'mayor', b'said', b'he', b'left']
    """
    return words_of(unquoted(body))


def unquoted(body: str) -> str:
    """Return an article without what stands inside quotation marks."""
    return _QUOTED.sub(" ", body)


def _runs(words: Sequence[bytes]) -> Iterator[Run]:
    return map(hash, zip(*(words[start:] for start in range(RUN)), strict=False))


def are_one(one: Text, other: Text) -> bool:
    """Return whether two texts are one story, whichever came first."""
    shorter, longer = sorted((one, other), key=lambda text: len(text.own))
    if not _is_in(shorter.own.keys(), longer.own.keys()):
        return False
    if not _is_in(*sorted((one.whole, other.whole), key=len)):
        return False
    return len(shorter.own) >= MIN_EXTENT * len(longer.own) or _begins(shorter, longer)


def _is_in(runs: Set[Run], others: Set[Run]) -> bool:
    return len(runs & others) >= MIN_SHARE * len(runs) + MIN_MORE


def _begins(shorter: Text, longer: Text) -> bool:
    """Return whether a text is what the longer one begins with."""
    reach = round(OPENING * len(shorter.own)) + MIN_MORE
    return _is_in(shorter.own.keys(), set(list(longer.own)[:reach]))
