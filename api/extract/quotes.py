"""Find what stands in quotation marks.

In: the body as `Tokens`.  Out: `Quoted` stretches in reading order, one for each paragraph of a quotation.
Whether somebody said it, and who, is the work of `attribution`.

Marks are paired paragraph by paragraph, by shape where the shape tells (“ ”, « », „ “) and by the white space
around where it doesn't (" and ''). A paragraph that ends inside a quotation is continued by a next paragraph
that opens with a mark again (the newspaper convention for quotations of several paragraphs).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from api.extract.lexicon import MARK, SINGLE
from api.extract.tokens import Tokens
from api.model import Span

_OPENING_SHAPES = {"“": "curly", "„": "curly", "‟": "curly", "«": "angle", "``": "straight"}
_CLOSING_SHAPES = {"”": "curly", "»": "angle"}
_BEFORE_OPENING = frozenset("([{-–—‘'/…")
_ENDS_SPEECH = frozenset({",", ".", "!", "?"})
_SENTENCE_FINAL = frozenset({".", "!", "?", "…", "..."})


@dataclass(slots=True)
class Quoted:
    """Words between quotation marks, within one paragraph.

    `span` excludes the marks and the white space inside them; `first` and `last` are its first and last
    token (both included). `is_closed` is false when the mark that should end it is missing.
    `continues_paragraph` is true when it goes on with the quotation that the paragraph before left open.
    """

    span: Span
    first: int
    last: int
    is_closed: bool = True
    continues_paragraph: bool = False


@dataclass(slots=True)
class _Mark:
    """A quotation mark: its token, its role ("open", "close" or "either") and its shape."""

    token: int
    role: str
    shape: str


def find_quoted(tokens: Tokens) -> list[Quoted]:
    """Return every stretch inside the quotation marks that the text sets speech in, in order."""
    by_paragraph = _outer_marks(tokens)
    found: list[Quoted] = []
    left_open_in = -2
    for paragraph, marks in by_paragraph.items():
        starts_anew = _opens_paragraph(tokens, marks[0])
        continues = left_open_in == paragraph - 1 and starts_anew
        pieces, is_open = _pair(tokens, marks)
        is_continued = is_open and _next_opens(tokens, by_paragraph, paragraph)
        if is_open and not is_continued and not _lost_its_closer(tokens, marks, pieces[-1]):
            pieces.pop()
        if continues and pieces and pieces[0].first == marks[0].token + 1:
            pieces[0] = replace(pieces[0], continues_paragraph=True)
        left_open_in = paragraph if is_continued else -2
        found.extend(pieces)
    return found


def _outer_marks(tokens: Tokens) -> dict[int, list[_Mark]]:
    """Return the marks that set off what is said: double ones, or single ones where those do it (the British
    habit): they then end in punctuation more often than there are double ones at all.
    """
    double = _double_marks(tokens)
    if (
        "‘" not in tokens.text
        and " '" not in tokens.text
        and "\n'" not in tokens.text
        and tokens.text[:1] != "'"
    ):
        return double
    single = _single_marks(tokens)
    closers = [mark.token for marks in single.values() for mark in marks if mark.role == "close"]
    speaking = sum(tokens.words[token - 1] in _ENDS_SPEECH for token in closers)
    return single if speaking * 2 > sum(len(marks) for marks in double.values()) else double


def _double_marks(tokens: Tokens) -> dict[int, list[_Mark]]:
    by_paragraph: dict[int, list[_Mark]] = {}
    for index in tokens.scattered(MARK):
        mark = _Mark(index, *_role_and_shape(tokens.words[index], *_around(tokens, index)))
        by_paragraph.setdefault(tokens.paragraph_of[index], []).append(mark)
    return by_paragraph


def _around(tokens: Tokens, index: int) -> tuple[str, str]:
    """Return the characters right before and right behind a token; a line break beyond the text's ends."""
    text, start, end = tokens.text, tokens.starts[index], tokens.ends[index]
    return text[start - 1] if start else "\n", text[end] if end < len(text) else "\n"


