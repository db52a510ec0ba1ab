"""Settle what the articles of a corpus share, and write them all into a new database file.

In: Articles with their ids, and the curation.  Out: a database, not yet published (`publish`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from api.loader.curation import Curation
from api.loader.ids import quote_ids
from api.loader.labels import Publishers, Tags, authors_of
from api.loader.people import People, resolve_people, sightings_of, with_speakers
from api.loader.statements import Statements
from api.model import Article
from api.store.write import ArticleRecord, Contents, CorpusRecord, ExtractionRecord, write_database


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a database says besides its articles.

    `title` stands in where the curation has none. `now` is UTC, ISO 8601. `added_at` tells since when an article,
    by id and sha256, has been in the corpus, and `built_at` since when a version has been there, where that is
    longer than now. `rejected` are the reasons by path, `extractions` what the next load may reuse.
    """

    extractor_version: str
    title: str = "Untitled corpus"
    built_at: Mapping[str, str] = field(default_factory=dict)
    now: str = field(default_factory=lambda: datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    added_at: Mapping[tuple[str, str], str] = field(default_factory=dict)
    rejected: Mapping[str, str] = field(default_factory=dict)
    extractions: Sequence[ExtractionRecord] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """What was written: the corpus version, and the number of rows by table."""

    version: str
    counts: dict[str, int]


def build_database(
    articles: Mapping[str, Article],
    path: Path,
    curation: Curation | None = None,
    about: Circumstances | None = None,
) -> Built:
    """Write a new database of `articles` by id at `path`, where there must be no file."""
    in_order = sorted(articles.items(), key=_order_of_publication)
    contents = settle(in_order, curation or Curation(), about or Circumstances(extractor_version="none"))
    return Built(*write_database(path, contents))


def _order_of_publication(named: tuple[str, Article]) -> tuple[str, str]:
    """Order by date, undated first, then by id; "2025" comes before "2025-01" comes before "2025-01-01"."""
    return named[1].metadata.published_on or "", named[0]


def settle(named: Sequence[tuple[str, Article]], curation: Curation, about: Circumstances) -> Contents:
    """Resolve speakers, publishers and tags over all of `named`, which are in order of publication."""
    sightings = (sighting for id_, article in named for sighting in sightings_of(id_, article))
    people = resolve_people(sightings, curation.speakers)
    publishers = Publishers(curation.publishers, curation.corpus.publisher, curation.corpus.rights)
    tags = Tags(curation.tags)
    articles = list(_records(named, people, publishers, tags, about))
    return Contents(
        corpus=_corpus_record(curation, about),
        articles=articles,
        publishers=publishers.records(),
        speakers=people.records.values(),
        tags=tags.records(),
        rejected=about.rejected,
        extractions=about.extractions,
    )


def _records(
    named: Iterable[tuple[str, Article]],
    people: People,
    publishers: Publishers,
    tags: Tags,
    about: Circumstances,
) -> Iterator[ArticleRecord]:
    statements = Statements()
    for id_, article in named:
        facts = article.metadata
        publisher_id = publishers.id_of(facts)
        via_id = publishers.id_of_name(facts.original_publisher) if facts.original_publisher else None
        ids = quote_ids(id_, article.quotes)
        settled = replace(
            with_speakers(id_, article, people), metadata=publishers.with_rights(facts, publisher_id)
        )
        yield ArticleRecord(
            id=id_,
            article=settled,
            quote_ids=ids,
            statement_ids=statements.ids_of(
                [(quote_id, quote.text) for quote_id, quote in zip(ids, article.quotes, strict=True)],
                reported={
                    i for i, quote in zip(ids, article.quotes, strict=True) if quote.kind == "indirect"
                },
            ),
            extractor_version=about.extractor_version,
            added_at=about.added_at.get((id_, article.sha256), about.now),
            publisher_id=publisher_id,
            via_publisher_id=via_id,
            authors=authors_of(article),
            tags=tags.ids_of(facts.tags),
        )


def _corpus_record(curation: Curation, about: Circumstances) -> CorpusRecord:
    facts = curation.corpus
    return CorpusRecord(
        title=facts.title or about.title,
        extractor_version=about.extractor_version,
        built_at=about.now,
        earlier=about.built_at,
        description=facts.description,
        licence=facts.licence,
        home_page=facts.home_page,
    )
