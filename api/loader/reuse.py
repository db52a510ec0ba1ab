"""Take what was extracted from an unchanged file out of the database that is there.

In: a file, and what the last load kept.  Out: its Articles, as the extractor gave them, or nothing.  Corrections,
speakers and labels are worked out anew each time: they depend on the rest of the corpus.
"""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import orjson

from api.extract import EXTRACTOR_VERSION
from api.loader.extraction import Outcome, Recipe
from api.loader.folder import SourceFile
from api.model import Article, Excerpt, Mention, Metadata, Quote, Removed, Span, Speaker, Tag
from api.store.history import History
from api.store.write import ExtractionRecord


class Earlier:
    """Knows what the last load extracted, and says whether that still holds for a file."""

    def __init__(self, history: History, recipe: Recipe) -> None:
        self._history = history
        self._recipe = recipe

    def fingerprint(self, file: SourceFile) -> str | None:
        """Return a hash over all that decides what is extracted from `file`; None when it can't be read."""
        try:
            content = _sha256(file)
        except OSError:
            return None
        rest = repr((file.name, sorted(file.fields.items()), self._recipe, extractor()))
        return hashlib.sha256(f"{content} {rest}".encode()).hexdigest()

    def articles_of(self, file: SourceFile, fingerprint: str | None) -> list[Article] | None:
        """Return the articles of `file`, None when it has to be extracted."""
        record = self._history.extractions.get(file.name)
        if record is None or record.fingerprint != fingerprint:
            return None
        try:
            kept = orjson.loads(zlib.decompress(record.articles))
            return [_article(article, self._history.bodies[article["path"]]) for article in kept]
        except (zlib.error, ValueError, TypeError, KeyError):
            # Damaged; or an article was rejected as a duplicate then, and its body is not there.
            return None


def _sha256(file: SourceFile) -> str:
    if file.data is not None:
        return hashlib.sha256(file.data).hexdigest()
    with file.path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def keep(file: SourceFile, fingerprint: str | None, outcomes: Sequence[Outcome]) -> ExtractionRecord | None:
    """Return what the next load may reuse; None when something of the file was rejected, and has to be looked at."""
    articles = [_without_body(outcome) for outcome in outcomes if isinstance(outcome, Article)]
    if fingerprint is None or len(articles) < len(outcomes):
        return None
    return ExtractionRecord(file.name, fingerprint, zlib.compress(orjson.dumps(articles), 1))


@cache
def extractor() -> str:
    """Return a hash over the extractor itself, its word lists and weights: whoever edits one gets what it finds."""
    digest = hashlib.sha256(EXTRACTOR_VERSION.encode())
    for name, content in _contents(resources.files("api.extract"), ""):
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


def _without_body(article: Article) -> dict[str, Any]:
    facts: dict[str, Any] = {
        name: getattr(article, name) for name in ("path", "sha256", "metadata", "removed", "quotes")
    }
    return facts


def _article(kept: Mapping[str, Any], body: str) -> Article:
    facts = dict(kept["metadata"])
    facts["authors"] = tuple(facts["authors"])
    facts["tags"] = tuple(Tag(**tag) for tag in facts["tags"])
    return Article(
        path=kept["path"],
        sha256=kept["sha256"],
        metadata=Metadata(**facts),
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
