"""Settle what the articles of a corpus share, and write them all into a new database file.

In: the articles that were gathered, and the curation.  Out: a database, not yet published (`publish`).

An article of the old database whose rows would come out the same is not even read: its facts are enough to know that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from api.loader.copies import copied
from api.loader.curation import Curation
from api.loader.gathered import Gathered, Spooled
from api.loader.labels import Publishers, Tags, authors_of
from api.loader.patching import circumstances_of, patch_of, settled_by
from api.loader.people import People
from api.loader.prepared import metadata_in, prepare
from api.loader.renewal import renewed_statements
from api.loader.reuse import kept_article, renewed
from api.loader.statements import repetitions
from api.model import Metadata, TagOrigin, value
from api.store.history import DamagedHistory, History
from api.store.patch import Unpatched, patch_database
from api.store.records import Contents, CorpusRecord, DraftRecord, KeptRecord
from api.store.rows import Settled
from api.store.write import write_database

if TYPE_CHECKING:
    from api.loader.recurrences import Recurrences

Record = TypeVar("Record")


@value
class Circumstances:
    """What a database says besides its articles.

    `title` is used where the curation has none. `now` is UTC, ISO 8601; articles that the old database has keep their
    earlier time. `rejected` has the reasons by path. `recurrences`, if given, finds statements and stories meanwhile.
    """

    extractor_version: str
    title: str
    now: str
    rejected: Mapping[str, str]
    history: History
    recurrences: "Recurrences | None" = None


@value
class Built:
    """What was written: the corpus version, and the number of rows by table.

    `patched` are the articles that were changed in a copy of the old database; None after a complete rewrite.
    """

    version: str
    counts: dict[str, int]
    patched: Sequence[str] | None = None


def build_database(gathered: Gathered, path: Path, curation: Curation, about: Circumstances) -> Built:
    """Write a new database of the gathered articles to `path`, where there must be no file."""
    patch = patch_of(gathered, _corpus_record(curation, about), about.rejected, about.history)
    if patch:
        try:
            return Built(*patch_database(path, patch), patched=[record.id for record in patch.articles])
        except Unpatched:
            path.unlink()
    if not about.recurrences:
        return Built(*write_database(path, settle(gathered, curation, about)))
    found = about.recurrences
    found.begin(gathered)
    contents = replace(settle(gathered, curation, about), statements=found.statements, copies=found.copies)
    return Built(*write_database(path, contents))


def settle(gathered: Gathered, curation: Curation, about: Circumstances) -> Contents:
    """Resolve speakers, publishers and tags over all articles."""
    people = People(gathered.seen(about.history), curation.speakers)
    labels = _Labels(
        Publishers(curation.publishers, curation.corpus.publisher, curation.corpus.rights),
        Tags(curation.tags),
    )
    return Contents(
        corpus=_corpus_record(curation, about),
        articles=_records(gathered, people, labels, about),
        publishers=_later(labels.publishers.records),
        speakers=people.records(),
        tags=_later(labels.tags.records),
        rejected=about.rejected,
        before=about.history.path,
        statements=repetitions,
        renewed=renewed_statements,
        copies=copied,
    )


def _later(records: Callable[[], Iterable[Record]]) -> Iterator[Record]:
    """Call `records` only when the first is needed: publishers and tags are complete once all articles are read."""
    yield from records()


@value
class _Labels:
    """Publishers and tags, collected as articles name them."""

    publishers: Publishers
    tags: Tags

    def of(self, facts: Metadata) -> "_Labelled":
        publisher_id = self.publishers.id_of(facts)
        via = facts.original_publisher
        return _Labelled(
            self.publishers.with_rights(facts, publisher_id),
            publisher_id,
            self.publishers.id_of_name(via) if via else None,
            self.tags.ids_of(facts.tags),
        )


@value
class _Labelled:
    """An article's facts with its rights, and the ids that belong to them."""

    facts: Metadata
    publisher_id: str | None
    via_publisher_id: str | None
    tags: tuple[tuple[str, TagOrigin], ...]


def _records(
    gathered: Gathered, people: People, labels: _Labels, about: Circumstances
) -> Iterator[DraftRecord | KeptRecord]:
    for entry in gathered.in_order():
        if entry.place is None:
            yield _kept_record(entry.id, people, labels, about)
        else:
            spooled = gathered.read(entry.place)
            labelled = labels.of(metadata_in(spooled.prepared.facts))
            yield _record(spooled, _settled(entry.id, spooled.prepared.sha256, labelled, people, about))


def _kept_record(id_: str, people: People, labels: _Labels, about: Circumstances) -> DraftRecord | KeptRecord:
    """Return how to copy the article's rows, or, if changes elsewhere affect them, the whole article."""
    kept = about.history.kept(id_)
    if kept is None:
        raise DamagedHistory(f"what was extracted of {id_} is gone")
    settled = _settled(id_, kept.sha256, labels.of(metadata_in(kept.facts)), people, about)
    if kept.settled == settled_by(settled):
        return KeptRecord(id_, kept.digest, kept.quote_count, settled.authors)
    article, extraction = kept_article(about.history, id_)
    prepared = prepare(article, id_)
    return _record(Spooled(prepared, renewed(extraction, prepared), is_corrected=False), settled)


def _record(spooled: Spooled, settled: Settled) -> DraftRecord:
    prepared = spooled.prepared
    by = "" if spooled.is_corrected else settled_by(settled)
    return DraftRecord(prepared.id, prepared.draft, settled, spooled.extraction, by)


def _settled(id_: str, sha256: str, labelled: _Labelled, people: People, about: Circumstances) -> Settled:
    facts = labelled.facts
    return Settled(
        speakers=people.speakers_of(id_),
        publisher_id=labelled.publisher_id,
        via_publisher_id=labelled.via_publisher_id,
        rights=facts.rights,
        rights_note=facts.rights_note,
        extractor_version=about.extractor_version,
        added_at=about.history.added_at(id_, sha256) or about.now,
        authors=authors_of(facts),
        tags=labelled.tags,
    )


def _corpus_record(curation: Curation, about: Circumstances) -> CorpusRecord:
    facts = curation.corpus
    return CorpusRecord(
        title=facts.title or about.title,
        extractor_version=about.extractor_version,
        built_at=about.now,
        circumstances=circumstances_of(curation, about.title, about.extractor_version),
        earlier=about.history.built_at,
        description=facts.description,
        licence=facts.licence,
        home_page=facts.home_page,
    )
