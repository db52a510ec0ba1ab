"""Show where the words of a search occur in a text.

In: a text as it is printed, and the `q` of a search that it meets.  Out: the text, or a passage of it, with
MARK_BEGIN and MARK_END around each match. The index could mark them, too, but in twice the time, and in much more for
`t*`. Texts are split into words as the index does it (a test compares them).
"""

import re
import unicodedata
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from functools import lru_cache

from api.store.words import Term, fold, parse_words

MARK_BEGIN, MARK_END = "\x02", "\x03"
"""Enclose each match in the columns marked, marked_title and marked_body of a highlighted list."""

PASSAGE_WORDS = 30
_LETTERS = 150  # about the length of that many words
_LOOKED_AT = 800  # letters: a common word occurs in the first 800 letters of most texts
_TELLING = 5  # words by which a passage is chosen: it has no room for thirty
_NEAR = 250  # letters searched before a match
_LEAD = 10  # words before the first match among which a sentence may begin
_CUT = "…"
_WORD = re.compile(r"[^\W_]+")
_SOME_WORDS = re.compile(rf"(?:[\W_]*+[^\W_]++){{0,{PASSAGE_WORDS}}}+")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)]*\s|\n")

Stretch = tuple[int, int]  # half-open, in code points of the text
Match = tuple[int, int, int]  # its stretch, and the index of the wanted word
Wanted = tuple[
    int, re.Pattern[str]
]  # the index of a wanted word, and the pattern that finds it in a folded text


def marked(text: str, q: str) -> str:
    """Return the whole text with its matches marked.

    >>> marked("Tariffs rise again", "tariff* again").replace(MARK_BEGIN, "[").replace(MARK_END, "]")
    '[Tariffs] rise [again]'
    """
    return _with_marks(text, _matches(_as_words(text), _patterns(q, _has_accents(text))))


def passage(text: str, q: str) -> str:
    """Return the passage of at most PASSAGE_WORDS words that has most of the wanted words, matches marked.

    It begins with a sentence if one begins shortly before; "…" shows where something is left out.
    """
    start = _begin(text, _densest(_telling_matches(text, _patterns(q, _has_accents(text)))))
    shown = _SOME_WORDS.match(text, start)
    end = shown.end() if shown and _WORD.search(text, shown.end()) else len(text)
    return f"{_CUT if start else ''}{marked(text[start:end], q)}{_CUT if end < len(text) else ''}"


def _as_words(text: str) -> str:
    """Return the text folded letter by letter: words keep their offsets, and consist of letters and digits only."""
    for mark in _BETWEEN_WORDS:  # most texts are ASCII without them, which is folded in a tenth of the time
        text = text.replace(mark, " ")
    folded = text.lower()
    if len(folded) != len(text):  # the one capital whose lower case has two letters
        folded = text.replace("İ", "I").lower()
    return folded if folded.isascii() else _FOREIGN.sub(lambda letters: letters[0].translate(_FOLDED), folded)


_BETWEEN_WORDS = "_‘’“”–—…"


class _Folded(dict[int, str]):
    """A translation table, filled letter by letter; a letter that would fold to none or several stays as it is."""

    def __missing__(self, point: int) -> str:
        letter = fold(chr(point))
        self[point] = letter if len(letter) == 1 else chr(point)
        return self[point]


_FOLDED = _Folded()
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


_ACCENTS = "\u0300-\u0331"  # those that the index leaves out of words
_ACCENT = re.compile(f"[{_ACCENTS}]")
_OPENS_ACCENTS = b"\xcc"  # in UTF-8, each of them


def _has_accents(text: str) -> bool:
    """Return whether the text has combining accents, as where no single letter has them: ọ̀, or a dotted i."""
    return not text.isascii() and _OPENS_ACCENTS in text.encode() and _ACCENT.search(text) is not None


def _telling_matches(text: str, patterns: Sequence[Wanted]) -> list[Match]:
    """Return matches of the most distinctive words; of commoner ones if the text has none of those (after an OR)."""
    for some in (patterns[:_TELLING], patterns[-_TELLING:], patterns):
        if matches := _looked_at(text, some):
            return matches
    return []


def _looked_at(text: str, patterns: Sequence[Wanted]) -> list[Match]:
    """Return matches in the beginning of a text, and around the first match of each wanted word not found there."""
    beginning = text[:_LOOKED_AT].rpartition(" ")[0]
    matches = _matches(_as_words(beginning), patterns)
    met = {which for *_, which in matches}
    missing = [one for one in patterns if one[0] not in met]
    if not missing:
        return matches
    folded = _as_words(text)
    around = [
        near
        for start, end in _first_matches(folded, missing)
        for near in _matches(folded, patterns, max(0, start - _LETTERS), _end_of_word(folded, end + _LETTERS))
    ]
    return sorted({*matches, *around})


