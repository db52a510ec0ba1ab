"""The body of text that a program saved from a page: which paragraphs are the article's, and which are not.

All people, papers and places are invented; the forms are those that such programs leave.
"""

import pytest
from saved_text import BODY, read


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


def test_who_helped_in_a_list_of_any_length() -> None:
    names = ", ".join(f"Ada Bloom and Bert Orr in Marle {number}" for number in range(15))

    assert read("TITLE", below=f"(Additional reporting by {names}; Editing by Tom Lee)").body == BODY


def test_of_two_paragraphs_that_are_the_same_the_first_stays() -> None:
    lead, *rest = BODY.split("\n\n")

    assert read("TITLE", body="\n\n".join([lead, rest[0], lead, *rest[1:]])).body == BODY


def test_a_text_that_says_much_of_it_twice_keeps_it() -> None:
    lead, *rest = BODY.split("\n\n")
    body = "\n\n".join([lead, *rest, lead, *rest])

    assert read("TITLE", body=body).body == body


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


def test_words_said_once_stay() -> None:
    words = "“People are tired of winters, and they are tired of us.”"

    assert words in read("TITLE", body=BODY.replace("\n\nThe boats", f"\n\n{words}\n\nThe boats")).body
