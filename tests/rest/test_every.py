"""What holds of every list, sort, page size, facet, export and span: taken from the description, none named by hand.

A list, an order or a facet that comes into the API later is tested here without anybody thinking of it.
"""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from many_quotes import build

from api.app import create_app
from api.rest.openapi import describe
from api.rest.render import flat
from api.settings import Settings

Record = dict[str, Any]
Operation = dict[str, Any]

WORDS = "harbour OR ferry OR costs OR ana OR port OR paper OR the OR we OR not"  # found among every noun
OPERATIONS: dict[str, Operation] = {path: item["get"] for path, item in describe()["paths"].items()}


def parameters(path: str) -> dict[str, Any]:
    """The schemas of the parameters of a path's query string."""
    return {one["name"]: one["schema"] for one in OPERATIONS[path]["parameters"] if one["in"] == "query"}


def choices(path: str, name: str) -> list[str]:
    """The closed list of a parameter's values."""
    schema = parameters(path)[name]
    found: list[str] = schema.get("items", schema)["enum"]
    return found


LISTS = [path for path in OPERATIONS if {"cursor", "sort"} <= parameters(path).keys()]
ORDERS = [(path, sort) for path in LISTS for sort in choices(path, "sort")]
FACETED = [path for path in LISTS if "facets" in parameters(path)]
FORMATS = [(path, format_) for path in LISTS for format_ in choices(path, "format") if format_ != "json"]


