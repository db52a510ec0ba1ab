"""Facts of text that a program saved from a page: headline, day, authors, papers, among menus and notices.

All people, papers and places are invented; the forms are those that such programs leave.
"""

import pytest
from saved_text import BODY, TITLE, read

from api.extract.article.author_notes import names_in_note

DAY = "2025-11-08"


@pytest.mark.parametrize(
    "above",
    [
        pytest.param(
            "Skip to content ¶ Log in ¶ Where intelligence meets the sea ¶ TITLE", id="menu-and-slogan"
        ),
        pytest.param(
            "We pick what we like. If you buy through our links, we may earn money. ¶ TITLE", id="notice"
        ),
        pytest.param(
            "Mayor opens library in Ellery ¶ Why cats sleep so long ¶ Ten gifts for gardeners ¶ TITLE",
            id="other-headlines",
        ),
        pytest.param(
            "News ¶ Mayor opens library in Ellery ¶ News ¶ TITLE ¶ News ¶ Ten gifts for gardeners ¶ TITLE",
            id="among-other-headlines",
        ),
        pytest.param("Markets closed ¶ • Quay 500 ¶ 5,005.57 ¶ -24.16 (-0.48%) ¶ TITLE", id="prices"),
        pytest.param("A gift that gets them talking. Give a year of stories. ¶ TITLE", id="offer"),
        pytest.param("• News ¶ • Quay News ¶ • TITLE ¶ TITLE", id="path-as-a-list"),
        pytest.param("Got a tip? ¶ Newsletters ¶ TITLE", id="tip"),
        pytest.param("TITLE Skip to main content ¶ TITLE", id="menu-behind-the-headline"),
    ],
)
def test_the_headline_is_the_line_that_tells_what_the_text_is_about(above: str) -> None:
    article = read(above)

    assert article.metadata.title == TITLE
    assert article.body == BODY


@pytest.mark.parametrize(
    ("above", "title"),
    [
        pytest.param(
            "A long night in the north ¶ Patrol boats for Marle", "A long night in the north", id="no-better"
        ),
        pytest.param(
            "Patrol boats for Marle ¶ Ministers had put off boats", "Patrol boats for Marle", id="standfirst"
        ),
    ],
)
def test_the_first_line_stays_the_headline(above: str, title: str) -> None:
    body = BODY if "put off" in above else BODY.replace("Marle", "the north").replace("night", "evening")
    assert read(above, body=body).metadata.title == title


@pytest.mark.parametrize(
    ("above", "title"),
    [
        pytest.param(
            "Boats are coming to Marle. Here's what they will do. ¶ It took a year. ¶ Published November 8, 2025",
            "Boats are coming to Marle. Here's what they will do.",
            id="standfirst-and-label",
        ),
        pytest.param(
            "Marle is famously calm. It won't be for long. ¶ November 8, 2025",
            "Marle is famously calm. It won't be for long.",
            id="day-alone",
        ),
    ],
)
def test_a_headline_of_two_sentences(above: str, title: str) -> None:
    article = read(above)

    assert (article.metadata.title, article.metadata.published_on) == (title, DAY)
    assert article.body == BODY


@pytest.mark.parametrize(
    "above",
    [
        pytest.param(
            "TITLE ¶ Ministers had put off the step for a year. ¶ November 8, 2025", id="below-a-standfirst"
        ),
        pytest.param("TITLE ¶ November 8, 2025 report", id="beside-a-word"),
        pytest.param("TITLE ¶ Quay News Desk - Nov 8, 2025 | boats | harbour", id="among-tags"),
        pytest.param(
            "Sunday, November 9, 2025 ¶ TITLE ¶ November 8, 2025 10:00 PM", id="not-when-it-was-saved"
        ),
    ],
)
def test_the_day(above: str) -> None:
    article = read(above)

    assert article.metadata.published_on == DAY
    assert article.metadata.title == TITLE
    assert article.body == BODY


def test_a_day_in_figures_at_the_end_of_the_headline() -> None:
    assert read(f"{TITLE} 2025.11.08").metadata.published_on == DAY


def test_a_day_with_its_label_below_the_text() -> None:
    article = read(
        "TITLE", below="First published on November 8, 2025 / 1:54 PM EST ¶ The council meets on Fridays."
    )

    assert article.metadata.published_on == DAY
    assert "First published" not in article.body


