"""Publishers and tags: from the names that articles print to the entries that a curator keeps.

In: printed names.  Out: ids, and a record for each.  A name that no entry claims gets an entry of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from api.loader.curation import CuratedPublisher, CuratedTag, curated_id
from api.loader.ids import label_id
from api.loader.names import fold_label
from api.model import Metadata, Rights, Tag, TagOrigin
from api.store.records import PublisherRecord, TagRecord
from api.web_address import site_of


class Publishers:
    """Knows the curated publishers, and others that articles name."""

    def __init__(
        self, curated: Sequence[CuratedPublisher], default: str | None = None, rights: Rights | None = None
    ) -> None:
        """Take the entries of publishers.yaml, and the default publisher and rights of corpus.yaml."""
        self._default = default
        self._rights = rights
        self._entries = {curated_id("publisher", entry): entry for entry in curated}
        self._by_name = {
            fold_label(name): id_
            for id_, entry in self._entries.items()
            for name in (id_, entry.name, *entry.aliases)
        }
        self._by_domain = {entry.domain: id_ for id_, entry in self._entries.items() if entry.domain}

    def id_of(self, facts: Metadata) -> str | None:
        """Return who published the article: by its declared or printed name, its address, or the default.

        A site without a known name is called by its domain, like that of saved pages that don't name theirs.
        """
        site = site_of(facts.url) if facts.url else ""
        if not facts.publisher and site in self._by_domain:
            return self._by_domain[site]
        name = facts.publisher or self._default or site
        return self.id_of_name(name) if name else None

    def id_of_name(self, name: str) -> str:
        """Return the publisher of that name, alias, id or domain; a new one when there is none."""
        known = self._by_name.get(fold_label(name)) or self._by_domain.get(name.lower().removeprefix("www."))
        return known or self._add(name.strip())

    def _add(self, name: str) -> str:
        id_ = label_id(name, "publisher")
        self._entries.setdefault(id_, CuratedPublisher(name))
        return self._by_name.setdefault(fold_label(name), id_)

    def with_rights(self, facts: Metadata, publisher_id: str | None) -> Metadata:
        """Return `facts` with rights: the article's own, else the publisher's curated ones, else the corpus's."""
        if facts.rights != "unknown":
            return facts
        entry = self._entries.get(publisher_id or "")
        if entry and entry.rights:
            return replace(facts, rights=entry.rights, rights_note=facts.rights_note or entry.rights_note)
        return replace(facts, rights=self._rights) if self._rights else facts

    def records(self) -> list[PublisherRecord]:
        """Return every publisher, curated or named by an article, by id."""
        return [PublisherRecord(id_, it.name, it.domain, it.url) for id_, it in sorted(self._entries.items())]


class Tags:
    """Knows the curated tags, and others that articles print."""

    def __init__(self, curated: Sequence[CuratedTag]) -> None:
        self._entries = {curated_id("tag", entry): entry for entry in curated}
        self._by_name = {
            fold_label(name): id_
            for id_, entry in self._entries.items()
            for name in (id_, entry.name, *entry.aliases)
        }

    def ids_of(self, tags: Iterable[Tag]) -> tuple[tuple[str, TagOrigin], ...]:
        """Return id and origin of each tag, once; a printed tag takes precedence over a derived one."""
        origins: dict[str, TagOrigin] = {}
        for tag in tags:
            id_ = self._by_name.get(fold_label(tag.name)) or self._add(tag)
            if id_ not in origins or origins[id_] == "derived":
                origins[id_] = tag.origin
        return tuple(origins.items())

    def _add(self, tag: Tag) -> str:
        id_ = label_id(tag.name, "tag")
        self._entries.setdefault(id_, CuratedTag(tag.name, kind=tag.kind))
        return self._by_name.setdefault(fold_label(tag.name), id_)

    def records(self) -> list[TagRecord]:
        """Return every tag, curated or printed in an article, by id."""
        return [TagRecord(id_, entry.name, entry.kind) for id_, entry in sorted(self._entries.items())]


def authors_of(facts: Metadata) -> tuple[tuple[str, str], ...]:
    """Return id and name of each author, in the order of the byline, without duplicates."""
    authors: dict[str, str] = {}
    for name in facts.authors:
        authors.setdefault(label_id(name, "author"), name)
    return tuple(authors.items())
