"""Find values of a query's filters that no record of this corpus has, and what may have been meant.

In: an open Database, a ListQuery or an id.  Out: the unknown ids, each with the current id or the nearest known one;
the unknown words, such as a section or a language, with the nearest.
"""

from collections.abc import Iterator, Sequence

from api.store.arguments import nearest
from api.store.changes import fate_of
from api.store.connect import Database
from api.store.filters import ListQuery
from api.store.page import UnknownValue
from api.store.resources import Filter, Resource
from api.store.sets import sizes_of

_LOOKED_FOR_AT_ONCE = 400  # ids: SQLite accepts 500 parts in a compound statement
_Given = tuple[str, Filter, str]
"""A parameter, its filter, and one of its values."""

MOST_SUGGESTED = 10  # unknown ids of one query for which a suggestion is looked for


def unknown_values(db: Database, query: ListQuery) -> tuple[UnknownValue, ...]:
    """Return the filter values that no record of this corpus has; closed lists refuse unknown values earlier."""
    asked, noun = query.filters, query.resource
    given = [
        (filter_.name + ending, filter_, value)
        for filter_ in noun.filters
        if not filter_.choices
        for ending in ("", "_not", "_all")
        for value in asked.get(filter_.name + ending, ())
    ]
    ids = [one for one in given if one[1].known_in]
    missing = [one for some in _batches(ids) for one in _missing(db, some)]
    missing += [one for one in given if not one[1].known_in and one[2] not in _words(db, noun, one[1])]
    return tuple(
        UnknownValue(parameter, value, _meant(db, noun, filter_, value) if at < MOST_SUGGESTED else None)
        for at, (parameter, filter_, value) in enumerate(missing)
    )


def _batches(given: Sequence[_Given]) -> Iterator[Sequence[_Given]]:
    return (given[at : at + _LOOKED_FOR_AT_ONCE] for at in range(0, len(given), _LOOKED_FOR_AT_ONCE))


def _missing(db: Database, given: Sequence[_Given]) -> list[_Given]:
    tables = [filter_.known_in for _, filter_, _ in given]
    looks = " UNION ALL ".join(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE id = ?)" for table in tables)
    exists = db.execute(looks, [value for *_, value in given]).fetchall()
    return [one for one, (found,) in zip(given, exists, strict=True) if not found]


def _words(db: Database, noun: Resource, filter_: Filter) -> list[str]:
    """Return the existing values of a property whose values are words."""
    name = filter_.name
    if filter_.has_sets:
        return list(sizes_of(db, "articles", name))  # language and section: a quote has those of its article
    sql = f"SELECT DISTINCT {name} FROM {noun.table} WHERE {name} IS NOT NULL ORDER BY {name}"
    return db.keep(("words", noun.name, name), lambda: [word for (word,) in db.execute(sql)])


def _meant(db: Database, noun: Resource, filter_: Filter, value: str) -> str | None:
    """Return the current id of the record that had this id; else the nearest value, None if none is close."""
    if filter_.known_in is None:
        words = _words(db, noun, filter_)
        same = (word for word in words if word.casefold() == value.casefold())
        return next(same, None) or nearest(value, words)
    fate = fate_of(db, filter_.known_in, value)
    return fate.successor if fate and fate.successor else nearest_id(db, filter_.known_in, value)


def nearest_id(db: Database, table: str, value: str) -> str | None:
    """Return the id of `table` (a resource or "authors") that is spelt most like `value`, None if none is close.

    Ids of articles and quotes are not words, so none of them is ever suggested.
    """
    if table in {"articles", "quotes"}:
        return None
    sql = f"SELECT id FROM {table} ORDER BY id"
    return nearest(value, db.keep(("ids", table), lambda: [id_ for (id_,) in db.execute(sql)]))
