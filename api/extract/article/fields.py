"""Check declared facts: front matter, JSON and CSV keys, columns of a sidecar table.

In: what a parser made of them.  Out: the facts in the spelling and the types of `schema/article.schema.json`.
The table below says the same as that schema, in sentences; a test holds the two together.
"""

import re
import reprlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from api.errors import InvalidFrontMatter
from api.extract.article.dates import is_day, read_date_line
from api.extract.words import read_entries, read_words

_DATE = re.compile(r"[1-9]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])([T ]\d.*)?)?)?", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,127}")
_URL = re.compile(r"https?://\S+")
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Za-z0-9]{2,8})*")
_NAME = re.compile(r"(?=.*[^\W\d_])[^/\n]{1,100}")  # what may be called a paper: no path, no number
_COLUMNS_SAY = "of a table or JSON, columns in corpus.yaml can say which it is"
_SIMILAR = 79  # of 100: "titel" is 80 like "title"; "layout" is 43 like "language"


def check_fields(name: str, declared: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the facts in `declared` under their agreed names, what is not declared left out.

    `name` is the file, for the message. A key may be a common word for one of ours ("headline", "datePublished":
    words/field_synonyms.txt). A key that is none of these has no effect, unless it is close to one of ours: then
    it is taken for a slip, so that no fact is lost in silence. "Source" is one of two, by what it says, where nothing
    else says that (words/field_ambiguous.txt).
    Our own name comes before a common word for it; tags may come under several of them. Raises InvalidFrontMatter
    naming field, value and what is accepted, or two common words that say two things of one other field.
    """
    fields: dict[str, Any] = {}
    keys: dict[str, Any] = {}
    for key, value in declared.items():
        field = field_of(key)
        if _is_nothing(value) or (field != key and isinstance(value, bool)):
            continue
        if field is None:
            _refuse_slip(name, key, declared)
            continue
        if field != key and field in declared:
            continue  # our own name comes first
        checked = _CHECKS[field](_simplified(field, value) if field != key or field == "publisher" else value)
        if checked is None:
            read_as = "" if key == field else f" ({key!r} is read as {field!r}; {_COLUMNS_SAY})"
            expected = f"{_ACCEPTED[field]}{_aside(field, value)}"
            raise InvalidFrontMatter(name, f"{key} is {_shown(value)}; expected {expected}{read_as}")
        if field == "tags" and field in fields:
            checked = _tags_of_both(fields[field], checked)
        elif fields.get(field, checked) != checked:
            raise InvalidFrontMatter(name, _contradiction(keys[field], key, field))
        fields[field], keys[field] = checked, key
    return _told_by_value(declared) | fields


def _told_by_value(declared: Mapping[Any, Any]) -> dict[str, Any]:
    """Return what words say that mean one field or another: an address is the article's, a name the publisher's."""
    told: dict[str, Any] = {}
    for key, value in declared.items():
        if not is_read_by_value(key):
            continue
        text = _text(_simplified("publisher", value)) or ""
        if is_address(text):
            told.setdefault("url", text)
        elif _NAME.fullmatch(text) and not _is_no_value(text):
            told.setdefault("publisher", text)
    return told


def is_read_by_value(key: Any) -> bool:
    """Tell a word that is one of two fields, by what it says: "source"."""
    return _bare(key) in read_words("field_ambiguous")


def _tags_of_both(some: str | tuple[str, ...], others: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """Return the tags of two keys together: an article may have keywords and topics."""
    if isinstance(some, str) and isinstance(others, str):
        return f"{some}, {others}"
    lists = (tags.split(",") if isinstance(tags, str) else tags for tags in (some, others))
    return tuple(dict.fromkeys(tag.strip() for tags in lists for tag in tags if tag.strip()))


def renamed(name: str, declared: Mapping[Any, Any], columns: Mapping[str, str]) -> dict[Any, Any]:
    """Return `declared` with the names of fields for the keys that `columns` maps; they go before a key of that name.

    `name` is the file, for the message. Raises InvalidFrontMatter where two of them say two things of one field.
    """
    mapped: dict[str, Any] = {}
    keys: dict[str, Any] = {}
    for key, value in declared.items():
        if key not in columns or _is_nothing(value):
            continue
        field = columns[key]
        if mapped.setdefault(field, value) != value:
            raise InvalidFrontMatter(name, _contradiction(keys[field], key, field))
        keys[field] = key
    return {key: value for key, value in declared.items() if key not in columns} | mapped


def _contradiction(one: Any, other: Any, field: str) -> str:
    return f"{one!r} and {other!r} both say {field!r}, and differ; keep one ({_COLUMNS_SAY})"


def field_of(key: Any) -> str | None:
    """Return the field that a key or a column is, by its own name or a common word for it; None for any other."""
    if key in _CHECKS:
        return str(key)
    return _synonyms().get(_bare(key))


def _simplified(field: str, value: Any) -> Any:
    """Return what other people's formats say, as plainly as ours: {"name": "Ora Linden"}, "Jan. 8, 2024"."""
    if isinstance(value, list) and field in {"authors", "tags"}:
        return [_simplified(field, entry) for entry in value]
    if isinstance(value, list) and len(value) == 1:
        return _simplified(field, value[0])
    if isinstance(value, Mapping) and isinstance(value.get("name"), str):
        return value["name"]
    if field == "published_on" and isinstance(value, str) and not _DATE.fullmatch(value.strip()):
        return read_date_line(value.strip()) or value
    return value


def _refuse_slip(name: str, key: Any, declared: Mapping[Any, Any]) -> None:
    near = process.extractOne(str(key).casefold(), FIELD_NAMES, scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    if near and near[0] not in map(field_of, declared):
        raise InvalidFrontMatter(
            name, f"unknown field {key!r}; did you mean {near[0]!r}? Accepted are {', '.join(FIELD_NAMES)}"
        )


@cache
def _synonyms() -> dict[str, str]:
    pairs = (entry.split(" = ") for entry in read_entries("field_synonyms"))
    return {_bare(word): field for word, field in pairs} | {_bare(field): field for field in FIELD_NAMES}


def _bare(key: Any) -> str:
    """Return a key's letters: "datePublished", "date_published" and "Date published" are one word."""
    return "".join(filter(str.isalnum, str(key).casefold()))


def _is_nothing(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and _is_no_value(value.strip()))


def _is_no_value(text: str) -> bool:
    return not text or text in read_words("no_values")


def _shown(value: Any) -> str:
    text = _REPR.repr(value)  # `repr` itself would write out what a few YAML aliases multiply to gigabytes
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."


def _aside(field: str, value: Any) -> str:
    """Return how to write a text that YAML takes for something else: the id 007, Norwegian, which is "no"."""
    values = value if isinstance(value, list) else [value]
    is_plain = any(isinstance(one, int | float | date) for one in values)  # true and false are numbers here
    return f" ({_IN_MARKS})" if is_plain and field in _MAY_LOOK_PLAIN else ""


_LONGEST_SHOWN = 80  # characters
_REPR = reprlib.Repr()
_REPR.maxstring = _REPR.maxother = _REPR.maxlong = 2 * _LONGEST_SHOWN  # `_shown` cuts them at their end
_REPR.maxlist = _REPR.maxdict = 6


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
    return text if len(text) < 10 or is_day(text) else None


def _is_year(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999


def _matching(pattern: re.Pattern[str]) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        text = _text(value)
        return text if text and pattern.fullmatch(text) else None

    return check


def is_id(text: str) -> bool:
    """Tell whether `text` can be the id of an article: part of an address as it is."""
    return _ID.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Tell whether `text` is the address of a page on the web: what its host is can be read from it."""
    try:
        return _URL.fullmatch(text) is not None and bool(urlsplit(text).netloc)
    except ValueError:  # a bracket that isn't closed, a letter that folds into a separator
        return False


def _url(value: Any) -> str | None:
    text = _text(value)
    return text if text and is_address(text) else None


def _language(value: Any) -> str | None:
    """Return the code of the language, without a region: who asks for articles in English wants all of them."""
    text = _text(value)
    return text[:2] if text and _LANGUAGE.fullmatch(text) else None


def _rights(value: Any) -> str | None:
    return value if isinstance(value, str) and value in {"open", "restricted", "unknown"} else None


def _names(value: Any) -> str | tuple[str, ...] | None:
    """Return a list of names as a tuple; one string stays one, to be split by who knows how."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | tuple) and all(isinstance(entry, str) and entry.strip() for entry in value):
        return tuple(entry.strip() for entry in value)
    return None


_IN_MARKS = 'put it in quotation marks if it looks like a number, a date, or "yes"'
_TEXT = f"text ({_IN_MARKS})"
_MAY_LOOK_PLAIN = {"id", "language", "authors", "tags"}
"""Fields whose right value may look like a number or a truth value to YAML, besides those that are any text."""
_ACCEPTED = {
    "id": "up to 128 of the characters A-Z a-z 0-9 . _ ~ -, the first a letter or digit",
    "title": _TEXT,
    "subtitle": _TEXT,
    "section": _TEXT,
    "byline": _TEXT,
    "authors": "a list of names, or one text that is read like a byline",
    "published_on": "a date as YYYY-MM-DD, YYYY-MM or YYYY",
    "url": "an address that begins with http:// or https:// and a host",
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
    "url": _url,
    "rights": _rights,
    "tags": _names,
    "language": _language,
    "body": _body,
}
FIELD_NAMES = tuple(_ACCEPTED)
"""The declared facts that an article may have, in the order of the schema."""
