"""Text made to hurt takes time that grows with its length, and with nothing else.

Growth is measured, not time (see `growth`): four times the text may take four times as long.
"""

from collections.abc import Callable
from itertools import cycle, islice

import pytest
from growth import grows_in_step

from api.extract import extract_article, read_bytes
from api.model import RawFile

pytestmark = pytest.mark.slow

SHORT, LONG = 16_000, 64_000  # characters
MOST = 8  # times as long for four times the text: twice what is due, half of what a square would take

OPENING = "The harbour froze on Monday. Ada Bloom, the mayor, said so.\n\n"
KINDS = {
    "straight marks": '"',
    "opening marks": "“",
    "marks apart": "” “ ",
    "single marks": "'",
    "doubled single marks": "''",
    "quoted letters": "“a” ",
    "British quotations": "‘Yes,’ she said. ",
    "quotations": "“Yes,” she said. ",
    "fragments": "He said the “big bridge” had fallen down.\n\n",
    "unclosed quotations": "“Yes, she said.\n\n",
    "capital letters": "A",
    "capitalised words": "Bloom ",
    "words in capitals": "BLOOM ",
    "full names": "Ada Bloom and Bert Reed said. ",
    "names of bodies": "Committee of Ashby ",
    "generations": "Bloom Jr. ",
    "possessives": "Bloom's ",
    "commas": ",",
    "letters and commas": "A, ",
    "reports": "Bloom said, Reed said. ",
    "reports in one word": "Bloom said,Reed said.",
    "verbs of saying": "said ",
    "sources": "according to ",
    "asides": "Bloom, who ",
    "brackets": ") ( ",
    "dashes": "- ",
    "abbreviations": "Mr. ",
    "acronyms": "U.S.",
    "initials": "J. ",
    "ampersands": "A&",
    "strokes": "Bloom/",
    "numbers": "1,",
    "full stops": ".",
    "stops and marks": '." ',
    "newlines": "\n",
    "short lines": "a\n",
    "short paragraphs": "Reed said.\n\n",
    "spaces": " ",
    "tabs": " \t",
    "one long word": "a",
    "one long word with an accent": "é",
    "hyphens": "a-",
    "invisible signs": "\u200b",
    "stars": "* ",
    "bylines": "By ",
    "credits": "(Photo ",
    "contributors": "reported from A. ",
    "links": "Read more … ",
    "officials": "An official said. ",
    "pronouns": "He said she said. ",
    "turns": "BLOOM: Yes. ",
    "questions and answers": "Q: Why?\n\nA: So.\n\n",
    "ages": "Ada Reed, 36, came. The 36-year-old said no. ",
    "couples": "Ada Reed and Bert Orr came. “No,” the couple said. ",
    "open paragraphs": "“No.\n\n",
}
PAGES = {
    "paragraphs of a letter": "<p>a",
    "items of a letter": "<li>a</li>",
    "headings": "<h1>Harbour freezes over</h1>",
    "lines": "a<br><br>",
    "links": "<a href='/'>a</a> ",
    "forms": "<form>a",
    "the same paragraph": "<p class=x>Harbour freezes over again today.</p>",
    "open quotations": "<q>a",
    "open tables": "<table><tr><td>a",
}


@pytest.mark.parametrize("kind", KINDS)
def test_time_grows_with_the_length_of_the_text(kind: str) -> None:
    grows = grows_with_length(lambda length: extract_article(article(KINDS[kind], length)))

    assert grows, f"four times the {kind} take more than {MOST} times as long"


@pytest.mark.parametrize("unit", PAGES.values(), ids=PAGES)
def test_time_grows_with_the_length_of_the_page(unit: str) -> None:
    opening = f"<!DOCTYPE html><html><body><p>{OPENING}</p>"

    def read_page(length: int) -> None:
        list(read_bytes((opening + unit * (length // len(unit))).encode(), "hostile.html"))

    assert grows_with_length(read_page)


def test_names_that_are_all_different_cost_no_more() -> None:
    def many_people(length: int) -> None:
        names = islice(
            (f"{first}{middle}{last}" for first in "ABCDEFGH" for middle in "aeiou" * 8 for last in WORDS),
            length // 20,
        )
        people = " ".join(f"Ada {name} and {name} Reed said." for name in names)
        extract_article(RawFile("hostile.txt", "text", OPENING + people, ""))

    assert grows_with_length(many_people)


def test_paragraphs_that_share_a_part_cost_no_more() -> None:
    def many_paragraphs(length: int) -> None:
        shared = "The harbour froze over again, they all said … and so it went on in year {}.\n\n"
        paragraphs = "".join(map(shared.format, range(length // len(shared))))
        extract_article(RawFile("hostile.txt", "text", f"Harbour freezes over\n\n{OPENING}{paragraphs}", ""))

    assert grows_in_step(many_paragraphs, int, LONG, 4 * LONG, most=MOST)


def test_a_square_would_be_noticed() -> None:
    def square(length: int) -> int:
        return sum(
            place for start in range(length // 10) for place in range(start)
        )  # long enough to be no noise

    assert not grows_with_length(square)


WORDS = [f"{first}{second}" for first in "bcdfghklmnprst" for second in ("an", "el", "is", "ot", "um")]


def article(unit: str, length: int) -> RawFile:
    text = "".join(islice(cycle(unit), length))
    return RawFile("hostile.txt", "text", OPENING + text, "")


def grows_with_length(work: Callable[[int], object]) -> bool:
    return grows_in_step(work, int, SHORT, LONG, most=MOST)
