"""The page that shows when several speakers were quoted, side by side.

In: up to five speaker ids, filters of quotes, and perhaps the name of one more.  Out: HTML, or a redirect to the
address with the speaker of that name added.  Counting is the work of `store.tabulations`.
"""

from collections.abc import Sequence
from dataclasses import replace

from flask import redirect, request
from marshmallow import Schema
from werkzeug.wrappers import Response

from api.errors import Fault, QueryError
from api.pages import urls
from api.pages.blueprint import pages
from api.pages.contexts import Compare, Comparison, Link, Row, Series
from api.pages.frame import about_comparison, render, the_database
from api.pages.listing import make_unknown, phrases_of
from api.pages.rows import most_quoted
from api.pages.timeline import MONTHLY_YEARS
from api.pages.wording import counted, printed_date
from api.store import profiles
from api.store.arguments import ListOf, Text, load_arguments
from api.store.completion import names_begun
from api.store.connect import Database
from api.store.filters import ListQuery, filter_arguments, query_from
from api.store.select import get_record
from api.store.tabulations import CrossTab, cross_tab
from api.store.unknown import unknown_values

MOST_SPEAKERS = 5
_COMPARE_ARGUMENTS = Schema.from_dict(
    {**filter_arguments("quotes"), "speaker": ListOf(Text()), "add": Text()}, name="CompareArguments"
)()


@pages.get("/compare")
def compare() -> Response:
    """Show when several speakers were quoted, side by side; `add` is the name of one more."""
    db, given = the_database(), load_arguments(_COMPARE_ARGUMENTS, request.args)
    wanted, ids = given.pop("add", ""), given.pop("speaker", ())
    _check_number(ids)
    query = query_from("quotes", given)
    whole = query.having(speaker=ids) if ids else query
    unknown = unknown_values(db, whole)
    nobody = {one.value for one in unknown if one.parameter == "speaker"}
    speakers = [get_record(db, "speakers", id_).row for id_ in ids if id_ not in nobody]
    named = [row for row in _speakers_called(db, wanted) if row["id"] not in ids]
    if len(named) == 1 and len(ids) < MOST_SPEAKERS:
        return redirect(urls.compare(query, (*ids, named[0]["id"])))
    asked = dict(whole.arguments())
    comparison = _make_comparison(db, query, speakers)
    return render(
        Compare(
            **about_comparison(asked if ids else {}, comparison.unit if comparison else "year"),
            comparison=comparison,
            unknown=make_unknown(whole, unknown, _address),
            phrases=phrases_of(query, profiles.names_in(db, query)),
            kept=tuple(asked.items()),
            wanted=wanted,
            choices=_choices(query, ids, named if wanted else most_quoted(db, "speakers")),
            is_full=len(ids) >= MOST_SPEAKERS,
        )
    )


def _choices(query: ListQuery, ids: Sequence[str], offered: Sequence[Row]) -> list[Link]:
    """Return links that add each of the offered speakers who isn't compared yet."""
    return [
        Link(f"{row['name']}, {counted(row['quote_count'], 'quote')}", urls.compare(query, (*ids, row["id"])))
        for row in offered
        if row["id"] not in ids
    ]


def _address(query: ListQuery) -> str:
    return urls.compare(query, query.filters.get("speaker", ()))


def _speakers_called(db: Database, name: str) -> Sequence[Row]:
    """Return speakers with names that begin as typed; if any has exactly that name, only those."""
    rows = names_begun(db, "speakers", name, 20)
    return [row for row in rows if row["name"].casefold() == name.strip().casefold()] or rows


def _check_number(speakers: Sequence[str]) -> None:
    """Raise QueryError when more speakers are given than a reader can tell apart."""
    if len(speakers) > MOST_SPEAKERS:
        detail = f"{len(speakers)} speakers are given; at most {MOST_SPEAKERS} can be compared."
        raise QueryError([Fault("speaker", "out-of-range", detail)])


def _make_comparison(db: Database, query: ListQuery, speakers: Sequence[Row]) -> Comparison | None:
    """Return each speaker's quotes over time on one scale, in the order given; None without any speaker."""
    if not speakers:
        return None
    ids = tuple(speaker["id"] for speaker in speakers)
    table = _counted(db, query.having(speaker=ids))
    found = {
        value.value: (value.count, counts)
        for value, counts in zip(table.axes[0].values, table.counts, strict=True)
    }
    times = [value.value for value in table.axes[1].values]
    most = max((count for _, counts in found.values() for count in counts), default=0)
    series = [
        _series(speaker, number, query, ids, *found.get(speaker["id"], (0, [0] * len(times))), most)
        for number, speaker in enumerate(speakers, 1)
    ]
    return Comparison(table.axes[1].name, tuple(map(printed_date, times)), tuple(series), most)


def _counted(db: Database, query: ListQuery) -> CrossTab:
    """Count by month if every date has a month and the period is short, otherwise by year."""
    try:
        yearly = cross_tab(db, query, ("speaker", "year"), MOST_SPEAKERS)
    except QueryError as error:  # too many years; the page has no group_by, which the API would name
        raise QueryError([replace(one, parameter="published_from") for one in error.faults]) from error
    if not 0 < len(yearly.axes[1].values) <= MONTHLY_YEARS:
        return yearly
    monthly = cross_tab(db, query, ("speaker", "month"), MOST_SPEAKERS)
    return monthly if monthly.axes[1].missing == yearly.axes[1].missing else yearly


def _series(
    speaker: Row,
    number: int,
    query: ListQuery,
    ids: tuple[str, ...],
    total: int,
    counts: Sequence[int],
    most: int,
) -> Series:
    others = tuple(id_ for id_ in ids if id_ != speaker["id"])
    return Series(
        id=speaker["id"],
        name=speaker["name"],
        drop_url=urls.compare(query, others),
        voice=number,
        total=total,
        counts=tuple(counts),
        heights=tuple(round(count / most * 100, 1) if most else 0 for count in counts),
        undated_count=total - sum(counts),
    )
