"""What every page has around it: the database, headers, validators, and the same facts as data.

In: a context of `contexts`.  Out: a response.  Which facts a page shows is the work of its view.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from flask import Response, current_app, g, render_template, request
from werkzeug.exceptions import HTTPException

from api import __version__
from api.pages import urls
from api.pages.contexts import TEMPLATES, Example, Failure, Link, Page
from api.pages.errors import Trouble, explain
from api.pages.listing import FACET_PAGE, formats_of
from api.store.connect import Database
from api.store.filters import ListQuery
from api.store.ready import link_to
from api.store.select import Record

# Stricter than the default policy for HTML (`operations.headers`): no images but our own files.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_LINKED = ("quotes", "articles", "speakers")  # nouns that schema.org has types for
_CALLS = (
    ("Command line", "curl '{url}'"),
    (
        "Python",
        "import json, urllib.request\n\n"
        'with urllib.request.urlopen("{url}") as answer:\n'
        '    {member} = json.load(answer)["{member}"]',
    ),
    ("JavaScript", 'const answer = await fetch("{url}");\nconst {{ {member} }} = await answer.json();'),
)


def the_database() -> Database:
    """Return this thread's connection to the currently published database; raises DatabaseError."""
    if "db" not in g:  # an address that no view answers, so none was opened for it
        g.db = current_app.extensions["reader"].database()
    database: Database = g.db
    return database


def about_page(
    title: str, description: str, *, path: str | None = "", member: str = "data", **arguments: str
) -> dict[str, Any]:
    """Return what base.html needs on a page that is neither a list nor one record.

    `path` is the address below /v1 of the same facts, with `arguments`; None where the API has none. `member` is the
    member of the answer that has them.
    """
    alternates = [Link("JSON", urls.api(path, **arguments), "application/json")] if path is not None else []
    return _frame(title, description, alternates, member, is_indexed=not arguments)


def about_list(query: ListQuery, title: str, description: str) -> dict[str, Any]:
    """Return what base.html needs on a list."""
    is_front = not query.given
    frame = _frame(title, description, list(formats_of(query)), is_indexed=is_front)
    return {**frame, "section": query.resource.name, "is_section_front": is_front}


def about_facet(query: ListQuery, name: str, title: str) -> dict[str, Any]:
    """Return what base.html needs on the page of one facet of a list."""
    url = urls.api_list_of(query, facets=name, facet_limit=FACET_PAGE, limit=1, cursor=None, sort=None)
    frame = _frame(title, title, [Link("JSON", url, "application/json")], "facets", is_indexed=False)
    return {**frame, "section": query.resource.name}


def about_comparison(asked: Mapping[str, str], unit: str) -> dict[str, Any]:
    """Return what base.html needs on the comparison of speakers by `unit`; `asked` are its arguments."""
    grouped = {"group_by": f"speaker,{unit}", **asked}
    url = urls.api("/aggregate", **grouped)
    description = "When several speakers were quoted, side by side"
    alternates = [Link("JSON", url, "application/json")]
    return _frame("Compare speakers", description, alternates, is_indexed=not asked)


def about_item(noun: str, record: Record, title: str, description: str) -> dict[str, Any]:
    """Return what base.html needs on the page of one record; `noun` is the plural."""
    path = link_to(noun, record.row["id"])
    alternates = [Link("JSON", urls.api(path), "application/json")]
    if noun in _LINKED:
        alternates.append(Link("JSON-LD", urls.api(path, format="jsonld"), "application/ld+json"))
    return {
        **_frame(title, description, alternates),
        "section": noun,
        "linked": _linked(noun, record) if noun in _LINKED else None,
    }


def _linked(noun: str, record: Record) -> dict[str, Any]:
    """Return a record's JSON-LD as in the API, but without a body: that is on the page already."""
    linked: dict[str, Any] = current_app.extensions["linked_record"](noun, record)
    return {name: value for name, value in linked.items() if name != "articleBody"}


def _frame(
    title: str, description: str, alternates: list[Link], member: str = "data", *, is_indexed: bool = True
) -> dict[str, Any]:
    return {
        "title": title,
        "description": description,
        "corpus": the_database().corpus,
        "section": "",
        "is_section_front": False,
        "is_indexed": is_indexed,
        "alternates": alternates,
        "examples": _examples(alternates[0].url, member) if alternates else [],
    }


