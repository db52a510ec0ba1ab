"""Find across all kinds of records: search them all, complete a name, check a quote."""

from dataclasses import replace
from typing import Any

from flask import Response, g
from marshmallow import Schema, fields

from api.rest.answers import json_answer, meta, own_link, records
from api.rest.endpoint import endpoint
from api.rest.render import link, link_to, matched
from api.rest.schemas import (
    Answer,
    Article,
    Publisher,
    Quote,
    Speaker,
    Tag,
    Told,
    count_of,
    described,
    many,
    nested,
    one_of,
    text_of,
)
from api.store.arguments import Choice, ListOf, Text, Whole
from api.store.completion import names_begun
from api.store.filters import SearchText, query_from
from api.store.match import LONGEST_TEXT, match_quotes
from api.store.select import list_records

_SEARCHED = {"quotes": Quote, "speakers": Speaker, "articles": Article, "tags": Tag, "publishers": Publisher}
_SUGGESTED = ("speakers", "tags", "publishers")


def _group_of(record: type[Schema]) -> type[Schema]:
    members: dict[str, Any] = {
        "__doc__": f"The best matches among {record.__name__.lower()}s.",
        "data": many(record, "The best matches.", required=True),
        "total": count_of("Number of matches, or a lower bound of it.", required=True),
        "total_relation": one_of(
            ("eq", "gte"), "eq: total is exact; gte: at least that many.", required=True
        ),
        "url": text_of("The list of all matches.", required=True),
    }
    return type(f"{record.__name__}Group", (Answer,), members)


class SearchGroups(Answer):
    """Matches by kind of record; a kind that was not asked for is absent."""

    quotes = nested(_group_of(Quote), "Quotes with these words.")
    speakers = nested(_group_of(Speaker), "Speakers with these names.")
    articles = nested(_group_of(Article), "Articles with these words.")
    tags = nested(_group_of(Tag), "Tags with these names.")
    publishers = nested(_group_of(Publisher), "Publishers with these names.")


class SearchAnswer(Told):
    """Matches of all kinds."""

    data = nested(SearchGroups, "Matches by kind of record.", required=True)


_search_arguments = Schema.from_dict(
    {
        "q": SearchText(required=True, about="Words to look for, as in the lists."),
        "type": ListOf(Choice(tuple(_SEARCHED)), about="Only these kinds of records; default all."),
        "limit": Whole(1, 25, about="Matches of each kind, at most; default 5."),
    },
    name="SearchArguments",
)()


@endpoint("/search", SearchAnswer, arguments=_search_arguments, example="q=said&limit=1")
def search(arguments: dict[str, Any], etag: str | None) -> Response:
    """Search everything at once.

    The best matches of each kind of record, grouped: quotes and articles by relevance, the others by how often they
    occur. `url` leads to the whole list.
    """
    limit = arguments.get("limit", 5)
    nouns = arguments.get("type", tuple(_SEARCHED))
    data = {noun: _group(noun, arguments["q"], limit) for noun in nouns}
    return json_answer({"data": data, "links": own_link(), "meta": meta()}, etag)


def _group(noun: str, q: str, limit: int) -> dict[str, Any]:
    ranked = {"sort": "-relevance"} if noun in {"quotes", "articles"} else {}
    query = query_from(noun, {"q": q, **ranked})
    page = list_records(g.db, replace(query, limit=limit))
    return {
        "data": list(records(query, page)),
        "total": page.total,
        "total_relation": page.total_relation,
        "url": link(f"/v1/{noun}", query.query_string()),
    }


class Suggestion(Answer):
    """A name that contains the words typed."""

    type = one_of(_SUGGESTED, "The kind of record.", required=True)
    id = text_of("Its id, as filters take it.", required=True)
    label = text_of("Its name.", required=True)
    quote_count = count_of("Number of its quotes.", required=True)
    url = text_of("The record in the API.", required=True)


class SuggestAnswer(Told):
    """Names that contain the words typed."""

    data = many(Suggestion, "Those with most quotes first.", required=True)


_suggest_arguments = Schema.from_dict(
    {
        "q": Text(required=True, about="What is typed so far; the last word may be unfinished."),
        "type": ListOf(Choice(_SUGGESTED), about="Only these kinds of records; default all three."),
        "limit": Whole(1, 25, about="Names, at most; default 10."),
    },
    name="SuggestArguments",
)()


@endpoint("/suggest", SuggestAnswer, arguments=_suggest_arguments, example="q=a&limit=3")
def suggest(arguments: dict[str, Any], etag: str | None) -> Response:
    """Complete the name of a speaker, tag or publisher.

    Knows aliases, and ignores case and accents: "zoe q" finds Zoë Quill. All words typed are in the name, in any
    order, and the last may be unfinished. Text without any letter or digit finds nothing.
    """
    limit = arguments.get("limit", 10)
    found = [
        one for noun in arguments.get("type", _SUGGESTED) for one in _suggestions(noun, arguments["q"], limit)
    ]
    found.sort(key=lambda one: (-one["quote_count"], one["label"], one["id"]))
    return json_answer({"data": found[:limit], "links": own_link(), "meta": meta()}, etag)


def _suggestions(noun: str, typed: str, limit: int) -> list[dict[str, Any]]:
    return [
        {
            "type": noun,
            "id": row["id"],
            "label": row["name"],
            "quote_count": row["quote_count"],
            "url": link("/v1" + link_to(noun, row["id"])),
        }
        for row in names_begun(g.db, noun, typed, limit)
    ]


class DifferentWords(Answer):
    """A stretch of words that differs between the text and the quote."""

    given = text_of("The words in the text asked about; may be empty.", required=True)
    printed = text_of("The words in the quote; may be empty.", required=True)


class QuoteMatch(Answer):
    """A quote that is similar to the text."""

    similarity = fields.Float(required=True, **described("0..1; 1 only for the same words."))
    kind = one_of(
        ("same", "part", "similar"),
        "same: the same words; part: one contains the other; similar: some words differ.",
        required=True,
    )
    differences = many(DifferentWords, "What differs, in lower case and without punctuation.", required=True)
    quote = nested(Quote, "The quote.", required=True)


class MatchAnswer(Told):
    """Quotes that are similar to the text, best first."""

    data = many(QuoteMatch, "Best first; empty when no quote is at least half similar.", required=True)


_match_arguments = Schema.from_dict(
    {
        "text": Text(
            LONGEST_TEXT,
            required=True,
            about=f"The words to check, at most {LONGEST_TEXT} characters.",
        ),
        "limit": Whole(1, 25, about="Matches, at most; default 5."),
    },
    name="MatchArguments",
)()


@endpoint("/quotes/match", MatchAnswer, arguments=_match_arguments, example="text={words}&limit=1")
def match_quote(arguments: dict[str, Any], etag: str | None) -> Response:
    """Check whether a quote is real.

    Give the words that somebody is claimed to have said: the answer has the most similar quotes, with who said them,
    where, and what differs. An empty answer means that this corpus doesn't have the quote, not that nobody said it.
    """
    matches = match_quotes(g.db, arguments["text"], arguments.get("limit", 5))
    data = [matched(match) for match in matches]
    return json_answer({"data": data, "links": own_link(), "meta": meta()}, etag)
