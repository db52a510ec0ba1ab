"""Articles made by hand, so that tests of the loader and the store need no extractor.

`article("a.txt", said(BODY, "Nobody asked us,", "a ferryman", kind="anonymous"))`: the places of words are looked up.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from api.loader import build
from api.loader.curation import Curation
from api.loader.gathered import gathering
from api.loader.prepared import prepare
from api.model import Article, Excerpt, Mention, Metadata, Quote, Span, Speaker, Tag
from api.store.history import History

BODY = (
    "The bridge over the Dray is closed, the council of Upper Dray said on Monday.\n\n"
    "“We will rebuild the bridge before winter,” said Ana Ruiz, the mayor. She thanked the ferrymen.\n\n"
    "“Nobody asked us,” a ferryman said. “Not once,” he added. Tom Lee called the plan “a gift to the builders”."
)


def place(body: str, words: str) -> Span:
    """The first place of `words` in `body`."""
    start = body.index(words)
    return Span(start, start + len(words))


def said(
    body: str,
    words: str,
    speaker: str | None,
    *,
    kind: str = "person",
    mention: str | None = None,
    role: str | None = None,
    **more: Any,
) -> Quote:
    """A quote of `words` in `body`; its speaker is named by `mention`, default by the name if it is printed."""
    span = place(body, words)
    printed = mention or (speaker if speaker and speaker in body else None)
    known: dict[str, Any] = {"method": "none", "confidence": 0.0, "reason": "no speaker is named"}
    if speaker:
        known = {"method": "named", "confidence": 0.9, "speaker": Speaker(speaker, kind)}
    if printed:
        known["mention"] = Mention(printed, place(body, printed), role)
    start = body.rfind("\n", 0, span.start) + 1
    end = body.find("\n", span.end)
    context = Span(start, len(body) if end < 0 else end)
    paragraph = body[: span.start].count("\n\n")
    return replace(Quote("direct", words, span, paragraph, context), **(known | more))


def cue(body: str, words: str) -> Excerpt:
    """The first place of `words`, as what attributes."""
    return Excerpt(words, place(body, words))


def article(
    path: str = "a.txt", *quotes: Quote, body: str = BODY, sha256: str = "0" * 64, **facts: Any
) -> Article:
    """An article with these quotes, in the order of their places, and these facts."""
    in_order = tuple(sorted(quotes, key=lambda quote: quote.span.start))
    return Article(path, sha256, Metadata(**({"title": f"Title of {path}"} | facts)), body, quotes=in_order)


def spoken_by(*names: str, kind: str = "person", path: str = "a.txt", **facts: Any) -> Article:
    """An article in which each of `names` says a sentence of his own."""
    body = "\n\n".join(
        f"“Sentence number {number} of {path},” said {name}." for number, name in enumerate(names)
    )
    quotes = [said(body, f"Sentence number {i} of {path},", name, kind=kind) for i, name in enumerate(names)]
    return article(path, *quotes, body=body, **facts)


def bridge_article(path: str = "bridge.txt", **facts: Any) -> Article:
    """The article of BODY with every trap of the data model: an interrupted quote, nobody, anonymous, all offsets."""
    return article(
        path,
        said(
            BODY, "We will rebuild the bridge before winter,", "Ana Ruiz", role="mayor", cue=cue(BODY, "said")
        ),
        said(BODY, "Nobody asked us,", "a ferryman", kind="anonymous"),
        said(
            BODY,
            "Not once,",
            "a ferryman",
            kind="anonymous",
            mention="he",
            method="continuation",
            continues=1,
        ),
        said(BODY, "a gift to the builders", None),
        **(
            {"publisher": "Upland Post", "tags": (Tag("Bridges", "publisher"),), "authors": ("Mia Vane",)}
            | facts
        ),
    )


def build_database(
    articles: Mapping[str, Article], path: Path, curation: Curation | None = None, **about: Any
) -> build.Built:
    """Write a database of these articles by id, with nothing before it."""
    with gathering() as gathered:
        for id_, it in articles.items():
            gathered.add(prepare(it, id_))
        return build.build_database(gathered, path, curation or Curation(), circumstances(**about))


def circumstances(**about: Any) -> build.Circumstances:
    """What a database says besides its articles, where a test does not say otherwise."""
    given = {
        "extractor_version": "7",
        "title": "Untitled corpus",
        "now": "2026-01-02T03:04:05Z",
        "rejected": {},
        "history": History(),
    }
    return build.Circumstances(**(given | about))
