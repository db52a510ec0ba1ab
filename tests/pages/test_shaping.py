"""Bodies are cut, words chosen and comments read without losing anything."""

import doctest

import invented
import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from api.pages import wording
from api.pages.contexts import Bar, Timeline
from api.pages.dictionary import describe_tables
from api.pages.marking import paragraphs, stretches, voices
from api.store import profiles
from api.store.connect import Database
from api.store.filters import parse_query


@pytest.mark.parametrize("story", invented.STORIES, ids=lambda story: story.id)
def test_stretches_joined_are_the_body(story: invented.Story) -> None:
    body, quotes = invented.read_marks(story)
    complete = [_complete(quote) for quote in quotes]
    cut = paragraphs(body, complete)
    assert "\n\n".join("".join(stretch.text for stretch in one.stretches) for one in cut) == body
    assert [quote["id"] for one in cut for quote in one.quotes] == [quote["id"] for quote in quotes]
    begun = [quote["id"] for one in cut for stretch in one.stretches for quote in stretch.begins]
    ended = [quote["id"] for one in cut for stretch in one.stretches for quote in stretch.ends]
    assert sorted(begun) == sorted(ended) == sorted(quote["id"] for quote in quotes)


def _complete(quote: dict[str, object]) -> dict[str, object]:
    evidence = dict.fromkeys(f"{role}_{side}" for role in ("mention", "cue") for side in ("start", "end"))
    return {**evidence, **quote}


def test_a_stretch_belongs_to_the_innermost_quote() -> None:
    outer = _complete({"id": "outer", "start": 0, "end": 10})
    inner = _complete({"id": "inner", "start": 3, "end": 6})
    cut = stretches("0123456789", 0, 10, [outer, inner])
    assert [(one.text, one.quote and one.quote["id"]) for one in cut] == [
        ("012", "outer"), ("345", "inner"), ("6789", "outer"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("spans", "course"),
    [
        pytest.param([(0, 6)], [("012345", ""), ("6789", "")], id="one"),
        pytest.param([(0, 10), (3, 6)], [("012", ""), ("345", "goes-on"), ("6789", "goes-on")], id="within"),
        pytest.param(
            [(0, 6), (3, 8)], [("012", ""), ("345", "goes-on"), ("67", "tail"), ("89", "")], id="over-its-end"
        ),
        pytest.param([(0, 6), (0, 3)], [("012", ""), ("345", "goes-on"), ("6789", "")], id="from-one-place"),
        pytest.param([(0, 3), (3, 6)], [("012", ""), ("345", ""), ("6789", "")], id="one-behind-the-other"),
    ],
)
def test_a_stretch_knows_what_goes_on(spans: list[tuple[int, int]], course: list[tuple[str, str]]) -> None:
    quotes = [_complete({"id": f"{start}-{end}", "start": start, "end": end}) for start, end in spans]
    assert [(one.text, one.course) for one in stretches("0123456789", 0, 10, quotes)] == course


def test_of_quotes_from_one_place_the_longest_is_first() -> None:
    quotes = [_complete({"id": str(end), "start": 0, "end": end}) for end in (3, 6)]
    assert [quote["id"] for quote in stretches("0123456789", 0, 10, quotes)[0].begins] == ["6", "3"]


def test_the_ninth_speaker_has_the_first_colour_again() -> None:
    numbers = voices([{"speaker_id": f"s{number}"} for number in range(9)])
    assert (numbers["s7"], numbers["s8"]) == (8, 1)


def test_examples_of_wording_are_true() -> None:
    assert doctest.testmod(wording).failed == 0
    assert doctest.testmod(wording).attempted > 3


def test_the_dictionary_explains_every_column(invented_db: Database) -> None:
    tables = {table.name: table for table in describe_tables(profiles.declarations(invented_db))}
    assert {"articles", "quotes", "speakers", "tags", "corpus", "quote_details", "article_details"} <= set(
        tables
    )
    unexplained = [
        (name, column.name)
        for name, table in tables.items()
        for column in table.columns
        if not column.meaning
    ]
    assert unexplained == []
    for name, table in tables.items():
        if table.kind == "table":
            columns = [row["name"] for row in invented_db.execute(f"PRAGMA table_info({name})")]
            assert [column.name for column in table.columns] == columns


def test_names_stand_for_the_ids_of_a_query(invented_db: Database) -> None:
    query = parse_query(
        "quotes", MultiDict({"speaker": "ana-ruiz", "tag_not": "strikes", "article": "nothing"})
    )
    assert profiles.names_in(invented_db, query) == {
        ("speaker", "ana-ruiz"): "Ana Ruiz",
        ("tag", "strikes"): "Strikes & pay",
    }


def test_the_table_beside_a_chart_writes_numbers_as_all_others(invented_app: Flask) -> None:
    timeline = Timeline("quote", (Bar("2016", 13466, 100.0),), unit="year", summary="", undated_count=0)
    with invented_app.test_request_context():
        table = invented_app.jinja_env.get_template("parts.html").module.timeline_chart(timeline)
    assert '<th scope="row">2016</th><td class="number">13,466</td>' in table
