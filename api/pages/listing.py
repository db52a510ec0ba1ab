"""Say what a list shows and where to go from it: a sentence, chips, orders, formats, older and newer, facets.

In: a `ListQuery`, the `Page` found for it, the names for the ids that it filters by.  Out: a `Listing`, `Facet`s.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import current_app, request
from markupsafe import Markup

from api.pages import urls
from api.pages.contexts import Bucket, Facet, FacetColumn, Link, Listing, Sort, Unknown
from api.pages.pieces import Pieces
from api.pages.wording import (
    KIND_LABELS,
    KIND_NOUNS,
    METHOD_LABELS,
    SPEAKER_KINDS,
    counted,
    language,
    printed_date,
)
from api.store.connect import Database
from api.store.facets import Bucket as Counted
from api.store.facets import FacetCounts, facet_counts
from api.store.filters import DEFAULT_LIMIT, ListQuery
from api.store.page import Page, UnknownValue
from api.store.statement import statement_of
from api.store.totals import total_of

Names = Mapping[tuple[str, str], str]
"""The name of each record that a query filters by, for a parameter ("speaker") and a value (an id)."""

SIZES = (25, 50, 100)  # records a page
FACET_PAGE = 100  # values on the page of one facet

_PHRASES = {  # how the sentence says a filter
    "speaker": "by {}",
    "speaker_kind": "by a source of the kind {}",
    "tag": "tagged {}",
    "publisher": "in {}",
    "article": "in “{}”",
    "kind": "{}",
    "method": "attributed {}",
    "language": "in {}",
    "rights": "with {} rights",
    "statement": "of the statement {}",
    "original_publisher": "reprinted from {}",
    "author": "written by {}",
    "section": "in the section {}",
    "domain": "at {}",
    "id": "with the id {}",
    "story": "with the text of “{}”",
}
_BOUND_PHRASES = {
    "min_confidence": "at least {} sure",
    "max_confidence": "at most {} sure",
    "min_words": "of at least {} words",
    "max_words": "of at most {} words",
    "min_quotes": "with at least {} quotes",
    "min_articles": "with at least {} articles",
    "published_from": "published from {}",
    "published_to": "published up to {}",
}
_FLAG_PHRASES = {
    ("attributed", True): "whose speaker is known",
    ("attributed", False): "whose speaker is not known",
    ("original", True): "each story once",
    ("original", False): "only copies",
    ("curated", True): "entered by a curator",
    ("curated", False): "not entered by a curator",
}
_SORT_LABELS = {
    "-published_on": "newest",
    "published_on": "oldest",
    "-relevance": "best match",
    "-confidence": "surest",
    "confidence": "least sure",
    "-word_count": "longest",
    "title": "title",
    "-quote_count": "most quoted",
    "-article_count": "most articles",
    "name": "name",
    "-last_quoted_on": "last quoted",
}
_FACET_LABELS = {
    "speaker": "Speaker", "tag": "Tag", "publisher": "Publisher", "year": "Year", "kind": "Kind",
    "method": "Attributed", "language": "Language", "section": "Section", "rights": "Rights", "author": "Author",
}  # fmt: skip
_ENDINGS = {"_not": ("not {}", " or "), "_all": ("{}", " and "), "": ("{}", " or ")}
_VALUE_LABELS: Mapping[str, Mapping[str, str]] = {
    "quotes": KIND_LABELS,
    "speakers": SPEAKER_KINDS,
}


def make_listing(query: ListQuery, page: Page, names: Names) -> Listing:
    """Return what a list says about itself."""
    newest_first = query.sort == "-published_on"
    return Listing(
        sentence=_sentence(query, page, names),
        unknown=make_unknown(query, page.unknown, urls.list_of),
        q=query.q,
        chips=tuple(_chips(query, names)),
        kept=tuple((name, value) for name, value in query.arguments(cursor=None, q=None)),
        sorts=tuple(_sorts(query)) if len(page.rows) > 1 else (),
        sizes=tuple(_sizes(query, page)),
        sql=statement_of(query),
        formats=tuple(formats_of(query)),
        previous_url=page.prev_cursor and urls.list_of(query, cursor=page.prev_cursor),
        next_url=page.next_cursor and urls.list_of(query, cursor=page.next_cursor),
        previous_label="Newer" if newest_first else "Back",
        next_label="Older" if newest_first else "Next",
    )


def formats_of(query: ListQuery) -> Iterator[Link]:
    """Yield the API's representations of a list: this page as JSON, all of it as CSV and NDJSON, and its feed."""
    whole = {
        "limit": None,
        "cursor": None,
        "facets": None,
        "facet_limit": None,
        "highlight": None,
        "count": None,
    }
    yield Link("JSON", urls.api_list_of(query), "application/json")
    yield Link("CSV", urls.api_list_of(query, **whole, format="csv"), "text/csv")
    yield Link("NDJSON", urls.api_list_of(query, **whole, format="ndjson"), "application/x-ndjson")
    if "atom" in query.resource.formats:
        unfit = {**whole, "fields": None, "include": None}
        yield Link("Feed", urls.api_list_of(query, **unfit, format="atom"), "application/atom+xml")


