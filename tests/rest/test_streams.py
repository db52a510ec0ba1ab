"""An export that can't be finished is told from one that is, over HTTP/1.1 and HTTP/1.0."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path

import pytest
from many_quotes import build
from processes import free_port, running

ROOT = Path(__file__).parent.parent.parent
LISTS = ["/v1/quotes.ndjson", "/v1/quotes.csv", "/v1/quotes.ndjson?include=context,tags"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More quotes than are read at once."""
    return build(tmp_path_factory.mktemp("long") / "corpus.db", articles=990)


@pytest.fixture(scope="module", params=["interrupted:application", "api.wsgi:application"])
def server(request: pytest.FixtureRequest, corpus: Path) -> Iterator[tuple[str, bool]]:
    """Address of gunicorn, as it is shipped, and whether its queries are interrupted."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        ROOT / "gunicorn.conf.py",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    environ = os.environ | {
        "ONRECORD_DB": str(corpus),
        "WEB_CONCURRENCY": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
    }
    log = corpus.with_name(f"{request.param.partition(':')[0]}.log")
    with running([*command, request.param], f"http://127.0.0.1:{port}/healthz", log, env=environ, cwd=ROOT):
        yield f"127.0.0.1:{port}", request.param.startswith("interrupted")


@pytest.mark.slow
@pytest.mark.parametrize("path", LISTS)
def test_a_stream_over_http_1_1(server: tuple[str, bool], path: str):
    address, is_interrupted = server
    connection = HTTPConnection(address, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.getheader("Transfer-Encoding") == "chunked"
    if is_interrupted:
        with pytest.raises(IncompleteRead):
            answer.read()
    else:
        assert answer.read().count(b"\n") > 1000


@pytest.mark.slow
@pytest.mark.parametrize("path", LISTS)
def test_a_stream_over_http_1_0(server: tuple[str, bool], path: str):
    address, is_interrupted = server
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n".encode())
        if is_interrupted:
            with pytest.raises(ConnectionResetError):
                read_all(connection)
        else:
            assert read_all(connection).count(b"\n") > 1000


def read_all(connection: socket.socket) -> bytes:
    pieces = []
    while piece := connection.recv(1 << 16):
        pieces.append(piece)
    return b"".join(pieces)


@pytest.mark.slow
def test_the_server_goes_on(server: tuple[str, bool]):
    address, _ = server
    for _ in range(8):  # more than there are threads
        connection = HTTPConnection(address, timeout=30)
        connection.request("GET", LISTS[0])
        with suppress(IncompleteRead):
            connection.getresponse().read()
        connection.close()
    connection = HTTPConnection(address, timeout=30)
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
