"""What may be asked of each list, and what that means in SQL.

In: the name of a resource and the arguments of a request.  Out: a `ListQuery`, and from it
`Conditions`: a WHERE clause, its parameters, and words for people.  Every SQL text is from the tables below;
what a user typed travels only as a parameter.  Running the query is the work of `select`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from marshmallow import Schema, fields
from werkzeug.datastructures import MultiDict

from api.errors import Fault, QueryError
from api.model import Method, QuoteKind, Rights, SpeakerKind
from api.store.arguments import (
    Choice,
    Flag,
    ListOf,
    PartialDate,
    Share,
    Text,
    Whole,
    days_in_month,
    load_arguments,
)
from api.store.words import parse_words

Count = Literal["auto", "exact", "none"]
MAX_LIMIT = 1000
DEFAULT_LIMIT = 25
FORMATS = ("json", "ndjson", "csv")


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter whose values are ids or names: `name`, `name_not` and, where a record has several, `name_all`.

    `sql` tells whether a record has one of the values; `{}` stands for their placeholders. `known_in` is the
    table whose ids the values are. `joined` is true when `sql` needs more than the resource's own table.
    """

    name: str
    sql: str
    help: str
    choices: tuple[str, ...] = ()
    several: bool = False
    known_in: str | None = None
    joined: bool = False

    def arguments(self) -> dict[str, fields.Field[Any]]:
        """Return the filter's parameters as marshmallow fields."""
        inner = Choice(self.choices) if self.choices else Text
        given = {
            self.name: f"{self.help} Several values (repeated, or with commas): any of them.",
            f"{self.name}_not": f"As `{self.name}`, but none of the values.",
        }
        if self.several:
            given[f"{self.name}_all"] = f"As `{self.name}`, but all of the values."
        return {name: ListOf(inner, metadata={"description": text}) for name, text in given.items()}


