"""Is this quote real? Find the quotes that are most similar to a text that somebody pastes.

In: a text.  Out: quotes with their similarity, best first.  The index finds candidates by their words; similarity is
measured letter by letter, ignoring case, accents and punctuation.
"""

import sqlite3
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Opcodes
from rapidfuzz.distance.Levenshtein import opcodes

from api.store.connect import Database, OutOfTime, budget
from api.store.fetch import rows_of
from api.store.words import Term, tokenize

LONGEST_TEXT = 5000  # characters, at most; longer than any quote
CANDIDATES = 300
CANDIDATE_STEPS = 1_000_000  # a hundred thousand quotes to rank
LEAST_SIMILARITY = 0.5  # below it, half the letters differ: another sentence
_TELLING_WORDS = 8  # the longest ones, because long words are rare

Kind = Literal["same", "part", "similar"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ: `given` in the text asked about, `printed` in the quote; one of them may be empty."""

    given: str
    printed: str


@dataclass(frozen=True, slots=True)
class Match:
    """A quote that is similar to the text. `similarity` is 0..1; 1 only for the same words.

    `kind`: "same" words; "part" when one contains the other; or "similar" words.
    """

    row: sqlite3.Row
    similarity: float
    kind: Kind
    differences: tuple[Difference, ...]


def match_quotes(db: Database, text: str, limit: int) -> list[Match]:
    """Return the quotes most like `text`, at most `limit`, best first and newest first among equals.

    A text without any letter or digit has no matches.
    """
    words = tokenize(text)
    if not words:
        return []
    matches = [_compared(words, row) for row in rows_of(db, "quotes", _candidates(db, words))]
    close = [match for match in matches if match.similarity >= LEAST_SIMILARITY]
    return sorted(close, key=lambda match: (-match.similarity, -match.row["number"]))[:limit]


def _candidates(db: Database, words: list[str]) -> list[int]:
    telling = sorted(dict.fromkeys(words), key=lambda word: -len(word))[:_TELLING_WORDS]
    any_of = " OR ".join(Term(word, (word,)).fts5() for word in telling)
    all_of = " AND ".join(Term(word, (word,)).fts5() for word in telling)
    newest = "SELECT rowid FROM quotes_search WHERE quotes_search MATCH ? ORDER BY rowid DESC LIMIT ?"
    closest = (
        "SELECT rowid FROM quotes_search WHERE quotes_search MATCH ? ORDER BY bm25(quotes_search) LIMIT ?"
    )
    found = [number for (number,) in db.execute(newest, (all_of, CANDIDATES))]
    try:
        with budget(db, CANDIDATE_STEPS):
            found += [number for (number,) in db.execute(closest, (any_of, CANDIDATES))]
    except OutOfTime:  # common words only, in a large corpus: the newest that share them must do
        found += [number for (number,) in db.execute(newest, (any_of, CANDIDATES))]
    return list(dict.fromkeys(found))


def _compared(words: list[str], row: sqlite3.Row) -> Match:
    printed = tokenize(row["text"])
    given_text, printed_text = " ".join(words), " ".join(printed)
    if words == printed:
        return Match(row, 1.0, "same", ())
    shorter, longer = sorted((f" {given_text} ", f" {printed_text} "), key=len)
    if shorter in longer and len(shorter.split()) > 1:
        # The similarity of the shared words, reduced the smaller their share of the longer text is.
        share = len(shorter) / len(longer)
        return Match(row, round(0.9 + 0.09 * share, 4), "part", _differences(words, printed))
    similarity = fuzz.ratio(given_text, printed_text) / 100
    return Match(row, min(round(similarity, 4), 0.99), "similar", _differences(words, printed))


def _differences(given: list[str], printed: list[str]) -> tuple[Difference, ...]:
    changes: Opcodes = opcodes(given, printed)
    return tuple(
        Difference(
            " ".join(given[one.src_start : one.src_end]), " ".join(printed[one.dest_start : one.dest_end])
        )
        for one in changes
        if one.tag != "equal"
    )
