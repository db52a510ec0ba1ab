"""Hold the articles of a corpus between extraction and writing, on disk, whatever their number.

In: prepared articles, in the order of files; the ids of those whose rows the old database has.  Out: a short entry
of each, and the articles again, one at a time.
"""

import pickle  # nosec B403  # see `Gathered.add`
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

from api.loader.people import see
from api.loader.prepared import Prepared, sightings_in
from api.store.history import History
from api.store.sightings import Sightings
from api.store.write import Extraction


class Entry(NamedTuple):
    """What is in memory of each article. `place` is where it is on disk; None: in the old database, unchanged.

    `is_known` tells that its file hasn't changed, whatever became of its rows.
    """

    published_on: str
    id: str
    place: int | None
    is_known: bool = False


class Spooled(NamedTuple):
    """An article as prepared, what may be reused of it, and whether a curator has corrected it."""

    prepared: Prepared
    extraction: Extraction | None
    is_corrected: bool


@dataclass(slots=True)
class Gathered:
    """The articles of a corpus, and who speaks in them.

    Of the files `not_kept` nothing may be reused next time, as something of them was rejected.
    """

    file: IO[bytes]
    sightings: Sightings = field(default_factory=Sightings)
    entries: list[Entry] = field(default_factory=list)
    not_kept: set[str] = field(default_factory=set)

    def add(
        self,
        prepared: Prepared,
        extraction: Extraction | None = None,
        *,
        is_corrected: bool = False,
        is_known: bool = False,
    ) -> None:
        """Take an article to be written."""
        place = self.file.tell()
        # Pickled by us, read by us, in a file without a name.
        pickle.dump(
            (tuple(prepared), extraction and tuple(extraction), is_corrected),
            self.file,
            pickle.HIGHEST_PROTOCOL,
        )
        self.entries.append(Entry(prepared.published_on, prepared.id, place, is_known))
        see(self.sightings, sightings_in(prepared.id, prepared.facts))

    def keep(self, id_: str, published_on: str) -> None:
        """Take note of an article that the old database has."""
        self.entries.append(Entry(published_on, id_, None, is_known=True))

    def seen(self, history: History) -> Sightings:
        """Return who speaks in all articles, also in those that the old database has; only when all are there."""
        kept = {entry.id for entry in self.entries if entry.place is None}
        for id_, facts in history.facts():
            if id_ in kept:
                see(self.sightings, sightings_in(id_, facts))
        return self.sightings

    def in_order(self) -> list[Entry]:
        """Return the entries by date of publication, undated first, then by id; "2025" comes before "2025-01"."""
        return sorted(self.entries, key=lambda entry: entry[:2])

    def read(self, place: int) -> Spooled:
        """Return the article at that place; only when all have been added."""
        self.file.seek(place)
        prepared, extraction, is_corrected = pickle.load(self.file)  # nosec B301  # see `add`
        kept = Extraction(*extraction) if extraction else None
        if kept and kept.file in self.not_kept:
            kept = None
        return Spooled(Prepared(*prepared), kept, is_corrected)


@contextmanager
def gathering(folder: Path | None = None) -> Iterator[Gathered]:
    """Give an empty collection for the time of the block, on disk in `folder`, default the system's for such.

    The file has no name: it ends with the process, however that ends.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        yield Gathered(file)
