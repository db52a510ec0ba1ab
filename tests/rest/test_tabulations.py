"""Tables of counts agree with the lists; coverage agrees with the articles; a lookup leads to the record."""

import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from many_quotes import build

from api.app import create_app
from api.settings import Settings
from api.store.tabulations import AXES


def data(api: FlaskClient, url: str) -> Any:
    answer = api.get(url)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()["data"]


def total(api: FlaskClient, **filters: str) -> int:
    answer = api.get("/v1/quotes", query_string={"limit": 1, "count": "exact", **filters})
    count: int = answer.get_json()["page"]["total"]
    return count


def as_filter(axis: str, value: str) -> dict[str, str]:
    return {"published_from": value, "published_to": value} if axis in {"year", "month"} else {axis: value}


FILTERS = [
    {},
    {"kind": "direct"},
    {"q": "harbour OR ferry"},
    {"published_from": "2025-02", "tag": "tag-1,tag-4"},
]


class TestAggregate:
    @pytest.mark.parametrize("axes", list(product(AXES, AXES)), ids=",".join)
    def test_every_cell_is_the_total_of_its_list(self, api: FlaskClient, axes: tuple[str, str]):
        if axes[0] == axes[1]:
            return
        for filters in FILTERS:
            if {"tag", "kind"} & set(axes) & filters.keys() or ("month" in axes and "year" in axes):
                continue
            asked = {"group_by": ",".join(axes), "limit": 3, **filters}
            table = data_of(api, asked)
            rows, columns = table["axes"]
            assert len(table["counts"]) == len(rows["values"])
            assert all(len(row) == len(columns["values"]) for row in table["counts"])
            picks = list(product(range(len(rows["values"])), range(len(columns["values"]))))
            for row, column in picks[:4] + picks[-4:]:
                one = as_filter(rows["name"], rows["values"][row]["value"])
                other = as_filter(columns["name"], columns["values"][column]["value"])
                if rows["values"][row]["value"].endswith("-01") or columns["values"][column][
                    "value"
                ].endswith("-01"):
                    continue  # the list of January has those known only to the year, too
                if "published_from" in filters and {"year", "month"} & set(axes):
                    continue  # a list can't be asked for two periods at once
                assert table["counts"][row][column] == total(api, **filters, **one, **other)

    @pytest.mark.parametrize("axis", [axis for axis in AXES if axis != "tag"])
    def test_values_and_missing_make_up_the_list(self, api: FlaskClient, axis: str):
        table = data_of(api, {"group_by": axis, "limit": 100, "kind": "direct,mixed"})
        assert table["counts"] == [[one["total"]] for one in table["axes"][0]["values"]]
        counted = sum(one["total"] for one in table["axes"][0]["values"])
        assert counted + table["axes"][0]["missing"] == total(api, kind="direct,mixed")

    def test_months_without_anything_are_zero(self, api: FlaskClient):
        months = data_of(api, {"group_by": "month"})["axes"][0]
        values = {one["value"]: one["total"] for one in months["values"]}
        assert list(values) == sorted(values)
        assert len(values) == 23  # January 2024 to November 2025
        assert values["2024-07"] == 0 < values["2024-01"]
        assert months["distinct"] == sum(count > 0 for count in values.values())

    @pytest.mark.parametrize(
        ("query", "code"),
        [("", "missing"), ("group_by=kind,tag,year", "out-of-range"), ("group_by=colour", "invalid")],
    )
    def test_what_can_not_be_a_table_is_refused(self, api: FlaskClient, query: str, code: str):
        faults = api.get(f"/v1/aggregate?{query}").get_json()["errors"]
        assert [(one["parameter"], one["code"]) for one in faults] == [("group_by", code)]


def data_of(api: FlaskClient, asked: dict[str, Any]) -> Any:
    answer = api.get("/v1/aggregate", query_string=asked)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()["data"]


