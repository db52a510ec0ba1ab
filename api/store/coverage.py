"""What the corpus covers and what it doesn't: dates, gaps, publishers, and what is missing.

In: an open Database.  Out: a Coverage.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from api.store.connect import Database

_PRECISIONS = {0: "undated", 4: "year", 7: "month", 10: "day"}


@dataclass(frozen=True, slots=True)
class Coverage:
    """`precision` counts articles by how precise their date is; `gaps` are first and last month, both included.

    `publishers` are rows of id, name, article_count, first_published_on and last_published_on. `without` counts
    what is missing, by name.
    """

    first: str | None
    last: str | None
    precision: dict[str, int]
    gaps: tuple[tuple[str, str], ...]
    publishers: Sequence[sqlite3.Row]
    without: dict[str, int]


def coverage(db: Database) -> Coverage:
    """Return what the corpus covers; each statement reads one table or index once, for each file once."""
    return db.keep("coverage", lambda: _coverage(db))


def _coverage(db: Database) -> Coverage:
    first, last = db.execute("SELECT min(published_on), max(published_on) FROM articles").fetchone()
    counted = dict(
        db.execute("SELECT coalesce(length(published_on), 0), count(*) FROM articles GROUP BY 1").fetchall()
    )
    months = [
        month
        for (month,) in db.execute(
            "SELECT DISTINCT substr(published_on, 1, 7) FROM articles WHERE length(published_on) >= 7 ORDER BY 1"
        )
    ]
    publishers = db.execute(
        "SELECT publisher_id AS id, publishers.name, count(*) AS article_count, "
        "min(published_on) AS first_published_on, max(published_on) AS last_published_on "
        "FROM articles LEFT JOIN publishers ON publishers.id = publisher_id "
        "GROUP BY publisher_id ORDER BY article_count DESC, publisher_id"
    ).fetchall()
    precision = {name: counted.get(length, 0) for length, name in _PRECISIONS.items()}
    return Coverage(first, last, precision, _gaps(months), publishers, _missing(db))


def _missing(db: Database) -> dict[str, int]:
    row = db.execute(
        "SELECT (SELECT count(*) FROM articles WHERE url IS NULL) AS without_url, "
        "(SELECT count(*) FROM articles WHERE rights = 'restricted' AND NOT ?) AS without_body, "
        "(SELECT count(*) FROM quotes WHERE speaker_id IS NULL) AS unattributed, "
        "(SELECT count(*) FROM rejected) AS rejected",
        (db.whole_bodies,),
    ).fetchone()
    return dict(row)


def _gaps(months: Sequence[str]) -> tuple[tuple[str, str], ...]:
    numbers = [int(month[:4]) * 12 + int(month[5:]) - 1 for month in months]
    return tuple(
        (_month(before + 1), _month(after - 1)) for before, after in pairwise(numbers) if after - before > 1
    )


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
