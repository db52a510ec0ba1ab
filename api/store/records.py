"""What a database is made from, as the loader hands it to `write` and `patch`.

Ids and references are settled: a record names the others that it belongs to.
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
    """A row of `publishers`; its counts are computed from the other rows."""

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
    """What the next load may reuse of one article: its file, a hash over everything that decided what was found, and
    what was found, before corrections.

    `article` (compressed JSON without the body), `facts` (JSON) and `signatures` (hashes to find statements by) are
    opaque here: only the loader reads them. `words` is a hash over the quotes that statements are made from, and over
    the method. `text_signature` has hashes to find copies of the article by.
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

    `settled_by` is a hash over everything that decided `settled`, for the next load.
    """

    id: str
    draft: bytes
    settled: Settled
    extraction: Extraction | None = None
    settled_by: str = ""


@value
class KeptRecord:
    """An article whose rows are the same as in the previous database: a hash over them, and its number of quotes."""

    id: str
    digest: str
    quotes: int
    authors: tuple[tuple[str, str], ...] = ()


@value
class CorpusRecord:
    """What the row of `corpus` says besides counts and version; times are UTC, ISO 8601.

    `circumstances` is a hash over everything but the articles' files that decides rows, for the next load. `earlier`
    has times by version: a version that was built before keeps its time instead of `built_at`.
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
    """Everything that a database contains.

    `articles` is read once, before all others, in order of publication (undated first); rows of kept articles are in
    the previous database, `before`. `statements` gives, for quotes whose statement begins with another quote, their
    number and the number of that first quote. `renewed` gives the same, but only for quotes whose statement may have
    changed; None when it doesn't know, and then `statements` is used. `copies` gives the number of each article that
    has copies, with the number of the original.
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
