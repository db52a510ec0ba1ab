"""Tell what the name of a body may be abbreviated to: "MTC", "M.T.C." for the Marle Tide Council.

A leaf: within an article it joins what `cast` gathers, over a corpus what the loader does.
"""

from collections.abc import Sequence

_MOST = 6  # letters; longer words in capitals are mostly shouted


def initials_in(words: Sequence[str]) -> str:
    """Return the letters of a name that is nothing but initials, empty for any other.

    >>> initials_in(["MTC"]), initials_in(["M.T.C."]), initials_in(["Marle"]), initials_in(["MTC", "News"])
    ('MTC', 'MTC', '', '')
    """
    letters = words[0].replace(".", "") if len(words) == 1 else ""
    return letters if 1 < len(letters) <= _MOST and letters.isalpha() and letters.isupper() else ""


def initials_of(words: Sequence[str]) -> set[str]:
    """Return what a name may be abbreviated to: all of it, or all but its beginning or its end.

    >>> sorted(initials_of(["Marle", "Department", "of", "Tides"]))
    ['DOT', 'MDO', 'MDOT', 'MDT']
    >>> sorted(initials_of(["MTC", "News"]))  # what the MTC has, not what it is
    ['MTCN', 'TCN']
    >>> "AFP" in initials_of(["Ostley", "Institute", "for", "Tides", "and", "Ferry", "Policy"])
    False
    """
    if len(words) < 2:
        return set()
    letters_of = [initials_in((word,)) or word[0] for word in words]
    capitals = "".join(letters for letters in letters_of if letters.isupper())
    every = "".join(letters_of).upper()
    opens = [index for index, letters in enumerate(letters_of) if letters.isupper()]  # none with "and"
    ends = {capitals[start:] for start in range(len(capitals) - 2)}
    ends |= {end for index in opens if len(end := "".join(letters_of[index:]).upper()) > 2}
    beginnings = {letters[:end] for letters in (capitals, every) for end in range(3, len(letters))}
    return ({capitals, every} | ends | beginnings) - {"", *letters_of}
