"""What each template is given: one frozen dataclass per template, every variable with its help.

In: rows as the store hands them out, already shaped by a view.  Out: values a template can print.
A row is a mapping with the columns of the view named in its help (schema/views.sql).
`tests/pages/test_contexts.py` compares what each template uses with what is declared here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from markupsafe import Markup


class Row(Protocol):
    """A row that can be read by column name: sqlite3.Row, or a dictionary."""

    def keys(self) -> Any:
        """Return the names of the columns."""

    def __getitem__(self, column: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Link:
    """A label and the address it leads to; `type` is the media type of another representation of the page."""

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
    """One value of a facet: how many rows have it, and the address of the list with (or without) that filter."""

    label: str
    url: str
    count: int
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its commonest values in the list shown; `distinct` counts all, `more_url` shows more.

    `missing` counts the records of the list that have no value.
    """

    name: str
    label: str
    buckets: tuple[Bucket, ...]
    distinct: int
    missing: int
    more_url: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A filter's value that no record has, and the list with the value that may have been meant instead."""

    value: str
    instead: Link | None


@dataclass(frozen=True, slots=True)
class Listing:
    """What every list says about itself, and the links from it.

    `sentence` says what is shown, `unknown` has the ids in filters that no record has; `chips` drop one filter each;
    `kept` are the arguments that a new search keeps, as name and value; `sql` is the list as an SQL statement for
    readers.
    """

    sentence: str
    unknown: tuple[Unknown, ...]
    q: str | None
    chips: tuple[Link, ...]
    kept: tuple[tuple[str, str], ...]
    sorts: tuple[Sort, ...]
    sizes: tuple[Sort, ...]
    sql: str
    formats: tuple[Link, ...]
    previous_url: str | None
    next_url: str | None
    previous_label: str
    next_label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Quotes of one day, month or year; `height` is 0..100, where 100 is the highest bar."""

    label: str
    count: int
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Quotes or articles (`noun`) over time, gaps included; `unit` is "day", "month" or "year".

    `undated_count` is not in the bars.
    """

    noun: str
    bars: tuple[Bar, ...]
    unit: str
    summary: str
    undated_count: int


