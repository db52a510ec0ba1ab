"""Log how a new database differs from the previous one: the tables `versions` and `changes`.

In: the connection of a database that is about to be published, with the previous one attached as `before`.
Out: its two tables, carried over and added to.  Reading them is the work of `changes`.

A record counts as changed when what the API shows of it is different, even if it is only a count, the name of its
article's publisher, or that fewer words around a quote may be shown: a client that keeps a copy has to know.
`statement` says which other quotes are of the same statement, `story` and `copy_count` which copies an article has,
and the article which tags a quote has. `added_at` depends on the clock and is not content; nor is the number of an
article in a file of many: when a line is removed, those below it have not changed.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from api.store.rights import Passage, context

_Row = tuple[Any, ...]
_Likeness = Callable[[_Row], object]

_SHOWN = {
    "publishers": ("publishers", ("name", "domain", "url", "article_count", "quote_count")),
    "tags": ("tags", ("name", "kind", "article_count", "quote_count")),
    "speakers": (
        "speakers",
        (
            "name", "sort_name", "kind", "description", "wikidata_id", "is_curated", "quote_count", "article_count",
            "first_quoted_on", "last_quoted_on",
        ),
    ),
    "articles": (
        "article_details",
        (
            "title", "title_is_derived", "subtitle", "section", "byline", "language", "published_on", "url",
            "publisher_id", "publisher_name", "via_publisher_id", "via_publisher_name", "story_id", "copy_count",
            "rights", "rights_note", "word_count", "quote_count", "body", "source_path", "source_sha256",
            "extractor_version",
        ),
    ),
    "quotes": (
        "quote_details",
        (
            "text", "kind", "start", '"end"', "paragraph", "speaker_id", "mention_text", "mention_start",
            "mention_end", "cue_text", "cue_start", "cue_end", "context_start", "context_end", "method",
            "confidence", "reason", "continues_id", "statement_id", "article_id", "speaker_name", "speaker_kind",
            "article_title", "article_url", "published_on", "publisher_id", "publisher_name",
        ),
    ),
}  # fmt: skip
"""By noun: the view that its records are read from, and the columns that are shown of each."""

_AS_COMPARED = {"source_path": "rtrim(rtrim({place}.source_path, '0123456789'), '#')"}
"""Columns of which only a part is compared."""

_BELONGING = {
    "articles": (
        "SELECT article_id AS id, tag_id, name, kind, origin FROM {0}.article_tags "
        "JOIN {0}.tags ON tags.id = tag_id",
        "SELECT article_id AS id, author_id, name, position FROM {0}.article_authors "
        "JOIN {0}.authors ON authors.id = author_id",
    ),
    "speakers": (
        "SELECT speaker_id AS id, alias FROM {0}.speaker_aliases",
        "SELECT speaker_id AS id, role, count(article_id) FROM {0}.speaker_roles GROUP BY 1, 2",
    ),
}
"""What else is shown of a record, as rows that begin with its id."""

_WORTH_KEEPING = 1000  # changes, in a corpus that has fewer records than that


def write_changes(db: sqlite3.Connection, *, has_before: bool) -> None:
    """Carry the two tables over from `before`, and add what is different now.

    When the corpus version is the same as before, nothing is different, and nothing is added.
    """
    if has_before:
        db.execute("INSERT INTO main.versions SELECT * FROM before.versions")
        db.execute("INSERT INTO main.changes SELECT * FROM before.changes ORDER BY rowid")
    add_changes(db)


def add_changes(db: sqlite3.Connection, only: Mapping[str, Collection[str]] | None = None) -> None:
    """Add what is different between `before` and now; with `only`, compare only these ids of each noun.

    Related rows (names, roles, tags, authors) are then taken to be the same.
    """
    last = db.execute("SELECT number, version FROM main.versions ORDER BY number DESC LIMIT 1").fetchone()
    (version, built_at) = db.execute("SELECT version, built_at FROM main.corpus").fetchone()
    if last and last[1] == version:
        return
    number = last[0] + 1 if last else 1
    db.execute("INSERT INTO main.versions VALUES (?, ?, ?)", (number, version, built_at))
    if last:
        _compare(db, number) if only is None else _compare_some(db, number, only)
        _note_contexts(db, number)
        _name_successors(db, number)
        _forget(db)


def _compare(db: sqlite3.Connection, number: int) -> None:
    for noun in _SHOWN:
        _note(db, number, noun, _different(noun))


def _compare_some(db: sqlite3.Connection, number: int, only: Mapping[str, Collection[str]]) -> None:
    db.execute("CREATE TEMP TABLE concerned (id TEXT PRIMARY KEY) WITHOUT ROWID")
    for noun, ids in only.items():
        db.execute("DELETE FROM temp.concerned")
        db.executemany("INSERT INTO temp.concerned VALUES (?)", ((id_,) for id_ in ids))
        different = f"{_shown_differently(noun)} AND it.id IN temp.concerned"
        _note(db, number, noun, different, among=" AND id IN temp.concerned")


def _note(db: sqlite3.Connection, number: int, noun: str, different: str, among: str = "") -> None:
    """Add the records that only one of the two databases has (filtered by `among`), and the `different` ones."""
    for here, there, change in (("main", "before", "added"), ("before", "main", "removed")):
        db.execute(
            f"""INSERT INTO main.changes SELECT ?, id, ?, ?, NULL FROM {here}.{noun}
                 WHERE id NOT IN (SELECT id FROM {there}.{noun}){among} ORDER BY id""",
            (noun, number, change),
        )
    db.execute(
        f"INSERT INTO main.changes SELECT ?, id, ?, 'changed', NULL FROM ({different}) ORDER BY id",
        (noun, number),
    )


def _note_contexts(db: sqlite3.Connection, number: int) -> None:
    """Add quotes that are the same, but whose surrounding words changed, or may not all be shown any more."""
    rows = db.execute(
        """SELECT quotes.id, context_start, start, "end",
                  was.rights, substr(was.body, context_start + 1, context_end - context_start),
                  it.rights, substr(it.body, context_start + 1, context_end - context_start)
             FROM main.changes AS told
             JOIN main.articles AS it     ON it.id = told.id
             JOIN before.articles AS was  ON was.id = told.id
             JOIN before.quotes AS quotes ON quotes.article_id = told.id
            WHERE told.noun = 'articles' AND told.change = 'changed' AND told.number = ?1
              AND (was.rights IS NOT it.rights OR was.body IS NOT it.body)
              AND NOT EXISTS (SELECT 1 FROM main.changes WHERE noun = 'quotes' AND id = quotes.id AND number = ?1)""",
        (number,),
    )
    # One by one: when the rights of a publisher change, the words around all its quotes would fill the memory.
    told = sorted((id_, number) for id_, was, now in map(_around, rows) if was != now)
    db.executemany("INSERT INTO main.changes VALUES ('quotes', ?, ?, 'changed', NULL)", told)


def _around(row: _Row) -> tuple[str, Passage, Passage]:
    """Return the id of a quote, and the words that were and are shown around it."""
    id_, start, first, last, rights, words, rights_now, words_now = row
    was = context(words, start, first, last, whole=rights != "restricted")
    return id_, was, context(words_now, start, first, last, whole=rights_now != "restricted")


def _shown_differently(noun: str) -> str:
    view, columns = _SHOWN[noun]
    compared = [_AS_COMPARED.get(name, f"{{place}}.{name}") for name in columns]
    was, now = (", ".join(compared).format(place=place) for place in ("was", "it"))
    return f"""SELECT it.id FROM main.{view} AS it JOIN before.{view} AS was ON was.id = it.id
                WHERE ({was}) IS NOT ({now})"""


def _different(noun: str) -> str:
    """Return a query for the ids of records that both have, and that are shown differently."""
    parts = [_shown_differently(noun)]
    in_both = f"id IN (SELECT id FROM main.{noun}) AND id IN (SELECT id FROM before.{noun})"
    for rows in _BELONGING.get(noun, ()):
        old, new = rows.format("before"), rows.format("main")
        parts += [
            f"SELECT id FROM ({one} EXCEPT {other}) WHERE {in_both}"
            for one, other in ((old, new), (new, old))
        ]
    return " UNION ".join(parts)


# --- records that live on under another id -------------------------------------------------------------------------


def _name_successors(db: sqlite3.Connection, number: int) -> None:
    """Set the new id of each removed article, quote and speaker that lives on, where that is beyond doubt."""
    for noun, find in (("articles", _articles), ("quotes", _quotes), ("speakers", _speakers)):
        pairs = find(db, number)
        db.executemany(
            "UPDATE main.changes SET successor = ? WHERE noun = ? AND id = ? AND number = ?",
            [(new, noun, old, number) for old, new in pairs.items()],
        )


def _articles(db: sqlite3.Connection, number: int) -> dict[str, str]:
    """Pair articles by the same address, else the same file, else the same bytes in another file."""
    columns = "articles.id, url, source_path, source_sha256"
    return _paired(
        *_gone_and_new(db, "articles", columns, number),
        lambda row: row[1],
        lambda row: (
            None if "#" in row[2] else row[2]
        ),  # a number in a file of many does not identify an article
        lambda row: (row[3], row[2].partition("#")[2]),
    )


def _quotes(db: sqlite3.Connection, number: int) -> dict[str, str]:
    """Pair quotes by the same words in the article's successor, else, in an unchanged body, by the same start."""
    renamed = _successors(db, "articles", number)
    gone, new = _gone_and_new(db, "quotes", "quotes.id, article_id, text, start", number)
    unchanged = _same_bodies(db, {article for _, article, *_ in gone})
    gone = [(id_, renamed.get(article, article), *rest) for id_, article, *rest in gone]
    return _paired(
        gone,
        new,
        lambda row: row[1:],
        lambda row: row[1:3],
        lambda row: (row[1], row[3]) if row[1] in unchanged else None,
    )