def _examples(url: str, member: str) -> list[Example]:
    """Return code in several languages that asks an address of the API for a member of its answer."""
    absolute = urls.absolute(url)
    return [Example(language, code.format(url=absolute, member=member)) for language, code in _CALLS]


def fingerprint(folder: Path) -> str:
    """Return 16 hex digits that change whenever a file in `folder`, or our version, changes."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(folder.rglob("*.*")):
        if path.suffix in {".html", ".css", ".js", ".py"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def unchanged() -> Response | None:
    """Return the 304 answer if the reader has this page already, without reading or rendering anything."""
    known = request.if_none_match
    if request.endpoint == "pages.static" or known.star_tag or not known.contains_weak(_validator()):
        return None
    return _not_modified()


def _not_modified() -> Response:
    return Response(status=304, headers=_validators())


def _validator() -> str:
    """Return the ETag of this page: of the request, the corpus, and everything that shapes the answer."""
    if "page_etag" not in g:
        g.page_etag = _made_validator()
    etag: str = g.page_etag
    return etag


def _made_validator() -> str:
    settings = current_app.config["SETTINGS"]
    shape = (
        current_app.extensions["pages_fingerprint"],
        settings.serve_restricted_bodies,
        settings.report_to,
        settings.sql_page,
    )
    place = (request.scheme, request.host, request.script_root, request.path)
    asked = (*place, sorted(request.args.items(multi=True)))
    version = the_database().corpus.version
    return f"{version[:16]}-{hashlib.sha256(repr((shape, asked)).encode()).hexdigest()[:16]}"


def _validators() -> list[tuple[str, str]]:
    """Return the headers that let a reader cache a page, or forbid it."""
    if "sample" in request.args and "seed" not in request.args:  # another draw each time
        return [("Cache-Control", "no-store")]
    max_age = current_app.config["SETTINGS"].max_age
    return [("Cache-Control", f"public, max-age={max_age}"), ("ETag", f'W/"{_validator()}"')]


def render(context: Page, status: int = 200) -> Response:
    """Return the page as a response, with the headers that every page has."""
    return respond(written(context), context.alternates, status)


def written(context: Page) -> str:
    """Return the page as HTML."""
    variables = {field.name: getattr(context, field.name) for field in fields(context)}
    return render_template(TEMPLATES[type(context)], **variables)


def respond(html: str, alternates: Sequence[Link], status: int = 200) -> Response:
    """Return HTML as a response, with the headers that every page has."""
    if status == 200 and request.if_none_match.star_tag:  # `*` matches any page, and there is one
        return _not_modified()
    links = [("Link", f'<{one.url}>; rel="alternate"; type="{one.type}"') for one in alternates]
    kept = _validators() if status == 200 else [("Cache-Control", "no-store")]
    return Response(html, status, [("Content-Security-Policy", _POLICY), *links, *kept])


def render_trouble(error: Exception) -> Response:
    """Return the page that tells a reader what went wrong."""
    response = render_failure(explain(error))
    for name, value in error.get_headers() if isinstance(error, HTTPException) else ():
        if name.lower() not in {"content-type", "content-length"}:  # keeps Allow, Retry-After and their like
            response.headers[name] = value
    return response


def render_failure(trouble: Trouble, near: Sequence[Link] = ()) -> Response:
    """Return the page of an error; `near` are links to what may have been meant."""
    return render(_failure(trouble, near), trouble.status)


def _failure(trouble: Trouble, near: Sequence[Link]) -> Failure:
    faulty = {fault.parameter for fault in trouble.faults}
    asked = request.args.items(multi=True)
    return Failure(
        title=trouble.title,
        description=trouble.explanation,
        corpus=None if trouble.status >= 500 else the_database().corpus,
        section="",
        is_section_front=False,
        is_indexed=False,
        alternates=(),
        examples=(),
        status=trouble.status,
        explanation=trouble.explanation,
        faults=trouble.faults,
        near=near,
        q=request.args.get("q") if "q" in faulty else None,
        kept=[(name, value) for name, value in asked if name not in faulty | {"q", "cursor"}],
    )
