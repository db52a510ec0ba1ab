"""What surrounds every answer: headers, request ids, logs, metrics, limits, proxies; and that nothing is written."""

import json
import logging
import os
import re
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from many_quotes import build
from programs import load_program

from api.app import create_app
from api.errors import SettingError
from api.operations.headers import SECURITY
from api.operations.journal import formatter
from api.rest.openapi import describe
from api.server import options
from api.settings import Settings

EVERYWHERE = [
    "/", "/quotes", "/quotes?x=1", "/speakers/speaker-01", "/nowhere", "/v1", "/v1/", "/v1/quotes",
    "/v1/quotes/", "/v1/quotes?x=1", "/v1/quotes.csv", "/v1/quotes?format=ndjson", "/v1/quotes?format=atom",
    "/v1/quotes/nobody", "/v1/articles/article-001", "/docs", "/openapi.json", "/openapi.yaml", "/llms.txt",
    "/healthz", "/readyz", "/metrics", "/mcp", "/.well-known/api-catalog", "/problems/overloaded", "/sql",
    "/quotes/random", "/v1/quotes/random", "/v1/exports",
]  # fmt: skip


def serving(path: Path, **settings: object) -> FlaskClient:
    return create_app(Settings(db=path, **settings)).test_client()


class TestHeaders:
    @pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "DELETE", "TRACE"])
    @pytest.mark.parametrize("path", EVERYWHERE)
    def test_every_answer_is_kept_in_bounds(self, api: FlaskClient, path: str, method: str):
        answer = api.open(path, method=method, buffered=True)
        assert {name: answer.headers.get(name) for name in SECURITY} == dict(SECURITY)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        scripts = policy.partition("script-src ")[2].partition(";")[0]
        assert scripts in {"", "'self'"}
        assert "unsafe" not in policy or path == "/docs"  # swagger-ui writes styles into its page
        assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["X-Request-ID"])
        assert "Set-Cookie" not in answer.headers

    def test_every_route_in_every_format(self, many_path: Path):
        app = create_app(Settings(db=many_path, sql_page=True, report_to="mailto:desk@example.org"))
        client, types = app.test_client(), set()
        for address in addresses_of(app):
            for query in (
                "",
                "?format=csv",
                "?format=ndjson",
                "?format=atom",
                "?format=html",
                "?limit=1",
                "?zq=1",
            ):
                for _ in range(2):  # the second may be answered ahead of Flask
                    answer = client.get(address + query, buffered=True, headers={"Accept-Encoding": "gzip"})
                    assert {name: answer.headers.get(name) for name in SECURITY} == dict(SECURITY), address
                    policy = answer.headers["Content-Security-Policy"]
                    assert "default-src 'none'" in policy
                    assert "frame-ancestors 'none'" in policy
                    assert ("script-src" in policy) == (answer.mimetype == "text/html"), address
                    assert "unsafe" not in policy or address.startswith("/docs")
                    assert "Set-Cookie" not in answer.headers
                    types.add(answer.mimetype)
        assert len(types) > 8

    def test_an_answer_that_is_not_modified_too(self, api: FlaskClient):
        tag = api.get("/v1/quotes").headers["ETag"]
        answer = api.get("/v1/quotes", headers={"If-None-Match": tag})
        assert answer.status_code == 304
        assert {name: answer.headers.get(name) for name in SECURITY} == dict(SECURITY)


class TestRequestIds:
    def test_each_request_has_its_own(self, api: FlaskClient):
        assert len({api.get("/v1/quotes").headers["X-Request-ID"] for _ in range(20)}) == 20

    def test_a_clients_own_is_not_believed(self, api: FlaskClient):
        assert api.get("/healthz", headers={"X-Request-ID": "mine"}).headers["X-Request-ID"] != "mine"

    @pytest.mark.parametrize(
        ("given", "is_taken"), [("nginx-1.a_b", True), ("a b", False), ("<b>", False), ("x" * 65, False)]
    )
    def test_a_proxys_is(self, many_path: Path, given: str, is_taken: bool):
        answer = serving(many_path, proxies=1).get("/healthz", headers={"X-Request-ID": given})
        assert (answer.headers["X-Request-ID"] == given) is is_taken

    def test_an_error_of_ours_names_it_and_the_log_has_the_reason(
        self, many_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ):
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("secret")

        monkeypatch.setattr("api.rest.answers.select.list_records", fail)
        with caplog.at_level(logging.ERROR):
            answer = serving(many_path).get("/v1/quotes")
        assert answer.get_json()["request_id"] == answer.headers["X-Request-ID"]
        assert "Traceback" not in answer.get_data(as_text=True)
        assert "secret" in caplog.text


