"""Check declared facts: front matter, JSON and CSV keys, columns of a sidecar table.

In: what a parser made of them.  Out: the facts in the spelling and the types of `schema/article.schema.json`.
The table below says the same as that schema, in sentences; a test holds the two together.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from api.errors import InvalidFrontMatter
from api.extract.words import read_entries, read_words

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])([T ]\d.*)?)?)?", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,127}")
_URL = re.compile(r"https?://\S+")
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Za-z0-9]{2,8})*")
_SIMILAR = 79  # of 100: "titel" is 80 like "title"; "layout" is 43 like "language"


def check_fields(name: str, declared: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the facts in `declared` under their agreed names, what is not declared left out.

    `name` is the file, for the message. A key that is none of ours has no effect, unless it is close to one
    of ours or a common word for one: then it is taken for a slip, so that no fact is lost in silence.
    Raises InvalidFrontMatter naming field, value and what is accepted.
    """
    fields: dict[str, Any] = {}
    for key, value in declared.items():
        if _is_nothing(value):
            continue
        if key not in _CHECKS:
            _refuse_slip(name, key, declared)
            continue
        checked = _CHECKS[key](value)
        if checked is None:
            raise InvalidFrontMatter(name, f"{key} is {_shown(value)}; expected {_ACCEPTED[key]}")
        fields[key] = checked
    return fields


def _refuse_slip(name: str, key: Any, declared: Mapping[Any, Any]) -> None:
    known = _synonyms().get(str(key).casefold())
    near = process.extractOne(str(key).casefold(), FIELD_NAMES, scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    meant = known or (near[0] if near else None)
    if meant and meant not in declared:
        raise InvalidFrontMatter(
            name, f"unknown field {key!r}; did you mean {meant!r}? Accepted are {', '.join(FIELD_NAMES)}"
        )


@cache
def _synonyms() -> dict[str, str]:
    return dict(entry.split(" = ") for entry in read_entries("field_synonyms"))


def _is_nothing(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and _is_no_value(value.strip()))


def _is_no_value(text: str) -> bool:
    return not text or text in read_words("no_values")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _text(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) else None


def _body(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _date(value: Any) -> str | None:
    """Return an ISO date as precise as given; YAML reads 2025-11-08 as a date and 2025 as a number."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    text = value.isoformat() if isinstance(value, date) else str(value) if _is_year(value) else value
    if not isinstance(text, str) or not _DATE.fullmatch(text.strip()):
        return None
    text = text.strip()[:10]
    return text if len(text) < 10 or _exists(text) else None


def _is_year(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:  # 2025-02-30
        return False
    return True


def _matching(pattern: re.Pattern[str]) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        text = _text(value)
        return text if text and pattern.fullmatch(text) else None

    return check


def _rights(value: Any) -> str | None:
    return value if value in {"open", "restricted", "unknown"} else None


def _names(value: Any) -> str | tuple[str, ...] | None:
    """Return a list of names as a tuple; one string stays one, to be split by who knows how."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | tuple) and all(isinstance(entry, str) and entry.strip() for entry in value):
        return tuple(entry.strip() for entry in value)
    return None


_TEXT = 'text (put it in quotation marks if it looks like a number, a date, or "yes")'
_ACCEPTED = {
    "id": "up to 128 of the characters A-Z a-z 0-9 . _ ~ -, the first a letter or digit",
    "title": _TEXT,
    "subtitle": _TEXT,
    "section": _TEXT,
    "byline": _TEXT,
    "authors": "a list of names, or one text that is read like a byline",
    "published_on": "a date as YYYY-MM-DD, YYYY-MM or YYYY",
    "url": "an address that begins with http:// or https://",
    "publisher": _TEXT,
    "original_publisher": _TEXT,
    "rights": "open, restricted or unknown",
    "rights_note": _TEXT,
    "tags": "a list of tags, or one text with commas between them",
    "language": "an ISO 639-1 code in lower case, such as en or en-GB",
    "body": "the text of the article",
}
_CHECKS: dict[str, Callable[[Any], Any]] = dict.fromkeys(_ACCEPTED, _text) | {
    "id": _matching(_ID),
    "authors": _names,
    "published_on": _date,
    "url": _matching(_URL),
    "rights": _rights,
    "tags": _names,
    "language": _matching(_LANGUAGE),
    "body": _body,
}
FIELD_NAMES = tuple(_ACCEPTED)
"""The declared facts that an article may have, in the order of the schema."""
