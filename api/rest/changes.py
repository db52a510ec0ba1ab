"""What changed since a version or a date, so that a copy elsewhere can be updated without fetching it all again."""

import re
from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import urlencode

from flask import Response, g, request
from marshmallow import Schema

from api.errors import NotFound
from api.rest.answers import json_answer, link_neighbours, meta
from api.rest.endpoint import endpoint, rest
from api.rest.problems import from_forgotten, from_gone, from_not_found
from api.rest.render import link, link_to, links_to
from api.rest.schemas import (
    Answer,
    Links,
    Meta,
    PageFacts,
    VersionFacts,
    many,
    nested,
    one_of,
    text_of,
    text_or_null,
)
from api.store import changes
from api.store.arguments import DATE, Choice, Formed, ListOf, Text, Whole
from api.store.changes import NOUNS, Change, Forgotten, Stretch, Version
from api.store.filters import DEFAULT_LIMIT, MAX_LIMIT
from api.store.page import Position, invalid_cursor, make_cursor, read_cursor
from api.store.resources import RESOURCES
from api.store.unknown import nearest_id

_VERSION = re.compile("[0-9a-f]{16}")
_DAY = DATE.removeprefix("^").removesuffix("$")
_TIME = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
_SINCE = f"^({_VERSION.pattern}|{_DAY}|{_TIME})$"
_LISTED = 100  # versions that a 410 names, at most


class ChangeFacts(Answer):
    """What became of one record since then: the net effect of its changes."""

    type = one_of(NOUNS, "The list that it is in.", required=True)
    id = text_of("Its id.", required=True)
    change = one_of(
        get_args(Change.__annotations__["change"]),
        "added: it was not there then; changed: the API shows it differently now; removed: it is gone.",
        required=True,
    )
    version = text_of("The version that brought the last of its changes.", required=True)
    published_at = text_of("When that version was published, UTC.", required=True)
    successor = text_or_null(
        "The new id of a removed record that lives on, where that is known.", required=True
    )
    links = nested(Links, "Where it is; null when it was removed.", required=True, allow_none=True)


class ChangeLinks(Answer):
    """Where this page and its neighbours are."""

    self = text_of("This page.", required=True)
    first = text_of("The first page.", required=True)
    next = text_or_null("The next page.", required=True)
    prev = text_or_null("The page before.", required=True)


class ChangeMeta(Meta):
    """The two versions that are compared."""

    since = nested(VersionFacts, "The version that the changes start from.", required=True)
    until = nested(
        VersionFacts, "The version that they lead to: give it as `since` next time.", required=True
    )


class ChangeList(Answer):
    """A page of changes."""

    data = many(
        ChangeFacts,
        "One entry for each record that was added, changed or removed since, ordered by type and id; also for one "
        "that has changed back.",
        required=True,
    )
    page = nested(PageFacts, "Where the page is in the list.", required=True)
    links = nested(ChangeLinks, "Where to go from here.", required=True)
    meta = nested(ChangeMeta, "About the answer.", required=True)


_arguments = Schema.from_dict(
    {
        "since": Formed(
            _SINCE,
            "neither a Corpus-Version (16 hex digits) nor a date such as 2026-11-21",
            required=True,
            about="The version of your copy: a Corpus-Version; or a date or time (UTC), which stands for "
            "the version that was served just before.",
        ),
        "type": ListOf(Choice(NOUNS), about="Only changes of these kinds of records."),
        "limit": Whole(1, MAX_LIMIT, about=f"Changes per page; default {DEFAULT_LIMIT}."),
        "cursor": Text(
            about="Where the page begins: a `next_cursor` or `prev_cursor` of an earlier answer to the "
            "same query. All pages list the changes up to the version that was current at the first."
        ),
    },
    name="ChangesArguments",
)()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request for changes, as far as a cursor has to recognise it."""

    since: str
    nouns: tuple[str, ...]
    cursor: str | None

    def identity(self) -> str:
        return repr(("changes", self.since, sorted(self.nouns)))


@endpoint("/changes", ChangeList, arguments=_arguments, example="since={version}", of_history=True)
def list_changes(arguments: dict[str, Any], etag: str | None) -> Response:
    """List what was added, changed and removed since a version or date.

    To keep a copy: fetch every list once and keep the header Corpus-Version; later, ask for the changes since that
    version, fetch what was added or changed (up to 200 ids at once: /v1/quotes?limit=200&id=a,b,c), drop what was
    removed, and keep `meta.until.version`. A record has changed when its answer is different: a new count, or a new
    name of its publisher, is enough. `occurrences` and the tags of a quote, and the `copies` of an article, don't
    count, because they are other records, nor does the position of an article in a file of many (`file.jsonl#3`).
    How far back changes are known depends on how much has changed; a 410 names the versions that can be asked
    about. A database that was made from scratch knows only its own.
    """
    asked = _Asked(arguments["since"], arguments.get("type", ()), arguments.get("cursor"))
    position = read_cursor(asked, g.db.cursor_key)
    stretch = Stretch(_base(asked.since), _until(position), asked.nouns)
    limit = arguments.get("limit", DEFAULT_LIMIT)
    found, more = changes.changes_in(g.db, stretch, limit, position)
    following, before = _cursors(asked, stretch, position, found, more)
    links = _links(asked.cursor, following, before)
    document = {
        "data": [_shaped(change) for change in found],
        "page": {
            "limit": limit,
            "total": changes.count_changes(g.db, stretch),
            "total_relation": "eq",
            "next_cursor": following,
            "prev_cursor": before,
        },
        "links": links,
        "meta": {**meta(), "since": version_facts(stretch.since), "until": version_facts(stretch.until)},
    }
    return link_neighbours(json_answer(document, etag), links)


def _base(since: str) -> Version:
    """Return the version of a client's copy; raises Forgotten when it is not known."""
    of = changes.version_called if _VERSION.fullmatch(since) else changes.version_before
    base = of(g.db, since)
    if base is None:
        raise Forgotten(since, changes.known_versions(g.db, _LISTED))
    return base


