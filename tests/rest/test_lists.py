"""Lists: the envelope, the quote's shape, what may be asked to be shown, and the same in other formats."""

import csv
import html
import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from many_quotes import build

from api.app import create_app
from api.rest.openapi import describe
from api.settings import Settings
from api.store.resources import RESOURCES

QUOTE = {
    "id", "text", "kind", "article", "speaker", "attribution", "start", "end", "paragraph", "continues", "statement",
    "links",
}  # fmt: skip


def data(api: FlaskClient, url: str) -> list[dict[str, Any]]:
    answer = api.get(url)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: list[dict[str, Any]] = answer.get_json()["data"]
    return found


def test_the_envelope_of_a_list(api: FlaskClient):
    answer = api.get("/v1/quotes?limit=2").get_json()
    assert answer.keys() == {"data", "page", "links", "meta"}
    assert answer["page"].keys() == {"limit", "total", "total_relation", "next_cursor", "prev_cursor"}
    assert answer["page"]["limit"] == 2
    assert answer["page"]["total_relation"] == "eq"
    assert answer["page"]["prev_cursor"] is None
    assert answer["meta"] == {"corpus_version": "0123456789abcdef", "sort_applied": "-published_on"}


def test_a_quote_has_exactly_its_properties(api: FlaskClient):
    for quote in data(api, "/v1/quotes?limit=1000"):
        assert quote.keys() == QUOTE
        assert quote["article"].keys() == {"id", "title", "url", "published_on", "publisher"}
        assert quote["attribution"].keys() == {"mention", "cue", "method", "confidence", "reason"}
        assert (quote["speaker"] is None) == (quote["attribution"]["reason"] is not None)
        if quote["speaker"]:
            assert quote["speaker"].keys() == {"id", "name", "kind"}
            assert quote["attribution"]["mention"].keys() == {"text", "start", "end"}


def test_links_lead_on_and_back(api: FlaskClient):
    first = api.get("/v1/quotes?limit=3&kind=direct")
    second = api.get(first.get_json()["links"]["next"])
    assert api.get(second.get_json()["links"]["prev"]).get_json()["data"] == first.get_json()["data"]
    assert api.get(second.get_json()["links"]["first"]).get_json()["data"] == first.get_json()["data"]
    assert first.get_json()["links"]["prev"] is None
    header = ", ".join(second.headers.getlist("Link"))
    for relation in ("next", "prev", "alternate", "service-desc"):
        assert f'rel="{relation}"' in header
    assert f'<{second.get_json()["links"]["next"]}>; rel="next"' in header


@pytest.mark.parametrize("kept", ["limit", "fields", "include"])
def test_a_cursor_allows_another_look_at_the_records(api: FlaskClient, kept: str):
    cursor = api.get("/v1/quotes?limit=3").get_json()["page"]["next_cursor"]
    value = {"limit": "7", "fields": "text", "include": "tags"}[kept]
    assert api.get(f"/v1/quotes?{kept}={value}&cursor={cursor}").status_code == 200


def test_a_cursor_of_another_query_is_a_problem_of_its_own(api: FlaskClient):
    cursor = api.get("/v1/quotes?limit=3").get_json()["page"]["next_cursor"]
    for url in (
        f"/v1/quotes?kind=direct&cursor={cursor}",
        "/v1/quotes?cursor=x",
        f"/v1/articles?cursor={cursor}",
    ):
        answer = api.get(url)
        assert answer.status_code == 400
        assert answer.get_json()["type"] == "/problems/invalid-cursor"
        assert answer.get_json()["errors"][0]["parameter"] == "cursor"


@pytest.mark.parametrize(
    ("nested", "flat"),
    [
        ("/v1/articles/article-003/quotes", "/v1/quotes?article=article-003"),
        ("/v1/speakers/speaker-03/quotes", "/v1/quotes?speaker=speaker-03"),
        ("/v1/tags/tag-1/articles", "/v1/articles?tag=tag-1"),
    ],
)
def test_a_nested_list_is_the_filtered_list(api: FlaskClient, nested: str, flat: str):
    assert data(api, nested) == data(api, flat)
    assert data(api, nested)
    one, other = api.get(nested).get_json()["links"]["html"], api.get(flat).get_json()["links"]["html"]
    assert one == other


