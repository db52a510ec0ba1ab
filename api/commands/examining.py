"""The commands that look at databases: doctor, diff."""

import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click
import orjson

from api.commands.options import FILE, db_option, printing, settings_with
from api.store.compare import Change, differences, versions
from api.store.doctor import examine


@click.command("doctor")
@db_option
def doctor_command(db: Path | None) -> None:
    """Check every invariant of a database. Exit code 0: all hold; 1: one does not, or there is no database.

    \b
    Example:
      onrecord doctor --db corpus.db
    """
    path = settings_with(db).db
    findings = examine(path)
    for finding in findings:
        click.echo(f"{finding.check}: {finding.detail}", err=True)
    if findings:
        sys.exit(1)
    with printing():
        click.echo(f"{path}: every invariant holds")


@click.command("diff")
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object per line, with old and new values."
)
def diff_command(old: Path, new: Path, as_json: bool) -> None:
    """List the articles and quotes that were added, changed and removed between the databases OLD and NEW.

    \b
    Example:
      onrecord diff yesterday.db corpus.db --json
    """
    with printing():
        _print_differences(old, new, as_json)


def _print_differences(old: Path, new: Path, as_json: bool) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for change in differences(old, new):
        counts[change.noun, change.change] += 1
        click.echo(orjson.dumps(asdict(change)).decode() if as_json else _line(change))
    if not as_json:
        for noun in ("article", "quote"):
            numbers = [f"{counts[noun, what]:,} {what}" for what in ("added", "changed", "removed")]
            click.echo(f"{noun}s: {', '.join(numbers)}")
        before, now = versions(old, new)
        if not counts and before != now:
            click.echo(
                "The versions still differ: in speakers, tags or publishers, or in what follows from them."
            )


def _line(change: Change) -> str:
    sign = {"added": "+", "changed": "~", "removed": "-"}[change.change]
    fields_ = f" ({', '.join(change.fields)})" if change.fields else ""
    return f"{sign} {change.noun} {change.id}{fields_}: {' '.join(change.label.split())}"
