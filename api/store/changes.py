"""Read what changed between versions of the corpus: the tables `versions` and `changes`.

In: the version or date of a client's copy.  Out: which records were added, changed and removed since, and under which
id a removed record lives on.  Writing the tables is the work of `changelog`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from api.store.connect import Database
from api.store.page import Position

NOUNS = ("articles", "publishers", "quotes", "speakers", "tags")
"""The nouns whose changes are logged, in the order of the list."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the corpus: its position in the order, `corpus.version`, and when it was published (UTC)."""

    number: int
    version: str
    published_at: str


class Forgotten(Exception):
    """The changes since then are not known; `known` are the versions that can be asked about, newest first."""

    def __init__(self, since: str, known: Sequence[Version]) -> None:
        super().__init__(since)
        self.since, self.known = since, known


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one record. `successor`: the current id of a removed record that lives on, if that is known."""

    noun: str
    id: str
    change: Literal["added", "changed", "removed"]
    version: Version
    successor: str | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one version to a later one; `nouns` are those that are asked for, empty for all."""

    since: Version
    until: Version
    nouns: tuple[str, ...] = ()


def latest(db: Database) -> Version:
    """Return the version that is served."""
    return _versions(db, "1 ORDER BY number DESC LIMIT 1")[0]


def version_called(db: Database, version: str) -> Version | None:
    """Return the latest version with that hash, None when it isn't known."""
    return next(iter(_versions(db, "version = ? ORDER BY number DESC LIMIT 1", version)), None)


def version_before(db: Database, time: str) -> Version | None:
    """Return the version served just before `time` (an ISO 8601 time in UTC, perhaps cut), None if none is known."""
    return next(iter(_versions(db, "published_at < ? ORDER BY number DESC LIMIT 1", time)), None)


def known_versions(db: Database, most: int) -> list[Version]:
    """Return the latest `most` versions since which changes are known, newest first."""
    return _versions(db, "1 ORDER BY number DESC LIMIT ?", most)


def _versions(db: Database, rest: str, *parameters: object) -> list[Version]:
    rows = db.execute(f"SELECT number, version, published_at FROM versions WHERE {rest}", parameters)
    return [Version(*row) for row in rows]


_NET = """
SELECT noun, id, number, at_first, change AS at_last, successor FROM (
  SELECT noun, id, last AS number,
         (SELECT change FROM changes WHERE noun = net.noun AND id = net.id AND number = first) AS at_first
    FROM (SELECT noun, id, min(number) AS first, max(number) AS last FROM changes
           WHERE number > ? AND number <= ? AND noun IN ({nouns}) {beyond} GROUP BY noun, id) AS net
  ) JOIN changes USING (noun, id, number)
 WHERE NOT (at_first = 'added' AND at_last = 'removed')
"""
# A record that was both added and removed in between was never in the client's copy.


def changes_in(
    db: Database, stretch: Stretch, size: int, position: Position | None = None
) -> tuple[list[Change], bool]:
    """Return up to `size` changes after `position` (before it, when that points back), and whether there are more.

    Each record appears once, with the net effect of its changes, in order of noun and id.
    """
    backwards = bool(position and position.backwards)
    beyond, values = "", ()
    if position:
        beyond, values = f"AND (noun, id) {'<' if backwards else '>'} (?, ?)", position.values
    direction = "DESC" if backwards else "ASC"
    sql, parameters = _net(stretch, beyond, values)
    order = f"ORDER BY noun {direction}, id {direction} LIMIT ?"
    rows = db.execute(
        f"""SELECT net.noun, net.id, net.at_first, net.at_last, net.successor, versions.*
              FROM ({sql} {order}) AS net JOIN versions USING (number)
             ORDER BY net.noun {direction}, net.id {direction}""",
        (*parameters, size + 1),
    ).fetchall()
    more, rows = len(rows) > size, rows[:size]
    found = [_led_on(db, _change(*row)) for row in rows]
    return found[::-1] if backwards else found, more


def count_changes(db: Database, stretch: Stretch) -> int:
    """Return how many records are different."""
    sql, parameters = _net(stretch, "", ())
    found: int = db.execute(f"SELECT count(*) FROM ({sql})", parameters).fetchone()[0]
    return found


def _net(stretch: Stretch, beyond: str, values: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    nouns = stretch.nouns or NOUNS
    sql = _NET.format(nouns=", ".join("?" * len(nouns)), beyond=beyond)
    return sql, (stretch.since.number, stretch.until.number, *nouns, *values)


def _change(noun: str, id_: str, first: str, last: str, successor: str | None, *version: Any) -> Change:
    change: Any = last if last == "removed" else "added" if first == "added" else "changed"
    return Change(noun, id_, change, Version(*version), successor)


def _led_on(db: Database, change: Change) -> Change:
    """Return the change with its current successor: if the first successor is gone too, its successor, or none."""
    if change.successor is None or _exists(db, change.noun, change.successor):
        return change
    fate = fate_of(db, change.noun, change.successor)
    return replace(change, successor=fate.successor if fate else None)


def fate_of(db: Database, noun: str, id_: str) -> Change | None:
    """Return what became of a missing record: its removal, with the current id if it lives on under another.

    None when nothing is known of such an id.
    """
    seen: set[str] = set()
    removed = _removal(db, noun, id_)
    while removed and removed.successor and not _exists(db, noun, removed.successor):
        seen.add(removed.id)
        later = _removal(db, noun, removed.successor)
        if later is None or later.id in seen:
            return Change(noun, id_, "removed", removed.version, None)
        removed = later
    return removed and Change(noun, id_, "removed", removed.version, removed.successor)


def _removal(db: Database, noun: str, id_: str) -> Change | None:
    row = db.execute(
        """SELECT successor, versions.* FROM changes JOIN versions USING (number)
            WHERE noun = ? AND id = ? AND change = 'removed' ORDER BY number DESC LIMIT 1""",
        (noun, id_),
    ).fetchone()
    return Change(noun, id_, "removed", Version(*row[1:]), row[0]) if row else None


def _exists(db: Database, noun: str, id_: str) -> bool:
    return db.execute(f"SELECT 1 FROM {noun} WHERE id = ?", (id_,)).fetchone() is not None