@dataclass(frozen=True, slots=True)
class Bound:
    """A filter with one value, such as `min_confidence`; `sql` has one placeholder."""

    name: str
    sql: str
    field: fields.Field[Any]
    words: str
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order: `sql` is what is compared, `column` where a row shows it; null counts as lowest."""

    sql: str
    column: str
    descending: bool = False
    nullable: bool = False

    def reversed(self) -> "Key":
        """Return the same column in the other direction."""
        return replace(self, descending=not self.descending)


@dataclass(frozen=True, slots=True)
class Resource:
    """A noun of the API: where its rows come from, how they may be filtered, ordered, and enriched.

    `table` has the resource's own columns, `view` also those of its neighbours; both are read under the
    alias d, and `{number}` in a text below is the place in the order of publication. `search` is the FTS5
    table over it, or None when `q` looks in `names` (SQL: names, one a line).
    `sorts` maps each accepted `sort` to its columns, the default first; the last column is unique.
    """

    name: str
    singular: str
    table: str
    view: str
    filters: tuple[Filter, ...]
    bounds: tuple[Bound, ...]
    sorts: Mapping[str, tuple[Key, ...]]
    fields: tuple[str, ...]
    includes: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    search: str | None = None
    names: str | None = None
    dated: bool = False

    @property
    def default_sort(self) -> str:
        """The order of a list that asks for none."""
        return next(iter(self.sorts))


_TAGGED = "d.{} IN (SELECT article_id FROM article_tags WHERE tag_id IN ({{}}))"
_ID = "Only the records with this id."


def _by(name: str, sql: str, text: str, **more: Any) -> Filter:
    return Filter(name, sql, text, **more)


def _at_least(name: str, column: str, of: fields.Field[Any], words: str) -> Bound:
    return Bound(name, f"d.{column} >= ?", of, words)


def _whole(text: str) -> Whole:
    return Whole(0, 1_000_000_000, metadata={"description": text})


def _both_ways(name: str, *keys: Key) -> dict[str, tuple[Key, ...]]:
    """Return an order and its opposite; the tie-break keeps its own direction in both."""
    first, *ties = keys
    return {f"-{name}": (replace(first, descending=True), *ties), name: (first, *ties)}


_NEWEST = Key("{number}", "number", descending=True)
_BY_PUBLICATION = {"-published_on": (_NEWEST,), "published_on": (_NEWEST.reversed(),)}
_BY_ID = Key("d.id", "id")
_WORD_COUNT = Key("d.word_count", "word_count")

QUOTES = Resource(
    name="quotes",
    singular="quote",
    table="quotes",
    view="quote_details",
    search="quotes_search",
    dated=True,
    filters=(
        _by("id", "d.id IN ({})", _ID, known_in="quotes"),
        _by("speaker", "d.speaker_id IN ({})", "Id of who said it.", known_in="speakers"),
        _by(
            "speaker_kind",
            "d.speaker_kind IN ({})",
            "Kind of source.",
            choices=get_args(SpeakerKind),
            joined=True,
        ),
        _by("article", "d.article_id IN ({})", "Id of the article it is printed in.", known_in="articles"),
        _by(
            "tag", _TAGGED.format("article_id"), "Id of a tag of the article.", several=True, known_in="tags"
        ),
        _by(
            "publisher",
            "d.publisher_id IN ({})",
            "Id of who published the article.",
            known_in="publishers",
            joined=True,
        ),
        _by(
            "kind",
            "d.kind IN ({})",
            "direct: the speaker's own words; mixed: a fragment of them inside the reporter's sentence; "
            "indirect: the reporter's words.",
            choices=get_args(QuoteKind),
        ),
        _by("method", "d.method IN ({})", "How the speaker became known.", choices=get_args(Method)),
        _by("language", "d.language IN ({})", "Language of the article, ISO 639-1.", joined=True),
        _by("rights", "d.rights IN ({})", "Rights of the article.", choices=get_args(Rights), joined=True),
        _by("statement", "d.statement_id IN ({})", "Id of a statement: its quotes in all articles."),
    ),
    bounds=(
        Bound(
            "attributed",
            "(d.speaker_id IS NOT NULL) = ?",
            Flag(
                metadata={"description": "true: only quotes whose speaker is known; false: only the others."}
            ),
            "the speaker is known:",
        ),
        Bound(
            "min_confidence",
            "d.confidence >= ?",
            Share(metadata={"description": "Least probability that the speaker is right."}),
            "confidence at least",
        ),
        Bound(
            "max_confidence",
            "d.confidence <= ?",
            Share(metadata={"description": "Greatest probability that the speaker is right."}),
            "confidence at most",
        ),
        _at_least("min_words", "word_count", _whole("Least number of words."), "words at least"),
        Bound("max_words", "d.word_count <= ?", _whole("Greatest number of words."), "words at most"),
    ),
    sorts={
        **_BY_PUBLICATION,
        **_both_ways("confidence", Key("d.confidence", "confidence"), _NEWEST),
        **_both_ways("word_count", _WORD_COUNT, _NEWEST),
        "-relevance": (_NEWEST,),
    },
    fields=(
        "id",
        "text",
        "kind",
        "article",
        "article.id",
        "article.title",
        "article.url",
        "article.published_on",
        "article.publisher",
        "speaker",
        "speaker.id",
        "speaker.name",
        "speaker.kind",
        "attribution",
        "attribution.mention",
        "attribution.cue",
        "attribution.method",
        "attribution.confidence",
        "attribution.reason",
        "start",
        "end",
        "paragraph",
        "continues",
        "statement",
        "links",
        "context",
        "tags",
        "occurrences",
        "highlight",
    ),
    includes=("speaker", "article", "tags", "context", "occurrences"),
    facets=("speaker", "tag", "publisher", "kind", "method", "language", "year"),
)

ARTICLES = Resource(
    name="articles",
    singular="article",
    table="articles",
    view="article_details",
    search="articles_search",
    dated=True,
    filters=(
        _by("id", "d.id IN ({})", _ID, known_in="articles"),
        _by("tag", _TAGGED.format("id"), "Id of a tag.", several=True, known_in="tags"),
        _by("publisher", "d.publisher_id IN ({})", "Id of who published it.", known_in="publishers"),
        _by(
            "original_publisher",
            "d.via_publisher_id IN ({})",
            "Id of whom it was reprinted from.",
            known_in="publishers",
        ),
        _by(
            "speaker",
            "d.id IN (SELECT article_id FROM quotes WHERE speaker_id IN ({}))",
            "Id of somebody quoted in it.",
            several=True,
            known_in="speakers",
        ),
        _by(
            "author",
            "d.id IN (SELECT article_id FROM article_authors WHERE author_id IN ({}))",
            "Id of an author.",
            several=True,
            known_in="authors",
        ),
        _by("language", "d.language IN ({})", "Language of the body, ISO 639-1."),
        _by("section", "d.section IN ({})", "Section of the paper, as printed."),
        _by("rights", "d.rights IN ({})", "May the body be served?", choices=get_args(Rights)),
    ),
    bounds=(
        _at_least("min_words", "word_count", _whole("Least number of words."), "words at least"),
        Bound("max_words", "d.word_count <= ?", _whole("Greatest number of words."), "words at most"),
        _at_least("min_quotes", "quote_count", _whole("Least number of quotes in it."), "quotes at least"),
    ),
    sorts={
        **_BY_PUBLICATION,
        **_both_ways("title", Key("d.title", "title"), _NEWEST),
        **_both_ways("word_count", _WORD_COUNT, _NEWEST),
        **_both_ways("quote_count", Key("d.quote_count", "quote_count"), _NEWEST),
        "-relevance": (_NEWEST,),
    },
    fields=(
        "id",
        "title",
        "title_is_derived",
        "subtitle",
        "section",
        "byline",
        "authors",
        "language",
        "published_on",
        "url",
        "publisher",
        "publisher.id",
        "publisher.name",
        "original_publisher",
        "original_publisher.id",
        "original_publisher.name",
        "rights",
        "rights_note",
        "word_count",
        "quote_count",
        "excerpt",
        "body",
        "tags",
        "links",
        "highlight",
    ),
    includes=("tags", "body"),
    facets=("tag", "publisher", "speaker", "author", "language", "section", "rights", "year"),
)

SPEAKERS = Resource(
    name="speakers",
    singular="speaker",
    table="speakers",
    view="speakers",
    names="d.name || char(10) || coalesce((SELECT group_concat(alias, char(10)) FROM speaker_aliases "
    "WHERE speaker_id = d.id), '')",
    filters=(
        _by("id", "d.id IN ({})", _ID, known_in="speakers"),
        _by("kind", "d.kind IN ({})", "Kind of source.", choices=get_args(SpeakerKind)),
        _by(
            "tag",
            "d.id IN (SELECT quotes.speaker_id FROM article_tags JOIN quotes USING (article_id) WHERE tag_id IN ({}) "
            "AND quotes.speaker_id IS NOT NULL)",
            "Id of a tag of an article that quotes the speaker.",
            several=True,
            known_in="tags",
        ),
        _by(
            "publisher",
            "d.id IN (SELECT quotes.speaker_id FROM articles JOIN quotes ON quotes.article_id = articles.id "
            "WHERE articles.publisher_id IN ({}) AND quotes.speaker_id IS NOT NULL)",
            "Id of a publisher that quotes the speaker.",
            several=True,
            known_in="publishers",
        ),
    ),
    bounds=(
        Bound(
            "curated",
            "d.is_curated = ?",
            Flag(
                metadata={
                    "description": "true: only speakers whom the curator entered; false: only the others."
                }
            ),
            "curated:",
        ),
        _at_least("min_quotes", "quote_count", _whole("Least number of quotes."), "quotes at least"),
    ),
    sorts={
        **_both_ways("quote_count", Key("d.quote_count", "quote_count"), _BY_ID),
        **_both_ways("article_count", Key("d.article_count", "article_count"), _BY_ID),
        **dict(reversed(_both_ways("name", Key("d.sort_name", "sort_name"), _BY_ID).items())),
        **_both_ways("last_quoted_on", Key("d.last_quoted_on", "last_quoted_on", nullable=True), _BY_ID),
        **_both_ways("first_quoted_on", Key("d.first_quoted_on", "first_quoted_on", nullable=True), _BY_ID),
    },
    fields=(
        "id",
        "name",
        "sort_name",
        "kind",
        "description",
        "wikidata_id",
        "is_curated",
        "aliases",
        "roles",
        "quote_count",
        "article_count",
        "first_quoted_on",
        "last_quoted_on",
        "links",
    ),
    includes=("aliases", "roles"),
    facets=("kind",),
)

TAGS = Resource(
    name="tags",
    singular="tag",
    table="tags",
    view="tags",
    names="d.name",
    filters=(
        _by("id", "d.id IN ({})", _ID, known_in="tags"),
        _by("kind", "d.kind IN ({})", "Kind of subject, such as subject, person, place, organization."),
    ),
    bounds=(
        _at_least("min_articles", "article_count", _whole("Least number of articles."), "articles at least"),
    ),
    sorts={
        **_both_ways("article_count", Key("d.article_count", "article_count"), _BY_ID),
        **_both_ways("quote_count", Key("d.quote_count", "quote_count"), _BY_ID),
        **dict(reversed(_both_ways("name", Key("d.name", "name"), _BY_ID).items())),
    },
    fields=("id", "name", "kind", "article_count", "quote_count", "links"),
    facets=("kind",),
)

PUBLISHERS = Resource(
    name="publishers",
    singular="publisher",
    table="publishers",
    view="publishers",
    names="d.name || char(10) || coalesce(d.domain, '')",
    filters=(
        _by("id", "d.id IN ({})", _ID, known_in="publishers"),
        _by("domain", "d.domain IN ({})", 'Web domain without "www.".'),
    ),
    bounds=(
        _at_least("min_articles", "article_count", _whole("Least number of articles."), "articles at least"),
    ),
    sorts={
        **_both_ways("article_count", Key("d.article_count", "article_count"), _BY_ID),
        **_both_ways("quote_count", Key("d.quote_count", "quote_count"), _BY_ID),
        **dict(reversed(_both_ways("name", Key("d.name", "name"), _BY_ID).items())),
    },
    fields=("id", "name", "domain", "url", "article_count", "quote_count", "links"),
)

RESOURCES = {resource.name: resource for resource in (ARTICLES, QUOTES, SPEAKERS, TAGS, PUBLISHERS)}


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A list as asked for: loaded, checked, with every default filled in.

    `filters` holds the filter parameters by name: tuples for lists, single values for bounds and dates.
    `fixed` are filters that the address says, not the query string: {"speaker": ("ana-ruiz",)}.
    `given` names the parameters that the caller wrote. `limit` counts rows; `cursor` is still a token.
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

    @property
    def all_filters(self) -> dict[str, Any]:
        """The filters of the query string and of the address together."""
        return {**self.filters, **self.fixed}

    def identity(self) -> str:
        """Return 16 hex digits that differ when another set of records, or another order, is asked for."""
        filters = [(name, _sorted(value)) for name, value in sorted(self.all_filters.items())]
        parts = (self.resource.name, filters, self.q, self.sort)
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

    def without(self, *names: str) -> "ListQuery":
        """Return the query without the filters of these names, in all their forms, and without a cursor.

        Without "q" there is nothing to highlight or to rank by either.
        """
        dropped = {f"{name}{ending}" for name in names for ending in ("", "_not", "_all")}
        kept = {name: value for name, value in self.filters.items() if name not in dropped}
        rest = replace(self, filters=kept, cursor=None, given=self.given - dropped - {"cursor"})
        return rest._without_words() if "q" in names else rest

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
        """Return what was given as canonical pairs of text, sorted; `changed` overrides, None leaves out."""
        values = {name: self._value(name) for name in self.given} | changed
        return [(name, _text(value)) for name, value in sorted(values.items()) if value is not None]

    def query_string(self, **changed: Any) -> str:
        """Return `arguments` encoded for a URL, without the question mark; commas stay readable."""
        return urlencode(self.arguments(**changed), safe=",")

    def _value(self, name: str) -> Any:
        return self.filters[name] if name in self.filters else getattr(self, name)


def _sorted(value: Any) -> Any:
    return sorted(value) if isinstance(value, tuple) else value


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


@dataclass(frozen=True, slots=True)
class Conditions:
    """A WHERE clause with its parameters, and what it says in words; `joined`: the view is needed for it."""

    where: str
    params: tuple[Any, ...]
    words: tuple[str, ...]
    joined: bool


def list_arguments(resource: Resource) -> dict[str, fields.Field[Any]]:
    """Return every parameter of the resource's list as a marshmallow field, filters first."""
    given: dict[str, fields.Field[Any]] = {"q": _q_field(resource)}
    for filter_ in resource.filters:
        given |= filter_.arguments()
    if resource.dated:
        given["published_from"] = PartialDate(
            metadata={
                "description": "Published on this date or later: 2025, 2025-11 or 2025-11-08. An article "
                "known only to the month or year counts as published on its first day; an undated one never fits."
            }
        )
        given["published_to"] = PartialDate(
            metadata={"description": "Published on this date or before; 2025 means up to the end of 2025."}
        )
    given |= {bound.name: bound.field for bound in resource.bounds}
    return given | _paging_arguments(resource) | _shape_arguments(resource)


