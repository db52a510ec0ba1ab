"""Find what stands in quotation marks.

In: the body as `Tokens`.  Out: `Quoted` stretches in reading order, one for each paragraph of a quotation.
Whether somebody said it, and who, is the work of `attribution`.

Marks are paired paragraph by paragraph, by shape where the shape tells (“ ”, « », „ “) and by the white space
around where it doesn't (" and ''). A paragraph that ends inside a quotation is continued by a next paragraph
that opens with a mark again (the newspaper convention for quotations of several paragraphs).
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from api.extract.grammar.lexicon import BEING, MARK, SINGLE, SINGLE_MARKS, SMALL, VERB
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import speech_forms
from api.model import Span

_OPENING_SHAPES = {"“": "curly", "„": "curly", "‟": "curly", "«": "angle", "``": "straight"}
_CLOSING_SHAPES = {"”": "curly", "’’": "curly", "»": "angle"}
_BEFORE_OPENING = frozenset("([{-–—‘'/…")
_NEVER_OPENED = frozenset(",.;:!?)]}")  # « word », she said: the mark closes, though a space stands before it
_ENDS_SPEECH = frozenset({",", ".", "!", "?"})
_LONGEST_NAME = 3  # words
_LONE_LETTERS = frozenset({"n", "N"})
_NO_NOUN = SMALL | VERB | BEING  # the traits of words that own nothing and are owned by nothing
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
        if is_open and not is_continued:
            pieces += _unclosed(tokens, marks, pieces.pop())
        if continues and pieces and pieces[0].first == marks[0].token + 1:
            pieces[0].continues_paragraph = True
        left_open_in = paragraph if is_continued else -2
        found.extend(pieces)
    return found


def _outer_marks(tokens: Tokens) -> dict[int, list[_Mark]]:
    """Return the marks that set off what is said: double ones, or single ones where those do it (the British
    habit); and the pairs of the other sort that stand by themselves and end as speech does.
    """
    double = _double_marks(tokens)
    text = tokens.text
    if "‘" not in text and " '" not in text and "\n'" not in text and text[:1] != "'":
        return double
    single = _single_marks(tokens)
    in_double, in_single = _closed_pairs(tokens, double), _closed_pairs(tokens, single)
    if _are_outer(tokens, single, double, in_single, in_double):
        return _with_pairs(single, _apart(in_double, in_single))
    speaking = [pair for pair in in_single if _ends_as_speech(tokens, pair[1])]
    return _with_pairs(double, _apart(speaking, in_double))


_Marks = dict[int, list[_Mark]]
_Pair = tuple[int, int, int, str]
"""The tokens of an opening and a closing mark, their paragraph, their shape."""


def _closed_pairs(tokens: Tokens, by_paragraph: _Marks) -> list[_Pair]:
    """Return the pairs of marks that are closed in their paragraph."""
    return [
        (piece.first - 1, piece.last + 1, paragraph, marks[0].shape)
        for paragraph, marks in by_paragraph.items()
        for piece in _pair(tokens, marks)[0]
        if piece.is_closed
    ]


def _are_outer(
    tokens: Tokens, single: _Marks, double: _Marks, in_single: list[_Pair], in_double: list[_Pair]
) -> bool:
    """Tell whether the single marks set off what is said: most double ones stand inside them, or they end in
    punctuation more often than there are double ones at all.
    """
    doubles = [mark.token for marks in double.values() for mark in marks]
    singles = [mark.token for marks in single.values() for mark in marks]
    inside, outside = _count_inside(doubles, in_single), _count_inside(singles, in_double)
    if inside > outside:
        return inside * 2 >= len(doubles)
    closers = [mark.token for marks in single.values() for mark in marks if mark.role == "close"]
    return sum(_ends_as_speech(tokens, token) for token in closers) * 2 > len(doubles)


def _count_inside(marks: list[int], pairs: list[_Pair]) -> int:
    """Count the marks that stand inside a pair; both are in order."""
    starts = [opening for opening, *_ in pairs]
    places = ((mark, bisect_right(starts, mark) - 1) for mark in marks)
    return sum(at >= 0 and starts[at] < mark < pairs[at][1] for mark, at in places)


def _ends_as_speech(tokens: Tokens, closer: int) -> bool:
    return tokens.words[closer - 1] in _ENDS_SPEECH


def _apart(pairs: list[_Pair], others: list[_Pair]) -> list[_Pair]:
    """Return the pairs that overlap none of `others`."""
    ends = [closing for _, closing, *_ in others]
    places = ((pair, bisect_right(ends, pair[0])) for pair in pairs)
    return [pair for pair, at in places if at == len(others) or pair[1] < others[at][0]]


def _with_pairs(by_paragraph: _Marks, pairs: list[_Pair]) -> _Marks:
    if not pairs:
        return by_paragraph
    for opening, closing, paragraph, shape in pairs:
        marks = by_paragraph.setdefault(paragraph, [])
        marks += [_Mark(opening, "open", shape), _Mark(closing, "close", shape)]
        marks.sort(key=attrgetter("token"))
    return dict(sorted(by_paragraph.items()))


def _double_marks(tokens: Tokens) -> dict[int, list[_Mark]]:
    by_paragraph: dict[int, list[_Mark]] = {}
    for index in tokens.scattered(MARK):
        mark = _Mark(index, *_role_and_shape(tokens.words[index], *_around(tokens, index)))
        by_paragraph.setdefault(tokens.paragraph_of[index], []).append(mark)
    return by_paragraph


def _around(tokens: Tokens, index: int) -> tuple[str, str]:
    """Return the characters right before and right behind a token; a line break beyond the text's ends."""
    text, start, end = tokens.text, tokens.start_of(index), tokens.ends[index]
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
    return (
        (before.isspace() or before in _BEFORE_OPENING) and not after.isspace() and after not in _NEVER_OPENED
    )


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
            pieces.extend(_joined(tokens, opened, mark))
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


