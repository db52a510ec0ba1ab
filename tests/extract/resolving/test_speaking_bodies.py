"""Which body or group a mention refers to: mentions are marked ⟦so⟧."""

import pytest
from marked_mentions import who
from spoken import speakers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Israel Vane came. It rained in Israel. “No,” ⟦Israel⟧ said.",
            ("Israel", "organization"),
            id="a-place-rather-than-a-first-name",
        ),
        pytest.param("⟦Witnesses⟧ said: “No.”", ("witnesses", "group"), id="plural-in-es"),
        pytest.param("“No,” ⟦The Tess Hill⟧ said.", ("Tess Hill", "organization"), id="the-before-a-body"),
        pytest.param(
            "Candidate JD Vane came. ⟦His post⟧ said “rotten.” ⟦It⟧ said tolls would rise.\n\n“No,” ⟦Vane⟧ said.",
            ("JD Vane", "person"),
            id="whose-post-it-is",
        ),
        pytest.param(
            "“No,” said ⟦a White House statement⟧.",
            ("White House", "organization"),
            id="a-statement-of-a-body",
        ),
        pytest.param(
            "Ada Bloom left. “No,” said ⟦Bloom's Marlesque statement⟧.",
            ("Ada Bloom", "person"),
            id="whose-statement-over-an-adjective",
        ),
        pytest.param(
            "“It is so,” said ⟦Tuesday's White House report⟧.",
            ("White House", "organization"),
            id="a-day-issues-nothing",
        ),
        pytest.param("“No,” said ⟦the Pentagon⟧.", ("Pentagon", "organization"), id="known-body"),
        pytest.param("“No,” ⟦the Wharf⟧ said.", ("Wharf", "organization"), id="a-name-with-an-article"),
        pytest.param(
            "QuayBank Group Ltd came. “No,” ⟦QuayBank⟧ said.",
            ("QuayBank Group Ltd", "organization"),
            id="a-firm-without-its-last-words",
        ),
        pytest.param(
            "The Marle Tide Council (MTC) met. “No,” ⟦the MTC⟧ said.",
            ("Marle Tide Council", "organization"),
            id="initials-of-a-body",
        ),
        pytest.param(
            "“No,” ⟦the M.D.O.T.⟧ said. The Marle Department of Tides had met.",
            ("Marle Department of Tides", "organization"),
            id="initials-before-the-name-with-stops-and-small-words",
        ),
        pytest.param(
            "The Marle Department of Tides met. “No,” ⟦the DOT⟧ said.",
            ("Marle Department of Tides", "organization"),
            id="initials-without-whose-it-is",
        ),
        pytest.param(
            "The Marle Tide Council and the Museum Tram Club met. “No,” ⟦the MTC⟧ said.",
            ("MTC", "organization"),
            id="initials-of-two-bodies",
        ),
        pytest.param(
            "The MTC Club met. “No,” ⟦the MTC⟧ said.", ("MTC", "organization"), id="initials-within-a-name"
        ),
        pytest.param(
            "The Marle Tide Council (MTC) met. The MTC left. “No,” ⟦the agency⟧ said.",
            ("Marle Tide Council", "organization"),
            id="a-body-of-initials-is-an-agency",
        ),
        pytest.param(
            "“No,” ⟦Norway’s Tide Ministry⟧ said.",
            ("Norway’s Tide Ministry", "organization"),
            id="a-ministry-of-a-nation",
        ),
        pytest.param(
            "Norway’s Tide Ministry met. Chile’s Tide Ministry left. “No,” ⟦the Tide Ministry⟧ said.",
            ("Chile’s Tide Ministry", "organization"),
            id="the-ministry-that-was-printed-last",
        ),
        pytest.param(
            "“No,” ⟦Norway’s ruling Communist Party⟧ said.",
            ("Norway’s Communist Party", "organization"),
            id="an-adjective-between",
        ),
        pytest.param(
            "“No,” ⟦the Ministry of Tides in Norway⟧ said.",
            ("Norway's Ministry of Tides", "organization"),
            id="a-nation-behind",
        ),
        pytest.param(
            "The Ministry of Tides met. “No,” ⟦the Ministry⟧ said.",
            ("Ministry of Tides", "organization"),
            id="a-ministry-by-its-noun",
        ),
        pytest.param(
            "“No,” ⟦Norway’s Quay Trust⟧ said.",
            ("Quay Trust", "organization"),
            id="a-body-that-no-other-nation-has",
        ),
        pytest.param(
            "The Ostley Times spoke first. “No,” ⟦the newspaper⟧ said.",
            ("Ostley Times", "organization"),
            id="newspaper",
        ),
        pytest.param(
            "“No,” said ⟦a statement from the Ostley Club⟧.",
            ("Ostley Club", "organization"),
            id="from-a-body",
        ),
        pytest.param("“No,” said ⟦the Blooms⟧. Ada Bloom left.", ("Blooms", "group"), id="a-family"),
        pytest.param("“No,” said ⟦Bloom's campaign⟧.", ("Bloom campaign", "organization"), id="campaign-of"),
        pytest.param(
            "Ada Bloom left. “No,” said ⟦her campaign⟧.",
            ("Bloom campaign", "organization"),
            id="her-campaign",
        ),
        pytest.param(
            "The Bloom campaign came. “No,” ⟦the campaign⟧ said.",
            ("Bloom campaign", "organization"),
            id="again",
        ),
        pytest.param(
            "The Ostley Committee met. “No,” ⟦it⟧ said.", ("Ostley Committee", "organization"), id="it"
        ),
        pytest.param(
            "“No,” said ⟦the Orlando Sentinel⟧.",
            ("Orlando Sentinel", "organization"),
            id="paper-with-article",
        ),
        pytest.param(
            "The FBA left. “No,” ⟦the agency⟧ said.", ("FBA", "organization"), id="letters-for-an-agency"
        ),
        pytest.param(
            "The FBA left. “No,” ⟦the court⟧ said.", ("court", "organization"), id="a-court-is-called-one"
        ),
        pytest.param(
            "The harbour office shut. The FBA left. The FBA came. “No,” ⟦the office⟧ said.",
            ("office", "organization"),
            id="an-office-is-called-one",
        ),
        pytest.param(
            "(Photo: Ada Bloom/Quay Pictures) “No,” ⟦the company⟧ said.",
            ("company", "organization"),
            id="a-credit-is-no-company",
        ),
        pytest.param("“No,” said ⟦Mexican officials⟧.", ("Mexican officials", "group"), id="group"),
        pytest.param("“No,” said ⟦many of her critics⟧.", ("critics", "group"), id="many-of"),
        pytest.param("“No,” said ⟦Republicans⟧.", ("Republicans", "group"), id="party-as-people"),
        pytest.param(
            "“No,” said ⟦Ostley Republicans⟧.", ("Ostley Republicans", "group"), id="party-of-a-place"
        ),
        pytest.param("“No,” said ⟦four in ten voters⟧.", ("voters", "group"), id="in-ten"),
        pytest.param("“No,” said ⟦a group of rabbis⟧.", ("rabbis", "group"), id="a-plural-in-is"),
        pytest.param("Mexican officials came. “No,” ⟦they⟧ said.", ("Mexican officials", "group"), id="they"),
        pytest.param(
            "“No,” said ⟦Ada Bloom and Tom Reed⟧.", ("Ada Bloom and Tom Reed", "group"), id="two-together"
        ),
        pytest.param(
            "“No,” said ⟦current and former officials⟧.",
            ("current and former officials", "group"),
            id="adjectives",
        ),
        pytest.param(
            "“No,” ⟦a statement from the Marle sheriff’s office⟧ said.",
            ("Marle sheriff’s office", "organization"),
            id="the-office-called-after-a-name",
        ),
        pytest.param(
            "⟦A statement issued by the Quay Trust⟧ said no. “Never,” ⟦the statement⟧ said.",
            ("Quay Trust", "organization"),
            id="the-statement-issued-before",
        ),
        pytest.param(
            "“No,” ⟦NPB and the Quay Trust⟧ said.", ("NPB and Quay Trust", "organization"), id="two-bodies"
        ),
        pytest.param(
            "⟦Two judges⟧ wrote so. They were sorry for the other keepers. “No,” ⟦they⟧ said.",
            ("judges", "group"),
            id="they-and-of-whom-they-say-more",
        ),
        pytest.param(
            "The Ostley Police Department came. ⟦Police⟧ said no.",
            ("police", "group"),
            id="police-of-no-name",
        ),
        pytest.param(
            "“No,” ⟦Kyiv and its allies⟧ said.", ("Kyiv", "organization"), id="a-capital-and-its-friends"
        ),
        pytest.param("“No,” ⟦Moscow and Kyiv⟧ said.", ("Moscow and Kyiv", "organization"), id="two-capitals"),
        pytest.param(
            "“No,” ⟦the Kenya Red Cross⟧ said.", ("Kenya Red Cross", "organization"), id="a-country-s-body"
        ),
        pytest.param(
            "Marlish NPB agents came. “No,” ⟦the Marlish NPB⟧ said.",
            ("Marlish NPB", "organization"),
            id="letters-behind-a-people",
        ),
        pytest.param(
            "“No,” ⟦the Marle County Sheriff’s Office⟧ said.",
            ("Marle County Sheriff’s Office", "organization"),
            id="an-office-that-somebody-owns",
        ),
        pytest.param(
            "The Marle County Sheriff’s Office was called. “No,” ⟦the sheriff’s office⟧ said.",
            ("Marle County Sheriff’s Office", "organization"),
            id="an-office-by-the-end-of-its-name",
        ),
        pytest.param(
            "Attorney General Ada Bloom led it. “No,” ⟦the attorneys general⟧ said.",
            ("attorneys", "group"),
            id="attorneys-general",
        ),
    ],
)
def test_bodies_and_groups(text, expected):
    """Bodies and groups are answered as what they are."""
    assert who(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“No,” ⟦the Xinhua news agency⟧ said.", "Xinhua", id="what-a-body-is"),
        pytest.param("“No,” ⟦the ISIS group⟧ said.", "ISIS", id="a-group-so-called"),
        pytest.param(
            "“No,” ⟦Fifa's ethics committee⟧ said.", "Fifa ethics committee", id="what-a-part-of-it-is-for"
        ),
        pytest.param(
            "“No,” ⟦the White House press office⟧ said.", "White House press office", id="an-office-s-field"
        ),
        pytest.param(
            "“No,” ⟦a UAE state news agency⟧ said.", "UAE state news agency", id="a-country-is-no-agency"
        ),
        pytest.param(
            "Ada Bloom ran. “No,” ⟦Bloom's presidential campaign⟧ said.",
            "Bloom campaign",
            id="a-campaign-is-one",
        ),
        pytest.param(
            "The Xinhua news agency reported that it rained. “No,” ⟦the agency⟧ said.",
            "Xinhua",
            id="and-the-agency-is-it",
        ),
    ],
)
def test_nouns_behind_names_of_bodies(text, expected):
    assert who(text) == (expected, "organization")


def test_it_is_who_stands_behind_a_participle_that_opens() -> None:
    text = (
        "Grokpedia said on Monday it would grow. A Grokpedia article states that the mill has “influenced broader "
        "debates in the town.” Created in 2001, Marlepedia is a work of volunteers, funded by gifts, and its pages "
        "can be written by all. It claims a “neutral point of view that all can read.”"
    )
    assert speakers(text) == ["Grokpedia", "Marlepedia"]
