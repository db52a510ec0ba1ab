"""Say which quotes are one statement, printed in several places.

In: the words of quotes, in order of publication.  Out: for each, the id of the first quote of its statement.

Two quotes are one statement when their words are the same, or nearly: other punctuation, contractions, spelling,
an ellipsis, a beginning or an end cut off, other small words, the pronouns and tenses of a report. Precision comes
first: where one telling word stands for another, or a negation in one only, it is two statements.

Each quote is compared with those few that share runs of words with it (winnowing, after Schleimer, Wilkerson and
Aiken 2003: two quotes with `RUN + WINDOW - 1` words in a row in common always share a fingerprint), so the time grows
with the number of quotes, not with its square.
"""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein, Indel

from api.loader.ids import plain_words
from api.loader.vocabulary import read_groups, read_terms

MIN_WORDS = 5
"""Fewer words, such as "we'll see", can be said by two people who never heard of each other."""
MIN_TELLING = 3
"""Telling words (neither small ones nor names) that near-equal quotes must share: "at the end of the day" has two."""
MIN_TELLING_OF_PART = 4
"""The same for a short part of another quote: "the former secretary of state" has three, and stands in much."""
SHORT_PART = 7
"""Fewer words are a short part."""
PART = 0.7
"""Of two quotes, one is a part of the other when it has less than this share of its words."""
MIN_SHARE = 0.6
"""Of the shorter quote's words, this share must stand in the longer one in the same order."""
MIN_SAME_SPELLING = 0.5
"""This share must stand there in the same spelling, in any order."""
MIN_TELLING_SHARE = 0.8
"""The same for its telling words, which carry what is said."""
WORDS_PER_INSERTION = 10
"""Without an ellipsis, one telling word may be left out inside, and one more for so many shared words."""
MAX_WORDS = 1000
"""A longer quote is only compared whole: comparing takes the product of both lengths."""
RUN = 2
WINDOW = 3
MAX_POSTINGS = 40
"""A run of words that so many wordings share ("one of the") tells nothing more."""
MAX_COMPARED = 12
"""Of the wordings that share runs with a quote, so many are compared, those that share most first."""

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


@dataclass(frozen=True, slots=True)
class Wording:
    """A quote's words, made comparable: full forms, digits for numbers, lower case.

    `names` are the words with a capital inside sentences; `is_cut` tells that an ellipsis or
    brackets stand in it: somebody left words out, or put others in their place.
    """

    words: tuple[str, ...]
    names: frozenset[str]
    is_question: bool
    is_cut: bool
    is_reported: bool = False


