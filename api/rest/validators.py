"""Set the headers that let a client cache an answer and revalidate it: its ETag, its date, its lifetime.

A validator is made from the corpus version and the request alone, so an unchanged answer costs no query.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from http import HTTPStatus

from flask import Response, current_app, g, request
from werkzeug.http import http_date

from api import __version__
from api.rest.formats import MEDIA_TYPES
from api.store.connect import Corpus, Database

_TRAVELLING = {"jsonld", "annotations", "atom", "jsonfeed", "citation", "bibtex", "csl", "wikitext"}
"""Formats whose links are absolute, so that the answer depends on the host name of the request."""


def etag_of_request(
    representation: str, arguments: Iterable[tuple[str, str]], *, of_history: bool = False
) -> str:
    """Return the ETag (without W/ and quotes) of the answer to this request from this corpus.

    `of_history`: the answer also depends on earlier versions of the corpus.
    """
    host = request.host_url if representation in _TRAVELLING else ""
    history = g.db.corpus.built_at if of_history else ""
    return etag_of(g.db, (request.script_root, request.path, host), arguments, representation, history)


def etag_of(
    db: Database,
    place: tuple[str, str, str],
    arguments: Iterable[tuple[str, str]],
    representation: str = "json",
    history: str = "",
) -> str:
    """Return the ETag of the answer at `place`: prefix, path, and host where the answer has absolute addresses."""
    parts = (*place, sorted(arguments), representation, db.whole_bodies, __version__, history)
    return f"{db.corpus.version[:16]}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:16]}"


def not_modified(etag: str) -> Response | None:
    """Return the 304 answer if the client has this answer already."""
    if not request.if_none_match.contains_weak(etag):
        return None
    return with_validators(Response(status=304, mimetype=MEDIA_TYPES["json"]), etag)


def unless_known(etag: str | None, view: Callable[[], Response]) -> Response:
    """Return the answer of `view`, or the 304 if the client has it already.

    `If-None-Match: *` matches any answer, so the view runs first: a missing record is a 404 even then.
    """
    if etag is None:
        return view()
    if request.if_none_match.star_tag:
        answer = view()
        return (not_modified(etag) if answer.status_code == HTTPStatus.OK else None) or answer
    return not_modified(etag) or view()


def with_validators(response: Response, etag: str | None) -> Response:
    """Add the headers that let a client cache the answer; without an ETag, forbid caching."""
    for name, value in validator_headers(g.db.corpus, etag, current_app.config["SETTINGS"].max_age):
        response.headers[name] = value
    return response


def validator_headers(corpus: Corpus, etag: str | None, max_age: int) -> list[tuple[str, str]]:
    """Return the headers to reuse an answer for `max_age` seconds and then revalidate it by its ETag."""
    headers = [("Corpus-Version", corpus.version), ("Vary", "Accept, Accept-Encoding")]
    if etag is None:
        return [*headers, ("Cache-Control", "no-store")]
    return [
        *headers,
        ("ETag", f'W/"{etag}"'),
        ("Last-Modified", _http_date(corpus.built_at)),
        ("Cache-Control", f"public, max-age={max_age}, stale-while-revalidate={10 * max_age}"),
    ]


@lru_cache(maxsize=16)
def _http_date(time: str) -> str:
    return http_date(_in_utc(time))


def _in_utc(time: str) -> datetime:
    return datetime.fromisoformat(time).astimezone(UTC)


def built_at() -> datetime:
    """Return when the corpus was built."""
    return _in_utc(g.db.corpus.built_at)
