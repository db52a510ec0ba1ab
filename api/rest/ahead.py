"""Answer the most frequent requests ahead of Flask: those answered before from the same file, lists, single records.

In: WSGI requests.  Out: the answer that Flask would give, header for header (a test compares them), in a third of its
time.  An answer with an ETag depends on the file and the request alone, so it is cached and given again while the
file is in service. Anything out of the ordinary (a fault, another format, a proxy's prefix) is left to Flask.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson
from werkzeug.datastructures import MultiDict
from werkzeug.sansio.utils import host_is_trusted

from api.errors import OnRecordError
from api.operations.at_once import AT_ONCE, NotAtOnce, close, no_writing
from api.operations.compression import compress, is_worth_compressing
from api.operations.journal import ROUTE, ROWS
from api.rest import answers, items
from api.rest.addresses import list_links
from api.rest.endpoint import ENDPOINTS
from api.rest.formats import MEDIA_TYPES
from api.rest.render import add_related, links_to
from api.rest.shelf import LONGEST_KEPT, Answer, Headers, Shelf
from api.rest.validators import etag_of, validator_headers
from api.settings import Settings
from api.store import select
from api.store.connect import Database
from api.store.filters import ListQuery, parse_query
from api.store.resources import RESOURCES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LONGEST_QUERY = 8000
_CONDITIONS = {"HTTP_RANGE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"}
_TELLING = (  # all of a request that an answer with an ETag may depend on
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_HOST",
    "wsgi.url_scheme",
)


class AheadOfFlask:
    """A WSGI application around another, `inner`; `headers` are those that each answer of the API has.

    `database` returns the open Database of this thread. `quick` are paths of `inner` that are worth an attempt where
    the answer has to be found at once: it gives up when its Database is hurried and has no time left.
    """

    def __init__(
        self,
        inner: "WSGIApplication",
        database: Callable[[], Database],
        settings: Settings,
        headers: Headers,
        quick: Collection[str] = (),
    ) -> None:
        self._inner, self._database, self._headers, self._quick = inner, database, headers, quick
        self._max_age = settings.max_age
        self._hosts = settings.host_names
        self._routes = {f"/v1{one.path}": f"rest.{one.operation}" for one in ENDPOINTS}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a WSGI request."""
        if environ["REQUEST_METHOD"] != "GET" or _has_conditions(environ):
            return self._later(environ, start_response)
        try:
            db = self._database()
        except OnRecordError:
            return self._later(environ, start_response)
        shelf = db.keep("answers", Shelf)
        key = tuple([environ.get(name) for name in _TELLING])
        answer = shelf.get(key)
        if answer is None:
            db.is_hurried = AT_ONCE in environ
            try:
                answer = self._made(db, environ)
                if answer is None:
                    return self._from_inner(shelf, key, environ, start_response)
            finally:
                db.is_hurried = False
            shelf.put(key, answer)
        environ[ROUTE] = answer.route
        if _is_known(environ.get("HTTP_IF_NONE_MATCH", ""), answer.etag):
            start_response("304 NOT MODIFIED", answer.unmodified())
            return []
        start_response("200 OK", answer.headers)
        return [answer.content]

    def _later(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Let Flask answer, in a thread of its own."""
        if AT_ONCE in environ:
            raise NotAtOnce
        return self._inner(environ, start_response)

    def _from_inner(
        self, shelf: Shelf, key: Any, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Let Flask answer, and cache what may be cached; on the main loop only if the answer is quick."""
        if AT_ONCE in environ and environ["PATH_INFO"] not in self._quick:
            raise NotAtOnce
        told: list[Any] = []

        def tell(*status_and_headers: Any) -> Callable[[bytes], object]:
            told[:] = status_and_headers
            return no_writing

        content = self._inner(environ, tell)
        status, headers, *_ = told
        if AT_ONCE in environ and not status.startswith("200"):
            close(content)
            raise NotAtOnce
        own = {name.lower(): value for name, value in headers}
        start_response(status, headers)
        if not status.startswith("200") or "etag" not in own or "content-length" not in own:
            return content
        if int(own["content-length"]) > LONGEST_KEPT:
            return content
        whole = b"".join(content)
        close(content)
        shelf.put(key, Answer(own["etag"], headers, whole, environ.get(ROUTE)))
        return [whole]

    # --- answers of our own --------------------------------------------------------------------------------------

    def _made(self, db: Database, environ: "WSGIEnvironment") -> Answer | None:
        """Return the answer to an ordinary request for JSON; None for any other request, or a faulty one."""
        if not self._is_ordinary(environ):
            return None
        path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        parts = path.split("/")
        if len(parts) not in {3, 4} or parts[1] != "v1" or parts[2] not in RESOURCES:
            return None
        db.rows = 0
        try:
            if len(parts) == 3:
                found = _list(db, parts[2], path, query)
            else:
                found = None if query or path in self._routes else _item(db, parts[2], parts[3], path)
        except Exception:
            return None  # Flask will meet the same fault, and knows how to answer it
        if found is None:
            return None
        environ[ROWS] = db.rows
        route = self._routes[path if len(parts) == 3 else f"/v1/{parts[2]}/<id_>"]
        return self._answer(db, found, route, packed="gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""))

    def _is_ordinary(self, environ: "WSGIEnvironment") -> bool:
        encoding = environ.get("HTTP_ACCEPT_ENCODING", "")
        return (
            not environ.get("SCRIPT_NAME")
            and environ["PATH_INFO"].isascii()
            and len(environ.get("QUERY_STRING", "")) <= _LONGEST_QUERY
            and environ.get("HTTP_ACCEPT", "*/*") in _PLAIN_ACCEPTS
            and ";" not in encoding
            and "*" not in encoding
            and (not self._hosts or host_is_trusted(environ.get("HTTP_HOST", ""), self._hosts))
        )

    def _answer(self, db: Database, found: "_Found", route: str, *, packed: bool) -> Answer:
        etag, content, links = found
        packed = packed and is_worth_compressing(len(content))
        content = compress(content) if packed else content
        headers = [("Content-Type", MEDIA_TYPES["json"]), ("Content-Length", str(len(content)))]
        headers += validator_headers(db.corpus, etag, self._max_age)
        headers += [("Link", one) for one in (answers.service_link(), *links)]
        headers += self._headers
        if packed:
            headers.append(("Content-Encoding", "gzip"))
        return Answer(f'W/"{etag}"', headers, content, route)


_Found = tuple[str, bytes, list[str]]  # the ETag, the content and the links of an answer
_PLAIN_ACCEPTS = {"*/*", "application/json", ""}


def _list(db: Database, noun: str, path: str, query: str) -> _Found | None:
    pairs = tuple(parse_qsl(query, keep_blank_values=True, errors="strict"))
    asked = _query(noun, pairs)
    if db.is_hurried and _takes_time(asked):
        return None
    if asked.format != "json" or (asked.sample is not None and asked.seed is None):
        return None
    etag = etag_of(db, ("", path, ""), asked.arguments())
    document = answers.list_document(db, asked, select.list_records(db, asked), path)
    return etag, orjson.dumps(document), list_links(asked, document["links"], path)


def _takes_time(asked: ListQuery) -> bool:
    """Return whether an answer may spend its time elsewhere than in the steps of SQLite, which are counted."""
    if asked.q is None:
        return bool(asked.facets or asked.sample)
    # Sets have the common words; few records have the others. Ranking and marking look into the texts.
    plain = asked.resource.name == "quotes" and not asked.highlight and asked.sort != "-relevance"
    return not plain or bool(asked.facets or asked.sample) or not _PLAIN_WORDS.fullmatch(asked.q)


_PLAIN_WORDS = re.compile(r"[A-Za-z0-9]{1,40}(?: [A-Za-z0-9]{1,40}){0,4}")


def _query(noun: str, pairs: tuple[tuple[str, str], ...]) -> ListQuery:
    """Return the query of a list, cached without its cursor: all pages of a list share one."""
    rest = tuple([one for one in pairs if one[0] != "cursor"])
    if len(pairs) - len(rest) != 1 or any(name == "sample" for name, _ in rest):
        return _parsed(noun, pairs)
    (cursor,) = (value for name, value in pairs if name == "cursor")
    if not re.fullmatch(r"[\w-]+", cursor):
        return _parsed(noun, pairs)
    asked = _parsed(noun, rest)
    return replace(asked, cursor=cursor, given=asked.given | {"cursor"})


@lru_cache(maxsize=1024)
def _parsed(noun: str, pairs: tuple[tuple[str, str], ...]) -> ListQuery:
    return answers.as_ready(parse_query(noun, MultiDict(pairs)))


def _item(db: Database, noun: str, id_: str, path: str) -> _Found:
    if noun == "quotes":
        return _quote(db, id_, path)
    record = select.get_record(db, noun, id_, items.SHOWN_WITH[noun])
    document = items.item_document(db, noun, record)
    links = items.item_links(noun, document["links"], record)
    return etag_of(db, ("", path, ""), ()), orjson.dumps(document), links


def _quote(db: Database, id_: str, path: str) -> _Found:
    record, related = select.get_ready_quote(db, id_)
    more: dict[str, Any] = {}
    add_related(more, related)
    # What `include` adds follows the quote's own properties: one object is joined from two.
    whole = orjson.Fragment(f"{record[:-1]},{orjson.dumps(more)[1:].decode()}")
    links = links_to("quotes", id_)
    document = {"data": whole, "links": links, "meta": {"corpus_version": db.corpus.version}}
    return etag_of(db, ("", path, ""), ()), orjson.dumps(document), items.item_links("quotes", links)


def _has_conditions(environ: "WSGIEnvironment") -> bool:
    """Return whether the request has conditional headers besides If-None-Match."""
    if not _CONDITIONS.isdisjoint(environ):
        return True
    return "HTTP_IF_MODIFIED_SINCE" in environ and "HTTP_IF_NONE_MATCH" not in environ


def _is_known(given: str, etag: str) -> bool:
    """Return whether If-None-Match names this ETag (compared weakly) or is `*`."""
    if not given:
        return False
    names = {one.strip().removeprefix("W/") for one in given.split(",")}
    return etag.removeprefix("W/") in names or names == {"*"}
