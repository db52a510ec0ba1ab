"""Two who are named together, one behind the other, or under one surname: who of them speaks, or both."""

import pytest
from spoken import speakers

BOTH = "Ada Bloom and Bert Orr"


@pytest.mark.parametrize("called", ["the couple", "the pair", "the duo", "the newlyweds"])
@pytest.mark.parametrize("named", ["Ada Bloom and Bert Orr", "Ada Bloom and her husband, Bert Orr,"])
def test_two_called_by_one_word(called: str, named: str) -> None:
    """Who they are stands a sentence before."""
    assert speakers(f"{named} moved to Ostley in May. “We will never leave,” {called} said.") == [BOTH]


@pytest.mark.parametrize("link", ["and", "met"])
def test_the_former_and_the_latter(link: str) -> None:
    """The first and the second of the two named last."""
    text = (
        f"Ada Bloom {link} Bert Orr on the quay. “It is damp,” said the former. “It is dry,” said the latter."
    )
    assert speakers(text) == ["Ada Bloom", "Bert Orr"]


def test_nobody_is_the_pair_of_one() -> None:
    """Where one alone was named, "the pair" is described only."""
    assert speakers("Ada Bloom came to Ostley in May. “We will never leave,” the pair said.") == ["pair"]


def test_two_of_one_surname_told_by_their_offices() -> None:
    """A printed office tells which Reed it is."""
    text = (
        "Sen. Ada Reed and Gov. Tom Reed met in Ostley. “We agree,” Gov. Reed said. “We do,” Sen. Reed added."
    )
    assert speakers(text) == ["Tom Reed", "Ada Reed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bloom said it was “a mess,” and Orr called it “a shambles.”", ["Bloom", "Orr"]),
        ("Bloom said it was “a mess,” while Orr said it was “fine.”", ["Bloom", "Orr"]),
        ("Bloom called the toll “a mess”, but Orr described it as “a gift”.", ["Bloom", "Orr"]),
        ("Marle vowed to answer, with Bert Orr describing the raid as “a mistake”.", ["Bert Orr"]),
        ("Marle vowed to answer, with Bert Orr, a keeper, calling it “a mistake”.", ["Bert Orr"]),
        ("Marle was cold, with the keeper saying they were “not amused”.", ["keeper"]),
        ("A woman asked for a photo and Orr said, “As long as it is legal.”", ["Orr"]),
    ],
)
def test_each_clause_has_its_own_speaker(text: str, expected: list[str]) -> None:
    """A clause with a subject and a verb of its own right before the marks says who speaks."""
    assert speakers(text) == expected


def test_whoever_asks_is_not_who_answers() -> None:
    """ "Asked by Bloom ..., he" is another than Bloom."""
    text = "Bert Orr came to Ostley. Asked by Cy Bloom if he was sure, he laughed. “No,” he said."
    assert speakers(text) == ["Bert Orr"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Pedro Reed Bloom", "Reed"),
        ("Jos van den Heuvel", "van den Heuvel"),
        ("Jos van den Heuvel", "Van den Heuvel"),
        ("Ana de la Hoya", "De la Hoya"),
    ],
)
def test_surnames_of_several_words(full: str, short: str) -> None:
    """The first of two surnames, and a surname with two small words, are their bearer's."""
    text = f"{full} came to Ostley. “It is dry,” {short} said. {short[0].upper()}{short[1:]} told them: “It is damp.”"
    assert speakers(text) == [full, full]


@pytest.mark.parametrize(
    "rest",
    [
        "she says. Ada Bloom, 34, is sitting on the quay.",
        "she said on Monday.\n\nMayor Ada Bloom was at the quay, where Bert Orr had lost his boat.",
    ],
)
def test_words_that_open_an_article(rest: str) -> None:
    """Who speaks before anybody is named is who is named next."""
    assert speakers(f"“I never thought that I would live,” {rest}") == ["Ada Bloom"]


def test_somebody_else_named_next_is_not_she() -> None:
    """A man's name is no answer to "she"."""
    assert speakers(
        "“I never thought that I would live,” she says. Mr. Orr, 34, is sitting on the quay."
    ) == [None]


def test_a_song_is_nobody() -> None:
    """What stands in marks of its own is no candidate for a pronoun."""
    text = "Ada Bloom is back. Her single, “Jo Low”, is out on Friday. “It is about my father,” she said."
    assert speakers(text) == ["Ada Bloom"]


def test_somebody_listed_with_age_or_post_before_a_colon() -> None:
    """The name in front of the post is who speaks."""
    text = "Three told us what they think:\n\nAda Bloom, 34: “I like it.”\n\nCora Reed, a nurse: “Who cares?”"
    assert speakers(text) == ["Ada Bloom", "Cora Reed"]


def test_judges_together() -> None:
    """The plural is no part of the first one's name."""
    text = "Justices R. K. Orr and S. Bloom sat. “It is half a bridge,” Justice Orr said."
    assert speakers(text) == ["R. K. Orr"]
