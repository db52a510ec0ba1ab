"""Read texts as editors and page builders keep them: as blocks, and blocks in blocks.

In: the value of a field that holds a text.  Out: the text, a blank line between paragraphs; None where it is no such
value.  Known are the blocks of Arc, Contentful, Drupal, Editor.js, Draft.js, Lexical, Sanity, Slate, Strapi and
ProseMirror, which agree in this: objects with a text of their own, or with a list of what is in them.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from api.extract.webpages.blocks import has_markup

_DEPTH = 12  # objects in each other; tables in quotations have ten
_WHOLES = ("processed", "value")  # of Drupal: the text, perhaps already as markup
_LISTS = ("root", "document", "blocks", "content", "children", "content_elements")
_TEXTS = ("text", "value", "content")
_ITEMS = "items"
"""Of a list, and of an item that has a list below it: each is a paragraph, whatever its form."""
_INNER = ("children", "content", "content_elements", "data", _ITEMS, "root", "document", "blocks")
_NO_TEXT = frozenset(
    {
        "image", "code", "html", "raw_html", "embed", "oembed_response", "custom_embed", "video", "gallery",
        "interstitial_link", "story",
    }
)  # fmt: skip
"""Kinds of blocks whose text is none of the article's: captions, scripts, addresses of what is shown, other texts."""
_IN_A_LINE = frozenset(
    ["link", "hyperlink", "entry-hyperlink", "asset-hyperlink", "autolink", "a", "mention", "span"]
)
"""Kinds of what stands in a line of text, among its words."""
_END = "\n\n"
_BLANK_LINES = re.compile(r"\n\s*\n")


def text_of_blocks(value: Any, depth: int = _DEPTH) -> str | None:
    """Return the text of blocks; what lies deeper than `depth` objects in each other is left out.

    >>> text_of_blocks([{"type": "paragraph", "children": [{"text": "The wall "}, {"text": "held."}]}])
    'The wall held.'
    """
    if isinstance(value, Mapping):
        for key in _WHOLES:
            if isinstance(whole := value.get(key), str):
                return whole
        inner = next((value[key] for key in _LISTS if isinstance(value.get(key), list | dict)), None)
        return text_of_blocks(inner, depth - 1) if inner is not None and depth else None
    if not isinstance(value, list) or not all(isinstance(block, Mapping) for block in value):
        return None
    lines = [line for block in value for line in _lines_within(block)]
    if any(map(has_markup, lines)):
        lines = [f"<p>{line}</p>" for text in lines for line in _as_markup(text)]
    return _END.join(lines) or None


def _lines_within(block: Any) -> list[str]:
    """Return the paragraphs of a block, each as it is kept: as text or as markup."""
    lines = [""]
    for text in _texts_within(block, _DEPTH):
        if text == _END:
            lines.append("")
        else:
            lines[-1] += text
    return list(filter(None, map(str.strip, lines)))


def _as_markup(text: str) -> list[str]:
    """Return the paragraphs of a text as markup; one that is markup already is as it was."""
    if has_markup(text):
        return [text]
    return [escape(line, quote=False) for line in _BLANK_LINES.split(text)]


def _texts_within(block: Any, depth: int) -> Iterator[str]:
    """Yield the texts in a block, its own or those of what is in it, and `_END` where a line ends."""
    if not depth or not isinstance(block, Mapping) or _kind(block) in _NO_TEXT:
        return
    own = next((text for key in _TEXTS if isinstance(text := block.get(key), str) and text), None)
    if own is not None:
        yield own
    for key in _INNER if own is None else (_ITEMS,):
        inner = block.get(key, [])
        for entry in inner if isinstance(inner, list) else [inner]:
            is_line = key == _ITEMS or isinstance(entry, str) or _is_block(entry)
            if is_line:
                yield _END
            if isinstance(entry, str):
                yield entry
            else:
                yield from _texts_within(entry, depth - 1)
            if is_line:
                yield _END


def _is_block(entry: Any) -> bool:
    """Tell a paragraph or an item within a block from words of one line: it has words in it, and none of its own."""
    if not isinstance(entry, Mapping) or _kind(entry) in _IN_A_LINE:
        return False
    return not any(isinstance(entry.get(key), str) for key in _TEXTS)


def _kind(block: Mapping[Any, Any]) -> str:
    return str(next((block[key] for key in ("type", "_type", "nodeType", "object") if key in block), ""))
