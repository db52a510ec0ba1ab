"""What belongs to records: their authors, tags, names, roles, other wordings, the words around them.

In: rows of a page or of one record, and the names of `include`.  Out: rows, or passages, by the record's id; one
statement for each name, for any number of records.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from api.store.columns import COLUMNS
from api.store.connect import Database
from api.store.resources import Resource
from api.store.rights import Passage, context

_RELATED = {
    ("quotes", "tags"): "SELECT quotes.id AS record, tags.id, tags.name, tags.kind, article_tags.origin "
    "FROM wanted JOIN quotes ON quotes.id = wanted.id JOIN article_tags USING (article_id) "
    "JOIN tags ON tags.id = article_tags.tag_id ORDER BY tags.name, tags.id",
    ("quotes", "speaker"): "SELECT quotes.id AS record, speakers.* "
    "FROM wanted JOIN quotes ON quotes.id = wanted.id JOIN speakers ON speakers.id = quotes.speaker_id",
    ("quotes", "article"): f"SELECT quotes.id AS record, d.number, {COLUMNS['articles']} "
    "FROM wanted JOIN quotes ON quotes.id = wanted.id JOIN article_details AS d ON d.id = quotes.article_id",
    ("quotes", "context"): 'SELECT quotes.id AS record, quotes.start, quotes."end", quotes.context_start, '
    "substr(body, context_start + 1, context_end - context_start) AS text, rights "
    "FROM wanted JOIN quotes ON quotes.id = wanted.id JOIN articles ON articles.id = quotes.article_id",
    ("quotes", "occurrences"): f"SELECT * FROM (SELECT quotes.id AS record, d.number, {COLUMNS['quotes']}, "
    "d.story_id = (SELECT story_id FROM articles WHERE id = quotes.article_id) AS is_same_story, "
    "count(*) OVER (PARTITION BY quotes.id) AS occurrence_count, "
    "row_number() OVER (PARTITION BY quotes.id ORDER BY d.number DESC) AS place "
    "FROM wanted JOIN quotes ON quotes.id = wanted.id "
    "JOIN quote_details AS d ON d.statement_id = quotes.statement_id AND d.id <> quotes.id) WHERE place <= 20 "
    "ORDER BY record, place",
    ("quotes", "added"): "SELECT quotes.id AS record, articles.added_at "
    "FROM wanted JOIN quotes ON quotes.id = wanted.id JOIN articles ON articles.id = quotes.article_id",
    ("articles", "provenance"): "SELECT id AS record, source_path, source_sha256, extractor_version, "
    "added_at FROM wanted JOIN articles USING (id)",
    ("articles", "tags"): "SELECT article_tags.article_id AS record, tags.id, tags.name, tags.kind, "
    "article_tags.origin FROM wanted JOIN article_tags ON article_tags.article_id = wanted.id "
    "JOIN tags ON tags.id = article_tags.tag_id ORDER BY tags.name, tags.id",
    ("articles", "authors"): "SELECT article_authors.article_id AS record, authors.id, authors.name "
    "FROM wanted JOIN article_authors ON article_authors.article_id = wanted.id "
    "JOIN authors ON authors.id = article_authors.author_id ORDER BY article_authors.position",
    ("articles", "copies"): "SELECT * FROM (SELECT articles.id AS record, d.number, d.id, d.title, d.url, "
    "d.published_on, d.publisher_id, d.publisher_name, d.word_count, d.quote_count, "
    "d.id = d.story_id AS is_original, "
    "row_number() OVER (PARTITION BY articles.id ORDER BY d.id <> d.story_id, d.number) AS place "
    "FROM wanted JOIN articles ON articles.id = wanted.id AND articles.copy_count > 0 "
    "JOIN article_details AS d ON d.story_id = articles.story_id AND d.id <> articles.id) WHERE place <= 20 "
    "ORDER BY record, place",
    ("speakers", "aliases"): "SELECT speaker_id AS record, alias "
    "FROM wanted JOIN speaker_aliases ON speaker_id = wanted.id ORDER BY alias",
    ("speakers", "roles"): "SELECT speaker_id AS record, role, count(article_id) AS article_count "
    "FROM wanted JOIN speaker_roles ON speaker_id = wanted.id GROUP BY speaker_id, role "
    "ORDER BY article_count DESC, role",
}
_SINGLE = {"speaker", "article", "context", "added", "provenance"}


def related_to(
    db: Database, resource: Resource, rows: Sequence[sqlite3.Row], include: Iterable[str]
) -> dict[str, dict[str, Any]]:
    """Return what belongs to the rows, by the names of `include`, then by the record's id.

    tags, authors, aliases, roles, occurrences, copies: lists of rows. context: a Passage.
    speaker, article, added, provenance: a row.
    Articles always bring their authors. A record without any is missing from the inner dictionary.
    """
    names = dict.fromkeys(("authors", *include) if resource.name == "articles" else include)
    if not names:
        return {}
    wanted = orjson.dumps([row["id"] for row in rows]).decode()
    return {
        name: _grouped(db, name, f"WITH wanted AS (SELECT value AS id FROM json_each(?)) {sql}", wanted)
        if _has_any(name, rows)
        else {}
        for name in names
        if (sql := _RELATED.get((resource.name, name)))
    }


def _has_any(name: str, rows: Sequence[sqlite3.Row]) -> bool:
    """Return whether a query is worth making: few articles have copies, and each says how many."""
    return name != "copies" or any(row["copy_count"] for row in rows)


def _grouped(db: Database, name: str, sql: str, wanted: str) -> dict[str, Any]:
    grouped: dict[str, Any] = {}
    for row in db.execute(sql, (wanted,)):
        if name == "context":
            grouped[row["record"]] = context_of(db, row)
        elif name in _SINGLE:
            grouped[row["record"]] = row
        else:
            grouped.setdefault(row["record"], []).append(row)
    return grouped


def context_of(db: Database, row: sqlite3.Row) -> Passage:
    """Return the passage around a quote, cut to what its article's rights allow."""
    whole = db.whole_bodies or row["rights"] != "restricted"
    return context(row["text"], row["context_start"], row["start"], row["end"], whole=whole)
