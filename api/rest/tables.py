"""Lists as tables: CSV that no spreadsheet executes, and what its columns mean (W3C CSV on the Web).

In: records as `render` makes them.  Out: lines of CSV; and the metadata of all five tables.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from marshmallow import Schema, fields

from api.rest.render import flat
from api.rest.schemas import Article, Publisher, Quote, Speaker, Tag
from api.store.connect import Corpus
from api.store.filters import ListQuery

# Spreadsheets accept the full-width characters, too.
_FORMULA = frozenset({"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"})


def csv_lines(query: ListQuery, found: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield the records as CSV, a header line first, in pieces."""
    columns = csv_columns(query)
    if columns == _CSV_COLUMNS["quotes"].split():
        yield ",".join(columns) + "\r\n"
        lines = map(_line_of_quote, found)
        while piece := "".join(islice(lines, _LINES_AT_ONCE)):
            yield piece
        return
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for record in found:
        writer.writerow([guarded(cell) for cell in _cells_of(columns, record)])
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


_LINES_AT_ONCE = 100  # about 60 kB


_CSV_COLUMNS = {
    "quotes": "id text kind speaker.id speaker.name speaker.kind attribution.mention.text attribution.cue.text "
    "attribution.method attribution.confidence attribution.reason article.id article.title article.url "
    "article.published_on article.publisher.id article.publisher.name start end paragraph continues "
    "statement links.self links.source",
    "articles": "id title title_is_derived subtitle section byline authors language published_on url publisher.id "
    "publisher.name original_publisher.id original_publisher.name story copy_count rights rights_note word_count "
    "quote_count excerpt links.self",
    "speakers": "id name sort_name kind description wikidata_id is_curated quote_count article_count "
    "first_quoted_on last_quoted_on links.self",
    "tags": "id name kind article_count quote_count links.self",
    "publishers": "id name domain url article_count quote_count links.self",
}


def _cells_of(columns: Sequence[str], record: dict[str, Any]) -> list[Any]:
    cells = dict(flat(record))
    return [cells.get(column) for column in columns]


def _line_of_quote(quote: dict[str, Any]) -> str:
    """Return the line that Python's `csv` would write, in a quarter of its time: this table has a million lines.

    Consecutive quotes often share article and speaker, whose cells are cached. Numbers and codes need no guard.
    """
    article, speaker, said = quote["article"], quote["speaker"], quote["attribution"]
    publisher, mention, cue = article["publisher"], said["mention"], said["cue"]
    id_, statement, links = _cell(quote["id"]), quote["statement"], quote["links"]
    by = _kept_cells(speaker["id"], speaker["name"], speaker["kind"]) if speaker else ",,"
    where = _kept_cells(article["id"], article["title"], article["url"], article["published_on"])
    published_by = _kept_cells(publisher["id"], publisher["name"]) if publisher else ","
    return (
        f"{id_},{_cell(quote['text'])},{quote['kind']},{by},{_cell(mention['text']) if mention else ''},"
        f"{_cell(cue['text']) if cue else ''},{said['method']},{said['confidence']!r},"
        f"{_cell(said['reason'])},{where},{published_by},{quote['start']},{quote['end']},{quote['paragraph']},"
        f"{_cell(quote['continues'])},{id_ if statement == quote['id'] else _cell(statement)},"
        f"{_cell(links['self'])},{_cell(links['source'])}\r\n"
    )


@lru_cache(maxsize=4096)
def _kept_cells(*cells: str | None) -> str:
    return ",".join(map(_cell, cells))


def _cell(text: str | None) -> str:
    # Looking for four characters one by one takes a quarter of the time of a regular expression.
    if text is None:
        return ""
    if text[:1] in _FORMULA:
        text = f"'{text}"
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return f'"{text.replace(_QUOTE, _TWICE)}"'
    return text


_QUOTE, _TWICE = '"', '""'


