"""What is asked of a list: its parameters, and the query that a request makes with them.

In: the name of a resource and the arguments of a request.  Out: a `ListQuery`, or QueryError.  `resources` says what
may be filtered and ordered by; `conditions` turns a query into SQL, `numbers` into sets.
"""

import hashlib
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, get_args
from urllib.parse import quote_plus

from marshmallow import Schema, fields
from werkzeug.datastructures import MultiDict

from api.errors import Fault, QueryError
from api.store.arguments import (
    Choice,
    Flag,
    ListOf,
    PartialDate,
    Text,
    Whole,
    joined,
    read_arguments,
    refusal,
)
from api.store.partial_dates import first_day, last_day
from api.store.resources import QUOTES, RESOURCES, Resource
from api.store.words import parse_words

__all__ = [  # the nouns travel with the queries on them
    "QUOTES",
    "RESOURCES",
    "ListQuery",
    "SearchText",
    "argument_schema",
    "filter_arguments",
    "parse_query",
    "query_from",
]

Count = Literal["auto", "exact", "none"]
MAX_LIMIT = 1000
DEFAULT_LIMIT = 25
STREAMS = ("ndjson", "csv")  # formats that contain the whole list


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A list as asked for: loaded, checked, with every default filled in.

    `filters` holds the filter parameters by name: tuples for lists, single values for bounds and dates.
    `fixed` are filters that come from the path, not the query string: {"speaker": ("ana-ruiz",)}.
    `given` names the parameters that the caller wrote. `ready` asks for records as the JSON that the loader prepared.
    `limit` counts rows; `cursor` is still a token.
    """

    resource: Resource
    filters: Mapping[str, Any] = field(default_factory=dict)
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    q: str | None = None
    sort: str = ""
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None
    count: Count = "auto"
    fields: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    facet_limit: int = 10
    highlight: bool = False
    sample: int | None = None
    seed: int | None = None
    format: str = "json"
    given: frozenset[str] = frozenset()
    ready: bool = False
    _known: dict[str, str] = field(init=False, default_factory=dict, compare=False, repr=False)

    @property
    def all_filters(self) -> dict[str, Any]:
        """The filters of the query string and of the path together."""
        return {**self.filters, **self.fixed}

    def identity(self) -> str:
        """Return 16 hex digits that identify the set of records and the order that are asked for."""
        # A page needs it three times: for its own cursor, and those of the next and previous page.
        if "identity" not in self._known:
            self._known["identity"] = self._identified()
        return self._known["identity"]

    def _identified(self) -> str:
        filters = [(name, _sorted(value)) for name, value in sorted(self.all_filters.items())]
        parts = (self.resource.name, filters, self.q, self.sort)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

    def without(self, *names: str) -> "ListQuery":
        """Return the query without the filters of these names, in all their forms, and without a cursor.

        Without "q", highlighting and ranking by relevance are dropped too.
        """
        dropped = {f"{name}{ending}" for name in names for ending in ("", "_not", "_all")}
        kept = {name: value for name, value in self.filters.items() if name not in dropped}
        rest = replace(self, filters=kept, cursor=None, given=self.given - dropped - {"cursor"})
        return rest._without_words() if "q" in names else rest

    def only(self, name: str) -> "ListQuery":
        """Return the query with only this one ("speaker", "tag_not", "q") of the parameters that select records."""
        kept = {name: self.filters[name]} if name in self.filters else {}
        rest = replace(self, filters=kept, cursor=None, given=frozenset({name}))
        return rest if name == "q" else rest._without_words()

    def _without_words(self) -> "ListQuery":
        ranked = self.sort == "-relevance"
        return replace(
            self,
            q=None,
            highlight=False,
            sort=self.resource.default_sort if ranked else self.sort,
            given=self.given - {"q", "highlight"} - ({"sort"} if ranked else set()),
        )

    def having(self, **changed: Any) -> "ListQuery":
        """Return the query with these filters (tuples, or single values of bounds) set, from its first page."""
        filters = {**self.filters, **changed}
        return replace(self, filters=filters, cursor=None, given=(self.given | changed.keys()) - {"cursor"})

    def arguments(self, **changed: Any) -> list[tuple[str, str]]:
        """Return the given parameters as sorted (name, value) pairs; `changed` overrides, None leaves out."""
        values = {name: self._value(name) for name in self.given} | changed
        return [(name, written(value)) for name, value in sorted(values.items()) if value is not None]

    def query_string(self, **changed: Any) -> str:
        """Return `arguments` encoded for a URL, without the question mark; commas stay readable."""
        return "&".join([f"{name}={encoded(value)}" for name, value in self.arguments(**changed)])

    def _value(self, name: str) -> Any:
        return self.filters[name] if name in self.filters else getattr(self, name)


_HARMLESS = re.compile(r"[A-Za-z0-9_.~,-]*")  # most values: ids, numbers, cursors


def encoded(value: str) -> str:
    """Return a value encoded for a query string; commas stay readable."""
    return value if _HARMLESS.fullmatch(value) else quote_plus(value, safe=",")


def _sorted(value: Any) -> Any:
    return sorted(value) if isinstance(value, tuple) else value


def written(value: Any) -> str:
    """Return the value of a parameter as text for a query string, before it is encoded."""
    if isinstance(value, tuple):
        return joined(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def filter_arguments(name: str, fixed: Sequence[str] = ()) -> dict[str, fields.Field[Any]]:
    """Return the parameters that select records of a resource, without `fixed` filters, which the path sets."""
    resource = RESOURCES[name]
    given: dict[str, fields.Field[Any]] = {"q": _q_field(resource)}
    for filter_ in resource.filters:
        given |= filter_.arguments()
    if resource.dated:
        given["published_from"] = PartialDate(
            about="Published on this date or later: 2025, 2025-11 or 2025-11-08. An article whose date "
            "is known only to the month or year counts as published on its first day; an undated one never matches."
        )
        given["published_to"] = PartialDate(
            about="Published on this date or before; 2025 means up to the end of 2025."
        )
    given |= {bound.name: bound.field for bound in resource.bounds}
    hidden = {f"{filter_}{ending}" for filter_ in fixed for ending in ("", "_not", "_all")}
    return {argument: of for argument, of in given.items() if argument not in hidden}


_SEARCHED = {
    "quotes": "the quote's words",
    "articles": "title and body",
    "speakers": "names and aliases",
    "tags": "names",
    "publishers": "names and domains",
}


class SearchText(Text):
    """Words to search for, in the syntax that `words` parses."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            parse_words(text)
        except QueryError as error:
            raise refusal(error.faults[0].code, error.faults[0].detail) from error
        return text


