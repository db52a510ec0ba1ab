"""Answer one record, in each of its formats.

In: a noun and an id.  Out: a response.  Lists are the work of `answers`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from flask import Response, g

from api.rest import citations, linked
from api.rest.addresses import alternate
from api.rest.answers import json_answer
from api.rest.formats import ITEM_FORMATS, MEDIA_TYPES
from api.rest.problems import Restricted
from api.rest.render import RENDER, Record, chosen, links_to
from api.rest.validators import with_validators
from api.store import select
from api.store.connect import Database

SHOWN_WITH: Mapping[str, tuple[str, ...]] = {
    "quotes": ("context", "tags", "occurrences"),
    "articles": ("tags", "body", "copies", "provenance"),
    "speakers": ("aliases", "roles"),
    "tags": (),
    "publishers": (),
}
"""What a single record includes by default, by noun: a client that wants one record wants all of it."""


def item_answer(
    resource: str,
    id_: str,
    arguments: Mapping[str, Any],
    etag: str | None,
    told: Mapping[str, Any] | None = None,
) -> Response:
    """Answer one record; `told` has further members of `meta`; raises NotFound."""
    record = select.get_record(g.db, resource, id_, SHOWN_WITH[resource])
    if arguments.get("format", "json") != "json":
        return _item_as(arguments["format"], resource, record, etag)
    document = item_document(g.db, resource, record, arguments.get("fields", ()))
    document["meta"] |= told or {}
    response = json_answer(document, etag)
    for one in item_links(resource, document["links"], record):
        response.headers.add("Link", one)
    return response


def item_document(
    db: Database, resource: str, record: select.Record, fields: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the envelope of one record: data, links, meta."""
    return {
        "data": chosen(RENDER[resource](record.row, record.related), fields),
        "links": links_to(resource, record.row["id"]),
        "meta": {"corpus_version": db.corpus.version},
    }


_OTHER_FORMATS = {
    noun: [(name, alternate(f"~?format={name}", MEDIA_TYPES[name]).partition("~")[2]) for name in names[1:]]
    for noun, names in ITEM_FORMATS.items()
}
"""By noun: the formats of a record besides JSON, with the query string for each in the header Link."""


def item_links(resource: str, links: Mapping[str, str], record: select.Record | None = None) -> list[str]:
    """Return the values of the header Link of a record: itself in other formats."""
    formats = [
        f"<{links['self']}{ending}"
        for name, ending in _OTHER_FORMATS.get(resource, ())
        if name != "text" or (record and record.row["body"] is not None)  # a restricted body has no address
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
