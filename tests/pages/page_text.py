"""Read the words off a page exactly as they stand in it."""

import html
import re

from justhtml import Element, JustHTML, Node


def select(page: str, selector: str) -> list[Element]:
    """Return the elements of a page that a CSS selector finds."""
    found: list[Element] = JustHTML(page, sanitize=False).query(selector)
    return found


def bare(element: Node) -> str:
    """Return the text of an element, character for character."""
    return html.unescape(re.sub(r"<[^>]+>", "", element.to_html(pretty=False)))


def words_of(page: str) -> str:
    """Return what a page says, white space run together."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
