"""Say where a name or a headline stands in an alphabetical list.

In: text as printed.  Out: the text that is compared in its place: ‘Time’ stands among the T, Éclair before Zebra.
"""

from api.store.words import fold, tokenize


def alphabetical(text: str) -> str:
    """Return the words of a name or headline, without case, accents and signs; of signs alone, the signs.

    >>> alphabetical("‘Time’ names Åsa Öberg"), alphabetical("C++"), alphabetical("?!")
    ('time names asa oberg', 'c', '?!')
    """
    return " ".join(tokenize(text)) or fold(text)
