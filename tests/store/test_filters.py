"""Every filter, alone and combined, chooses exactly the rows that its words say."""

import doctest
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from api.errors import QueryError
from api.store import arguments, counts
from api.store.arguments import joined
from api.store.conditions import conditions
from api.store.connect import Database
from api.store.facets import facet_counts
from api.store.filters import parse_query
from api.store.partial_dates import first_form, last_day
from api.store.select import list_records
from api.store.tabulations import timeline
from api.store.totals import total_of

Row = sqlite3.Row
generously = settings(
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@pytest.fixture(scope="module")
def rows(many_db: Database) -> list[Row]:
    return many_db.execute("SELECT * FROM quote_details ORDER BY number DESC").fetchall()


@pytest.fixture(scope="module")
def tags(many_db: Database) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in many_db.execute("SELECT article_id, tag_id FROM article_tags"):
        found.setdefault(row["article_id"], set()).add(row["tag_id"])
    return found


def some(*values: str) -> st.SearchStrategy[set[str]]:
    return st.sets(st.sampled_from(values), min_size=1)


def first_day(date: str | None) -> str | None:
    if date is None:
        return None
    return f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10]


Test = Callable[[Row, set[str], Any], bool]
# What each parameter means, said once more in Python and without SQL.
MEANINGS: dict[str, tuple[st.SearchStrategy[Any], Test]] = {
    "speaker": (some("speaker-03", "speaker-07", "nobody"), lambda row, tags, ids: row["speaker_id"] in ids),
    "speaker_not": (some("speaker-03", "speaker-07"), lambda row, tags, ids: row["speaker_id"] not in ids),
    "speaker_kind": (some("person", "group"), lambda row, tags, kinds: row["speaker_kind"] in kinds),
    "tag": (some("tag-1", "tag-2", "tag-3"), lambda row, tags, ids: bool(tags & ids)),
    "tag_all": (some("tag-1", "tag-2", "tag-3"), lambda row, tags, ids: ids <= tags),
    "tag_not": (some("tag-4", "tag-5"), lambda row, tags, ids: not tags & ids),
    "publisher": (some("paper-0", "paper-2"), lambda row, tags, ids: row["publisher_id"] in ids),
    "publisher_not": (some("paper-0", "paper-2"), lambda row, tags, ids: row["publisher_id"] not in ids),
    "kind": (some("direct", "mixed"), lambda row, tags, kinds: row["kind"] in kinds),
    "kind_not": (some("direct"), lambda row, tags, kinds: row["kind"] not in kinds),
    "method": (some("named", "none", "curated"), lambda row, tags, methods: row["method"] in methods),
    "language": (some("en"), lambda row, tags, languages: row["language"] in languages),
    "rights": (some("open", "unknown"), lambda row, tags, rights: row["rights"] in rights),
    "attributed": (st.booleans(), lambda row, tags, known: (row["speaker_id"] is not None) == known),
    "original": (st.booleans(), lambda row, tags, only: (row["story_id"] == row["article_id"]) == only),
    "min_confidence": (
        st.sampled_from([0.0, 0.3, 0.1 + 0.2, 0.75]),
        lambda row, tags, least: row["confidence"] >= least,
    ),
    "max_confidence": (st.sampled_from([0.75, 1.0]), lambda row, tags, most: row["confidence"] <= most),
    "min_words": (st.integers(0, 8), lambda row, tags, least: row["word_count"] >= least),
    "published_from": (
        st.sampled_from(["2023", "2024", "2024-01", "2024-01-01", "2024-02", "2025"]),
        lambda row, tags, date: (
            (day := first_day(row["published_on"])) is not None and day >= first_day(date)
        ),
    ),
    "published_to": (
        st.sampled_from(["2025", "2025-02", "2025-02-28", "2026-01-01"]),
        lambda row, tags, date: (day := first_day(row["published_on"])) is not None and day <= last_day(date),
    ),
    "q": (st.just("harbour"), lambda row, tags, word: word in row["text"].lower().split()),
}
asked_for = st.fixed_dictionaries({}, optional={name: values for name, (values, _) in MEANINGS.items()})


