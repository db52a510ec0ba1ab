"""Quotes as the API shows them, prepared as JSON when the corpus is loaded: most requests need nothing else.

In: rows of `quote_details`.  Out: records, which `rest` shapes the same way where more is asked for, and their JSON,
which the loader leaves in `quote_records` (`write_records`). Reading and sending one text costs an eighth of joining
three tables, reading thirty values and shaping them.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote as percent

import orjson

RECORD_COLUMNS = (
    "d.number",
    "d.id",
    "d.text",
    "d.kind",
    "d.article_id",
    "d.article_title",
    "d.article_url",
    "d.published_on",
    "d.publisher_id",
    "d.publisher_name",
    "d.speaker_id",
    "d.speaker_name",
    "d.speaker_kind",
    "d.mention_text",
    "d.mention_start",
    "d.mention_end",
    "d.cue_text",
    "d.cue_start",
    "d.cue_end",
    "d.method",
    "d.confidence",
    "d.reason",
    "d.start",
    'd."end"',
    "d.paragraph",
    "d.continues_id",
    "d.statement_id",
)
"""Columns of `quote_details` that a record is made of, in the order of its values."""
_BESIDE = ("d.number", "d.article_id", "d.position", "d.published_on", "d.confidence", "d.word_count")
"""Columns that `quote_records` has after the number and the record."""

_HARMLESS = re.compile(r"[A-Za-z0-9_.~-]*")  # nearly every id: nothing needs to be escaped


def link_to(resource: str, id_: str) -> str:
    """Return the path of a record, the same under /v1 and as a page."""
    return f"/{resource}/{id_ if _HARMLESS.fullmatch(id_) else percent(id_, safe='')}"


# What must be escaped in a text fragment. A hyphen separates a prefix from the words, so it is escaped although URLs
# allow it; percent signs of the words are escaped first, because later ones separate the words.
_HARMFUL = re.compile(r"[^A-Za-z0-9_.~%]+")


def _escaped(found: re.Match[str]) -> str:
    return percent(found[0], safe="").replace("-", "%2D")


def text_fragment(url: str | None, text: str) -> str | None:
    """Return the address of the original with a fragment that scrolls to the words; None without `url`."""
    if url is None:
        return None
    words = text.replace("%", "%25").split()
    # Long quotes: the first and last words find the place, and survive a changed word between them.
    parts = [words] if len(words) <= 8 else [words[:4], words[-4:]]
    encoded = ",".join(_HARMFUL.sub(_escaped, "%20".join(part)) for part in parts)
    return f"{url}{'' if '#' in url else '#'}:~:text={encoded}"


def quote_record(values: Sequence[Any], prefix: str = "") -> dict[str, Any]:
    """Return a quote as the API shows it, from the values of RECORD_COLUMNS; `prefix` precedes our paths."""
    # By position, not by name: a Row finds a name by comparing it with each column's, forty times per record.
    (
        _,
        id_,
        text,
        kind,
        article_id,
        article_title,
        article_url,
        published_on,
        publisher_id,
        publisher_name,
        speaker_id,
        speaker_name,
        speaker_kind,
        mention_text,
        mention_start,
        mention_end,
        cue_text,
        cue_start,
        cue_end,
        method,
        confidence,
        reason,
        start,
        end,
        paragraph,
        continues_id,
        statement_id,
    ) = values
    api = prefix + "/v1"
    path = link_to("quotes", id_)
    return {
        "id": id_,
        "text": text,
        "kind": kind,
        "article": {
            "id": article_id,
            "title": article_title,
            "url": article_url,
            "published_on": published_on,
            "publisher": None if publisher_id is None else {"id": publisher_id, "name": publisher_name},
        },
        "speaker": None
        if speaker_id is None
        else {"id": speaker_id, "name": speaker_name, "kind": speaker_kind},
        "attribution": {
            "mention": None
            if mention_text is None
            else {"text": mention_text, "start": mention_start, "end": mention_end},
            "cue": None if cue_text is None else {"text": cue_text, "start": cue_start, "end": cue_end},
            "method": method,
            "confidence": confidence,
            "reason": reason,
        },
        "start": start,
        "end": end,
        "paragraph": paragraph,
        "continues": continues_id,
        "statement": statement_id,
        "links": {
            "self": api + path,
            "html": prefix + path,
            "article": api + link_to("articles", article_id),
            "source": text_fragment(article_url, text),
        },
    }


_RECORD = """json_object(
  'id', d.id, 'text', d.text, 'kind', d.kind,
  'article', json_object(
    'id', d.article_id, 'title', d.article_title, 'url', d.article_url, 'published_on', d.published_on,
    'publisher', iif(d.publisher_id IS NULL, NULL, json_object('id', d.publisher_id, 'name', d.publisher_name))),
  'speaker', iif(d.speaker_id IS NULL, NULL,
    json_object('id', d.speaker_id, 'name', d.speaker_name, 'kind', d.speaker_kind)),
  'attribution', json_object(
    'mention', iif(d.mention_text IS NULL, NULL,
      json_object('text', d.mention_text, 'start', d.mention_start, 'end', d.mention_end)),
    'cue', iif(d.cue_text IS NULL, NULL,
      json_object('text', d.cue_text, 'start', d.cue_start, 'end', d.cue_end)),
    'method', d.method, 'confidence', d.confidence, 'reason', d.reason),
  'start', d.start, 'end', d."end", 'paragraph', d.paragraph,
  'continues', d.continues_id, 'statement', d.statement_id,
  'links', json_object(
    'self', '/v1' || link_to('quotes', d.id), 'html', link_to('quotes', d.id),
    'article', '/v1' || link_to('articles', d.article_id),
    'source', iif(d.article_url IS NULL, NULL, text_fragment(d.article_url, d.text))))
"""
"""The same record, as SQLite makes it from `quote_details`: in two thirds of the time of taking the values to Python
and back. The doctor compares it with `quote_record`."""


def write_records(connection: sqlite3.Connection, between: tuple[int, int] | None = None) -> None:
    """Fill `quote_records` from the other tables; with `between`, only for numbers from first to last."""
    connection.create_function("link_to", 2, link_to, deterministic=True)
    connection.create_function("text_fragment", 2, text_fragment, deterministic=True)
    where = "WHERE d.number BETWEEN ? AND ?" if between else ""
    number, *beside = _BESIDE
    connection.execute(
        f"INSERT INTO quote_records SELECT {number}, {_RECORD}, {', '.join(beside)} "
        f"FROM quote_details AS d {where} ORDER BY d.number",
        between or (),
    )


def renew_records(connection: sqlite3.Connection, stretches: Iterable[tuple[int, int]]) -> None:
    """Rewrite the rows of `quote_records` in these stretches of numbers, first and last."""
    for stretch in stretches:
        connection.execute("DELETE FROM quote_records WHERE number BETWEEN ? AND ?", stretch)
        write_records(connection, stretch)


def every_record(connection: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Yield the rows that `quote_records` should have according to the other tables, in order of their numbers."""
    columns = ", ".join((*RECORD_COLUMNS, *_BESIDE))
    width = len(RECORD_COLUMNS)
    for row in connection.execute(f"SELECT {columns} FROM quote_details AS d ORDER BY d.number"):
        number, *beside = row[width:]
        yield number, orjson.dumps(quote_record(row[:width])).decode(), *beside
