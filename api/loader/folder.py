"""Say which files a load is about.

In: what was named on the command line.  Out: a `Corpus`: its files, in a fixed order, each with the facts that
a sidecar table declares for it, and its curation.  Nothing of the articles themselves is read here.
"""

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import cache
from pathlib import Path
from posixpath import dirname, islink, join
from typing import Any

import orjson

from api.errors import InputError, InvalidFrontMatter, LoadError
from api.extract.article.fields import check_fields
from api.extract.files.exports import plain_values
from api.extract.files.read import READABLE_SUFFIXES, is_readable
from api.loader.curation import FILES, Curation, check_against_duplicates, read_curation
from api.loader.sidecar import Table, read_sidecar
from api.model import value

STANDARD_INPUT = Path("-")
NOTHING: Mapping[str, Any] = {}
"""What most files have declared, once for all of them."""


@value
class SourceFile:
    """A file of one or more articles.

    `location` is where it is: a `Path` takes four times the memory, and a corpus may have a hundred thousand files.
    `name` is its path relative to the corpus folder, with forward slashes; `fields` are what a sidecar table
    declares; `data` is the content where there is no file to read it from.
    """

    location: str
    name: str
    fields: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    data: bytes | None = None

    @property
    def path(self) -> Path:
        """Where it is, to be opened."""
        return Path(self.location)


@value
class Corpus:
    """What is to be loaded.

    `rejected` are files that were named or matched and can't be loaded, with the reason; `ignored` counts files of
    other kinds by extension.
    """

    title: str
    files: tuple[SourceFile, ...]
    curation: Curation = field(default_factory=Curation)
    ignored: Mapping[str, int] = field(default_factory=dict)
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
        return _with_printable_names(_read_folder(sources[0], known))
    curated = [str(source) for source in sources if source.is_dir() and _is_curated(source)]
    if curated:
        raise LoadError(
            f"{', '.join(curated)}: a folder with curation files is loaded by itself; {len(sources)} were named"
        )
    return _with_printable_names(_read_loose(sources))


def _with_printable_names(corpus: Corpus) -> Corpus:
    """Reject the files whose names are not UTF-8: no database, report or address can hold them."""
    unfit = {file.name for file in corpus.files if _printable(file.name) != file.name}
    reason = "the file's name is not UTF-8; expected one that is: rename the file"
    return replace(
        corpus,
        title=_printable(corpus.title),
        files=tuple(file for file in corpus.files if file.name not in unfit),
        rejected={_printable(name): why for name, why in corpus.rejected.items()}
        | {_printable(name): reason for name in unfit},
    )


def _printable(name: str) -> str:
    """Return a file's name with the bytes that are not UTF-8 escaped."""
    return os.fsencode(name).decode(errors="backslashreplace")


def _is_curated(folder: Path) -> bool:
    return any((folder / f"{name}.yaml").is_file() for name in FILES)


def _read_loose(sources: Sequence[Path]) -> Corpus:
    files: dict[str, SourceFile] = {}
    rejected: dict[str, str] = {}
    warnings: list[str] = []
    ignored: Counter[str] = Counter()
    for source in dict.fromkeys(sources):  # standard input, for one, can be read once
        if source == STANDARD_INPUT:
            files["-"] = _standard_input()
        elif source.is_dir():
            part = _read_folder(source)
            files |= {f"{source.as_posix()}/{file.name}": _renamed(file, source) for file in part.files}
            ignored.update(part.ignored)
            warnings += part.warnings
            rejected |= {f"{source.as_posix()}/{name}": reason for name, reason in part.rejected.items()}
        elif is_readable(source.name):
            files[source.as_posix()] = SourceFile(str(source), source.as_posix())
        else:
            rejected[source.as_posix()] = (
                f"files of this kind are not read; expected a name in {', '.join(READABLE_SUFFIXES)}"
            )
    title = sources[0].stem if len(sources) == 1 and sources[0] != STANDARD_INPUT else "Untitled corpus"
    return Corpus(title, tuple(files.values()), ignored=ignored, rejected=rejected, warnings=tuple(warnings))


def _renamed(file: SourceFile, folder: Path) -> SourceFile:
    return SourceFile(file.location, f"{folder.as_posix()}/{file.name}")


def _standard_input() -> SourceFile:
    """Read standard input; its first characters distinguish front matter and JSON from plain text."""
    data = sys.stdin.buffer.read()
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"---"):
        ending = ".md"
    elif start[:1] in {b"{", b"["}:
        ending = ".jsonl" if _are_lines(start) else ".json"
    else:
        ending = ".txt"
    return SourceFile(str(STANDARD_INPUT), f"standard-input{ending}", data=data)


