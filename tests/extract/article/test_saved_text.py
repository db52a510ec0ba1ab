"""Text that a program saved from a page: menus, notices and other headlines above, notes on the author below.

All people, papers and places are invented; the forms are those that such programs leave.
"""

import pytest

from api.extract import extract_article, read_bytes
from api.extract.article.author_notes import names_in_note
from api.model import Article

TITLE = "Council votes to send patrol boats to Marle"
LEAD = """\
The council voted on Monday to send two patrol boats to the waters off Marle, a step that ministers in Ostley had \
put off for most of the year because nobody would pay for the crews.

“We can’t wait for another winter,” said Dora Pell, the defence minister, as she left the chamber late in the \
evening. “People are tired of smugglers, and they are tired of us.”"""
BODY = f"""{LEAD}

The boats will sail from Ostley before the end of the month, according to a plan that was seen by reporters, and \
stay until the smugglers have gone."""
DAY = "2025-11-08"


def read(above: str, *, below: str = "", body: str = BODY) -> Article:
    """Read an article below `above` and above `below`, whose lines are parted by " ¶ "; "TITLE" is the headline."""
    parts = [*above.replace("TITLE", TITLE).split("¶"), body, *below.split("¶")]
    text = "\n\n".join(part.strip("\n ") for part in parts if part.strip())
    return extract_article(next(iter(read_bytes(f"{text}\n".encode(), "a.txt"))))


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


def test_what_an_article_opens_with_is_not_lost() -> None:
    opening = "Dora Pell wants patrol boats off Marle before winter."

    assert read(f"{opening} ¶ Boats against smugglers in the waters off Marle").body.startswith(opening)


@pytest.mark.parametrize(
    "button", [pytest.param("4 Comments", id="count"), pytest.param("Join the conversation", id="invitation")]
)
def test_a_button_for_comments_above_the_text_opens_none(button: str) -> None:
    article = read(f"TITLE ¶ Ministers had put off the step for a year. ¶ By Ada Bloom ¶ {button}")

    assert article.body == BODY


def test_comments_below_the_text_are_the_readers() -> None:
    assert read("TITLE", below="4 Comments ¶ I was there, and it was cold.").body == BODY


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


@pytest.mark.parametrize(
    "below",
    [
        pytest.param("Mayor opens library in Ellery ¶ Why cats sleep so long", id="headlines"),
        pytest.param("More from the harbour", id="one-line"),
        pytest.param("XS ¶ SM ¶ MD", id="sizes"),
        pytest.param("Tags: ¶ Boats ¶ Marle", id="tags"),
        pytest.param(
            "This document is subject to copyright. Apart from study, no part may be copied.", id="copyright"
        ),
        pytest.param("2 free articles left ¶ Already a subscriber? ¶ Want more?", id="wall"),
        pytest.param("Install the Quay News app for free", id="app"),
        pytest.param("If you buy anything through our links, we may earn a commission.", id="commission"),
        pytest.param("[Image via Marle Police/Quay News]", id="picture"),
    ],
)
def test_what_stands_below_the_last_sentence(below: str) -> None:
    assert read("TITLE", below=below).body == BODY


@pytest.mark.parametrize(
    "below",
    [
        pytest.param("The crews need: ¶ Ropes ¶ Lamps", id="list-behind-a-colon"),
        pytest.param("• Ropes for all crews", id="list"),
        pytest.param("“We will see,” Pell said, and left", id="quotation"),
        pytest.param("The crews,", id="cut-off-behind-a-comma"),
        pytest.param(
            "The boats have crews of nine from the towns of the north, who have been to", id="cut-off"
        ),
        pytest.param(
            "Agents earn a commission on every boat that they sell.", id="somebody-elses-commission"
        ),
    ],
)
def test_what_may_be_the_end_of_the_text_stays(below: str) -> None:
    assert read("TITLE", below=below).body.endswith(below.rpartition(" ¶ ")[2])


@pytest.mark.parametrize(
    "caption",
    [
        pytest.param(
            "3 of 9 | ¶ " + "A boat lies in the ice off Marle. " * 15 + "(AP Photo/Ada Bloom, File)",
            id="long",
        ),
        pytest.param("A boat in the ice Credit: Ada Bloom / Quay News", id="open-credit"),
    ],
)
def test_a_picture_above_the_text(caption: str) -> None:
    assert read(f"TITLE ¶ {caption} ¶ By Ada Bloom").body == BODY


