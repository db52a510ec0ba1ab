"""Say what is different between two databases.

In: two paths.  Out: the articles and quotes that were added, changed and removed, in order of publication.
What merely follows from other changes (offsets, counts, row numbers) or from the clock does not count as a change.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import orjson

from api.store.connect import Database, open_for_reading
from api.store.files import address

COMPARED = {
    "article": (
        "title", "subtitle", "section", "byline", "language", "published_on", "url", "publisher_id",
        "via_publisher_id", "story_id", "rights", "rights_note", "body",
    ),
    "quote": ("text", "kind", "speaker_id", "method", "confidence", "reason", "mention_text", "cue_text"),
}  # fmt: skip
"""The columns that are compared: those that don't follow from others."""

BELONGING = {
    "article": {
        "authors": "SELECT name AS one FROM {place}.article_authors JOIN {place}.authors AS author "
        "ON author.id = author_id WHERE article_id = {record}.id ORDER BY position",
        "tags": "SELECT tag_id AS one FROM {place}.article_tags WHERE article_id = {record}.id ORDER BY tag_id",
    },
    "quote": {},
}
"""Related rows of a record in other tables, as queries for one column: a list of texts."""

_LABELS = {"article": "title", "quote": "text"}


@dataclass(frozen=True, slots=True)
class Change:
    """One article or quote that is different; `label` is its title or text.

    `fields` are those that have changed, each with the value before and the value now.
    """

    noun: Literal["article", "quote"]
    change: Literal["added", "changed", "removed"]
    id: str
    label: str
    fields: Mapping[str, tuple[Any, Any]]


def differences(old: Path, new: Path) -> Iterator[Change]:
    """Return what has changed from the database `old` to the database `new`.

    Raises DatabaseError when one is missing, damaged or of another schema version.
    """
    open_for_reading(old).close()
    with closing(open_for_reading(new)) as db:
        db.set_progress_handler(None, 0)  # no limit: no client waits for an answer
        db.set_authorizer(None)  # nor wrote the statements: a second file may be attached, read-only
        db.execute("ATTACH ? AS old", (address(old, "ro"),))
        for noun in COMPARED:
            yield from _only_in(db, noun, "main", "old", "added")
            yield from _changed(db, noun)
            yield from _only_in(db, noun, "old", "main", "removed")


def versions(*paths: Path) -> list[str]:
    """Return the corpus version of each database; raises DatabaseError."""
    found = []
    for path in paths:
        with closing(open_for_reading(path)) as db:
            found.append(db.corpus.version)
    return found


def _only_in(db: Database, noun: str, here: str, there: str, change: Any) -> Iterator[Change]:
    rows = db.execute(
        f"""SELECT id, {_LABELS[noun]} FROM {here}.{noun}s
             WHERE id NOT IN (SELECT id FROM {there}.{noun}s) ORDER BY rowid"""
    )
    return (Change(noun, change, id_, label, {}) for id_, label in rows)  # type: ignore[arg-type]


def _changed(db: Database, noun: str) -> Iterator[Change]:
    names = (*COMPARED[noun], *BELONGING[noun])
    before, now = (", ".join(_values(noun, *place)) for place in (("was", "old"), ("it", "main")))
    rows = db.execute(
        f"""SELECT it.id, it.{_LABELS[noun]}, {before}, {now}
              FROM main.{noun}s AS it JOIN old.{noun}s AS was ON was.id = it.id
             WHERE ({before}) IS NOT ({now}) ORDER BY it.rowid"""
    )
    for id_, label, *values in rows:
        pairs = zip(names, values[: len(names)], values[len(names) :], strict=True)
        fields = {name: _told(noun, name, old, new) for name, old, new in pairs if old != new}
        yield Change(noun, "changed", id_, label, fields)  # type: ignore[arg-type]


def _values(noun: str, record: str, place: str) -> Iterator[str]:
    """Yield the SQL of everything that is compared of a record: its columns, and its related rows as JSON lists."""
    yield from (f"{record}.{name}" for name in COMPARED[noun])
    for query in BELONGING[noun].values():
        yield f"(SELECT json_group_array(one) FROM ({query.format(record=record, place=place)}))"


def _told(noun: str, name: str, *values: Any) -> tuple[Any, ...]:
    return tuple(map(orjson.loads, values)) if name in BELONGING[noun] else values
