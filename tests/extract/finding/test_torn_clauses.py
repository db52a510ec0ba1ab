"""Clauses that a tag or an aside tears apart, and subjects over brackets, times and numbers."""

import pytest
from reported import Row, rows_of

SHUT = "the quay was shut"

FOUND = [
    pytest.param(
        "The keepers met. Bert Orr, she said, had shut the quay.",
        ("she", "said", ("Bert Orr", "had shut the quay")),
        id="a-full-name-and-its-verb",
    ),
    pytest.param(
        f"As House Speaker Bert Orr (R-Wis.) has pointed out, {SHUT}.",
        ("House Speaker Bert Orr", "pointed", (SHUT,)),
        id="bracket-behind-as-and-a-name",
    ),
    pytest.param(
        "The sale came after Sen. Bert Orr (D-Marle) praised the keepers.",
        ("Sen. Bert Orr", "praised", ("the keepers",)),
        id="bracket-behind-after-and-a-name",
    ),
    pytest.param(
        f"Ada Bloom and Senator Bert Orr have both argued that {SHUT}.",
        ("Senator Bert Orr", "argued", (f"that {SHUT}",)),
        id="both-between-two-verbs",
    ),
    pytest.param(
        f"Critics have in particular argued that {SHUT}.",
        ("Critics", "argued", (f"that {SHUT}",)),
        id="two-words-within-the-verb",
    ),
    pytest.param(
        f"Bert Orr, the party chairman, this past week announced that {SHUT}.",
        ("Bert Orr", "announced", (f"that {SHUT}",)),
        id="past-week-behind-an-aside",
    ),
    pytest.param(
        f"Officials in recent days have argued that {SHUT}.",
        ("Officials", "argued", (f"that {SHUT}",)),
        id="recent-days",
    ),
    pytest.param(
        f"In the poll, 29 percent (and 43 percent of women) said {SHUT}.",
        ("29 percent (and 43 percent of women)", "said", (SHUT,)),
        id="percent-with-a-bracket",
    ),
    pytest.param(f"Most say {SHUT}.", ("Most", "say", (SHUT,)), id="most-say"),
    pytest.param(f"About one in five said {SHUT}.", ("one in five", "said", (SHUT,)), id="one-in-five"),
    pytest.param(f"One says {SHUT}.", ("One", "says", (SHUT,)), id="one-says"),
    pytest.param(
        f"Witnesses on social media said {SHUT}.",
        ("Witnesses on social media", "said", (SHUT,)),
        id="bare-people-before-a-noun",
    ),
    pytest.param(
        f"Yet some voters who have heard him over the decades, on television or at rallies, said {SHUT}.",
        ("some voters", "said", (SHUT,)),
        id="relative-clause-with-commas",
    ),
    pytest.param(
        f"The keeper of nearly four years, a Marler who spoke for fear of losing her job, said {SHUT}.",
        ("The keeper of nearly four years, a Marler who spoke for fear of losing her job", "said", (SHUT,)),
        id="keeper-of-four-years",
    ),
    pytest.param(
        f"The Harbour Act of 2009, introduced by Orr during the debate, stated that {SHUT}.",
        ("The Harbour Act", "stated", (f"that {SHUT}",)),
        id="year-of-an-act",
    ),
    pytest.param(
        f"Orr, star of the reality show “The Keeper,” said {SHUT}.",
        ("Orr", "said", (SHUT,)),
        id="show-with-a-title",
    ),
    pytest.param(
        f"Citing local papers, the Marle Press reports that {SHUT}.",
        ("the Marle Press", "reports", (f"that {SHUT}",)),
        id="name-that-reports",
    ),
    pytest.param(
        f"Bloom put off deciding whether the board could sit but said {SHUT}.",
        ("Bloom", "said", (SHUT,)),
        id="verb-behind-an-indirect-question",
    ),
    pytest.param(
        f"Sen. Bert Orr (I-Vt.) defended his call to raise the toll, saying {SHUT}.",
        ("Sen. Bert Orr", "saying", (SHUT,)),
        id="participle-behind-a-noun-of-his",
    ),
    pytest.param(
        "The quay may not open at all this year, say many keepers, who fear for their jobs.",
        ("many keepers", "say", ("The quay may not open at all this year",)),
        id="several-with-a-relative-clause",
    ),
    pytest.param(
        "A wall would stop the flow of water, Bloom said, but also the flow of mud.",
        ("Bloom", "said", ("A wall would stop the flow of water", "but also the flow of mud")),
        id="goes-on-behind-but",
    ),
    pytest.param(
        "The keeper grows angry, Bloom said, because the board ignores him.",
        ("Bloom", "said", ("The keeper grows angry", "because the board ignores him")),
        id="goes-on-behind-because",
    ),
    pytest.param(
        "Any view of the plan, said Ada Bloom, a keeper at Marle College, would be wrong.",
        ("Ada Bloom", "said", ("Any view of the plan", "would be wrong")),
        id="verb-behind-a-long-tag",
    ),
    pytest.param(
        "Absent from the talks, according to members who spoke with the Echo, was any mention of tolls.",
        ("members", "according to", ("Absent from the talks", "was any mention of tolls")),
        id="verb-behind-a-long-source",
    ),
    pytest.param(
        "Keepers say that the calm she is known for - at sea or on land - has turned into fear.",
        (
            "Keepers",
            "say",
            ("that the calm she is known for - at sea or on land - has turned into fear",),
        ),
        id="aside-before-the-verb",
    ),
    pytest.param(
        "Bloom praised the keepers at a rally in Marle.",
        ("Bloom", "praised", ("the keepers",)),
        id="where-somebody-is-praised",
    ),
]
ENDS = [
    pytest.param(
        "The quay is shut, Bloom said, but Orr argued that it was open.",
        "The quay is shut",
        id="but-another-says",
    ),
    pytest.param("The quay is shut, Bloom said, and left the hall.", "The quay is shut", id="and-left"),
    pytest.param("The quay is shut, Bloom said; the ferry waited.", "The quay is shut", id="semicolon"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_torn_clause_is_found_whole_with_its_source(text: str, expected: Row) -> None:
    assert expected in rows_of(text)


@pytest.mark.parametrize(("text", "said"), ENDS)
def test_what_is_said_ends_where_the_reporter_goes_on(text: str, said: str) -> None:
    assert [row[2] for row in rows_of(text) if row[0] == "Bloom"] == [(said,)]