@pytest.mark.parametrize(
    "notice",
    [
        pytest.param(
            "To know who reads what, when and where, and what to show to whom, we use cookies on all our pages.",
            id="cookies",
        ),
        pytest.param("By clicking “Accept”, you agree that we use cookies on your device.", id="marks"),
        pytest.param("Let our news meet your inbox. The news that matters, on weekdays.", id="inbox"),
        pytest.param("Chat with us in our app. Find out what happens as it unfolds.", id="chat"),
        pytest.param("Read the full story here.", id="full-story"),
        pytest.param(
            "Gear up for a long winter with all the best boats that the Quay News has ever seen! Click here",
            id="click-here",
        ),
        pytest.param("This live blog has ended. For the most recent updates, click here.", id="live"),
        pytest.param(">>> Why the boats were late", id="arrows"),
        pytest.param("Also: Why the boats were late", id="also"),
        pytest.param("SEE MOREBoats of Marle: eight crews under siege", id="glued-see-more"),
        pytest.param(
            "Note: What you read here does not necessarily reflect what the Echo thinks.", id="views"
        ),
        pytest.param("We leave from Ostley. (AP Video by Ada Bloom)", id="video"),
        pytest.param("[Read why the boats of Marle were late]", id="brackets"),
        pytest.param(
            "[1/2]The boats lie in the ice of Marle, where nobody waits. Picture by hand", id="slide-of-two"
        ),
        pytest.param(
            "Crews load a boat in the harbour of Marle. Ada Bloom/Quay Pictures hide caption",
            id="hide-caption",
        ),
        pytest.param(
            "Tags Boats Harbours Marle Dora Pell Ada Bloom Bert Orr Ostley Ellery Winter Ice Crews Smugglers",
            id="tags-without-colon",
        ),
        pytest.param("1 of 4. The boats lie in the ice of Marle, where nobody waits for them.", id="slide"),
        pytest.param(
            "Crews load a boat in the harbour of Marle at night. (Reuters)", id="agency-in-brackets"
        ),
        pytest.param("Wait 1 second to continue.", id="slides"),
        pytest.param(
            "To view the full story, please subscribe to the Quay News. It costs little.", id="wall"
        ),
        pytest.param("The bay of Marle in 2004. (Quay/Harbour Institute/Ostley Sea)", id="houses"),
        pytest.param("The first boat in its hall. (credit: Quay/Ada Bloom)", id="credit"),
        pytest.param("The first boat in its hall. Image credit: Bloom et al., doi: 10.1/az.69.", id="paper"),
        pytest.param(
            "Why the boats were late ¶ 14 hours ago ¶ Duration 1:30 ¶ The boats have been late for weeks. Dora"
            " Pell asks why nobody in Ostley told anybody of it.",
            id="film",
        ),
    ],
)
def test_what_the_site_says_of_itself_between_paragraphs(notice: str) -> None:
    above, below = BODY.rsplit("\n\n", 1)
    lines = notice.replace(" ¶ ", "\n\n")
    article = read("TITLE", body=f"{above}\n\n{lines}\n\n{below}")

    assert article.body == BODY


def test_a_notice_at_the_top_hides_neither_headline_nor_byline() -> None:
    article = read(
        "We use cookies to make our site better, and to know who reads it. ¶ TITLE ¶ By Ada Bloom Updated"
    )

    assert (article.metadata.title, article.metadata.authors) == (TITLE, ("Ada Bloom",))
    assert article.body == BODY


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("“We use cookies to know our readers,” said Ada Bloom of the Echo.", id="said"),
        pytest.param("The Echo uses cookies to know its readers, Ada Bloom told the court.", id="reported"),
        pytest.param(
            "The harbour is open again. SIGN UP FOR OUR NEWSLETTER — Ada Bloom (@adabloom)", id="post"
        ),
        pytest.param("Help is just a click away for those who lost their boats in the flood.", id="content"),
        pytest.param("• A letter in your inbox every day", id="list"),
    ],
)
def test_what_is_said_of_such_things_stays(paragraph: str) -> None:
    assert paragraph in read("TITLE", body=f"{BODY}\n\n{paragraph}\n\n{BODY.rpartition('. ')[0]} again.").body


