"""Read quotes and articles of a database that is being written.

In: a connection in the middle of writing.  Out: quotes and articles by number, in order of publication.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

SPARE = 8


def capacity(quotes: int) -> int:
    """Return how many numbers are reserved for the quotes of an article that has this many.

    Numbers of quotes are in order of publication. Usually one more quote fits without renumbering other articles'.
    """
    return (quotes // SPARE + 1) * SPARE


class Stretch(NamedTuple):
    """The numbers of an article's quotes: from `first` on."""

    article: int
    first: int
    quotes: int

    @property
    def last(self) -> int:
        """Return the last number that is reserved for the article."""
        return self.first + capacity(self.quotes) - 1


class WrittenQuotes:
    """The quotes of a database that is being written, by number, in order of publication."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def signatures(self) -> Iterator[tuple[int, bytes | None]]:
        """Yield, for each article, the number of its first quote and the signatures of all its quotes, if kept."""
        first = 1
        for quotes, packed in self.connection.execute(
            "SELECT quote_count, signatures FROM articles LEFT JOIN extractions ON article_id = id "
            "ORDER BY articles.rowid"
        ):
            yield first, packed
            first += capacity(quotes)

    def stretches(self) -> Iterator[Stretch]:
        """Yield the stretch of numbers of each article's quotes."""
        first = 1
        for article, quotes in self.connection.execute(
            "SELECT rowid, quote_count FROM articles ORDER BY rowid"
        ):
            yield Stretch(article, first, quotes)
            first += capacity(quotes)

    def texts(self, first: int) -> list[str]:
        """Return the texts of the quotes of the article whose first quote has that number."""
        rows = self.connection.execute(
            "SELECT text FROM quotes WHERE article_id = (SELECT article_id FROM quotes WHERE rowid = ?1) "
            "AND rowid >= ?1 ORDER BY rowid",
            (first,),
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


class Published(NamedTuple):
    """What distinguishes the original from its copies: publisher, source and date of an article, and its length.

    `published_on` is empty when it is unknown.
    """

    number: int
    published_on: str
    publisher_id: str | None
    via_publisher_id: str | None
    word_count: int


class WrittenArticles:
    """The articles of a database that is being written, by number, in order of publication."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def signatures(self) -> Iterator[tuple[int, bytes | None]]:
        """Yield the number of each article with its signature, if that is kept."""
        yield from self.connection.execute(
            "SELECT articles.rowid, text_signature FROM articles LEFT JOIN extractions ON article_id = id "
            "ORDER BY articles.rowid"
        )

    def signature(self, number: int) -> bytes | None:
        """Return the signature of an article, if that is kept."""
        found: tuple[bytes | None] = self.connection.execute(
            "SELECT text_signature FROM articles LEFT JOIN extractions ON article_id = id WHERE articles.rowid = ?",
            (number,),
        ).fetchone()
        return found[0]

    def body(self, number: int) -> str:
        """Return the body of an article."""
        found: str = self.connection.execute(
            "SELECT body FROM articles WHERE rowid = ?", (number,)
        ).fetchone()[0]
        return found

    def published(self, number: int) -> Published:
        """Return the facts that decide whether an article is the original."""
        row = self.connection.execute(
            "SELECT rowid, coalesce(published_on, ''), publisher_id, via_publisher_id, word_count FROM articles "
            "WHERE rowid = ?",
            (number,),
        ).fetchone()
        return Published(*row)

    def __len__(self) -> int:
        found: int = self.connection.execute("SELECT count(*) FROM articles").fetchone()[0]
        return found
