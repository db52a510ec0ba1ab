"""JSON under /v1, and what programs read to find their way there.

In: requests.  Out: answers that conform to `schemas`, which `openapi` describes; `problems` when something is wrong.

    endpoint                    declares a view with what it accepts and answers
    articles, quotes, speakers, tags, publishers, search, numbers, tabulations, lookup, changes, exports, entry
                                the views, short, a file for each noun or each kind of question
    answers, items              send what they return: lists, and single records
    render                      rows of the store as records of the API
    addresses, validators       links of an answer; what lets a client keep it
    formats                     the representations that there are
    tables, linked, feeds, citations
                                CSV; JSON-LD and annotations; Atom and JSON Feed; what programs for literature read
    downloads                   the files that the whole corpus is downloaded as
    endings                     a format as the ending of an address
    ahead, shelf                most answers, made or kept without Flask
    documentation, discovery, health
                                the API explains itself; what is here; whether it is well
    mcp, tools                  the same for language models
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
