"""Quotes: what was said, by whom, where, and how we know."""

from typing import Any

from flask import Response, g
from marshmallow import Schema

from api.rest.answers import list_answer, unknown_ids
from api.rest.endpoint import endpoint, item, listing
from api.rest.items import item_answer
from api.rest.problems import from_nothing
from api.rest.schemas import Answer, FilteredMeta, Links, Quote, QuoteItem, QuoteList, nested
from api.store.arguments import Whole
from api.store.filters import ListQuery, filter_arguments, query_from
from api.store.select import list_records


@listing("/quotes", "quotes", QuoteList, example="limit=2")
def list_quotes(query: ListQuery, etag: str | None) -> Response:
    """List quotes, newest first.

    Each quote has its speaker, the printed evidence for the attribution, and its exact offsets in the article.
    Different filters are combined with "and"; several values of one filter with "or".
    """
    return list_answer(query, etag)


class RandomQuote(Answer):
    """A quote drawn at random."""

    data = nested(Quote, "The quote.", required=True)
    links = nested(Links, "Where it is.", required=True)
    meta = nested(FilteredMeta, "About the answer.", required=True)


_random_arguments = Schema.from_dict(
    {
        **filter_arguments("quotes"),
        "seed": Whole(0, 2**31 - 1, about="The same seed draws the same quote while the corpus is the same."),
    },
    name="RandomArguments",
)()


@endpoint("/quotes/random", RandomQuote, arguments=_random_arguments, example="seed=7", kept=False)
def get_random_quote(arguments: dict[str, Any], etag: str | None) -> Response:
    """Show a quote at random.

    Takes the filters of /v1/quotes; 404 when no quote meets them. Either way, filter values that no record has are
    named in `unknown_ids`. The answer is never cached.
    """
    page = list_records(g.db, query_from("quotes", {**arguments, "sample": 1, "count": "none"}))
    told = unknown_ids(page.unknown)
    if not page.rows:
        return from_nothing("quote", told)
    return item_answer("quotes", page.rows[0]["id"], {}, etag, told)


@item("/quotes/<id_>", "quotes", QuoteItem)
def get_quote(arguments: dict[str, Any], etag: str, id_: str) -> Response:
    """Show one quote with its context, tags, and other occurrences.

    The id is stable over rebuilds of the corpus as long as the article's id and the words are the same.
    """
    return item_answer("quotes", id_, arguments, etag)