def _first_matches(folded: str, patterns: Sequence[Wanted]) -> Iterable[Stretch]:
    firsts: dict[int, Stretch] = {}
    for which, pattern in patterns:
        matches = (found.span() for found in pattern.finditer(folded))
        if first := next((one for one in matches if _begins_word(folded, one[0])), None):
            firsts[which] = min(first, firsts.get(which, first))
    return firsts.values()


def _end_of_word(text: str, at: int) -> int:
    """Return the first offset from `at` on where a word may end."""
    space = text.find(" ", at)
    return len(text) if space < 0 else space


def _matches(folded: str, patterns: Sequence[Wanted], start: int = 0, end: int | None = None) -> list[Match]:
    """Return each match of each wanted word in `folded[start:end]`, in order; `end` must not be inside a word."""
    last = len(folded) if end is None else end
    return sorted(
        (first, found.end(pattern.groups), which)
        for which, pattern in patterns
        for found in pattern.finditer(folded, start, last)
        if _begins_word(folded, first := found.start())
    )


def _begins_word(folded: str, at: int) -> bool:
    return at == 0 or not folded[at - 1].isalnum()


@lru_cache(maxsize=256)
def _patterns(q: str, with_accents: bool) -> list[Wanted]:
    """Return a pattern for each word, without duplicates; the longest first, because long words are rare."""
    groups = enumerate(dict.fromkeys(parse_words(q).wanted))
    patterns = [
        (which, _pattern(term, with_accents)) for which, group in groups for term in dict.fromkeys(group)
    ]
    return sorted(patterns, key=lambda one: -len(one[1].pattern))


def _pattern(term: Term, with_accents: bool) -> re.Pattern[str]:
    # Whether a word begins there is checked after a match: a pattern that begins with a letter is much faster.
    # What follows the first word is a lookahead: a match inside a word may contain the beginning of another
    # ("lathe the tea").
    # Split as the text's words are: most scripts have vowel signs or points, which are not letters.
    words = _WORD.findall(_as_words(unicodedata.normalize("NFC", term.text)))
    end = r"\w*" if term.prefix else r"\b"
    if with_accents:
        words = ["".join(f"{letter}[{_ACCENTS}]*+" for letter in word) for word in words]
        end = rf"[\w{_ACCENTS}]*" if term.prefix else r"(?!\w)"
    first, *others = words
    behind = "".join(rf"\W+{token}" for token in others)
    return re.compile(f"{first}(?=({behind}{end}))" if others else first + end)


def _begin(text: str, shown: Stretch) -> int:
    """Return where a passage that shows this stretch begins: with a sentence, or some words before the stretch."""
    first, behind = shown
    spare = max(0, PASSAGE_WORDS - len(_WORD.findall(text, first, behind)))
    near = max(0, first - _NEAR)
    before = [word.start() for word in _WORD.finditer(text, near, first)]
    ends = [end.end() for end in _ENDS_SENTENCE.finditer(text, near, first)]
    opening = ends[-1] if ends else near
    lead = [start for start in before if start >= opening]
    if len(lead) <= min(spare, _LEAD):
        return [*lead, first][0] if opening else 0
    after = len(_WORD.findall(text, behind, behind + _NEAR))
    return [*before, first][-1 - min(len(before), max(spare // 2, spare - after))]


def _densest(matches: Sequence[Match]) -> Stretch:
    """Return the stretch of about _LETTERS with most of the wanted words, then most matches; the first of equals."""
    best, most = (0, 0), (0, 0)
    within: deque[Match] = deque()
    met: Counter[int] = Counter()
    for one in matches:
        within.append(one)
        met[one[2]] += 1
        while within[0][0] < one[1] - _LETTERS and len(within) > 1:
            left = within.popleft()[2]
            met[left] -= 1
            if not met[left]:
                del met[left]
        if (len(met), len(within)) > most:
            best, most = (within[0][0], one[1]), (len(met), len(within))
    return best


def _with_marks(text: str, matches: Sequence[Match]) -> str:
    """Return the text with marks; matches that overlap are marked as one."""
    pieces, at = [], 0
    for first, last in _joined(matches):
        pieces += [text[at:first], MARK_BEGIN, text[first:last], MARK_END]
        at = last
    return "".join([*pieces, text[at:]])


def _joined(matches: Sequence[Match]) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end, _ in matches:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
