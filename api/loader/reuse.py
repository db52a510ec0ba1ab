"""Take what was extracted from an unchanged file out of the database that is there.

In: a file, and what the last load kept.  Out: its articles' facts; the whole Article, as the extractor gave it, of
those that need it.  Corrections, speakers and labels are worked out anew each time: they depend on the rest of the
corpus.
"""

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import orjson

from api.extract import EXTRACTOR_VERSION
from api.loader.extraction import Outcome, Recipe, Rejection
from api.loader.folder import SourceFile
from api.loader.people import Sighting, sightings_of
from api.model import Article, Excerpt, Mention, Metadata, Quote, Removed, Span, Speaker, Tag
from api.settings import shipped
from api.store.history import DamagedHistory, History
from api.store.write import Extraction


def fingerprint(file: SourceFile, recipe: Recipe) -> str | None:
    """Return a hash over all that decides what is extracted from `file`; None when it can't be read."""
    try:
        content = _sha256(file)
    except OSError:
        return None
    rest = repr((file.name, sorted(file.fields.items()), recipe, extractor()))
    return hashlib.sha256(f"{content} {rest}".encode()).hexdigest()


def _sha256(file: SourceFile) -> str:
    if file.data is not None:
        return hashlib.sha256(file.data).hexdigest()
    with file.path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def keep(file: SourceFile, mark: str | None, number: int, outcome: Outcome) -> Extraction | None:
    """Return what the next load may reuse of the article with that number in `file`, whose fingerprint is `mark`."""
    if mark is None or isinstance(outcome, Rejection):
        return None
    return Extraction(
        file.name,
        number,
        mark,
        zlib.compress(orjson.dumps(_without_body(outcome)), 1),
        orjson.dumps({"metadata": outcome.metadata, "sightings": _sightings(outcome)}),
        builder(),
    )


def _without_body(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in ("path", "sha256", "metadata", "removed", "quotes")}


def _sightings(article: Article) -> list[tuple[Any, ...]]:
    found = sightings_of("", article)
    return [(each.name, each.kind, each.quotes, each.printed, each.roles) for each in found]


def known_facts(article_id: str, facts: bytes) -> tuple[Metadata, tuple[Sighting, ...]]:
    """Return what an article that was kept says of itself, and who speaks in it."""
    known = orjson.loads(facts)
    sightings = (
        Sighting(article_id, name, kind, quotes, tuple(printed), tuple(roles))
        for name, kind, quotes, printed, roles in known["sightings"]
    )
    return _metadata(known["metadata"]), tuple(sightings)


def kept_article(history: History, article_id: str) -> tuple[Article, Extraction]:
    """Return an article that was kept, whole; raises DamagedHistory when that can't be read."""
    file, number, mark, packed, facts, body = history.extraction(article_id)
    try:
        article = _article(orjson.loads(zlib.decompress(packed)), body)
    except (zlib.error, ValueError, TypeError, KeyError) as error:
        raise DamagedHistory(f"what was extracted of {article_id} can't be read: {error}") from error
    return article, Extraction(file, number, mark, packed, facts, builder())


@cache
def extractor() -> str:
    """Return a hash over the extractor itself, its word lists and weights: whoever edits one gets what it finds."""
    return _hash_over(EXTRACTOR_VERSION, [resources.files("api.extract")])


@cache
def builder() -> str:
    """Return a hash over all that makes rows of what was extracted: this room, the store, the data model."""
    return _hash_over(
        extractor(), [resources.files("api.loader"), resources.files("api.store"), shipped("schema")]
    )


def _hash_over(start: str, folders: Iterable[Traversable]) -> str:
    digest = hashlib.sha256(start.encode())
    for folder in folders:
        for name, content in _contents(folder, ""):
            digest.update(f"{name} {hashlib.sha256(content).hexdigest()} ".encode())
    return digest.hexdigest()


def _contents(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            found += _contents(entry, f"{name}{entry.name}/")
        elif entry.is_file():
            found.append((name + entry.name, entry.read_bytes()))
    return found


def _metadata(kept: Mapping[str, Any]) -> Metadata:
    changed = {"authors": tuple(kept["authors"]), "tags": tuple(Tag(**tag) for tag in kept["tags"])}
    return Metadata(**{**kept, **changed})


def _article(kept: Mapping[str, Any], body: str) -> Article:
    return Article(
        path=kept["path"],
        sha256=kept["sha256"],
        metadata=_metadata(kept["metadata"]),
        body=body,
        removed=tuple(Removed(**item) for item in kept["removed"]),
        quotes=tuple(_quote(quote) for quote in kept["quotes"]),
    )


def _quote(kept: Mapping[str, Any]) -> Quote:
    mention, cue, speaker = kept["mention"], kept["cue"], kept["speaker"]
    changed: dict[str, Any] = {
        "span": Span(**kept["span"]),
        "context": Span(**kept["context"]),
        "mention": mention and Mention(**(mention | {"span": Span(**mention["span"])})),
        "cue": cue and Excerpt(**(cue | {"span": Span(**cue["span"])})),
        "speaker": speaker and Speaker(**speaker),
    }
    return Quote(**{**kept, **changed})
