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
        "The estimates mask a spread, strategists led by Bert Orr wrote in a note Friday.",
        ("strategists", "wrote", ("The estimates mask a spread",)),
        id="led-by",
    ),
    pytest.param(
        "Banks may sell more bonds, they wrote in a joint report.",
        ("they", "wrote", ("Banks may sell more bonds",)),
        id="tag-with-a-report",
    ),
    pytest.param(
        "The contracts may begin in June, Orr said in an interview after the vote.",
        ("Orr", "said", ("The contracts may begin in June",)),
        id="tag-with-an-interview-after-something",
    ),
    pytest.param(
        "Orr said while the plan may help, the quay has room to fall.",
        ("Orr", "said", ("while the plan may help, the quay has room to fall",)),
        id="said-while",
    ),
    pytest.param(
        "Orr told the Echo in an interview on Wednesday his concern was that firms grew.",
        ("Orr", "told", ("his concern was that firms grew",)),
        id="told-in-an-interview",
    ),
    pytest.param(
        "The quay makes the harbour safer, Bert Orr, head of the board, said on Tuesday.",
        ("Bert Orr", "said", ("The quay makes the harbour safer",)),
        id="name-behind-an-adjective",
    ),
    pytest.param(
        "The Court didn’t rule on the case but said the toll was wrong.",
        ("The Court", "said", ("the toll was wrong",)),
        id="curved-apostrophe",
    ),
    pytest.param(
        "The quay will close, according to a study from Quay College, released today.",
        ("a study from Quay College", "according to", ("The quay will close",)),
        id="source-that-is-released",
    ),
    pytest.param(
        "Orr praised the appeal of the plan, then left the hall.",
        ("Orr", "praised", ("the appeal of the plan",)),
        id="what-is-done-then",
    ),
    pytest.param(
        "A firm with a tool that it claims can stop any storm, has raised a large sum.",
        ("it", "claims", ("can stop any storm",)),
        id="clause-that-a-tool-is-in",
    ),
    pytest.param(
        "The quay will close in May, said Quay Group & Co.’s Bert Orr.",
        ("Bert Orr", "said", ("The quay will close in May",)),
        id="said-by-who-is-a-firms",
    ),
    pytest.param(
        "The Commission has rejected the plan outright and is seeking more of it.",
        ("The Commission", "rejected", ("the plan outright",)),
        id="what-is-done-besides",
    ),
    pytest.param(
        f"Quayco Inc., a maker of boats in Ostley, said {SHUT}.",
        ("Quayco Inc", "said", (SHUT,)),
        id="firm-cut-short-before-an-aside",
    ),
    pytest.param(
        "Bloom criticized Orr during a rally Friday in Ostley, Marle.",
        ("Bloom", "criticized", ("Orr",)),
        id="rally-in-a-town-and-state",
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
    pytest.param("The quay giant, which reports results this week, could fare worse.", id="relative-verb"),
    pytest.param("For now, it’s called the Quay Project.", id="what-it-is-called"),
    pytest.param("The Transit Authority is adding lifts at a handful of stations.", id="is-adding"),
    pytest.param("Users may want to take note, though, that the app is old.", id="take-note"),
    pytest.param("The storm has led to calls for tighter rules.", id="what-it-led-to"),
    pytest.param("Those calls also show the keeper remains a power.", id="those-calls"),
    pytest.param("Vertex Ventures US led the round.", id="name-of-a-fund"),
    pytest.param("As its name suggests, the Move has batteries.", id="what-a-name-suggests"),
    pytest.param("It’s worth noting that the app has the same controls.", id="worth-noting"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_report_is_found_with_its_source(text: str, expected: Row) -> None:
    assert expected in rows_of(text)


@pytest.mark.parametrize("text", NO_REPORTS)
def test_what_nobody_says_is_no_report(text: str) -> None:
    assert rows_of(text) == []
