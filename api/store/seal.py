"""Tell whether a database file is, byte for byte, the one that was published.

In: the path of a database.  Out: nothing when it is whole, DatabaseError otherwise.

`onrecord load` ends each file with a line that holds the SHA-256 of all before it. SQLite does not read behind its
last page, so any program opens the file as ever, and the line travels with it. A single bit that flips in a copy is
found, which SQLite's own check finds one time in twenty. A file without the line, as VACUUM and other programs leave
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
"""What tells one file from another that later has its name: device, inode, time of change (ns), size (bytes)."""

_found_whole: set[Identity] = set()
# A server looks at its file once and then makes its workers: they inherit what is known, and start at once.


def identity_of(path: Path) -> Identity:
    """Return what tells the file that is at `path` now from others; raises OSError."""
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size


def seal(path: Path, digest: str | None = None) -> None:
    """End the file with the hash of what it holds, worked out here or before. Nobody may write to it afterwards."""
    line = _LINE % (digest or digest_of(path)).encode()
    with path.open("ab") as file:
        file.write(line)


def digest_of(path: Path, size: int | None = None) -> str:
    """Return the hash of the first `size` bytes of a file, of all that it holds where none is given."""
    left = path.stat().st_size if size is None else size
    found = hashlib.sha256()
    with path.open("rb") as file:
        while left > 0 and (piece := file.read(min(left, _AT_ONCE))):
            found.update(piece)
            left -= len(piece)
    return found.hexdigest()


def check_whole(path: Path) -> None:
    """Raise DatabaseError when the file is not as it was published, or no sound database; reads all of it once."""
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
    """Tell whether the file says what it should be, and is something else; reads all of it."""
    sealed = _sealed_digest(path)
    return sealed is not None and sealed != digest_of(path, path.stat().st_size - _LENGTH)


def is_as_published(path: Path) -> bool:
    """Tell whether the file says what it should be, and is that; reads all of it."""
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
