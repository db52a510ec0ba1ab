"""Compare the texts of two articles: are they one story, published twice?

In: the bodies of two articles.  Out: yes or no.  Which are worth comparing is the work of `copies`.

Copies have a different headline, dateline and boilerplate, sentences edited, omitted and added, and most often the
end cut off. So they are compared by runs of words: by the share of the shorter text's runs that are in the longer
one. Texts that merely look alike are excluded because copies must also share the reporter's own words, not only what
somebody said, and enough of the longer text, or its beginning, because a round-up may contain whole stories.
Precision comes first: a wrong link hides a report from readers who count each story once; a missing one counts a
story twice.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

RUN = 3
"""Words in a run. Longer ones suffer more from edits, shorter ones are common to strangers."""
MIN_SHARE = 0.5
"""This share of the shorter text's runs must be in the longer one ..."""
MIN_MORE = 16
"""... and at least this many more: two short texts may share just a footer, or a phrase that everybody uses."""
MIN_EXTENT = 1 / 3
"""The shorter text has at least this share of the longer one's runs, or it is how the longer one begins."""
OPENING = 1.5
"""How far into the longer text its beginning may reach: so many times the shorter one's length, and MIN_MORE runs."""
_PLAIN = bytes(
    byte if byte not in "’“”‘–—…".encode() and (byte >= 0x80 or chr(byte).isalnum()) else 0x20
    for byte in bytes(range(256)).lower()
)
"""What becomes of each byte of a text before it is split into words: small letters and digits stay, the bytes of
punctuation are spaces, also where they are part of another sign: hashes only have to come out alike."""
# Within a paragraph, because a mark may be missing. A single mark closes after punctuation; else it is an apostrophe.
# Each branch begins with its mark, which lets the search skip what is between.
_QUOTED = re.compile(
    r'“[^”\n]*|„[^“”\n]*[“”]?|«[^»\n]*»?|»[^«»\n]*«|"[^"\n]*"?'
    r"|‘[^‘\n]*?[,.?!…]’(?!\w)"
)

Run = int
"""A hash over the words of a run: takes a third of the time and memory of the words."""


@dataclass(frozen=True)
class Text:
    """A text in the form that is compared: the runs of its words, and of the reporter's own, in order, each once."""

    body: str

    @cached_property
    def own(self) -> dict[Run, None]:
        """The runs of the reporter's own words; they are enough to exclude most unrelated texts."""
        return dict.fromkeys(_runs(own_words(self.body)))

    @cached_property
    def whole(self) -> Set[Run]:
        """The runs of all words."""
        return frozenset(_runs(words_of(self.body)))


def words_of(text: str) -> list[bytes]:
    """Return the words of a text in lower case."""
    return text.encode().translate(_PLAIN).split()


def own_words(body: str) -> list[bytes]:
    """Return the words of an article that are outside quotation marks.

    >>> own_words("The mayor said: “We will see.” He left.")
    [b'the', b'mayor', b'said', b'he', b'left']
    """
    return words_of(unquoted(body))


def unquoted(body: str) -> str:
    """Return an article without what is inside quotation marks."""
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
    """Return whether the shorter text is the beginning of the longer one."""
    reach = round(OPENING * len(shorter.own)) + MIN_MORE
    return _is_in(shorter.own.keys(), set(list(longer.own)[:reach]))
