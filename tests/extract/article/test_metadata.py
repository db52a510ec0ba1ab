"""Facts about an article: declared ones first, then printed lines, else unknown. People and places are invented."""

import pytest

from api.extract import extract_article, read_bytes
from api.extract.article.byline import read_byline
from api.extract.article.dates import read_date_line
from api.extract.article.fields import check_fields
from api.extract.article.language import language_of
from api.extract.article.metadata import derive_title
from api.model import RawFile, Tag

BODY = (
    "The harbour of Port Ellery froze on Monday, and forty ships had to wait outside the wall.\n\n"
    "The council will meet on Friday to decide whether the old icebreaker can be used again."
)


def facts(above: str = "", below: str = "", **fields: object):
    text = f"{above}\n\n{BODY}\n\n{below}"
    return extract_article(RawFile("a.txt", "text", text, "0" * 64, fields)).metadata


@pytest.mark.parametrize(
    ("line", "authors", "source"),
    [
        pytest.param("By Ora Linden", ("Ora Linden",), None, id="one"),
        pytest.param("By Ora Linden and Jon Marsh", ("Ora Linden", "Jon Marsh"), None, id="two"),
        pytest.param(
            "By Ora Linden, Jon Marsh and Eda de la Holm",
            ("Ora Linden", "Jon Marsh", "Eda de la Holm"),
            None,
            id="three-and-a-particle",
        ),
        pytest.param(
            "By Ora Linden, Jon Marsh, and Eda Holm for The Ellery Post, Washington",
            ("Ora Linden", "Jon Marsh", "Eda Holm"),
            "The Ellery Post",
            id="for-a-paper-from-a-place",
        ),
        pytest.param(
            "By Ora Linden and Jon Marsh – Source Northern Wire",
            ("Ora Linden", "Jon Marsh"),
            "Northern Wire",
            id="reprinted",
        ),
        pytest.param("By Ora Linden, Staff Writer", ("Ora Linden",), None, id="office"),
        pytest.param("Ora Linden, Staff Writer", ("Ora Linden",), None, id="office-without-by"),
        pytest.param("Ora Linden | Ellery Post staff", ("Ora Linden",), None, id="staff-of-a-paper"),
        pytest.param("BY ORA LINDEN-MCDUFF", ("Ora Linden-McDuff",), None, id="capitals"),
        pytest.param("By Ora Linden, USA DAILY", ("Ora Linden",), None, id="paper-in-capitals"),
        pytest.param("By Ora Linden, Associated Press", ("Ora Linden",), "Associated Press", id="agency"),
        pytest.param("By Reuters", ("Reuters",), "Reuters", id="agency-alone"),
        pytest.param("By Ora Linden @oralinden", ("Ora Linden",), None, id="handle"),
        pytest.param(
            "By Ora Linden | Jan. 8, 2024 | 5 min read", ("Ora Linden",), None, id="date-and-reading-time"
        ),
        pytest.param("Written by: Ora Linden", ("Ora Linden",), None, id="written-by"),
        pytest.param("By Martin Luther Holm, Jr.", ("Martin Luther Holm Jr.",), None, id="junior"),
        pytest.param("By J. R. Marsh", ("J. R. Marsh",), None, id="initials"),
        pytest.param(
            "By Ora Linden Associated Press", ("Ora Linden",), "Associated Press", id="agency-behind"
        ),
        pytest.param(
            "By ORA LINDEN and JON MARSH ASSOCIATED PRESS",
            ("Ora Linden", "Jon Marsh"),
            "ASSOCIATED PRESS",
            id="agency-behind-in-capitals",
        ),
        pytest.param("By Ora Linden, Food Critic", ("Ora Linden",), None, id="office-of-any-kind"),
        pytest.param(
            "By Ora Linden, Jon Marsh, Senior Fellow", ("Ora Linden", "Jon Marsh"), None, id="fellow"
        ),
        pytest.param("By Anna Linden Chief Political Analyst", ("Anna Linden",), None, id="office-behind"),
        pytest.param("By Anna Linden Editor", ("Anna Linden",), None, id="one-word-behind"),
        pytest.param("By Ora Linden, Professor of Law", ("Ora Linden",), None, id="professor-of"),
        pytest.param("By Ora Linden, editor of the Echo", ("Ora Linden",), "the Echo", id="editor-of"),
        pytest.param(
            "By Ora Linden | . . . | Jon Marsh", ("Ora Linden", "Jon Marsh"), None, id="nothing-but-stops"
        ),
    ],
)
def test_a_byline_is_taken_apart(line, authors, source):
    byline = read_byline(line)

    assert byline is not None
    assert byline.authors == authors
    assert byline.source == source


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the water had gone.",
        "By the time the ships came in, it was dark.",
        "By Monday",
        "By and large, the wall held",
        "Harbour, Ice",
        "Ora Linden",
        "",
    ],
)
def test_a_sentence_is_no_byline(line):
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("January 8, 2024", "2024-01-08", id="month-first"),
        pytest.param("8 Jan 2024", "2024-01-08", id="day-first"),
        pytest.param("Monday, Jan. 8, 2024 at 10:30 a.m. EST", "2024-01-08", id="weekday-and-time"),
        pytest.param(
            "Published: 8 January 2024 | Updated: 9 January 2024", "2024-01-08", id="published-not-updated"
        ),
        pytest.param("2024-01-08T10:30:00Z", "2024-01-08", id="iso"),
        pytest.param("January 2024", "2024-01", id="month-only-stays-partial"),
        pytest.param("2024-01", "2024-01", id="iso-month"),
        pytest.param("25/11/2024", "2024-11-25", id="day-that-can-be-no-month"),
        pytest.param("11/25/2024", "2024-11-25", id="month-that-can-be-no-day"),
        pytest.param("03/04/2024", "", id="two-readings-are-no-reading"),
        pytest.param("30 February 2024", "", id="no-such-day"),
        pytest.param("On January 8, 2024 the harbour froze.", None, id="sentence"),
        pytest.param("January 8", None, id="no-year"),
        pytest.param("2024", None, id="a-number-is-no-date-line"),
    ],
)
def test_a_printed_date_is_kept_as_precise_as_it_is(line, expected):
    assert read_date_line(line) == expected


