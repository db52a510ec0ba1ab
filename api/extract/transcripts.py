"""Find the turns of a printed conversation: `HORNE: Where was the tuba?`, a line for each speaker, no marks.

In: the body as `Tokens`.  Out: `Turn`s in reading order.  Who the label stands for is the work of `speakers`.
"""

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from api.extract.lexicon import MARKS
from api.extract.tokens import Tokens
from api.extract.words import read_words
from api.model import Span

_LONGEST_LABEL = 5  # tokens before the colon: "Q", "Sen. Ada Bloom", "THE PRESIDENT"
_LONGEST_BRACKETS = 8  # tokens that a label's brackets hold: constituency, party, role
_FEWEST_TURNS = 3  # one or two labelled lines are notes, not a conversation
TURN_CONFIDENCE = 0.9  # a labelled line of a conversation; on our own gold each was right


_SCORE = re.compile(r"\d+(?:[-–]\d+)+")  # "Ostley (3-0): Ames 2 goals."


class Turn(NamedTuple):
    """What one speaker says in one paragraph: the `label` before the colon, and the words behind it."""

    label: Span
    span: Span


def find_turns(tokens: Tokens) -> list[Turn]:
    """Return the turns of a body that prints a conversation: at least three labelled paragraphs, a label of which
    comes back; none for any other body. Paragraphs whose words stand in quotation marks are no turns.
    """
    if tokens.text.count(":") < _FEWEST_TURNS:
        return []
    turns = [turn for first, end in _paragraphs(tokens) if (turn := _turn(tokens, first, end)) is not None]
    labels = Counter(turn.label.of(tokens.text).lower() for turn in turns)
    comes_back = labels and labels.most_common(1)[0][1] > 1
    return turns if len(turns) >= _FEWEST_TURNS and comes_back else []


def _paragraphs(tokens: Tokens) -> list[tuple[int, int]]:
    """Return the half-open token range of each paragraph."""
    line = tokens.paragraph_of
    starts = [first for first, _ in tokens.sentences if not first or line[first] != line[first - 1]]
    return list(pairwise([*starts, len(tokens.words)])) if starts else []


def _turn(tokens: Tokens, first: int, end: int) -> Turn | None:
    for colon in range(first + 1, min(first + 1 + _LONGEST_LABEL + _LONGEST_BRACKETS, end - 1)):
        if tokens.words[colon] == ":" and _end_of_name(tokens, first, colon) - first <= _LONGEST_LABEL:
            words = tokens.words[colon + 1 : end]
            if not _is_label(tokens, first, colon) or words[0] in MARKS or not _is_speech(words):
                return None
            label = Span(tokens.start_of(first), tokens.ends[_end_of_name(tokens, first, colon) - 1])
            return Turn(label, Span(tokens.start_of(colon + 1), tokens.ends[end - 1]))
    return None


def _end_of_name(tokens: Tokens, first: int, colon: int) -> int:
    """Return where the brackets of a label begin: "Ada Bloom | (Marsh East) (Lab)"; the colon when it has none."""
    if tokens.words[colon - 1] != ")":
        return colon
    return next((i for i in range(first + 1, colon) if tokens.words[i] == "("), colon)


def _is_speech(words: list[str]) -> bool:
    """Tell a sentence from a figure behind a label ("Bloom: 1,204")."""
    return words[-1][-1] in ".?!…" or sum(word.isalpha() for word in words) > 2


def _is_label(tokens: Tokens, first: int, colon: int) -> bool:
    """Tell a speaker's label from "Note:" or "Read more:": capitals throughout, no heading's word, no number.

    "Q:" and "A:" name nobody: an interview in that form tells who speaks somewhere else, if at all.
    """
    end = _end_of_name(tokens, first, colon)
    if any(_SCORE.fullmatch(word) for word in tokens.words[end:colon]):
        return False
    words = [word for word in tokens.words[first:end] if word != "."]
    if not words or not all(word[0].isupper() for word in words) or all(len(word) == 1 for word in words):
        return False
    return not any(word.lower() in read_words("label_words") or word.isdigit() for word in words)