def _same_bodies(db: sqlite3.Connection, ids: Iterable[str]) -> set[str]:
    same = """SELECT 1 FROM main.articles AS it JOIN before.articles AS was USING (id)
               WHERE id = ? AND it.body = was.body"""
    return {id_ for id_ in ids if db.execute(same, (id_,)).fetchone()}


def _speakers(db: sqlite3.Connection, number: int) -> dict[str, str]:
    """Pair a speaker with the one who has all their quotes now, if their names share a word or the Wikidata id."""
    rows = db.execute(
        """SELECT was.speaker_id, it.speaker_id
             FROM main.changes AS gone JOIN before.quotes AS was ON was.speaker_id = gone.id
             LEFT JOIN main.changes AS moved
               ON moved.noun = 'quotes' AND moved.id = was.id AND moved.number = gone.number
             JOIN main.quotes AS it ON it.id = coalesce(moved.successor, was.id)
            WHERE gone.noun = 'speakers' AND gone.number = ? AND gone.change = 'removed' GROUP BY 1, 2""",
        (number,),
    )
    heirs: dict[str, list[str | None]] = defaultdict(list)
    for old, new in rows:
        heirs[old].append(new)
    found = {old: new for old, (new, *others) in heirs.items() if new and not others}
    return {old: new for old, new in found.items() if _names(db, "before", old) & _names(db, "main", new)}


