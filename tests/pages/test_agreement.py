"""A page shows the facts that the API gives for the same query."""

import json
import sqlite3
from pathlib import Path
from urllib.parse import urlencode

import many_quotes
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from justhtml import Element, JustHTML
from page_text import bare

from api.app import create_app
from api.pages.wording import printed_date
from api.settings import Settings

_QUOTE_FILTERS = {
    "speaker": ["ana-ruiz", "tom-lee", "dock-workers", "ana-ruiz,tom-lee"],
    "speaker_not": ["ana-ruiz"],
    "kind": ["direct", "mixed", "indirect", "mixed,indirect"],
    "tag": ["harbours", "port-selm", "strikes"],
    "publisher": ["harbour-gazette", "the-upland-post"],
    "article": ["lighthouse", "closed-book"],
    "attributed": ["true", "false"],
    "original": ["true", "false"],
    "min_confidence": ["0.8"],
    "published_from": ["2012", "2025-11"],
    "published_to": ["2013-02", "2024"],
    "q": ["water", "light OR lamp", "wait"],
    "sort": ["published_on", "-confidence", "-word_count"],
    "limit": ["3", "100"],
}


def queries(filters: dict[str, list[str]]) -> st.SearchStrategy[dict[str, str]]:
    """Draw queries with some of the filters, each with one of its values."""
    return st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(values) for name, values in filters.items()}
    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries(_QUOTE_FILTERS))
def test_a_list_of_quotes_is_the_api_s(reader: FlaskClient, query: dict[str, str]) -> None:
    address = f"/quotes?{urlencode(query)}"
    page, answer = reader.get(address), reader.get(f"/v1{address}")
    assert page.status_code == answer.status_code
    if page.status_code != 200:
        return
    tree = JustHTML(page.text, sanitize=False)
    shown = [(link.attrs["href"], bare(link.query("q")[0])) for link in tree.query(".quotes blockquote a")]
    assert shown == [(f"/quotes/{one['id']}", one["text"]) for one in answer.json["data"]]
    total = answer.json["page"]["total"]
    assert tree.query(".shown")[0].to_text().startswith(f"{total} ")
    older = [link.attrs["href"] for link in tree.query(".pager a[rel=next]")]
    assert [f"/v1{link}" for link in older] == [link for link in [answer.json["links"]["next"]] if link]


@pytest.mark.parametrize("address", ["/speakers/ana-ruiz", "/tags/harbours", "/publishers/harbour-gazette"])
def test_a_count_leads_to_what_is_counted(reader: FlaskClient, address: str) -> None:
    tree = JustHTML(reader.get(address).text, sanitize=False)
    counts = [one for one in tree.query("a.count") if not one.attrs["href"].startswith("http")]
    assert len(counts) > 1
    for one in counts:
        listed = JustHTML(reader.get(one.attrs["href"]).text, sanitize=False).query(".shown")[0].to_text()
        assert listed.split()[0] == one.to_text().split()[0], one.attrs["href"]


def test_a_quote_leads_to_the_same_words_of_the_original(reader: FlaskClient) -> None:
    for quote in reader.get("/v1/quotes?article=lighthouse").json["data"]:
        tree = JustHTML(reader.get(quote["links"]["html"]).text, sanitize=False)
        (found,) = [link for link in tree.query("a") if "In the original" in link.to_text()]
        assert found.attrs["href"] == quote["links"]["source"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    noun=st.sampled_from(["articles", "speakers", "tags", "publishers"]),
    query=queries({"q": ["harbour", "r*", "lee"], "limit": ["2", "50"], "sort": ["-quote_count"]}),
)
def test_other_lists_are_the_api_s(reader: FlaskClient, noun: str, query: dict[str, str]) -> None:
    address = f"/{noun}?{urlencode(query)}"
    tree = JustHTML(reader.get(address).text, sanitize=False)
    answer = reader.get(f"/v1{address}").json
    shown = [link.attrs["href"] for link in tree.query(".articles .title a, .names a.name")]
    assert shown == [f"/{noun}/{one['id']}" for one in answer["data"]]


@pytest.mark.parametrize("name", ["speaker", "tag", "publisher", "year", "kind"])
@pytest.mark.parametrize("query", ["", "kind=direct", "speaker=tom-lee", "q=light"])
def test_facets_are_the_api_s(reader: FlaskClient, name: str, query: str) -> None:
    tree = JustHTML(reader.get(f"/quotes?{query}").text, sanitize=False)
    facet = reader.get(f"/v1/quotes?{query}&facets={name}".replace("?&", "?")).json["facets"][name]
    counts = [int(count.to_text()) for count in tree.query(f"[aria-labelledby=facet-{name}] .count")]
    if len(facet["buckets"]) > 1:
        assert counts == [bucket["count"] for bucket in facet["buckets"]]
    else:
        assert counts in ([], [bucket["count"] for bucket in facet["buckets"]])


