"""Choose which of a page's texts is the article: trafilatura's, or a narrower one that another extractor confirms.

In: the page's tree.  Out: trafilatura's tree of the article, and readability's text.  On a front page, a page with a
stream below the article or a page of boxes, trafilatura's usual choice takes in what it shouldn't, and nothing in
that text tells.  What tells is that its own stricter choice is shorter and that readability, which reckons in another
way, agrees with the stricter one.
"""

import re
from collections import Counter
from copy import copy
from importlib import import_module
from typing import Any

_WORD = re.compile(r"\w+")
_SAME = 0.8  # of the words of two texts are the same: below it one of them is another text
_SHORTEST = 100  # letters of an article: two extractors that find no more agree on a menu


def extract_page(tree: Any, **options: Any) -> tuple[Any, str]:
    """Return what trafilatura extracts from a page, its `body` the likelier of two, and readability's text.

    None and "" when there is nothing.
    """
    trafilatura = import_module("trafilatura")  # here, as it takes longer to import than all the rest of us
    document = trafilatura.bare_extraction(tree, include_comments=False, **options)
    if document is None:
        return None, ""
    readable = _text_of(_readable(tree))
    words, other = _words(_text_of(document.body)), _words(readable)
    if _likeness(words, other) < _SAME:
        strict = trafilatura.bare_extraction(tree, include_comments=False, favor_precision=True)
        if strict is not None and _confirms(other, _words(_text_of(strict.body)), words):
            document.body = strict.body
    return document, readable


def _confirms(other: Counter[str], strict: Counter[str], usual: Counter[str]) -> bool:
    """Tell whether the stricter text is another text than the usual one, shorter, and the same as the other's."""
    return (
        strict.total() < usual.total()
        and sum(map(len, strict.elements())) >= _SHORTEST
        and _likeness(strict, usual) < _SAME
        and _likeness(strict, other) >= _SAME
    )


def _readable(tree: Any) -> Any:
    """Return what the readability algorithm that trafilatura brings takes for the article."""
    return import_module("trafilatura.external").try_readability(copy(tree))  # it changes what it is given


def _text_of(tree: Any) -> str:
    return " ".join(tree.itertext())


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return how much two texts have in common, 0 to 1: the F measure of their words."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