@pytest.mark.parametrize(
    ("noun", "date"),
    [("articles", "published_on"), ("speakers", "first_quoted_on"), ("speakers", "last_quoted_on")],
)
def test_who_has_no_date_comes_before_all_others_in_order_of_dates(api: FlaskClient, noun: str, date: str):
    for sort in (date, f"-{date}"):
        dates = [one[date] for one in api.get(f"/v1/{noun}?sort={sort}&limit=1000").get_json()["data"]]
        assert dates == sorted(dates, key=lambda on: on or "", reverse=sort.startswith("-"))
        assert len(set(dates)) > 2
    assert noun != "articles" or None in dates


def test_any_quote_leads_to_its_statement(api: FlaskClient):
    statements: dict[str, set[str]] = {}
    for quote in api.get("/v1/quotes?limit=1000").get_json()["data"]:
        statements.setdefault(quote["statement"], set()).add(quote["id"])
    for members in [ids for ids in statements.values() if len(ids) > 1][:10]:
        for member in members:
            found = api.get(f"/v1/quotes?statement={member}").get_json()["data"]
            assert {one["id"] for one in found} == members
    told = api.get("/v1/quotes?statement=nothing").get_json()["meta"]["unknown_ids"]
    assert [one["parameter"] for one in told] == ["statement"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("/v1/search", "q: Is required. Words to look for, as in the lists."),
        ("/v1/search?q=", "q: Has no value. Words to look for, as in the lists."),
        ("/v1/quotes?q=", "q: Has no value. Give one or leave the parameter out."),
        ("/v1/changes", "since: Is required. The version of your copy: a Corpus-Version; or"),
        (
            "/v1/aggregate",
            "group_by: Is required. One property to count by, or two for a table of both. Accepted are",
        ),
    ],
)
def test_what_is_required_is_told_with_what_it_is(api: FlaskClient, url: str, told: str):
    answer = api.get(url)
    assert answer.status_code == 400
    assert answer.get_json()["detail"].startswith(told)
    (fault,) = answer.get_json()["errors"]
    assert ("speaker_kind" in fault.get("allowed", ())) == url.endswith("aggregate")


@pytest.mark.parametrize("path", ["/v1/timeline?", "/v1/aggregate?group_by=kind&", "/v1/quotes?"])
def test_an_id_that_nothing_has_is_told_wherever_quotes_are_counted(api: FlaskClient, path: str):
    told = api.get(f"{path}speaker=speaker-03,speaker-o3&tag_not=tag-1").get_json()["meta"]["unknown_ids"]
    assert [(one["parameter"], one["value"]) for one in told] == [("speaker", "speaker-o3")]
    assert told[0]["suggestion"].startswith("speaker-")
    assert "unknown_ids" not in api.get(f"{path}speaker=speaker-03&tag_not=tag-1").get_json()["meta"]


@pytest.mark.parametrize(
    ("path", "parameter", "value", "suggestion"),
    [
        ("/v1/quotes?language=EN", "language", "EN", "en"),
        ("/v1/quotes?kind=direct&language_not=xx,en", "language_not", "xx", None),
        ("/v1/timeline?language=EN,ja", "language", "EN", "en"),
        ("/v1/articles?section=Nws,News", "section", "Nws", "News"),
        ("/v1/articles?section=money\\, work", "section", "money, work", "Money, work"),
        ("/v1/tags?kind=Subjects", "kind", "Subjects", "subject"),
        ("/v1/publishers?domain=www.gazette.example", "domain", "www.gazette.example", "gazette.example"),
    ],
)
def test_a_word_that_nothing_has_is_told_like_an_id(
    api: FlaskClient, path: str, parameter: str, value: str, suggestion: str | None
):
    told = api.get(path).get_json()["meta"]["unknown_ids"]
    assert told == [{"parameter": parameter, "value": value, "suggestion": suggestion}]
    if suggestion:
        right = api.get(path.replace(value.replace(",", "\\,"), suggestion.replace(",", "\\,"))).get_json()
        assert "unknown_ids" not in right["meta"]


