"""The command `onrecord`: parse, call one function, print.

What can go wrong on purpose ends in one line on standard error: exit code 2 for a wrong call, 1 for anything
else. `load`, `check` and `extract` have a third, for files that could not be loaded.
"""

import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import orjson
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text
from werkzeug.datastructures import MultiDict

from api import __version__
from api.errors import OnRecordError, QueryError, SettingError
from api.loader import (
    LoadReport,
    Rejection,
    as_record,
    check,
    complaints,
    extract_sources,
    load,
    summary,
)
from api.model import Article
from api.rest.answers import lines_of
from api.rest.openapi import as_yaml
from api.server import serve
from api.settings import Settings
from api.store.compare import Change, differences
from api.store.connect import open_for_reading
from api.store.doctor import examine
from api.store.filters import argument_schema, parse_query

EXPORTS = ("quotes", "articles", "speakers", "tags")
_UNFIT = {"cursor", "count", "facets", "facet_limit", "highlight", "format"}  # what only a page of a list has
EXIT_SOME_REJECTED = 3
SECONDS_BETWEEN_LINES = 1.0  # of a log of progress


class _Commands(click.Group):
    """Ends every expected error in one line, and lists the settings below the commands."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (QueryError, SettingError) as error:
            raise click.UsageError(str(error)) from error
        except OnRecordError as error:
            raise click.ClickException(str(error)) from error

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Describe each setting, with its default."""
        super().format_epilog(ctx, formatter)
        rows = [
            (
                f"ONRECORD_{setting.name.upper()}",
                f"{setting.metadata['help']}. Default: {_written(setting.default)}",
            )
            for setting in fields(Settings)
        ]
        with formatter.section("Settings, by environment variable"):
            formatter.write_dl(rows)


def _written(default: object) -> str:
    return str(default).lower() if isinstance(default, bool) else str(default)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="onrecord")
def main() -> None:
    """Who said what, where, and how do we know? Make a database of the quotes in news articles, and serve it."""


_FILE = click.Path(dir_okay=False, path_type=Path)
_paths = click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
    metavar="PATH...",
)
_db = click.option("--db", type=_FILE, help="The database file. Default: $ONRECORD_DB, else corpus.db.")
_workers = click.option(
    "--workers", type=click.IntRange(0), default=0, help="Processes that extract; 0: one per processor."
)
_report = click.option(
    "--report", "report_file", type=_FILE, help="Write what became of each file here, as JSON."
)
_quiet = click.option("--quiet", is_flag=True, help="Print nothing but what was rejected or had no effect.")
_json_log = click.option(
    "--json-log", is_flag=True, help="Write progress and complaints on standard error as JSON, one a line."
)


@main.command("load")
@_paths
@_db
@_workers
@click.option("--strict", is_flag=True, help="Publish nothing when a file can't be loaded.")
@_report
@_quiet
@_json_log
def load_command(
    paths: Sequence[Path],
    db: Path | None,
    workers: int,
    strict: bool,
    report_file: Path | None,
    **shown: bool,
) -> None:
    r"""Make the database the image of PATH: a corpus folder, a folder of files, files, or - for standard input.

    The new database is built beside the old one, checked, and renamed over it; whoever reads goes on reading.
    Exit code 0: everything was loaded; 3: some files could not be, the others were; 1: nothing was
    published, and a database that was there is untouched.

    \b
    Example:
      onrecord load seeds --db corpus.db --report report.json
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # clears up, as Ctrl-C does
    with _progress(**shown) as progress:
        report = load(paths, _settings(db).db, workers=workers, strict=strict, progress=progress)
    _finish(report, report_file, **shown)


@main.command("check")
@_paths
@_workers
@_report
@_quiet
@_json_log
def check_command(paths: Sequence[Path], workers: int, report_file: Path | None, **shown: bool) -> None:
    r"""Say what `load` would do with PATH, and why not more; write no database.

    Exit codes as of `load`.

    \b
    Example:
      onrecord check seeds
    """
    with _progress(**shown) as progress:
        report = check(paths, workers=workers, progress=progress)
    _finish(report, report_file, **shown)


def _settings(db: Path | None) -> Settings:
    settings = Settings.from_environment()
    return replace(settings, db=db) if db else settings


class _RateColumn(ProgressColumn):
    """Files a second, lately."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


