"""Look into archives: the files of a zip, the bytes of a gzip stream.

In: an archive.  Out: what is in it, piece by piece, never unpacked to disk.  Reading a piece is the work of
`read`; the pages of a web archive are found in `webarchive`.  A hostile archive costs no more than its limits: each
piece, and all together, are bounded.
"""

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import IO, Any, Generic, TypeVar

from api.errors import UnreadableFile

Piece = TypeVar("Piece")


MAX_EXPANSION = 200
"""How many times its size an archive may unpack to; text packs to a third or, at most, a tenth."""
_ALWAYS_ALLOWED = 64 * 1024 * 1024  # bytes; a small archive of much the same text packs better
_MAX_ENTRIES = 1_000_000
# What zipfile and its unpackers raise on damaged archives: a place before the file's beginning is a ValueError.
_ZIP_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(
        OSError,
        EOFError,
        RuntimeError,
        ValueError,
        IndexError,
        OverflowError,
    ),  # RuntimeError: an unknown method
)


class Tolerant(Iterator[Piece], Generic[Piece]):
    """All pieces of several iterators in turn; one that raises doesn't end the others."""

    def __init__(self, openers: Iterator[Callable[[], Iterator[Piece]]]) -> None:
        self._openers = openers
        self._current: Iterator[Piece] | None = None

    def __next__(self) -> Piece:
        while True:
            if self._current is None:
                self._current = next(self._openers)()
            try:
                return next(self._current)
            except StopIteration:
                self._current = None


def zip_entries(
    stream: IO[bytes],
    name: str,
    wanted: Callable[[str], bool],
    limit: int,
    why_unread: Callable[[str], str | None] = lambda _: None,
) -> Iterator[Callable[[], tuple[str, bytes]]]:
    """Return, for each file in the zip whose name is `wanted`, what reads it: its path and its bytes.

    The path is the archive's `name`, a slash, and the name inside. Raises UnreadableFile when `stream` is no zip or
    would unpack to too much; calling what is returned raises it for a file that can't be read, or that isn't for the
    reason that `why_unread` gives of its name.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except _ZIP_DAMAGE as error:
        raise UnreadableFile(name, f"this is not a zip archive ({error})") from None
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and wanted(entry.filename)]
    _refuse_bomb(archive, name)
    if not entries:
        raise UnreadableFile(name, "the archive holds no article; expected files of the kinds that are read")
    return (
        partial(_read_entry, archive, entry, name, limit, why_unread(entry.filename)) for entry in entries
    )


def _refuse_bomb(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MAX_ENTRIES:
        raise UnreadableFile(
            name, f"the archive has {len(entries):,} entries; accepted are up to {_MAX_ENTRIES:,}"
        )
    if unpacked > max(_ALWAYS_ALLOWED, MAX_EXPANSION * packed):
        raise UnreadableFile(
            name,
            f"the archive would unpack to {unpacked:,} bytes; accepted is {MAX_EXPANSION} times its own size",
        )


def _read_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, limit: int, refusal: str | None
) -> tuple[str, bytes]:
    inside = entry.filename.replace("\\", "/")
    path = f"{name}/{inside}"
    if refusal:
        raise UnreadableFile(path, refusal)
    if (
        PurePosixPath(inside).is_absolute()
        or ".." in PurePosixPath(inside).parts
        or ":" in inside.split("/")[0]
    ):
        raise UnreadableFile(path, f"the name {inside!r} leads out of the archive; expected a name inside it")
    if entry.flag_bits & 1:
        raise UnreadableFile(path, "the file is encrypted; expected one that opens without a password")
    try:
        with archive.open(entry) as stream:
            data = stream.read(limit + 1)  # what the archive says of its size may be a lie
    except _ZIP_DAMAGE as error:
        raise UnreadableFile(path, f"the file can't be unpacked ({error})") from None
    if len(data) > limit:
        raise UnreadableFile(path, f"unpacked it has more than {limit:,} bytes, which is the limit")
    return path, data


def unpacked(stream: IO[bytes], name: str, limit: int) -> IO[bytes]:
    """Return what a gzip stream holds, as a stream; reading raises UnreadableFile at damage and at `limit`."""
    return io.BufferedReader(_Unpacked(stream, name, limit), 65536)


class _Unpacked(io.RawIOBase):
    """The bytes of a gzip stream. It can be rewound, as who reads it looks at its beginning first."""

    def __init__(self, stream: IO[bytes], name: str, limit: int) -> None:
        self._stream, self._name, self._limit = stream, name, limit
        self._gzip = gzip.GzipFile(fileobj=stream)
        self._read = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._read

    def seek(self, offset: int, whence: int = 0) -> int:
        if (offset, whence) != (0, 0):
            raise io.UnsupportedOperation("only the beginning can be sought")
        self._gzip.rewind()
        self._read = 0
        return 0

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._gzip.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableFile(self._name, f"the gzip data is damaged ({error})") from None
        self._read += len(data)
        if self._read > self._limit:
            raise UnreadableFile(
                self._name, f"unpacked it has more than {self._limit:,} bytes, which is the limit"
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()
