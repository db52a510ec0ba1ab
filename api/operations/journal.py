"""Give each request an id, and log one line for each answer: as text, or as JSON for a collector.

In: a WSGI application.  Out: one that adds `X-Request-ID` to every answer. Every line that is logged while a request
is answered has its id, so that "something went wrong" can be looked up. Client addresses are not logged: who reads
what is nobody's business.
"""

import logging
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson

from api.operations.at_once import close
from api.operations.metrics import Metrics
from api.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID, ROUTE, ROWS = "onrecord.request_id", "onrecord.route", "onrecord.rows"
"""Keys of the WSGI environment: the id of the request, the endpoint that answers, the number of rows it read."""

requests = logging.getLogger("api.requests")
_current: ContextVar[str | None] = ContextVar("request_id", default=None)
_USABLE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ANSWERED = "answered"


class Journal:
    """A WSGI application around another: gives requests an id, times, counts and logs answers."""

    def __init__(self, inner: "WSGIApplication", settings: Settings, metrics: Metrics) -> None:
        self._inner, self._metrics = inner, metrics
        self._is_written = settings.log_requests
        self._believes_ids = settings.proxies > 0

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a WSGI request."""
        entry = _Entry(environ, self._number(environ))
        environ[REQUEST_ID] = entry.id
        _current.set(entry.id)

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            entry.status = int(status[:3])
            return start_response(status, [*headers, ("X-Request-ID", entry.id)], exc_info)

        try:
            return _Watched(self._inner(environ, start), entry, self)
        except BaseException:
            _current.set(None)
            raise

    def _number(self, environ: "WSGIEnvironment") -> str:
        given = environ.get("HTTP_X_REQUEST_ID", "") if self._believes_ids else ""
        return given if _USABLE_ID.fullmatch(given) else os.urandom(8).hex()

    def close(self, entry: "_Entry") -> None:
        """Count the answer, and log it."""
        seconds = time.perf_counter() - entry.started
        self._metrics.answered(entry.environ.get(ROUTE), entry.status, seconds)
        if self._is_written:
            requests.info(_ANSWERED, extra={"facts": entry.facts(seconds)})


class _Entry:
    """What is known of one request."""

    __slots__ = ("bytes", "environ", "id", "started", "status")

    def __init__(self, environ: "WSGIEnvironment", id_: str) -> None:
        self.environ, self.id, self.status, self.bytes = environ, id_, 0, 0
        self.started = time.perf_counter()

    def facts(self, seconds: float) -> dict[str, Any]:
        return {
            "request_id": self.id,
            "method": self.environ.get("REQUEST_METHOD"),
            "path": self.environ.get("SCRIPT_NAME", "") + self.environ.get("PATH_INFO", ""),
            "query": self.environ.get("QUERY_STRING", ""),
            "status": self.status,
            "ms": round(1000 * seconds, 1),
            "bytes": self.bytes,
            "rows": self.environ.get(ROWS, 0),
        }


class _Watched:
    """The body of an answer, which ends when the server closes it."""

    def __init__(self, body: Iterable[bytes], entry: _Entry, journal: Journal) -> None:
        self._body, self._entry, self._journal = body, entry, journal

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._body:
            self._entry.bytes += len(piece)
            yield piece

    def close(self) -> None:
        try:
            close(self._body)
        finally:
            self._journal.close(self._entry)
            _current.set(None)


# --- how lines look ------------------------------------------------------------------------------------------------


class _Text(logging.Formatter):
    """A line for people: time, level, id of the request, what happened."""

    def format(self, record: logging.LogRecord) -> str:
        facts = _facts(record)
        said = record.getMessage()
        if said == _ANSWERED and facts:
            query = f"?{facts['query']}" if facts["query"] else ""
            said = "{method} {path}{q} {status} {ms} ms {bytes} bytes {rows} rows".format(**facts, q=query)
        line = (
            f"{_time(record)} {record.levelname.lower()} [{facts.get('request_id', '-')}] {_one_line(said)}"
        )
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class _Json(logging.Formatter):
    """A line for programs: one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_facts(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    number = _current.get()
    found: dict[str, Any] = getattr(record, "facts", {"request_id": number} if number else {})
    return found


def _time(record: logging.LogRecord) -> str:
    return (
        datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )


def _one_line(text: str) -> str:
    """Escape line breaks and the like: a path is whatever a client likes to send."""
    return _UNPRINTABLE.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def formatter(settings: Settings) -> logging.Formatter:
    """Return the formatter of log lines that the operator chose."""
    return _Json() if settings.log_format == "json" else _Text()


def write_to_stderr(settings: Settings) -> None:
    """Make our loggers write to standard error, where service managers and containers read."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(settings))
    own = logging.getLogger("api")
    own.handlers = [handler]
    own.setLevel(logging.INFO)
    own.propagate = False
