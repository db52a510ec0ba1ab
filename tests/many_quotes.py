"""An invented corpus of several hundred quotes, made of a seed: ties, gaps and letters that trip software up.

Written straight into the tables, so that reading can be tested without an extractor; numbers of quotes are left free
behind each article as the loader leaves them. Every name is invented.
"""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.app import create_app
from api.settings import Settings
from api.store import select
from api.store.alphabet import alphabetical
from api.store.connect import Database, open_for_reading
from api.store.ddl import SCHEMA_VERSION, create_indexes, create_search, create_tables, create_views
from api.store.filters import ListQuery
from api.store.ready import write_records
from api.store.write import write_sets
from api.store.written import capacity

PLACES = ["Port Selm", "Upper Dray", "Łowicka Góra", "Ōmi-mura", "Niño Alto"]
TOPICS = [
    "harbour",
    "ferry",
    "budget",
    "school",
    "flood",
    "bridge",
    "tariff",
    "café",
    "naïve",
    "O'Dell's",
    "日本",
    "a=1",
]
VERBS = ["opens", "closes", "costs", "helps", "fails", "returns", "surprises", "divides"]
FIRST = ["Ana", "Tom", "Zoë", "Łukasz", "Ōki", "Bo", "Mary-Jane", "Søren"]
LAST = ["Ruiz", "Lee", "Quill", "Żak", "D'Arcy", "Vane", "Ünal", "Pike"]
DATES = [
    None,
    None,
    "2024",
    "2024-01",
    "2024-01-01",
    "2024-12-31",
    "2025",
    "2025-02",
    "2025-02-28",
    "2025-11-08",
]


def build(path: Path, *, articles: int = 70, seed: int = 1, version: str = "0123456789abcdef") -> Path:
    """Write the corpus of a seed to `path` and return it."""
    db = sqlite3.connect(path)
    create_tables(db)
    Corpus(db, random.Random(seed)).write(articles)
    _count(db, version)
    create_search(db)
    create_indexes(db)
    create_views(db)
    write_sets(db)
    write_records(db)
    db.commit()
    db.close()
    return path


