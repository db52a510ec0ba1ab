"""What a query means in SQL.

In: a `ListQuery`.  Out: `Conditions`: a WHERE clause, its parameters, and words for people.  Every piece of SQL comes
from `resources` or is written here; what a user typed is only ever a parameter.  Running it is the work of `order`.
"""

from dataclasses import dataclass
from typing import Any

from api.store.filters import ListQuery, written
from api.store.partial_dates import first_form, last_day


@dataclass(frozen=True, slots=True)
class Conditions:
    """A WHERE clause with its parameters, and what it says in words."""

    where: str
    params: tuple[Any, ...]
    words: tuple[str, ...]


def conditions(query: ListQuery) -> Conditions:
    """Return the WHERE clause of a query, without `q` where a search table answers it, and without the cursor."""
    found = [*_from_filters(query), *_from_bounds(query), *_from_dates(query)]
    resource = query.resource
    if query.q and resource.names:
        found.append((f"name_matches({resource.names}, ?)", (query.q,), f"matching {query.q}"))
    if not found:
        return Conditions("1", (), ())
    texts, params, words = zip(*found, strict=True)
    return Conditions(" AND ".join(texts), sum(params, ()), words)


_Found = tuple[str, tuple[Any, ...], str]


def _from_filters(query: ListQuery) -> list[_Found]:
    found: list[_Found] = []
    asked = query.all_filters
    for filter_ in query.resource.filters:
        name = filter_.name
        if values := asked.get(name):
            sql = f"({filter_.found(len(values))})"
            found.append((sql, values, f"{name}: {' or '.join(values)}"))
        if values := asked.get(f"{name}_not"):
            # coalesce: a quote without a speaker was not said by this one, either.
            sql = f"NOT coalesce({filter_.checked(len(values))}, 0)"
            found.append((sql, values, f"{name}: not {' or '.join(values)}"))
        if values := asked.get(f"{name}_all"):
            sql = " AND ".join(
                f"({one})" for one in [filter_.found(1), *[filter_.checked(1)] * (len(values) - 1)]
            )
            found.append((sql, values, f"{name}: {' and '.join(values)}"))
    return found


def _from_bounds(query: ListQuery) -> list[_Found]:
    asked = query.filters
    return [
        (bound.sql, (asked[bound.name],), f"{bound.words} {written(asked[bound.name])}")
        for bound in query.resource.bounds
        if bound.name in asked
    ]


# Rows are in order of publication, so a date is a position among them: one look into the index of dates finds it.
# The first row on or after a date, and the last row on or before it; null, which no row meets, when there is none.
FIRST_NUMBER = {
    "articles": "(SELECT rowid FROM articles WHERE published_on >= ? ORDER BY published_on, rowid LIMIT 1)",
    "quotes": "(SELECT quotes.rowid FROM articles JOIN quotes ON quotes.article_id = articles.id "
    "WHERE articles.published_on >= ? ORDER BY articles.published_on, articles.rowid, quotes.position LIMIT 1)",
}
LAST_NUMBER = {
    "articles": "(SELECT rowid FROM articles WHERE published_on <= ? ORDER BY published_on DESC, rowid DESC LIMIT 1)",
    "quotes": "(SELECT quotes.rowid FROM articles JOIN quotes ON quotes.article_id = articles.id "
    "WHERE articles.published_on <= ? "
    "ORDER BY articles.published_on DESC, articles.rowid DESC, quotes.position DESC LIMIT 1)",
}


def _from_dates(query: ListQuery) -> list[_Found]:
    found: list[_Found] = []
    first, last = query.filters.get("published_from"), query.filters.get("published_to")
    if first or last:
        # Undated rows come first; only a lower bound excludes them, so there is always one.
        sql = f"{{number}} >= {FIRST_NUMBER[query.resource.name]}"
        found.append((sql, (first_form(first) if first else "",), f"from {first}" if first else "dated"))
    if last:
        sql = f"{{number}} <= {LAST_NUMBER[query.resource.name]}"
        found.append((sql, (last_day(last),), f"to {last}"))
    return found
