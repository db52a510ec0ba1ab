"""Check that a database file is, byte for byte, the one that was published.

In: the path of a database.  Out: nothing when it is, DatabaseError otherwise.

`onrecord load` ends each file with a line that has the SHA-256 of everything before it. SQLite does not read after
its last page, so any program can open the file as usual, and the line travels with it. It reveals a single flipped
bit, which SQLite's own check finds one time in twenty. A file without the line, as VACUUM and other programs leave
it, is checked by SQLite: its structure only.
"""

import hashlib
import os
import re
import sqlite3
from pathlib import Path

from api.errors import DatabaseError
from api.store.files import address, unreadable

_LINE = b"\n-- On Record: sha256 of all bytes above: %s\n"
_LENGTH = len(_LINE % (b"0" * 64))
_SEALED = re.compile(re.escape(_LINE).replace(b"%s", b"([0-9a-f]{64})"))
_AT_ONCE = 1 << 20  # bytes

Identity = tuple[int, int, int, int]
"""What distinguishes a file from another at the same path: device, inode, time of change (ns), size (bytes)."""

_found_whole: set[Identity] = set()
# A server checks its file once and then forks its workers: they inherit the result, and start at once.


def identity_of(path: Path) -> Identity:
    """Return the identity of the file that is at `path` now; raises OSError."""
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size


def seal(path: Path, digest: str | None = None) -> None:
    """Append the hash of the file's content, `digest` if it is known already. Nothing may write to it afterwards."""
    line = _LINE % (digest or digest_of(path)).encode()
    with path.open("ab") as file:
        file.write(line)


def digest_of(path: Path, size: int | None = None) -> str:
    """Return the hash of the first `size` bytes of a file, of the whole file when `size` is None."""
    left = path.stat().st_size if size is None else size
    found = hashlib.sha256()
    with path.open("rb") as file:
        while left > 0 and (piece := file.read(min(left, _AT_ONCE))):
            found.update(piece)
            left -= len(piece)
    return found.hexdigest()


def check_whole(path: Path) -> None:
    """Raise DatabaseError when the file is not as published, or not a sound database; reads all of it once."""
    identity = identity_of(path)
    if identity in _found_whole:
        return
    if differs_from_seal(path):
        raise DatabaseError(
            f"{path}: its content differs from what `onrecord load` wrote: the file was damaged, or changed "
            "by another program. Copy it again, or load the corpus again with `onrecord load`"
        )
    if _sealed_digest(path) is None:
        _check_structure(path)
    _found_whole.add(identity)


def differs_from_seal(path: Path) -> bool:
    """Return whether the file has a hash that its content does not match; reads all of it."""
    sealed = _sealed_digest(path)
    return sealed is not None and sealed != digest_of(path, path.stat().st_size - _LENGTH)


def is_as_published(path: Path) -> bool:
    """Return whether the file has a hash that its content matches; reads all of it."""
    return _sealed_digest(path) is not None and not differs_from_seal(path)


def _sealed_digest(path: Path) -> str | None:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _LENGTH))
        line = _SEALED.fullmatch(file.read())
    return line[1].decode() if line else None


def _check_structure(path: Path) -> None:
    db = sqlite3.connect(address(path, "ro"), uri=True)
    try:
        damage = [text for (text,) in db.execute("PRAGMA quick_check(1)") if text != "ok"]
    except sqlite3.Error as error:
        raise unreadable(path, error) from error
    finally:
        db.close()
    if damage:
        raise DatabaseError(
            f"{path}: it is damaged ({damage[0]}); load the corpus again with `onrecord load`"
        )
