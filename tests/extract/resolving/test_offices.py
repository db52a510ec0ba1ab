"""Somebody named behind what he or she is: the office may have a body in front, or an "of" of its own."""

import pytest
from spoken import speakers


@pytest.mark.parametrize("tag", ["{} said", "said {}", "{} told the Echo"])
@pytest.mark.parametrize(
    "called",
    [
        "Hall of Tides president Ada Bloom",
        "Hall of Tides linebacker Ada Bloom",
        "Former Marle Bowl champion and Hall of Tides linebacker Ada Bloom",
        "Vice President of Quay Operations Ada Bloom",
        "QAQ of Marle Executive Director Ada Bloom",
        "QAQ of Marle senior staff attorney Ada Bloom",
        "Marle Fraternal Order of Keepers President Ada Bloom",
        "Head of School Ada Bloom",
        "chief operating officer Ada Bloom",
        "Marle Golf’s chief operating officer Ada Bloom",
        "MTC Supervisor of Instruction Ada Bloom",
        "Marle County Clerk of Courts Ada Bloom",
        "Israeli Ambassador to the United Nations Ada Bloom",
        "Chairman of the Quay Committee Ada Bloom",
        "Friends of the Marle River President Ada Bloom",
        "director of telecoms research Ada Bloom",
        "the harbour’s deputy minister for women Ada Bloom",
        "secretary of defense Ada Bloom",
    ],
)
def test_who_is_named_behind_the_office_speaks(called: str, tag: str) -> None:
    text = f"“The quay is shut, and nobody told us why it had to be,” {tag.format(called)} on Monday."
    assert speakers(text) == ["Ada Bloom"]


@pytest.mark.parametrize(
    "called",
    [
        "Harbour Affairs and Quay Safety Commissioner Ada Bloom",
        "Ostley Planning and Zoning Director Ada Bloom",
        "British and Irish Lions coach Ada Bloom",
    ],
)
def test_a_body_with_and_in_its_name_has_one_speaker(called: str) -> None:
    text = f"“The quay is shut, and nobody told us why it had to be,” {called} said on Monday."
    assert speakers(text) == ["Ada Bloom"]


def test_two_people_joined_are_not_the_second_alone() -> None:
    text = "Bert Reed came. “The quay is shut, and nobody told us why,” Reed and MTC director Ada Bloom said."
    assert speakers(text) != ["Ada Bloom"]


@pytest.mark.parametrize(
    "called",
    [
        pytest.param("the killer of teacher Ada Bloom", id="somebody-of-a-person-with-a-calling"),
        pytest.param("the wife of Ada Bloom", id="somebody-of-a-person"),
        pytest.param("a spokesman for Mayor Ada Bloom", id="who-speaks-for-an-office"),
        pytest.param("an aide to President Ada Bloom", id="who-helps-an-office"),
        pytest.param("friends of Mr Bloom", id="people-of-a-person"),
        pytest.param("the campaign of Marle nominee Ada Bloom", id="a-body-of-a-person"),
    ],
)
def test_whose_somebody_is_does_not_speak(called: str) -> None:
    text = f"Ada Bloom left. “The quay is shut, and nobody told us why,” {called} said on Monday."
    assert speakers(text)[0] not in {"Ada Bloom", None}


@pytest.mark.parametrize("called", ["Former minister Sir Bert Orr", "Foreign minister Bert Orr"])
def test_the_prime_minister_is_no_other_minister(called: str) -> None:
    text = (
        f"Ada Bloom is under fire.\n\n{called}, chair of a group, said tolls should “rise.”\n\n"
        "On Friday, the prime minister said: “We do what we said.”"
    )
    assert speakers(text)[-1] != "Bert Orr"
