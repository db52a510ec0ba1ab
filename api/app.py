"""The Flask application: the API under /v1, the pages under /, and what every answer of both has.

In: Settings.  Out: a WSGI application that never writes.  While a request of the API or the pages is answered,
`flask.g.db` is the open Database of this thread (from `app.extensions["reader"]`), and
`current_app.config["SETTINGS"]` the operator's choices.
"""

import re
import sqlite3
from http import HTTPStatus
from logging import Logger
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from flask import Flask, current_app, g, request
from werkzeug.exceptions import HTTPException, InternalServerError, RequestURITooLarge
from werkzeug.wrappers import Response

from api.errors import DatabaseError, Fault, QueryError
from api.operations.at_once import AT_ONCE
from api.operations.broken_off import BrokenOff
from api.operations.compression import compress, is_worth_compressing
from api.operations.headers import DATA_HEADERS, FOR_ANY_ORIGIN, SECURITY, policy_for
from api.operations.hosts import KnownHosts
from api.operations.journal import ROUTE, ROWS, Journal
from api.operations.limits import Exports, TooManyExports, limit_rates
from api.operations.metrics import Metrics
from api.operations.proxies import behind
from api.pages import pages, render_trouble
from api.rest import linked, problems, rest
from api.rest.ahead import AheadOfFlask
from api.rest.discovery import discovery
from api.rest.documentation import documentation
from api.rest.endings import FormatEndings
from api.rest.health import health
from api.rest.mcp import mcp
from api.settings import Settings
from api.store.connect import OutOfTime, is_damage, is_out_of_time
from api.store.reader import Reader
from api.web_address import escaped_path

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_MACHINE_PATHS = ("/v1", "/mcp", "/healthz", "/readyz", "/metrics", "/openapi.", "/llms.txt", "/.well-known/")
_FOR_SCRIPTS = ("/v1", "/mcp", "/openapi.", "/llms.txt", "/.well-known/")
_REQUEST_HEADERS = (
    "Accept, Cache-Control, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Range, "
    "If-Unmodified-Since, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Range, X-Request-ID"
)
_COMPRESSED_TYPES = ("application/", "text/", "image/svg")
_PAGES_AT_ONCE = ("/quotes",)  # pages whose view announces work that takes time (Database.take_time)
_LONGEST_QUERY = 100_000  # bytes: room for every list parameter with its 200 values; servers often allow less


def create_app(settings: Settings, *, must_serve: bool = True) -> Flask:
    """Return the application that serves `settings.db`.

    Raises DatabaseError when that file is missing, damaged, or of another schema version, unless `must_serve` is
    false: then, and when it vanishes later, requests are answered 503. When a sound file takes its place, the next
    requests read that one. Raises SettingError for an invalid rate limit.
    """
    app = Flask(__name__, static_folder=None)
    app.config["SETTINGS"] = settings
    app.config["MAX_CONTENT_LENGTH"] = _LONGEST_QUERY
    # werkzeug would redirect with scheme and host; _with_fewer_slashes does without.
    app.url_map.merge_slashes = False
    reader = app.extensions["reader"] = _opened(settings, app.logger, must_serve=must_serve)
    metrics = app.extensions["metrics"] = Metrics()
    # Pages carry the API's own JSON-LD; the two rooms don't know each other, so it is handed over here.
    app.extensions["linked_record"] = linked.of_stored
    app.extensions["answers_at_once"] = not settings.rate_limit  # a rate limit has to see every request
    _answer_errors(app)
    _prepare_requests(app, reader)
    for blueprint in (rest, documentation, discovery, mcp, health, pages):
        app.register_blueprint(blueprint)
    app.after_request(_finished)
    _send_few_exports(app, Exports(settings.exports, metrics))
    limit_rates(app, settings, metrics)
    app.wsgi_app = _surrounded(app, settings)  # type: ignore[method-assign]  # Flask's own way to wrap it
    return app


def _opened(settings: Settings, log: Logger, *, must_serve: bool) -> Reader:
    reader = Reader(
        settings.db,
        cursor_key=settings.cursor_key,
        whole_bodies=settings.serve_restricted_bodies,
        threads=settings.threads + 1,  # and the main loop of the worker
    )
    try:
        reader.open()
    except DatabaseError as error:
        if must_serve:
            raise
        log.error("%s", error)
    return reader


def _surrounded(app: Flask, settings: Settings) -> Journal:
    """Return the application with everything that is around it, from the inside out."""
    inner: WSGIApplication = BrokenOff(FormatEndings(app.wsgi_app))
    if app.extensions["answers_at_once"]:
        database, headers = app.extensions["reader"].database, list(DATA_HEADERS.items())
        inner = AheadOfFlask(inner, database, settings, headers, quick=_PAGES_AT_ONCE)
    inner = behind(settings.proxies, KnownHosts(inner, settings.host_names))
    return Journal(inner, settings, app.extensions["metrics"])