@lru_cache(maxsize=1024)
def _role_and_shape(word: str, before: str, after: str) -> tuple[str, str]:
    opens, closes = _looks_opening(before, after), _looks_closing(before, after)
    if word in _OPENING_SHAPES:
        # ‘“’ typed at a quotation's end (word before, white space after) closes it.
        return ("close" if closes and not opens else "open"), _OPENING_SHAPES[word]
    if word in _CLOSING_SHAPES:
        return ("open" if opens and not closes else "close"), _CLOSING_SHAPES[word]
    return ("either" if opens == closes else "open" if opens else "close"), "straight"


def _looks_opening(before: str, after: str) -> bool:
    return (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()


def _looks_closing(before: str, after: str) -> bool:
    return not before.isspace() and before not in "([{" and (after.isspace() or not after.isalnum())


def _pair(tokens: Tokens, marks: list[_Mark]) -> tuple[list[Quoted], bool]:
    """Pair the marks of one paragraph. Return the quoted stretches, and whether the last was left open."""
    pieces: list[Quoted] = []
    opened: _Mark | None = None
    is_nested = False
    for mark in marks:
        if opened is None:
            if mark.role != "close":
                opened, is_nested = mark, False
        elif mark.shape != opened.shape and mark.role == "open":
            if mark.token == opened.token + 1:  # “" typed together count as one
                opened = mark
            else:  # “ outer "inner" outer ”
                is_nested = True
        elif mark.shape != opened.shape and is_nested:
            is_nested = False
        elif mark.role == "open":  # the quotation before lost its closing mark
            opened = mark
        else:
            pieces.extend(_quoted(tokens, opened.token + 1, mark.token - 1))
            opened = None
    if opened is not None:
        end = opened.token + 1
        while end < len(tokens.words) and tokens.paragraph_of[end] == tokens.paragraph_of[opened.token]:
            end += 1
        unclosed = list(_quoted(tokens, opened.token + 1, end - 1, is_closed=False))
        return pieces + unclosed, bool(unclosed)
    return pieces, False


def _quoted(tokens: Tokens, first: int, last: int, is_closed: bool = True) -> Iterator[Quoted]:
    if first <= last:
        yield Quoted(Span(tokens.starts[first], tokens.ends[last]), first, last, is_closed)


def _opens_paragraph(tokens: Tokens, mark: _Mark) -> bool:
    first = mark.token == 0 or tokens.paragraph_of[mark.token - 1] != tokens.paragraph_of[mark.token]
    return first and mark.role != "close"


def _next_opens(tokens: Tokens, by_paragraph: dict[int, list[_Mark]], paragraph: int) -> bool:
    following = by_paragraph.get(paragraph + 1)
    return following is not None and _opens_paragraph(tokens, following[0])


def _lost_its_closer(tokens: Tokens, marks: list[_Mark], last: Quoted) -> bool:
    """Tell a quotation whose closing mark was lost at the paragraph's end from a stray opening mark."""
    return _opens_paragraph(tokens, marks[-1]) and tokens.words[last.last] in _SENTENCE_FINAL


def _single_marks(tokens: Tokens) -> dict[int, list[_Mark]]:
    """Return the single marks of a text that has no double ones, without its apostrophes."""
    by_paragraph: dict[int, list[_Mark]] = {}
    for index in tokens.scattered(SINGLE):
        word, around = tokens.words[index], _around(tokens, index)
        opens = word != "’" and _looks_opening(*around)
        closes = word != "‘" and _looks_closing(*around) and _closes_a_clause(tokens, index)
        if opens != closes:
            mark = _Mark(index, "open" if opens else "close", "single")
            by_paragraph.setdefault(tokens.paragraph_of[index], []).append(mark)
    return by_paragraph


def _closes_a_clause(tokens: Tokens, index: int) -> bool:
    """Tell a closing single mark from a plural's apostrophe ("the workers' rights")."""
    touches = index > 0 and tokens.ends[index - 1] == tokens.starts[index]
    return touches and (not tokens.words[index - 1][-1:].isalnum() or tokens.words[index - 1][-1:] != "s")
