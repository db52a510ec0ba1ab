"""From outside names to our addresses: find an article by its URL, a speaker by the Wikidata id."""

from typing import Any

from flask import Response, abort, g
from marshmallow import Schema

from api.errors import Fault, QueryError
from api.rest.endpoint import endpoint
from api.rest.render import link, link_to
from api.rest.validators import with_validators
from api.store.arguments import Formed, Text
from api.store.lookup import article_at, speaker_called

_WIKIDATA = r"^Q[1-9][0-9]{0,15}$"


_arguments = Schema.from_dict(
    {
        "url": Text(about="URL of an article's original."),
        "wikidata": Formed(
            _WIKIDATA,
            "not an id such as Q42",
            about="Wikidata id of a speaker: Q42.",
        ),
    },
    name="LookupArguments",
)()


@endpoint("/lookup", None, arguments=_arguments, example="wikidata=Q0")
def look_up(arguments: dict[str, Any], etag: str | None) -> Response:
    """Find the record with a URL or a Wikidata id.

    Give either `url` or `wikidata`; the answer is a 303 redirect to the article or the speaker. Whether a URL begins
    with http or https, has a `www.`, ends in a slash, or has a fragment or `utm_` parameters makes no difference.
    404 when this corpus has no such record.
    """
    if len(arguments) != 1:
        faults = [Fault(name, "conflict", "Give either url or wikidata.") for name in ("url", "wikidata")]
        raise QueryError(faults)
    if "url" in arguments:
        noun, id_ = "articles", article_at(g.db, arguments["url"])
    else:
        noun, id_ = "speakers", speaker_called(g.db, arguments["wikidata"])
    if id_ is None:
        name, value = next(iter(arguments.items()))
        abort(404, f"This corpus has nothing with the {name} {value!r}.")
    response = Response(status=303, headers={"Location": link("/v1" + link_to(noun, id_))})
    response.autocorrect_location_header = False
    return with_validators(response, etag)
