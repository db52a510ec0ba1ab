"""However a list is found, by sets, by an index or by reading in order, it is the same; and every statement ends."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from many_quotes import build, rows_walked
from werkzeug.datastructures import MultiDict

from api.app import create_app
from api.settings import Settings
from api.store import connect, order, select
from api.store.connect import Database, is_out_of_time, open_for_reading
from api.store.fetch import source_of
from api.store.filters import ListQuery, parse_query
from api.store.page import order_by
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


def in_sql(db: Database, query: ListQuery) -> list[str]:
    """Return the ids of a list as plain SQL over all rows gives them."""
    source = source_of(query)
    keys = [
        replace(key, sql=key.sql.format(number=source.number)) for key in query.resource.sorts[query.sort]
    ]
    sql = f"SELECT d.id FROM {source.tables} WHERE {source.where} ORDER BY {order_by(keys)}"
    return [id_ for (id_,) in db.execute(sql, source.params)]


def walked(db: Database, query: ListQuery) -> list[str]:
    """Return the ids of a list, walked to its end and back."""
    return [row["id"] for row in rows_walked(db, query)]


@settings(
    deadline=None,
    max_examples=300,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(case=asked(), at_once=st.sampled_from([0, 20_000]))
def test_a_list_is_what_plain_sql_gives_however_it_is_found(
    many_db: Database, case: tuple[str, dict[str, str]], at_once: int
):
    noun, arguments = case
    query = parse_query(noun, MultiDict(arguments))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(order, "SORTED_AT_ONCE", at_once)
        assert walked(many_db, query) == in_sql(many_db, query)


@pytest.mark.parametrize("name", ["tag", "speaker", "publisher", "article", "author"])
@pytest.mark.parametrize("noun", ["quotes", "articles"])
def test_a_total_is_the_number_of_records(many_db: Database, noun: str, name: str):
    if name not in accepted(noun):
        return
    for value in VALUES[name]:
        page = select.list_records(many_db, parse_query(noun, MultiDict({name: value, "limit": "1000"})))
        assert (page.total, page.total_relation) == (len(page.rows), "eq")


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
        monkeypatch.setattr(connect, "_STEPS_WATCHED", 100)
        client.application.extensions["reader"].database().watch()
        return client

    @pytest.mark.parametrize(
        ("url", "advice"),
        [
            ("/v1/quotes?count=exact&q=harbour", "count=none"),
            ("/v1/quotes?sample=3&q=harbour", "sample from a shorter period"),
            ("/v1/quotes?q=harbour&sort=-relevance", "rarer word"),
            ("/v1/timeline?original=true", "shorter period"),
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
