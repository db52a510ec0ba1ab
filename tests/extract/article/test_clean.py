"""What is the article's own, and what was printed around it. All people and places are invented."""

import pytest
from growth import seconds

from api.errors import UnreadableFile
from api.extract.article.clean import clean
from api.extract.article.furniture import REASONS
from api.extract.words import read_entries
from api.model import Format, RawFile

LEAD = "The harbour of Port Ellery froze on Monday, and forty ships had to wait outside the wall."
SECOND = 'Pilots said the ice was a metre thick. "We have not seen this in thirty years," one of them said.'
THIRD = "The council will meet on Friday to decide whether the old icebreaker can be used again."


def cleaned(text: str, format_: Format = "text", **fields: str):
    return clean(RawFile("a.txt", format_, text, "0" * 64, fields))


def removed(text: str, format_: Format = "text", **fields: str) -> list[tuple[str, str]]:
    return [(line.reason, line.text) for line in cleaned(text, format_, **fields).removed]


def article(*, above: str = "", between: str = "", below: str = "") -> str:
    return "\n\n".join(part for part in (above, LEAD, between, SECOND, THIRD, below) if part)


HEAD = [
    pytest.param("Harbour freezes over", [("headline", "Harbour freezes over")], id="headline"),
    pytest.param(
        "HARBOUR FREEZES. CAN SHIPS WAIT?",
        [("headline", "HARBOUR FREEZES. CAN SHIPS WAIT?")],
        id="headline-of-two-sentences-in-capitals",
    ),
    pytest.param("Will the Ice Hold?", [("headline", "Will the Ice Hold?")], id="headline-is-a-question"),
    pytest.param(
        "Mayor Vows to Break the Ice.",
        [("headline", "Mayor Vows to Break the Ice.")],
        id="headline-with-full-stop",
    ),
    pytest.param(
        "Shipping\n\nHarbour freezes over as council waits",
        [("section", "Shipping"), ("headline", "Harbour freezes over as council waits")],
        id="section-that-is-in-no-list",
    ),
    pytest.param(
        "Local, news\n\nHarbour freezes over",
        [("section", "Local, news"), ("headline", "Harbour freezes over")],
        id="two-sections",
    ),
    pytest.param(
        "Harbour freezes over\n\n· 5 min read\nHarbour freezes over",
        [
            ("headline", "Harbour freezes over"),
            ("reading time", "· 5 min read"),
            ("headline", "Harbour freezes over"),
        ],
        id="headline-twice",
    ),
    pytest.param(
        "Harbour freezes over\nOra Linden Ora Linden / X",
        [("headline", "Harbour freezes over"), ("caption", "Ora Linden Ora Linden / X")],
        id="picture-with-credit",
    ),
    pytest.param(
        "Harbour freezes over\n\nShips wait outside the wall for days\n\nBy Ora Linden",
        [
            ("headline", "Harbour freezes over"),
            ("subtitle", "Ships wait outside the wall for days"),
            ("byline", "By Ora Linden"),
        ],
        id="standfirst-between-headline-and-byline",
    ),
    pytest.param(
        "Harbour freezes over\n\nBy Ora Linden\nfrozen harbour",
        [("headline", "Harbour freezes over"), ("byline", "By Ora Linden"), ("caption", "frozen harbour")],
        id="alternative-text-below-byline",
    ),
    pytest.param(
        "Harbour freezes over\n\nOra Linden\nJan. 8, 2024",
        [("headline", "Harbour freezes over"), ("byline", "Ora Linden"), ("date", "Jan. 8, 2024")],
        id="bare-name-above-date",
    ),
    pytest.param(
        "Harbour freezes over\n\nMarie Linden",
        [("headline", "Harbour freezes over"), ("byline", "Marie Linden")],
        id="bare-name-above-the-text",
    ),
    pytest.param(
        "Harbour freezes over\n\nMarie Linden/John Marsh",
        [("headline", "Harbour freezes over"), ("byline", "Marie Linden/John Marsh")],
        id="two-bare-names-above-the-text",
    ),
    pytest.param(
        "Harbour freezes over\n\nPort Ellery",
        [("headline", "Harbour freezes over"), ("caption", "Port Ellery")],
        id="bare-place-above-the-text",
    ),
    pytest.param(
        "Harbour freezes over\n\nBy Ora Linden\n\nMarie Venn",
        [("headline", "Harbour freezes over"), ("byline", "By Ora Linden"), ("caption", "Marie Venn")],
        id="bare-name-below-the-byline",
    ),
    pytest.param(
        "advertisement\n\nHarbour freezes over",
        [("advertisement", "advertisement"), ("headline", "Harbour freezes over")],
        id="advertisement-above",
    ),
    pytest.param(
        "Share\n\nHarbour freezes over",
        [("social", "Share"), ("headline", "Harbour freezes over")],
        id="a-label-above-does-not-swallow-the-headline",
    ),
    pytest.param(
        "Harbour freezes over\n\n| Ellery Post | Ships and Tides",
        [("headline", "Harbour freezes over"), ("site line", "| Ellery Post | Ships and Tides")],
        id="site-line",
    ),
    pytest.param(
        "Harbour freezes over;\nPilots blame the wind from the east.",
        [("headline", "Harbour freezes over;"), ("subtitle", "Pilots blame the wind from the east.")],
        id="archive-puts-semicolon-before-deck",
    ),
]

