"""Hold the articles of a corpus between extraction and writing, on disk, whatever their number.

In: corrected Articles, in the order of files; the ids of those whose rows the old database has.  Out: a short entry
of each, and the articles again, one at a time.
"""

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

import api.loader.pickling  # noqa: F401 - articles are pickled here
from api.loader.people import Sighting, sightings_of
from api.model import Article
from api.store.write import Extraction


@dataclass(frozen=True, slots=True)
class Entry:
    """What is in memory of each article. `place` is where it is on disk; None: in the old database, unchanged."""

    id: str
    published_on: str
    sightings: tuple[Sighting, ...]
    place: int | None


@dataclass(frozen=True, slots=True)
class Spooled:
    """An article as corrected, what may be reused of it, and whether that alone decides its rows."""

    article: Article
    extraction: Extraction | None
    is_corrected: bool


@dataclass(slots=True)
class Gathered:
    """The articles of a corpus by id; of the files `not_kept` nothing may be reused, as something was rejected."""

    file: IO[bytes]
    entries: dict[str, Entry] = field(default_factory=dict)
    not_kept: set[str] = field(default_factory=set)

    def add(
        self, id_: str, article: Article, extraction: Extraction | None = None, *, is_corrected: bool = False
    ) -> None:
        """Take an article to be written."""
        place = self.file.tell()
        # Pickled by us, read by us, in a file without a name.
        pickle.dump(Spooled(article, extraction, is_corrected), self.file, pickle.HIGHEST_PROTOCOL)
        published_on = article.metadata.published_on or ""
        self.entries[id_] = Entry(id_, published_on, tuple(sightings_of(id_, article)), place)

    def keep(self, id_: str, published_on: str, sightings: tuple[Sighting, ...]) -> None:
        """Take note of an article that the old database has."""
        self.entries[id_] = Entry(id_, published_on, sightings, None)

    def in_order(self) -> list[Entry]:
        """Return the entries by date of publication, undated first, then by id; "2025" comes before "2025-01"."""
        return sorted(self.entries.values(), key=lambda entry: (entry.published_on, entry.id))

    def read(self, place: int) -> Spooled:
        """Return the article at that place; only when all have been added."""
        self.file.seek(place)
        spooled: Spooled = pickle.load(self.file)  # noqa: S301 - see `add`
        if spooled.extraction and spooled.extraction.file in self.not_kept:
            return replace(spooled, extraction=None)
        return spooled


@contextmanager
def gathering(folder: Path | None = None) -> Iterator[Gathered]:
    """Give an empty collection for the time of the block, on disk in `folder`, default the system's for such.

    The file has no name: it ends with the process, however that ends.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        yield Gathered(file)
