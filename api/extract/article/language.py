"""Tell the language of a text by its commonest words.

In: a body.  Out: an ISO 639-1 code, or None when it can't be told for certain.  A detector such as py3langid
brings numpy and a model to tell 97 languages; our extractor is for one, and has only to notice the others.
"""

import re
from collections import Counter
from functools import cache

from api.extract.words import read_entries

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 1500  # characters: some 250 words
_FEWEST = 3  # common words of a language, and half as many again as of any other, make it certain
_SHARE = 0.15  # of all words; a third of English text is made of its commonest words


def language_of(body: str) -> str | None:
    """Return the language of `body`; None when no language's common words stand out.

    >>> language_of("The mayor of the town said that it was time to go.")
    'en'
    """
    printed = _WORD.findall(body[:_SAMPLE].lower())
    codes = " ".join(filter(None, map(_languages_of_words().get, printed))).split()
    counts = sorted(((count, code) for code, count in Counter(codes).items()), reverse=True)
    (most, code), (second, _) = [*counts, (0, ""), (0, "")][:2]
    certain = most >= _FEWEST and most >= _SHARE * len(printed) and 2 * most >= 3 * second
    return code if certain else None


@cache
def _common_words() -> dict[str, frozenset[str]]:
    entries = (entry.split(": ", 1) for entry in read_entries("languages"))
    return {code: frozenset(words.split()) for code, words in entries}


@cache
def _languages_of_words() -> dict[str, str]:
    """Return for each common word the languages in which it is one, a space between them."""
    found: dict[str, str] = {}
    for code, words in _common_words().items():
        for word in words:
            found[word] = f"{found.get(word, '')} {code}"
    return found
