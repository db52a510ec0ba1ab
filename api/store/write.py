"""Fill a new database; the only INSERTs of the project.

In: records, in order of publication, whose ids and references the loader has settled.  Out: rows.
Rows are hashed on their way in, so that `corpus.version` is the same exactly when the content is.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import orjson
import sqlite_utils
from sqlite_utils.db import quote_identifier

from api.model import Article, Excerpt, Mention, Quote, SpeakerKind, TagOrigin
from api.store.ddl import SCHEMA_VERSION, create_indexes, create_tables

Row = dict[str, Any]

_ARTICLES_A_BATCH = 500  # articles whose rows are in memory at once


@dataclass(frozen=True, slots=True)
class PublisherRecord:
    """A row of `publishers`; its counts are worked out from the other rows."""

    id: str
    name: str
    domain: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class TagRecord:
    """A row of `tags`."""

    id: str
    name: str
    kind: str = "subject"


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """A row of `speakers` with its aliases and roles.

    `roles` are pairs of a role as printed and the id of the article that prints it (None: curated).
    """

    id: str
    name: str
    sort_name: str
    kind: SpeakerKind
    description: str | None = None
    wikidata_id: str | None = None
    is_curated: bool = False
    aliases: tuple[str, ...] = ()
    roles: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article whose references are settled.

    `article.quotes[i].speaker.id` is the id of a SpeakerRecord; `quote_ids[i]` and `statement_ids[i]` belong
    to the same quote. `authors` are pairs of id and name in the order of the byline, `tags` pairs of the id
    of a TagRecord and an origin. `added_at` is UTC, ISO 8601.
    """

    id: str
    article: Article
    quote_ids: tuple[str, ...]
    statement_ids: tuple[str, ...]
    extractor_version: str
    added_at: str
    publisher_id: str | None = None
    via_publisher_id: str | None = None
    authors: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, TagOrigin], ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractionRecord:
    """A row of `extractions`: what the next load may reuse. `articles` is the loader's own affair."""

    source_path: str
    fingerprint: str
    articles: bytes


