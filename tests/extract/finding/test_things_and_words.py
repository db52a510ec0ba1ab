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
        f"Quayco also on Friday said {SHUT}.",
        ("Quayco", "said", (SHUT,)),
        id="also-and-a-day-before-the-verb",
    ),
    pytest.param(
        "Quayco sold more boats than last year, Bloom said, which weighed on the growth of its mill.",
        ("Bloom", "said", ("Quayco sold more boats than last year",)),
        id="tag-before-which",
    ),
    pytest.param(
        "Bert Orr died on Friday of a rare illness, his wife Lena Orr confirmed to the Marle Echo.",
        ("his wife Lena Orr", "confirmed", ("Bert Orr died on Friday of a rare illness",)),
        id="confirmed-to-a-paper",
    ),
    pytest.param(
        "The quay may close, something Bloom says she will not allow.",
        ("Bloom", "says", ("she will not allow",)),
        id="something-somebody-says",
    ),
    pytest.param(
        "Bloom offered condolences to the families of the keepers.",
        ("Bloom", "offered", ("condolences to the families of the keepers",)),
        id="words-offered",
    ),
    pytest.param(f"The audit found {SHUT}.", ("The audit", "found", (SHUT,)), id="what-an-audit-found"),
    pytest.param(
        "A Quayco spokesman declined to comment, while officials at Reedco could not be reached.",
        ("A Quayco spokesman", "declined", ("to comment",)),
        id="declined-to-comment-while",
    ),
    pytest.param(
        "Orr said that some keepers would pay more, an acknowledgment that Bloom quickly spread.",
        ("Orr", "said", ("that some keepers would pay more",)),
        id="before-the-reporters-comment",
    ),
    pytest.param(
        "Quayco said that it had closed 12 mills since May, the first time it has told the number.",
        ("Quayco", "said", ("that it had closed 12 mills since May",)),
        id="before-the-first-time",
    ),
    pytest.param(
        "The Echo says its search has found that the special firms, which include mills, are still run by Orr.",
        (
            "The Echo",
            "says",
            ("its search has found that the special firms, which include mills, are still run by Orr",),
        ),
        id="over-an-aside-behind-that",
    ),
    pytest.param(
        "The firm insists the sale, announced on Monday, has nothing to do with it.",
        ("The firm", "insists", ("the sale, announced on Monday, has nothing to do with it",)),
        id="over-a-participle-behind-the-subject",
    ),
    pytest.param(
        "Ada Bloom also met with Orr that day, as the Echo reported on Tuesday, and she will join the board.",
        ("the Echo", "reported", ("Ada Bloom also met with Orr that day",)),
        id="as-and-a-clause-behind",
    ),
    pytest.param(
        "Orr, 59, described by Marle officers as an angry keeper, was held for two blasts.",
        ("Marle officers", "described", ("as an angry keeper",)),
        id="described-by-somebody",
    ),
    pytest.param(
        "According to the recently released Marle Watch List, three of four eels die.",
        ("Marle Watch List", "According to", ("three of four eels die",)),
        id="recently-released-source",
    ),
    pytest.param(
        "A suit filed against Quayco claiming that the firm was to blame is a hoax.",
        ("A suit", "claiming", ("that the firm was to blame is a hoax",)),
        id="a-suit-filed-against-a-firm",
    ),
    pytest.param(
        "However, others who have stayed said some keepers were now being paid better.",
        ("others", "said", ("some keepers were now being paid better",)),
        id="others-who-have-stayed",
    ),
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
        "A person familiar with the planning for Thursday's meeting says the talk will be short.",
        ("A person familiar with the planning", "says", ("the talk will be short",)),
        id="familiar-with-plans-for-a-meeting",
    ),
    pytest.param(
        "Orr left after a woman in Ostley, Marle, told him she was late.",
        ("a woman in Ostley, Marle", "told", ("she was late",)),
        id="somebody-in-a-town-behind-after",
    ),
    pytest.param(
        "Orr comes in second, with 22 percent saying they would not support him.",
        ("22 percent", "saying", ("they would not support him",)),
        id="with-a-share-saying",
    ),
    pytest.param(
        "Press chief Ada Bloom, noted during a briefing on Monday that Orr is the right person.",
        ("Press chief Ada Bloom", "noted", ("that Orr is the right person",)),
        id="a-comma-too-many",
    ),
    pytest.param(
        "Bloom argued - to the surprise of Marle - that the quay was safe.",
        ("Bloom", "argued", ("that the quay was safe",)),
        id="an-aside-within-dashes",
    ),
    pytest.param(
        "Orr met with around 70 firms in Ostley, the paper said, without naming them.",
        ("the paper", "said", ("Orr met with around 70 firms in Ostley",)),
        id="tag-before-without",
    ),
    pytest.param(
        "He said outside his home in Ostley that it was now clear.",
        ("He", "said", ("that it was now clear",)),
        id="said-outside",
    ),
    pytest.param(
        "The letter alleged a school keeper, Bert Orr, saw the boat at the quay.",
        ("The letter", "alleged", ("a school keeper, Bert Orr, saw the boat at the quay",)),
        id="a-name-within-the-subject",
    ),
    pytest.param(
        "The men back Orr, who started the row by calling for a new board.",
        ("who", "calling", ("for a new board",)),
        id="who-did-it-by-calling",
    ),
    pytest.param(
        "The team proposes that the planet, called Quay B, is indeed a giant.",
        ("The team", "proposes", ("that the planet, called Quay B, is indeed a giant",)),
        id="a-participle-behind-that-and-the-subject",
    ),
    pytest.param(
        "Milk has fats such as A, D, E and K, which “allows for better use,” said Ada Bloom, a Marle-based keeper.",
        ("Ada Bloom", "said", ("Milk has fats such as A, D, E and K, which “allows for better use,",)),
        id="inverted-behind-a-mark",
    ),
    pytest.param(
        "It took two hours to put out the blaze on Monday night, fire officials said in a statement.",
        ("officials", "said", ("It took two hours to put out the blaze on Monday night",)),
        id="a-noun-before-officials",
    ),
    pytest.param(
        "A witness to Ostley shootings, Bert Orr, told a Marle television station he had seen a gunman.",
        ("Bert Orr", "told", ("he had seen a gunman",)),
        id="a-name-that-closes-an-aside",
    ),
    pytest.param(
        "The works were busy after a pipe broke, the city said on a Facebook post late Thursday night.",
        ("the city", "said", ("The works were busy after a pipe broke",)),
        id="said-on-a-post",
    ),
    pytest.param(
        "Both Mr. Orr and Ms. Bloom denied having a deal.",
        ("Ms. Bloom", "denied", ("having a deal",)),
        id="denied-having",
    ),
    pytest.param(
        "Eels are safe, U.S.-based Quayco Group said on Monday.",
        ("U.S.-based Quayco Group", "said", ("Eels are safe",)),
        id="based-in-a-state-of-initials",
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