def written(value: Any) -> str:
    if isinstance(value, set):
        return ",".join(sorted(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def expected(rows: list[Row], tags: dict[str, set[str]], asked: dict[str, Any]) -> list[str]:
    def fits(row: Row) -> bool:
        own = tags.get(row["article_id"], set())
        return all(MEANINGS[name][1](row, own, value) for name, value in asked.items())

    return [row["id"] for row in rows if fits(row)]


@generously
@given(asked=asked_for)
def test_filters_mean_what_they_say(
    many_db: Database, rows: list[Row], tags: dict[str, set[str]], asked: dict[str, Any]
):
    arguments = MultiDict({name: written(value) for name, value in asked.items()} | {"limit": "1000"})
    query = parse_query("quotes", arguments)
    page = list_records(many_db, query)
    assert [row["id"] for row in page.rows] == expected(rows, tags, asked)
    assert page.total == len(page.rows)
    assert len(conditions(query).words) >= len(asked.keys() - {"q"})


@generously
@given(
    asked=asked_for,
    resource=st.sampled_from(["quotes", "articles"]),
    worth_a_set=st.sampled_from([0, 10**9]),  # counted set by set, or record by record
)
def test_each_facet_count_is_the_total_of_the_list_it_leads_to(
    many_db: Database, asked: dict[str, Any], resource: str, worth_a_set: int
):
    names = set(parse_query(resource, MultiDict()).resource.facets)
    arguments = {
        name: written(value) for name, value in asked.items() if resource == "quotes" or name in SHARED
    }
    query = parse_query(resource, MultiDict(arguments))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(counts, "_WORTH_A_SET", worth_a_set)
        patched.setattr(counts, "_MANY_SETS", 1)
        found = facet_counts(many_db, query, sorted(names))
    for facet in found.values():
        for bucket in facet.buckets:
            assert total_of(many_db, bucket.query) == (bucket.count, "eq"), (facet.name, bucket.value)
            reparsed = parse_query(resource, MultiDict(bucket.query.arguments()))
            assert total_of(many_db, reparsed) == (bucket.count, "eq")


SHARED = {
    "tag",
    "tag_all",
    "tag_not",
    "publisher",
    "published_from",
    "published_to",
    "rights",
    "language",
    "speaker",
    "q",
}


@generously
@given(asked=asked_for, interval=st.sampled_from(["year", "month", "week", "day"]))
def test_a_timeline_adds_up_and_has_no_gaps(many_db: Database, asked: dict[str, Any], interval: Any):
    query = parse_query("quotes", MultiDict({name: written(value) for name, value in asked.items()}))
    found = timeline(many_db, query, interval)
    assert sum(count for _, count in found.buckets) + found.undated == total_of(many_db, query)[0]
    dates = [one for one, _ in found.buckets]
    assert dates == sorted(set(dates))
    if interval == "week":
        assert all(date.fromisoformat(one).isoweekday() == 1 for one in dates)
        steps = {date.fromisoformat(two) - date.fromisoformat(one) for one, two in pairwise(dates)}
        assert steps <= {timedelta(days=7)}
        by_day = timeline(many_db, query, "day").buckets
        for monday, count in found.buckets:
            first = date.fromisoformat(monday)
            week = {(first + timedelta(days=day)).isoformat() for day in range(7)}
            assert count == sum(number for day, number in by_day if day in week)
    if interval == "month" and dates:
        assert (
            len(dates)
            == (int(dates[-1][:4]) - int(dates[0][:4])) * 12 + int(dates[-1][5:]) - int(dates[0][5:]) + 1
        )


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param("speeker=x", [("speeker", "unknown", "speaker")], id="misspelt"),
        pytest.param("zzz=1", [("zzz", "unknown", None)], id="far-off"),
        pytest.param("kind=", [("kind", "empty", None)], id="empty"),
        pytest.param("kind=direct,", [("kind", "empty", None)], id="empty-between-commas"),
        pytest.param("limit=1&limit=2", [("limit", "repeated", None)], id="repeated"),
        pytest.param("limit=0", [("limit", "out-of-range", None)], id="below"),
        pytest.param("limit=1001", [("limit", "out-of-range", None)], id="above-is-not-clamped"),
        pytest.param("limit=ten", [("limit", "invalid", None)], id="no-number"),
        pytest.param("limit=１", [("limit", "invalid", None)], id="other-digits"),
        pytest.param("limit=1_0", [("limit", "invalid", None)], id="python-digits"),
        pytest.param("min_confidence=nan", [("min_confidence", "invalid", None)], id="nan"),
        pytest.param("min_confidence=1.1", [("min_confidence", "out-of-range", None)], id="above-one"),
        pytest.param("kind=direkt", [("kind", "invalid", "direct")], id="misspelt-value"),
        pytest.param("sort=date", [("sort", "invalid", None)], id="unknown-sort"),
        pytest.param("attributed=yes", [("attributed", "invalid", None)], id="no-flag"),
        pytest.param("published_from=2025-02-30", [("published_from", "invalid", None)], id="not-in-the-calendar"),
        pytest.param("published_from=2025-13", [("published_from", "invalid", None)], id="no-month"),
        pytest.param("published_from=25", [("published_from", "invalid", None)], id="no-year"),
        pytest.param("published_from=2025&published_to=2024", [("published_from", "conflict", None)], id="reversed"),
        pytest.param("min_words=3&max_words=2", [("min_words", "conflict", None)], id="crossed"),
        pytest.param("sort=-relevance", [("sort", "conflict", None)], id="relevance-to-what"),
        pytest.param("highlight=true", [("highlight", "conflict", None)], id="highlight-what"),
        pytest.param("seed=1", [("seed", "conflict", None)], id="seed-of-what"),
        pytest.param("facet_limit=1", [("facet_limit", "conflict", None)], id="limit-of-what"),
        pytest.param("sample=1&cursor=x", [("cursor", "conflict", None)], id="sample-has-no-pages"),
        pytest.param("format=csv&facets=kind", [("facets", "conflict", None)], id="no-place-for-facets"),
        pytest.param('q="', [("q", "invalid", None)], id="words"),
        pytest.param("fields=txt", [("fields", "invalid", "text")], id="misspelt-field"),
        pytest.param("include=everything", [("include", "invalid", None)], id="unknown-include"),
        pytest.param(
            "speeker=x&limit=0&kind=direkt&published_to=soon",
            [
                ("speeker", "unknown", "speaker"),
                ("limit", "out-of-range", None),
                ("kind", "invalid", "direct"),
                ("published_to", "invalid", None),
            ],
            id="all-at-once",
        ),
    ],
)  # fmt: skip
def test_faults_are_named_all_at_once(text: str, faults: list[tuple[str, str, str | None]]):
    with pytest.raises(QueryError) as caught:
        parse_query("quotes", MultiDict(pair.split("=", 1) for pair in text.split("&")))
    found = [(fault.parameter, fault.code, fault.suggestion) for fault in caught.value.faults]
    assert sorted(found, key=str) == sorted(faults, key=str)


