"""Send answers: bytes of JSON, or streams of NDJSON and CSV, with the headers that let clients keep them.

A validator is made of the corpus version and the request alone, so an unchanged answer costs no query.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain, islice
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Response, current_app, g, request, stream_with_context
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import http_date

from api import __version__
from api.rest import citations, feeds, linked
from api.rest.addresses import alternate, list_links, neighbours, page_links
from api.rest.formats import FORMATS, ITEM_FORMATS, MEDIA_TYPES
from api.rest.problems import Restricted
from api.rest.render import RENDER, Record, chosen, link, link_to, prefix
from api.rest.tables import csv_lines
from api.store import select
from api.store.connect import Corpus, Database
from api.store.facets import FacetCounts, facet_counts
from api.store.filters import MAX_LIMIT, ListQuery, conditions
from api.store.page import Page
from api.store.related import related_to
from api.store.resources import RESOURCES
from api.store.totals import Alone, each_alone

_TRAVELLING = {"jsonld", "annotations", "atom", "jsonfeed", "citation", "bibtex", "csl", "wikitext"}
"""Formats whose addresses are absolute, so that the answer depends on the name under which we are reached."""


def negotiated(formats: Sequence[str] = ("json",)) -> str:
    """Return the first of `formats` that the request's Accept header prefers; raises NotAcceptable."""
    if not request.accept_mimetypes:
        return formats[0]
    best = request.accept_mimetypes.best_match([MEDIA_TYPES[name] for name in formats])
    if best is None:
        offered = ", ".join(MEDIA_TYPES[name] for name in formats)
        raise NotAcceptable(f"Accept is {request.headers['Accept']!r}; offered are {offered}.")
    return next(name for name in formats if MEDIA_TYPES[name] == best)


def validator(representation: str, arguments: Iterable[tuple[str, str]], *, of_history: bool = False) -> str:
    """Return the ETag (without W/ and quotes) of the answer to this request from this corpus.

    `of_history`: the answer also depends on how the corpus came to be what it is.
    """
    host = request.host_url if representation in _TRAVELLING else ""
    history = g.db.corpus.built_at if of_history else ""
    return etag_of(g.db, (request.script_root, request.path, host), arguments, representation, history)


def etag_of(
    db: Database,
    place: tuple[str, str, str],
    arguments: Iterable[tuple[str, str]],
    representation: str = "json",
    history: str = "",
) -> str:
    """Return the ETag of the answer at `place`: prefix, path, and host where the answer has absolute addresses."""
    parts = (*place, sorted(arguments), representation, db.whole_bodies, __version__, history)
    return f"{db.corpus.version[:16]}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:16]}"


def not_modified(etag: str) -> Response | None:
    """Return the 304 answer if the client has this answer already."""
    if not request.if_none_match.contains_weak(etag):
        return None
    return with_validators(Response(status=304, mimetype=MEDIA_TYPES["json"]), etag)


def with_validators(response: Response, etag: str | None) -> Response:
    """Add what a client needs to keep the answer, or, without an ETag, forbid to keep it."""
    for name, value in validators(g.db.corpus, etag, current_app.config["SETTINGS"].max_age):
        response.headers[name] = value
    return response


def validators(corpus: Corpus, etag: str | None, max_age: int) -> list[tuple[str, str]]:
    """Return the headers that let a client keep an answer for `max_age` seconds and ask again by its ETag."""
    headers = [("Corpus-Version", corpus.version), ("Vary", "Accept, Accept-Encoding")]
    if etag is None:
        return [*headers, ("Cache-Control", "no-store")]
    return [
        *headers,
        ("ETag", f'W/"{etag}"'),
        ("Last-Modified", _http_date(corpus.built_at)),
        ("Cache-Control", f"public, max-age={max_age}, stale-while-revalidate={10 * max_age}"),
    ]


@lru_cache(maxsize=16)
def _http_date(time: str) -> str:
    return http_date(_in_utc(time))


def _in_utc(time: str) -> datetime:
    return datetime.fromisoformat(time.replace("Z", "+00:00")).astimezone(UTC)