@pytest.mark.parametrize("format_", ["csv", "ndjson", "jsonld", "annotations", "atom", "jsonfeed"])
def test_where_there_is_no_meta_a_header_tells_ids_that_nothing_has(api: FlaskClient, format_: str):
    path = f"/v1/quotes?format={format_}&limit=3"
    assert "Unknown-Ids" not in api.get(f"{path}&speaker=speaker-03").headers
    told = api.get(f"{path}&speaker=speaker-03,nö body&tag_not=nothing").headers["Unknown-Ids"]
    assert told == "speaker=n%C3%B6%20body, tag_not=nothing"
    many = ",".join(f"q{number}" for number in range(200))
    told = api.get(f"{path}&id={many}").headers["Unknown-Ids"]
    assert told.endswith("id=q19, and 180 more")


def test_all_ids_that_nothing_has_are_told(api: FlaskClient):
    many = [f"q{number}" for number in range(200)]
    asked = "&".join(f"{name}={','.join(many)}" for name in ("id", "id_not", "article"))
    told = api.get(f"/v1/quotes?{asked}").get_json()["meta"]["unknown_ids"]
    named = [(one["parameter"], one["value"]) for one in told]
    assert named == [(name, one) for name in ("id", "id_not", "article") for one in many]


def test_unknown_ids_are_in_meta(api: FlaskClient):
    answer = api.get("/v1/quotes?speaker=speaker-99,speaker-03").get_json()
    assert answer["data"]
    assert [(one["parameter"], one["value"]) for one in answer["meta"]["unknown_ids"]] == [
        ("speaker", "speaker-99")
    ]


class TestWhatIsShown:
    def test_fields(self, api: FlaskClient):
        for quote in data(api, "/v1/quotes?fields=text,speaker.name,article.publisher"):
            assert quote.keys() == {"id", "text", "speaker", "article"}
            assert quote["speaker"] is None or quote["speaker"].keys() == {"id", "name"}
            assert quote["article"].keys() == {"id", "publisher"}

    @pytest.mark.parametrize("noun", ["quotes", "articles", "speakers", "tags", "publishers"])
    def test_every_field_by_itself_conforms(self, api: FlaskClient, noun: str):
        list_path = describe()["paths"][f"/v1/{noun}"]["get"]
        schema = list_path["responses"]["200"]["content"]["application/json"]["schema"]
        check = Draft202012Validator({**schema, "components": describe()["components"]})
        for name in RESOURCES[noun].fields:
            if name != "highlight":
                answer = api.get(f"/v1/{noun}?fields={name}&limit=1000").get_json()
                check.validate(answer)
                shown = [set(record) for record in answer["data"]]
                assert shown
                assert all(keys == {"id", name.partition(".")[0]} for keys in shown), name

    def test_a_named_field_is_included(self, api: FlaskClient):
        shown = [quote.keys() for quote in data(api, "/v1/quotes?fields=context")]
        assert shown == [{"id", "context"}] * 25

    def test_include_everything(self, api: FlaskClient):
        quotes = data(api, "/v1/quotes?include=speaker,article,tags,context,occurrences&limit=1000")
        assert all(quote.keys() == QUOTE | {"context", "tags", "occurrences"} for quote in quotes)
        assert any(quote["tags"] for quote in quotes)
        assert any(quote["occurrences"] for quote in quotes)
        assert all("wikidata_id" in quote["speaker"] for quote in quotes if quote["speaker"])
        assert all("excerpt" in quote["article"] for quote in quotes)
        for quote in quotes:
            assert all(other["id"] != quote["id"] for other in quote["occurrences"])

    def test_highlights_are_html_with_ranges_in_the_text(self, api: FlaskClient):
        quotes = data(api, "/v1/quotes?q=cafe OR b&highlight=true&limit=1000")
        assert quotes
        for quote in quotes:
            marked = quote["highlight"]["text"]
            plain = html.unescape(re.sub(r"</?mark>", "", marked))
            assert plain == quote["text"]
            words = [quote["text"][start:end] for start, end in quote["highlight"]["ranges"]]
            assert words == [html.unescape(word) for word in re.findall("<mark>(.*?)</mark>", marked)]
            assert {word.lower() for word in words} <= {"café", "b"}
            assert "<b>" not in marked

    def test_highlights_of_articles(self, api: FlaskClient):
        for article in data(api, "/v1/articles?q=ferry&highlight=true"):
            assert len(article["highlight"]["body"]["text"].split()) <= 50
            assert "body" not in article


