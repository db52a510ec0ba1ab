"""What is offered, found or posted is no report unless it is words; what is told, added or answered by a share is."""

import pytest
from reported import Row, rows_of

SHUT = "the quay was shut"

FOUND = [
    pytest.param(f"Bloom told reporters {SHUT}.", ("Bloom", "told", (SHUT,)), id="told-without-that"),
    pytest.param(
        "Quay sources told Echo more than 20 people including keepers were hurt in the fire.",
        ("Quay sources", "told", ("more than 20 people including keepers were hurt in the fire",)),
        id="told-a-number",
    ),
    pytest.param(
        "Bloom told reporters the keepers said that the quay would flood.",
        ("the keepers", "said", ("that the quay would flood",)),
        id="who-says-it-within-what-is-told",
    ),
    pytest.param(
        "A mere 9 percent say they only buy local fish.",
        ("A mere 9 percent", "say", ("they only buy local fish",)),
        id="a-share-says",
    ),
    pytest.param(
        "About 4 in 10 say they want a new quay.",
        ("About 4 in 10", "say", ("they want a new quay",)),
        id="four-in-ten-say",
    ),
    pytest.param(
        f"The board found no proof, one of the officials said, but added that {SHUT}.",
        ("one of the officials", "added", (f"that {SHUT}",)),
        id="but-added-that",
    ),
    pytest.param(
        "Bloom offered condolences to the families of the keepers.",
        ("Bloom", "offered", ("condolences to the families of the keepers",)),
        id="words-offered",
    ),
    pytest.param(f"The audit found {SHUT}.", ("The audit", "found", (SHUT,)), id="what-an-audit-found"),
    pytest.param(
        "Marle has rules that they say threaten to cut them out.",
        ("they", "say", ("threaten to cut them out",)),
        id="rules-that-they-say",
    ),
    pytest.param(
        "The firms press the board, which they said was wrong.",
        ("they", "said", ("was wrong",)),
        id="which-they-said",
    ),
    pytest.param(
        "Both Mr. Orr and Ms. Bloom denied having a deal.",
        ("Ms. Bloom", "denied", ("having a deal",)),
        id="denied-having",
    ),
]


@pytest.mark.parametrize(("body", "row"), FOUND)
def test_words_are_reports(body: str, row: Row) -> None:
    """The source, the verb and the words it brings are found."""
    assert row in rows_of(body)


NOTHING = [
    pytest.param("The trust has offered free tickets to keepers without work.", id="tickets-offered"),
    pytest.param("Divers found the body of one keeper at the quay.", id="a-body-found"),
    pytest.param("Local boaters found one woman clinging to a kayak.", id="a-woman-found"),
    pytest.param("Bloom posted a photo of the quay on Friday.", id="a-photo-posted"),
    pytest.param("Quayco posted a loss of 12 pence a share.", id="a-loss-posted"),
    pytest.param("The court denied his request for a stay of the sale.", id="a-request-denied"),
    pytest.param("The board denied them a licence for the ferry.", id="a-licence-denied"),
    pytest.param("Bloom answered questions about the fire on the quay.", id="questions-answered"),
    pytest.param("Financial details of the deal were not known.", id="details-of"),
    pytest.param("The list also included mentions of flag burning in Ostley.", id="mentions-of"),
    pytest.param("Murder charges were dismissed on Monday in Ostley.", id="charges-before-a-verb"),
    pytest.param(
        "Marle's estimated 2 million keepers make up a tenth of its people.", id="estimated-as-adjective"
    ),
    pytest.param("The board is expected to decide the case by May.", id="expected-by-nobody"),
    pytest.param("Bloom's team responded hours later by holding a conference.", id="responded-by-doing"),
    pytest.param("The lawyer argued the keepers' case before the board in May.", id="a-case-argued"),
    pytest.param(
        "The letter was revealed by retired sailor Bert Orr over a decade ago in Ostley.",
        id="revealed-long-ago",
    ),
]


@pytest.mark.parametrize("body", NOTHING)
def test_things_are_no_reports(body: str) -> None:
    """Nobody says anything."""
    assert rows_of(body) == []
