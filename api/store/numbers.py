"""The records that a request selects, as the set of their numbers.

In: an open Database and a ListQuery.  Out: a Roaring bitmap, the intersection of the sets that the loader left for
its filters (`sets`), the ranges of its dates, the index ranges of its bounds, and the matches of its words.
Its members are in order of publication; `order` makes pages of them, and `counts` counts them.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from pyroaring import BitMap

from api.errors import Fault, QueryError
from api.store.common_words import BEGINNING, LONGEST_BEGINNING, WORD
from api.store.conditions import FIRST_NUMBER, LAST_NUMBER
from api.store.connect import Database
from api.store.filters import ListQuery
from api.store.names import names_like
from api.store.partial_dates import first_form, last_day
from api.store.resources import Bound, Filter, Resource
from api.store.sets import (
    EMPTY,
    HUNDREDTHS,
    everything,
    read_set,
    remember,
    remembered,
    set_of,
    sets_of,
    union_of,
)
from api.store.words import Term, Words, parse_words

MOST_BEGUN = {"articles": 10_000, "quotes": 200_000}
"""Most records with a prefix for a phrase to end in it: the index merges all their positions, which takes 100 ms."""
MOST_MATCHES = 300_000
"""Newest matches of words that a list with filters checks before it reads all: 30 ms."""


def numbers_of(db: Database, query: ListQuery) -> BitMap | None:
    """Return the numbers of the records that `query` selects; None when it selects all."""
    chosen = numbers_without_words(db, query)
    if query.q is None:
        return chosen
    found = matches_of(db, query).numbers
    return found if chosen is None else found & chosen


def numbers_without_words(db: Database, query: ListQuery) -> BitMap | None:
    """Return the numbers of the records that the filters select, whatever `q` says; None when they select all."""
    if db.chosen[0] is not query:  # a page, its total and its facets need them one after the other
        db.chosen = (query, _chosen(db, query))
    found: BitMap | None = db.chosen[1]
    return found


def _chosen(db: Database, query: ListQuery) -> BitMap | None:
    if not query.filters and not query.fixed:
        return None
    parts = sorted([*_from_filters(db, query), *_from_bounds(db, query), *_from_dates(db, query)], key=len)
    if not parts:
        return None
    first, *rest = parts
    for part in rest:
        first = first & part
    return first


# --- filters -------------------------------------------------------------------------------------------------------


def _from_filters(db: Database, query: ListQuery) -> Iterator[BitMap]:
    noun, asked = query.resource, query.all_filters
    for filter_ in noun.filters:
        if values := asked.get(filter_.name):
            yield _any_of(db, noun, filter_, values)
        if values := asked.get(f"{filter_.name}_not"):
            yield everything(db, noun.name) - _any_of(db, noun, filter_, values)
        for value in asked.get(f"{filter_.name}_all", ()):
            yield _any_of(db, noun, filter_, (value,))


def _any_of(db: Database, noun: Resource, filter_: Filter, values: Sequence[str]) -> BitMap:
    if not filter_.has_sets:
        sql = f"SELECT d.rowid FROM {noun.table} AS d WHERE {filter_.found(len(values))}"
        # A closed list has few choices, so the numbers of each may be worth caching.
        if filter_.choices:
            return _remembered(db, (sql, values), lambda: _read(db, sql, values))
        return _read(db, sql, values)
    found = [set_of(db, noun.name, filter_.name, value) for value in values]
    return found[0] if len(found) == 1 else BitMap.union(*found)


def _remembered(db: Database, key: Hashable, find: Callable[[], BitMap]) -> BitMap:
    known: BitMap | None = remembered(db, key)
    if known is None:
        known = find()
        remember(db, key, known)
    return known


def _read(db: Database, sql: str, params: Sequence[Any]) -> BitMap:
    # As JSON, SQLite hands over all numbers at once: half the time of one row each.
    row = db.execute(f"SELECT json_group_array(rowid) FROM ({sql})", params).fetchone()
    numbers = orjson.loads(row[0])
    numbers.sort()  # costs nothing when they are in order; when reversed, saves five sixths of the bitmap's time
    return BitMap(numbers)


# --- bounds --------------------------------------------------------------------------------------------------------


def _from_bounds(db: Database, query: ListQuery) -> Iterator[BitMap]:
    asked = query.filters
    for bound in query.resource.bounds:
        if bound.name in asked:
            yield _within(db, query.resource, bound, asked[bound.name])


def _within(db: Database, noun: Resource, bound: Bound, value: Any) -> BitMap:
    return _remembered(
        db, ("within", noun.name, bound.name, value), lambda: _found_within(db, noun, bound, value)
    )


def _found_within(db: Database, noun: Resource, bound: Bound, value: Any) -> BitMap:
    if (noun.name, bound.name) == ("quotes", "attributed"):
        known = union_of(db, "quotes", "speaker_kind")
        return known if value else everything(db, "quotes") - known
    if bound.name == "original":
        copies = _read(db, _IN_COPIES[noun.name], ())
        return everything(db, noun.name) - copies if value else copies
    if noun.name == "quotes" and bound.name.endswith("_words"):
        return _counted_words(db, value, least=bound.name.startswith("min"))
    if noun.name == "quotes":
        return _sure_enough(db, value, least=bound.name.startswith("min"))
    return _read(db, f"SELECT d.rowid FROM {noun.table} AS d WHERE {bound.sql}", (value,))


_IN_COPIES = {
    "articles": "SELECT rowid FROM articles WHERE story_id <> id",
    "quotes": "SELECT rowid FROM quotes WHERE article_id IN (SELECT id FROM articles WHERE story_id <> id)",
}
"""Copies are few, and an index finds them."""


def _counted_words(db: Database, value: int, *, least: bool) -> BitMap:
    sets = sets_of(db, "quotes", "word_count").items()
    fit = (numbers for count, numbers in sets if (int(count) >= value if least else int(count) <= value))
    return BitMap.union(EMPTY, *fit)


def _sure_enough(db: Database, value: float, *, least: bool) -> BitMap:
    """Return the quotes with at least, or at most, this confidence: by sets of hundredths, at the edge by index."""
    edge = int(value * HUNDREDTHS)
    sets = sets_of(db, "quotes", "confidence").items()
    beyond = (numbers for at, numbers in sets if (int(at) > edge + 1 if least else int(at) < edge - 1))
    low, high = (value, value + 3 / HUNDREDTHS) if least else (value - 3 / HUNDREDTHS, value)
    near = _read(db, "SELECT rowid FROM quotes WHERE confidence BETWEEN ? AND ?", (low, high))
    return BitMap.union(near, *beyond)


# --- dates ---------------------------------------------------------------------------------------------------------


def _from_dates(db: Database, query: ListQuery) -> Iterator[BitMap]:
    """Yield the range of numbers for the query's dates: rows are in order of publication, undated ones first.

    Not every number in it is a record's: the loader leaves some free after the quotes of each article.
    """
    first, last = query.filters.get("published_from"), query.filters.get("published_to")
    if not first and not last:
        return
    noun = query.resource.name
    low = _place(db, FIRST_NUMBER[noun], first_form(first) if first else "")
    high = _place(db, LAST_NUMBER[noun], last_day(last) if last else "9999-12-31")
    if low is None or high is None:
        yield EMPTY
    else:
        yield everything(db, noun) & BitMap(range(low, high + 1))


def _place(db: Database, sql: str, date: str) -> int | None:
    number: int | None = db.execute(f"SELECT {sql}", (date,)).fetchone()[0]
    return number


# --- words ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Matches:
    """The numbers of the newest records that have the words of `q`; of all of them when `complete`."""

    numbers: BitMap
    complete: bool


def matches_of(db: Database, query: ListQuery, most: int | None = None) -> Matches:
    """Return the matches of the query's words, at least the newest `most` of them; None is all."""
    if query.q is None:
        raise ValueError("a query without words has no matches")
    key = ("matches", query.resource.name, query.q)
    known: Matches | None = remembered(db, key)
    if known and (known.complete or (most is not None and len(known.numbers) > most)):
        return known if most is None or has_sets(parse_words(query.q)) else _newest(known, most)
    found = _matched(db, query.resource, query.q, most)
    remember(db, key, found)
    return found


