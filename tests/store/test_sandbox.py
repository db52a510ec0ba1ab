"""A reader's statement reads, and does nothing else."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api.errors import StatementError
from api.loader import load
from api.store import sandbox
from api.store.connect import Database, open_for_reading
from api.store.filters import query_from
from api.store.statement import statement_of

ARTICLE = """---
title: {title}
published_on: 2024-03-0{day}
rights: {rights}
---
"The ferry leaves at nine," said Ines Calder, the harbour master. "It will not wait."

Nobody at the quay disagreed with the zebra on the notice board.
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sandbox")
    (folder / "corpus").mkdir()
    for day, rights in ((1, "open"), (2, "restricted")):
        text = ARTICLE.format(title=f"Ferry {day}", day=day, rights=rights)
        (folder / "corpus" / f"ferry-{day}.md").write_text(text, "utf-8")
    load([folder / "corpus"], folder / "corpus.db")
    return folder / "corpus.db"


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    db = open_for_reading(path)
    yield db
    db.close()


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("SELECT id, kind FROM quotes ORDER BY id", id="a table"),
        pytest.param("SELECT * FROM quote_details", id="a view"),
        pytest.param("VALUES (1), (2)", id="values"),
        pytest.param("WITH few (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM few WHERE n < 5) SELECT n FROM few",
                     id="recursion that ends"),
        pytest.param("SELECT rowid FROM quotes_search WHERE quotes_search MATCH 'ferry'", id="full-text search"),
        pytest.param("SELECT value FROM json_each('[1, 2]')", id="json"),
        pytest.param("SELECT name FROM sqlite_master", id="the schema"),
    ],
)  # fmt: skip
def test_reading_is_allowed(db: Database, statement: str) -> None:
    found = sandbox.run(db, statement)
    assert len(found.rows) >= 2
    assert all(len(row) == len(found.columns) for row in found.rows)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM quotes", "not authorized"),
        ("UPDATE quotes SET text = ''", "not authorized"),
        ("CREATE TEMP TABLE mine (a)", "not authorized"),
        ("ATTACH ':memory:' AS other", "not authorized"),
        ("VACUUM INTO '/tmp/copy.db'", "authorization denied"),
        ("PRAGMA query_only = 0", "not authorized"),
        ("SELECT * FROM pragma_database_list", "not authorized"),
        ("BEGIN IMMEDIATE", "not authorized"),
        ("SELECT load_extension('mine')", "not authorized"),
        ("SELECT 1; SELECT 2", "one statement at a time"),
        ("-- nothing", "expected one SELECT"),
        ("SELECT :id", "bindings"),
        ("SELECT", "incomplete"),
        ("SELECT zeroblob(100000000)", "too big"),
        ("SELECT * FROM nowhere", "no such table"),
        ("SELECT instr(hex(zeroblob(400000)), hex(zeroblob(300000)) || 'x')", "too big"),
        ("SELECT sum(instr(hex(zeroblob(99000)), hex(zeroblob(50000)) || a.id)) FROM quotes a, quotes, quotes b, "
         "quotes c", "too long"),
        ("WITH all_of (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM all_of) SELECT max(n) FROM all_of", "too long"),
        ("SELECT " + "1," * 5000 + "1", "at most 8,000"),
    ],
)  # fmt: skip
def test_all_else_is_refused_with_the_reason(db: Database, statement: str, said: str) -> None:
    with pytest.raises(StatementError, match=said):
        sandbox.run(db, statement)


def test_rows_beyond_the_limit_are_cut_and_told(db: Database) -> None:
    endless = "WITH all_of (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM all_of) SELECT n FROM all_of"
    found = sandbox.run(db, endless)
    assert (len(found.rows), found.rows[-1], found.is_cut) == (sandbox.MOST_ROWS, (sandbox.MOST_ROWS,), True)


WAYS_TO_A_BODY = (
    "SELECT body FROM articles",
    "SELECT group_concat(body) FROM article_details",
    "SELECT removed FROM articles",
    "SELECT hex(article) FROM extractions",
    "SELECT body FROM (SELECT * FROM articles)",
    "SELECT count(*) FROM articles WHERE body LIKE '%zebra%' HAVING count(*) > 0",
    "SELECT body FROM articles_search",
    "SELECT snippet(articles_search, 1, '', '', '', 60) FROM articles_search WHERE articles_search MATCH 'zebra'",
    "SELECT hex(block) FROM articles_search_data",
)


@pytest.mark.parametrize("statement", WAYS_TO_A_BODY)
def test_bodies_stay_unread_unless_the_operator_serves_them(db: Database, statement: str) -> None:
    assert read(db, statement) <= {None, ""}


def read(db: Database, statement: str) -> set[object]:
    """Return every value that a statement gives; none when reading is prohibited."""
    try:
        return {value for row in sandbox.run(db, statement).rows for value in row}
    except StatementError as error:
        if "prohibited" in str(error):
            return set()
        raise


def test_bodies_are_read_where_the_operator_serves_them(path: Path) -> None:
    db = open_for_reading(path, whole_bodies=True)
    assert sandbox.run(db, "SELECT count(*) FROM articles WHERE body LIKE '%zebra%'").rows == ((2,),)
    db.close()


def test_the_statements_of_our_own_lists_run(db: Database) -> None:
    for noun in ("quotes", "articles", "speakers"):
        statement = statement_of(query_from(noun, {"limit": 5}))
        assert sandbox.run(db, statement).rows


@pytest.mark.parametrize("other", ["another corpus", "no database", "nothing"])
def test_a_file_that_takes_the_name_is_not_read(path: Path, tmp_path: Path, other: str) -> None:
    place = Path(shutil.copy(path, tmp_path / "served.db"))
    with closing(open_for_reading(place)) as db:
        if other == "nothing":
            place.unlink()
        else:
            Path(shutil.copy(path, tmp_path / "new.db")).replace(place)
        if other == "no database":
            place.write_bytes(b"torn")
        with pytest.raises(StatementError, match="Another database is taking the place"):
            sandbox.run(db, "SELECT 1")
        assert db.execute("SELECT count(*) FROM quotes").fetchone()[0] > 0


def test_a_file_that_takes_the_name_while_it_is_opened_is_not_read(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, new = (Path(shutil.copy(path, tmp_path / name)) for name in ("served.db", "new.db"))
    with closing(open_for_reading(place)) as db:
        monkeypatch.setattr(
            sandbox, "open_for_reading", lambda *_, **__: new.replace(place) and open_for_reading(place)
        )
        with pytest.raises(StatementError, match="Another database is taking the place"):
            sandbox.run(db, "SELECT 1")
