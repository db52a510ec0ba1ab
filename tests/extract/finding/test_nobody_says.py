"""What nobody says: telephone calls, numbers added, set phrases, nouns like verbs. What is said beside such words."""

import pytest
from reported import Row, rows_of

NOTHING = [
    pytest.param("When the Echo called Orr at noon, he was not in.", id="called-at-noon"),
    pytest.param("Orr often calls Bloom after his show ends.", id="calls-after-the-show"),
    pytest.param("Her friends called and texted me when they knew I was out.", id="texted-me"),
    pytest.param(
        "Factories, one of the few bright spots, added 14,000 jobs, and shops added 24,000.", id="jobs-added"
    ),
    pytest.param("Its costs added about $500,000 to the debt of the town.", id="costs-added"),
    pytest.param(
        "All told, they have far more to lose by staying with him than by walking away.", id="all-told"
    ),
    pytest.param("It's important to note that the firm has spent large sums.", id="important-to-note"),
    pytest.param(
        "Though Orr seems to be near the end, it would be wrong to conclude that his tactics tell who is guilty.",
        id="wrong-to-conclude",
    ),
    pytest.param("It goes without saying that the quay is old.", id="goes-without-saying"),
    pytest.param("This isn't to say that the quay is safe.", id="this-is-not-to-say"),
    pytest.param("Story highlights Some like the plea of Bloom for a vote; others don't.", id="highlights"),
    pytest.param(
        "Lawmakers have raised questions about the decades Orr spent working with Marle.",
        id="questions-raised",
    ),
    pytest.param("He has no power to force states to adopt tests that the firm made.", id="to-force-states"),
    pytest.param(
        "As mayor, Orr has issued executive orders banning entry to some citizens of Marle.",
        id="executive-orders",
    ),
    pytest.param(
        "Instead, Republicans — without a single exception I have seen — have responded very differently.",
        id="responded-differently",
    ),
    pytest.param(
        "Mr. Orr, squinting as he stood between Reed and Bloom, responded with peculiar details about boats on "
        "the quay.",
        id="responded-with-a-list",
    ),
    pytest.param("The day before, COVID-19 claimed 14 lives between ten and noon.", id="lives-claimed"),
    pytest.param(
        "Marle is no longer the promising bright spot it once was for a number of firms.",
        id="a-promising-spot",
    ),
    pytest.param("Their calls were amplified when Orr resigned from the council.", id="their-calls-were"),
    pytest.param(
        "Should the council declare a state of emergency, the name of Orr would likely take a hit.",
        id="should-they-declare",
    ),
    pytest.param("Bloom wrote a piece about that and took it to the Echo, a paper of Marle.", id="a-piece"),
]

REPORTS = [
    pytest.param(
        "In a sign of the rift that is changing even how Marlers respond to the storm, a poll by the Echo found that "
        "they pray.",
        [("a poll by the Echo", "found", ("that they pray",))],
        id="how-they-respond",
    ),
    pytest.param(
        "The board has insisted, and Bloom agreed on Monday, that the quay should close.",
        [("Bloom", "agreed", ("that the quay should close",))],
        id="insisted-and-another-agreed",
    ),
    pytest.param(
        "Just nine days after the Echo wrote, the council responded that it would close.",
        [("the council", "responded", ("that it would close",))],
        id="nine-days-after-somebody-wrote",
    ),
    pytest.param(
        "As he has said before, Bloom argued that the sale of the quay had led to war.",
        [("Bloom", "argued", ("that the sale of the quay had led to war",))],
        id="said-before",
    ),
    pytest.param("Bloom called Orr a liar.", [("Bloom", "called", ("Orr a liar",))], id="called-a-liar"),
    pytest.param(
        "The police press release alleged that Orr paid two men to sink it.",
        [("The police", "alleged", ("that Orr paid two men to sink it",))],
        id="a-release-alleged",
    ),
    pytest.param(
        "But Bloom said rather than closing the quay, the board should mend it.",
        [("Bloom", "said", ("rather than closing the quay, the board should mend it",))],
        id="rather-than",
    ),
    pytest.param(
        "But Orr, who had said he supported a sale of the quay, changed his mind.",
        [("who", "said", ("he supported a sale of the quay",))],
        id="who-said-it-and-did-otherwise",
    ),
    pytest.param(
        "Bloom talked up his work, vowing to veto plans that he said threatened the quay.",
        [
            ("Bloom", "vowing", ("to veto plans that he said threatened the quay",)),
            ("he", "said", ("threatened the quay",)),
        ],
        id="vowing-to-veto-plans-that",
    ),
    pytest.param(
        "Bloom said that Orr, who announced on Monday that he is ill, may be there, and the mayor added that "
        "Reed would stay.",
        [
            ("Bloom", "said", ("that Orr, who announced on Monday that he is ill, may be there",)),
            ("who", "announced", ("that he is ill",)),
            ("the mayor", "added", ("that Reed would stay",)),
        ],
        id="and-the-mayor-added",
    ),
    pytest.param(
        "Marle disputes that tolls are illegal and says the board should decide on them.",
        [("Marle", "says", ("the board should decide on them",))],
        id="that-is-no-article-of-tolls",
    ),
    pytest.param(
        "The reports from inside the hall say that Orr slept.",
        [("The reports from inside the hall", "say", ("that Orr slept",))],
        id="from-inside",
    ),
    pytest.param(
        "The Union Trade Secretary, Mr Zed Bloom, assured keepers that the quay would stay open.",
        [("Mr Zed Bloom", "assured", ("that the quay would stay open",))],
        id="an-office-like-a-name",
    ),
    pytest.param(
        "Bloom wrote a letter to the council stating it would no longer build boats.",
        [("Bloom", "stating", ("it would no longer build boats",))],
        id="a-letter-stating",
    ),
    pytest.param(
        "Three keepers wrote a letter Tuesday imploring the board to stop the sale.",
        [("Three keepers", "imploring", ("the board to stop the sale",))],
        id="a-letter-imploring",
    ),
    pytest.param(
        "The board sent a letter to Bert Orr criticizing the sale.",
        [("The board", "criticizing", ("the sale",))],
        id="a-letter-criticizing",
    ),
    pytest.param(
        "Aides on both sides of the aisle say that the plan works.",
        [("Aides on both sides of the aisle", "say", ("that the plan works",))],
        id="both-sides-of-the-aisle",
    ),
    pytest.param(
        "The manager of the Ostley home that handled Orr’s body said it was late.",
        [("The manager of the Ostley home", "said", ("it was late",))],
        id="a-home-that-handled",
    ),
    pytest.param(
        "One Marle article that appeared on the Echo’s website described the camps as kind.",
        [("One Marle article", "described", ("the camps as kind",))],
        id="an-article-that-appeared",
    ),
    pytest.param(
        "As the board weighs the plan, Mr. Orr noted, with a smile, that the mayor will be in Ostley, then said "
        "that the town is calm.",
        [
            (
                "Mr. Orr",
                "noted",
                ("that the mayor will be in Ostley, then said that the town is calm",),
            ),
            ("Mr. Orr", "said", ("that the town is calm",)),
        ],
        id="noted-and-then-said",
    ),
]


@pytest.mark.parametrize("body", NOTHING)
def test_nobody_says_it(body: str) -> None:
    """Who rings somebody up, adds jobs or raises questions reports nothing, and "it's important" is nobody."""
    assert rows_of(body) == []


@pytest.mark.parametrize(("body", "rows"), REPORTS)
def test_what_is_said_beside(body: str, rows: list[Row]) -> None:
    """Words like those above report where they bring a clause; each report has its own source and end."""
    assert rows_of(body) == rows
