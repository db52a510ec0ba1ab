"""Say how many records a list has, and when it is empty, what each of its parameters would find by itself.

In: an open Database and a ListQuery.  Out: numbers, exact or as a lower bound. Counting by property is the work of
`counts`.
"""

from dataclasses import dataclass, replace

from api.store.connect import Database
from api.store.filters import ListQuery
from api.store.numbers import MOST_MATCHES, matches_of, numbers_without_words
from api.store.page import Relation

COUNT_LIMIT = 1_000  # matches of words that count=auto counts before it answers with a lower bound
MOST_ALONE = 10  # parameters of an empty list that are counted one by one


def total_of(db: Database, query: ListQuery) -> tuple[int | None, Relation | None]:
    """Return how many records the whole list has, as exactly as the query's `count` asks."""
    if query.count == "none":
        return None, None
    chosen = numbers_without_words(db, query)
    if query.q is None:
        return db.corpus.count_of(query.resource.singular) if chosen is None else len(chosen), "eq"
    most = COUNT_LIMIT if chosen is None else MOST_MATCHES
    found = matches_of(db, query, most if query.count == "auto" else None)
    if chosen is not None:
        return found.numbers.intersection_cardinality(chosen), "eq" if found.complete else "gte"
    return (len(found.numbers), "eq") if found.complete else (most, "gte")


@dataclass(frozen=True, slots=True)
class Alone:
    """What one parameter of an empty list would find by itself; `query` is that list."""

    parameter: str
    total: int
    total_relation: Relation
    query: ListQuery


def each_alone(db: Database, query: ListQuery) -> tuple[Alone, ...]:
    """Return what each parameter that selects records would find by itself, at most MOST_ALONE of them."""
    names = [*(["q"] if query.q is not None else []), *query.filters]
    found = []
    for name in names[:MOST_ALONE]:
        only = replace(query.only(name), count="auto", sample=None, seed=None)
        total, relation = total_of(db, only)
        found.append(Alone(name, total or 0, relation or "gte", only))
    return tuple(found)
