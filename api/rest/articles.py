"""Articles: the printed texts, and the quotes in each."""

from typing import Any

from flask import Response

from api.rest.answers import list_answer
from api.rest.endpoint import item, listing, require
from api.rest.items import item_answer
from api.rest.schemas import ArticleItem, ArticleList, QuoteList
from api.store.filters import ListQuery


@listing("/articles", "articles", ArticleList, example="limit=2")
def list_articles(query: ListQuery, etag: str | None) -> Response:
    """List articles, newest first.

    Undated articles come last. Bodies are long: lists have them only with include=body, and never when the article's
    rights are restricted.
    """
    return list_answer(query, etag)


@item("/articles/<id_>", "articles", ArticleItem)
def get_article(arguments: dict[str, Any], etag: str, id_: str) -> Response:
    """Show one article with its body, tags, copies and provenance.

    The offsets of quotes count Unicode code points of this body. The body is null when the article's rights are
    restricted; the excerpt, at most 50 words, is always there.
    """
    return item_answer("articles", id_, arguments, etag)


@listing("/articles/<id_>/quotes", "quotes", QuoteList, fixed="article", example="limit=2")
def list_article_quotes(query: ListQuery, etag: str | None, id_: str) -> Response:
    """List the quotes of one article.

    The same as /v1/quotes?article={id}; with sort=published_on they are in the order of the text.
    """
    require("articles", id_)
    return list_answer(query, etag)
