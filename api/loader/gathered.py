"""Hold the articles of a corpus between extraction and writing, on disk, whatever their number.

In: prepared articles, in the order of files; the ids of those whose rows the old database has.  Out: a short entry
of each, and the articles again, one at a time.
"""

import os
import pickle  # nosec B403  # see `Gathered.add`
import tempfile
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import IO, Any, NamedTuple

from api.loader.people import see
from api.loader.prepared import Prepared, body_in, sightings_in, wordings_in
from api.store.history import History
from api.store.records import Extraction
from api.store.sightings import Sightings
from api.store.written import capacity

_ARTICLES_IN_MEMORY = 1024  # of which wordings are compared
_SEEN_AT_ONCE = 100  # articles; more than are changed in a copy of a database, which asks for nobody


class Place(NamedTuple):
    """Where an article is on disk, in bytes."""

    start: int
    size: int


class Entry(NamedTuple):
    """What is in memory of each article. `place` is where it is on disk; None: in the old database, unchanged.

    `is_known` tells that its file hasn't changed, whatever became of its rows.
    """

    published_on: str
    id: str
    place: Place | None
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

    Of the files `not_kept` nothing may be reused next time, as something of them was rejected.
    """

    file: IO[bytes]
    sightings: Sightings = field(default_factory=Sightings)
    entries: list[Entry] = field(default_factory=list)
    not_kept: set[str] = field(default_factory=set)
    unseen: list[tuple[str, bytes]] = field(default_factory=list)

    def add(
        self,
        prepared: Prepared,
        extraction: Extraction | None = None,
        *,
        is_corrected: bool = False,
        is_known: bool = False,
    ) -> None:
        """Take an article to be written."""
        # Pickled by us, read by us, in a file without a name.
        parts = tuple(prepared), extraction and tuple(extraction), is_corrected
        packed = pickle.dumps(parts, pickle.HIGHEST_PROTOCOL)
        place = Place(self.file.tell(), len(packed))
        self.file.write(packed)
        self.entries.append(Entry(prepared.published_on, prepared.id, place, prepared.quotes, is_known))
        self.unseen.append((prepared.id, prepared.facts))
        if len(self.unseen) == _SEEN_AT_ONCE:
            self._see()

    def _see(self) -> None:
        """Take note of who speaks in the articles added last; where few are, perhaps nobody asks."""
        see(self.sightings, (each for it in self.unseen for each in sightings_in(*it)))
        self.unseen.clear()

    def keep(self, id_: str, published_on: str, quotes: int) -> None:
        """Take note of an article that the old database has."""
        self.entries.append(Entry(published_on, id_, None, quotes, is_known=True))

    def seen(self, history: History) -> Sightings:
        """Return who speaks in all articles, also in those that the old database has; only when all are there."""
        self._see()
        kept = {entry.id for entry in self.entries if entry.place is None}
        for id_, facts in history.facts():
            if id_ in kept:
                see(self.sightings, sightings_in(id_, facts))
        return self.sightings

    def in_order(self) -> list[Entry]:
        """Return the entries by date of publication, undated first, then by id; "2025" comes before "2025-01"."""
        return sorted(self.entries, key=lambda entry: entry[:2])

    def read(self, place: Place) -> Spooled:
        """Return the article at that place; only when all have been added."""
        prepared, extraction, is_corrected = self._parts(place)
        kept = Extraction(*extraction) if extraction else None
        if kept and kept.file in self.not_kept:
            kept = None
        return Spooled(Prepared(*prepared), kept, is_corrected)

    def _parts(self, place: Place) -> tuple[Any, Any, bool]:
        self.file.flush()
        # By place, not by seeking: a copy of this process reads the same file.
        packed = os.pread(self.file.fileno(), place.size, place.start)
        parts: tuple[Any, Any, bool] = pickle.loads(packed)  # nosec B301  # see `add`
        return parts


class InOrder:
    """Articles that are all on disk, in order of publication: where each is, in a few bytes.

    A copy of the process that reads them touches nothing else of what is in memory; what it touches, it has twice.
    """

    def __init__(self, gathered: Gathered) -> None:
        entries = gathered.in_order()
        self._gathered = gathered
        self._starts = array("Q", (_place_of(entry).start for entry in entries))
        self._sizes = array("Q", (_place_of(entry).size for entry in entries))
        self.quotes = array("I", (entry.quotes for entry in entries))

    def __getitem__(self, place: int) -> Prepared:
        return self._gathered.read(Place(self._starts[place], self._sizes[place])).prepared

    def __iter__(self) -> Iterator[Prepared]:
        return map(self.__getitem__, range(len(self)))

    def __len__(self) -> int:
        return len(self._starts)


def _place_of(entry: Entry) -> Place:
    if entry.place is None:
        raise ValueError(f"{entry.id} is in the old database")
    return entry.place


class GatheredQuotes:
    """The quotes of articles that are all on disk, by the numbers that they will have (`store.written`)."""

    def __init__(self, articles: InOrder) -> None:
        self._articles = articles
        self._firsts = array("Q", accumulate(map(capacity, articles.quotes), initial=1))
        self._wordings = lru_cache(_ARTICLES_IN_MEMORY)(self._read_wordings)

    def signatures(self) -> Iterator[tuple[int, bytes | None]]:
        """Return, of each article, the number of its first quote and the signatures of all."""
        for first, article in zip(self._firsts, self._articles, strict=False):
            yield first, article.signatures

    def texts(self, first: int) -> list[str]:
        """Return the texts of the quotes of the article whose first quote has that number."""
        return [text for text, _ in self._wordings(self._article(first))]

    def wording(self, number: int) -> tuple[str, str]:
        """Return text and kind of a quote."""
        article = self._article(number)
        return self._wordings(article)[number - self._firsts[article]]

    def _article(self, number: int) -> int:
        return bisect_right(self._firsts, number) - 1

    def _read_wordings(self, article: int) -> list[tuple[str, str]]:
        return wordings_in(self._articles[article].draft)

    def __len__(self) -> int:
        return sum(self._articles.quotes)


class GatheredArticles:
    """Articles that are all on disk, by the numbers that they will have."""

    def __init__(self, articles: InOrder) -> None:
        self._articles = articles

    def signatures(self) -> Iterator[tuple[int, bytes | None]]:
        """Return the number of each article with its signature."""
        for number, article in enumerate(self._articles, start=1):
            yield number, article.text_signature

    def body(self, number: int) -> str:
        """Return the body of an article."""
        return body_in(self._articles[number - 1].draft)

    def __len__(self) -> int:
        return len(self._articles)


@contextmanager
def gathering(folder: Path | None = None) -> Iterator[Gathered]:
    """Give an empty collection for the time of the block, on disk in `folder`, default the system's for such.

    The file has no name: it ends with the process, however that ends.
    """
    with tempfile.TemporaryFile(dir=folder) as file:
        yield Gathered(file)
