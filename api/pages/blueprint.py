"""The blueprint of the pages, and what happens before each of them.

In: any request for a page.  Out: 304 or a redirect where no page has to be made; otherwise None, and its view runs.
Views register themselves: `lists`, `records`, `overview`, `comparison`, `statements`.
"""

from collections.abc import Callable, Hashable
from pathlib import Path

from flask import Blueprint, redirect, request
from flask.blueprints import BlueprintSetupState
from flask.sansio.app import App
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from api.errors import NotFound
from api.pages import urls
from api.pages.frame import fingerprint, unchanged
from api.pages.missing import answer_missing
from api.pages.pieces import Pieces
from api.pages.quotation import quote_list
from api.pages.wording import TEMPLATE_FILTERS

pages = Blueprint(
    "pages", __name__, template_folder="templates", static_folder="static", static_url_path="/assets"
)
pages.register_error_handler(NotFound, answer_missing)


@pages.record_once
def _furnish(state: BlueprintSetupState) -> None:
    """Give templates our links and words, and make an unknown variable an error instead of a blank."""
    environment = state.app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals["urls"] = urls
    environment.globals["part"] = _kept_parts(state.app)
    environment.globals["quote_list"] = quote_list
    environment.filters.update(TEMPLATE_FILTERS, segment=urls.segment)
    state.app.extensions["pages_fingerprint"] = fingerprint(Path(__file__).parent)


def _kept_parts(app: App) -> Callable[..., Markup]:
    """Return the function by which templates call macros of parts.html whose result is cached across pages.

    Such a macro may depend only on its arguments, the prefix of the server and the operator's settings.
    """
    pieces: Pieces[Markup] = Pieces()

    def part(name: str, *arguments: Hashable) -> Markup:
        def made() -> Markup:
            macro: Callable[..., Markup] = getattr(app.jinja_env.get_template("parts.html").module, name)
            return macro(*arguments)

        return pieces.get((urls.root(), name, *arguments), made)

    return part


@pages.before_request
def answer_if_unchanged() -> Response | None:
    """Answer 304, before anything is read, when the reader has the page already."""
    return unchanged()


@pages.before_request
def drop_empty_arguments() -> Response | None:
    """Redirect a form with an empty search box to the address without it; the API refuses empty values."""
    if all(value.strip() for value in request.args.values()):
        return None
    kept = MultiDict((name, value) for name, value in request.args.items(multi=True) if value.strip())
    if "q" not in kept and kept.get("sort") == "-relevance":  # relevance needs words
        kept.pop("sort")
    return redirect(urls.here(kept))
