"""Read a page of a list in the order of its records' values, with any filters.

In: an open Database, a ListQuery and a Position.  Out: one row more than the page has, if there is one, in the
direction of paging; for the order of publication also the numbers. Order by relevance is the work of `relevance`.
"""

import math
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

import orjson
from pyroaring import BitMap

from api.store.connect import Database
from api.store.fetch import Source, columns_of, fetch, source_of
from api.store.filters import ListQuery
from api.store.numbers import MOST_MATCHES, has_sets, matches_of, numbers_of, numbers_without_words
from api.store.page import Position, beyond, order_by
from api.store.resources import RESOURCES, Key
from api.store.sets import EMPTY, HUNDREDTHS, everything, sets_of
from api.store.words import parse_words

SORTED_AT_ONCE = 20_000
"""Most records that are read and sorted; for more, an index is read in order until a page is full."""


def rows_in_order(db: Database, query: ListQuery, position: Position | None) -> list[sqlite3.Row]:
    """Return one row more than the page has, if there is one, in the direction of paging."""
    noun, dated = query.resource, query.sort in _BY_DATE
    ordered = dated or (query.q is None and noun.search is None)
    if ordered and not query.all_filters and not has_kept_sets(query):
        return _read_in_order(db, query, position)
    if dated:
        return fetch(db, query, numbers_by_date(db, query, position))
    chosen = numbers_of(db, query)
    if query.sort in _BY_LENGTH and noun.name == "quotes":
        return fetch(db, query, _by_length(db, query, position, chosen))
    if noun.search is None or (chosen is not None and len(chosen) <= SORTED_AT_ONCE):
        return _sorted(db, query, position, chosen)
    walk = _walked(db, query, position, chosen)
    return fetch(db, query, list(islice(walk, query.limit + 1)))


_BY_DATE = ("-published_on", "published_on")
_BY_LENGTH = ("-word_count", "word_count")


def has_kept_sets(query: ListQuery) -> bool:
    """Return whether the matches of the query's words are best read from sets."""
    return query.q is not None and query.resource.search is not None and has_sets(parse_words(query.q))


def keys_of(query: ListQuery, number: str, *, backwards: bool = False) -> list[Key]:
    """Return the columns that a query is ordered by; `number` is SQL for the number in the order of publication."""
    return _keys_of(query.resource.name, query.sort, number, backwards)


@lru_cache(maxsize=256)
def _keys_of(resource: str, sort: str, number: str, backwards: bool) -> list[Key]:
    keys = [replace(key, sql=key.sql.format(number=number)) for key in RESOURCES[resource].sorts[sort]]
    return [key.reversed() for key in keys] if backwards else keys


def _read_in_order(db: Database, query: ListQuery, position: Position | None) -> list[sqlite3.Row]:
    source = source_of(query)
    keys = keys_of(query, source.number, backwards=bool(position and position.backwards))
    where, params = _from(source, keys, position)
    columns, given = columns_of(db, query)
    sql = (
        f"SELECT {source.number} AS number, {columns} FROM {source.tables} "
        f"WHERE {where} ORDER BY {order_by(keys)} LIMIT ?"
    )
    return db.execute(sql, (*given, *params, query.limit + 1)).fetchall()


def _from(source: Source, keys: Sequence[Key], position: Position | None) -> tuple[str, tuple[Any, ...]]:
    if position is None:
        return source.where, source.params
    behind, values = beyond(keys, position.values)
    return f"{source.where} AND {behind}", source.params + values


def numbers_by_date(db: Database, query: ListQuery, position: Position | None) -> list[int]:
    """Return the numbers of a page in order of publication, which is their own."""
    ascending = (query.sort == "published_on") != bool(position and position.backwards)
    place = position.values[-1] if position else None
    chosen = numbers_without_words(db, query)
    if query.q is None:
        chosen = everything(db, query.resource.name) if chosen is None else chosen
        return _stretch_of(chosen, place, query.limit + 1, ascending=ascending)
    # If facets are counted as well, all matches are needed, and read at once.
    found = matches_of(db, query, None if ascending or query.facets else MOST_MATCHES)
    numbers = found.numbers if chosen is None else found.numbers & chosen
    listed = _stretch_of(numbers, place, query.limit + 1, ascending=ascending)
    if found.complete or len(listed) > query.limit:
        return listed
    return _stretch_of(numbers_of(db, query) or EMPTY, place, query.limit + 1, ascending=ascending)


def _stretch_of(numbers: BitMap, place: float | None, size: int, *, ascending: bool) -> list[int]:
    """Return up to `size` numbers after `place` in the given direction (None: from the beginning)."""
    if ascending:
        start = 0 if place is None else numbers.rank(max(0, math.floor(place)))
        return list(numbers[start : start + size])
    end = len(numbers) if place is None else numbers.rank(max(0, math.ceil(place) - 1))
    return list(numbers[max(0, end - size) : end])[::-1]