def _names(db: sqlite3.Connection, place: str, id_: str) -> set[str]:
    """Return the words of all names of a speaker, in lower case, and the Wikidata id."""
    names = db.execute(
        f"""SELECT name FROM {place}.speakers WHERE id = ?1
            UNION SELECT alias FROM {place}.speaker_aliases WHERE speaker_id = ?1
            UNION SELECT wikidata_id FROM {place}.speakers WHERE id = ?1 AND wikidata_id IS NOT NULL""",
        (id_,),
    )
    return {word for (name,) in names for word in re.findall(r"\w+", name.casefold())}


def _gone_and_new(
    db: sqlite3.Connection, noun: str, columns: str, number: int
) -> tuple[list[_Row], list[_Row]]:
    """Return the removed rows of a noun, as they were, and those that were added."""
    found = [
        db.execute(
            f"""SELECT {columns} FROM main.changes JOIN {place}.{noun} ON {noun}.id = changes.id
                 WHERE noun = ? AND number = ? AND change = ? ORDER BY {noun}.rowid""",
            (noun, number, change),
        ).fetchall()
        for place, change in (("before", "removed"), ("main", "added"))
    ]
    return found[0], found[1]


def _paired(gone: Iterable[_Row], new: Iterable[_Row], *alike: _Likeness) -> dict[str, str]:
    """Return the new id for each old one: the only pair that is alike in the first way, else in the next."""
    gone, new, pairs = list(gone), list(new), dict[str, str]()
    for likeness in alike:
        taken = set(pairs.values())
        olds = _only_one_each((row for row in gone if row[0] not in pairs), likeness)
        news = _only_one_each((row for row in new if row[0] not in taken), likeness)
        pairs |= {old: news[key] for key, old in olds.items() if key in news}
    return pairs


def _only_one_each(rows: Iterable[_Row], likeness: _Likeness) -> dict[object, str]:
    """Return the id by likeness, leaving out likenesses that several rows share, and empty ones."""
    ids: dict[object, list[str]] = defaultdict(list)
    for row in rows:
        ids[likeness(row)].append(row[0])
    return {key: found[0] for key, found in ids.items() if key is not None and len(found) == 1}


def _successors(db: sqlite3.Connection, noun: str, number: int) -> dict[str, str]:
    rows = db.execute(
        "SELECT id, successor FROM main.changes WHERE noun = ? AND number = ? AND successor IS NOT NULL",
        (noun, number),
    )
    return dict(rows.fetchall())


# --- how long it is kept -------------------------------------------------------------------------------------------


def _forget(db: sqlite3.Connection) -> None:
    """Forget the oldest versions while there are more changes than records: fetching everything is less work then."""
    counts = db.execute("SELECT article_count + quote_count + speaker_count FROM main.corpus").fetchone()
    most = max(counts[0], _WORTH_KEEPING)
    kept = 0
    newest_first = db.execute(
        "SELECT number, count(*) FROM main.changes GROUP BY number ORDER BY number DESC"
    )
    for number, count in newest_first.fetchall():
        kept += count
        if kept > most and number < _last(db):
            # The version itself stays as the one that later changes are counted from.
            db.execute("DELETE FROM main.changes WHERE number <= ?", (number,))
            db.execute("DELETE FROM main.versions WHERE number < ?", (number,))
            return


def _last(db: sqlite3.Connection) -> int:
    found: int = db.execute("SELECT max(number) FROM main.versions").fetchone()[0]
    return found
