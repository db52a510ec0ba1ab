"""Trust what a reverse proxy says about a request, and nobody else.

In: a WSGI application, and the number of proxies in front.  Out: one that knows the client's address, scheme and
host, and the prefix under which it is published, from X-Forwarded-For, -Proto, -Host and -Prefix. Without a proxy,
these headers could come from any client and are ignored.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")


def behind(proxies: int, inner: "WSGIApplication") -> "WSGIApplication":
    """Return `inner` as it is seen through that many proxies."""
    if not proxies:
        return inner
    return _UsablePrefix(ProxyFix(inner, proxies, proxies, proxies, 0, proxies))


class _UsablePrefix:
    """Drops a prefix that could lead a link elsewhere ("//other.example"), or break out of one."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self._inner = inner

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a WSGI request."""
        given = environ.get("HTTP_X_FORWARDED_PREFIX", "")
        if not all(_PREFIX.fullmatch(one.strip()) for one in given.split(",")):
            del environ["HTTP_X_FORWARDED_PREFIX"]
        return self._inner(environ, start_response)
