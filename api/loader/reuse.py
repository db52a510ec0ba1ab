"""Take what was extracted from an unchanged file out of the existing database.

In: a file, and what the last load kept.  Out: its articles' facts; the whole Article, as the extractor returned it,
if that is needed.  Corrections, speakers and labels are computed again each time: they depend on the rest of the
corpus.
"""

import hashlib
import zlib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from api.extract import EXTRACTOR_VERSION
from api.loader.extraction import Recipe
from api.loader.folder import SourceFile
from api.loader.prepared import KEPT_FORM, Prepared, unpacked
from api.model import Article
from api.settings import shipped
from api.store.history import DamagedHistory, History
from api.store.records import Extraction


def fingerprint(file: SourceFile, recipe: Recipe) -> str | None:
    """Return a hash over everything that decides what is extracted from `file`; None when it can't be read."""
    try:
        content = _sha256(file)
    except OSError:
        return None
    rest = repr((file.name, sorted(file.fields.items()), recipe, extractor(), KEPT_FORM))
    return hashlib.sha256(f"{content} {rest}".encode()).hexdigest()


def _sha256(file: SourceFile) -> str:
    if file.data is not None:
        return hashlib.sha256(file.data).hexdigest()
    with file.path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def keep(file: SourceFile, mark: str | None, number: int, prepared: Prepared) -> Extraction | None:
    """Return what the next load may reuse of the article with that number in `file`, whose fingerprint is `mark`."""
    if mark is None:
        return None
    kept = Extraction(
        file=file.name,
        number=number,
        fingerprint=mark,
        article=prepared.kept,
        facts=prepared.facts,
        signatures=b"",
        words="",
        text_signature=b"",
    )
    return renewed(kept, prepared)


def renewed(kept: Extraction, prepared: Prepared) -> Extraction:
    """Return what was kept, with the signatures of the article as it is now prepared."""
    words = hashlib.sha256(f"{builder()} {prepared.words}".encode()).hexdigest()
    return kept._replace(signatures=prepared.signatures, words=words, text_signature=prepared.text_signature)


def kept_article(history: History, article_id: str) -> tuple[Article, Extraction]:
    """Return the whole of a kept article; raises DamagedHistory when it can't be read."""
    *extraction, body = history.extraction(article_id)
    kept = Extraction(*extraction)
    try:
        return unpacked(kept.article, body), kept
    except (zlib.error, ValueError, TypeError, KeyError) as error:
        raise DamagedHistory(f"what was extracted of {article_id} can't be read: {error}") from error


@cache
def extractor() -> str:
    """Return a hash over the extractor itself, its word lists and weights: editing one invalidates what was kept."""
    return _hash_over(EXTRACTOR_VERSION, [resources.files("api.extract")])


@cache
def builder() -> str:
    """Return a hash over the code that makes rows from what was extracted: this room, the store, the data model."""
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
