"""Names beside the furniture of a page, an office in letters or a place: labels and buttons are no names."""

import pytest
from spoken import quotations_in, speakers


def test_a_picture_is_nobody_and_so_is_who_took_it() -> None:
    text = (
        "“Well, there are no small teams,” said Bert Orr.\n\n"
        "The quay at night. Photograph: Cisco Reed\n\nSome boats are too old. “We play on,” he said."
    )
    assert speakers(text) == ["Bert Orr", "Bert Orr"]


def test_buttons_to_share_a_caption_are_no_part_of_a_name() -> None:
    text = "Facebook Twitter Pinterest Ada Bloom and her boat at the quay of Ostley.\n\n“It was bad,” Bloom said."
    assert speakers(text) == ["Ada Bloom"]


def test_a_network_of_that_name_speaks() -> None:
    assert speakers("“The post is gone,” Facebook said on Monday.") == ["Facebook"]


@pytest.mark.parametrize(
    ("mention", "speaker"),
    [
        pytest.param("Ostley Deputy CM Ada Bloom", "Ada Bloom", id="chief-minister"),
        pytest.param("Global Comms Ada Bloom", "Ada Bloom", id="a-field-in-front"),
    ],
)
def test_what_stands_before_a_name_is_no_part_of_it(mention: str, speaker: str) -> None:
    assert speakers(f"“The tide was high all day,” said {mention}.") == [speaker]


@pytest.mark.parametrize(
    ("mention", "kind"),
    [
        pytest.param("BLM London", "organization", id="initials-and-a-place"),
        pytest.param("AJ Dallas", "person", id="two-letters-are-a-first-name"),
        pytest.param("a Marle Vacation Bench", "organization", id="judges"),
        pytest.param("a senior House Democrat", "anonymous", id="of-a-chamber"),
    ],
)
def test_what_a_name_is_of(mention: str, kind: str) -> None:
    [quote] = quotations_in(f"“The tide was high all day,” {mention} said.")
    assert quote.speaker is not None
    assert quote.speaker.kind == kind


def test_the_place_before_a_colon_says_nothing() -> None:
    text = "Nagpur: Keepers want to hear why it was built “when the town has said that it must not be”."
    assert speakers(text) == ["Keepers"]


@pytest.mark.parametrize("opener", ["Enter", "Thank", "Consider", "Legendary", "Fellow"])
def test_what_opens_a_sentence_before_a_name_is_no_part_of_it(opener: str) -> None:
    text = f"{opener} Zxander Orr. “The tolls are too high for me,” he said."
    (quote,) = quotations_in(text)
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.kind) == ("Zxander Orr", "person")