def _q_field(resource: Resource) -> SearchText:
    where = _SEARCHED[resource.name]
    return SearchText(
        about=f'Words to search for in {where}: all of them; `"a phrase"`, `-not`, `this OR that`, '
        f"`prefix*`. Case and accents{' of Latin letters' if resource.search else ''} don't matter. "
        'A phrase may end in a prefix, too (`"border patr"*`); in a large corpus it needs at least four letters.'
    )


def _paging_arguments(resource: Resource) -> dict[str, fields.Field[Any]]:
    sorts = tuple(resource.sorts)
    ties = "among equals, the newest comes first" if resource.dated else "equals are ordered by id"
    order = f"Order; `-` means descending. Default `{resource.default_sort}`; {ties}."
    if any(name.endswith("_on") for name in sorts):
        order += " By date, a year counts as its first day, and records without a date are earlier than all others."
    if {"title", "name"} & set(sorts):
        order += " Titles and names are sorted alphabetically, ignoring case, accents and punctuation."
    if "-relevance" in sorts:
        order += (
            " `-relevance` needs `q`; it ranks the newest 1,000 matches, the others follow by date. "
            "A prefix of up to three letters (`t*`), or a word that more than half of all records have, selects "
            "records but does not affect their rank; of more than eight words, the eight longest affect it."
        )
    return {
        "sort": Choice(sorts, about=order),
        "limit": Whole(
            1,
            MAX_LIMIT,
            about=f"Records per page; default {DEFAULT_LIMIT}. In ndjson and csv, default all.",
        ),
        "cursor": Text(
            about="Where the page begins: a `next_cursor` or `prev_cursor` of an earlier answer to "
            "the same query. Only `limit` and what is shown of each record may change between pages."
        ),
        "count": Choice(
            get_args(Count),
            about="auto (default): the total if it can be computed quickly, else a lower bound; exact; none.",
        ),
        "sample": Whole(
            1,
            MAX_LIMIT,
            about="This many random records instead of a page; not with cursor, limit or sort.",
        ),
        "seed": Whole(
            0,
            2**31 - 1,
            about="The same seed draws the same sample while the corpus is the same.",
        ),
    }


def _shape_arguments(resource: Resource, fixed: Sequence[str]) -> dict[str, fields.Field[Any]]:
    given: dict[str, fields.Field[Any]] = {
        "fields": ListOf(
            Choice(resource.fields),
            about="Only these properties of each record; `speaker.name` selects a property of a property.",
        ),
        "format": Choice(
            resource.formats,
            about="Representation; default json. Takes precedence over the Accept header. Also as the ending of "
            "the path: /v1/quotes.csv.",
        ),
    }
    if resource.includes:
        given["include"] = ListOf(
            Choice(resource.includes),
            about="Properties that are not shown by default.",
        )
    facets = [name for name in resource.facets if name not in fixed]  # another value would be another path
    if facets:
        given["facets"] = ListOf(
            Choice(facets),
            about="Counts by these properties along with the records. Each is counted as if its own "
            "filter (also with `_not` and `_all`) were not set, so that the alternatives stay visible.",
        )
        given["facet_limit"] = Whole(1, 100, about="Values per facet, commonest first; default 10.")
    if resource.search:
        given["highlight"] = Flag(about="true: show where the words of `q` occur; needs `q`.")
    return given


