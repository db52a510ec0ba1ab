"""The quotes of a list as HTML, written here and not by a template: most of a list's time is spent on them.

In: rows with the columns of quote_details that are shown, or quotes as the API shows them.  Out: one piece of HTML,
in which every value is escaped.  Consecutive quotes often share article and speaker, whose links are cached.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from markupsafe import Markup

from api.pages import urls
from api.pages.contexts import Row
from api.pages.wording import KIND_LABELS, printed_date

_NOBODY = '<span class="nobody">Nobody named</span>'
_KINDS = {kind: f'<span class="label">{escape(label)}</span>' for kind, label in KIND_LABELS.items()} | {
    "direct": ""  # the usual kind has no label
}


def quote_list(quotes: Sequence[Row], with_speaker: bool = True) -> Markup:
    """Return the quotes as a list; a row's `marked`, if any, replaces its text: escaped, unless it is Markup."""
    root = escape(urls.root())
    items = "".join([_item(root, quote, with_speaker=with_speaker) for quote in quotes])
    return Markup(f'<ul class="quotes">\n{items}</ul>')  # nosec B704  # every value in them is escaped


def _item(root: str, quote: Row, *, with_speaker: bool) -> str:
    id_, kind = quote["id"], quote["kind"]
    words = _marked(quote["marked"]) if "marked" in quote.keys() else escape(quote["text"])  # noqa: SIM118 - a Row iterates over values
    by = f'<p class="said">{_speaker(root, quote["speaker_id"], quote["speaker_name"])}</p>\n'
    article, behind = _article(
        root, quote["article_id"], quote["article_title"], quote["publisher_name"], quote["published_on"]
    )
    return (
        f'<li class="kind-{escape(kind)}">\n<blockquote dir="auto">'
        f'<a href="{root}/quotes/{escape(urls.segment(id_))}"><q class="words">{words}</q></a>'
        f'</blockquote>\n{by if with_speaker else ""}<p class="where">{_KINDS[kind]}\n'
        f'<a href="{article}#q-{escape(id_)}">{behind}</p>\n</li>\n'
    )


@lru_cache(maxsize=2048)
def _speaker(root: str, id_: str | None, name: str | None) -> str:
    return (
        f'<a href="{root}/speakers/{escape(urls.segment(id_))}">{escape(name or id_)}</a>' if id_ else _NOBODY
    )


@lru_cache(maxsize=2048)
def _article(root: str, id_: str, title: str, publisher: str | None, date: str | None) -> tuple[str, str]:
    """Return an article's address, and the HTML after it: the rest of the link, and what follows the link."""
    by = f", <bdi>{escape(publisher)}</bdi>" if publisher else ""
    when = f'<time datetime="{escape(date)}">{escape(printed_date(date))}</time>' if date else "undated"
    return f"{root}/articles/{escape(urls.segment(id_))}", f"{escape(title)}</a>{by}, {when}"


def _marked(words: str) -> str:
    return str(words) if isinstance(words, Markup) else escape(words)


def as_rows(quotes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Turn quotes as the API shows them into rows with the columns that a list shows."""
    return [_as_row(quote, quote["article"], quote["speaker"] or {}) for quote in quotes]


def _as_row(
    quote: Mapping[str, Any], article: Mapping[str, Any], speaker: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "id": quote["id"],
        "kind": quote["kind"],
        "text": quote["text"],
        "speaker_id": speaker.get("id"),
        "speaker_name": speaker.get("name"),
        "article_id": article["id"],
        "article_title": article["title"],
        "publisher_name": article["publisher"] and article["publisher"]["name"],
        "published_on": article["published_on"],
    }
