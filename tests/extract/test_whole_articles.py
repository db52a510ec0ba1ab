"""Who says what, through the whole engine: rules of which several rooms have a part. All people are invented."""

import pytest

from api.extract import extract_article
from api.model import RawFile


def statements(text):
    """Return, of each quote in reading order, who says it; None where that stays open."""
    article = extract_article(RawFile("ferry.txt", "text", text, "0" * 64))
    return [quote.speaker and quote.speaker.name for quote in article.quotes]


def last(text):
    return statements(text)[-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "President Reed came to Ostley. A court heard his son, Hector Reed, in May.\n\n“No,” Reed said.",
            "Reed",
            id="a-son-named-later",
        ),
        pytest.param(
            "Donald Reed came. Reed sat. His brother, Hector Reed, was a pilot.\n\n“No,” Mr. Reed said.",
            "Donald Reed",
            id="a-brother-named-later",
        ),
        pytest.param(
            "Ostley wants a Reed again. Ada Reed, daughter of former mayor Bert Reed, won.\n\n“Yes,” Reed said.",
            "Ada Reed",
            id="a-daughter-of-whom-it-tells",
        ),
        pytest.param(
            "His father, Hector Reed, was a pilot. “No,” Reed said.", "Hector Reed", id="no-surname-before"
        ),
    ],
)
def test_relatives(text, name):
    """Who comes in as somebody's relative is not the one who was called by the bare surname before."""
    assert last(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "The Times of Marle has it. Marle said on Monday that the ferry was safe.", "Marle", id="a-paper"
        ),
        pytest.param(
            "The Commission on Spain met. Spain said on Monday that the ferry was safe.",
            "Spain",
            id="a-commission",
        ),
        pytest.param(
            "The Ostley Quay Trust met. “No,” the Quay Trust said.", "Ostley Quay Trust", id="a-body-s-tail"
        ),
    ],
)
def test_places_are_no_bodies_called_after_them(text, name):
    assert last(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "“We will sue,” Assistant Attorney General for Civil Rights Ada Bloom said.",
            "Ada Bloom",
            id="a-field-behind-for",
        ),
        pytest.param("Ambassador to NATO Bert Orr said it was strong.", "Bert Orr", id="a-body-behind-to"),
        pytest.param(
            "Ministry of Public Works spokeswoman Ada Bloom said it was “harsh”.",
            "Ada Bloom",
            id="a-ministry",
        ),
        pytest.param(
            "The office of prosecutor Bert Orr said it was “harsh”.",
            "office of prosecutor Bert Orr",
            id="an-office",
        ),
        pytest.param(
            "“It adds a touch,” said writer M. A. Bloom. Then “No,” Bloom said.",
            "M. A. Bloom",
            id="two-initials",
        ),
    ],
)
def test_names_behind_offices(text, name):
    """The field, place or body of an office is no part of the name behind it."""
    assert last(text) == name
