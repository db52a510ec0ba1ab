"""Pages about the corpus as a whole: home, search, statistics, coverage, exports, data dictionary.

In: a request, with words to search for at most.  Out: HTML.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import request
from marshmallow import Schema
from werkzeug.wrappers import Response

from api.pages import urls
from api.pages.blueprint import pages
from api.pages.contexts import (
    CoveragePage,
    Dictionary,
    Exports,
    Hits,
    Home,
    Link,
    Offer,
    Search,
    Statistics,
    Tally,
)
from api.pages.dictionary import describe_tables
from api.pages.frame import about_page, render, the_database
from api.pages.marking import with_marks
from api.pages.reach import make_reaches
from api.pages.rows import most_quoted, page_of
from api.pages.timeline import make_timeline
from api.pages.wording import (
    CONFIDENCE_BANDS,
    DATE_PRECISIONS,
    FORMATS,
    KIND_LABELS,
    LANGUAGES,
    METHOD_LABELS,
    SPEAKER_KINDS,
    printed_date,
)
from api.store import profiles
from api.store.arguments import Choice, ListOf, Whole, load_arguments
from api.store.connect import Database
from api.store.coverage import coverage as coverage_of
from api.store.filters import QUOTES, RESOURCES, ListQuery, SearchText, query_from, written
from api.store.resources import Resource

_SEARCH_HITS = 5  # of each kind, on the page that searches everything
_MOST_TALLIED = 20  # rows of a table of counts
_SEARCHED = ("quotes", "speakers", "articles", "tags", "publishers")
# Like those of /v1/search, except that `q` is optional: the page also exists before the first search.
_SEARCH_ARGUMENTS = Schema.from_dict(
    {"q": SearchText(), "type": ListOf(Choice(_SEARCHED)), "limit": Whole(1, 25)}, name="SearchPageArguments"
)()


@pages.get("/")
def home() -> Response:
    """Show what the corpus is, its newest quotes, and who and what is quoted most."""
    db = the_database()
    newest = profiles.newest_of_each_article(db, 9)
    own_words = (quote for quote in newest if quote["kind"] == "direct" and quote["speaker_id"])
    lead = next(own_words, newest[0] if newest else None)
    return render(
        Home(
            **about_page(
                db.corpus.title, db.corpus.description or "Who said what, where, and how do we know?"
            ),
            lead=lead,
            latest=[quote for quote in newest if quote is not lead],
            speakers=most_quoted(db, "speakers"),
            tags=most_quoted(db, "tags"),
            publishers=most_quoted(db, "publishers"),
            timeline=make_timeline(db, ListQuery(QUOTES)),
        )
    )


@pages.get("/search")
def search() -> Response:
    """Show the best matches of every kind for the words of `q`."""
    db = the_database()
    given = load_arguments(_SEARCH_ARGUMENTS, request.args)
    q, limit = given.get("q", ""), given.get("limit", _SEARCH_HITS)
    groups = [_hits(db, noun, q, limit) for noun in given.get("type", _SEARCHED)] if q else []
    title = f"Search for “{q}”" if q else "Search everything"
    about = (
        {"path": "/search", **{name: written(value) for name, value in sorted(given.items())}} if q else {}
    )
    return render(
        Search(
            **about_page(title, "Search quotes, speakers, articles, tags and publishers", **about),
            q=q,
            groups=[group for group in groups if group.rows],
        )
    )


@pages.get("/stats")
def statistics() -> Response:
    """Show what the corpus holds in numbers, and what is missing in it."""
    db = the_database()
    counts = {noun: db.corpus.count_of(RESOURCES[noun].singular) for noun in _SEARCHED}
    return render(
        Statistics(
            **about_page("Statistics", "What the corpus holds in numbers", path="/stats"),
            numbers=[(noun.capitalize(), count) for noun, count in counts.items()],
            tallies=_tallies(db),
            timeline=make_timeline(db, ListQuery(QUOTES)),
            rejected=profiles.rejected_files(db),
        )
    )


@pages.get("/coverage")
def coverage() -> Response:
    """Show what the corpus covers: dates and their precision, publishers; and what is missing."""
    db = the_database()
    found = coverage_of(db)
    return render(
        CoveragePage(
            **about_page("Coverage", "What this corpus covers, and what it does not", path="/coverage"),
            found=found,
            period=_between(found.first, found.last) if found.first and found.last else "",
            reaches=make_reaches(found),
            timeline=make_timeline(db, ListQuery(RESOURCES["articles"])),
            precisions=_precisions(found.precision),
            gaps=[_between(first, last) for first, last in found.gaps],
            undated=[row for row in found.publishers if not row["first_published_on"]],
        )
    )


def _precisions(counts: Mapping[str, int]) -> Tally:
    """Return how many articles are dated to the day, month, year, or not at all, in this order."""
    named = (
        ("to the day", "day"),
        ("to the month", "month"),
        ("to the year", "year"),
        ("not at all", "undated"),
    )
    most = max(1, *counts.values())
    rows = tuple((label, counts[name], round(counts[name] / most * 100, 1)) for label, name in named)
    return Tally("Articles whose date is known", rows)


def _between(first: str, last: str) -> str:
    return printed_date(first) if first == last else f"{printed_date(first)} to {printed_date(last)}"


@pages.get("/exports")
def exports() -> Response:
    """Show what can be downloaded, and in which formats."""
    corpus = the_database().corpus
    return render(
        Exports(
            **about_page("Exports", "Everything here as data"),
            offers=[
                Offer(
                    noun,
                    corpus.count_of(resource.singular),
                    tuple(_offered(noun, resource)),
                    tuple(_files(noun)),
                )
                for noun, resource in RESOURCES.items()
            ],
            about=[(name, use) for name, _, use in FORMATS.values()],
        )
    )


def _offered(noun: str, resource: Resource) -> Iterator[Link]:
    for format_ in resource.formats:
        if format_ in FORMATS:
            label, type_, _ = FORMATS[format_]
            yield Link(label, urls.api(f"/{noun}", format=format_), type_)


def _files(noun: str) -> Iterator[Link]:
    """Yield the compressed files with all records of a noun; the API makes them when they are first asked for."""
    for ending in ("csv", "ndjson"):
        yield Link(f"{noun}.{ending}.gz", urls.api(f"/exports/{noun}.{ending}.gz"), "application/gzip")


@pages.get("/dictionary")
def dictionary() -> Response:
    """Show what each table and column of the database means."""
    db = the_database()
    return render(
        Dictionary(
            **about_page(
                "Data dictionary",
                "What each table and column means",
                path="/csv-metadata.json",
                member="tables",
            ),
            tables=describe_tables(profiles.declarations(db)),
        )
    )


def _hits(db: Database, noun: str, q: str, limit: int) -> Hits:
    query = query_from(noun, {"q": q, **({"sort": "-relevance"} if RESOURCES[noun].search else {})})
    page = page_of(db, replace(query, limit=limit))
    total = f"{'at least ' if page.total_relation == 'gte' else ''}{page.total or 0:,}"
    return Hits(noun, tuple(with_marks(page.rows)), total, urls.list_of(query))


def _tallies(db: Database) -> list[Tally]:
    wanted: Sequence[tuple[str, str, str, Mapping[Any, str]]] = (
        ("Quotes by kind", "quotes", "kind", KIND_LABELS),
        ("Quotes by how they are attributed", "quotes", "method", METHOD_LABELS),
        ("Attributed quotes by confidence", "quotes", "confidence", CONFIDENCE_BANDS),
        ("Quotes by kind of speaker", "quotes", "speaker_kind", SPEAKER_KINDS),
        ("Articles by publisher", "articles", "publisher", {"": "publisher not known"}),
        ("Articles by precision of the date", "articles", "dated", DATE_PRECISIONS),
        ("Articles by rights", "articles", "rights", {"unknown": "not known"}),
        ("Articles by language", "articles", "language", {**LANGUAGES, "": "language not known"}),
    )
    return [
        _tally(caption, profiles.tally(db, noun, column), labels) for caption, noun, column, labels in wanted
    ]


def _tally(caption: str, counts: Sequence[tuple[str | int, int]], labels: Mapping[Any, str]) -> Tally:
    """Return counts as a table of at most _MOST_TALLIED rows: numbers from high to low, words commonest first."""
    most = max((count for _, count in counts), default=1)
    ordered = sorted(counts, key=lambda one: (one[0] if isinstance(one[0], int) else 0, one[1]), reverse=True)
    cut = f", the {_MOST_TALLIED} commonest of {len(counts):,}" if len(counts) > _MOST_TALLIED else ""
    return Tally(
        caption + cut,
        tuple(
            (labels.get(value, str(value)), count, round(count / most * 100, 1))
            for value, count in ordered[:_MOST_TALLIED]
        ),
    )