@pytest.mark.parametrize(
    ("below", "publisher", "original"),
    [
        pytest.param("© 2024 Ellery Post. All rights reserved.", "Ellery Post", None, id="sign-year-name"),
        pytest.param("©2024 EllerySails. All rights reserved.", "EllerySails", None, id="no-space"),
        pytest.param("Copyright © 2020-2024 The Ellery Post", "The Ellery Post", None, id="years"),
        pytest.param("Copyright 2024 by Ellery Media, Inc.", "Ellery Media", None, id="by-and-inc"),
        pytest.param("© Ellery Post 2024", "Ellery Post", None, id="name-before-year"),
        pytest.param("© 2024 ellery.example.com | Privacy", None, None, id="no-name"),
        pytest.param(
            "Copyright 2024 The Associated Press. All rights reserved.",
            None,
            "The Associated Press",
            id="wire",
        ),
        pytest.param("All rights reserved.", None, None, id="nobody"),
    ],
)
def test_the_publisher_is_in_the_copyright_line(below, publisher, original):
    metadata = facts(below=below)

    assert metadata.publisher == publisher
    assert metadata.original_publisher == original


def test_the_publisher_may_be_in_a_site_line():
    assert facts("Harbour freezes over\n\n| Ellery Post | Ships and Tides").publisher == "Ellery Post"


def test_a_reprint_names_its_source():
    metadata = facts(below="By Ora Linden – Source Northern Wire\n\n© 2024 Ellery Post")

    assert (metadata.publisher, metadata.original_publisher) == ("Ellery Post", "Northern Wire")


def test_who_publishes_its_own_report_is_no_source():
    assert facts(below="By Ora Linden for Ellery Post\n\n© 2024 Ellery Post").original_publisher is None


@pytest.mark.parametrize(
    ("below", "rights"),
    [
        pytest.param("© 2024 Ellery Post. All rights reserved.", "restricted", id="reserved"),
        pytest.param("© 2024 Ellery Post. Licensed under CC BY 4.0.", "open", id="licence"),
        pytest.param("© 2024 Ellery Post", "unknown", id="a-name-is-no-ground"),
        pytest.param("", "unknown", id="nothing"),
    ],
)
def test_rights_have_a_printed_ground(below, rights):
    metadata = facts(below=below)

    assert metadata.rights == rights
    assert metadata.rights_note == (below or None)


def test_declared_rights_come_first():
    assert (
        facts(below="© 2024 Ellery Post. All rights reserved.", rights="open", rights_note="agreed").rights
        == "open"
    )


def test_printed_tags_are_the_publishers():
    assert facts(below="Tags: Port Ellery, Ice , #Harbour").tags == (
        Tag("Port Ellery", "publisher"),
        Tag("Ice", "publisher"),
        Tag("Harbour", "publisher"),
    )


@pytest.mark.parametrize("declared", ["en", "en-GB", "en-029"])
def test_a_language_is_known_by_its_code_alone(declared):
    assert check_fields("a.md", {"language": declared}) == {"language": "en"}


def test_a_sign_behind_a_tag_is_part_of_it():
    assert [tag.name for tag in facts(tags="Ice, #Wall, C#").tags] == ["Ice", "Wall", "C#"]


@pytest.mark.parametrize("declared", [("Ice", "Wall"), "Ice, Wall"])
def test_declared_tags_come_first(declared):
    assert [tag.name for tag in facts(below="Tags: Harbour", tags=declared).tags] == ["Ice", "Wall"]


