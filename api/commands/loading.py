"""The commands that read articles: load, check, extract."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
import orjson

from api.commands.options import NewFile, OutputLost, db_option, paths_argument, printing, settings_with
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
from api.loader.report import EXIT_NOTHING_PUBLISHED, EXIT_SOME_REJECTED
from api.model import Article

SECONDS_BETWEEN_LINES = 1.0  # in a log of progress

_workers = click.option(
    "--workers",
    type=click.IntRange(0),
    default=0,
    help="Number of processes that extract; 0: one per processor.",
)
_report = click.option(
    "--report", "report_file", type=NewFile(), help="Write what became of each file to this file, as JSON."
)
_quiet = click.option("--quiet", is_flag=True, help="Print only what was rejected or had no effect.")
_json_log = click.option(
    "--json-log",
    is_flag=True,
    help="Write progress and complaints to standard error as JSON, one object per line.",
)


@click.command("load")
@paths_argument
@db_option
@_workers
@click.option("--strict", is_flag=True, help="Publish nothing if any file can't be loaded.")
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
    """Make the database the image of PATH: a corpus folder, a folder of files, files, or - for standard input.

    The new database is built beside the old one, checked, and renamed over it; running servers are not disturbed.
    Exit code 0: everything was loaded; 3: some files could not be loaded, the others were; 1: nothing was
    published, and an existing database is untouched.

    \b
    Example:
      onrecord load seeds --db corpus.db --report report.json
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # cleans up, as Ctrl-C does
    with _progress(**shown) as progress:
        report = load(paths, settings_with(db).db, workers=workers, strict=strict, progress=progress)
    _finish(report, report_file, **shown)


@click.command("check")
@paths_argument
@_workers
@_report
@_quiet
@_json_log
def check_command(paths: Sequence[Path], workers: int, report_file: Path | None, **shown: bool) -> None:
    """Report what `load` would do with PATH, and what it would reject; write no database.

    Exit codes are those of `load`.

    \b
    Example:
      onrecord check seeds
    """
    with _progress(**shown) as progress:
        report = check(paths, workers=workers, progress=progress)
    _finish(report, report_file, **shown)


@contextmanager
def _progress(quiet: bool, json_log: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function that draws a progress bar on standard error, or logs progress; None if nobody would see it."""
    if json_log:
        yield _logging_progress()
    elif quiet or not sys.stderr.isatty():
        yield None
    else:
        from api.commands.progress import drawn_progress  # noqa: PLC0415 - takes time that only a terminal is worth

        with drawn_progress() as draw:
            yield draw


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
        _print(summary(report))
    if report_file:
        _write(report_file, orjson.dumps(report.as_json(), option=orjson.OPT_INDENT_2))
    sys.exit(report.exit_code)


def _print(text: str) -> None:
    """Print at the end of a load: its exit code stays the same even if printing fails."""
    try:
        with printing():
            click.echo(text)
    except OutputLost as lost:
        click.echo(f"{text}\nwarning: {lost}", err=True)


def _write(file: Path, content: bytes) -> None:
    """Write the report, completely or not at all; the exit code stays that of the load even if writing fails."""
    place = Path(os.path.realpath(file)) if file.is_file() or not file.exists() else file
    # A file that isn't regular, such as /dev/stdout, or is in a folder that isn't ours, can't be replaced.
    replaced = place is not file and os.access(place.parent, os.W_OK)
    new = place.with_name(f".{place.name}.new") if replaced else place
    try:
        new.write_bytes(content)
        if replaced:
            new.replace(place)
    except OSError as error:
        click.echo(f"warning: {file}: the report can't be written: {error.strerror}", err=True)
        if replaced:
            new.unlink(missing_ok=True)


def _log_report(report: LoadReport) -> None:
    for file in report.rejected:
        _log("rejected", path=file.path, reason=file.reason)
    for warning in report.warnings:
        _log("warning", text=warning)
    whole = report.as_json()
    kept = (
        "db",
        "published",
        "version",
        "problem",
        "exit_code",
        "seconds",
        "outcomes",
        "counts",
        "ignored_endings",
    )
    _log("finished", **{name: whole[name] for name in kept})


@click.command("extract")
@paths_argument
@_workers
@click.option("--jsonl", is_flag=True, help="Print one JSON object per line, for programs.")
def extract_command(paths: Sequence[Path], workers: int, jsonl: bool) -> None:
    """Print what is found in the articles of PATH, in the order of PATH; needs no database.

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
            with printing():
                shown(outcome)
    if rejected:
        sys.exit(EXIT_SOME_REJECTED if loaded else EXIT_NOTHING_PUBLISHED)


def _print_json(article: Article) -> None:
    sys.stdout.buffer.write(orjson.dumps(as_record(article), option=orjson.OPT_APPEND_NEWLINE))


def _print_article(article: Article) -> None:
    record = as_record(article)
    click.echo(f"{record['path']}: {record['title']}")
    for quote in record["quotes"]:
        speaker = quote["speaker"]["name"] if quote["speaker"] else f"nobody ({quote['reason']})"
        click.echo(f"  {quote['kind']}, {speaker}: {quote['text']}")
