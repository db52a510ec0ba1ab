"""Fill a new database; the only INSERTs of the project.

In: records, in order of publication, whose ids and references the loader has settled.  Out: rows.
Rows are hashed on their way in, so that `corpus.version` is the same exactly when the content is.  Rows of unchanged
articles are copied from the previous database, with their hash.
"""

import hashlib
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from api.store.alphabet import alphabetical, by_surname
from api.store.changelog import write_changes
from api.store.ddl import SCHEMA_VERSION, create_indexes, create_search, create_tables, create_views
from api.store.edits import ChangedQuotes
from api.store.files import address
from api.store.ready import write_records
from api.store.records import (
    Contents,
    CorpusRecord,
    DraftRecord,
    Extraction,
    KeptRecord,
    PublisherRecord,
    SpeakerRecord,
    TagRecord,
)
from api.store.rows import (
    ARTICLE_COLUMNS,
    AUTHOR_COLUMNS,
    OF_AN_ARTICLE,
    QUOTE_COLUMNS,
    TAG_COLUMNS,
    Values,
    author_values,
    settle_rows,
    tag_values,
)
from api.store.sets import every_set
from api.store.tallies import COUNTED, COUNTED_ROWS
from api.store.written import Stretch, WrittenArticles, WrittenQuotes

Row = dict[str, Any]

# Python looks for an adapter for each null that is inserted, and raises and drops an error when there is none, which
# takes three times as long as inserting a number.
sqlite3.register_adapter(type(None), lambda null: null)

_RECORDS_A_BATCH = (
    50  # articles with rows in memory at once: those of 200 no longer fit the processor's cache
)
_TEXTS_AT_ONCE = 1000  # texts that are hashed at once


PAGES = "PRAGMA page_size = 16384;"
"""Four times SQLite's own: most bodies, and ten ready-made records, fit on one."""
WRITING = """
PRAGMA main.journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA main.locking_mode = EXCLUSIVE;
PRAGMA main.cache_size = -16384;
"""
"""No journal, no syncing and no locks, because nobody else knows of the file, and a half-written one is of no use; 16
MB of pages in memory, because the system caches the others: with a million quotes, 64 MB saved no time."""
UNCHECKED = "PRAGMA ignore_check_constraints = ON;"
"""Constraints are checked when the database is examined; checking twice takes as long as inserting the quotes."""


def write_database(path: Path, contents: Contents) -> tuple[str, dict[str, int]]:
    """Write a new database file at `path`, which must not exist; return the corpus version and counts of rows.

    The file is not yet safe on disk: no journal is kept and nothing is synced, since a half-written file is of no
    use. `loader.publish` checks and syncs it before it is published.
    """
    connection = sqlite3.connect(address(path, "rwc"), uri=True)
    try:
        connection.executescript(PAGES + WRITING + UNCHECKED)
        create_tables(connection)
        if contents.before:
            connection.execute("ATTACH ? AS before", (address(contents.before, "ro"),))
        writer = Writer(connection)
        with connection:
            writer.write(contents)
        create_search(connection)
        create_indexes(connection)
        with connection:
            write_sets(connection)
            # Last, because statements and copies may be searched for meanwhile, in parallel.
            version, counts = writer.finish(contents)
        create_views(connection)
        write_records(connection)
        write_changes(connection, has_before=contents.before is not None)
        connection.commit()
        return version, counts
    finally:
        connection.close()


def write_sets(connection: sqlite3.Connection) -> None:
    """Write the table `sets` once all rows are in; it does not depend on statements and stories."""
    connection.executemany("INSERT INTO sets VALUES (?, ?, ?, ?, ?)", every_set(connection))


def digest_of(rows: Iterable[tuple[str]]) -> Any:
    """Return the hash object over texts, each the only column of a row."""
    digest = hashlib.sha256()
    remaining = iter(rows)
    while texts := [text for (text,) in islice(remaining, _TEXTS_AT_ONCE)]:
        digest.update("".join(texts).encode())
    return digest


class _Written(NamedTuple):
    """What is remembered of an article whose rows are in."""

    authors: Sequence[tuple[str, str]]
    digest: str


