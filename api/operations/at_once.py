"""Answer a plain request where it arrived: in the main loop of a worker, without a thread.

In: the bytes of a request, and a WSGI application that raises NotAtOnce for what takes time.  Out: the bytes of its
answer, or None when a thread and gunicorn's own reader have to handle it.

A plain request is a GET in plain characters whose headers say nothing about the connection or a body; most are. What
is read here is read as gunicorn reads it, and what is written is written as gunicorn writes it (a test holds the two
together); reading and writing so little in one step is what takes less time.
"""

import io
import re
import sys
import time
from collections.abc import Callable, Iterable
from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gunicorn import SERVER, SERVER_SOFTWARE

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

AT_ONCE = "onrecord.at_once"
"""Key of the WSGI environment: true where the answer must be made at once, or else NotAtOnce be raised."""

_LONGEST = 8190  # bytes of a plain request
_MOST_HEADERS = 60
_HEAD = re.compile(
    rb"GET (/(?:[\w.~-][\w.~/-]*)?)(\?[!\"$-~]*)? HTTP/1\.1\r\n"
    rb"((?:[A-Za-z][A-Za-z0-9-]*:[ -~]*\r\n)+)\r\n"
)
_OF_CONNECTIONS = {
    "HTTP_CONTENT_LENGTH",
    "HTTP_CONTENT_TYPE",
    "HTTP_EXPECT",
    "HTTP_TRANSFER_ENCODING",
    "HTTP_UPGRADE",
    "HTTP_HTTP2_SETTINGS",
}
"""Headers that a plain request doesn't have, as the WSGI environment names them."""

Address = tuple[Any, ...]


class NotAtOnce(Exception):
    """The answer takes time, or is out of the ordinary; nothing of it has been sent yet."""


def plain_request(raw: bytes, client: Address, server: Address) -> "WSGIEnvironment | None":
    """Return the environment of a plain request between these two addresses, None when `raw` is anything else."""
    found = _HEAD.fullmatch(raw) if len(raw) <= _LONGEST else None
    if found is None:
        return None
    path, query, head = (part.decode("ascii") if part else "" for part in found.groups())
    headers = _headers(head)
    if headers is None:
        return None
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query[1:],
        "RAW_URI": path + query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_SOFTWARE": SERVER_SOFTWARE,
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        AT_ONCE: True,
        **headers,
    }


def _headers(head: str) -> dict[str, str] | None:
    """Return headers as the WSGI environment names them; None if one is repeated, or concerns the connection."""
    lines = head.split("\r\n")[:-1]
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers["HTTP_" + name.upper().replace("-", "_")] = value.strip(" ")
    repeated = len(headers) < len(lines) or len(lines) > _MOST_HEADERS
    if repeated or not _OF_CONNECTIONS.isdisjoint(headers) or "HTTP_HOST" not in headers:
        return None
    return headers if headers.get("HTTP_CONNECTION", "keep-alive").lower() == "keep-alive" else None


def answer_at_once(app: "WSGIApplication", environ: "WSGIEnvironment") -> list[bytes]:
    """Return the head and the content of the answer, on a connection that is kept; raises NotAtOnce."""
    try:
        return _answered(app, environ)
    except NotAtOnce:
        raise
    except Exception as error:
        # Here it would end the worker. It will occur again in a thread, where it is one answer and a line in the log.
        raise NotAtOnce from error


def _answered(app: "WSGIApplication", environ: "WSGIEnvironment") -> list[bytes]:
    told: list[Any] = []

    def start(*status_and_headers: Any) -> Callable[[bytes], object]:
        told[:] = status_and_headers
        return no_writing

    body = app(environ, start)
    try:
        content = b"".join(body)
    finally:
        close(body)
    return [_head(told[0], told[1]), content]


def _head(status: str, headers: Iterable[tuple[str, str]]) -> bytes:
    lines = [f"HTTP/1.1 {status}\r\n{_common(int(time.time()))}"]
    lines += [f"{name}: {value}\r\n" for name, value in headers]
    head = "".join(lines)
    if head.count("\n") != len(lines) + 3 or head.count("\r") != len(lines) + 3:
        raise ValueError("a header of the answer holds a line break")
    return f"{head}\r\n".encode("latin-1")


@lru_cache(maxsize=2)
def _common(second: int) -> str:
    return f"Server: {SERVER}\r\nDate: {formatdate(second, usegmt=True)}\r\nConnection: keep-alive\r\n"


def close(body: Iterable[bytes]) -> None:
    """Close what an application has returned, as PEP 3333 requires, whether it was sent or not."""
    if its_close := getattr(body, "close", None):
        its_close()


def no_writing(_: bytes) -> None:
    """Do nothing: stands in for the `write` callable that PEP 3333 keeps for old frameworks."""
