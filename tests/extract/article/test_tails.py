"""What papers and their sites print below an article: none of it is text, and what resembles it is."""

import pytest

from api.extract import extract_article, read_bytes

BODY = """The council of Ostley voted on Monday to raise the tolls on the harbour bridge.

“The tolls are far too high for us,” Ada Reed, a keeper, said after the meeting.

The vote was the third in two years, and it will not be the last one, according to the mayor."""
TAILS = (
    "This article was originally published on Ellery Post.",
    "This story was originally published January 5, 2025, 9:00 AM.",
    "This article first appeared in the Ellery Post.",
    "See also: Ferries stop at noon",
    "Watch: Ferries stop at noon",
    "LISTEN | Ferries stop at noon",
    "Previous: Ferries stop at noon",
    "Suggested Topics: World",
    "Contact the reporter at borr@ellerypost.example.",
    "You can reach Bert Orr at borr@ellerypost.example.",
    "Bert Orr covers politics for the Ellery Post.",
    "About the author",
    "With inputs from agencies",
    "With QN inputs.",
    "(This story has not been edited by Post staff and is auto-generated from a syndicated feed.)",
    "Edited by: Cisco Ames",
    "Have a story? Email us at news@ellerypost.example.",
    "Got a news tip? Contact us at 555-0134.",
    "#bridges #tolls",
    "Click here to subscribe.",
    "To read the full story, click here.",
    "Download the Ellery Post app for more news.",
    "Get breaking news alerts by email.",
    "Support independent journalism. Donate today.",
    "Disclaimer: The views expressed are the author's own.",
    "The views expressed in this article are the author's own and do not reflect those of the Post.",
    "Terms of use | Privacy policy",
    "Powered by a press",
    "Source: Ellery Post",
    "Source: https://ellerypost.example/bridge",
    "What do you think? Let us know in the comments below.",
    "Log in or register to post comments",
    "Our Standards: The Ellery Principles.",
    "—Contact Bert Orr at bert.orr@ellerypost.example. Follow him on X, formerly known as Twitter, @bertorr.",
    "Bert Orr may be reached at borr@ellerypost.example and followed on Twitter at @borr.",
    "Contributing: Cisco Ames, The Associated Press",
    "Includes information from The Associated Press",
    "This essay originally appeared in the Ellery Post.",
    "Our journalism needs your support. Please subscribe today to ellerypost.example.",
    "Got a news tip or want to contact us directly? Email news@ellerypost.example",
    "Get the latest updates from the Ellery Post",
    "Waiting for your permission to load the Post's video.",
    "Most read in Boats",
    "You might like",
)
SENTENCES = (
    "Contact with the ferry was lost at noon, and divers went out to look for it.",
    "Watch the tide, the keeper says, and the tide will watch you.",
    "Next year the council will vote again.",
    "Ada Reed can be reached by nobody before noon, she says.",
    "Contributing to the fund, she said, was the least that Ostley could do.",
    "This essay originally meant for children is read by keepers, too.",
    "Contact the wardens at noon. Follow the tide, and never the gulls.",
    "With inputs from three towns the plan grew until nobody knew whose it was, and that was its merit.",
    "Ada Reed covers the boats for the winter.",
    "The source of the water was found: a pipe below the quay had burst in the night.",
)


HEADINGS = (
    "Top stories",
    "Trending topics",
    "Readers also read",
    "Latest updates",
    "Must read",
    "You may have missed",
)
LIST = ("Ferries stop at noon on Friday", "Bridge closed again after storm", "Mayor to leave office in May")


def body_of(text: str) -> str:
    return extract_article(next(iter(read_bytes(text.encode(), "a.txt")))).body


@pytest.mark.parametrize("tail", TAILS)
def test_a_line_below_an_article_is_no_text(tail: str) -> None:
    assert body_of(f"Council puts the bridge to a vote\n\nBy Bert Orr\n\n{BODY}\n\n{tail}\n") == BODY


def test_marks_of_a_review_above_an_article_are_no_text() -> None:
    review = (
        "This article has been reviewed according to Ellery Science's editorial process and policies. Editors have "
        "highlighted the following attributes while ensuring the content's credibility:\n\n"
        "fact-checked\n\npeer-reviewed publication\n\ntrusted source\n\nproofread"
    )

    assert body_of(f"Council puts the bridge to a vote\n\nBy Bert Orr\n\n{review}\n\n{BODY}\n") == BODY


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_begins_alike_stays(sentence: str) -> None:
    text = f"Council puts the bridge to a vote\n\nBy Bert Orr\n\n{BODY}\n\n{sentence}\n"

    assert body_of(text) == f"{BODY}\n\n{sentence}"


@pytest.mark.parametrize("sign", ["", "• ", "- "], ids=["plain", "dots", "dashes"])
@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["tight", "loose"])
@pytest.mark.parametrize("heading", HEADINGS)
def test_a_list_of_other_articles_is_no_text(heading: str, between: str, sign: str) -> None:
    box = between.join([heading, *(f"{sign}{title}" for title in LIST)])

    assert body_of(f"Council puts the bridge to a vote\n\nBy Bert Orr\n\n{BODY}\n\n{box}\n") == BODY
