"""Check that a database is what it claims to be.

In: the path of a database.  Out: findings, none when all is well.  Nothing is changed or repaired: the remedy is to
load the corpus again.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import groupby, zip_longest
from operator import itemgetter
from pathlib import Path
from typing import Any

from api.errors import DatabaseError
from api.model import value
from api.store.ddl import SCHEMA_VERSION
from api.store.files import address, unreadable
from api.store.ready import every_record
from api.store.rows import OF_AN_ARTICLE
from api.store.seal import differs_from_seal
from api.store.sets import every_set
from api.store.tallies import COUNTED

_EXAMPLES = 3  # ids that a finding shows


@value
class Finding:
    """One invariant that doesn't hold. `check` is its stable name, `detail` a sentence with examples."""

    check: str
    detail: str


# Each row of a result is one violation; its first column names the row at fault. Counts are compared with `IS NOT`,
# so that a null is a violation, too.
_OFFENCES = {
    "reason": (
        "the quote has both a speaker and a reason for having none, or neither",
        "SELECT id FROM quotes WHERE (speaker_id IS NULL) <> (reason IS NOT NULL)",
    ),
    "position": (
        "the quotes of the article are not numbered from 0 in the order of their rows",
        """SELECT article_id FROM (SELECT article_id, position,
             row_number() OVER (PARTITION BY article_id ORDER BY rowid) - 1 AS expected FROM quotes)
           WHERE position <> expected""",
    ),
    "publication-date": (
        "the date of publication is not a valid date",
        """SELECT id FROM (SELECT id, substr(published_on || '-01-01', 1, 10) AS day FROM articles)
           WHERE day IS NOT NULL AND (day < '1000' OR date(day, '+0 days') IS NOT day)""",
    ),
    "publication-order": (
        "the row comes before that of an earlier article",
        """SELECT id FROM (SELECT id, published_on, lag(published_on) OVER (ORDER BY rowid) AS previous FROM articles)
           WHERE coalesce(published_on, '') < coalesce(previous, '')""",
    ),
    "statement": (
        "the statement is not the id of a quote",
        """SELECT id FROM quotes AS them
            WHERE statement_id <> id AND NOT EXISTS (SELECT 1 FROM quotes WHERE id = them.statement_id)""",
    ),
    "story": (
        "the story is not the id of an article that is its own original",
        """SELECT id FROM articles
            WHERE story_id <> id AND story_id NOT IN (SELECT id FROM articles WHERE story_id = id)""",
    ),
    "copy-count": (
        "the count of copies differs from the articles of the story",
        """SELECT id FROM articles JOIN (SELECT story_id AS story, count(*) - 1 AS copies
             FROM articles GROUP BY story_id) ON story = story_id WHERE copy_count IS NOT copies""",
    ),
    "article-count": (
        "the article's count of quotes differs from its rows",
        """SELECT id FROM articles WHERE quote_count IS NOT
           (SELECT count(*) FROM quotes WHERE article_id = articles.id)""",
    ),
    "publisher-count": (
        "the publisher's counts differ from its rows",
        """SELECT id FROM publishers LEFT JOIN (SELECT publisher_id, count(*) AS n, sum(quote_count) AS q
             FROM articles GROUP BY publisher_id) ON publisher_id = id
           WHERE article_count IS NOT coalesce(n, 0) OR quote_count IS NOT coalesce(q, 0)""",
    ),
    "author-count": (
        "the author's count of articles differs from its rows",
        """SELECT id FROM authors WHERE article_count IS NOT
           (SELECT count(*) FROM article_authors WHERE author_id = authors.id)""",
    ),
    "tag-count": (
        "the tag's counts differ from its rows",
        """SELECT tags.id FROM tags LEFT JOIN (SELECT tag_id, count(*) AS n, sum(articles.quote_count) AS q
             FROM article_tags JOIN articles ON articles.id = article_id GROUP BY tag_id) ON tag_id = tags.id
           WHERE article_count IS NOT coalesce(n, 0) OR quote_count IS NOT coalesce(q, 0)""",
    ),
    "speaker-count": (
        "the speaker's counts or dates differ from its rows",
        """SELECT id FROM speakers LEFT JOIN (SELECT speaker_id, count(*) AS q, count(DISTINCT article_id) AS n,
             min(published_on) AS earliest, max(published_on) AS latest
             FROM quotes JOIN articles ON articles.id = article_id GROUP BY speaker_id) ON speaker_id = id
           WHERE quote_count IS NOT coalesce(q, 0) OR article_count IS NOT coalesce(n, 0)
              OR first_quoted_on IS NOT earliest OR last_quoted_on IS NOT latest""",
    ),
    "corpus": (
        "the table corpus doesn't have exactly one row of this schema version",
        f"""SELECT count(*) FROM corpus HAVING count(*) <> 1 OR max(schema_version) IS NOT {SCHEMA_VERSION}""",
    ),
} | {
    f"corpus-{noun}-count": (
        f"the corpus's count of {noun}s differs from the rows",
        f"SELECT {noun}_count FROM corpus WHERE {noun}_count IS NOT (SELECT count(*) FROM {noun}s)",
    )
    for noun in COUNTED
}