class TestLog:
    def lines(self, path: Path, caplog: pytest.LogCaptureFixture, **settings: object) -> list[str]:
        chosen = Settings(db=path, log_requests=True, **settings)
        with caplog.at_level(logging.INFO, logger="api.requests"):
            client = create_app(chosen).test_client()
            client.get("/v1/quotes?limit=3", buffered=True)
            client.get("/v1/quotes?limit=50&format=ndjson", buffered=True)
            client.get("/nowhere%0aforged line", buffered=True)
        return [
            formatter(chosen).format(record) for record in caplog.records if record.name == "api.requests"
        ]

    def test_json(self, many_path: Path, caplog: pytest.LogCaptureFixture):
        first, export, lost = map(json.loads, self.lines(many_path, caplog, log_format="json"))
        assert (first["path"], first["query"], first["status"]) == ("/v1/quotes", "limit=3", 200)
        assert first["rows"] >= 3
        assert first["bytes"] > 1000
        assert 0 < first["ms"] < 60_000
        assert export["rows"] >= 50
        assert lost["status"] == 404
        assert len({line["request_id"] for line in (first, export, lost)}) == 3

    def test_text_is_one_line_each_whatever_is_asked(self, many_path: Path, caplog: pytest.LogCaptureFixture):
        lines = self.lines(many_path, caplog)
        assert len(lines) == 3
        assert not any("\n" in line for line in lines)
        assert "\\x0aforged" in lines[2]

    def test_nobodys_address_is_written(self, many_path: Path, caplog: pytest.LogCaptureFixture):
        assert "127.0.0.1" not in "".join(self.lines(many_path, caplog))

    def test_nothing_unless_asked_for(self, api: FlaskClient, caplog: pytest.LogCaptureFixture):
        with caplog.at_level(logging.INFO):
            api.get("/v1/quotes", buffered=True)
        assert not caplog.records


def test_metrics_count_answers(many_path: Path):
    client = serving(many_path)
    for address in ("/v1/quotes", "/v1/quotes", "/v1/quotes?x=1", "/nowhere"):
        client.get(address, buffered=True)
    text = client.get("/metrics").get_data(as_text=True)
    assert 'onrecord_answers_total{endpoint="rest.list_quotes",status="200"} 2.0' in text
    assert 'onrecord_answers_total{endpoint="rest.list_quotes",status="400"} 1.0' in text
    assert 'onrecord_answers_total{endpoint="none",status="404"} 1.0' in text
    assert 'onrecord_answer_seconds_count{room="rest"} 3.0' in text


class TestExports:
    def test_only_so_many_at_once(self, many_path: Path):
        client = serving(many_path, exports=1)
        first = client.get("/v1/quotes?format=ndjson")
        refused = client.get("/v1/articles?format=csv", buffered=True)
        assert (refused.status_code, refused.get_json()["type"]) == (503, "/problems/overloaded")
        assert refused.headers["Retry-After"] == "10"
        assert client.get("/v1/quotes", buffered=True).status_code == 200, "what is no export is answered"
        assert client.head("/v1/quotes?format=csv").status_code == 200
        assert 'onrecord_refused_total{reason="exports"} 1.0' in client.get("/metrics").get_data(as_text=True)
        first.close()
        again = client.get("/v1/articles?format=csv", buffered=True)
        assert again.status_code == 200

    def test_a_place_is_free_when_all_is_sent_or_the_client_goes(self, many_path: Path):
        client = serving(many_path, exports=1)
        for _ in range(3):
            assert client.get("/v1/quotes?format=csv", buffered=True).status_code == 200
            begun = client.get("/v1/quotes?format=csv")
            assert begun.status_code == 200
            begun.close()


