"""Say which keys of `columns` in corpus.yaml no file has: a misspelt one would silently lose a decision.

In: the files of a corpus, and the keys.  Out: those that are not a table's column or a JSON key in any of them. Files
are read until each key has been seen, usually in the first.
"""

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import IO

from api.errors import InputError
from api.extract.files.archive import unpacked, zip_entries
from api.extract.files.encoding import encoding_of
from api.extract.files.read import MAX_ARTICLE_BYTES, MAX_FILE_BYTES
from api.loader.folder import SourceFile

_PIECE = 1024 * 1024  # characters read at once
_BLANKS = 16  # spaces between a key and its colon, at most, where a piece ends there
_SAMPLE = 65536  # bytes that show the encoding; a header is shorter
_TABLES = (".csv", ".tsv")
_JSON = (".json", ".jsonl", ".ndjson", ".jl")


def unseen_keys(files: Iterable[SourceFile], keys: Collection[str]) -> list[str]:
    """Return those of `keys` that no table and no JSON among `files` has, in their order."""
    missing = set(keys)
    for file in files:
        if not missing:
            break
        try:
            for ending, stream in _streams(file):
                missing -= _keys_in(ending, stream, missing)
        except (InputError, OSError, UnicodeError, csv.Error):
            continue  # extraction reports what can't be read
    return [key for key in keys if key in missing]


def _streams(file: SourceFile) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield the uncompressed contents of a file that may have keys, each with its extension."""
    name = file.name.lower()
    if not name.removesuffix(".gz").endswith((*_TABLES, *_JSON, ".zip")):
        return
    with io.BytesIO(file.data) if file.data is not None else file.path.open("rb") as stream:
        if name.endswith(".zip"):
            for read in zip_entries(
                stream, name, lambda inside: inside.endswith((*_TABLES, *_JSON)), MAX_FILE_BYTES
            ):
                inside, data = read()
                yield inside, io.BytesIO(data)
        elif name.endswith(".gz"):
            yield name.removesuffix(".gz"), unpacked(stream, name, MAX_FILE_BYTES)
        else:
            yield name, stream


def _keys_in(ending: str, stream: IO[bytes], keys: Collection[str]) -> set[str]:
    encoding = encoding_of(stream.read(_SAMPLE)) or "utf-8"
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    return (_columns_of(text) if ending.endswith(_TABLES) else _keys_before_colons(text, keys)) & set(keys)


def _columns_of(text: IO[str]) -> set[str]:
    """Return the cells of a table's first row, whatever the delimiter."""
    csv.field_size_limit(MAX_ARTICLE_BYTES)
    header = text.read(_SAMPLE)
    rows = (next(csv.reader(io.StringIO(header, newline=""), delimiter=mark), []) for mark in ",;\t")
    return {cell.strip() for row in rows for cell in row}


def _keys_before_colons(text: IO[str], keys: Collection[str]) -> set[str]:
    """Return those of `keys` that the JSON has; their letters may be literal or escaped."""
    spellings = {key: {json.dumps(key), json.dumps(key, ensure_ascii=False)} for key in keys}
    patterns = {
        key: re.compile("|".join(rf"{re.escape(spelt)}\s*:" for spelt in spelt_so))
        for key, spelt_so in spellings.items()
    }
    overlap = max(len(spelt) for spelt_so in spellings.values() for spelt in spelt_so) + _BLANKS
    seen: set[str] = set()
    before = ""
    while seen != set(keys) and (piece := text.read(_PIECE)):
        piece, before = before + piece, piece[-overlap:]
        seen |= {key for key in patterns.keys() - seen if patterns[key].search(piece)}
    return seen
