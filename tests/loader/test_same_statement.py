"""Which quotes are one statement. How well that goes over many pairs is measured in tests/test_quality.py."""

import random

import pytest
from growth import grows_in_step, seconds

from api.loader.repeats import Recurring
from api.loader.signatures import MAX_WORDS, pack, signature_of, unpack
from api.loader.statements import _enough, statements_of
from api.loader.vocabulary import read_groups, read_terms
from api.loader.wordings import read_wording

BRIDGE = "We looked at the old bridge, we looked at the budget, and then we went to lunch"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(BRIDGE.replace(",", ";") + ".", id="punctuation"),
        pytest.param("We looked at the old bridge … and then we went to lunch", id="ellipsis"),
        pytest.param("We looked at the old bridge, we looked at the budget", id="end-cut-off"),
        pytest.param(f"[They]{BRIDGE[2:]}", id="report"),
    ],
)
def test_same_words_are_one_statement(other):
    assert statements_of([BRIDGE, other]) == [0, 0]
    assert statements_of([other, BRIDGE]) == [0, 0]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(BRIDGE.replace("old", "new"), id="opposite"),
        pytest.param(BRIDGE.replace("we looked", "we never looked"), id="negation"),
        pytest.param(BRIDGE.replace("bridge", "school"), id="another-thing"),
        pytest.param("and then we went to lunch", id="too-little-of-it"),
    ],
)
def test_other_words_are_another_statement(other):
    assert statements_of([BRIDGE, other]) == [0, 1]
    assert statements_of([other, BRIDGE]) == [0, 1]


def test_first_printed_quote_names_the_statement():
    texts = ["See you then", BRIDGE, "See you then", BRIDGE + ".", BRIDGE.upper()]
    assert statements_of(texts) == [0, 1, 2, 1, 1]


def test_what_many_reports_speak_of_is_no_statement():
    """A part is joined with its whole where one of them is in the speaker's own words."""
    part, whole = (
        "a ban on feeding the old geese",
        "the council will vote on a ban on feeding the old geese tonight",
    )
    assert statements_of([part, whole], [True, True]) == [0, 1]
    assert statements_of([part, whole], [False, True]) == [0, 0]


def test_numbers_and_contractions_are_written_in_one_way():
    assert read_wording("[W]e won’t sell twelve.") == read_wording("We will not sell 12.")


def test_a_changed_word_or_two_leave_prints_in_common():
    """What the search promises, on random words: a wording with every sixth word another shares enough prints."""
    draw = random.Random(1)
    for _ in range(200):
        words = [f"{draw.randint(10_000, 99_999)}x" for _ in range(draw.randint(6, 60))]
        others = [word if at % 6 != 5 else "another" for at, word in enumerate(words)]
        one, other = (set(signature_of(" ".join(each)).prints) for each in (words, others))
        assert len(one & other) >= _enough(min(len(one), len(other)))


def test_signatures_come_back_as_they_were():
    signatures = [signature_of(text) for text in (BRIDGE, "See you then", BRIDGE.upper(), "")]

    assert [(exact, list(prints)) for exact, prints in unpack(pack(signatures))] == [
        (exact, list(prints)) for exact, prints in signatures
    ]
    assert list(unpack(pack([]))) == []


def test_what_may_come_again_is_never_missed():
    draw = random.Random(3)
    hashes = [draw.getrandbits(64) for _ in range(5000)]
    recurring = Recurring(1)
    recurring.see(hashes)
    recurring.see(hashes[:100])

    assert recurring.among(hashes[:100]) == hashes[:100]
    assert all(mark in recurring for mark in hashes[:100])


def test_time_grows_with_the_number_of_quotes():
    """Four times the quotes take about four times as long, also when all begin alike; squared it would be sixteen."""

    def quotes(count):
        draw = random.Random(2)
        return [
            "We have always said that " + " ".join(f"w{draw.randint(0, 3000)}" for _ in range(15))
            for _ in range(count)
        ]

    assert grows_in_step(statements_of, quotes, 1500, 6000, most=8)


def test_an_endless_quote_is_compared_whole_only():
    endless = "more and more words of it " * MAX_WORDS
    quotes = [endless, endless + "end", endless]
    assert statements_of(quotes) == [0, 1, 0]
    assert seconds(statements_of, quotes) < 1


def test_vocabulary_is_read_from_files():
    assert read_terms("numbers")["twelve"] == 12
    opposites = read_groups("opposites")
    assert opposites["before"] & opposites["after"]
    assert not opposites["before"] & opposites["monday"]
