"""Answer for a missing record as the API does: with its current id, that it was removed, or what may be meant.

In: NotFound.  Out: 308 to the record's page under its current id; 410; or 404 with the id that is spelt most like it.
"""

from flask import Response, request

from api.errors import NotFound
from api.pages import urls
from api.pages.contexts import Link
from api.pages.errors import Trouble, explain
from api.pages.frame import render_failure, the_database
from api.pages.wording import printed_date
from api.store.changes import Version, fate_of
from api.store.unknown import nearest_id


def answer_missing(error: NotFound) -> Response:
    """Return the redirect or error page for the address of a record that isn't there."""
    noun = f"{error.kind}s"
    fate = fate_of(the_database(), noun, error.id)
    if fate is None:
        return render_failure(explain(error), _near(noun, error.id))
    if fate.successor is None:
        return render_failure(_removed(error, fate.version))
    return _moved(urls.item(noun, fate.successor))


def _near(noun: str, id_: str) -> list[Link]:
    near = nearest_id(the_database(), noun, id_)
    return [Link(near, urls.item(noun, near))] if near else []


def _removed(error: NotFound, version: Version) -> Trouble:
    until = f"It was here until {printed_date(version.published_at[:10])}"
    since = f"version {version.version[:12]} of the corpus was the first without it"
    return Trouble(410, f"This {error.kind} was removed", f"{until}; {since}.")


def _moved(address: str) -> Response:
    query = request.query_string.decode("latin-1")
    answer = Response(status=308, headers={"Location": f"{address}?{query}" if query else address})
    answer.autocorrect_location_header = False
    answer.headers["Cache-Control"] = "no-cache"  # the old id may come back with the next load
    return answer
