"""What is put back of an article that was taken from a page in part. All people and places are invented."""

import json

import pytest
from lxml import html

from api.errors import UnreadableFile
from api.extract import read_bytes
from api.extract.article.clean import clean
from api.extract.webpages.blocks import complete, has_markup, plain_text

SENTENCES = [
    "The harbour of Port Ellery froze on Monday, and forty ships had to wait outside the wall for the wind to turn.",
    "“We have not seen this in thirty years,” said Edda Núñez, who has run the pilot station since it was built.",
    "The council will meet on Friday to decide whether the old icebreaker can be used again, a spokesman said.",
    "Fishermen carried their catch over the ice, and the school on the island stayed closed for the third day.",
    "Nobody was hurt, the coast guard said, but two boats were crushed at the quay and one of them has since sunk.",
    "The mayor, Ola Berg, asked people to stay off the ice, which is no thicker than a hand beyond the old wall.",
]


def body_of(markup: str, head: str = "") -> str:
    page = f"<!DOCTYPE html><html><head><title>Harbour freezes over</title>{head}</head><body>{markup}</body></html>"
    (raw,) = read_bytes(page.encode(), "a.html")
    return clean(raw).body


def paragraphs(start: int, end: int) -> str:
    return "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[start:end])


def test_marks_of_an_inline_quotation_are_printed_as_a_browser_would():
    spoken = (
        "<p><q>We have <em>not</em> seen this in thirty years</q>, said Edda Núñez of the pilot station.</p>"
    )

    body = body_of(
        f"<article><h1>Harbour freezes over</h1>{paragraphs(0, 3)}{spoken}{paragraphs(3, 6)}</article>"
    )

    assert "“We have not seen this in thirty years”, said Edda Núñez" in body


def test_an_article_in_several_boxes_is_read_whole():
    box = "<div class='body__inner'>{}</div><div class='ad'>Advertisement</div>"
    body = body_of(
        f"<main><h1>Harbour freezes over</h1>{box.format(paragraphs(0, 3))}{box.format(paragraphs(3, 6))}</main>"
    )

    assert body.split("\n\n") == SENTENCES


FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH = SENTENCES


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(f"{FIRST}{paragraphs(1, 2)}{THIRD}{paragraphs(3, 6)}", id="before-and-between"),
        pytest.param(f"{paragraphs(0, 5)}{SIXTH}", id="behind-the-last"),
        pytest.param(
            f"{FIRST} {SECOND}<p>{THIRD}</p>{FOURTH} {FIFTH}<p>{SIXTH}</p>", id="more-than-in-paragraphs"
        ),
        pytest.param("<br><br>".join(SENTENCES), id="lines-alone"),
    ],
)
@pytest.mark.parametrize("box", ["div", "article", "body"])
def test_text_without_an_element_of_its_own_is_the_articles(box, markup):
    boxed = markup if box == "body" else f"<{box}>{markup}</{box}>"

    assert "".join(body_of(f"<h1>Harbour freezes over</h1>{boxed}").split()) == "".join(
        " ".join(SENTENCES).split()
    )


def test_a_page_of_nothing_but_text_is_read():
    assert body_of("<br><br>".join(SENTENCES)).split() == " ".join(SENTENCES).split()


@pytest.mark.parametrize("lead", ["<div class='lead'>{}</div>", "<div>{}</div>"])
def test_a_lead_that_is_set_apart_from_the_paragraphs_is_the_articles(lead):
    body = body_of(f"<h1>Harbour freezes over</h1>{lead.format(FIRST)}{paragraphs(1, 6)}")

    assert body.split("\n\n") == SENTENCES


INVITATION = (
    "<p>Every morning the news of the harbour in three minutes, by those who were there, free for all.</p>"
)

OTHER = "".join(
    f"<p>The {season} letter tells what has changed at the harbour, at the quay and on the ferries of the island.</p>"
    for season in ("spring", "summer", "autumn")
)


