"""Read quotes of a database that is being written.

In: a connection in the middle of writing.  Out: quotes by number, in order of publication.
"""

import sqlite3
from collections.abc import Iterator

QUOTE_BITS = 20  # of a quote's number: its place in the article; no body holds a million quotes


def quote_number(article: int, position: int) -> int:
    """Return the row's number of a quote: that of its article, then its place in it.

    Numbers are in order of publication and leave room, so that a quote more or less renumbers no other article's.
    """
    return article << QUOTE_BITS | position


def article_and_position(number: int) -> tuple[int, int]:
    """Return the number of the quote's article, and its place there."""
    return number >> QUOTE_BITS, number & ((1 << QUOTE_BITS) - 1)


class WrittenQuotes:
    """The quotes of a database that is being written, by number, in order of publication."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def signatures(self) -> Iterator[tuple[int, bytes | None]]:
        """Return the number of each article with the signatures of its quotes, if they are kept."""
        yield from self.connection.execute(
            "SELECT articles.rowid, signatures FROM articles LEFT JOIN extractions ON article_id = id "
            "ORDER BY articles.rowid"
        )

    def numbers(self) -> Iterator[int]:
        """Return the number of each quote."""
        return (number for (number,) in self.connection.execute("SELECT rowid FROM quotes ORDER BY rowid"))

    def texts(self, article: int) -> list[str]:
        """Return the texts of the quotes of the article with that number."""
        low, high = quote_number(article, 0), quote_number(article + 1, 0)
        rows = self.connection.execute(
            "SELECT text FROM quotes WHERE rowid >= ? AND rowid < ? ORDER BY rowid", (low, high)
        )
        return [text for (text,) in rows]

    def wording(self, number: int) -> tuple[str, str]:
        """Return text and kind of a quote."""
        found: tuple[str, str] = self.connection.execute(
            "SELECT text, kind FROM quotes WHERE rowid = ?", (number,)
        ).fetchone()
        return found

    def __len__(self) -> int:
        found: int = self.connection.execute("SELECT count(*) FROM quotes").fetchone()[0]
        return found