@pytest.mark.parametrize(
    "repeat",
    [
        pytest.param("“People are tired of smugglers, and they are tired of us”", id="quotation"),
        pytest.param(
            "“People are tired of smugglers, and they are tired of us” ¶ — Dora Pell, minister",
            id="with-voice",
        ),
        pytest.param(
            "People are tired of smugglers, and they are tired of us ¶ — Dora Pell", id="without-marks"
        ),
        pytest.param("“We can’t wait … People are tired of smugglers, and they are tired”", id="cut"),
        pytest.param(
            "“People are tired of smugglers, and they are tired of us” ¶ Dora Pell", id="name-alone"
        ),
        pytest.param(
            "We can’t wait for another winter. People are tired of smugglers. ¶ Dora Pell",
            id="sentences-with-voice",
        ),
        pytest.param(
            "The boats will sail from Ostley before the end of the month, according to a plan.",
            id="key-point",
        ),
    ],
)
def test_what_the_text_says_elsewhere_is_no_paragraph_of_its_own(repeat: str) -> None:
    first, *rest = BODY.split("\n\n")
    body = "\n\n".join([first, *repeat.split(" ¶ "), *rest])
    article = read("TITLE", body=body.replace("according to a plan that", "according to a plan. It"))

    assert article.body == BODY.replace("according to a plan that", "according to a plan. It")


def test_a_last_paragraph_may_end_with_its_source() -> None:
    last = "The crews will leave from Ostley and from all the towns of the north on Monday. (Reuters)"

    assert read("TITLE", below=last).body.endswith(last)


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


def test_words_above_a_name_that_nothing_else_tells_stay() -> None:
    above, *rest = BODY.split("\n\n")
    words = "“They are late because nobody in Marle asked.”\n\n— Ada Bloom"
    body = "\n\n".join(
        [
            "Ada and Bert Bloom had waited.",
            above,
            words,
            words.replace("”\n\n— Ada Bloom", " us,” Ada said."),
            *rest,
        ]
    )

    assert words in read("TITLE", body=body).body
    assert words not in read("TITLE", body=body.replace("Ada and Bert", "Ada Bloom and Bert")).body


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


def test_who_helped_in_a_list_of_any_length() -> None:
    names = ", ".join(f"Ada Bloom and Bert Orr in Marle {number}" for number in range(15))

    assert read("TITLE", below=f"(Additional reporting by {names}; Editing by Tom Lee)").body == BODY


def test_of_two_paragraphs_that_are_the_same_the_first_stays() -> None:
    lead, *rest = BODY.split("\n\n")

    assert read("TITLE", body="\n\n".join([lead, rest[0], lead, *rest[1:]])).body == BODY


@pytest.mark.parametrize("label", ["Published", "Skip Navigation"])
def test_a_label_above_the_headline(label: str) -> None:
    article = read(f"{label} ¶ TITLE")

    assert (article.metadata.title, article.metadata.section) == (TITLE, None)


def test_what_other_articles_begin_with_below_their_headlines() -> None:
    first = "• Why the boats were late ¶ The boats were “late again,” said Bert Orr. They ... ¶ Read More"
    second = "• Why nobody paid ¶ Nobody paid for “years,” said Bert Orr ... ¶ Read More"

    assert read("TITLE", below=f"More in Harbours ¶ {first} ¶ {second}").body == BODY


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            "What do you say to all of those who wait for the boats in Marle every winter?", id="asked-again"
        ),
        pytest.param(
            "The council meets again on Friday, and the crews will have left by then.", id="far-apart"
        ),
    ],
)
def test_what_is_said_twice_on_purpose_stays(line: str) -> None:
    between = [f"The boat of crew {number} left the quay of Ostley in the evening." for number in range(8)]
    body = "\n\n".join([BODY, line, *between, line, "Nobody answered when the council met again."])

    assert read("TITLE", body=body).body == body


def test_a_kicker_before_a_bar_is_no_part_of_the_headline() -> None:
    assert (
        read("Harbour Notes | Council votes to send patrol boats to Marle this winter").metadata.title
        == f"{TITLE} this winter"
    )


def test_a_note_without_a_name_below_the_text() -> None:
    note = "Marle-based correspondent covering boats and councils. Before that a keeper of eels."

    assert read("TITLE", below=note).body == BODY


def test_words_said_once_stay() -> None:
    words = "“People are tired of winters, and they are tired of us.”"

    assert words in read("TITLE", body=BODY.replace("\n\nThe boats", f"\n\n{words}\n\nThe boats")).body


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
