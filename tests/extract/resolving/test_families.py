"""Who of a family is meant: the elder, the younger, Mrs Reed, and whoever is called like an office."""

import pytest
from spoken import speakers

from api.extract import extract_article
from api.model import RawFile

MAYOR = "Mayor Tom Reed and his wife, Lea Reed, came to Ostley."
FATHER = "His father, Tom Reed Sr., held the same office."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{MAYOR} {FATHER} “No,” the mayor said.", "Tom Reed", id="not-the-father"),
        pytest.param(f"{MAYOR} {FATHER} “No,” the elder Reed said.", "Tom Reed Sr.", id="the-elder-by-sr"),
        pytest.param(f"{MAYOR} {FATHER} “No,” the younger Reed said.", "Tom Reed", id="the-younger-of-sr"),
        pytest.param(
            "Cal Fenn, 41, sold it. His younger brother, Rory Fenn, wept. “No,” the younger Fenn said.",
            "Rory Fenn",
            id="younger-brother",
        ),
        pytest.param(
            "Cal Fenn, 41, sold it. His younger brother, Rory Fenn, wept. The elder Fenn laughed. “No,” he said.",
            "Cal Fenn",
            id="the-elder-on-the-way",
        ),
        pytest.param(
            "Curt Reed came. His father, Ray Reed, came too. Ada Reed left. “No,” the elder Reed said.",
            "Ray Reed",
            id="father-by-his-role",
        ),
        pytest.param(
            "Tim Reed of Reed Homes spoke. His father, Ken Reed, listened. “No,” Mr Reed senior said.",
            "Ken Reed",
            id="senior-behind",
        ),
        pytest.param(
            "Bert Reed lost. Reed’s father, Bert senior, had won. “We won,” Bert Reed senior said.",
            "Bert Reed Sr.",
            id="senior-behind-a-full-name",
        ),
        pytest.param(
            "The Rev. Bert Reed led them. Bert Reed Sr. died at 84. “We won,” Reed said.",
            "Bert Reed Sr.",
            id="one-person-with-and-without",
        ),
    ],
)
def test_the_elder_and_the_younger(text: str, expected: str) -> None:
    """Generations and roles tell."""
    assert speakers(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Bert Reed, 62, is missing. His wife, Ada, called the police. “He left at nine,” Mrs Reed said.",
            "Ada Reed",
            id="wife",
        ),
        pytest.param(
            "Ada Reed won. Her husband, Bert, came along. “I carry the bag,” Mr Reed said.",
            "Bert Reed",
            id="husband",
        ),
        pytest.param(
            "Osric Reed wrote it. His widow, Peg, came. “He hated it,” Mrs Reed said.",
            "Peg Reed",
            id="of-a-rare-first-name",
        ),
        pytest.param(
            "Bert Reed came with Lea Reed. His mother, Peg, was ill. “He left,” Mrs Reed said.",
            "Lea Reed",
            id="somebody-else-in-full",
        ),
        pytest.param(
            "Bert Reed, 62, came. His wife, Ada, and his mother, Peg, wept. “He left,” Mrs Reed said.",
            "Reed",
            id="either",
        ),
    ],
)
def test_a_relative_without_a_surname(text: str, expected: str) -> None:
    """The form of address tells whose surname it is."""
    assert speakers(text)[-1] == expected


@pytest.mark.parametrize("surname", ["King", "Baker", "Bishop", "Farmer", "Sheikh"])
@pytest.mark.parametrize("title", ["Mr", "Dr", "Sgt", "Insp", "Prof", "Judge", "Senator"])
def test_a_surname_like_an_office_behind_a_title(title: str, surname: str) -> None:
    """Papers without full stops behind titles, the British ones, lost all that such people say."""
    assert speakers(f"Bert {surname} came. “It is so,” {title} {surname} said.")[-1] == f"Bert {surname}"


def test_a_surname_like_a_body_behind_a_title() -> None:
    """A form of address is no body's."""
    assert speakers("Lea Church, 43, came. “It is so,” Mrs Church said.") == ["Lea Church"]


@pytest.mark.parametrize("office", ["Mr Speaker", "Lord Chancellor"])
def test_an_office_behind_a_title_is_no_surname(office: str) -> None:
    assert speakers(f"Ada Bloom came. “It is so,” {office} said.")[-1] == office


def test_judges_together() -> None:
    """The plural is no part of the first one's name."""
    text = "Justices R. K. Orr and S. Bloom sat. “It is half a bridge,” Justice Orr said."
    assert speakers(text) == ["R. K. Orr"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Sen. Ada Orr, chairwoman of the Tide Fund, rose. “No,” the chairwoman said.", "Ada Orr"
        ),
        pytest.param("The council leader, Cllr Ada Orr, rose. “No,” the leader said.", "Ada Orr"),
        pytest.param("Minister Bert Reed met Ada Orr MP. “No,” the MP for Dray said.", "Ada Orr"),
    ],
    ids=["behind-a-title", "before-a-title", "letters"],
)
def test_an_office_beside_a_title(text: str, expected: str) -> None:
    """Who has a title in front may be called by what stands behind."""
    assert speakers(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The farming minister, Lord Orr, came. “No,” the minister said.", "Orr", id="in-ing"),
        pytest.param(
            "The twins’ father, Ken Reed, came. “No,” the elder Reed said.", "Ken Reed", id="of-several"
        ),
        pytest.param(
            "Tim Reed came with Ada Orr. The Reeds’ son, Bert, wept. “No,” he said.", "Bert", id="he"
        ),
    ],
)
def test_what_stands_before_the_comma_is_the_role(text: str, expected: str) -> None:
    """Also with a word in -ing, and behind a possessive of several."""
    assert speakers(text)[-1] == expected


@pytest.mark.parametrize("noun", ["insurer", "company", "importer"])
def test_a_firm_between_commas(noun: str) -> None:
    """What a firm is tells its kind, however it speaks."""
    text = f"The {noun}, Orrix, paid at once. “We are as surprised as anyone,” Orrix said."
    (quote,) = extract_article(RawFile("x", "text", text, "0" * 64, {})).quotes
    assert quote.speaker is not None
    assert quote.speaker.kind == "organization"


def test_a_role_goes_on_behind_an_abbreviation() -> None:
    """The stop of "Mr." and of an initial doesn't end what somebody is."""
    text = "“No,” said Ada Reed, a former adviser to Gov. George W. Orr, on Monday."
    (quote,) = extract_article(RawFile("x", "text", text, "0" * 64, {})).quotes
    assert quote.speaker is not None
    assert quote.speaker.description == "former adviser to Gov. George W. Orr"
