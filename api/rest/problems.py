"""Turn what went wrong into an answer: RFC 9457 problem documents, with the headers that belong to the status.

In: an error of `errors`, or an HTTP exception.  Out: a response.  Every path of the API answers this way, whatever
fails.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import orjson
from flask import Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestedRangeNotSatisfiable
from werkzeug.exceptions import NotFound as NoSuchAddress

from api.errors import DatabaseError, NotFound, QueryError
from api.operations.journal import REQUEST_ID
from api.rest.render import link
from api.store.changes import Forgotten
from api.store.connect import OutOfTime
from api.web_address import escaped_path

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its name in `type`, its title, and what a client can do about it."""

    name: str
    status: int
    title: str
    advice: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "invalid-parameter",
            400,
            "Invalid query parameter",
            "`errors` names every parameter that can't be used, why, and what would be accepted. "
            "Nothing is ignored: correct or remove them all.",
        ),
        Kind(
            "invalid-cursor",
            400,
            "Invalid cursor",
            "A cursor belongs to one query: only limit, and what is shown of each record, may change "
            "between pages. Start again without a cursor.",
        ),
        Kind("bad-request", 400, "Bad request", "The request could not be read."),
        Kind(
            "restricted",
            403,
            "Restricted",
            "The rights of this article don't allow its body to be served; its excerpt and quotes are in its JSON.",
        ),
        Kind("not-found", 404, "Not found", "Nothing has this address. Ids are in `data[].id` of the lists."),
        Kind(
            "gone",
            410,
            "Gone",
            "The record was in an earlier version of the corpus; `removed_with` is the first version without it. "
            "Requests for records that live on under another id are redirected instead (308).",
        ),
        Kind(
            "unknown-version",
            410,
            "Unknown version",
            "What changed since then is not known here: `known_versions` lists the versions that can be asked about. "
            "Fetch the lists again, and ask for the changes since the Corpus-Version of those answers.",
        ),
        Kind(
            "method-not-allowed",
            405,
            "Method not allowed",
            "The corpus is read-only: use GET, HEAD or OPTIONS.",
        ),
        Kind(
            "not-acceptable",
            406,
            "Not acceptable",
            "The Accept header asks for a representation that this address doesn't have.",
        ),
        Kind(
            "precondition-failed",
            412,
            "Precondition failed",
            "The file is not the one that If-Match or If-Unmodified-Since names; fetch it again from the beginning.",
        ),
        Kind("request-timeout", 408, "Request timeout", "Send the whole request at once."),
        Kind("content-too-large", 413, "Content too large", "Send a shorter message."),
        Kind(
            "headers-too-large",
            431,
            "Request header fields too large",
            "The server does not accept request headers that long.",
        ),
        Kind("uri-too-long", 414, "URI too long", "Ask for fewer values at once."),
        Kind(
            "range-not-satisfiable",
            416,
            "Range not satisfiable",
            "The file ends before the range begins; Content-Range says how many bytes it has.",
        ),
        Kind(
            "too-many-requests",
            429,
            "Too many requests",
            "Wait as many seconds as Retry-After says; RateLimit says how many requests are left.",
        ),
        Kind("internal-error", 500, "Internal error", "This is our fault; the operator's log says more."),
        Kind(
            "corpus-unavailable",
            503,
            "Corpus unavailable",
            "The database can't be read now; try again later.",
        ),
        Kind("overloaded", 503, "Overloaded", "Wait as many seconds as Retry-After says, then ask again."),
        Kind(
            "exports-not-ready",
            503,
            "Exports not ready",
            "The files are made when they are first asked for; ask again after Retry-After seconds.",
        ),
        Kind(
            "query-timeout", 503, "Query timeout", "Narrow the query, or ask for count=none and fewer facets."
        ),
    )
}
_NARROWER = {
    "count": "Ask for count=none or count=auto.",
    "facets": "Ask for fewer facets.",
    "group_by": "Count by one property, or within a shorter period.",
    "sample": "Draw the sample from a shorter period.",
    "q": "Look for a rarer word, or more words.",
    "sort": "Take the default order.",
}
"""What makes a query cheaper, by the parameter that makes it expensive."""


class NotReady(Exception):
    """The export files are still being made, or can't be; the argument says which of the two."""


class Restricted(Exception):
    """The requested body may not be served because of the article's rights; the argument is the article's id."""


_BY_STATUS = {kind.status: kind for kind in reversed(KINDS.values())} | {503: KINDS["overloaded"]}


