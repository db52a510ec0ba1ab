"""The pages: each view reads with the functions the API reads with, fills one context, and renders its template.

In: a request for an address below /, with the query grammar of the API.  Out: HTML.
A page's address with /v1 before it is the API's.  Links are made in `urls`, words in `wording` and `listing`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, redirect, request
from flask.blueprints import BlueprintSetupState
from jinja2 import StrictUndefined
from marshmallow import Schema
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from api.errors import NotFound
from api.pages import urls
from api.pages.contexts import (
    ArticleList,
    Dictionary,
    Hits,
    Home,
    NameList,
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
    about_item,
    about_list,
    about_page,
    fingerprint,
    render,
    render_trouble,
    the_database,
    unchanged,
)
from api.pages.listing import make_facets, make_listing, make_remedies
from api.pages.marking import paragraphs, shifted, stretches, voices, with_marks
from api.pages.timeline import make_timeline
from api.pages.wording import (
    CONFIDENCE_BANDS,
    DATE_PRECISIONS,
    KIND_LABELS,
    METHOD_LABELS,
    METHODS,
    SPEAKER_KINDS,
    TEMPLATE_FILTERS,
    citation,
    likelihood,
    shortened,
)
from api.store import profiles
from api.store.arguments import Choice, ListOf, Text, Whole, load_arguments
from api.store.connect import Database
from api.store.facets import facet_counts
from api.store.filters import QUOTES, RESOURCES, ListQuery, parse_query, query_from
from api.store.page import Page
from api.store.select import get_record, list_records

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
    return render(
        Home(
            **about_page(
                db.corpus.title, db.corpus.description or "Who said what, where, and how do we know?"
            ),
            lead=newest[0] if newest else None,
            latest=newest[1:],
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
            **about_item("quotes", id_, f"“{shortened(quote['text'])}”", citation(quote, permalink)),
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
            **about_item("articles", id_, article["title"], article["excerpt"]),
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
                "speakers", id_, speaker["name"], speaker["description"] or f"What {speaker['name']} said"
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
    tag, own = get_record(db, "tags", id_).row, ListQuery(QUOTES, {"tag": (id_,)})
    return render(
        OneTag(
            **about_item("tags", id_, tag["name"], f"Articles tagged {tag['name']}, and who speaks in them"),
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
    publisher, own = get_record(db, "publishers", id_).row, ListQuery(QUOTES, {"publisher": (id_,)})
    return render(
        OnePublisher(
            **about_item(
                "publishers", id_, publisher["name"], f"Articles of {publisher['name']}, and whom they quote"
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