@contextmanager
def _progress(quiet: bool, json_log: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that draws a bar on standard error, or logs; None where nobody looks at it."""
    console = Console(stderr=True)
    if json_log:
        yield _logging_progress()
        return
    if quiet or not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("extracting"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files"),
        _RateColumn(),
    )
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task("")
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _logging_progress() -> Callable[[int, int], None]:
    """Return a function that logs how far the load is, once a second and at the end."""
    started = said = time.monotonic()

    def log(done: int, total: int) -> None:
        nonlocal said
        now = time.monotonic()
        if done < total and now - said < SECONDS_BETWEEN_LINES:
            return
        said, rate = now, done / (now - started) if now > started else 0.0
        left = round((total - done) / rate, 1) if rate else None
        _log("progress", files=done, of=total, files_per_second=round(rate, 1), seconds_left=left)

    return log


def _log(event: str, **facts: object) -> None:
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    click.echo(orjson.dumps({"at": at, "event": event, **facts}).decode(), err=True)


def _finish(report: LoadReport, report_file: Path | None, quiet: bool, json_log: bool) -> None:
    if json_log:
        _log_report(report)
    else:
        for line in complaints(report):
            click.echo(line, err=True)
    if not quiet:
        click.echo(summary(report))
    if report_file:
        report_file.write_bytes(orjson.dumps(report.as_json(), option=orjson.OPT_INDENT_2))
    sys.exit(report.exit_code)


def _log_report(report: LoadReport) -> None:
    for file in report.rejected:
        _log("rejected", path=file.path, reason=file.reason)
    for warning in report.warnings:
        _log("warning", text=warning)
    whole = report.as_json()
    kept = ("db", "published", "version", "problem", "exit_code", "seconds", "outcomes", "counts")
    _log("finished", **{name: whole[name] for name in kept})


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


@main.command("extract")
@_paths
@_workers
@click.option("--jsonl", is_flag=True, help="Print one JSON object a line, for programs.")
def extract_command(paths: Sequence[Path], workers: int, jsonl: bool) -> None:
    r"""Print what is found in the articles of PATH, in the order of PATH; no database.

    \b
    Example:
      onrecord extract article.txt --jsonl
    """
    shown = _print_json if jsonl else _print_article
    rejected = loaded = 0
    for outcome in extract_sources(paths, workers=workers):
        if isinstance(outcome, Rejection):
            rejected += 1
            click.echo(f"rejected: {outcome.path}: {outcome.reason}", err=True)
        else:
            loaded += 1
            shown(outcome)
    if rejected:
        sys.exit(EXIT_SOME_REJECTED if loaded else 1)


def _print_json(article: Article) -> None:
    sys.stdout.buffer.write(orjson.dumps(as_record(article), option=orjson.OPT_APPEND_NEWLINE))


def _print_article(article: Article) -> None:
    record = as_record(article)
    click.echo(f"{record['path']}: {record['title']}")
    for quote in record["quotes"]:
        speaker = quote["speaker"]["name"] if quote["speaker"] else f"nobody ({quote['reason']})"
        click.echo(f"  {quote['kind']}, {speaker}: {quote['text']}")


@main.command("serve")
@_db
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
    serve(_settings(db), host, port, workers, announce=click.echo)


@main.command("doctor")
@_db
def doctor_command(db: Path | None) -> None:
    r"""Check every invariant of a database. Exit code 0: all hold; 1: one does not, or there is no database.

    \b
    Example:
      onrecord doctor --db corpus.db
    """
    path = _settings(db).db
    findings = examine(path)
    for finding in findings:
        click.echo(f"{finding.check}: {finding.detail}", err=True)
    if findings:
        sys.exit(1)
    click.echo(f"{path}: every invariant holds")


@main.command("export")
@_db
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
    settings = _settings(db)
    given = [(name, value) for name, values in filters.items() for value in values]
    query = parse_query(what, MultiDict([*given, ("format", format_)]))
    database = open_for_reading(settings.db, whole_bodies=settings.serve_restricted_bodies)
    for piece in lines_of(database, query):
        sys.stdout.buffer.write(piece.encode() if isinstance(piece, str) else piece)


@main.command("diff")
@click.argument("old", type=_FILE)
@click.argument("new", type=_FILE)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a line, with values before and now."
)
def diff_command(old: Path, new: Path, as_json: bool) -> None:
    r"""Say which articles and quotes were added, changed and removed from the database OLD to the database NEW.

    \b
    Example:
      onrecord diff yesterday.db corpus.db --json
    """
    counts: Counter[tuple[str, str]] = Counter()
    for change in differences(old, new):
        counts[change.noun, change.change] += 1
        click.echo(orjson.dumps(asdict(change)).decode() if as_json else _line(change))
    if not as_json:
        for noun in ("article", "quote"):
            numbers = [f"{counts[noun, what]:,} {what}" for what in ("added", "changed", "removed")]
            click.echo(f"{noun}s: {', '.join(numbers)}")


def _line(change: Change) -> str:
    sign = {"added": "+", "changed": "~", "removed": "-"}[change.change]
    fields_ = f" ({', '.join(change.fields)})" if change.fields else ""
    return f"{sign} {change.noun} {change.id}{fields_}: {' '.join(change.label.split())}"


@main.command("openapi")
def openapi_command() -> None:
    r"""Print the description of the API, OpenAPI 3.1 in YAML.

    \b
    Example:
      onrecord openapi > openapi.yaml
    """
    click.echo(as_yaml(), nl=False)