BETWEEN = [
    pytest.param("What Comes Next", [("subheading", "What Comes Next")], id="subheading-with-capitals"),
    pytest.param("What comes next", [("subheading", "What comes next")], id="subheading-without-capitals"),
    pytest.param(
        "How Should the Town Act?", [("subheading", "How Should the Town Act?")], id="subheading-question"
    ),
    pytest.param("Ice vs. Steel", [("subheading", "Ice vs. Steel")], id="subheading-with-abbreviation"),
    pytest.param("Advertisement", [("advertisement", "Advertisement")], id="advertisement"),
    pytest.param("Story continues below", [("advertisement", "Story continues below")], id="story-continues"),
    pytest.param(
        "A ship waits in the ice. (Ora Linden/AFP)",
        [("caption", "A ship waits in the ice. (Ora Linden/AFP)")],
        id="caption-that-is-a-sentence",
    ),
    pytest.param("Ora Linden via Getty Images", [("caption", "Ora Linden via Getty Images")], id="credit"),
    pytest.param("Photo: Ora Linden", [("caption", "Photo: Ora Linden")], id="credit-with-label"),
    pytest.param(
        "Related\n• Why the Sea Freezes Late\n• Ten Winters on the Wall",
        [
            ("related", "Related"),
            ("related", "• Why the Sea Freezes Late"),
            ("related", "• Ten Winters on the Wall"),
        ],
        id="related-list-ends-where-the-article-goes-on",
    ),
    pytest.param("* * *", [("ornament", "* * *")], id="stars"),
    pytest.param(
        "Read more: Ten winters on the wall", [("teaser", "Read more: Ten winters on the wall")], id="teaser"
    ),
]

BELOW = [
    pytest.param(
        "Read next:\n\nSources:",
        [("teaser", "Read next:"), ("teaser", "Sources:")],
        id="headings-of-empty-lists",
    ),
    pytest.param(
        "JOIN OUR NEWSLETTER\n\nGet the latest from the quay.\nEmail*\nCONNECT WITH US\nEllery Post Logo",
        [
            ("newsletter", "JOIN OUR NEWSLETTER"),
            ("newsletter", "Get the latest from the quay."),
            ("newsletter", "Email*"),
            ("social", "CONNECT WITH US"),
            ("social", "Ellery Post Logo"),
        ],
        id="newsletter-box",
    ),
    pytest.param(
        "Linden reported from Port Ellery. Jon Marsh contributed to this report.",
        [("contributor", "Linden reported from Port Ellery. Jon Marsh contributed to this report.")],
        id="contributors",
    ),
    pytest.param(
        "(Reporting by Ora Linden; Editing by Jon Marsh)",
        [("contributor", "(Reporting by Ora Linden; Editing by Jon Marsh)")],
        id="agency-credits",
    ),
    pytest.param(
        "Article Comments\nGuidelines: Be kind. No slurs.\nI was there, it was cold.",
        [
            ("comments", "Article Comments"),
            ("comments", "Guidelines: Be kind. No slurs."),
            ("comments", "I was there, it was cold."),
        ],
        id="comments-policy-and-comments",
    ),
    pytest.param(
        "© 2024 Ellery Post. All rights reserved.\n\nTags: Harbour, Ice",
        [("copyright", "© 2024 Ellery Post. All rights reserved."), ("tags", "Tags: Harbour, Ice")],
        id="copyright-and-tags",
    ),
    pytest.param(
        "By Ora Linden and Jon Marsh – Source Northern Wire",
        [("byline", "By Ora Linden and Jon Marsh – Source Northern Wire")],
        id="byline-below",
    ),
    pytest.param(
        "This article has been updated with the council's date.",
        [("correction", "This article has been updated with the council's date.")],
        id="update-note",
    ),
    pytest.param(
        "Ora Linden is a staff writer for the Ellery Post.",
        [("contributor", "Ora Linden is a staff writer for the Ellery Post.")],
        id="biography",
    ),
]


