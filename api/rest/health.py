"""Whether this process lives, and whether it can answer: for the machines that watch it."""

from flask import Blueprint, Response, current_app, request
from orjson import dumps

from api.rest.endpoint import NO_ARGUMENTS
from api.store.arguments import load_arguments
from api.store.reader import Reader

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> Response:
    """Answer 200 as long as the process lives, whatever has become of the database."""
    load_arguments(NO_ARGUMENTS, request.args)
    return _uncached({"status": "ok"})


@health.get("/readyz")
def readyz() -> Response:
    """Answer 200 when the database can be read, with its version; 503 otherwise."""
    load_arguments(NO_ARGUMENTS, request.args)
    reader: Reader = current_app.extensions["reader"]
    return _uncached({"status": "ready", "corpus_version": reader.database().corpus.version})


def _uncached(document: dict[str, str]) -> Response:
    return Response(dumps(document), mimetype="application/json", headers={"Cache-Control": "no-store"})
