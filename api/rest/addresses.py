"""Where a list is: its pages, the list in other formats and as a page for people.

In: the arguments of a list.  Out: paths with their query strings. They differ from page to page only in the cursor,
so they are written once for each list.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from api.rest.formats import FORMATS, MEDIA_TYPES
from api.rest.render import prefix
from api.store.arguments import joined
from api.store.filters import ListQuery, encoded
from api.store.page import Page
from api.store.resources import RESOURCES

Pairs = tuple[tuple[str, str], ...]
Written = dict[str, str]  # parameters sorted by name, each as the query string has it: "name=value"
_OF_A_PAGE = {"limit", "cursor", "count", "facets", "facet_limit", "highlight"}
_OF_THE_API = {"format", "fields", "include", "count", "facets", "facet_limit", "sample", "seed", "cursor"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one list; `at` gives that of the page at a cursor."""

    first: str
    html: str
    at: Callable[[str], str]
    formats: tuple[str, ...]
    """Values of the header Link: the same in other formats, and as a page."""


def addresses_of(query: ListQuery, path: str) -> Addresses:
    """Return the addresses of the list that `path` and the query lead to."""
    fixed = tuple([(name, joined(values)) for name, values in query.fixed.items()])
    return _addresses(query.resource.name, path, prefix(), tuple(query.arguments(cursor=None)), fixed)


@lru_cache(maxsize=512)
def _addresses(noun: str, path: str, before: str, asked: Pairs, fixed: Pairs) -> Addresses:
    given = _written(asked)
    begin, end = _around("cursor", given)
    shown = [pair for pair in asked if pair[0] not in _OF_THE_API]
    html = f"{before}/{noun}{_question(_written(sorted((*shown, *fixed)) if fixed else shown))}"
    whole = _without(given, _OF_A_PAGE | {"format"})
    page = _without(whole, {"fields", "include"})
    around = {True: _around("format", whole), False: _around("format", page)}
    formats = [(name, *around[FORMATS[name].whole]) for name in RESOURCES[noun].formats[1:]]
    return Addresses(
        first=f"{before}{path}{_question(given)}",
        html=html,
        at=lambda cursor: f"{before}{path}{begin}{cursor}{end}",
        formats=(
            *[
                alternate(f"{before}{path}{begin}{name}{end}", MEDIA_TYPES[name])
                for name, begin, end in formats
            ],
            alternate(html, "text/html"),
        ),
    )


def _written(pairs: Iterable[tuple[str, str]]) -> Written:
    return {name: f"{name}={encoded(value)}" for name, value in pairs}


def _without(given: Written, names: set[str]) -> Written:
    return {name: text for name, text in given.items() if name not in names}


def _question(given: Written) -> str:
    return f"?{'&'.join(given.values())}" if given else ""


def _around(name: str, given: Written) -> tuple[str, str]:
    """Return the query string before and after the value of one more parameter, which needs no escaping."""
    before = "".join([f"{text}&" for one, text in given.items() if one < name])
    behind = "".join([f"&{text}" for one, text in given.items() if one > name])
    return f"?{before}{name}=", behind


def page_links(query: ListQuery, page: Page, path: str) -> dict[str, str | None]:
    """Return the links of a page: itself, the next, previous and first page, and the same list for people."""
    found = addresses_of(query, path)
    return {
        "self": found.at(query.cursor) if query.cursor else found.first,
        "first": found.first,
        "next": found.at(page.next_cursor) if page.next_cursor else None,
        "prev": found.at(page.prev_cursor) if page.prev_cursor else None,
        "html": found.html,
    }


def list_links(query: ListQuery, links: Mapping[str, str | None], path: str) -> list[str]:
    """Return the values of the header Link of a list: its next and previous page, and the list in other formats."""
    return [*neighbours(links), *addresses_of(query, path).formats]


def neighbours(links: Mapping[str, str | None]) -> list[str]:
    """Return the values of the header Link that lead to the next page and the previous one."""
    return [f'<{links[relation]}>; rel="{relation}"' for relation in ("next", "prev") if links[relation]]


def alternate(target: str, media_type: str) -> str:
    """Return the value of the header Link that leads to the same content in another format."""
    escaped = media_type.replace('"', '\\"')
    return f'<{target}>; rel="alternate"; type="{escaped}"'
