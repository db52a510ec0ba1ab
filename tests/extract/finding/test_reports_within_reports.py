"""Where a report begins and ends among verbs of thinking, conditions, silence and descriptions of who reports it."""

import pytest
from reported import Row, rows_of

REPORTS = [
    pytest.param(
        "Bloom said he hopes that Orr will come to his senses.",
        [("Bloom", "said", ("he hopes that Orr will come to his senses",))],
        id="said-he-hopes-that",
    ),
    pytest.param(
        "Bloom said if the situation were reversed and Orr was being watched, the press would be calling for a vote.",
        [
            (
                "Bloom",
                "said",
                (
                    "if the situation were reversed and Orr was being watched, the press would be calling for a vote",
                ),
            ),
        ],
        id="said-if-and-what-then",
    ),
    pytest.param(
        "Asked if he supports the sale, the mayor laughed.",
        [(None, "Asked", ("if he supports the sale",))],
        id="asked-if",
    ),
    pytest.param(
        "Ada Bloom, who runs the group, said the ad would differ from the one that ran in Ostley, but did not "
        "provide further details.",
        [("Ada Bloom", "said", ("the ad would differ from the one that ran in Ostley",))],
        id="did-not-provide-details",
    ),
    pytest.param(
        "Orr, a writer held in Ostley for what Marle described as “spying”, was among those freed.",
        [("Marle", "described", ("as “spying”",))],
        id="for-what-it-described",
    ),
    pytest.param(
        "Measuring the tide is a challenge, in part because it changes, said Bert Orr, a keeper who studies eels.",
        [
            (
                "Bert Orr",
                "said",
                ("Measuring the tide is a challenge, in part because it changes",),
            )
        ],
        id="said-a-keeper-who",
    ),
    pytest.param(
        "Health officials said early signs are that over 40 people died.",
        [("Health officials", "said", ("early signs are that over 40 people died",))],
        id="said-early-signs",
    ),
    pytest.param(
        "Bloom said in early April he would go.",
        [("Bloom", "said", ("he would go",))],
        id="said-in-early-april",
    ),
    pytest.param(
        "Marle has warned any attack targeting it will end in war.",
        [("Marle", "warned", ("any attack targeting it will end in war",))],
        id="warned-any-attack-targeting-it",
    ),
    pytest.param(
        "That is why firms of insurers are telling the council the toll won’t be enough.",
        [("firms of insurers", "telling", ("the toll won’t be enough",))],
        id="are-telling",
    ),
    pytest.param(
        "The bill states that such reasons appeal to fears and hatred.",
        [("The bill", "states", ("that such reasons appeal to fears and hatred",))],
        id="a-bill-states",
    ),
    pytest.param(
        "According to Ada Bloom, a keeper that monitors eels, the eels are traveling to the coast faster.",
        [("Ada Bloom", "According to", ("the eels are traveling to the coast faster",))],
        id="according-to-a-keeper-that",
    ),
    pytest.param(
        "Then the divers recorded whether the keepers agreed, and asked whether the boats were old.",
        [("the divers", "asked", ("whether the boats were old",))],
        id="who-asked-behind-whether",
    ),
    pytest.param(
        "On June 1, the Echo wrote that Mitchell Orr, who worked under Bloom and Reed, explained that it was old.",
        [
            (
                "the Echo",
                "wrote",
                ("that Mitchell Orr, who worked under Bloom and Reed, explained that it was old",),
            ),
            ("Mitchell Orr", "explained", ("that it was old",)),
        ],
        id="over-who-somebody-is-to-the-verb",
    ),
    pytest.param(
        "Shortly after Orr's death, Agnes Bloom, head of the Marle Board, tweeted that the bar was high.",
        [("Agnes Bloom", "tweeted", ("that the bar was high",))],
        id="after-a-death-somebody-tweeted",
    ),
    pytest.param(
        "The Quay Company said that it left the plan due to concerns, and the Orr transition team did not respond to "
        "a request for comment.",
        [
            ("The Quay Company", "said", ("that it left the plan due to concerns",)),
            ("the Orr transition team", "respond", ("to a request for comment",)),
        ],
        id="and-the-team-did-not-respond",
    ),
    pytest.param(
        "The fall of Orr “shocked” some inside the board, sources familiar with the move told Fox News, even as the "
        "numbers had raised questions.",
        [
            (
                "sources familiar with the move",
                "told",
                ("The fall of Orr “shocked” some inside the board",),
            )
        ],
        id="even-as",
    ),
    pytest.param(
        "Orr wrote The Human Quay, his brilliant novel about a professor who gets fired after he leaves.",
        [],
        id="a-title-written",
    ),
    pytest.param(
        "The Supreme Court has also ruled that tolls may not be too high.",
        [("The Supreme Court", "ruled", ("that tolls may not be too high",))],
        id="a-court-ruled",
    ),
    pytest.param(
        "The way the town takes tolls from keepers is lawful, a federal appeals court ruled Wednesday.",
        [("a federal appeals court", "ruled", ("The way the town takes tolls from keepers is lawful",))],
        id="what-a-court-ruled-in-front",
    ),
    pytest.param("Orr ruled for twenty years over the coast of Marle.", [], id="who-ruled-for-years"),
    pytest.param("The queen ruled the town that built the quay.", [], id="who-ruled-a-town"),
    pytest.param("Whatever Bloom meant to say, however, is irrelevant.", [], id="whatever-she-meant-to-say"),
    pytest.param(
        "The Echo ran a piece about agent Peter Orr’s texts expressing doubts about the sale.",
        [],
        id="texts-expressing-doubts",
    ),
    pytest.param(
        "After taking a card, Orr, who is from Ostley, called his family to let them know.",
        [],
        id="called-family",
    ),
    pytest.param("Minutes later, Bloom frantically called her son from a picnic.", [], id="called-her-son"),
]


@pytest.mark.parametrize(("body", "rows"), REPORTS)
def test_limits_among_others(body: str, rows: list[Row]) -> None:
    """What is said goes on over a condition, and ends where the reporter's own words begin."""
    assert rows_of(body) == rows
