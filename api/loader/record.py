"""One extracted article as a plain record, for programs that read `onrecord extract --jsonl`.

In: an Article.  Out: a mapping with fixed keys; others may rely on them, so keys are only ever added.
"""

from typing import Any

from api.model import Article, Excerpt, Mention, Quote


def as_record(article: Article) -> dict[str, Any]:
    """Return the article; offsets count Unicode code points of its `body`."""
    facts = article.metadata
    return {
        "path": article.path,
        "title": facts.title,
        "publisher": facts.publisher,
        "authors": list(facts.authors),
        "published_on": facts.published_on,
        "tags": [tag.name for tag in facts.tags],
        "rights": facts.rights,
        "body": article.body,
        "removed": [{"text": item.text, "reason": item.reason} for item in article.removed],
        "quotes": [_quote(quote) for quote in article.quotes],
    }


def _quote(quote: Quote) -> dict[str, Any]:
    speaker = quote.speaker
    return {
        "kind": quote.kind,
        "text": quote.text,
        "start": quote.span.start,
        "end": quote.span.end,
        "speaker": speaker and {"name": speaker.name, "kind": speaker.kind},
        "mention": _printed(quote.mention),
        "cue": _printed(quote.cue),
        "method": quote.method,
        "confidence": quote.confidence,
        "reason": quote.reason,
    }


def _printed(words: Excerpt | Mention | None) -> dict[str, Any] | None:
    return None if words is None else {"text": words.text, "start": words.span.start, "end": words.span.end}