def _until(position: Position | None) -> Version:
    """Return the version up to which changes are listed: the one that was current at the first page."""
    if position is None:
        return changes.latest(g.db)
    version = changes.version_called(g.db, position.corpus)
    if version is None:
        raise invalid_cursor(
            "The cursor is of a version that is not known any more; start from the first page."
        )
    return version


def _cursors(
    asked: _Asked, stretch: Stretch, position: Position | None, found: list[Change], more: bool
) -> tuple[str | None, str | None]:
    """Return the tokens of the next page and the one before."""
    backwards = bool(position and position.backwards)
    has_next, has_prev = (True, more) if backwards else (more, position is not None)

    def at(change: Change, *, back: bool) -> str:
        place = Position((change.noun, change.id), back, stretch.until.version)
        return make_cursor(asked, place, g.db.cursor_key)

    if not found:
        return None, None
    return (
        at(found[-1], back=False) if has_next else None,
        at(found[0], back=True) if has_prev else None,
    )


def _shaped(change: Change) -> dict[str, Any]:
    return {
        "type": change.noun,
        "id": change.id,
        "change": change.change,
        "version": change.version.version,
        "published_at": change.version.published_at,
        "successor": change.successor,
        "links": None if change.change == "removed" else links_to(change.noun, change.id),
    }


def version_facts(version: Version) -> dict[str, str]:
    """Return a version as answers show it."""
    return {"version": version.version, "published_at": version.published_at}


def _links(cursor: str | None, following: str | None, before: str | None) -> dict[str, str | None]:
    given = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]

    def to(token: str | None) -> str:
        return link(
            request.path, urlencode(sorted([*given, *([("cursor", token)] if token else [])]), safe=",")
        )

    return {
        "self": to(cursor),
        "first": to(None),
        "next": to(following) if following else None,
        "prev": to(before) if before else None,
    }


# --- former ids ----------------------------------------------------------------------------------------------------


def _not_found(error: NotFound) -> Response:
    """Redirect to the record's current id; else say that it was removed; else suggest the id that may be meant."""
    nouns = {resource.singular: resource.name for resource in RESOURCES.values()}
    noun = nouns[error.kind]
    fate = changes.fate_of(g.db, noun, error.id)
    if fate is None:
        return from_not_found(error, nearest_id(g.db, noun, error.id))
    if fate.successor is None:
        return from_gone(error, version_facts(fate.version))
    return _moved(noun, error.id, fate.successor)


def _moved(noun: str, old: str, new: str) -> Response:
    rest_of_path = request.path[len(f"/v1/{noun}/{old}") :]
    query = request.query_string.decode("latin-1")
    target = link(f"/v1{link_to(noun, new)}{rest_of_path}", query)
    answer = Response(status=308, headers={"Location": target})
    answer.autocorrect_location_header = False
    answer.headers["Cache-Control"] = "no-cache"  # the old id may come back with the next load
    return answer


rest.register_error_handler(NotFound, _not_found)
rest.register_error_handler(Forgotten, lambda error: from_forgotten(error, map(version_facts, error.known)))
