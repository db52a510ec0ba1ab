"""Serve the newest sound database at one path, to many threads, without a gap.

In: the path at which `onrecord load` publishes.  Out: each thread's own `Database`.

A file that replaces the one in service is checked first, by a thread of its own: is it complete (`seal`), has it our
schema version. Only then do all threads switch to it, each with its next request. A file that is not sound is
refused, once, with a line in the log, and the old one stays in service: connections to it are kept in reserve,
because the path no longer leads to it.
"""

import logging
import os
import threading
import time
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.errors import DatabaseError
from api.store.connect import Corpus, Database, open_for_reading
from api.store.files import missing
from api.store.seal import Identity, check_whole, identity_of

_PATIENCE = 0.2  # seconds that the request which finds a new file waits for its check; enough for small ones
_TRIES = 3  # to open a file that may be replaced meanwhile

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Served:
    """The file in service: open connections that no thread has taken yet, and results computed over its rows."""

    identity: Identity
    corpus: Corpus
    spare: list[Database]
    kept: dict[Hashable, Any]
    since: float = field(default_factory=time.time)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was refused, and why, in a sentence that names its path."""

    identity: Identity
    reason: str


@dataclass(frozen=True, slots=True)
class State:
    """The state of a Reader: `since` is the time (Unix, seconds) at which the corpus went into service."""

    corpus: Corpus
    since: float
    refusal: Refusal | None


class Reader:
    """Hands each thread its own open `Database`.

    `threads` is how many may need one. Nothing is opened before it is needed, so a server may create the Reader
    before it forks its worker processes.
    """

    def __init__(
        self, path: Path, *, cursor_key: str = "on-record", whole_bodies: bool = False, threads: int = 4
    ) -> None:
        self._path, self._threads = path, threads
        self._cursor_key, self._whole_bodies = cursor_key, whole_bodies
        self._lock = threading.Lock()
        self._begin()

    def _begin(self) -> None:
        self._process = os.getpid()
        self._local = threading.local()
        self._served: _Served | None = None
        self._refusal: Refusal | None = None

    def database(self) -> Database:
        """Return this thread's connection to the file in service.

        Raises DatabaseError when there is no file at the path, or none was sound since the process began.
        """
        if self._process != os.getpid():
            self._begin()  # connections don't outlive a fork
        identity = self._identity()
        served = self._served
        if served is None or identity != served.identity:
            served = self._moved(identity)
        own: Database | None = getattr(self._local, "database", None)
        if own is None or self._local.identity != served.identity:
            own = self._take(served)
        return own

    def open(self) -> None:
        """Open the file at the path now, not with the first request; raises DatabaseError when it is not sound."""
        if self._process != os.getpid():
            self._begin()
        if self._served is None:
            self._moved(self._identity())

    def state(self) -> State:
        """Return which corpus is in service, and the file that was refused since, if any; raises DatabaseError."""
        corpus = self.database().corpus
        served, refusal = self._served, self._refusal
        return State(corpus, served.since if served else 0, refusal)

    def _identity(self) -> Identity:
        try:
            return identity_of(self._path)
        except FileNotFoundError as error:
            raise missing(self._path) from error
        except OSError as error:
            raise DatabaseError(f"{self._path}: {error.strerror or error}") from error

    def _moved(self, identity: Identity) -> _Served:
        """Return the file to serve from, now that another one is at the path."""
        if self._refusal is None or self._refusal.identity != identity:
            if self._served is None:
                with self._lock:
                    self._adopt(identity)
            elif self._lock.acquire(blocking=False):
                # Later requests, while the new file is being checked, are served from the old one.
                looking = threading.Thread(target=self._adopt_and_release, args=(identity,), daemon=True)
                looking.start()
                looking.join(_PATIENCE)
        if self._served is None:
            raise DatabaseError(self._refusal.reason if self._refusal else f"{self._path}: it can't be read")
        return self._served

    def _adopt_and_release(self, identity: Identity) -> None:
        try:
            self._adopt(identity)
        finally:
            self._lock.release()

    def _adopt(self, identity: Identity) -> None:
        """Put the file at the path into service if it is sound; else remember that it is not, and say so."""
        before = self._served
        if before is not None and before.identity == identity:
            return  # another thread did it meanwhile
        try:
            self._served = self._opened()
        except DatabaseError as error:
            self._refuse(Refusal(identity, str(error)), before)
        except OSError as error:
            self._refuse(Refusal(identity, f"{self._path}: {error.strerror or error}"), before)
        else:
            self._refusal = None
            if before is not None:
                versions = before.corpus.version, self._served.corpus.version
                log.warning("%s: a new database is in service: version %s became %s", self._path, *versions)

    def _refuse(self, refusal: Refusal, before: _Served | None) -> None:
        self._refusal = refusal
        if before is None:
            return
        if refusal.identity[:2] == before.identity[:2]:
            # The file itself was overwritten: there is no old one to keep serving.
            self._served = None
            log.error("%s (the file in service was written over; there is no other to serve)", refusal.reason)
        else:
            log.error("refused: %s (version %s stays in service)", refusal.reason, before.corpus.version)

    def _opened(self) -> _Served:
        for _ in range(_TRIES):
            identity = identity_of(self._path)
            check_whole(self._path)
            spare = [self._open() for _ in range(self._threads)]
            if identity == identity_of(self._path):
                return _Served(identity, spare[0].corpus, spare, {})
        raise DatabaseError(f"{self._path}: it changes while it is read")

    def _open(self) -> Database:
        return open_for_reading(self._path, cursor_key=self._cursor_key, whole_bodies=self._whole_bodies)

    def _take(self, served: _Served) -> Database:
        """Give this thread one of the reserved connections.

        Its connection to the previous file is dropped, not closed: an answer may still be streaming from it.
        """
        try:
            database = served.spare.pop()
        except IndexError:
            database = self._another(served)
        database.kept = served.kept
        self._local.database, self._local.identity = database, served.identity
        return database

    def _another(self, served: _Served) -> Database:
        database = self._open()
        if self._identity() != served.identity:
            raise DatabaseError(
                f"{self._path}: more than {self._threads} threads want the file before this one"
            )
        return database
