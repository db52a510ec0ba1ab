"""Choose which of a page's texts is the article: trafilatura's, or a narrower one that another extractor confirms.

In: the page's HTML.  Out: trafilatura's tree of the article.  On a front page, a page with a stream below the
article or a page of boxes, trafilatura's usual choice takes in what it shouldn't, and nothing in that text tells.
What tells is that its own stricter choice is shorter and that readability, which reckons in another way, agrees
with the stricter one.
"""

import re
from collections import Counter
from importlib import import_module
from typing import Any

_WORD = re.compile(r"\w+")
_SAME = 0.8  # of the words of two texts are the same: below it one of them is another text
_OPTIONS = {"include_comments": False, "include_tables": False}


def extract_page(page: str, **options: Any) -> Any:
    """Return what trafilatura extracts from a page, its `body` the likelier of two; None when there is nothing."""
    trafilatura = import_module("trafilatura")  # here, as it takes longer to import than all the rest of us
    document = trafilatura.bare_extraction(page, **_OPTIONS, **options)
    if document is None:
        return None
    words, readable = _words(document.body), _words(_readable(page))
    if _likeness(words, readable) < _SAME:
        strict = trafilatura.bare_extraction(page, favor_precision=True, **_OPTIONS)
        if strict is not None and _confirms(readable, _words(strict.body), words):
            document.body = strict.body
    return document


def _confirms(other: Counter[str], strict: Counter[str], usual: Counter[str]) -> bool:
    """Tell whether the stricter text is another text than the usual one, shorter, and the same as the other's."""
    return (
        strict.total() < usual.total()
        and _likeness(strict, usual) < _SAME
        and _likeness(strict, other) >= _SAME
    )


def _readable(page: str) -> Any:
    """Return what the readability algorithm that trafilatura brings takes for the article."""
    tree = import_module("trafilatura").load_html(page)
    return import_module("trafilatura.external").try_readability(tree)


def _words(tree: Any) -> Counter[str]:
    return Counter(_WORD.findall(" ".join(tree.itertext()).casefold()))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return how much two texts have in common, 0 to 1: the F measure of their words."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
