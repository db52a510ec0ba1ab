"""Put articles as other programs export them into the form of ours: objects of plain values.

In: a JSON document, or one article of it or of a table.  Out: the list of its articles; the article's values without
what is wrapped around them, under the keys that it has.  What the keys mean, and whether the values are right, is the
work of `fields`.  Known are the forms of WordPress' and the Guardian's REST APIs, News API, Event Registry, Ghost,
JSON Feed, Drupal, Strapi, Arc, Diffbot, Elasticsearch, MongoDB, pandas, schema.org, and whatever resembles them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from api.extract.article.fields import field_of, is_id, is_read_by_value
from api.extract.files.editors import text_of_blocks
from api.extract.words import read_entries

Columns = Mapping[str, str]
Fields = dict[Any, Any]

_DEPTH = 3  # objects around a list of articles, {"response": {"results": [...]}}, or around a value
_WRAPPINGS = 5  # objects and lists around a value: {"data": [{"attributes": {"name": "Ana Ruiz"}}]}
_INNER = ("name", "rendered", "webTitle", "$date", "$oid", "$numberLong")
"""Keys of objects that stand for one value: of schema.org and Event Registry, WordPress, the Guardian, MongoDB."""
_INNER_OF_LABELS = (*_INNER, "label", "basic", "data", "attributes", "title", "text")
"""Those of objects that stand for a name as well: of Diffbot, Arc, Strapi; Event Registry's sources have titles."""
_SECOND_CHOICE = (
    "content_html",
    "html",
    "markdown",
    "content_markdown",
    "content_elements",
    "content_text",
    "plaintext",
)
"""Keys with the article's text where no word for it stands beside them, the best first: of JSON Feed, Ghost, crawlers
and Arc. By themselves they may be a picture's, or the same text twice."""
_PATHS = (
    (("_embedded", "author"), "authors"),  # WordPress, with _embed
    (("credits", "by"), "authors"),  # Arc, and so the next ones
    (("headlines", "basic"), "title"),
    (("subheadlines", "basic"), "subtitle"),
    (("taxonomy", "tags"), "tags"),
    (("metadata", "publishedTime"), "published_on"),  # Firecrawl
    (("metadata", "author"), "authors"),
    (("metadata", "title"), "title"),
    (("metadata", "sourceURL"), "url"),
    (("primary_author", "name"), "authors"),  # Ghost, where `authors` is not asked for
)
"""Where programs keep what we call by the name behind it."""
_DAY = re.compile(r"([12]\d{3})(\d\d)(\d\d)", re.ASCII)
_DIGITS_OF_SECONDS = 10  # from 2001 to 2286; times in milliseconds have three more
_TIME = re.compile(r"[1-9]\d{9}(?:\d{3})?", re.ASCII)


def articles_in(document: Any, columns: Columns) -> list[Any] | None:
    """Return the articles of a document of many; None where it is one article, or nothing that is known.

    Many are a list, a list somewhere inside, objects by their ids, or a table by columns, as pandas writes it.
    `columns` renames keys to field names.
    """
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return None
    if isinstance(document.get("articles"), list):
        return list(document["articles"])
    if rows := _rows_of(document, columns):
        return rows
    if _is_article(document, columns):
        return None
    lists = list(_lists_within(document, columns, _DEPTH))
    return lists[0] if len(lists) == 1 else None


def plain_values(article: Mapping[Any, Any], columns: Columns) -> Fields:
    """Return an article's values as plainly as ours: {"rendered": "Ice"} is "Ice", 1704672000 is "2024-01-08"."""
    article = _with_paths(_with_text(article, columns), columns)
    inner = {} if _has_text(article, columns) else _with_text(_inner_article(article, columns), columns)
    said_inside = {field_of(columns.get(key, key)) for key in inner} - {None}
    around = {
        key: value for key, value in article.items() if field_of(columns.get(key, key)) not in said_inside
    }
    is_post = any(isinstance(value, Mapping) and "rendered" in value for value in article.values())
    plain: Fields = {}
    for key, wrapped in (around | inner).items():
        field = field_of(columns.get(key, key))
        is_plain = not (field or _names_source(key, wrapped, columns))
        value = wrapped if is_plain else _PLAIN.get(field or "", _unwrapped)(wrapped)
        is_foreign = is_post or bool(inner) or key != field
        if not (field and is_foreign and _means_nothing_here(field, value)):
            plain[key] = value
    return plain


