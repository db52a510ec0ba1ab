"""A real server: what it starts on, what it does with slow, hostile and too many clients, and how it ends."""

import ctypes
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from many_quotes import build
from processes import free_port, running

from api.operations import worker
from api.operations.headers import FOR_ANY_ORIGIN, SECURITY
from api.rest.problems import KINDS
from api.store.seal import seal

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


def environment(db: Path, port: int, **variables: str) -> dict[str, str]:
    given = {f"ONRECORD_{name.upper()}": value for name, value in variables.items() if name.islower()}
    own = {"ONRECORD_DB": str(db), "ONRECORD_BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": "1"}
    return {
        **os.environ,
        **own,
        **given,
        **{name: value for name, value in variables.items() if name.isupper()},
    }


COMMAND = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py")]


@contextmanager
def served(db: Path, **variables: str) -> Iterator[int]:
    """Serve `db` for the time of the block; gives the port. The log is beside the database."""
    port = free_port()
    given = environment(db, port, **variables)
    with running(COMMAND, f"http://127.0.0.1:{port}/healthz", db.parent / "log", env=given, cwd=ROOT):
        yield port


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("served") / "corpus.db", articles=70, version="first")
    seal(path)
    return path


@pytest.fixture(scope="module")
def port(db: Path) -> Iterator[int]:
    """A server with one worker of two threads, so that whoever holds two holds all."""
    with served(db, threads="2") as port:
        yield port


