"""Which records have which property: for each property and value the set of their numbers, written by the loader.

In: a database with all rows (`every_set`, for the loader), or an open Database.  Out: Roaring bitmaps of numbers,
which are rowids, so each is in order of publication.  Intersecting two, counting one, or going to its n-th member
takes microseconds at a million quotes; so any filters can be combined, counted exactly, and counted by any property.
`numbers` turns a request into sets.
"""

import sqlite3
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from pyroaring import BitMap

from api.store.common_words import BEGINNING, SEARCHES, WORD, every_common_set, renew_common_sets
from api.store.connect import Database
from api.store.stretches import numbers_in

# Each statement gives values and numbers; a null value is left out. Where an article decides, its quotes are given as
# stretches, first and last number, because the quotes of an article are consecutive.
_OF_ROWS = {
    ("quotes", "speaker"): "SELECT speaker_id AS value, rowid AS number FROM quotes",
    ("quotes", "speaker_kind"): "SELECT speakers.kind AS value, quotes.rowid AS number "
    "FROM speakers JOIN quotes ON speaker_id = speakers.id",
    ("quotes", "kind"): "SELECT kind AS value, rowid AS number FROM quotes",
    ("quotes", "method"): "SELECT method AS value, rowid AS number FROM quotes",
    (
        "quotes",
        "confidence",
    ): "SELECT cast(confidence * 100 AS INTEGER) AS value, rowid AS number FROM quotes",
    ("quotes", "word_count"): "SELECT word_count AS value, rowid AS number FROM quotes",
    ("articles", "tag"): "SELECT tag_id AS value, articles.rowid AS number FROM article_tags "
    "JOIN articles ON id = article_id",
    ("articles", "author"): "SELECT author_id AS value, articles.rowid AS number FROM article_authors "
    "JOIN articles ON id = article_id",
    ("articles", "speaker"): "SELECT speaker_id AS value, number FROM temp.cast_lists",
    ("articles", "publisher"): "SELECT publisher_id AS value, rowid AS number FROM articles",
    ("articles", "original_publisher"): "SELECT via_publisher_id AS value, rowid AS number FROM articles",
    ("articles", "language"): "SELECT language AS value, rowid AS number FROM articles",
    ("articles", "section"): "SELECT section AS value, rowid AS number FROM articles",
    ("articles", "rights"): "SELECT rights AS value, rowid AS number FROM articles",
    ("articles", "published_on"): "SELECT published_on AS value, rowid AS number FROM articles",
    ("speakers", "tag"): "SELECT tag_id AS value, speakers.rowid AS number FROM article_tags "
    "JOIN temp.cast_lists USING (article_id) JOIN speakers ON speakers.id = speaker_id",
    ("speakers", "publisher"): "SELECT publisher_id AS value, speakers.rowid AS number FROM articles "
    "JOIN temp.cast_lists ON article_id = articles.id JOIN speakers ON speakers.id = speaker_id",
}
_OF_STRETCHES = {
    ("quotes", "publisher"): "SELECT publisher_id AS value, first, last FROM temp.places",
    ("quotes", "language"): "SELECT language AS value, first, last FROM temp.places",
    ("quotes", "rights"): "SELECT rights AS value, first, last FROM temp.places",
    ("quotes", "published_on"): "SELECT published_on AS value, first, last FROM temp.places",
    (
        "quotes",
        "tag",
    ): "SELECT tag_id AS value, first, last FROM article_tags JOIN temp.places USING (article_id)",
}
_COLLECTED_FIRST = {
    "places": "SELECT articles.id AS article_id, publisher_id, language, rights, published_on, first, last "
    "FROM (SELECT article_id, min(rowid) AS first, max(rowid) AS last FROM quotes GROUP BY article_id) "
    "JOIN articles ON articles.id = article_id",
    "cast_lists": "SELECT DISTINCT article_id, speaker_id, articles.rowid AS number "
    "FROM quotes JOIN articles ON articles.id = article_id WHERE speaker_id IS NOT NULL",
}

_OF_ARTICLES = {
    column.partition("_id")[
        0
    ]: f"SELECT {column}, quotes.rowid FROM quotes JOIN articles ON articles.id = article_id"
    for column in ("publisher_id", "language", "rights", "published_on")
} | {"tag": "SELECT tag_id, quotes.rowid FROM quotes JOIN article_tags USING (article_id)"}
"""The same sets as `_OF_STRETCHES`, quote by quote: for a few of them."""

