"""What stands above a text that was copied or scraped from a page: each way of printing it is a row.

All people, papers and places are invented; the forms are those of news sites, think tanks and blogs.
"""

import pytest

from api.extract import extract_article, read_bytes
from api.model import Article

TITLE = "Ministers send patrol boats to Marle as smugglers change routes"
BODY = """\
The council voted on Monday to send two patrol boats to the waters off Marle, a step that ministers had put off.

“We can’t wait for another winter,” said Dora Pell, the defence minister, as she left the chamber. “People are tired.”

The boats will sail from Ostley before the end of the month, according to a plan that was seen by reporters."""
DAY = "2025-11-08"
ADA, BERT, CISCO = "Ada Bloom", "Bert Orr", "Cisco Reed"


def read(head: str, *, body: str = BODY) -> Article:
    """Read an article below `head`, whose lines are parted by " ¶ "; "TITLE" stands for the headline."""
    text = "\n\n".join(line.strip() for line in head.replace("TITLE", TITLE).split("¶"))
    return extract_article(next(iter(read_bytes(f"{text}\n\n{body}\n".encode(), "a.txt"))))


SIGNED = {
    "by-and-hour": (
        "TITLE ¶ By Ada Bloom and Bert Orr ¶ November 8, 2025 6:01 AM UTC · Updated 2 hours ago",
        [ADA, BERT],
    ),
    "with-the-outlet": (
        "TITLE ¶ By Ada Bloom, Bert Orr and Cisco Reed, GNS ¶ Updated 8:14 AM EST, Sat November 8, 2025",
        [ADA, BERT, CISCO],
    ),
    "bare-names-joined": ("TITLE ¶ Ada Bloom and Bert Orr ¶ Sat 8 Nov 2025 07.00 GMT", [ADA, BERT]),
    "bare-names-in-places": (
        "TITLE ¶ Ada Bloom in Ostley and Bert Orr ¶ Sat 8 Nov 2025 07.00 GMT",
        [ADA, BERT],
    ),
    "three-bare-names": ("TITLE ¶ Ada Bloom, Bert Orr, and Cisco Reed ¶ Nov 8, 2025", [ADA, BERT, CISCO]),
    "names-no-list-has": ("TITLE ¶ Xiaoling Wu and Okonkwo Eze ¶ 8 Nov 2025", ["Xiaoling Wu", "Okonkwo Eze"]),
    "name-above-office-and-outlet": (
        "TITLE ¶ 8 November 2025 ¶ Ada Bloom ¶ South America correspondent, Quay News",
        [ADA],
    ),
    "name-above-office-and-handle": (
        "TITLE ¶ Ada Bloom ¶ Defence correspondent @abloom ¶ Saturday 8 November 2025 06:00, UK",
        [ADA],
    ),
    "name-above-office-of-a-body": (
        "TITLE ¶ November 8, 2025 ¶ Ada Bloom ¶ Assistant professor of law at Marle College",
        [ADA],
    ),
    "name-above-a-place": ("TITLE ¶ Ada Bloom ¶ in Ostley ¶ Saturday 08 November 2025 06:00 GMT", [ADA]),
    "name-twice-above-an-office": (
        "TITLE ¶ Ada Bloom ¶ Ada Bloom ¶ Senior Fellow - Foreign Policy ¶ November 8, 2025 ¶ 5 min read",
        [ADA],
    ),
    "byline-above-an-office": ("TITLE ¶ By Ada Bloom ¶ Staff Writer ¶ Nov. 8, 2025 3 AM PT", [ADA]),
    "office-without-a-sign": ("TITLE ¶ Ada Bloom Defence Editor ¶ 08 November 2025 6:00am GMT", [ADA]),
    "office-that-lost-its-break": ("TITLE ¶ By Ada BloomStaff Writer ¶ Nov. 8, 2025", [ADA]),
    "by-that-lost-its-break": ("TITLE ¶ ByAda Bloom and Bert Orr ¶ November 8, 2025, 5:01 AM", [ADA, BERT]),
    "outlet-without-a-sign": (
        "TITLE ¶ By Ada Bloom Quay News ¶ Published November 8, 2025 5:00am EST",
        [ADA],
    ),
    "outlet-in-capitals": ("TITLE ¶ By Ada Bloom GNSBusiness ¶ Published November 8, 2025", [ADA]),
    "deputy-of-a-firm": ("TITLE ¶ By Ada Bloom, Deputy CTO, Marle Technologies ¶ November 8, 2025", [ADA]),
    "agencies": ("TITLE ¶ By Ada Bloom and News Agencies ¶ Published On 8 Nov 2025", [ADA]),
    "comments-behind": ("TITLE ¶ by Ada Bloom 5 Comments ¶ November 8, 2025", [ADA]),
    "and-others": ("TITLE ¶ Ada Bloom ¶ and others ¶ November 8, 2025", [ADA]),
    "news-by": ("TITLE ¶ News by Ada Bloom News Reporter ¶ Published on ¶ 8 Nov 2025", [ADA]),
    "reporter-with-a-beat": ("TITLE ¶ Ada Bloom Wellness Writer ¶ Nov. 8, 2025", [ADA]),
    "beat-behind-the-name": ("TITLE ¶ 8 November 2025 ¶ Ada Bloom Politics, News", [ADA]),
    "links-on-lines-of-their-own": (
        "TITLE ¶ November 8, 2025 5:00 AM ET ¶ By ¶ Ada Bloom ¶ , ¶ Bert Orr",
        [ADA, BERT],
    ),
    "and-on-a-line-of-its-own": ("TITLE ¶ November 8, 2025 ¶ By Ada Bloom ¶ and ¶ Bert Orr", [ADA, BERT]),
    "by-and-a-colon-alone": ("TITLE ¶ By: ¶ Ada Bloom ¶ Posted: ¶ Nov 8, 2025", [ADA]),
    "author-and-a-colon-alone": ("TITLE ¶ Author: ¶ Ada Bloom ¶ Nov 8, 2025", [ADA]),
    "dash-before": ("TITLE ¶ - By Ada Bloom ¶ - November 8, 2025", [ADA]),
    "shouted": (
        "TITLE ¶ BY ADA O’BLOOM AND BERT ORR ¶ Updated 8:14 AM EST, November 8, 2025",
        ["Ada O’Bloom", BERT],
    ),
    "name-and-date-without-a-sign": ("TITLE ¶ Ada Bloom November 8, 2025 3 min read", [ADA]),
    "name-and-date-that-lost-their-break": ("TITLE ¶ by Ada Bloom8 Nov 2025", [ADA]),
    "name-and-month-that-lost-their-break": ("TITLE ¶ Ada BloomNovember 8, 2025", [ADA]),
    "name-agency-and-date": ("TITLE ¶ Ada Bloom / GNS / Updated: Nov 8, 2025, 06:00 IST", [ADA]),
    "date-name-and-section": ("TITLE ¶ November 8, 2025 / by Ada Bloom / in News", [ADA]),
    "name-date-and-sections": ("TITLE ¶ By Ada Bloom November 8, 2025 in News, Politics", [ADA]),
    "posted-by-somebody's-login": ("TITLE ¶ Posted on November 8, 2025 by abloom", []),
    "american-day-with-its-hour": ("TITLE ¶ by Ada Bloom - 11/08/25 6:00 AM ET", [ADA]),
    "american-day-and-at": ("TITLE ¶ By Ada Bloom ¶ Published 11/08/25 AT 6:14 PM EST", [ADA]),
    "date-and-outlet": (
        "TITLE ¶ By Ada Bloom ¶ Updated on: November 8, 2025 / 6:14 PM EST / Quay News",
        [ADA],
    ),
    "date-and-house": (
        "TITLE ¶ By Ada Bloom, senior fellow ¶ November 8, 2025 | Center for Gulf Policy",
        [ADA],
    ),
    "date-and-section-above": (
        "Nov 8, 2025 - Politics & Policy ¶ TITLE ¶ Ada Bloom ¶ , ¶ author of Marle Notes",
        [ADA],
    ),
    "date-and-place": ("TITLE ¶ Published - November 08, 2025 06:00 am IST - OSTLEY ¶ ADA BLOOM", [ADA]),
    "date-with-seconds-of-reading": (
        "TITLE ¶ Ada Bloom ¶ Sat, November 8, 2025 at 6:00 AM EST 4 min read",
        [ADA],
    ),
    "published-and-updated-glued": (
        "TITLE ¶ By Ada Bloom ¶ November 8, 20256:01 AM UTCUpdated November 8, 2025",
        [ADA],
    ),
    "counts-between": ("TITLE ¶ Ada Bloom ¶ Comments: 12 ¶ November 8, 2025", [ADA]),
    "staff-of-a-paper": (
        "Crime & Safety ¶ TITLE ¶ Ada Bloom, ¶ Echo Staff ¶ Posted Sat, Nov 8, 2025 at 5:14 pm ET",
        [ADA],
    ),
    "below-its-buttons": (
        "TITLE ¶ " + "Facebook ¶ Print ¶ Email ¶ Comments ¶ " * 4 + "By Ada Bloom ¶ Nov 8, 2025",
        [ADA],
    ),
    "below-a-sentence": (
        "TITLE ¶ The plan had been put off since the spring. ¶ By ADA BLOOM and BERT ORR ¶ 11/08/2025 06:00 AM EST",
        [ADA, BERT],
    ),
    "below-a-sentence-and-buttons": (
        "TITLE ¶ It is a shift. ¶ Listen to this article · 6:14 min ¶ Learn more ¶ 212 ¶ By Ada Bloom ¶ Nov. 8, 2025",
        [ADA],
    ),
    "below-a-sentence-without-by": (
        "TITLE ¶ The plan had been put off since the spring. ¶ Ada Bloom ¶ Nov 8, 2025 ¶ 5 min read",
        [ADA],
    ),
    "below-a-note-on-her": (
        "TITLE ¶ Ada Bloom is a reporter at the Echo. ¶ By Ada Bloom ¶ November 8, 2025",
        [ADA],
    ),
    "note-above-the-signature": (
        "TITLE ¶ Ada Bloom ¶ November 8, 2025 ¶ Ada Bloom is a staff writer at the Echo.",
        [ADA],
    ),
    "picture-below": (
        "TITLE ¶ By Ada Bloom ¶ Nov 8, 2025 ¶ A patrol boat leaves Ostley. Photo: Cisco Reed",
        [ADA],
    ),
    "nobody-by-a-date": ("TITLE ¶ Save Article ¶ November 8, 2025", []),
    "name-above-an-address": (
        "TITLE ¶ Ada Bloom ¶ abloom@echo.example ¶ Nov 8, 2025 Updated 14 hrs ago ¶ 0",
        [ADA],
    ),
    "radio": ("TITLE ¶ NOVEMBER 8, 2025 5:00 AM ET ¶ HEARD ON MORNING EDITION ¶ Ada Bloom", [ADA]),
}


