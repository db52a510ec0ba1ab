"""What each template is given: one frozen dataclass per template, every variable with its help.

In: rows as the store hands them out, already shaped by `browse`.  Out: values a template can print.
A row is a mapping with the columns of the view named in its help (schema/views.sql).
`tests/pages/test_contexts.py` compares what each template uses with what is declared here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.pages.marking import Paragraph, Stretch

Row = Mapping[str, Any]


def _variable(help_: str) -> Any:
    return field(metadata={"help": help_})


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead; `type` is the media type of another representation of the page."""

    label: str
    url: str
    type: str = "text/html"


@dataclass(frozen=True, slots=True)
class Example:
    """The page's API call in one language."""

    language: str
    code: str


@dataclass(frozen=True, slots=True)
class Sort:
    """One order that a list offers."""

    label: str
    url: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet: how many rows have it, and the list narrowed to (or freed from) it."""

    label: str
    url: str
    count: int
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its commonest values in the list shown."""

    name: str
    label: str
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What every list says about itself, and the ways on from here.

    `sentence` says what is shown; `chips` drop one filter each; `kept` are the arguments that a new
    search keeps, as name and value.
    """

    sentence: str
    q: str | None
    chips: tuple[Link, ...]
    kept: tuple[tuple[str, str], ...]
    sorts: tuple[Sort, ...]
    formats: tuple[Link, ...]
    previous_url: str | None
    next_url: str | None
    previous_label: str
    next_label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Quotes of one stretch of time; `height` is 0..100, the most quoted stretch being 100."""

    label: str
    count: int
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Quotes over time, gaps included; `unit` is "day", "month" or "year"; `undated_count` stands apart."""

    bars: tuple[Bar, ...]
    unit: str
    summary: str
    undated_count: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table or view, as the comments in schema/ describe it."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table or view of the data model."""

    name: str
    kind: str
    meaning: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What base.html needs on every page."""

    title: str = _variable("heading of the page; with the corpus title it is the window's title")
    description: str = _variable("one sentence for search engines and link previews")
    corpus: Any = _variable("row of the table corpus")
    section: str = _variable("noun of the main navigation this page belongs to, or an empty string")
    is_section_front: bool = _variable("true when the page is the one the main navigation leads to")
    is_indexed: bool = _variable("false on filtered and searched pages, which crawlers leave alone")
    alternates: Sequence[Link] = _variable("the same facts from the API, with their media types")
    examples: Sequence[Example] = _variable("the API call of this page in a few languages")


@dataclass(frozen=True, slots=True, kw_only=True)
class Home(Page):
    """home.html"""

    lead: Row | None = _variable("the newest direct quote whose speaker is known (quote_details), if any")
    latest: Sequence[Row] = _variable("the newest quotes after it (quote_details)")
    speakers: Sequence[Row] = _variable("speakers with most quotes")
    tags: Sequence[Row] = _variable("tags with most quotes")
    publishers: Sequence[Row] = _variable("publishers with most quotes")
    timeline: Timeline | None = _variable("all quotes over time; None when no article has a date")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteList(Page):
    """quotes.html"""

    listing: Listing = _variable("what is shown, and the ways on")
    quotes: Sequence[Row] = _variable("the quotes of this page (quote_details)")
    facets: Sequence[Facet] = _variable("filters with counts")
    remedies: Sequence[Link] = _variable("when nothing is found: lists near it that are not empty")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneQuote(Page):
    """quote.html"""

    quote: Row = _variable("the quote (quote_details)")
    evidence: Sequence[Stretch] = _variable(
        "the sentences around the quote; at most fifty words when rights restrict them"
    )
    source_url: str | None = _variable("the original, opened at the quote's words")
    confidence: str = _variable("how sure the attribution is, in words")
    method: str = _variable("how the speaker became known, in words")
    cite: str = _variable("the quote as a citation")
    permalink: str = _variable("absolute address of this page")
    previous: Row | None = _variable("the quote before it in the article")
    next: Row | None = _variable("the quote after it in the article")
    wordings: Sequence[Row] = _variable("the same statement elsewhere (quote_details)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSpeaker(Page):
    """speaker.html"""

    speaker: Row = _variable("the speaker (table speakers)")
    aliases: Sequence[str] = _variable("other forms of the name")
    roles: Sequence[Row] = _variable("role, and the article that prints it (article_id, article_title)")
    timeline: Timeline | None = _variable("the speaker's quotes over time; None without dates")
    tags: Sequence[Row] = _variable("tags of the articles that quote the speaker, with counts")
    publishers: Sequence[Row] = _variable("publishers that quote the speaker, with counts")
    related: Sequence[Row] = _variable("who is quoted in the same articles, with counts of articles")
    quotes: Sequence[Row] = _variable("the speaker's newest quotes (quote_details)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleList(Page):
    """articles.html"""

    listing: Listing = _variable("what is shown, and the ways on")
    articles: Sequence[Row] = _variable("the articles of this page (article_details)")
    remedies: Sequence[Link] = _variable("when nothing is found: lists near it that are not empty")
    facets: Sequence[Facet] = _variable("filters with counts")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneArticle(Page):
    """article.html"""

    article: Row = _variable("the article (article_details)")
    authors: Sequence[str] = _variable("names in the byline")
    tags: Sequence[Row] = _variable("its tags, with their origin")
    quotes: Sequence[Row] = _variable("its quotes in reading order (quote_details)")
    paragraphs: Sequence[Paragraph] = _variable(
        "the body with its quotes marked; empty when rights withhold it"
    )
    excerpt: str | None = _variable("the first words of the body when rights withhold the rest")
    speakers: Sequence[Row] = _variable("who speaks, in order of appearance: id, name, voice, quote_count")
    voices: Mapping[str, int] = _variable("number of the colour of each speaker id")
    numbers: Mapping[str, int] = _variable("number of the note of each quote id, from 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList(Page):
    """names.html"""

    noun: str = _variable("speakers, tags or publishers")
    listing: Listing = _variable("what is shown, and the ways on")
    rows: Sequence[Row] = _variable("the speakers, tags or publishers of this page")
    remedies: Sequence[Link] = _variable("when nothing is found: lists near it that are not empty")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTag(Page):
    """tag.html"""

    tag: Row = _variable("the tag (table tags)")
    speakers: Sequence[Row] = _variable("who is quoted in articles with the tag, with counts")
    timeline: Timeline | None = _variable("quotes with the tag over time; None without dates")
    articles: Sequence[Row] = _variable("the newest articles with the tag (article_details)")
    quotes: Sequence[Row] = _variable("the newest quotes in them (quote_details)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePublisher(Page):
    """publisher.html"""

    publisher: Row = _variable("the publisher (table publishers)")
    speakers: Sequence[Row] = _variable("whom it quotes, with counts")
    tags: Sequence[Row] = _variable("tags of its articles, with counts")
    timeline: Timeline | None = _variable("its quotes over time; None without dates")
    articles: Sequence[Row] = _variable("its newest articles (article_details)")


@dataclass(frozen=True, slots=True)
class Hits:
    """The best results of one kind; `more_url` is the whole list."""

    noun: str
    rows: tuple[Row, ...]
    total: str
    more_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Search(Page):
    """search.html"""

    q: str = _variable("what was searched for; empty before the first search")
    groups: Sequence[Hits] = _variable("results by kind; kinds without a result are left out")


@dataclass(frozen=True, slots=True)
class Tally:
    """A small table of counts with a caption; `share` of each row is 0..100 of the largest."""

    caption: str
    rows: tuple[tuple[str, int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics(Page):
    """statistics.html"""

    numbers: Sequence[tuple[str, int]] = _variable("what the corpus holds, as label and number")
    tallies: Sequence[Tally] = _variable("quotes and articles counted by one property each")
    timeline: Timeline | None = _variable("all quotes over time; None without dates")
    rejected: Sequence[Row] = _variable("files that could not be loaded (table rejected)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary(Page):
    """dictionary.html"""

    tables: Sequence[Table] = _variable("tables and views, in the order of schema/*.sql")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(Page):
    """error.html"""

    status: int = _variable("HTTP status code")
    explanation: str = _variable("what happened, in a sentence or two")
    faults: Sequence[Any] = _variable("each faulty parameter (api.errors.Fault)")
    near: Sequence[Link] = _variable("what may have been meant")


TEMPLATES: Mapping[type[Page], str] = {
    Home: "home.html",
    QuoteList: "quotes.html",
    OneQuote: "quote.html",
    OneSpeaker: "speaker.html",
    ArticleList: "articles.html",
    OneArticle: "article.html",
    NameList: "names.html",
    OneTag: "tag.html",
    OnePublisher: "publisher.html",
    Search: "search.html",
    Statistics: "statistics.html",
    Dictionary: "dictionary.html",
    Failure: "error.html",
}
"""Which context fills which template."""
