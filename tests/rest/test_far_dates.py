"""One date far from all others, as 9999-12-31 for "not known", must not make an answer of millions of zeros."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.loader import load
from api.settings import Settings

DATES = ("1999-02-28", "2025-11-08", "9999-12-31")


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("far")
    for number, date in enumerate(DATES):
        (folder / f"{number}.md").write_text(
            f"---\npublished_on: {date}\ntitle: Ferry {number}\n---\n"
            f"The ferry of Ostley stayed in harbour {number}.\n\n"
            f'"We will not sail {number} times a day," said Ada Bloom, the harbour master.\n'
        )
    db: Path = folder / "corpus.db"
    load([folder], db, workers=1)
    return create_app(Settings(db=db)).test_client()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "interval: 1999-02 to 9999-12 are 96,011 months"),
        ("interval=month", "96,011 months; at most 40,000 are counted"),
        ("interval=week", "1999-02-22 to 9999-12-27 are 417,465 weeks"),
        ("interval=day", "1999-02-28 to 9999-12-31 are 2,922,247 days"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/timeline", "/v1/speakers/ada-bloom/timeline"])
def test_a_timeline_of_millions_of_bars_is_refused(api: FlaskClient, path: str, query: str, told: str):
    answer = api.get(f"{path}?{query}")
    assert answer.status_code == 400
    assert told in answer.get_json()["detail"]
    assert answer.get_json()["detail"].endswith("or narrow published_from and published_to.")
    assert answer.get_json()["errors"][0]["parameter"] == "interval"


@pytest.mark.parametrize(
    ("query", "bars"),
    [("interval=year", 8001), ("published_to=2030", 322), ("interval=day&published_to=2030", 9751)],
)
def test_what_can_be_told_is(api: FlaskClient, query: str, bars: int):
    found = api.get(f"/v1/timeline?{query}").get_json()["data"]["bars"]
    assert len(found) == bars
    assert sum(bar["count"] > 0 for bar in found) == (3 if query == "interval=year" else 2)


def test_a_table_of_eight_thousand_years_is_refused(api: FlaskClient):
    answer = api.get("/v1/aggregate?group_by=year")
    assert answer.status_code == 400
    assert "group_by: 1999 to 9999 are 8,001 years; at most 1,200 are counted." in answer.get_json()["detail"]


@pytest.mark.parametrize("path", ["/", "/stats", "/coverage", "/speakers/ada-bloom"])
def test_pages_draw_no_chart_of_bars_that_nobody_sees(api: FlaskClient, path: str):
    answer = api.get(path)
    assert answer.status_code == 200
    assert "<svg viewBox" not in answer.text
    assert len(answer.data) < 30_000


def test_a_comparison_names_what_the_page_takes(api: FlaskClient):
    answer = api.get("/compare?speaker=ada-bloom")
    assert answer.status_code == 400
    assert "published_from" in answer.text
    assert "8,001 years" in answer.text
    assert "group_by" not in answer.text
    assert api.get("/compare?speaker=ada-bloom&published_to=2030").status_code == 200
