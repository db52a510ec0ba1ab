"""Which records have a common word, or a word with a common beginning: sets for the words that many records have.

In: tables whose full-text index is filled (`every_common_set` for the loader, `renew_common_sets` for a patch).  Out:
sets of numbers as in `sets`, by word ("government") and by beginning of up to three letters ("gov").
Full-text search reads the list of a word from its end, and merges the lists of all words with a beginning before it
gives the first match: half a second for "t*" at a million quotes. A set is there at once, and can be intersected with
others. Only plain words are kept, of a-z and 0-9: how those are folded is beyond doubt.
"""

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import orjson
from pyroaring import BitMap

from api.store.stretches import numbers_in

COMMON = 1_000  # least number of records with a word or beginning for its set to be kept
LONGEST_BEGINNING = 3  # letters; there are few words that begin with more of them
WORD, BEGINNING = "word", "beginning"
SEARCHES = {"articles": ("articles_search", "title, body"), "quotes": ("quotes_search", "text")}
"""The full-text index of each noun that has one, and its columns."""

_PLAIN = re.compile(r"[a-z0-9]+")

Common = tuple[str, str, str, BitMap]  # noun, property, value and the numbers of the records that have it


def every_common_set(connection: sqlite3.Connection) -> Iterator[Common]:
    """Yield the sets of all common words and beginnings."""
    for noun in SEARCHES:
        if not _are_many(connection, noun):
            continue
        longest: dict[str, None] = {}
        beginnings: dict[str, BitMap] = {}
        for term, count in _terms(connection, noun).items():
            if count >= COMMON and _PLAIN.fullmatch(term):
                yield noun, WORD, term, _having(connection, noun, term)
            if _PLAIN.match(term):
                longest[term[:LONGEST_BEGINNING]] = None
        # Sets of shorter beginnings are unions of those of the longest, so each word's list is merged only once.
        for value in longest:
            numbers = _having(connection, noun, value, begins=len(value) == LONGEST_BEGINNING)
            for beginning in _beginnings_of(value):
                beginnings.setdefault(beginning, BitMap()).update(numbers)
        for value, numbers in sorted(beginnings.items()):
            if len(numbers) >= COMMON:
                yield noun, BEGINNING, value, numbers


def _are_many(connection: sqlite3.Connection, noun: str) -> bool:
    """Return whether there are enough records for any word to be common."""
    return connection.execute(f"SELECT 1 FROM {noun} LIMIT 1 OFFSET ?", (COMMON - 1,)).fetchone() is not None


def _beginnings_of(term: str) -> list[str]:
    beginnings = (term[:length] for length in range(1, min(len(term), LONGEST_BEGINNING) + 1))
    return [beginning for beginning in beginnings if _PLAIN.fullmatch(beginning)]


def _terms(connection: sqlite3.Connection, noun: str) -> dict[str, int]:
    """Return the words of an index, in order, with the number of records that have each."""
    with _vocabulary(connection, "main", SEARCHES[noun][0], "row"):
        return dict(connection.execute("SELECT term, doc FROM temp.vocabulary ORDER BY term"))


@contextmanager
def _vocabulary(connection: sqlite3.Connection, schema: str, search: str, kind: str) -> Iterator[None]:
    """Offer the words of an index as the table `temp.vocabulary` during the block."""
    connection.execute(f"CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab({schema}, {search}, {kind})")
    try:
        yield
    finally:
        connection.execute("DROP TABLE temp.vocabulary")


def _having(connection: sqlite3.Connection, noun: str, term: str, *, begins: bool = False) -> BitMap:
    """Return the numbers of the records that have a word, or one that begins with it."""
    search = SEARCHES[noun][0]
    asked = f'"{term}"{" *" if begins else ""}'
    row = connection.execute(
        f"SELECT json_group_array(rowid) FROM {search} WHERE {search} MATCH ?", (asked,)
    ).fetchone()
    return BitMap(orjson.loads(row[0]))


