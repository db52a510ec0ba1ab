"""Remove words from full-text search that are no longer in any text.

In: a copy of a database in which texts are about to be replaced.  Out: the same, without any word that only the old
texts had.  FTS5 only marks deleted words, and keeps them; but a name that a paper had to retract must not remain in
the file, which anybody may download.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping

_TOKENIZER = re.compile(r"""tokenize\s*=\s*("[^"]*")""")


class Retraction:
    """The texts of some rows before and after they were replaced, by full-text index."""

    def __init__(self, connection: sqlite3.Connection, searched: Mapping[str, str]) -> None:
        self._connection, self._searched = connection, searched
        for search in searched:
            for state in ("was", "now"):
                self._make(search, state)

    def _make(self, search: str, state: str) -> None:
        ((sql,),) = self._connection.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", (search,))
        same = _TOKENIZER.search(sql)
        tokenize = f", tokenize = {same[1]}" if same else ""
        self._connection.execute(
            f"CREATE VIRTUAL TABLE temp.{state}_{search} USING fts5 (texts, content = ''{tokenize})"
        )
        self._connection.execute(
            f"CREATE VIRTUAL TABLE temp.{state}_{search}_words USING fts5vocab (temp, {state}_{search}, row)"
        )

    def note(self, search: str, state: str, range_: tuple[int, int]) -> None:
        """Note the words that rows have, before ("was") or after ("now") they are replaced."""
        names = " || ' ' || ".join(f"coalesce({name}, '')" for name in self._columns(search))
        self._connection.execute(
            f"INSERT INTO temp.{state}_{search} (texts) SELECT {names} FROM main.{self._searched[search]} "
            "WHERE rowid BETWEEN ? AND ?",
            range_,
        )

    def _columns(self, search: str) -> list[str]:
        return [name for _, name, *_ in self._connection.execute(f"PRAGMA main.table_info({search})")]

    def complete(self) -> None:
        """Rebuild the indexes that would keep a word which no row has."""
        for search in self._searched:
            if any(not self._is_there(search, word) for word in self._dropped(search)):
                self._connection.execute(f"INSERT INTO main.{search} ({search}) VALUES ('optimize')")

    def _dropped(self, search: str) -> Iterator[str]:
        """Yield the words that the rows had and no longer have."""
        words = f"SELECT term FROM temp.{{}}_{search}_words"
        rows = self._connection.execute(f"{words.format('was')} EXCEPT {words.format('now')}").fetchall()
        return (word for (word,) in rows)

    def _is_there(self, search: str, word: str) -> bool:
        quoted = '"' + word.replace('"', '""') + '"'
        found = self._connection.execute(
            f"SELECT 1 FROM main.{search} WHERE {search} MATCH ? LIMIT 1", (quoted,)
        )
        return found.fetchone() is not None