def built_at() -> datetime:
    """Return when the corpus was built."""
    return _in_utc(g.db.corpus.built_at)


SERVICE_LINK = '</openapi.json>; rel="service-desc"; type="application/openapi+json"'


def json_answer(document: Mapping[str, Any], etag: str | None) -> Response:
    """Return the document as JSON."""
    response = with_validators(Response(orjson.dumps(document), mimetype=MEDIA_TYPES["json"]), etag)
    response.headers.add("Link", SERVICE_LINK)
    return response


def meta() -> dict[str, Any]:
    """Return the facts about every answer."""
    return {"corpus_version": g.db.corpus.version}


def own_link() -> dict[str, str]:
    """Return the address of this answer, its parameters in order of their names."""
    return {"self": link(request.path, urlencode(sorted(request.args.items(multi=True)), safe=","))}


# --- lists ---------------------------------------------------------------------------------------------------------


def list_answer(query: ListQuery, etag: str | None) -> Response:
    """Answer a list in the query's format."""
    if FORMATS[query.format].whole:
        return _stream(query, etag)
    query = as_ready(query)
    page = select.list_records(g.db, query)
    if query.format != "json":
        return _page_as(query, page, etag)
    document = list_document(g.db, query, page, request.path)
    response = json_answer(document, etag)
    for one in list_links(query, document["links"], request.path):
        response.headers.add("Link", one)
    return response


def as_ready(query: ListQuery) -> ListQuery:
    """Return the query, asking for records that lie ready where it wants them as they are."""
    other = (
        query.fields
        or query.include
        or query.highlight
        or prefix()
        or query.format not in {"json", "ndjson", "csv"}
    )
    return query if other or query.resource.name != "quotes" else replace(query, ready=True)


def link_neighbours(response: Response, links: Mapping[str, str | None]) -> Response:
    """Return the response with the next and previous page in its header Link."""
    for one in neighbours(links):
        response.headers.add("Link", one)
    return response


def _page_as(query: ListQuery, page: Page, etag: str | None) -> Response:
    """Answer a page in a format that leads its own life elsewhere: linked data, annotations, feeds."""
    found, links = list(records(query, page)), page_links(query, page, request.path)
    if query.format == "jsonld":
        content = orjson.dumps(linked.graph(query.resource.name, found))
    elif query.format == "annotations":
        content = orjson.dumps(_annotation_page(page, found, links))
    else:
        content = _feed(query, page, found, links)
    response = with_validators(Response(content, content_type=MEDIA_TYPES[query.format]), etag)
    return link_neighbours(response, links)


def _annotation_page(page: Page, found: list[Record], links: Mapping[str, str | None]) -> Record:
    around = related_to(g.db, RESOURCES["quotes"], page.rows, ("context",))["context"]
    items = [
        linked.annotation(record, around[record["id"]], row["rights"])
        for record, row in zip(found, page.rows, strict=True)
    ]
    document = {
        "@context": linked.ANNOTATION_CONTEXT,
        "id": _absolute(links["self"]),
        "type": "AnnotationPage",
    }
    if links["next"]:
        document["next"] = _absolute(links["next"])
    return {**document, "items": items}


def _absolute(target: str | None) -> str:
    return request.host_url.rstrip("/") + (target or "")


def _feed(query: ListQuery, page: Page, found: list[Record], links: Mapping[str, str | None]) -> bytes:
    added = related_to(g.db, query.resource, page.rows, ("added",))["added"]
    asked = "; ".join(conditions(query).words)
    facts = {
        "corpus": g.db.corpus.title,
        "title": f"{g.db.corpus.title}: quotes" + (f" ({asked})" if asked else ""),
        "updated": g.db.corpus.built_at,
        **{name: _absolute(links[name]) for name in ("self", "html", "next") if links[name]},
    }
    times = {id_: row["added_at"] for id_, row in added.items()}
    if query.format == "atom":
        return feeds.atom(facts, found, times)
    return orjson.dumps(feeds.json_feed(facts, found, times))