@pytest.mark.parametrize(
    ("url", "date"),
    [
        pytest.param("https://post.example/2024/01/08/harbour-freezes", "2024-01-08", id="day"),
        pytest.param("https://post.example/news/2024/01/harbour-freezes.html", "2024-01", id="month"),
        pytest.param("https://post.example/2024/02/30/harbour-freezes", None, id="no-such-day"),
        pytest.param("https://post.example/2024/13/harbour-freezes", None, id="no-month"),
        pytest.param("https://post.example/list?at=/2024/01/08/", None, id="in-a-query"),
        pytest.param("https://post.example/harbour-freezes", None, id="none"),
    ],
)
def test_an_address_may_hold_the_date(url, date):
    assert facts(url=url).published_on == date


def test_a_printed_date_comes_before_that_of_the_address():
    metadata = facts(
        "Harbour freezes over\n\nBy Ora Linden\n8 Jan 2024", url="https://post.example/2024/01/ice"
    )

    assert metadata.published_on == "2024-01-08"


def test_printed_lines_become_facts():
    metadata = facts(
        "Shipping\n\nHarbour freezes over | Ellery Post\n\nShips wait for days on end\n\nBy Ora Linden\n8 Jan 2024"
    )

    assert metadata.section == "Shipping"
    assert metadata.title == "Harbour freezes over"
    assert metadata.subtitle == "Ships wait for days on end"
    assert metadata.byline == "By Ora Linden"
    assert metadata.authors == ("Ora Linden",)
    assert metadata.published_on == "2024-01-08"
    assert not metadata.title_is_derived


def test_declared_facts_come_before_printed_lines():
    metadata = facts(
        "Harbour freezes over\n\nBy Ora Linden", title="Ice", authors=("Jon Marsh",), publisher="Post"
    )

    assert (metadata.title, metadata.authors, metadata.publisher) == ("Ice", ("Jon Marsh",), "Post")


@pytest.mark.parametrize(
    ("declared", "authors"),
    [
        pytest.param("By ORA LINDEN", ("Ora Linden",), id="with-by"),
        pytest.param("Ora Linden, @ora, USA DAILY", ("Ora Linden",), id="handle-and-paper"),
        pytest.param("Ora Linden and Jon Marsh", ("Ora Linden", "Jon Marsh"), id="and"),
        pytest.param("Virgil", ("Virgil",), id="one-word"),
        pytest.param("Unknown", (), id="nobody"),
        pytest.param(("Ora Linden", "admin"), ("Ora Linden",), id="somebody-and-an-account"),
    ],
)
def test_declared_authors_are_read_like_a_byline(declared, authors):
    assert facts(authors=declared).authors == authors


@pytest.mark.parametrize(
    ("body", "title"),
    [
        pytest.param("The harbour froze. Ships waited.", "The harbour froze", id="first-sentence"),
        pytest.param("The U.S. Navy waited. Ships left.", "The U.S. Navy waited", id="abbreviation"),
        pytest.param(
            "Gov. Ora Linden left town. Ships waited.", "Gov. Ora Linden left town", id="title-of-a-person"
        ),
        pytest.param("Who left? Nobody.", "Who left?", id="question"),
        pytest.param("word " * 60, " ".join(["word"] * 24) + "…", id="cut-between-words"),
    ],
)
def test_a_title_is_made_of_the_first_sentence(body, title):
    assert derive_title(body) == title


def test_a_made_title_is_marked():
    metadata = facts()

    assert metadata.title_is_derived
    assert metadata.title == BODY.split(".", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        pytest.param(BODY, "en", id="english"),
        pytest.param(
            "El puerto de la ciudad se heló el lunes y los barcos no pudieron entrar en el muelle.",
            "es",
            id="es",
        ),
        pytest.param(
            "Der Hafen der Stadt ist am Montag zugefroren und die Schiffe mussten vor der Mauer warten.",
            "de",
            id="de",
        ),
        pytest.param(
            "Le port de la ville a gelé lundi et les navires ont dû attendre dans la rade pour deux jours.",
            "fr",
            id="fr",
        ),
        pytest.param("Ora Linden, 62", None, id="too-short"),
        pytest.param("Мэр города заявил, что плотина будет восстановлена.", None, id="not-in-our-list"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_language_is_told_by_its_commonest_words(body, language):
    assert language_of(body) == language


def test_a_file_makes_the_whole_journey():
    (raw,) = read_bytes(f"Harbour freezes over\n\nBy Ora Linden\n\n{BODY}".encode(), "x/a.txt")

    article = extract_article(raw)

    assert article.path == "x/a.txt"
    assert article.body == BODY
    assert [(line.reason, line.text) for line in article.removed] == [
        ("headline", "Harbour freezes over"),
        ("byline", "By Ora Linden"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("By Deputy Political Editor", id="office-alone"),
        pytest.param("By Ellery Post Editor", id="editor-of-a-paper"),
        pytest.param("Anna Linden, Chief Meteorologist", id="label-of-a-speaker"),
        pytest.param("Anna Linden Associated Press", id="agency-without-by"),
    ],
)
def test_an_office_or_a_label_is_no_byline(line):
    assert read_byline(line) is None
