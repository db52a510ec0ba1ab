"""Read the labelled lines above a text: "Title: ...", "Byline: ...", "Subject: ...", as mail and archives print them.

In: decoded text.  Out: what the lines say, in the spelling of the article schema, and the text below them.  Nobody
declared these lines to us, so what can't be read in them has no effect and is no error; a text that only begins
with a colon in it stays whole.
"""

import re
from typing import Any

from api.errors import InvalidFrontMatter
from api.extract.article.fields import check_fields, field_of
from api.extract.words import read_words

_MOST_LINES = 30
_LONGEST_LINE = 340  # characters; a longer one belongs to the text
_LABEL = re.compile(r"\W{0,3}([A-Za-z][A-Za-z _-]{1,24}?)\W{0,2}\s?:\W{0,2}(?:\s+(.{1,300}))?$")
_ADDRESS = re.compile(r"<?(https?://\S+?)>?$")
_FORWARDED = re.compile(
    r"[-_=*#\s]{4,}(?:(?:begin )?forwarded message|original message)?[-_=*#\s:]*$", re.IGNORECASE
)
_FEWEST_KNOWN = 2
_IN_HEADS_ONLY = {"subject": "title", "byline": "byline", "by": "byline"}


def read_labelled_lines(text: str) -> tuple[dict[str, Any], str]:
    """Return the facts in the labelled lines that `text` begins with, and what stands below them.

    No facts, and the whole text, when fewer than two of the lines say something that we know. An address on the
    first line needs no label.
    """
    said: dict[str, str] = {}
    position = below = 0
    for _ in range(_MOST_LINES):
        end = text.find("\n", position)
        line = text[position : end if end >= 0 else len(text)].strip()
        fact = _fact(line, is_first=not said)
        if fact is None:
            break
        if fact[0]:
            said.setdefault(*fact)
        position = end + 1 if end >= 0 else len(text)
        below = position if line else below
        if end < 0 or fact == _END:
            break
    known = {field: value for field, value in said.items() if field != "labelled"}
    if (len(known) < _FEWEST_KNOWN and set(known) != {"url"}) or not text[below:].strip():
        return {}, text
    return _checked(known), text[below:]


_NOTHING = ("", "")
_END = ("labelled", "the text")


def _fact(line: str, *, is_first: bool) -> tuple[str, str] | None:
    """Return what a line says, field and value; None for a line that belongs to the text."""
    if len(line) > _LONGEST_LINE:
        return None
    if not line or _FORWARDED.match(line):
        return _NOTHING
    address = _ADDRESS.fullmatch(line) if is_first else None
    if address:
        return "url", address[1]
    found = _LABEL.match(line)
    if not found:
        return None
    field = _IN_HEADS_ONLY.get(found[1].casefold()) or field_of(found[1])
    if field == "body":
        return None if found[2] else _END
    if field is None:
        return ("labelled", line) if found[1].casefold() in read_words("head_labels") else None
    return (field, found[2]) if found[2] else _NOTHING


def _checked(known: dict[str, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for field, value in known.items():
        try:
            # "Date" is a common word for our field, whose values may be written as newspapers write them
            facts |= check_fields("", {"date" if field == "published_on" else field: value.strip()})
        except InvalidFrontMatter:
            continue
    return facts
