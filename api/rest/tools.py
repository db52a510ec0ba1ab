"""What a language model may ask of the corpus: six tools, each with a few arguments of the API and short answers.

In: arguments as JSON.  Out: a dictionary.  Raises what the API raises: QueryError, NotFound, OutOfTime.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import g
from marshmallow import Schema, fields, validate
from werkzeug.datastructures import MultiDict

from api.errors import Fault, NotFound, QueryError
from api.rest.answers import records, unknown_ids
from api.rest.numbers import INTERVAL, timeline_document
from api.rest.render import RENDER, chosen, matched
from api.store.arguments import Choice, Flag, ListOf, Text, Whole, load_arguments
from api.store.changes import fate_of
from api.store.filters import argument_schema, filter_arguments, query_from
from api.store.match import LONGEST_TEXT, match_quotes
from api.store.resources import RESOURCES
from api.store.select import get_record, list_records
from api.store.tabulations import timeline as bars_of
from api.store.unknown import unknown_values

Arguments = dict[str, Any]
_FILTERS = ("q", "speaker", "tag", "publisher", "kind", "published_from", "published_to", "min_confidence")
_SLIM_QUOTE = ("text", "kind", "speaker", "article", "attribution.confidence", "links")
_PAGE = 10  # records per page: a model reads every word
_MATCHES = 5  # quotes returned for a text to verify
_LONGEST_BODY = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: what it is for, what it accepts, and how it answers."""

    name: str
    description: str
    arguments: Schema
    run: Callable[[Arguments], Arguments]

    def call(self, arguments: Arguments) -> Arguments:
        """Load `arguments` as strictly as a query string, and answer."""
        return self.run(load_arguments(self.arguments, _as_written(arguments)))

    def described(self) -> Arguments:
        """Return the tool as the protocol lists it."""
        given = self.arguments.fields
        schema = {
            "type": "object",
            "properties": {name: _property(field) for name, field in given.items()},
            "required": [name for name, field in given.items() if field.required],
            "additionalProperties": False,
        }
        return {
            "name": self.name,
            "description": self.description,
            "inputSchema": schema,
            "annotations": {"readOnlyHint": True, "openWorldHint": False},
        }


def _as_written(arguments: Arguments) -> MultiDict[str, str]:
    return MultiDict([(name, text) for name, value in arguments.items() for text in _texts(name, value)])


def _texts(name: str, value: Any) -> Iterable[str]:
    if isinstance(value, list):
        return [text for one in value for text in _texts(name, one)] or [""]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, str | int | float):
        return [str(value)]
    raise QueryError([Fault(name, "invalid", f"{value!r} is neither text nor number nor a list of them.")])


def _property(field: fields.Field[Any]) -> Arguments:
    about = {"description": field.metadata["description"]} if "description" in field.metadata else {}
    return _type_of(field) | about


def _type_of(field: fields.Field[Any]) -> Arguments:
    match field:
        case ListOf():
            return {"type": "array", "items": _property(field.inner), "minItems": 1}
        case Choice():
            return {"type": "string", "enum": list(field.choices)}
        case Whole():
            return {"type": "integer", "minimum": field.low, "maximum": field.high}
        case Flag():
            return {"type": "boolean"}
        case fields.Float():
            return {"type": "number", "minimum": 0, "maximum": 1}
    patterns = [one.regex.pattern for one in field.validators if isinstance(one, validate.Regexp)]
    return {"type": "string"} | ({"pattern": patterns[0]} if patterns else {})


TOOLS: dict[str, Tool] = {}
"""All tools by name."""


def _tool(name: str, arguments: Arguments) -> Callable[[Callable[[Arguments], Arguments]], None]:
    def register(run: Callable[[Arguments], Arguments]) -> None:
        about = " ".join((run.__doc__ or "").split())
        TOOLS[name] = Tool(name, about, Schema.from_dict(arguments, name=f"{name}_arguments")(), run)

    return register


def _limit(most: int, default: int = _PAGE) -> Whole:
    return Whole(1, most, about=f"Records at most; default {default}.")


_listed = argument_schema("quotes").fields


@_tool(
    "search_quotes",
    {**{name: _listed[name] for name in (*_FILTERS, "sort", "cursor")}, "limit": _limit(50)},
)
def search_quotes(arguments: Arguments) -> Arguments:
    """Find quotes by words (q), speaker id, tag, publisher, kind and date; newest first. Ids of speakers and tags
    come from get_speaker and list_tags. For the next page, give next_cursor as cursor.
    """
    return _listed_records("quotes", arguments, _SLIM_QUOTE)


