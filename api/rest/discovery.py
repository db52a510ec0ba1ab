"""How programs find out what is here: /llms.txt, /.well-known/api-catalog (RFC 9727), and /metrics for the operator.

Numbers in /metrics are those of the corpus and its file, then those of the answers of all worker processes.
"""

import orjson
from flask import Blueprint, Response, current_app, g, render_template, request

from api.rest.endpoint import ENDPOINTS, NO_ARGUMENTS
from api.rest.openapi import public_path
from api.rest.render import absolute
from api.rest.tools import TOOLS
from api.rest.validators import built_at
from api.store.arguments import load_arguments
from api.store.tallies import COUNTED

discovery = Blueprint("discovery", __name__, template_folder="templates")

_CATALOG = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'


@discovery.get("/llms.txt")
def llms_txt() -> Response:
    """Tell language models what is here and where to begin."""
    load_arguments(NO_ARGUMENTS, request.args)
    lines = [(public_path(one), one.summary) for one in ENDPOINTS]
    text = render_template(
        "llms.txt", corpus=g.db.corpus, endpoints=lines, tools=TOOLS.values(), absolute=absolute
    )
    return _kept(Response(text, mimetype="text/markdown"))


@discovery.get("/.well-known/api-catalog")
def api_catalog() -> Response:
    """Name the API of this host, with the addresses of its description, documentation and health check."""
    load_arguments(NO_ARGUMENTS, request.args)
    entry = {
        "anchor": absolute("/v1"),
        "service-desc": [
            {"href": absolute("/openapi.json"), "type": "application/openapi+json"},
            {"href": absolute("/openapi.yaml"), "type": "application/openapi+yaml"},
        ],
        "service-doc": [
            {"href": absolute("/docs/reference"), "type": "text/html"},
            {"href": absolute("/docs"), "type": "text/html"},
            {"href": absolute("/llms.txt"), "type": "text/markdown"},
        ],
        "status": [{"href": absolute("/readyz"), "type": "application/json"}],
    }
    return _kept(Response(orjson.dumps({"linkset": [entry]}), content_type=_CATALOG))


@discovery.get("/metrics")
def metrics() -> Response:
    """Report to Prometheus what is served, how often and how fast."""
    load_arguments(NO_ARGUMENTS, request.args)
    corpus = g.db.corpus
    numbers = {f"{noun}s": ("Rows of the corpus.", corpus.count_of(noun)) for noun in COUNTED}
    numbers["corpus_built_timestamp_seconds"] = ("When the corpus was built.", built_at().timestamp())
    size = current_app.config["SETTINGS"].db.stat().st_size
    numbers["database_bytes"] = ("Size of the database file.", size)
    lines = [
        "# HELP onrecord_corpus_info The corpus that is served.",
        "# TYPE onrecord_corpus_info gauge",
        f'onrecord_corpus_info{{version="{corpus.version}",extractor_version="{corpus.extractor_version}"}} 1',
    ]
    for name, (about, number) in numbers.items():
        lines += [
            f"# HELP onrecord_{name} {about}",
            f"# TYPE onrecord_{name} gauge",
            f"onrecord_{name} {number}",
        ]
    text = "\n".join(lines) + "\n" + current_app.extensions["metrics"].text()
    return Response(
        text, content_type="text/plain; version=0.0.4; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={current_app.config['SETTINGS'].max_age}"
    return response