# Each body is read once, not once per quote; spans are compared in Python, which counts code points as we do.
_SPANS = """
SELECT articles.rowid, quotes.id, text, start, "end", mention_text, mention_start, mention_end,
       cue_text, cue_start, cue_end, context_start, context_end
  FROM articles CROSS JOIN quotes ON quotes.article_id = articles.id
 {where} ORDER BY articles.rowid
"""
_OF_ALL_QUOTES = {"position", "speaker-count"}
"""Checks that take longer than changing an article; what they check was right, and was changed by the same SQL."""
_SPAN_CHECKS = {
    "quote-span": "the body has other words at the offsets of the quote",
    "mention-span": "the body has other words at the offsets of the mention",
    "cue-span": "the body has other words at the offsets of the cue",
    "context-span": "the context lies outside the body or doesn't contain the quote",
}


def examine(path: Path, *, just_built: bool = False, patched: Sequence[str] | None = None) -> list[Finding]:
    """Return what is wrong with the database at `path`; an empty list when every invariant holds.

    If it is `just_built`, indexes and search are taken to match the rows: comparing them takes as long as making
    them. If it is a copy of an examined one, in which only the articles `patched` were changed, the check of its
    pages and the checks that go through all quotes are skipped.
    Raises DatabaseError when there is no file or it is not an SQLite database.
    """
    if not path.is_file():
        raise DatabaseError(f"{path}: there is no such file; expected a database written by `onrecord load`")
    try:
        connection = _open(path)
    except sqlite3.Error as error:
        raise unreadable(path, error) from error
    findings: list[Finding] = []
    try:
        if not just_built and differs_from_seal(path):
            findings.append(Finding("seal", "the bytes of the file are not those that `onrecord load` wrote"))
        with ThreadPoolExecutor(1) as beside_us:
            damage = beside_us.submit(_damage_of_new, path) if just_built and patched is None else None
            findings.extend(_findings(connection, just_built, patched))
            findings.extend(damage.result() if damage else ())
    except sqlite3.DatabaseError as error:
        findings.append(Finding("damaged", f"a check could not be run: {error}"))
    finally:
        connection.close()
    return findings


def _open(path: Path) -> sqlite3.Connection:
    """Open the file itself if it is writable, else a copy: FTS5's integrity check is an INSERT."""
    if os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK):
        connection = sqlite3.connect(address(path, "rw"), uri=True, isolation_level=None)
    else:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        with sqlite3.connect(address(path, "ro"), uri=True) as original:
            original.backup(connection)
    connection.execute("PRAGMA schema_version").fetchone()  # raises when the file is no database
    return connection


def _findings(
    connection: sqlite3.Connection, just_built: bool, patched: Sequence[str] | None
) -> Iterator[Finding]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        yield Finding(
            "schema-version", f"the schema version is {version}; this program reads {SCHEMA_VERSION}"
        )
        return
    if not just_built:
        yield from _damage(connection, "integrity_check")
    loose = list(_loose_rows(connection, patched))
    if loose:
        yield Finding("foreign-key", _with_examples("the row that is referred to is missing", loose))
    yield from _span_findings(connection, patched)
    for check, (detail, offences) in _OFFENCES.items():
        if patched is not None and check in _OF_ALL_QUOTES:
            continue
        rows = [str(row[0]) for row in connection.execute(offences)]
        if rows:
            yield Finding(check, _with_examples(detail, rows))
    if not just_built:
        yield from _search_findings(connection)
        yield from _set_findings(connection)
        yield from _record_findings(connection)


