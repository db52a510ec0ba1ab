"""Cut a list into pages by key, both ways, once for all lists.

A page begins after the last record of the previous page (or ends before its first), not at a row count: so a page at
any depth costs the same, and no record is skipped or repeated when the corpus changes between two pages.
In: the columns of an order and a `cursor` token.  Out: SQL for "beyond this record", and tokens for the next
page and the previous one.  Running the SQL is the work of `order`.
"""

import base64
import binascii
import hashlib
import hmac
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import orjson

from api.errors import Fault, QueryError
from api.store.resources import Key

Relation = Literal["eq", "gte"]
_VERSION = 1
_MAC_BYTES = 8


class Walked(Protocol):
    """Anything that is read page by page: `identity` identifies the list, `cursor` is the token that was given."""

    @property
    def cursor(self) -> str | None:
        """The token of the page, None for the first."""

    def identity(self) -> str:
        """Return a text that identifies the set of records and the order that are asked for."""


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A filter's value that no record has, and what may be meant: the current id of a former one, or the nearest."""

    parameter: str
    value: str
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, in order, with the cursors of the next and previous page.

    `total` counts the whole list: exactly when `total_relation` is "eq", as a lower bound when "gte"; both are None
    when not asked for. `related` holds what `include` asked for, by its name, then by the record's id.
    `unknown` has the filter values that no record of the corpus has.
    """

    rows: Sequence[sqlite3.Row]
    next_cursor: str | None = None
    prev_cursor: str | None = None
    total: int | None = None
    total_relation: Relation | None = None
    sort_applied: str | None = None
    related: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    unknown: tuple[UnknownValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Where a cursor points: beyond the record with these `values` of the order's columns.

    `backwards` is true when the page lies before that record. `anchor` is the record's place in the order of
    publication in terms that survive a rebuild (date, article, position); `corpus` is the version that the values
    were read from.
    """

    values: tuple[Any, ...]
    backwards: bool
    corpus: str
    anchor: tuple[Any, ...] = ()


def order_by(keys: Sequence[Key]) -> str:
    """Return the ORDER BY list of an order; null, counted as lowest, is named explicitly."""
    return ", ".join(
        f"{key.sql} {'DESC' if key.descending else 'ASC'}"
        + ((" NULLS LAST" if key.descending else " NULLS FIRST") if key.nullable else "")
        for key in keys
    )


def beyond(keys: Sequence[Key], values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    """Return the condition that a record comes after `values` in the order of `keys`, with its parameters."""
    choices: list[str] = []
    params: list[Any] = []
    for depth, key in enumerate(keys):
        same = " AND ".join(f"{above.sql} IS ?" for above in keys[:depth])
        later, late_params = _later(key, values[depth])
        choices.append(f"({same} AND {later})" if same else later)
        params += [*values[:depth], *late_params]
    first, value = keys[0], values[0]
    if len(keys) == 1 or first.nullable:
        return f"({' OR '.join(choices)})", tuple(params)
    # Redundant, but only a plain comparison lets SQLite start in the middle of an index.
    bound = f"{first.sql} {'<=' if first.descending else '>='} ?"
    return f"{bound} AND ({' OR '.join(choices)})", (value, *params)


def _later(key: Key, value: Any) -> tuple[str, tuple[Any, ...]]:
    if value is None:
        return ("0", ()) if key.descending else (f"{key.sql} IS NOT NULL", ())
    if not key.descending:
        return f"{key.sql} > ?", (value,)
    return (f"({key.sql} < ? OR {key.sql} IS NULL)" if key.nullable else f"{key.sql} < ?"), (value,)


def make_cursor(query: Walked, position: Position, key: bytes) -> str:
    """Return the token of a position, readable only for the same query and signed with `key`."""
    payload = orjson.dumps(
        [_VERSION, query.identity(), position.backwards, position.corpus, position.values, position.anchor]
    )
    return _encode(payload + _sign(payload, key))


def read_cursor(query: Walked, key: bytes) -> Position | None:
    """Return where the query's cursor points, None without one.

    Raises QueryError when the token is damaged, of another version, or was made for another query.
    """
    if query.cursor is None:
        return None
    signed = _decode(query.cursor)
    payload, mac = signed[:-_MAC_BYTES], signed[-_MAC_BYTES:]
    if not hmac.compare_digest(mac, _sign(payload, key)):
        raise invalid_cursor("The cursor is damaged, or was not issued by this service.")
    version, identity, backwards, corpus, values, anchor = orjson.loads(payload)
    if version != _VERSION:
        raise invalid_cursor(
            "The cursor is of an earlier version of this service; start from the first page."
        )
    if identity != query.identity():
        raise invalid_cursor(
            "The cursor belongs to another query: between pages only limit, and what is shown of each "
            "record, may change. Start from the first page."
        )
    return Position(tuple(values), backwards, corpus, tuple(anchor))


def _sign(payload: bytes, key: bytes) -> bytes:
    return hmac.digest(key, payload, hashlib.sha256)[:_MAC_BYTES]


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(token: str) -> bytes:
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise invalid_cursor("The cursor is damaged, or was not issued by this service.") from error
    if _encode(raw) != token:  # base64 has spare bits in its last letter; one token has one spelling
        raise invalid_cursor("The cursor is damaged, or was not issued by this service.")
    return raw


def invalid_cursor(detail: str) -> QueryError:
    """Return the error of a cursor that can't be used."""
    return QueryError([Fault("cursor", "invalid-cursor", detail)])
