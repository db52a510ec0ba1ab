"""Compare the words of two quotes: are they one statement?

In: the words of two quotes.  Out: yes or no.  Which quotes are worth comparing is the work of `statements`.

Two quotes are one statement when their words are the same, or nearly: they may differ in punctuation, contractions,
spelling, an ellipsis, a beginning or an end cut off, small words, the pronouns and tenses of a report. Precision
comes first: where one telling word replaces another, or only one has a negation, they are two statements.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from sys import intern

from rapidfuzz.distance import DamerauLevenshtein, Indel

from api.loader.vocabulary import read_groups, read_terms
from api.model import value

MIN_TELLING = 3
"""Telling words (neither small ones nor names) that near-equal quotes must share: "at the end of the day" has two."""
MIN_TELLING_OF_PART = 4
"""The same for a short part of another quote: "the former secretary of state" has three, and occurs often."""
SHORT_PART = 7
"""Fewer words are a short part."""
PART = 0.7
"""Of two quotes, one is a part of the other when it has less than this share of its words."""
MIN_SHARE = 0.6
"""This share of the shorter quote's words must be in the longer one in the same order."""
MIN_SAME_SPELLING = 0.5
"""This share must be there in the same spelling, in any order."""
MIN_TELLING_SHARE = 0.8
"""The same for its telling words, which carry what is said."""
WORDS_PER_INSERTION = 10
"""Without an ellipsis, one telling word may be left out inside, and one more for each so many shared words."""
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_CAPITALISED = re.compile(r"(?<=[\w,;] )[^\W\d_a-z]\w+")
_CUT = re.compile(r"…|\.\s?\.|\[\w\w")
_TURNING = frozenset(
    {"if", "unless", "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "hardly"}
)
_NUMBERS = {word: str(number) for number, word in enumerate(read_terms("numbers"))}
_SMALL = read_terms("small_words")
_EXCLUSIVE = read_groups("opposites")
_CONTRACTIONS = tuple(
    (re.compile(pattern), full)
    for pattern, full in (
        (r"\bwon['’]t\b", "will not"),
        (r"\bcan['’]t\b", "can not"),
        (r"\bcannot\b", "can not"),
        (r"\bshan['’]t\b", "shall not"),
        (r"n['’]t\b", " not"),  # didn't
        (r"['’]re\b", " are"),
        (r"['’]ve\b", " have"),
        (r"['’]ll\b", " will"),
        (r"['’]m\b", " am"),
        (r"\b(it|he|she|that|there|what|who|here|where)['’]s\b", r"\1 is"),
        (r"['’]s\b", ""),  # the island's
    )
)


@value
class Wording:
    """A quote's words, made comparable: full forms, digits for numbers, lower case.

    `names` are the words with a capital inside sentences; `is_cut` is true if it has an ellipsis or brackets:
    somebody left words out, or replaced them.
    """

    words: tuple[str, ...]
    names: frozenset[str]
    is_question: bool
    is_cut: bool
    is_reported: bool = False


def read_wording(text: str, *, is_reported: bool = False) -> Wording:
    """Return the words of a quote in comparable form; `is_reported`: they are the reporter's, not the speaker's.

    >>> read_wording("[T]hey won’t sell it to Korva.").words
    ('they', 'will', 'not', 'sell', 'it', 'to', 'korva')
    """
    plain = plain_text(text)
    words = comparable_words(plain.casefold())
    return Wording(
        words,
        _names(plain),
        is_question=plain.rstrip(" ”\"’'»").endswith("?"),
        is_cut=bool(_CUT.search(text)),
        is_reported=is_reported,
    )


def plain_text(text: str) -> str:
    """Return `text` with plain punctuation, without an editor's brackets."""
    normal = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return normal.replace("[", "").replace("]", "") if "[" in normal or "]" in normal else normal


def comparable_words(lowered: str) -> tuple[str, ...]:
    """Return the words of a plain text in lower case, contractions in full, numbers in digits."""
    words = _WORD.findall(lowered)
    if "'" in lowered or "’" in lowered or "cannot" in words:
        words = [part for word in words for part in _in_full(word)]
    if not _NUMBERS.keys().isdisjoint(words):
        words = [_NUMBERS.get(word, word) for word in words]
    return tuple(map(intern, words))  # thousands of wordings are in memory at once, mostly of the same words


@lru_cache(maxsize=16384)
def _in_full(word: str) -> tuple[str, ...]:
    """Return the words that a lower-case word is a contraction of, usually itself: "won't", "it's", "island's"."""
    for pattern, full in _CONTRACTIONS:
        word = pattern.sub(full, word)
    return tuple(_WORD.findall(word))


def telling_words(words: Iterable[str]) -> list[str]:
    """Return the words that carry what is said: not the small ones."""
    return [word for word in words if word not in _SMALL]


def _names(text: str) -> frozenset[str]:
    """Return capitalised words inside sentences; none where everything is in capitals."""
    if text.isupper():
        return frozenset()
    return frozenset(word.casefold() for word in _CAPITALISED.findall(text))


def say_the_same(one: Wording, other: Wording) -> bool:
    """Return whether two wordings are one statement."""
    short, long = sorted((one, other), key=lambda wording: (len(wording.words), wording.words))
    if short.is_question != long.is_question and len(short.words) >= len(long.words) - 1:
        return False
    telling = telling_words(short.words)
    if not _could_be_the_same(short, long, telling):
        return False
    changes = list(_changes(short.words, long.words))
    if any(_contradict(gone, come) for gone, come in changes):
        return False  # first, because nearly all that fail fail here, most of them by their first change
    lost = sum(len(_unmatched(gone, come)) for gone, come in changes)
    shared = len(short.words) - lost - sum(word in _SMALL for gone, _ in changes for word in gone)
    return (
        shared >= MIN_SHARE * len(short.words)
        and len(telling) - lost >= MIN_TELLING_SHARE * len(telling)
        and (short.is_cut or _count_inserted(changes) <= 1 + shared // WORDS_PER_INSERTION)
        and (long.is_cut or not _names_another(short.words, changes))
    )


def _names_another(words: Sequence[str], changes: Iterable[tuple[Sequence[str], Sequence[str]]]) -> bool:
    """Return whether small words are replaced by something not mentioned before: "she paid", "the thief paid"."""
    return any(set(_unmatched(come, gone)) - set(words) for gone, come in changes if gone and come)


def _count_inserted(changes: Iterable[tuple[Sequence[str], Sequence[str]]]) -> int:
    return sum(len(_unmatched(come, gone)) for gone, come in changes)


def _could_be_the_same(short: Wording, long: Wording, telling: Sequence[str]) -> bool:
    """Return whether a comparison is worth its time, judging by the words alone, whatever their order."""
    is_part = len(short.words) < PART * len(long.words)
    if is_part and short.is_reported and long.is_reported:
        return False  # "a ban on geese": many speak of it
    is_short_part = is_part and len(short.words) < SHORT_PART
    enough = MIN_TELLING_OF_PART if is_short_part else MIN_TELLING
    alike = sum(map(set(long.words).__contains__, short.words))
    if alike < MIN_SAME_SPELLING * len(short.words):
        return False
    named = sum(map((short.names | long.names).__contains__, telling))
    return len(telling) - named >= enough


def _changes(short: Sequence[str], long: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words missing from the short wording and those that replace them in the long one.

    What the long one has before the first and after the last shared word was cut off, not changed.
    """
    blocks = [block for block in Indel.opcodes(short, long) if block.tag == "equal"]
    gone_to = come_to = 0
    for block in blocks:
        come_from = come_to if gone_to or come_to else max(0, block.dest_start - block.src_start)
        if gone_to < block.src_start or come_from < block.dest_start:
            yield list(short[gone_to : block.src_start]), list(long[come_from : block.dest_start])
        gone_to, come_to = block.src_end, block.dest_end
    tail = list(short[gone_to:])
    if tail:
        yield tail, list(long[come_to : come_to + len(tail)])


def _unmatched(gone: Sequence[str], come: Sequence[str]) -> list[str]:
    """Return the telling words that are gone, except those that only have another spelling or form."""
    return [word for word in gone if word not in _SMALL and not any(_same_word(word, new) for new in come)]


def _same_word(one: str, other: str) -> bool:
    """Return whether two words differ by a misprint, a spelling (colour, color) or an ending (allows, allowed)."""
    if one.isdigit() or other.isdigit():
        return one == other
    shorter = min(len(one), len(other))
    same_start = one[: max(4, shorter - 2)] == other[: max(4, shorter - 2)]
    if shorter >= 4 and same_start and abs(len(one) - len(other)) <= 3:
        return True
    return shorter >= 5 and DamerauLevenshtein.distance(one, other) <= 1 + (shorter >= 9)


def _contradict(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Return whether an exchange of words makes it another statement."""
    before, after = set(gone) - set(come), set(come) - set(gone)
    if bool(before & _TURNING) != bool(after & _TURNING):
        return True
    if any(_EXCLUSIVE.get(a, frozenset()) & _EXCLUSIVE.get(b, frozenset()) for a in before for b in after):
        return True
    # "victims of the ferry", "victims of the fire": one telling word for another may be a translator's choice, but is
    # more often another statement in the same form.
    return bool(_unmatched(gone, come) and _unmatched(come, gone))
