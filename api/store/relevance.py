"""Read a page of a search by relevance: the newest matches by rank, then all older ones by date.

In: an open Database, a ListQuery with words, a Position.  Out: rows, each with its `rank`, which is null after the
newest: ranking all matches of a common word would take a tenth of a second.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from api.store.common_words import WORD
from api.store.connect import Database
from api.store.fetch import AMONG, among, fetch, has_beginning, search_of
from api.store.filters import ListQuery
from api.store.numbers import is_short, note_matches
from api.store.order import has_kept_sets, numbers_by_date
from api.store.page import Position
from api.store.resources import Resource
from api.store.words import Words, parse_words

RANKING_WORDS = 8  # words that affect the rank, at most: the index counts the matches of each, 2 ms and more
RANK_WINDOW = 1_000  # newest matches that -relevance ranks: bm25 of all matches of a common word takes 100 ms


def rows_by_relevance(db: Database, query: ListQuery, position: Position | None) -> list[sqlite3.Row]:
    """Return the rows of a page by relevance, one more than it has if there is one, in the direction of paging.

    All pages together are the whole list, in one order as long as the corpus is the same.
    """
    window = _window(db, query)
    oldest = min((number for _, number in window), default=0)
    walk = _Walk(window, oldest)
    backwards = bool(position and position.backwards)
    steps = walk.before if backwards else walk.behind
    chosen, tail_from = steps(position.values if position else None, query.limit + 1)
    missing = query.limit + 1 - len(chosen)
    if tail_from is None or missing <= 0:
        return _fetch_ranked(db, query, chosen)
    tail = _tail(
        db, query, tail_from, oldest, missing if not backwards else query.limit + 1, backwards=backwards
    )
    if not backwards:
        return _fetch_ranked(db, query, chosen + tail)
    more = query.limit + 1 - len(tail)
    return _fetch_ranked(db, query, tail + walk.last(more))


Ranked = tuple[float | None, int]


@dataclass(frozen=True, slots=True)
class _Walk:
    """The ranked matches, best first, and the number of the oldest of them; older ones follow, unranked."""

    window: list[Ranked]
    oldest: int

    def behind(self, values: tuple[Any, ...] | None, size: int) -> tuple[list[Ranked], float | None]:
        """Return up to `size` ranked matches after `values`, and the number below which the unranked ones begin."""
        if values is not None and values[0] is None:
            return [], values[1]
        start = 0 if values is None else sum(_place(one) <= _place(values) for one in self.window)
        return self.window[start : start + size], self.oldest

    def before(self, values: tuple[Any, ...] | None, size: int) -> tuple[list[Ranked], float | None]:
        """Like `behind`, going back: nearest first, and the number above which unranked ones follow, if any."""
        if values is None or values[0] is None:
            return [], values[1] if values else None
        end = sum(_place(one) < _place(values) for one in self.window)
        return self.window[max(0, end - size) : end][::-1], None

    def last(self, size: int) -> list[Ranked]:
        """Return up to `size` ranked matches from the end, last first."""
        return self.window[::-1][: max(0, size)]


def _place(ranked: Sequence[Any]) -> tuple[float, float]:
    return ranked[0], -ranked[1]  # bm25 is lower for better matches; newer ones first among equals


def _window(db: Database, query: ListQuery) -> list[Ranked]:
    search, expression = search_of(query)
    words = parse_words(query.q or "")
    ranking = words.without(is_short) if has_beginning(query) else words
    ranking = ranking and _telling(db, query.resource, ranking)
    if ranking and len(ranking.terms) > RANKING_WORDS:
        ranking = Words((ranking.telling(RANKING_WORDS),))
    if ranking is not words or query.all_filters:
        return _window_ranked_by(db, query, ranking)
    sql = f"SELECT bm25({search}), rowid FROM {search} WHERE {search} MATCH ? ORDER BY rowid DESC LIMIT ?"
    found: list[sqlite3.Row] = db.execute(sql, (expression, RANK_WINDOW + 1)).fetchall()
    if not has_kept_sets(query):
        note_matches(db, query, [number for _, number in found], RANK_WINDOW)
    return sorted(((rank, number) for rank, number in found[:RANK_WINDOW]), key=_place)


def _telling(db: Database, noun: Resource, words: Words) -> Words | None:
    """Return the words without those that more than half of all records have, to which bm25 gives no weight."""
    half = db.corpus.count_of(noun.singular) / 2
    plain = [term.tokens[0] for term in words.terms if term.is_plain]
    everywhere = {
        value for (value,) in db.execute(_COMMONER, (noun.name, WORD, half, orjson.dumps(plain).decode()))
    }
    if not everywhere:
        return words
    return words.without(lambda term: term.is_plain and term.tokens[0] in everywhere)


_COMMONER = (
    "SELECT value FROM sets WHERE noun = ? AND property = ? AND size > ? "
    "AND value IN (SELECT value FROM json_each(?))"
)


def _window_ranked_by(db: Database, query: ListQuery, some: Words | None) -> list[Ranked]:
    """Rank the newest matches by some of the words: nearly every record has a word that begins with "t"."""
    newest = numbers_by_date(db, replace(query, sort="-published_on", limit=RANK_WINDOW - 1), None)
    ranks: dict[int, float] = {}
    if some and newest:
        search = query.resource.search
        sql = f"SELECT rowid, bm25({search}) FROM {search} WHERE {search} MATCH ? AND {AMONG}"
        ranks = dict(map(tuple, db.execute(sql, (some.fts5(), *among(newest)))))
    return sorted(((ranks.get(number, 0.0), number) for number in newest), key=_place)


def _tail(
    db: Database, query: ListQuery, start: float, oldest: int, size: int, *, backwards: bool
) -> list[Ranked]:
    """Return matches that are older than the ranked ones, beginning at `start`, in order of publication."""
    if query.all_filters or has_kept_sets(query):
        dated = replace(query, sort="-published_on", limit=size - 1)
        found = numbers_by_date(
            db, dated, Position((min(start, oldest) if not backwards else start,), backwards, "")
        )
        return [(None, number) for number in found if number < oldest]
    search, expression = search_of(query)
    side, direction = (">", "ASC") if backwards else ("<", "DESC")
    sql = (
        f"SELECT rowid FROM {search} WHERE {search} MATCH ? AND rowid {side} ? AND rowid < ? "
        f"ORDER BY rowid {direction} LIMIT ?"
    )
    return [(None, number) for (number,) in db.execute(sql, (expression, start, oldest, size))]


def _fetch_ranked(db: Database, query: ListQuery, chosen: Sequence[Ranked]) -> list[sqlite3.Row]:
    return fetch(db, query, [number for _, number in chosen], [rank for rank, _ in chosen])