def _with_text(article: Mapping[Any, Any], columns: Columns) -> Fields:
    """Return an article with its text under our name, where only a key of second choice has one."""
    said = any(value and field_of(columns.get(key, key)) == "body" for key, value in article.items())
    best = None if said else next((key for key in _SECOND_CHOICE if _may_be_text(article.get(key))), None)
    if best is None:
        return dict(article)
    return {key: value for key, value in article.items() if key not in _SECOND_CHOICE} | {
        "body": article[best]
    }


def _with_paths(article: Fields, columns: Columns) -> Fields:
    """Return an article with what programs keep deeper inside, of what it doesn't say by a word for it."""
    if not any(isinstance(value, Mapping) for value in article.values()):
        return article
    said = {field_of(columns.get(key, key)) for key, value in article.items() if not _is_reference(value)}
    found: Fields = {}
    for path, field in _PATHS:
        if field not in said and field not in found and (value := _at(article, path)):
            found[field] = value
    terms = _at(article, ("_embedded", "wp:term"))
    if isinstance(terms, list):
        found |= {field: names for field, names in _terms(terms).items() if names}
    return {key: value for key, value in article.items() if key in said or key not in found} | found


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _terms(terms: list[Any]) -> Fields:
    """Return the tags and the first category of a WordPress post: lists of terms, each with its taxonomy."""
    flat = [term for group in terms if isinstance(group, list) for term in group if isinstance(term, Mapping)]
    names = {
        taxonomy: [
            term["name"]
            for term in flat
            if term.get("taxonomy") == taxonomy and isinstance(term.get("name"), str)
        ]
        for taxonomy in ("post_tag", "category")
    }
    return {"tags": names["post_tag"], "section": next(iter(names["category"]), None)}


def _is_reference(value: Any) -> bool:
    """Tell the number of another record, or several, from a value: WordPress has those of its authors and tags."""
    values = value if isinstance(value, list) else [value]
    return all(map(_is_number, values))


def _names_source(key: Any, wrapped: Any, columns: Columns) -> bool:
    """Tell a source from what is called so and holds the article, as in Elasticsearch."""
    return isinstance(wrapped, Mapping) and is_read_by_value(key) and not _has_text(wrapped, columns)


def why_unpublished(article: Mapping[Any, Any]) -> str | None:
    """Return why an entry of an export is no article yet, or no more: exports hold drafts as well."""
    status = article.get("status")
    return f'"status" is {status!r}' if isinstance(status, str) and status.lower() in _UNPUBLISHED else None


_UNPUBLISHED = frozenset(["draft", "auto-draft", "future", "scheduled", "private", "trash"])
"""What WordPress and Ghost call entries that readers don't get to see."""


def _rows_of(document: Fields, columns: Columns) -> list[Fields]:
    """Return the rows of a table that is written by columns: {"title": {"0": "Ice"}, "text": {"0": "The wall."}}."""
    values = list(document.values())
    if not _has_text(document, columns) or not all(isinstance(value, dict) for value in values):
        return []
    keys = list(values[0])
    if not keys or keys[0] in _INNER or any(list(value) != keys for value in values):
        return []
    return [{column: cells[key] for column, cells in document.items()} for key in keys]


def _lists_within(document: Fields, columns: Columns, depth: int) -> Iterator[list[Any]]:
    """Yield the lists of articles inside an object that is none itself."""
    values = list(document.values())
    if values and all(isinstance(value, dict) and _is_article(value, columns) for value in values):
        yield values
        return
    for value in values:
        if isinstance(value, list) and value and _is_article(value[0], columns):
            yield value
        elif depth > 1 and isinstance(only := _only(value), dict):
            yield from _lists_within(only, columns, depth - (value is only))


