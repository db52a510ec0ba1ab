"""Make ids of articles, quotes and labels that stay the same over rebuilds.

In: what identifies a thing by itself (its declared id, address, path, words).  Out: its id.  Nothing here depends on
the rest of the corpus, so that adding an article changes no other id.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote

from api.loader.names import fold_label, spelt_out
from api.model import Article, Quote
from api.web_address import plain_address

MAX_SLUG = 64
_ID_HASH = 8  # hex digits after a slug: only has to distinguish things with the same slug
_QUOTE_HASH = 16  # hex digits without a slug: 64 bits, no collision to expect below a billion quotes
_ENDING = re.compile(r"\.(html?|php|aspx?|amp)$", re.IGNORECASE)
_PLAIN = re.compile(r"[a-z0-9]+(?:[ _-][a-z0-9]+)*")  # slugify would only put hyphens into these
_WORD = re.compile(r"\w+")


def article_id(article: Article) -> str:
    """Return the declared id, else one made from the URL, else one made from the path."""
    if article.metadata.declared_id:
        return article.metadata.declared_id
    if article.metadata.url:
        address = plain_address(article.metadata.url)
        last = unquote(address.partition("?")[0].rstrip("/").rpartition("/")[2])
        return f"{slug(_ENDING.sub('', last), 'article')}-{short_hash(address, _ID_HASH)}"
    file, _, number = article.path.partition("#")
    name = f"{PurePosixPath(file).stem} {number}".rstrip()
    return f"{slug(name, 'article')}-{short_hash(article.path, _ID_HASH)}"


def quote_ids(article_id: str, quotes: Sequence[Quote]) -> tuple[str, ...]:
    """Return an id for each quote: made from the article's id, the quote's words, and how often they came before."""
    seen: Counter[str] = Counter()
    ids = []
    for quote in quotes:
        words = plain_words(quote.text)
        seen[words] += 1
        ids.append(f"q-{short_hash(chr(10).join((article_id, words, str(seen[words]))), _QUOTE_HASH)}")
    return tuple(ids)


@lru_cache(maxsize=1024)  # each quote is asked for twice: for its id, and for its statement
def plain_words(text: str) -> str:
    """Return the words of `text` in lower case, single spaces between: no marks, no punctuation.

    >>> plain_words("“We’ll see,”")
    'we ll see'
    """
    normal = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return " ".join(_WORD.findall(normal.casefold()))


def slug(text: str, otherwise: str) -> str:
    """Return `text` as lower-case ASCII words with hyphens; `otherwise` and a hash when nothing is left of it."""
    if len(text) <= MAX_SLUG and _PLAIN.fullmatch(text):
        return text.replace(" ", "-").replace("_", "-")
    from slugify import slugify  # noqa: PLC0415 - for few names

    return (
        slugify(text, max_length=MAX_SLUG, word_boundary=True) or f"{otherwise}-{short_hash(text, _ID_HASH)}"
    )


@lru_cache(maxsize=4096)  # the authors of an article are named anew with every load
def label_id(name: str, noun: str) -> str:
    """Return the id of a "publisher", "tag" or "author" that has none: its slug, and a hash if others may have that.

    Others may have the slug if its end is cut off, or if it transliterates other letters than Latin ones, many of
    which become the same.

    >>> label_id("Éditions du Port", "publisher"), label_id("Disney+", "tag"), label_id("王伟", "author")
    ('editions-du-port', 'disney-plus', 'wang-wei-0c6e5fe8')
    """
    text = spelt_out(name)
    if len(text) <= MAX_SLUG and _PLAIN.fullmatch(text):
        return slug(text, noun)
    from slugify import slugify  # noqa: PLC0415 - as above

    whole = slugify(text)
    if whole and len(whole) <= MAX_SLUG and _is_latin(text):
        return whole
    return f"{slug(text, noun) if whole else noun}-{short_hash(fold_label(name), _ID_HASH)}"


def _is_latin(text: str) -> bool:
    letters = (sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) in _LETTERS)
    return text.isascii() or all(unicodedata.name(letter, "").startswith("LATIN ") for letter in letters)


_LETTERS = {"Lu", "Ll", "Lt", "Lo"}  # categories; not Lm, to which the okina in "Hawaiʻi" belongs


def short_hash(text: str, digits: int) -> str:
    """Return the first hex digits of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode()).hexdigest()[:digits]