class Writer:
    """Inserts rows and keeps the hash over them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.digests: dict[str, Any] = defaultdict(hashlib.sha256)
        self.articles = 0  # number of articles whose rows are in
        self.next_quote = 1

    def place(self, quotes: int) -> Stretch:
        """Return the stretch of numbers for the next article, which has this many quotes."""
        self.articles += 1
        stretch = Stretch(self.articles, self.next_quote, quotes)
        self.next_quote = stretch.last + 1
        return stretch

    def write(self, contents: Contents) -> None:
        """Insert everything but the row of `corpus`, each quote as a statement of its own."""
        self.write_articles(contents.articles)
        self.insert("publishers", map(_publisher_row, contents.publishers))
        self.insert("tags", map(_tag_row, contents.tags))
        for speakers in _batches(contents.speakers):
            self.insert("speakers", map(_speaker_row, speakers))
            self.insert("speaker_aliases", (row for speaker in speakers for row in _alias_rows(speaker)))
            self.insert("speaker_roles", (row for speaker in speakers for row in _role_rows(speaker)))
        self.insert("rejected", rejected_rows(contents.rejected))
        self.count()

    def finish(self, contents: Contents) -> tuple[str, dict[str, int]]:
        """Set which quotes are one statement and which articles one story; return corpus version and counts of rows.

        They may be searched for while everything else is written.
        """
        self.join_statements(contents)
        if contents.copies:
            self.link_copies(contents.copies(WrittenArticles(self.connection)))
        self.digests["stories"] = digest_of(self.connection.execute(STORIES))
        digests = {table: digest.hexdigest() for table, digest in sorted(self.digests.items())}
        return self.write_corpus(contents.corpus, digests)

    def write_articles(self, articles: Iterable[DraftRecord | KeptRecord]) -> None:
        """Insert the rows of articles, in order of publication, and their authors."""
        authors: dict[str, str] = {}
        for is_kept, records in groupby(articles, lambda record: isinstance(record, KeptRecord)):
            for batch in _batches(records):
                written = self.copy(batch) if is_kept else self.add(batch)
                for article in written:
                    self.digests["articles"].update(article.digest.encode())
                    authors.update({id_: name for id_, name in article.authors if id_ not in authors})
        self.insert("authors", ({"id": id_, "name": authors[id_]} for id_ in sorted(authors)))

    def add(self, batch: Sequence[DraftRecord]) -> list[_Written]:
        """Insert the rows of new articles."""
        rows = [settle_rows(record.draft, record.settled) for record in batch]
        numbered = [(self.place(len(it.quotes)), record, it) for record, it in zip(batch, rows, strict=True)]
        self.fill("articles", ARTICLE_COLUMNS, ([place.article, *it.article] for place, _, it in numbered))
        self.fill(
            "quotes",
            QUOTE_COLUMNS,
            (
                [number, *quote]
                for place, _, it in numbered
                for number, quote in enumerate(it.quotes, place.first)
            ),
        )
        for table, columns, values in (
            ("article_authors", AUTHOR_COLUMNS, author_values),
            ("article_tags", TAG_COLUMNS, tag_values),
        ):
            self.fill(
                table,
                columns,
                (
                    [number, *row]
                    for place, record, _ in numbered
                    for number, row in enumerate(
                        values(record.id, record.settled), place.article << _ROW_BITS
                    )
                ),
            )
        self.fill(
            "extractions",
            _EXTRACTION_COLUMNS,
            (
                [place.article, *_extraction_values(record, record.extraction, it.digest)]
                for place, record, it in numbered
                if record.extraction
            ),
        )
        return [_Written(it.settled.authors, row.digest) for it, row in zip(batch, rows, strict=True)]

    def copy(self, batch: Sequence[KeptRecord]) -> list[_Written]:
        """Insert the rows of articles as in the previous database, in the order of `batch`."""
        self.connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS wanted (number INTEGER PRIMARY KEY, first INTEGER, id TEXT)"
        )
        self.connection.execute("DELETE FROM wanted")
        wanted = [(*self.place(record.quotes)[:2], record.id) for record in batch]
        self.connection.executemany("INSERT INTO wanted (number, first, id) VALUES (?, ?, ?)", wanted)
        for table, (columns, number) in _COPIED.items():
            # CROSS JOIN: in the order of `wanted`, by the index on the column.
            names = [_quoted(name) for name in columns]
            values = ", ".join(f"source.{name}" for name in names)
            self.connection.execute(
                f"""INSERT INTO main.{table} (rowid, {", ".join(names)}) SELECT {number}, {values}
                      FROM wanted CROSS JOIN before.{table} AS source
                        ON source.{OF_AN_ARTICLE[table]} = wanted.id
                     ORDER BY wanted.number, source.rowid"""
            )
        return [_Written(record.authors, record.digest) for record in batch]

    def join_statements(self, contents: Contents) -> None:
        """Set the statement of each quote: as in the previous database, except for what has changed."""
        connection, changed = self.connection, None
        if contents.before and contents.renewed:
            self.connection.execute(
                """UPDATE quotes SET statement_id = source.statement_id FROM before.quotes AS source
                    WHERE source.id = quotes.id AND source.statement_id <> quotes.statement_id"""
            )
            changed = contents.renewed(ChangedQuotes(connection))
        if changed is None and contents.statements:
            self.connection.execute("UPDATE quotes SET statement_id = id WHERE statement_id <> id")
            changed = contents.statements(WrittenQuotes(connection))
        self.set_statements(changed or ())
        self.digests["statements"] = digest_of(self.connection.execute(STATEMENTS))

    def set_statements(self, changed: Iterable[tuple[int, int]]) -> None:
        """Set the statements of quotes, given pairs of their number and that of the first quote of the statement."""
        self.connection.executemany(
            "UPDATE quotes SET statement_id = (SELECT id FROM quotes WHERE rowid = ?2) WHERE rowid = ?1",
            changed,
        )

    def link_copies(self, copied: Iterable[tuple[int, int]]) -> None:
        """Set the story of each article, and how many copies it has.

        `copied` has the number of each article that has copies, with the number of the original.
        """
        copies = self.connection.execute("SELECT rowid FROM articles WHERE copy_count > 0")
        self.link({number: number for (number,) in copies} | dict(copied))

    def link(self, originals: Mapping[int, int]) -> list[str]:
        """Set the stories of some articles, given the number of each with that of the original; return changed ids.

        `originals` must have all articles of a story if it has one of them.
        """
        sizes = Counter(originals.values())
        changed = []
        for number, original in sorted(originals.items()):
            ((id_, *before, story),) = self.connection.execute(_STORY, (original, number)).fetchall()
            now = [story, sizes[original] - 1]
            if now != before:
                self.connection.execute(
                    "UPDATE articles SET story_id = ?, copy_count = ? WHERE rowid = ?", (*now, number)
                )
                changed.append(id_)
        return changed

    def write_corpus(self, corpus: CorpusRecord, digests: Mapping[str, str]) -> tuple[str, dict[str, int]]:
        """Insert the rows of `corpus` and `build`, replacing existing ones."""
        row = {
            "title": corpus.title,
            "description": corpus.description,
            "licence": corpus.licence,
            "home_page": corpus.home_page,
            "schema_version": SCHEMA_VERSION,
            "extractor_version": corpus.extractor_version,
        }
        version = hashlib.sha256(orjson.dumps([row, digests])).hexdigest()[:16]
        counts = {f"{noun}s": self._count_of(f"{noun}s") for noun in COUNTED}
        built_at = corpus.earlier.get(version, corpus.built_at)
        columns = {f"{noun}_count": counts[f"{noun}s"] for noun in COUNTED}
        self.connection.execute("DELETE FROM corpus")
        values = row | {"version": version, "built_at": built_at} | columns
        self.fill("corpus", values, [list(values.values())], numbered=False)
        self.connection.execute("DELETE FROM build")
        self.connection.execute(
            "INSERT INTO build VALUES (?, ?)", (corpus.circumstances, orjson.dumps(digests).decode())
        )
        return version, counts

    def _count_of(self, table: str) -> int:
        ((count,),) = self.connection.execute(f"SELECT count(*) FROM {table}")
        return int(count)

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Insert `rows`, all with the same keys, in the order given, and hash them."""
        remaining = iter(rows)
        first = next(remaining, None)
        if first is not None:
            self.fill(table, first, self.hashed(table, chain((first,), remaining)), numbered=False)

    def fill(
        self, table: str, columns: Iterable[str], rows: Iterable[Values], *, numbered: bool = True
    ) -> None:
        """Insert rows of these columns, each preceded by its number if it has one."""
        names = [*(["rowid"] if numbered else []), *map(_quoted, columns)]
        self.connection.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows
        )

    def hashed(self, table: str, rows: Iterable[Row]) -> Iterator[Values]:
        """Pass rows on unchanged on their way into a table, and hash them."""
        for row in rows:
            self.digests[table].update(orjson.dumps(row))
            yield list(row.values())

    def count(self) -> None:
        """Set the counts and dates that are computed from all rows."""
        for _, _, sql in COUNTED_ROWS:
            self.connection.execute(sql.format(of="IS NOT NULL"))


