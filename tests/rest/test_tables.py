"""A line of CSV written by hand is the line that the library writes."""

import csv
import io
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.rest.render import flat
from api.rest.tables import csv_columns, csv_lines, guarded
from api.store.filters import QUOTES, ListQuery

texts = st.text(alphabet=st.sampled_from([*"ab=+-@,;'\"\n\r\t \0é日＝＠"]), max_size=6)
numbers = st.integers(0, 10**6)
perhaps = st.none() | texts
named = st.fixed_dictionaries({"id": texts, "name": texts})
excerpt = st.none() | st.fixed_dictionaries({"text": texts, "start": numbers, "end": numbers})
quotes = st.fixed_dictionaries(
    {
        "id": texts,
        "text": texts,
        "kind": st.sampled_from(["direct", "mixed", "indirect"]),
        "article": st.fixed_dictionaries(
            {
                "id": texts,
                "title": texts,
                "url": perhaps,
                "published_on": perhaps,
                "publisher": st.none() | named,
            }
        ),
        "speaker": st.none() | st.fixed_dictionaries({"id": texts, "name": texts, "kind": texts}),
        "attribution": st.fixed_dictionaries(
            {
                "mention": excerpt,
                "cue": excerpt,
                "method": st.sampled_from(["named", "none"]),
                "confidence": st.floats(0, 1),
                "reason": perhaps,
            }
        ),
        "start": numbers,
        "end": numbers,
        "paragraph": numbers,
        "continues": perhaps,
        "statement": texts,
        "links": st.fixed_dictionaries({"self": texts, "source": perhaps}),
    }
)


@settings(deadline=None, derandomize=True, max_examples=500)
@given(found=st.lists(quotes, max_size=3))
@example(found=[])
def test_quotes_are_written_as_the_library_writes_them(found: list[dict[str, Any]]):
    query = ListQuery(QUOTES, sort=QUOTES.default_sort, format="csv")
    columns = csv_columns(query)
    expected = io.StringIO()
    writer = csv.writer(expected, lineterminator="\r\n")
    writer.writerow(columns)
    for quote in found:
        cells = dict(flat(quote))
        writer.writerow([guarded(cells.get(column)) for column in columns])
    assert "".join(csv_lines(query, found)) == expected.getvalue()
