"""Send lists: bytes of JSON, or streams of NDJSON and CSV, with the headers that let clients cache them.

In: a ListQuery.  Out: a response, or the document in it. Single records are the work of `items`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from itertools import chain, islice
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from flask import Response, g, request, stream_with_context

from api.rest import feeds, linked
from api.rest.addresses import list_links, neighbours, page_links
from api.rest.formats import FORMATS, MEDIA_TYPES
from api.rest.render import RENDER, Record, chosen, link, prefix
from api.rest.tables import csv_lines
from api.rest.validators import with_validators
from api.store import select
from api.store.conditions import conditions
from api.store.connect import Database
from api.store.facets import FacetCounts, facet_counts
from api.store.filters import MAX_LIMIT, ListQuery
from api.store.page import Page, UnknownValue
from api.store.related import related_to
from api.store.resources import RESOURCES
from api.store.totals import Alone, each_alone
from api.store.unknown import unknown_values

_UNKNOWN_NAMED = 20  # unknown ids in a header, at most: many servers limit a header to a few thousand bytes


def service_link() -> str:
    """Return the value of the header Link that leads to the description of the API."""
    return f'<{link("/openapi.json")}>; rel="service-desc"; type="application/openapi+json"'


def json_answer(document: Mapping[str, Any], etag: str | None) -> Response:
    """Return the document as JSON."""
    response = with_validators(Response(orjson.dumps(document), mimetype=MEDIA_TYPES["json"]), etag)
    response.headers.add("Link", service_link())
    return response


def meta() -> dict[str, Any]:
    """Return `meta` of an answer without filters."""
    return {"corpus_version": g.db.corpus.version}


def meta_of(query: ListQuery) -> dict[str, Any]:
    """Return `meta` of an answer that counts the records of a query, with the unknown ids in its filters."""
    return {**meta(), **unknown_ids(unknown_values(g.db, query))}


def unknown_ids(unknown: Iterable[UnknownValue]) -> dict[str, Any]:
    """Return the member `unknown_ids` of `meta`, or {} if there are none."""
    told = [asdict(one) for one in unknown]
    return {"unknown_ids": told} if told else {}


def own_link() -> dict[str, str]:
    """Return `links` of this answer: its own address, parameters sorted by name."""
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
    """Return the query, asking for the records' prepared JSON where that is all it needs."""
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
    """Answer a page in a format that stands alone, without our envelope: linked data, annotations, feeds."""
    found, links = list(records(query, page)), page_links(query, page, request.path)
    if query.format == "jsonld":
        content = orjson.dumps(linked.graph(query.resource.name, found))
    elif query.format == "annotations":
        content = orjson.dumps(_annotation_page(page, found, links))
    else:
        content = _feed(query, page, found, links)
    response = with_validators(Response(content, content_type=MEDIA_TYPES[query.format]), etag)
    return link_neighbours(_telling_unknown(response, page), links)


def _telling_unknown(response: Response, page: Page) -> Response:
    """Return the response with the unknown ids in a header, for formats that have no `meta`."""
    named = [f"{one.parameter}={quote(one.value, safe='')}" for one in page.unknown]
    if len(named) > _UNKNOWN_NAMED:
        named[_UNKNOWN_NAMED:] = [f"and {len(named) - _UNKNOWN_NAMED} more"]
    if named:
        response.headers["Unknown-Ids"] = ", ".join(named)
    return response


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
    document["meta"] |= unknown_ids(page.unknown)
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
        "complete": True,
    }


# --- streams -------------------------------------------------------------------------------------------------------


def _stream(query: ListQuery, etag: str | None) -> Response:
    """Answer the whole list (or `limit` records of it) record by record, in constant memory."""
    query = as_ready(query)
    first, pieces = _begun(g.db, query)
    response = Response(stream_with_context(pieces), mimetype=MEDIA_TYPES[query.format])
    response = with_validators(response, etag)
    _telling_unknown(response, first)
    if "limit" in query.given:
        link_neighbours(response, page_links(query, first, request.path))
    if query.format == "csv":
        if not query.fields and not query.include:
            described = f'<{link("/v1/csv-metadata.json")}>; rel="describedby"; type="application/csvm+json"'
            response.headers.add("Link", described)
        name = f"{query.resource.name}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


_LINES_AT_ONCE = 200  # about 200 kB; each piece is sent separately


def lines_of(db: Database, query: ListQuery) -> Iterator[bytes] | Iterator[str]:
    """Return the whole list (or `limit` records of it) as NDJSON or CSV, in pieces; raises QueryError at the call."""
    return _begun(db, as_ready(query))[1]


def _begun(db: Database, query: ListQuery) -> tuple[Page, Iterator[bytes] | Iterator[str]]:
    """Return the first page, read now so that faults of the query come up, and all lines, its own included."""
    rest = _pages(db, query)
    first = next(rest)
    pages = chain((first,), rest)
    found = (record for page in pages for record in records(query, page))
    if query.format == "csv":
        return first, csv_lines(query, found)
    return first, _ready_lines(pages) if query.ready else _json_lines(found)


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