def test_an_article_is_the_api_s(reader: FlaskClient) -> None:
    for article in reader.get("/v1/articles?limit=1000&include=body").json["data"]:
        tree = JustHTML(reader.get(f"/articles/{article['id']}").text, sanitize=False)
        assert bare(tree.query("h1")[0]) == article["title"]
        quotes = reader.get(f"/v1/articles/{article['id']}/quotes?limit=1000").json["data"]
        assert len(tree.query(".note")) == len(quotes)
        if article["body"] is None:
            assert bare(tree.query(".excerpt")[0]).split() == article["excerpt"].split()
            continue
        shown = [_without_numbers(one) for one in tree.query(".text .paragraph > p")]
        assert shown == article["body"].split("\n\n")


def _without_numbers(paragraph: Element) -> str:
    """Return a marked paragraph without the numbers of its notes."""
    for number in paragraph.query("a.ref"):
        number.parent.remove_child(number)
    return bare(paragraph)


def test_a_speaker_is_the_api_s(reader: FlaskClient) -> None:
    for speaker in reader.get("/v1/speakers?include=aliases,roles").json["data"]:
        page = reader.get(f"/speakers/{speaker['id']}").text
        tree = JustHTML(page, sanitize=False)
        assert bare(tree.query("h1")[0]) == speaker["name"]
        counts = [one.to_text() for one in tree.query("[aria-labelledby=facts] .count")][:2]
        assert counts == [str(speaker["quote_count"]), str(speaker["article_count"])]
        related = reader.get(f"/v1/speakers/{speaker['id']}/related").json["data"]
        shown = [one.attrs["href"] for one in tree.query("[aria-labelledby=related] a:not(.count)")]
        assert shown == [f"/speakers/{one['id']}" for one in related]


@pytest.mark.parametrize("noun", ["quotes", "articles", "speakers"])
def test_linked_data_in_a_page_is_the_api_s(reader: FlaskClient, noun: str) -> None:
    """Of what a page reads; a body is not said twice."""
    for record in reader.get(f"/v1/{noun}?limit=1000").json["data"]:
        tree = JustHTML(reader.get(f"/{noun}/{record['id']}").text, sanitize=False)
        (script,) = tree.query("script[type='application/ld+json']")
        linked = json.loads(script.to_text())
        answer = reader.get(f"/v1/{noun}/{record['id']}?format=jsonld").json
        assert linked["@context"] == "https://schema.org"
        assert "articleBody" not in linked
        assert linked == {name: value for name, value in answer.items() if name in linked}
        assert {"@id", "@type"} <= set(linked)


def test_other_wordings_of_a_statement_are_the_api_s(tmp_path: Path) -> None:
    reader = create_app(Settings(db=many_quotes.build(tmp_path / "many.db", articles=12))).test_client()
    shown_of = {}
    for quote in reader.get("/v1/quotes?limit=1000").json["data"]:
        tree = JustHTML(reader.get(f"/quotes/{quote['id']}").text, sanitize=False)
        shown = [link.attrs["href"] for link in tree.query("[aria-labelledby=wordings] blockquote a")]
        others = reader.get(f"/v1/quotes/{quote['id']}").json["data"]["occurrences"]
        assert shown == [f"/quotes/{other['id']}" for other in others]
        shown_of[quote["id"]] = shown
    assert any(shown_of.values())
    assert not all(shown_of.values())


def test_of_many_wordings_the_rest_is_led_to(tmp_path: Path) -> None:
    path = many_quotes.build(tmp_path / "many.db", articles=12)
    with sqlite3.connect(path) as db:
        (first,) = db.execute("SELECT id FROM quotes ORDER BY rowid LIMIT 1").fetchone()
        db.execute(
            "UPDATE quotes SET statement_id = ? WHERE rowid IN (SELECT rowid FROM quotes LIMIT 22)", (first,)
        )
        (size,) = db.execute("SELECT count(*) FROM quotes WHERE statement_id = ?", (first,)).fetchone()
    reader = create_app(Settings(db=path)).test_client()
    tree = JustHTML(reader.get(f"/quotes/{first}").text, sanitize=False)

    assert len(tree.query("[aria-labelledby=wordings] blockquote")) == 20
    (rest,) = [
        link for link in tree.query("[aria-labelledby=wordings] a") if link.to_text().startswith("All ")
    ]
    assert rest.to_text() == f"All {size} quotes of this statement"
    listed = JustHTML(reader.get(rest.attrs["href"]).text, sanitize=False)
    assert listed.query(".shown")[0].to_text().startswith(f"{size} ")


