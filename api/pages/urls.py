"""Make every link of the pages, below the prefix that the server is mounted at (SCRIPT_NAME).

In: nouns, ids and list queries.  Out: addresses as strings.  A page's address and its API's differ by `/v1` alone.
Templates know this module as `urls`.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote as percent_encoded
from urllib.parse import urlencode

from flask import current_app, request
from werkzeug.datastructures import MultiDict

from api.pages.contexts import Link, Row
from api.store.arguments import joined
from api.store.filters import ListQuery
from api.store.ready import link_to
from api.web_address import escaped_path

_CITATIONS = (
    ("citation", "Plain", "text/plain"),
    ("bibtex", "BibTeX", "application/x-bibtex"),
    ("csl", "CSL", "application/vnd.citationstyles.csl+json"),
)
_HARMLESS = re.compile(r"[A-Za-z0-9_.~-]+")  # most ids: nothing to encode


def home() -> str:
    """Return the address of the first page."""
    return f"{request.script_root}/"


def root() -> str:
    """Return the prefix that all addresses are below; empty where the server is mounted at /."""
    return request.script_root


def here(arguments: MultiDict[str, str]) -> str:
    """Return the address of the page that is being answered, with other arguments."""
    query = urlencode(list(arguments.items(multi=True)), safe=",")
    return f"{request.script_root}{escaped_path(request.path)}{_question(query)}"


def listing(noun: str, **arguments: str) -> str:
    """Return the address of the list of `noun` (plural), filtered by `arguments`."""
    return f"{request.script_root}/{noun}{_query(arguments)}"


def list_of(query: ListQuery, **changed: str | int | None) -> str:
    """Return the page address of a list as asked for; `changed` overrides arguments, None leaves one out."""
    return f"{request.script_root}/{query.resource.name}{_question(query.query_string(**changed))}"


def api_list_of(query: ListQuery, **changed: str | int | None) -> str:
    """Return the API's address of the same list."""
    return f"{api(f'/{query.resource.name}')}{_question(query.query_string(**changed))}"


def item(noun: str, id_: str) -> str:
    """Return the address of one quote, article, speaker, tag or publisher; `noun` is the plural."""
    return f"{request.script_root}/{noun}/{segment(id_)}"


def quote_in_article(quote: Row) -> str:
    """Return the address of a row of quote_details in its article."""
    return f"{item('articles', quote['article_id'])}#q-{quote['id']}"


def search(q: str = "") -> str:
    """Return the address of the search over everything."""
    return f"{request.script_root}/search{_query({'q': q} if q else {})}"


def facet(query: ListQuery, name: str) -> str:
    """Return the address of all values of one facet of a list; it keeps only the list's filters."""
    asked = query.query_string(**dict.fromkeys(query.given - query.filters.keys() - {"q"}))
    return f"{request.script_root}/facets/{query.resource.name}/{name}{_question(asked)}"


def compare(query: ListQuery | None = None, speakers: Sequence[str] = ()) -> str:
    """Return the address of the comparison of speakers, with the filters of a query of quotes."""
    given = query.arguments(speaker=tuple(speakers) or None) if query else [("speaker", joined(speakers))]
    return f"{request.script_root}/compare{_query(dict(given if query or speakers else ()))}"


def page(name: str) -> str:
    """Return the address of a page that exists once: "coverage", "exports"."""
    return f"{request.script_root}/{name}"


def statement(sql: str) -> str | None:
    """Return the address that runs a statement; None where the operator does not offer it."""
    if not current_app.config["SETTINGS"].sql_page:
        return None
    return f"{request.script_root}/sql{_query({'sql': sql} if sql else {})}"


def statistics() -> str:
    """Return the address of the statistics."""
    return f"{request.script_root}/stats"


def dictionary() -> str:
    """Return the address of the data dictionary."""
    return f"{request.script_root}/dictionary"


def static(name: str) -> str:
    """Return the address of a file in static/."""
    return f"{request.script_root}/assets/{segment(name)}"


def api_docs() -> str:
    """Return the address of the API's documentation."""
    return f"{request.script_root}/docs"


def api(path: str, **arguments: str) -> str:
    """Return the API's address of the page at `path` (below the prefix)."""
    return f"{request.script_root}/v1{path}{_query(arguments)}"


def suggestions(nouns: str) -> str:
    """Return the address that completes names of `nouns` (plurals separated by commas)."""
    return api("/suggest", type=nouns, limit="8")


def citations(noun: str, id_: str) -> list[Link]:
    """Return links to a record's citation in formats for bibliographies and reference managers."""
    return [
        Link(label, api(link_to(noun, id_), format=format_), type_) for format_, label, type_ in _CITATIONS
    ]


def report(address: str, quote: Row, permalink: str) -> str | None:
    """Return the link for reporting a wrong attribution, prefilled with the quote; None without `address`.

    `address` is the operator's: a mail gets subject and text, a form the parameters `quote` and `page`.
    """
    if not address:
        return None
    known = {"quote": quote["id"], "page": permalink}
    if address.startswith("mailto:"):
        speaker = quote["speaker_name"] or "nobody"
        text = f"{permalink}\n\n{quote['text']}\n\nis attributed to {speaker}. It should be: "
        known = {"subject": f"Attribution of {quote['id']}", "body": text}
    return f"{address}{'&' if '?' in address else '?'}{urlencode(known, quote_via=percent_encoded)}"


def wikidata(id_: str) -> str:
    """Return the address of a Wikidata item."""
    return f"https://www.wikidata.org/wiki/{percent_encoded(id_)}"


def absolute(address: str) -> str:
    """Return an address of this site with scheme and host, as the client reached it."""
    return request.host_url.rstrip("/") + address


def segment(text: str) -> str:
    """Return an id encoded for a path."""
    return text if _HARMLESS.fullmatch(text) else escaped_path(text)


def _query(arguments: Mapping[str, str]) -> str:
    return _question(urlencode(arguments, safe=",")) if arguments else ""


def _question(query_string: str) -> str:
    return f"?{query_string}" if query_string else ""
