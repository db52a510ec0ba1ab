"""What the next load wants to know of the database that is there.

In: the path of a database, perhaps missing or damaged.  Out: since when it has had what.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from api.store.ddl import SCHEMA_VERSION
from api.store.write import ExtractionRecord


@dataclass(frozen=True, slots=True)
class History:
    """`added_at` by article id and sha256, `built_at` by corpus version; times are UTC, ISO 8601.

    `extractions` are what was extracted, by file, and `bodies` the bodies that belong to it, by source path.
    """

    added_at: Mapping[tuple[str, str], str] = field(default_factory=dict)
    built_at: Mapping[str, str] = field(default_factory=dict)
    extractions: Mapping[str, ExtractionRecord] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)


def read_history(path: Path) -> History:
    """Read what `path` has; of a file that is missing, damaged or of another schema version, nothing."""
    if not path.is_file():
        return History()
    try:
        connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)
    except sqlite3.Error:
        return History()
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
            return History()
        return _read(connection)
    except sqlite3.Error:
        return History()
    finally:
        connection.close()


def _read(connection: sqlite3.Connection) -> History:
    articles = connection.execute("SELECT id, source_sha256, added_at FROM articles")
    extractions = connection.execute("SELECT source_path, fingerprint, articles FROM extractions")
    return History(
        added_at={(id_, sha256): added_at for id_, sha256, added_at in articles},
        built_at=dict(connection.execute("SELECT version, built_at FROM corpus")),
        extractions={row[0]: ExtractionRecord(*row) for row in extractions},
        bodies=dict(connection.execute("SELECT source_path, body FROM articles")),
    )