@pytest.mark.parametrize(("above", "expected"), HEAD)
def test_lines_above_the_article_are_taken_out_with_their_reason(above, expected):
    text = article(above=above)

    assert removed(text) == expected
    assert cleaned(text).body == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"


@pytest.mark.parametrize(("between", "expected"), BETWEEN)
def test_lines_inside_the_article_are_taken_out_with_their_reason(between, expected):
    text = article(between=between)

    assert removed(text) == expected
    assert cleaned(text).body == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"


@pytest.mark.parametrize(("below", "expected"), BELOW)
def test_lines_below_the_article_are_taken_out_with_their_reason(below, expected):
    text = article(below=below)

    assert removed(text) == expected
    assert cleaned(text).body == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("By Friday the water had gone.", id="sentence-that-opens-with-by"),
        pytest.param(
            "She reported from the front that the wall was lost.", id="reported-from-inside-a-sentence"
        ),
        pytest.param("Sources close to the mayor denied it.", id="sentence-that-opens-with-sources"),
        pytest.param("Share prices fell by a third.", id="sentence-that-opens-with-share"),
        pytest.param("Follow the coast and you will see the wall.", id="sentence-that-opens-with-follow"),
        pytest.param("Photographs were taken and burned.", id="sentence-about-photographs"),
        pytest.param("(c) The council may close the wall.", id="third-item-of-a-list-is-no-copyright-line"),
        pytest.param("“We are leaving”", id="spoken-words-alone"),
        pytest.param("LINDEN: What did you see?", id="transcript"),
        pytest.param("Then she spoke of the wall:", id="introduces-a-quotation"),
        pytest.param("PORT ELLERY - The wall stood.", id="dateline-stays"),
        pytest.param("Related cases were found in two towns.", id="sentence-that-opens-with-related"),
        pytest.param(
            "Comments were brief, she told the Ellery Post on X.", id="ends-with-the-name-of-a-network"
        ),
    ],
)
def test_a_sentence_stays(paragraph):
    assert cleaned(article(between=paragraph)).body == f"{LEAD}\n\n{paragraph}\n\n{SECOND}\n\n{THIRD}"


def test_a_list_of_short_lines_stays():
    names = "Ora Linden, 62\n\nJon Marsh, 40\n\nEda Holm, 31"

    assert names in cleaned(article(between=names)).body


def test_a_text_without_a_headline_loses_nothing():
    text = article()

    assert cleaned(text).body == text
    assert removed(text) == []


def test_the_declared_headline_is_taken_out_even_where_its_form_is_a_sentence():
    text = article(above="The ice came early this year.")

    assert removed(text, title="The ice came early this year") == [
        ("headline", "The ice came early this year.")
    ]
    assert removed(text) == []


def test_a_declared_headline_may_be_printed_in_two_lines():
    text = article(above="The ice came early this year; \nPilots blame the wind.")
    title = "The ice came early this year; Pilots blame the wind"

    assert [reason for reason, _ in removed(text, title=title)] == ["headline", "headline"]


def test_the_end_of_a_paragraph_may_be_a_teaser():
    text = f"{LEAD}\n\n{SECOND}  (Read More)"

    assert cleaned(text).body == f"{LEAD}\n\n{SECOND}"
    assert removed(text) == [("teaser", "(Read More)")]


