"""Say which quotes were added and removed since the previous database.

In: a connection to a new database, with the previous one attached as `before`.  Out: edits, in the new numbering.
"""

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from api.model import value
from api.store.written import Stretch, WrittenArticles, WrittenQuotes

_MOST_EDITS = 200  # changed articles; if there are more, looking at each one gains nothing


@value
class Edit:
    """A change at one place: texts and ids of removed quotes, texts and numbers of added ones.

    `place` is the number of the quote after the removed ones, or the next possible number.
    """

    place: int
    gone: tuple[tuple[str, str], ...]
    come: tuple[tuple[int, str], ...]


@value
class EditedArticle:
    """An article with a new text in its old place: its number, and its old and new signature for finding copies."""

    number: int
    signature: bytes
    signature_before: bytes


class EditedArticles(WrittenArticles):
    """The articles of a copy of the previous database, in which a few have new rows."""

    def __init__(self, connection: sqlite3.Connection, ids: Sequence[str]) -> None:
        super().__init__(connection)
        self._ids = ids

    def edited(self) -> list[EditedArticle]:
        """Return the articles that have new rows."""
        rows = (self.connection.execute(_EDITED, (id_,)).fetchone() for id_ in self._ids)
        return [EditedArticle(*row) for row in rows]

    def of_same_stories(self, numbers: Iterable[int]) -> set[int]:
        """Return the numbers of all articles that shared a story with one of these before."""
        return {
            number
            for one in numbers
            for (number,) in self.connection.execute(_OF_STORY.format(place="before"), (one,))
        }

    def story_of(self, number: int) -> list[int]:
        """Return the numbers of the articles in an article's story, in order, as far as that is settled."""
        return [it for (it,) in self.connection.execute(_OF_STORY.format(place="main"), (number,))]

    def first_of(self, number: int) -> int:
        """Return the number of the first article of an article's story, as far as that is settled."""
        return self.story_of(number)[0]


class ChangedQuotes(WrittenQuotes):
    """The quotes of a new database, with the statements of the previous one where it had them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self._stretches = list(self.stretches())
        self._firsts = [stretch.first for stretch in self._stretches]

    def stretch_of(self, number: int) -> Stretch:
        """Return the stretch of numbers of the quotes in a quote's article."""
        return self._stretches[bisect_right(self._firsts, number) - 1]

    def edits(self) -> list[Edit] | None:
        """Return what was added and removed; None when that isn't known, or is too much to be worth knowing."""
        if not self._is_known("main") or not self._is_known("before"):
            return None
        changed = self._rows(_CHANGED)
        gone = self._rows(_GONE)
        if len(changed) + len(gone) > _MOST_EDITS:
            return None
        edits = [self._edit(number, id_, in_place) for number, id_, in_place in changed]
        if not all(edit.gone or edit.come for edit, row in zip(edits, changed, strict=True) if row[2]):
            return None  # the quotes are the same, and still their hash is another: they are compared in another way
        return [*edits, *(self._gone(id_, number) for id_, number in gone)]

    def _is_known(self, schema: str) -> bool:
        ((count,),) = self._rows(
            f"SELECT (SELECT count(*) FROM {schema}.articles) - (SELECT count(*) FROM {schema}.extractions)"
        )
        return bool(count == 0)

    def _edit(self, article: int, id_: str, in_place: int) -> Edit:
        """Return what differs in the middle of an article, between an unchanged beginning and end."""
        old = self._rows(_QUOTES_BEFORE, id_) if in_place else []
        stretch = self._stretches[article - 1]
        new = self._rows(_QUOTES_NOW, stretch.first, stretch.last)
        start = _same(old, new)
        end = _same(old[start:][::-1], new[start:][::-1])
        return Edit(
            stretch.first + len(new) - end,
            tuple((quote_id, text) for quote_id, text, _ in old[start : len(old) - end]),
            tuple(
                (number, text)
                for number, (_, text, _) in enumerate(new[start : len(new) - end], stretch.first + start)
            ),
        )

    def _gone(self, id_: str, next_article: int) -> Edit:
        old = self._rows(_QUOTES_BEFORE, id_)
        ends = next_article > len(self._stretches)
        place = self._stretches[-1].last + 1 if ends else self._stretches[next_article - 1].first
        return Edit(place, tuple((quote_id, text) for quote_id, text, _ in old), ())

    def of_same_statements(self, numbers: Iterable[int], gone: Iterable[str]) -> set[int]:
        """Return the numbers of all quotes that shared a statement with one of these quotes before."""
        ids = [
            id_
            for number in numbers
            for (id_,) in self._rows("SELECT id FROM quotes WHERE rowid = ?", number)
        ]
        statements = {
            statement
            for id_ in (*ids, *gone)
            for (statement,) in self._rows("SELECT statement_id FROM before.quotes WHERE id = ?", id_)
        }
        return {number for statement in statements for (number,) in self._rows(_MEMBERS, statement)}

    def first_of(self, number: int) -> int:
        """Return the number of the first quote of a quote's statement, as far as that is settled."""
        ((first,),) = self._rows(
            "SELECT rowid FROM quotes WHERE id = (SELECT statement_id FROM quotes WHERE rowid = ?)", number
        )
        return int(first)

    def packed(self, article: int) -> bytes:
        """Return the signatures of the quotes of the article with that number."""
        ((packed,),) = self._rows(
            "SELECT signatures FROM extractions JOIN articles ON id = article_id WHERE articles.rowid = ?",
            article,
        )
        return bytes(packed)

    def _rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, parameters).fetchall()


def _same(one: Sequence[object], other: Sequence[object]) -> int:
    """Return how many items at the beginning are the same."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


_EDITED = """
SELECT articles.rowid, kept.text_signature, known.text_signature
  FROM main.articles JOIN main.extractions AS kept ON kept.article_id = articles.id
  JOIN before.extractions AS known ON known.article_id = articles.id
 WHERE articles.id = ?
"""
_OF_STORY = """
SELECT rowid FROM {place}.articles WHERE story_id = (SELECT story_id FROM {place}.articles WHERE rowid = ?)
 ORDER BY rowid
"""
_IN_PLACE = "earlier.published_on IS articles.published_on"
_CHANGED = f"""
SELECT articles.rowid, articles.id, earlier.id IS NOT NULL AND {_IN_PLACE}
  FROM main.articles JOIN main.extractions AS kept ON kept.article_id = articles.id
  LEFT JOIN before.articles AS earlier ON earlier.id = articles.id
  LEFT JOIN before.extractions AS known ON known.article_id = articles.id
 WHERE known.words IS NOT kept.words OR NOT {_IN_PLACE}
 ORDER BY articles.rowid
"""
_GONE = """
SELECT id, coalesce((SELECT min(rowid) FROM main.articles
                      WHERE (coalesce(published_on, ''), id) > (coalesce(earlier.published_on, ''), earlier.id)),
                    (SELECT max(rowid) + 1 FROM main.articles))
  FROM before.articles AS earlier
 WHERE NOT EXISTS (SELECT 1 FROM main.articles
                    WHERE articles.id = earlier.id AND articles.published_on IS earlier.published_on)
"""
_QUOTES_BEFORE = "SELECT id, text, kind FROM before.quotes WHERE article_id = ? ORDER BY position"
_QUOTES_NOW = "SELECT id, text, kind FROM quotes WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
_MEMBERS = """
SELECT now.rowid FROM before.quotes JOIN main.quotes AS now ON now.id = quotes.id WHERE quotes.statement_id = ?
"""
