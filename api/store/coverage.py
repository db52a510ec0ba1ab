"""What the corpus covers and what it doesn't: dates, gaps, publishers, and what is missing.

In: an open Database.  Out: a Coverage.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import orjson
from pyroaring import BitMap

from api.store.connect import Database
from api.store.partial_dates import month_called, month_number
from api.store.sets import everything, sets_of, sizes_of, union_of

_PRECISIONS = {0: "undated", 4: "year", 7: "month", 10: "day"}  # by the length of the date


@dataclass(frozen=True, slots=True)
class Coverage:
    """`precision` counts articles by the precision of their date; `gaps` are first and last month, both included.

    `publishers` have id, name, article_count, first_published_on and last_published_on. `without` counts records
    that lack something, by what they lack.
    """

    first: str | None
    last: str | None
    precision: dict[str, int]
    gaps: tuple[tuple[str, str], ...]
    publishers: Sequence[Mapping[str, Any]]
    without: dict[str, int]


def coverage(db: Database) -> Coverage:
    """Return what the corpus covers; computed once for each file."""
    return db.keep("coverage", lambda: _coverage(db))


def _coverage(db: Database) -> Coverage:
    sizes = sizes_of(db, "articles", "published_on")
    counted = Counter({0: db.corpus.article_count - sum(sizes.values())})
    for date, size in sizes.items():
        counted[len(date)] += size
    precision = {name: counted[length] for length, name in _PRECISIONS.items()}
    months = sorted({date[:7] for date in sizes if len(date) >= 7})
    first, last = min(sizes, default=None), max(sizes, default=None)
    return Coverage(first, last, precision, _gaps(months), _publishers(db), _missing(db))


def _publishers(db: Database) -> list[dict[str, Any]]:
    """Return what there is of each publisher, and of articles without one; numbers are in order of date."""
    without = everything(db, "articles") - union_of(db, "articles", "publisher")
    dated = union_of(db, "articles", "published_on")
    articles: list[tuple[str | None, BitMap]] = [
        (None, without),
        *sets_of(db, "articles", "publisher").items(),
    ]
    ends = {id_: (both.min(), both.max()) for id_, numbers in articles if (both := numbers & dated)}
    date_of = _dates(db, [number for pair in ends.values() for number in pair])
    name_of = dict(map(tuple, db.execute("SELECT id, name FROM publishers")))
    found = [
        {
            "id": id_,
            "name": name_of.get(id_),
            "article_count": len(numbers),
            "first_published_on": date_of[ends[id_][0]] if id_ in ends else None,
            "last_published_on": date_of[ends[id_][1]] if id_ in ends else None,
        }
        for id_, numbers in articles
        if numbers
    ]
    return sorted(found, key=lambda one: (-one["article_count"], one["id"] or ""))


def _dates(db: Database, numbers: Sequence[int]) -> dict[int, str]:
    sql = "SELECT rowid, published_on FROM articles WHERE rowid IN (SELECT value FROM json_each(?))"
    return dict(map(tuple, db.execute(sql, (orjson.dumps(numbers).decode(),))))


def _missing(db: Database) -> dict[str, int]:
    with_url, unattributed, rejected = db.execute(
        "SELECT (SELECT count(*) FROM articles WHERE url IS NOT NULL), "
        "(SELECT count(*) FROM quotes WHERE speaker_id IS NULL), (SELECT count(*) FROM rejected)"
    ).fetchone()
    restricted = sizes_of(db, "articles", "rights").get("restricted", 0)
    return {
        "without_url": db.corpus.article_count - with_url,
        "without_body": 0 if db.whole_bodies else restricted,
        "unattributed": unattributed,
        "rejected": rejected,
    }


def _gaps(months: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the first and last month of each gap between two of `months`, which are sorted."""
    return tuple(
        (month_called(before + 1), month_called(after - 1))
        for before, after in pairwise(map(month_number, months))
        if after - before > 1
    )