class Statements:
    """Remembers each statement's first quote; ask in order of publication."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._wordings: list[tuple[Wording, str]] = []
        self._postings: dict[int, list[int]] = {}

    def ids_of(
        self, quotes: Iterable[tuple[str, str]], reported: Collection[str] = frozenset()
    ) -> tuple[str, ...]:
        """Return the statement of each quote, given as pairs of quote id and text.

        `reported` are the ids of those that are told in the reporter's words.
        """
        return tuple(self._statement(quote_id, text, quote_id in reported) for quote_id, text in quotes)

    def _statement(self, quote_id: str, text: str, is_reported: bool) -> str:
        words = plain_words(text)
        if words.count(" ") + 1 < MIN_WORDS:
            return quote_id
        known = self._first.get(words)
        if known is None:
            known = self._first[words] = self._nearest(quote_id, read_wording(text, is_reported=is_reported))
        return known

    def _nearest(self, quote_id: str, wording: Wording) -> str:
        """Return the statement of the wording that shares most with this one and says the same; remember this one."""
        if len(wording.words) > MAX_WORDS:
            return quote_id
        prints = fingerprints(wording.words)
        shared = Counter(number for mark in prints for number in self._postings.get(mark, ()))
        ranked = sorted(shared, key=lambda number: (-shared[number], number))[:MAX_COMPARED]
        same = (self._wordings[n][1] for n in ranked if say_the_same(wording, self._wordings[n][0]))
        statement = next(same, quote_id)
        self._remember(wording, statement, prints)
        return statement

    def _remember(self, wording: Wording, statement: str, prints: Iterable[int]) -> None:
        for mark in prints:
            postings = self._postings.setdefault(mark, [])
            if len(postings) < MAX_POSTINGS:
                postings.append(len(self._wordings))
        self._wordings.append((wording, statement))


def read_wording(text: str, *, is_reported: bool = False) -> Wording:
    """Return the words of a quote in comparable form; `is_reported`: they are the reporter's, not the speaker's.

    >>> read_wording("[T]hey won’t sell it to Korva.").words
    ('they', 'will', 'not', 'sell', 'it', 'to', 'korva')
    """
    plain = unicodedata.normalize("NFKC", text).replace("[", "").replace("]", "")
    lowered = plain.casefold()
    for pattern, full in _CONTRACTIONS:
        lowered = pattern.sub(full, lowered)
    words = tuple(_NUMBERS.get(word, word) for word in _WORD.findall(lowered))
    return Wording(
        words,
        _names(plain),
        is_question=plain.rstrip(" ”\"’'»").endswith("?"),
        is_cut=bool(_CUT.search(text)),
        is_reported=is_reported,
    )


def _names(text: str) -> frozenset[str]:
    """Return capitalised words inside sentences; none where everything is in capitals."""
    if text.isupper():
        return frozenset()
    return frozenset(word.casefold() for word in _CAPITALISED.findall(text))


def fingerprints(words: Sequence[str]) -> list[int]:
    """Return hashes of some of the runs of `RUN` words: the least of every `WINDOW` neighbours."""
    hashes = [zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1)]
    chosen = {min(hashes[i : i + WINDOW]) for i in range(max(len(hashes) - WINDOW + 1, 1)) if hashes}
    return sorted(chosen)


def say_the_same(one: Wording, other: Wording) -> bool:
    """Tell whether two wordings are one statement."""
    short, long = sorted((one, other), key=lambda wording: (len(wording.words), wording.words))
    if short.is_question != long.is_question and len(short.words) >= len(long.words) - 1:
        return False
    telling = [word for word in short.words if word not in _SMALL]
    if not _could_be_the_same(short, long, telling):
        return False
    changes = list(_changes(short.words, long.words))
    lost = sum(len(_unmatched(gone, come)) for gone, come in changes)
    shared = len(short.words) - lost - sum(word in _SMALL for gone, _ in changes for word in gone)
    return (
        shared >= MIN_SHARE * len(short.words)
        and len(telling) - lost >= MIN_TELLING_SHARE * len(telling)
        and (short.is_cut or _count_inserted(changes) <= 1 + shared // WORDS_PER_INSERTION)
        and not any(_contradict(gone, come) for gone, come in changes)
        and (long.is_cut or not _names_another(short.words, changes))
    )


def _names_another(words: Sequence[str], changes: Iterable[tuple[Sequence[str], Sequence[str]]]) -> bool:
    """Tell whether small words make way for something not spoken of so far: "she paid", "the thief paid"."""
    return any(set(_unmatched(come, gone)) - set(words) for gone, come in changes if gone and come)


def _count_inserted(changes: Iterable[tuple[Sequence[str], Sequence[str]]]) -> int:
    return sum(len(_unmatched(come, gone)) for gone, come in changes)


def _could_be_the_same(short: Wording, long: Wording, telling: Sequence[str]) -> bool:
    """Tell by the words alone, whatever their order, whether a comparison is worth its time."""
    names = short.names | long.names
    is_part = len(short.words) < PART * len(long.words)
    if is_part and short.is_reported and long.is_reported:
        return False  # "a ban on geese": many speak of it
    is_short_part = is_part and len(short.words) < SHORT_PART
    enough = MIN_TELLING_OF_PART if is_short_part else MIN_TELLING
    inside = set(long.words)
    alike = sum(word in inside for word in short.words)
    return sum(word not in names for word in telling) >= enough and alike >= MIN_SAME_SPELLING * len(
        short.words
    )


def _changes(short: Sequence[str], long: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield what is gone from the short wording and what stands in its place in the long one.

    What the long one says before the first and behind the last shared word was cut off, not changed.
    """
    blocks = [block for block in Indel.opcodes(short, long) if block.tag == "equal"]
    gone_to = come_to = 0
    for block in blocks:
        come_from = come_to if gone_to or come_to else max(0, block.dest_start - block.src_start)
        gone, come = list(short[gone_to : block.src_start]), list(long[come_from : block.dest_start])
        if gone or come:
            yield gone, come
        gone_to, come_to = block.src_end, block.dest_end
    tail = list(short[gone_to:])
    if tail:
        yield tail, list(long[come_to : come_to + len(tail)])


def _unmatched(gone: Sequence[str], come: Sequence[str]) -> list[str]:
    """Return the telling words that are gone, but for another spelling or another form of the same word."""
    return [word for word in gone if word not in _SMALL and not any(_same_word(word, new) for new in come)]


def _same_word(one: str, other: str) -> bool:
    """Tell whether two words differ by a misprint, a spelling (colour, color) or an ending (allows, allowed)."""
    if one.isdigit() or other.isdigit():
        return one == other
    shorter = min(len(one), len(other))
    same_start = one[: max(4, shorter - 2)] == other[: max(4, shorter - 2)]
    if shorter >= 4 and same_start and abs(len(one) - len(other)) <= 3:
        return True
    return shorter >= 5 and DamerauLevenshtein.distance(one, other) <= 1 + (shorter >= 9)


def _contradict(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Tell whether an exchange of words makes another statement of it."""
    before, after = set(gone) - set(come), set(come) - set(gone)
    if bool(before & _TURNING) != bool(after & _TURNING):
        return True
    if any(_EXCLUSIVE.get(a, frozenset()) & _EXCLUSIVE.get(b, frozenset()) for a in before for b in after):
        return True
    # "victims of the ferry", "victims of the fire": one telling word for another may be a translator's choice, but is
    # more often another statement in the same form.
    return bool(_unmatched(gone, come) and _unmatched(come, gone))