def test_a_day_above_stays_where_none_is_below_the_headline() -> None:
    related = " ¶ ".join(["Read more", *(f"Boats and crews, part {number}" for number in range(15))])
    article = read("November 8, 2025 ¶ TITLE", below=f"{related} ¶ Published November 10, 2025")

    assert article.metadata.published_on == DAY


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        pytest.param("By Ada Bloom  on", ("Ada Bloom",), id="open-end"),
        pytest.param("posted on by Ada Bloom", ("Ada Bloom",), id="day-left-out"),
        pytest.param("Photos and Story By Ada Bloom", ("Ada Bloom",), id="photos-too"),
        pytest.param("Ada Bloom   Marle Courier-Post", ("Ada Bloom",), id="gap-before-the-paper"),
        pytest.param("Ada Bloom, marle.com", ("Ada Bloom",), id="site"),
        pytest.param(
            "By Ada Bloom November 8, 2025 ¶ By Bert Orr November 8, 2025",
            ("Ada Bloom", "Bert Orr"),
            id="two",
        ),
        pytest.param(
            "By ¶ Ada Bloom ¶ • Order Reprints ¶ • Print Article", ("Ada Bloom",), id="buttons-below"
        ),
        pytest.param("In Local News, News ¶ November 8, 2025", (), id="in-a-section"),
        pytest.param("By Social Links for Ada Bloom", ("Ada Bloom",), id="buttons"),
        pytest.param("By Ada Bloom, GNS Editor-at-large", ("Ada Bloom",), id="office-of-a-house"),
        pytest.param("By Ada Bloom, Senior AnalystUpdated Nov. 8, 2025", ("Ada Bloom",), id="glued-day"),
        pytest.param("By ¶ Order Reprints", (), id="label-behind-by"),
        pytest.param("By Ada BloomData and Graphics Journalist", ("Ada Bloom",), id="glued-beats"),
        pytest.param("Ada Bloom Deputy Content Hub Director", ("Ada Bloom",), id="deputy"),
        pytest.param("Ada Bloom Senior News Editor", ("Ada Bloom",), id="senior"),
        pytest.param(
            "By — ¶ Ada Bloom, Associated Press ¶ By — ¶ Bert Orr, Associated Press",
            ("Ada Bloom", "Bert Orr"),
            id="by-above",
        ),
        pytest.param(
            "Marle’s Harbour, National, News, Top Story 1 | | | Written by Ada Bloom",
            ("Ada Bloom",),
            id="behind-sections",
        ),
        pytest.param("GNS | ¶ November 8, 2025", (), id="no-agency"),
        pytest.param("PTI, Washington, ¶ November 8, 2025", ("PTI",), id="agency-and-place"),
        pytest.param("Zadie Quillfeather", ("Zadie Quillfeather",), id="name-no-list-has"),
    ],
)
def test_bylines(byline: str, authors: tuple[str, ...]) -> None:
    article = read(f"TITLE ¶ {byline}")

    assert article.metadata.authors == authors
    assert article.body == BODY


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("Ada Bloom is the senior space editor at the Marle Echo, and has a cat.", id="office"),
        pytest.param("Ada Bloom covers faith and joy for the Marle Echo. She started in 2006.", id="covers"),
        pytest.param("Ada Bloom has been writing about boats since she could write.", id="has-been-writing"),
        pytest.param(
            "Ada Bloom ¶ Senior Editor ¶ Ada Bloom is the senior editor of the Echo.", id="name-and-office"
        ),
        pytest.param("Ada Bloom ¶ Ada is a science writer who likes eels.", id="first-name"),
        pytest.param("Ada Bloom Ada Bloom is the space editor at the Echo.", id="name-of-a-picture"),
        pytest.param("Contact reporter Ada Bloom at abloom@echo.example", id="contact"),
        pytest.param("Ada Bloom may be reached at abloom@echo.example and on paper.", id="reached"),
        pytest.param("(Reporting by Ada Bloom; Editing by Bert Orr)", id="reporting-by"),
    ],
)
def test_a_note_below_the_text_tells_the_author(note: str) -> None:
    article = read("TITLE", below=note)

    assert article.metadata.authors == ("Ada Bloom",)
    assert article.body == BODY


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("Dora Pell is an author of books on boats as well.", id="told-of-above"),
        pytest.param("Ada Bloom is pushing the editor of the Echo to leave.", id="does-something"),
        pytest.param("Ada Bloom is an economist, and said the boats were late.", id="says-something"),
        pytest.param("Ada Bloom is the head of the council.", id="no-writer"),
    ],
)
def test_a_last_paragraph_about_somebody_is_no_note(paragraph: str) -> None:
    article = read("TITLE", below=paragraph)

    assert article.metadata.authors == ()
    assert article.body.endswith(paragraph)


def test_a_heading_tells_a_note_whose_name_no_list_has() -> None:
    article = read(
        "TITLE", below="ABOUT THE AUTHOR ¶ Zxadie Quillfeather is a producer, and lives in Ostley."
    )

    assert article.metadata.authors == ("Zxadie Quillfeather",)
    assert article.body == BODY


def test_a_name_and_an_outlet_apart_below_what_reads_like_the_text() -> None:
    first = (
        "Boats of Ostley are old, even among those of Ellery. Some crews feel that new ones may be late. The"
        " city has also vowed to pay for them, as they are widely seen as what Marle needs."
    )
    article = read(
        f"TITLE ¶ {first} ¶ The vote came after six weeks of ice in Marle ¶ Ada Bloom · Quay News ·"
    )

    assert article.metadata.authors == ("Ada Bloom",)
    assert article.body == f"{first}\n\n{BODY}"


