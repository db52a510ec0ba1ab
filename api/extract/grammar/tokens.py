"""Read a body once into words, sentences and paragraphs; each later step looks things up here.

In: any text (the cleaned body).  Out: `Tokens`, parallel lists indexed by token number.  What each word is by
itself is told by `lexicon`; what it means where it stands is somebody else's job.

We split sentences ourselves, at token level: the libraries we tried (pysbd, punkt) cost more time for one
article than all the rest of the extractor, and none keeps code-point offsets through quotation marks.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise, repeat
from operator import itemgetter

from api.extract.grammar.lexicon import (
    CAPITAL,
    CUE,
    DASHES,
    GENDERED,
    LEXICON,
    MARK,
    MARKS,
    SINGLE,
    STOP,
    Word,
)
from api.extract.words import read_words

# White space and the token behind it. The first two forms are the commonest tokens, told at the first glance.
_TOKEN = re.compile(
    r"""
    \s*+
    (?:[a-zA-Z]{2,}+(?![\w'’\-‑.@&])            # a plain word
  | [,“”"?!();:]
  | (?:[A-Za-z]\.){2,}(?:[-‑]based\b)?         # U.S., D.C., a.m., F.B.I., U.S.-based
  | \d+(?:[.,:/]\d+)*(?:[a-z]{2}-[a-z]+|(?:[-–]\w+)+|[a-z]+|%)?  # 1,000.50  9:30  2015-16  3rd  3rd-placed  40%
                                              # Felbab-Brown  they're  O'Neil  nbc.com  AT&T; but: over.| She
  | \w+(?:(?:['’\-‑@&]|\.(?!(?<=[a-z]{2}\.)(?!Com\b|Net\b|Org\b)[A-Z][a-z]))(?=\w)\w+)*
  | '{2,3}|``|’’                              # '', `` and ’’ : double marks typed as two single ones
  | \.{2,}|…|--+|[^\w\s])                     # ... — and every other sign by itself
    """,
    re.VERBOSE,
)
_TURNED_APOSTROPHE = re.compile(r"(?<=\w)‘(?=s\b)")  # "Kelce‘s mother"
_CROWD = 1000  # marks or verbs of saying; a paragraph with more is a table or an attack, and nobody's speech
_SENTENCE_OPENERS = read_words("sentence_openers")
_ABBREVIATIONS = read_words("abbreviations")
_CLOSERS = MARKS | {")", "]", "'", "’"}
_DATELINE_SIGNS = frozenset({",", ".", "(", ")", "/"})
_LONGEST_DATELINE = 16  # tokens
_SHORTEST_PLACE = 3  # letters
_SCARCE = CAPITAL | CUE | GENDERED | MARK | SINGLE | STOP  # a third of the tokens have one of these
_LOWER, _TRAITS = itemgetter(0), itemgetter(1)  # of a `Word`


@dataclass(slots=True)
class Tokens:
    """A body as numbered tokens: words and signs, without white space.

    `words[i]` is token i as printed, `lower[i]` in lower case, `traits[i]` what `lexicon` knows of it, `ends[i]`
    the code-point offset of its end in `text`. `sentences` are half-open ranges of
    token numbers, in order, that cover all tokens; no sentence crosses a line break. `sentence_of[i]` is the
    number of i's sentence, `opening_of[i]` the first token of that. `paragraph_of[i]` counts the lines that hold
    text, from 0. `known[i]` is all that `lexicon` knows of token i; `scarce` has the tokens with one of the traits
    that few have, by those traits.
    """

    text: str
    words: list[str]
    lower: list[str]
    traits: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    sentence_of: list[int]
    opening_of: list[int]
    paragraph_of: list[int]
    known: list[Word]
    scarce: dict[int, list[int]]

    def start_of(self, index: int) -> int:
        """Return the code-point offset of the start of token `index` in `text`."""
        return self.ends[index] - len(self.words[index])

    def touches(self, index: int) -> bool:
        """Tell whether no white space stands between token `index` and the one before."""
        return self.ends[index] - len(self.words[index]) == self.ends[index - 1]

    def first_at_or_after(self, offset: int) -> int:
        """Return the number of the first token that ends behind `offset`; len(words) when there is none."""
        return bisect_right(self.ends, offset)

    def last_before(self, offset: int) -> int:
        """Return the number of the last token that starts before `offset`; -1 when there is none."""
        index = bisect_left(self.ends, offset)
        is_inside = index < len(self.ends) and self.ends[index] - len(self.words[index]) < offset
        return index if is_inside else index - 1

    def having(self, trait: int) -> list[int]:
        """Return the tokens with one of the bits of `trait`, in order."""
        if trait & _SCARCE == trait:
            return sorted(chain(*(places for traits, places in self.scarce.items() if traits & trait)))
        return [index for index, traits in enumerate(self.traits) if traits & trait]

    def scattered(self, trait: int) -> list[int]:
        """Return the tokens with a bit of `trait`, but none of a paragraph that is crowded with them."""
        found = self.having(trait)
        if len(found) <= _CROWD:
            return found
        crowds = Counter(map(self.paragraph_of.__getitem__, found))
        return [index for index in found if crowds[self.paragraph_of[index]] <= _CROWD]

    def kind_at(self, index: int) -> str:
        """Return the class of token `index`; "edge" outside the text."""
        return self.known[index][2] if 0 <= index < len(self.known) else "edge"

    def text_of(self, first: int, last: int) -> str:
        """Return the printed text from token `first` to token `last`, both included."""
        return self.text[self.start_of(first) : self.ends[last]]


def read_tokens(text: str) -> Tokens:
    """Split `text` into tokens, sentences and paragraphs (a line that holds text is a paragraph)."""
    printed = _TURNED_APOSTROPHE.sub("’", text) if "‘s" in text else text
    found = _TOKEN.findall(printed.rstrip())  # each with the white space before it
    words = list(map(str.lstrip, found))
    known = list(map(LEXICON.__getitem__, words))
    ends = list(accumulate(map(len, found)))
    lines, openers = _lines_of(text, ends)
    lower, traits = list(map(_LOWER, known)), list(map(_TRAITS, known))
    scarce: defaultdict[int, list[int]] = defaultdict(list)
    for index, trait in enumerate(traits):
        if trait & _SCARCE:
            scarce[trait & _SCARCE].append(index)
    tokens = Tokens(text, words, lower, traits, ends, [], [], [], lines, known, scarce)
    for number, (first, end) in enumerate(pairwise([*_sentence_breaks(tokens, openers), len(words)])):
        tokens.sentences.append((first, end))
        tokens.sentence_of.extend(repeat(number, end - first))
        tokens.opening_of.extend(repeat(first, end - first))
    return tokens


def _lines_of(text: str, ends: list[int]) -> tuple[list[int], list[int]]:
    """Number the lines that hold a token, from 0. Return each token's line, and the first token of each line."""
    numbers: list[int] = []
    openers: list[int] = []
    end = 0
    for line in text.split("\n"):
        end += len(line) + 1
        count = bisect_left(ends, end) - len(numbers) if line else 0
        if count:
            openers.append(len(numbers))
            numbers += [len(openers) - 1] * count
    return numbers, openers


def _sentence_breaks(tokens: Tokens, openers: list[int]) -> list[int]:
    """Return the token numbers at which a sentence begins: those that open a line, and others."""
    breaks, line = set(openers), tokens.paragraph_of
    breaks.update(_behind_dateline(tokens, opener) for opener in openers if tokens.words[opener][0].isupper())
    ends_of_lines = {opener - 1 for opener in openers}
    for index in tokens.having(STOP):
        if index in ends_of_lines:
            continue
        begin = _next_sentence(tokens, index)
        if begin is not None and line[begin] == line[index]:
            breaks.add(begin)
    return sorted(breaks)


def _behind_dateline(tokens: Tokens, first: int) -> int:
    """Return where the report begins whose line opens with a dateline, "OSTLEY, May 3 (Quay News) — | The ferry";
    `first` for other lines. In small letters the dateline ends with the agency in brackets.
    """
    words = tokens.words
    if len(words[first]) < _SHORTEST_PLACE:
        return first
    for index in range(first + 1, min(first + _LONGEST_DATELINE, len(words) - 1)):
        if words[index] in DASHES and (words[first].isupper() or words[index - 1] == ")"):
            opens = words[index + 1]
            return index + 1 if opens[0].isupper() or opens in MARKS else first
        if not (words[index][0].isupper() or words[index].isdigit() or words[index] in _DATELINE_SIGNS):
            break
    return first


def _next_sentence(tokens: Tokens, stop: int) -> int | None:
    """Return where the sentence after the stop at token `stop` begins, or None when the stop ends nothing."""
    words, follower = tokens.words, stop + 1
    while follower < len(words) and words[follower] in _CLOSERS and tokens.touches(follower):
        follower += 1
    follower = _behind_notes(tokens, follower)
    if follower >= len(words):
        return None
    at = _skip_marks(words, follower)
    if tokens.touches(follower) and not _is_glued(tokens, stop, at):
        return None
    opener = words[at]
    if not (opener[0].isupper() or opener[0].isdigit() or opener == "["):
        return None
    if follower == stop + 1 and not _ends_sentence(tokens, stop, at):
        return None
    return follower


def _is_glued(tokens: Tokens, stop: int, at: int) -> bool:
    """Tell whether the space between two sentences was lost: "it was over.The mayor", not "nbc.Com" or "3.Five"."""
    before, opener = tokens.words[stop - 1] if stop else "", tokens.words[at]
    return tokens.words[stop] in {".", "?", "!"} and before[-2:].islower() and opener[1:2].islower()


def _behind_notes(tokens: Tokens, index: int) -> int:
    """Return the token behind the numbers of notes that touch a stop: "It is so.[8][9] She left"."""
    words = tokens.words
    while (
        index + 2 < len(words) and words[index] == "[" and tokens.touches(index) and words[index + 2] == "]"
    ):
        index += 3
    return index


def _skip_marks(words: list[str], index: int) -> int:
    while index < len(words) - 1 and (words[index] in MARKS or words[index] in "'‘([—–-•"):
        index += 1
    return index


def _ends_sentence(tokens: Tokens, stop: int, at: int) -> bool:
    """Tell a full stop from the point of an abbreviation, by the words on both sides."""
    words, opener = tokens.words, tokens.words[at]
    if (
        words[stop] != "." and len(words[stop]) > 1 and words[stop][0].isalpha()
    ):  # U.S. Troops / the U.S. The ...
        return opener in _SENTENCE_OPENERS
    if words[stop] != "." or stop == 0 or not tokens.touches(stop):
        return True
    before = words[stop - 1]
    if len(before) == 1 and before.isupper() and before != "I":  # John F. Kennedy, J. A. Reed
        if before == "X" and len(opener) > 1 and words[stop - 2].islower():  # "wrote on X. Chancellor Orr"
            return True
        is_initial = opener == "A" and at + 1 < len(words) and words[at + 1] == "." and tokens.touches(at + 1)
        return opener in _SENTENCE_OPENERS and not is_initial
    if before in _ABBREVIATIONS:  # Sen. Tim Kaine; but: "... at Acme Inc. The firm ..."
        return opener in _SENTENCE_OPENERS and before not in _TITLES
    return True


_TITLES = frozenset(
    {"Mr", "Mrs", "Ms", "Dr", "Sen", "Sens", "Rep", "Reps", "Gov", "Gen", "Lt", "Col", "St", "Prof", "Rev"}
)