def _loose_rows(connection: sqlite3.Connection, patched: Sequence[str] | None) -> Iterator[str]:
    """Yield the rows that refer to a missing row; where articles are `patched`, only rows of those."""
    if patched is None:
        for table, row, *_ in connection.execute("PRAGMA foreign_key_check"):
            yield f"{table} row {row}"
        return
    listed = ", ".join("?" * len(patched))
    for table, owner in OF_AN_ARTICLE.items():
        keys = connection.execute(f'SELECT "from", "table", "to" FROM pragma_foreign_key_list(\'{table}\')')
        for column, parent, to in keys.fetchall():
            rows = connection.execute(
                f"""SELECT rowid FROM {table} AS them WHERE {owner} IN ({listed}) AND {column} IS NOT NULL
                       AND NOT EXISTS (SELECT 1 FROM {parent} WHERE {to} = them.{column})""",
                patched,
            )
            yield from (f"{table} row {row}" for (row,) in rows)


def _damage_of_new(path: Path) -> list[Finding]:
    """Return what SQLite's check finds, without comparing indexes with rows; other checks run meanwhile."""
    with closing(_open(path)) as connection:
        return list(_damage(connection, "quick_check"))


def _damage(connection: sqlite3.Connection, check: str) -> Iterator[Finding]:
    damage = [text for (text,) in connection.execute(f"PRAGMA {check}") if text != "ok"]
    if damage:
        yield Finding("integrity", _with_examples("SQLite finds the file damaged", damage))


def _span_findings(connection: sqlite3.Connection, patched: Sequence[str] | None) -> Iterator[Finding]:
    offences: dict[str, list[str]] = {}
    for body, quote in _with_bodies(connection, patched):
        for check in _misplaced(body, *quote[1:]):
            offences.setdefault(check, []).append(quote[0])
    for check, detail in _SPAN_CHECKS.items():
        if check in offences:
            yield Finding(check, _with_examples(detail, offences[check]))


def _with_bodies(
    connection: sqlite3.Connection, patched: Sequence[str] | None
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield each quote with the body of its article."""
    where = "" if patched is None else f"WHERE articles.id IN ({', '.join('?' * len(patched))})"
    spans = connection.execute(_SPANS.format(where=where), patched or ())
    for number, quotes in groupby(spans, key=itemgetter(0)):
        ((body,),) = connection.execute("SELECT body FROM articles WHERE rowid = ?", (number,))
        yield from ((body, quote[1:]) for quote in quotes)


def _misplaced(body: str, text: str, start: int, end: int, *places: Any) -> Iterator[str]:
    """Yield the names of a quote's spans with the wrong content; `places` are in the order of `_SPANS`."""
    mention, cue, (context_start, context_end) = places[:3], places[3:6], places[6:]
    if not _holds(body, text, start, end):
        yield "quote-span"
    if mention != _NOWHERE and not _holds(body, *mention):
        yield "mention-span"
    if cue != _NOWHERE and not _holds(body, *cue):
        yield "cue-span"
    if not 0 <= context_start <= start <= end <= context_end <= len(body):
        yield "context-span"


_NOWHERE = (None, None, None)


def _holds(body: str, text: str | None, start: int | None, end: int | None) -> bool:
    return None not in (text, start, end) and (start or 0) >= 0 and body[start:end] == text


def _search_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table in ("articles_search", "quotes_search"):
        try:
            # Rank 1 compares the index with its rows, not only with itself.
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            yield Finding("search", f"{table} is out of step with its table: {error}")


def _set_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    kept = connection.execute("SELECT noun, property, value, size, numbers FROM sets")
    known = {tuple(key): (size, numbers) for *key, size, numbers in kept}
    loose = [
        " ".join(key)
        for *key, size, numbers in every_set(connection)
        if known.pop(tuple(key), None) != (size, numbers)
    ]
    loose += [" ".join(key) for key in known]
    if loose:
        yield Finding("sets", _with_examples("the set of records differs from the rows", loose))


def _record_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    kept = connection.execute("SELECT * FROM quote_records ORDER BY number")
    both = zip_longest(kept, every_record(connection), fillvalue=("beyond the last",))
    stale = [str(made[0]) for found, made in both if found != made]
    if stale:
        yield Finding(
            "records", _with_examples("the prepared record differs from the quote with that number", stale)
        )


def _with_examples(detail: str, rows: list[str]) -> str:
    more = f" and {len(rows) - _EXAMPLES} more" if len(rows) > _EXAMPLES else ""
    return f"{detail}: {', '.join(rows[:_EXAMPLES])}{more}"