class TestRateLimits:
    def test_off_at_first(self, api: FlaskClient):
        assert "RateLimit" not in api.get("/v1/quotes").headers

    def test_what_is_left_is_said_and_then_it_is_over(self, many_path: Path):
        client = serving(many_path, rate_limit="2/minute")
        left = [client.get("/v1/quotes").headers["RateLimit"] for _ in range(2)]
        assert [re.match(r'"address";r=(\d);t=\d+$', one)[1] for one in left] == ["1", "0"]
        over = client.get("/v1/quotes")
        assert (over.status_code, over.get_json()["type"]) == (429, "/problems/too-many-requests")
        assert over.headers["RateLimit-Policy"] == '"address";q=2;w=60'
        assert 0 < int(over.headers["Retry-After"]) <= 60
        assert client.get("/quotes").status_code == 429
        assert client.get("/healthz").status_code == 200
        assert client.get("/v1/quotes", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200

    def test_a_network_of_ipv6_is_one(self, many_path: Path):
        client = serving(many_path, rate_limit="1/minute")
        statuses = [
            client.get("/v1/quotes", environ_base={"REMOTE_ADDR": address}).status_code
            for address in ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:2::1")
        ]
        assert statuses == [200, 429, 200]

    def test_a_limit_that_is_none_is_refused_at_the_start(self, many_path: Path):
        with pytest.raises(
            SettingError, match="ONRECORD_RATE_LIMIT is 'often'; expected a number and a time"
        ):
            serving(many_path, rate_limit="often")


class TestProxies:
    TOLD: ClassVar = {
        "X-Forwarded-Proto": "https", "X-Forwarded-Host": "news.example.org", "X-Forwarded-Prefix": "/archive",
        "X-Forwarded-For": "192.0.2.1",
    }  # fmt: skip

    def test_headers_of_anybody_change_nothing(self, api: FlaskClient):
        plain, told = api.get("/v1/quotes?format=atom"), api.get("/v1/quotes?format=atom", headers=self.TOLD)
        assert plain.data == told.data

    def test_those_of_a_configured_proxy_do(self, many_path: Path):
        client = serving(many_path, proxies=1)
        feed = client.get("/v1/quotes?format=atom", headers=self.TOLD).get_data(as_text=True)
        assert 'href="https://news.example.org/archive/' in feed
        document = client.get("/v1/quotes?limit=1", headers=self.TOLD).get_json()
        assert document["links"]["next"].startswith("/archive/v1/quotes?")
        page = client.get("/quotes", headers=self.TOLD).get_data(as_text=True)
        assert not [
            link
            for link in re.findall(r'(?:href|src|action)="(/[^"]*)"', page)
            if not link.startswith("/archive/")
        ]

    @pytest.mark.parametrize("prefix", ["//evil.example", "/a<b>", "javascript:x", '/a"b', "/a b", "/a?b"])
    def test_a_prefix_that_is_none_is_dropped(self, many_path: Path, prefix: str):
        answer = serving(many_path, proxies=1).get(
            "/v1/quotes?limit=1", headers={"X-Forwarded-Prefix": prefix}
        )
        assert answer.get_json()["links"]["self"].startswith("/v1/quotes")

    def test_names_that_are_not_ours_are_refused(self, many_path: Path):
        client = serving(many_path, hosts="news.example.org, .example.net")
        hosts = ("news.example.org", "a.example.net:8000", "evil.example", "news.example.org.evil.example")
        for address in ("/v1/quotes", "/quotes", "/nowhere", "//quotes"):
            statuses = [client.get(address, headers={"Host": host}).status_code for host in hosts]
            assert [status < 500 and status != 400 for status in statuses[:2]] == [True, True]
            assert statuses[2:] == [400, 400]

    @pytest.mark.parametrize(
        "host", ["12..0.0.1", "1 7.0.0.1", "a" * 300, "[::1", "a:b:c", "é", "<b>", "x/y", "a:999999"]
    )
    @pytest.mark.parametrize(
        "address", ["/quotes", "/nowhere", "/v1/quotes", "/v1/quotes?format=atom", "/healthz"]
    )
    def test_a_name_that_is_none_is_refused(self, api: FlaskClient, host: str, address: str):
        answer = api.get(address, headers={"Host": host})
        assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
        assert host not in answer.get_data(as_text=True)
        assert {name: answer.headers.get(name) for name in SECURITY} == dict(SECURITY)

    @pytest.mark.parametrize(
        "host", ["localhost", "127.0.0.1:8000", "[::1]:80", "a_b.example.org", "xn--bcher-kva.example."]
    )
    def test_names_of_every_kind_are_answered(self, api: FlaskClient, host: str):
        assert api.get("/quotes", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/speakers/%0ASet-Cookie%3A%20a%3Db?q=", "/speakers/%0ASet-Cookie:%20a=b"),
        ("/v1/quotes/%0D%0AX-Injected:1/", "/v1/quotes/%0D%0AX-Injected:1"),
        ("/v1/quotes/?limit=2", "/v1/quotes?limit=2"),
    ],
)
def test_a_line_break_in_an_address_makes_no_header(api: FlaskClient, address: str, leads_to: str):
    answer = api.get(address)
    assert answer.status_code in {302, 308}
    assert answer.headers["Location"] == leads_to


