"""Read a file into one RawFile for each article in it.

In: a file (text, Markdown, saved web page, JSON, JSON Lines, CSV, or an archive of them: zip, WARC).  Out: decoded
text and declared facts.
What of the text is the article is the work of `clean`; what the facts mean is the work of `metadata`.
"""

import csv
import gzip
import hashlib
import io
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, get_args

import orjson

from api.errors import UnreadableFile
from api.extract.article.fields import FIELD_NAMES, check_fields, field_of, is_address, renamed
from api.extract.files.archive import Tolerant, unpacked, zip_entries
from api.extract.files.encoding import decode, decode_page, encoding_of, mend
from api.extract.files.exports import Columns, articles_in, plain_values, why_unpublished
from api.extract.files.front_matter import KINDS, parse_front_matter, split_front_matter
from api.extract.files.labelled import read_labelled_lines
from api.extract.webpages.blocks import has_markup, plain_text
from api.model import Format, RawFile

if TYPE_CHECKING:
    from api.extract.files.webarchive import WarcPage

MAX_ARTICLE_BYTES = (
    16 * 1024 * 1024
)  # one article: the longest novel has 13 MB; more is a dump of something else
MAX_FILE_BYTES = 1024 * 1024 * 1024  # a file of many articles, read piece by piece
_MAX_JSON_BYTES = 256 * 1024 * 1024  # a JSON list has to be held in memory as a whole; JSON Lines needn't

Kind = Literal["text", "markdown", "html", "json", "lines", "csv", "zip", "warc"]
_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_FORMATS: dict[str, Kind] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".html.gz": "html",
    ".htm.gz": "html",
    ".json": "json",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".jl": "lines",
    ".csv": "csv",
    ".tsv": "csv",
    ".json.gz": "json",
    ".jsonl.gz": "lines",
    ".ndjson.gz": "lines",
    ".jl.gz": "lines",
    ".csv.gz": "csv",
    ".tsv.gz": "csv",
    ".zip": "zip",
    ".warc": "warc",
    ".warc.gz": "warc",
}
_MAX_BYTES: dict[Kind, int] = dict.fromkeys(get_args(Kind), MAX_FILE_BYTES) | {
    "text": MAX_ARTICLE_BYTES,
    "markdown": MAX_ARTICLE_BYTES,
    "html": MAX_ARTICLE_BYTES,
    "json": _MAX_JSON_BYTES,
    "warc": 64 * MAX_FILE_BYTES,
}
READABLE_SUFFIXES = tuple(_FORMATS)
"""How the names of files end that `read_files` reads, in lower case."""


def is_readable(name: str) -> bool:
    """Tell by its name whether a file is one of those that `read_files` reads."""
    return _suffix(name) != ""


def read_files(path: Path, name: str, columns: Columns | None = None) -> Iterator[RawFile]:
    """Return the articles in the file at `path`, one after the other.

    `name` is the file's path relative to the corpus folder, with forward slashes; an article in a file of many is
    `name#3`, counted from 1 (in JSON Lines: its line). `columns` renames JSON keys or CSV columns to field names.

    Raises UnreadableFile or InvalidFrontMatter, at the call or on the way. One that is raised on the way
    concerns one article only: its `path` says which, and the iterator can be asked for the next.
    """
    suffix = _known_suffix(name)
    _refuse_size(name, path.stat().st_size, _MAX_BYTES[_FORMATS[suffix]])
    return _read(path.open("rb"), name, suffix, columns or {})


def read_bytes(data: bytes, name: str, columns: Columns | None = None) -> Iterator[RawFile]:
    """Return the articles in `data`, a whole file called `name`; as `read_files`, for standard input and archives."""
    suffix = _known_suffix(name)
    _refuse_size(name, len(data), _MAX_BYTES[_FORMATS[suffix]])
    return _read(io.BytesIO(data), name, suffix, columns or {})


def _read(stream: IO[bytes], name: str, suffix: str, columns: Columns) -> Iterator[RawFile]:
    kind = _FORMATS[suffix]
    if suffix.endswith(".gz") and kind in {"json", "lines", "csv"}:
        stream = unpacked(stream, name, _MAX_BYTES[kind])
    return _READERS[kind](stream, name, columns)


