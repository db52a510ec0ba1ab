"""Read what a web page declares as its tags.

In: one text or a list, of a meta tag or JSON-LD.  Out: the tags, one each.
Among them pages have lists in one piece, words for their own programs, and now and then the tags of the whole site.
"""

import html
import re
from typing import Any

from api.extract.words import read_words

_MOST = (
    100  # tags; a page with more has its site's: 64 was the most of 1,591 pages, 6,717 that of another one
)
_MOST_ESCAPED = 4  # times: "AT&amp;amp;T" is escaped twice
_MARKUP = re.compile(r"<[^<>]{1,200}>")
# "_amp-test", "@all-river", "/article", "type: news"; the numbers "105867721" and "8ae9ab2d-fe1b-4230"; "a", "."
_OF_PROGRAMS = re.compile(r"[_@/].*|.*:\S.*|[a-z][\w-]*:.*|(?=\D*\d)[0-9a-f]{8}[0-9a-f-]*|\d{5,}|[a-z]|\W+")
_PARTS = re.compile(r"[^\W_]+")
_LIST = re.compile(r",\S|,.*,.*,")  # "Ice,Harbour"; but "Washington, D.C."


def read_keywords(value: Any) -> tuple[str, ...]:
    """Return the tags in a text, parted by commas or semicolons, or in a list; none where they are the whole site's.

    >>> read_keywords("Harbour,Ice, Port Ellery;exclude-from-syndication")
    ('Harbour', 'Ice', 'Port Ellery')
    """
    entries = list(filter(None, map(_on_one_line, value if isinstance(value, list) else [value])))
    is_text = isinstance(value, str) or (len(entries) == 1 and _LIST.search(entries[0]))
    tags = [tag.strip() for entry in entries for tag in re.split("[,;]" if is_text else ";", entry)]
    has_keys = sum(":" in tag for tag in tags) > 1  # "Category: News", "Day: Friday"; one is "Ice: a History"
    named = (tag for tag in tags if not (has_keys and ":" in tag))
    kept = tuple(dict.fromkeys(tag for tag in named if tag and not _is_bookkeeping(tag)))
    return kept if len(kept) <= _MOST else ()


def _on_one_line(value: Any) -> str:
    """Return a text without markup, entities and line ends; "" for anything else."""
    if not isinstance(value, str):
        return ""
    for _ in range(_MOST_ESCAPED):
        if "&" not in value:
            break
        value = html.unescape(value)
    return " ".join(_MARKUP.sub("", value).split())


def _is_bookkeeping(tag: str) -> bool:
    """Tell what is for the publisher's programs: "section:news", "_seo", "exclude-from-syndication"."""
    if _OF_PROGRAMS.fullmatch(tag):
        return True
    return not read_words("bookkeeping_words").isdisjoint(_PARTS.findall(tag.lower()))
