"""Hold the articles of a corpus between extraction and writing, on disk, whatever their number.

In: prepared articles, in the order of files; the ids of those whose rows the old database has.  Out: a short entry
for each, and the articles again, one at a time.
"""

import pickle  # nosec B403  # see `_packed`
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import IO, NamedTuple

from api.loader.numbered import Places, read_part
from api.loader.prepared import Prepared, sightings_in
from api.loader.sightings import see
from api.store.history import History
from api.store.records import Extraction
from api.store.sightings import Sightings

_SEEN_AT_ONCE = 100  # articles; more than a patch changes, which needs no sightings


class Entry(NamedTuple):
    """What is in memory of each article. `place` is its index on disk; None: in the old database, unchanged.

    `is_known` is true if its file hasn't changed, even if its rows have.
    """

    published_on: str
    id: str
    place: int | None
    quotes: int
    is_known: bool = False


class Spooled(NamedTuple):
    """An article as prepared, what may be reused of it, and whether a curator has corrected it."""

    prepared: Prepared
    extraction: Extraction | None
    is_corrected: bool


@dataclass(slots=True)
class Gathered:
    """The articles of a corpus, and who speaks in them.

    Nothing of the files in `not_kept` may be reused next time, because an article of theirs was rejected.
    """

    file: IO[bytes]
    sightings: Sightings = field(default_factory=Sightings)
    entries: list[Entry] = field(default_factory=list)
    not_kept: set[str] = field(default_factory=set)
    unseen: list[tuple[str, bytes]] = field(default_factory=list)
    # Where each article on disk begins, and how many bytes each of its three parts has: about 20 bytes per article.
    _starts: "array[int]" = field(default_factory=lambda: array("Q"))
    _parts: tuple["array[int]", ...] = field(default_factory=lambda: (array("I"), array("I"), array("I")))

    def add(
        self,
        prepared: Prepared,
        extraction: Extraction | None = None,
        *,
        is_corrected: bool = False,
        is_known: bool = False,
    ) -> None:
        """Add an article to be written."""
        # Signatures are stored once, and can be read without the rest.
        kept = extraction and tuple(extraction._replace(signatures=b"", text_signature=b""))
        bare = prepared._replace(signatures=b"", wordings=b"", text_signature=b"", draft=b"")
        parts = (
            _packed((prepared.signatures, prepared.wordings)),
            _packed((prepared.text_signature, prepared.draft)),
            _packed((tuple(bare), kept, is_corrected)),
        )
        place = len(self._starts)
        self._starts.append(self.file.tell())
        for sizes, part in zip(self._parts, parts, strict=True):
            sizes.append(len(part))
        self.file.writelines(parts)
        self.entries.append(Entry(prepared.published_on, prepared.id, place, prepared.quotes, is_known))
        self.unseen.append((prepared.id, prepared.facts))
        if len(self.unseen) == _SEEN_AT_ONCE:
            self._see()

    def _see(self) -> None:
        """Record who speaks in the articles added last; delayed, because for few articles it may not be needed."""
        see(self.sightings, (each for it in self.unseen for each in sightings_in(*it)))
        self.unseen.clear()

    def keep(self, id_: str, published_on: str, quotes: int) -> None:
        """Add an article whose rows the old database has."""
        self.entries.append(Entry(published_on, id_, None, quotes, is_known=True))

    def seen(self, history: History) -> Sightings:
        """Return who speaks in all articles, including those in the old database; only when all have been added."""
        self._see()
        kept = {entry.id for entry in self.entries if entry.place is None}
        for id_, facts in history.facts():
            if id_ in kept:
                see(self.sightings, sightings_in(id_, facts))
        return self.sightings

    def in_order(self) -> list[Entry]:
        """Return the entries by date of publication, undated first, then by id; "2025" comes before "2025-01"."""
        return sorted(self.entries, key=lambda entry: entry[:2])

    def places(self) -> Places:
        """Return where all articles are, in order of publication; only when all have been added, and none is kept."""
        entries = self.in_order()
        order = [_place_of(entry) for entry in entries]
        self.file.flush()
        statements, copies, _ = self._parts
        return Places(
            array("Q", map(self._starts.__getitem__, order)),
            array("I", map(statements.__getitem__, order)),
            array("I", map(copies.__getitem__, order)),
            array("I", (entry.quotes for entry in entries)),
        )

    def read(self, place: int) -> Spooled:
        """Return the article at that place; only when all have been added."""
        self.file.flush()
        sizes = [part[place] for part in self._parts]
        starts = accumulate(sizes, initial=self._starts[place])
        parts = [read_part(self.file, start, size) for start, size in zip(starts, sizes, strict=False)]
        (signatures, wordings), (text_signature, draft), (values, extraction, is_corrected) = parts
        found_by = {"signatures": signatures, "text_signature": text_signature}
        prepared = Prepared(*values)._replace(**found_by, wordings=wordings, draft=draft)
        kept = Extraction(*extraction)._replace(**found_by) if extraction else None
        if kept and kept.file in self.not_kept:
            kept = None
        return Spooled(prepared, kept, is_corrected)


def _packed(part: tuple[object, ...]) -> bytes:
    # Pickled by us, read by us, in a file without a name.
    return pickle.dumps(part, pickle.HIGHEST_PROTOCOL)


def _place_of(entry: Entry) -> int:
    if entry.place is None:
        raise ValueError(f"{entry.id} is in the old database")
    return entry.place


@contextmanager
def gathering(folder: Path | None = None) -> Iterator[Gathered]:
    """Yield an empty collection for the block, on disk in `folder`, by default the system's temporary folder.

    The file has no name: it is gone when the process ends, however it ends.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        yield Gathered(file)
