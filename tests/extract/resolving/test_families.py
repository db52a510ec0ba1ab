"""Who of a family is meant: the elder, the younger, the twins’ father, and Mrs Reed."""

import pytest
from spoken import speakers

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


def test_a_bare_surname_is_not_the_first_ladys() -> None:
    text = (
        "Reed lashed out at the raid. Reed was angry, and frequently dines with first lady Lea Reed and her son.\n\n"
        "“It's a disgrace, it's an attack on our country,” Reed told reporters at the hall."
    )
    assert speakers(text) == ["Reed"]


def test_the_headline_of_another_article_names_nobody() -> None:
    text = (
        "Tom Fenn denounced the keepers. “We must go,” Fenn writes.\n\nRead: The keepers who loved Cal Orr’s "
        "stunt\n\n“When I joined the guard, some 50 years ago,” he writes, “I swore an oath to support the quay.”"
    )
    assert set(speakers(text)) == {"Tom Fenn"}
