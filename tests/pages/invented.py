"""An invented corpus, written straight into the tables: every trap that a page can meet, no extractor needed.

Bodies mark quotes as `{key:kind|words}`, mentions as `{key@words}` and cues as `{key!words}`; `key` ties
the three together. The marks are taken out and become spans.
"""

import json
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.store.alphabet import alphabetical
from api.store.ddl import create_indexes, create_search, create_tables, create_views
from api.store.ready import write_records
from api.store.write import write_sets

_MARK = re.compile(r"\{(?P<key>\w+)(?::(?P<kind>direct|mixed|indirect)\||(?P<sign>[@!]))(?P<words>[^{}]*)\}")

PUBLISHERS = [
    ("harbour-gazette", "Harbour Gazette", "harbour-gazette.example", "https://harbour-gazette.example/"),
    ("the-upland-post", "The Upland Post", "upland-post.example", None),
    ("wire", "Meridian Wire", None, None),
]
SPEAKERS = [  # id, name, sort name, kind, description, wikidata, curated
    ("ana-ruiz", "Ana Ruiz", "ruiz, ana", "person", "harbour master of Port Selm", "Q1", 1),
    ("tom-lee", "Tom Lee", "lee, tom", "person", None, None, 0),
    ("harbour-office", "Harbour Office", "harbour office", "organization", None, None, 0),
    ("dock-workers", "Dock workers", "dock workers", "group", None, None, 0),
    ("a-former-pilot", "a former pilot", "former pilot", "anonymous", None, None, 0),
]
ALIASES = [("ana-ruiz", "Ruiz"), ("ana-ruiz", "Ms. Ruiz"), ("tom-lee", "Lee & Sons’ Tom")]
TAGS = [
    ("harbours", "Harbours", "subject"),
    ("port-selm", "Port Selm", "place"),
    ("strikes", "Strikes & pay", "subject"),
]


@dataclass(frozen=True)
class Story:
    """One invented article: its facts, its marked body, and who said each key: speaker, method, confidence."""

    id: str
    title: str
    body: str
    said: dict[str, tuple[str | None, str, float]]
    published_on: str | None = None
    publisher: str | None = "harbour-gazette"
    via: str | None = None
    url: str | None = None
    rights: str = "open"
    byline: str | None = None
    derived: int = 0
    section: str | None = None
    tags: tuple[str, ...] = ()
    original: str | None = None


STORIES = [
    Story(
        "undated-notice",
        "A notice with no date and no headline was pinned to the gate",
        "A notice with no date and no headline was pinned to the gate. “{a:direct|The gate stays shut.}”",
        {"a": (None, "none", 0.0)},
        publisher=None,
        derived=1,
    ),
    Story(
        "strike",
        "Dockers <b>walk out</b> & the cranes stand still",
        "{a@Dock workers} {a!say} {a:indirect|they have not been paid since the <script>alert(1)</script> spring}. "
        "The cranes stood still all day.\n\n"
        "“{b:direct|We asked nicely; \"nicely\" got us nothing,}” {b@a former pilot} {b!said}. "
        "“{c:direct|Now we wait.}”\n\n"
        "Nothing moved after that.",
        {
            "a": ("dock-workers", "named", 0.91),
            "b": ("a-former-pilot", "description", 0.72),
            "c": ("a-former-pilot", "continuation", 0.55),
        },
        published_on="2024",
        publisher="the-upland-post",
        url="https://upland-post.example/strike?page=1&x=2",
        tags=("strikes", "harbours"),
    ),
    Story(
        "closed-book",
        "The closed book of the Harbour Office",
        "Few have read it. " + "The ledger runs to nine hundred pages and smells of tar and rope. " * 8
        + "{a!According to} {a@the Harbour Office}, {a:indirect|the ledger will not be shown to anybody}. "
        "“{b:direct|It is ours,}” {b@its} letter {b!says}.",
        {"a": ("harbour-office", "named", 0.97), "b": ("harbour-office", "pronoun", 0.6)},
        published_on="2025-03",
        rights="restricted",
        url="https://harbour-gazette.example/closed-book#top",
        tags=("harbours", "port-selm"),
    ),
    Story(
        "lighthouse",
        "Lighthouse to be lit again after eleven years",
        "Port Selm will light its lighthouse again, {a@Ana Ruiz}, the harbour master, {a!announced} on Monday.\n\n"
        "“{b:direct|We will have light by winter, and we will have it without asking anybody’s leave,}” "
        "{b@she} {b!said}. “{c:direct|The sea does not wait.}”\n\n"
        "The old keeper, {d@Tom Lee}, {d!called} the plan “{d:mixed|brave and a little late}” and {e!added} that "
        "{e:indirect|“{f:mixed|every lamp}” would have to be replaced}.\n\n"
        "“{g:direct|Who pays?}” read a sign in the crowd.",
        {
            "b": ("ana-ruiz", "pronoun", 0.96),
            "c": ("ana-ruiz", "continuation", 0.88),
            "d": ("tom-lee", "named", 0.99),
            "e": ("tom-lee", "named", 0.8),
            "f": ("tom-lee", "named", 0.8),
            "g": (None, "none", 0.0),
        },
        published_on="2025-11-08",
        via="wire",
        url="https://harbour-gazette.example/lighthouse",
        byline="By Iris Vane and Otto Brandt",
        section="Coast",
        tags=("harbours", "port-selm"),
    ),
]  # fmt: skip


