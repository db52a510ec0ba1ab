"""What a database is made of, as the loader hands it to whoever writes it (`write`, `patch`).

Ids and references are settled: a record says which others it belongs to.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import NamedTuple

from api.model import SpeakerKind, value
from api.store.edits import ChangedQuotes
from api.store.rows import Settled
from api.store.written import WrittenArticles, WrittenQuotes


@value
class PublisherRecord:
    """A row of `publishers`; its counts are worked out from the other rows."""

    id: str
    name: str
    domain: str | None = None
    url: str | None = None


@value
class TagRecord:
    """A row of `tags`."""

    id: str
    name: str
    kind: str = "subject"


@value
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


class Extraction(NamedTuple):
    """What the next load may reuse of one article: where it was, the hash over all that decided what was found,
    and what was found, before corrections.

    `article`, `facts` and `signatures` are the loader's own affair: compressed JSON without the body, JSON, and what
    statements are found by. `words` is a hash over the quotes that statements are made of, and over how.
    `text_signature` is what copies of the article are found by.
    """

    file: str
    number: int
    fingerprint: str
    article: bytes
    facts: bytes
    signatures: bytes
    words: str
    text_signature: bytes


@value
class DraftRecord:
    """An article as a worker has drafted it, and what the corpus has settled since.

    `settled_by` is a hash over all that decided `settled`, for the next load.
    """

    id: str
    draft: bytes
    settled: Settled
    extraction: Extraction | None = None
    settled_by: str = ""


@value
class KeptRecord:
    """An article whose rows are the same as in the database before: a hash over them, and its number of quotes."""

    id: str
    digest: str
    quotes: int
    authors: tuple[tuple[str, str], ...] = ()


@value
class CorpusRecord:
    """What the row of `corpus` says besides counts and version; times are UTC, ISO 8601.

    `circumstances` is a hash over all that decides rows besides the files of articles, for the next load. `earlier`
    holds times by version: one that was built before keeps its time instead of `built_at`.
    """

    title: str
    extractor_version: str
    built_at: str
    description: str | None = None
    licence: str | None = None
    home_page: str | None = None
    circumstances: str = ""
    earlier: Mapping[str, str] = field(default_factory=dict)


@value
class Contents:
    """Everything that a database holds.

    `articles` is read once, before all others, in order of publication (undated first); those that are kept have
    their rows in the database `before`. `statements` tells of which quotes, by number, another is the first of their
    statement. `renewed` tells the same of those quotes for which it may be another than before, or None when it
    doesn't know; then `statements` is asked. `copies` tells of which articles, by number, there are several copies,
    each with the number of the original.
    """

    corpus: CorpusRecord
    articles: Iterable[DraftRecord | KeptRecord]
    publishers: Iterable[PublisherRecord] = ()
    speakers: Iterable[SpeakerRecord] = ()
    tags: Iterable[TagRecord] = ()
    rejected: Mapping[str, str] = field(default_factory=dict)
    before: Path | None = None
    statements: Callable[[WrittenQuotes], Iterable[tuple[int, int]]] | None = None
    renewed: Callable[[ChangedQuotes], Iterable[tuple[int, int]] | None] | None = None
    copies: Callable[[WrittenArticles], Iterable[tuple[int, int]]] | None = None