def _sentence(query: ListQuery, page: Page, names: Names) -> str:
    least = "At least " if page.total_relation == "gte" else ""
    return f"{least}{_what(query, page.total)} {_which(query, names)}".strip() + "."


def title_of(query: ListQuery, names: Names) -> str:
    """Return what a list contains, without the number: "Direct quotes by Tom Lee"."""
    return f"{_what(query, None)} {_which(query, names)}".strip()


def _which(query: ListQuery, names: Names) -> str:
    """Return the filters in words, without those that are in the noun."""
    hidden = {"published_from", "published_to"} if _stretch(query) else set()
    phrases = [
        phrase for name, phrase, _ in _filters(query, names) if not (_is_noun(query, name) or name in hidden)
    ]
    phrases += [_stretch(query)] if hidden else []
    matching = [f"matching “{query.q}”"] if query.q else []
    return ", ".join([*phrases, *matching])


def _what(query: ListQuery, total: int | None) -> str:
    """Return what is listed and how many: "58 direct quotes", or "Quotes" when they were not counted."""
    singular, plural = query.resource.singular, query.resource.name
    if kinds := [KIND_NOUNS[kind] for kind in query.filters.get("kind", ()) if _is_noun(query, "kind")]:
        singular, plural = (" or ".join(forms) for forms in zip(*kinds, strict=True))
    return plural.capitalize() if total is None else counted(total, singular, plural)


def _stretch(query: ListQuery) -> str:
    """Return the time between two dates in words; an empty text when only one is given."""
    first, last = query.filters.get("published_from"), query.filters.get("published_to")
    if not (first and last):
        return ""
    if first == last:
        return f"published {'on' if len(first) == len('2025-11-08') else 'in'} {printed_date(first)}"
    return f"published {printed_date(first)} to {printed_date(last)}"


def _is_noun(query: ListQuery, name: str) -> bool:
    """Return whether a filter already names what is listed: "direct quotes" need no "of the kind"."""
    return name == "kind" and query.resource.name == "quotes"


def _chips(query: ListQuery, names: Names) -> Iterator[Link]:
    if query.q:
        yield Link(f"“{query.q}”", urls.list_of(query.without("q")))
    for name, phrase, values in _filters(query, names):
        if len(values) < 2:
            yield Link(phrase, urls.list_of(_dropping(query, name)))
        for value in values if len(values) > 1 else ():
            yield Link(_phrase(query, name, (value,), names), urls.list_of(_dropping(query, name, value)))


def _filters(query: ListQuery, names: Names) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each filter in force: its parameter, its phrase, and its values if it is a list."""
    for name, value in query.filters.items():
        if isinstance(value, tuple):
            yield name, _phrase(query, name, value, names), value
        else:
            yield name, _bound_phrase(name, value), ()


def _phrase(query: ListQuery, name: str, values: Sequence[str], names: Names) -> str:
    ending = next(ending for ending in _ENDINGS if name.endswith(ending))
    filter_ = name.removesuffix(ending)
    outer, joiner = _ENDINGS[ending]
    labels = joiner.join(value_label(query, filter_, value, names) for value in values)
    return outer.format(_PHRASES.get(filter_, filter_ + ": {}").format(labels))


def _bound_phrase(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _FLAG_PHRASES.get((name, value), f"{name}: {str(value).lower()}")
    said = str(value)
    if name.startswith("published"):
        said = printed_date(value)
    elif name.endswith("confidence"):
        said = f"{value:.0%}"
    return _BOUND_PHRASES.get(name, name + ": {}").format(said)


def value_label(query: ListQuery, name: str, value: str, names: Names) -> str:
    """Return the value of a filter as readers see it: a record's name, a kind in words, or the value itself."""
    if name == "kind":
        return _VALUE_LABELS.get(query.resource.name, {}).get(value, value)
    if name == "method":
        return METHOD_LABELS.get(value, value)
    if name == "speaker_kind":
        return SPEAKER_KINDS.get(value, value)
    if name == "language":
        return language(value)
    return names.get((name, value), value)


def _dropping(query: ListQuery, name: str, value: str | None = None) -> ListQuery:
    """Return the query without one parameter, or without one of its values."""
    rest = tuple(kept for kept in query.filters[name] if kept != value) if value is not None else ()
    if rest:
        return query.having(**{name: rest})
    kept = {other: of for other, of in query.filters.items() if other != name}
    return replace(query, filters=kept, cursor=None, given=query.given - {name, "cursor"})


