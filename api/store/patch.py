"""Change a few articles in a copy of a database, where nothing else has to change with them.

In: the previous database, and drafts of articles that are in it at the same places, with the same speakers,
publishers, tags and authors.  Out: the same rows as in a complete rewrite, in the time that copying the file takes.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

import orjson

from api.model import value
from api.store.changelog import add_changes
from api.store.edits import ChangedQuotes, EditedArticles
from api.store.files import address
from api.store.ready import renew_records
from api.store.records import CorpusRecord, DraftRecord
from api.store.retraction import Retraction
from api.store.sets import members_of_quotes, renew_sets_of_quotes, renew_sets_of_words
from api.store.tallies import COUNTED, COUNTED_ROWS
from api.store.write import STATEMENTS, STORIES, WRITING, Writer, digest_of, rejected_rows
from api.store.written import WrittenQuotes

_TABLES = {
    "publishers", "articles", "authors", "article_authors", "speakers", "speaker_aliases", "speaker_roles", "quotes",
    "tags", "article_tags", "rejected", "extractions", "build", "corpus", "sets", "versions", "changes",
    "quote_records",
}  # fmt: skip
"""The tables that a patch can handle; it refuses a database with any other."""
_PAGE_SIZE_AT = 16  # offset in the file's header, two bytes, the highest first; 1 stands for the largest
_LARGEST_PAGE = 65536
_CONTENT = re.compile(r"""content\s*=\s*["'](\w+)["']""")


class Unpatched(Exception):
    """More has changed than a patch can handle; the whole database has to be rewritten."""


@value
class Patch:
    """What is new: the whole rows of some articles, and what the corpus says of itself.

    `renewed` is as in `records.Contents`, and so is `copies`, but only for stories that may have changed.
    """

    before: Path
    corpus: CorpusRecord
    articles: Sequence[DraftRecord]
    renewed: Callable[[ChangedQuotes], Iterable[tuple[int, int]] | None]
    copies: Callable[[EditedArticles], Iterable[tuple[int, int]]]
    rejected: Mapping[str, str] = field(default_factory=dict)


def patch_database(path: Path, patch: Patch) -> tuple[str, dict[str, int]]:
    """Write the previous database, with the changes, to `path`; return the corpus version and counts of rows.

    Raises Unpatched when more has changed; the file is then of no use.
    """
    shutil.copyfile(patch.before, path)
    _unseal(path)
    connection = sqlite3.connect(address(path, "rw"), uri=True)
    try:
        if not patch.articles and _rejected(connection) == rejected_rows(patch.rejected):
            return _as_it_is(connection)
        # Replaced text must not stay in the file.
        connection.executescript(WRITING + "PRAGMA main.secure_delete = ON;")
        connection.execute("ATTACH ? AS before", (address(patch.before, "ro"),))
        with connection:
            return _Patcher(connection).apply(patch)
    finally:
        connection.close()


def _rejected(connection: sqlite3.Connection) -> list[dict[str, str]]:
    rows = connection.execute("SELECT path, reason FROM rejected ORDER BY path")
    return [{"path": path, "reason": reason} for path, reason in rows]


def _as_it_is(connection: sqlite3.Connection) -> tuple[str, dict[str, int]]:
    """Return version and counts of a database in which nothing has changed, not even SQLite's change counter."""
    names = ", ".join(f"{noun}_count" for noun in COUNTED)
    ((version, *counts),) = connection.execute(f"SELECT version, {names} FROM corpus").fetchall()
    return version, {f"{noun}s": count for noun, count in zip(COUNTED, counts, strict=True)}


def _unseal(path: Path) -> None:
    """Cut off what follows the last page: the seal of the file that this is a copy of."""
    with path.open("r+b") as file:
        page = int.from_bytes(file.read(_PAGE_SIZE_AT + 2)[_PAGE_SIZE_AT:], "big")
        size = file.seek(0, os.SEEK_END)
        file.truncate(size - size % (page if page > 1 else _LARGEST_PAGE))


class _Patcher(Writer):
    """Replaces rows of articles in a copy of the previous database."""

    def apply(self, patch: Patch) -> tuple[str, dict[str, int]]:
        searched = dict(self._searched())
        retraction = Retraction(self.connection, searched)
        self._stretches = list(WrittenQuotes(self.connection).stretches())
        places = [self.place_of(record.id) for record in patch.articles]
        stretches = [ranges["quotes"] for ranges in places]
        members = members_of_quotes(self.connection, stretches)
        for record, ranges in zip(patch.articles, places, strict=True):
            for search, table in searched.items():
                retraction.note(search, "was", ranges[table])
            self.replace(record, ranges, searched)
            for search, table in searched.items():
                retraction.note(search, "now", ranges[table])
        retraction.complete()
        ids = [record.id for record in patch.articles]
        renewed = self.join_changed(patch)
        linked = self.link(dict(patch.copies(EditedArticles(self.connection, ids))))
        shown = {table: self._count_again(table, where, sql, ids) for table, where, sql in COUNTED_ROWS}
        renew_sets_of_quotes(self.connection, stretches, members)
        renew_sets_of_words(
            self.connection, {"articles": [one["articles"] for one in places], "quotes": stretches}
        )
        renew_records(self.connection, [*stretches, *((number, number) for number in renewed)])
        ((told,),) = self.connection.execute("SELECT digests FROM build").fetchall()
        kept = {table: digest for table, digest in orjson.loads(told).items() if table != "rejected"}
        digests = kept | self._digests(patch)
        written = self.write_corpus(patch.corpus, dict(sorted(digests.items())))
        shown |= {"articles": sorted({*ids, *linked}), "quotes": self._quotes(ids, renewed)}
        add_changes(self.connection, {noun: ids for noun, ids in shown.items() if noun != "authors"})
        return written

    def _quotes(self, articles: Sequence[str], renewed: Sequence[int]) -> list[str]:
        """Return the ids of the quotes that are or were in some articles, and of those that joined others."""
        listed = ", ".join("?" * len(articles))
        rows = self.connection.execute(
            f"SELECT id FROM main.quotes WHERE article_id IN ({listed}) "
            f"UNION SELECT id FROM before.quotes WHERE article_id IN ({listed})",
            [*articles, *articles],
        ).fetchall()
        rows += [
            self.connection.execute("SELECT id FROM quotes WHERE rowid = ?", (it,)).fetchone()
            for it in renewed
        ]
        return sorted({id_ for (id_,) in rows})

    def _searched(self) -> Iterator[tuple[str, str]]:
        """Return each full-text index with the table whose text it indexes."""
        tables = self.connection.execute(
            "SELECT name, sql FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        found = {name: _CONTENT.search(sql) for name, sql in tables if "USING fts5" in sql}
        others = {name for name, _ in tables if not any(name.startswith(search) for search in found)}
        if others != _TABLES:
            raise Unpatched(f"unknown tables: {', '.join(sorted(others ^ _TABLES))}")
        return ((name, content[1]) for name, content in found.items() if content)

    def place_of(self, article_id: str) -> dict[str, tuple[int, int]]:
        """Return the first and last number of an article's rows, by table."""
        ((number,),) = self.connection.execute(
            "SELECT rowid FROM articles WHERE id = ?", (article_id,)
        ).fetchall()
        stretch = self._stretches[number - 1]
        return {"articles": (number, number), "quotes": (stretch.first, stretch.last)}

    def replace(
        self, record: DraftRecord, ranges: Mapping[str, tuple[int, int]], searched: Mapping[str, str]
    ) -> None:
        """Replace the rows of an article by new ones, at the same numbers."""
        for search, table in searched.items():
            self._index(search, table, ranges[table], remove=True)
        for table in ("article_authors", "article_tags", "extractions"):
            self.connection.execute(f"DELETE FROM {table} WHERE article_id = ?", (record.id,))
        for table, range_ in ranges.items():
            self.connection.execute(f"DELETE FROM {table} WHERE rowid BETWEEN ? AND ?", range_)
        (number, _), (first, last) = ranges["articles"], ranges["quotes"]
        self.articles, self.next_quote = number - 1, first
        self.add([record])
        if self.next_quote != last + 1:
            raise Unpatched("an article has so many more or less quotes that those of later ones move")
        for search, table in searched.items():
            self._index(search, table, ranges[table])

    def _index(self, search: str, table: str, range_: tuple[int, int], *, remove: bool = False) -> None:
        """Add rows to a full-text index, or remove them: to remove them, FTS5 needs exactly the texts it indexed."""
        names = ", ".join(name for _, name, *_ in self.connection.execute(f"PRAGMA table_info({search})"))
        first, value = (f"{search}, ", "'delete', ") if remove else ("", "")
        self.connection.execute(
            f"INSERT INTO {search} ({first}rowid, {names}) SELECT {value}rowid, {names} FROM {table} "
            "WHERE rowid BETWEEN ? AND ?",
            range_,
        )

    def join_changed(self, patch: Patch) -> list[int]:
        """Set the statement of each quote that may have another one now; return the numbers of those quotes."""
        for record in patch.articles:
            self.connection.execute(
                """UPDATE quotes SET statement_id = source.statement_id FROM before.quotes AS source
                    WHERE source.id = quotes.id AND quotes.article_id = ?""",
                (record.id,),
            )
        found = patch.renewed(ChangedQuotes(self.connection))
        if found is None:
            raise Unpatched("it can't be told which statements have changed")
        renewed = list(found)
        self.set_statements(renewed)
        return [number for number, _ in renewed]

    def _count_again(
        self, table: str, where: tuple[str, str, str], sql: str, articles: Sequence[str]
    ) -> list[str]:
        """Recount the speakers, tags and so on that are or were named in some articles; return their ids."""
        source, column, article = where
        listed = ", ".join("?" * len(articles))
        named = " UNION ".join(
            f"SELECT {column} FROM {schema}.{source} WHERE {article} IN ({listed}) AND {column} IS NOT NULL"
            for schema in ("main", "before")
        )
        self.connection.execute(f"CREATE TEMP TABLE touched_{table} AS {named}", [*articles, *articles])
        self.connection.execute(sql.format(of=f"IN (SELECT * FROM temp.touched_{table})"))
        return [id_ for (id_,) in self.connection.execute(f"SELECT * FROM temp.touched_{table}")]

    def _digests(self, patch: Patch) -> dict[str, str]:
        """Return the hashes over the tables that have changed; `rejected` is rewritten, and may be empty."""
        rows = self.connection.execute(
            "SELECT digest FROM articles JOIN extractions ON article_id = id ORDER BY articles.rowid"
        )
        self.connection.execute("DELETE FROM rejected")
        self.insert("rejected", rejected_rows(patch.rejected))
        return {
            "articles": digest_of(rows).hexdigest(),
            "statements": digest_of(self.connection.execute(STATEMENTS)).hexdigest(),
            "stories": digest_of(self.connection.execute(STORIES)).hexdigest(),
        } | {table: digest.hexdigest() for table, digest in self.digests.items()}
