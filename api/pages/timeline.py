"""Shape counts over time into a chart.

In: a query of quotes or articles.  Out: a `Timeline` of bars.  Counting is the work of `store.tabulations`.
"""

from api.pages.contexts import Bar, Timeline
from api.pages.wording import counted, printed_date
from api.store import tabulations
from api.store.connect import Database
from api.store.filters import ListQuery

MONTHLY_YEARS = 3  # a longer period is shown by year, so that bars stay wide enough to see
_MOST_YEARS = 500  # of a chart: printing is not much older, and narrower bars can't be seen


def make_timeline(db: Database, query: ListQuery) -> Timeline | None:
    """Return the records of a query over time: by month if all dates are that precise, otherwise by year.

    Returns None when there are fewer than two bars, which say nothing, or too many to be seen, such as when one
    article is dated 9999.
    """
    found = tabulations.timeline(db, query, "year")
    if 0 < len(found.buckets) <= MONTHLY_YEARS:
        monthly = tabulations.timeline(db, query, "month")
        found = monthly if monthly.undated == found.undated else found
    if not 2 <= len(found.buckets) <= _MOST_YEARS:
        return None
    most = max(count for _, count in found.buckets)
    bars = tuple(
        Bar(printed_date(when), count, round(count / most * 100, 1)) for when, count in found.buckets
    )
    noun = query.resource.singular
    return Timeline(noun, bars, found.interval, _summary(bars, found.interval, noun), found.undated)


def _summary(bars: tuple[Bar, ...], unit: str, noun: str) -> str:
    most = max(bars, key=lambda bar: bar.count)
    stretch = f"{bars[0].label} to {bars[-1].label}"
    return f"{noun.capitalize()}s by {unit}, {stretch}; most in {most.label}: {counted(most.count, noun)}"