_CSV_INCLUDED = {
    "quotes": {"tags": ["tags"], "context": ["context.text"], "occurrences": ["occurrences"]},
    "articles": {
        "tags": ["tags"],
        "body": ["body"],
        "copies": ["copies"],
        "provenance": [
            "provenance.source_path",
            "provenance.source_sha256",
            "provenance.extractor_version",
            "provenance.added_at",
        ],
    },
    "speakers": {"aliases": ["aliases"], "roles": ["roles"]},
}


def csv_columns(query: ListQuery) -> list[str]:
    """Return the header of the query's table: dotted names of the properties."""
    columns = _CSV_COLUMNS[query.resource.name].split()
    for name in query.include:
        columns += _CSV_INCLUDED.get(query.resource.name, {}).get(name, [])
    if not query.fields:
        return columns
    wanted = ("id", *query.fields)
    return [column for column in columns if any(f"{column}.".startswith(f"{name}.") for name in wanted)]


def guarded(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: a text that begins like one is prefixed with '."""
    if value.__class__ is str:
        return f"'{value}" if value[:1] in _FORMULA else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


_RECORDS: dict[str, type[Schema]] = {
    "articles": Article,
    "quotes": Quote,
    "speakers": Speaker,
    "tags": Tag,
    "publishers": Publisher,
}
_DATATYPES = {fields.Integer: "nonNegativeInteger", fields.Float: "decimal", fields.Boolean: "boolean"}


def csv_metadata() -> dict[str, Any]:
    """Return what the columns of the lists' tables are, as CSV on the Web describes it."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:description": "A text that begins with =, +, -, @ (also full-width), a tab or a line break is prefixed "
        "with an apostrophe, so that no spreadsheet takes it for a formula.",
        "dialect": {"encoding": "utf-8", "delimiter": ",", "quoteChar": '"', "header": True},
        "tables": [_table(name) for name in _RECORDS],
    }


def data_package(corpus: Corpus, tables: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    """Return a description of the tables of a download, as a Frictionless data package.

    `tables` has the size in bytes and the SHA-256 of each. A missing value is an empty cell.
    """
    facts = {"title": corpus.title, "description": corpus.description, "homepage": corpus.home_page}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "on-record",
        **{name: value for name, value in facts.items() if value},
        "version": corpus.version,
        "created": corpus.built_at,
        **({"licenses": [{"name": corpus.licence}]} if corpus.licence else {}),
        "resources": [_resource(name, *facts_) for name, facts_ in tables.items()],
    }


def _resource(path: str, size: int, sha256: str) -> dict[str, Any]:
    table = _table(path.removesuffix(".csv"))["tableSchema"]
    types = {"nonNegativeInteger": "integer", "decimal": "number"}
    columns = [
        {
            "name": column["titles"],
            "type": types.get(column["datatype"], column["datatype"]),
            "description": column["dc:description"],
        }
        for column in table["columns"]
    ]
    return {
        "name": path.removesuffix(".csv"),
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "schema": {"fields": columns, "primaryKey": "id", "missingValues": [""]},
    }


def _table(name: str) -> dict[str, Any]:
    columns = [_column(_RECORDS[name], title) for title in _CSV_COLUMNS[name].split()]
    return {"url": f"{name}.csv", "tableSchema": {"columns": columns, "primaryKey": "id"}}


def _column(record: type[Schema], title: str) -> dict[str, Any]:
    schema = record
    *outer, last = title.split(".")
    for name in outer:
        schema = schema._declared_fields[name].schema.__class__  # type: ignore[attr-defined]
    field = schema._declared_fields[last]
    column = {
        "name": re.sub(r"\W", "_", title),
        "titles": title,
        "dc:description": field.metadata["description"],
        "datatype": _DATATYPES.get(type(field), "string"),
    }
    several = {"separator": "; "} if isinstance(field, fields.List) else {}
    return column | several | ({"required": True} if title == "id" else {})
