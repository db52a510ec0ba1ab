"""The statement that a list shows gives the list, in a plain connection that knows nothing of ours."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from werkzeug.datastructures import MultiDict

from api.store.connect import Database
from api.store.filters import parse_query
from api.store.select import list_records
from api.store.statement import statement_of


@pytest.mark.parametrize(
    ("noun", "arguments"),
    [
        ("quotes", ""),
        ("quotes", "speaker=speaker-01,speaker-02&kind_not=mixed&sort=-confidence"),
        ("quotes", "q=harbour OR caf\u00e9&published_from=2024&sort=published_on&limit=7"),
        ("quotes", "q=ferry&sort=-relevance&limit=5"),
        ("quotes", "tag_all=tag-1,tag-2&min_confidence=0.6&attributed=true"),
        ("quotes", "q=O'Dell's"),
        ("quotes", "speaker=it''s"),
        ("articles", "publisher=paper-0&speaker=speaker-03&rights_not=restricted&sort=title"),
        ("articles", "published_to=2025-02&language=en"),
        ("speakers", "kind=person&sort=-last_quoted_on"),
        ("tags", "sort=name&min_articles=1"),
        ("publishers", ""),
    ],
)
def test_a_statement_gives_the_list(many_db: Database, many_path: Path, noun: str, arguments: str) -> None:
    query = parse_query(noun, MultiDict(parse_qsl(arguments)))
    wanted = [row["id"] for row in list_records(many_db, query).rows]
    with closing(sqlite3.connect(f"file:{many_path}?mode=ro", uri=True)) as plain:
        cursor = plain.execute(statement_of(query))
        at = [column[0] for column in cursor.description].index("id")
        assert [row[at] for row in cursor] == wanted


def test_a_value_stays_a_value() -> None:
    statement = statement_of(parse_query("quotes", MultiDict({"speaker": "x'; DROP TABLE quotes; --"})))
    assert "'x''; DROP TABLE quotes; --'" in statement


def test_what_only_we_can_run_says_so() -> None:
    assert "-- name_matches is" in statement_of(parse_query("speakers", MultiDict({"q": "ana"})))


def test_what_is_ranked_otherwise_says_so() -> None:
    ranked = statement_of(parse_query("quotes", MultiDict({"q": "t* water", "sort": "-relevance"})))
    assert "ignores short prefixes such as t*" in ranked