def tide_reports(count: int) -> list[Story]:
    """Return `count` short dated articles, so that lists have more than one page."""
    return [
        Story(
            f"tide-{number:03}",
            f"Tide report number {number}",
            f"The tide came in at {number % 12 + 1}. "
            f"“{{a:direct|High water number {number} was higher than we like,}}” {{a@Ana Ruiz}} {{a!said}}.",
            {"a": ("ana-ruiz", "named", 0.9)},
            published_on=f"20{10 + number // 12:02}-{number % 12 + 1:02}-15",
            tags=("harbours",),
            original="tide-000" if number in {1, 2} else None,
        )
        for number in range(count)
    ]


def build(path: Path, count: int = 40) -> Path:
    """Write the invented corpus to a new database at `path`, as the loader would, and return the path."""
    db = sqlite3.connect(path)
    create_tables(db)
    db.executemany(
        "INSERT INTO publishers (id, name, domain, url, sort_name) VALUES (?, ?, ?, ?, ?)",
        [(*row, alphabetical(row[1])) for row in PUBLISHERS],
    )
    db.executemany(
        "INSERT INTO speakers (id, name, sort_name, kind, description, wikidata_id, is_curated)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        SPEAKERS,
    )
    db.executemany("INSERT INTO speaker_aliases VALUES (?, ?)", ALIASES)
    db.executemany(
        "INSERT INTO tags (id, name, kind, sort_name) VALUES (?, ?, ?, ?)",
        [(*row, alphabetical(row[1])) for row in TAGS],
    )
    for story in sorted(
        [*STORIES, *tide_reports(count)], key=lambda story: (story.published_on or "", story.id)
    ):
        _insert_story(db, story)
    db.execute("INSERT INTO speaker_roles VALUES ('ana-ruiz', 'harbour master', 'lighthouse')")
    db.execute("INSERT INTO speaker_roles VALUES ('ana-ruiz', 'engineer', NULL)")
    db.execute("INSERT INTO rejected VALUES ('articles/broken.txt', 'the file is empty; expected text')")
    _count(db)
    create_search(db)
    create_indexes(db)
    create_views(db)
    write_sets(db)
    write_records(db)
    db.commit()
    db.close()
    return path


def _insert_story(db: sqlite3.Connection, story: Story) -> None:
    body, quotes = read_marks(story)
    _insert(
        db, "articles", id=story.id, title=story.title, sort_title=alphabetical(story.title),
        title_is_derived=story.derived, section=story.section,
        byline=story.byline, language="en", published_on=story.published_on, url=story.url,
        publisher_id=story.publisher, via_publisher_id=story.via, rights=story.rights, body=body,
        word_count=len(body.split()), quote_count=len(quotes), source_path=f"articles/{story.id}.txt",
        source_sha256="0" * 64, removed=json.dumps([]), extractor_version="invented",
        added_at="2025-12-01T00:00:00Z", story_id=story.original or story.id, copy_count=0,
    )  # fmt: skip
    for position, quote in enumerate(quotes):
        _insert(db, "quotes", article_id=story.id, position=position, **quote)
    for author_position, name in enumerate(
        re.findall(r"[A-Z]\w+ [A-Z]\w+", (story.byline or "").removeprefix("By "))
    ):
        author = name.lower().replace(" ", "-")
        _insert(db, "authors", id=author, name=name, article_count=1)
        _insert(db, "article_authors", article_id=story.id, author_id=author, position=author_position)
    for tag in story.tags:
        _insert(db, "article_tags", article_id=story.id, tag_id=tag, origin="publisher")


