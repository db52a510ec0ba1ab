"""Which quotes are one statement. How well that goes over many pairs is measured in tests/test_quality.py."""

import random
from time import process_time

import pytest

from api.loader.statements import MAX_WORDS, Statements, fingerprints, read_wording
from api.loader.vocabulary import read_groups, read_terms

BRIDGE = "We looked at the old bridge, we looked at the budget, and then we went to lunch"


def statements_of(*texts):
    """The number of the statement of each text; equal numbers, one statement."""
    ids = Statements().ids_of((str(number), text) for number, text in enumerate(texts))
    return [int(id_) for id_ in ids]


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
    assert statements_of(BRIDGE, other) == [0, 0]
    assert statements_of(other, BRIDGE) == [0, 0]


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
    assert statements_of(BRIDGE, other) == [0, 1]
    assert statements_of(other, BRIDGE) == [0, 1]


def test_first_printed_quote_names_the_statement():
    assert statements_of("See you then", BRIDGE, "See you then", BRIDGE + ".", BRIDGE.upper()) == [
        0,
        1,
        2,
        1,
        1,
    ]


def test_what_many_reports_speak_of_is_no_statement():
    """A part is joined with its whole where one of them is in the speaker's own words."""
    part, whole = (
        "a ban on feeding the old geese",
        "the council will vote on a ban on feeding the old geese tonight",
    )
    assert Statements().ids_of([("1", part), ("2", whole)], reported={"1", "2"}) == ("1", "2")
    assert Statements().ids_of([("1", part), ("2", whole)], reported={"2"}) == ("1", "1")


def test_numbers_and_contractions_are_written_in_one_way():
    assert read_wording("[W]e won’t sell twelve.") == read_wording("We will not sell 12.")


def test_shared_runs_share_a_fingerprint():
    """What winnowing promises, on random words: four in a row are found wherever they stand."""
    draw = random.Random(1)
    for _ in range(200):
        run = [str(draw.random()) for _ in range(4)]
        one, other = ([str(draw.random()) for _ in range(draw.randint(0, 9))] + run for _ in range(2))
        assert set(fingerprints(one)) & set(fingerprints([*other, "end"]))


def test_time_grows_with_the_number_of_quotes():
    """Four times the quotes take about four times as long, also when all begin alike; squared it would be sixteen."""

    def seconds(count):
        draw = random.Random(2)
        quotes = [
            (str(n), "We have always said that " + " ".join(f"w{draw.randint(0, 3000)}" for _ in range(15)))
            for n in range(count)
        ]
        begin = process_time()
        Statements().ids_of(quotes)
        return process_time() - begin

    seconds(100)
    assert seconds(6000) < 8 * seconds(1500)


def test_an_endless_quote_is_compared_whole_only():
    endless = "more and more words of it " * MAX_WORDS
    begin = process_time()
    assert statements_of(endless, endless + "end", endless) == [0, 1, 0]
    assert process_time() - begin < 1


def test_vocabulary_is_read_from_files():
    assert read_terms("numbers")["twelve"] == 12
    opposites = read_groups("opposites")
    assert opposites["before"] & opposites["after"]
    assert not opposites["before"] & opposites["monday"]
