"""Apply what a curator knows better to the articles it is about.

In: an Article as extracted, and its corrections.  Out: the Article corrected, and a sentence for each correction
that had no effect, because it matches no quote or more than one.  Nothing is dropped silently.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from api.loader.curation import (
    Correction,
    CuratedSpeaker,
    CuratedTag,
    Curation,
    QuoteCorrection,
    words_for,
)
from api.loader.ids import slug
from api.loader.names import fold, fold_label
from api.model import Article, Mention, Quote, Span, Speaker, Tag

_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "\u00a0": " "})
_SPACES = re.compile(r"\s+")
_ID = re.compile(r"[a-z0-9]+(-+[a-z0-9]+)+")  # can't be a name: "ana-ruiz", "fisherman--ferry-stops"


class Unmatched(Exception):
    """A correction has no effect; says why."""


class Corrector:
    """Knows the corrections of a corpus, and which of them have found their article."""

    def __init__(self, curation: Curation) -> None:
        self._tags = curation.tags
        self._by_article: dict[str, list[Correction]] = {}
        for correction in curation.corrections:
            self._by_article.setdefault(correction.article, []).append(correction)
        self._speakers = {fold(word): entry for entry in curation.speakers for word in words_for(entry)}
        self._found: set[str] = set()

    def concerns(self, article_id: str, path: str) -> bool:
        """Return whether there is a correction of that article."""
        return article_id in self._by_article or path in self._by_article

    def correct(self, article_id: str, article: Article) -> tuple[Article, list[str]]:
        """Return the corrected article, and a sentence for each correction that had no effect."""
        problems: list[str] = []
        for name in dict.fromkeys((article_id, article.path)):
            for correction in self._by_article.get(name, ()):
                self._found.add(name)
                article = self._apply(correction, article, problems)
        return article, problems

    def without_article(self) -> Iterator[str]:
        """Yield a sentence for each correction that names a missing article; call it after all are corrected."""
        for name in self._by_article:
            if name not in self._found:
                yield f'corrections.yaml: article "{name}": no article that was loaded has this id or path'

    def _apply(self, correction: Correction, article: Article, problems: list[str]) -> Article:
        for item in correction.quotes:
            try:
                article = self._correct_quote(item, article)
            except Unmatched as reason:
                problems.append(
                    f'corrections.yaml: article "{correction.article}": '
                    f'{item.action} "{_short(item.quote)}": {reason}'
                )
        article, unknown = _retag(article, correction, self._tags)
        problems += [
            f'corrections.yaml: article "{correction.article}": tags.remove "{name}": the article has no such tag'
            for name in unknown
        ]
        return article

    def _correct_quote(self, item: QuoteCorrection, article: Article) -> Article:
        if item.action == "add":
            return _add(article, item, self._speaker(item.speaker, article))
        index = _index_of(article.quotes, item.quote)
        if item.action == "reject":
            return _reject(article, index)
        quote = article.quotes[index]
        if item.action == "retag":
            return _replace_quote(article, index, replace(quote, kind=item.kind or quote.kind))
        return _replace_quote(article, index, self._attribute(quote, item, article))

    def _attribute(self, quote: Quote, item: QuoteCorrection, article: Article) -> Quote:
        speaker = self._speaker(item.speaker, article)
        mention = quote.mention if quote.mention and self._may_name(quote, quote.mention, speaker) else None
        return _with_verdict(replace(quote, mention=mention), speaker, item.why)

    def _speaker(self, name: str | None, article: Article) -> Speaker | None:
        """Return the speaker a correction names: curated, else one of the article's own, else a new person.

        Raises Unmatched for an id of neither: it would become the name of somebody new.
        """
        if name is None:
            return None
        entry = self._speakers.get(fold(name))
        if entry:
            return Speaker(entry.name, entry.kind, entry.description)
        for speaker in (quote.speaker for quote in article.quotes if quote.speaker):
            if fold(speaker.name) == fold(name) or slug(fold(speaker.name), "speaker") == name:
                return speaker
        if _ID.fullmatch(name):
            raise Unmatched(
                f'"{name}" is neither in speakers.yaml nor the id of a speaker of the article; expected one of '
                "these, or a name as it is printed"
            )
        return Speaker(name, "person")

    def _may_name(self, quote: Quote, mention: Mention, speaker: Speaker | None) -> bool:
        """Return whether the printed mention can stay: "she" may be anybody, a name must be the new speaker's."""
        if speaker is None or quote.method != "named":
            return speaker is not None
        entry = self._speakers.get(fold(speaker.name), CuratedSpeaker(speaker.name))
        words = {word for name in (entry.name, *entry.aliases) for word in fold(name).split()}
        return bool(words & set(fold(mention.text).split()))