def get(port: int, address: str = "/v1/quotes?limit=2") -> tuple[int, http.client.HTTPMessage, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def send(port: int, raw: bytes, patience: float = 15) -> bytes:
    """Return all that is answered to some bytes until the server closes."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=patience)) as connection:
        connection.sendall(raw)
        found = b""
        while piece := connection.recv(65_536):
            found += piece
        return found


class TestSlowClients:
    """Twenty of them against two threads: who asks properly is answered at once."""

    HELD: ClassVar = {
        "that say nothing": b"",
        "that send half a head": b"GET /v1/quotes HTTP/1.1\r\nHost: a\r\nX-Slow: ",
        "that send half a body": b"POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n{",
        "that send half a chunk": b"POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "that lie about the last chunk": b"POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                         b"40\r\n\r\n0\r\n\r\n",
        "that end no trailer": b"POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n",
        "that expect to go on": b"POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n",
        "that begin a second request": b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTT",
        "that don't read": b"GET /v1/quotes?format=ndjson HTTP/1.1\r\nHost: a\r\n\r\n",
        "that don't close": b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    }  # fmt: skip

    @pytest.mark.parametrize("kind", HELD)
    def test_hold_up_nobody(self, port: int, kind: str):
        with ExitStack() as held:
            for _ in range(20):
                slow = held.enter_context(closing(socket.create_connection(("127.0.0.1", port), timeout=20)))
                slow.sendall(self.HELD[kind])
            time.sleep(0.3)
            begun = time.monotonic()
            assert get(port)[0] == 200
            assert time.monotonic() - begun < 2

    def test_half_a_request_is_answered_when_time_is_up(self, port: int):
        begun = time.monotonic()
        answer = send(port, b"GET /v1/quotes HTTP/1.1\r\nHost: a\r\n", patience=30)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert 8 < time.monotonic() - begun < 20

    @pytest.mark.parametrize("size", [1, 7, 5000])
    @pytest.mark.parametrize("last", [b"0\r\n\r\n", b"000;x=y\r\nA: b\r\n\r\n"])
    def test_a_message_in_chunks_is_read_with_the_request_behind_it(self, port: int, size: int, last: bytes):
        message = json.dumps(
            {"jsonrpc": "2.0", "id": 1, "method": "ping", "params": {"x": "0\r\n\r\n" * 9}}
        ).encode()
        pieces = [message[at : at + size] for at in range(0, len(message), size)]
        body = b"".join(b"%X ;a\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + last
        head = b"POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
        head += b"Content-Type: application/json\r\n\r\n"
        behind = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as slow:
            slow.sendall(head + body[:50])
            time.sleep(0.15)
            slow.sendall(body[50:] + behind)
            answer = b"".join(iter(lambda: slow.recv(65_536), b""))
        assert answer.count(b"HTTP/1.1 200 ") == answer.count(b"HTTP/1.1 ") == 2
        assert b'"result"' in answer

    def test_a_message_that_comes_in_pieces_is_read(self, port: int):
        message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"}).encode()
        with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as slow:
            for part in (
                b"POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n",
                b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(message),
                message[:9],
                message[9:],
            ):
                slow.sendall(part)
                time.sleep(0.15)
            answer = b"".join(iter(lambda: slow.recv(65_536), b""))
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert b'"result"' in answer


def test_who_reads_late_and_little_is_sent_all(port: int):
    """The answer is longer than the system keeps for the client, so a thread sends what is left."""
    address = "/v1/quotes?limit=1000"
    content = get(port, address)[2]
    with closing(socket.socket()) as late:
        late.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        late.settimeout(20)
        late.connect(("127.0.0.1", port))
        for _ in range(40):
            late.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            time.sleep(0.02)
        time.sleep(0.3)
        late.sendall(b"GET /v1/quotes HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        found = b"".join(iter(lambda: late.recv(2048), b""))
    assert found.count(content) == 40
    assert found.count(b"HTTP/1.1 200 OK") == 41


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        pytest.param(b"NONSENSE\r\n\r\n", 400, id="no HTTP"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n", 400, id="header with a space"),
        pytest.param(b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400, id="version"),
        pytest.param(b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414, id="long line"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 100 + b"\r\n", 431, id="many headers"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 20_000 + b"\r\n\r\n", 431, id="long header"
        ),
        pytest.param(b"GET / HTTP/1.1\r\nX: " + b"y" * 90_000, 431, id="head without an end"),
        pytest.param(
            b"POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n", 413, id="long message"
        ),
        pytest.param(
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            b"GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n",
            400,
            id="two lengths",
        ),
        pytest.param(
            b"POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nabcde\r\n0\r\n\r\n",
            400,
            id="no length",
        ),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nContent-Length: 50\r\n\r\n",
            400,
            id="two more lengths",
        ),
    ],
)
def test_what_is_no_request_is_answered_in_our_shape(port: int, raw: bytes, status: int):
    head, _, body = send(port, raw).partition(b"\r\n\r\n")
    assert int(head[9:12]) == status
    assert json.loads(body)["status"] == status
    assert head.count(b"HTTP/1.1 ") == 1
    for name, value in {**SECURITY, **FOR_ANY_ORIGIN}.items():
        assert f"{name}: {value}".encode() in head
    assert b"hidden" not in body
    assert get(port)[0] == 200


@pytest.mark.parametrize("status", sorted(worker._REASONS))
def test_what_the_server_refuses_is_called_as_the_application_calls_it(status: int):
    """A client reads one list of problems."""
    told = json.loads(worker.answer_of(status).partition(b"\r\n\r\n")[2])
    kind = KINDS[told["type"].removeprefix("/problems/")]
    assert (told["title"], told["status"]) == (kind.title, kind.status)
    assert kind.status == status


@pytest.mark.parametrize(
    ("raw", "limits"),
    [
        pytest.param(b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", ["8,190"], id="line"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 100 + b"\r\n", ["60", "16,384"], id="headers"
        ),
        pytest.param(
            b"POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n", ["32,768"], id="message"
        ),
    ],
)
def test_what_is_too_long_is_told_how_long_it_may_be(port: int, raw: bytes, limits: list[str]):
    detail = json.loads(send(port, raw).partition(b"\r\n\r\n")[2])["detail"]
    assert [limit for limit in limits if limit not in detail] == []


def test_an_address_as_curl_sends_it_is_told_how_to_be_written(port: int):
    """`curl .../v1/quotes?q=café` sends the letter as it is typed; the same in a header or encoded is a request."""
    _, _, body = send(port, "GET /v1/quotes?q=café HTTP/1.1\r\nHost: a\r\n\r\n".encode()).partition(
        b"\r\n\r\n"
    )
    assert json.loads(body)["detail"] == (
        "The address has characters that are not ASCII; encode them: é is %C3%A9."
    )
    others = "GET /v1/quotes?q=caf%C3%A9 HTTP/1.1\r\nHost: a\r\nX: café\r\nConnection: close\r\n\r\n".encode()
    assert send(port, others).startswith(b"HTTP/1.1 200 ")


def test_half_a_request_and_a_hung_up_client_is_over_at_once(port: int):
    with closing(socket.create_connection(("127.0.0.1", port), timeout=5)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a")
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")


def test_more_than_may_wait_are_refused_and_told_when_to_come_back(db: Path, tmp_path: Path):
    path = tmp_path / "corpus.db"
    path.write_bytes(db.read_bytes())
    answers = []
    with served(path, threads="1", waiting="0") as port:
        asks = [
            threading.Thread(
                target=lambda: answers.append(get(port, "/v1/quotes?limit=400&count=exact&facets=kind,tag"))
            )
            for _ in range(40)
        ]
        for ask in asks:
            ask.start()
        for ask in asks:
            ask.join()
        assert {status for status, *_ in answers} == {200, 503}
        refused = next(headers for status, headers, _ in answers if status == 503)
        assert refused["Retry-After"] == "1"
        assert b'onrecord_refused_total{reason="overloaded"}' in when_there_is_time(port, "/metrics")
        assert "overloaded: " in (tmp_path / "log").read_text()


def when_there_is_time(port: int, address: str) -> bytes:
    """Ask until the server has a thread for it: it may still be putting away the answer before."""
    for _ in range(100):
        status, _, body = get(port, address)
        if status != 503:
            assert status == 200
            return body
        time.sleep(0.05)
    raise AssertionError("overloaded for five seconds, by nobody")


class TestBadFiles:
    """What a server is started on, and what is put in its place while it serves."""

    MADE: ClassVar = {
        "empty": lambda good: b"",
        "truncated": lambda good: good[: len(good) // 2],
        "flipped": lambda good: good.replace(b"said somebody", b"said somebodx", 1),
        "text": lambda good: b"This is no database. " * 500,
        "schema": lambda good: good[:60] + b"\0\0\0\x63" + good[64:],
    }  # fmt: skip
    SAYS: ClassVar = {
        "empty": "schema version is 0", "truncated": "malformed", "text": "not a database",
        "flipped": "its content differs", "schema": "its content differs",
    }  # fmt: skip

    @pytest.mark.parametrize("kind", [*MADE, "missing"])
    def test_nothing_is_started_on_it(self, db: Path, tmp_path: Path, kind: str):
        path = tmp_path / "bad.db"
        if kind != "missing":
            path.write_bytes(self.MADE[kind](db.read_bytes()))
        given = environment(path, free_port())
        done = subprocess.run(
            COMMAND, env=given, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 1
        [line] = done.stderr.splitlines()
        assert line.startswith(f"Error: {path}: ")
        assert self.SAYS.get(kind, "there is no such file") in line

    def test_the_old_one_stays_in_service_then_a_good_one_is_taken(self, db: Path, tmp_path: Path):
        path, new = tmp_path / "corpus.db", tmp_path / "new.db"
        path.write_bytes(db.read_bytes())
        with served(path, WEB_CONCURRENCY="2") as port:
            time.sleep(2)  # the second worker takes the file when it begins
            before = get(port)[2]
            cursor = json.loads(before)["links"]["next"]
            for kind, make in self.MADE.items():
                new.write_bytes(make(db.read_bytes()))
                new.rename(path)
                assert [get(port)[2] for _ in range(10)] == [before] * 10, kind
                assert "refused" in json.loads(get(port, "/readyz")[2])
            log = (tmp_path / "log").read_text()
            assert log.count("version first stays in service") >= len(self.MADE)
            seal(build(new, articles=75, version="second"))
            new.rename(path)
            time.sleep(1)
            assert {get(port)[1]["Corpus-Version"] for _ in range(20)} == {"second"}
            ready = json.loads(get(port, "/readyz")[2])
            assert (ready["corpus_version"], ready["status"], "refused" in ready) == (
                "second",
                "ready",
                False,
            )
            assert get(port, cursor)[0] == 200, "a cursor of the old corpus is good in the new one"

    def test_a_worker_that_starts_on_it_waits_for_a_good_one(self, db: Path, tmp_path: Path):
        path, new = tmp_path / "corpus.db", tmp_path / "new.db"
        path.write_bytes(db.read_bytes())
        with served(path) as port:
            new.write_bytes(b"damaged")
            new.rename(path)
            assert get(port)[0] == 200
            [worker] = [pid for pid in children() if "gunicorn" in Path(f"/proc/{pid}/cmdline").read_text()]
            os.kill(worker, signal.SIGKILL)
            assert until(lambda: get(port)[0]) == 503
            assert get(port, "/healthz")[0] == 200
            new.write_bytes(db.read_bytes())
            new.rename(path)
            assert get(port)[0] == 200


def children() -> list[int]:
    """Return the workers of the servers that this process has started."""
    own = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return [
        int(pid)
        for parent in own
        for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    ][-1:]


def until(ask, patience: float = 20):
    """Return the first answer that is one: a worker that begins listens a moment later."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            return ask()
        except OSError:
            time.sleep(0.05)
    raise AssertionError("no answer")


def test_what_is_under_way_is_finished_when_the_server_stops(db: Path, tmp_path: Path):
    path = tmp_path / "corpus.db"
    path.write_bytes(db.read_bytes())
    whole = []
    with served(path) as port:
        whole.append(get(port, "/v1/quotes?format=ndjson")[2])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/v1/quotes?format=ndjson")
        answer = connection.getresponse()
        first = answer.read(100)
        own = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
        os.kill(int(own[-1]), signal.SIGTERM)
        time.sleep(0.5)
        whole.append(first + answer.read())
        connection.close()
    assert whole[0] == whole[1]


def test_numbers_are_those_of_all_workers(db: Path, tmp_path: Path):
    path = tmp_path / "corpus.db"
    path.write_bytes(db.read_bytes())
    with served(path, WEB_CONCURRENCY="2") as port:
        time.sleep(1)
        for _ in range(30):
            assert get(port)[0] == 200
        assert (
            b'onrecord_answers_total{endpoint="rest.list_quotes",status="200"} 30.0'
            in get(port, "/metrics")[2]
        )


_HEAPS = """
import ctypes, os, sys, threading
from api.server import share_heaps

share_heaps()
begun = threading.Barrier(8)


def use_memory():
    kept = [bytes(100_000) for _ in range(50)]
    begun.wait()
    return kept


threads = [threading.Thread(target=use_memory) for _ in range(8)]
for one in threads:
    one.start()
for one in threads:
    one.join()
library = ctypes.CDLL(None)
library.fdopen.restype = ctypes.c_void_p
library.malloc_info(0, ctypes.c_void_p(library.fdopen(1, b"w")))
library.fflush(None)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="this C library has one heap")
def test_threads_share_heaps() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HEAPS], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )

    assert 1 <= done.stdout.count("<heap nr=") <= 2
