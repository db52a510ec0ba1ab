"""Put a new database in the place of the old one, completely or not at all.

In: the path of the database, and how to write it.  Out: the new file at the path, safe on disk.  Readers see the old
or the new one; a crash, a full disk or Ctrl-C leaves the old one.
"""

import fcntl
import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from api.errors import LoadError
from api.store.ddl import APPLICATION_ID
from api.store.doctor import examine
from api.store.seal import digest_of, seal

_SQLITE_HEADER = b"SQLite format 3\x00"
_APPLICATION_ID_AT = 68  # offset in the file's header, four bytes, the highest first


class FaultyDatabase(LoadError):
    """The new database is not as it should be, and was not published."""


@contextmanager
def only_loader(db: Path) -> Iterator[None]:
    """Lock other loaders out of `db` during the block; raises LoadError when one is at work.

    The lock is the operating system's: it is released when the process ends, however it ends.
    """
    path = db.with_name(f".{db.name}.lock")
    descriptor = None
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        try:
            with reported(db):
                descriptor = _lock(path, db)
            _held.add(descriptor)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)  # a signal that is pending takes effect here
        yield
    finally:
        if descriptor is not None:
            _held.discard(descriptor)
            # Removed before it is released: a loader that opened it meanwhile sees that, and makes a new one.
            path.unlink(missing_ok=True)
            os.close(descriptor)


_held: set[int] = set()
"""Descriptors of locks that this process holds."""


def _let_go() -> None:
    """Close our copies of the parent's locks: a worker must not hold them when the parent is gone."""
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)


def _lock(path: Path, db: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise LoadError(
                f"{db}: another load of this database is under way; wait until it is done"
            ) from None
        if _is_same_file(descriptor, path):
            return descriptor
        os.close(descriptor)


def _is_same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


@dataclass(slots=True)
class NewFile:
    """A file for a new database; `patched` names the articles, if it is a copy with only some articles changed."""

    path: Path
    patched: Sequence[str] | None = None


@contextmanager
def beside(db: Path) -> Iterator[NewFile]:
    """Yield a new file next to `db` for the block to write; publish it when the block ends without an error.

    Only inside `only_loader`. Publishing means: examine it, seal it, sync it, rename it over `db`, sync the folder.
    If anything is raised, nothing is left of the new file, and `db` is unchanged.
    """
    new = db.with_name(f".{db.name}.new")
    _refuse_stranger(db)
    with reported(db):
        _remove(new)  # left by a loader that was killed
        try:
            file = NewFile(new)
            yield file
            with ThreadPoolExecutor(2) as beside_us:
                digest, synced = beside_us.submit(digest_of, new), beside_us.submit(_sync, new)
                _examine(file)
            synced.result()
            seal(new, digest.result())
            _give_same_rights(db, new)
            _sync(new)  # the seal; the pages are on disk
            new.replace(db)
            _sync(db.parent)
        finally:
            _remove(new)


@contextmanager
def reported(db: Path) -> Iterator[None]:
    """Turn errors of the operating system or SQLite into a LoadError that says which database remains."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        kept = "the database that was there is untouched" if db.exists() else "nothing was published"
        raise LoadError(f"{db}: the new database can't be written ({reason}); {kept}") from error


def _refuse_stranger(db: Path) -> None:
    """Raise LoadError when what is at `db` is not ours to replace: a slip in --db must not cost a file."""
    if db.is_dir():
        raise LoadError(f"{db}: this is a folder; expected the name of a database file")
    if not db.exists() or db.stat().st_size == 0:
        return
    with db.open("rb") as file:
        header = file.read(100)
    ours = APPLICATION_ID.to_bytes(4, "big")
    if not header.startswith(_SQLITE_HEADER) or header[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4] != ours:
        raise LoadError(
            f"{db}: the file that is there was not written by onrecord and is left alone; name another"
        )


def _examine(file: NewFile) -> None:
    findings = examine(file.path, just_built=True, patched=file.patched)
    if findings:
        details = "; ".join(f"{finding.check}: {finding.detail}" for finding in findings)
        raise FaultyDatabase(
            f"the new database is faulty and was not published, please report this: {details}"
        )


def _give_same_rights(old: Path, new: Path) -> None:
    """Give the new file the owner, group and permissions of the old one: a private corpus stays private."""
    if not old.exists():
        return
    shutil.copymode(old, new)
    kept = old.stat()
    with suppress(PermissionError):  # only root may change the owner; only members may set a group
        os.chown(new, -1, kept.st_gid)
        os.chown(new, kept.st_uid, -1)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(new: Path) -> None:
    for path in (new, new.with_name(f"{new.name}-journal")):
        path.unlink(missing_ok=True)
