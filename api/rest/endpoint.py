"""Declare an endpoint once: its route, what it accepts, what it answers, and its page in the documentation.

A view is its contract plus a few lines. Its docstring is its documentation: the first line is the summary.
Before a view runs, its arguments are loaded strictly, a representation is negotiated, and a client that already has
the answer gets a 304, without reading any rows.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from flask import Blueprint, Response, g, request
from marshmallow import Schema
from marshmallow.fields import Field
from werkzeug.datastructures import MIMEAccept, MultiDict
from werkzeug.exceptions import NotAcceptable

from api.errors import Fault, QueryError
from api.rest import problems, validators
from api.rest.formats import ITEM_FORMATS, MEDIA_TYPES
from api.store import select
from api.store.arguments import Choice, ListOf, load_arguments
from api.store.filters import ListQuery, argument_schema, parse_query
from api.store.resources import RESOURCES

rest = Blueprint("rest", __name__, url_prefix="/v1")

View = Callable[..., Response]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What the documentation says about one path.

    `answer` is None where the endpoint redirects to a record (303). `example` is a query string.
    `kept` is false for answers that differ each time; `of_history` is true for those that depend on earlier versions
    of the corpus. `names` are the names of the files that the path serves.
    """

    path: str
    operation: str
    tag: str
    summary: str
    description: str
    arguments: Schema
    answer: type[Schema] | None
    formats: tuple[str, ...] = ("json",)
    example: str = ""
    kept: bool = True
    of_history: bool = False
    names: tuple[str, ...] = ()

    @property
    def resource(self) -> str | None:
        """The resource whose id is in the path; None when the path has no id."""
        return self.path.split("/")[1] if "<id_>" in self.path else None

    @property
    def may_find_nothing(self) -> bool:
        """Whether the endpoint may answer 404: no such id, or no record to draw from."""
        return self.resource is not None or not self.kept or self.answer is None

    @property
    def is_list(self) -> bool:
        """Whether the answer is a list, whose path may end in a format."""
        return "csv" in self.formats


ENDPOINTS: list[Endpoint] = []
"""All endpoints, in the order in which they are documented: that of registration."""

NO_ARGUMENTS = Schema.from_dict({}, name="NoArguments")()


def endpoint(
    path: str,
    answer: type[Schema] | None,
    *,
    arguments: Schema = NO_ARGUMENTS,
    example: str = "",
    kept: bool = True,
    formats: tuple[str, ...] = ("json",),
    of_history: bool = False,
) -> Callable[[View], View]:
    """Register a view with a schema of its own: `view(arguments, etag, **ids)`.

    `kept` is false for answers that differ each time: they have no ETag. Where there are several `formats`, the
    negotiated one is in `arguments` as "format".
    """

    def register(view: View) -> View:
        @wraps(view)
        def run(**ids: str) -> Response:
            loaded = load_arguments(arguments, request.args)
            format_ = loaded.get("format") or _negotiated(formats)
            if len(formats) > 1:
                loaded["format"] = format_
            if format_ != "json" and "fields" in loaded:
                raise QueryError([Fault("fields", "conflict", f"{format_} has no place for this.")])
            given = request.args.items(multi=True)
            etag = validators.etag_of_request(format_, given, of_history=of_history) if kept else None
            return validators.unless_known(etag, lambda: view(loaded, etag, **ids))

        facts = {"example": example, "kept": kept, "formats": formats, "of_history": of_history}
        _add(view, run, path, arguments, answer, **facts)
        return view

    return register


def listing(
    path: str, resource: str, answer: type[Schema], *, fixed: str | None = None, example: str = ""
) -> Callable[[View], View]:
    """Register a list: `view(query, etag, **ids)`. `fixed` is the filter that the id in the path stands for."""
    schema = argument_schema(resource, (fixed,) if fixed else ())

    def register(view: View) -> View:
        @wraps(view)
        def run(**ids: str) -> Response:
            query = _query(resource, {fixed: tuple(ids.values())} if fixed else {})
            repeatable = query.sample is None or query.seed is not None
            etag = validators.etag_of_request(query.format, query.arguments()) if repeatable else None
            return validators.unless_known(etag, lambda: view(query, etag, **ids))

        _add(view, run, path, schema, answer, example=example, formats=RESOURCES[resource].formats)
        return view

    return register


