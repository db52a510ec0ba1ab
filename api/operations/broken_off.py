"""Make an answer that can't be finished look unfinished to every client.

A stream of CSV or NDJSON has already begun with status 200 when its query fails or runs out of steps. Over HTTP/1.1
the server omits the last chunk of the chunked encoding, so no client takes that for the end. HTTP/1.0, which some
proxies use, knows only the end of the connection: there it is reset instead of closed.
"""

import socket
import struct
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from api.operations.at_once import close

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# SO_LINGER: on, no seconds: what is not sent is dropped, and the peer is told
_RESET = struct.pack("ii", 1, 0)


class BrokenOff:
    """A WSGI application around another: resets the connection of an HTTP/1.0 client when an answer breaks off."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self._inner = inner

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        """Answer a WSGI request."""
        answer = self._inner(environ, start_response)
        return answer if environ.get("SERVER_PROTOCOL") != "HTTP/1.0" else _Watched(answer, environ)


class _Watched:
    """The pieces of an answer."""

    def __init__(self, answer: Iterable[bytes], environ: "WSGIEnvironment") -> None:
        self._answer, self._environ = answer, environ

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._answer
        except Exception:
            _reset(self._environ.get("gunicorn.socket"))
            raise

    def close(self) -> None:
        """Close the answer, as WSGI requires."""
        close(self._answer)


def _reset(connection: socket.socket | None) -> None:
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        connection.close()