def _q_field(resource: Resource) -> Text:
    where = {"quotes": "the quote's words", "articles": "title and body"}.get(
        resource.name, "names and aliases"
    )
    return Text(
        metadata={
            "description": f'Words to look for in {where}: all of them; `"a phrase"`, `-not`, `this OR that`, '
            "`prefix*`. Case and accents don't matter."
        }
    )


def _paging_arguments(resource: Resource) -> dict[str, fields.Field[Any]]:
    sorts = tuple(resource.sorts)
    order = f"Order; `-` is descending. Default `{resource.default_sort}`; ties are broken by id."
    if "-relevance" in sorts:
        order += " `-relevance` needs `q`; it ranks the newest 1,000 matches, the others follow by date."
    return {
        "sort": Choice(sorts, metadata={"description": order}),
        "limit": Whole(
            1,
            MAX_LIMIT,
            metadata={
                "description": f"Records a page; default {DEFAULT_LIMIT}. In ndjson and csv, default all."
            },
        ),
        "cursor": Text(
            metadata={
                "description": "Where the page begins: a `next_cursor` or `prev_cursor` of an earlier answer to "
                "the same query. Only `limit` and what is shown of each record may change between pages."
            }
        ),
        "count": Choice(
            get_args(Count),
            metadata={
                "description": "auto (default): the total if it can be had quickly, else a lower bound; exact; none."
            },
        ),
        "sample": Whole(
            1,
            MAX_LIMIT,
            metadata={
                "description": "This many records at random instead of a page; not with cursor, limit, sort."
            },
        ),
        "seed": Whole(
            0,
            2**31 - 1,
            metadata={"description": "The same seed draws the same sample while the corpus is the same."},
        ),
    }


