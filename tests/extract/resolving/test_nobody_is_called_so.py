"""Things, places and ranks are no people: no pronoun stands for what is always behind "the", nor for a state."""

import pytest
from spoken import speakers


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(
            "The Line of Control is long.\n\nAsked whether the Line of Control is a border, he said: ",
            id="always-behind-the",
        ),
        pytest.param("In the debate on the Bill before the House, he said: ", id="though-a-first-name-too"),
        pytest.param(
            "Karnataka offers a range of trades.\n\nKarnataka is ready, he added. ", id="a-state-of-India"
        ),
        pytest.param("Queensland has none.\n\nQueensland is late, he added. ", id="a-state-of-Australia"),
    ],
)
def test_he_is_no_thing(before: str) -> None:
    text = f"Mr Bert Orr, the harbour minister, spoke late.\n\n{before}“We are here to help them,” he said."
    assert set(speakers(text)) == {"Bert Orr"}


def test_where_only_a_thing_is_named_he_is_nobody() -> None:
    """Where nothing but a thing is named "he" is nobody, rather than a tax."""
    text = (
        "The state put off what is due of Corporate Income Tax. It is late for Corporate Income Tax.\n\n"
        "“We shall wait for it as long as we can,” he said."
    )
    assert speakers(text) == [None]


def test_who_is_called_so_without_an_article_is_somebody() -> None:
    text = "Zorvan came late to the Zorvan house.\n\n“We shall wait for it as long as we can,” he said."
    assert speakers(text) == ["Zorvan"]


def test_a_rank_with_its_ordinal_is_no_name() -> None:
    text = "Ada Bloom lost on Monday.\n\n“I was tired of it all,” said the 217th-ranked Bloom."
    assert speakers(text) == ["Ada Bloom"]


def test_a_seed_is_no_first_name() -> None:
    text = "Tenth-seeded Goran Bloom won on Monday.\n\n“I was tired of it all,” Bloom said."
    assert speakers(text) == ["Goran Bloom"]


def test_a_college_is_no_man() -> None:
    text = "Bert Orr came to Jackson State, which has no money. Jackson State is poor. “How can we win?” he said."
    assert speakers(text) == ["Bert Orr"]