class TestWhatIsSentStaysText:
    """Marks of HTML in every parameter and path: pages say what was asked for, and it is never markup."""

    SENT = "\"><zq7x onload=1>'</title>"

    @pytest.mark.slow
    def test_in_pages(self, many_path: Path):
        app = create_app(Settings(db=many_path, sql_page=True))
        client, repeated = app.test_client(), 0
        names = {
            one["name"] for item in describe()["paths"].values() for one in item.get("get", {})["parameters"]
        }
        for address in addresses_of(app):
            if client.get(address, buffered=True).mimetype == "text/html":
                for name in sorted(names | {"sql", "add"}):
                    repeated += self._is_repeated(client, f"{address}?{urlencode({name: self.SENT})}")
        for rule in app.url_map.iter_rules():
            self._is_repeated(client, re.sub(r"<[^>]+>", quote(self.SENT, safe=""), rule.rule))
        assert repeated > 50

    def _is_repeated(self, client: FlaskClient, address: str) -> bool:
        answer = client.get(address, buffered=True)
        page = answer.get_data(as_text=True)
        assert answer.status_code < 500, address
        assert answer.mimetype != "text/html" or "<zq7x" not in page, address
        return answer.mimetype == "text/html" and "zq7x onload" in page


@pytest.mark.parametrize(
    "name",
    [
        "../settings.py", "..%2f..%2fpyproject.toml", "%2e%2e/%2e%2e/pyproject.toml", "....//settings.py",
        "..%5c..%5cpyproject.toml", "%252e%252e%252fsettings.py", "style.css%00.py", "/etc/passwd", "%2fetc%2fpasswd",
        "file:///etc/passwd", "corpus.db", "../corpus.db",
    ],
)  # fmt: skip
def test_no_name_leads_out_of_a_folder(many_path: Path, name: str):
    app = create_app(Settings(db=many_path))
    with_names = [rule.rule for rule in app.url_map.iter_rules() if "<" in rule.rule]
    assert len(with_names) > 15
    for rule in with_names:
        answer = app.test_client().get(re.sub(r"<[^>]+>", name, rule), buffered=True)
        assert answer.status_code in {308, 400, 404}, rule
        text = answer.get_data(as_text=True)
        assert not any(sign in text for sign in ("root:", "[project]", "SQLite format", "class Settings"))


class TestNothingIsWritten:
    def test_by_no_endpoint_and_no_method(self, tmp_path: Path):
        path = build(tmp_path / "corpus.db", articles=10)
        app = create_app(Settings(db=path, sql_page=True))
        before, content = path.stat(), path.read_bytes()
        for address in addresses_of(app):
            for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"):
                answer = app.test_client().open(address, method=method, data=b"{}", buffered=True)
                if method in {"POST", "PUT", "PATCH", "DELETE"} and (method, address) != ("POST", "/mcp"):
                    assert answer.status_code in {404, 405}, (method, address)
        for statement in ("DELETE FROM quotes", "DROP TABLE quotes", "PRAGMA user_version = 7", "VACUUM"):
            app.test_client().get("/sql", query_string={"sql": statement})
        assert path.read_bytes() == content
        assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
        beside = {one.name for one in tmp_path.iterdir()}
        assert beside <= {"corpus.db", "corpus.db-exports"}, "no journal, no write-ahead log"

    def test_a_file_and_folder_that_nobody_may_write_to_are_served(self, tmp_path: Path):
        path = build(tmp_path / "corpus.db", articles=3)
        path.chmod(0o444)
        tmp_path.chmod(0o555)
        try:
            assert serving(path).get("/v1/quotes").status_code == 200
        finally:
            tmp_path.chmod(0o755)


def addresses_of(app: Flask) -> list[str]:
    """Return an address for each route, with ids that exist where there may be some."""
    ids = {
        "articles": "article-001",
        "speakers": "speaker-01",
        "tags": "tag-1",
        "publishers": "paper-0",
        "quotes": "q-001-0",
    }
    found = []
    for rule in app.url_map.iter_rules():
        noun = next((noun for noun in ids if f"/{noun}/" in rule.rule), "quotes")
        found.append(re.sub(r"<[^>]+>", ids[noun], rule.rule))
    return found


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("ONRECORD_THREADS", "0", "from 1 to 64"),
        ("ONRECORD_THREADS", "65", "from 1 to 64"),
        ("ONRECORD_PROXIES", "yes", "from 0 to 9"),
        ("ONRECORD_LOG_FORMAT", "xml", "expected text or json"),
        ("ONRECORD_WAITING", "-1", "from 0 to 10000"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(variable: str, value: str, says: str):
    with pytest.raises(SettingError, match=f"{variable} is .*{says}"):
        Settings.from_environment({variable: value})


def test_one_source_of_settings_for_both_ways_to_serve(monkeypatch: pytest.MonkeyPatch):
    root = Path(__file__).resolve().parents[2]
    for name in [name for name in os.environ if name.startswith(("ONRECORD_", "WEB_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("WEB_CONCURRENCY", "3")
    configured = vars(load_program(root / "gunicorn.conf.py"))
    served = options(Settings(), "127.0.0.1:8000", 3)
    plain = {name: value for name, value in served.items() if not callable(value)}
    assert {name: configured[name] for name in plain} == plain
