"""Make the files for downloading the whole corpus, once for each corpus version.

In: the database that is served.  Out: a folder of files, and for each its size, its hash and the list that it equals.

The files are made when first asked for, in constant memory and in a thread of their own: beside the database, or in
the temporary folder if that is not writable. They are made by the same code as the lists, so each equals its list.
A folder gets its final name only once it is complete; folders of other versions are removed when a new one is begun.
"""

import base64
import fcntl
import gzip
import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWorking
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import IO
from urllib.parse import parse_qsl

import orjson
from werkzeug.datastructures import MultiDict

from api import __version__
from api.rest.answers import lines_of
from api.rest.formats import MEDIA_TYPES
from api.rest.problems import NotReady
from api.rest.tables import data_package
from api.store.connect import Database, open_for_reading
from api.store.filters import parse_query
from api.store.resources import RESOURCES

DATABASE = "corpus.db"
PACKAGE = "datapackage.json"
MANIFEST = "manifest.json"
_INCLUDED = {"articles": "tags,body", "speakers": "aliases,roles", "quotes": "context"}
_COMPRESSED = ".gz"
_MEDIA_TYPES = {
    "csv": MEDIA_TYPES["csv"],
    "ndjson": MEDIA_TYPES["ndjson"],
    "gz": "application/gzip",
    "db": "application/vnd.sqlite3",
    "json": "application/json",
}
_LEVEL = 6  # of gzip: higher levels gain too little for their time
_BUSY = "The files are being made; that takes as long as reading the whole corpus a few times."
_PATIENCE = 10  # seconds that a request waits for files that are being made


@dataclass(frozen=True, slots=True)
class Export:
    """A file: `size` in bytes, `sha256` in hex digits, `query` of the list that it equals, None if it equals none."""

    name: str
    media_type: str
    size: int
    sha256: str
    query: str | None = None

    @property
    def digest(self) -> str:
        """The hash in the form of the header Repr-Digest (RFC 9530)."""
        return f"sha-256=:{base64.b64encode(bytes.fromhex(self.sha256)).decode()}:"


@dataclass(frozen=True, slots=True)
class Downloads:
    """The files of one corpus version."""

    folder: Path
    exports: tuple[Export, ...]

    def named(self, name: str) -> Export | None:
        """Return the file of that name."""
        return next((export for export in self.exports if export.name == name), None)


def possible_names() -> tuple[str, ...]:
    """Return every name that a file may have."""
    plain = [f"{noun}.{ending}" for noun in RESOURCES for ending in ("csv", "ndjson")]
    return (*(name + ending for name in plain for ending in ("", _COMPRESSED)), PACKAGE, DATABASE)


def holds_restricted(db: Database) -> bool:
    """Return whether the database holds restricted bodies, and so may not be given away."""
    any_restricted = "SELECT EXISTS (SELECT 1 FROM articles WHERE rights = 'restricted')"
    found: int = db.keep("restricted", lambda: db.execute(any_restricted).fetchone()[0])
    return bool(found)


# --- finding and making --------------------------------------------------------------------------------------------

_log = logging.getLogger(__name__)
_maker = ThreadPoolExecutor(1, thread_name_prefix="exports")
_under_way: dict[Path, Future[None]] = {}
_guard = Lock()


def downloads_of(path: Path, db: Database) -> Downloads:
    """Return the files of the corpus in `db`, the database at `path`; make them first if they are missing.

    Raises NotReady when that takes longer than a request is allowed, or when they can't be written.
    """
    root = _root(path)
    folder = root / f"{db.corpus.version}-{__version__}"
    if not (folder / MANIFEST).is_file():
        _await(root, folder, path)
    facts = orjson.loads((folder / MANIFEST).read_bytes())
    return Downloads(folder, tuple(Export(**one) for one in facts))


