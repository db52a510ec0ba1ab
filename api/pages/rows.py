"""What several pages read: a page of records, the commonest names.

In: an open database and filters of the API's grammar.  Out: rows as the store hands them out.
"""

from collections.abc import Sequence
from dataclasses import replace

import orjson

from api.pages.contexts import Row
from api.pages.marking import with_marks
from api.pages.quotation import as_rows
from api.store.connect import Database
from api.store.filters import RESOURCES, ListQuery
from api.store.page import Page
from api.store.select import list_records

FilterValue = tuple[str, ...] | str | float | bool


def some_rows(db: Database, noun: str, limit: int, sort: str, **filters: FilterValue) -> Sequence[Row]:
    """Read the first `limit` records that meet the filters, in the order of `sort`."""
    query = ListQuery(RESOURCES[noun], dict(filters), sort=sort, limit=limit, count="none")
    return list_records(db, query).rows


def page_of(db: Database, query: ListQuery) -> Page:
    """Read the page that a query asks for, with the matches of its words marked, or as prepared records."""
    shown = replace(query, include=())  # the query may include more than a page shows
    if query.resource.name == "quotes" and not query.q:
        return list_records(db, replace(shown, ready=True))
    return list_records(db, replace(shown, highlight=bool(query.q and query.resource.search)))


def quotes_on(page: Page) -> Sequence[Row]:
    """Return the quotes of a page that `page_of` has read, as rows that `quote_list` shows."""
    if page.rows and "record" in page.rows[0].keys():  # noqa: SIM118 - a Row iterates over values
        return as_rows(orjson.loads(row["record"]) for row in page.rows)
    return with_marks(page.rows)


def most_quoted(db: Database, noun: str) -> Sequence[Row]:
    """Read the records of a noun with most quotes, eight at most; counted once for each published database."""
    rows = db.keep(("most quoted", noun), lambda: some_rows(db, noun, 8, "-quote_count"))
    return [row for row in rows if row["quote_count"]]
