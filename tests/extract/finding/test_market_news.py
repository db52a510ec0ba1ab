"""How papers of business and technology report: datelines, notes, offices behind a name, falling shares."""

import pytest
from reported import Row, rows_of

SHUT = "the quay was shut"

FOUND = [
    pytest.param(
        "(Echo) -- The quay will close in May, according to Quay Group.",
        ("Quay Group", "according to", ("The quay will close in May",)),
        id="dateline-in-brackets",
    ),
    pytest.param(
        "The quay will close in May, Ostley, Marle-based Quayvax said in a statement.",
        ("Marle-based Quayvax", "said", ("The quay will close in May",)),
        id="city-of-a-firm",
    ),
    pytest.param(
        f"The stock fell after Quayco, one of the oldest firms, said {SHUT}.",
        ("Quayco", "said", (SHUT,)),
        id="aside-behind-after-and-a-name",
    ),
    pytest.param(
        "The delivery of the jet, which flew in May, will be late, Bert Orr, the firm's officer, said on Monday.",
        ("Bert Orr", "said", ("The delivery of the jet, which flew in May, will be late",)),
        id="clause-of-its-own-before-an-aside",
    ),
    pytest.param(
        "The issue worries keepers, Quay analysts said in a note, adding that the tolls may rise.",
        ("Quay analysts", "said", ("The issue worries keepers",)),
        id="tag-before-adding",
    ),
    pytest.param(
        "The issue worries keepers, Quay analysts said in a note, adding that the tolls may rise.",
        ("Quay analysts", "adding", ("that the tolls may rise",)),
        id="what-the-tag-adds",
    ),
    pytest.param(
        "Marle did not complain, a local official said, adding that the tolls may rise.",
        ("a local official", "adding", ("that the tolls may rise",)),
        id="adding-is-the-tags",
    ),
    pytest.param(
        "After Orr won the vote, Quay Bank also tried to sell its loan, said one of the officials.",
        ("one of the officials", "said", ("After Orr won the vote, Quay Bank also tried to sell its loan",)),
        id="said-one-of-them",
    ),
    pytest.param(f"But state officials said {SHUT}.", ("officials", "said", (SHUT,)), id="state-officials"),
    pytest.param("He added it’s late.", ("He", "added", ("it’s late",)), id="added-it-is"),
    pytest.param(
        "Orr has for several months argued that the quay was safe.",
        ("Orr", "argued", ("that the quay was safe",)),
        id="for-several-months",
    ),
    pytest.param(
        "Quay Group Inc.’s Bert Orr said the quay was safe.",
        ("Bert Orr", "said", ("the quay was safe",)),
        id="owner-with-a-full-stop",
    ),
    pytest.param(
        "Bloom touts, too, that the quay was safe.",
        ("Bloom", "touts", ("that the quay was safe",)),
        id="too-behind-the-verb",
    ),
    pytest.param(
        "Workers do well -- a report said that wages rose -- and firms worry.",
        ("a report", "said", ("that wages rose",)),
        id="report-within-dashes",
    ),
    pytest.param(
        "Asked if the app would offer sharing, tipping, or other options, Orr said no.",
        (None, "Asked", ("if the app would offer sharing, tipping, or other options",)),
        id="list-in-a-question",
    ),
]
NO_REPORTS = [
    pytest.param("Futures on the Marle 225 added 1.9%.", id="what-rises"),
    pytest.param(
        "Quay NV declined in Ostley, mimicking the pressure that sent down shares.", id="what-falls"
    ),
    pytest.param("As its name suggests, the Move has batteries.", id="what-a-name-suggests"),
    pytest.param("It’s worth noting that the app has the same controls.", id="worth-noting"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_report_is_found_with_its_source(text: str, expected: Row) -> None:
    assert expected in rows_of(text)


@pytest.mark.parametrize("text", NO_REPORTS)
def test_what_nobody_says_is_no_report(text: str) -> None:
    assert rows_of(text) == []
