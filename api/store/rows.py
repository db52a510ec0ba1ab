"""Make rows of articles and their quotes.

In: an Article, and what a load settles over the whole corpus.  Out: values in the order of the tables' columns.

A draft has what the article alone decides, as JSON: a worker makes it along with the extraction, and it waits on disk
until the whole corpus has settled who its speakers, authors and publisher are.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import orjson

from api.model import Article, Excerpt, Mention, Quote, Rights, Speaker, TagOrigin
from api.store.alphabet import alphabetical

Values = list[Any]

ARTICLE_COLUMNS = (
    "id", "title", "sort_title", "title_is_derived", "subtitle", "section", "byline", "language", "published_on",
    "url", "publisher_id", "via_publisher_id", "story_id", "copy_count", "rights", "rights_note", "body",
    "word_count", "quote_count", "source_path", "source_sha256", "removed", "extractor_version", "added_at",
)  # fmt: skip
QUOTE_COLUMNS = (
    "id", "article_id", "position", "kind", "text", "start", "end", "paragraph", "word_count", "speaker_id",
    "mention_text", "mention_start", "mention_end", "cue_text", "cue_start", "cue_end", "context_start",
    "context_end", "method", "confidence", "reason", "continues_id", "statement_id",
)  # fmt: skip

DECIMALS = 4
"""Decimals of a confidence: SQLite and Python write such a number alike."""

AUTHOR_COLUMNS = ("article_id", "author_id", "position")
TAG_COLUMNS = ("article_id", "tag_id", "origin")
OF_AN_ARTICLE = {
    "articles": "id",
    "article_authors": "article_id",
    "article_tags": "article_id",
    "quotes": "article_id",
    "extractions": "article_id",
}
"""Tables whose rows are written with an article, and the column that has the article's id."""

_PLACE = {name: place for place, name in enumerate(ARTICLE_COLUMNS)}
_SETTLED = ("publisher_id", "via_publisher_id", "rights", "rights_note", "extractor_version", "added_at")
_SPEAKER, _METHOD, _CONFIDENCE = (
    QUOTE_COLUMNS.index(name) for name in ("speaker_id", "method", "confidence")
)


class Attributed(NamedTuple):
    """Which speaker of the corpus one of the article's speakers is.

    `share`: the factor for a quote's confidence where only other articles identify the speaker; None where this one
    does.
    """

    speaker_id: str
    share: float | None = None


class Settled(NamedTuple):
    """What the whole corpus decides of an article's rows.

    `speakers` are in the order of the draft's speakers; `authors` are pairs of id and name in the order of the
    byline, `tags` pairs of the id of a TagRecord and an origin. `added_at` is UTC, ISO 8601.
    """

    speakers: Sequence[Attributed]
    publisher_id: str | None
    via_publisher_id: str | None
    rights: Rights
    rights_note: str | None
    extractor_version: str
    added_at: str
    authors: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, TagOrigin], ...] = ()


class ArticleRows(NamedTuple):
    """The rows of one article, and a hash over them."""

    article: Values
    quotes: list[Values]
    digest: str


def draft_of(
    article_id: str, article: Article, quote_ids: Sequence[str], number_of: Callable[[Speaker], int]
) -> bytes:
    """Return the draft of an article's rows; `number_of` gives the index of each of its speakers, from 0."""
    quotes = [
        _quote_values(article_id, position, quote, quote_ids, number_of)
        for position, quote in enumerate(article.quotes)
    ]
    return orjson.dumps([_article_values(article_id, article), quotes])


def settle_rows(draft: bytes, settled: Settled) -> ArticleRows:
    """Return an article's rows, made from its draft and what the corpus has settled."""
    article, quotes = orjson.loads(draft)
    for name in _SETTLED:
        article[_PLACE[name]] = getattr(settled, name)
    for quote in quotes:
        if quote[_SPEAKER] is not None:
            _attribute(quote, settled.speakers[quote[_SPEAKER]])
    # The clock is not content: the same folder loaded elsewhere is the same corpus version. Statements are hashed
    # separately, since they depend on other articles.
    content = draft + orjson.dumps(settled._replace(added_at=""), default=tuple)
    return ArticleRows(article, quotes, hashlib.sha256(content).hexdigest())


def _attribute(quote: Values, speaker: Attributed) -> None:
    quote[_SPEAKER] = speaker.speaker_id
    if speaker.share is not None and quote[_METHOD] != "curated":
        quote[_METHOD] = "corpus"
        quote[_CONFIDENCE] = round(quote[_CONFIDENCE] * speaker.share, DECIMALS)


def author_values(article_id: str, settled: Settled) -> Iterator[Values]:
    """Return rows of `article_authors`."""
    return ([article_id, id_, position] for position, (id_, _) in enumerate(settled.authors))


def tag_values(article_id: str, settled: Settled) -> Iterator[Values]:
    """Return rows of `article_tags`."""
    return ([article_id, id_, origin] for id_, origin in settled.tags)


def _article_values(article_id: str, article: Article) -> Values:
    facts = article.metadata
    values = {
        "id": article_id,
        "title": facts.title,
        "sort_title": alphabetical(facts.title),
        "title_is_derived": int(facts.title_is_derived),
        "subtitle": facts.subtitle,
        "section": facts.section,
        "byline": facts.byline,
        "language": facts.language,
        "published_on": facts.published_on,
        "url": facts.url,
        "story_id": article_id,  # until copies are known, each is its own
        "copy_count": 0,
        "body": article.body,
        "word_count": len(article.body.split()),
        "quote_count": len(article.quotes),
        "source_path": article.path,
        "source_sha256": article.sha256,
        "removed": _removed_json(article),
    }
    return [values.get(name) for name in ARTICLE_COLUMNS]


def _removed_json(article: Article) -> str:
    return orjson.dumps([{"text": item.text, "reason": item.reason} for item in article.removed]).decode()


def _quote_values(
    article_id: str,
    position: int,
    quote: Quote,
    quote_ids: Sequence[str],
    number_of: Callable[[Speaker], int],
) -> Values:
    speaker = quote.speaker
    return [
        quote_ids[position],
        article_id,
        position,
        quote.kind,
        quote.text,
        quote.span.start,
        quote.span.end,
        quote.paragraph,
        len(quote.text.split()),
        None if speaker is None else number_of(speaker),
        *_excerpt_values(quote.mention),
        *_excerpt_values(quote.cue),
        quote.context.start,
        quote.context.end,
        quote.method,
        round(quote.confidence, DECIMALS),
        quote.reason,
        None if quote.continues is None else quote_ids[quote.continues],
        quote_ids[position],  # until statements are known, each quote is its own
    ]


def _excerpt_values(excerpt: Excerpt | Mention | None) -> Sequence[str | int | None]:
    return (None, None, None) if excerpt is None else (excerpt.text, excerpt.span.start, excerpt.span.end)