def _only(value: Any) -> Any:
    """Return the entry of a list of one, as Ghost puts around its export; any other value as it is."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _is_article(document: Any, columns: Columns) -> bool:
    """Tell whether an object has a text, or one object in it has: {"_id": "7", "_source": {"body": "The wall."}}."""
    return isinstance(document, dict) and (
        _has_text(document, columns) or bool(_inner_article(document, columns))
    )


def _has_text(article: Mapping[Any, Any], columns: Columns) -> bool:
    return _says_body(article, columns) or any(_may_be_text(article.get(key)) for key in _SECOND_CHOICE)


def _says_body(article: Mapping[Any, Any], columns: Columns) -> bool:
    return any(field_of(columns.get(key, key)) == "body" for key in article)


def _may_be_text(value: Any) -> bool:
    return bool(value) and (isinstance(value, str) or text_of_blocks(value) is not None)


def _inner_article(article: Mapping[Any, Any], columns: Columns) -> Fields:
    """Return the only object inside that has a text, empty where there is none or several."""
    with_text = [value for value in article.values() if isinstance(value, dict) and _has_text(value, columns)]
    return with_text[0] if len(with_text) == 1 else {}


def _unwrapped(value: Any, keys: tuple[str, ...] = _INNER_OF_LABELS, depth: int = _WRAPPINGS) -> Any:
    """Return what an object stands for that has one value to tell, also in a list, from which null is left out."""
    if not depth:
        return value
    if isinstance(value, list):
        return [one for entry in value if (one := _unwrapped(entry, keys, depth - 1)) is not None]
    if isinstance(value, Mapping) and (key := next((key for key in keys if key in value), None)):
        return _unwrapped(value[key], keys, depth - 1)
    return value


def _means_nothing_here(field: str, value: Any) -> bool:
    """Tell whether a value is the number of another record, or an id that can't be part of an address.

    So the authors and tags of a WordPress post are given, and the ids of the Guardian and of some of Elasticsearch.
    """
    if field == "id":
        return isinstance(value, str) and not is_id(value)
    if field == "url":
        return isinstance(value, str) and value.startswith("/")  # Arc's addresses are without their site
    values = value if isinstance(value, list) else [value]
    return field != "published_on" and bool(values) and all(map(_is_number, values))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_text(value: Any) -> Any:
    value = _unwrapped(value)
    return str(value) if _is_number(value) else value


def _as_paragraphs(value: Any) -> Any:
    value = _unwrapped_text(value)
    is_list = isinstance(value, list) and all(isinstance(paragraph, str) for paragraph in value)
    return "\n\n".join(value) if is_list else value


def _unwrapped_text(value: Any) -> Any:
    text = text_of_blocks(value)
    whole = _unwrapped(value, _INNER) if text is None else text
    return _CUT.sub("", whole) if isinstance(whole, str) else whole


_CUT = re.compile(r"\s*\[\+\d{1,7} chars\]\s*\Z")
"""Where News API cuts a text: "... froze on Monday… [+2213 chars]"."""


def _as_first(value: Any) -> Any:
    value = _unwrapped(value)
    return value[0] if isinstance(value, list) and value else value


def _as_code(value: Any) -> Any:
    """Return the code of a language that is given by name, by three letters, or as programs write it: "en_US"."""
    value = _unwrapped(value)
    if not isinstance(value, str):
        return value
    language, mark, region = value.strip().replace("_", "-").partition("-")
    return _codes().get(language.casefold(), language.casefold()) + mark + region


@cache
def _codes() -> dict[str, str]:
    pairs = (entry.split(": ", 1) for entry in read_entries("language_names"))
    return {name: code for code, names in pairs for name in names.split()}


def _as_day(value: Any) -> Any:
    """Return the day of 20240108, or of a time in seconds or milliseconds since 1970: that in UTC."""
    value = _unwrapped(value)
    digits = str(int(value)) if _is_number(value) else str(value).strip()
    if day := _DAY.fullmatch(digits):
        return "-".join(day.groups())
    if _TIME.fullmatch(digits):
        return datetime.fromtimestamp(int(digits[:_DIGITS_OF_SECONDS]), UTC).date().isoformat()
    return value


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "id": _as_text,
    "body": _as_paragraphs,
    "section": _as_first,
    "language": _as_code,
    "published_on": _as_day,
}
