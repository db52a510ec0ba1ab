"""The pages: each view reads with the functions the API reads with, fills one context, and renders its template.

In: a request for an address below /, with the query grammar of the API.  Out: HTML.
A page's address with /v1 before it is the API's.  Links are made in `urls`, words in `wording` and `listing`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, current_app, redirect, request
from flask.blueprints import BlueprintSetupState
from jinja2 import StrictUndefined
from marshmallow import Schema
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from api.errors import NotFound
from api.pages import urls
from api.pages.comparing import MOST_SPEAKERS, check_number, make_comparison, make_reaches
from api.pages.contexts import (
    ArticleList,
    Compare,
    CoveragePage,
    Dictionary,
    Exports,
    FacetPage,
    Hits,
    Home,
    Link,
    NameList,
    Offer,
    OneArticle,
    OnePublisher,
    OneQuote,
    OneSpeaker,
    OneTag,
    QuoteList,
    Row,
    Search,
    Statistics,
    Tally,
)
from api.pages.dictionary import describe_tables
from api.pages.frame import (
    about_comparison,
    about_facet,
    about_item,
    about_list,
    about_page,
    fingerprint,
    render,
    render_trouble,
    the_database,
    unchanged,
)
from api.pages.listing import make_facet, make_facets, make_listing, make_remedies, phrases_of
from api.pages.marking import paragraphs, shifted, stretches, voices, with_marks
from api.pages.timeline import make_timeline
from api.pages.wording import (
    CONFIDENCE_BANDS,
    DATE_PRECISIONS,
    FORMATS,
    KIND_LABELS,
    METHOD_LABELS,
    METHODS,
    SPEAKER_KINDS,
    TEMPLATE_FILTERS,
    citation,
    counted,
    likelihood,
    printed_date,
    shortened,
)
from api.store import profiles
from api.store.arguments import Choice, ListOf, Text, Whole, load_arguments
from api.store.connect import Database
from api.store.coverage import coverage as coverage_of
from api.store.facets import facet_counts
from api.store.filters import QUOTES, RESOURCES, ListQuery, filter_arguments, parse_query, query_from
from api.store.page import Page
from api.store.resources import Resource
from api.store.select import get_record, list_records
from api.store.words import tokenize

pages = Blueprint(
    "pages", __name__, template_folder="templates", static_folder="static", static_url_path="/assets"
)


pages.register_error_handler(NotFound, render_trouble)


@pages.record_once
def _furnish(state: BlueprintSetupState) -> None:
    """Give templates our links and words, and make an unknown variable an error instead of a gap."""
    environment = state.app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals["urls"] = urls
    environment.filters.update(TEMPLATE_FILTERS)
    state.app.extensions["pages_fingerprint"] = fingerprint(Path(__file__).parent)


FilterValue = tuple[str, ...] | str | float | bool

_FACETS = {
    "quotes": ("speaker", "tag", "publisher", "year", "kind"),
    "articles": ("tag", "publisher", "speaker", "year"),
}
_SEARCH_HITS = 5  # of each kind, on the page that searches everything
_SEARCHED = ("quotes", "speakers", "articles", "tags", "publishers")
_SEARCH_ARGUMENTS = (
    Schema.from_dict(  # as those of /v1/search, but that the page is there before the first word
        {"q": Text(), "type": ListOf(Choice(_SEARCHED)), "limit": Whole(1, 25)}, name="SearchPageArguments"
    )()
)


_COMPARE_ARGUMENTS = Schema.from_dict(
    {**filter_arguments("quotes"), "speaker": ListOf(Text()), "add": Text()}, name="CompareArguments"
)()


@pages.before_request
def answer_if_unchanged() -> Response | None:
    """Answer 304 before anything is read when the reader has the page already."""
    return unchanged()


@pages.before_request
def drop_empty_arguments() -> Response | None:
    """Send a form with an empty search box on to the address without it; the API refuses empty values."""
    if all(value.strip() for value in request.args.values()):
        return None
    kept = MultiDict((name, value) for name, value in request.args.items(multi=True) if value.strip())
    if "q" not in kept and kept.get("sort") == "-relevance":  # there is nothing left to be relevant to
        kept.pop("sort")
    return redirect(urls.here(kept))


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
            speakers=_most_quoted(db, "speakers"),
            tags=_most_quoted(db, "tags"),
            publishers=_most_quoted(db, "publishers"),
            timeline=make_timeline(db, ListQuery(QUOTES)),
        )
    )


@pages.get("/quotes")
def list_quotes() -> Response:
    """Show quotes that meet the filters, and how to narrow them further."""
    db, query = the_database(), _parsed("quotes")
    if query.format != "json":
        return redirect(urls.api_list_of(query))
    page, names = _found(db, query), profiles.names_in(db, query)
    listing = make_listing(query, page, names)
    return render(
        QuoteList(
            **about_list(query, "Quotes", listing.sentence),
            listing=listing,
            quotes=with_marks(page.rows),
            facets=make_facets(db, query, _FACETS["quotes"]),
            remedies=() if page.rows else make_remedies(db, query, page, names),
        )
    )


@pages.get("/quotes/<id_>")
def one_quote(id_: str) -> Response:
    """Show a quote, the words that attribute it, and how sure that is."""
    db = the_database()
    record = get_record(db, "quotes", id_, ("context", "occurrences"))
    quote, passage = record.row, record.related["context"]
    siblings = _quotes_of_article(db, quote["article_id"])
    place = next(number for number, sibling in enumerate(siblings) if sibling["id"] == id_)
    permalink = urls.absolute(urls.item("quotes", id_))
    return render(
        OneQuote(
            **about_item("quotes", record, f"“{shortened(quote['text'])}”", citation(quote, permalink)),
            quote=quote,
            evidence=stretches(passage.text, 0, len(passage.text), [shifted(quote, -passage.start)]),
            source_url=urls.source_fragment(quote["article_url"], quote["text"]),
            confidence=likelihood(quote["confidence"]),
            method=METHODS[quote["method"]],
            cite=citation(quote, permalink),
            citations=urls.citations("quotes", id_),
            report_url=urls.report(current_app.config["SETTINGS"].report_to, quote, permalink),
            permalink=permalink,
            previous=siblings[place - 1] if place else None,
            next=siblings[place + 1] if place + 1 < len(siblings) else None,
            wordings=record.related["occurrences"] or (),
        )
    )


@pages.get("/articles")
def list_articles() -> Response:
    """Show articles that meet the filters."""
    db, query = the_database(), _parsed("articles")
    if query.format != "json":
        return redirect(urls.api_list_of(query))
    page, names = _found(db, query), profiles.names_in(db, query)
    listing = make_listing(query, page, names)
    return render(
        ArticleList(
            **about_list(query, "Articles", listing.sentence),
            listing=listing,
            articles=with_marks(page.rows),
            facets=make_facets(db, query, _FACETS["articles"]),
            remedies=() if page.rows else make_remedies(db, query, page, names),
        )
    )


@pages.get("/articles/<id_>")
def one_article(id_: str) -> Response:
    """Show an article with its quotes marked, each with a note that says who speaks and how we know."""
    db = the_database()
    record = get_record(db, "articles", id_, ("tags", "body"))
    article, quotes = record.row, _quotes_of_article(db, id_)
    body = article["body"]
    return render(
        OneArticle(
            **about_item("articles", record, article["title"], article["excerpt"]),
            article=article,
            authors=[author["name"] for author in record.related["authors"] or ()],
            tags=record.related["tags"] or (),
            quotes=quotes,
            paragraphs=paragraphs(body, quotes) if body is not None else (),
            excerpt=article["excerpt"] if body is None else None,
            speakers=_who_speaks(quotes),
            voices=voices(quotes),
            numbers={quote["id"]: number for number, quote in enumerate(quotes, 1)},
        )
    )


@pages.get("/speakers")
def list_speakers() -> Response:
    """Show who is quoted."""
    return _list_of_names("speakers")


@pages.get("/speakers/<id_>")
def one_speaker(id_: str) -> Response:
    """Show who a speaker is, when and where the speaker is quoted, and what was said."""
    db = the_database()
    record = get_record(db, "speakers", id_, ("aliases",))
    speaker, own = record.row, ListQuery(QUOTES, {"speaker": (id_,)})
    return render(
        OneSpeaker(
            **about_item(
                "speakers", record, speaker["name"], speaker["description"] or f"What {speaker['name']} said"
            ),
            speaker=speaker,
            aliases=[
                row["alias"] for row in record.related["aliases"] or () if row["alias"] != speaker["name"]
            ],
            roles=profiles.printed_roles(db, id_),
            timeline=make_timeline(db, own),
            tags=_counted_rows(db, own, "tag"),
            publishers=_counted_rows(db, own, "publisher"),
            related=profiles.quoted_beside(db, id_),
            quotes=_newest_quotes(db, 10, speaker=(id_,)),
        )
    )


@pages.get("/tags")
def list_tags() -> Response:
    """Show what articles are about."""
    return _list_of_names("tags")


@pages.get("/tags/<id_>")
def one_tag(id_: str) -> Response:
    """Show the articles with a tag, and who speaks in them."""
    db = the_database()
    record, own = get_record(db, "tags", id_), ListQuery(QUOTES, {"tag": (id_,)})
    tag = record.row
    return render(
        OneTag(
            **about_item(
                "tags", record, tag["name"], f"Articles tagged {tag['name']}, and who speaks in them"
            ),
            tag=tag,
            speakers=_counted_rows(db, own, "speaker"),
            timeline=make_timeline(db, own),
            articles=_newest_articles(db, tag=(id_,)),
            quotes=_newest_quotes(db, 10, tag=(id_,)),
        )
    )


@pages.get("/publishers")
def list_publishers() -> Response:
    """Show where the articles were published."""
    return _list_of_names("publishers")


@pages.get("/publishers/<id_>")
def one_publisher(id_: str) -> Response:
    """Show a publisher's articles, and whom they quote."""
    db = the_database()
    record, own = get_record(db, "publishers", id_), ListQuery(QUOTES, {"publisher": (id_,)})
    publisher = record.row
    return render(
        OnePublisher(
            **about_item(
                "publishers",
                record,
                publisher["name"],
                f"Articles of {publisher['name']}, and whom they quote",
            ),
            publisher=publisher,
            speakers=_counted_rows(db, own, "speaker"),
            tags=_counted_rows(db, own, "tag"),
            timeline=make_timeline(db, own),
            articles=_newest_articles(db, publisher=(id_,)),
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
    about = {"path": "/search", "q": q} if q else {}
    return render(
        Search(**about_page(title, "Search quotes, speakers, articles, tags and publishers", **about),
               q=q, groups=[group for group in groups if group.rows])
    )  # fmt: skip


@pages.get("/stats")
def statistics() -> Response:
    """Show what the corpus holds in numbers, and what is missing in it."""
    db = the_database()
    counts = {noun: getattr(db.corpus, f"{noun[:-1]}_count") for noun in _SEARCHED}
    return render(
        Statistics(
            **about_page("Statistics", "What the corpus holds in numbers", path="/stats"),
            numbers=[(noun.capitalize(), count) for noun, count in counts.items()],
            tallies=_tallies(db),
            timeline=make_timeline(db, ListQuery(QUOTES)),
            rejected=profiles.rejected_files(db),
        )
    )


@pages.get("/facets/<noun>/<name>")
def one_facet(noun: str, name: str) -> Response:
    """Show many values of one facet of a list, each leading to the list narrowed to it."""
    if noun not in RESOURCES or name not in RESOURCES[noun].facets:
        abort(404)
    db, query = the_database(), _parsed(noun)
    facet = make_facet(db, query, name)
    phrases = phrases_of(query, profiles.names_in(db, query))
    return render(
        FacetPage(
            **about_facet(query, facet.name, f"{noun.capitalize()} by {facet.label.lower()}"),
            facet=facet,
            noun=noun,
            sentence=f"{noun.capitalize()} {', '.join(phrases)}".strip(),
            list_url=urls.list_of(query, cursor=None),
        )
    )


@pages.get("/compare")
def compare() -> Response:
    """Show when several speakers were quoted, side by side; `add` is the name of one more."""
    db, given = the_database(), load_arguments(_COMPARE_ARGUMENTS, request.args)
    wanted, ids = given.pop("add", ""), given.pop("speaker", ())
    check_number(ids)
    query = query_from("quotes", given)
    speakers = [get_record(db, "speakers", id_).row for id_ in ids]
    named = [row for row in _speakers_called(db, wanted) if row["id"] not in ids]
    if len(named) == 1 and len(ids) < MOST_SPEAKERS:
        return redirect(urls.compare(query, (*ids, named[0]["id"])))
    offered = named if wanted else [row for row in _most_quoted(db, "speakers") if row["id"] not in ids]
    asked = dict(query.arguments(speaker=ids or None))
    return render(
        Compare(
            **about_comparison(asked if ids else {}),
            comparison=make_comparison(db, query, speakers),
            phrases=phrases_of(query, profiles.names_in(db, query)),
            kept=tuple(asked.items()),
            wanted=wanted,
            choices=[
                Link(
                    f"{row['name']}, {counted(row['quote_count'], 'quote')}",
                    urls.compare(query, (*ids, row["id"])),
                )
                for row in offered
            ],
            is_full=len(ids) >= MOST_SPEAKERS,
        )
    )


@pages.get("/coverage")
def coverage() -> Response:
    """Show what the corpus covers: when, of whom, how precisely; and what is missing."""
    db = the_database()
    found = coverage_of(db)
    return render(
        CoveragePage(
            **about_page("Coverage", "What this corpus covers, and what it does not", path="/coverage"),
            found=found,
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
    """Show what can be taken away, and in which forms."""
    corpus = the_database().corpus
    return render(
        Exports(
            **about_page("Exports", "Everything here as data", path="/"),
            offers=[
                Offer(noun, getattr(corpus, f"{resource.singular}_count"), tuple(_offered(noun, resource)))
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


@pages.get("/dictionary")
def dictionary() -> Response:
    """Show what each table and column of the database means."""
    db = the_database()
    return render(
        Dictionary(
            **about_page("Data dictionary", "What each table and column means", path="/csv-metadata.json"),
            tables=describe_tables(profiles.declarations(db)),
        )
    )


# --- what several pages read ---------------------------------------------------------------------------------------


def _parsed(noun: str) -> ListQuery:
    return parse_query(noun, request.args)


def _found(db: Database, query: ListQuery) -> Page:
    """Read the page that a query asks for, with the matches of its words marked."""
    return list_records(db, replace(query, highlight=bool(query.q and query.resource.search)))


def _list_of_names(noun: str) -> Response:
    db, query = the_database(), _parsed(noun)
    if query.format != "json":
        return redirect(urls.api_list_of(query))
    page, names = _found(db, query), profiles.names_in(db, query)
    listing = make_listing(query, page, names)
    return render(
        NameList(
            **about_list(query, noun.capitalize(), listing.sentence),
            noun=noun,
            listing=listing,
            rows=page.rows,
            remedies=() if page.rows else make_remedies(db, query, page, names),
        )
    )


def _rows(db: Database, noun: str, limit: int, sort: str, **filters: FilterValue) -> Sequence[Row]:
    query = ListQuery(RESOURCES[noun], dict(filters), sort=sort, limit=limit, count="none")
    return list_records(db, query).rows


def _newest_quotes(db: Database, limit: int, **filters: FilterValue) -> Sequence[Row]:
    return _rows(db, "quotes", limit, "-published_on", **filters)


def _counted_rows(db: Database, query: ListQuery, name: str) -> list[Row]:
    """Return the commonest values of a facet of quotes as rows with id, name and quote_count."""
    found = facet_counts(db, query, [name])[name]
    return [{"id": one.value, "name": one.label, "quote_count": one.count} for one in found.buckets]


def _newest_articles(db: Database, **filters: FilterValue) -> Sequence[Row]:
    return _rows(db, "articles", 25, "-published_on", **filters)


def _quotes_of_article(db: Database, id_: str) -> Sequence[Row]:
    count = get_record(db, "articles", id_).row["quote_count"]
    return _rows(db, "quotes", max(1, count), "published_on", article=(id_,))


def _most_quoted(db: Database, noun: str) -> Sequence[Row]:
    rows = db.keep(("most quoted", noun), lambda: _rows(db, noun, 8, "-quote_count"))
    return [row for row in rows if row["quote_count"]]


def _speakers_called(db: Database, name: str) -> Sequence[Row]:
    """Return speakers with a name that goes on as typed; only those who are called exactly so, if there are any."""
    words = tokenize(name)[:8]
    if not words:
        return ()
    query = query_from("speakers", {"q": " ".join(words) + "*", "sort": "-quote_count"})
    rows = list_records(db, replace(query, limit=20, count="none")).rows
    return [row for row in rows if row["name"].casefold() == name.strip().casefold()] or rows


def _who_speaks(quotes: Sequence[Row]) -> list[Row]:
    counts = Counter(quote["speaker_id"] for quote in quotes)
    names = {quote["speaker_id"]: quote["speaker_name"] for quote in quotes}
    return [
        {"id": id_, "name": names[id_], "voice": voice, "quote_count": counts[id_]}
        for id_, voice in voices(quotes).items()
    ]


def _hits(db: Database, noun: str, q: str, limit: int) -> Hits:
    query = query_from(noun, {"q": q, **({"sort": "-relevance"} if RESOURCES[noun].search else {})})
    page = _found(db, replace(query, limit=limit))
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
        ("Articles by rights", "articles", "rights", {}),
        ("Articles by language", "articles", "language", {"": "language not known"}),
    )
    return [
        _tally(caption, profiles.tally(db, noun, column), labels) for caption, noun, column, labels in wanted
    ]


def _tally(caption: str, counts: Sequence[tuple[str | int, int]], labels: Mapping[Any, str]) -> Tally:
    """Return counts as a table: numbers from high to low, words the commonest first, at most twenty."""
    most = max((count for _, count in counts), default=1)
    ordered = sorted(counts, key=lambda one: (one[0] if isinstance(one[0], int) else 0, one[1]), reverse=True)
    return Tally(
        caption,
        tuple(
            (labels.get(value, str(value)), count, round(count / most * 100, 1))
            for value, count in ordered[:20]
        ),
    )
