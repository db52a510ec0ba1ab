"""What stands above the text of a plain file: headline, byline and date, in the forms that papers print them."""

from itertools import product

import pytest

from api.extract import extract_article, read_bytes

TITLE = "Council puts the harbour bridge to a vote"
BODY = """

The council of Ostley voted on Monday to raise the tolls on the harbour bridge, a plan that has split the town.

“The tolls are far too high for us,” Ada Reed, a keeper, said after the meeting.

The vote was the third in two years, and it will not be the last one, according to the mayor.
"""
HEADLINES = {
    "plain": TITLE,
    "as-in-markdown": f"# {TITLE}",
    "labelled": f"Title: {TITLE}",
    "twice": f"{TITLE}\n\n{TITLE}",
    "with-the-site": f"{TITLE} | Ellery Post",
    "below-a-section": f"Politics\n\n{TITLE}",
    "below-crumbs": f"Home > News > Politics\n\n{TITLE}",
    "below-a-menu": f"Skip to content\nMenu\nSubscribe\n\n{TITLE}",
    "above-buttons": f"{TITLE}\n\nShare\nTweet\nEmail\nPrint",
    "above-a-reading-time": f"{TITLE}\n\n4 min read",
}
DAY = "2025-01-05"
BYLINES = {
    "By Bert Orr": (["Bert Orr"], None),
    "By Bert Orr and Cisco Ames": (["Bert Orr", "Cisco Ames"], None),
    "BY BERT ORR": (["Bert Orr"], None),
    "By Bert Orr, Staff Writer": (["Bert Orr"], None),
    "By Bert Orr | Ellery Post": (["Bert Orr"], None),
    "By Bert Orr\nborr@ellerypost.example": (["Bert Orr"], None),
    "By Bert Orr\nSpecial to the Ellery Post": (["Bert Orr"], None),
    "Written by Bert Orr": (["Bert Orr"], None),
    "Bert Orr, Political Correspondent": (["Bert Orr"], None),
    "Bert Orr\nQuay News, Ostley": (["Bert Orr"], None),
    "Posted by Bert Orr on January 5, 2025": (["Bert Orr"], DAY),
    "Published January 5, 2025 by Bert Orr": (["Bert Orr"], DAY),
    "January 5, 2025 | Bert Orr": (["Bert Orr"], DAY),
    "By Bert Orr • January 5, 2025": (["Bert Orr"], DAY),
    "By Bert Orr\nPublished Jan. 5, 2025, 10:32 a.m. EST\nUpdated Jan. 6, 2025": (["Bert Orr"], DAY),
    "Bert Orr\nJanuary 5, 2025": (["Bert Orr"], DAY),
    "By Staff": ([], None),
    "": ([], None),
}


@pytest.mark.parametrize(
    ("headline", "byline"),
    [pytest.param(*pair, id=f"{pair[0]}:{pair[1][:20]}") for pair in product(HEADLINES, BYLINES)],
)
def test_a_head_is_read(headline: str, byline: str) -> None:
    text = f"{HEADLINES[headline]}\n\n{byline}{BODY}"
    authors, day = BYLINES[byline]

    article = extract_article(next(iter(read_bytes(text.encode(), "a.txt"))))

    facts = article.metadata
    assert (facts.title, list(facts.authors), facts.published_on) == (TITLE, authors, day)
    assert article.body == BODY.strip()


def test_a_publisher_that_is_known_is_cut_from_behind_a_dash() -> None:
    text = f"{TITLE} - Ellery Post{BODY}\n© 2025 Ellery Post. All rights reserved.\n"

    article = extract_article(next(iter(read_bytes(text.encode(), "a.txt"))))

    assert article.metadata.title == TITLE


def test_a_dash_in_a_headline_stays() -> None:
    article = extract_article(next(iter(read_bytes(f"{TITLE} - at last{BODY}".encode(), "a.txt"))))

    assert article.metadata.title == f"{TITLE} - at last"


def test_headings_of_markdown_are_no_text() -> None:
    text = f"# {TITLE}{BODY}\n## What comes next\n\nThe ships will wait for a month, the council said on Monday.\n"

    article = extract_article(next(iter(read_bytes(text.encode(), "a.txt"))))

    assert "##" not in article.body
    assert ("subheading", "What comes next") in {(one.reason, one.text) for one in article.removed}