def list_document(db: Database, query: ListQuery, page: Page, path: str) -> dict[str, Any]:
    """Return the envelope of a page: data, page, links, facets if asked for, meta."""
    document: dict[str, Any] = {
        "data": list(records(query, page)),
        "page": {
            "limit": query.limit if query.sample is None else query.sample,
            "total": page.total,
            "total_relation": page.total_relation,
            "next_cursor": page.next_cursor,
            "prev_cursor": page.prev_cursor,
        },
        "links": page_links(query, page, path),
        "meta": {"corpus_version": db.corpus.version, "sort_applied": page.sort_applied},
    }
    if page.unknown:
        document["meta"]["unknown_ids"] = [
            {"parameter": one.parameter, "value": one.value, "suggestion": one.suggestion}
            for one in page.unknown
        ]
    if not page.rows and query.cursor is None and len(query.filters) + (query.q is not None) > 1:
        document["meta"]["each_alone"] = [_alone(one, path) for one in each_alone(db, query)]
    if query.facets:
        counts = facet_counts(db, query, query.facets)
        document["facets"] = {name: facet_document(facet, path) for name, facet in counts.items()}
    return document


def _alone(one: Alone, path: str) -> dict[str, Any]:
    total = {"total": one.total, "total_relation": one.total_relation}
    return {"parameter": one.parameter, **total, "url": link(path, one.query.query_string())}


def records(query: ListQuery, page: Page) -> Iterator[Any]:
    """Yield the records of a page as the query wants them."""
    if query.ready:
        read = orjson.loads if query.format == "csv" else orjson.Fragment
        yield from (read(row["record"]) for row in page.rows)
        return
    render = RENDER[query.resource.name]
    for row in page.rows:
        related = {name: of.get(row["id"]) for name, of in page.related.items()} if page.related else {}
        yield chosen(render(row, related), query.fields)


def facet_document(facet: FacetCounts, path: str) -> dict[str, Any]:
    """Return a facet whose buckets lead to the list at `path`."""
    return {
        "buckets": [
            {
                "value": bucket.value,
                "label": bucket.label,
                "count": bucket.count,
                "selected": bucket.selected,
                "url": link(path, bucket.query.query_string()),
            }
            for bucket in facet.buckets
        ],
        "distinct": facet.distinct,
        "missing": facet.missing,
        "complete": facet.complete,
    }


# --- streams -------------------------------------------------------------------------------------------------------


def _stream(query: ListQuery, etag: str | None) -> Response:
    """Answer the whole list (or `limit` records of it) record by record, in constant memory."""
    mimetype = MEDIA_TYPES[query.format]
    query = as_ready(query)
    pages = _pages(g.db, query)
    first = next(pages)  # what is wrong with the query must be found before the answer begins
    pieces = _lines(query, chain((first,), pages))
    response = with_validators(Response(stream_with_context(pieces), mimetype=mimetype), etag)
    if "limit" in query.given:
        link_neighbours(response, page_links(query, first, request.path))
    if query.format == "csv":
        if not query.fields and not query.include:
            described = f'<{link("/v1/csv-metadata.json")}>; rel="describedby"; type="application/csvm+json"'
            response.headers.add("Link", described)
        name = f"{query.resource.name}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


_LINES_AT_ONCE = 200  # some 200 kB: each piece is sent by itself


def lines_of(db: Database, query: ListQuery) -> Iterator[bytes] | Iterator[str]:
    """Return the whole list (or `limit` records of it) as NDJSON or CSV, in pieces; raises QueryError at the call."""
    query = as_ready(query)
    pages = _pages(db, query)
    first = next(pages)
    return _lines(query, chain((first,), pages))


def _lines(query: ListQuery, pages: Iterator[Page]) -> Iterator[bytes] | Iterator[str]:
    found = (record for page in pages for record in records(query, page))
    if query.format == "csv":
        return csv_lines(query, found)
    return _ready_lines(pages) if query.ready else _json_lines(found)


def _ready_lines(pages: Iterator[Page]) -> Iterator[bytes]:
    for page in pages:
        yield "".join([f"{row['record']}\n" for row in page.rows]).encode()


