"""Pages of many records: quotes, articles, speakers, tags, publishers, and the values of one facet.

In: the query grammar of the API, read with the functions the API reads with.  Out: HTML; another `format` is
the API's, and leads there.
"""

from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, redirect
from werkzeug.wrappers import Response

from api.pages import urls
from api.pages.blueprint import pages
from api.pages.contexts import ArticleList, FacetPage, NameList, QuoteList, Row
from api.pages.contexts import Page as Context
from api.pages.frame import about_facet, about_list, render, the_database
from api.pages.listing import facets_beside, make_facet, make_listing, make_remedies, phrases_of
from api.pages.marking import with_marks
from api.pages.rows import asked_for, page_of
from api.store import profiles
from api.store.connect import Database
from api.store.filters import RESOURCES, ListQuery

_FACETS = {
    "quotes": ("speaker", "tag", "publisher", "year", "kind"),
    "articles": ("tag", "publisher", "speaker", "year"),
}


@pages.get("/quotes")
def list_quotes() -> Response:
    """Show quotes that meet the filters, and how to narrow them further."""
    return _list_of("quotes", _as_quotes)


@pages.get("/articles")
def list_articles() -> Response:
    """Show articles that meet the filters."""
    return _list_of("articles", _as_articles)


@pages.get("/speakers")
def list_speakers() -> Response:
    """Show who is quoted."""
    return _list_of("speakers", _as_names)


@pages.get("/tags")
def list_tags() -> Response:
    """Show what articles are about."""
    return _list_of("tags", _as_names)


@pages.get("/publishers")
def list_publishers() -> Response:
    """Show where the articles were published."""
    return _list_of("publishers", _as_names)


@pages.get("/facets/<noun>/<name>")
def one_facet(noun: str, name: str) -> Response:
    """Show many values of one facet of a list, each leading to the list narrowed to it."""
    if noun not in RESOURCES or name not in RESOURCES[noun].facets:
        abort(404)
    db, query = the_database(), asked_for(noun)
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


_Shape = Callable[[Database, ListQuery, Sequence[Row], dict[str, Any]], Context]
"""Makes the context of a list of its rows and of what every list has."""


def _list_of(noun: str, shape: _Shape) -> Response:
    db, query = the_database(), asked_for(noun)
    if query.format != "json":
        return redirect(urls.api_list_of(query))
    page, names = page_of(db, query), profiles.names_in(db, query)
    listing = make_listing(query, page, names)
    common = {
        **about_list(query, noun.capitalize(), listing.sentence),
        "listing": listing,
        "remedies": () if page.rows else make_remedies(db, query, page, names),
    }
    return render(shape(db, query, page.rows, common))


def _as_quotes(db: Database, query: ListQuery, rows: Sequence[Row], common: dict[str, Any]) -> QuoteList:
    facets = facets_beside(db, query, _FACETS["quotes"])
    return QuoteList(**common, quotes=with_marks(rows), facets=facets)


def _as_articles(db: Database, query: ListQuery, rows: Sequence[Row], common: dict[str, Any]) -> ArticleList:
    facets = facets_beside(db, query, _FACETS["articles"])
    return ArticleList(**common, articles=with_marks(rows), facets=facets)


def _as_names(_: Database, query: ListQuery, rows: Sequence[Row], common: dict[str, Any]) -> NameList:
    return NameList(**common, noun=query.resource.name, rows=rows)
