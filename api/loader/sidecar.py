"""Read the table of facts beside a folder of texts, and say which row belongs to which file.

In: a table (.csv or .tsv with a header), and the fields of its columns.  Out: declared facts by key, a file's name or
path.  `folder`, which gives the facts to files, checks their values.
"""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from posixpath import basename, splitext

from api.errors import InvalidCuration
from api.extract.files.encoding import encoding_of
from api.extract.files.read import MAX_ARTICLE_BYTES
from api.loader.curation import Sidecar
from api.model import value

_SAMPLE = 65536  # bytes that show the encoding
_MOST_NAMED = 10  # rows without a file that are named


@value
class Table:
    """A sidecar table: declared facts by key, a file name with or without its ending."""

    rows: Mapping[str, Mapping[str, str]]
    name: str

    def rows_of(self, files: Iterable[str]) -> Mapping[str, str]:
        """Return the key of its row for each file that has one."""
        keys = ((file, next((key for key in _keys_of(file) if key in self.rows), None)) for file in files)
        return {file: key for file, key in keys if key is not None}

    def unused(self, keys: Collection[str]) -> Iterator[str]:
        """Yield warnings about rows that belong to no file: perhaps a file is missing, or a key is misspelt.

        `keys` are those of the rows that do belong to one. The table may be of a larger corpus and have many others;
        then the first are named, and the rest counted.
        """
        unused = sorted(self.rows.keys() - set(keys))
        for key in unused[:_MOST_NAMED]:
            yield f'{self.name}: the row "{key}" belongs to no article file'
        if len(unused) > _MOST_NAMED:
            yield f"{self.name}: {len(unused) - _MOST_NAMED:,} more rows belong to no article file"


def _keys_of(file: str) -> tuple[str, ...]:
    without_ending, _ = splitext(file)
    return file, basename(file), without_ending, basename(without_ending)


def read_sidecar(folder: Path, sidecar: Sidecar) -> Table:
    """Return the table that corpus.yaml names; raises InvalidCuration when it can't be used."""
    path = folder / sidecar.file
    if not path.is_file():
        raise InvalidCuration(
            "corpus.yaml", f'"metadata.file" is "{sidecar.file}"; there is no such file in the folder'
        )
    csv.field_size_limit(MAX_ARTICLE_BYTES)  # a table may hold the whole articles as well
    lines = _lines(path, _text(path, sidecar.file))
    try:
        header = [cell.strip() for cell in next(lines, (0, []))[1]]
        _check_columns(sidecar, header)
        return Table(_rows_by_key(sidecar, header, lines), sidecar.file)
    except csv.Error as error:
        raise InvalidCuration(sidecar.file, f"this is not a table as .csv or .tsv ({error})") from error


def _text(path: Path, name: str) -> str:
    """Return the table's text unchanged: a key must match a file's name exactly, so nothing is normalised."""
    data = path.read_bytes()
    encoding = encoding_of(data[:_SAMPLE])
    if not encoding or (b"\x00" in data and not encoding.startswith(("utf-16", "utf-32"))):
        raise InvalidCuration(
            name, "the file is binary or in an unknown encoding; expected a table as .csv or .tsv in UTF-8"
        )
    return data.decode(encoding, errors="onrecord-cp1252" if "utf-8" in encoding else "replace")


def _lines(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table that are not blank, each with the number of its last line."""
    if path.suffix.lower() in {".tsv", ".tab"}:
        # A tab-separated table has no quoting: a quotation mark in a title is one.
        reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    else:
        header = text.split("\n", 1)[0]
        # Where the comma is the decimal separator, spreadsheets put semicolons between cells.
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count))
    return ((reader.line_num, row) for row in reader if any(map(str.strip, row)))


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


def _rows_by_key(
    sidecar: Sidecar, header: Sequence[str], lines: Iterable[tuple[int, list[str]]]
) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for number, cells in lines:
        if len(cells) > len(header):
            raise InvalidCuration(
                sidecar.file,
                f"line {number}: the row has {len(cells)} cells; expected {len(header)} as in the header",
            )
        row = dict(zip(header, cells, strict=False))  # a row may be short
        key = row.get(sidecar.key, "").strip()
        if key and key in rows:  # rows without a key are reported as one that belongs to no file
            raise InvalidCuration(
                sidecar.file, f'line {number}: "{key}" has a row already; expected one per file'
            )
        rows[key] = _facts(sidecar, number, row)
    return rows


def _facts(sidecar: Sidecar, number: int, row: Mapping[str, str]) -> dict[str, str]:
    """Return a row's value for each field; raises InvalidCuration when two columns have different values for one."""
    facts: dict[str, str] = {}
    for column, field in sidecar.columns.items():
        cell = row.get(column, "")
        if cell and facts.setdefault(field, cell) != cell:
            columns = " and ".join(f'"{name}"' for name, of in sidecar.columns.items() if of == field)
            raise InvalidCuration(
                sidecar.file,
                f'line {number}: the columns {columns} both say "{field}", and differ; expected one of them',
            )
    return facts
