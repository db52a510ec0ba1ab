"""Say what became of each file of a load, to people and to programs.

In: what happened.  Out: a `LoadReport`, a few lines to read, a mapping for JSON.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, field
from typing import Any, Literal

from api.model import value

EXIT_LOADED = 0
EXIT_NOTHING_PUBLISHED = 1
EXIT_SOME_REJECTED = 3

_MOST_NAMED = 10  # kinds of files


@value
class FileReport:
    """What became of one article: `path` is its file, "file.jsonl#3" in a file of many.

    `outcome` is "loaded", "reused" (unchanged, taken from the database that was there) or "rejected", then
    with the reason.
    """

    path: str
    outcome: Literal["loaded", "reused", "rejected"]
    article_id: str | None = None
    quotes: int = 0
    reason: str | None = None


@value
class LoadReport:
    """What a load did.

    `published` is true if the database at `db` is now the image of what was loaded; if not, `problem` says why.
    `ignored` counts files of kinds that are not articles, `ignored_endings` counts them by extension. `warnings` are
    sentences, each naming a file: corrections without effect, rows of a table without an article, dates in the
    future. `counts` are rows by table.
    """

    db: str | None
    published: bool
    files: tuple[FileReport, ...]
    ignored: int
    warnings: tuple[str, ...]
    counts: dict[str, int]
    seconds: float
    version: str | None = None
    problem: str | None = None
    ignored_endings: dict[str, int] = field(default_factory=dict)

    @property
    def rejected(self) -> tuple[FileReport, ...]:
        """Return the files that could not be loaded."""
        return tuple(file for file in self.files if file.outcome == "rejected")

    @property
    def exit_code(self) -> int:
        """Return 0 when everything was loaded, 3 when some files were rejected, 1 when nothing was published."""
        if self.problem:
            return EXIT_NOTHING_PUBLISHED
        return EXIT_SOME_REJECTED if self.rejected else EXIT_LOADED

    def as_json(self) -> dict[str, Any]:
        """Return the report as a mapping for JSON, with the number of files by outcome first."""
        return {"outcomes": self.outcomes(), "exit_code": self.exit_code, **asdict(self)}

    def outcomes(self) -> dict[str, int]:
        """Return how many articles had each outcome, and how many files were ignored."""
        names: list[str] = [file.outcome for file in self.files]
        return {name: names.count(name) for name in ("loaded", "reused", "rejected")} | {
            "ignored": self.ignored
        }


def complaints(report: LoadReport) -> Iterator[str]:
    """Yield a line for each thing that needs attention: rejected files, corrections without effect."""
    for file in report.rejected:
        yield f"rejected: {file.path}: {file.reason}"
    for warning in report.warnings:
        yield f"warning: {warning}"
    if report.problem:
        yield f"nothing was published: {report.problem}"


def summary(report: LoadReport) -> str:
    """Return the numbers in one line, and further lines on ignored kinds of files and on what was published."""
    outcomes = report.outcomes()
    counts = {**report.counts, "articles": outcomes["loaded"] + outcomes["reused"]}
    numbers = [
        _counted(counts[noun], noun) for noun in ("articles", "quotes", "speakers", "tags") if noun in counts
    ]
    others = [f"{count:,} {name}" for name, count in outcomes.items() if name != "loaded" and count]
    aside = f" ({', '.join(others)})" if others else ""
    lines = [f"{', '.join(numbers)}{aside} in {report.seconds:.1f} s"]
    if report.ignored_endings:
        lines.append(f"ignored: {_kinds(report.ignored_endings)}")
    if report.published:
        lines.append(f"published: {report.db}, version {report.version}")
    return "\n".join(lines)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun.removesuffix('s') if count == 1 else noun}"


def _kinds(endings: Mapping[str, int]) -> str:
    """Name the extensions of ignored files, the commonest first."""
    commonest = sorted(endings.items(), key=lambda kind: (-kind[1], kind[0]))
    named = [f"{count:,} {ending or 'without an ending'}" for ending, count in commonest[:_MOST_NAMED]]
    others = sum(count for _, count in commonest[_MOST_NAMED:])
    return ", ".join([*named, *([f"{others:,} others"] if others else [])])