def test_coverage_is_what_the_articles_say(api: FlaskClient):
    facts = data(api, "/v1/coverage")
    articles = data(api, "/v1/articles?limit=1000&include=body")
    dates = [one["published_on"] for one in articles if one["published_on"]]
    assert (facts["first_published_on"], facts["last_published_on"]) == (min(dates), max(dates))
    by_length = {"undated": 0, "year": 4, "month": 7, "day": 10}
    for name, length in by_length.items():
        assert facts["precision"][name] == sum(len(one["published_on"] or "") == length for one in articles)
    months = {date[:7] for date in dates if len(date) >= 7}
    assert facts["gaps"][0] == {"first": "2024-02", "last": "2024-11"}
    for gap in facts["gaps"]:
        assert not {month for month in months if gap["first"] <= month <= gap["last"]}
    assert sum(one["article_count"] for one in facts["publishers"]) == len(articles)
    assert facts["without_url"] == sum(one["url"] is None for one in articles)
    assert facts["without_body"] == sum(one["body"] is None for one in articles)
    assert facts["unattributed"] == total(api, attributed="false")
    for one in facts["publishers"]:
        assert one["url"] is None or data(api, one["url"])["article_count"] == one["article_count"]


class TestLookup:
    @pytest.mark.parametrize(
        "url",
        [
            "https://paper.example/article-003",
            "http://paper.example/article-003",
            "https://paper.example/article-003/",
            "https://paper.example/article-003#top",
            "https://www.Paper.example/article-003/?utm_source=feed&fbclid=1",
        ],
    )
    def test_an_address_leads_to_its_article(self, api: FlaskClient, url: str):
        answer = api.get("/v1/lookup", query_string={"url": url})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/v1/articles/article-003")
        assert api.get("/v1/lookup", query_string={"url": url}, follow_redirects=True).status_code == 200
        again = api.get(
            "/v1/lookup", query_string={"url": url}, headers={"If-None-Match": answer.headers["ETag"]}
        )
        assert again.status_code == 304

    @pytest.mark.parametrize(
        "url",
        [
            pytest.param("https://paper.example/news/ferry", id="bare"),
            pytest.param("http://www.paper.example/news/ferry/?utm_source=mail", id="with-other-arguments"),
            pytest.param("https://www.Paper.example/news/ferry/?utm_source=feed#top", id="as-it-is"),
        ],
    )
    def test_an_address_that_a_feed_has_dressed_is_its_page_s(self, tmp_path: Path, url: str):
        path = build(tmp_path / "corpus.db", articles=5)
        with closing(sqlite3.connect(path)) as db:
            dressed = "https://www.Paper.example/news/ferry/?utm_source=feed#top"
            db.execute("UPDATE articles SET url = ? WHERE id = 'article-003'", (dressed,))
            db.commit()
        answer = create_app(Settings(db=path)).test_client().get("/v1/lookup", query_string={"url": url})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/v1/articles/article-003")

    def test_an_id_of_wikidata_leads_to_its_speaker(self, api: FlaskClient):
        answer = api.get("/v1/lookup?wikidata=Q1", environ_overrides={"SCRIPT_NAME": "/corpus"})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/corpus/v1/speakers/speaker-01")

    @pytest.mark.parametrize(
        "query", ["wikidata=Q999", "url=https://paper.example/article", "url=http://[x%23a"]
    )
    def test_what_nobody_has_is_not_found(self, api: FlaskClient, query: str):
        answer = api.get(f"/v1/lookup?{query}")
        assert answer.status_code == 404
        assert answer.content_type == "application/problem+json"

    @pytest.mark.parametrize(
        "query", ["", "wikidata=Q1&url=x", "wikidata=42", "wikidata=Q1%0A", "wikidata=", "Q1"]
    )
    def test_one_of_the_two_is_needed(self, api: FlaskClient, query: str):
        assert api.get(f"/v1/lookup?{query}").status_code == 400