def _newest(known: Matches, most: int) -> Matches:
    """Return what would have been found with this limit: an answer must not depend on earlier requests."""
    return known if len(known.numbers) <= most else Matches(known.numbers[-most - 1 :], complete=False)


def note_matches(db: Database, query: ListQuery, newest: Sequence[int], most: int) -> None:
    """Cache the newest matches that were read for another purpose: `most` of them, and one more if there is one."""
    key = ("matches", query.resource.name, query.q)
    if remembered(db, key) is None:
        remember(db, key, Matches(BitMap(newest), complete=len(newest) <= most))


def _matched(db: Database, noun: Resource, q: str, most: int | None) -> Matches:
    if noun.search is None:
        return Matches(names_like(db, noun, parse_words(q)), complete=True)
    words = parse_words(q)
    refuse_broad_phrases(db, noun, words)
    if has_sets(words):
        return Matches(_cut(db, noun, words), complete=True)
    order, params = ("", ()) if most is None else (" ORDER BY rowid DESC LIMIT ?", (most + 1,))
    sql = f"SELECT rowid FROM {noun.search} WHERE {noun.search} MATCH ?{order}"
    numbers = _read(db, sql, (words.fts5(), *params))
    return Matches(numbers, complete=most is None or len(numbers) <= most)


def refuse_broad_phrases(db: Database, noun: Resource, words: Words) -> None:
    """Raise QueryError when a phrase ends in a prefix that so many records have that a search takes a second.

    A word with an accent counts as a phrase here, because no set is kept for it.
    """
    for term in words.terms if noun.search else ():
        beginning = term.tokens[-1]
        if not term.prefix or term.is_plain or len(beginning) > LONGEST_BEGINNING:
            continue
        row = db.execute(_SIZE_OF_BEGINNING, (noun.name, BEGINNING, beginning)).fetchone()
        if row and row[0] > MOST_BEGUN[noun.name]:
            detail = (
                f'"{term.text}"*: {row[0]:,} {noun.name} have a word that begins with {beginning!r}, too many to '
                f"look at what stands before it; give at least {LONGEST_BEGINNING + 1} letters of the last word."
            )
            raise QueryError([Fault("q", "out-of-range", detail)])


