"""Change a few articles in a copy of a database, where nothing else has to change with them.

In: the database before, drafts of articles that are in it at the same places, with the same speakers, publishers,
tags and authors.  Out: the same rows as if all had been written anew, in the time that a copy of the file takes.
"""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import sqlite_utils

from api.store.changes import ChangedQuotes
from api.store.write import (
    COUNTED_ROWS,
    STATEMENTS,
    CorpusRecord,
    DraftRecord,
    Writer,
    address,
    digest_of,
    rejected_rows,
    seal,
)
from api.store.written import quote_number

_TABLES = {
    "publishers", "articles", "authors", "article_authors", "speakers", "speaker_aliases", "speaker_roles", "quotes",
    "tags", "article_tags", "rejected", "extractions", "build", "corpus",
}  # fmt: skip
"""The tables that a patch knows what becomes of; in a database with another it changes nothing."""
_CONTENT = re.compile(r"""content\s*=\s*["'](\w+)["']""")


class Unpatched(Exception):
    """More has changed than a patch can change; write the whole database anew."""


@dataclass(frozen=True, slots=True)
class Patch:
    """What is new: the whole rows of some articles, and what the corpus says of itself.

    `renewed` is as in `write.Contents`.
    """

    before: Path
    corpus: CorpusRecord
    articles: Sequence[DraftRecord]
    renewed: Callable[[ChangedQuotes], Iterable[tuple[int, int]] | None]
    rejected: Mapping[str, str] = field(default_factory=dict)


def patch_database(path: Path, patch: Patch) -> tuple[str, dict[str, int]]:
    """Write the database before, with the changes, to `path`; return the corpus version and counts of rows.

    Raises Unpatched when that is not enough; then the file is of no use.
    """
    shutil.copyfile(patch.before, path)
    connection = sqlite3.connect(address(path, "rw"), uri=True)
    try:
        connection.executescript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")
        connection.execute("ATTACH ? AS before", (address(patch.before, "ro"),))
        patcher = _Patcher(sqlite_utils.Database(connection, execute_plugins=False))
        with patcher.db.atomic():
            written = patcher.apply(patch)
        seal(connection, path)
        return written
    finally:
        connection.close()


class _Patcher(Writer):
    """Replaces rows of articles in a copy of the database before."""

    def apply(self, patch: Patch) -> tuple[str, dict[str, int]]:
        searched = dict(self._searched())
        for record in patch.articles:
            self.replace(record, searched)
        self.join_changed(patch)
        self._count_again([record.id for record in patch.articles])
        ((told,),) = self.db.execute("SELECT digests FROM build").fetchall()
        digests = orjson.loads(told) | self._digests(patch)
        return self.write_corpus(patch.corpus, dict(sorted(digests.items())))

    def _searched(self) -> Iterator[tuple[str, str]]:
        """Return each table of full-text search with the table whose text it finds."""
        tables = self.db.execute(
            "SELECT name, sql FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        found = {name: _CONTENT.search(sql) for name, sql in tables if "USING fts5" in sql}
        others = {name for name, _ in tables if not any(name.startswith(search) for search in found)}
        if others != _TABLES:
            raise Unpatched(f"unknown tables: {', '.join(sorted(others ^ _TABLES))}")
        return ((name, content[1]) for name, content in found.items() if content)

    def replace(self, record: DraftRecord, searched: Mapping[str, str]) -> None:
        """Put new rows of an article in the place of those that are there."""
        ((number,),) = self.db.execute("SELECT rowid FROM articles WHERE id = ?", (record.id,)).fetchall()
        ranges = {
            "articles": (number, number),
            "quotes": (quote_number(number, 0), quote_number(number + 1, 0) - 1),
        }
        for search, table in searched.items():
            self._index(search, table, ranges[table], remove=True)
        for table in ("article_authors", "article_tags", "extractions"):
            self.db.execute(f"DELETE FROM {table} WHERE article_id = ?", (record.id,))
        for table, range_ in ranges.items():
            self.db.execute(f"DELETE FROM {table} WHERE rowid BETWEEN ? AND ?", range_)
        self.articles = number - 1
        self.add([record])
        for search, table in searched.items():
            self._index(search, table, ranges[table])

    def _index(self, search: str, table: str, range_: tuple[int, int], *, remove: bool = False) -> None:
        """Take rows into full-text search, or out of it: that must be done with the very texts that are in it."""
        names = ", ".join(column.name for column in self.db.table(search).columns)
        first, value = (f"{search}, ", "'delete', ") if remove else ("", "")
        self.db.execute(
            f"INSERT INTO {search} ({first}rowid, {names}) SELECT {value}rowid, {names} FROM {table} "
            "WHERE rowid BETWEEN ? AND ?",
            range_,
        )

    def join_changed(self, patch: Patch) -> None:
        """Say of each quote that is new, or whose neighbours are, which statement it is."""
        for record in patch.articles:
            self.db.execute(
                """UPDATE quotes SET statement_id = source.statement_id FROM before.quotes AS source
                    WHERE source.id = quotes.id AND quotes.article_id = ?""",
                (record.id,),
            )
        renewed = patch.renewed(ChangedQuotes(self.db.conn))
        if renewed is None:
            raise Unpatched("it can't be told which statements have changed")
        self.set_statements(renewed)

    def _count_again(self, ids: Sequence[str]) -> None:
        """Count the rows of whoever is named in the articles, before or now."""
        listed = ", ".join("?" * len(ids))
        for _, (table, column, article), sql in COUNTED_ROWS:
            named = " UNION ".join(
                f"SELECT {column} FROM {schema}.{table} WHERE {article} IN ({listed})"
                for schema in ("main", "before")
            )
            self.db.execute("DROP TABLE IF EXISTS temp.touched")
            self.db.execute(f"CREATE TEMP TABLE touched AS {named}", [*ids, *ids])
            self.db.execute(sql.format(of="IN (SELECT * FROM temp.touched)"))

    def _digests(self, patch: Patch) -> dict[str, str]:
        """Return the hashes over the tables that have changed; `rejected` is written again."""
        rows = self.db.execute(
            "SELECT digest FROM articles JOIN extractions ON article_id = id ORDER BY articles.rowid"
        )
        self.db.execute("DELETE FROM rejected")
        self.insert("rejected", rejected_rows(patch.rejected))
        return {
            "articles": digest_of(rows).hexdigest(),
            "statements": digest_of(self.db.execute(STATEMENTS)).hexdigest(),
        } | {table: digest.hexdigest() for table, digest in self.digests.items()}