HUNDREDTHS = 100
"""A set of `confidence` has the quotes that share the first two decimals: "93" is 0.93 up to 0.94."""


def every_set(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str, int, bytes]]:
    """Yield noun, property, value, size and serialized numbers of every set; tables must be filled and indexed."""
    for table, sql in _COLLECTED_FIRST.items():
        connection.execute(f"CREATE TEMP TABLE {table} AS {sql}")
    connection.execute("CREATE INDEX temp.cast_lists_by_article ON cast_lists (article_id)")
    try:
        for (noun, name), sql in _OF_ROWS.items():
            for value, numbers in _grouped(connection, sql, "number"):
                yield noun, name, value, *_packed(BitMap(numbers))
        for (noun, name), sql in _OF_STRETCHES.items():
            for value, first, last in _grouped(connection, sql, "first", "last"):
                yield noun, name, value, *_packed(numbers_in(zip(first, last, strict=True)))
    finally:
        for table in _COLLECTED_FIRST:
            connection.execute(f"DROP TABLE temp.{table}")
    for noun, name, value, numbers in every_common_set(connection):
        yield noun, name, value, *_packed(numbers)


def members_of_quotes(
    connection: sqlite3.Connection, stretches: Sequence[tuple[int, int]]
) -> dict[str, dict[str, list[int]]]:
    """Return the numbers of the quotes between these numbers (first and last), by property and value."""
    of_rows = {name: sql for (noun, name), sql in _OF_ROWS.items() if noun == "quotes"}
    of_articles = {name: _OF_ARTICLES[name] for _, name in _OF_STRETCHES}
    return {name: _members(connection, sql, stretches) for name, sql in (of_rows | of_articles).items()}


def renew_sets_of_quotes(
    connection: sqlite3.Connection,
    stretches: Sequence[tuple[int, int]],
    before: Mapping[str, Mapping[str, list[int]]],
) -> None:
    """Rewrite the sets of quotes whose members between these numbers (first and last) have changed, and no others.

    `before` is what `members_of_quotes` gave before the change. Only valid where articles keep their publisher, date,
    language, rights and tags: no other set changes then.
    """
    changed = numbers_in(stretches)
    for name, members in members_of_quotes(connection, stretches).items():
        _renew(connection, name, before[name].keys(), members, changed)


def renew_sets_of_words(
    connection: sqlite3.Connection, stretches: Mapping[str, Sequence[tuple[int, int]]]
) -> None:
    """Rewrite the sets of common words that changed with the records in these stretches of each noun."""
    for noun in SEARCHES:
        known = {name: _kept(connection, noun, name) for name in (WORD, BEGINNING)}
        for _, name, value, now in list(renew_common_sets(connection, noun, stretches[noun], known)):
            _replace(connection, noun, name, value, now)


def _kept(connection: sqlite3.Connection, noun: str, name: str) -> dict[str, BitMap]:
    rows = connection.execute("SELECT value, numbers FROM sets WHERE noun = ? AND property = ?", (noun, name))
    return {value: BitMap.deserialize(numbers) for value, numbers in rows}


def _members(
    connection: sqlite3.Connection, sql: str, stretches: Sequence[tuple[int, int]]
) -> dict[str, list[int]]:
    """Return the numbers by value that a statement gives for quotes between these numbers."""
    members: dict[str, list[int]] = {}
    for first, last in stretches:
        for value, number in connection.execute(f"{sql} WHERE quotes.rowid BETWEEN ? AND ?", (first, last)):
            if value is not None:
                members.setdefault(str(value), []).append(number)
    return members


def _renew(
    connection: sqlite3.Connection,
    name: str,
    values: Collection[str],
    members: Mapping[str, list[int]],
    changed: BitMap,
) -> None:
    """Remove the changed numbers from the sets of `values`, and add the current members to theirs."""
    for value in sorted({*values, *members}):
        kept = connection.execute(_ONE_SET, ("quotes", name, value)).fetchone()
        before = BitMap.deserialize(kept[0]) if kept else EMPTY
        now = (before - changed) | BitMap(members.get(value, ()))
        if now != before:
            _replace(connection, "quotes", name, value, now)