def _shape_arguments(resource: Resource) -> dict[str, fields.Field[Any]]:
    given: dict[str, fields.Field[Any]] = {
        "fields": ListOf(
            Choice(resource.fields),
            metadata={
                "description": "Only these properties of each record; `speaker.name` reaches inside one."
            },
        ),
        "format": Choice(
            FORMATS,
            metadata={"description": "json (default), ndjson or csv; goes before the Accept header."},
        ),
    }
    if resource.includes:
        given["include"] = ListOf(
            Choice(resource.includes),
            metadata={"description": "More about each record than is shown by default."},
        )
    if resource.facets:
        given["facets"] = ListOf(
            Choice(resource.facets),
            metadata={
                "description": "Counts by these properties beside the records. Each is counted as if its own "
                "filter were not set, so that the alternatives stay visible."
            },
        )
        given["facet_limit"] = Whole(
            1, 100, metadata={"description": "Values a facet, commonest first; default 10."}
        )
    if resource.search:
        given["highlight"] = Flag(
            metadata={"description": "true: show where the words of `q` stand; needs `q`."}
        )
    return given


@lru_cache(maxsize=64)
def _argument_schema(name: str, fixed: tuple[str, ...]) -> Schema:
    given = list_arguments(RESOURCES[name])
    hidden = {f"{filter_}{ending}" for filter_ in fixed for ending in ("", "_not", "_all")}
    kept = {argument: of for argument, of in given.items() if argument not in hidden}
    return Schema.from_dict(kept, name=f"{name.title()}Arguments")()