def test_repeating_is_the_same_as_commas():
    repeated = parse_query("quotes", MultiDict([("kind", "direct"), ("kind", "mixed")]))
    assert repeated == parse_query("quotes", MultiDict([("kind", "direct,mixed")]))


def test_a_comma_behind_a_backslash_belongs_to_the_value():
    query = parse_query("articles", MultiDict([("section", "News,Money\\, work")]))
    assert query.filters["section"] == ("News", "Money, work")
    assert query.query_string() == "section=News,Money%5C,+work"


def test_a_filter_of_the_address_is_no_parameter():
    with pytest.raises(QueryError):
        parse_query("quotes", MultiDict([("speaker", "x")]), {"speaker": ("y",)})


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"q": '"dam', "limit": "0"}, {"q": "invalid", "limit": "out-of-range"}),
        ({"q": "-dam", "zz": "1"}, {"q": "invalid", "zz": "unknown"}),
        (
            {"published_from": "2025", "published_to": "2024", "limit": "0"},
            {"published_from": "conflict", "limit": "out-of-range"},
        ),
        ({"seed": "1", "kind": "x"}, {"seed": "conflict", "kind": "invalid"}),
        # What is there, and faulty, is not told to be missing as well.
        ({"seed": "1", "sample": "0"}, {"sample": "out-of-range"}),
        ({"highlight": "true", "sort": "-relevance", "q": '"dam'}, {"q": "invalid"}),
        ({"fields": "highlight", "highlight": "yes"}, {"highlight": "invalid"}),
        ({"facet_limit": "3", "facets": "x"}, {"facets": "invalid"}),
    ],
)
def test_all_faults_are_told_at_once(given: dict[str, str], codes: dict[str, str]):
    with pytest.raises(QueryError) as caught:
        parse_query("quotes", MultiDict(given))
    assert {fault.parameter: fault.code for fault in caught.value.faults} == codes
    assert len(caught.value.faults) == len(codes)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("page", "cursor"), ("Offset", "cursor"), ("per_page", "limit"), ("search", "q"), ("order_by", "sort"),
        ("since", "published_from"), ("LIMIT", "limit"), ("speeker", "speaker"), ("callback", None),
    ],
)  # fmt: skip
def test_a_parameter_by_another_name_is_told_ours(given: str, meant: str | None):
    with pytest.raises(QueryError) as caught:
        parse_query("quotes", MultiDict({given: "x"}))
    assert caught.value.faults[0].suggestion == meant