class Corpus:
    """Draws records and inserts them."""

    def __init__(self, db: sqlite3.Connection, draw: random.Random) -> None:
        self.db, self.draw = db, draw
        self.first_number = 1  # of the next article's quotes

    def insert(self, table: str, **row: object) -> None:
        names = ", ".join(f'"{name}"' for name in row)
        self.db.execute(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
        )

    def write(self, articles: int) -> None:
        self.people()
        for number, domain in enumerate(["gazette.example", "upland.example", None]):
            name = f"Paper {'ABC'[number]}"
            self.insert(
                "publishers", id=f"paper-{number}", name=name, sort_name=alphabetical(name), domain=domain
            )
        for number, topic in enumerate(TOPICS[:8]):
            kind = self.draw.choice(["subject", "place"])
            name = topic.title()
            self.insert("tags", id=f"tag-{number}", name=name, sort_name=alphabetical(name), kind=kind)
        for number in range(4):
            self.insert("authors", id=f"author-{number}", name=f"{FIRST[number]} {LAST[-number - 1]}")
        dated = sorted((self.draw.choice(DATES) or "", f"article-{number:03}") for number in range(articles))
        for date, id_ in dated:
            self.article(id_, date or None)

    def people(self) -> None:
        kinds = ["person"] * 5 + ["organization", "group", "anonymous"]
        for number, (first, last) in enumerate(zip(FIRST * 3, LAST * 3, strict=True)):
            id_ = f"speaker-{number:02}"
            self.insert(
                "speakers",
                id=id_,
                name=f"{first} {last}",
                sort_name=f"{last}, {first}".lower(),
                kind=self.draw.choice(kinds),
                description=self.draw.choice([None, "mayor of Port Selm"]),
                wikidata_id=f"Q{number}" if number < 3 else None,
                is_curated=int(number < 3),
            )
            self.insert("speaker_aliases", speaker_id=id_, alias=last)

    def article(self, id_: str, date: str | None) -> None:
        sentences = [self.sentence() for _ in range(self.draw.randint(5, 24))]
        body, spans = "", []
        for sentence in sentences:
            start = len(body) + 1
            body += f"“{sentence}” said somebody. Ice and 🧊. "
            spans.append((start, start + len(sentence)))
        chosen = sorted(self.draw.sample(spans, self.draw.randint(0, min(12, len(spans)))))
        number = int(id_[-3:])
        opening = ("", "‘", "Élan, ", "a ", "")[number % 5]  # where lists by code point and by letters differ
        title = f"{opening}{self.draw.choice(PLACES)}: {self.draw.choice(TOPICS)} <{number % 7}>"
        self.insert(
            "articles",
            id=id_,
            title=title,
            sort_title=alphabetical(title),
            title_is_derived=int(number % 9 == 0),
            subtitle=self.draw.choice([None, "A standfirst"]),
            section=self.draw.choice([None, "News", "Money, work"]),
            byline=self.draw.choice([None, "By Somebody"]),
            language=self.draw.choice(["en", "en", "ja", None]),
            published_on=date,
            url=f"https://paper.example/{id_}" if number % 4 else None,
            publisher_id=self.draw.choice(["paper-0", "paper-0", "paper-1", "paper-2", None]),
            via_publisher_id=self.draw.choice([None, None, "paper-2"]),
            # Of five articles, the second and the third are copies of the first.
            story_id=f"article-{number - number % 5:03}" if number % 5 < 3 else id_,
            copy_count=0,
            rights=self.draw.choice(["open", "restricted", "unknown"]),
            rights_note=None,
            body=body,
            word_count=len(body.split()),
            quote_count=len(chosen),
            source_path=f"articles/{id_}.txt",
            source_sha256="0" * 64,
            removed="[]",
            extractor_version="1",
            added_at="2026-11-21T00:00:00Z",
        )
        for tag in self.draw.sample(range(8), self.draw.randint(0, 4)):
            origin = self.draw.choice(["publisher", "curated", "derived"])
            self.insert("article_tags", article_id=id_, tag_id=f"tag-{tag}", origin=origin)
        for position, author in enumerate(self.draw.sample(range(4), self.draw.randint(0, 2))):
            self.insert("article_authors", article_id=id_, author_id=f"author-{author}", position=position)
        for position, (start, end) in enumerate(chosen):
            self.quote(id_, position, body, start, end)
        self.first_number += capacity(len(chosen))

    def quote(self, article: str, position: int, body: str, start: int, end: int) -> None:
        speaker = self.draw.choice([None, *(f"speaker-{self.draw.randint(0, 19):02}" for _ in range(4))])
        cue = body.index("said", end)
        self.insert(
            "quotes",
            rowid=self.first_number + position,
            id=f"q-{article[-3:]}-{position}",
            article_id=article,
            position=position,
            kind=self.draw.choice(["direct", "mixed", "indirect"]),
            text=body[start:end],
            start=start,
            end=end,
            paragraph=0,
            word_count=len(body[start:end].split()),
            speaker_id=speaker,
            mention_text="somebody" if speaker else None,
            mention_start=cue + 5 if speaker else None,
            mention_end=cue + 13 if speaker else None,
            cue_text="said",
            cue_start=cue,
            cue_end=cue + 4,
            context_start=max(0, start - 150),
            context_end=min(len(body), end + 150),
            method=self.draw.choice(["named", "pronoun", "corpus"]) if speaker else "none",
            confidence=self.draw.choice([0.5, 0.75, 0.9, 0.1235]) if speaker else 0,
            reason=None if speaker else "no mention",
            continues_id=f"q-{article[-3:]}-{position - 1}" if position % 5 == 4 else None,
            statement_id=f"q-{article[-3:]}-0" if position % 3 == 0 else f"q-{article[-3:]}-{position}",
        )

    def sentence(self) -> str:
        words = [
            self.draw.choice(["The", "This", "=The", "A"]),
            self.draw.choice(TOPICS),
            self.draw.choice(VERBS),
        ]
        tail = [
            self.draw.choice([*TOPICS, *VERBS, "and", "but", "<b>"]) for _ in range(self.draw.randint(0, 9))
        ]
        return " ".join(words + tail)


