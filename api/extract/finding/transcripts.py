"""Find the turns of a printed conversation: `HORNE: Where was the tuba?`, a line for each speaker, no marks.

In: the body as `Tokens`.  Out: `Turn`s in reading order.  Who the label stands for is the work of `speakers`.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from api.extract.grammar.capitals import CLOSED_WORDS
from api.extract.grammar.genders import is_first_name
from api.extract.grammar.lexicon import MARKS
from api.extract.grammar.rereading import find_names, initials_of
from api.extract.grammar.tokens import Tokens
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
    labelled = [_turn(tokens, first, end) for first, end in _paragraphs(tokens)]
    speakers = _speakers(tokens, labelled)
    turns = [turn for turn in labelled if turn and _label(tokens, turn) in speakers]
    comes_back = len(speakers) < len(turns)
    return turns if len(turns) >= _FEWEST_TURNS and comes_back else []


def _speakers(tokens: Tokens, labelled: Sequence[Turn | None]) -> set[str]:
    """Return the labels that stand for somebody: by their words, as what they label are questions, or because they
    mostly stand next to such a one. "Pros", "Pro Tip" and "Location" label notes.
    """
    labels = [_label(tokens, turn) if turn else None for turn in labelled]
    times = Counter(filter(None, labels))
    if times.total() < _FEWEST_TURNS:
        return set()
    people = _surnames(tokens, times)
    asked = Counter(
        _label(tokens, turn) for turn in labelled if turn and turn.span.of(tokens.text).endswith("?")
    )
    known = {
        label
        for label, number in times.items()
        if _names_somebody(tokens, label, people) or asked[label] > number / 2
    }
    beside = Counter(
        label
        for before, label, behind in zip([None, *labels], labels, [*labels[1:], None], strict=False)
        if before in known or behind in known
    )
    return known | {label for label, number in times.items() if beside[label] > number / 2}


def _label(tokens: Tokens, turn: Turn) -> str:
    return turn.label.of(tokens.text).lower()


def _surnames(tokens: Tokens, labels: Iterable[str]) -> set[str]:
    """Return the last names and the initials of those whom the body or a label names in full, in small letters."""
    named = [name.words for name in find_names(tokens) if name.kind == "person"]
    full = (words for words in [*named, *map(str.split, labels)] if len(words) > 1)
    people = [words for words in full if _is_first_name(words[0])]
    return {words[-1].lower() for words in people} | {initials_of(words).lower() for words in people}


def _is_first_name(word: str) -> bool:
    """Tell a first name in any capitals from small words that are one somewhere: "My", "The"."""
    return is_first_name(word.title()) and word.lower() not in CLOSED_WORDS


def _names_somebody(tokens: Tokens, label: str, people: Container[str]) -> bool:
    """Tell "Sen. Bloom", "Moderator", "Ada Bloom", and "Bloom" where the body has somebody of that name.

    What stands in the body in small letters as well is no name: "Key Focus".
    """
    *before, last = (word.strip(".") for word in label.split())
    if last in read_words("person_nouns") or last in read_words("role_nouns"):
        return True
    is_titled = bool(before) and before[0].title() in read_words("honorifics")
    return (is_titled or last in people) and last not in tokens.words


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