def _joined(tokens: Tokens, opened: _Mark, following: _Mark) -> Iterator[Quoted]:
    """Yield the words up to the next opening mark where they end a sentence: two paragraphs of one quotation, which a
    program joined. What says who said it is cut off.
    """
    ends = tokens.words[following.token - 1] in _SENTENCE_FINAL
    if ends and all(_looks_opening(*_around(tokens, mark.token)) for mark in (opened, following)):
        for piece in _quoted(tokens, opened.token + 1, following.token - 1, is_closed=False):
            yield _without_tag(tokens, piece)


def _quoted(tokens: Tokens, first: int, last: int, is_closed: bool = True) -> Iterator[Quoted]:
    if first <= last:
        yield Quoted(Span(tokens.start_of(first), tokens.ends[last]), first, last, is_closed)


def _opens_paragraph(tokens: Tokens, mark: _Mark) -> bool:
    first = mark.token == 0 or tokens.paragraph_of[mark.token - 1] != tokens.paragraph_of[mark.token]
    return first and mark.role != "close"


def _next_opens(tokens: Tokens, by_paragraph: dict[int, list[_Mark]], paragraph: int) -> bool:
    following = by_paragraph.get(paragraph + 1)
    return following is not None and _opens_paragraph(tokens, following[0])


def _lost_its_closer(tokens: Tokens, marks: list[_Mark], last: Quoted) -> bool:
    """Tell a quotation whose closing mark was lost at the paragraph's end from a stray opening mark."""
    return _opens_paragraph(tokens, marks[-1]) and tokens.words[last.last] in _SENTENCE_FINAL


def _unclosed(tokens: Tokens, marks: list[_Mark], piece: Quoted) -> Iterator[Quoted]:
    """Yield a quotation that lost its closing mark, cut before who said it; nothing for a stray opening mark."""
    cut = _without_tag(tokens, piece)
    if cut is not piece or _lost_its_closer(tokens, marks, piece):
        yield cut


def _without_tag(tokens: Tokens, piece: Quoted) -> Quoted:
    """Return the quotation without what follows its words: `"We won, | said Ada Bloom, 19.`; itself if nothing."""
    for comma in range(piece.first + 1, piece.last - 1):
        if tokens.words[comma] == "," and _is_tag(tokens, comma + 1):
            return Quoted(Span(piece.span.start, tokens.ends[comma]), piece.first, comma, is_closed=False)
    return piece


def _is_tag(tokens: Tokens, index: int) -> bool:
    """Tell "| said Ada Bloom", "| says the mayor", "| she added" and "| Ada Bloom said" from what was said."""
    words, lower, forms = tokens.words, tokens.lower, speech_forms()
    if lower[index] in forms:
        return words[index + 1][0].isupper() or lower[index] in {"said", "says"}
    if lower[index] in {"he", "she", "they"}:
        return lower[index + 1] in forms
    verb = index
    while words[verb][0].isupper() and verb < index + _LONGEST_NAME and verb + 1 < len(words):
        verb += 1
    return verb > index and lower[verb] in forms and lower[index] not in {"i", "we"}


def _single_marks(tokens: Tokens) -> _Marks:
    """Return the single marks of a text, without its apostrophes."""
    by_paragraph: _Marks = {}
    for index in tokens.scattered(SINGLE):
        role = _single_role(tokens, index)
        if role is not None:
            mark = _Mark(index, role, "single")
            by_paragraph.setdefault(tokens.paragraph_of[index], []).append(mark)
    settled = {paragraph: _settled(tokens, marks) for paragraph, marks in by_paragraph.items()}
    return {paragraph: marks for paragraph, marks in settled.items() if marks}


def _single_role(tokens: Tokens, index: int) -> str | None:
    """Return what a single mark does: "open", "close", "either" for one that closes or is a plural's apostrophe
    ("the workers’ rights"), None for an apostrophe.
    """
    word, (before, after) = tokens.words[index], _around(tokens, index)
    opens = word != "’" and _looks_opening(before, after)
    closes = word != "‘" and _looks_closing(before, after) and tokens.touches(index)
    if opens == closes:
        return None
    if opens:
        return "open"
    previous = tokens.words[index - 1]
    if previous in _LONE_LETTERS and tokens.words[index - 2] in SINGLE_MARKS:  # rock ’n’ roll
        return None
    return "either" if previous[-1] == "s" and after.isspace() and after != "\n" else "close"


def _settled(tokens: Tokens, marks: list[_Mark]) -> list[_Mark]:
    """Decide which plural's apostrophes close a quotation: one does where the quotation has no other end."""
    settled: list[_Mark] = []
    doubtful: list[_Mark] = []
    is_open = False
    for mark in marks:
        if mark.role == "either":
            doubtful += [mark] if is_open else []
            continue
        if mark.role == "open" and is_open:
            settled += _likeliest_closer(tokens, doubtful) or _as_closer(doubtful[-1:])
        settled.append(mark)
        is_open, doubtful = mark.role == "open", []
    return settled + _likeliest_closer(tokens, doubtful)


def _likeliest_closer(tokens: Tokens, doubtful: list[_Mark]) -> list[_Mark]:
    """Return the first mark behind which no noun stands that it could own: "‘smart bins’ had been", or none."""
    return _as_closer([mark for mark in doubtful if tokens.traits[mark.token + 1] & _NO_NOUN][:1])


def _as_closer(marks: list[_Mark]) -> list[_Mark]:
    return [_Mark(mark.token, "close", mark.shape) for mark in marks]
