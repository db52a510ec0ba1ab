"""Say which files a load is about.

In: what was named on the command line.  Out: a `Corpus`: its files, in a fixed order, each with the facts that
a sidecar table declares for it, and its curation.  Nothing of the articles themselves is read here.
"""

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache
from pathlib import Path
from posixpath import basename, dirname, islink, join, splitext
from typing import Any

from api.errors import InputError, InvalidCuration, InvalidFrontMatter, LoadError
from api.extract.article.fields import check_fields
from api.extract.files.exports import plain_values
from api.extract.files.read import READABLE_SUFFIXES, is_readable
from api.loader.curation import FILES, Curation, Sidecar, check_against_duplicates, read_curation
from api.model import value

STANDARD_INPUT = Path("-")


@value
class SourceFile:
    """A file of one or more articles.

    `name` is its path relative to the corpus folder, with forward slashes; `fields` are what a sidecar table
    declares; `data` is the content where there is no file to read it from.
    """

    path: Path
    name: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    data: bytes | None = None


@value
class Corpus:
    """What is to be loaded. `rejected` are files that were named or matched and can't be taken, with the reason."""

    title: str
    files: tuple[SourceFile, ...]
    curation: Curation = field(default_factory=Curation)
    ignored: int = 0
    rejected: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read_corpus(sources: Sequence[Path], known: str = "") -> Corpus:
    """Return the corpus that `sources` are: one corpus folder, or any folders and files, or "-".

    Curation with the mark `known` was read before.

    Raises LoadError when a source isn't there or two folders are curated, InvalidCuration for a faulty
    curation file.
    """
    for source in sources:
        if source != STANDARD_INPUT and not source.exists():
            raise LoadError(f"{source}: there is no such file or folder")
    if len(sources) == 1 and sources[0].is_dir():
        return _read_folder(sources[0], known)
    curated = [str(source) for source in sources if source.is_dir() and _is_curated(source)]
    if curated:
        raise LoadError(
            f"{', '.join(curated)}: a folder with curation files is loaded by itself; {len(sources)} were named"
        )
    return _read_loose(sources)


def _is_curated(folder: Path) -> bool:
    return any((folder / f"{name}.yaml").is_file() for name in FILES)


def _read_loose(sources: Sequence[Path]) -> Corpus:
    files: dict[str, SourceFile] = {}
    rejected: dict[str, str] = {}
    ignored = 0
    for source in sources:
        if source == STANDARD_INPUT:
            files["-"] = _standard_input()
        elif source.is_dir():
            part = _read_folder(source)
            files |= {f"{source.as_posix()}/{file.name}": _renamed(file, source) for file in part.files}
            ignored += part.ignored
            rejected |= {f"{source.as_posix()}/{name}": reason for name, reason in part.rejected.items()}
        elif is_readable(source.name):
            files[source.as_posix()] = SourceFile(source, source.as_posix())
        else:
            rejected[source.as_posix()] = (
                f"files of this kind are not read; expected a name in {', '.join(READABLE_SUFFIXES)}"
            )
    title = sources[0].stem if len(sources) == 1 and sources[0] != STANDARD_INPUT else "Untitled corpus"
    return Corpus(title, tuple(files.values()), ignored=ignored, rejected=rejected)


def _renamed(file: SourceFile, folder: Path) -> SourceFile:
    return SourceFile(file.path, f"{folder.as_posix()}/{file.name}")


def _standard_input() -> SourceFile:
    """Take one article from standard input; its first signs tell front matter and JSON from plain text."""
    data = sys.stdin.buffer.read()
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:4]
    ending = ".md" if start.startswith(b"---") else ".json" if start[:1] in {b"{", b"["} else ".txt"
    return SourceFile(STANDARD_INPUT, f"standard-input{ending}", data=data)


def _read_folder(folder: Path, known: str = "") -> Corpus:
    curation = read_curation(folder, known)
    check_against_duplicates(curation)
    sidecar = curation.corpus.metadata
    aside = {f"{name}.yaml" for name in FILES} | ({sidecar.file} if sidecar else set())
    matched = [name for name in _matching(folder, curation.corpus.articles) if name not in aside]
    readable = [name for name in matched if is_readable(name)]
    outside = _outside(folder, readable)
    table = _read_sidecar(folder, sidecar) if sidecar else _Table({}, "")
    names = [name for name in readable if name not in outside]
    keys = table.rows_of(names)
    files, rejected = _with_fields(folder, names, table, keys)
    rejected |= dict.fromkeys(
        outside, "the file is a link to a place outside the corpus folder; expected a file"
    )
    return Corpus(
        title=folder.resolve().name,
        files=files,
        curation=curation,
        ignored=len(matched) - len(readable),
        rejected=rejected,
        warnings=tuple(table.unused(keys.values())),
    )


def _matching(folder: Path, globs: Sequence[str]) -> list[str]:
    """Return the names of the files that one of the globs matches, in order, each once; hidden ones never."""
    default = ("articles/**",) if (folder / "articles").is_dir() else ("**",)
    found = {path for glob in globs or default for path in folder.glob(_for_files(glob))}
    names = (path.relative_to(folder).as_posix() for path in found if path.is_file())
    return sorted(name for name in names if not f"/{name}".count("/."))