@pytest.mark.parametrize(
    ("asked", "unit"),
    [("speaker=tom-lee,ana-ruiz", "year"), ("published_from=2025-01&speaker=tom-lee,ana-ruiz", "month")],
)
def test_a_comparison_is_the_api_s(reader: FlaskClient, asked: str, unit: str) -> None:
    page = reader.get(f"/compare?{asked}")
    tree = JustHTML(page.text, sanitize=False)
    address = f"/v1/aggregate?group_by=speaker,{unit}&{asked}"
    assert f'<{address}>; rel="alternate"; type="application/json"' in page.headers["Link"]
    table = reader.get(address).json["data"]
    rows = {
        row.query("th")[0].to_text(): [int(cell.to_text().replace("–", "0")) for cell in row.query("td")]
        for row in tree.query(".compared tbody tr")
    }
    speakers, times = ([value["value"] for value in axis["values"]] for axis in table["axes"])
    for speaker, counts in zip(speakers, table["counts"], strict=True):
        column = ["tom-lee", "ana-ruiz"].index(speaker)
        assert [rows[printed_date(time)][column] for time in times] == counts


@pytest.mark.parametrize(
    ("noun", "name"), [("quotes", "speaker"), ("quotes", "year"), ("articles", "tag"), ("speakers", "kind")]
)
@pytest.mark.parametrize("query", ["", "q=light", "published_from=2025"])
def test_the_page_of_a_facet_is_the_api_s(reader: FlaskClient, noun: str, name: str, query: str) -> None:
    if noun == "speakers" and "published" in query:
        query = "min_quotes=2"
    page = JustHTML(reader.get(f"/facets/{noun}/{name}?{query}").text, sanitize=False)
    facet = reader.get(f"/v1/{noun}?{query}&facets={name}&facet_limit=100".replace("?&", "?")).json["facets"][
        name
    ]
    counts = [int(one.to_text()) for one in page.query(".names .count")]
    assert counts == [bucket["count"] for bucket in facet["buckets"]]


def test_coverage_is_the_api_s(reader: FlaskClient) -> None:
    tree = JustHTML(reader.get("/coverage").text, sanitize=False)
    found = reader.get("/v1/coverage").json["data"]
    counts = [int(one.to_text()) for one in tree.query("[aria-labelledby=missing] .count")]
    assert counts == [found[name] for name in ("unattributed", "without_url", "without_body", "rejected")]
    rows = [
        int(row.query(".number")[0].to_text())
        for row in tree.query("[aria-labelledby=by-publisher] tbody tr")
    ]
    assert sorted(rows) == sorted(one["article_count"] for one in found["publishers"])


def test_the_timeline_of_a_speaker_is_the_api_s(reader: FlaskClient) -> None:
    tree = JustHTML(reader.get("/speakers/ana-ruiz").text, sanitize=False)
    bars = reader.get("/v1/speakers/ana-ruiz/timeline?interval=year").json["data"]["bars"]
    rows = [
        (row.query("th")[0].to_text(), int(row.query("td")[0].to_text()))
        for row in tree.query(".chart tbody tr")
    ]
    assert rows == [(bar["date"], bar["count"]) for bar in bars if bar["count"]]


@pytest.mark.parametrize(
    "asked", ["q=harbour", "limit=1&q=harbour", "limit=2&q=harbour&type=speakers,quotes"]
)
def test_the_search_over_everything_leads_to_the_same_of_the_api(reader: FlaskClient, asked: str) -> None:
    page = reader.get(f"/search?{asked}")
    assert f'</v1/search?{asked}>; rel="alternate"; type="application/json"' in page.headers["Link"]
    shown = JustHTML(page.text, sanitize=False).query(".quotes blockquote a")
    found = reader.get(f"/v1/search?{asked}").json["data"]["quotes"]["data"]
    assert [link.attrs["href"] for link in shown] == [f"/quotes/{one['id']}" for one in found]


def test_the_search_over_everything_is_the_api_s(reader: FlaskClient) -> None:
    tree = JustHTML(reader.get("/search?q=harbour").text, sanitize=False)
    groups = reader.get("/v1/search?q=harbour").json["data"]
    for noun, group in groups.items():
        shown = tree.query(f"[aria-labelledby=found-{noun}] .count")
        assert [one.to_text() for one in shown[:1]] == ([str(group["total"])] if group["data"] else [])
