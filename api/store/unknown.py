"""Tell which ids of a query name nothing in this corpus, and what may have been meant.

In: an open Database, a ListQuery or an id.  Out: the unknown ones with the id of today, or the nearest that is known.
"""

from collections.abc import Iterator, Sequence

from api.store.arguments import nearest
from api.store.changes import fate_of
from api.store.connect import Database
from api.store.filters import ListQuery
from api.store.page import UnknownValue

_LOOKED_FOR_AT_ONCE = 400  # ids: SQLite takes 500 parts of a compound statement
_Given = tuple[str, str, str]
"""A filter, the table that its values are ids of, and one of them."""

MOST_SUGGESTED = 10  # unknown ids of one query for which a near one is looked for


def unknown_values(db: Database, query: ListQuery) -> tuple[UnknownValue, ...]:
    """Return the ids in the query's filters that this corpus doesn't have."""
    asked = query.filters
    given = [
        (filter_.name + ending, str(filter_.known_in), value)
        for filter_ in query.resource.filters
        if filter_.known_in
        for ending in ("", "_not", "_all")
        for value in asked.get(filter_.name + ending, ())
    ]
    missing = [one for some in _batches(given) for one in _missing(db, some)]
    return tuple(
        UnknownValue(parameter, value, _meant(db, table, value) if at < MOST_SUGGESTED else None)
        for at, (parameter, table, value) in enumerate(missing)
    )


def _batches(given: Sequence[_Given]) -> Iterator[Sequence[_Given]]:
    return (given[at : at + _LOOKED_FOR_AT_ONCE] for at in range(0, len(given), _LOOKED_FOR_AT_ONCE))


def _missing(db: Database, given: Sequence[_Given]) -> list[_Given]:
    looks = " UNION ALL ".join(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE id = ?)" for _, table, _ in given)
    exists = db.execute(looks, [value for *_, value in given]).fetchall()
    return [one for one, (found,) in zip(given, exists, strict=True) if not found]


def _meant(db: Database, table: str, value: str) -> str | None:
    """Return the id under which a record goes on that was called so; else the nearest in spelling, if one is near."""
    fate = fate_of(db, table, value)
    return fate.successor if fate and fate.successor else nearest_id(db, table, value)


def nearest_id(db: Database, table: str, value: str) -> str | None:
    """Return the id of `table` (a resource or "authors") that is spelt most like `value`, None if none is near.

    Ids of articles and quotes are no words, so none of them is ever near.
    """
    if table in {"articles", "quotes"}:
        return None
    sql = f"SELECT id FROM {table} ORDER BY id"
    return nearest(value, db.keep(("ids", table), lambda: [id_ for (id_,) in db.execute(sql)]))