@dataclass(frozen=True, slots=True)
class CorpusRecord:
    """What the row of `corpus` says besides counts and version; times are UTC, ISO 8601.

    `earlier` holds times by version: one that was built before keeps its time instead of `built_at`.
    """

    title: str
    extractor_version: str
    built_at: str
    description: str | None = None
    licence: str | None = None
    home_page: str | None = None
    earlier: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that a database holds. `articles` is read once, in order of publication (undated first)."""

    corpus: CorpusRecord
    articles: Iterable[ArticleRecord]
    publishers: Iterable[PublisherRecord] = ()
    speakers: Iterable[SpeakerRecord] = ()
    tags: Iterable[TagRecord] = ()
    rejected: Mapping[str, str] = field(default_factory=dict)
    extractions: Iterable[ExtractionRecord] = ()


def write_database(path: Path, contents: Contents) -> tuple[str, dict[str, int]]:
    """Write a new database file at `path`, which must not exist; return the corpus version and counts of rows.

    The file is not yet safe on disk: no journal is kept and nothing is synced, since a half-written file is
    of no use to anybody. Whoever publishes it checks it and syncs it first.
    """
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")
        create_tables(connection)
        writer = _Writer(sqlite_utils.Database(connection, execute_plugins=False))
        with writer.db.atomic():
            version, counts = writer.write(contents)
        create_indexes(connection)
        connection.commit()
        return version, counts
    finally:
        connection.close()


class _Writer:
    """Inserts rows and keeps the hash over them."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self.db = db
        self.digest = hashlib.sha256()

    def write(self, contents: Contents) -> tuple[str, dict[str, int]]:
        self.insert("publishers", map(_publisher_row, contents.publishers))
        self.insert("tags", map(_tag_row, contents.tags))
        speakers = list(contents.speakers)
        self.insert("speakers", map(_speaker_row, speakers))
        self.insert("speaker_aliases", (row for speaker in speakers for row in _alias_rows(speaker)))
        self.insert("speaker_roles", (row for speaker in speakers for row in _role_rows(speaker)))
        self.write_articles(contents.articles)
        rejected = sorted(contents.rejected.items())
        self.insert("rejected", ({"path": path, "reason": reason} for path, reason in rejected))
        self.write_extractions(contents.extractions)
        self.count()
        return self.write_corpus(contents.corpus)

    def write_articles(self, articles: Iterable[ArticleRecord]) -> None:
        authors: dict[str, str] = {}
        for batch in _batches(articles):
            for record in batch:
                authors.update({id_: name for id_, name in record.authors if id_ not in authors})
            self.insert("articles", map(_article_row, batch))
            self.insert("article_authors", (row for record in batch for row in _author_rows(record)))
            self.insert("article_tags", (row for record in batch for row in _tagging_rows(record)))
            self.insert("quotes", (row for record in batch for row in _quote_rows(record)))
        self.insert("authors", ({"id": id_, "name": authors[id_]} for id_ in sorted(authors)))

    def write_extractions(self, extractions: Iterable[ExtractionRecord]) -> None:
        """Insert what the next load may reuse; not hashed, since it says nothing that the other rows don't."""
        self.db.conn.executemany(
            "INSERT INTO extractions (source_path, fingerprint, articles) VALUES (?, ?, ?)",
            ((record.source_path, record.fingerprint, record.articles) for record in extractions),
        )

    def write_corpus(self, corpus: CorpusRecord) -> tuple[str, dict[str, int]]:
        row = {
            "title": corpus.title,
            "description": corpus.description,
            "licence": corpus.licence,
            "home_page": corpus.home_page,
            "schema_version": SCHEMA_VERSION,
            "extractor_version": corpus.extractor_version,
        }
        self.digest.update(orjson.dumps(row))
        version = self.digest.hexdigest()[:16]
        counts = {f"{noun}s": self.db.table(f"{noun}s").count for noun in COUNTED}
        built_at = corpus.earlier.get(version, corpus.built_at)
        columns = {f"{noun}_count": counts[f"{noun}s"] for noun in COUNTED}
        self.db.table("corpus").insert(row | {"version": version, "built_at": built_at} | columns)
        return version, counts

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Insert `rows`, all with the same keys, in the order given."""
        hashed = self.hashed(table, rows)
        first = next(hashed, None)
        if first is None:
            return
        columns = ", ".join(quote_identifier(name) for name in first)
        marks = ", ".join("?" * len(first))
        # Not Table.insert_all: it looks at each value on its way, which takes three times as long as SQLite does.
        self.db.conn.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",
            (tuple(row.values()) for row in chain((first,), hashed)),
        )

    def hashed(self, table: str, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            # The clock is no content: the same folder loaded elsewhere is the same corpus version.
            content = row | {"added_at": None} if "added_at" in row else row
            self.digest.update(orjson.dumps([table, content]))
            yield row

    def count(self) -> None:
        for statement in COUNTS:
            self.db.execute(statement)


COUNTED = ("article", "quote", "speaker", "tag", "publisher")
"""The nouns that `corpus` keeps a count of: column `article_count` counts table `articles`."""

COUNTS = (
    """
    UPDATE publishers SET article_count = n, quote_count = q FROM (
      SELECT publisher_id, count(*) AS n, sum(quote_count) AS q FROM articles GROUP BY publisher_id
    ) WHERE publisher_id = publishers.id
    """,
    """
    UPDATE authors SET article_count = n FROM (
      SELECT author_id, count(*) AS n FROM article_authors GROUP BY author_id
    ) WHERE author_id = authors.id
    """,
    """
    UPDATE tags SET article_count = n, quote_count = q FROM (
      SELECT tag_id, count(*) AS n, sum(quote_count) AS q
        FROM article_tags JOIN articles ON articles.id = article_id GROUP BY tag_id
    ) WHERE tag_id = tags.id
    """,
    """
    UPDATE speakers
       SET quote_count = q, article_count = n, first_quoted_on = earliest, last_quoted_on = latest FROM (
      SELECT speaker_id, count(*) AS q, count(DISTINCT article_id) AS n,
             min(published_on) AS earliest, max(published_on) AS latest
        FROM quotes JOIN articles ON articles.id = article_id GROUP BY speaker_id
    ) WHERE speaker_id = speakers.id
    """,
)
"""Counts and dates that are worked out from the rows, set once all are in."""


def _batches(articles: Iterable[ArticleRecord]) -> Iterator[list[ArticleRecord]]:
    batch: list[ArticleRecord] = []
    for record in articles:
        batch.append(record)
        if len(batch) == _ARTICLES_A_BATCH:
            yield batch
            batch = []
    yield batch


def _publisher_row(publisher: PublisherRecord) -> Row:
    return {"id": publisher.id, "name": publisher.name, "domain": publisher.domain, "url": publisher.url}


def _tag_row(tag: TagRecord) -> Row:
    return {"id": tag.id, "name": tag.name, "kind": tag.kind}


def _speaker_row(speaker: SpeakerRecord) -> Row:
    return {
        "id": speaker.id,
        "name": speaker.name,
        "sort_name": speaker.sort_name,
        "kind": speaker.kind,
        "description": speaker.description,
        "wikidata_id": speaker.wikidata_id,
        "is_curated": int(speaker.is_curated),
    }


def _alias_rows(speaker: SpeakerRecord) -> Iterator[Row]:
    return ({"speaker_id": speaker.id, "alias": alias} for alias in speaker.aliases)


def _role_rows(speaker: SpeakerRecord) -> Iterator[Row]:
    return ({"speaker_id": speaker.id, "role": role, "article_id": where} for role, where in speaker.roles)


def _article_row(record: ArticleRecord) -> Row:
    article, facts = record.article, record.article.metadata
    return {
        "id": record.id,
        "title": facts.title,
        "title_is_derived": int(facts.title_is_derived),
        "subtitle": facts.subtitle,
        "section": facts.section,
        "byline": facts.byline,
        "language": facts.language,
        "published_on": facts.published_on,
        "url": facts.url,
        "publisher_id": record.publisher_id,
        "via_publisher_id": record.via_publisher_id,
        "rights": facts.rights,
        "rights_note": facts.rights_note,
        "body": article.body,
        "word_count": len(article.body.split()),
        "quote_count": len(article.quotes),
        "source_path": article.path,
        "source_sha256": article.sha256,
        "removed": _removed_json(article),
        "extractor_version": record.extractor_version,
        "added_at": record.added_at,
    }


def _removed_json(article: Article) -> str:
    return orjson.dumps([{"text": item.text, "reason": item.reason} for item in article.removed]).decode()


def _author_rows(record: ArticleRecord) -> Iterator[Row]:
    return (
        {"article_id": record.id, "author_id": author_id, "position": position}
        for position, (author_id, _) in enumerate(record.authors)
    )


def _tagging_rows(record: ArticleRecord) -> Iterator[Row]:
    return ({"article_id": record.id, "tag_id": tag_id, "origin": origin} for tag_id, origin in record.tags)


def _quote_rows(record: ArticleRecord) -> Iterator[Row]:
    return (_quote_row(record, position, quote) for position, quote in enumerate(record.article.quotes))


def _quote_row(record: ArticleRecord, position: int, quote: Quote) -> Row:
    return {
        "id": record.quote_ids[position],
        "article_id": record.id,
        "position": position,
        "kind": quote.kind,
        "text": quote.text,
        "start": quote.span.start,
        "end": quote.span.end,
        "paragraph": quote.paragraph,
        "word_count": len(quote.text.split()),
        "speaker_id": quote.speaker.id if quote.speaker else None,
        **_excerpt_columns("mention", quote.mention),
        **_excerpt_columns("cue", quote.cue),
        "context_start": quote.context.start,
        "context_end": quote.context.end,
        "method": quote.method,
        "confidence": quote.confidence,
        "reason": quote.reason,
        "continues_id": None if quote.continues is None else record.quote_ids[quote.continues],
        "statement_id": record.statement_ids[position],
    }


def _excerpt_columns(name: str, excerpt: Excerpt | Mention | None) -> Row:
    return {
        f"{name}_text": excerpt and excerpt.text,
        f"{name}_start": excerpt and excerpt.span.start,
        f"{name}_end": excerpt and excerpt.span.end,
    }
