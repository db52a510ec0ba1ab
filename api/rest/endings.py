"""Lists by an ending: /v1/quotes.csv is /v1/quotes?format=csv, for clients that can't set a header or a parameter.

Single records don't take endings, because an id may contain a dot.
"""

import re
from typing import TYPE_CHECKING

from api.rest.endpoint import ENDPOINTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def _pattern() -> re.Pattern[str]:
    lists = [
        re.escape(f"/v1{one.path}").replace(re.escape("<id_>"), "[^/]+") + rf"\.({'|'.join(one.formats)})"
        for one in ENDPOINTS
        if one.is_list
    ]
    return re.compile("|".join(f"(?:{one})" for one in lists))


class FormatEndings:
    """A WSGI application around another: turns the ending of a list's path into the parameter `format`.

    A request with both has the parameter twice, and is refused like any other repeated parameter.
    """

    def __init__(self, inner: "WSGIApplication") -> None:
        self._inner, self._pattern = inner, _pattern()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        """Answer a WSGI request."""
        path = environ.get("PATH_INFO", "")
        if self._pattern.fullmatch(path):
            environ["PATH_INFO"], _, ending = path.rpartition(".")
            query = environ.get("QUERY_STRING", "")
            environ["QUERY_STRING"] = f"{query}{'&' if query else ''}format={ending}"
        return self._inner(environ, start_response)
