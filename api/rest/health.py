"""Whether this process is alive, and whether it can answer: for monitoring."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, current_app, request
from orjson import dumps

from api import __version__
from api.rest.endpoint import NO_ARGUMENTS
from api.store.arguments import load_arguments
from api.store.reader import Reader

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """Answer 200 as long as the process is alive, whatever the state of the database."""
    load_arguments(NO_ARGUMENTS, request.args)
    return _uncached({"status": "ok"})


@health.get("/readyz")
def readyz() -> Response:
    """Answer 200 when the database can be read, with the versions that are served; 503 otherwise.

    `refused` is present while the file at the database's path is one that was refused.
    """
    load_arguments(NO_ARGUMENTS, request.args)
    reader: Reader = current_app.extensions["reader"]
    state = reader.state()
    corpus = state.corpus
    document: dict[str, Any] = {
        "status": "ready",
        "version": __version__,
        "corpus_version": corpus.version,
        "corpus_built_at": corpus.built_at,
        "in_service_since": datetime.fromtimestamp(state.since, UTC).isoformat(timespec="seconds"),
        "schema_version": corpus.schema_version,
        "extractor_version": corpus.extractor_version,
    }
    if state.refusal is not None:
        # Why, with the path, is in the log: this address may be public.
        document["refused"] = "Another database was put in place and can't be served; the log says why."
    return _uncached(document)


def _uncached(document: dict[str, Any]) -> Response:
    return Response(dumps(document), mimetype="application/json", headers={"Cache-Control": "no-store"})
