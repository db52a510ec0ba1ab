"""The nouns of the API as tables: what each list may be filtered by, ordered by, counted by, and show.

The SQL of every filter and order is written here; what a user typed never becomes part of it. `filters` reads
requests with these tables, `select` and `counts` run the resulting queries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from marshmallow import fields

from api.model import Method, QuoteKind, Rights, SpeakerKind
from api.store.arguments import Choice, Flag, ListOf, Share, Text, Whole


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter whose values are ids or names: `name`, `name_not` and, where a record has several, `name_all`.

    `sql` is true of records that have one of the values; `{}` stands for their placeholders. `test` is the same
    condition, written for a record that is already at hand. `known_in` is the table whose ids the values are; None
    where they are words. `has_sets` is true when the loader keeps the set of records that have each value.
    """

    name: str
    sql: str
    help: str
    choices: tuple[str, ...] = ()
    several: bool = False
    known_in: str | None = None
    test: str = ""
    has_sets: bool = True

    def checked(self, count: int) -> str:
        """Return the SQL condition for a record that is already at hand, with placeholders for `count` values."""
        return (self.test or self.sql).format(", ".join("?" * count))

    def found(self, count: int) -> str:
        """Return the SQL condition by which an index finds the records, with placeholders for `count` values."""
        return self.sql.format(", ".join("?" * count))

    def arguments(self) -> dict[str, fields.Field[Any]]:
        """Return the filter's parameters as marshmallow fields."""
        inner = Choice(self.choices) if self.choices else Text
        given = {
            self.name: f"{self.help} Several values (repeated, or separated by commas): any of them.",
            f"{self.name}_not": f"As `{self.name}`, but none of the values.",
        }
        if self.several:
            given[f"{self.name}_all"] = f"As `{self.name}`, but all of the values."
        return {name: ListOf(inner, about=text) for name, text in given.items()}


