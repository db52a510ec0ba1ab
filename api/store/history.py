"""What a load wants to know of the existing database.

In: the path of a database, perhaps missing or damaged.  Out: when each article came in, and what was extracted from
it.  One article is read at a time, so that memory doesn't grow with the corpus.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from api.model import value
from api.store.ddl import SCHEMA_VERSION
from api.store.files import address
from api.store.seal import is_as_published


class DamagedHistory(Exception):
    """The existing database can't be read to the end; a caller that can do without it starts again."""


@value
class Kept:
    """An article that the database has: what was extracted, and what its rows were made from.

    `facts` is JSON; `settled` is a hash over everything that decided the rows, `words` over the ids, texts and kinds
    of its quotes, `digest` over the rows.
    """

    id: str
    path: str
    published_on: str
    url: str | None
    quote_count: int
    sha256: str
    facts: bytes
    settled: str
    words: str
    digest: str


_FILES_AT_ONCE = 100
_KEPT = """
SELECT file, articles.id, source_path, coalesce(published_on, ''), url, quote_count, source_sha256,
       facts, settled, words, digest
  FROM extractions JOIN articles ON articles.id = article_id
"""


class History:
    """Reads the database at `path`; without one, everything is empty. `built_at`: UTC times by corpus version."""

    def __init__(
        self,
        path: Path | None = None,
        built_at: Mapping[str, str] | None = None,
        connection: sqlite3.Connection | None = None,
    ) -> None:
        self.path, self.built_at = path, built_at or {}
        self._connection = connection
        self._check: Future[bool] | None = None  # the result of `is_untouched`, started in advance

    def __bool__(self) -> bool:
        return self._connection is not None

    def added_at(self, article_id: str, sha256: str) -> str | None:
        """Return when this version of the article first came in, None when it is new."""
        found = self._rows(
            "SELECT added_at FROM articles WHERE id = ? AND source_sha256 = ?", article_id, sha256
        )
        return found[0][0] if found else None

    def fingerprints(self) -> dict[str, str]:
        """Return, for each file with a kept extraction, the hash over everything that decided what was extracted."""
        return dict(self._rows("SELECT file, fingerprint FROM extractions"))

    def kept_of(self, files: Iterable[str]) -> Iterator[list[Kept]]:
        """Yield the articles of each file, in its order; many files are read at once, which takes half the time."""
        remaining = iter(files)
        while asked := list(islice(remaining, _FILES_AT_ONCE)):
            kept: dict[str, list[Kept]] = {file: [] for file in asked}
            among = "WHERE file IN (SELECT value FROM json_each(?)) ORDER BY file, number"
            for file, *values in self._rows(_KEPT + among, orjson.dumps(asked).decode()):
                kept[file].append(Kept(*values))
            yield from (kept[file] for file in asked)

    def kept(self, article_id: str) -> Kept | None:
        """Return what is kept of the article with that id, None if nothing is."""
        found = self._rows(f"{_KEPT} WHERE article_id = ?", article_id)
        return Kept(*found[0][1:]) if found else None

    def extraction(self, article_id: str) -> tuple[Any, ...]:
        """Return everything that was kept of an extraction, as in `records.Extraction`, and the article's body."""
        ((*row,),) = self._rows(
            """SELECT file, number, fingerprint, article, facts, signatures, words, text_signature, body
                 FROM extractions JOIN articles ON articles.id = article_id WHERE article_id = ?""",
            article_id,
        )
        return tuple(row)

    def is_untouched(self) -> bool:
        """Return whether the file is, byte for byte, the one that was published; reads all of it."""
        if self._check:
            return self._check.result()
        return self.path is not None and is_as_published(self.path)

    def check_ahead(self) -> None:
        """Start `is_untouched` in a thread; only where this process is not forked meanwhile."""
        if self.path is not None:
            with_thread = ThreadPoolExecutor(1)
            self._check = with_thread.submit(is_as_published, self.path)
            with_thread.shutdown(wait=False)

    def circumstances(self) -> str:
        """Return the hash over everything but the articles' files that decided rows, with the curation's mark."""
        ((found,),) = self._rows("SELECT circumstances FROM build")
        return str(found)

    def order(self) -> list[tuple[str, str]]:
        """Return the date of publication ("" if unknown) and id of each article, in order of publication."""
        return self._rows("SELECT coalesce(published_on, ''), id FROM articles ORDER BY rowid")

    def kind_of(self, speaker_id: str) -> str | None:
        """Return the kind of a speaker."""
        found = self._rows("SELECT kind FROM speakers WHERE id = ?", speaker_id)
        return found[0][0] if found else None

    def facts(self) -> Iterator[tuple[str, bytes]]:
        """Return the facts of each article, by its id."""
        if self._connection is not None:
            try:
                yield from self._connection.execute("SELECT article_id, facts FROM extractions")
            except sqlite3.Error as error:
                raise DamagedHistory(str(error)) from error

    def _rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise DamagedHistory(str(error)) from error


def known_curation(path: Path) -> str:
    """Return the mark of the curation that the database at `path` was made with; "" if that isn't known."""
    connection = _open(path)
    if connection is None:
        return ""
    with closing(connection):
        ((circumstances,),) = connection.execute("SELECT circumstances FROM build")
    return str(circumstances).partition(" ")[0]


def why_unusable(path: Path) -> str | None:
    """Return why nothing can be reused from the file at `path`; None where there is no file, or an empty one."""
    if not path.is_file() or not path.stat().st_size:
        return None
    try:
        with closing(sqlite3.connect(address(path, "ro"), uri=True)) as found:
            version = found.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        return str(error)
    return (
        f"its schema version is {version}, ours {SCHEMA_VERSION}"
        if version != SCHEMA_VERSION
        else "it is damaged"
    )


@contextmanager
def open_history(path: Path) -> Iterator[History]:
    """Open the history at `path` during the block: an empty one if it is missing, damaged or of another version."""
    connection = _open(path)
    if connection is None:
        yield History()
        return
    try:
        built_at = dict(connection.execute("SELECT version, built_at FROM corpus"))
        yield History(path, built_at, connection)
    finally:
        connection.close()


def _open(path: Path) -> sqlite3.Connection | None:
    if not path.is_file():
        return None
    connection = None
    try:
        connection = sqlite3.connect(address(path, "ro"), uri=True)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("SELECT signatures, digests FROM extractions, corpus, build LIMIT 1").fetchone()
    except sqlite3.Error:
        version = None
    if version == SCHEMA_VERSION:
        return connection
    if connection is not None:
        connection.close()
    return None
