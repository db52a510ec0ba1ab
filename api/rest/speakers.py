"""Speakers: who is quoted, and what each of them said."""

from typing import Any

from flask import Response

from api.rest.answers import list_answer
from api.rest.endpoint import item, listing, require
from api.rest.items import item_answer
from api.rest.schemas import QuoteList, SpeakerItem, SpeakerList
from api.store.filters import ListQuery


@listing("/speakers", "speakers", SpeakerList, example="limit=2")
def list_speakers(query: ListQuery, etag: str | None) -> Response:
    """List speakers, most quoted first.

    People, organizations, groups and anonymous sources; `q` searches names and aliases.
    """
    return list_answer(query, etag)


@item("/speakers/<id_>", "speakers", SpeakerItem)
def get_speaker(arguments: dict[str, Any], etag: str, id_: str) -> Response:
    """Show one speaker with aliases and roles.

    The roles are those printed beside the speaker's name, with the number of articles that print them.
    """
    return item_answer("speakers", id_, arguments, etag)


@listing("/speakers/<id_>/quotes", "quotes", QuoteList, fixed="speaker", example="limit=2")
def list_speaker_quotes(query: ListQuery, etag: str | None, id_: str) -> Response:
    """List what one speaker said, newest first.

    The same as /v1/quotes?speaker={id}.
    """
    require("speakers", id_)
    return list_answer(query, etag)