@pytest.mark.parametrize(("head", "authors"), SIGNED.values(), ids=SIGNED)
def test_who_signs_a_text_and_when(head: str, authors: list[str]) -> None:
    article = read(head)

    facts = article.metadata
    assert (facts.title, list(facts.authors), facts.published_on) == (TITLE, authors, DAY)
    assert article.body == BODY


@pytest.mark.parametrize(
    ("head", "section"),
    [
        pytest.param(
            "Harbour & Border Review ¶ Subscribe ¶ World · Americas ¶ TITLE", "World · Americas", id="paper"
        ),
        pytest.param("THE MARLE DISPATCH | News | Exclusive ¶ TITLE", None, id="paper-with-sections"),
        pytest.param("Quay News ¶ TITLE", None, id="station"),
        pytest.param("The Coastal Post ¶ Friday, November 7, 2025 ¶ TITLE", None, id="the-paper"),
        pytest.param("Ostley Review | Nov 8, 2025 ¶ TITLE", None, id="paper-and-date"),
        pytest.param("Home > News > Crime ¶ TITLE", "Crime", id="crumbs"),
        pytest.param("TITLE ¶ Category: World", "World", id="category"),
        pytest.param("WORLD & NATION ¶ TITLE", "WORLD & NATION", id="two-sections"),
        pytest.param("Home / Boats / Marle ¶ TITLE", "Marle", id="path"),
        pytest.param("Boats / Marle ¶ TITLE", "Boats / Marle", id="path-without-home"),
        pytest.param("Daily moment of calm — ¶ TITLE", "Daily moment of calm —", id="kicker-with-a-dash"),
        pytest.param(
            "The Long Shore ¶ TITLE ¶ The plan was put off ¶ By Ada Bloom", "The Long Shore", id="kicker"
        ),
        pytest.param("top story ¶ TITLE", "top story", id="kicker-in-small-letters"),
        pytest.param("Home Boats TITLE ¶ TITLE", None, id="crumbs-without-signs"),
        pytest.param("HomeBoatsTITLE ¶ Boats ¶ TITLE", "Boats", id="crumbs-that-lost-their-breaks"),
        pytest.param("Share this story: TITLE ¶ Copy link ¶ TITLE", None, id="button-with-the-headline"),
        pytest.param("TITLE - Marle Dispatch ¶ TITLE", None, id="with-the-site-and-again-without"),
    ],
)
def test_the_headline_below_other_lines(head: str, section: str | None) -> None:
    facts = read(head).metadata

    assert facts.title == TITLE
    assert facts.section == section


