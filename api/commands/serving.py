"""The commands that need the API: serve, export, openapi."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
from werkzeug.datastructures import MultiDict

from api.commands.options import db_option, settings_with
from api.rest.answers import lines_of
from api.rest.openapi import as_yaml
from api.server import serve
from api.store.connect import open_for_reading
from api.store.filters import argument_schema, parse_query
from api.store.unknown import unknown_values

EXPORTS = ("quotes", "articles", "speakers", "tags")
_UNFIT = {"cursor", "count", "facets", "facet_limit", "highlight", "format"}  # what only a page of a list has


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each parameter that a list of the API has and a whole export can have."""
    uses: dict[str, list[str]] = {}
    for resource in EXPORTS:
        for name in argument_schema(resource).fields:
            uses.setdefault(name, []).append(resource)
    for name in sorted(uses.keys() - _UNFIT, reverse=True):
        words = f"--{name.replace('_', '-')}"
        spellings = dict.fromkeys((words, f"--{name}"))
        command = click.option(*spellings, name, multiple=True, help=f"For {', '.join(uses[name])}.")(command)
    return command


@click.command("serve")
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any free one."
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes that serve.")
def serve_command(db: Path | None, host: str, port: int, workers: int) -> None:
    r"""Serve the database: pages under /, the API under /v1, its documentation under /docs.

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
    help="One record a line, or a table.",
)
@_filters
def export_command(db: Path | None, what: str, format_: str, **filters: Sequence[str]) -> None:
    r"""Print every quote, article, speaker or tag that fits the filters, as the API would.

    A filter is a parameter of the API's list, with hyphens; give it again for another value. Which there are for
    what, and what they mean, /docs of the served database tells.

    \b
    Example:
      onrecord export --db corpus.db --what quotes --format csv --speaker claudia-sheinbaum
    """
    settings = settings_with(db)
    given = [(name, value) for name, values in filters.items() for value in values]
    query = parse_query(what, MultiDict([*given, ("format", format_)]))
    database = open_for_reading(settings.db, whole_bodies=settings.serve_restricted_bodies)
    for unknown in unknown_values(database, query):
        near = f"; did you mean {unknown.suggestion}?" if unknown.suggestion else ""
        click.echo(f"warning: {unknown.parameter}: {unknown.value!r} is not in this corpus{near}", err=True)
    for piece in lines_of(database, query):
        sys.stdout.buffer.write(piece.encode() if isinstance(piece, str) else piece)


@click.command("openapi")
def openapi_command() -> None:
    r"""Print the description of the API, OpenAPI 3.1 in YAML.

    \b
    Example:
      onrecord openapi > openapi.yaml
    """
    click.echo(as_yaml(), nl=False)