STATEMENTS = "SELECT statement_id FROM quotes ORDER BY rowid"
_STORY = """
SELECT id, story_id, copy_count, (SELECT id FROM articles WHERE rowid = ?) FROM articles WHERE rowid = ?
"""
STORIES = "SELECT id || ' ' || story_id FROM articles WHERE story_id <> id ORDER BY rowid"

_EXTRACTION_COLUMNS = (
    "article_id", "file", "number", "fingerprint", "article", "facts", "signatures", "settled", "words",
    "text_signature", "digest",
)  # fmt: skip
_ROW_BITS = 20  # low bits of the number of an author's or tag's row: its position in the article
_RENUMBERED = f"(wanted.number << {_ROW_BITS}) | (source.rowid & {(1 << _ROW_BITS) - 1})"
_COPIED = {
    "articles": (ARTICLE_COLUMNS, "wanted.number"),
    "article_authors": (AUTHOR_COLUMNS, _RENUMBERED),
    "article_tags": (TAG_COLUMNS, _RENUMBERED),
    "quotes": (QUOTE_COLUMNS, "wanted.first + source.position"),
    "extractions": (_EXTRACTION_COLUMNS, "wanted.number"),
}
"""The tables `OF_AN_ARTICLE`: their columns, and the number of a row."""


