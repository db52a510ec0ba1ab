"""Words in marks that name something: works, groups, customs. Nobody states them, whoever stands near."""

import pytest

from api.extract import extract_article
from api.model import RawFile


def quoted(text: str) -> list[str]:
    article = extract_article(RawFile("a.txt", "text", text, "0" * 64, {"title": "Tolls"}))
    return [quote.text for quote in article.quotes if quote.kind != "indirect"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Ada Bloom left for Marle. She spent the holiday known as “the long tide” there.",
            id="a-custom-known-as",
        ),
        pytest.param(
            "Ada Bloom signed up for the system called “Motaly.” She left on Monday.", id="a-thing-called"
        ),
        pytest.param(
            "Ada Bloom (“The quay sinks”, 3 June) says that keepers should leave.",
            id="a-headline-with-its-day",
        ),
        pytest.param(
            "Bert Orr won a prize at 19 for his portrayal of a sailor in “What Ails Hettie Lane.” He left for Marle.",
            id="a-part-in-a-film",
        ),
        pytest.param("Ada Bloom scolded the Echo on “Morning Quay” on Monday.", id="a-guest-on-a-programme"),
        pytest.param(
            "Ada Bloom signed on to “Leviathan” for a small fee. Bert Orr paid for “Leviathan” himself.",
            id="in-marks-wherever-it-is-printed",
        ),
        pytest.param(
            "The mood in Marle worried Bert Orr. “Dreamer” has been a surprise here.",
            id="a-book-and-what-it-was",
        ),
        pytest.param(
            "Ada Bloom hardly knows the slang of Marle. Terms such as “rizz,” “mad lit” and “skib” puzzle her.",
            id="terms-such-as",
        ),
        pytest.param(
            "Ada Bloom left Marle.\n\nOrr, Bert. “The Class of Ostley Takes Its Time.” The Ostley Trend, "
            "9 November 2023, www.example.org/class. Accessed 11 November 2023.",
            id="a-list-of-sources",
        ),
        pytest.param(
            "Shopping was easy for Ada Bloom. Every time you click “buy” on an order, the chances are that it starts "
            "in Marle.",
            id="what-is-printed-on-a-button",
        ),
        pytest.param(
            "Sports lovers in Ostley, dubbed Marle’s “butterfly queen” by fans, came to where Ada Bloom swims.",
            id="what-somebody-is-dubbed-by-others",
        ),
        pytest.param(
            "Unemployment rose slightly and the level of “economic inactivity” dropped by a tenth in Marle.",
            id="a-technical-term",
        ),
        pytest.param(
            "Ada Bloom lives in Ostley. The results showed the weakness of “establishment” as a label.",
            id="results-that-show-a-label",
        ),
        pytest.param(
            "Ada Bloom met Bert Orr. The earnestness with which these “asking for a friend” posts were written was "
            "plain.",
            id="a-kind-of-posts",
        ),
        pytest.param(
            "Ada Bloom ran advertisements criticizing Orr from a page called “Ostley Primary Info.”",
            id="a-page-called-so-whoever-tells",
        ),
        pytest.param(
            "Ada Bloom said no. Women live in areas that are commonly called “maternity care deserts.”",
            id="commonly-called",
        ),
        pytest.param(
            "Ada Bloom spoke for years as a keeper of Marle, when she earned the nickname “the crocodile.”",
            id="a-nickname",
        ),
        pytest.param(
            "Scientists have shown that keepers cure eels (see “Eel Surgery”) and more.",
            id="where-to-read-more",
        ),
        pytest.param(
            "Attorneys for Ada Bloom had a say in whom the town named on a list of dozens of "
            "“credibly accused” keepers.",
            id="a-kind-of-people",
        ),
        pytest.param(
            "While the “Tolls. We’re on it.” campaign did not please Ada Bloom, she stayed in Marle.",
            id="the-slogan-of-a-campaign",
        ),
        pytest.param(
            "Marle’s daily Quayrouk answered with a drawing that shows a keeper carrying a “We are Bert” placard.",
            id="what-stands-on-a-placard",
        ),
    ],
)
def test_a_name_is_no_statement(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Bert Orr called it “Madness.”", ["Madness."], id="called-by-somebody"),
        pytest.param(
            "“Enough,” said Ada Bloom. “Enough,” said Bert Orr.",
            ["Enough,", "Enough,"],
            id="repeated-by-speakers",
        ),
        pytest.param(
            "Bert Orr believes in “a long and slow return.”",
            ["a long and slow return."],
            id="in-small-letters",
        ),
        pytest.param("Bert Orr dismissed the plan as “absurd.”", ["absurd."], id="dismissed-as"),
        pytest.param(
            "Authorities have defended the closing of Marle by saying they had acted against “rioters.”",
            ["rioters."],
            id="authorities-speak",
        ),
    ],
)
def test_what_looks_so_and_is_said(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


_UNSAID = [
    pytest.param("She is interested in “open source” intelligence and tides.", id="an-interest"),
    pytest.param("Her voters often play it safe, choosing “traditional” songs.", id="a-choice"),
    pytest.param(
        "Oversight Board is known as a kind of “supreme court” and was formed by Orr.", id="a-comparison"
    ),
    pytest.param("He won just 19 percent among “somewhat conservative” voters in Ostley.", id="a-group"),
    pytest.param("The couple started a foundation that focuses on “scientific understanding.”", id="an-aim"),
]


@pytest.mark.parametrize("text", _UNSAID)
def test_a_word_or_two_where_nobody_says_anything(text: str) -> None:
    assert quoted(f"Ada Bloom moved in on Monday. {text}") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "Bert Orr is angry that the council “refuse to act” on it.", "refuse to act", id="a-feeling"
        ),
        pytest.param("Quay Reserve: Tides pose “evolving risk” to the town.", "evolving risk", id="a-colon"),
        pytest.param(
            "Bert Orr encouraged parents to use “common sense” at home.", "common sense", id="advice"
        ),
    ],
)
def test_a_word_or_two_of_somebody_who_talks_or_feels(text: str, words: str) -> None:
    assert quoted(f"Ada Bloom moved in on Monday. {text}") == [words]