@pytest.mark.parametrize(
    ("declared", "printed", "expected"),
    [
        pytest.param("\n\n".join(SENTENCES), INVITATION, SENTENCES, id="script-prints-it"),
        pytest.param("</p>\n<p>".join(SENTENCES), INVITATION, SENTENCES, id="with-markup"),
        pytest.param("A harbour froze. Ships waited.", paragraphs(0, 6), SENTENCES, id="a-summary"),
        pytest.param("\n\n".join(SENTENCES), OTHER, SENTENCES, id="below-another-text"),
    ],
)
def test_a_text_that_is_declared_and_not_on_the_page(declared, printed, expected):
    entry = {"@type": "NewsArticle", "headline": "Harbour freezes over", "articleBody": declared}
    head = f"<script type='application/ld+json'>{json.dumps(entry)}</script>"

    body = body_of(f"<h1>Harbour freezes over</h1><div>{printed}</div>", head)

    assert body.split("\n\n") == expected


def test_a_list_among_paragraphs_is_kept():
    dates = ["June 17, in the old town hall of Port Ellery", "July 2, in the school on the island of Marle"]
    listed = "<ul>" + "".join(f"<li>{date}</li>" for date in dates) + "</ul>"

    body = body_of(
        f"<article><h1>Harbour freezes over</h1>{paragraphs(0, 3)}{listed}{paragraphs(3, 6)}</article>"
    )

    assert all(date in body for date in dates)


def body_around(box: str) -> str:
    """Return what is read of an article with a box in its middle."""
    return body_of(
        f"<article><h1>Harbour freezes over</h1>{paragraphs(0, 3)}{box}{paragraphs(3, 6)}</article>"
    )


@pytest.mark.parametrize(
    "label", ["related-links", "newsletter-signup", "share-bar", "author-bio", "comments"]
)
def test_boxes_among_paragraphs_stay_out(label):
    box = f"<div class='{label}'><p>Ferry fares to the island are to rise by a third in spring.</p></div>"

    body = body_around(box)

    assert "Ferry fares" not in body or label not in {"share-bar", "author-bio"}
    assert all(sentence in body for sentence in SENTENCES)


def test_what_the_page_declares_to_be_its_text_is_looked_for_on_it():
    declared = " ".join(SENTENCES)
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour freezes over", '
        f'"articleBody": "{declared}"}}</script>'
    )
    later = "".join(f"<section class='k{n}'><p>{text}</p></section>" for n, text in enumerate(SENTENCES[4:]))

    body = body_of(
        f"<article><h1>Harbour freezes over</h1>{paragraphs(0, 4)}</article><div>{later}</div>", head
    )

    assert body.split("\n\n") == SENTENCES


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param(
            "<p>“We <em>will</em> rebuild,” <a href='/b'>said</a> Edda Núñez.</p>",
            "“We will rebuild,” said Edda Núñez.",
            id="inline-tags",
        ),
        pytest.param("<p><q>No</q>, she said.</p>", "“No”, she said.", id="q"),
        pytest.param("<p>“<q>No</q>,” she said.</p>", "“No,” she said.", id="q-in-marks"),
        pytest.param("<p>“<b>N</b>ever,” she said.</p>", "“Never,” she said.", id="drop-cap"),
        pytest.param(
            "<blockquote><p>“We will rebuild.”</p></blockquote><p>So she said.</p>",
            "“We will rebuild.”\n\nSo she said.",
            id="blockquote",
        ),
        pytest.param(
            "<div>One.<br><br>Two.<p>Three.</p>Four.</div>",
            "One.\n\nTwo.\n\nThree.\n\nFour.",
            id="loose-text",
        ),
        pytest.param("One<!-- no --> line<script>x()</script>.", "One line.", id="comments-and-scripts"),
    ],
)
def test_blocks_keep_marks_and_spaces(markup, text):
    assert plain_text(markup) == text


def test_deep_nesting_is_no_recursion():
    assert plain_text("<div>" * 5000 + "ice" + "</div>" * 5000).strip() in {"ice", ""}


@pytest.mark.parametrize("text", ["3 < 5", "<sic>", "a <b c", "", "x <= y && y >= z"])
def test_a_text_with_brackets_is_no_markup(text):
    assert not has_markup(text)


def test_a_list_of_links_among_paragraphs_is_left_out():
    links = (
        "<p><a href='/a'>How the old icebreaker was built and why it lay idle for so long</a></p>"
        "<p>More on this: <a href='/b'>The winter in which the whole fleet froze in the ice</a></p>"
    )

    body = body_of(
        f"<article><h1>Harbour freezes over</h1>{paragraphs(0, 3)}{links}{paragraphs(3, 6)}</article>"
    )

    assert body.split("\n\n") == SENTENCES