def _replace(connection: sqlite3.Connection, noun: str, name: str, value: str, numbers: BitMap) -> None:
    connection.execute("DELETE FROM sets WHERE noun = ? AND property = ? AND value = ?", (noun, name, value))
    if numbers:
        row = (noun, name, value, *_packed(numbers))
        connection.execute("INSERT INTO sets VALUES (?, ?, ?, ?, ?)", row)


def _grouped(connection: sqlite3.Connection, sql: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    # As JSON, SQLite hands over a whole group at once: half the time of one row per number.
    lists = ", ".join(f"json_group_array({column})" for column in columns)
    rows = connection.execute(
        f"SELECT value, {lists} FROM ({sql}) WHERE value IS NOT NULL GROUP BY value ORDER BY value"
    )
    return ((str(value), *map(orjson.loads, found)) for value, *found in rows)


def _packed(numbers: BitMap) -> tuple[int, bytes]:
    """Return size and bytes of a set: the same bytes for the same numbers.

    Where two encodings are equally short, a bitmap keeps the one that it has grown into; one made from numbers does
    not depend on its history.
    """
    plain = BitMap(numbers.to_array())
    plain.run_optimize()
    return len(plain), plain.serialize()


EMPTY = BitMap()


def set_of(db: Database, noun: str, name: str, value: str) -> BitMap:
    """Return the numbers of the records of `noun` with this value of a property; it must not be changed."""
    known = _known(db, noun, name)
    if value not in known:
        row = db.execute(_ONE_SET, (noun, name, value)).fetchone()
        if row is None:
            return EMPTY  # not kept: anybody can ask for any value
        known[value] = BitMap.deserialize(row[0])
    return known[value]


def read_set(db: Database, noun: str, name: str, value: str) -> BitMap | None:
    """Return a set without caching it, because there are many large ones; None if the loader left none."""
    row = db.execute(_ONE_SET, (noun, name, value)).fetchone()
    return None if row is None else BitMap.deserialize(row[0])


_ONE_SET = "SELECT numbers FROM sets WHERE noun = ? AND property = ? AND value = ?"


def _known(db: Database, noun: str, name: str) -> dict[str, BitMap]:
    known: dict[str, BitMap] = db.keep(("sets", noun, name), dict)
    return known


def sets_of(db: Database, noun: str, name: str) -> Mapping[str, BitMap]:
    """Return the sets of all values of a property, in order of the values; read once for each file."""

    def read() -> dict[str, BitMap]:
        rows = db.execute(
            "SELECT value, numbers FROM sets WHERE noun = ? AND property = ? ORDER BY value", (noun, name)
        )
        return {value: BitMap.deserialize(numbers) for value, numbers in rows}

    return db.keep(("all sets", noun, name), read)


def sizes_of(db: Database, noun: str, name: str) -> Mapping[str, int]:
    """Return how many records have each value of a property, in order of the values; read once for each file."""
    sql = "SELECT value, size FROM sets WHERE noun = ? AND property = ? ORDER BY value"
    return db.keep(("sizes", noun, name), lambda: dict(map(tuple, db.execute(sql, (noun, name)))))


def union_of(db: Database, noun: str, name: str) -> BitMap:
    """Return the numbers of the records that have any value of a property; made once for each file."""
    return db.keep(("union", noun, name), lambda: BitMap.union(EMPTY, *sets_of(db, noun, name).values()))


_ALWAYS_KNOWN = {"quotes": "kind", "articles": "rights"}  # properties with sets that every record has


def everything(db: Database, noun: str) -> BitMap:
    """Return the numbers of all records of a noun; those of quotes have gaps."""
    if noun in _ALWAYS_KNOWN:
        return union_of(db, noun, _ALWAYS_KNOWN[noun])
    return db.keep(
        ("everything", noun), lambda: BitMap(number for (number,) in db.execute(f"SELECT rowid FROM {noun}"))
    )


def remembered(db: Database, key: Hashable) -> Any:
    """Return the value that `remember` was last given for this key, None if it has been dropped."""
    return _memory(db).get(key)


_REMEMBERED = 64  # results of searches and ranges: at a million quotes at most 125 kB each


def remember(db: Database, key: Hashable, value: Any) -> None:
    """Cache a value that was expensive to compute; the oldest is dropped."""
    memory = _memory(db)
    while len(memory) >= _REMEMBERED:
        memory.pop(next(iter(memory)), None)
    memory[key] = value


def _memory(db: Database) -> dict[Hashable, Any]:
    memory: dict[Hashable, Any] = db.keep("remembered", dict)
    return memory
