"""JSON under /v1, and what programs read to find their way around it.

In: requests.  Out: answers that conform to `schemas`, which `openapi` describes; `problems` when something is wrong.

    endpoint                    declares a view with what it accepts and answers
    articles, quotes, speakers, tags, publishers, search, numbers, tabulations, lookup, changes, exports, entry
                                the views, one file per noun or kind of question
    answers, items              send what they return: lists, and single records
    render                      rows of the store as records of the API
    addresses, validators       links of an answer; headers for a client's cache
    formats                     the representations
    tables, linked, feeds, citations
                                CSV; JSON-LD and annotations; Atom and JSON Feed; formats of reference managers
    downloads                   the files for downloading the whole corpus
    endings                     a format as the ending of a path
    ahead, shelf                most answers, made or cached without Flask
    documentation, discovery, health
                                pages and files that explain the API; what is here; whether it works
    mcp, tools                  the corpus for language models
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
