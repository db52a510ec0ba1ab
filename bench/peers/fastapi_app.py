"""The same data as many would serve it: FastAPI, pydantic models, sqlite3 and a connection for each thread."""

import os
import sqlite3
import threading

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
_local = threading.local()
_SELECT = """
SELECT quotes.id, quotes.text, quotes.kind, quotes.confidence, quotes.start, quotes."end", cue_text, mention_text,
       articles.id AS article_id, articles.title, articles.url, articles.published_on,
       speakers.id AS speaker_id, speakers.name AS speaker_name, speakers.kind AS speaker_kind,
       publishers.id AS publisher_id, publishers.name AS publisher_name
  FROM quotes JOIN articles ON articles.id = quotes.article_id
  LEFT JOIN speakers ON speakers.id = quotes.speaker_id
  LEFT JOIN publishers ON publishers.id = articles.publisher_id
"""


class Publisher(BaseModel):
    id: str
    name: str


class Article(BaseModel):
    id: str
    title: str
    url: str | None
    published_on: str | None
    publisher: Publisher | None


class Speaker(BaseModel):
    id: str
    name: str
    kind: str


class Quote(BaseModel):
    id: str
    text: str
    kind: str
    confidence: float
    start: int
    end: int
    cue: str | None
    mention: str | None
    article: Article
    speaker: Speaker | None


def connection() -> sqlite3.Connection:
    if not hasattr(_local, "db"):
        _local.db = sqlite3.connect(f"file:{os.environ['BENCH_DB']}?mode=ro", uri=True)
        _local.db.row_factory = sqlite3.Row
    return _local.db


def shaped(row: sqlite3.Row) -> Quote:
    publisher = Publisher(id=row["publisher_id"], name=row["publisher_name"]) if row["publisher_id"] else None
    facts = {name: row[name] for name in ("title", "url", "published_on")}
    speaker = None
    if row["speaker_id"]:
        speaker = Speaker(id=row["speaker_id"], name=row["speaker_name"], kind=row["speaker_kind"])
    own = {name: row[name] for name in ("id", "text", "kind", "confidence", "start", "end")}
    article = Article(id=row["article_id"], publisher=publisher, **facts)
    return Quote(**own, cue=row["cue_text"], mention=row["mention_text"], article=article, speaker=speaker)


@app.get("/quotes/{id_}")
def one(id_: str) -> Quote:
    row = connection().execute(f"{_SELECT} WHERE quotes.id = ?", (id_,)).fetchone()
    if row is None:
        raise HTTPException(404)
    return shaped(row)


@app.get("/quotes")
def many(
    limit: int = 20,
    before: int = 1 << 60,
    speaker: str | None = None,
    tag: str | None = None,
    publisher: str | None = None,
    q: str | None = None,
) -> list[Quote]:
    where, values = ["quotes.rowid < ?"], [before]
    for clause, value in (
        ("quotes.speaker_id = ?", speaker),
        ("quotes.article_id IN (SELECT article_id FROM article_tags WHERE tag_id = ?)", tag),
        ("articles.publisher_id = ?", publisher),
        ("quotes.rowid IN (SELECT rowid FROM quotes_search WHERE quotes_search MATCH ?)", q),
    ):
        if value is not None:
            where.append(clause)
            values.append(value)
    sql = f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY quotes.rowid DESC LIMIT ?"
    return [shaped(row) for row in connection().execute(sql, (*values, limit))]


@app.get("/facets")
def facets(kind: str | None = None) -> dict[str, dict[str, int]]:
    where, values = ("WHERE quotes.kind = ?", (kind,)) if kind else ("", ())
    columns = {"kind": "quotes.kind", "speaker": "quotes.speaker_id", "publisher": "articles.publisher_id"}
    counts = {}
    for name, column in columns.items():
        sql = (
            f"SELECT {column} AS value, count(*) FROM quotes JOIN articles ON articles.id = quotes.article_id "
            f"{where} GROUP BY 1 ORDER BY 2 DESC LIMIT 10"
        )
        counts[name] = {str(value): count for value, count in connection().execute(sql, values)}
    return counts
