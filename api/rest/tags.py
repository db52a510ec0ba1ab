"""Tags: the subjects of articles."""

from typing import Any

from flask import Response

from api.rest.answers import list_answer
from api.rest.endpoint import item, listing, require
from api.rest.items import item_answer
from api.rest.schemas import ArticleList, TagItem, TagList
from api.store.filters import ListQuery


@listing("/tags", "tags", TagList, example="limit=2")
def list_tags(query: ListQuery, etag: str | None) -> Response:
    """List tags, commonest first.

    A tag is printed by a publisher, given by the curator, or derived from the text; each article says which.
    """
    return list_answer(query, etag)


@item("/tags/<id_>", "tags", TagItem)
def get_tag(arguments: dict[str, Any], etag: str, id_: str) -> Response:
    """Show one tag.

    With the number of its articles, and of the quotes in them.
    """
    return item_answer("tags", id_, arguments, etag)


@listing("/tags/<id_>/articles", "articles", ArticleList, fixed="tag", example="limit=2")
def list_tag_articles(query: ListQuery, etag: str | None, id_: str) -> Response:
    """List the articles with one tag, newest first.

    The same as /v1/articles?tag={id}.
    """
    require("tags", id_)
    return list_answer(query, etag)
