"""Describe the API in OpenAPI 3.1: from the endpoints and the marshmallow schemas, so it can't differ from them.

`describe` gives the description as a dictionary, `as_yaml` as the text of openapi.yaml; the same code gives the
same bytes. Examples are real answers, kept in examples.json (`collect_examples` in `documentation` makes them).
"""

import json
import re
from functools import cache
from http import HTTPStatus
from importlib import resources
from typing import Any

import yaml
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import Schema

from api import __version__
from api.rest.endpoint import ENDPOINTS, Endpoint, summary_of
from api.rest.formats import FORMATS, MEDIA_TYPES
from api.rest.problems import KINDS, MEDIA_TYPE
from api.rest.schemas import Problem
from api.store.resources import RESOURCES

_ABOUT = """\
Who said what, where, and how do we know? A corpus of news articles with the quotes in them, who said each, and the
printed words that show it.

All lists share the same parameters for paging, sorting and filtering. A parameter that is unknown, empty or out of
range, or that takes one value and is given two, is an error that names it: nothing is ignored and nothing is clamped.
Offsets count Unicode code points of the article's body; `end` is exclusive.
"""
_TAGS = {
    "corpus": "What this corpus is, and search across it.",
    "articles": "The printed texts, and the quotes in each.",
    "quotes": "What was said, by whom, where, and how we know.",
    "speakers": "Who is quoted.",
    "tags": "Subjects of articles.",
    "publishers": "Who published the articles.",
}
_HEADERS = {
    "ETag": "Validator of this answer; send it back as If-None-Match.",
    "Last-Modified": "When the corpus was built.",
    "Cache-Control": "How long the answer may be used without asking again.",
    "Corpus-Version": "Version of the corpus that answered.",
    "Link": "The next and previous page, other representations, and this description.",
    "Unknown-Ids": "Ids in filters that name nothing in this corpus (`speaker=...`), in formats without `meta`.",
    "Vary": "Request headers that the answer depends on.",
}
_MOVED = {
    "description": "The record has another id now.",
    "headers": {
        "Location": {
            "description": "The same request with the current id.",
            "schema": {"type": "string", "format": "uri-reference"},
        }
    },
}
_FILE_HEADERS = ("ETag", "Last-Modified", "Cache-Control", "Corpus-Version")
_BLANK = r"\x00 \t\r\n"  # what alone makes no value; regular expressions differ in what \s is
_UNKEPT_HEADERS = ("Cache-Control", "Corpus-Version", "Vary")


_QUICK = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the first client waits for it


@cache
def describe() -> dict[str, Any]:
    """Return the OpenAPI description of the whole API."""
    plugin = MarshmallowPlugin(schema_name_resolver=_name_of)
    spec = APISpec(
        title="On Record",
        version=__version__,
        openapi_version="3.1.0",
        info={
            "description": _ABOUT,
            "contact": {"name": "The operator of this service"},
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        servers=[{"url": "/", "description": "This service"}],
        security=[],  # nothing is secret, and nobody has to say who they are
        tags=[{"name": name, "description": about} for name, about in _TAGS.items()],
        plugins=[plugin],
    )
    converter: OpenAPIConverter = plugin.converter  # type: ignore[assignment]  # there is one once spec has it
    examples = _examples()
    _add_problems(spec)
    for name, about in _HEADERS.items():
        spec.components.header(name, {"description": about, "schema": {"type": "string"}})
    for endpoint in ENDPOINTS:
        operation = _operation(endpoint, converter, examples)
        spec.path(path=public_path(endpoint), operations={"get": operation})
    described: dict[str, Any] = json.loads(json.dumps(spec.to_dict()))
    return described


@cache
def as_yaml() -> str:
    """Return the description as YAML, keys in the order of the description."""
    return yaml.dump(describe(), Dumper=_QUICK, sort_keys=False, allow_unicode=True, width=110)


def public_path(endpoint: Endpoint) -> str:
    """Return the endpoint's path as OpenAPI writes it: /v1/quotes/{id}."""
    return "/v1" + re.sub(r"<(\w+?)_?>", r"{\1}", endpoint.path)


def _name_of(schema: Any) -> str:
    named: str = schema.__name__ if isinstance(schema, type) else type(schema).__name__
    return named


def _operation(endpoint: Endpoint, converter: OpenAPIConverter, examples: dict[str, Any]) -> dict[str, Any]:
    return {
        **summary_of(endpoint),
        "parameters": [
            *_path_parameters(endpoint, examples),
            *_query_parameters(endpoint.arguments, converter),
        ],
        "responses": _responses(endpoint, examples),
    }


def _path_parameters(endpoint: Endpoint, examples: dict[str, Any]) -> list[dict[str, Any]]:
    if endpoint.names:
        return [_in_path("name", "Name of the file.", enum=list(endpoint.names))]
    if endpoint.resource is None:
        return []
    parameter = _in_path("id", f"Id of the {RESOURCES[endpoint.resource].singular}.")
    known = examples.get("ids", {}).get(endpoint.resource)
    return [parameter | ({"example": known} if known else {})]


def _in_path(name: str, about: str, **more: Any) -> dict[str, Any]:
    schema = {"type": "string", **more}
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}


def _query_parameters(arguments: Schema, converter: OpenAPIConverter) -> list[dict[str, Any]]:
    parameters: list[dict[str, Any]] = converter.schema2parameters(arguments, location="query")
    for parameter in parameters:
        parameter["schema"].pop("description", None)
        if parameter["schema"].get("type") == "array":
            # Commas separate values: one with commas is several values, none of them blank.
            value = rf"[^,\x00]*[^,{_BLANK}][^,\x00]*"
            _never_empty(parameter["schema"]["items"], f"^{value}(,{value})*$")
        else:
            _never_empty(parameter["schema"], rf"^[^\x00]*[^{_BLANK}][^\x00]*$")
    return parameters