@pytest.fixture(scope="module", params=["drawn", "loaded"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus small enough to try every page size: one of rows that we wrote, one that the loader did."""
    if request.param == "loaded":
        found: Path = request.getfixturevalue("corpus_db")
        return found
    return build(tmp_path_factory.mktemp("few") / "corpus.db", articles=7, seed=3)


@pytest.fixture(scope="module")
def few(place: Path) -> FlaskClient:
    return create_app(Settings(db=place)).test_client()


@pytest.fixture(scope="module")
def bodies(place: Path) -> dict[str, str]:
    with sqlite3.connect(place) as db:
        return dict(db.execute("SELECT id, body FROM articles"))


def get(api: FlaskClient, url: str) -> Record:
    answer = api.get(url)
    assert answer.status_code == 200, (url, answer.get_data(as_text=True))
    found: Record = answer.get_json()
    return found


@cache
def addresses(api: FlaskClient, path: str) -> tuple[str, ...]:
    """The path, or, where an id stands in it, the paths of the first and the last such record."""
    if "{id}" not in path:
        return (path,)
    ids = [one["id"] for one in get(api, f"{path.partition('/{id}')[0]}?limit=1000")["data"]]
    return tuple(path.replace("{id}", id_) for id_ in dict.fromkeys((ids[0], ids[-1])))


def asked(url: str, **more: Any) -> str:
    return f"{url}?{urlencode(more)}"


def whole(api: FlaskClient, url: str, **more: Any) -> list[Record]:
    """The list as one page."""
    answer = get(api, asked(url, limit=1000, **more))
    assert answer["links"]["next"] is None
    found: list[Record] = answer["data"]
    return found


def test_there_is_something_to_try(few: FlaskClient):
    assert len(LISTS) >= 8
    assert len(ORDERS) >= 40
    assert len(FACETED) >= 6
    for path in LISTS:
        assert any(whole(few, url) for url in addresses(few, path)), path


# --- walks ---------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("path", "sort"), ORDERS)
def test_every_walk_in_every_page_size_is_the_list_both_ways(few: FlaskClient, path: str, sort: str):
    more = {"sort": sort, "fields": "id"} | ({"q": WORDS} if sort == "-relevance" else {})
    for url in addresses(few, path):
        expected = [one["id"] for one in whole(few, url, **more)]
        assert len(set(expected)) == len(expected)
        for limit in range(1, len(expected) + 2):
            pages = list(walk(few, asked(url, limit=limit, **more), "next"))
            assert [one["id"] for page in pages for one in page["data"]] == expected, limit
            assert all(len(page["data"]) == limit for page in pages[:-1])
            back = list(walk(few, pages[-1]["links"]["self"], "prev"))[::-1]
            assert [one["id"] for page in back for one in page["data"]] == expected, limit


def walk(api: FlaskClient, url: str | None, way: str) -> Iterator[Record]:
    for number in count():
        if url is None:
            return
        assert number < 2000, "a walk without an end"
        page = get(api, url)
        yield page
        url = page["links"][way]


@pytest.mark.parametrize("path", LISTS)
def test_every_order_has_the_same_records(few: FlaskClient, path: str):
    for url in addresses(few, path):
        found = {
            sort: sorted(one["id"] for one in whole(few, url, sort=sort, q=WORDS))
            for sort in choices(path, "sort")
        }
        assert len({tuple(ids) for ids in found.values()}) == 1, found


# --- facets --------------------------------------------------------------------------------------------------------


def filters_of(api: FlaskClient, path: str) -> Iterator[Record]:
    """No filter; then each parameter that chooses records by itself, with a value that some record has."""
    yield {}
    facets = get(api, asked(addresses(api, path)[0], facets=",".join(choices(path, "facets"))))["facets"]
    about_answers = {
        "sort", "limit", "cursor", "count", "sample", "seed", "fields", "format", "include", "facets", "facet_limit",
        "highlight",
    }  # fmt: skip
    for name, schema in parameters(path).items():
        if name not in about_answers:
            value = a_value(api, path, name, schema, facets)
            if value is not None:
                yield {name: value}


def a_value(api: FlaskClient, path: str, name: str, schema: Record, facets: Record) -> str | None:
    plain = name.removesuffix("_not").removesuffix("_all")
    inner = schema.get("items", schema)
    if inner.get("enum"):
        return str(inner["enum"][0])
    if plain in facets:
        return next((one["value"] for one in facets[plain]["buckets"]), None)
    known = {"q": "harbour", "published_from": "2024", "published_to": "2025-02", "id": None}
    if plain in known:
        return known[plain] or whole(api, addresses(api, path)[0])[0]["id"]
    if inner["type"] == "boolean":
        return "true"
    return {"integer": "5", "number": "0.5"}.get(inner["type"])


@pytest.mark.slow
@pytest.mark.parametrize("path", FACETED)
def test_every_count_of_every_facet_is_that_of_the_list_it_leads_to(few: FlaskClient, path: str):
    tried = set()
    for url in addresses(few, path):
        for chosen in filters_of(few, path):
            for facet in choices(path, "facets"):
                tried |= {*chosen}
                check_facet(few, url, chosen, facet)
    assert len(tried) >= 3, tried


def check_facet(api: FlaskClient, url: str, chosen: Record, name: str) -> None:
    facet = get(api, asked(url, facets=name, facet_limit=100, **chosen))["facets"][name]
    assert facet["distinct"] >= len(facet["buckets"])
    for bucket in facet["buckets"]:
        answer = get(api, f"{bucket['url']}&limit=1000&count=exact")
        assert answer["page"]["total"] == bucket["count"] == len(answer["data"]), (chosen, name, bucket)
        assert answer["page"]["total_relation"] == "eq"


@pytest.mark.parametrize("noun", ["quotes", "articles"])
def test_every_count_of_the_statistics_is_that_of_its_list(few: FlaskClient, noun: str):
    for facet in get(few, "/v1/stats")["data"][noun].values():
        for bucket in facet["buckets"]:
            assert get(few, bucket["url"])["page"]["total"] == bucket["count"]


# --- exports -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "format_"), FORMATS)
def test_every_export_is_its_list(few: FlaskClient, path: str, format_: str):
    for url in addresses(few, path):
        for more in ({}, {"q": WORDS}, *in_full(path, format_)):
            found = identified(few, asked(url, format=format_, **more), format_)
            listed = whole(few, url, **more)
            if format_ not in {"ndjson", "csv"}:
                listed = get(few, asked(url, **more))["data"]  # these come by the page
            if format_ == "ndjson":
                assert found == listed
            elif format_ == "csv":
                check_cells(found, listed)
            else:
                assert [one.rpartition("/")[2].partition("?")[0] for one in found] == [
                    one["id"] for one in listed
                ]


@pytest.mark.parametrize(("path", "format_"), [one for one in FORMATS if one[1] in {"ndjson", "csv"}])
def test_every_export_can_be_had_in_pieces(few: FlaskClient, path: str, format_: str):
    """With `limit`, the header Link leads to the next piece."""
    for url in addresses(few, path):
        expected = [one["id"] for one in whole(few, url)]
        target: str | None = asked(url, format=format_, limit=3)
        found: list[str] = []
        while target:
            answer = few.get(target)
            found += [one["id"] for one in read(answer.get_data(as_text=True), format_)]
            links = ", ".join(answer.headers.getlist("Link"))
            target = next(iter(re.findall(r'<([^>]*)>; rel="next"', links)), None)
        assert found == expected


def in_full(path: str, format_: str) -> Iterator[Record]:
    """What may be included, where the format has a place for it; and every order."""
    if format_ in {"ndjson", "csv"}:
        if "include" in parameters(path):
            yield {"include": ",".join(choices(path, "include"))}
        for sort in choices(path, "sort"):
            if sort != "-relevance":
                yield {"sort": sort}


def identified(api: FlaskClient, url: str, format_: str) -> list[Any]:
    """The records of a representation; of those that are not ours, the addresses."""
    answer = api.get(url)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200, (url, text)
    return read(text, format_)


def read(text: str, format_: str) -> list[Any]:
    if format_ == "ndjson":
        return [json.loads(line) for line in text.splitlines()]
    if format_ == "csv":
        return list(csv.DictReader(io.StringIO(text)))
    if format_ == "atom":
        return [entry.partition("</id>")[0] for entry in text.split("<entry><id>")[1:]]
    members = {"jsonld": ("@graph", "@id"), "annotations": ("items", "id"), "jsonfeed": ("items", "id")}[
        format_
    ]
    return [one[members[1]] for one in json.loads(text)[members[0]]]


def check_cells(rows: list[Record], listed: list[Record]) -> None:
    for row, record in zip(rows, listed, strict=True):
        cells = dict(flat(record))
        for name, text in row.items():
            assert text.removeprefix("'") == cell_of(cells.get(name)).removeprefix("'"), name


def cell_of(value: Any) -> str:
    """A value of JSON as a cell; formulas have an apostrophe in front."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    return str(value)


# --- spans ---------------------------------------------------------------------------------------------------------


def test_every_span_in_every_answer_is_exact(few: FlaskClient, bodies: dict[str, str]):
    """Whatever has text, start and end, in whatever answer, stands there in the body."""
    seen: dict[str, int] = {}
    for path, operation in OPERATIONS.items():
        if "200" not in operation["responses"] or "{name}" in path:
            continue
        for url in addresses(few, path):
            for more in asked_for_spans(few, path):
                answer = few.get(asked(url, **more))
                if answer.status_code == 200:
                    found = list(spans(answer.get_json(), None))
                    seen[path] = seen.get(path, 0) + len(found)
                    for article, text, start, end in found:
                        assert bodies[article][start:end] == text, (url, more)
    expected = {path for path, operation in OPERATIONS.items() if has_spans(operation)}
    assert {path for path, number in seen.items() if number} == expected


def asked_for_spans(api: FlaskClient, path: str) -> Iterator[Record]:
    """Requests that bring as much as possible of a path."""
    names = parameters(path)
    required = {
        "q": WORDS, "text": get(api, "/v1/quotes?limit=1")["data"][0]["text"], "group_by": "kind",
        "since": "2027",
    }  # fmt: skip
    base = {
        name: required[name]
        for one in OPERATIONS[path]["parameters"]
        if one["required"] and (name := one["name"]) in required
    }
    if "limit" in names:
        base["limit"] = names["limit"]["maximum"]
    if "include" in names:
        base["include"] = ",".join(choices(path, "include"))
    yield base
    if "highlight" in names:
        yield base | {"q": WORDS, "highlight": "true"}


def spans(value: Any, article: str | None) -> Iterator[tuple[str, str, int, int]]:
    """Every span, with the article that it is in."""
    if isinstance(value, list):
        for one in value:
            yield from spans(one, article)
    elif isinstance(value, dict):
        if isinstance(value.get("article"), dict):
            article = value["article"]["id"]
        if {"text", "start", "end"} <= value.keys():
            assert article is not None
            yield article, value["text"], value["start"], value["end"]
        for name, one in value.items():
            # Each of these is of an article of its own, or of none.
            yield from spans(one, None if name == "occurrences" else article)


def has_spans(operation: Operation) -> bool:
    """Whether the description of the answer leads to a quote."""
    content = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
    return "Printed" in reachable(content.get("schema", {}))


def reachable(schema: Any, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names of the components that a schema refers to, directly or not."""
    if isinstance(schema, list):
        for one in schema:
            known = reachable(one, known)
    elif isinstance(schema, dict):
        for name, one in schema.items():
            if name == "$ref" and (component := one.rpartition("/")[2]) not in known:
                known = reachable(describe()["components"]["schemas"][component], known | {component})
            elif name != "$ref":
                known = reachable(one, known)
    return known


@pytest.mark.parametrize("path", [path for path, format_ in FORMATS if format_ == "ndjson"])
def test_every_span_of_every_stream_is_exact(few: FlaskClient, bodies: dict[str, str], path: str):
    for url in addresses(few, path):
        more = {"include": ",".join(choices(path, "include"))} if "include" in parameters(path) else {}
        for record in identified(few, asked(url, format="ndjson", **more), "ndjson"):
            for article, text, start, end in spans(record, None):
                assert bodies[article][start:end] == text
        for row in identified(few, asked(url, format="csv"), "csv"):
            if "start" in row:
                text = bodies[row["article.id"]][int(row["start"]) : int(row["end"])]
                assert text == row["text"] or f"'{text}" == row["text"]  # guarded against formulas


@pytest.mark.parametrize("path", [path for path, format_ in FORMATS if format_ == "annotations"])
def test_every_selector_of_every_annotation_is_exact(few: FlaskClient, bodies: dict[str, str], path: str):
    placed = 0
    for url in addresses(few, path):
        for item in get(few, asked(url, format="annotations", limit=1000))["items"]:
            quote = get(few, item["id"].partition("?")[0].removeprefix("http://localhost"))["data"]
            assert {**get(few, item["id"].removeprefix("http://localhost"))} == {
                "@context": "http://www.w3.org/ns/anno.jsonld",
                **item,
            }
            body = bodies[quote["article"]["id"]]
            for target in item["target"]:
                words = next(one for one in target["selector"] if one["type"] == "TextQuoteSelector")
                around = words["prefix"] + words["exact"] + words["suffix"]
                assert words["exact"] == quote["text"]
                assert around in body
                for place_ in target["selector"]:
                    if place_["type"] == "TextPositionSelector":
                        placed += 1
                        assert body[place_["start"] : place_["end"]] == words["exact"]
                        assert body[place_["start"] - len(words["prefix"]) :].startswith(around)
                        served = few.get(target["source"].removeprefix("http://localhost"))
                        assert served.get_data(as_text=True) == body
    assert placed


@pytest.mark.parametrize("path", [path for path in LISTS if "highlight" in parameters(path)])
def test_every_range_of_every_highlight_is_exact(few: FlaskClient, bodies: dict[str, str], path: str):
    shown = 0
    for url in addresses(few, path):
        for record in whole(few, url, q=WORDS, highlight="true"):
            marks = record["highlight"]
            for part in [marks] if "ranges" in marks else marks.values():
                plain = unescape(re.sub(r"</?mark>", "", part["text"]))
                rebuilt, at = [], 0
                for start, end in part["ranges"]:
                    rebuilt += [plain[at:start], "\x01", plain[start:end], "\x02"]
                    at = end
                marked = "".join([*rebuilt, plain[at:]])
                assert marked == unescape(part["text"].replace("<mark>", "\x01").replace("</mark>", "\x02"))
                shown += len(part["ranges"])
    assert shown