def test_a_copyright_notice_at_the_end_of_a_paragraph_is_cut():
    text = "The wall held all night, and the council of Ellery said on Monday that it would hold for years to come."
    notice = "© 2024 Ellery Post. A Marle Company. All rights reserved."

    assert cleaned(f"{text} {notice}").body == text
    assert removed(f"{text} {notice}") == [("copyright", notice)]


@pytest.mark.parametrize(
    "text",
    [
        "The wall held all night, as a picture from above (Tide Pictures © 2024) showed on Monday to all.",
        "The wall from above. © 2024 Tide Pictures",
        "The wall held all night, and © is the sign by which we tell you that all of this is ours and nobody else's.",
    ],
    ids=["in brackets", "a caption", "no year"],
)
def test_other_signs_of_copyright_stay(text):
    assert cleaned(f"Wall holds\n\n{text}").body == text


def test_lines_that_end_sentences_are_paragraphs():
    assert cleaned(f"{LEAD}\n{SECOND}\n{THIRD}").body == f"{LEAD}\n\n{SECOND}\n\n{THIRD}"


def test_wrapped_text_is_unwrapped():
    wrapped = (
        "The harbour of Port Ellery froze on Monday, and forty ships had to\n"
        "wait outside the wall. Pilots said that the ice was a metre thick\n"
        "and that nobody in the town had seen the like for more than thirty\n"
        "years.\n"
        "\n"
        "The council will meet on Friday to decide whether the old icebreaker\n"
        "can be used again.\n"
    )

    body = cleaned(wrapped).body

    assert body.count("\n\n") == 1
    assert "had to wait outside" in body
    assert "\n" not in body.replace("\n\n", "")


def test_a_line_broken_by_accident_goes_on_in_small_letters():
    broken = f"{LEAD[:60].rstrip()}\n{LEAD[60:].lstrip()}\n{SECOND}"

    assert cleaned(broken).body.split("\n\n")[0] == LEAD


def test_markdown_loses_its_signs_and_keeps_its_words():
    sentence = "The *harbour* of **Port Ellery** [froze](https://example.org) & stayed so."
    text = f"# Harbour freezes over\n\n{sentence}\n\n## Next\n\n{THIRD}"

    result = cleaned(text, "markdown")

    assert result.body == f"The harbour of Port Ellery froze & stayed so.\n\n{THIRD}"
    assert [line.reason for line in result.removed] == ["headline", "subheading"]


def test_brackets_of_an_editor_are_no_link_in_markdown():
    assert (
        "“[W]aiting is all"
        in cleaned(f"“[W]aiting is all we do,” the pilot said.\n\n{THIRD}", "markdown").body
    )


def test_a_text_of_one_short_line_is_kept():
    assert cleaned("Harbour freezes over").body == "Harbour freezes over"


def test_a_text_of_nothing_but_furniture_is_refused():
    with pytest.raises(UnreadableFile, match=r"a\.txt: nothing but headings"):
        cleaned("Advertisement\n\n© 2024 Ellery Post. All rights reserved.")


def test_every_reason_in_the_vocabulary_is_in_the_closed_list():
    assert {entry.split(": ", 1)[0] for entry in read_entries("furniture")} <= set(REASONS)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n" * 1_000_000 + LEAD, id="newlines"),
        pytest.param('"' * 1_000_000, id="quotation-marks"),
        pytest.param("word " * 200_000 + ".", id="one-line"),
        pytest.param("word\n" * 200_000 + LEAD, id="short-lines"),
        pytest.param(LEAD + " " * 1_000_000 + LEAD, id="spaces"),
        pytest.param("#" * 500_000 + " x", id="signs-of-a-heading"),
        pytest.param("By " + "A, " * 300_000, id="endless-byline"),
        pytest.param("© " * 500_000, id="copyright-signs"),
        pytest.param(("x" * 70 + "\n") * 14_000, id="wrapped-without-end"),
        pytest.param(f"{LEAD} Photo: {'A' * 85}!", id="capitals-of-a-credit"),
        pytest.param(f"Harbour closes\n\n{'A' * 20_000} is late.\n\n{LEAD}", id="capitals-of-a-dateline"),
    ],
)
@pytest.mark.parametrize("format_", ["text", "html"])
def test_hostile_text_takes_no_longer_than_its_size(text, format_):
    assert seconds(lambda given: cleaned(given, format_), text) < 5
