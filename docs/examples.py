"""Keep the examples in README.md, docs/examples.md and docs/using-the-api.md true: each command with its answer.

    python docs/examples.py          ask each `$ curl ...` of the shipped corpus, write the answers
    python docs/examples.py --check  exit 1 when an answer shown is not the answer given

An example is a fenced block "console" that starts with `$ curl`; JSON is shown indented. What changes with
every load (versions, cursors, times, scores) is shown as it was and not compared.
"""

import json
import re
import shlex
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient

from api.app import create_app
from api.errors import LoadError
from api.loader import load
from api.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "docs" / "examples.md", ROOT / "docs" / "using-the-api.md"]
SERVER = "http://127.0.0.1:8000"

_BLOCK = re.compile(
    r"^```console\n\$ (?P<command>curl [^\n]*)\n(?P<answer>.*?)^```$", re.MULTILINE | re.DOTALL
)
# Hashes over the whole corpus, positions in it, times of building.
_CHANGING = {
    "corpus_version",
    "version",
    "built_at",
    "added_at",
    "next_cursor",
    "prev_cursor",
    "next",
    "prev",
}
_WIDTH = 110  # a JSON value that fits on a line stays on it


@dataclass(frozen=True, slots=True)
class Example:
    """A command with the answer that a page shows for it."""

    page: Path
    command: str
    answer: str


def examples(pages: list[Path] = PAGES) -> Iterator[Example]:
    """Yield the examples of the pages, in reading order."""
    for page in pages:
        for block in _BLOCK.finditer(page.read_text("utf-8")):
            yield Example(page, block["command"], block["answer"])


def seeds_client(folder: Path) -> FlaskClient:
    """Load the shipped corpus into `folder` and return a client of the application that serves it.

    Raises LoadError when a seed can't be loaded.
    """
    db = folder / "corpus.db"
    report = load([ROOT / "seeds"], db, workers=1, strict=True)
    if not report.published:
        raise LoadError(f"seeds/: {report.problem}")
    return create_app(Settings(db=db)).test_client()


def answer(client: FlaskClient, command: str) -> str:
    """Return what `command` prints, JSON indented; understands -s, -G, -H, -X and --data-urlencode."""
    words = iter(shlex.split(command)[1:])
    headers, data, url, method = {}, [], "", "GET"
    for word in words:
        if word in {"-H", "--header"}:
            name, value = next(words).split(":", 1)
            headers[name] = value.strip()
        elif word == "--data-urlencode":
            name, _, value = next(words).partition("=")
            data.append((name, value))
        elif word in {"-X", "--request"}:
            method = next(words)
        elif word.startswith("-"):
            if word not in {"-s", "-G", "-sG"}:
                raise ValueError(f"{command}: this program does not know curl's option {word}")
        else:
            url = word
    if not url.startswith(SERVER):
        raise ValueError(f"{command}: expected an address that starts with {SERVER}")
    query = ("&" if "?" in url else "?") + urlencode(data) if data else ""
    response = client.open(url.removeprefix(SERVER) + query, method=method, headers=headers, base_url=SERVER)
    text = response.get_data(as_text=True)
    return (
        indented(json.loads(text)) + "\n"
        if response.is_json or "+json" in response.content_type
        else text.replace("\r\n", "\n")
    )


def indented(value: Any, indent: str = "") -> str:
    """Write JSON over several lines, but what fits on one line on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(flat) <= _WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    inner = indent + "  "
    if isinstance(value, dict):
        parts = [f"{inner}{json.dumps(key)}: {indented(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    if all(isinstance(item, str) for item in value):
        # Many short words: fill the lines with them.
        words = ", ".join(json.dumps(item, ensure_ascii=False) for item in value)
        lines = textwrap.wrap(
            words, _WIDTH, initial_indent=inner, subsequent_indent=inner, break_on_hyphens=False
        )
        return "[\n" + "\n".join(lines) + f"\n{indent}]"
    return "[\n" + ",\n".join(inner + indented(item, inner) for item in value) + f"\n{indent}]"


def comparable(text: str) -> Any:
    """Return the answer without what changes with every load, and without how its lines end."""
    try:
        return _steady(json.loads(text))
    except ValueError:
        return text.splitlines()


def _steady(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: "..." if key in _CHANGING and item else _steady(item) for key, item in value.items()}
    return [_steady(item) for item in value] if isinstance(value, list) else value


def main(arguments: list[str]) -> int:
    """Write the pages anew, or with --check only tell what is not true; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        client = seeds_client(Path(folder))
        wrong = [
            shown
            for shown in examples()
            if comparable(answer(client, shown.command)) != comparable(shown.answer)
        ]
        for shown in wrong:
            print(f"{shown.page.relative_to(ROOT)}: {shown.command}")
        if "--check" in arguments:
            return 1 if wrong else 0
        for page in {shown.page for shown in wrong}:
            page.write_text(
                _BLOCK.sub(lambda block: _renewed(client, block), page.read_text("utf-8")), "utf-8"
            )
    return 0


def _renewed(client: FlaskClient, block: re.Match[str]) -> str:
    return f"```console\n$ {block['command']}\n{answer(client, block['command']).rstrip()}\n```"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
