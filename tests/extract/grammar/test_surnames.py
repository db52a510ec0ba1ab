"""Surnames and first names that are other words as well: whoever is called so speaks like everybody else."""

import pytest

from api.extract import extract_article
from api.model import RawFile

SURNAMES = (
    *("Kelly", "Daly", "Early", "Connolly", "Schlafly"),  # like adverbs
    *("Day", "Winter", "Summers", "Weeks"),  # like times
    *("May", "Will", "Case"),  # like auxiliaries and other small words
    *("Rose", "Hope", "Crow", "Love", "Grant", "Cook", "Call", "Speaks"),  # like verbs
    *("White", "Black", "Old", "Strong", "Best", "Noble", "Young"),  # like adjectives
    *("Mills", "Sellers", "Waters", "Banks", "Fields"),  # like several
    *(
        "Judge",
        "Speaker",
        "King",
        "Bishop",
        "Dean",
        "Major",
        "Pope",
        "Page",
        "Church",
        "Hill",
    ),  # like offices and places
)
FIRST_NAMES = (
    "Will",
    "May",
    "April",
    "Hope",
    "Grace",
    "Mark",
    "Chase",
    "Rob",
    "Sue",
    "Dean",
    "Prince",
    "Carly",
)
AS_SURNAME = {
    "opens": "Ada {}, a keeper, spoke in Ostley on Monday. {} said that the tolls were too high.",
    "in-full": "Ada {} told them on Monday that the tolls were too high.",
    "behind-a-time": "Ada {}, a keeper, spoke in Ostley. Last week, {} told them that the tolls were too high.",
    "behind-her-words": "It was dry, Ada {} said. “The tolls are far too high for us,” {} added.",
    "behind-the-verb": "Ada {}, a keeper, spoke in Ostley. “The tolls are far too high for us,” said {}.",
    "by-the-source": "Ada {}, a keeper, spoke in Ostley on Monday. The tolls are too high, according to {}.",
}
AS_FIRST_NAME = {
    "opens": "{} Bloom said that the tolls were too high.",
    "behind-the-verb": "It was dry in Marle. “The tolls are far too high for us,” said {} Bloom, a keeper.",
    "behind-a-time": "It was dry in Marle. Last week {} Bloom argued that the tolls were too high.",
    "closes": "It was dry in Marle, {} Bloom said.",
}


def speakers(text: str) -> set[str | None]:
    article = extract_article(RawFile("a.txt", "text", text, "0" * 64, {"title": "Tolls"}))
    return {quote.speaker and quote.speaker.name for quote in article.quotes}


@pytest.mark.parametrize("text", AS_SURNAME.values(), ids=AS_SURNAME)
@pytest.mark.parametrize("surname", SURNAMES)
def test_whose_surname_is_another_word(surname: str, text: str) -> None:
    assert speakers(text.format(surname, surname)) == {f"Ada {surname}"}


@pytest.mark.parametrize("text", AS_FIRST_NAME.values(), ids=AS_FIRST_NAME)
@pytest.mark.parametrize("first_name", FIRST_NAMES)
def test_whose_first_name_is_another_word(first_name: str, text: str) -> None:
    assert speakers(text.format(first_name)) == {f"{first_name} Bloom"}