@pytest.mark.parametrize(
    "name",
    [
        "article-infobox",
        "fact-box",
        "image-caption",
        "author-bio",
        "newsletter-cta",
        "disclosure",
        "subscribe-widget",
        "tooltip-text",
        "promo-unit",
        "copyright-note",
        "site-disclaimer",
    ],
)
def test_a_box_that_its_class_calls_one_is_left_out(name):
    box = f"<div class='{name}'><p>The pilot station was built in 1810 and has had its own lamp since 1902.</p></div>"

    body = body_around(box)

    assert body.split("\n\n") == SENTENCES


def test_settings_of_a_program_are_no_text():
    """They lie in a box that isn't shown, for a script to read."""
    settings = (
        '{"layout": 2, "button": "Buy now", "title": {"hue": 213, "size": 18}, "pages": ["harbour", "ice"]}'
    )

    body = body_around(f"<div class='shop-tool'>{settings}</div>")

    assert body.split("\n\n") == SENTENCES


def test_an_article_in_a_box_that_its_class_calls_something_else_stays():
    body = body_of(f"<div class='infobox'><h1>Harbour freezes over</h1>{paragraphs(0, 6)}</div>")

    assert body.split("\n\n") == SENTENCES


def test_a_paragraph_with_a_link_in_it_stays():
    linked = "<p>The <a href='/log'>log of the pilot station of Port Ellery</a> has it that ice came overnight.</p>"

    body = body_of(
        f"<article><h1>Harbour freezes over</h1>{paragraphs(0, 3)}{linked}{paragraphs(3, 6)}</article>"
    )

    assert "has it that ice came overnight." in body


def test_headings_of_an_article_stay_and_those_below_it_go():
    heading = "<h2>What the council may do</h2>"
    below = "<h2>The island today</h2>"

    body = body_of(
        f"<article><h1>Harbour freezes over</h1>{paragraphs(0, 3)}{heading}{paragraphs(3, 6)}{below}</article>"
    )

    assert body.split("\n\n") == [*SENTENCES[:3], "What the council may do", *SENTENCES[3:]]


_ROWS = (("Harbour", "Days of ice"), ("Port Ellery", "31"), ("Marle", "12"))
_TABLE = "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in _ROWS) + "</table>"


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(_TABLE, id="bare"),
        pytest.param(f"<figure class='wp-block-table'>{_TABLE}</figure>", id="figure"),
        pytest.param(f"<div class='w-embed'><div class='responsive'>{_TABLE}</div></div>", id="wrapped"),
    ],
)
@pytest.mark.parametrize("place", [3, 6])
def test_a_table_of_data_is_read_row_by_row(table, place):
    """Among an article's paragraphs or below the last of them, whatever boxes hold nothing but the table."""
    body = body_of(
        f"<article><h1>Harbour freezes over</h1>{paragraphs(0, place)}{table}{paragraphs(place, 6)}</article>"
    )

    rows = ["Harbour | Days of ice", "Port Ellery | 31", "Marle | 12"]
    assert body.split("\n\n") == [*SENTENCES[:place], *rows, *SENTENCES[place:]]


def test_a_table_in_a_notice_about_cookies_is_no_part_of_the_article():
    notice = f"<div class='cookie-notice'><p>What we store about readers of this page:</p>{_TABLE}</div>"

    body = body_of(f"<article><h1>Harbour freezes over</h1>{paragraphs(0, 6)}{notice}</article>")

    assert body.split("\n\n") == SENTENCES


def test_a_page_laid_out_by_a_table_has_its_paragraphs():
    menu = "<td><a href='/news'>News</a> <a href='/sport'>Sport</a></td>"
    page = f"<table><tr>{menu}<td><h1>Harbour freezes over</h1>{paragraphs(0, 6)}</td></tr></table>"

    assert body_of(page).split("\n\n") == SENTENCES


def test_short_items_and_headings_that_were_passed_over_are_put_back():
    items = ["Marle", "Ostby", "Port Ellery"]
    listed = "<h5>Where the ice holds</h5><ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"

    body = body_of(
        f"<article><h1>Harbour freezes over</h1>{paragraphs(0, 3)}{listed}{paragraphs(3, 6)}</article>"
    )

    between = ["Where the ice holds", *(f"• {item}" for item in items)]
    assert body.split("\n\n") == [*SENTENCES[:3], *between, *SENTENCES[3:]]