def _sorts(query: ListQuery) -> Iterator[Sort]:
    for sort in query.resource.sorts:
        if sort in _SORT_LABELS and (sort != "-relevance" or query.q):
            changed = None if sort == query.resource.default_sort else sort
            url = urls.list_of(query, sort=changed, cursor=None)
            yield Sort(_SORT_LABELS[sort], url, is_selected=sort == query.sort)


def _sizes(query: ListQuery, page: Page) -> Iterator[Sort]:
    """Yield the sizes that a page can have, when there is more than the smallest would show."""
    if query.sample is None and (page.total is None or page.total > SIZES[0]):
        for size in SIZES:
            changed = None if size == DEFAULT_LIMIT else size
            url = urls.list_of(query, limit=changed, cursor=None)
            yield Sort(str(size), url, is_selected=size == query.limit)


def phrases_of(query: ListQuery, names: Names) -> list[str]:
    """Return what a query filters by, in words."""
    phrases = [phrase for _, phrase, _ in _filters(query, names)]
    return phrases + ([f"matching “{query.q}”"] if query.q else [])


def facets_beside(db: Database, query: ListQuery, names: Sequence[str]) -> FacetColumn:
    """Return the facets beside a list, made once for several of its pages."""
    key = (request.script_root, query.resource.name, query.query_string(cursor=None))
    pieces: Pieces[FacetColumn] = db.keep("facets beside lists", Pieces)
    return pieces.get(key, lambda: _column(make_facets(db, query.having(), names)))


def _column(facets: Sequence[Facet]) -> FacetColumn:
    parts: Any = current_app.jinja_env.get_template("parts.html").module
    column: Markup = parts.facet_column(facets)  # a template's macro: its arguments are escaped
    return FacetColumn(tuple(facet.label for facet in facets), column)


def make_facets(db: Database, query: ListQuery, names: Sequence[str]) -> list[Facet]:
    """Return the facets of a list that are worth showing: with several values, or one that the query filters by."""
    counted_facets = facet_counts(db, query, [*names, *(name for name in query.facets if name not in names)])
    return [
        _facet(query, facet)
        for facet in counted_facets.values()
        if len(facet.buckets) > 1 or any(bucket.selected for bucket in facet.buckets)
    ]


def make_facet(db: Database, query: ListQuery, name: str) -> Facet:
    """Return one facet of a list with as many of its values as a page can hold."""
    return _facet(query, facet_counts(db, replace(query, facet_limit=FACET_PAGE), [name])[name])


def _facet(query: ListQuery, found: FacetCounts) -> Facet:
    return Facet(
        name=found.name,
        label=_FACET_LABELS[found.name],
        buckets=tuple(_bucket(query, found.name, one) for one in found.buckets),
        distinct=found.distinct,
        missing=found.missing,
        more_url=urls.facet(query, found.name),
    )


def _bucket(query: ListQuery, name: str, bucket: Counted) -> Bucket:
    label = value_label(query, name, bucket.value, {(name, bucket.value): bucket.label})
    return Bucket(label, urls.list_of(_toggled(query, name, bucket)), bucket.count, bucket.selected)


def _toggled(query: ListQuery, name: str, bucket: Counted) -> ListQuery:
    """Return the query with this value added, or removed if it is there; a year replaces any other year."""
    if name == "year":
        return query.without("published_from", "published_to") if bucket.selected else bucket.query
    if bucket.selected:
        return _dropping(query, name, bucket.value)
    return query.having(**{name: (*query.filters.get(name, ()), bucket.value)})


def make_remedies(db: Database, query: ListQuery, names: Names) -> Iterator[Link]:
    """Yield ways out of an empty list: the list without each one of its filters, where that isn't empty."""
    for chip, looser in _without_each(query, names):
        total, relation = total_of(db, looser)
        if total:
            least = "at least " if relation == "gte" else ""
            yield Link(
                f"Without “{chip}”: {least}{counted(total, query.resource.singular)}", urls.list_of(looser)
            )


def make_unknown(
    query: ListQuery, unknown: Iterable[UnknownValue], address: Callable[[ListQuery], str]
) -> tuple[Unknown, ...]:
    """Return the filter values that no record has, with the page for the current id, or for the nearest one."""
    return tuple(Unknown(one.value, _instead(query, one, address)) for one in unknown)


def _instead(query: ListQuery, one: UnknownValue, address: Callable[[ListQuery], str]) -> Link | None:
    if not one.suggestion:
        return None
    exchanged = _exchanged(query, one.parameter, one.value, one.suggestion)
    return Link(f"Instead of “{one.value}”: {one.suggestion}", address(exchanged))


def _exchanged(query: ListQuery, name: str, value: str, other: str) -> ListQuery:
    return query.having(**{name: tuple(other if one == value else one for one in query.filters[name])})


def _without_each(query: ListQuery, names: Names) -> Iterator[tuple[str, ListQuery]]:
    if query.q:
        yield query.q, query.without("q")
    for name, phrase, _ in _filters(query, names):
        yield phrase, _dropping(query, name)