def _sorted(
    db: Database, query: ListQuery, position: Position | None, chosen: BitMap | None
) -> list[sqlite3.Row]:
    """Return the rows of a page by reading the keys of all selected records, which are few."""
    plain = replace(query, filters={}, fixed={}, q=None, highlight=False)
    if chosen is None:
        return _read_in_order(db, plain, position)
    noun = query.resource
    keys = keys_of(plain, "d.rowid", backwards=bool(position and position.backwards))
    where, params = _from(Source("", "1", (), ""), keys, position)
    sql = (
        f"SELECT d.rowid FROM json_each(?) AS chosen CROSS JOIN {noun.table} AS d ON d.rowid = chosen.value "
        f"WHERE {where} ORDER BY {order_by(keys)} LIMIT ?"
    )
    given = orjson.dumps(list(chosen)).decode()
    numbers = [number for (number,) in db.execute(sql, (given, *params, query.limit + 1))]
    return fetch(db, query, numbers)


def _by_length(db: Database, query: ListQuery, position: Position | None, chosen: BitMap | None) -> list[int]:
    """Return the numbers of a page of quotes in order of length, from the sets of quotes of each length."""
    length, tie = keys_of(query, "d.rowid", backwards=bool(position and position.backwards))
    value, place = position.values if position else (None, None)
    sets = {int(at): numbers for at, numbers in sets_of(db, "quotes", "word_count").items()}
    found: list[int] = []
    for at in sorted(sets, reverse=length.descending):
        if value is not None and (at > value if length.descending else at < value):
            continue
        numbers = sets[at] if chosen is None else sets[at] & chosen
        missing = query.limit + 1 - len(found)
        start = place if at == value else None
        found += _stretch_of(numbers, start, missing, ascending=not tie.descending)
        if len(found) > query.limit:
            break
    return found


def _walked(
    db: Database, query: ListQuery, position: Position | None, chosen: BitMap | None
) -> Iterator[int]:
    """Yield the numbers of the list after `position` from the index of its first key, one value after the other.

    Within one value, the index has the numbers in its own direction; an order may need them in the other.
    """
    first, tie = keys_of(query, "d.rowid", backwards=bool(position and position.backwards))
    direction = "DESC" if first.descending else "ASC"
    value, place = position.values if position else (None, None)
    for where, params in _spans(db, query, first, value, chosen):
        sql = (
            f"SELECT {first.sql}, d.rowid FROM {query.resource.table} AS d WHERE {where} "
            f"ORDER BY {first.sql} {direction}, d.rowid {direction}"
        )
        for found, group in groupby(db.execute(sql, params), key=itemgetter(0)):
            for number in _in_turn(db, query, (first, tie), found, (number for _, number in group)):
                is_behind = (
                    place is None or found != value or (number < place if tie.descending else number > place)
                )
                if is_behind and (chosen is None or number in chosen):
                    yield number


_MANY = 1_000  # numbers of one value for which reversing the index pays


def _in_turn(
    db: Database, query: ListQuery, keys: tuple[Key, Key], value: Any, numbers: Iterator[int]
) -> Iterator[int]:
    """Return the numbers of one value from the index, in the direction that the order needs.

    Where they are many, as those of unattributed quotes (confidence 0), the index is read from its other end.
    """
    first, tie = keys
    if tie.descending == first.descending:
        return numbers
    some = [*islice(numbers, _MANY)]
    if len(some) < _MANY:
        return reversed(some)
    direction = "DESC" if tie.descending else "ASC"
    sql = (
        f"SELECT d.rowid FROM {query.resource.table} AS d WHERE {first.sql} IS ? ORDER BY d.rowid {direction}"
    )
    return (number for (number,) in db.execute(sql, (value,)))


def _spans(
    db: Database, query: ListQuery, key: Key, value: Any, chosen: BitMap | None
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield conditions that together cover the keys from `value` on, without ranges that contain none of `chosen`."""
    begun = f"{key.sql} {'<=' if key.descending else '>='} ?"
    if query.resource.name != "quotes" or chosen is None:
        yield ("1", ()) if value is None else (begun, (value,))
        return
    scale = HUNDREDTHS  # the order is by confidence: that by length needs only sets
    sets = {int(at): numbers for at, numbers in sets_of(db, "quotes", "confidence").items()}
    for at in sorted(sets, reverse=key.descending):
        over = value is not None and (at > value * scale + 1 if key.descending else at < value * scale - 1)
        if over or not sets[at].intersect(chosen):
            continue
        # The range makes SQLite use the index; the last part decides where rounding would blur it.
        where = f"{key.sql} BETWEEN ? AND ? AND cast({key.sql} * {scale} AS INTEGER) = ?"
        span = ((at - 0.1) / scale, (at + 1.1) / scale, at)
        yield (where, span) if value is None else (f"{where} AND {begun}", (*span, value))
