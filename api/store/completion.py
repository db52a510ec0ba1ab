"""Complete a name that is being typed.

In: an open Database, a noun whose records have names, and the beginning of one.  Out: rows of that noun.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from api.store.connect import Database
from api.store.filters import query_from
from api.store.select import list_records
from api.store.words import tokenize

_MOST_WORDS = 8  # of what is typed; so many are enough to tell names apart


def names_begun(db: Database, noun: str, typed: str, limit: int) -> Sequence[sqlite3.Row]:
    """Return the speakers, tags or publishers with a name that contains the words typed, most quoted first.

    The last word may be unfinished. Text without a letter or digit finds nothing.
    """
    words = tokenize(typed)[:_MOST_WORDS]
    if not words:
        return ()
    # Words are letters and digits only, so none of them is read as an operator.
    asked = " ".join(words)
    # "quin q": every Quin has a word that begins with q, so both must be found in different words.
    if any(word.startswith(words[-1]) for word in words[:-1]):
        asked = f'"{asked}"'
    query = query_from(noun, {"q": f"{asked}*", "sort": "-quote_count"})
    return list_records(db, replace(query, limit=limit, count="none")).rows
