"""Nothing that others wrote becomes part of a statement: not what a request sends, not what an article says.

SQL is composed here of names and pieces of our own, and values are handed over beside it. Whether that is so can't be
seen from a composed string (bandit's B608 suspects them all: api/.bandit); so a word that nobody else uses, with all
marks that mean something to SQL, goes into everything that takes text, and each statement that reaches SQLite is
looked at.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import yaml
from many_quotes import build

from api.app import create_app
from api.loader import load
from api.rest.openapi import describe
from api.rest.tools import TOOLS
from api.settings import Settings
from api.store.compare import differences
from api.store.doctor import examine

WORD = "Qzxcanary"
MARKED = f"""{WORD}'"`]);--/*"""


@dataclass
class Seen:
    """What reached SQLite: each statement, and which of them got the word as a value."""

    statements: set[str] = field(default_factory=set)
    with_the_word: set[str] = field(default_factory=set)

    def note(self, statement: str, values: object) -> None:
        self.statements.add(statement)
        if WORD.lower() in str(values).lower():
            self.with_the_word.add(statement)

    @property
    def faulty(self) -> list[str]:
        return [one for one in self.statements if WORD.lower() in one.lower()]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Look at each statement of each connection that is opened from now on."""
    found, connect = Seen(), sqlite3.connect

    def watched(*arguments: Any, factory: type[sqlite3.Connection] = sqlite3.Connection, **more: Any) -> Any:
        return connect(*arguments, factory=_watching(factory, found), **more)

    monkeypatch.setattr(sqlite3, "connect", watched)
    return found


def _watching(kind: type[sqlite3.Connection], seen: Seen) -> type[sqlite3.Connection]:
    class Watching(_looking(kind, seen)):
        def cursor(self, factory: type[sqlite3.Cursor] = sqlite3.Cursor) -> Any:
            return super().cursor(_looking(factory, seen))

    return Watching


def _looking(kind: type, seen: Seen) -> type:
    """A connection or cursor of that kind that takes note of what it is asked to run."""

    class Looking(kind):
        def execute(self, sql: str, values: Any = (), /) -> sqlite3.Cursor:
            seen.note(sql, values)
            return super().execute(sql, values)

        def executemany(self, sql: str, rows: Any, /) -> sqlite3.Cursor:
            rows = list(rows)
            seen.note(sql, rows)
            return super().executemany(sql, rows)

        def executescript(self, script: str, /) -> sqlite3.Cursor:
            seen.note(script, ())
            return super().executescript(script)

    return Looking


def test_a_statement_that_holds_what_was_sent_would_be_seen(seen: Seen):
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("SELECT ?", (MARKED,))
        assert not seen.faulty
        assert seen.with_the_word == {"SELECT ?"}
        db.execute(f"SELECT '{WORD}'")
        db.executescript(f"SELECT '{WORD}';")
    assert len(seen.faulty) == 2


# --- requests ------------------------------------------------------------------------------------------------------

PATHS = describe()["paths"]
PAGES = [
    "/", "/articles", "/compare", "/coverage", "/dictionary", "/exports", "/publishers", "/quotes", "/search",
    "/speakers", "/stats", "/tags",
]  # fmt: skip


def _values(schema: dict[str, Any]) -> list[str]:
    """The word as a value: alone, and beside values that are accepted, so that not all of it is refused at once."""
    accepted = schema.get("items", schema).get("enum", [])
    return [MARKED, WORD, f"{WORD}*", *(f"{one},{MARKED}" for one in accepted[:3]), f"{MARKED},speaker-01"]


def _addresses() -> Iterator[str]:
    everything: dict[str, dict[str, Any]] = {}
    for path, item in PATHS.items():
        asked = item.get("get", {}).get("parameters", [])
        here = {one["name"]: one["schema"] for one in asked if one["in"] == "query"}
        everything |= here
        yield from _asked(path.replace("{id}", "speaker-01"), here)
        yield path.replace("{id}", quote(MARKED)).replace("{name}", quote(MARKED))
    for page in PAGES:
        yield from _asked(page, everything)
        yield f"{page}/{quote(MARKED)}"
        yield f"/facets{page}/{quote(MARKED)}?q={WORD}"


def _asked(path: str, parameters: dict[str, dict[str, Any]]) -> Iterator[str]:
    for name, schema in parameters.items():
        for value in _values(schema):
            yield f"{path}?{urlencode({name: value})}"
    yield f"{path}?{urlencode({MARKED: MARKED})}"


@pytest.mark.slow
def test_nothing_that_a_request_sends_is_part_of_a_statement(tmp_path: Path, seen: Seen):
    client = create_app(Settings(db=build(tmp_path / "x.db", articles=12))).test_client()
    addresses = list(_addresses())
    answered = [client.get(address, buffered=True).status_code for address in addresses]
    for name, tool in TOOLS.items():
        for argument in tool.arguments.fields:
            for value in (MARKED, [MARKED], WORD):
                params = {"name": name, "arguments": {argument: value}}
                message = {"jsonrpc": "2.0", "id": MARKED, "method": "tools/call", "params": params}
                assert client.post("/mcp", json=message).status_code == 200
    assert len(addresses) > 2000
    assert answered.count(200) > 500
    assert max(answered) < 500
    assert seen.faulty == []
    assert len(seen.with_the_word) > 40  # it came as far as SQLite, as a value


# --- articles and what curators write ------------------------------------------------------------------------------


def _corpus(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, entry in _curation().items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(entry), encoding="utf-8")
    (folder / "articles").mkdir()
    for number in range(3):
        _article(folder, number)
    return folder


def _curation() -> dict[str, Any]:
    naming = {"name": f"Ada {MARKED}", "aliases": [f"Ada {WORD}", MARKED]}
    return {
        "corpus": {"title": MARKED, "description": MARKED, "licence": MARKED},
        "speakers": [{**naming, "description": MARKED, "roles": [MARKED]}],
        "tags": [{"name": f"Tag {MARKED}", "aliases": [f"harbour {WORD}"]}],
        "publishers": [{"name": f"Paper {MARKED}", "rights": "open", "rights_note": MARKED}],
    }


def _article(folder: Path, number: int, more: str = "") -> None:
    fields = {
        "title": f"{MARKED} {number}", "subtitle": MARKED, "section": MARKED, "authors": [f"Bo {WORD}"],
        "publisher": f"Paper {MARKED}", "published_on": f"2025-01-0{number + 1}", "tags": [f"Tag {MARKED}", WORD],
        "rights_note": MARKED, "url": f"https://gazette.example/{WORD}/{number}",
    }  # fmt: skip
    body = (
        f"The harbour {WORD} opens on day {number}.\n\n“We will build {MARKED} before winter,” said Ada {WORD}, "
        f"the {WORD} of Port Selm.{more}\n\nAda {WORD} said that the {WORD} of day {number} would stay open.\n"
    )
    text = f"---\n{yaml.safe_dump(fields, allow_unicode=True)}---\n{body}"
    (folder / "articles" / f"{WORD.lower()}-{number}'.md").write_text(text, encoding="utf-8")


def test_nothing_that_a_corpus_says_is_part_of_a_statement(tmp_path: Path, seen: Seen):
    folder = _corpus(tmp_path / f"corpus {WORD}'")
    db = tmp_path / f"{WORD}'.db"
    assert not load([folder], db, workers=1).rejected
    first = len(seen.with_the_word)
    before = shutil.copy(db, tmp_path / f"before {WORD}'.db")
    _article(folder, 1, f" “{WORD} is not enough,” said Bo {WORD}.")
    load([folder], db, workers=1)  # changed in place
    (folder / "articles" / f"{WORD.lower()}-2'.md").unlink()
    load([folder], db, workers=1)
    assert first > 10
    assert len(seen.with_the_word) > first
    assert not examine(db)
    assert list(differences(before, db))
    assert seen.faulty == []
