"""Check that a database is what it claims to be.

In: the path of a database.  Out: findings, none when all is well.  Nothing is changed or repaired: whoever
has findings loads the corpus again.
"""

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from api.errors import DatabaseError
from api.store.ddl import SCHEMA_VERSION
from api.store.write import COUNTED

_EXAMPLES = 3  # ids that a finding shows


@dataclass(frozen=True, slots=True)
class Finding:
    """One invariant that doesn't hold. `check` is its stable name, `detail` a sentence with examples."""

    check: str
    detail: str


# One row of the result is one offence; its first column names the row at fault. Whole-number counts are compared
# with `IS NOT`, so that a null is an offence, too.
_OFFENCES = {
    "quote-span": (
        "the body holds other words at the place of the quote",
        'SELECT id FROM spans WHERE text IS NOT substr(body, start + 1, "end" - start)',
    ),
    "mention-span": (
        "the body holds other words at the place of the mention",
        """SELECT id FROM spans WHERE (mention_text IS NULL) <> (mention_start IS NULL OR mention_end IS NULL)
           OR mention_text IS NOT substr(body, mention_start + 1, mention_end - mention_start)""",
    ),
    "cue-span": (
        "the body holds other words at the place of the cue",
        """SELECT id FROM spans WHERE (cue_text IS NULL) <> (cue_start IS NULL OR cue_end IS NULL)
           OR cue_text IS NOT substr(body, cue_start + 1, cue_end - cue_start)""",
    ),
    "context-span": (
        "the context lies outside the body or doesn't hold the quote",
        """SELECT id FROM spans WHERE NOT (0 <= context_start AND context_start <= start
           AND "end" <= context_end AND context_end <= length(body))""",
    ),
    "reason": (
        "a speaker and a reason for having none are both there, or both missing",
        "SELECT id FROM quotes WHERE (speaker_id IS NULL) <> (reason IS NOT NULL)",
    ),
    "position": (
        "the quotes of the article are not numbered from 0 in the order of their rows",
        """SELECT article_id FROM (SELECT article_id, position,
             row_number() OVER (PARTITION BY article_id ORDER BY rowid) - 1 AS expected FROM quotes)
           WHERE position <> expected""",
    ),
    "publication-order": (
        "the row stands before an earlier article",
        """SELECT id FROM (SELECT id, published_on, lag(published_on) OVER (ORDER BY rowid) AS previous FROM articles)
           WHERE coalesce(published_on, '') < coalesce(previous, '')""",
    ),
    "statement": (
        "the statement is no quote's id",
        "SELECT id FROM quotes WHERE statement_id NOT IN (SELECT id FROM quotes)",
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

_SPANS = """
CREATE TEMP VIEW spans AS
SELECT quotes.*, articles.body FROM quotes JOIN articles ON articles.id = quotes.article_id
"""


def examine(path: Path) -> list[Finding]:
    """Return what is wrong with the database at `path`; an empty list when every invariant holds.

    Raises DatabaseError when there is no file or it is no SQLite database.
    """
    if not path.is_file():
        raise DatabaseError(f"{path}: there is no such file; expected a database written by `onrecord load`")
    try:
        connection = _open(path)
    except sqlite3.Error as error:
        raise DatabaseError(f"{path}: {error}; expected a database written by `onrecord load`") from error
    findings: list[Finding] = []
    try:
        findings.extend(_findings(connection))
    except sqlite3.DatabaseError as error:
        findings.append(Finding("damaged", f"a check could not be run: {error}"))
    finally:
        connection.close()
    return findings


def _open(path: Path) -> sqlite3.Connection:
    """Open the file itself where it may be written, else a copy: asking FTS5 for its integrity is an INSERT."""
    address = f"file:{quote(str(path.resolve()))}"
    if os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK):
        connection = sqlite3.connect(f"{address}?mode=rw", uri=True, isolation_level=None)
    else:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        with sqlite3.connect(f"{address}?mode=ro", uri=True) as original:
            original.backup(connection)
    connection.execute("PRAGMA schema_version").fetchone()  # raises when the file is no database
    return connection


def _findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        yield Finding(
            "schema-version", f"the schema version is {version}; this program reads {SCHEMA_VERSION}"
        )
        return
    damage = [text for (text,) in connection.execute("PRAGMA integrity_check") if text != "ok"]
    if damage:
        yield Finding("integrity", _with_examples("SQLite finds the file damaged", damage))
    loose = [f"{table} row {row}" for table, row, *_ in connection.execute("PRAGMA foreign_key_check")]
    if loose:
        yield Finding("foreign-key", _with_examples("the row that is pointed to is missing", loose))
    connection.execute(_SPANS)
    for check, (detail, offences) in _OFFENCES.items():
        rows = [str(row[0]) for row in connection.execute(offences)]
        if rows:
            yield Finding(check, _with_examples(detail, rows))
    yield from _search_findings(connection)


def _search_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table in ("articles_search", "quotes_search"):
        try:
            # Rank 1 compares the index with the rows it is of, not only with itself.
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            yield Finding("search", f"{table} is out of step with its table: {error}")


def _with_examples(detail: str, rows: list[str]) -> str:
    more = f" and {len(rows) - _EXAMPLES} more" if len(rows) > _EXAMPLES else ""
    return f"{detail}: {', '.join(rows[:_EXAMPLES])}{more}"
