"""How agencies report: comments and occasions behind the verb, offices, nouns that look like verbs."""

import pytest
from reported import Row, rows_of

SHUT = "The quay would close in May"

ENDS = [
    pytest.param(
        f"{SHUT}, officials said on Monday, a disclosure that has angered the town.",
        ("officials", "said", (SHUT,)),
        id="comment-of-the-reporter",
    ),
    pytest.param(
        "Marle wants more trade with Ostley, visiting Prime Minister Ada Bloom said during a tour of the quay.",
        ("Prime Minister Ada Bloom", "said", ("Marle wants more trade with Ostley",)),
        id="visiting-before-an-office",
    ),
    pytest.param(
        f"{SHUT}, said Bert Orr, spokesman for Marle’s state-controlled monopoly Ostley.",
        ("Bert Orr", "said", (SHUT,)),
        id="office-behind-the-name",
    ),
    pytest.param(
        f"{SHUT}, lawmakers warned on Sunday as they considered a plan that stops short of that.",
        ("lawmakers", "warned", (SHUT,)),
        id="that-of-a-plan-behind-another-clause",
    ),
    pytest.param(
        "The board says the price is fair, while critics accuse it of greed.",
        ("The board", "says", ("the price is fair",)),
        id="while-several-accuse",
    ),
    pytest.param(
        "A keeper of the Marle Works and Ways Authority (MWWA) said that the ferry had leaked.",
        ("A keeper of the Marle Works and Ways Authority (MWWA)", "said", ("that the ferry had leaked",)),
        id="body-with-and-in-its-name",
    ),
    pytest.param(
        "In Marle, 2,000 keepers sued the board last year, according to the court, the Echo reported.",
        ("the court", "according to", ("In Marle, 2,000 keepers sued the board last year",)),
        id="tag-behind-according-to",
    ),
]
NO_REPORTS = [
    pytest.param("Rising star Ada Orr claimed her heat with ease.", id="heat-that-is-won"),
    pytest.param(
        "Bloom left the board for not disclosing that the ferry had leaked.", id="what-is-not-disclosed"
    ),
    pytest.param("Bloom, who owns a ship called the Reaper of Marle, left.", id="book-called"),
    pytest.param(
        "Bloom gave details of the talks, three days before the deadline.", id="details-that-are-given"
    ),
    pytest.param("The police wanted to investigate alleged attacks on the quay.", id="alleged-attacks"),
    pytest.param("“It was late,” Bloom said, ahead of the vote on Monday.", id="ahead-of-a-day"),
]


@pytest.mark.parametrize(("text", "row"), ENDS)
def test_what_agencies_report(text: str, row: Row) -> None:
    """What the reporter adds behind the verb, and what somebody is, belongs neither to what is said nor to nobody."""
    assert row in rows_of(text)


@pytest.mark.parametrize("text", NO_REPORTS)
def test_what_is_no_report(text: str) -> None:
    """A thing that is called, given, alleged or found is not said."""
    assert rows_of(text) == []