def _pages(db: Database, query: ListQuery) -> Iterator[Page]:
    left = query.limit if "limit" in query.given else None
    query = replace(query, count="none")
    while True:
        page = select.list_records(db, replace(query, limit=min(MAX_LIMIT, left or MAX_LIMIT)))
        yield page
        left = None if left is None else left - len(page.rows)
        if page.next_cursor is None or left == 0:
            return
        query = replace(query, cursor=page.next_cursor)


def _json_lines(found: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    while some := list(islice(found, _LINES_AT_ONCE)):
        yield b"".join([orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in some])


# --- single records ------------------------------------------------------------------------------------------------


SHOWN_WITH: Mapping[str, tuple[str, ...]] = {
    "quotes": ("context", "tags", "occurrences"),
    "articles": ("tags", "body", "copies", "provenance"),
    "speakers": ("aliases", "roles"),
    "tags": (),
    "publishers": (),
}
"""What a single record brings without being asked, by noun: who wants one thing wants all of it."""


def item_answer(resource: str, id_: str, arguments: Mapping[str, Any], etag: str | None) -> Response:
    """Answer one record; raises NotFound."""
    record = select.get_record(g.db, resource, id_, SHOWN_WITH[resource])
    if arguments.get("format", "json") != "json":
        return _item_as(arguments["format"], resource, record, etag)
    document = item_document(g.db, resource, record, arguments.get("fields", ()))
    response = json_answer(document, etag)
    for one in item_links(resource, document["links"], record):
        response.headers.add("Link", one)
    return response


def item_document(
    db: Database, resource: str, record: select.Record, fields: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the envelope of one record: data, links, meta."""
    path = link_to(resource, record.row["id"])
    return {
        "data": chosen(RENDER[resource](record.row, record.related), fields),
        "links": {"self": link(f"/v1{path}"), "html": link(path)},
        "meta": {"corpus_version": db.corpus.version},
    }


_OTHER_FORMATS = {
    noun: [(name, alternate(f"~?format={name}", MEDIA_TYPES[name]).partition("~")[2]) for name in names[1:]]
    for noun, names in ITEM_FORMATS.items()
}
"""By noun: the formats of a record besides JSON, and what follows its address in the header Link."""


def item_links(resource: str, links: Mapping[str, str], record: select.Record | None = None) -> list[str]:
    """Return the values of the header Link of a record: itself in other formats."""
    formats = [
        f"<{links['self']}{ending}"
        for name, ending in _OTHER_FORMATS.get(resource, ())
        if name != "text"
        or (record and record.row["body"] is not None)  # a restricted body is nowhere to be had
    ]
    return [*formats, alternate(links["html"], "text/html")]


def _item_as(format_: str, resource: str, record: select.Record, etag: str | None) -> Response:
    shaped = RENDER[resource](record.row, record.related)
    if format_ == "jsonld":
        content: bytes | str = orjson.dumps(linked.document(resource, shaped))
    elif format_ == "annotations":
        annotation = linked.annotation(shaped, record.related["context"], record.row["rights"])
        content = orjson.dumps({"@context": linked.ANNOTATION_CONTEXT, **annotation})
    elif format_ == "text":
        content = _body_alone(shaped)
    else:
        content = _cited(format_, resource, shaped)
    type_ = MEDIA_TYPES[format_] + ("; charset=utf-8" if MEDIA_TYPES[format_].startswith("text/") else "")
    return with_validators(Response(content, content_type=type_), etag)


def _body_alone(article: Record) -> str:
    if article["body"] is None:
        raise Restricted(article["id"])
    return str(article["body"])


def _cited(format_: str, resource: str, shaped: Record) -> bytes | str:
    quote = shaped if resource == "quotes" else None
    article = shaped
    if quote:
        found = select.get_record(g.db, "articles", quote["article"]["id"])
        article = RENDER["articles"](found.row, found.related)
    if format_ == "csl":
        return orjson.dumps(citations.csl(article, quote))
    return {"bibtex": citations.bibtex, "wikitext": citations.wikitext}.get(format_, citations.plain)(
        article, quote
    )
