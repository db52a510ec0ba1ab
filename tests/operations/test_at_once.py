"""What the main loop reads and writes by itself is what gunicorn reads and writes; the rest it leaves to threads."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from gunicorn import http
from gunicorn.config import Config
from gunicorn.http import wsgi
from hypothesis import example, given
from hypothesis import strategies as st
from many_quotes import build

from api.app import create_app
from api.operations.at_once import AT_ONCE, NotAtOnce, answer_at_once, plain_request
from api.server import options
from api.settings import Settings

CLIENT, SERVER = ("192.0.2.7", 4711), ("127.0.0.1", 8000)
OF_THE_SERVER = {  # what our environment doesn't have, and needn't: no application of ours reads it
    "gunicorn.socket", "wsgi.file_wrapper", "wsgi.early_hints",
}  # fmt: skip
OBJECTS = {"wsgi.input", "wsgi.errors"}


class Silent:
    """A client to which nothing is sent."""

    def sendall(self, _: bytes) -> None:
        raise AssertionError("nothing is to be sent")


class Written(Silent):
    """A client that keeps what it is sent."""

    def __init__(self) -> None:
        self.content = b""

    def sendall(self, piece: bytes) -> None:
        self.content += piece


@pytest.fixture(scope="module")
def config() -> Config:
    found = Config()
    for name, value in options(Settings(db=Path("none.db")), "127.0.0.1:0", 2).items():
        found.set(name, value)
    return found


def as_gunicorn_reads(config: Config, raw: bytes) -> dict[str, Any]:
    request = next(http.get_parser(config, iter([raw]), CLIENT))
    assert not request.should_close()
    assert request.body.read() == b""
    assert request.unreader.take_buffered() == b""
    _, environ = wsgi.create(request, Silent(), CLIENT, SERVER, config)
    return {**environ, "wsgi.multithread": True}


ORDINARY = st.sampled_from(
    ["Host", "Accept", "Connection", "User-Agent", "X-Forwarded-For", "If-None-Match", "Content-Length", "TE",
     "Expect", "Upgrade", "Transfer-Encoding", "Range", "Cookie", "Script-Name", "X_Under", "Content-Type"]
)  # fmt: skip
NAME = ORDINARY | st.from_regex(r"[A-Za-z0-9_!-]{1,9}", fullmatch=True)
VALUE = (
    st.sampled_from(["keep-alive", "close", "Keep-Alive", "chunked", "0", "5", "a.example:80", "100-continue"])
    | st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=12)
)  # fmt: skip
TARGET = st.from_regex(r"[/a-z.:?&=%#+\"'<\[\\{|}~_-]{0,14}", fullmatch=True)
HEADERS = st.lists(st.tuples(NAME, st.sampled_from([": ", ":", ":\t", " :"]), VALUE), max_size=5)


@given(
    method=st.sampled_from(["GET", "GET", "GET", "HEAD", "POST"]),
    target=st.builds("/{}".format, TARGET) | TARGET,
    version=st.sampled_from(["1.1", "1.1", "1.1", "1.0", "2.0"]),
    headers=HEADERS,
    with_host=st.booleans(),
)
@example(method="GET", target="/v1/quotes?q=a%20b", version="1.1", headers=[], with_host=True)
@example(method="GET", target="//v1/quotes", version="1.1", headers=[], with_host=True)
@example(method="GET", target="/?a?b", version="1.1", headers=[("TE", ": ", "x")], with_host=True)
def test_a_plain_request_is_read_as_gunicorn_reads_it(
    config: Config,
    method: str,
    target: str,
    version: str,
    headers: list[tuple[str, str, str]],
    with_host: bool,
):
    head = [("Host", ": ", "a.example")] * with_host + headers
    lines = [f"{method} {target} HTTP/{version}", *("".join(parts) for parts in head), "", ""]
    raw = "\r\n".join(lines).encode("latin-1")
    ours = plain_request(raw, CLIENT, SERVER)
    if ours is None:
        return
    theirs = as_gunicorn_reads(config, raw)
    assert ours.pop(AT_ONCE) is True
    assert ours.keys() == theirs.keys() - OF_THE_SERVER
    assert {name: ours[name] for name in ours.keys() - OBJECTS} == {
        name: theirs[name] for name in ours.keys() - OBJECTS
    }
    assert ours["wsgi.input"].read() == b""


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"GET /v1/quotes?limit=2 HTTP/1.1\r\nHost: a\r\n\r\n", id="bare"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: a:80\r\nUser-Agent: curl/8\r\nAccept: */*\r\nConnection: keep-alive\r\n\r\n",
            id="usual",
        ),
    ],
)
def test_what_most_clients_send_is_plain(config: Config, raw: bytes):
    assert plain_request(raw, CLIENT, SERVER) is not None
    assert as_gunicorn_reads(config, raw)["REQUEST_METHOD"] == "GET"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"POST / HTTP/1.1\r\nHost: a\r\n\r\n", id="another method"),
        pytest.param(b"GET / HTTP/1.0\r\nHost: a\r\n\r\n", id="an old version"),
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", id="no name"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", id="two names"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", id="a last request"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", id="a message"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", id="the length of a message"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", id="chunks"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /", id="another one behind it"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nX_Y: b\r\n\r\n", id="a name that means two"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n", id="a folded line"),
        pytest.param(b"GET /%2e%2e HTTP/1.1\r\nHost: a\r\n\r\n", id="an escaped path"),
        pytest.param(b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n", id="no plain character"),
        pytest.param(b"GET / HTTP/1.1\nHost: a\n\n", id="bare line ends"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 9000 + b"\r\n\r\n", id="long"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X%d: y\r\n" * 60 % (*range(60),) + b"\r\n", id="many"),
    ],
)  # fmt: skip
def test_anything_else_is_not(raw: bytes):
    assert plain_request(raw, CLIENT, SERVER) is None


# --- answers -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Settings(db=build(tmp_path_factory.mktemp("at-once") / "corpus.db")))


def raw_request(address: str, more: str = "") -> bytes:
    return f"GET {address} HTTP/1.1\r\nHost: a.example\r\n{more}\r\n".encode()


def as_gunicorn_answers(config: Config, app: Flask, raw: bytes) -> bytes:
    request = next(http.get_parser(config, iter([raw]), CLIENT))
    client = Written()
    answer, environ = wsgi.create(request, client, CLIENT, SERVER, config)
    body = app(environ, answer.start_response)
    for piece in body:
        answer.write(piece)
    answer.close()
    body.close()
    assert not answer.should_close()
    return client.content


def unvaried(answer: bytes) -> bytes:
    """Leave out what differs between any two answers."""
    return re.sub(rb"(Date|X-Request-ID): [^\r]*", rb"\1", answer)


def next_page(html: str) -> str:
    return re.search(r'href="([^"]+)" rel="next"', html)[1].replace("&amp;", "&")


class TestAnswers:
    ADDRESSES = (
        "/v1/quotes", "/v1/quotes?limit=2&speaker=speaker-03", "/v1/quotes/q-003-0", "/v1/articles/article-003",
        "/v1/speakers?limit=3", "/v1/quotes?sort=word_count&kind=direct", "/v1/quotes?q=harbour%20zebra",
        "/v1/quotes?q=harbour&limit=3&kind=direct",
    )  # fmt: skip

    @pytest.mark.parametrize("more", ["", "Accept-Encoding: gzip\r\n", "If-None-Match: *\r\n"])
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_are_those_of_gunicorn(self, config: Config, app: Flask, address: str, more: str):
        and_also = "&" if "?" in address else "?"
        app.test_client().get(f"{address}{and_also}count=exact")  # threads make what is kept
        raw = raw_request(address, more)
        ours = b"".join(answer_at_once(app, plain_request(raw, CLIENT, SERVER)))
        assert unvaried(ours) == unvaried(as_gunicorn_answers(config, app, raw))

    @pytest.mark.parametrize(
        "address",
        ["/", "/quotes", "/quotes?q=harbour", "/quotes?sample=3&seed=1", "/quotes?x=1", "/quotes?speaker=nobody",
         "/quotes?kind=direct&limit=3", "/speakers", "/v1/nothing", "/v1/quotes/nothing", "/v1/quotes?facets=kind",
         "/v1/quotes?q=harb*", "/v1/quotes?q=%22a%20harbour%22", "/v1/speakers?q=ana",
         "/v1/quotes?q=harbour&highlight=true", "/v1/quotes?q=harbour&sort=-relevance", "/v1/articles?q=harbour",
         "/v1/quotes?sample=2&seed=1", "/v1/quotes?format=csv", "/v1/quotes?x=1", "/v1/stats", "/healthz"],
    )  # fmt: skip
    def test_that_take_time_or_are_flasks_are_left_to_threads(self, app: Flask, address: str):
        with pytest.raises(NotAtOnce):
            answer_at_once(app, plain_request(raw_request(address), CLIENT, SERVER))

    def test_of_pages_are_found_at_once_where_what_is_around_the_quotes_is_kept(
        self, config: Config, app: Flask
    ):
        """The first page and the second have other surroundings; the third has those of the second."""
        reader = app.test_client()
        second = next_page(reader.get("/quotes?limit=5", base_url="http://a.example").text)
        third = next_page(reader.get(second, base_url="http://a.example").text)
        raw = raw_request(third)
        ours = b"".join(answer_at_once(app, plain_request(raw, CLIENT, SERVER)))
        assert ours.count(b"<blockquote ") == 5
        alone = create_app(app.config["SETTINGS"])
        assert unvaried(ours) == unvaried(as_gunicorn_answers(config, alone, raw))

    def test_that_were_given_before_are_given_again_whatever_they_took(self, config: Config, app: Flask):
        raw = raw_request("/v1/quotes?q=harbour&limit=1&facets=kind")
        first = as_gunicorn_answers(config, app, raw)
        again = b"".join(answer_at_once(app, plain_request(raw, CLIENT, SERVER)))
        assert unvaried(again) == unvaried(first)

    def test_are_not_found_at_once_where_the_statement_takes_many_steps(
        self, app: Flask, monkeypatch: pytest.MonkeyPatch
    ):
        raw = raw_request("/v1/articles?limit=7&sort=-word_count")
        monkeypatch.setattr("api.store.connect._STEPS_WATCHED", 0)
        db = app.extensions["reader"].database()
        db.set_progress_handler(db._is_over, 1)
        monkeypatch.setattr("api.store.connect.FEW_STEPS", -1)
        with pytest.raises(NotAtOnce):
            answer_at_once(app, plain_request(raw, CLIENT, SERVER))
        db.watch()

    def test_that_hold_a_line_break_in_a_header_are_not_sent(self):
        def app(_: dict[str, Any], start_response: Any) -> Iterator[bytes]:
            start_response("200 OK", [("Content-Length", "0"), ("X", "a\r\nSet-Cookie: b")])
            return iter([b""])

        with pytest.raises(NotAtOnce) as left:
            answer_at_once(app, {})
        assert "line break" in str(left.value.__cause__)

    @pytest.mark.parametrize("error", [RuntimeError, sqlite3.DatabaseError])
    def test_that_fail_in_a_view_are_logged_once_by_the_thread(
        self,
        app: Flask,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
        error: type[Exception],
    ):
        def fail(*_: object) -> None:
            raise error("our own mistake")

        monkeypatch.setattr("api.pages.lists.page_of", fail)
        raw = raw_request("/quotes?kind=indirect")
        with pytest.raises(NotAtOnce):
            answer_at_once(app, plain_request(raw, CLIENT, SERVER))
        assert caplog.records == []
        assert app.test_client().get("/quotes?kind=indirect").status_code == 500
        assert len(caplog.records) == 1

    def test_that_fail_are_left_to_threads_and_end_no_worker(self):
        def app(*_: object) -> list[bytes]:
            raise RuntimeError("our own mistake")

        with pytest.raises(NotAtOnce):
            answer_at_once(app, {})