def test_a_class_around_the_whole_article_sets_nothing_in_it_apart():
    loose = f"<div>{SENTENCES[3]}</div>"

    body = body_of(
        f"<div class='by-author'><h1>Harbour freezes over</h1>{paragraphs(0, 3)}{loose}{paragraphs(4, 6)}</div>"
    )

    assert body.split("\n\n") == SENTENCES


def test_a_first_paragraph_without_a_full_stop_stays():
    first = (
        "Forty ships wait outside the wall of Port Ellery for the third day in a row, and more are on the way"
    )

    body = body_of(f"<article><h1>Harbour freezes over</h1><p>{first}</p>{paragraphs(0, 6)}</article>")

    assert body.split("\n\n") == [first, *SENTENCES]


def test_a_page_of_too_many_elements_is_refused_by_name(monkeypatch):
    monkeypatch.setattr("api.extract.webpages.webpage.MAX_ELEMENTS", 50)

    with pytest.raises(UnreadableFile, match=r"^a\.html: the page has \d+ elements; accepted are up to 50$"):
        body_of("<p>a" * 60)


@pytest.mark.parametrize(
    "below",
    [
        pytest.param(
            "The paper is made by forty people in Port Ellery, and a gift of any size helps them to go on doing so.",
            id="invitation",
        ),
        pytest.param(
            "Elm Quay is a firm of boat builders with yards in three countries, founded in 1911 by Ada Elm.",
            id="about-a-firm",
        ),
    ],
)
def test_what_stands_below_an_article_in_another_box_goes(below):
    """trafilatura goes on into the next box, readability does not."""
    own = f"<div class='story-part'>{paragraphs(0, 6)}</div>"

    body = body_of(f"<main><h1>Harbour freezes over</h1>{own}<div class='wide'><p>{below}</p></div></main>")

    assert body.split("\n\n") == SENTENCES


@pytest.mark.parametrize(
    ("readable", "lower_box", "count"),
    [
        pytest.param(SENTENCES[:5], "note", 5, id="another-box"),
        pytest.param(SENTENCES[:5], "part", 6, id="box-of-the-same-class"),
        pytest.param(SENTENCES[:3], "note", 6, id="half-is-no-tail"),
        pytest.param(SENTENCES[:1] + SENTENCES[4:5], "note", 6, id="another-text"),
        pytest.param([], "note", 6, id="nothing"),
    ],
)
def test_an_article_ends_where_readability_ends_in_its_boxes(readable, lower_box, count):
    upper = 3 if len(readable) == 3 else 5
    page = (
        f"<div class='part'>{paragraphs(0, upper)}</div><div class='{lower_box}'>{paragraphs(upper, 6)}</div>"
    )

    blocks = complete(html.fromstring(f"<main>{page}</main>"), SENTENCES, "", "\n".join(readable))

    assert [text for _, text in blocks] == SENTENCES[:count]


def test_an_article_that_is_printed_twice_is_read_once():
    """For small screens and for large ones, one of which a style sheet hides."""
    boxes = "".join(f"<div class='{name}'>{paragraphs(0, 6)}</div>" for name in ("for-phones", "for-desks"))

    assert body_of(f"<main><h1>Harbour freezes over</h1>{boxes}</main>").split("\n\n") == SENTENCES


def test_how_characters_are_read_is_no_text():
    """Above difficult characters, in small letters, for children and learners."""
    plain = [
        "港は月曜日に凍り、四十隻の船が壁の外で風が変わるのを待たなければならなかった。",
        "三十年間こんなことは見たことがないと、水先案内所を建てたときから所長を務める女性は話した。",
        "市議会は金曜日に集まり、古い砕氷船をもう一度使えるかどうかを決めると、広報担当者は述べた。",
    ]
    marked = (
        text.replace("凍", "<ruby>凍<rp>(</rp><rt>こお</rt><rp>)</rp></ruby>").replace(
            "壁", "<ruby>壁<rt>かべ</rt></ruby>"
        )
        for text in plain
    )

    body = body_of("<main><h1>港が凍る</h1>" + "".join(f"<p>{text}</p>" for text in marked) + "</main>")

    assert body.split("\n\n") == plain
