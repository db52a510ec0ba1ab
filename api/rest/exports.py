"""Download the whole corpus: a manifest of files with their hashes, and the files, also in parts (Range)."""

import re
from typing import Any, cast

from flask import Response, abort, current_app, g, request
from werkzeug.http import parse_date
from werkzeug.utils import send_file

from api.rest.answers import json_answer, meta, own_link
from api.rest.downloads import DATABASE, Downloads, Export, downloads_of, holds_restricted, possible_names
from api.rest.endpoint import download, endpoint, rest
from api.rest.problems import NotReady, from_not_ready
from api.rest.render import link
from api.rest.schemas import Answer, Meta, Told, count_of, many, nested, text_of, text_or_null
from api.rest.validators import built_at

_ONE_RANGE = re.compile(r"bytes=(?:(?P<first>\d+)-(?P<last>\d*)|-\d+)", re.ASCII)
_RESTRICTED = "It holds the bodies of articles whose rights are restricted."


class ExportLinks(Answer):
    """Where a file is, and the list that it equals."""

    self = text_of("The file.", required=True)
    list = text_or_null(
        "The list that it equals, byte for byte (uncompressed); null if it isn't a list.", required=True
    )


class ExportFacts(Answer):
    """A file to download."""

    name = text_of("Its name.", required=True)
    media_type = text_of("Its media type.", required=True)
    size = count_of("Its size in bytes.", required=True)
    sha256 = text_of("SHA-256 of its bytes, in hex digits.", required=True)
    etag = text_of("Its strong ETag, for use in If-Range.", required=True)
    last_modified = text_of("When the corpus was built, UTC.", required=True)
    links = nested(ExportLinks, "Where it is.", required=True)


class LeftOut(Answer):
    """A file that is not offered, with the reason."""

    name = text_of("Its name.", required=True)
    reason = text_of("Why it is not offered.", required=True)


class Manifest(Told):
    """The files that can be downloaded."""

    data = many(ExportFacts, "The files.", required=True)
    meta = nested(
        type(
            "ManifestMeta",
            (Meta,),
            {
                "__doc__": "About the answer.",
                "left_out": many(LeftOut, "Files that are not offered.", required=True),
            },
        ),
        "About the answer.",
        required=True,
    )


@endpoint("/exports", Manifest)
def list_exports(arguments: dict[str, Any], etag: str | None) -> Response:  # noqa: ARG001
    """List the files for downloading the whole corpus.

    Each kind of record as CSV and NDJSON, plain and compressed, the NDJSON with `body` and `tags` of articles,
    `aliases` and `roles` of speakers, `context` of quotes; a Frictionless data package that describes the tables; and
    the SQLite file itself, unless it holds bodies that may not be given away. None contains the body of a restricted
    article. The files are made when first asked for, which takes seconds to minutes: 503 with Retry-After until they
    are ready. Links inside are paths from the root of this service.
    """
    files = _files()
    data = [_facts(export) for export in files.exports]
    left_out = [{"name": DATABASE, "reason": _RESTRICTED}] if holds_restricted(g.db) else []
    return json_answer({"data": data, "links": own_link(), "meta": {**meta(), "left_out": left_out}}, etag)


def _facts(export: Export) -> dict[str, Any]:
    return {
        "name": export.name,
        "media_type": export.media_type,
        "size": export.size,
        "sha256": export.sha256,
        "etag": f'"{export.sha256}"',
        "last_modified": g.db.corpus.built_at,
        "links": {
            "self": link(f"/v1/exports/{export.name}"),
            "list": link(export.query) if export.query else None,
        },
    }


@download("/exports/<name>", names=possible_names())
def get_export(name: str) -> Response:
    """Download a file of the whole corpus.

    Also in parts: a `Range` of bytes gives 206, or 416 if it begins after the end of the file. With `If-Range`, a
    changed file is sent whole; with `If-Match` or `If-Unmodified-Since`, it is a 412. Several ranges at once are
    answered with the whole file, as HTTP allows. The hash in `Repr-Digest` is of the whole file.
    """
    files = _files()
    export = files.named(name)
    if export is None:
        abort(
            404,
            f"There is no file {name!r}. {_RESTRICTED if name == DATABASE else 'GET /v1/exports lists them.'}",
        )
    _refuse_another(export)
    return _sent(files, export)


def _refuse_another(export: Export) -> None:
    """Abort with 412 if the file is not the one that the client asks for (RFC 9110, 13.1.1 and 13.1.4)."""
    unmodified_since = request.if_unmodified_since
    if "If-Match" in request.headers:
        is_wanted = request.if_match.star_tag or request.if_match.is_strong(export.sha256)
    else:
        is_wanted = unmodified_since is None or built_at().replace(microsecond=0) <= unmodified_since
    if not is_wanted:
        abort(412, f'The file {export.name!r} is another now: its ETag is "{export.sha256}".')


def _files() -> Downloads:
    return downloads_of(current_app.config["SETTINGS"].db, g.db)


def _sent(files: Downloads, export: Export) -> Response:
    environ = dict(request.environ)
    environ.pop("HTTP_IF_MATCH", None)  # it was met
    if not _is_one_range(environ.get("HTTP_RANGE", "")):
        environ.pop("HTTP_RANGE", None)  # RFC 9110, 14.2: what isn't understood is ignored, the whole sent
    for dated, asked in (("IF_MODIFIED_SINCE", "IF_MODIFIED_SINCE"), ("IF_RANGE", "RANGE")):
        # A corpus may return to an earlier content and its date, so a later date also belongs to another file.
        if (date := parse_date(environ.get(f"HTTP_{dated}"))) and date != built_at().replace(microsecond=0):
            environ.pop(f"HTTP_{asked}", None)
    max_age = current_app.config["SETTINGS"].max_age
    sent = cast(
        "Response",
        send_file(
            files.folder / export.name,
            environ,
            mimetype=export.media_type,
            as_attachment=True,
            download_name=export.name,
            etag=export.sha256,
            last_modified=built_at(),
            max_age=max_age,
            response_class=Response,
        ),
    )
    del sent.headers["Expires"]  # Cache-Control says the same
    sent.headers["Cache-Control"] = f"public, max-age={max_age}"
    sent.headers["Corpus-Version"] = g.db.corpus.version
    sent.headers["Repr-Digest"] = export.digest
    return sent


def _is_one_range(header: str) -> bool:
    found = _ONE_RANGE.fullmatch(header)
    return found is not None and not (found["last"] and int(found["last"]) < int(found["first"]))


rest.register_error_handler(NotReady, from_not_ready)
