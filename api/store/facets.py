"""Count the records of a list by their properties: facets, each value with the list that it leads to.

In: a ListQuery.  Out: counts, each of which is the total of the list that it links to.
Facets are disjunctive: each is counted as if its own filter were not set, so that the alternatives stay visible.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from api.store.connect import Database
from api.store.counts import counts_by, is_whole, labels_of, ranked_place
from api.store.filters import ListQuery


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet; `selected` when the query filters by it now, `query` is the list with only it."""

    value: str
    label: str
    count: int
    selected: bool
    query: ListQuery


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The commonest values of one property, always including those that the query filters by.

    `distinct` counts all its values, `missing` the records that have none.
    """

    name: str
    buckets: tuple[Bucket, ...]
    distinct: int
    missing: int


_OWN_FILTERS = {"year": ("published_from", "published_to")}
"""The filter of a facet, where it has another name."""


def counted_list(query: ListQuery, name: str) -> ListQuery:
    """Return the list that a facet counts: as asked for, but without the facet's own filter."""
    return query.without(*_OWN_FILTERS.get(name, (name,)))


def facet_counts(db: Database, query: ListQuery, names: Sequence[str]) -> dict[str, FacetCounts]:
    """Return the facets of a list by name; `names` are among `query.resource.facets`. One or two statements each."""
    return {name: _facet_counts(db, query, name) for name in names}


def _facet_counts(db: Database, query: ListQuery, name: str) -> FacetCounts:
    open_query = counted_list(query, name)
    counts, missing = counts_by(db, open_query, name)
    selected = _selected(query, name)
    shown = _commonest(db, open_query, name, counts)[: query.facet_limit]
    shown += [
        value
        for value in sorted(selected, key=ranked_place(counts))
        if value in counts and value not in shown
    ]
    labels = labels_of(db, name, shown)
    buckets = tuple(
        Bucket(
            value=value,
            label=labels.get(value, value),
            count=counts[value],
            selected=value in selected,
            query=_only(open_query, name, value),
        )
        for value in shown
    )
    return FacetCounts(name, buckets, distinct=len(counts), missing=missing)


_MOST_SHOWN = 100  # as many as `facet_limit` may ask for


def _commonest(db: Database, query: ListQuery, name: str, counts: Mapping[str, int]) -> list[str]:
    def rank() -> list[str]:
        least = min(nlargest(_MOST_SHOWN, counts.values()), default=0)
        frequent = [value for value, count in counts.items() if count >= least]
        return sorted(frequent, key=ranked_place(counts))[:_MOST_SHOWN]

    return db.keep(("ranked", query.resource.name, name), rank) if is_whole(query) else rank()


def _selected(query: ListQuery, name: str) -> tuple[str, ...]:
    if name != "year":
        return tuple(query.all_filters.get(name, ()))
    first, last = query.filters.get("published_from"), query.filters.get("published_to")
    return (first,) if first and first == last and len(first) == 4 else ()


def _only(query: ListQuery, name: str, value: str) -> ListQuery:
    if name == "year":
        return query.having(published_from=value, published_to=value)
    return query.having(**{name: (value,)})
