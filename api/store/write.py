"""Fill a new database; the only INSERTs of the project.

In: records, in order of publication, whose ids and references the loader has settled.  Out: rows.
Rows are hashed on their way in, so that `corpus.version` is the same exactly when the content is.  Rows of articles
that nothing has changed are copied from the database before, with their hash.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote as quote_path

import orjson
import sqlite_utils
from sqlite_utils.db import quote_identifier

from api.model import Article, Excerpt, Mention, Quote, SpeakerKind, TagOrigin
from api.store.changelog import write_changes
from api.store.ddl import SCHEMA_VERSION, create_indexes, create_tables
from api.store.ready import every_record
from api.store.sets import every_set

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
class Extraction:
    """What the next load may reuse of one article: where it was, the hash over all that decided what was found,
    and what was found, before corrections.

    `article` and `facts` are the loader's own affair: compressed JSON without the body, and JSON. `rules` is a hash
    over what makes statements of quotes.
    """

    file: str
    number: int
    fingerprint: str
    article: bytes
    facts: bytes
    rules: str


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article whose references are settled.

    `article.quotes[i].speaker.id` is the id of a SpeakerRecord; `quote_ids[i]` is the id of the same quote.
    `authors` are pairs of id and name in the order of the byline, `tags` pairs of the id of a TagRecord and an
    origin. `added_at` is UTC, ISO 8601. `settled` is a hash over all that decided this record, for the next load.
    """

    id: str
    article: Article
    quote_ids: tuple[str, ...]
    extractor_version: str
    added_at: str
    publisher_id: str | None = None
    via_publisher_id: str | None = None
    authors: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, TagOrigin], ...] = ()
    extraction: Extraction | None = None
    settled: str = ""


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """An article whose rows are the same as in the database before; `digest` is the hash over them."""

    id: str
    digest: str
    authors: tuple[tuple[str, str], ...] = ()


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
    """Everything that a database holds.

    `articles` is read once, before all others, in order of publication (undated first); those that are kept have
    their rows in the database `before`. `statements` tells the statement of each quote, given as id, text and kind
    in the same order; it is asked only when the quotes are others than those whose hashes by article are
    `words_before`.
    """

    corpus: CorpusRecord
    articles: Iterable[ArticleRecord | KeptRecord]
    publishers: Iterable[PublisherRecord] = ()
    speakers: Iterable[SpeakerRecord] = ()
    tags: Iterable[TagRecord] = ()
    rejected: Mapping[str, str] = field(default_factory=dict)
    before: Path | None = None
    words_before: Iterable[str] = ()
    statements: Callable[[Iterable[tuple[str, str, str]]], Iterable[str]] | None = None


def write_database(path: Path, contents: Contents) -> tuple[str, dict[str, int]]:
    """Write a new database file at `path`, which must not exist; return the corpus version and counts of rows.

    The file is not yet safe on disk: no journal is kept and nothing is synced, since a half-written file is
    of no use to anybody. Whoever publishes it checks it and syncs it first.
    """
    connection = sqlite3.connect(_address(path, "rwc"), uri=True)
    try:
        connection.executescript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")
        create_tables(connection)
        if contents.before:
            connection.execute("ATTACH ? AS before", (_address(contents.before, "ro"),))
        writer = _Writer(sqlite_utils.Database(connection, execute_plugins=False))
        with writer.db.atomic():
            version, counts = writer.write(contents)
        create_indexes(connection)
        write_ready(connection)
        write_changes(connection, has_before=contents.before is not None)
        connection.commit()
        return version, counts
    finally:
        connection.close()


def write_ready(connection: sqlite3.Connection) -> None:
    """Write what is kept ready of rows that are all in: which records have what, and quotes as the API shows them."""
    connection.executemany("INSERT INTO sets VALUES (?, ?, ?, ?, ?)", every_set(connection))
    connection.executemany("INSERT INTO quote_records VALUES (?, ?, ?, ?, ?, ?, ?)", every_record(connection))


def _address(path: Path, mode: str) -> str:
    return f"file:{quote_path(str(path.resolve()))}?mode={mode}"


class _Written(NamedTuple):
    """What is remembered of an article whose rows are in."""

    authors: Sequence[tuple[str, str]]
    digest: str


