"""Who reports, where more than a name stands before the verb: a stop, brackets, a title in marks, a day, a clause."""

import pytest
from reported import Row, rows_of

LEAKED = "the ferry had leaked for months before it sank"

BEHIND_NAMES = [
    pytest.param(f"Marle Seafoods Inc. said {LEAKED}.", "Marle Seafoods Inc", id="stop-of-a-company"),
    pytest.param(f"Cisco Reed Jr. said {LEAKED}.", "Cisco Reed Jr", id="stop-of-the-younger"),
    pytest.param(
        f"Marle Banking Corp. Thursday said {LEAKED}.", "Marle Banking Corp", id="stop-and-day-of-the-week"
    ),
    pytest.param(f"Sen. Ada Bloom (D-R.I.), said {LEAKED}.", "Sen. Ada Bloom", id="comma-behind-brackets"),
    pytest.param(
        f"Sen. Ada Bloom (D-Marle), a keeper of eels, said {LEAKED}.",
        "Sen. Ada Bloom",
        id="brackets-before-an-aside",
    ),
    pytest.param(
        f"Sen. Cisco Reed, R-N.D. said {LEAKED}.", "Sen. Cisco Reed", id="party-without-its-second-comma"
    ),
    pytest.param(
        f"Bert Orr, host of Marle’s “Morning Tide,” said {LEAKED}.", "Bert Orr", id="title-that-ends-an-aside"
    ),
    pytest.param(
        f"Bert Orr, who calls the mayor “old,” said {LEAKED}.",
        "Bert Orr",
        id="word-in-marks-that-ends-an-aside",
    ),
    pytest.param(
        f"Other keepers ― three of them old ― said {LEAKED}.",
        "Other keepers ― three of them old",
        id="dash-printed-as-a-bar",
    ),
    pytest.param(f"Bloom however said {LEAKED}.", "Bloom", id="however-without-commas"),
    pytest.param(f"Her campaign workers here said {LEAKED}.", "Her campaign workers", id="here"),
    pytest.param(f"They all said {LEAKED}.", "They", id="all-of-them"),
    pytest.param(f"Bloom and Orr both said {LEAKED}.", "Orr", id="both-of-them"),
    pytest.param(f"In May, 42% said {LEAKED}.", "42%", id="share-as-a-figure"),
]
BEHIND_CLAUSES = [
    pytest.param(
        f"Keepers interviewed after the attack generally said that {LEAKED}.",
        "Keepers",
        id="interviewed-after-an-event",
    ),
    pytest.param(
        f"Keepers who had praised his work said on Monday that {LEAKED}.",
        "Keepers",
        id="object-of-a-relative-clause",
    ),
    pytest.param(f"Groups that had endorsed him said {LEAKED}.", "Groups", id="pronoun-as-an-object"),
    pytest.param(
        f"Many of the old keepers who’d rather work for Bloom or Reed or Ada Orr said {LEAKED}.",
        "Many of the old keepers",
        id="several-in-a-relative-clause",
    ),
    pytest.param(
        f"A keeper who visited the 72 men held in the mayor’s house here said {LEAKED}.",
        "A keeper",
        id="relative-clause-and-here",
    ),
]
AUDIENCES = [
    pytest.param("Bloom told the Marle Post he’d sold it.", ("Bloom", "told", ("he’d sold it",)), id="he-d"),
    pytest.param("Bloom told POLITICO he'll sell it.", ("Bloom", "told", ("he'll sell it",)), id="he-ll"),
    pytest.param(
        "Bloom told the Marle Post they’ve sold the ferry to Reed.",
        ("Bloom", "told", ("they’ve sold the ferry to Reed",)),
        id="they-ve",
    ),
]
SOURCES = [
    pytest.param(
        f"Quayco also on Friday said {LEAKED}.",
        ("Quayco", "said", (LEAKED,)),
        id="also-and-a-day-before-the-verb",
    ),
    pytest.param(
        "The quay may close, something Bloom says she will not allow.",
        ("Bloom", "says", ("she will not allow",)),
        id="something-somebody-says",
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
        "Eels are safe, U.S.-based Quayco Group said on Monday.",
        ("U.S.-based Quayco Group", "said", ("Eels are safe",)),
        id="based-in-a-state-of-initials",
    ),
]
KEPT = [
    pytest.param(
        "They met a keeper who thinks Bloom said that the quay would close.",
        ["Bloom"],
        id="subject-within-a-relative-clause",
    ),
    pytest.param(
        "The plan is “overtaken by the cost of it,” said Bert Orr, a keeper.",
        ["Bert Orr"],
        id="speech-that-ends-in-marks",
    ),
    pytest.param(
        "It is a plan that experts say would close the quay.",
        ["experts"],
        id="that-of-a-relative-clause-is-no-name",
    ),
]


@pytest.mark.parametrize(("text", "who"), [*BEHIND_NAMES, *BEHIND_CLAUSES])
def test_who_reports(text: str, who: str) -> None:
    """What stands between a name and its verb is stepped over; a report isn't lost for it, nor another's."""
    assert [mention for mention, *_ in rows_of(text)][-1:] == [who]


@pytest.mark.parametrize(("text", "row"), AUDIENCES)
def test_pronouns_behind_an_audience(text: str, row: Row) -> None:
    """A contracted pronoun opens what is said, and ends the name before it."""
    assert rows_of(text) == [row]


@pytest.mark.parametrize(("text", "who"), KEPT)
def test_who_is_not_stepped_over(text: str, who: list[str]) -> None:
    """Who stands in a clause of his own, or behind the verb, is who reports."""
    assert [mention for mention, *_ in rows_of(text) if mention is not None][-1:] == who


@pytest.mark.parametrize(("text", "row"), SOURCES)
def test_the_source_and_what_it_says(text: str, row: Row) -> None:
    """Days, places, participles and clauses between the source and the verb are neither's."""
    assert rows_of(text) == [row]
