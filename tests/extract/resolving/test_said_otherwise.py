"""Somebody named and then called otherwise: by nation, part in a team, art or seat, or with a title in front."""

import pytest

from api.extract import extract_article
from api.model import RawFile

PLAYERS = (
    *("the Scot", "the Spaniard", "the Dutchman", "the young Dane", "the Finn", "the Serb"),  # no names
    *("the Brazilian", "the German", "the Australian"),  # adjectives elsewhere
    *(
        "the striker",
        "the midfielder",
        "the goalkeeper",
        "the full-back",
        "the former Marle striker",
        "the skipper",
    ),
    *(
        "the quarterback",
        "the pitcher",
        "the all-rounder",
        "the spinner",
        "the rookie",
        "the three-time champion",
    ),
)
SINGERS = (
    "the singer",
    "the Marle-born rapper",
    "the novelist",
    "the Oscar winner",
    "the Labour MP",
    "the peer",
)
PARENTS = ("the mother-of-two", "the mum-of-three")
TITLES = (
    *(
        "Sinn Féin TD",
        "DUP MLA",
        "Labour MSP",
        "Sub-Inspector",
        "Brigadier",
        "Havildar",
        "Comrade",
        "Commodore",
    ),
    *("Engr.", "Barr.", "Pst.", "Ald.", "Fr.", "Adv.", "Datuk Seri", "Professor Emeritus", "Mother-of-two"),
    *("Vice-captain", "Oscar-winning"),
)


def speakers(text: str) -> list[str | None]:
    article = extract_article(RawFile("a.txt", "text", text, "0" * 64, {"title": "Tolls"}))
    return [quote.speaker and quote.speaker.name for quote in article.quotes]


@pytest.mark.parametrize("called", PLAYERS)
def test_a_player_called_otherwise(called: str) -> None:
    """Who scored is who speaks, not the chair who spoke of him before."""
    text = (
        "Bert Orr signed for Ostley on Monday. Ada Bloom, the club’s chair, was pleased. “He is fast,” she said.\n\n"
        f"Orr scored twice on his debut.\n\n“It was a good day,” {called} said."
    )
    assert speakers(text) == ["Ada Bloom", "Bert Orr"]


@pytest.mark.parametrize("called", [*SINGERS, *PARENTS])
def test_somebody_known_called_otherwise(called: str) -> None:
    """Who alone is spoken of is meant, though no such role was printed."""
    text = f"Ada Bloom came to Marle on Sunday.\n\n“It was a good day,” {called} said."
    assert speakers(text) == ["Ada Bloom"]


def test_the_member_for_a_seat_is_one_of_several() -> None:
    """A seat that nobody in sight is known to have is somebody else's."""
    text = "Ada Bloom came to Marle on Sunday.\n\n“It was a good day,” the MP for Ostley North said."
    assert speakers(text) != ["Ada Bloom"]


def test_a_people_is_not_somebody() -> None:
    """ "The British said" is no one person."""
    text = "Ada Bloom came to Marle on Sunday.\n\n“It was a good day for trade,” the British said."
    assert speakers(text) != ["Ada Bloom"]


@pytest.mark.parametrize("title", TITLES)
def test_titles_are_no_part_of_a_name(title: str) -> None:
    """Also where they end in a full stop, or are printed in a line of several."""
    text = f"The quay was closed.\n\n“It is not safe,” {title} Ada Bloom said. “We checked it,” Bloom added."
    assert speakers(text) == ["Ada Bloom", "Ada Bloom"]


def test_what_somebody_was_before_is_no_first_name() -> None:
    """Nor where no list has the name, or the word opens the sentence."""
    text = "Ex-escort-turned-hairdresser Zxa Quill was angry.\n\n“It is not safe,” she said."
    assert speakers(text) == ["Zxa Quill"]


@pytest.mark.parametrize("letters", ["MP", "MSP", "MLA", "TD"])
def test_letters_of_a_seat_behind_a_name(letters: str) -> None:
    """ "Ada Bloom MP" is Ada Bloom, and so is Ms Bloom."""
    text = f"Ada Bloom {letters}, the new minister, said: “It is sad.” Ms Bloom added: “We will act.”"
    assert speakers(text) == ["Ada Bloom", "Ada Bloom"]


@pytest.mark.parametrize(
    "mention",
    [
        "The Sinn Féin MLA for Marle South, Ada Bloom,",
        "Tory MP for Marle, Ada Bloom,",
        "Another MP, Ada Bloom,",
    ],
)
def test_a_seat_before_a_name(mention: str) -> None:
    """Who has the seat speaks, not the party or the place."""
    assert speakers(f"{mention} said: “We are sad.” She added: “We will act.”") == ["Ada Bloom", "Ada Bloom"]


def test_a_seat_without_a_name() -> None:
    """The place that elects somebody says nothing."""
    assert speakers("The MSP for Marle Pollok said: “I was born here.”") == ["MSP for Marle Pollok"]


@pytest.mark.parametrize("age", ["Ten-year-old", "Twenty-five-year-old"])
def test_an_age_is_no_part_of_a_name(age: str) -> None:
    """Also at a sentence's start, where it has a capital."""
    assert speakers(f"{age} Yao came too. “I was alone,” Yao recalled.") == ["Yao"]


@pytest.mark.parametrize("thing", ["Bastille Day", "Gone Girl", "Mount Orrin", "Belfast South"])
def test_she_is_no_place_and_no_book(thing: str) -> None:
    """A run of capitals that ends as things do gives way to somebody."""
    last = thing.rpartition(" ")[2]
    text = (
        f"{thing} was over. Dee Hargreave, a keeper, had seen {thing}. Its {last} was long. “No,” she said."
    )
    assert speakers(text) == ["Dee Hargreave"]


@pytest.mark.parametrize(
    ("office", "called"),
    [
        ("Chancellor of the Exchequer", "Chancellor"),
        ("Prime Minister", "Prime Minister"),
        ("Minister for Tides", "minister"),
    ],
)
def test_an_office_in_capitals_before_a_name(office: str, called: str) -> None:
    """The office is whose name stands behind its comma."""
    text = (
        f"The toll was set by the {office}, Bert Orr. Ada Bloom was there.\n\n“It is low,” the {called} said."
    )
    assert speakers(text) == ["Bert Orr"]


@pytest.mark.parametrize("sign", [":", ",", ", in a letter to the town:", ", through an aide:"])
def test_said_at_the_head_of_a_sentence_is_a_verb(sign: str) -> None:
    """ "Said Orr: “...”" is said by Orr, though some are called Said."""
    assert speakers(f"Bert Orr keeps the quay. Said Orr{sign} “I was not asked at all.”") == ["Bert Orr"]


def test_says_is_never_a_name() -> None:
    assert speakers("Bert Orr left. Says Ada Bloom: “I was not asked at all.”") == ["Ada Bloom"]


def test_somebody_called_said() -> None:
    """Without marks right behind it is a name."""
    assert speakers("Said Ahmed, a farmer, was there. “It is dry,” Ahmed said.") == ["Said Ahmed"]


def test_the_force_is_the_police() -> None:
    """Not the last body that was named."""
    text = "Marle Police came to the quay. The Ostley Chess Federation was there. The force spoke of “minor trouble”."
    assert speakers(text) == ["Marle Police"]
