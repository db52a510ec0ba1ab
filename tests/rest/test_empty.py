"""An empty list says what each of its parameters alone would give, and every number is the total of its list."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("/v1/quotes?speaker=speaker-03&tag=nothing", ["speaker", "tag"]),
        ("/v1/quotes?q=harbour&published_from=2030", ["q", "published_from"]),
        ("/v1/quotes?q=harbour zebra&kind=direct&sort=-relevance", ["q", "kind"]),
        ("/v1/articles?tag_not=tag-1&language=xx&min_words=1", ["tag_not", "language", "min_words"]),
        ("/v1/speakers?q=nobody&kind=person&limit=3", ["q", "kind"]),
        ("/v1/speakers/speaker-03/quotes?kind=direct&language=xx", ["kind", "language"]),
        ("/v1/quotes?kind=direct&language=xx&sample=3&seed=1", ["kind", "language"]),
    ],
)
def test_each_parameter_is_counted_by_itself(api: FlaskClient, url: str, names: list[str]):
    answer = api.get(url).get_json()
    assert answer["data"] == []
    alone = answer["meta"]["each_alone"]
    assert sorted(one["parameter"] for one in alone) == sorted(names)
    assert any(one["total"] for one in alone)
    for one in alone:
        page = api.get(one["url"]).get_json()["page"]
        assert (one["total"], one["total_relation"]) == (page["total"], page["total_relation"])
        assert one["parameter"] in one["url"]


@pytest.mark.parametrize(
    "url",
    [
        "/v1/quotes?speaker=speaker-03&kind=direct,mixed,indirect",
        "/v1/quotes?tag=nothing",
        "/v1/quotes?limit=1",
        "/v1/quotes.jsonld?tag=nothing&kind=direct",
    ],
)
def test_other_lists_say_nothing_of_it(api: FlaskClient, url: str):
    assert "each_alone" not in api.get(url).get_json(force=True).get("meta", {})


def test_the_cost_is_bounded(api: FlaskClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("api.store.totals.MOST_ALONE", 2)
    url = "/v1/quotes?kind=direct&language=xx&rights=open&method=named"
    assert len(api.get(url).get_json()["meta"]["each_alone"]) == 2