def _with_verdict(quote: Quote, speaker: Speaker | None, why: str) -> Quote:
    if speaker is None:
        reason = f"the curator says nobody: {why}"
        return replace(quote, speaker=None, method="curated", confidence=0.0, reason=reason)
    return replace(quote, speaker=speaker, method="curated", confidence=1.0, reason=None)


def _index_of(quotes: Sequence[Quote], opening: str) -> int:
    """Return the index of the one quote that begins with `opening`; one of exactly these words takes precedence."""
    words = _plain(opening)
    beginning = [index for index, quote in enumerate(quotes) if _plain(quote.text).startswith(words)]
    whole = [index for index in beginning if _plain(quotes[index].text) == words]
    found = whole if len(whole) == 1 else beginning
    if not found:
        raise Unmatched("no quote of the article begins so")
    if len(found) > 1:
        raise Unmatched(
            f"{len(found)} quotes of the article begin so; expected words that tell one from the others"
        )
    return found[0]


def _plain(words: str) -> str:
    return _SPACES.sub(" ", words.translate(_MARKS)).strip(" \"'")


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "..."


def _replace_quote(article: Article, index: int, quote: Quote) -> Article:
    return replace(article, quotes=(*article.quotes[:index], quote, *article.quotes[index + 1 :]))


def _reject(article: Article, index: int) -> Article:
    """Remove a quote; a quote that continued it now continues the one that it continued."""
    before = article.quotes[index].continues
    kept = [(number, quote) for number, quote in enumerate(article.quotes) if number != index]
    places = {number: place for place, (number, _) in enumerate(kept)}
    moved = []
    for _, quote in kept:
        target = before if quote.continues == index else quote.continues
        moved.append(replace(quote, continues=None if target is None else places.get(target)))
    return replace(article, quotes=tuple(moved))


def _add(article: Article, item: QuoteCorrection, speaker: Speaker | None) -> Article:
    span = _span_of(article.body, item.quote)
    overlapping = [
        quote for quote in article.quotes if quote.span.start < span.end and span.start < quote.span.end
    ]
    if overlapping:
        raise Unmatched(
            f'the words are part of the quote "{_short(overlapping[0].text)}" already; reject that first'
        )
    added = Quote(
        kind=item.kind or "direct",
        text=span.of(article.body),
        span=span,
        paragraph=_paragraph_of(article.body, span.start),
        context=_line_around(article.body, span),
    )
    return _insert(article, _with_verdict(added, speaker, item.why))


def _span_of(body: str, words: str) -> Span:
    """Return the span of the only occurrence of `words` in `body`, whatever the quotation marks and white space."""
    plain = words.translate(_MARKS).strip(" \"'\n\t")
    pattern = r"\s+".join(re.escape(word) for word in plain.split())
    # The translated body keeps its length, so that offsets hold in the body itself.
    found = [Span(*match.span()) for match in re.finditer(pattern, body.translate(_MARKS))]
    if not found:
        raise Unmatched("the words are not in the article's body")
    if len(found) > 1:
        raise Unmatched(f"the words are in the article's body {len(found)} times; expected once")
    return found[0]


def _paragraph_of(body: str, offset: int) -> int:
    return sum(1 for line in body[:offset].split("\n")[:-1] if line.strip())


def _line_around(body: str, span: Span) -> Span:
    end = body.find("\n", span.end)
    return Span(body.rfind("\n", 0, span.start) + 1, len(body) if end < 0 else end)


def _insert(article: Article, added: Quote) -> Article:
    place = sum(1 for quote in article.quotes if quote.span.start < added.span.start)
    moved = [
        replace(quote, continues=quote.continues + 1)
        if quote.continues is not None and quote.continues >= place
        else quote
        for quote in article.quotes
    ]
    return replace(article, quotes=(*moved[:place], added, *moved[place:]))


def _retag(
    article: Article, correction: Correction, vocabulary: Sequence[CuratedTag]
) -> tuple[Article, list[str]]:
    """Return the article with tags added and removed, and the names to remove that it doesn't have."""
    tags = article.metadata.tags
    unknown = []
    for name in correction.remove_tags:
        names = _names_of(name, vocabulary)
        kept = tuple(tag for tag in tags if fold_label(tag.name) not in names)
        if len(kept) == len(tags):
            unknown.append(name)
        tags = kept
    tags = (*(Tag(name, "curated") for name in correction.add_tags), *tags)
    return replace(article, metadata=replace(article.metadata, tags=tags)), unknown


def _names_of(name: str, vocabulary: Iterable[CuratedTag]) -> set[str]:
    """Return every folded name of the tag that `name` is the id, the name or an alias of."""
    for entry in vocabulary:
        names = {fold_label(word) for word in words_for(entry)}
        if fold_label(name) in names:
            return names
    return {fold_label(name)}
