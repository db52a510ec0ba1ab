"""Say whether the few articles that have changed can be changed in a copy of the old database.

In: what was gathered, and the old database.  Out: the new rows of those articles, or None.

They can be, if they change nothing but themselves and which quotes are one statement: each has its old position, the
same speakers with the same names and offices, the same publisher, tags and authors; and no curation has changed. Then
all other speakers stay the same.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from api.loader.copies import renewed_copies
from api.loader.curation import Curation
from api.loader.gathered import Gathered, Spooled
from api.loader.labels import authors_of
from api.loader.prepared import metadata_in, sightings_in
from api.loader.renewal import renewed_statements
from api.loader.reuse import builder
from api.loader.sightings import Sighting, is_unnamed
from api.store.history import History, Kept
from api.store.patch import Patch
from api.store.records import CorpusRecord, DraftRecord
from api.store.rows import Attributed, Settled

MAX_PATCHED = 50
"""At most this many articles are changed in a copy; with more, checking each of them isn't worth it."""


def settled_by(settled: Settled) -> str:
    """Return everything besides the extraction that decides an article's rows, as JSON, for the next load."""
    speakers = [tuple(each) for each in settled.speakers]
    labels = [settled.publisher_id, settled.via_publisher_id, settled.rights, settled.rights_note]
    return orjson.dumps([builder(), speakers, labels, settled.tags]).decode()


def circumstances_of(curation: Curation, title: str, extractor_version: str) -> str:
    """Return the mark of the curation, and a hash over everything but the articles' files that decides rows."""
    rest = repr((curation, title, extractor_version, builder()))
    return f"{curation.mark} {hashlib.sha256(rest.encode()).hexdigest()}"


def patch_of(
    gathered: Gathered, corpus: CorpusRecord, rejected: Mapping[str, str], history: History
) -> Patch | None:
    """Return the changes to make in a copy of the old database; None when a copy is not enough."""
    if (
        history.path is None
        or gathered.not_kept
        or not history.is_untouched()
        or history.circumstances() != corpus.circumstances
    ):
        return None
    entries = gathered.in_order()
    changed = [(entry.id, entry.place) for entry in entries if entry.place is not None and not entry.is_known]
    if len(changed) > MAX_PATCHED or history.order() != [entry[:2] for entry in entries]:
        return None
    records = []
    for id_, place in changed:
        spooled = gathered.read(place)
        kept = history.kept(id_)
        record = kept and _record(spooled, kept, corpus, history)
        if not record:
            return None
        records.append(record)
    return Patch(history.path, corpus, records, renewed_statements, renewed_copies, rejected)


def _record(spooled: Spooled, kept: Kept, corpus: CorpusRecord, history: History) -> DraftRecord | None:
    """Return the new rows of an article; None when rows of other articles may change with it."""
    prepared = spooled.prepared
    if spooled.is_corrected or not spooled.extraction or not kept.settled:
        return None
    if _labels(prepared.facts) != _labels(kept.facts):
        return None
    _, speakers, labels, tags = orjson.loads(kept.settled)
    before, now = (sightings_in(prepared.id, facts) for facts in (kept.facts, prepared.facts))
    ids = {(each.name, each.kind): Attributed(*one) for each, one in zip(before, speakers, strict=True)}
    if not _are_the_same(before, now, {key: history.kind_of(it.speaker_id) for key, it in ids.items()}):
        return None
    publisher_id, via_publisher_id, rights, rights_note = labels
    settled = Settled(
        speakers=[ids[each.name, each.kind] for each in now],
        publisher_id=publisher_id,
        via_publisher_id=via_publisher_id,
        rights=rights,
        rights_note=rights_note,
        extractor_version=corpus.extractor_version,
        added_at=history.added_at(prepared.id, prepared.sha256) or corpus.built_at,
        authors=authors_of(metadata_in(prepared.facts)),
        tags=tuple((id_, origin) for id_, origin in tags),
    )
    return DraftRecord(prepared.id, prepared.draft, settled, spooled.extraction, kept.settled)


def _labels(facts: bytes) -> tuple[Any, ...]:
    """Return the labels that articles share: the first article that prints a name or a tag decides its spelling."""
    it = metadata_in(facts)
    names = it.publisher, it.original_publisher, it.tags, it.authors
    return (*names, it.url, it.language, it.section, it.rights, it.rights_note)


def _are_the_same(
    before: Sequence[Sighting], now: Sequence[Sighting], kinds: Mapping[tuple[str, str], str | None]
) -> bool:
    """Return whether the speakers and their names are the same, so that identities can't change.

    Where a name occurs with several kinds, the number of quotes decides: for its present kind, it must not fall.
    """
    old = {(each.name, each.kind): each for each in before}
    if old.keys() != {(each.name, each.kind) for each in now}:
        return False
    pairs = [(old[each.name, each.kind], each) for each in now]
    return all(
        (one.printed, one.roles) == (other.printed, other.roles)
        and (
            one.quotes == other.quotes
            or is_unnamed(one.name, one.kind)
            or (other.quotes > one.quotes and kinds[one.name, one.kind] == one.kind)
        )
        for one, other in pairs
    )