class TestFormats:
    URL = "/v1/quotes?q=harbour OR ferry&kind=direct,mixed"

    def test_ndjson_is_the_whole_list(self, api: FlaskClient):
        answer = api.get(self.URL + "&format=ndjson")
        assert answer.mimetype == "application/x-ndjson"
        lines = [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]
        assert lines == data(api, self.URL + "&limit=1000")
        assert len(lines) > 25

    def test_accept_chooses_too(self, api: FlaskClient):
        answer = api.get(self.URL, headers={"Accept": "application/x-ndjson"})
        assert answer.data == api.get(self.URL + "&format=ndjson").data
        assert api.get(self.URL, headers={"Accept": "text/csv, */*;q=0.1"}).mimetype == "text/csv"
        browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
        assert api.get(self.URL, headers=browser).mimetype == "application/json"
        facets = api.get(self.URL + "&facets=kind", headers={"Accept": "text/csv"})
        assert facets.status_code == 400

    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            ("application/json; charset=utf-8", "application/json"),
            ("application/json;odata=verbose, text/csv;q=0.5", "application/json"),
            ("text/csv; header=present;q=0.4, image/png", "text/csv"),
            ('application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"', "application/ld+json"),
            ('application/ld+json; profile="https://example.org/another"', "application/ld+json"),
        ],
    )
    def test_parameters_that_no_type_has_do_not_matter(self, api: FlaskClient, wanted: str, found: str):
        own = api.get(
            self.URL, headers={"Accept": 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'}
        )
        assert "anno.jsonld" in own.content_type
        answer = api.get(self.URL, headers={"Accept": wanted})
        assert (answer.status_code, answer.mimetype) == (200, found)
        assert api.get(self.URL, headers={"Accept": "application/json; v=1;q=0"}).status_code == 406

    def test_a_limit_is_kept(self, api: FlaskClient):
        assert len(api.get(self.URL + "&format=ndjson&limit=3").data.splitlines()) == 3

    def test_more_than_a_page(self, api: FlaskClient, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("api.rest.answers.MAX_LIMIT", 7)
        whole = [quote["id"] for quote in data(api, self.URL + "&limit=1000")]
        lines = api.get(self.URL + "&format=ndjson&fields=id").get_data(as_text=True).splitlines()
        assert [json.loads(line)["id"] for line in lines] == whole
        lines = api.get(self.URL + "&format=ndjson&fields=id&limit=17").get_data(as_text=True).splitlines()
        assert [json.loads(line)["id"] for line in lines] == whole[:17]

    @pytest.mark.parametrize("noun", ["quotes", "articles", "speakers", "tags", "publishers"])
    def test_csv_is_the_whole_list(self, api: FlaskClient, noun: str):
        answer = api.get(f"/v1/{noun}?format=csv")
        assert answer.mimetype == "text/csv"
        rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
        records = data(api, f"/v1/{noun}?limit=1000")
        assert [row["id"] for row in rows] == [record["id"] for record in records]
        assert all(None not in row and None not in row.values() for row in rows)

    def test_csv_cells_are_the_properties(self, api: FlaskClient):
        answer = api.get("/v1/quotes?format=csv&include=tags&fields=speaker,tags,attribution.method")
        rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
        records = data(api, "/v1/quotes?limit=1000&include=tags")
        for row, record in zip(rows, records, strict=True):
            speaker = record["speaker"] or {"id": "", "name": "", "kind": ""}
            assert row == {
                "id": record["id"],
                "speaker.id": speaker["id"],
                "speaker.name": speaker["name"],
                "speaker.kind": speaker["kind"],
                "attribution.method": record["attribution"]["method"],
                "tags": "; ".join(tag["name"] for tag in record["tags"]),
            }

    def test_csv_has_no_formulas(self, api: FlaskClient):
        rows = list(csv.DictReader(io.StringIO(api.get("/v1/quotes?format=csv").get_data(as_text=True))))
        guarded = [row["text"] for row in rows if row["text"].startswith("'=The")]
        assert guarded
        assert not [row for row in rows if row["text"].startswith("=")]


def test_a_sample_is_not_cached_without_a_seed(api: FlaskClient):
    assert api.get("/v1/quotes?sample=3").headers["Cache-Control"] == "no-store"
    assert "ETag" in api.get("/v1/quotes?sample=3&seed=1").headers
    answer = api.get("/v1/quotes?sample=3&seed=1").get_json()
    assert answer["meta"]["sort_applied"] is None
    assert len(answer["data"]) == 3


def test_facets_beside_the_list(api: FlaskClient):
    answer = api.get("/v1/quotes?kind=direct&facets=kind,tag&facet_limit=2").get_json()
    kinds = answer["facets"]["kind"]["buckets"]
    assert {bucket["value"]: bucket["selected"] for bucket in kinds}["direct"] is True
    assert len(kinds) >= 2  # the alternatives stay visible
    for bucket in kinds + answer["facets"]["tag"]["buckets"]:
        assert api.get(bucket["url"]).get_json()["page"]["total"] == bucket["count"]


class TestAcross:
    def test_search_groups_by_noun(self, api: FlaskClient):
        groups = api.get("/v1/search?q=harbour&limit=3").get_json()["data"]
        assert groups.keys() == {"quotes", "speakers", "articles", "tags", "publishers"}
        for group in groups.values():
            assert api.get(group["url"]).get_json()["page"]["total"] == group["total"]
            assert len(group["data"]) == min(3, group["total"])
        assert api.get("/v1/search?q=harbour&type=tags").get_json()["data"].keys() == {"tags"}

    def test_suggest_folds_accents_and_knows_aliases(self, api: FlaskClient):
        assert {one["label"] for one in data(api, "/v1/suggest?q=zoe qu")} == {"Zoë Quill"}
        assert data(api, "/v1/suggest?q=!!") == []
        assert {one["type"] for one in data(api, "/v1/suggest?q=a&limit=25&type=tags")} <= {"tags"}

    def test_suggest_does_not_take_one_word_of_a_name_for_two_that_are_typed(self, tmp_path: Path):
        path = build(tmp_path / "corpus.db", articles=10)
        with closing(sqlite3.connect(path)) as db:
            db.execute(
                "UPDATE speakers SET name = 'Ana Arden' WHERE id = 'speaker-00'"
            )  # there are two Ana Ruiz
            db.commit()
        client = create_app(Settings(db=path)).test_client()
        assert [one["label"] for one in data(client, "/v1/suggest?q=ana a")] == ["Ana Arden"]

    def test_match_finds_the_quote_itself_a_part_of_it_and_a_changed_one(self, api: FlaskClient):
        quote = max(data(api, "/v1/quotes?limit=1000"), key=lambda one: len(one["text"]))
        words = re.findall(r"\w+", quote["text"])

        def best(text: str) -> dict[str, Any]:
            found: dict[str, Any] = api.get("/v1/quotes/match", query_string={"text": text}).get_json()[
                "data"
            ][0]
            return found

        assert (best(quote["text"])["similarity"], best(quote["text"])["kind"]) == (1, "same")
        assert best(quote["text"])["quote"]["text"] == quote["text"]
        assert best(" ".join(words[1:-1]).upper())["kind"] == "part"
        changed = best(" ".join([*words[:3], "zebra", *words[4:]]))
        assert changed["kind"] == "similar"
        assert changed["quote"]["id"] == quote["id"]
        assert "zebra" in {one["given"] for one in changed["differences"]}
        assert 0.5 < changed["similarity"] < 1

    def test_nothing_alike_is_an_empty_answer(self, api: FlaskClient):
        assert data(api, "/v1/quotes/match?text=Quixotic zebras juggle") == []
        assert data(api, "/v1/quotes/match?text=...") == []

    def test_random_meets_the_filters(self, api: FlaskClient):
        for seed in range(5):
            found = api.get(f"/v1/quotes/random?kind=mixed&seed={seed}").get_json()["data"]
            assert found["kind"] == "mixed"
        assert api.get("/v1/quotes/random?tag=no-such-tag").status_code == 404

    def test_random_tells_ids_that_nothing_has(self, api: FlaskClient):
        told = {"parameter": "speaker", "value": "speaker-o3", "suggestion": "speaker-03"}
        drawn = api.get("/v1/quotes/random?speaker=speaker-02,speaker-o3").get_json()
        assert drawn["data"]["speaker"]["id"] == "speaker-02"
        assert drawn["meta"]["unknown_ids"] == [told]
        none = api.get("/v1/quotes/random?speaker=speaker-o3")
        assert none.status_code == 404
        assert none.get_json()["unknown_ids"] == [told]
        assert none.get_json()["detail"] == (
            "No quote meets these filters. speaker: 'speaker-o3' is not in this corpus. Did you mean 'speaker-03'?"
        )
        nothing = api.get("/v1/quotes/random?speaker=speaker-02&min_words=9999").get_json()
        assert nothing["detail"] == "No quote meets these filters."
        assert "unknown_ids" not in nothing

    def test_related_counts_common_articles(self, api: FlaskClient):
        first, *_ = data(api, "/v1/speakers/speaker-03/related")
        own = {quote["article"]["id"] for quote in data(api, "/v1/speakers/speaker-03/quotes?limit=1000")}
        other = {quote["article"]["id"] for quote in data(api, f"{first['url']}/quotes?limit=1000")}
        assert len(own & other) == first["article_count"]

    def test_statistics_add_up(self, api: FlaskClient):
        stats = api.get("/v1/stats").get_json()["data"]
        kinds = stats["quotes"]["kind"]
        assert sum(bucket["count"] for bucket in kinds["buckets"]) == stats["counts"]["quotes"]


@pytest.mark.parametrize(
    "url", ["/v1/quotes?limit=2&facets=kind", "/v1/quotes/q-003-0", "/v1/stats", "/v1/search?q=a"]
)
def test_every_link_keeps_a_proxys_prefix(api: FlaskClient, url: str):
    text = api.get(url, environ_overrides={"SCRIPT_NAME": "/corpus"}).get_data(as_text=True)
    own = re.findall(r'"(/[a-z][^"]*)"', text)
    assert own
    assert all(address.startswith("/corpus/") for address in own)
    headers = api.get(url, environ_overrides={"SCRIPT_NAME": "/corpus"}).headers.getlist("Link")
    assert headers
    assert all(header.startswith("</corpus/") for header in headers)
    lines = api.get("/v1/quotes?format=ndjson", environ_overrides={"SCRIPT_NAME": "/corpus"})
    assert '"self":"/corpus/v1/quotes/' in lines.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "instance"),
    [
        pytest.param("/v1/quotes/nothing", "/corpus/v1/quotes/nothing", id="with-a-proxys-prefix"),
        pytest.param("/v1/tags/zo%C3%AB", "/corpus/v1/tags/zo%C3%AB", id="letters-with-accents-stay-escaped"),
        pytest.param(
            "/v1/quotes%3Fa", "/corpus/v1/quotes%3Fa", id="an-escaped-question-mark-begins-no-query"
        ),
    ],
)
def test_a_fault_names_the_address(api: FlaskClient, path: str, instance: str):
    fault = api.get(path, environ_overrides={"SCRIPT_NAME": "/corpus"}).get_json()
    assert fault["instance"] == instance


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/v1/quotes", 304),
        ("/v1/quotes/q-003-0", 304),
        ("/v1/quotes/nothing", 404),
        ("/v1/speakers/nobody/quotes", 404),
        ("/v1/changes?since=2001", 410),
        ("/v1/quotes?limit=0", 400),
        ("/quotes/nothing", 404),
        ("/quotes/q-003-0", 304),
        ("/quotes", 304),
    ],
)
def test_any_known_answer_is_one_of_those_that_there_are(api: FlaskClient, url: str, status: int):
    assert api.get(url, headers={"If-None-Match": "*"}).status_code == status