def test_only_what_the_list_has_is_suggested():
    with pytest.raises(QueryError) as caught:
        parse_query("tags", MultiDict({"since": "2025", "format": "NDJSON"}))
    assert [fault.suggestion for fault in caught.value.faults] == [None, "ndjson"]


def test_unknown_ids_are_told_with_the_nearest(many_db: Database):
    page = list_records(
        many_db, parse_query("quotes", MultiDict([("speaker", "speaker-3"), ("tag_not", "tag-1")]))
    )
    assert page.total == 0
    assert [(one.parameter, one.value) for one in page.unknown] == [("speaker", "speaker-3")]
    assert page.unknown[0].suggestion is not None


@pytest.mark.parametrize(
    ("date", "least", "last"),
    [
        ("2025", "2025", "2025-12-31"),
        ("2025-01", "2025", "2025-01-31"),
        ("2025-01-01", "2025", "2025-01-01"),
        ("2025-03-01", "2025-03", "2025-03-01"),
        ("2024-02", "2024-02", "2024-02-29"),
        ("1900-02", "1900-02", "1900-02-28"),
    ],
)
def test_partial_dates_have_a_first_and_a_last_day(date: str, least: str, last: str):
    assert (first_form(date), last_day(date)) == (least, last)


def test_counting_matches_of_words_stops_at_a_bound(many_db: Database, monkeypatch: pytest.MonkeyPatch):
    def total(q: str = '"the harbour" OR "a ferry" OR café', **asked: str) -> tuple[int | None, str | None]:
        return total_of(many_db, parse_query("quotes", MultiDict({"q": q, **asked})))

    exact = total(count="exact")[0] or 0
    monkeypatch.setattr("api.store.totals.COUNT_LIMIT", 10)
    monkeypatch.setattr("api.store.totals.MOST_MATCHES", 10)
    assert exact > 10
    assert total() == (10, "gte")
    fewer, relation = total(attributed="true")
    assert relation == "gte"
    assert 0 < (fewer or 0) <= 10
    assert total(count="exact") == (exact, "eq")
    assert total() == (10, "gte"), "what others have asked for makes no difference"
    assert total(count="none") == (None, None)
    words = total("harbour OR ferry")
    assert words[1] == "eq", "plain words are counted whole"
    assert words == total("harbour OR ferry", count="exact")
    assert (words[0] or 0) > 10


def test_a_page_looks_beyond_the_newest_matches_when_they_do_not_fill_it(
    many_db: Database, monkeypatch: pytest.MonkeyPatch
):
    query = parse_query("quotes", MultiDict({"q": "café OR harbour", "kind": "mixed", "limit": "20"}))
    many_db.kept.clear()
    expected = [row["id"] for row in list_records(many_db, query).rows]
    many_db.kept.clear()
    monkeypatch.setattr("api.store.order.MOST_MATCHES", 3)
    assert [row["id"] for row in list_records(many_db, query).rows] == expected
    assert expected


def test_a_seed_repeats_the_sample(many_db: Database):
    def draw(**more: str) -> list[str]:
        query = parse_query("quotes", MultiDict({"kind": "direct", **more}))
        return [row["id"] for row in list_records(many_db, query).rows]

    assert draw(sample="20", seed="7") == draw(sample="20", seed="7")
    assert draw(sample="20", seed="7") != draw(sample="20", seed="8")
    assert sorted(draw(sample="1000")) == sorted(draw(limit="1000"))


@given(st.lists(st.text(alphabet="a\\,", min_size=1, max_size=6), min_size=1, max_size=4, unique=True))
def test_the_address_of_a_query_asks_for_the_same_values(values: list[str]):
    query = parse_query("articles", MultiDict({"language": joined(values)}))
    assert query.filters["language"] == tuple(values)
    again = parse_query("articles", MultiDict(query.arguments()))
    assert again.filters == query.filters


@pytest.mark.parametrize(
    ("given", "values"),
    [
        pytest.param(["a\\", "b"], ("a\\", "b"), id="a-backslash-at-the-end-of-a-parameter"),
        pytest.param(["a\\\\,b"], ("a\\", "b"), id="a-backslash-at-the-end-of-a-value"),
        pytest.param(["a\\\\\\,b"], ("a\\,b",), id="a-backslash-and-a-comma"),
        pytest.param(["a\\b,c"], ("a\\b", "c"), id="a-backslash-within"),
    ],
)
def test_backslashes_count_before_commas_alone(given: list[str], values: tuple[str, ...]):
    query = parse_query("articles", MultiDict([("section", one) for one in given]))
    assert query.filters["section"] == values


def test_examples_of_arguments_are_true():
    assert doctest.testmod(arguments) == (0, 1)
