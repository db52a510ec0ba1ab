"""Tell a reader what went wrong, and what would have worked; the API's own errors are the work of `rest`.

In: an error of `api.errors`, or an HTTP exception of werkzeug.  Out: its status and words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug import exceptions as http

from api.errors import DatabaseError, Fault, NotFound, QueryError
from api.store.connect import OutOfTime


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error in words for a reader."""

    status: int
    title: str
    explanation: str
    faults: Sequence[Fault] = ()


_UNFORESEEN = Trouble(
    500, "Something went wrong here", "The fault is ours, not yours, and has been written to the log."
)
_KNOWN: Mapping[type[Exception], Trouble] = {
    http.NotFound: Trouble(
        404, "There is no such page", "The address may be misspelt, or there never was such a page."
    ),
    http.MethodNotAllowed: Trouble(
        405, "These pages can only be read", "Use GET or HEAD; nothing can be sent here."
    ),
    http.InternalServerError: _UNFORESEEN,
    DatabaseError: Trouble(
        503, "The corpus cannot be read just now", "It may be being replaced. Try again in a moment."
    ),
    OutOfTime: Trouble(
        503,
        "This page takes too long",
        "Search for fewer words, or choose a shorter period.",
    ),
}


def explain(error: Exception) -> Trouble:
    """Return what to say about an error; the details of an unforeseen one are not a reader's business."""
    if isinstance(error, QueryError):
        return _faulty(error)
    if isinstance(error, NotFound):
        return Trouble(404, f"There is no such {error.kind}", str(error))
    if isinstance(error, http.HTTPException) and error.code:
        return _of_http(error)
    return next((trouble for kind, trouble in _KNOWN.items() if isinstance(error, kind)), _UNFORESEEN)


def _of_http(error: http.HTTPException) -> Trouble:
    known = next((trouble for kind, trouble in _KNOWN.items() if isinstance(error, kind)), None)
    return known or Trouble(error.code or 500, error.name, error.description or error.name)


def _faulty(error: QueryError) -> Trouble:
    count = "One part" if len(error.faults) == 1 else f"{len(error.faults)} parts"
    return Trouble(
        400,
        "This request cannot be answered",
        f"{count} of it could not be understood. Nothing is ignored here, "
        "so that no wrong list looks like a right one.",
        error.faults,
    )
