"""Quotes: what was said, by whom, where, and how we know."""

from typing import Any

from flask import Response

from api.rest.answers import item_answer, list_answer
from api.rest.endpoint import item, listing
from api.rest.schemas import QuoteItem, QuoteList
from api.store.filters import ListQuery


@listing("/quotes", "quotes", QuoteList, example="limit=2")
def list_quotes(query: ListQuery, etag: str | None) -> Response:
    """List quotes, newest first.

    Each quote carries its speaker, the printed evidence for that, and its exact place in the article. Different
    filters are combined with "and"; several values of one filter with "or".
    """
    return list_answer(query, etag)


@item("/quotes/<id_>", "quotes", QuoteItem)
def get_quote(arguments: dict[str, Any], etag: str, id_: str) -> Response:
    """Show one quote with its context, tags, and other occurrences.

    The id is stable over rebuilds of the corpus as long as the article and the words are the same.
    """
    return item_answer("quotes", id_, arguments, etag, ("context", "tags", "occurrences"))
