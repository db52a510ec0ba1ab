"""Say where a name or a headline stands in an alphabetical list.

In: text as printed.  Out: the text that is compared in its place: ‘Time’ stands among the T, Éclair before Zebra.
"""

import re

from api.store.words import fold, tokenize

_APOSTROPHES = str.maketrans("", "", "'’ʼ")
_WITHIN_SURNAMES = re.compile(r"[^\w\s,/&-]")


def alphabetical(text: str) -> str:
    """Return the words of a name or headline, without case, accents and signs; of signs alone, the signs.

    >>> alphabetical("‘Time’ names Åsa O’Berg"), alphabetical("C++"), alphabetical("?!")
    ('time names asa oberg', 'c', '?!')
    """
    return " ".join(tokenize(text.translate(_APOSTROPHES))) or fold(text)


def by_surname(name: str) -> str:
    """Return a name whose surname stands first without case, accents and signs, but for those that part its words.

    >>> by_surname("O’Berg-Orr, Åsa"), by_surname("U.S. officials"), by_surname("?!")
    ('oberg-orr, asa', 'us officials', '?!')
    """
    folded = fold(name)
    return _WITHIN_SURNAMES.sub("", folded).strip() or folded
