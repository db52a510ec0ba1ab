"""Read texts as editors and page builders keep them: as blocks, and blocks in blocks.

In: the value of a field that holds a text.  Out: the text, a blank line between paragraphs; None where it is no such
value.  Known are the blocks of Arc, Contentful, Drupal, Editor.js, Draft.js, Lexical, Sanity, Slate, Strapi and
ProseMirror, which agree in this: objects with a text of their own, or with a list of what is in them.
"""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from api.extract.webpages.blocks import has_markup

_DEPTH = 12  # objects in each other; tables in quotations have ten
_WHOLES = ("processed", "value")  # of Drupal: the text, perhaps already as markup
_LISTS = ("root", "document", "blocks", "content", "children", "content_elements")
_TEXTS = ("text", "value", "content")
_INNER = ("children", "content", "data", "items", "root", "document", "blocks")
_NO_TEXT = frozenset(
    ["image", "code", "html", "raw_html", "embed", "oembed_response", "custom_embed", "video", "gallery"]
)
"""Kinds of blocks whose text is none of the article's: captions, scripts, addresses of what is shown."""
_IN_A_LINE = frozenset(
    ["link", "hyperlink", "entry-hyperlink", "asset-hyperlink", "autolink", "a", "mention", "span"]
)
"""Kinds of what stands in a line of text, among its words."""


def text_of_blocks(value: Any) -> str | None:
    """Return the text of blocks.

    >>> text_of_blocks([{"type": "paragraph", "children": [{"text": "The wall "}, {"text": "held."}]}])
    'The wall held.'
    """
    if isinstance(value, Mapping):
        for key in _WHOLES:
            if isinstance(whole := value.get(key), str):
                return whole
        inner = next((value[key] for key in _LISTS if isinstance(value.get(key), list | dict)), None)
        return text_of_blocks(inner) if inner is not None else None
    if not isinstance(value, list) or not all(isinstance(block, Mapping) for block in value):
        return None
    texts = ["".join(_texts_within(block, _DEPTH)).strip() for block in value]
    if any(map(has_markup, texts)):
        texts = [
            f"<p>{text if has_markup(text) else escape(text, quote=False)}</p>" for text in texts if text
        ]
    return "\n\n".join(filter(None, texts)) or None


def _texts_within(block: Any, depth: int) -> Iterator[str]:
    """Yield the texts in a block: its own, or those of what is in it, with line ends between items of a list."""
    if not depth or not isinstance(block, Mapping):
        return
    if _kind(block) in _NO_TEXT:
        return
    own = next((block[key] for key in _TEXTS if isinstance(block.get(key), str)), None)
    if own is not None:
        yield own
        return
    for key in _INNER:
        inner = block.get(key)
        entries = inner if isinstance(inner, list) else [inner]
        for entry in entries:
            if isinstance(entry, str):
                yield f"{entry}\n\n"
            else:
                yield from _texts_within(entry, depth - 1)
                if _is_block(entry):
                    yield "\n\n"


def _is_block(entry: Any) -> bool:
    """Tell a paragraph or an item within a block from words of one line: it has words in it, and none of its own."""
    if not isinstance(entry, Mapping) or _kind(entry) in _IN_A_LINE:
        return False
    return not any(isinstance(entry.get(key), str) for key in _TEXTS)


def _kind(block: Mapping[Any, Any]) -> str:
    return str(next((block[key] for key in ("type", "_type", "nodeType", "object") if key in block), ""))
