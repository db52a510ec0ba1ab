"""Keep who speaks in which article, on disk, while a corpus is being loaded.

In: one row for each speaker of each article; then, for each name, whose name it is.  Out: the rows again, by name, by
article and by speaker.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import orjson

from api.model import SpeakerKind


class Seen(NamedTuple):
    """A speaker of an article. `folded` is the name in the form that is compared; an unnamed source has an `own_id`.

    `evidence` is what else identifies the speaker, where several people may have the name; it compares like a name.
    """

    article_id: str
    place: int
    name: str
    kind: SpeakerKind
    quotes: int
    folded: str
    evidence: str
    own_id: str | None
    printed: tuple[str, ...]
    roles: tuple[str, ...]


_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE sightings (
  article_id TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, quotes INTEGER NOT NULL,
  folded TEXT NOT NULL, evidence TEXT NOT NULL, own_id TEXT, printed TEXT NOT NULL, roles TEXT NOT NULL,
  PRIMARY KEY (article_id, place)
) WITHOUT ROWID, STRICT;
CREATE TABLE names (
  folded TEXT NOT NULL, evidence TEXT NOT NULL, speaker_id TEXT NOT NULL, is_guess INTEGER NOT NULL,
  is_curated INTEGER NOT NULL, PRIMARY KEY (folded, evidence)
) WITHOUT ROWID, STRICT;
"""
_JOINED = """
sightings LEFT JOIN names ON names.folded = sightings.folded AND names.evidence = sightings.evidence
          AND (own_id IS NULL OR is_curated)
"""


class Sightings:
    """Rows in a temporary database, which is gone when the process ends. Small ones stay in memory."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")

    def add(self, seen: Iterable[Seen]) -> None:
        """Add the speakers of articles."""
        self._db.executemany(
            "INSERT INTO sightings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((*row[:8], _packed(row.printed), _packed(row.roles)) for row in seen),
        )

    def named(self) -> Iterator[Seen]:
        """Yield those that have a name, in order of the folded name, evidence and article."""
        for *row, printed, roles in self._db.execute(
            "SELECT * FROM sightings WHERE own_id IS NULL ORDER BY folded, evidence, article_id, name, kind"
        ):
            yield Seen._make((*row, _unpacked(printed), _unpacked(roles)))

    def beside_juniors(self) -> Iterator[tuple[str, str]]:
        """Yield each name that ends in "Jr.", with each other name among the speakers of its articles."""
        return self._db.execute(
            "SELECT DISTINCT junior.folded, other.folded FROM sightings AS junior JOIN sightings AS other "
            "ON other.article_id = junior.article_id AND other.folded <> junior.folded "
            "WHERE junior.folded LIKE '% jr' AND junior.own_id IS NULL AND other.own_id IS NULL "
            "ORDER BY junior.folded, other.folded"
        )

    def identify(self, names: Iterable[tuple[str, str, str, bool, bool]]) -> None:
        """Set the speaker id of each name and evidence, whether it is a guess, and whether a curator set it.

        What a curator set applies to unnamed sources, too.
        """
        self._db.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?)", names)

    def identified(self, article_id: str) -> list[tuple[str, int]]:
        """Return the ids of an article's speakers, and whether each is a guess, in the order of the article."""
        return self._db.execute(
            f"SELECT coalesce(speaker_id, own_id), coalesce(is_guess, 0) FROM {_JOINED} "
            "WHERE article_id = ? ORDER BY place",
            (article_id,),
        ).fetchall()

    def by_speaker(self) -> Iterator[tuple[str, Seen]]:
        """Yield the id of the speaker and the sighting, in order of id, then article."""
        rows = self._db.execute(
            f"SELECT coalesce(speaker_id, own_id) AS id, sightings.* FROM {_JOINED} "
            "ORDER BY id, article_id, name, kind"
        )
        for id_, *row, printed, roles in rows:
            yield id_, Seen._make((*row, _unpacked(printed), _unpacked(roles)))


def _packed(texts: tuple[str, ...]) -> str:
    return orjson.dumps(texts).decode() if texts else "[]"


def _unpacked(packed: str) -> tuple[str, ...]:
    return () if packed == "[]" else tuple(orjson.loads(packed))
