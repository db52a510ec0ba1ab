"""JSON under /v1: one file per noun with short views; `endpoint` registers them, `answers` sends what they return.

In: requests.  Out: answers that conform to `schemas`, which `openapi` describes; `problems` when something is wrong.
"""

from api.rest import (
    articles,
    changes,
    entry,
    exports,
    lookup,
    numbers,
    publishers,
    quotes,
    search,
    speakers,
    tabulations,
    tags,
)
from api.rest.endpoint import ENDPOINTS, rest

__all__ = [
    "ENDPOINTS",
    "articles",
    "changes",
    "entry",
    "exports",
    "lookup",
    "numbers",
    "publishers",
    "quotes",
    "rest",
    "search",
    "speakers",
    "tabulations",
    "tags",
]
