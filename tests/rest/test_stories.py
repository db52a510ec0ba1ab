"""Articles of one story: what each says of the others, how to have each story once, and who repeats whom."""

import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient


def data(api: FlaskClient, address: str) -> Any:
    answer = api.get(address)
    assert answer.status_code == 200, answer.text
    return answer.get_json()["data"]


def total(api: FlaskClient, address: str) -> int:
    found: int = api.get(f"{address}{'&' if '?' in address else '?'}limit=1&count=exact").get_json()["page"][
        "total"
    ]
    return found


def articles(api: FlaskClient, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data(api, f"/v1/articles?limit=1000{query}")
    return found


@pytest.fixture
def stories(api: FlaskClient) -> dict[str, list[dict[str, Any]]]:
    """All articles by their story."""
    found = defaultdict(list)
    for one in articles(api):
        found[one["story"]].append(one)
    return found


def test_an_article_says_how_many_others_are_the_same(stories: dict[str, list[dict[str, Any]]]) -> None:
    assert sum(len(members) > 1 for members in stories.values()) > 10
    for story, members in stories.items():
        assert story in [member["id"] for member in members]
        assert {member["copy_count"] for member in members} == {len(members) - 1}


def test_an_article_names_its_copies(api: FlaskClient, stories: dict[str, list[dict[str, Any]]]) -> None:
    members = next(each for each in stories.values() if len(each) == 3)
    one, *others = sorted(members, key=lambda member: member["id"] == member["story"])
    shown = data(api, f"/v1/articles/{one['id']}")["copies"]
    assert {copy["id"] for copy in shown} == {other["id"] for other in others}
    assert [copy["is_original"] for copy in shown] == [True, False]
    for copy in shown:
        full = data(api, f"/v1/articles/{copy['id']}")
        for name in ("title", "url", "published_on", "publisher"):
            assert copy[name] == full[name]


def test_a_list_names_copies_when_asked(api: FlaskClient) -> None:
    assert "copies" not in articles(api)[0]
    for one in articles(api, "&include=copies"):
        assert len(one["copies"]) == one["copy_count"]
    assert articles(api, "&fields=copies")[0].keys() == {"id", "copies"}


def test_an_article_without_copies_says_so(
    api: FlaskClient, stories: dict[str, list[dict[str, Any]]]
) -> None:
    alone = next(members[0] for members in stories.values() if len(members) == 1)
    assert (alone["story"], alone["copy_count"], alone["links"]["copies"]) == (alone["id"], 0, None)
    assert data(api, f"/v1/articles/{alone['id']}")["copies"] == []


def test_any_article_leads_to_its_story(api: FlaskClient, stories: dict[str, list[dict[str, Any]]]) -> None:
    for members in list(stories.values())[:10]:
        ids = {member["id"] for member in members}
        for member in members:
            assert {one["id"] for one in articles(api, f"&story={member['id']}")} == ids
        if len(members) > 1:
            assert {one["id"] for one in data(api, members[0]["links"]["copies"])} == ids


def test_a_story_that_nobody_knows_is_named(api: FlaskClient) -> None:
    answer = api.get("/v1/articles?story=nothing").get_json()
    assert (answer["data"], answer["meta"]["unknown_ids"][0]["parameter"]) == ([], "story")


def test_each_story_can_be_had_once(api: FlaskClient, stories: dict[str, list[dict[str, Any]]]) -> None:
    originals = {one["id"] for one in articles(api, "&original=true")}
    assert originals == set(stories)
    copies = {one["id"] for one in articles(api, "&original=false")}
    assert copies == {one["id"] for one in articles(api)} - originals


def test_quotes_of_originals_only(api: FlaskClient) -> None:
    originals = {one["id"] for one in articles(api, "&original=true")}
    everything = data(api, "/v1/quotes?limit=1000")
    once = data(api, "/v1/quotes?limit=1000&original=true")
    assert [one["id"] for one in once] == [
        one["id"] for one in everything if one["article"]["id"] in originals
    ]
    again = total(api, "/v1/quotes?original=false")
    assert (len(once) + again, again > 0) == (len(everything), True)


@pytest.mark.parametrize(
    "query",
    [
        "original=true&tag=tag-1",
        "original=false&kind=direct&sort=-confidence",
        "original=true&q=ferry",
        "original=true&attributed=true&min_confidence=0.5",
        "original=true&published_from=2024",
    ],
)
def test_copies_are_left_out_of_every_count(api: FlaskClient, query: str) -> None:
    """Pages, totals, facets and bars agree, whatever else is asked."""
    listed = data(api, f"/v1/quotes?limit=1000&{query}")
    assert total(api, f"/v1/quotes?{query}") == len(listed)
    facet = api.get(f"/v1/quotes?limit=1&facets=kind&{query}").get_json()["facets"]["kind"]
    if "kind=" not in query:
        assert sum(bucket["count"] for bucket in facet["buckets"]) == len(listed)
    bare = query.replace("&sort=-confidence", "")
    bars = data(api, f"/v1/timeline?interval=year&{bare}")
    assert sum(bar["count"] for bar in bars["bars"]) + bars["undated"] == len(listed)


def test_occurrences_tell_copies_from_other_reports(api: FlaskClient, many_path: Path) -> None:
    with sqlite3.connect(many_path) as db:
        story_of = dict(db.execute("SELECT id, story_id FROM articles"))
    seen = set()
    for quote in data(api, "/v1/quotes?limit=1000&include=occurrences"):
        for other in quote["occurrences"]:
            same = story_of[other["article"]["id"]] == story_of[quote["article"]["id"]]
            assert other["same_story"] is same
            seen.add(same)
    assert seen


def test_as_a_table(api: FlaskClient) -> None:
    header, *lines = api.get("/v1/articles.csv?include=copies").text.splitlines()
    columns = header.split(",")
    assert {"story", "copy_count", "copies"} <= set(columns)
    assert len(lines) == total(api, "/v1/articles")


def test_a_flag_is_true_or_false(api: FlaskClient) -> None:
    answer = api.get("/v1/articles?original=maybe")
    assert (answer.status_code, answer.get_json()["errors"][0]["parameter"]) == (400, "original")