@dataclass(frozen=True, slots=True)
class Series:
    """One speaker's quotes over time; `heights` are 0..100, where 100 is the highest bar of all speakers compared.

    `drop_url` compares the others without this speaker; `voice` is the number of the colour.
    """

    id: str
    name: str
    drop_url: str
    voice: int
    total: int
    counts: tuple[int, ...]
    heights: tuple[float, ...]
    undated_count: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several speakers over time: `labels` are the years or months (`unit`), `most` the highest count."""

    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Reach:
    """The period in which a publisher has articles (id and name are None when the publisher is not known).

    `left` and `width` place it between the first month of the corpus, 0, and the last, 100.
    """

    id: str | None
    name: str | None
    article_count: int
    first: str
    last: str
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be downloaded of one noun: how many records, in which formats, and as which ready-made files."""

    noun: str
    count: int
    formats: tuple[Link, ...]
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some running text of one paragraph.

    `quote` is the innermost quote that covers it, or None; `begins` are the quotes that start here, the longest
    first, and `ends` those that end here; `role` is "mention", "cue" or "" for evidence; `course` is "goes-on" where
    a quote that began earlier covers it, "tail" where that quote began within another that has ended, else "".
    """

    text: str
    quote: Row | None = None
    begins: tuple[Row, ...] = ()
    ends: tuple[Row, ...] = ()
    role: str = ""
    course: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a body, and the quotes that start in it."""

    stretches: tuple[Stretch, ...]
    quotes: tuple[Row, ...] = ()


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

    title: str = field(
        metadata={"help": "heading of the page; with the corpus title it is the window's title"}
    )
    description: str = field(metadata={"help": "one sentence for search engines and link previews"})
    corpus: Any = field(metadata={"help": "row of the table corpus"})
    section: str = field(
        metadata={"help": "noun of the main navigation this page belongs to, or an empty string"}
    )
    is_section_front: bool = field(
        metadata={"help": "true when the page is the one the main navigation leads to"}
    )
    is_indexed: bool = field(
        metadata={"help": "false on filtered and searched pages, which crawlers leave alone"}
    )
    alternates: Sequence[Link] = field(
        metadata={"help": "the same facts from the API, with their media types"}
    )
    examples: Sequence[Example] = field(metadata={"help": "the API call of this page in a few languages"})
    linked: Mapping[str, Any] | None = field(
        default=None,
        metadata={"help": "what the page is about in the words of schema.org, for search engines"},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Home(Page):
    """home.html"""

    lead: Row | None = field(
        metadata={"help": "the newest of these in the speaker's own words (quote_details)"}
    )
    latest: Sequence[Row] = field(
        metadata={"help": "quotes of the newest articles, one of each if there are enough articles"}
    )
    speakers: Sequence[Row] = field(metadata={"help": "speakers with most quotes"})
    tags: Sequence[Row] = field(metadata={"help": "tags with most quotes"})
    publishers: Sequence[Row] = field(metadata={"help": "publishers with most quotes"})
    timeline: Timeline | None = field(
        metadata={"help": "all quotes over time; None when no article has a date"}
    )


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """The facets beside a list, as HTML, and their `labels`: the same on all pages of the list."""

    labels: tuple[str, ...]
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteList(Page):
    """quotes.html"""

    listing: Listing = field(metadata={"help": "what is shown, and the links from it"})
    quotes: Markup = field(metadata={"help": "the quotes of this page, as HTML; empty when there are none"})
    facets: FacetColumn = field(metadata={"help": "filters with counts"})
    remedies: Sequence[Link] = field(
        metadata={"help": "when nothing is found: lists near it that are not empty"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OneQuote(Page):
    """quote.html"""

    quote: Row = field(metadata={"help": "the quote (quote_details)"})
    evidence: Sequence[Stretch] = field(
        metadata={"help": "the sentences around the quote; at most fifty words when rights restrict them"}
    )
    source_url: str | None = field(metadata={"help": "the original, opened at the quote's words"})
    confidence: str = field(metadata={"help": "how sure the attribution is, in words"})
    method: str = field(metadata={"help": "how the speaker was identified, in words"})
    cite: str = field(metadata={"help": "the quote as a citation"})
    citations: Sequence[Link] = field(metadata={"help": "the citation in formats that programs read"})
    report_url: str | None = field(
        metadata={"help": "where to report a wrong attribution; None when the operator has not said"}
    )
    permalink: str = field(metadata={"help": "absolute address of this page"})
    previous: Row | None = field(metadata={"help": "the quote before it in the article"})
    next: Row | None = field(metadata={"help": "the quote after it in the article"})
    wordings: Sequence[Row] = field(metadata={"help": "the same statement elsewhere (quote_details)"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSpeaker(Page):
    """speaker.html"""

    speaker: Row = field(metadata={"help": "the speaker (table speakers)"})
    aliases: Sequence[str] = field(metadata={"help": "other forms of the name"})
    roles: Sequence[Row] = field(
        metadata={"help": "role, and the article that prints it (article_id, article_title)"}
    )
    timeline: Timeline | None = field(metadata={"help": "the speaker's quotes over time; None without dates"})
    tags: Sequence[Row] = field(metadata={"help": "tags of the articles that quote the speaker, with counts"})
    publishers: Sequence[Row] = field(metadata={"help": "publishers that quote the speaker, with counts"})
    related: Sequence[Row] = field(
        metadata={"help": "who is quoted in the same articles, with counts of articles"}
    )
    quotes: Sequence[Row] = field(metadata={"help": "the speaker's newest quotes (quote_details)"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleList(Page):
    """articles.html"""

    listing: Listing = field(metadata={"help": "what is shown, and the links from it"})
    articles: Sequence[Row] = field(metadata={"help": "the articles of this page (article_details)"})
    remedies: Sequence[Link] = field(
        metadata={"help": "when nothing is found: lists near it that are not empty"}
    )
    facets: FacetColumn = field(metadata={"help": "filters with counts"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OneArticle(Page):
    """article.html"""

    article: Row = field(metadata={"help": "the article (article_details)"})
    authors: Sequence[str] = field(metadata={"help": "names in the byline"})
    tags: Sequence[Row] = field(metadata={"help": "its tags, with their origin"})
    copies: Sequence[Row] = field(
        metadata={"help": "other articles with nearly the same text, the likely original first; 20 at most"}
    )
    quotes: Sequence[Row] = field(metadata={"help": "its quotes in reading order (quote_details)"})
    paragraphs: Sequence[Paragraph] = field(
        metadata={"help": "the body with its quotes marked; empty when rights withhold it"}
    )
    excerpt: str | None = field(
        metadata={"help": "the first words of the body when rights withhold the rest"}
    )
    speakers: Sequence[Row] = field(
        metadata={"help": "who speaks, in order of appearance: id, name, voice, quote_count"}
    )
    voices: Mapping[str, int] = field(metadata={"help": "number of the colour of each speaker id"})
    numbers: Mapping[str, int] = field(metadata={"help": "number of the note of each quote id, from 1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList(Page):
    """names.html"""

    noun: str = field(metadata={"help": "speakers, tags or publishers"})
    listing: Listing = field(metadata={"help": "what is shown, and the links from it"})
    rows: Sequence[Row] = field(metadata={"help": "the speakers, tags or publishers of this page"})
    counted_noun: str = field(
        metadata={"help": "what is counted beside each, as the order has it: quote or article"}
    )
    remedies: Sequence[Link] = field(
        metadata={"help": "when nothing is found: lists near it that are not empty"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTag(Page):
    """tag.html"""

    tag: Row = field(metadata={"help": "the tag (table tags)"})
    speakers: Sequence[Row] = field(metadata={"help": "who is quoted in articles with the tag, with counts"})
    timeline: Timeline | None = field(metadata={"help": "quotes with the tag over time; None without dates"})
    articles: Sequence[Row] = field(metadata={"help": "the newest articles with the tag (article_details)"})
    quotes: Sequence[Row] = field(metadata={"help": "the newest quotes in them (quote_details)"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePublisher(Page):
    """publisher.html"""

    publisher: Row = field(metadata={"help": "the publisher (table publishers)"})
    speakers: Sequence[Row] = field(metadata={"help": "whom it quotes, with counts"})
    tags: Sequence[Row] = field(metadata={"help": "tags of its articles, with counts"})
    timeline: Timeline | None = field(metadata={"help": "its quotes over time; None without dates"})
    articles: Sequence[Row] = field(metadata={"help": "its newest articles (article_details)"})
    reprinted: Sequence[Row] = field(
        metadata={"help": "the newest articles that others took from it (article_details)"}
    )


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

    q: str = field(metadata={"help": "what was searched for; empty before the first search"})
    groups: Sequence[Hits] = field(metadata={"help": "results by kind; kinds without a result are left out"})


@dataclass(frozen=True, slots=True)
class Tally:
    """A small table of counts with a caption; `share` of each row is 0..100 of the largest."""

    caption: str
    rows: tuple[tuple[str, int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics(Page):
    """statistics.html"""

    numbers: Sequence[tuple[str, int]] = field(
        metadata={"help": "what the corpus holds, as label and number"}
    )
    tallies: Sequence[Tally] = field(metadata={"help": "quotes and articles counted by one property each"})
    timeline: Timeline | None = field(metadata={"help": "all quotes over time; None without dates"})
    rejected: Sequence[Row] = field(metadata={"help": "files that could not be loaded (table rejected)"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetPage(Page):
    """facet.html"""

    facet: Facet = field(metadata={"help": "the filter with its commonest values, a hundred at most"})
    noun: str = field(metadata={"help": "what is counted: quotes, articles, speakers or tags"})
    sentence: str = field(
        metadata={"help": "what is counted, in words: the list without the filter's own values"}
    )
    unknown: Sequence[Unknown] = field(metadata={"help": "ids in the filters that no record has"})
    list_url: str = field(metadata={"help": "the list behind it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(Page):
    """compare.html"""

    comparison: Comparison | None = field(
        metadata={"help": "the speakers over time; None before the first is chosen"}
    )
    unknown: Sequence[Unknown] = field(metadata={"help": "ids in the address that no record has"})
    phrases: Sequence[str] = field(metadata={"help": "what else the quotes are filtered by, in words"})
    kept: Sequence[tuple[str, str]] = field(
        metadata={"help": "arguments that adding a speaker keeps, as name and value"}
    )
    wanted: str = field(metadata={"help": "the name that was looked for; empty when none was"})
    choices: Sequence[Link] = field(
        metadata={"help": "speakers to add: of that name, or else those with most quotes"}
    )
    is_full: bool = field(metadata={"help": "true when no more speakers can be added"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage(Page):
    """coverage.html"""

    found: Any = field(metadata={"help": "what is covered and what is missing (store.coverage.Coverage)"})
    period: str = field(metadata={"help": "the period of the dated articles; empty where none has a date"})
    reaches: Sequence[Reach] = field(
        metadata={"help": "the period in which there are articles, by publisher"}
    )
    timeline: Timeline | None = field(metadata={"help": "articles over time; None without dates"})
    precisions: Tally = field(metadata={"help": "articles by how precisely their date is known"})
    gaps: Sequence[str] = field(metadata={"help": "runs of months without any article"})
    undated: Sequence[Row] = field(metadata={"help": "publishers none of whose articles has a date"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports(Page):
    """exports.html"""

    offers: Sequence[Offer] = field(metadata={"help": "each noun with the formats that the API has for it"})
    about: Sequence[tuple[str, str]] = field(metadata={"help": "each format and what it is for"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary(Page):
    """dictionary.html"""

    tables: Sequence[Table] = field(metadata={"help": "tables and views, in the order of schema/*.sql"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row as it is printed; `is_named` if it can't be printed and is only named: NULL, bytes."""

    text: str
    is_named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Page):
    """sql.html"""

    sql: str = field(metadata={"help": "the statement that was run, or one to begin with"})
    columns: Sequence[str] = field(metadata={"help": "names of the columns that it gave"})
    rows: Sequence[Sequence[Cell]] | None = field(
        metadata={"help": "its first rows; None when nothing was run"}
    )
    is_cut: bool = field(metadata={"help": "true when there are more rows than are shown"})
    most: int = field(metadata={"help": "how many rows are shown at most"})
    trouble: str | None = field(metadata={"help": "why there are no rows; None when it ran"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(Page):
    """error.html"""

    status: int = field(metadata={"help": "HTTP status code"})
    explanation: str = field(metadata={"help": "what happened, in a sentence or two"})
    faults: Sequence[Any] = field(metadata={"help": "each faulty parameter (api.errors.Fault)"})
    near: Sequence[Link] = field(metadata={"help": "what may have been meant"})
    q: str | None = field(metadata={"help": "the words of a search to correct; None for any other error"})
    kept: Sequence[tuple[str, str]] = field(
        metadata={"help": "the other arguments of that search, as name and value"}
    )


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
    FacetPage: "facet.html",
    Compare: "compare.html",
    CoveragePage: "coverage.html",
    Exports: "exports.html",
    Dictionary: "dictionary.html",
    Statement: "sql.html",
    Failure: "error.html",
}
"""Which context fills which template."""
