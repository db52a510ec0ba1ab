"""The entry document: what this corpus is, and where to find everything."""

from dataclasses import asdict
from typing import Any

from flask import Response, g
from marshmallow import fields

from api.rest.answers import json_answer, meta
from api.rest.endpoint import endpoint
from api.rest.render import link
from api.rest.schemas import Answer, Meta, count_of, described, nested, text_of, text_or_null


class CorpusFacts(Answer):
    """What the corpus is and how large."""

    title = text_of("What it is called.", required=True)
    description = text_or_null("A sentence or two about it.", required=True)
    licence = text_or_null("Licence of its curated data.", required=True)
    home_page = text_or_null("Web page about it.", required=True)
    version = text_of("Changes with any content.", required=True)
    extractor_version = text_of("Version of the extractor that read the articles.", required=True)
    built_at = text_of("When the database was made, UTC.", required=True)
    article_count = count_of("Articles.", required=True)
    quote_count = count_of("Quotes.", required=True)
    speaker_count = count_of("Speakers.", required=True)
    tag_count = count_of("Tags.", required=True)
    publisher_count = count_of("Publishers.", required=True)


class Entry(Answer):
    """The entry document."""

    data = nested(CorpusFacts, "The corpus.", required=True)
    links = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, **described("Where to go.")
    )
    meta = nested(Meta, "About the answer.", required=True)


@endpoint("", Entry)
def get_entry(arguments: dict[str, Any], etag: str | None) -> Response:  # noqa: ARG001
    """Show what this corpus is and where to find everything.

    Start here: the corpus with its version and size, and the addresses of every list and of the documentation.
    """
    corpus = asdict(g.db.corpus)
    del corpus["schema_version"]  # concerns the file, which clients of the API don't see
    places = (
        "articles",
        "quotes",
        "speakers",
        "tags",
        "publishers",
        "search",
        "suggest",
        "timeline",
        "aggregate",
        "stats",
        "coverage",
        "changes",
        "exports",
        "lookup",
    )
    links = {
        "self": link("/v1"),
        **{place: link(f"/v1/{place}") for place in places},
        "openapi": link("/openapi.json"),
        "docs": link("/docs"),
        "reference": link("/docs/reference"),
        "llms": link("/llms.txt"),
        "mcp": link("/mcp"),
        "html": link("/"),
    }
    return json_answer({"data": corpus, "links": links, "meta": meta()}, etag)
