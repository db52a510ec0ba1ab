"""Common filters read in order until a page is full, rare ones ask an index: the same list, in bounded time."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from many_quotes import build
from werkzeug.datastructures import MultiDict

from api.app import create_app
from api.settings import Settings
from api.store import connect, select
from api.store.connect import Database, is_out_of_time, open_for_reading
from api.store.filters import parse_query
from api.store.resources import RESOURCES

VALUES = {
    "tag": ["tag-1", "tag-2", "nothing"],
    "tag_all": ["tag-1", "tag-2"],
    "tag_not": ["tag-3"],
    "speaker": ["speaker-03", "speaker-07"],
    "speaker_all": ["speaker-03", "speaker-07"],
    "speaker_not": ["speaker-03"],
    "publisher": ["paper-0", "paper-2"],
    "publisher_all": ["paper-0"],
    "author": ["author-1", "author-2"],
    "kind": ["direct", "mixed", "person", "place", "subject"],
    "id": ["q-003-0", "article-003", "speaker-03", "tag-1"],
    "article": ["article-003", "article-004"],
    "statement": ["q-003-0"],
    "language": ["en", "ja"],
}


def accepted(noun: str) -> dict[str, list[str]]:
    names = {argument for filter_ in RESOURCES[noun].filters for argument in filter_.arguments()}
    choices = {filter_.name: filter_.choices for filter_ in RESOURCES[noun].filters}
    return {
        name: [value for value in values if not choices[name] or value in choices[name]]
        if name in choices
        else values
        for name, values in VALUES.items()
        if name in names
    }


@st.composite
def asked(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    noun = draw(st.sampled_from(sorted(RESOURCES)))
    some = {
        name: st.sets(st.sampled_from(values), min_size=1).map(lambda chosen: ",".join(sorted(chosen)))
        for name, values in accepted(noun).items()
        if values
    }
    filters = draw(st.fixed_dictionaries({}, optional=some))
    sorts = [sort for sort in RESOURCES[noun].sorts if sort != "-relevance"]
    return noun, filters | {
        "sort": draw(st.sampled_from(sorts)),
        "limit": draw(st.sampled_from(["3", "1000"])),
    }


@settings(
    deadline=None,
    max_examples=300,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(case=asked())
def test_walking_and_collecting_give_the_same_rows(many_db: Database, case: tuple[str, dict[str, str]]):
    noun, arguments = case
    query = parse_query(noun, MultiDict(arguments))
    walked = select._read_in_order(many_db, query, None, "walk")
    collected = select._collected(many_db, query, None)
    assert list(map(tuple, walked)) == list(map(tuple, collected))


@pytest.mark.parametrize(
    "asked_for",
    [
        {"tag": "tag-1"},
        {"tag": "tag-1,tag-2"},
        {"tag_all": "tag-1,tag-2"},
        {"publisher": "paper-0"},
        {"publisher": "paper-0", "kind": "direct,mixed"},
        {"speaker": "speaker-03,speaker-07"},
        {"speaker": "speaker-03"},
        {"language": "en", "tag_not": "tag-2"},
    ],
    ids=str,
)
@pytest.mark.parametrize("noun", ["quotes", "articles"])
def test_a_walk_sorts_nothing(many_db: Database, noun: str, asked_for: dict[str, str]):
    if noun == "articles" and "kind" in asked_for:
        return
    statements: list[str] = []
    many_db.set_trace_callback(statements.append)
    select._read_in_order(many_db, parse_query(noun, MultiDict(asked_for)), None, "walk")
    many_db.set_trace_callback(None)
    plan = [row["detail"] for row in many_db.execute("EXPLAIN QUERY PLAN " + statements[0])]
    assert plan
    assert not [step for step in plan if "TEMP B-TREE" in step]


@pytest.mark.parametrize("name", ["tag", "speaker", "publisher", "article", "author"])
@pytest.mark.parametrize("noun", ["quotes", "articles"])
def test_a_kept_total_is_the_number_of_records(many_db: Database, noun: str, name: str):
    if name not in accepted(noun):
        return
    for value in VALUES[name]:
        query = parse_query(noun, MultiDict({name: value, "limit": "1000"}))
        page = select.list_records(many_db, query)
        assert select._kept_total(many_db, query) == len(page.rows) == page.total
        assert page.total_relation == "eq"


def test_a_walk_that_takes_too_long_gives_way(many_db: Database, monkeypatch: pytest.MonkeyPatch):
    query = parse_query("quotes", MultiDict({"tag": "tag-1"}))
    expected = [row["id"] for row in select.list_records(many_db, query).rows]
    tried: list[str] = []
    monkeypatch.setattr(select, "WALK_STEPS", 0)
    monkeypatch.setattr(connect, "_STEPS_AT_ONCE", 1)
    original = select._collected

    def noticed(*arguments: Any) -> list[sqlite3.Row]:
        tried.append("index")
        return original(*arguments)

    monkeypatch.setattr(select, "_collected", noticed)
    assert [row["id"] for row in select.list_records(many_db, query).rows] == expected
    assert tried == ["index"]


class TestEndlessStatements:
    ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0"

    def test_are_interrupted(self, many_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(connect, "STATEMENT_STEPS", 3_000_000)
        db = open_for_reading(many_path)
        for _ in range(2):  # the second has its own steps
            with pytest.raises(sqlite3.OperationalError) as caught:
                db.execute(self.ENDLESS).fetchall()
            assert is_out_of_time(caught.value)
        assert db.execute("SELECT 1").fetchone()[0] == 1

    def test_also_after_a_budget(self, many_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(connect, "STATEMENT_STEPS", 3_000_000)
        db = open_for_reading(many_path)
        with pytest.raises(connect.OutOfTime), connect.budget(db, 1_000_000):
            db.execute(self.ENDLESS).fetchall()
        with pytest.raises(sqlite3.OperationalError):
            db.execute(self.ENDLESS).fetchall()

    @pytest.fixture
    def hurried(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
        client = create_app(Settings(db=build(tmp_path / "corpus.db"))).test_client()
        monkeypatch.setattr(connect, "STATEMENT_STEPS", 100)
        monkeypatch.setattr(connect, "_STEPS_AT_ONCE", 1)
        client.application.extensions["reader"].database().watch()
        return client

    @pytest.mark.parametrize(
        ("url", "advice"),
        [
            ("/v1/quotes?count=exact&kind=direct,mixed", "count=none"),
            ("/v1/quotes?sample=3", "sample from a shorter period"),
            ("/v1/quotes?q=harbour&sort=-relevance", "rarer word"),
            ("/v1/timeline", "shorter period"),
        ],
    )
    def test_are_a_problem_that_says_what_to_narrow(self, hurried: FlaskClient, url: str, advice: str):
        answer = hurried.get(url)
        assert answer.status_code == 503
        assert answer.content_type == "application/problem+json"
        assert answer.get_json()["type"] == "/problems/query-timeout"
        assert advice in answer.get_json()["detail"]
        assert answer.headers["Retry-After"] == "5"
        assert answer.headers["Cache-Control"] == "no-store"