def argument_schema(resource: str, fixed: Sequence[str] = ()) -> Schema:
    """Return the marshmallow schema of the list's query string; `fixed` filters are said by the address."""
    return _argument_schema(resource, tuple(fixed))


def parse_query(
    resource: str, arguments: MultiDict[str, str], fixed: Mapping[str, tuple[str, ...]] | None = None
) -> ListQuery:
    """Read a request's arguments into the ListQuery of a resource ("quotes", "articles", ...).

    Raises QueryError with every fault: unknown, empty, repeated, invalid and contradictory parameters.
    """
    noun = RESOURCES[resource]
    values = load_arguments(argument_schema(resource, tuple(fixed or ())), arguments)
    faults = _contradictions(values) + _faults_of_words(values)
    if faults:
        raise QueryError(faults)
    if named := _named_includes(noun, values):
        values["include"] = named
    own = {name: values.pop(name) for name in tuple(values) if name not in ListQuery.__dataclass_fields__}
    given = (frozenset(own) | frozenset(values)) & arguments.keys()
    return ListQuery(noun, own, dict(fixed or {}), given=given, **{"sort": noun.default_sort, **values})


def _named_includes(noun: Resource, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what to include: what was asked for, and what `fields` names that is not shown by default."""
    always = {"speaker", "article"}  # shown briefly without being included
    named = [name for name in values.get("fields", ()) if name in noun.includes and name not in always]
    return tuple(dict.fromkeys([*values.get("include", ()), *named]))


def _faults_of_words(values: Mapping[str, Any]) -> list[Fault]:
    try:
        if "q" in values:
            parse_words(values["q"])
    except QueryError as error:
        return list(error.faults)
    return []


def _contradictions(values: Mapping[str, Any]) -> list[Fault]:
    faults = []
    if values.get("sort") == "-relevance" and "q" not in values:
        faults.append(Fault("sort", "conflict", "-relevance needs words to rank by; add q."))
    if values.get("highlight") and "q" not in values:
        faults.append(Fault("highlight", "conflict", "There are no words to highlight; add q."))
    if "highlight" in values.get("fields", ()) and not values.get("highlight"):
        faults.append(Fault("fields", "conflict", "There is no highlight to show; add highlight=true."))
    if "seed" in values and "sample" not in values:
        faults.append(Fault("seed", "conflict", "Only a sample has a seed; add sample."))
    if "facet_limit" in values and "facets" not in values:
        faults.append(Fault("facet_limit", "conflict", "No facets are asked for; add facets."))
    if "sample" in values:
        clashing = [name for name in ("cursor", "limit", "sort") if name in values]
        faults += [Fault(name, "conflict", "Can't be combined with sample.") for name in clashing]
    if values.get("format", "json") != "json":
        clashing = [name for name in ("facets", "highlight", "count") if name in values]
        faults += [Fault(name, "conflict", "Only JSON answers have a place for this.") for name in clashing]
    return faults + _crossed_bounds(values)


def _crossed_bounds(values: Mapping[str, Any]) -> list[Fault]:
    faults = []
    for low, high in (("min_confidence", "max_confidence"), ("min_words", "max_words")):
        if low in values and high in values and values[low] > values[high]:
            faults.append(Fault(low, "conflict", f"{values[low]} is above {high}, {values[high]}."))
    if "published_from" in values and "published_to" in values:
        first, last = values["published_from"], values["published_to"]
        if _first_day(first) > last_day(last):
            faults.append(Fault("published_from", "conflict", f"{first} is after published_to, {last}."))
    return faults


def _first_day(date: str) -> str:
    return f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10]


def last_day(date: str) -> str:
    """Return the last day of a partial date: of 2025, 2025-12-31."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-{days_in_month(int(date[:4]), int(date[5:])):02}"
    return date


def first_form(date: str) -> str:
    """Return the least text that means the first day of `date`: of 2025-01-01, 2025.

    Dates are compared as text. An article of "2025" counts as published on 2025-01-01, so
    from 2025-01-01 on it must be found, though its text is shorter and so sorts before.
    """
    return date.removesuffix("-01").removesuffix("-01") if len(date) == 10 else _without_january(date)


def _without_january(date: str) -> str:
    return date[:4] if date.endswith("-01") and len(date) == 7 else date


def conditions(query: ListQuery) -> Conditions:
    """Return the WHERE clause of a query, without `q` where a search table answers it, and without the cursor."""
    found = [*_from_filters(query), *_from_bounds(query), *_from_dates(query)]
    resource = query.resource
    if query.q and resource.names:
        found.append((f"name_matches({resource.names}, ?)", (query.q,), f"matching {query.q}", False))
    if not found:
        return Conditions("1", (), (), joined=False)
    texts, params, words, joined = zip(*found, strict=True)
    return Conditions(" AND ".join(texts), sum(params, ()), words, any(joined))


_Found = tuple[str, tuple[Any, ...], str, bool]


def _from_filters(query: ListQuery) -> list[_Found]:
    found: list[_Found] = []
    asked = query.all_filters
    for filter_ in query.resource.filters:
        name, listed = filter_.name, "(" + filter_.sql + ")"
        if values := asked.get(name):
            found.append(
                (listed.format(_marks(values)), values, f"{name}: {' or '.join(values)}", filter_.joined)
            )
        if values := asked.get(f"{name}_not"):
            # coalesce: who has no speaker at all is also not said by this one.
            sql = f"NOT coalesce({filter_.sql.format(_marks(values))}, 0)"
            found.append((sql, values, f"{name}: not {' or '.join(values)}", filter_.joined))
        if values := asked.get(f"{name}_all"):
            sql = " AND ".join(listed.format("?") for _ in values)
            found.append((sql, values, f"{name}: {' and '.join(values)}", filter_.joined))
    return found


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _from_bounds(query: ListQuery) -> list[_Found]:
    asked = query.filters
    return [
        (bound.sql, (asked[bound.name],), f"{bound.words} {_text(asked[bound.name])}", bound.joined)
        for bound in query.resource.bounds
        if bound.name in asked
    ]


# Rows lie in order of publication, so a date is a place among them: one look into the index of dates finds it.
# The first row on or after a date, and the last row on or before it; null, which no row meets, when there is none.
_FIRST = {
    "articles": "(SELECT rowid FROM articles WHERE published_on >= ? ORDER BY published_on, rowid LIMIT 1)",
    "quotes": "(SELECT quotes.rowid FROM articles JOIN quotes ON quotes.article_id = articles.id "
    "WHERE articles.published_on >= ? ORDER BY articles.published_on, articles.rowid, quotes.position LIMIT 1)",
}
_LAST = {
    "articles": "(SELECT rowid FROM articles WHERE published_on <= ? ORDER BY published_on DESC, rowid DESC LIMIT 1)",
    "quotes": "(SELECT quotes.rowid FROM articles JOIN quotes ON quotes.article_id = articles.id "
    "WHERE articles.published_on <= ? "
    "ORDER BY articles.published_on DESC, articles.rowid DESC, quotes.position DESC LIMIT 1)",
}


def _from_dates(query: ListQuery) -> list[_Found]:
    found: list[_Found] = []
    first, last = query.filters.get("published_from"), query.filters.get("published_to")
    if first or last:
        # Undated rows come first; only the lower bound keeps them out, so there always is one.
        sql = f"{{number}} >= {_FIRST[query.resource.name]}"
        found.append(
            (sql, (first_form(first) if first else "",), f"from {first}" if first else "dated", False)
        )
    if last:
        sql = f"{{number}} <= {_LAST[query.resource.name]}"
        found.append((sql, (last_day(last),), f"to {last}", False))
    return found
