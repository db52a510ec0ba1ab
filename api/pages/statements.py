"""The page where readers ask the database in SQL; it is there when the operator switches it on.

In: a statement in `sql`.  Out: HTML with its first rows, or with the reason why there are none.
What such a statement may do is the work of `store.sandbox`.
"""

from typing import Any

from flask import abort, current_app, request
from marshmallow import Schema
from werkzeug.wrappers import Response

from api.errors import StatementError
from api.pages.blueprint import pages
from api.pages.contexts import Cell, Statement
from api.pages.frame import about_page, render, the_database
from api.store.arguments import Text, load_arguments
from api.store.sandbox import MOST_ROWS, Found, run

_ARGUMENTS = Schema.from_dict({"sql": Text()}, name="StatementArguments")()
_MOST_CHARACTERS = 500  # of one value; longer ones are cut
_FIRST = """SELECT speaker_name, count(*) AS quotes, max(published_on) AS last
  FROM quote_details
 GROUP BY speaker_id
 ORDER BY quotes DESC
 LIMIT 20"""


@pages.get("/sql")
def statement() -> Response:
    """Show the result of a statement, and let the reader change it."""
    if not current_app.config["SETTINGS"].sql_page:
        abort(404)
    sql = load_arguments(_ARGUMENTS, request.args).get("sql", "")
    found, trouble = _answer(sql) if sql else (None, None)
    return render(
        Statement(
            **about_page("Ask in SQL", "Read the database of this corpus in SQL", path=None, sql=sql),
            sql=sql or _FIRST,
            columns=found.columns if found else (),
            rows=[[_cell(value) for value in row] for row in found.rows] if found else None,
            is_cut=bool(found and found.is_cut),
            most=MOST_ROWS,
            trouble=trouble,
        ),
        400 if trouble else 200,
    )


def _answer(sql: str) -> tuple[Found | None, str | None]:
    try:
        return run(the_database(), sql), None
    except StatementError as error:
        return None, str(error)


def _cell(value: Any) -> Cell:
    """Return a value as it is printed: NULL and bytes named as such, a long text cut."""
    if value is None:
        return Cell("null", is_named=True)
    if isinstance(value, bytes):
        return Cell(f"{len(value):,} bytes", is_named=True)
    text = str(value)
    return Cell(f"{text[:_MOST_CHARACTERS]}…" if len(text) > _MOST_CHARACTERS else text)
