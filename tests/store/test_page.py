"""Walking a list page by page gives the list: nothing twice, nothing missing, both ways, in every order."""

import doctest
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from many_quotes import build
from werkzeug.datastructures import MultiDict

from api.errors import QueryError
from api.store import alphabet, order
from api.store.alphabet import alphabetical
from api.store.connect import Database, open_for_reading
from api.store.filters import parse_query
from api.store.page import Page
from api.store.relevance import RANK_WINDOW
from api.store.resources import RESOURCES
from api.store.select import list_records

FILTERS = {
    "quotes": [
        "",
        "speaker=speaker-03,speaker-05",
        "q=harbour OR ferry",
        "tag_not=tag-1",
        "published_from=2024-01",
    ],
    "articles": ["", "q=costs -bridge", "tag=tag-2", "rights=open", "published_to=2024"],
    "speakers": ["", "kind=person", "q=ana OR zoe"],
    "tags": ["", "kind=place"],
    "publishers": [""],
}
LISTS = [
    (resource, sort, text)
    for resource, texts in FILTERS.items()
    for sort in RESOURCES[resource].sorts
    for text in texts
    if sort != "-relevance" or text.startswith("q=")
]
generously = settings(
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


def find(db: Database, resource: str, text: str = "", **more: object) -> Page:
    pairs = [pair.split("=", 1) for pair in text.split("&") if pair]
    arguments = MultiDict([*map(tuple, pairs), *((name, str(value)) for name, value in more.items())])
    return list_records(db, parse_query(resource, arguments))


def ids(page: Page) -> list[str]:
    return [row["id"] for row in page.rows]


def walk_on(db: Database, resource: str, text: str, sort: str, limit: int) -> list[Page]:
    pages = [find(db, resource, text, sort=sort, limit=limit)]
    while pages[-1].next_cursor:
        pages.append(find(db, resource, text, sort=sort, limit=limit, cursor=pages[-1].next_cursor))
    return pages


def walk_back(db: Database, resource: str, text: str, sort: str, limit: int, start: Page) -> list[Page]:
    pages = [start]
    while pages[-1].prev_cursor:
        pages.append(find(db, resource, text, sort=sort, limit=limit, cursor=pages[-1].prev_cursor))
    return pages[::-1]


@generously
@given(which=st.sampled_from(LISTS), limit=st.integers(1, 60))
def test_a_walk_is_the_whole_list_in_order_both_ways(
    many_db: Database, which: tuple[str, str, str], limit: int
):
    resource, sort, text = which
    whole = ids(find(many_db, resource, text, sort=sort, limit=1000))
    on = walk_on(many_db, resource, text, sort, limit)
    assert [id_ for page in on for id_ in ids(page)] == whole
    back = walk_back(many_db, resource, text, sort, limit, on[-1])
    # Going back, a page may be short at the beginning of the list, so pages are compared joined.
    assert [id_ for page in back for id_ in ids(page)] == whole
    assert {page.total for page in on} == {len(whole)}
    assert on[0].prev_cursor is None
    assert on[-1].next_cursor is None


@pytest.mark.parametrize("sort", ["confidence", "-confidence"])
@pytest.mark.parametrize("text", ["", "kind=direct"])
def test_many_of_one_value_are_walked_as_few_are(
    many_db: Database, sort: str, text: str, monkeypatch: pytest.MonkeyPatch
):
    whole = ids(find(many_db, "quotes", text, sort=sort, limit=1000))
    monkeypatch.setattr(order, "_MANY", 2)
    monkeypatch.setattr(order, "SORTED_AT_ONCE", 0)
    on = walk_on(many_db, "quotes", text, sort, 3)
    assert [id_ for page in on for id_ in ids(page)] == whole
    back = walk_back(many_db, "quotes", text, sort, 3, on[-1])
    assert [id_ for page in back for id_ in ids(page)] == whole


@pytest.mark.parametrize(("resource", "sort", "text"), LISTS)
def test_the_order_is_what_the_sort_says(many_db: Database, resource: str, sort: str, text: str):
    if sort == "-relevance":
        pytest.skip("ranks are compared with bm25 below")
    name = sort.removeprefix("-")
    column = {"name": "sort_name", "title": "sort_title"}.get(name, name)
    rows = find(many_db, resource, text, sort=sort, limit=1000).rows
    missing = [row[column] is None for row in rows]
    values = [row[column] for row in rows if row[column] is not None]
    assert missing == sorted(missing, reverse=not sort.startswith("-"))  # no value counts as the lowest
    assert values == sorted(values, reverse=sort.startswith("-"))


@pytest.mark.parametrize(
    ("resource", "name"), [("articles", "title"), ("tags", "name"), ("publishers", "name")]
)
def test_alphabetical_lists_overlook_case_accents_and_signs(many_db: Database, resource: str, name: str):
    rows = find(many_db, resource, "", sort=name, limit=1000).rows
    assert [row[f"sort_{name}"] for row in rows] == sorted(alphabetical(row[name]) for row in rows)
    if resource == "articles":
        assert {row["title"][0] for row in rows[: len(rows) // 2]} >= {"É", "a"}  # as code points, behind Z
        assert rows[0]["title"][0] != "‘"


def test_examples_of_the_alphabet_are_true():
    assert doctest.testmod(alphabet) == (0, 2)


def test_relevance_is_bm25_newest_first_among_equals(many_db: Database):
    sql = (
        "SELECT rowid FROM quotes_search WHERE quotes_search MATCH 'harbour' "
        "ORDER BY bm25(quotes_search), rowid DESC"
    )
    expected = [number for (number,) in many_db.execute(sql)]
    found = [
        row["number"] for row in find(many_db, "quotes", "q=harbour", sort="-relevance", limit=1000).rows
    ]
    assert found == expected
    assert found != sorted(found, reverse=True)


def test_beyond_the_ranked_window_the_walk_goes_on_by_date(
    many_db: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("api.store.relevance.RANK_WINDOW", 10)
    assert RANK_WINDOW == 1000  # the module's own stays what the documentation says
    for limit in (1, 3, 7, 9, 10, 11, 25, 1000):
        on = walk_on(many_db, "quotes", "q=the", "-relevance", limit)
        forward = [id_ for page in on for id_ in ids(page)]
        newest = ids(find(many_db, "quotes", "q=the", limit=1000))
        assert sorted(forward[:10]) == sorted(newest[:10])
        assert forward[10:] == newest[10:]
        back = walk_back(many_db, "quotes", "q=the", "-relevance", limit, on[-1])
        assert [id_ for page in back for id_ in ids(page)] == forward


@pytest.mark.parametrize("sort", ["-published_on", "published_on", "confidence"])
def test_a_walk_survives_a_rebuild(tmp_path: Path, sort: str):
    """The new corpus has other articles before the cursor, so every row has another number."""
    old = open_for_reading(build(tmp_path / "old.db", articles=30, version="v1"))
    first = find(old, "quotes", sort=sort, limit=40)
    path = build(tmp_path / "new.db", articles=30, version="v2")
    renumber(path)
    new = open_for_reading(path)
    rest = walk_from(new, sort, first)
    assert ids(first) + rest == ids(find(old, "quotes", sort=sort, limit=1000))


def renumber(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE quotes SET rowid = rowid + 100000")
        db.execute("UPDATE quotes SET rowid = (rowid - 100000) * 3 + 5")
        db.execute("INSERT INTO quotes_search (quotes_search) VALUES ('rebuild')")


def walk_from(db: Database, sort: str, page: Page) -> list[str]:
    found: list[str] = []
    while page.next_cursor:
        page = find(db, "quotes", sort=sort, limit=40, cursor=page.next_cursor)
        found += ids(page)
    return found


def test_an_anchor_that_is_gone_loses_nothing_else(tmp_path: Path):
    old = open_for_reading(build(tmp_path / "old.db", articles=30, version="v1"))
    for sort in ("-published_on", "published_on"):
        first = find(old, "quotes", sort=sort, limit=40)
        path = build(tmp_path / f"new{sort}.db", articles=30, version="v2")
        renumber(path)
        with sqlite3.connect(path) as db:
            db.execute("DELETE FROM quotes WHERE id = ?", (ids(first)[-1],))
        rest = walk_from(open_for_reading(path), sort, first)
        assert ids(first) + rest == ids(find(old, "quotes", sort=sort, limit=1000))


class TestCursors:
    def cursor(self, db: Database, **more: object) -> str:
        return find(db, "quotes", limit=3, **more).next_cursor or ""

    def test_limit_and_what_is_shown_may_change(self, many_db: Database):
        token = self.cursor(many_db)
        assert len(find(many_db, "quotes", limit=5, include="tags", fields="text", cursor=token).rows) == 5

    def test_the_order_of_a_filters_values_does_not_matter(self, many_db: Database):
        token = self.cursor(many_db, kind="direct,mixed")
        assert find(many_db, "quotes", kind="mixed,direct", cursor=token).rows

    @pytest.mark.parametrize(
        "other",
        [{"kind": "direct"}, {"sort": "confidence"}, {"q": "harbour"}, {"published_from": "2024"}],
        ids=str,
    )
    def test_another_query_is_refused(self, many_db: Database, other: dict[str, str]):
        with pytest.raises(QueryError) as caught:
            find(many_db, "quotes", cursor=self.cursor(many_db), **other)
        assert [(fault.parameter, fault.code) for fault in caught.value.faults] == [
            ("cursor", "invalid-cursor")
        ]

    def test_another_resource_is_refused(self, many_db: Database):
        with pytest.raises(QueryError):
            find(many_db, "articles", cursor=self.cursor(many_db))

    def test_another_key_is_refused(self, many_path: Path, many_db: Database):
        stranger = open_for_reading(many_path, cursor_key="other")
        with pytest.raises(QueryError):
            find(stranger, "quotes", cursor=self.cursor(many_db))

    @generously
    @given(at=st.integers(0, 400), put=st.characters(codec="utf-8", exclude_characters="\0"))
    def test_a_changed_letter_is_noticed(self, many_db: Database, at: int, put: str):
        token = self.cursor(many_db)
        at %= len(token)
        changed = token[:at] + put + token[at + 1 :]
        if changed == token or not changed.strip():
            return
        with pytest.raises(QueryError):
            find(many_db, "quotes", cursor=changed)

    @generously
    @given(text=st.text(min_size=1).filter(lambda text: text.strip() and "\0" not in text))
    def test_any_text_is_refused(self, many_db: Database, text: str):
        with pytest.raises(QueryError):
            find(many_db, "quotes", cursor=text)
