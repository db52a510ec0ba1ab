"""The API's documentation: /openapi.json, /openapi.yaml, /docs, and a page on each kind of problem.

Everything is served from here, nothing from another host: Swagger UI's files come with the package
flask-swagger-ui, and are started by our own script, so that no inline script has to be allowed.
"""

import hashlib
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import quote_plus

import orjson
from flask import Blueprint, Flask, abort, render_template, request
from werkzeug.wrappers import Response

from api.rest.endpoint import ENDPOINTS, NO_ARGUMENTS, Endpoint
from api.rest.openapi import as_yaml, describe, public_path
from api.rest.problems import KINDS
from api.rest.tables import csv_metadata
from api.store.arguments import load_arguments

documentation = Blueprint("documentation", __name__, template_folder="templates")

_UI_FILES = {
    "swagger-ui.css": "text/css",
    "index.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "favicon-32x32.png": "image/png",
}
# Swagger UI sets styles on elements and draws its icons from data: addresses; scripts stay our own.
_UI_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_START = """\
window.addEventListener("load", () => {
  const root = document.getElementById("swagger-ui");
  window.ui = SwaggerUIBundle({
    url: root.dataset.url,
    domNode: root,
    deepLinking: true,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis],
    tryItOutEnabled: true,
  });
});
"""
_PAGE_SECONDS = 3600


@documentation.get("/openapi.json")
def openapi_json() -> Response:
    """Send the description as JSON."""
    return _file(orjson.dumps(describe()), "application/json")


@documentation.get("/openapi.yaml")
def openapi_yaml() -> Response:
    """Send the description as YAML, the same as in the repository."""
    return _file(as_yaml().encode(), "application/yaml")


@documentation.get("/v1/csv-metadata.json")
def csv_metadata_json() -> Response:
    """Say what the columns of the lists' CSV are (W3C CSV on the Web)."""
    return _file(orjson.dumps(csv_metadata()), "application/csvm+json")


@documentation.get("/docs")
def docs() -> Response:
    """Show the description in Swagger UI, with requests to try."""
    load_arguments(NO_ARGUMENTS, request.args)
    response = Response(render_template("docs.html"), mimetype="text/html")
    response.headers["Content-Security-Policy"] = _UI_POLICY
    response.headers["Cache-Control"] = f"public, max-age={_PAGE_SECONDS}"
    return response


@documentation.get("/docs/reference")
def reference() -> Response:
    """Show the description as one page that can be read, searched and printed without scripts."""
    load_arguments(NO_ARGUMENTS, request.args)
    page = Response(_reference(), mimetype="text/html")
    page.headers["Cache-Control"] = f"public, max-age={_PAGE_SECONDS}"
    return page


def _reference() -> str:
    spec = describe()
    operations: dict[str, list[tuple[str, Any]]] = {}
    for path, item in spec["paths"].items():
        operations.setdefault(item["get"]["tags"][0], []).append((path, item["get"]))
    answers = {f"#/components/responses/{name}": of for name, of in spec["components"]["responses"].items()}
    return render_template("reference.html", spec=spec, operations=operations, answers=answers)


@documentation.get("/docs/<name>")
def docs_file(name: str) -> Response:
    """Send one of Swagger UI's files, or the script that starts it."""
    if name == "start.js":
        return _file(_START.encode(), "text/javascript")
    if name == "reference.css":
        return _file((resources.files("api.rest") / "templates" / name).read_bytes(), "text/css")
    if name not in _UI_FILES:
        abort(404)
    return _file(_ui_file(name), _UI_FILES[name])


@documentation.get("/problems/<name>")
def problem_page(name: str) -> Response:
    """Explain a kind of problem; problem documents name this page in `type`."""
    load_arguments(NO_ARGUMENTS, request.args)
    if name not in KINDS:
        abort(404)
    response = Response(render_template("problem.html", kind=KINDS[name]), mimetype="text/html")
    response.headers["Cache-Control"] = f"public, max-age={_PAGE_SECONDS}"
    return response


@cache
def _ui_file(name: str) -> bytes:
    return (resources.files("flask_swagger_ui") / "dist" / name).read_bytes()


def _file(content: bytes, media_type: str) -> Response:
    """Send bytes that change only with the program's version, with an ETag."""
    load_arguments(NO_ARGUMENTS, request.args)
    response = Response(content, mimetype=media_type)
    response.set_etag(hashlib.sha256(content).hexdigest()[:16], weak=True)
    response.headers["Cache-Control"] = f"public, max-age={_PAGE_SECONDS}"
    return response.make_conditional(request)


def collect_examples(app: Flask) -> dict[str, Any]:
    """Return the answer of every endpoint to its example request, and under "ids" the ids that the requests use.

    `app` serves the corpus that the answers come from; examples.json holds those of the shipped corpus.
    """
    client = app.test_client()
    nouns = dict.fromkeys(endpoint.resource for endpoint in ENDPOINTS if endpoint.resource)
    ids = {noun: client.get(f"/v1/{noun}?limit=1").get_json()["data"][0]["id"] for noun in nouns}
    ids["version"] = client.get("/v1").headers["Corpus-Version"]
    ids["words"] = client.get("/v1/quotes?limit=1").get_json()["data"][0]["text"]
    answers = {
        one.operation: client.get(example_request(one, ids)).get_json() for one in ENDPOINTS if one.answer
    }
    return {"ids": ids, **answers}


def example_request(endpoint: Endpoint, ids: dict[str, str]) -> str:
    """Return the address of an endpoint's example request."""
    path = public_path(endpoint)
    if endpoint.resource:
        path = path.replace("{id}", ids[endpoint.resource])
    query = endpoint.example.replace("{words}", quote_plus(ids["words"])).replace("{version}", ids["version"])
    return f"{path}?{query}" if query else path
