"""Publishers: who published the articles."""

from typing import Any

from flask import Response

from api.rest.answers import list_answer
from api.rest.endpoint import item, listing
from api.rest.items import item_answer
from api.rest.schemas import PublisherItem, PublisherList
from api.store.filters import ListQuery


@listing("/publishers", "publishers", PublisherList, example="limit=2")
def list_publishers(query: ListQuery, etag: str | None) -> Response:
    """List publishers, those with most articles first.

    `q` searches names and domains.
    """
    return list_answer(query, etag)


@item("/publishers/<id_>", "publishers", PublisherItem)
def get_publisher(arguments: dict[str, Any], etag: str, id_: str) -> Response:
    """Show one publisher.

    With the number of its articles, and of the quotes in them.
    """
    return item_answer("publishers", id_, arguments, etag)
