"""Sets of common words give what full-text search gives, and stay in step with the rows."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from many_quotes import build, rows_walked
from pyroaring import BitMap
from werkzeug.datastructures import MultiDict

from api.errors import QueryError
from api.store import common_words, relevance, select
from api.store.common_words import every_common_set
from api.store.connect import Database, open_for_reading
from api.store.filters import parse_query
from api.store.marks import MARK_BEGIN, MARK_END
from api.store.numbers import has_sets
from api.store.sets import _packed, read_set, renew_sets_of_words
from api.store.totals import total_of
from api.store.words import fold, parse_words, tokenize


@pytest.fixture(scope="module")
def common_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(common_words, "COMMON", 20)
        return build(tmp_path_factory.mktemp("common") / "corpus.db")


@pytest.fixture(scope="module")
def common_db(common_path: Path) -> Iterator[Database]:
    db = open_for_reading(common_path)
    yield db
    db.close()


ASKED = [
    "harbour",
    "Harbour, ferry",
    "harbour OR ferry",
    "the -harbour",
    "harbour NOT ferry NOT bridge",
    "f*",
    "ha*",
    "fer* -bri*",
    "the a* OR bri*",
    't* "harbour opens"',
    't* -"harbour opens"',
    "not* harbour",
    "zzz",
    "zz*",
    "b",
    "harbour ferry brid*",
    "harbour OR ferry OR open* OR the",
    "the harbour -ferr*",
    "h* ferr* open* the",
    'h* ferr* "harbour opens" -bridg*',
    "t* harbou* OR ferr* open*",
]


def found_by_search(path: Path, noun: str, q: str) -> list[int]:
    db = sqlite3.connect(path)
    search = f"{noun}_search"
    sql = f"SELECT rowid FROM {search} WHERE {search} MATCH ? ORDER BY rowid DESC"
    return [number for (number,) in db.execute(sql, (parse_words(q).fts5(),))]


@pytest.mark.parametrize("noun", ["quotes", "articles"])
@pytest.mark.parametrize("q", ASKED)
def test_lists_are_those_of_full_text_search(common_path: Path, common_db: Database, noun: str, q: str):
    assert has_sets(parse_words(q))
    query = parse_query(noun, MultiDict({"q": q, "limit": "7"}))
    expected = found_by_search(common_path, noun, q)
    for sort, order in (("-published_on", expected), ("published_on", expected[::-1])):
        numbers: list[int] = []
        cursor = None
        while True:
            page = select.list_records(common_db, replace(query, sort=sort, cursor=cursor))
            numbers += [row["number"] for row in page.rows]
            assert (page.total, page.total_relation) == (len(expected), "eq")
            cursor = page.next_cursor
            if cursor is None:
                break
        assert numbers == order


@pytest.mark.parametrize("noun", ["quotes", "articles"])
@pytest.mark.parametrize(
    "q",
    [
        "t*",
        "harbour t*",
        "fer* OR bridge",
        "the -f*",
        "the OR harbour OR ferry OR opens -zebra",
        "a* the -harbour",
    ],
)
@pytest.mark.parametrize("window", [10, 1000])
def test_by_relevance_none_is_lost(
    common_path: Path,
    common_db: Database,
    noun: str,
    q: str,
    window: int,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(relevance, "RANK_WINDOW", window)
    monkeypatch.setattr(relevance, "RANKING_WORDS", 2)
    query = parse_query(noun, MultiDict({"q": q, "sort": "-relevance", "limit": "7"}))
    numbers = [row["number"] for row in rows_walked(common_db, query)]
    assert sorted(numbers, reverse=True) == found_by_search(common_path, noun, q)


def test_other_words_than_short_beginnings_rank(common_db: Database):
    query = parse_query("articles", MultiDict({"q": "t* ferry", "sort": "-relevance", "limit": "30"}))
    plain = replace(query, q="ferry")
    assert [row["number"] for row in select.list_records(common_db, query).rows] == [
        row["number"] for row in select.list_records(common_db, plain).rows
    ]


@pytest.mark.parametrize("q", ["the ferry", "the OR ferry", "ferry -nowhere the"])
def test_words_that_most_records_have_rank_nothing(common_db: Database, q: str):
    everywhere = read_set(common_db, "articles", "word", "the")
    assert everywhere is not None
    assert len(everywhere) > common_db.execute("SELECT count(*) FROM articles").fetchone()[0] / 2
    query = parse_query("articles", MultiDict({"q": q, "sort": "-relevance", "limit": "1000"}))
    ranks = {row["number"]: row["rank"] for row in select.list_records(common_db, query).rows}
    plain = select.list_records(common_db, replace(query, q="ferry")).rows
    assert ranks == dict.fromkeys(ranks, 0.0) | {row["number"]: row["rank"] for row in plain}


def test_words_that_all_records_have_leave_the_order_by_date(common_db: Database):
    query = parse_query("articles", MultiDict({"q": "the", "sort": "-relevance", "limit": "1000"}))
    rows = select.list_records(common_db, query).rows
    assert [row["number"] for row in rows] == sorted((row["number"] for row in rows), reverse=True)
    assert {row["rank"] for row in rows} == {0.0}


def test_of_many_words_the_longest_rank(common_db: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(relevance, "RANKING_WORDS", 2)
    query = parse_query(
        "articles", MultiDict({"q": "the harbour ferry", "sort": "-relevance", "limit": "30"})
    )
    found = select.list_records(common_db, query).rows
    ranked = {row["number"]: row["rank"] for row in found}
    by_two = replace(query, q="harbour OR ferry", limit=1000)
    assert ranked
    assert ranked == {
        row["number"]: row["rank"]
        for row in select.list_records(common_db, by_two).rows
        if row["number"] in ranked
    }
    assert list(ranked.values()) == sorted(ranked.values())


@pytest.mark.parametrize("q", ["f*", "harbour t*", "the -f*", "harbour", '"the harbour"', "the OR ferry"])
def test_matches_are_marked(common_path: Path, common_db: Database, q: str):
    query = parse_query("quotes", MultiDict({"q": q, "highlight": "true", "limit": "1000"}))
    marked = {row["number"]: row["marked"] for row in select.list_records(common_db, query).rows}
    sql = "SELECT rowid, highlight(quotes_search, 0, ?, ?) FROM quotes_search WHERE quotes_search MATCH ?"
    expected = sqlite3.connect(common_path).execute(sql, (MARK_BEGIN, MARK_END, parse_words(q).fts5()))
    assert marked == dict(expected)
    assert marked


def test_sets_are_there(common_db: Database):
    assert read_set(common_db, "quotes", "word", "harbour")
    assert read_set(common_db, "articles", "beginning", "f")
    assert read_set(common_db, "quotes", "word", "zzz") is None


def test_plain_words_are_folded_as_full_text_search_folds_them(common_db: Database):
    """Of every letter that we take for a plain one, in any case and with any accent."""
    db = sqlite3.connect(":memory:")
    db.execute("""CREATE VIRTUAL TABLE t USING fts5(text, tokenize = "unicode61 remove_diacritics 2")""")
    db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, row)")
    letters = [chr(point) for point in range(128)]
    db.execute("INSERT INTO t VALUES (?)", (" ".join(letters).replace("\0", ""),))
    assert sorted(term for (term,) in db.execute("SELECT term FROM v")) == sorted(
        set(tokenize(" ".join(letters)))
    )


def test_a_word_is_a_run_of_letters_and_digits():
    for point in [*range(0x3000), *range(0xFF00, 0x10400)]:
        if not 0xD800 <= point < 0xE000:
            text = chr(point)
            expected = [c for c in fold(text) if unicodedata.category(c)[0] in "LN"]
            assert tokenize(text) == ["".join(expected)] * bool(expected), hex(point)


class TestRenewing:
    """What a patch does: some rows are other ones, at the same places."""

    @pytest.fixture
    def db(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> sqlite3.Connection:
        monkeypatch.setattr(common_words, "COMMON", 20)
        return sqlite3.connect(build(tmp_path / "corpus.db"))

    def change(self, db: sqlite3.Connection, first: int, last: int, text: str) -> None:
        between = "WHERE rowid BETWEEN ? AND ?"
        db.execute(
            "INSERT INTO quotes_search (quotes_search, rowid, text) SELECT 'delete', rowid, text FROM quotes "
            + between,
            (first, last),
        )
        db.execute(f"UPDATE quotes SET text = ? {between}", (text, first, last))
        db.execute(
            f"INSERT INTO quotes_search (rowid, text) SELECT rowid, text FROM quotes {between}", (first, last)
        )

    @pytest.mark.parametrize("text", ["Nothing of it.", "harbour ferry Zoo", "Ünheard öf zebras 10 日本"])
    def test_gives_the_sets_of_the_new_rows(self, db: sqlite3.Connection, text: str):
        self.change(db, 5, 40, text)
        self.change(db, 300, 301, text)
        renew_sets_of_words(db, {"articles": [], "quotes": [(5, 40), (300, 301)]})
        kept = db.execute(
            "SELECT noun, property, value, size FROM sets WHERE property IN ('word', 'beginning') ORDER BY 1, 2, 3"
        ).fetchall()
        made = [
            (noun, name, value, len(numbers))
            for noun, name, value, numbers in sorted(every_common_set(db), key=lambda one: one[:3])
        ]
        assert kept == made
        for noun, name, value, numbers in every_common_set(db):
            (packed,) = db.execute(
                "SELECT numbers FROM sets WHERE (noun, property, value) = (?, ?, ?)", (noun, name, value)
            ).fetchone()
            numbers.run_optimize()
            assert packed == numbers.serialize()


def test_a_set_has_the_same_bytes_however_it_came_together():
    """Four numbers in a row and one more take as much room as a run and as a list."""
    grown = BitMap()
    grown.add_range(1, 5)
    grown.add(6)
    assert _packed(grown) == _packed(BitMap([1, 2, 3, 4, 6]))


class TestBroadPhrases:
    """A phrase that ends in the beginning of very many words is refused, for the index would take a second."""

    @pytest.fixture(autouse=True)
    def few(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("api.store.numbers.MOST_BEGUN", {"quotes": 25, "articles": 25})

    @pytest.mark.parametrize("q", ['"the h"*', 'ferry "the har"*', 'ferry -"the h"*', "o'h*", "há*"])
    def test_are_refused(self, common_db: Database, q: str):
        query = parse_query("quotes", MultiDict({"q": q}))
        for ask in (select.list_records, total_of):
            with pytest.raises(QueryError) as refused:
                ask(common_db, query)
            (fault,) = refused.value.faults
            assert (fault.parameter, fault.code) == ("q", "out-of-range")
            assert "at least 4 letters" in fault.detail

    @pytest.mark.parametrize("q", ['"the harb"*', "h*", "h* the", '"the harbour"'])
    def test_others_are_not(self, common_db: Database, q: str):
        page = select.list_records(common_db, parse_query("quotes", MultiDict({"q": q})))
        assert page.rows