def _never_empty(schema: dict[str, Any], pattern: str) -> None:
    if schema.get("type") == "string" and not {"enum", "pattern"} & schema.keys():
        schema |= {"minLength": 1, "pattern": pattern}


def _has(endpoint: Endpoint, header: str) -> bool:
    return header != "Unknown-Ids" or endpoint.is_list  # only these have filters, and formats without meta


def _responses(endpoint: Endpoint, examples: dict[str, Any]) -> dict[str, Any]:
    if endpoint.names:
        of_files = {code: {"$ref": f"#/components/responses/Problem{code}"} for code in ("412", "416")}
        return _file_responses() | _errors(endpoint) | of_files
    if endpoint.answer is None:
        location = {"description": "The record.", "schema": {"type": "string", "format": "uri-reference"}}
        found = {"303": {"description": endpoint.summary + ".", "headers": {"Location": location}}}
        return found | _errors(endpoint) | {"default": {"$ref": "#/components/responses/Problem500"}}
    headers = [name for name in (_HEADERS if endpoint.kept else _UNKEPT_HEADERS) if _has(endpoint, name)]
    content: dict[str, Any] = {MEDIA_TYPES["json"]: {"schema": endpoint.answer}}
    if endpoint.operation in examples:
        content[MEDIA_TYPES["json"]]["example"] = examples[endpoint.operation]
    for name in endpoint.formats[1:]:
        schema = _schema_of(name)
        if MEDIA_TYPES[name] in content:  # two formats of one media type: only `format` tells them apart
            schema["description"] += " " + content[MEDIA_TYPES[name]]["schema"]["description"]
        content[MEDIA_TYPES[name]] = {"schema": schema}
    responses: dict[str, Any] = {
        "200": {
            "description": endpoint.summary + ".",
            "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
            "content": content,
        }
    }
    if endpoint.kept:
        responses["304"] = {"description": "The client's copy (If-None-Match) is still current."}
    return responses | _errors(endpoint)


def _file_responses() -> dict[str, Any]:
    def answer(about: str, headers: dict[str, str]) -> dict[str, Any]:
        types = ("text/csv", "application/x-ndjson", "application/gzip", "application/vnd.sqlite3")
        package = {"type": "object", "description": "The data package: a description of the tables."}
        return {
            "description": about,
            "headers": {
                **{name: {"$ref": f"#/components/headers/{name}"} for name in _FILE_HEADERS},
                **{
                    name: {"description": text, "schema": {"type": "string"}}
                    for name, text in headers.items()
                },
            },
            "content": {
                **{name: {"schema": {"type": "string", "format": "binary"}} for name in types},
                "application/json": {"schema": package},
            },
        }

    whole = {
        "Accept-Ranges": "bytes: parts of the file may be requested.",
        "Content-Disposition": "The name to save the file under.",
        "Repr-Digest": "SHA-256 of the whole file (RFC 9530).",
    }
    part = whole | {"Content-Range": "Which bytes these are, and how many the file has."}
    return {
        "200": answer("The file.", whole),
        "206": answer("The part that Range asked for.", part),
        "304": {"description": "The client's copy (If-None-Match) is still current."},
    }


def _errors(endpoint: Endpoint) -> dict[str, Any]:
    """Return what may be answered instead: problems, and where a record has gone."""
    errors = ["400", *(["403"] if "text" in endpoint.formats else [])]
    errors += ["404"] if endpoint.may_find_nothing else []
    errors += ["410"] if endpoint.resource or endpoint.of_history else []
    problems = [*errors, "405", "406", "408", "414", "429", "431", "500", "503"]
    moved = {"308": _MOVED} if endpoint.resource else {}
    return moved | {status: {"$ref": f"#/components/responses/Problem{status}"} for status in problems}


def _schema_of(format_: str) -> dict[str, Any]:
    about = FORMATS[format_].about
    if format_ == "csl":
        return {"type": "array", "items": {"type": "object"}, "description": about}
    return {"type": "object" if FORMATS[format_].is_json else "string", "description": about}


def _add_problems(spec: APISpec) -> None:
    by_status: dict[int, list[str]] = {}
    for kind in KINDS.values():
        by_status.setdefault(kind.status, []).append(f"{kind.title}: {kind.advice}")
    del by_status[HTTPStatus.REQUEST_ENTITY_TOO_LARGE]  # of /mcp, which describes itself
    for status, kinds in by_status.items():
        content: dict[str, Any] = {MEDIA_TYPE: {"schema": Problem, "example": _problem_example(status)}}
        spec.components.response(f"Problem{status}", {"description": "\n".join(kinds), "content": content})


def _problem_example(status: int) -> dict[str, Any]:
    kind = next(kind for kind in KINDS.values() if kind.status == status)
    example: dict[str, Any] = {
        "type": f"/problems/{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": kind.advice,
        "instance": "/v1/quotes",
    }
    if status == 400:
        fault = {
            "parameter": "speeker",
            "code": "unknown",
            "detail": "Unknown parameter. Did you mean 'speaker'?",
            "suggestion": "speaker",
        }
        example |= {"detail": f"speeker: {fault['detail']}", "errors": [fault]}
    return example


def _examples() -> dict[str, Any]:
    kept = resources.files("api.rest") / "examples.json"
    examples: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    return examples
