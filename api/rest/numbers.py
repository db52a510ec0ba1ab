"""Numbers over many records: what the corpus holds, when quotes were published, who is quoted together with whom."""

from typing import Any, get_args

from flask import Response, g
from marshmallow import Schema, fields

from api.rest.answers import facet_document, json_answer, meta, meta_of, own_link
from api.rest.endpoint import endpoint, require
from api.rest.render import link, link_to
from api.rest.schemas import (
    Answer,
    Facet,
    FilteredMeta,
    Told,
    count_of,
    described,
    many,
    nested,
    one_of,
    text_of,
)
from api.store.arguments import Choice, Whole
from api.store.counts import Interval
from api.store.facets import facet_counts
from api.store.filters import RESOURCES, ListQuery, filter_arguments, query_from
from api.store.profiles import quoted_beside
from api.store.tabulations import Timeline, timeline

_INTERVALS = get_args(Interval)
_STATED = {"quotes": ("kind", "method", "language", "year"), "articles": ("rights", "publisher", "year")}


class Bar(Answer):
    """One year, month, week or day."""

    date = text_of("The year, month or day in ISO 8601; for a week, its Monday.", required=True)
    count = count_of("Quotes published then.", required=True)


class TimelineFacts(Answer):
    """When quotes were published."""

    interval = one_of(_INTERVALS, "Length of the period that one bar counts.", required=True)
    bars = many(Bar, "In order, without gaps, from the first period with a quote to the last.", required=True)
    undated = count_of("Quotes whose date is unknown, or not precise enough for the interval.", required=True)


class TimelineAnswer(Told):
    """A timeline."""

    data = nested(TimelineFacts, "The bars.", required=True)
    meta = nested(FilteredMeta, "About the answer.", required=True)


INTERVAL = Choice(_INTERVALS, about="Length of the period that one bar counts; default month.")


def _timeline_arguments(fixed: tuple[str, ...] = ()) -> Schema:
    given = {"interval": INTERVAL, **filter_arguments("quotes", fixed)}
    return Schema.from_dict(given, name=f"TimelineArguments{len(fixed)}")()


@endpoint("/timeline", TimelineAnswer, arguments=_timeline_arguments(), example="interval=year")
def get_timeline(arguments: dict[str, Any], etag: str | None) -> Response:
    """Count quotes over time.

    Takes the filters of /v1/quotes. Periods without quotes are included, with count 0; more than 40,000 periods are
    refused.
    """
    return _timeline(arguments, {}, etag)


@endpoint(
    "/speakers/<id_>/timeline",
    TimelineAnswer,
    arguments=_timeline_arguments(("speaker",)),
    example="interval=year",
)
def get_speaker_timeline(arguments: dict[str, Any], etag: str | None, id_: str) -> Response:
    """Count what one speaker said over time.

    The same as /v1/timeline?speaker={id}.
    """
    require("speakers", id_)
    return _timeline(arguments, {"speaker": (id_,)}, etag)


def _timeline(arguments: dict[str, Any], fixed: dict[str, tuple[str, ...]], etag: str | None) -> Response:
    interval = arguments.pop("interval", "month")
    query = query_from("quotes", arguments, fixed)
    data = timeline_document(timeline(g.db, query, interval))
    return json_answer({"data": data, "links": own_link(), "meta": meta_of(query)}, etag)


def timeline_document(found: Timeline) -> dict[str, Any]:
    """Return a timeline as TimelineFacts declares it."""
    bars = [{"date": date, "count": count} for date, count in found.buckets]
    return {"interval": found.interval, "bars": bars, "undated": found.undated}


class Neighbour(Answer):
    """Somebody quoted in the same articles."""

    id = text_of("Id of the speaker.", required=True)
    name = text_of("Fullest form known.", required=True)
    article_count = count_of("Articles that quote both.", required=True)
    url = text_of("The speaker in the API.", required=True)


class RelatedAnswer(Told):
    """Who is quoted in the same articles as a speaker."""

    data = many(Neighbour, "Those who share most articles first.", required=True)


_related_arguments = Schema.from_dict(
    {"limit": Whole(1, 100, about="Speakers, at most; default 10.")},
    name="RelatedArguments",
)()


@endpoint("/speakers/<id_>/related", RelatedAnswer, arguments=_related_arguments, example="limit=2")
def list_related_speakers(arguments: dict[str, Any], etag: str | None, id_: str) -> Response:
    """List who is quoted in the same articles as a speaker.

    Those who share most articles with the speaker come first.
    """
    require("speakers", id_)
    rows = quoted_beside(g.db, id_, arguments.get("limit", 10))
    data = [
        {
            "id": row["id"],
            "name": row["name"],
            "article_count": row["article_count"],
            "url": link("/v1" + link_to("speakers", row["id"])),
        }
        for row in rows
    ]
    return json_answer({"data": data, "links": own_link(), "meta": meta()}, etag)


class Statistics(Answer):
    """What the corpus holds, in numbers; each bucket leads to its list."""

    counts = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True, **described("Records by noun.")
    )
    quotes = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(Facet),
        required=True,
        **described("Quotes by kind, method, language and year."),
    )
    articles = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(Facet),
        required=True,
        **described("Articles by rights, publisher and year."),
    )


class StatsAnswer(Told):
    """Statistics of the corpus."""

    data = nested(Statistics, "The numbers.", required=True)


@endpoint("/stats", StatsAnswer)
def get_stats(arguments: dict[str, Any], etag: str | None) -> Response:  # noqa: ARG001
    """Show what the corpus holds in numbers.

    Quotes by kind, method, language and year; articles by rights, publisher and year: of each the ten commonest
    values, and how many there are.
    """
    corpus = g.db.corpus
    data: dict[str, Any] = {
        "counts": {name: corpus.count_of(noun.singular) for name, noun in RESOURCES.items()}
    }
    for noun, names in _STATED.items():
        counts = facet_counts(g.db, ListQuery(RESOURCES[noun]), names)
        data[noun] = {name: facet_document(facet, f"/v1/{noun}") for name, facet in counts.items()}
    return json_answer({"data": data, "links": own_link(), "meta": meta()}, etag)
