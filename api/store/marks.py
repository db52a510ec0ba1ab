"""Show where the words of a search stand in a text.

In: a text as it is printed, and the `q` of a search that it meets.  Out: the text, or a passage of it, with
MARK_BEGIN and MARK_END around each match. The index marks most matches itself; but to mark the words that begin with
`t`, it would merge the lists of all of them. Words are told apart as the index does it (a test holds them together).
"""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from api.store.words import Term, fold, parse_words

MARK_BEGIN, MARK_END = "\x02", "\x03"
"""Stand around each match in the columns marked, marked_title and marked_body of a highlighted list."""

PASSAGE_WORDS = 30
_LETTERS = 150  # about as many as so many words have
_LOOKED_AT = 800  # letters: what is common enough to be marked here is met in the beginning of most texts
_NEAR = 400  # letters before a match that are looked at
_LEAD = 10  # words before the first match among which a sentence may begin
_CUT = "…"
_WORD = re.compile(r"[^\W_]+")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)]*\s|\n")

Stretch = tuple[int, int]  # half-open, in code points of the text
Match = tuple[int, int, int]  # its stretch, and which of the wanted words it is


def marked(text: str, q: str) -> str:
    """Return the whole text with its matches marked.

    >>> marked("Tariffs rise again", "tariff* again").replace(MARK_BEGIN, "[").replace(MARK_END, "]")
    '[Tariffs] rise [again]'
    """
    return _with_marks(text, _matches(_as_words(text), q))


def passage(text: str, q: str) -> str:
    """Return the passage of at most PASSAGE_WORDS words that shows most of what was looked for, matches marked.

    It begins with a sentence where one begins shortly before; "…" stands where something is left out.
    """
    start = _begin(text, _densest(_looked_at(text, q)))
    ends = [word.end() for word in islice(_WORD.finditer(text, start), PASSAGE_WORDS + 1)]
    end = ends[-2] if len(ends) > PASSAGE_WORDS else len(text)
    return f"{_CUT if start else ''}{marked(text[start:end], q)}{_CUT if end < len(text) else ''}"


def _as_words(text: str) -> str:
    """Return the text folded, letter for letter: its words stand at the same places, as letters and digits alone."""
    folded = text.lower()
    if len(folded) != len(text):  # of all capitals this one has a small form of two letters
        folded = text.replace("İ", "I").lower()
    if not folded.isascii():
        folded = _FOREIGN.sub(lambda letters: letters[0].translate(_FOLDED), folded)
    return folded.replace("_", " ")


class _Folded(dict[int, str]):
    """What is looked up letter by letter; one that would be folded to none or several stays."""

    def __missing__(self, point: int) -> str:
        letter = fold(chr(point))
        self[point] = letter if len(letter) == 1 else chr(point)
        return self[point]


_FOLDED = _Folded()
_FOREIGN = re.compile(r"[^\x00-\x7f‘’“”–—…]+")  # the commonest marks are folded to themselves


def _looked_at(text: str, q: str) -> list[Match]:
    """Return the matches in the beginning of a text, and around the first match of each wanted word not met there."""
    beginning = text[:_LOOKED_AT].rpartition(" ")[0]
    matches = _matches(_as_words(beginning), q)
    missing = set(range(len(parse_words(q).wanted))) - {which for *_, which in matches}
    if not missing:
        return matches
    folded = _as_words(text)
    found = (_first_match(folded, q, which) for which in missing)
    around = [
        near
        for start, end in filter(None, found)
        for near in _matches(folded, q, max(0, start - _LETTERS), _end_of_word(folded, end + _LETTERS))
    ]
    return sorted({*matches, *around})


def _first_match(folded: str, q: str, which: int) -> Stretch | None:
    firsts = (next(_found(pattern, folded), None) for wanted, pattern in _patterns(q) if wanted == which)
    return min(filter(None, firsts), default=None)


def _end_of_word(text: str, at: int) -> int:
    """Return the first place from `at` on where a word may end."""
    space = text.find(" ", at)
    return len(text) if space < 0 else space


def _matches(folded: str, q: str, start: int = 0, end: int | None = None) -> list[Match]:
    """Return each match of each wanted word in `folded[start:end]`, in order; `end` cuts no word."""
    return sorted(
        (*found, which) for which, pattern in _patterns(q) for found in _found(pattern, folded, start, end)
    )


def _found(
    pattern: re.Pattern[str], folded: str, start: int = 0, end: int | None = None
) -> Iterator[Stretch]:
    for found in pattern.finditer(folded, start, len(folded) if end is None else end):
        if found.start() == 0 or not folded[found.start() - 1].isalnum():
            yield found.span()


@lru_cache(maxsize=256)
def _patterns(q: str) -> list[tuple[int, re.Pattern[str]]]:
    groups = enumerate(parse_words(q).wanted)
    return [(which, _pattern(term)) for which, group in groups for term in group]


def _pattern(term: Term) -> re.Pattern[str]:
    # Whether a word begins there is asked of what is found: a pattern that begins with a letter is found much sooner.
    # Not so of phrases: what was found inside a word may hold the beginning of another one ("lathe the tea").
    begin = r"\b" if len(term.tokens) > 1 else ""
    end = r"\w*" if term.prefix else r"\b"
    return re.compile(begin + r"\W+".join(term.tokens) + end)


def _begin(text: str, shown: Stretch) -> int:
    """Return where the passage begins that shows a stretch: with a sentence, or some words before it."""
    first, behind = shown
    inside = len(_WORD.findall(text, first, behind))
    after = sum(1 for _ in islice(_WORD.finditer(text, behind), PASSAGE_WORDS))
    spare = max(0, PASSAGE_WORDS - inside)
    before = [word.span() for word in _WORD.finditer(text, max(0, first - _NEAR), first)][::-1]
    starts = [first, *(start for start, _ in before)]
    for start, (_, end) in zip(starts[: min(spare, _LEAD) + 1], [*before, (0, 0)], strict=False):
        if not end or _ENDS_SENTENCE.search(text, end, start):
            return start if end else 0
    return starts[min(len(before), max(spare // 2, spare - after))]


def _densest(matches: Sequence[Match]) -> Stretch:
    """Return the stretch of some _LETTERS that has most of what is wanted, then most matches; the first of equals."""
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