def _are_lines(data: bytes) -> bool:
    """Return whether this is JSON Lines: the first line is a whole object, and others follow."""
    first, _, others = data.partition(b"\n")
    try:
        return bool(others.strip()) and isinstance(orjson.loads(first), dict)
    except orjson.JSONDecodeError:
        return False


def _read_folder(folder: Path, known: str = "") -> Corpus:
    curation = read_curation(folder, known)
    check_against_duplicates(curation)
    sidecar = curation.corpus.metadata
    aside = {f"{name}.yaml" for name in FILES} | ({sidecar.file} if sidecar else set())
    found = _matching(folder, curation.corpus.articles)
    matched = [name for name in sorted(found.files) if name not in aside]
    readable = [name for name in matched if is_readable(name)]
    outside = _outside(folder, readable)
    table = read_sidecar(folder, sidecar) if sidecar else Table({}, "")
    names = [name for name in readable if name not in outside]
    keys = table.rows_of(names)
    files, rejected = _with_fields(folder, names, table, keys)
    rejected |= found.unusable
    rejected |= dict.fromkeys(
        outside, "the file is a link to a place outside the corpus folder; expected a file"
    )
    return Corpus(
        title=folder.resolve().name,
        files=files,
        curation=curation,
        ignored=Counter(_ending(name) for name in matched if not is_readable(name)),
        rejected=rejected,
        warnings=(*found.warnings, *table.unused(keys.values())),
    )


def _ending(name: str) -> str:
    """Return a file's extension, such as ".docx"; of a compressed file both extensions."""
    path = Path(name.lower())
    return "".join(path.suffixes[-2:]) if path.suffix == ".gz" else path.suffix


@value
class _Found:
    """What the globs match, by name: files, and what can't be used, with the reason; and warnings about the rest."""

    files: tuple[str, ...]
    unusable: Mapping[str, str]
    warnings: tuple[str, ...]


def _matching(folder: Path, globs: Sequence[str]) -> _Found:
    """Return everything that one of the globs matches, each once, without hidden files."""
    default = ("articles/**",) if (folder / "articles").is_dir() else ("**",)
    files: set[str] = set()
    unusable: dict[str, str] = {}
    warnings: list[str] = []
    for glob in globs or default:
        seen = {path.relative_to(folder).as_posix(): path for path in folder.glob(_for_files(glob))}
        for name, path in seen.items():
            if f"/{name}".count("/."):
                continue
            if path.is_file():
                files.add(name)
            elif why := _why_unusable(name, path):
                unusable[name] = why
            elif path.is_symlink() and path.is_dir():
                warnings.append(f"{_printable(name)}: links to folders are not followed; expected the folder")
        if globs and not seen:
            warnings.append(f'corpus.yaml: "articles" has "{glob}", which matches no file')
    return _Found(tuple(files), unusable, tuple(sorted(set(warnings))))


def _why_unusable(name: str, path: Path) -> str:
    """Return why something that isn't a file can't be used; "" for readable folders and kinds that aren't read."""
    if path.is_dir():
        return (
            "" if os.access(path, os.R_OK | os.X_OK) else "the folder can't be read; expected permission to"
        )
    if not is_readable(name):
        return ""
    return (
        "the file is a link that leads nowhere; expected a file"
        if path.is_symlink()
        else "this is no regular file; expected one"
    )


def _for_files(glob: str) -> str:
    # Before Python 3.13 a final ** matches folders only.
    return f"{glob}/*" if glob.endswith("**") else glob


def _outside(folder: Path, names: Iterable[str]) -> set[str]:
    """Return the names of files that are really outside the folder: links, or files in a linked folder."""
    root = folder.resolve()

    @cache
    def is_inside(path: str) -> bool:
        return Path(path).resolve().is_relative_to(root)

    paths = ((name, join(folder, name)) for name in names)
    return {name for name, path in paths if not is_inside(path if islink(path) else dirname(path))}


def _with_fields(
    folder: Path, names: Iterable[str], table: Table, keys: Mapping[str, str]
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
            files.append(SourceFile(join(folder, name), name, fields or NOTHING))
    return tuple(files), rejected


def _shared(key: str, files: Sequence[str]) -> str:
    listed = " or ".join(files[:3])
    return f'the row "{key}" may be that of {listed}; expected the path of a file in the folder as its key'