@pytest.mark.parametrize(
    "headline",
    [
        "Harbour policy is famously slow. It needn’t be.",
        "US, Marle reach deal",
        "Boats leave at last!",
        "Harbour freezes over",
    ],
)
def test_a_headline_that_looks_like_something_else(headline: str) -> None:
    facts = read(f"{headline} ¶ By Ada Bloom ¶ November 8, 2025").metadata

    assert (facts.title, facts.authors) == (headline, (ADA,))


def test_a_sentence_above_the_byline_is_the_standfirst() -> None:
    deck = "The plan had been put off since the spring."

    assert read(f"TITLE ¶ {deck} ¶ By Ada Bloom").metadata.subtitle == deck


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        pytest.param(
            "TITLE ¶ By Ada Bloom | abloom@echo.example | The Ostley Echo",
            "The Ostley Echo",
            id="behind-a-bar",
        ),
        pytest.param("Harbour Review ¶ TITLE ¶ By Ada Bloom", "Harbour Review", id="masthead"),
        pytest.param("© Provided by Harbour Review ¶ TITLE ¶ By Ada Bloom", "Harbour Review", id="provided"),
        pytest.param("TITLE ¶ By Ada Bloom | Reuters", None, id="agency"),
        pytest.param("TITLE ¶ By Ada Bloom | Bert Orr", None, id="two-people"),
    ],
)
def test_whose_text_it_is(head: str, publisher: str | None) -> None:
    assert read(head).metadata.publisher == publisher


def test_a_picture_above_the_dateline() -> None:
    picture = "Dora Pell speaks to reporters outside the chamber on Friday. ¶ Cisco Reed/Coastal Post"
    lead = f"OSTLEY — {BODY}"

    assert read(f"TITLE ¶ By Ada Bloom ¶ {DAY} ¶ {picture}", body=lead).body == lead


@pytest.mark.parametrize(
    "below",
    [
        pytest.param("“We can wait,” said Dora Pell.\n\nBy Ada Bloom", id="byline-below-the-text"),
        pytest.param("Nov. 8, 2025\n\nThe boats sailed for Marle on Saturday.", id="day-as-a-heading"),
    ],
)
def test_a_first_paragraph_is_no_standfirst(below: str) -> None:
    first = "OSTLEY (GNS) — The council voted on Monday to send two patrol boats to the waters off Marle."

    assert read("TITLE", body=f"{first}\n\n{below}").body.startswith(first)


def test_a_lead_with_its_dateline_is_no_standfirst() -> None:
    lead = "OSTLEY (GNS) — The council voted on Monday to send two patrol boats to Marle."

    assert read("TITLE", body=f"{lead}\n\nBy Ada Bloom\n\nNov 8, 2025\n\n{BODY}").body.startswith(lead)
