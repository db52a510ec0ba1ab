"""Whose clause a later verb belongs to, what follows a report without being part of it, reports in reports."""

import pytest
from reported import Row, rows_of

LEAKED = "that the ferry had leaked for months before it sank"

HANGING = [
    pytest.param(
        f"Bloom pushed back on those claims on Thursday, saying {LEAKED}.",
        "Bloom",
        id="those-claims-are-a-noun",
    ),
    pytest.param(
        f"Ada Bloom, who announced a plan in May, left the board on Friday, saying {LEAKED}.",
        "Ada Bloom",
        id="behind-a-relative-clause-that-has-closed",
    ),
    pytest.param(
        f"Sen. Ada Bloom, D-Marle, who announced a plan in May, left the board, saying {LEAKED}.",
        "Sen. Ada Bloom",
        id="party-and-relative-clause",
    ),
    pytest.param(
        f"Sen. Ada Bloom, D-Marle, who led the board, weighed in, saying {LEAKED}.",
        "Sen. Ada Bloom",
        id="party-and-relative-clause-without-a-report",
    ),
    pytest.param(
        f"Sen. Ada Bloom, D-Calif., who led the board, weighed in, saying {LEAKED}.",
        "Sen. Ada Bloom",
        id="state-cut-short-and-relative-clause",
    ),
    pytest.param(
        f"Ada Bloom, a fellow at the Center for Tidal and Quay Studies in Washington, D.C., told the Echo {LEAKED}.",
        "Ada Bloom",
        id="fellow-of-a-body-with-two-fields",
    ),
    pytest.param(
        f"The Council on Harbour Relations said {LEAKED}.",
        "The Council on Harbour Relations",
        id="council-on",
    ),
    pytest.param(
        f"Ada Bloom of the Institute for Tides and Harbour Security told the Echo {LEAKED}.",
        "Ada Bloom of the Institute for Tides and Harbour Security",
        id="of-a-body-with-two-fields",
    ),
    pytest.param(
        f"It rained in Marle. Due to ice keepers said {LEAKED}.", "ice keepers", id="due-to-is-nobody"
    ),
    pytest.param(f"Ada Bloom must've heard it, suggesting {LEAKED}.", "Ada Bloom", id="contraction-of-have"),
    pytest.param(
        f"Ada Bloom -- whose brother signed the plan -- has left the board, suggesting {LEAKED}.",
        "Ada Bloom",
        id="dashes-around-a-relative-clause",
    ),
    pytest.param(
        f"He shook hands and posed for photos and told workers {LEAKED}.", "He", id="verbs-that-nobody-lists"
    ),
    pytest.param(
        f"During the meeting, Orr, who is expected to leave, also said {LEAKED}.", "Orr", id="behind-during"
    ),
    pytest.param(
        f"Newspapers across Marle, including the Echo, warned {LEAKED}.",
        "Newspapers across Marle",
        id="across-a-place",
    ),
    pytest.param(
        f"The official, who spoke in the hall, said {LEAKED}.",
        "The official",
        id="mention-without-its-clause",
    ),
]
BEHIND = [
    pytest.param(
        "Sales were great, he said, wiping sweat off his face.",
        ("he", "said", ("Sales were great",)),
        id="participle",
    ),
    pytest.param(
        "Ada Bloom won the Marle primary, the Echo said on Thursday, two days after the vote.",
        ("the Echo", "said", ("Ada Bloom won the Marle primary",)),
        id="how-long-after",
    ),
    pytest.param(
        "The lender reported a loss of 3m, it said in a statement.",
        ("it", "said", ("The lender reported a loss of 3m",)),
        id="what-somebody-is-said-to-report",
    ),
    pytest.param(
        "The quay would close, state media said on Saturday, complicating the talks.",
        ("state media", "said", ("The quay would close",)),
        id="state-media",
    ),
]
NOTHING = [
    pytest.param("He said this while addressing keepers after a visit to the mayor.", id="this"),
]


@pytest.mark.parametrize(("text", "who"), HANGING)
def test_whose_clause_it_is(text: str, who: str) -> None:
    """The last to report is the subject of the clause that the verb hangs on."""
    assert [mention for mention, *_ in rows_of(text)][-1:] == [who]


@pytest.mark.parametrize(("text", "row"), BEHIND)
def test_what_follows_a_report(text: str, row: Row) -> None:
    """What somebody does in saying it, or when, is not said; what is done with words in a report is its part."""
    assert rows_of(text) == [row]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_said(text: str) -> None:
    """A verb of saying with a pronoun or a clause of somebody else's behind it reports nothing."""
    assert rows_of(text) == []