def _listed_records(noun: str, arguments: Arguments, shown: tuple[str, ...]) -> Arguments:
    query = query_from(noun, {"limit": _PAGE, **arguments, "fields": shown})
    page = list_records(g.db, query)
    answer: Arguments = {
        "data": list(records(query, page)),
        "total": page.total,
        "total_is_exact": page.total_relation == "eq",
        "next_cursor": page.next_cursor,
    }
    return answer | unknown_ids(page.unknown)


@_tool(
    "verify_quote",
    {
        "text": Text(
            LONGEST_TEXT,
            required=True,
            about=f"The words to check, up to {LONGEST_TEXT} characters.",
        ),
        "limit": _limit(25, _MATCHES),
    },
)
def verify_quote(arguments: Arguments) -> Arguments:
    """Check whether somebody is on record with these words: the most similar quotes with similarity 0..1, what
    differs, who said them and where. Nothing found means only that this corpus does not have them.
    """
    found = map(matched, match_quotes(g.db, arguments["text"], arguments.get("limit", _MATCHES)))
    return {"data": [{**one, "quote": chosen(one["quote"], _SLIM_QUOTE)} for one in found]}


_speakers = argument_schema("speakers").fields


@_tool(
    "get_speaker",
    {
        "id": Text(about="Id of the speaker, such as ana-ruiz."),
        "name": Text(about="Words of the name or of an alias; finds every speaker that they fit."),
        "cursor": _speakers["cursor"],
        "limit": _limit(50),
    },
)
def get_speaker(arguments: Arguments) -> Arguments:
    """Show who a speaker is: aliases, printed roles, number of quotes, first and last date. By id, or by name to find
    the id: if several match, those quoted most come first. For the next page, give next_cursor as cursor.
    """
    if ("id" in arguments) == ("name" in arguments):
        raise QueryError([Fault("id", "conflict", "Give either id or name.")])
    if "id" in arguments:
        faults = [Fault(it, "conflict", "Can't be combined with id.") for it in arguments if it != "id"]
        if faults:
            raise QueryError(faults)
        return {"data": [_record("speakers", arguments["id"], ("aliases", "roles"))]}
    name = arguments.pop("name")
    try:
        return _listed_records("speakers", {"q": name, **arguments}, RESOURCES["speakers"].fields)
    except QueryError as error:
        raise QueryError(
            [replace(it, parameter="name") if it.parameter == "q" else it for it in error.faults]
        ) from error


def _record(noun: str, id_: str, include: tuple[str, ...]) -> Arguments:
    try:
        found = get_record(g.db, noun, id_, include)
    except NotFound:
        fate = fate_of(g.db, noun, id_)
        if fate is None or fate.successor is None:
            raise
        found = get_record(g.db, noun, fate.successor, include)  # as the API redirects from a former id
    return RENDER[noun](found.row, found.related)


@_tool(
    "get_article",
    {
        "id": Text(required=True, about="Id of the article."),
        "include_body": Flag(about="true: with its text, where its rights allow it."),
        "max_chars": Whole(1, _LONGEST_BODY, about="Maximum length of the text in characters; default 4000."),
    },
)
def get_article(arguments: Arguments) -> Arguments:
    """Show an article: title, date, publisher, authors, tags, number of quotes; its text on request. The text is null
    where its rights are restricted; body_is_cut is true if there is more of it.
    """
    if "max_chars" in arguments and not arguments.get("include_body"):
        raise QueryError([Fault("max_chars", "conflict", "There is no text to cut; add include_body.")])
    article = _record("articles", arguments["id"], ("tags", "body"))
    body, most = article.pop("body"), arguments.get("max_chars", 4000)
    if arguments.get("include_body"):
        article |= {"body": body and body[:most], "body_is_cut": body is not None and len(body) > most}
    return {"data": article}


_tags = argument_schema("tags").fields


@_tool("list_tags", {"q": _tags["q"], "kind": _tags["kind"], "cursor": _tags["cursor"], "limit": _limit(100)})
def list_tags(arguments: Arguments) -> Arguments:
    """List the subjects of articles, commonest first, with their ids and their counts of articles and quotes."""
    return _listed_records("tags", arguments, ("name", "kind", "article_count", "quote_count"))


@_tool(
    "timeline",
    {**{name: filter_arguments("quotes")[name] for name in _FILTERS}, "interval": INTERVAL},
)
def timeline(arguments: Arguments) -> Arguments:
    """Count quotes over time, with the filters of search_quotes. Periods without quotes have count 0."""
    interval = arguments.pop("interval", "month")
    query = query_from("quotes", arguments)
    answer = timeline_document(bars_of(g.db, query, interval))
    return answer | unknown_ids(unknown_values(g.db, query))
