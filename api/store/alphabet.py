"""Say where a name or a headline belongs in an alphabetical list.

In: text as printed.  Out: the text that is compared in its place: ‘Time’ sorts under T, Éclair before Zebra.
"""

import re

from api.store.words import fold, tokenize

_APOSTROPHES = str.maketrans("", "", "'’ʼ")
_WITHIN_SURNAMES = re.compile(r"[^\w\s,/&-]")


def alphabetical(text: str) -> str:
    """Return a name or headline in lower case without accents and signs; unchanged if it has nothing but signs.

    >>> alphabetical("‘Time’ names Åsa O’Berg"), alphabetical("C++"), alphabetical("?!")
    ('time names asa oberg', 'c', '?!')
    """
    return " ".join(tokenize(text.translate(_APOSTROPHES))) or fold(text)


def by_surname(name: str) -> str:
    """Return a name, given surname first, in lower case without accents and signs, except commas and hyphens.

    >>> by_surname("O’Berg-Orr, Åsa"), by_surname("U.S. officials"), by_surname("?!")
    ('oberg-orr, asa', 'us officials', '?!')
    """
    folded = fold(name)
    return _WITHIN_SURNAMES.sub("", folded).strip() or folded