def renew_common_sets(
    connection: sqlite3.Connection,
    noun: str,
    stretches: Sequence[tuple[int, int]],
    known: Mapping[str, Mapping[str, BitMap]],
) -> Iterator[Common]:
    """Yield the sets that change because the records between these numbers (first and last) have changed.

    `known` are the sets that were kept, by property and value. A set that is no longer kept is yielded empty.
    """
    if not any(known.values()) and not _are_many(connection, noun):
        return
    changed = numbers_in(stretches)
    now = _of_changed(connection, noun, stretches)
    new = _newly_common(connection, noun, now, known)
    for name in (WORD, BEGINNING):
        for value in sorted(known[name].keys() | new[name]):
            before, here = known[name].get(value), now[name].get(value, BitMap())
            if before is None:
                numbers = _having(connection, noun, value, begins=name == BEGINNING)
            else:
                numbers = (before - changed) | here
            if len(numbers) < COMMON:
                numbers = BitMap()
            if numbers != (before or BitMap()):
                yield noun, name, value, numbers


def _of_changed(
    connection: sqlite3.Connection, noun: str, stretches: Iterable[tuple[int, int]]
) -> dict[str, dict[str, BitMap]]:
    """Return the plain words and beginnings of the records between these numbers, by property and value.

    A temporary index of these records alone splits and folds their words.
    """
    search, columns = SEARCHES[noun]
    (statement,) = connection.execute(
        "SELECT sql FROM main.sqlite_master WHERE name = ?", (search,)
    ).fetchone()
    tokenize = re.search(r"tokenize\s*=\s*\"[^\"]*\"", statement)
    connection.execute(
        f"CREATE VIRTUAL TABLE temp.changed USING fts5({columns}{', ' + tokenize[0] if tokenize else ''})"
    )
    found: dict[str, dict[str, BitMap]] = {WORD: {}, BEGINNING: {}}
    try:
        for stretch in stretches:
            connection.execute(
                f"INSERT INTO temp.changed (rowid, {columns}) SELECT rowid, {columns} FROM main.{noun} "
                "WHERE rowid BETWEEN ? AND ?",
                stretch,
            )
        with _vocabulary(connection, "temp", "changed", "instance"):
            for term, number in connection.execute("SELECT DISTINCT term, doc FROM temp.vocabulary"):
                if _PLAIN.fullmatch(term):
                    found[WORD].setdefault(term, BitMap()).add(number)
                for beginning in _beginnings_of(term):
                    found[BEGINNING].setdefault(beginning, BitMap()).add(number)
    finally:
        connection.execute("DROP TABLE temp.changed")
    return found


def _newly_common(
    connection: sqlite3.Connection,
    noun: str,
    now: Mapping[str, Collection[str]],
    known: Mapping[str, Collection[str]],
) -> dict[str, set[str]]:
    """Return the words and beginnings in changed records that may have become common.

    No word is commoner than its beginnings, so few words have to be counted.
    """
    counted = "SELECT sum(doc) FROM temp.vocabulary WHERE term BETWEEN ?1 AND ?1"
    of = {WORD: counted, BEGINNING: f"{counted} || char(0x10FFFF)"}

    def may_be_common(name: str, value: str) -> bool:
        ((count,),) = connection.execute(of[name], (value,))
        return (count or 0) >= COMMON

    beginnings = {"", *known[BEGINNING]}
    with _vocabulary(connection, "main", SEARCHES[noun][0], "row"):
        for value in sorted(set(now[BEGINNING]) - beginnings):  # shorter ones first
            if value[:-1] in beginnings and may_be_common(BEGINNING, value):
                beginnings.add(value)
        words = {
            value
            for value in set(now[WORD]) - set(known[WORD])
            if value[:LONGEST_BEGINNING] in beginnings and may_be_common(WORD, value)
        }
    return {WORD: words, BEGINNING: beginnings - {"", *known[BEGINNING]}}
