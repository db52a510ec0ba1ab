"""Answer only under our own host names, and never under an invalid one: links are made from the Host header.

In: a WSGI application, and the names that the operator allows (any valid name when there are none).  Out: one that
answers 400 to all other names, before anything uses them.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import orjson
from werkzeug.sansio.utils import host_is_trusted

from api.operations.headers import DATA_HEADERS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_NAME = re.compile(rf"(?:{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9A-Fa-f:.]+\])(?::\d{{1,5}})?")
_LONGEST = 260  # characters of a name and its port
_REFUSAL = orjson.dumps(
    {
        "type": "/problems/bad-request",
        "title": "Bad request",
        "status": 400,
        "detail": "The Host header does not name a host that is served here.",
    }
)


class KnownHosts:
    """A WSGI application around another that refuses requests under other names."""

    def __init__(self, inner: "WSGIApplication", names: Sequence[str]) -> None:
        self._inner, self._names = inner, list(names)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a WSGI request."""
        host = environ.get("HTTP_HOST", "")
        if (not host or self._is_name(host)) and (not self._names or host_is_trusted(host, self._names)):
            return self._inner(environ, start_response)
        headers = {"Content-Type": "application/problem+json", "Content-Length": str(len(_REFUSAL))}
        headers |= {"Cache-Control": "no-store", **DATA_HEADERS}
        start_response("400 Bad Request", list(headers.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [_REFUSAL]

    def _is_name(self, host: str) -> bool:
        return len(host) <= _LONGEST and _NAME.fullmatch(host) is not None
