"""Who holds a post speaks, however the post is printed: in capitals, with a comma too few, in front of the name."""

import pytest
from spoken import speakers

_SAID = "“There was no tide at all here.”"


@pytest.mark.parametrize(
    "subject",
    [
        pytest.param("Ada Bloom, convener of Quay Trust", id="no-second-comma"),
        pytest.param("Ada Bloom, Head of Retail at the Quay Trust", id="in-capitals"),
        pytest.param("Ada Bloom, General Secretary of the Quay Trust", id="in-capitals-of-two-words"),
        pytest.param("Ada Bloom, Vice President, Marle Dyers Association,", id="its-body-behind-a-comma"),
        pytest.param("Ada Bloom, managing director & CEO, Quay Life Fund,", id="two-posts-and-their-body"),
        pytest.param("Ada Bloom, Vice President, Quay Trust", id="both"),
        pytest.param(
            "Ada Bloom, Chief Officer & Head – Sales, Digital at Quay Trust,", id="a-list-of-fields"
        ),
        pytest.param("Ada Bloom, a member of the Committee on Trade and Quay Safety", id="a-field-of-two"),
        pytest.param("Ada Bloom - CEO of Zopper", id="behind-a-hyphen"),
    ],
)
def test_who_holds_a_post_speaks(subject: str) -> None:
    assert speakers(f"{subject} said: {_SAID}") == ["Ada Bloom"]


def test_a_holder_whose_first_name_no_list_has() -> None:
    assert speakers(f"Quay Marle chief executive, Adawen Bloom, said: {_SAID}") == ["Adawen Bloom"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            f"Asked about the people of New Ely, the attorney general said: {_SAID}",
            "attorney general",
            id="a-new-subject",
        ),
        pytest.param(
            f"{_SAID} said Bert Orr, head of Quay. Ada Bloom of Marle said: {_SAID}",
            "Ada Bloom",
            id="said-already",
        ),
        pytest.param(f"In New Ely, president Ada Bloom said: {_SAID}", "Ada Bloom", id="where-it-was"),
    ],
)
def test_others_speak_for_themselves(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("tag", "speaker"),
    [
        pytest.param("said Marlish forward Ada Bloom", "Ada Bloom", id="where-somebody-plays"),
        pytest.param("said Deputy Commissioner (traffic) Ada Bloom", "Ada Bloom", id="a-field-in-brackets"),
        pytest.param("said Ada Bloom CIO at Quay Trust", "Ada Bloom", id="an-office-behind-the-name"),
        pytest.param(
            "says president and CEO of the Ostley Chamber of Commerce Ada Bloom",
            "Ada Bloom",
            id="two-offices",
        ),
    ],
)
def test_the_name_behind_an_office(tag: str, speaker: str) -> None:
    assert speakers(f"“There was no tide at all here,” {tag}.") == [speaker]


def test_the_last_of_several_callings_is_who_has_the_first() -> None:
    text = (
        "Actress Ada Bloom left.\n\n“I had my ups,” the actress, director and philanthropist tells the Echo."
    )
    assert speakers(text) == ["Ada Bloom"]


def test_another_subject_is_no_calling_of_the_crowd() -> None:
    text = "As curses are heard from the crowd, the executive says, “Please be quiet now.”"
    assert speakers(text) == ["executive"]


def test_whose_sister_is_told_of_speaks() -> None:
    text = "“We will not have that,” Ada Bloom, a lawmaker whose sister Eva Orr, went missing in May, said."
    assert speakers(text) == ["Ada Bloom"]
