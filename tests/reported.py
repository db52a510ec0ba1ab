"""Show what is reported in a text as a table of tests has it: source, cue, pieces."""

from api.extract.finding.indirect import Reported, find_reported
from api.extract.finding.quotes import find_quoted
from api.extract.finding.scene import Scene
from api.extract.grammar.phrases import find_phrases
from api.extract.grammar.tokens import read_tokens

Row = tuple[str | None, str, tuple[str, ...]]


def reported_in(text: str) -> list[Reported]:
    tokens = read_tokens(text)
    return find_reported(Scene(tokens, find_phrases(tokens), find_quoted(tokens)))


def rows_of(text: str) -> list[Row]:
    return [
        (
            None if item.mention is None else item.mention.of(text),
            "" if item.cue is None else item.cue.of(text),
            tuple(piece.of(text) for piece in item.pieces),
        )
        for item in reported_in(text)
    ]