def _known_suffix(name: str) -> str:
    suffix = _suffix(name)
    if not suffix:
        raise UnreadableFile(
            name, f"files of this kind are not read; expected a name in {', '.join(READABLE_SUFFIXES)}"
        )
    return suffix


def _suffix(name: str) -> str:
    lower = name.lower()
    return next((suffix for suffix in sorted(_FORMATS, key=len, reverse=True) if lower.endswith(suffix)), "")


def _refuse_size(name: str, size: int, limit: int) -> None:
    if size > limit:
        raise UnreadableFile(name, f"the file has {size:,} bytes; accepted are up to {limit:,}")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_text(data: bytes, name: str) -> RawFile:
    text = decode(data, name)
    if _looks_like_webpage(text):  # a page saved with the wrong ending
        return _webpage(decode_page(data, name), data, name)
    return _text(text, data, name)


def _text(text: str, data: bytes, name: str) -> RawFile:
    facts, below = read_labelled_lines(text)
    return RawFile(name, "text", below, _sha256(data), facts)


def _read_markdown(data: bytes, name: str) -> RawFile:
    head, text = split_front_matter(decode(data, name), name)
    if head is None:
        fields, text = read_labelled_lines(text)
    else:
        fields = check_fields(name, parse_front_matter(head, name))
    if not text.strip():
        raise UnreadableFile(name, "there is no text below the front matter; expected the text of an article")
    return RawFile(name, "markdown", text, _sha256(data), fields)


def _read_html(data: bytes, name: str) -> RawFile:
    content = _gunzip(data, name) if data.startswith(b"\x1f\x8b") else data
    page = decode_page(content, name)
    is_page = "<" in page  # otherwise it is a text saved with the wrong ending
    return _webpage(page, data, name) if is_page else _text(page, data, name)


def _looks_like_webpage(text: str) -> bool:
    """Tell whether `text` is a whole HTML document, whatever its file is called."""
    return text[:200].lstrip()[:1] == "<" and _OPENING.match(text[:2000]) is not None


def _webpage(text: str, data: bytes, name: str) -> RawFile:
    from api.extract.webpages.webpage import read_webpage  # noqa: PLC0415 - with all its patterns; many corpora have no page

    body, facts = read_webpage(text, name)
    if not body.strip():
        raise UnreadableFile(name, "no article was found in the page; expected a page with running text")
    return RawFile(name, "html", body, _sha256(data), facts)