def _quoted(name: str) -> str:
    """Return the name of a column quoted for SQL: "end" is also a keyword."""
    return f'"{name}"'


def _batches(records: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(records)
    while batch := list(islice(remaining, _RECORDS_A_BATCH)):
        yield batch


def rejected_rows(rejected: Mapping[str, str]) -> list[Row]:
    """Return rows of `rejected`: the reasons by path."""
    return [{"path": path, "reason": reason} for path, reason in sorted(rejected.items())]


def _publisher_row(publisher: PublisherRecord) -> Row:
    return {
        "id": publisher.id,
        "name": publisher.name,
        "sort_name": alphabetical(publisher.name),
        "domain": publisher.domain,
        "url": publisher.url,
    }


def _tag_row(tag: TagRecord) -> Row:
    return {"id": tag.id, "name": tag.name, "sort_name": alphabetical(tag.name), "kind": tag.kind}


def _speaker_row(speaker: SpeakerRecord) -> Row:
    return {
        "id": speaker.id,
        "name": speaker.name,
        "sort_name": by_surname(speaker.sort_name),
        "kind": speaker.kind,
        "description": speaker.description,
        "wikidata_id": speaker.wikidata_id,
        "is_curated": int(speaker.is_curated),
    }


def _alias_rows(speaker: SpeakerRecord) -> Iterator[Row]:
    return ({"speaker_id": speaker.id, "alias": alias} for alias in speaker.aliases)


def _role_rows(speaker: SpeakerRecord) -> Iterator[Row]:
    return ({"speaker_id": speaker.id, "role": role, "article_id": where} for role, where in speaker.roles)


def _extraction_values(record: DraftRecord, kept: Extraction, digest: str) -> Values:
    return [
        record.id,
        kept.file,
        kept.number,
        kept.fingerprint,
        kept.article,
        kept.facts,
        kept.signatures,
        record.settled_by,
        kept.words,
        kept.text_signature,
        digest,
    ]
