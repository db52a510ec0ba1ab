"""The same records in the formats of others: linked data, annotations, feeds, citations, described tables."""

import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from api.rest.citations import wikitext
from api.rest.endings import FormatEndings
from api.rest.formats import ITEM_FORMATS, MEDIA_TYPES
from api.rest.tables import guarded
from api.store.resources import RESOURCES

ATOM = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/elements/1.1/"}
HOST = "http://localhost"
IDS = {"quotes": "q-003-0", "articles": "article-002", "speakers": "speaker-03"}


def quotes(api: FlaskClient, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get(f"/v1/quotes?limit=1000{query}").get_json()["data"]
    return found


def json_of(api: FlaskClient, url: str) -> Any:
    answer = api.get(url)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json(force=True)


def read(api: FlaskClient, url: str, **headers: str) -> Any:
    """Ask, and read the answer to its end, as the next request may begin only then."""
    answer = api.get(url, headers=headers)
    assert answer.data is not None
    return answer


LISTS = [(noun, name) for noun, resource in RESOURCES.items() for name in resource.formats]
ITEMS = [(noun, name) for noun, names in ITEM_FORMATS.items() for name in names]


class TestEveryFormat:
    @pytest.mark.parametrize(("noun", "name"), LISTS)
    def test_of_a_list_by_parameter_ending_and_header(self, api: FlaskClient, noun: str, name: str):
        by_parameter = read(api, f"/v1/{noun}?format={name}&limit=3")
        by_ending = read(api, f"/v1/{noun}.{name}?limit=3")
        by_header = read(api, f"/v1/{noun}?limit=3", Accept=MEDIA_TYPES[name])
        assert by_parameter.status_code == by_ending.status_code == by_header.status_code == 200
        assert by_parameter.data == by_ending.data
        assert by_parameter.content_type.split("; charset")[0] == MEDIA_TYPES[name]
        assert by_parameter.content_type == by_ending.content_type == by_header.content_type
        etag = by_parameter.headers["ETag"]
        again = api.get(f"/v1/{noun}.{name}?limit=3", headers={"If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")

    @pytest.mark.parametrize(("noun", "name"), ITEMS)
    def test_of_a_record_by_parameter_and_header(self, api: FlaskClient, noun: str, name: str):
        by_parameter = api.get(f"/v1/{noun}/{IDS[noun]}?format={name}")
        assert by_parameter.status_code == 200
        assert by_parameter.content_type.split("; charset")[0] == MEDIA_TYPES[name]
        first_of_its_type = next(one for one in ITEM_FORMATS[noun] if MEDIA_TYPES[one] == MEDIA_TYPES[name])
        by_header = api.get(f"/v1/{noun}/{IDS[noun]}", headers={"Accept": MEDIA_TYPES[name]})
        expected = api.get(f"/v1/{noun}/{IDS[noun]}?format={first_of_its_type}")
        assert by_header.data == expected.data

    @pytest.mark.parametrize(("noun", "name"), LISTS)
    def test_is_linked_from_the_list(self, api: FlaskClient, noun: str, name: str):
        header = ", ".join(api.get(f"/v1/{noun}?limit=1&fields=id").headers.getlist("Link"))
        targets = dict(re.findall(r'<([^>]*format=(\w+)[^>]*)>; rel="alternate"', header))
        assert name == "json" or name in targets.values()
        assert all(read(api, target).status_code == 200 for target in targets)

    @pytest.mark.parametrize(("noun", "name"), ITEMS)
    def test_is_linked_from_the_record(self, api: FlaskClient, noun: str, name: str):
        header = ", ".join(api.get(f"/v1/{noun}/{IDS[noun]}").headers.getlist("Link"))
        targets = dict(re.findall(r'<([^>]*\?format=(\w+))>; rel="alternate"', header))
        assert name == "json" or name in targets.values()
        assert all(api.get(target).status_code == 200 for target in targets)

    def test_a_body_that_is_not_served_is_not_linked(self, api: FlaskClient):
        assert "format=text" not in str(api.get("/v1/articles/article-003").headers)

    @pytest.mark.parametrize("parameter", ["fields=text", "include=tags", "facets=kind", "count=none"])
    def test_refuses_what_it_has_no_place_for(self, api: FlaskClient, parameter: str):
        answer = api.get(f"/v1/quotes.jsonld?{parameter}")
        assert answer.status_code == 400
        assert [one["code"] for one in answer.get_json()["errors"]] == ["conflict"]

    def test_an_item_refuses_fields_too(self, api: FlaskClient):
        assert (
            api.get("/v1/quotes/q-003-0?format=csl&fields=text").get_json()["errors"][0]["parameter"]
            == "fields"
        )


class TestEndings:
    def test_nested_lists_have_them(self, api: FlaskClient):
        nested = read(api, "/v1/speakers/speaker-03/quotes.ndjson")
        assert nested.data == read(api, "/v1/quotes.ndjson?speaker=speaker-03").data

    def test_twice_is_refused(self, api: FlaskClient):
        faults = api.get("/v1/quotes.csv?format=csv").get_json()["errors"]
        assert [(one["parameter"], one["code"]) for one in faults] == [("format", "repeated")]

    @pytest.mark.parametrize("url", ["/v1/tags.atom", "/v1/quotes.exe", "/v1/search.csv", "/v1/quotes.csv/x"])
    def test_others_are_no_addresses(self, api: FlaskClient, url: str):
        assert api.get(url).status_code == 404

    def test_an_id_with_a_dot_stays_an_id(self):
        seen = []
        FormatEndings(lambda environ, _: seen.append(environ["PATH_INFO"]) or [])(
            {"PATH_INFO": "/v1/articles/report.csv", "QUERY_STRING": ""}, None
        )
        assert seen == ["/v1/articles/report.csv"]


class TestLinkedData:
    def test_a_quotation_says_what_the_record_says(self, api: FlaskClient):
        graph = json_of(api, "/v1/quotes.jsonld?limit=1000")["@graph"]
        for node, quote in zip(graph, quotes(api), strict=True):
            assert node["@type"] == "Quotation"
            assert (node["identifier"], node["text"]) == (quote["id"], quote["text"])
            assert api.get(node["@id"].removeprefix(HOST)).get_json()["data"]["id"] == quote["id"]
            assert node.get("spokenByCharacter", {}).get("name") == (quote["speaker"] or {}).get("name")
            assert ("creator" in node) == (quote["speaker"] is not None and quote["kind"] != "indirect")
            assert node["isPartOf"].get("datePublished") == quote["article"]["published_on"]

    def test_a_group_is_neither_person_nor_organization(self, api: FlaskClient):
        kinds = {"person": "Person", "organization": "Organization", "group": "Thing", "anonymous": "Thing"}
        for speaker in api.get("/v1/speakers?limit=1000").get_json()["data"]:
            node = json_of(api, f"/v1/speakers/{speaker['id']}?format=jsonld")
            assert node["@type"] == kinds[speaker["kind"]]
            assert ("sameAs" in node) == (speaker["wikidata_id"] is not None)

    def test_a_derived_title_is_no_headline(self, api: FlaskClient):
        for article in api.get("/v1/articles?limit=1000").get_json()["data"]:
            node = json_of(api, f"/v1/articles/{article['id']}?format=jsonld")
            assert ("headline" in node) != article["title_is_derived"]
            assert ("articleBody" in node) == (article["rights"] != "restricted")


def annotations(api: FlaskClient) -> Iterator[dict[str, Any]]:
    url: str | None = "/v1/quotes.annotations?limit=100"
    while url:
        page = json_of(api, url)
        assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
        yield from page["items"]
        url = page.get("next", "").removeprefix(HOST) or None


class TestAnnotations:
    def test_every_selector_selects_exactly_the_quote(self, api: FlaskClient):
        texts = {quote["id"]: quote["text"] for quote in quotes(api)}
        bodies: dict[str, str] = {}
        placed = 0
        for annotation in annotations(api):
            id_ = re.fullmatch(rf"{HOST}/v1/quotes/(.*)\?format=annotations", annotation["id"])[1]
            text = texts.pop(id_)
            for target in annotation["target"]:
                words, *place = target["selector"]
                assert words["exact"] == text
                assert max(len(words["prefix"]), len(words["suffix"])) <= 32
                if place:
                    source = target["source"].removeprefix(HOST)
                    body = bodies.setdefault(source, api.get(source).get_data(as_text=True))
                    assert body[place[0]["start"] : place[0]["end"]] == text
                    before = body[: place[0]["start"]]
                    assert before.endswith(words["prefix"])
                    assert body[place[0]["end"] :].startswith(words["suffix"])
                    placed += 1
        assert placed > 100
        assert not texts, "the walk over the pages leaves nothing out"

    def test_one_by_itself_is_the_one_of_the_list(self, api: FlaskClient):
        for annotation in list(annotations(api))[:20]:
            single = json_of(api, annotation["id"].removeprefix(HOST))
            assert {**annotation, "@context": single["@context"]} == single


class TestFeeds:
    QUERY = "speaker=speaker-03&limit=4"

    def test_atom(self, api: FlaskClient):
        feed = ElementTree.fromstring(api.get(f"/v1/quotes.atom?{self.QUERY}").data)
        listed = api.get(f"/v1/quotes?{self.QUERY}").get_json()["data"]
        assert feed.findtext("a:updated", namespaces=ATOM) == "2026-11-21T04:00:00Z"
        entries = feed.findall("a:entry", ATOM)
        assert [one.findtext("a:id", namespaces=ATOM) for one in entries] == [
            f"{HOST}/v1/quotes/{quote['id']}" for quote in listed
        ]
        for entry, quote in zip(entries, listed, strict=True):
            assert quote["text"] in (entry.findtext("a:content", namespaces=ATOM) or "")
            assert entry.findtext("dc:date", namespaces=ATOM) == quote["article"]["published_on"]
            assert entry.findtext("a:updated", namespaces=ATOM) == "2026-11-21T00:00:00Z"
            assert entry.findtext("a:author/a:name", namespaces=ATOM) == quote["speaker"]["name"]

    def test_json_feed_walks_the_whole_list(self, api: FlaskClient):
        found, url = [], f"/v1/quotes.jsonfeed?{self.QUERY}"
        while url:
            feed = json_of(api, url)
            assert feed["version"] == "https://jsonfeed.org/version/1.1"
            found += [item["id"] for item in feed["items"]]
            url = feed.get("next_url", "").removeprefix(HOST)
        assert found == [f"{HOST}/v1/quotes/{quote['id']}" for quote in quotes(api, "&speaker=speaker-03")]

    def test_a_feed_depends_on_the_name_of_the_host(self, api: FlaskClient):
        here = api.get("/v1/quotes.atom")
        there = api.get("/v1/quotes.atom", base_url="https://quotes.example")
        assert b"https://quotes.example/v1/quotes/" in there.data
        assert here.headers["ETag"] != there.headers["ETag"]


class TestCitations:
    URL = "/v1/quotes/q-003-0?format="

    def test_a_line_to_print(self, api: FlaskClient):
        quote = api.get("/v1/quotes/q-003-0").get_json()["data"]
        line = api.get(self.URL + "citation").get_data(as_text=True)
        assert line.startswith(f"“{quote['text']}” ({quote['speaker']['name']}, quoted). In: ")
        assert line.endswith(f"{quote['article']['publisher']['name']}. {quote['article']['url']}\n")

    def test_indirect_words_are_not_put_into_the_speakers_mouth(self, api: FlaskClient):
        quote = next(one for one in quotes(api, "&kind=indirect") if one["speaker"])
        line = api.get(f"/v1/quotes/{quote['id']}?format=citation").get_data(as_text=True)
        assert line.startswith(f"{quote['text']} ({quote['speaker']['name']}, paraphrased).")

    @pytest.mark.parametrize(
        ("date", "parts", "tex", "wiki"),
        [
            pytest.param("2025", [2025], "year = {2025}", "|date=2025 |", id="year"),
            pytest.param("2025-02", [2025, 2], "month = feb", "|date=February 2025 |", id="month"),
            pytest.param("2025-02-28", [2025, 2, 28], "day = {28}", "|date=2025-02-28 |", id="day"),
        ],
    )
    def test_a_date_is_as_precise_as_known(
        self, api: FlaskClient, date: str, parts: list[int], tex: str, wiki: str
    ):
        found = api.get("/v1/articles?limit=1000").get_json()["data"]
        id_ = next(one["id"] for one in found if one["published_on"] == date)
        assert json_of(api, f"/v1/articles/{id_}?format=csl")[0]["issued"] == {"date-parts": [parts]}
        entry = api.get(f"/v1/articles/{id_}?format=bibtex").get_data(as_text=True)
        assert tex in entry
        assert len(parts) == sum(f"  {name} =" in entry for name in ("year", "month", "day"))
        assert wiki in api.get(f"/v1/articles/{id_}?format=wikitext").get_data(as_text=True)

    def test_a_template_of_wikipedia(self, api: FlaskClient):
        quote = next(one for one in api.get("/v1/quotes?limit=1000&kind=direct").get_json()["data"])
        text = api.get(f"/v1/quotes/{quote['id']}?format=wikitext").get_data(as_text=True)
        assert text.startswith("{{cite news |")
        assert text.endswith("}}\n")
        assert f"|title={quote['article']['title'].replace('<', '&lt;')} |" in text
        assert "|quote=" in text
        reported = api.get("/v1/quotes?limit=1&kind=indirect").get_json()["data"][0]
        assert "|quote=" not in api.get(f"/v1/quotes/{reported['id']}?format=wikitext").get_data(as_text=True)

    @pytest.mark.parametrize(
        ("words", "value"),
        [
            ("a|b", "a{{!}}b"),
            ("x}} y", "x&#125;&#125; y"),
            ("[[z", "&#91;&#91;z"),
            ("{{x}}", "&#123;&#123;x&#125;&#125;"),
            ("<b>a</b> & b", "&lt;b>a&lt;/b> & b"),
            ("it's ''slanted''", "it's &#39;&#39;slanted&#39;&#39;"),
        ],
    )
    def test_words_are_no_markup_of_a_template(self, words: str, value: str):
        article = {
            "id": "a", "title": words, "authors": [], "publisher": None, "published_on": None, "url": "https://a.example/",
            "language": None,
        }  # fmt: skip
        assert wikitext(article, None) == f"{{{{cite news |title={value} |url=https://a.example/}}}}\n"

    def test_an_unknown_date_is_left_out(self, api: FlaskClient):
        found = api.get("/v1/articles?limit=1000").get_json()["data"]
        id_ = next(one["id"] for one in found if one["published_on"] is None)
        assert "issued" not in json_of(api, f"/v1/articles/{id_}?format=csl")[0]
        assert "year" not in api.get(f"/v1/articles/{id_}?format=bibtex").get_data(as_text=True)


class TestTables:
    @pytest.mark.parametrize("noun", RESOURCES)
    def test_the_metadata_names_the_columns_in_order(self, api: FlaskClient, noun: str):
        tables = {one["url"]: one for one in json_of(api, "/v1/csv-metadata.json")["tables"]}
        columns = tables[f"{noun}.csv"]["tableSchema"]["columns"]
        answer = api.get(f"/v1/{noun}.csv")
        rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True))))
        assert [column["titles"] for column in columns] == rows[0]
        assert len({column["name"] for column in columns}) == len(columns)
        assert 'rel="describedby"; type="application/csvm+json"' in ", ".join(answer.headers.getlist("Link"))
        fits = {
            "nonNegativeInteger": r"\d*",
            "decimal": r"(\d+(\.\d+)?)?",
            "boolean": "true|false",
            "string": r"(?s).*",
        }
        for row in rows[1:]:
            for column, cell in zip(columns, row, strict=True):
                assert re.fullmatch(fits[column["datatype"]], cell), (column["titles"], cell)

    def test_the_metadata_says_what_parts_several_values(self, api: FlaskClient):
        tables = json_of(api, "/v1/csv-metadata.json")["tables"]
        columns = {one["url"]: one["tableSchema"]["columns"] for one in tables}
        parted = {
            (url, one["titles"]): one["separator"]
            for url in columns
            for one in columns[url]
            if "separator" in one
        }
        assert parted == {("articles.csv", "authors"): "; "}

    def test_other_columns_are_not_said_to_be_those(self, api: FlaskClient):
        assert "Link" not in read(api, "/v1/quotes.csv?fields=text").headers

    @pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "＝1"])
    def test_a_formula_is_guarded(self, cell: str):
        assert guarded(cell) == "'" + cell
        assert guarded("1" + cell) == "1" + cell


class TestProvenance:
    def test_an_article_says_where_it_comes_from(self, api: FlaskClient, many_path: Path):
        with sqlite3.connect(many_path) as db:
            db.row_factory = sqlite3.Row
            for row in db.execute("SELECT * FROM articles"):
                found = json_of(api, f"/v1/articles/{row['id']}")["data"]
                names = ("source_path", "source_sha256", "extractor_version", "added_at")
                assert found["provenance"] == {name: row[name] for name in names}
                archive = found["links"]["archive"]
                assert (archive is None) == (row["url"] is None)
                if archive:
                    day = (row["published_on"] or "1").replace("-", "")
                    assert archive == f"https://web.archive.org/web/{day}/{row['url']}"

    def test_lists_have_it_when_asked_for(self, api: FlaskClient):
        assert "provenance" not in json_of(api, "/v1/articles")["data"][0]
        assert "source_sha256" in json_of(api, "/v1/articles?include=provenance")["data"][0]["provenance"]
        assert "provenance.source_sha256" in api.get("/v1/articles.csv?include=provenance").get_data(
            as_text=True
        )