def _for_files(glob: str) -> str:
    # Before Python 3.13 a final ** matches folders only.
    return f"{glob}/*" if glob.endswith("**") else glob


def _outside(folder: Path, names: Iterable[str]) -> set[str]:
    """Return the names of files that are really outside the folder: links, or in a folder that is a link."""
    root = folder.resolve()

    @cache
    def is_inside(path: str) -> bool:
        return Path(path).resolve().is_relative_to(root)

    paths = ((name, join(folder, name)) for name in names)
    return {name for name, path in paths if not is_inside(path if islink(path) else dirname(path))}


_MOST_NAMED = 10  # rows of a table that belong to no file


@value
class _Table:
    """A sidecar table: declared facts by key, a file name with or without its ending."""

    rows: Mapping[str, Mapping[str, str]]
    name: str

    def rows_of(self, files: Iterable[str]) -> Mapping[str, str]:
        """Return the key of its row for each file that has one."""
        keys = ((file, next((key for key in _keys_of(file) if key in self.rows), None)) for file in files)
        return {file: key for file, key in keys if key is not None}

    def unused(self, keys: Collection[str]) -> Iterator[str]:
        """Say which rows belong to no file: perhaps a file is missing, perhaps a key is misspelt.

        `keys` are those of the rows that do. A table of a larger corpus has many others; then the first are named,
        and the rest counted.
        """
        unused = sorted(self.rows.keys() - set(keys))
        for key in unused[:_MOST_NAMED]:
            yield f'{self.name}: the row "{key}" belongs to no article file'
        if len(unused) > _MOST_NAMED:
            yield f"{self.name}: {len(unused) - _MOST_NAMED:,} more rows belong to no article file"


def _keys_of(file: str) -> tuple[str, ...]:
    without_ending, _ = splitext(file)
    return file, basename(file), without_ending, basename(without_ending)


def _with_fields(
    folder: Path, names: Iterable[str], table: _Table, keys: Mapping[str, str]
) -> tuple[tuple[SourceFile, ...], dict[str, str]]:
    files: list[SourceFile] = []
    rejected: dict[str, str] = {}
    bearers: dict[str, list[str]] = defaultdict(list)
    for file, key in keys.items():
        bearers[key].append(file)
    for name in names:
        own = keys.get(name)
        try:
            if own is not None and len(bearers[own]) > 1:
                raise InvalidFrontMatter(table.name, _shared(own, bearers[own]))
            fields = check_fields(table.name, plain_values(table.rows[own], {}) if own is not None else {})
        except InputError as error:
            rejected[name] = str(error)
        else:
            files.append(SourceFile(folder / name, name, fields))
    return tuple(files), rejected


def _shared(key: str, files: Sequence[str]) -> str:
    listed = " or ".join(files[:3])
    return f'the row "{key}" may be that of {listed}; expected the path of a file in the folder as its key'


def _read_sidecar(folder: Path, sidecar: Sidecar) -> _Table:
    path = folder / sidecar.file
    if not path.is_file():
        raise InvalidCuration(
            "corpus.yaml", f'"metadata.file" is "{sidecar.file}"; there is no such file in the folder'
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidCuration(sidecar.file, f"not UTF-8: {error}") from error
    reader = _reader(path, io.StringIO(text, newline=""))
    _check_columns(sidecar, reader.fieldnames or ())
    return _Table(_rows_by_key(sidecar, reader), sidecar.file)


def _reader(path: Path, lines: Iterable[str]) -> "csv.DictReader[str]":
    if path.suffix.lower() in {".tsv", ".tab"}:
        # A tab-separated table has no quoting: a quotation mark in a title is one.
        return csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return csv.DictReader(lines)


def _check_columns(sidecar: Sidecar, header: Sequence[str]) -> None:
    for column in (sidecar.key, *sidecar.columns):
        if column not in header:
            there = ", ".join(header) or "none"
            raise InvalidCuration(
                sidecar.file, f'there is no column "{column}", which corpus.yaml names; columns are {there}'
            )
        if header.count(column) > 1:
            raise InvalidCuration(
                sidecar.file, f'there are several columns "{column}"; expected one of each name'
            )


def _rows_by_key(sidecar: Sidecar, reader: "csv.DictReader[str]") -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for row in reader:
        if None in row:  # where csv.DictReader puts the cells that are too many
            expected = len(reader.fieldnames or ())
            found = expected + len(row[None])
            raise InvalidCuration(
                sidecar.file,
                f"line {reader.line_num}: the row has {found} cells; expected {expected} as in the header",
            )
        key = row[sidecar.key] or ""  # a row may be short
        if key in rows:
            raise InvalidCuration(
                sidecar.file, f'line {reader.line_num}: "{key}" has a row already; expected one per file'
            )
        rows[key] = {field_: row[column] for column, field_ in sidecar.columns.items() if row[column]}
    return rows
