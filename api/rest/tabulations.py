"""Numbers in tables: quotes counted by two properties at once, and what the corpus covers."""

from typing import Any

from flask import Response, g
from marshmallow import Schema, fields, validate

from api.rest.answers import json_answer, meta, meta_of, own_link
from api.rest.endpoint import endpoint
from api.rest.render import link, link_to
from api.rest.schemas import (
    Answer,
    FilteredMeta,
    Told,
    count_of,
    described,
    many,
    nested,
    text_of,
    text_or_null,
)
from api.store.arguments import Choice, ListOf, Whole
from api.store.coverage import coverage
from api.store.filters import filter_arguments, query_from
from api.store.tabulations import AXES, Axis, cross_tab

_MOST_AXES = 2


class AxisValue(Answer):
    """One row or column of the table."""

    value = text_of("The value, as its filter takes it; a year or month on an axis of time.", required=True)
    label = text_of("The value for display.", required=True)
    total = count_of("Quotes that have it.", required=True)


class AxisFacts(Answer):
    """One axis of the table."""

    name = fields.String(required=True, validate=validate.OneOf(AXES), **described("The property."))
    values = many(AxisValue, "Commonest first; years and months in order, without gaps.", required=True)
    distinct = count_of("How many values there are in all; of times, those with quotes.", required=True)
    missing = count_of("Quotes without a value.", required=True)


class CrossTab(Answer):
    """A table of counts."""

    axes = many(AxisFacts, "One or two, in the order asked for.", required=True)
    counts = fields.List(
        fields.List(fields.Integer(validate=validate.Range(min=0))),
        required=True,
        **described(
            "A row for each value of the first axis, with a cell for each value of the second, 0 where there are "
            "no quotes; with one axis, rows of one cell."
        ),
    )


class AggregateAnswer(Told):
    """Quotes counted by one or two properties."""

    data = nested(CrossTab, "The table.", required=True)
    meta = nested(FilteredMeta, "About the answer.", required=True)


_about_axes = "One property to count by, or two for a table of both."
_aggregate_arguments = Schema.from_dict(
    {
        "group_by": ListOf(Choice(AXES), most=_MOST_AXES, required=True, about=_about_axes),
        "limit": Whole(
            1, 100, about="Values of each axis, commonest first; default 10. An axis of time has no limit."
        ),
        **filter_arguments("quotes"),
    },
    name="AggregateArguments",
)()


@endpoint("/aggregate", AggregateAnswer, arguments=_aggregate_arguments, example="group_by=kind,year&limit=3")
def get_aggregate(arguments: dict[str, Any], etag: str | None) -> Response:
    """Count quotes by one or two properties.

    Takes the filters of /v1/quotes. The table has every combination of the values shown, also those that never
    occur. A quote counts once for each tag of its article, and one whose date is known only to the year is in no
    month (the filter published_from=2025-01 does find it: there it counts as published on the first day).
    """
    axes, limit = arguments.pop("group_by"), arguments.pop("limit", 10)
    query = query_from("quotes", arguments)
    table = cross_tab(g.db, query, axes, limit)
    data = {"axes": [_axis(axis) for axis in table.axes], "counts": table.counts}
    return json_answer({"data": data, "links": own_link(), "meta": meta_of(query)}, etag)


def _axis(axis: Axis) -> dict[str, Any]:
    values = [{"value": one.value, "label": one.label, "total": one.count} for one in axis.values]
    return {"name": axis.name, "values": values, "distinct": axis.distinct, "missing": axis.missing}


class Precision(Answer):
    """How precisely the dates of articles are known."""

    day = count_of("To the day.", required=True)
    month = count_of("To the month.", required=True)
    year = count_of("To the year.", required=True)
    undated = count_of("Date unknown.", required=True)


class Gap(Answer):
    """Months without any article."""

    first = text_of("First month of the gap.", required=True)
    last = text_of("Its last month.", required=True)


class PublisherCoverage(Answer):
    """What the corpus has of one publisher."""

    id = text_or_null("Its id; null stands for articles without a publisher.", required=True)
    name = text_or_null("Its name.", required=True)
    article_count = count_of("Articles.", required=True)
    first_published_on = text_or_null("Date of the earliest dated one.", required=True)
    last_published_on = text_or_null("Date of the latest.", required=True)
    url = text_or_null("The publisher in the API.", required=True)


class CoverageFacts(Answer):
    """What the corpus covers, and what it doesn't."""

    first_published_on = text_or_null("Date of the earliest article.", required=True)
    last_published_on = text_or_null("Date of the latest.", required=True)
    precision = nested(Precision, "Articles by how precisely their date is known.", required=True)
    gaps = many(Gap, "Runs of months without any article, between the first and the last.", required=True)
    publishers = many(PublisherCoverage, "Those with most articles first.", required=True)
    without_url = count_of("Articles whose original has no known address.", required=True)
    without_body = count_of("Articles whose body is not served, because of their rights.", required=True)
    unattributed = count_of("Quotes whose speaker is unknown.", required=True)
    rejected = count_of("Files that could not be loaded.", required=True)


class CoverageAnswer(Told):
    """What the corpus covers."""

    data = nested(CoverageFacts, "The facts.", required=True)


@endpoint("/coverage", CoverageAnswer)
def get_coverage(arguments: dict[str, Any], etag: str | None) -> Response:  # noqa: ARG001
    """Show what the corpus covers, and what is missing.

    The dates of its articles and how precisely they are known, months without articles, what there is of each
    publisher, and how many records have no URL, no served body, no speaker. An article dated only by year counts for
    no month.
    """
    found = coverage(g.db)
    publishers = [
        {**one, "url": link("/v1" + link_to("publishers", one["id"])) if one["id"] else None}
        for one in map(dict, found.publishers)
    ]
    data = {
        "first_published_on": found.first,
        "last_published_on": found.last,
        "precision": found.precision,
        "gaps": [{"first": first, "last": last} for first, last in found.gaps],
        "publishers": publishers,
        **found.without,
    }
    return json_answer({"data": data, "links": own_link(), "meta": meta()}, etag)
