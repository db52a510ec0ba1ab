"""The commands that need the API: serve, export, openapi."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from werkzeug.datastructures import MultiDict

from api.commands.options import db_option, printing, settings_with
from api.errors import Fault, QueryError
from api.rest.answers import lines_of
from api.rest.openapi import as_yaml
from api.server import serve
from api.store.connect import open_for_reading
from api.store.filters import ListQuery, argument_schema, parse_query
from api.store.unknown import unknown_values

EXPORTS = ("quotes", "articles", "speakers", "tags", "publishers")
_UNFIT = {
    "cursor",
    "count",
    "facets",
    "facet_limit",
    "highlight",
    "format",
}  # what only a page of a list can have
_IN_AN_EXPORT = {"limit": "This many records, 1 to 1000, instead of all."}  # the API's has pages


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each parameter of the API's lists that makes sense in a whole export."""
    meanings: dict[str, dict[str, list[str]]] = {}
    for resource in EXPORTS:
        for name, parameter in argument_schema(resource).fields.items():
            meaning = _IN_AN_EXPORT.get(name) or _first_sentence(parameter.metadata["description"])
            meanings.setdefault(name, {}).setdefault(meaning, []).append(resource)
    for name in sorted(meanings.keys() - _UNFIT, reverse=True):
        words = f"--{name.replace('_', '-')}"
        spellings = dict.fromkeys((words, f"--{name}"))
        told = " ".join(f"{meaning} For {', '.join(nouns)}." for meaning, nouns in meanings[name].items())
        command = click.option(*spellings, name, multiple=True, help=told)(command)
    return command


def _first_sentence(description: str) -> str:
    return f"{description.partition('. ')[0].removesuffix('.')}."


@click.command("serve")
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any free one."
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1), help="Number of processes that serve."
)
def serve_command(db: Path | None, host: str, port: int, workers: int) -> None:
    """Serve the database: pages under /, the API under /v1, its documentation under /docs.

    \b
    Example:
      onrecord serve --db corpus.db --port 8000
    """
    serve(settings_with(db), host, port, workers, announce=click.echo)


@click.command("export")
@db_option
@click.option("--what", required=True, type=click.Choice(EXPORTS), help="What to export.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["ndjson", "csv"]),
    default="ndjson",
    show_default=True,
    help="ndjson: one record per line; csv: a table.",
)
@_filters
def export_command(db: Path | None, what: str, format_: str, **filters: Sequence[str]) -> None:
    """Print every quote, article, speaker, tag or publisher that fits the filters, as the API would.

    The filters are the parameters of the API's lists, with hyphens; repeat one for several values. /docs of
    the served database explains each of them.

    \b
    Example:
      onrecord export --db corpus.db --what quotes --format csv --speaker claudia-sheinbaum
    """
    settings = settings_with(db)
    given = [(name, value) for name, values in filters.items() for value in values]
    query = _query(what, MultiDict([*given, ("format", format_)]))
    database = open_for_reading(settings.db, whole_bodies=settings.serve_restricted_bodies)
    for unknown in unknown_values(database, query):
        near = f"; did you mean {unknown.suggestion}?" if unknown.suggestion else ""
        click.echo(f"warning: {unknown.parameter}: {unknown.value!r} is not in this corpus{near}", err=True)
    with printing():
        for piece in lines_of(database, query):
            sys.stdout.buffer.write(piece.encode() if isinstance(piece, str) else piece)


def _query(what: str, given: MultiDict[str, str]) -> ListQuery:
    """Return the query for the options given; raises QueryError that names options instead of parameters."""
    try:
        return parse_query(what, given)
    except QueryError as error:
        raise QueryError([_of_option(fault, what) for fault in error.faults]) from error


def _of_option(fault: Fault, what: str) -> Fault:
    """Return the fault of a parameter in terms of its option."""
    detail = fault.detail
    if fault.code == "unknown":
        accepted = ", ".join(_option(name) for name in sorted(argument_schema(what).fields.keys() - _UNFIT))
        detail = f"Not for {what}, for which there are {accepted}."
    return replace(fault, parameter=_option(fault.parameter), detail=detail)


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


@click.command("openapi")
def openapi_command() -> None:
    """Print the description of the API, OpenAPI 3.1 in YAML.

    \b
    Example:
      onrecord openapi > openapi.yaml
    """
    with printing():
        click.echo(as_yaml(), nl=False)