def test_a_note_needs_a_name() -> None:
    assert names_in_note("Reporting by the desk; editing by night.") == ()
    assert names_in_note("x" * 2000) == ()


def test_a_notice_at_the_top_hides_neither_headline_nor_byline() -> None:
    article = read(
        "We use cookies to make our site better, and to know who reads it. ¶ TITLE ¶ By Ada Bloom Updated"
    )

    assert (article.metadata.title, article.metadata.authors) == (TITLE, ("Ada Bloom",))
    assert article.body == BODY


@pytest.mark.parametrize(
    ("line", "house"),
    [
        pytest.param("This post originally appeared on Ostley Echo.", "Ostley Echo", id="appeared-on"),
        pytest.param(
            "This article is republished from The Echo under a licence.", "The Echo", id="republished"
        ),
        pytest.param("This article was first published on November 8, 2025.", None, id="a-day"),
    ],
)
def test_where_a_text_was_printed_first(line: str, house: str | None) -> None:
    article = read("TITLE", below=line)

    assert (article.metadata.original_publisher, article.body) == (house, BODY)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("© Copyright of Quay News 2025", id="of"),
        pytest.param("© Quay News Photograph: Ada Bloom/Harbour Pictures", id="photograph"),
    ],
)
def test_whose_a_text_is_without_what_stands_beside(line: str) -> None:
    assert read("TITLE", below=line).metadata.publisher == "Quay News"


def test_who_took_a_picture_publishes_nothing() -> None:
    assert read("© Ada Bloom ¶ TITLE").metadata.publisher is None


def test_what_a_site_says_of_its_texts_is_not_its_name() -> None:
    line = "This article has been reviewed according to our policies. Editors have highlighted what follows:"

    assert read(f"{line} ¶ fact-checked ¶ TITLE").metadata.publisher is None


def test_a_kind_of_text_is_no_headline() -> None:
    assert read("By Ada Bloom - - Saturday, November 8, 2025 ¶ OPINION:").metadata.title_is_derived


def test_a_path_as_a_list_names_no_paper() -> None:
    facts = read("• News ¶ • Quay News ¶ • TITLE ¶ TITLE").metadata

    assert (facts.publisher, facts.section) == (None, "News")


def test_sections_behind_a_bar_are_no_part_of_the_headline() -> None:
    assert read("TITLE | Marle| News from Marle and beyond | DW ¶ TITLE").metadata.title == TITLE


def test_a_place_beside_a_day_is_no_author() -> None:
    assert read("TITLE ¶ Costa Rica ¶ November 8, 2025").metadata.authors == ()


def test_a_note_on_whom_the_byline_names_is_one_though_the_text_has_that_surname() -> None:
    article = read("TITLE ¶ By Ada Pell", below="Ada Pell is a producer at Quay News, and lives in Ostley.")

    assert article.body == BODY


@pytest.mark.parametrize("label", ["Published", "Skip Navigation"])
def test_a_label_above_the_headline(label: str) -> None:
    article = read(f"{label} ¶ TITLE")

    assert (article.metadata.title, article.metadata.section) == (TITLE, None)


def test_a_kicker_before_a_bar_is_no_part_of_the_headline() -> None:
    assert (
        read("Harbour Notes | Council votes to send patrol boats to Marle this winter").metadata.title
        == f"{TITLE} this winter"
    )


def test_a_note_without_a_name_below_the_text() -> None:
    note = "Marle-based correspondent covering boats and councils. Before that a keeper of eels."

    assert read("TITLE", below=note).body == BODY


def test_a_name_that_was_lost_leaves_a_byline_all_the_same() -> None:
    article = read("TITLE ¶ Ministers had put off the step for most of the year. ¶ By")

    assert article.metadata.subtitle == "Ministers had put off the step for most of the year."
    assert (article.metadata.byline, article.metadata.authors) == (None, ())
    assert article.body == BODY


def test_a_byline_below_what_reads_like_the_text() -> None:
    notes = "The boats lie in the ice of Marle, and nobody pays for the crews. " * 6
    article = read(f"TITLE ¶ {notes} ¶ By ADA BLOOM")

    assert article.metadata.authors == ("Ada Bloom",)


def test_whom_to_follow_is_no_author() -> None:
    article = read("TITLE", below="* Follow Marle Stars on Snapchat, Twitter , Facebook and Threads.")

    assert (article.metadata.authors, article.body) == ((), BODY)


def test_an_agency_and_a_dash_above_the_text_are_no_headline() -> None:
    article = read("GNS \xa0—")

    assert (article.metadata.title_is_derived, article.metadata.publisher) == (True, "GNS")