def _count(db: sqlite3.Connection, version: str) -> None:
    db.execute(
        "UPDATE speakers SET quote_count = (SELECT count(*) FROM quotes WHERE speaker_id = speakers.id), "
        "article_count = (SELECT count(DISTINCT article_id) FROM quotes WHERE speaker_id = speakers.id), "
        "first_quoted_on = (SELECT min(published_on) FROM quotes JOIN articles ON articles.id = article_id "
        "WHERE speaker_id = speakers.id), "
        "last_quoted_on = (SELECT max(published_on) FROM quotes JOIN articles ON articles.id = article_id "
        "WHERE speaker_id = speakers.id)"
    )
    db.execute(
        "UPDATE publishers SET article_count = (SELECT count(*) FROM articles WHERE publisher_id = publishers.id), "
        "quote_count = (SELECT count(*) FROM quotes JOIN articles ON articles.id = article_id "
        "WHERE publisher_id = publishers.id)"
    )
    db.execute(
        "UPDATE tags SET article_count = (SELECT count(*) FROM article_tags WHERE tag_id = tags.id), "
        "quote_count = (SELECT count(*) FROM quotes JOIN article_tags USING (article_id) WHERE tag_id = tags.id)"
    )
    db.execute(
        "UPDATE authors SET article_count = (SELECT count(*) FROM article_authors WHERE author_id = authors.id)"
    )
    db.execute(
        "UPDATE articles SET copy_count = n - 1 FROM (SELECT story_id AS story, count(*) AS n FROM articles "
        "GROUP BY story_id) WHERE story = story_id"
    )
    counts = [db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in _COUNTED]
    row = (
        "Invented",
        "For tests.",
        "CC0-1.0",
        None,
        version,
        SCHEMA_VERSION,
        "1",
        "2026-11-21T04:00:00Z",
        *counts,
    )
    db.execute(f"INSERT INTO corpus VALUES ({', '.join('?' * len(row))})", row)
    db.execute("INSERT INTO versions VALUES (1, ?, '2026-11-21T04:00:00Z')", (version,))


_COUNTED = ("articles", "quotes", "speakers", "tags", "publishers")


@pytest.fixture(scope="session")
def many_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented corpus as a file."""
    return build(tmp_path_factory.mktemp("many") / "corpus.db")


@pytest.fixture(scope="session")
def many_db(many_path: Path) -> Iterator[Database]:
    """The invented corpus, open."""
    db = open_for_reading(many_path)
    yield db
    db.close()


@pytest.fixture(scope="module")
def many_app(many_path: Path) -> Flask:
    """The application over the invented corpus, another for each module: it keeps answers, and counts them."""
    return create_app(Settings(db=many_path))


@pytest.fixture
def api(many_app: Flask) -> FlaskClient:
    """A client of it."""
    return many_app.test_client()


def rows_walked(db: Database, query: ListQuery) -> list[sqlite3.Row]:
    """Return the rows of a list, walked page by page, and see that the way back is the same."""
    pages = [select.list_records(db, query)]
    while pages[-1].next_cursor is not None:
        pages.append(select.list_records(db, replace(query, cursor=pages[-1].next_cursor)))
    back = pages[-1]
    for earlier in reversed(pages[:-1]):
        back = select.list_records(db, replace(query, cursor=back.prev_cursor))
        assert [row["id"] for row in back.rows] == [row["id"] for row in earlier.rows]
    assert back.prev_cursor is None
    return [row for page in pages for row in page.rows]