class _Writer:
    """Inserts rows and keeps the hash over them."""

    def __init__(self, db: sqlite_utils.Database) -> None:
        self.db = db
        self.digest = hashlib.sha256()

    def write(self, contents: Contents) -> tuple[str, dict[str, int]]:
        self.write_articles(contents.articles)
        self.join_statements(contents)
        self.insert("publishers", map(_publisher_row, contents.publishers))
        self.insert("tags", map(_tag_row, contents.tags))
        speakers = list(contents.speakers)
        self.insert("speakers", map(_speaker_row, speakers))
        self.insert("speaker_aliases", (row for speaker in speakers for row in _alias_rows(speaker)))
        self.insert("speaker_roles", (row for speaker in speakers for row in _role_rows(speaker)))
        rejected = sorted(contents.rejected.items())
        self.insert("rejected", ({"path": path, "reason": reason} for path, reason in rejected))
        self.count()
        return self.write_corpus(contents.corpus)

    def write_articles(self, articles: Iterable[ArticleRecord | KeptRecord]) -> None:
        authors: dict[str, str] = {}
        for kind, records in groupby(articles, type):
            for batch in _batches(records):
                written = self.copy(batch) if kind is KeptRecord else self.add(batch)
                for article in written:
                    self.digest.update(article.digest.encode())
                    authors.update({id_: name for id_, name in article.authors if id_ not in authors})
        self.insert("authors", ({"id": id_, "name": authors[id_]} for id_ in sorted(authors)))

    def add(self, batch: Sequence[ArticleRecord]) -> list[_Written]:
        """Insert the rows of new articles."""
        rows = [_ArticleRows.of(record) for record in batch]
        self.insert_rows("articles", (it.article for it in rows))
        self.insert_rows("article_authors", (row for it in rows for row in it.authors))
        self.insert_rows("article_tags", (row for it in rows for row in it.tags))
        self.insert_rows("quotes", (row for it in rows for row in it.quotes))
        digests = [it.digest() for it in rows]
        self.insert_rows(
            "extractions",
            (
                _extraction_row(record, record.extraction, digest)
                for record, digest in zip(batch, digests, strict=True)
                if record.extraction
            ),
        )
        return [_Written(record.authors, digest) for record, digest in zip(batch, digests, strict=True)]

    def copy(self, batch: Sequence[KeptRecord]) -> list[_Written]:
        """Insert the rows of articles as the database before has them, in the order of `batch`."""
        self.db.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (number INTEGER PRIMARY KEY, id TEXT)")
        self.db.execute("DELETE FROM wanted")
        self.db.conn.executemany("INSERT INTO wanted (id) VALUES (?)", ((record.id,) for record in batch))
        for table, (column, order) in _COPIED.items():
            # CROSS JOIN: in the order of `wanted`, by the index on the column.
            self.db.execute(
                f"""INSERT INTO main.{table} SELECT source.* FROM wanted CROSS JOIN before.{table} AS source
                    ON source.{column} = wanted.id ORDER BY wanted.number, {order}"""
            )
        return [_Written(record.authors, record.digest) for record in batch]

    def join_statements(self, contents: Contents) -> None:
        """Say of each quote which statement it is; where no quote has changed, as the database before says."""
        in_order = "FROM articles LEFT JOIN extractions ON article_id = id ORDER BY articles.rowid"
        words = [words or "" for (words,) in self.db.execute(f"SELECT words {in_order}")]
        if contents.before and "" not in words and words == list(contents.words_before):
            self.db.execute(
                """UPDATE quotes SET statement_id = source.statement_id FROM before.quotes AS source
                    WHERE source.id = quotes.id AND source.statement_id <> quotes.statement_id"""
            )
        elif contents.statements:
            found = contents.statements(self.db.execute("SELECT id, text, kind FROM quotes ORDER BY rowid"))
            present = self.db.execute("SELECT id, statement_id FROM quotes ORDER BY rowid")
            changed = [(new, id_) for new, (id_, old) in zip(found, present, strict=True) if new != old]
            self.db.conn.executemany("UPDATE quotes SET statement_id = ? WHERE id = ?", changed)
        for (statement,) in self.db.execute("SELECT statement_id FROM quotes ORDER BY rowid"):
            self.digest.update(statement.encode())

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
        """Insert `rows`, all with the same keys, in the order given, and hash them."""
        self.insert_rows(table, self.hashed(table, rows))

    def insert_rows(self, table: str, rows: Iterable[Row]) -> None:
        """Insert `rows`, all with the same keys, in the order given."""
        remaining = iter(rows)
        first = next(remaining, None)
        if first is None:
            return
        columns = ", ".join(quote_identifier(name) for name in first)
        marks = ", ".join("?" * len(first))
        # Not Table.insert_all: it looks at each value on its way, which takes three times as long as SQLite does.
        self.db.conn.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",
            (tuple(row.values()) for row in chain((first,), remaining)),
        )

    def hashed(self, table: str, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self.digest.update(orjson.dumps([table, row]))
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


_COPIED = {
    "articles": ("id", "source.rowid"),
    "article_authors": ("article_id", "source.rowid"),
    "article_tags": ("article_id", "source.rowid"),
    "quotes": ("article_id", "source.position"),
    "extractions": ("article_id", "source.rowid"),
}
"""The tables with rows of articles, the column that says whose they are, and the order of one article's rows."""


def _batches(records: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(records)
    while batch := list(islice(remaining, _ARTICLES_A_BATCH)):
        yield batch


@dataclass(frozen=True, slots=True)
class _ArticleRows:
    """The rows of one article."""

    article: Row
    authors: list[Row]
    tags: list[Row]
    quotes: list[Row]

    @classmethod
    def of(cls, record: ArticleRecord) -> "_ArticleRows":
        return cls(
            _article_row(record),
            list(_author_rows(record)),
            list(_tagging_rows(record)),
            list(_quote_rows(record)),
        )

    def digest(self) -> str:
        # The clock is no content: the same folder loaded elsewhere is the same corpus version. Statements are hashed
        # by themselves, since they depend on other articles.
        content = [self.article | {"added_at": None}, self.authors, self.tags, self.quotes]
        return hashlib.sha256(orjson.dumps(content)).hexdigest()


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
        "statement_id": record.quote_ids[position],
    }


def _excerpt_columns(name: str, excerpt: Excerpt | Mention | None) -> Row:
    return {
        f"{name}_text": excerpt and excerpt.text,
        f"{name}_start": excerpt and excerpt.span.start,
        f"{name}_end": excerpt and excerpt.span.end,
    }


def _extraction_row(record: ArticleRecord, kept: Extraction, digest: str) -> Row:
    quotes = record.article.quotes
    words = orjson.dumps([kept.rules, record.quote_ids, [(quote.text, quote.kind) for quote in quotes]])
    return {
        "article_id": record.id,
        "file": kept.file,
        "number": kept.number,
        "fingerprint": kept.fingerprint,
        "article": kept.article,
        "facts": kept.facts,
        "settled": record.settled,
        "words": hashlib.sha256(words).hexdigest(),
        "digest": digest,
    }
