"""Read the facts at the head of a Markdown file, between two lines `---`.

In: the decoded text of the file.  Out: what is declared, as written, and the text below.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from api.errors import InvalidFrontMatter
from api.extract.files.plain_yaml import read_yaml

_MAX_LENGTH = 64 * 1024  # characters
KINDS = {
    list: "a list",
    str: "a text",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}
"""What to call a value that stands where an object of fields belongs."""


def split_front_matter(text: str, name: str) -> tuple[str | None, str]:
    """Return the YAML between the first two `---` lines, or None, and the text below.

    Raises InvalidFrontMatter, which names the file by `name`, when it has no end.
    """
    lines = text.split("\n", 1)
    if lines[0].rstrip() != "---":
        return None, text
    position = len(lines[0]) + 1
    while position <= min(len(text), _MAX_LENGTH):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if text[position:end].rstrip() in {"---", "..."}:
            return text[len(lines[0]) + 1 : position], text[end + 1 :]
        position = end + 1
    raise InvalidFrontMatter(
        name, 'front matter opens with "---" but has no closing "---" line in its first 64 kB'
    )


def parse_front_matter(head: str, name: str) -> Mapping[Any, Any]:
    """Return what is declared; raises InvalidFrontMatter, which names the file by `name`, for anything but fields."""
    try:
        declared = read_yaml(head)
    except (yaml.YAMLError, ValueError) as error:
        raise InvalidFrontMatter(
            name, f"front matter is not valid YAML ({_detail(error)}); expected `field: value` lines"
        ) from None
    if declared is None:
        return {}
    if not isinstance(declared, dict):
        kind = KINDS.get(type(declared), "a single value")
        raise InvalidFrontMatter(name, f"front matter is {kind}; expected `field: value` lines")
    return declared


def _detail(error: Exception) -> str:
    """Return what is wrong, with the line of the file: front matter begins in the second."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem and error.problem_mark:
        return f"line {error.problem_mark.line + 2}: {error.problem}"
    return " ".join(str(error).split())[:200]
