"""Prepare an article for the loader: in the worker that extracts it, so that little is left to do for one process.

In: an Article.  Out: what the loader needs to know of it at once, and the rest as bytes: the draft of its rows, the
facts that rows of other articles depend on, what the next load may reuse.
"""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from api.loader import copies
from api.loader.ids import article_id, quote_ids
from api.loader.sightings import Sighting, sightings_of
from api.loader.signatures import pack, signature_of
from api.model import Article, Excerpt, Mention, Metadata, Quote, Removed, Span, Speaker, Tag
from api.store.rows import ARTICLE_COLUMNS, draft_of

KEPT_FORM = 2
"""Has to change whenever the format of what is kept changes; nothing is reused then."""

_BODY = ARTICLE_COLUMNS.index("body")


class Prepared(NamedTuple):
    """An article on its way from a worker to the database.

    `published_on` is empty when it is unknown. `kept` is compressed JSON of the Article without the texts in its
    body, `facts` JSON of its metadata and sightings, `wordings` JSON of text and kind of each quote, `words` a hash
    over them and the ids of the quotes, `signatures` and `text_signature` hashes to find statements and copies by.
    """

    id: str
    path: str
    url: str | None
    published_on: str
    sha256: str
    quotes: int
    draft: bytes
    kept: bytes
    facts: bytes
    wordings: bytes
    words: str
    signatures: bytes
    text_signature: bytes


def prepare(article: Article, id_: str | None = None) -> Prepared:
    """Return an article prepared; `id_` replaces the id that is declared or made from its URL or path."""
    facts, id_ = article.metadata, id_ or article_id(article)
    ids = quote_ids(id_, article.quotes)
    sightings = sightings_of(id_, article)
    number = {(each.name, each.kind): place for place, each in enumerate(sightings)}
    wordings = orjson.dumps([(quote.text, quote.kind) for quote in article.quotes])
    return Prepared(
        id=id_,
        path=article.path,
        url=facts.url,
        published_on=facts.published_on or "",
        sha256=article.sha256,
        quotes=len(article.quotes),
        draft=draft_of(id_, article, ids, lambda speaker: number[speaker.name, speaker.kind]),
        kept=zlib.compress(orjson.dumps(_without_texts(article)), 1),
        facts=orjson.dumps({"metadata": facts, "sightings": [_told(each) for each in sightings]}),
        wordings=wordings,
        words=hashlib.sha256(orjson.dumps(ids) + wordings).hexdigest(),
        signatures=pack([signature_of(quote.text) for quote in article.quotes]),
        text_signature=pack([copies.signature_of(article.body)]),
    )


def _without_texts(article: Article) -> tuple[Any, ...]:
    """Return the values of an article without texts that are in its body; by position, because names cost space."""
    quotes = [_placed(quote) for quote in article.quotes]
    return article.path, article.sha256, article.metadata, article.removed, quotes


def _placed(quote: Quote) -> tuple[Any, ...]:
    mention, cue, speaker = quote.mention, quote.cue, quote.speaker
    return (
        _stretch(quote.span),
        _stretch(quote.context),
        mention and (_stretch(mention.span), mention.role),
        cue and _stretch(cue.span),
        speaker and (speaker.name, speaker.kind, speaker.description, speaker.id),
        (quote.kind, quote.paragraph, quote.method, quote.confidence, quote.reason, quote.continues),
    )


def _stretch(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _told(sighting: Sighting) -> tuple[Any, ...]:
    return sighting.name, sighting.kind, sighting.quotes, sighting.printed, sighting.roles


def sightings_in(article_id: str, facts: bytes) -> list[Sighting]:
    """Return who speaks in an article, from its `facts`."""
    return [
        Sighting(article_id, name, kind, quotes, tuple(printed), tuple(roles))
        for name, kind, quotes, printed, roles in orjson.loads(facts)["sightings"]
    ]


def metadata_in(facts: bytes) -> Metadata:
    """Return what an article says of itself, from its `facts`."""
    return _metadata(orjson.loads(facts)["metadata"])


def unpacked(kept: bytes, body: str) -> Article:
    """Return the Article again, as it was extracted; raises ValueError, TypeError, KeyError or zlib.error."""
    path, sha256, metadata, removed, quotes = orjson.loads(zlib.decompress(kept))
    return Article(
        path=path,
        sha256=sha256,
        metadata=_metadata(metadata),
        body=body,
        removed=tuple(Removed(**item) for item in removed),
        quotes=tuple(_quote(body, quote) for quote in quotes),
    )


def body_in(draft: bytes) -> str:
    """Return the body of an article, from the draft of its rows."""
    body: str = orjson.loads(draft)[0][_BODY]
    return body


def wordings_in(wordings: bytes) -> list[tuple[str, str]]:
    """Return text and kind of each quote of an article, from its `wordings`."""
    return [(text, kind) for text, kind in orjson.loads(wordings)]


def _metadata(values: Mapping[str, Any]) -> Metadata:
    changed = {"authors": tuple(values["authors"]), "tags": tuple(Tag(**tag) for tag in values["tags"])}
    return Metadata(**{**values, **changed})


def _quote(body: str, values: Sequence[Any]) -> Quote:
    """Return a quote, from the values that `_placed` returned for it."""
    place, context, mention, cue, speaker, (kind, paragraph, method, confidence, reason, continues) = values
    text, span = _excerpt(body, place)
    return Quote(
        kind=kind,
        text=text,
        span=span,
        paragraph=paragraph,
        context=Span(*context),
        mention=Mention(*_excerpt(body, mention[0]), role=mention[1]) if mention else None,
        cue=Excerpt(*_excerpt(body, cue)) if cue else None,
        speaker=Speaker(*speaker) if speaker else None,
        method=method,
        confidence=confidence,
        reason=reason,
        continues=continues,
    )


def _excerpt(body: str, stretch: Sequence[int]) -> tuple[str, Span]:
    span = Span(*stretch)
    return span.of(body), span
