"""Recognise what a site says of itself to its readers, in whole sentences: cookies, letters, alerts, whose views.

In: one paragraph.  Out: the reason to take it out of the article, or None.  Unlike the labels of `furniture` such a
paragraph reads like prose and stands anywhere, also at the top, where it would be taken for the lead.  A shared leaf.
"""

import re
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import cast

from api.extract.article.furniture import BULLETS, Reason
from api.extract.words import read_entries

_LONGEST = 500  # characters
_SPEECH = re.compile(
    r"\b(?:said|says|saying|told|tells|added|wrote|according|announced|asked|statement)\b|\(@\w"
)


def notice(text: str) -> Reason | None:
    """Return why `text`, the site's own words to its readers, is no part of the article; None when it may be.

    Where somebody says something, or signs a post ("(@adabloom)"), it may be.

    >>> notice("We use cookies to make this site better.")
    'navigation'
    """
    if len(text) > _LONGEST or text.startswith(BULLETS):
        return None
    found = _phrases().search(text.lower().replace("’", "'"))
    return _reasons()[found[0]] if found and not _SPEECH.search(text) else None


@cache
def _reasons() -> dict[str, Reason]:
    pairs = (entry.split(": ", 1) for entry in read_entries("notices"))
    return {words: cast("Reason", reason) for reason, words in pairs}


@cache
def _phrases() -> re.Pattern[str]:
    """Match the phrases, the longest that fits; parted by their first letter, so that few are tried at each word."""
    longest_first = sorted(_reasons(), key=lambda phrase: (phrase[0], -len(phrase)))
    parts = (
        letter + "(?:" + "|".join(re.escape(phrase[1:]) for phrase in phrases) + ")"
        for letter, phrases in groupby(longest_first, key=itemgetter(0))
    )
    return re.compile(rf"\b(?:{'|'.join(parts)})(?!\w)")