@dataclass(frozen=True, slots=True)
class Bound:
    """A filter with one value, such as `min_confidence`; `sql` has one placeholder."""

    name: str
    sql: str
    field: fields.Field[Any]
    words: str


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order: `sql` is what is compared, `column` where a row shows it; null counts as lowest."""

    sql: str
    column: str
    descending: bool = False
    nullable: bool = False

    def reversed(self) -> "Key":
        """Return the same column in the other direction."""
        return replace(self, descending=not self.descending)


@dataclass(frozen=True, slots=True)
class Resource:
    """A noun of the API: where its rows come from, how they may be filtered, ordered, and enriched.

    `table` has the resource's own columns, `view` also those of related records; both are read under the alias d, and
    `{number}` in a text below is the row's number in the order of publication. `search` is the FTS5 table over it, or
    None when `q` searches `names` (SQL: names, one per line).
    `formats` are the representations that a list of it may have.
    `sorts` maps each accepted `sort` to its columns, the default first; the last column is unique.
    """

    name: str
    singular: str
    table: str
    view: str
    filters: tuple[Filter, ...]
    bounds: tuple[Bound, ...]
    sorts: Mapping[str, tuple[Key, ...]]
    fields: tuple[str, ...]
    includes: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    search: str | None = None
    names: str | None = None
    dated: bool = False
    formats: tuple[str, ...] = ("json", "ndjson", "csv")

    @property
    def number(self) -> str:
        """SQL for the number of a row of `view` in the order of publication."""
        return "d.number" if self.view != self.table else "d.rowid"

    @property
    def default_sort(self) -> str:
        """The order of a list that asks for none."""
        return next(iter(self.sorts))


_TAGGED = "d.{} IN (SELECT article_id FROM article_tags WHERE tag_id IN ({{}}))"
_HAS_TAG = "EXISTS (SELECT 1 FROM article_tags WHERE article_id = d.{} AND tag_id IN ({{}}))"
_ID = "Only the records with this id."


def _at_least(name: str, column: str, of: fields.Field[Any], words: str) -> Bound:
    return Bound(name, f"d.{column} >= ?", of, words)


def _whole(text: str) -> Whole:
    return Whole(0, 1_000_000_000, about=text)


def _both_ways(name: str, *keys: Key) -> dict[str, tuple[Key, ...]]:
    """Return an order and its opposite; the tie-break keeps its own direction in both."""
    first, *ties = keys
    return {f"-{name}": (replace(first, descending=True), *ties), name: (first, *ties)}


_NEWEST = Key("{number}", "number", descending=True)
_BY_PUBLICATION = {"-published_on": (_NEWEST,), "published_on": (_NEWEST.reversed(),)}
_BY_ID = Key("d.id", "id")
_WORD_COUNT = Key("d.word_count", "word_count")

QUOTES = Resource(
    name="quotes",
    singular="quote",
    table="quotes",
    view="quote_details",
    search="quotes_search",
    dated=True,
    formats=("json", "ndjson", "csv", "jsonld", "annotations", "atom", "jsonfeed"),
    filters=(
        Filter("id", "d.id IN ({})", _ID, has_sets=False, known_in="quotes"),
        Filter(
            "speaker",
            "d.speaker_id IN ({})",
            "Id of the speaker.",
            known_in="speakers",
        ),
        Filter(
            "speaker_kind",
            "d.speaker_kind IN ({})",
            "Kind of source.",
            choices=get_args(SpeakerKind),
        ),
        Filter(
            "article",
            "d.article_id IN ({})",
            "Id of the article that prints it.",
            known_in="articles",
            has_sets=False,
        ),
        Filter(
            "tag",
            _TAGGED.format("article_id"),
            "Id of a tag of the article.",
            several=True,
            known_in="tags",
            test=_HAS_TAG.format("article_id"),
        ),
        Filter(
            "publisher",
            "d.publisher_id IN ({})",
            "Id of the article's publisher.",
            known_in="publishers",
        ),
        Filter(
            "kind",
            "d.kind IN ({})",
            "direct: the speaker's own words; mixed: a fragment of them inside the reporter's sentence; "
            "indirect: the reporter's words.",
            choices=get_args(QuoteKind),
        ),
        Filter("method", "d.method IN ({})", "How the speaker was identified.", choices=get_args(Method)),
        Filter("language", "d.language IN ({})", "Language of the article, ISO 639-1."),
        Filter("rights", "d.rights IN ({})", "Rights of the article.", choices=get_args(Rights)),
        Filter(
            "statement",
            "d.statement_id IN (SELECT statement_id FROM quotes WHERE id IN ({}))",
            "Id of a statement, or of any of its quotes: the same statement in all articles and wordings.",
            known_in="quotes",
            has_sets=False,
        ),
    ),
    bounds=(
        Bound(
            "attributed",
            "(d.speaker_id IS NOT NULL) = ?",
            Flag(about="true: only quotes whose speaker is known; false: only the others."),
            "the speaker is known:",
        ),
        Bound(
            "original",
            "(d.story_id = d.article_id) = ?",
            Flag(
                about="true: only quotes of articles that are not a copy of another, so that reprinted quotes "
                "count once; false: only those of copies."
            ),
            "in the original of a story:",
        ),
        Bound(
            "min_confidence",
            "d.confidence >= ?",
            Share(about="Minimum probability that the speaker is right."),
            "confidence at least",
        ),
        Bound(
            "max_confidence",
            "d.confidence <= ?",
            Share(about="Maximum probability that the speaker is right."),
            "confidence at most",
        ),
        _at_least("min_words", "word_count", _whole("Minimum number of words."), "words at least"),
        Bound("max_words", "d.word_count <= ?", _whole("Maximum number of words."), "words at most"),
    ),
    sorts={
        **_BY_PUBLICATION,
        **_both_ways("confidence", Key("d.confidence", "confidence"), _NEWEST),
        **_both_ways("word_count", _WORD_COUNT, _NEWEST),
        "-relevance": (_NEWEST,),
    },
    fields=(
        "id",
        "text",
        "kind",
        "article",
        "article.id",
        "article.title",
        "article.url",
        "article.published_on",
        "article.publisher",
        "speaker",
        "speaker.id",
        "speaker.name",
        "speaker.kind",
        "attribution",
        "attribution.mention",
        "attribution.cue",
        "attribution.method",
        "attribution.confidence",
        "attribution.reason",
        "start",
        "end",
        "paragraph",
        "continues",
        "statement",
        "links",
        "context",
        "tags",
        "occurrences",
        "highlight",
    ),
    includes=("speaker", "article", "tags", "context", "occurrences"),
    facets=("speaker", "tag", "publisher", "kind", "method", "language", "year"),
)

ARTICLES = Resource(
    name="articles",
    singular="article",
    table="articles",
    view="article_details",
    search="articles_search",
    dated=True,
    formats=("json", "ndjson", "csv", "jsonld"),
    filters=(
        Filter("id", "d.id IN ({})", _ID, has_sets=False, known_in="articles"),
        Filter(
            "tag",
            _TAGGED.format("id"),
            "Id of a tag.",
            several=True,
            known_in="tags",
            test=_HAS_TAG.format("id"),
        ),
        Filter(
            "publisher",
            "d.publisher_id IN ({})",
            "Id of its publisher.",
            known_in="publishers",
        ),
        Filter(
            "original_publisher",
            "d.via_publisher_id IN ({})",
            "Id of the publisher that it was reprinted from, or whose article it digests.",
            known_in="publishers",
        ),
        Filter(
            "speaker",
            "d.id IN (SELECT article_id FROM quotes WHERE speaker_id IN ({}))",
            "Id of somebody quoted in it.",
            several=True,
            known_in="speakers",
            test="EXISTS (SELECT 1 FROM quotes WHERE article_id = d.id AND speaker_id IN ({}))",
        ),
        Filter(
            "author",
            "d.id IN (SELECT article_id FROM article_authors WHERE author_id IN ({}))",
            "Id of an author.",
            several=True,
            known_in="authors",
            test="EXISTS (SELECT 1 FROM article_authors WHERE article_id = d.id AND author_id IN ({}))",
        ),
        Filter("language", "d.language IN ({})", "Language of the body, ISO 639-1."),
        Filter(
            "section",
            "d.section IN ({})",
            "Section of the paper, as printed; a comma in its name is written `\\,`.",
        ),
        Filter(
            "story",
            "d.story_id IN (SELECT story_id FROM articles WHERE id IN ({}))",
            "Id of a story, or of any of its articles: the article and its copies, nearly the same text under any "
            "headline.",
            known_in="articles",
            has_sets=False,
        ),
        Filter("rights", "d.rights IN ({})", "May the body be served?", choices=get_args(Rights)),
    ),
    bounds=(
        Bound(
            "original",
            "(d.story_id = d.id) = ?",
            Flag(about="true: each story once, represented by the likely original; false: only the copies."),
            "original:",
        ),
        _at_least("min_words", "word_count", _whole("Minimum number of words."), "words at least"),
        Bound("max_words", "d.word_count <= ?", _whole("Maximum number of words."), "words at most"),
        _at_least("min_quotes", "quote_count", _whole("Minimum number of quotes in it."), "quotes at least"),
    ),
    sorts={
        **_BY_PUBLICATION,
        **_both_ways("title", Key("d.sort_title", "sort_title"), _NEWEST),
        **_both_ways("word_count", _WORD_COUNT, _NEWEST),
        **_both_ways("quote_count", Key("d.quote_count", "quote_count"), _NEWEST),
        "-relevance": (_NEWEST,),
    },
    fields=(
        "id",
        "title",
        "title_is_derived",
        "subtitle",
        "section",
        "byline",
        "authors",
        "language",
        "published_on",
        "url",
        "publisher",
        "publisher.id",
        "publisher.name",
        "original_publisher",
        "original_publisher.id",
        "original_publisher.name",
        "story",
        "copy_count",
        "rights",
        "rights_note",
        "word_count",
        "quote_count",
        "excerpt",
        "body",
        "tags",
        "copies",
        "provenance",
        "links",
        "highlight",
    ),
    includes=("tags", "body", "copies", "provenance"),
    facets=("tag", "publisher", "speaker", "author", "language", "section", "rights", "year"),
)

SPEAKERS = Resource(
    name="speakers",
    singular="speaker",
    table="speakers",
    view="speakers",
    formats=("json", "ndjson", "csv", "jsonld"),
    names="d.name || char(10) || coalesce((SELECT group_concat(alias, char(10)) FROM speaker_aliases "
    "WHERE speaker_id = d.id), '')",
    filters=(
        Filter("id", "d.id IN ({})", _ID, has_sets=False, known_in="speakers"),
        Filter("kind", "d.kind IN ({})", "Kind of source.", choices=get_args(SpeakerKind), has_sets=False),
        Filter(
            "tag",
            "d.id IN (SELECT quotes.speaker_id FROM article_tags JOIN quotes USING (article_id) WHERE tag_id IN ({}) "
            "AND quotes.speaker_id IS NOT NULL)",
            "Id of a tag of an article that quotes the speaker.",
            several=True,
            known_in="tags",
            test="EXISTS (SELECT 1 FROM quotes CROSS JOIN article_tags "
            "ON article_tags.article_id = quotes.article_id WHERE quotes.speaker_id = d.id AND tag_id IN ({}))",
        ),
        Filter(
            "publisher",
            "d.id IN (SELECT quotes.speaker_id FROM articles JOIN quotes ON quotes.article_id = articles.id "
            "WHERE articles.publisher_id IN ({}) AND quotes.speaker_id IS NOT NULL)",
            "Id of a publisher that quotes the speaker.",
            several=True,
            known_in="publishers",
            test="EXISTS (SELECT 1 FROM quotes CROSS JOIN articles ON articles.id = quotes.article_id "
            "WHERE quotes.speaker_id = d.id AND articles.publisher_id IN ({}))",
        ),
    ),
    bounds=(
        Bound(
            "curated",
            "d.is_curated = ?",
            Flag(about="true: only speakers entered by the curator; false: only the others."),
            "curated:",
        ),
        _at_least("min_quotes", "quote_count", _whole("Minimum number of quotes."), "quotes at least"),
    ),
    sorts={
        **_both_ways("quote_count", Key("d.quote_count", "quote_count"), _BY_ID),
        **_both_ways("article_count", Key("d.article_count", "article_count"), _BY_ID),
        **dict(reversed(_both_ways("name", Key("d.sort_name", "sort_name"), _BY_ID).items())),
        **_both_ways("last_quoted_on", Key("d.last_quoted_on", "last_quoted_on", nullable=True), _BY_ID),
        **_both_ways("first_quoted_on", Key("d.first_quoted_on", "first_quoted_on", nullable=True), _BY_ID),
    },
    fields=(
        "id",
        "name",
        "sort_name",
        "kind",
        "description",
        "wikidata_id",
        "is_curated",
        "aliases",
        "roles",
        "quote_count",
        "article_count",
        "first_quoted_on",
        "last_quoted_on",
        "links",
    ),
    includes=("aliases", "roles"),
    facets=("kind",),
)

TAGS = Resource(
    name="tags",
    singular="tag",
    table="tags",
    view="tags",
    names="d.name",
    filters=(
        Filter("id", "d.id IN ({})", _ID, has_sets=False, known_in="tags"),
        Filter(
            "kind",
            "d.kind IN ({})",
            "Kind of subject, such as subject, person, place, organization.",
            has_sets=False,
        ),
    ),
    bounds=(
        _at_least(
            "min_articles", "article_count", _whole("Minimum number of articles."), "articles at least"
        ),
    ),
    sorts={
        **_both_ways("article_count", Key("d.article_count", "article_count"), _BY_ID),
        **_both_ways("quote_count", Key("d.quote_count", "quote_count"), _BY_ID),
        **dict(reversed(_both_ways("name", Key("d.sort_name", "sort_name"), _BY_ID).items())),
    },
    fields=("id", "name", "kind", "article_count", "quote_count", "links"),
    facets=("kind",),
)

PUBLISHERS = Resource(
    name="publishers",
    singular="publisher",
    table="publishers",
    view="publishers",
    names="d.name || char(10) || coalesce(d.domain, '')",
    filters=(
        Filter("id", "d.id IN ({})", _ID, has_sets=False, known_in="publishers"),
        Filter("domain", "d.domain IN ({})", 'Web domain without "www.".', has_sets=False),
    ),
    bounds=(
        _at_least(
            "min_articles", "article_count", _whole("Minimum number of articles."), "articles at least"
        ),
    ),
    sorts={
        **_both_ways("article_count", Key("d.article_count", "article_count"), _BY_ID),
        **_both_ways("quote_count", Key("d.quote_count", "quote_count"), _BY_ID),
        **dict(reversed(_both_ways("name", Key("d.sort_name", "sort_name"), _BY_ID).items())),
    },
    fields=("id", "name", "domain", "url", "article_count", "quote_count", "links"),
)

RESOURCES = {resource.name: resource for resource in (ARTICLES, QUOTES, SPEAKERS, TAGS, PUBLISHERS)}