def _prepare_requests(app: Flask, reader: Reader) -> None:
    @app.before_request
    def open_database() -> None:
        if len(request.query_string) > _LONGEST_QUERY:
            raise RequestURITooLarge(f"The query string is longer than {_LONGEST_QUERY} bytes.")
        _refuse_other_encodings(request.query_string)
        request.environ[ROUTE] = request.endpoint
        if request.blueprint not in {None, health.name}:
            g.db = reader.database()
            g.db.rows = 0

    @app.teardown_request
    def say_what_was_read(_: BaseException | None) -> None:
        if "db" in g:
            request.environ[ROWS] = g.db.rows


def _refuse_other_encodings(query: bytes) -> None:
    """Raise QueryError for parameters that are not UTF-8; werkzeug would take their escapes literally."""
    given = [pair.partition(b"=")[0] for pair in query.split(b"&") if not _is_utf8(unquote_to_bytes(pair))]
    if given:
        detail = "Is not UTF-8; encode it so: é is %C3%A9."
        names = (unquote_to_bytes(name).decode(errors="replace") for name in given)
        raise QueryError([Fault(name, "invalid", detail) for name in names])


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _send_few_exports(app: Flask, exports: Exports) -> None:
    @app.after_request
    def admit(response: Response) -> Response:
        return response if exports.admit(response) else _http_error(TooManyExports())


# --- errors --------------------------------------------------------------------------------------------------------


def _answer_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(QueryError, _query_error)
    app.register_error_handler(DatabaseError, _database_error)
    app.register_error_handler(OutOfTime, _out_of_time)
    app.register_error_handler(sqlite3.DatabaseError, _sqlite_error)
    app.register_error_handler(Exception, _unexpected)


def _is_for_machines() -> bool:
    return request.path.startswith(_MACHINE_PATHS)


def _http_error(error: HTTPException) -> Response:
    if redirect := _with_fewer_slashes(error):
        return redirect
    return problems.from_http(error) if _is_for_machines() else render_trouble(error)


def _with_fewer_slashes(error: HTTPException) -> Response | None:
    """Redirect /v1/quotes/ and /v1//quotes to /v1/quotes: one thing has one address."""
    path = _SLASHES.sub("/", request.path).rstrip("/")
    if error.code != HTTPStatus.NOT_FOUND or path in {"", request.path}:
        return None
    if not current_app.url_map.bind("localhost").test(path, method="GET"):
        return None
    query = request.query_string.decode("latin-1")
    target = f"{request.script_root}{escaped_path(path)}{'?' + query if query else ''}"
    return Response(status=HTTPStatus.PERMANENT_REDIRECT, headers={"Location": target})


_SLASHES = re.compile("//+")


def _query_error(error: QueryError) -> Response:
    return problems.from_query_error(error) if _is_for_machines() else render_trouble(error)


def _is_an_attempt() -> bool:
    """Return whether nobody will see the answer: what fails in a worker's main loop is tried again in a thread."""
    return AT_ONCE in request.environ


def _database_error(error: DatabaseError) -> Response:
    if not _is_an_attempt():
        current_app.logger.error("%s", error)
    return problems.from_database_error(error) if _is_for_machines() else render_trouble(error)


def _out_of_time(error: OutOfTime) -> Response:
    if _is_an_attempt():
        return Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
    return problems.from_out_of_time(error) if _is_for_machines() else render_trouble(error)


def _sqlite_error(error: sqlite3.DatabaseError) -> Response:
    if is_out_of_time(error):
        return _out_of_time(OutOfTime())
    return _database_error(DatabaseError(str(error))) if is_damage(error) else _unexpected(error)


def _unexpected(error: Exception) -> Response:
    if not _is_an_attempt():
        current_app.logger.exception("unexpected error", exc_info=error)
    return _http_error(InternalServerError("Something went wrong here; the operator's log says what."))


# --- what every answer has -----------------------------------------------------------------------------------------


def _finished(response: Response) -> Response:
    said = {name.lower() for name in response.headers.keys()}  # noqa: SIM118 - headers iterate over pairs
    owed = {**SECURITY, "Content-Security-Policy": policy_for(response.mimetype)}
    response.headers.extend([(name, value) for name, value in owed.items() if name.lower() not in said])
    if request.path.startswith(_FOR_SCRIPTS):
        _allow_browsers(response)
    return _compressed(response)


def _allow_browsers(response: Response) -> None:
    """Let scripts of any origin read the API."""
    response.headers.update(FOR_ANY_ORIGIN)
    if request.method == "OPTIONS":
        methods = "POST, OPTIONS" if request.path == "/mcp" else "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Methods"] = methods
        response.headers["Access-Control-Allow-Headers"] = _REQUEST_HEADERS
        response.headers["Access-Control-Max-Age"] = "86400"


def _compressed(response: Response) -> Response:
    if (
        response.is_streamed
        or response.direct_passthrough
        or not (response.mimetype or "").startswith(_COMPRESSED_TYPES)
    ):
        return response
    if "Accept-Encoding" not in response.headers.get("Vary", ""):
        response.headers.add("Vary", "Accept-Encoding")
    wanted = request.accept_encodings["gzip"] > 0 and "Content-Encoding" not in response.headers
    if wanted and is_worth_compressing(response.content_length or 0):
        response.set_data(compress(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
    return response
