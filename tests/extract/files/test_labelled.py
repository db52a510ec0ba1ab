"""Facts in labelled lines above a text, and texts that only look so. All people, places and papers are invented."""

import pytest

from api.extract import read_bytes
from api.extract.article.clean import clean
from api.extract.article.metadata import read_metadata
from api.model import Metadata

PARAGRAPHS = [
    "The harbour of Port Ellery froze on Monday, and forty ships had to wait outside the wall for the wind to turn.",
    "“We have not seen this in thirty years,” said Edda Núñez, who has run the pilot station since it was built.",
    "The council will meet on Friday to decide whether the old icebreaker can be used again, a spokesman said.",
]
TEXT = "\n\n".join(PARAGRAPHS)
TITLE = "Harbour freezes over as forty ships wait"


def read(text: str, name: str = "a.txt") -> tuple[Metadata, list[str]]:
    (raw,) = read_bytes(text.encode(), name)
    cleaned = clean(raw)
    return read_metadata(raw, cleaned.body, cleaned.removed), cleaned.body.split("\n\n")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(f"Title: {TITLE}\nAuthor: Ora Linden\nDate: 2024-01-08", id="labels"),
        pytest.param(
            f"HEADLINE: {TITLE}\n\nBYLINE: Ora Linden\n\nDATE: January 8, 2024\n\nLENGTH: 312 words\n\nBODY:",
            id="archive",
        ),
        pytest.param(
            f"From: Desk <desk@post.example>\nTo: news@post.example\nDate: Mon, 8 Jan 2024 09:12:00 +0000\n"
            f"Author: Ora Linden\nSubject: {TITLE}",
            id="mail",
        ),
        pytest.param(
            "---------- Forwarded message ---------\nFrom: Desk <desk@post.example>\n"
            f"Date: Mon, Jan 8, 2024 at 9:12 AM\nSubject: {TITLE}\nByline: By Ora Linden",
            id="mail-sent-on",
        ),
        pytest.param(
            f"**Title:** {TITLE}\n**Author:** Ora Linden\n**Date:** 8 January 2024", id="bold-labels"
        ),
        pytest.param(
            f"https://post.example/ice\n\n{TITLE}\n\nOra Linden · 8 Jan 2024 · 3 min read", id="address-above"
        ),
        pytest.param(f"{TITLE}\nBy Ora Linden | Jan. 8, 2024, 3:15 p.m. ET", id="date-beside-the-name"),
        pytest.param(
            f"January 8, 2024 Monday\nFinal Edition\n\n{TITLE}\n\nBYLINE: Ora Linden", id="weekday-behind"
        ),
        pytest.param(
            f"FOR IMMEDIATE RELEASE\nJanuary 8, 2024\n\nContact:\nMara Voss, Port of Ellery\n(555) 010-0199\n"
            f"press@port.example\n\n{TITLE}\n\nBy Ora Linden",
            id="press-release",
        ),
    ],
)
def test_a_head_is_read_and_taken_out(head):
    facts, body = read(f"{head}\n\n{TEXT}")

    assert (facts.title, facts.authors, facts.published_on) == (TITLE, ("Ora Linden",), "2024-01-08")
    assert body == PARAGRAPHS


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(
            "Subject: the weather, and nothing else, was all that the captains talked of on Monday.", id="one"
        ),
        pytest.param(
            "Warning: the ice is thin.\n\nAdvice: stay ashore until the wind has turned.", id="unknown-labels"
        ),
        pytest.param("MAYOR: The ice is thin.\n\nPILOT: It is, and it will be thinner.", id="speakers"),
    ],
)
def test_a_text_that_begins_with_a_colon_stays_whole(first):
    _, body = read(f"{first}\n\n{TEXT}")

    assert body == [*first.split("\n\n"), *PARAGRAPHS]


def test_a_line_that_cannot_be_read_has_no_effect():
    facts, body = read(f"Title: {TITLE}\nAuthor: Ora Linden\nDate: some day in winter\n\n{TEXT}")

    assert (facts.title, facts.published_on, body) == (TITLE, None, PARAGRAPHS)


def test_notes_below_the_end_of_a_press_release_go():
    _, body = read(f"{TITLE}\n\n{TEXT}\n\n###\n\nAbout the port\n\nThe port has handled fish since 1810.")

    assert body == PARAGRAPHS


def test_the_paper_that_holds_the_rights_is_no_headline():
    facts, body = read(f"The Ellery Post\n\n{TITLE}\n\n{TEXT}\n\nCopyright 2024 The Ellery Post")

    assert (facts.title, facts.publisher, facts.authors) == (TITLE, "The Ellery Post", ())
    assert body == PARAGRAPHS


def test_a_box_whose_heading_ends_in_a_colon_goes():
    _, body = read(f"{TITLE}\n\n{TEXT}\n\nMore from The Ellery Post:\n\n- One thing\n\n- Another thing")

    assert body == PARAGRAPHS
