"""Pages of many records: quotes, articles, speakers, tags, publishers, and the values of one facet.

In: the query grammar of the API, read by the same functions.  Out: HTML; any other `format` redirects to the API.
"""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from flask import abort, redirect, request
from markupsafe import Markup, escape
from marshmallow import Schema
from werkzeug.wrappers import Response

from api.pages import urls
from api.pages.blueprint import pages
from api.pages.contexts import ArticleList, FacetPage, Link, NameList, QuoteList, Row
from api.pages.contexts import Page as Context
from api.pages.frame import about_facet, about_list, render, respond, the_database, written
from api.pages.listing import (
    facets_beside,
    make_facet,
    make_listing,
    make_remedies,
    make_unknown,
    title_of,
)
from api.pages.marking import with_marks
from api.pages.pieces import Pieces
from api.pages.quotation import quote_list
from api.pages.rows import page_of, quotes_on
from api.store import profiles
from api.store.arguments import load_arguments
from api.store.connect import Database
from api.store.facets import counted_list
from api.store.filters import RESOURCES, ListQuery, filter_arguments, parse_query, query_from
from api.store.page import Page
from api.store.unknown import unknown_values

_FACETS = {
    "quotes": ("speaker", "tag", "publisher", "year", "kind"),
    "articles": ("tag", "publisher", "speaker", "year"),
}


@pages.get("/quotes")
def list_quotes() -> Response:
    """Show quotes that meet the filters, and how to narrow them further."""
    db, query = the_database(), parse_query("quotes", request.args)
    if query.format != "json":
        return redirect(urls.api_list_of(query))
    if query.q or query.sample:
        db.take_time()  # ranking and marking texts, drawing samples: work that SQLite's steps do not count
    page = page_of(db, query)
    if not page.rows:
        return render(_quotes(db, query, page, Markup("")))
    return _filled(_around(db, query, page), query, page, quote_list(quotes_on(page)))


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
    db, query = the_database(), query_from(noun, load_arguments(_facet_arguments(noun), request.args))
    facet = make_facet(db, query, name)
    whole = title_of(counted_list(query, name), profiles.names_in(db, query))
    return render(
        FacetPage(
            **about_facet(query, facet.name, f"{noun.capitalize()} by {facet.label.lower()}"),
            facet=facet,
            noun=noun,
            sentence=whole,
            unknown=make_unknown(query, unknown_values(db, query), lambda other: urls.facet(other, name)),
            list_url=urls.list_of(query),
        )
    )


@cache
def _facet_arguments(noun: str) -> Schema:
    """Return what the page of a facet accepts: only parameters that select records, since it shows none."""
    return Schema.from_dict(filter_arguments(noun), name=f"{noun.title()}FacetArguments")()


_Shape = Callable[[Database, ListQuery, Sequence[Row], dict[str, Any]], Context]
"""Makes the context of a list from its rows and from what every list has."""


def _list_of(noun: str, shape: _Shape) -> Response:
    db, query = the_database(), parse_query(noun, request.args)
    if query.format != "json":
        return redirect(urls.api_list_of(query))
    page = page_of(db, query)
    return render(shape(db, query, page.rows, _common(db, query, page)))


def _common(db: Database, query: ListQuery, page: Page) -> dict[str, Any]:
    """Return what the contexts of all lists share."""
    names = profiles.names_in(db, query)
    listing = make_listing(query, page, names)
    return {
        **about_list(query, query.resource.name.capitalize(), listing.sentence),
        "listing": listing,
        "remedies": () if page.rows else tuple(make_remedies(db, query, names)),
    }


def _quotes(db: Database, query: ListQuery, page: Page, quotes: Markup) -> QuoteList:
    db.take_time()
    facets = facets_beside(db, query, _FACETS["quotes"])
    return QuoteList(**_common(db, query, page), quotes=quotes, facets=facets)


def _as_articles(db: Database, query: ListQuery, rows: Sequence[Row], common: dict[str, Any]) -> ArticleList:
    facets = facets_beside(db, query, _FACETS["articles"])
    return ArticleList(**common, articles=with_marks(rows), facets=facets)


def _as_names(_: Database, query: ListQuery, rows: Sequence[Row], common: dict[str, Any]) -> NameList:
    counted_noun = "article" if query.sort.endswith("article_count") else "quote"
    return NameList(**common, noun=query.resource.name, rows=rows, counted_noun=counted_noun)


# --- what is the same around all pages of a list -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Around:
    """The HTML of a page, cut where pages of a list differ, and its other representations; see _PLACES."""

    pieces: tuple[str, ...]
    alternates: tuple[Link, ...]


_QUOTES, _HERE, _BEFORE, _BEHIND = _PLACES = tuple(f"place-{secrets.token_hex(16)}" for _ in range(4))
"""Placeholders where pages differ: their quotes, and the cursors of this, the next and the previous page.

They are random for each process, so that no text can contain them.
"""
_AT_PLACES = re.compile(f"({'|'.join(_PLACES)})")


def _around(db: Database, query: ListQuery, page: Page) -> _Around:
    """Return what is around the quotes of a page, made once for several pages of the same list."""
    cursors = tuple(cursor is not None for cursor in (query.cursor, page.prev_cursor, page.next_cursor))
    shape = (*cursors, bool(query.given), len(page.rows) > 1, page.total, page.total_relation)
    key = (request.scheme, request.host, request.script_root, query.query_string(cursor=None), shape)
    pieces: Pieces[_Around] = db.keep("around lists of quotes", Pieces)
    return pieces.get(key, lambda: _made_around(db, query, page))


def _made_around(db: Database, query: ListQuery, page: Page) -> _Around:
    anywhere = query if query.cursor is None else replace(query, cursor=_HERE)
    page = replace(page, prev_cursor=page.prev_cursor and _BEFORE, next_cursor=page.next_cursor and _BEHIND)
    context = _quotes(db, anywhere, page, escape(_QUOTES))
    return _Around(tuple(_AT_PLACES.split(written(context))), tuple(context.alternates))


def _filled(around: _Around, query: ListQuery, page: Page, quotes: Markup) -> Response:
    here = query.cursor or ""
    values = {_QUOTES: quotes, _HERE: here, _BEFORE: page.prev_cursor or "", _BEHIND: page.next_cursor or ""}
    html = "".join([values.get(piece, piece) for piece in around.pieces])
    return respond(html, [replace(one, url=one.url.replace(_HERE, here)) for one in around.alternates])