def _await(root: Path, folder: Path, path: Path) -> None:
    with _guard:
        made = _under_way.get(folder)
        if made is None:
            made = _under_way[folder] = _maker.submit(_make, root, folder, path)
    try:
        made.result(timeout=_PATIENCE)
    except StillWorking:
        raise NotReady(_BUSY) from None
    except OSError as error:
        _log.error("exports can't be written: %s", error)
        raise NotReady("The files can't be written here; the operator's log says why.") from error
    finally:
        if made.done():
            _under_way.pop(folder, None)


def _root(path: Path) -> Path:
    """Return the folder for files made from the database at `path`: beside it, else in the temporary folder."""
    beside = path.resolve().with_name(f"{path.name}-exports")
    if os.access(beside if beside.exists() else beside.parent, os.W_OK):
        return beside
    of_path = hashlib.sha256(str(beside).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"onrecord-{os.getuid()}-{of_path}"


def _make(root: Path, folder: Path, path: Path) -> None:
    with _alone(root):
        if (folder / MANIFEST).is_file():
            return  # another process was quicker
        for old in root.iterdir():
            if old.is_dir() and old != folder:
                shutil.rmtree(old)
        begun = folder.with_name(f".{folder.name}")
        begun.mkdir()
        with closing(open_for_reading(path)) as db:
            if not folder.name.startswith(db.corpus.version):
                raise NotReady(_BUSY)  # another database was published meanwhile
            db.set_progress_handler(None, 0)  # no time limit: no request is waiting for these statements
            exports = list(_written(begun, db, path))
        (begun / MANIFEST).write_bytes(orjson.dumps([asdict(export) for export in exports]))
        begun.rename(folder)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Lock other processes out during the block; raises NotReady when one is already at work."""
    root.mkdir(mode=0o700, exist_ok=True)
    if root.is_symlink() or root.stat().st_uid != os.getuid():
        raise PermissionError(f"{root}: this is somebody else's; exports can't be kept here")
    with (root / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotReady(_BUSY) from None
        yield


# --- writing -------------------------------------------------------------------------------------------------------


def _written(folder: Path, db: Database, path: Path) -> Iterator[Export]:
    tables: list[Export] = []
    for noun in RESOURCES:
        for ending in ("csv", "ndjson"):
            included = _INCLUDED.get(noun) if ending == "ndjson" else None
            query = f"format={ending}" + (f"&include={included}" if included else "")
            plain, compressed = _list_file(folder, db, noun, query)
            tables += [plain] if ending == "csv" else []
            yield plain
            yield compressed
    package = data_package(db.corpus, {table.name: (table.size, table.sha256) for table in tables})
    (folder / PACKAGE).write_bytes(orjson.dumps(package, option=orjson.OPT_INDENT_2))
    yield _described(folder / PACKAGE)
    if not holds_restricted(db):
        _link_or_copy(path, folder / DATABASE)
        yield _described(folder / DATABASE)


def _list_file(folder: Path, db: Database, noun: str, query: str) -> tuple[Export, Export]:
    """Write a list, plain and compressed, in one pass."""
    asked = parse_query(noun, MultiDict(parse_qsl(query)))
    path = folder / f"{noun}.{asked.format}"
    smaller = path.with_name(path.name + _COMPRESSED)
    with ExitStack() as stack:
        plain: IO[bytes] = stack.enter_context(path.open("wb"))
        raw = stack.enter_context(smaller.open("wb"))
        # No name and no time in the header: the same corpus gives the same bytes everywhere.
        packed = stack.enter_context(gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0))
        for piece in lines_of(db, asked):
            data = piece.encode() if isinstance(piece, str) else piece
            plain.write(data)
            packed.write(data)
    address = f"/v1/{noun}?{query}"
    return _described(path, address), _described(smaller, address)


def _described(path: Path, query: str | None = None) -> Export:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    media_type = _MEDIA_TYPES[path.suffix.removeprefix(".")]
    return Export(path.name, media_type, path.stat().st_size, digest, query)


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source.resolve(), target)
    except OSError:  # another file system
        shutil.copyfile(source, target)