def problem(kind: Kind, detail: str, **more: Any) -> Response:
    """Return the response for one problem; `more` are further members of the document."""
    document = {
        "type": f"/problems/{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "instance": link(escaped_path(request.path)),
        **more,
    }
    if kind.status >= 500:
        document["request_id"] = request.environ.get(REQUEST_ID)  # the operator's log has the rest under it
    response = Response(orjson.dumps(document), kind.status, mimetype=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def from_query_error(error: QueryError) -> Response:
    """Answer 400 naming every fault."""
    cursor_only = all(fault.code == "invalid-cursor" for fault in error.faults)
    kind = KINDS["invalid-cursor" if cursor_only else "invalid-parameter"]
    faults = [
        {name: value for name, value in asdict(fault).items() if value not in (None, ())}
        for fault in error.faults
    ]
    return problem(
        kind, " ".join(f"{fault.parameter}: {fault.detail}" for fault in error.faults), errors=faults
    )


def from_not_found(error: NotFound, near: str | None) -> Response:
    """Answer 404, with the id that is spelt most like it, if one is `near`."""
    return problem(KINDS["not-found"], f"{error}{hint(near)}", **({"suggestion": near} if near else {}))


def hint(near: str | None) -> str:
    """Return the sentence that suggests the value `near` in place of an unknown one; "" when there is none."""
    return f" Did you mean {near!r}?" if near else ""


def from_nothing(noun: str, told: Mapping[str, Any]) -> Response:
    """Answer 404: no record meets the filters; `told` has their values that no record has, as `unknown_ids`."""
    unknown = "".join(_not_known(one) for one in told.get("unknown_ids", ()))
    return problem(KINDS["not-found"], f"No {noun} meets these filters.{unknown}", **told)


def _not_known(one: Mapping[str, Any]) -> str:
    return f" {one['parameter']}: {one['value']!r} is not in this corpus.{hint(one['suggestion'])}"


def from_gone(error: NotFound, version: Mapping[str, str]) -> Response:
    """Answer 410: there was such a record; `version` is the first without it."""
    detail = f"The {error.kind} {error.id!r} was removed with version {version['version']}."
    return problem(KINDS["gone"], detail, removed_with=version)


def from_forgotten(error: Forgotten, known: Iterable[Mapping[str, str]]) -> Response:
    """Answer 410: the changes since then are not known; `known` are the versions that can be asked about."""
    versions = list(known)
    oldest = f"{versions[-1]['version']} of {versions[-1]['published_at']}"
    detail = f"What changed since {error.since!r} is not known; the oldest version to ask about is {oldest}."
    return problem(KINDS["unknown-version"], detail, known_versions=versions)


def from_restricted(error: Restricted) -> Response:
    """Answer 403: the article's body may not be served."""
    return problem(KINDS["restricted"], f"The body of the article {str(error)!r} is not served.")


def from_database_error(error: DatabaseError) -> Response:  # noqa: ARG001 - its message names paths of the server
    """Answer 503: the file vanished or was damaged while we serve it."""
    response = problem(KINDS["corpus-unavailable"], "The corpus can't be read at the moment.")
    response.headers["Retry-After"] = "5"
    return response


def from_out_of_time(error: OutOfTime) -> Response:  # noqa: ARG001
    """Answer 503: the query took more work than one request is allowed."""
    given = request.args.keys()
    advice = [text for name, text in _NARROWER.items() if name in given] or [
        "Filter by an article, a speaker, or a shorter period (published_from, published_to)."
    ]
    detail = " ".join(["The query takes longer than a request may.", *advice])
    response = problem(KINDS["query-timeout"], detail)
    response.headers["Retry-After"] = "5"
    return response


def from_not_ready(error: NotReady) -> Response:
    """Answer 503: the export files are still being made, or can't be."""
    response = problem(KINDS["exports-not-ready"], str(error))
    response.headers["Retry-After"] = "5"
    return response


def from_http(error: HTTPException) -> Response:
    """Answer an HTTP exception, with its own headers, such as Allow."""
    kind = _BY_STATUS.get(error.code or 500)
    if kind is None:
        kind = Kind("bad-request", error.code or 500, error.name, "")
    response = problem(kind, _detail(error, kind))
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def _detail(error: HTTPException, kind: Kind) -> str:
    if error.description == NoSuchAddress.description:  # werkzeug's words are for people at a browser
        return f"Nothing has the address {request.path}; {request.script_root}/v1 leads to all there is."
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        allowed = ", ".join(sorted(error.valid_methods))
        return f"{request.method} is not allowed at {request.path}; allowed are {allowed}."
    if isinstance(error, RequestedRangeNotSatisfiable) and error.length is not None:
        return f"Range is {request.headers.get('Range', '')!r}; the file has {error.length:,} bytes."
    return error.description or kind.title
