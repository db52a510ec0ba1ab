"""What people type is read as they mean it, or refused with the place; FTS5 never sees syntax of theirs."""

import sqlite3
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.errors import QueryError
from api.store.words import Words, fold, name_matches, parse_words, tokenize


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [
        "Drug cartels cross the border",
        "The border patrol waits",
        "Patrol the border",
        "Tariffs and duties rise",
        "Immigration café naïve",
        "한국 경제 10,5 a=1",
        "O'Dell's co-operation U.S. <b>",
    ]


@pytest.fixture(scope="module")
def index(texts: list[str]) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", check_same_thread=False)
    db.execute("""CREATE VIRTUAL TABLE t USING fts5(text, tokenize = "unicode61 remove_diacritics 2")""")
    db.executemany("INSERT INTO t (rowid, text) VALUES (?, ?)", enumerate(texts))
    return db


def found(index: sqlite3.Connection, q: str) -> list[int]:
    rows = index.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY 1", (parse_words(q).fts5(),))
    return [number for (number,) in rows]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        pytest.param("border", [0, 1, 2], id="one-word"),
        pytest.param("patrol border", [1, 2], id="all-words-in-any-order"),
        pytest.param('"border patrol"', [1], id="phrase"),
        pytest.param("“border patrol”", [1], id="phrase-as-phones-write-it"),
        pytest.param("„border patrol“", [1], id="phrase-in-german-marks"),
        pytest.param("« border patrol »", [1], id="phrase-in-french-marks"),
        pytest.param("border -“border patrol”", [0, 2], id="minus-phrase-as-phones-write-it"),
        pytest.param("“border patr”*", [1], id="prefix-of-a-phrase-as-phones-write-it"),
        pytest.param("“border patrol", [1, 2], id="a-printed-mark-alone-is-a-sign"),
        pytest.param("border -patrol", [0], id="minus"),
        pytest.param("border NOT patrol", [0], id="not"),
        pytest.param('border -"border patrol"', [0, 2], id="minus-phrase"),
        pytest.param("tariffs OR cartels", [0, 3], id="or"),
        pytest.param("border cartels OR patrol", [0, 1, 2], id="or-binds-tighter-than-the-space"),
        pytest.param("border AND patrol", [1, 2], id="and-is-the-space"),
        pytest.param("immig*", [4], id="prefix"),
        pytest.param('"border patr"*', [1], id="prefix-of-a-phrase"),
        pytest.param("CAFE naive", [4], id="case-and-accents"),
        pytest.param("or", [], id="operators-are-capitals"),
        pytest.param("o'dell's", [6], id="apostrophe"),
        pytest.param("co-operation", [6], id="a-hyphen-inside-is-no-minus"),
        pytest.param("u.s.", [6], id="full-stops"),
        pytest.param("text:border", [], id="a-column-is-a-word"),
        pytest.param("NEAR(border patrol)", [], id="near-is-a-word"),
        pytest.param("^border", [0, 1, 2], id="caret"),
        pytest.param("(tariffs OR cartels) border", [0], id="parentheses-are-punctuation"),
        pytest.param("한국", [5], id="hangul"),
    ],
)
def test_queries_find_what_they_say(index: sqlite3.Connection, texts: list[str], q: str, expected: list[int]):
    assert found(index, q) == expected
    assert [number for number, text in enumerate(texts) if parse_words(q).matches(text)] == expected


@pytest.mark.parametrize(
    ("q", "says"),
    [
        pytest.param('say "no', "without a partner at character 5", id="lonely-quotation-mark"),
        pytest.param("-only -minus", "only words to exclude", id="nothing-wanted"),
        pytest.param("a OR", "ends in OR", id="or-at-the-end"),
        pytest.param("OR a", "character 1", id="or-at-the-beginning"),
        pytest.param("a OR AND b", "after OR", id="two-operators"),
        pytest.param("a OR -b", "left out", id="or-minus"),
        pytest.param("a + b", "character 3", id="no-letter"),
        pytest.param('""', "without a letter", id="empty-phrase"),
        pytest.param("*", "without a letter", id="lonely-star"),
        pytest.param("x" * 501, "501 characters", id="too-long"),
        pytest.param("x " * 33, "more than 32", id="too-many"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(q: str, says: str):
    with pytest.raises(QueryError, match=says) as caught:
        parse_words(q)
    assert [(fault.parameter, fault.code) for fault in caught.value.faults] == [("q", "invalid")]


_pieces = st.sampled_from(
    [
        '"',
        "-",
        "*",
        "OR",
        "AND",
        "NOT",
        "NEAR",
        "(",
        ")",
        ":",
        "^",
        "+",
        "{",
        "}",
        "a",
        "é",
        "'",
        "\0",
        " ",
        "\\",
        ",",
    ]
)


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(q=st.one_of(st.text(max_size=40), st.lists(_pieces, max_size=14).map("".join)))
def test_no_text_makes_fts5_fail(index: sqlite3.Connection, q: str):
    try:
        words = parse_words(q)
    except QueryError:
        return
    index.execute("SELECT count(*) FROM t WHERE t MATCH ?", (words.fts5(),)).fetchone()
    assert isinstance(words, Words)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    text=st.text(alphabet=st.characters(max_codepoint=0x24F, categories=("Ll", "Lu", "Nd", "Zs")), min_size=1)
)
def test_a_text_matches_its_own_words(text: str):
    tokens = tokenize(text)[:32]
    if tokens:
        assert parse_words(" ".join(tokens)[:500]).matches(text) or len(" ".join(tokens)) > 500


def test_a_phrase_stays_within_one_name():
    assert name_matches("Ana Ruiz\nLee", "ruiz lee")
    assert not name_matches("Ana Ruiz\nLee", '"ruiz lee"')
    assert not name_matches(None, "ruiz")


def test_every_combining_character_is_dropped():
    marks = [sign for sign in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(sign)]
    assert len(marks) > 800
    assert all(fold(f"x{mark}") == "x" for mark in marks)
