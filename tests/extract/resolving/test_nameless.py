"""“No,” he said: of somebody without a name whom the sentence right before is about."""

import pytest
from spoken import speakers


@pytest.mark.parametrize(
    ("before", "tag", "speaker"),
    [
        pytest.param("Her husband opened the window.", "he said", "husband", id="a-husband-of-hers"),
        pytest.param("But her husband opened the window.", "he said", "husband", id="behind-but"),
        pytest.param("Bloom’s brother opened the window.", "he said", "Bloom’s brother", id="a-named-owner"),
        pytest.param("A neighbour opened the window.", "he said", "neighbour", id="a-neighbour"),
        pytest.param(
            "Her former boss, who saw it too, was unmoved.",
            "he said",
            "former boss",
            id="over-a-relative-clause",
        ),
        pytest.param("One young rower was less patient.", "he said", "young rower", id="one-of-many"),
    ],
)
def test_the_nameless_subject_speaks(before: str, tag: str, speaker: str) -> None:
    text = f"“It hummed all night,” said Ada Bloom.\n\n{before} “So I unplugged it,” {tag}. “It was warm.”"
    assert speakers(text)[1:] == [speaker, speaker]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        pytest.param("Orr’s spokesman smiled.", "Orr’s spokesman", id="an-owners-spokesman"),
        pytest.param("His lawyer smiled.", "lawyer", id="his-lawyer"),
        pytest.param("A spokesman for Orr smiled.", "spokesman for Orr", id="a-spokesman-for-him"),
        pytest.param("Asked about it, Orr’s aide smiled.", "Orr’s aide", id="behind-what-was-asked"),
    ],
)
def test_who_speaks_for_somebody_speaks(before: str, speaker: str) -> None:
    text = f"“It hummed all night,” said Bert Orr.\n\n{before} “So we unplugged it,” he said."
    assert speakers(text) == ["Bert Orr", speaker]


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("His father opened the window.", id="of-a-man-and-his-father-the-man"),
        pytest.param("A neighbour woke Orr at five.", id="somebody-named-beside"),
        pytest.param("The keeper opened the window.", id="a-known-man-without-his-name"),
        pytest.param("Her sister opened the window.", id="a-woman"),
        pytest.param("The council opened the window.", id="a-body"),
    ],
)
def test_who_is_named_goes_on_speaking(before: str) -> None:
    text = f"“It hummed all night,” said Bert Orr.\n\n{before} “So I unplugged it,” he said."
    assert speakers(text) == ["Bert Orr", "Bert Orr"]


def test_the_nameless_stand_for_he_where_nobody_else_does() -> None:
    text = "The keeper opened the window. “So I unplugged it,” he said."
    assert speakers(text) == ["keeper"]


@pytest.mark.parametrize("document", ["letter", "email", "note"])
def test_a_document_is_what_it_reads(document: str) -> None:
    text = f"Ada Bloom was out.\n\nThe {document} arrived at noon.\n\n“The quay is shut,” it read."
    assert speakers(text) == [document]


@pytest.mark.parametrize("office", ["actor", "chairman", "spokesman", "bishop"])
@pytest.mark.parametrize("name", ["Emily Bloom", "Jan Bloom"])
def test_a_mans_office_makes_no_man_of_a_woman(office: str, name: str) -> None:
    text = f"The {office} {name} came on Monday. Bloom had not slept.\n\n“I am glad of it,” she said."
    assert speakers(text) == [name]


def test_a_mans_office_tells_a_man_where_the_name_does_not() -> None:
    text = "The chairman Quay Bloom came late. “I am glad of it,” he said."
    assert speakers(text) == ["Quay Bloom"]


@pytest.mark.parametrize(
    "called", ["pensioner", "left-hander", "freshman", "bassist", "rower", "octogenarian"]
)
def test_somebody_named_is_called_otherwise(called: str) -> None:
    text = f"“It was long,” Ada Bloom said.\n\nShe had trained. “I will not go back,” the {called} said."
    assert speakers(text) == ["Ada Bloom", "Ada Bloom"]


@pytest.mark.parametrize(
    ("document", "verb"),
    [("commendation", "read,"), ("town’s charter", "states"), ("proclamation", "reads")],
)
def test_what_a_document_does_is_no_part_of_it(document: str, verb: str) -> None:
    text = f"Ada Bloom was out.\n\nThe {document} {verb} “no keeper shall sleep on the quay.”"
    assert speakers(text) == [document]


def test_a_word_with_a_number_is_nobody() -> None:
    text = "Ward 3 keeper Bert Orr shared his concerns on Monday. “I am glad of it,” he said."
    assert speakers(text) == ["Bert Orr"]


def test_somebody_called_like_a_ward_speaks() -> None:
    assert speakers("Burt Ward came to Ward 3 late. “I am glad of it,” Ward said.") == ["Burt Ward"]
