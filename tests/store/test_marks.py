"""Matches are marked where they stand, as the index itself would mark them."""

import re
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.store.marks import MARK_BEGIN, MARK_END, PASSAGE_WORDS, marked, passage
from api.store.words import parse_words

HARBOUR = (
    "The council met on Monday. It spoke of the old harbour wall for an hour, and of little else. "
    "Nobody from the ferry company had come. A ferry a day, said the mayor, is what the harbour can bear; "
    "two would need another quay, and nobody has said who is to pay for it. The harbour is to be dredged in spring. "
    "After that the council went home, and the lights of the town hall went out one by one behind them."
)


def shown(text: str) -> str:
    return text.replace(MARK_BEGIN, "[").replace(MARK_END, "]")


def plain(text: str) -> str:
    return text.replace(MARK_BEGIN, "").replace(MARK_END, "")


@pytest.mark.parametrize(
    ("text", "q", "expected"),
    [
        pytest.param("The tide turns", "t*", "[The] [tide] [turns]", id="beginning"),
        pytest.param("At the thaw", '"the t"*', "At [the thaw]", id="beginning-behind-a-phrase"),
        pytest.param(
            "lathe the tea", '"the t"*', "lathe [the tea]", id="a-phrase-that-seems-to-begin-inside-a-word"
        ),
        pytest.param("there, other, the", "the", "there, other, [the]", id="not-inside-a-word"),
        pytest.param("Café, cafeteria", "cafe", "[Café], cafeteria", id="accents"),
        pytest.param("the old quay wall", '"old quay" "quay wall"', "the [old quay wall]", id="overlapping"),
        pytest.param("quay quay", "quay", "[quay] [quay]", id="each"),
        pytest.param("a quay quay quay", '"quay quay"', "a [quay quay quay]", id="a-phrase-within-itself"),
        pytest.param("O'Dell's quay", "o'dell's", "[O'Dell's] quay", id="a-word-of-several"),
        pytest.param("_quay_wall", "quay", "_[quay]_wall", id="underscores-are-no-letters"),
        pytest.param("a quay", "quay -wall", "a [quay]", id="what-is-left-out-is-not-marked"),
        pytest.param(
            "İzmir’in limanı", "liman*", "İzmir’in [limanı]", id="a-letter-that-grows-in-lower-case"
        ),
        pytest.param("no match", "quay", "no match", id="nothing"),
        pytest.param("", "quay", "", id="empty"),
    ],
)
def test_matches_are_marked(text: str, q: str, expected: str):
    assert shown(marked(text, q)) == expected


_TEXTS = st.lists(
    st.sampled_from(
        [
            "the",
            "The",
            "tide",
            "thaw",
            "café",
            "“ought”",
            "co-op",
            "o’clock",
            "x_y",
            "10,5",
            "Łódź",
            "…",
            "—",
            ".",
            "\n",
        ]
    ),
    max_size=12,
).map(" ".join)
_QUERIES = [
    "t*",
    "th* tide",
    '"the t"*',
    "caf* OR co",
    '"the tide" thaw',
    "x y",
    "10*",
    "lo* OR łódź",
    "o*",
    "the",
    '"the the"',
    "tide -thaw",
    "ought OR café OR co-op",
    "o'clock the",
    'th* OR the OR ti* OR tide OR "the thaw" OR x OR caf* OR łódź',
]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(text=_TEXTS, q=st.sampled_from(_QUERIES))
def test_full_text_search_marks_the_same(text: str, q: str):
    db = sqlite3.connect(":memory:")
    db.execute("""CREATE VIRTUAL TABLE t USING fts5(text, tokenize = "unicode61 remove_diacritics 2")""")
    db.execute("INSERT INTO t VALUES (?)", (text,))
    row = db.execute(
        "SELECT highlight(t, 0, ?, ?) FROM t WHERE t MATCH ?", (MARK_BEGIN, MARK_END, parse_words(q).fts5())
    ).fetchone()
    db.close()
    if row:
        assert marked(text, q) == row[0]


@pytest.mark.parametrize(
    ("text", "q"),
    [
        ("वह कल नमस्ते कहता है", "नमस्ते"),
        ("قال مُحَمَّد اليوم", "مُحَمَّد"),
        ("אמר שָׁלוֹם לכולם", '"שָׁלוֹם לכולם"'),
        ("Straße und Café", "cafe\u0301"),
        ("from i\u0307stanbul to O\u0323\u0300s\u0323un", "istanbul OR osun"),
        ("ade\u0301bayo\u0323\u0300 spoke, a\u0301b", '"adebayo sp"* OR a'),
    ],
)
def test_words_of_any_script_are_marked_as_full_text_search_does(text: str, q: str):
    db = sqlite3.connect(":memory:")
    db.execute("""CREATE VIRTUAL TABLE t USING fts5(text, tokenize = "unicode61 remove_diacritics 2")""")
    db.execute("INSERT INTO t VALUES (?)", (text,))
    ((expected,),) = db.execute(
        "SELECT highlight(t, 0, ?, ?) FROM t WHERE t MATCH ?", (MARK_BEGIN, MARK_END, parse_words(q).fts5())
    ).fetchall()
    db.close()

    assert MARK_BEGIN in expected
    assert marked(text, q) == expected


def test_capitals_are_met_beside_one_whose_small_form_is_two_letters():
    assert shown(marked("İzmir Tides, a thaw", "t* i*")) == "[İzmir] [Tides], a [thaw]"


def test_a_passage_shows_most_of_what_is_wanted():
    found = shown(passage(HARBOUR, "harb* ferry mayor"))
    assert "A [ferry] a day, said the [mayor], is what the [harbour] can bear" in found


@pytest.mark.parametrize("behind", [0, 300, 3000, 30_000])
def test_a_passage_shows_a_word_that_comes_late(behind: int):
    text = "The tide turned. " * 400 + "Then a pilot from Łódź saw the whale " + "x" * behind
    assert "the [whale]" in shown(passage(text, "whale th*")).replace("[the]", "the")
    assert "[the] [whale]" in shown(passage(text, "th* whale"))


def test_a_passage_begins_with_a_sentence_that_begins_shortly_before():
    assert shown(passage(HARBOUR, "dredg*")).startswith("…The harbour is to be [dredged] in spring.")


def test_a_passage_at_the_end_is_no_shorter():
    found = passage(HARBOUR, "behind")
    assert found.endswith("out one by one [behind] them.".replace("[", MARK_BEGIN).replace("]", MARK_END))
    assert len(re.findall(r"\w+", found)) == PASSAGE_WORDS


def test_a_passage_without_a_match_is_the_beginning():
    assert passage(HARBOUR, "whale").startswith("The council met on Monday.")
    assert passage("", "whale") == ""


@settings(max_examples=300, deadline=None, derandomize=True)
@given(before=_TEXTS, behind=st.lists(_TEXTS, max_size=6).map(" ".join), q=st.sampled_from(_QUERIES))
def test_a_passage_is_a_stretch_of_the_text_with_a_match(before: str, behind: str, q: str):
    text = f"{before} the tide {behind}"
    found = passage(text, q)
    assert plain(found).removeprefix("…").removesuffix("…") in text or plain(found) in text
    assert len(re.findall(r"[^\W_]+", found)) <= PASSAGE_WORDS
    assert (MARK_BEGIN in found) == (MARK_BEGIN in marked(text, q))