def read_marks(story: Story) -> tuple[str, list[dict[str, Any]]]:
    """Return the story's body without marks, and its quotes as rows of the table, in order of start."""
    body, spans = _unmarked(story.body)
    quotes = [
        _quote(story, body, key, kind, start, end, spans) for key, kind, start, end in spans if key in story.said
        and kind not in "@!"
    ]  # fmt: skip
    return body, sorted(quotes, key=lambda quote: (quote["start"], -quote["end"]))


def _unmarked(marked: str) -> tuple[str, list[tuple[str, str, int, int]]]:
    """Take out the innermost marks again and again; each keeps its place by a pair of private characters."""
    names: list[tuple[str, str]] = []

    def fence(found: re.Match[str]) -> str:
        names.append((found["key"], found["kind"] or found["sign"]))
        return f"\ue000{chr(0xE100 + len(names) - 1)}{found['words']}\ue001{chr(0xE100 + len(names) - 1)}"

    while _MARK.search(marked):
        marked = _MARK.sub(fence, marked, count=1)
    body = ""
    starts: dict[str, int] = {}
    spans: list[tuple[str, str, int, int]] = []
    for piece in re.findall(r"\ue000.|\ue001.|[^\ue000\ue001]+", marked):
        if piece[0] == "\ue000":
            starts[piece[1]] = len(body)
        elif piece[0] == "\ue001":
            spans.append((*names[ord(piece[1]) - 0xE100], starts[piece[1]], len(body)))
        else:
            body += piece
    return body, spans


def _quote(
    story: Story, body: str, key: str, kind: str, start: int, end: int, spans: list[tuple[str, str, int, int]]
) -> dict[str, Any]:
    speaker, method, confidence = story.said[key]
    evidence = {
        sign: next(((s, e) for k, what, s, e in spans if k == key and what == sign), None) for sign in "@!"
    }
    row: dict[str, Any] = {
        "id": f"{story.id}-{key}", "kind": kind, "text": body[start:end], "start": start, "end": end,
        "paragraph": body.count("\n\n", 0, start), "word_count": len(body[start:end].split()), "speaker_id": speaker,
        "context_start": body.rfind("\n\n", 0, start) + 2 if "\n\n" in body[:start] else 0,
        "context_end": body.find("\n\n", end) if "\n\n" in body[end:] else len(body),
        "method": method, "confidence": confidence,
        "reason": None if speaker else "no mention of a speaker stands near the quote",
        "statement_id": f"{story.id}-{key}",
    }  # fmt: skip
    for name, sign in (("mention", "@"), ("cue", "!")):
        if span := evidence[sign]:
            row |= {f"{name}_text": body[slice(*span)], f"{name}_start": span[0], f"{name}_end": span[1]}
    return row


def _insert(db: sqlite3.Connection, table: str, **row: Any) -> None:
    columns = ", ".join(f'"{name}"' for name in row)
    db.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))


def _count(db: sqlite3.Connection) -> None:
    db.executescript(
        """
        UPDATE articles SET copy_count = n - 1 FROM (
          SELECT story_id AS story, count(*) AS n FROM articles GROUP BY story_id
        ) WHERE story = story_id;
        UPDATE publishers SET
          article_count = (SELECT count(*) FROM articles WHERE publisher_id = publishers.id),
          quote_count = (SELECT coalesce(sum(quote_count), 0) FROM articles WHERE publisher_id = publishers.id);
        UPDATE tags SET
          article_count = (SELECT count(*) FROM article_tags WHERE tag_id = tags.id),
          quote_count = (SELECT coalesce(sum(quote_count), 0) FROM articles
                          WHERE id IN (SELECT article_id FROM article_tags WHERE tag_id = tags.id));
        UPDATE speakers SET
          quote_count = (SELECT count(*) FROM quotes WHERE speaker_id = speakers.id),
          article_count = (SELECT count(DISTINCT article_id) FROM quotes WHERE speaker_id = speakers.id),
          first_quoted_on = (SELECT min(published_on) FROM quotes JOIN articles ON articles.id = article_id
                              WHERE speaker_id = speakers.id),
          last_quoted_on = (SELECT max(published_on) FROM quotes JOIN articles ON articles.id = article_id
                             WHERE speaker_id = speakers.id);
        INSERT INTO corpus
        SELECT 'The Port Selm papers', 'Invented articles about an invented harbour.', 'CC0', NULL,
               '0123456789abcdef', 1, 'invented', '2025-12-01T00:00:00Z',
               (SELECT count(*) FROM articles), (SELECT count(*) FROM quotes), (SELECT count(*) FROM speakers),
               (SELECT count(*) FROM tags), (SELECT count(*) FROM publishers);
        INSERT INTO versions SELECT 1, version, built_at FROM corpus;
        """
    )