@lru_cache(maxsize=64)
def _argument_schema(name: str, fixed: tuple[str, ...]) -> Schema:
    noun = RESOURCES[name]
    given = filter_arguments(name, fixed) | _paging_arguments(noun) | _shape_arguments(noun, fixed)
    return Schema.from_dict(given, name=f"{name.title()}Arguments")()


def argument_schema(resource: str, fixed: Sequence[str] = ()) -> Schema:
    """Return the marshmallow schema of the list's query string, without `fixed` filters, which the path sets."""
    return _argument_schema(resource, tuple(fixed))


def parse_query(
    resource: str, arguments: MultiDict[str, str], fixed: Mapping[str, tuple[str, ...]] | None = None
) -> ListQuery:
    """Read a request's arguments into the ListQuery of a resource ("quotes", "articles", ...).

    Raises QueryError with every fault: unknown, empty, repeated, invalid and contradictory parameters.
    """
    values, faults = read_arguments(argument_schema(resource, tuple(fixed or ())), arguments)
    if faults:
        raise QueryError(faults + _contradictions(values, arguments))
    return query_from(resource, values, fixed)


def query_from(
    resource: str, loaded: Mapping[str, Any], fixed: Mapping[str, tuple[str, ...]] | None = None
) -> ListQuery:
    """Make a ListQuery from values that are loaded already; raises QueryError when they contradict each other."""
    noun, values = RESOURCES[resource], dict(loaded)
    faults = _contradictions(values, values)
    if faults:
        raise QueryError(faults)
    if named := _named_includes(noun, values):
        values["include"] = named
    own = {name: values.pop(name) for name in tuple(values) if name not in ListQuery.__dataclass_fields__}
    given = (frozenset(own) | frozenset(values)) & loaded.keys()
    return ListQuery(noun, own, dict(fixed or {}), given=given, **{"sort": noun.default_sort, **values})


def _named_includes(noun: Resource, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what to include: what was asked for, and what `fields` names that is not shown by default."""
    always = {"speaker", "article"}  # shown briefly without being included
    named = [name for name in values.get("fields", ()) if name in noun.includes and name not in always]
    return tuple(dict.fromkeys([*values.get("include", ()), *named]))


def _contradictions(values: Mapping[str, Any], given: Container[str]) -> list[Fault]:
    """Return the contradictions among `values`; `given` also names parameters that could not be loaded."""
    faults = []
    if values.get("sort") == "-relevance" and "q" not in given:
        faults.append(Fault("sort", "conflict", "-relevance needs words to rank by; add q."))
    if values.get("highlight") and "q" not in given:
        faults.append(Fault("highlight", "conflict", "There are no words to highlight; add q."))
    if "highlight" in values.get("fields", ()) and not values.get("highlight", "highlight" in given):
        faults.append(Fault("fields", "conflict", "There is no highlight to show; add highlight=true."))
    if "seed" in values and "sample" not in given:
        faults.append(Fault("seed", "conflict", "Only a sample has a seed; add sample."))
    if "facet_limit" in values and "facets" not in given:
        faults.append(Fault("facet_limit", "conflict", "No facets are asked for; add facets."))
    if "sample" in values:
        clashing = [name for name in ("cursor", "limit", "sort") if name in values]
        faults += [Fault(name, "conflict", "Can't be combined with sample.") for name in clashing]
    if values.get("format", "json") != "json":
        clashing = [name for name in ("facets", "highlight", "count") if name in values]
        if values["format"] not in STREAMS:
            clashing += [name for name in ("fields", "include") if name in values]
        faults += [Fault(name, "conflict", f"{values['format']} has no place for this.") for name in clashing]
    return faults + _crossed_bounds(values)


def _crossed_bounds(values: Mapping[str, Any]) -> list[Fault]:
    faults = []
    for low, high in (("min_confidence", "max_confidence"), ("min_words", "max_words")):
        if low in values and high in values and values[low] > values[high]:
            faults.append(Fault(low, "conflict", f"{values[low]} is above {high}, {values[high]}."))
    if "published_from" in values and "published_to" in values:
        first, last = values["published_from"], values["published_to"]
        if first_day(first) > last_day(last):
            faults.append(Fault("published_from", "conflict", f"{first} is after published_to, {last}."))
    return faults
