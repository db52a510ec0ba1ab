"""Who reports, where more than a name stands before the verb: a stop, brackets, a title in marks, a clause."""

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
