"""A line of CSV written by hand is the line that the library writes."""

import csv
import io
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.rest.render import flat, quote
from api.rest.tables import csv_columns, csv_lines, guarded
from api.store import select
from api.store.connect import Database
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
    for record in found:
        cells = dict(flat(record))
        writer.writerow([guarded(cells.get(column)) for column in columns])
    assert "".join(csv_lines(query, found)) == expected.getvalue()


def test_quotes_of_a_corpus_are_written_so_too(many_db: Database):
    query = ListQuery(QUOTES, sort="-published_on", limit=1000, format="csv")
    found = [quote(row, {}) for row in select.list_records(many_db, query).rows]
    assert len(found) > 100
    lines = list(csv.reader(io.StringIO("".join(csv_lines(query, found)))))
    for line, record in zip(lines[1:], found, strict=True):
        cells = dict(flat(record))
        assert line == ["" if (cell := guarded(cells.get(name))) is None else str(cell) for name in lines[0]]