def _gunzip(data: bytes, name: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            content = stream.read(MAX_ARTICLE_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(name, f"the gzip data is damaged ({error})") from None
    if len(content) > MAX_ARTICLE_BYTES:
        raise UnreadableFile(
            name, f"unpacked it has more than {MAX_ARTICLE_BYTES:,} bytes, which is the limit"
        )
    return content


def _single(read: Callable[[bytes, str], RawFile]) -> Callable[[IO[bytes], str, Columns], Iterator[RawFile]]:
    """Make a reader of files that hold one article each."""

    def read_stream(stream: IO[bytes], name: str, columns: Columns) -> Iterator[RawFile]:
        del columns  # there are none
        with stream:
            return iter([read(stream.read(), name)])

    return read_stream


def _read_json(stream: IO[bytes], name: str, columns: Columns) -> Iterator[RawFile]:
    """Read a list of articles, an object with such a list inside, or one article."""
    with stream:
        data = stream.read()
    document = _parse_json(data, name)
    articles = articles_in(document, columns)
    if articles is None:
        return iter([_from_fields("json", name, data, document, columns)])
    if not articles:
        raise UnreadableFile(name, "the list is empty; expected at least one article")
    numbered = ((f"{name}#{number}", entry) for number, entry in enumerate(articles, start=1))
    return map(partial(_json_entry, columns), numbered)


def _json_entry(columns: Columns, numbered: tuple[str, Any]) -> RawFile:
    name, entry = numbered
    return _from_fields("json", name, orjson.dumps(entry, option=orjson.OPT_SORT_KEYS), entry, columns)


def _read_json_lines(stream: IO[bytes], name: str, columns: Columns) -> Iterator[RawFile]:
    if encoding_of(stream.read(65536)) not in {"utf-8", "utf-8-sig"}:
        stream.seek(0)
        with stream:
            return _json_lines(io.BytesIO(decode(stream.read(_MAX_JSON_BYTES), name).encode()), name, columns)
    stream.seek(0)
    return _json_lines(stream, name, columns)


def _json_lines(stream: IO[bytes], name: str, columns: Columns) -> Iterator[RawFile]:
    numbered = ((f"{name}#{number}", line) for number, line in enumerate(_lines(stream), start=1))
    # `map`, not a generator: a line that raises ends a generator, but not a map.
    return map(partial(_json_line, columns), (entry for entry in numbered if entry[1].strip()))


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a binary file, none longer than an article may be, and close it."""
    with stream:
        while line := stream.readline(MAX_ARTICLE_BYTES + 1):
            yield line
            while len(line) > MAX_ARTICLE_BYTES and not line.endswith(
                b"\n"
            ):  # skip the rest of a line too long
                line = stream.readline(MAX_ARTICLE_BYTES + 1)


def _json_line(columns: Columns, numbered: tuple[str, bytes]) -> RawFile:
    name, line = numbered
    _refuse_size(name, len(line), MAX_ARTICLE_BYTES)
    return _from_fields("json", name, line, _parse_json(line, name), columns)


def _parse_json(data: bytes, name: str) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        pass
    text = decode(data, name)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        if "NaN" in text and (document := _without_nan(text)) is not None:
            return document
        raise UnreadableFile(name, f"this is not JSON ({error}); expected an article as an object") from None


def _without_nan(text: str) -> Any:
    """Return what is JSON but for NaN, which Python writes where a table has no value; None for anything else."""
    try:
        return orjson.loads(orjson.dumps(json.loads(text, parse_constant=_nothing)))
    except (ValueError, TypeError, RecursionError):
        return None


def _nothing(constant: str) -> None:
    if constant != "NaN":
        raise ValueError(f"{constant} is no number")


def _read_csv(stream: IO[bytes], name: str, columns: Columns) -> Iterator[RawFile]:
    sample = stream.read(65536)
    stream.seek(0)
    encoding = encoding_of(sample)
    if not encoding or (b"\x00" in sample and not encoding.startswith("utf-16")):
        raise UnreadableFile(
            name, "the file is binary or in an unknown encoding; expected a CSV table in UTF-8"
        )
    csv.field_size_limit(MAX_ARTICLE_BYTES)
    text = io.TextIOWrapper(
        stream, encoding, errors="onrecord-cp1252" if "utf-8" in encoding else "replace", newline=""
    )
    rows = csv.reader(text, delimiter=_delimiter(sample.decode(encoding, errors="replace")), strict=True)
    header = _csv_header(rows, name, columns)
    numbered = (
        (f"{name}#{number}", row) for number, row in enumerate(rows, start=1) if any(map(str.strip, row))
    )
    return map(partial(_csv_row, header, columns), _csv_errors(numbered, name, text))


def _delimiter(sample: str) -> str:
    header = sample.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _csv_header(rows: Any, name: str, columns: Columns) -> list[str]:
    try:
        header = [cell.strip() for cell in next(rows, [])]
    except csv.Error as error:
        raise UnreadableFile(name, f"this is not a CSV table ({error})") from None
    if "body" not in {field_of(columns.get(cell, cell)) for cell in header}:
        raise UnreadableFile(
            name,
            f'there is no column "body"; the header has {", ".join(header)[:200]!r}; '
            f"known are {', '.join(FIELD_NAMES)}; columns in corpus.yaml can say which it is, "
            "or metadata that the table is about other files",
        )
    if twice := [cell for cell, count in Counter(header).items() if cell and count > 1]:
        raise UnreadableFile(name, f'there are several columns "{twice[0]}"; expected one of each name')
    return header


def _csv_errors(
    numbered: Iterator[tuple[str, list[str]]], name: str, stream: io.TextIOWrapper
) -> Iterator[tuple[str, list[str]]]:
    with stream:
        try:
            yield from numbered
        except csv.Error as error:
            raise UnreadableFile(name, f"from here on this is not a CSV table ({error})") from None


def _csv_row(header: list[str], columns: Columns, numbered: tuple[str, list[str]]) -> RawFile:
    name, row = numbered
    if len(row) != len(header):
        raise UnreadableFile(name, f"the row has {len(row)} cells; expected {len(header)} as in the header")
    return _from_fields("csv", name, "\x1f".join(row).encode(), dict(zip(header, row, strict=True)), columns)


def _from_fields(format_: Format, name: str, data: bytes, declared: Any, columns: Columns) -> RawFile:
    """Make an article of nothing but fields."""
    if not isinstance(declared, dict):
        raise UnreadableFile(
            name, f"this is {KINDS[type(declared)]}; expected an article as an object of fields"
        )
    if why := why_unpublished(declared):
        raise UnreadableFile(name, f"{why}; expected a published article")
    fields = check_fields(name, renamed(name, plain_values(declared, columns), columns))
    body = fields.pop("body", "")
    if not body.strip():
        raise UnreadableFile(
            name,
            f'"body" is missing or empty; expected the text of the article '
            f"(the fields here are {', '.join(map(str, declared))[:200]})",
        )
    fields = {key: mend(value) if isinstance(value, str) else value for key, value in fields.items()}
    if _looks_like_webpage(body):  # crawlers keep whole pages
        page = _webpage(body, data, name)
        return replace(page, fields={**page.fields, **fields})
    text = mend(plain_text(body) if has_markup(body) else body)
    if not text.strip():
        raise UnreadableFile(name, '"body" is markup without a text; expected the text of the article')
    return RawFile(name, format_, text, _sha256(data), fields)


def _read_zip(stream: IO[bytes], name: str, columns: Columns) -> Iterator[RawFile]:
    """Read the files in a zip, each as if it stood in a folder called like the zip; archives inside are refused."""
    entries = zip_entries(stream, name, _is_readable_inside, _MAX_JSON_BYTES, _why_unread_inside)
    return Tolerant(partial(_read_zip_entry, read_entry, columns) for read_entry in entries)


def _is_readable_inside(name: str) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in name.split("/"))
    return not hidden and _suffix(name) != ""


def _why_unread_inside(name: str) -> str | None:
    if _FORMATS[_suffix(name)] in {"zip", "warc"}:
        return "an archive inside an archive is not read; expected it unpacked, or beside the other"
    return None


def _read_zip_entry(read_entry: Callable[[], tuple[str, bytes]], columns: Columns) -> Iterator[RawFile]:
    path, data = read_entry()
    return read_bytes(data, path, columns)


def _read_warc(stream: IO[bytes], name: str, columns: Columns) -> Iterator[RawFile]:
    del columns  # there are none
    from api.extract.files.webarchive import warc_pages  # noqa: PLC0415 - its library takes long to import

    return map(_read_warc_page, warc_pages(stream, name, MAX_ARTICLE_BYTES))


def _read_warc_page(page: "WarcPage") -> RawFile:
    """Read a delivered page; where it doesn't tell its own address, it is the one that it was asked at."""
    _refuse_size(page.path, len(page.data), MAX_ARTICLE_BYTES)
    raw = _webpage(decode_page(page.data, page.path, page.charset), page.data, page.path)
    return replace(raw, fields={"url": page.address, **raw.fields}) if is_address(page.address) else raw


_READERS: dict[Kind, Callable[[IO[bytes], str, Columns], Iterator[RawFile]]] = {
    "text": _single(_read_text),
    "markdown": _single(_read_markdown),
    "html": _single(_read_html),
    "json": _read_json,
    "lines": _read_json_lines,
    "csv": _read_csv,
    "zip": _read_zip,
    "warc": _read_warc,
}
