"""The SELECTs behind pages about one record or the whole corpus: printed roles, who is quoted together, names.

In: an open Database and an id or a ListQuery.  Out: rows.  Lists and single records are the work of `select`.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from api.store.connect import Database
from api.store.fetch import rows_of
from api.store.filters import ListQuery
from api.store.sets import sets_of, sizes_of, union_of

_FEW_WORDS = 8  # fewer seldom make sense by themselves
_NAMES = {  # the column with the name for an id, by the table of Filter.known_in
    "speakers": "name",
    "tags": "name",
    "publishers": "name",
    "authors": "name",
    "articles": "title",
}


def printed_roles(db: Database, speaker_id: str) -> list[sqlite3.Row]:
    """Return a speaker's roles: role, article_id and article_title of where it is printed (null: curated)."""
    return db.execute(
        "SELECT role, article_id, articles.title AS article_title FROM speaker_roles "
        "LEFT JOIN articles ON articles.id = article_id WHERE speaker_id = ? "
        "ORDER BY article_id IS NOT NULL, articles.rowid DESC, role",
        (speaker_id,),
    ).fetchall()


def quoted_beside(db: Database, speaker_id: str, limit: int = 10) -> list[sqlite3.Row]:
    """Return who is quoted in the same articles: id, name, article_count; those with most shared articles first."""
    return db.execute(
        "SELECT speakers.id, speakers.name, count(DISTINCT others.article_id) AS article_count "
        "FROM (SELECT DISTINCT article_id FROM quotes WHERE speaker_id = :speaker) AS own "
        "JOIN quotes AS others ON others.article_id = own.article_id AND others.speaker_id <> :speaker "
        "JOIN speakers ON speakers.id = others.speaker_id "
        "GROUP BY speakers.id ORDER BY article_count DESC, speakers.sort_name, speakers.id LIMIT :limit",
        {"speaker": speaker_id, "limit": limit},
    ).fetchall()


def names_in(db: Database, query: ListQuery) -> dict[tuple[str, str], str]:
    """Return the names of the ids that a query filters by, by parameter and id: ("speaker", "ana-ruiz")."""
    return {
        (filter_.name, id_): name
        for filter_ in query.resource.filters
        if filter_.known_in in _NAMES
        for id_, name in _names(db, str(filter_.known_in), _values(query, filter_.name))
    }


def _values(query: ListQuery, name: str) -> list[str]:
    return [value for ending in ("", "_not", "_all") for value in query.all_filters.get(name + ending, ())]


def _names(db: Database, table: str, ids: Sequence[str]) -> list[tuple[str, str]]:
    if not ids:
        return []
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT id, {_NAMES[table]} FROM {table} WHERE id IN ({marks})"
    return [(id_, name) for id_, name in db.execute(sql, ids)]


def tally(db: Database, noun: str, column: str) -> list[tuple[str | int, int]]:
    """Return how many records of `noun` have each value of a property, the commonest first.

    confidence: in tenths, of quotes whose speaker is known. dated: by the length of the date, 0 for undated articles.
    publisher: by name; "" stands for articles without one, as it does for those without a language.
    """

    def count() -> list[tuple[str | int, int]]:
        counts = _COUNTED[column](db) if column in _COUNTED else sizes_of(db, noun, column)
        return sorted(
            ((value, size) for value, size in counts.items() if size), key=lambda one: (-one[1], one[0])
        )

    return db.keep(("tally", noun, column), count)


def _confidences(db: Database) -> Mapping[Any, int]:
    known, counts = union_of(db, "quotes", "speaker_kind"), Counter[int]()
    for hundredths, numbers in sets_of(db, "quotes", "confidence").items():
        counts[min(int(hundredths) // 10, 9)] += known.intersection_cardinality(numbers)
    return counts


def _publishers(db: Database) -> Mapping[Any, int]:
    rows = db.execute("SELECT name, sum(article_count) FROM publishers GROUP BY name")
    return _with_none(db, "", dict(map(tuple, rows)))


def _dates(db: Database) -> Mapping[Any, int]:
    counts = Counter[int]()
    for date, size in sizes_of(db, "articles", "published_on").items():
        counts[len(date)] += size
    return _with_none(db, 0, counts)


def _with_none(db: Database, none: Any, counts: Mapping[Any, int]) -> Mapping[Any, int]:
    """Return the counts, with that of the articles without a value under `none`."""
    return {**counts, none: db.corpus.article_count - sum(counts.values())}


_COUNTED: Mapping[str, Callable[[Database], Mapping[Any, int]]] = {
    "confidence": _confidences,
    "publisher": _publishers,
    "dated": _dates,
    "language": lambda db: _with_none(db, "", sizes_of(db, "articles", "language")),
}
"""Properties that are not counted by the sets of their values."""


def newest_of_each_article(db: Database, limit: int) -> list[sqlite3.Row]:
    """Return quotes of the newest articles, rows as in a list of quotes: the best of each article first.

    The second-best of each follow where there are fewer articles than `limit`. A quote is better if its speaker is
    known, it is in the speaker's own words, long enough to make sense by itself, and nearer the top of the article.
    """
    numbers = db.execute(
        "SELECT quotes.rowid FROM (SELECT rowid, id FROM articles WHERE quote_count > 0 "
        "ORDER BY rowid DESC LIMIT :limit) AS newest JOIN quotes ON quotes.article_id = newest.id "
        "ORDER BY row_number() OVER (PARTITION BY newest.rowid ORDER BY quotes.speaker_id IS NULL, "
        "quotes.kind <> 'direct', quotes.word_count < :few, quotes.position), newest.rowid DESC LIMIT :limit",
        {"limit": limit, "few": _FEW_WORDS},
    )
    return rows_of(db, "quotes", [number for (number,) in numbers])


def rejected_files(db: Database) -> list[sqlite3.Row]:
    """Return path and reason of each file that could not be loaded."""
    return db.execute("SELECT path, reason FROM rejected ORDER BY path").fetchall()


def declarations(db: Database) -> list[sqlite3.Row]:
    """Return type, name and SQL of our tables and views, comments included, in the order of their creation."""
    return db.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE '%\\_search%' "
        "ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid"
    ).fetchall()