def item(path: str, resource: str, answer: type[Schema]) -> Callable[[View], View]:
    """Register a single record: `view(arguments, etag, **ids)`."""
    about = "Only these properties; `speaker.name` selects a property of a property."
    fields = ListOf(Choice(RESOURCES[resource].fields), about=about)
    formats: tuple[str, ...] = ITEM_FORMATS.get(resource, ("json",))
    given: dict[str, Field[Any]] = {"fields": fields}
    if len(formats) > 1:
        about = "Representation; default json. Takes precedence over the Accept header."
        given["format"] = Choice(formats, about=about)
    schema = Schema.from_dict(given, name=f"{resource.title()}ItemArguments")()
    return endpoint(path, answer, arguments=schema, formats=formats)


def download(path: str, names: tuple[str, ...]) -> Callable[[View], View]:
    """Register files to download: `view(name)`. The view handles ETag and conditional headers itself."""

    def register(view: View) -> View:
        @wraps(view)
        def run(name: str) -> Response:
            load_arguments(NO_ARGUMENTS, request.args)
            return view(name)

        _add(view, run, path, NO_ARGUMENTS, None, names=names)
        return view

    return register


def require(resource: str, id_: str) -> None:
    """Raise NotFound unless there is such a record."""
    select.get_record(g.db, resource, id_)


def _negotiated(formats: Sequence[str]) -> str:
    """Return the first of `formats` that the request's Accept header prefers; raises NotAcceptable.

    Parameters of a media type count only where an offered type has some, such as the profile of JSON-LD; otherwise
    they are ignored, since many clients send them anyway ("application/json; charset=utf-8").
    """
    wanted = request.accept_mimetypes
    if not wanted:
        return formats[0]
    types = [MEDIA_TYPES[name] for name in formats]
    best = _as_offered(wanted, types).best_match(types)
    if best is None:
        offered = ", ".join(MEDIA_TYPES[name] for name in formats)
        raise NotAcceptable(f"Accept is {request.headers['Accept']!r}; offered are {offered}.")
    return next(name for name in formats if MEDIA_TYPES[name] == best)


def _as_offered(wanted: MIMEAccept, types: Sequence[str]) -> MIMEAccept:
    """Return the wanted media types without parameters that no offered type has."""
    with_parameters = [one for one in types if ";" in one]

    def is_offered(kind: str) -> bool:
        return MIMEAccept([(kind, 1)]).best_match(with_parameters) is not None

    return MIMEAccept(
        [
            (kind if ";" not in kind or is_offered(kind) else kind.partition(";")[0].strip(), quality)
            for kind, quality in wanted
        ]
    )


def _query(resource: str, fixed: Mapping[str, tuple[str, ...]]) -> ListQuery:
    query = parse_query(resource, request.args, fixed)
    if "format" in query.given:
        return query
    negotiated = _negotiated(RESOURCES[resource].formats)
    if negotiated == "json":
        return query
    # The Accept header counts like the parameter `format`: what doesn't fit that format is a fault here, too.
    asked = MultiDict([*request.args.items(multi=True), ("format", negotiated)])
    return replace(parse_query(resource, asked, fixed), given=query.given)


def _add(
    view: View, run: View, path: str, arguments: Schema, answer: type[Schema] | None, **facts: Any
) -> None:
    summary, _, description = inspect.cleandoc(view.__doc__ or "").partition("\n\n")
    noun = path.removeprefix("/").partition("/")[0]
    contract = Endpoint(
        path,
        operation=view.__name__,
        tag=noun if noun in RESOURCES else "corpus",
        summary=summary.rstrip("."),
        description=" ".join(description.split()) or summary,
        arguments=arguments,
        answer=answer,
        **facts,
    )
    ENDPOINTS.append(contract)
    rest.add_url_rule(path, view.__name__, run, methods=["GET"])


rest.register_error_handler(problems.Restricted, problems.from_restricted)


def summary_of(endpoint_: Endpoint) -> dict[str, Any]:
    """Return the members of an operation that say what it is."""
    return {
        "operationId": endpoint_.operation,
        "summary": endpoint_.summary,
        "description": endpoint_.description,
        "tags": [endpoint_.tag],
    }
