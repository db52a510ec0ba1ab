"""Believe a reverse proxy what it says about a request, and nobody else.

In: a WSGI application, and how many proxies stand in front.  Out: one that knows the client's address, scheme and
host, and the prefix under which it is published, from X-Forwarded-For, -Proto, -Host and -Prefix. With no proxy
these headers are a client's own words and change nothing.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")


def behind(proxies: int, inner: "WSGIApplication") -> "WSGIApplication":
    """Return `inner` as it is seen through so many proxies."""
    if not proxies:
        return inner
    return _UsablePrefix(ProxyFix(inner, proxies, proxies, proxies, 0, proxies))


class _UsablePrefix:
    """Drops a prefix that could lead a link elsewhere ("//other.example"), or break out of one."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self._inner = inner

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request of WSGI."""
        given = environ.get("HTTP_X_FORWARDED_PREFIX", "")
        if not all(_PREFIX.fullmatch(one.strip()) for one in given.split(",")):
            del environ["HTTP_X_FORWARDED_PREFIX"]
        return self._inner(environ, start_response)
