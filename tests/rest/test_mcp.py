"""The endpoint for language models: through the protocol's own client, and message by message."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.serving import make_server

from api.rest.tools import TOOLS

mcp = pytest.importorskip("mcp", reason="the package mcp is not installed")


@pytest.fixture(scope="module")
def address(many_app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, many_app)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/mcp"
    server.shutdown()
    thread.join()


def through_client(address: str, mode: str, ask: Callable[[Any], Awaitable[Any]]) -> Any:
    async def talk() -> Any:
        async with mcp.Client(address, mode=mode) as client:
            return await ask(client)

    # In a thread of its own: the browser tests leave an event loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, talk()).result()


@pytest.mark.parametrize("mode", ["auto", "legacy", "2026-07-28"])
class TestWithTheProtocolsOwnClient:
    def test_tools_are_listed(self, address: str, mode: str):
        listed = through_client(address, mode, lambda client: client.list_tools())
        assert {tool.name for tool in listed.tools} == set(TOOLS) == {
            "search_quotes", "verify_quote", "get_speaker", "get_article", "list_tags", "timeline",
        }  # fmt: skip
        for tool in listed.tools:
            assert tool.description
            Draft202012Validator.check_schema(tool.input_schema)

    def test_a_tool_answers_what_the_api_does(self, address: str, mode: str, api: FlaskClient):
        arguments = {"speaker": ["speaker-03"], "kind": ["direct"], "limit": 3}
        result = through_client(address, mode, lambda client: client.call_tool("search_quotes", arguments))
        listed = api.get("/v1/quotes?speaker=speaker-03&kind=direct&limit=3").get_json()
        assert not result.is_error
        assert [one["id"] for one in result.structured_content["data"]] == [
            one["id"] for one in listed["data"]
        ]
        assert result.structured_content["total"] == listed["page"]["total"]
        assert json.loads(result.content[0].text) == result.structured_content

    def test_a_wrong_argument_is_told_to_the_model(self, address: str, mode: str):
        result = through_client(
            address, mode, lambda client: client.call_tool("search_quotes", {"speeker": "x"})
        )
        assert result.is_error
        assert "Did you mean 'speaker'?" in result.content[0].text


_MANY = " OR ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz")


def call(api: FlaskClient, name: str, /, **arguments: Any) -> dict[str, Any]:
    message = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": name, "arguments": arguments},
    }
    answer: dict[str, Any] = api.post("/mcp", json=message).get_json()["result"]
    return answer


def found(api: FlaskClient, name: str, /, **arguments: Any) -> Any:
    answer = call(api, name, **arguments)
    assert not answer["isError"], answer["content"]
    return answer["structuredContent"]


class TestTools:
    def test_a_walk_over_pages_is_the_whole_list(self, api: FlaskClient):
        ids, cursor = [], {}
        while True:
            page = found(api, "search_quotes", kind="direct", limit=40, **cursor)
            ids += [one["id"] for one in page["data"]]
            if page["next_cursor"] is None:
                break
            cursor = {"cursor": page["next_cursor"]}
        listed = api.get("/v1/quotes?kind=direct&limit=1000").get_json()["data"]
        assert ids == [one["id"] for one in listed]

    def test_a_quote_is_verified(self, api: FlaskClient):
        quote = api.get("/v1/quotes/q-003-0").get_json()["data"]
        best = found(api, "verify_quote", text=quote["text"])["data"][0]
        assert (best["similarity"], best["quote"]["text"]) == (1, quote["text"])
        assert found(api, "verify_quote", text="Quixotic zebras juggle")["data"] == []

    def test_as_many_are_found_as_the_description_says(self, api: FlaskClient):
        text = api.get("/v1/quotes/q-003-0").get_json()["data"]["text"]
        limit = TOOLS["verify_quote"].described()["inputSchema"]["properties"]["limit"]["description"]
        assert f"default {len(found(api, 'verify_quote', text=text)['data'])}." in limit

    def test_a_speaker_by_id_or_name(self, api: FlaskClient):
        [by_id] = found(api, "get_speaker", id="speaker-02")["data"]
        assert by_id["name"] == "Zoë Quill"
        assert by_id["aliases"] == ["Quill"]
        assert by_id["id"] in {one["id"] for one in found(api, "get_speaker", name="zoe")["data"]}

    def test_every_speaker_that_a_name_fits_is_there_page_by_page(self, api: FlaskClient):
        asked = {"q": _MANY, "limit": 1000, "include": "aliases,roles"}
        listed = api.get("/v1/speakers", query_string=asked).get_json()["data"]
        assert len(listed) > 10
        ids, cursor = [], {}
        while cursor is not None:
            page = found(api, "get_speaker", name=_MANY, **cursor)
            assert (page["total"], page["total_is_exact"]) == (len(listed), True)
            ids += page["data"]
            cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None
        assert ids == listed

    def test_there_are_as_many_records_as_a_tool_says_without_a_limit(self, api: FlaskClient):
        many = {
            "search_quotes": {},
            "get_speaker": {"name": _MANY},
            "list_tags": {},
            "verify_quote": {"text": api.get("/v1/quotes/q-003-0").get_json()["data"]["text"]},
        }
        told = {
            name: int(tool.described()["inputSchema"]["properties"]["limit"]["description"].split()[-1][:-1])
            for name, tool in TOOLS.items()
            if "limit" in tool.arguments.fields
        }
        shown = {name: len(found(api, name, **arguments)["data"]) for name, arguments in many.items()}
        there = {
            name: len(found(api, name, **arguments, limit=25)["data"]) for name, arguments in many.items()
        }
        assert shown == {name: min(told[name], there[name]) for name in told}
        assert shown["verify_quote"] < there["verify_quote"]

    def test_an_id_that_nothing_has_is_told(self, api: FlaskClient):
        for name in ("search_quotes", "timeline"):
            answer = found(api, name, speaker=["speaker-03", "speaker-0x"])
            assert [one["value"] for one in answer["unknown_ids"]] == ["speaker-0x"]
            assert "unknown_ids" not in found(api, name, speaker=["speaker-03"])

    def test_an_article_with_as_much_text_as_asked_for(self, api: FlaskClient):
        assert "body" not in found(api, "get_article", id="article-002")["data"]
        article = found(api, "get_article", id="article-002", include_body=True, max_chars=20)["data"]
        whole = api.get("/v1/articles/article-002").get_json()["data"]["body"]
        assert (article["body"], article["body_is_cut"]) == (whole[:20], True)

    def test_a_restricted_body_stays_here(self, api: FlaskClient):
        article = found(api, "get_article", id="article-003", include_body=True)["data"]
        assert (article["rights"], article["body"], article["body_is_cut"]) == ("restricted", None, False)

    def test_tags_and_timeline(self, api: FlaskClient):
        tags = found(api, "list_tags", limit=3)["data"]
        assert [one["id"] for one in tags] == [
            one["id"] for one in api.get("/v1/tags?limit=3").get_json()["data"]
        ]
        for interval in ("year", "month", "week", "day"):
            asked = {"tag": tags[0]["id"], "interval": interval, "published_from": "2024"}
            bars = found(api, "timeline", **asked)
            assert bars == api.get("/v1/timeline", query_string=asked).get_json()["data"]

    @pytest.mark.parametrize(
        ("name", "arguments", "says"),
        [
            ("search_quotes", {"limit": 51}, "51 is not a whole number from 1 to 50"),
            ("search_quotes", {"q": {"a": 1}}, "neither text nor number"),
            ("search_quotes", {"speaker": []}, "speaker: Has no value"),
            ("search_quotes", {"cursor": "x"}, "cursor"),
            ("verify_quote", {}, "text"),
            ("verify_quote", {"text": "a" * 5001}, "at most 5000"),
            ("get_speaker", {"id": "nobody"}, "There is no speaker with the id 'nobody'"),
            ("get_speaker", {"id": "speaker-o3"}, "'speaker-o3'. Did you mean 'speaker-03'?"),
            ("get_speaker", {}, "Give either id or name"),
            ("get_speaker", {"id": "speaker-02", "limit": 3}, "limit: Can't be combined with id"),
            ("get_speaker", {"name": "-zoe"}, "name: The search text has only words to exclude"),
            ("get_article", {"id": "article-002", "max_chars": 5}, "add include_body"),
        ],
    )
    def test_what_can_not_be_answered_says_why(
        self, api: FlaskClient, name: str, arguments: dict[str, Any], says: str
    ):
        answer = call(api, name, **arguments)
        assert answer["isError"]
        assert says in answer["content"][0]["text"]

    def test_each_schema_accepts_what_its_tool_does(self, api: FlaskClient):
        schema = TOOLS["search_quotes"].described()["inputSchema"]
        fits = Draft202012Validator(schema)
        assert fits.is_valid(
            {"speaker": ["a"], "kind": ["direct"], "min_confidence": 0.5, "published_from": "2025-11"}
        )
        for wrong in ({"limit": 51}, {"kind": ["loud"]}, {"published_from": "yesterday"}, {"speeker": "x"}):
            assert not fits.is_valid(wrong)


class TestMessages:
    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            (b"{", 400, -32700),
            (b"[" * 30_000, 400, -32700),
            (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, 400, -32700),
            (b"[]", 400, -32600),
            (b'{"id": 1, "method": "ping"}', 400, -32600),
            (b'{"jsonrpc": "2.0", "id": 1}', 400, -32600),
            (b'{"jsonrpc": "2.0", "id": true, "method": "ping"}', 400, -32600),
            (b'{"jsonrpc": "2.0", "id": 1, "method": "resources/list"}', 200, -32601),
            (b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": []}', 200, -32602),
            (b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "x"}}', 200, -32602),
        ],
    )
    def test_what_is_no_request_is_refused(self, api: FlaskClient, body: bytes, status: int, code: int):
        answer = api.post("/mcp", data=body, content_type="application/json")
        assert (answer.status_code, answer.get_json()["error"]["code"]) == (status, code)

    def test_a_notification_is_taken_silently(self, api: FlaskClient):
        answer = api.post("/mcp", json={"jsonrpc": "2.0", "method": "notifications/initialized"})
        assert (answer.status_code, answer.data) == (202, b"")

    def test_an_unknown_version_is_told_which_there_are(self, api: FlaskClient):
        message = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
        answer = api.post("/mcp", json=message, headers={"MCP-Protocol-Version": "1999-01-01"})
        assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, -32022)
        assert "2026-07-28" in answer.get_json()["error"]["data"]["supported"]

    def test_only_post_and_not_too_long(self, api: FlaskClient):
        refused = api.get("/mcp")
        assert (refused.status_code, "POST" in refused.headers["Allow"]) == (405, True)
        assert api.post("/mcp", data=b" " * 100_001).status_code == 413
        assert api.options("/mcp").headers["Access-Control-Allow-Methods"] == "POST, OPTIONS"