_SIZE_OF_BEGINNING = "SELECT size FROM sets WHERE noun = ? AND property = ? AND value = ?"


def has_sets(words: Words) -> bool:
    """Return whether all matches are best read from sets: for plain words alone, or words with a short prefix.

    For a short prefix, full-text search would merge the lists of thousands of words before its first match. For a few
    longer prefixes, which have no sets, the index is asked about each of them alone.
    """
    if any(is_short(term) for term in words.terms):
        return True
    without = sum(term.prefix for term in words.terms)
    return all(term.is_plain for term in words.terms) and without <= len(words.terms) / _WORTH_A_BEGINNING


_WORTH_A_BEGINNING = 3  # merging the matches of so many words takes as long as asking for one prefix alone


def is_short(term: Term) -> bool:
    """Return whether a term is a prefix of very many words."""
    return term.prefix and term.is_plain and len(term.tokens[0]) <= LONGEST_BEGINNING


def _cut(db: Database, noun: Resource, words: Words) -> BitMap:
    """Return all matches: the intersection of the matches of each term, read from sets or else from the index."""
    wanted = dict.fromkeys(words.wanted)
    without = tuple(group for group in wanted if not any(map(_may_have_set, group)))
    groups = [_any_term(db, noun, group) for group in wanted if group not in without]
    groups += [_matching(db, noun, Words(without).fts5())] if without else []
    first, *rest = sorted(groups, key=len)
    found = BitMap.intersection(first, *rest) if rest else first
    return found - _any_term(db, noun, words.unwanted) if words.unwanted else found


def _any_term(db: Database, noun: Resource, terms: Sequence[Term]) -> BitMap:
    found = [_having(db, noun, term) for term in terms]
    return found[0] if len(found) == 1 else BitMap.union(*found)


def _having(db: Database, noun: Resource, term: Term) -> BitMap:
    if _may_have_set(term):
        kept = read_set(db, noun.name, BEGINNING if term.prefix else WORD, term.tokens[0])
        if kept is not None:
            return kept
    return _matching(db, noun, term.fts5())  # few records have it, or it is a phrase or a longer beginning


def _may_have_set(term: Term) -> bool:
    return term.is_plain and (is_short(term) or not term.prefix)


def _matching(db: Database, noun: Resource, expression: str) -> BitMap:
    return _read(db, f"SELECT rowid FROM {noun.search} WHERE {noun.search} MATCH ?", (expression,))
