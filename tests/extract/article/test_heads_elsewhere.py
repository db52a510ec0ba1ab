"""What stands above a text that was copied from a page in another language: who signs it, when, and its headline.

All people, papers and places are invented; the forms are those of German, French, Spanish, Italian and other pages.
"""

import pytest

from api.extract import extract_article, read_bytes
from api.extract.article.byline import read_byline
from api.extract.article.dates import is_update, read_date_line
from api.extract.article.furniture import furniture
from api.model import Article

TITLE = "Zwei Boote fahren ab Montag vor die Küste von Marle"
BODY = """\
Der Rat hat am Montag beschlossen, zwei Boote vor die Küste von Marle zu schicken, was lange aufgeschoben worden war.

Die Boote laufen noch vor dem Ende des Monats aus Ostley aus, wie es in einem Plan heißt, der bekannt geworden ist."""
DAY = "2025-11-08"
ADA, BERT, CISCO = "Ada Bloom", "Bert Orr", "Cisco Reed"


def read(head: str) -> Article:
    """Read an article below `head`, whose lines are parted by " ¶ "; "TITLE" stands for the headline."""
    text = "\n\n".join(line.strip() for line in head.replace("TITLE", TITLE).split("¶"))
    return extract_article(next(iter(read_bytes(f"{text}\n\n{BODY}\n".encode(), "a.txt"))))


SIGNED = {
    "german": ("TITLE ¶ Von Ada Bloom ¶ 8. November 2025, 17:47 Uhr", [ADA]),
    "german-colon": ("TITLE ¶ Von: Ada Bloom, Bert Orr ¶ Stand: 08.11.2025, 06:00 Uhr", [ADA, BERT]),
    "german-and": ("TITLE ¶ Autor: Ada Bloom und Bert Orr, Ostley ¶ 08.11.2025, 15:23", [ADA, BERT]),
    "german-kind-of-text": ("TITLE ¶ Kommentar von Ada Bloom ¶ 8. November 2025", [ADA]),
    "german-office": ("TITLE ¶ Von Ada Bloom, Redakteurin ¶ 08.11.2025, 17:06 Uhr", [ADA]),
    "german-office-without-a-sign": ("TITLE ¶ Ada Bloom Redakteurin ¶ 08.11.2025 17:06 Uhr", [ADA]),
    "german-with-an-agency": ("TITLE ¶ Von Ada Bloom mit AP ¶ Zuerst veröffentlicht am 08/11/2025", [ADA]),
    "german-links": ("TITLE ¶ 08.11.2025 um 14:46 ¶ von ¶ Ada Bloom", [ADA]),
    "german-day-below": ("TITLE ¶ von Ada Bloom am ¶ 8. November 2025", [ADA]),
    "german-one-line": ("TITLE ¶ Von Ada Bloom 08.11.2025, 18:11 Uhr", [ADA]),
    "german-reading-time": ("TITLE ¶ Ada Bloom ¶ 08.11.2025, Lesezeit 5 Min.", [ADA]),
    "german-comments-behind": ("TITLE ¶ 8. November 2025 ¶ Ada Bloom 1 Kommentar Boote, Küste", [ADA]),
    "first-name-that-is-a-word": ("TITLE ¶ Von Till Bloom ¶ 8. November 2025", ["Till Bloom"]),
    "surname-in-capitals": ("TITLE ¶ Von Ada BLOOM, Bert ORR ¶ 8. November 2025", ["Ada BLOOM", "Bert ORR"]),
    "french": ("TITLE ¶ Par Ada Bloom et Bert Orr ¶ Publié le 8 nov. 2025 à 08:01", [ADA, BERT]),
    "french-label-alone": ("TITLE ¶ Auteur ¶ Ada Bloom ¶ 8 novembre 2025", [ADA]),
    "spanish": ("TITLE ¶ Por Ada Bloom ¶ 8 de noviembre de 2025", [ADA]),
    "spanish-one-line": ("TITLE ¶ Por Ada Bloom 8 de noviembre 2025", [ADA]),
    "spanish-surnames-joined": ("TITLE ¶ Por Ada Bloom y Orr ¶ 8 de noviembre de 2025", ["Ada Bloom y Orr"]),
    "italian": ("TITLE ¶ di Ada Bloom e Bert Orr ¶ Pubblicato il 8 Novembre 2025", [ADA, BERT]),
    "dutch": ("TITLE ¶ Door Ada Bloom en Bert Orr ¶ zaterdag 8 november 2025, 14:00", [ADA, BERT]),
    "danish": ("TITLE ¶ Af Ada Bloom og Bert Orr ¶ lørdag 8. november 2025", [ADA, BERT]),
    "paper-that-lost-its-break": ("TITLE ¶ Ada BloomThe Marle Echo ¶ Sat, 8 November 2025 9:27PM", [ADA]),
}


@pytest.mark.parametrize(("head", "authors"), SIGNED.values(), ids=SIGNED)
def test_who_signs_a_text_and_when(head: str, authors: list[str]) -> None:
    metadata = read(head).metadata

    assert list(metadata.authors) == authors
    assert metadata.title == TITLE
    assert metadata.published_on == DAY


@pytest.mark.parametrize(
    "headline",
    [
        pytest.param("Von Orr Signs Deal With Marle", id="somebody-called-von"),
        pytest.param("Von der Bloom Seeks Second Term", id="somebody-called-von-der"),
        pytest.param("Par for the Course", id="par"),
        pytest.param("Door to Door in Marle", id="door"),
        pytest.param("Text: Why We Wait", id="text"),
    ],
)
def test_a_headline_is_no_byline_of_another_language(headline: str) -> None:
    assert read_byline(headline) is None


DAYS = {
    "german": "8. November 2025",
    "german-short": "08. Nov. 2025, 12:01 Uhr",
    "german-weekday": "Samstag, 8. November 2025",
    "german-close": "8.Nov. 2025",
    "german-published": "Veröffentlicht am 8. November 2025 um 15:44",
    "french": "le 8 novembre 2025",
    "french-hour": "Publié le 8 novembre 2025 à 17h47",
    "spanish": "8 de noviembre de 2025",
    "spanish-del": "8 de noviembre del 2025",
    "spanish-month-first": "noviembre 8, 2025",
    "portuguese": "8 de novembro de 2025 às 10h30",
    "dutch": "zaterdag 8 november 2025",
    "swedish": "lördag den 8 november 2025",
    "polish": "8 listopada 2025, 13:43",
    "russian": "8 ноября 2025, 13:43",
    "turkish": "Giriş: 08.11.2025 - 18:24 Güncelleme: 09.11.2025 - 18:57",
    "chinese": "2025年11月8日 20:00",
    "figures-of-one-digit": "2025/11/8 20:00",
    "figures-with-points": "2025.11.08 10:11",
    "figures-with-spaces": "8. 11. 2025",
    "at-sign": "Nov 8, 2025 @ 4:48 pm",
    "slashes-day-first": "Publié le 08/11/2025",
    "updated-behind": "8 nov. 2025 Mis à jour le 9 nov. 2025 à 09:06",
    "hour-in-front": "UPDATED 16:47 EST / NOVEMBER 8 2025",
}


@pytest.mark.parametrize("line", DAYS.values(), ids=DAYS)
def test_a_day_as_other_languages_print_it(line: str) -> None:
    assert read_date_line(line) == DAY


@pytest.mark.parametrize(
    "line", ["Der 8. November 2025 war kalt", "8. Wort 2025", "Stand der Dinge: 8. November"]
)
def test_what_is_no_day_alone(line: str) -> None:
    assert read_date_line(line) is None


@pytest.mark.parametrize(
    "line", ["vor 3 Stunden", "il y a 2 heures", "hace una hora", "Publiziert heute um 12:19 Uhr"]
)
def test_a_day_that_is_told_from_now(line: str) -> None:
    assert read_date_line(line) == ""


@pytest.mark.parametrize(
    ("line", "last"),
    [
        pytest.param("Aktualisiert: 08.11.2025, 10:27", True, id="german"),
        pytest.param("Mis à jour le 8 novembre 2025", True, id="french"),
        pytest.param("Veröffentlicht am 8. November 2025", False, id="published"),
    ],
)
def test_the_day_of_the_last_change(line: str, last: bool) -> None:
    assert is_update(line) is last


LINES = {
    "disclaimer": ("We may earn commission from links on this page.", "advertisement"),
    "chosen-by": ("Every item on this page was chosen by an editor of Quay Living.", "advertisement"),
    "share-with-the-title": ("Share this Story : Two boats sail to Marle", "social"),
    "back": ("< Back to Blog", "navigation"),
    "german-listen": ("Artikel anhören", "navigation"),
    "german-comments": ("3 Kommentare", "comments"),
    "german-no-comments": ("Schreibe einen Kommentar", "comments"),
    "german-reading-time": ("3 Minuten Lesezeit", "reading time"),
    "german-reading-time-first": ("Lesezeit: 4 Min.", "reading time"),
    "spanish-reading-time": ("Tiempo de lectura: 6 min", "reading time"),
}


@pytest.mark.parametrize(("line", "reason"), LINES.values(), ids=LINES)
def test_lines_that_say_what_they_are(line: str, reason: str) -> None:
    assert furniture(line) == reason


@pytest.mark.parametrize(
    ("head", "section"),
    [
        pytest.param("ADA BLOOM, BERT ORR, and CISCO REED ¶ TITLE ¶ TITLE", None, id="printed-twice"),
        pytest.param("Best Of, Coasts, Travel Guides ¶ TITLE", "Best Of, Coasts, Travel Guides", id="list"),
        pytest.param("57 ¶ TITLE ¶ By Ada Bloom", None, id="number"),
        pytest.param("home / Boats / Winter / TITLE ¶ By Ada Bloom", None, id="path-with-the-headline"),
        pytest.param("Local News | TITLE ¶ By Ada Bloom", None, id="section-before-a-bar"),
        pytest.param("November 8, 2025 report ¶ TITLE", None, id="day-of-a-report"),
        pytest.param("Jump to section ¶ TITLE ¶ By Ada Bloom", None, id="menu"),
        pytest.param(
            "AB + CR ¶ Boats & Coasts ¶ Travel Boats ¶ TITLE ¶ By Ada Bloom", "AB + CR", id="kickers"
        ),
    ],
)
def test_the_headline_below_other_lines(head: str, section: str | None) -> None:
    metadata = read(head).metadata

    assert metadata.title == TITLE
    assert metadata.section == section


@pytest.mark.parametrize(
    "headline",
    [
        pytest.param("Boats, Nets, Ice and What the Pilots Make of Them", id="list-that-goes-on"),
        pytest.param("Ice / Wind / Fog", id="path-of-words-only"),
    ],
)
def test_a_headline_with_the_signs_of_a_list(headline: str) -> None:
    assert read(f"{headline} ¶ By Ada Bloom ¶ November 8, 2025").metadata.title == headline


def test_a_question_below_a_kicker() -> None:
    metadata = read("Küste ¶ Warum fahren die Boote nach Marle erst im Winter? ¶ Von Ada Bloom").metadata

    assert (metadata.title, metadata.section) == (
        "Warum fahren die Boote nach Marle erst im Winter?",
        "Küste",
    )


def test_what_is_printed_twice_below_the_byline_is_no_headline() -> None:
    video = "In order to view the video allow the cookies"
    metadata = read(
        f"Two boats sail to the waters off Marle on Monday ¶ By Ada Bloom ¶ {video} ¶ {video}"
    ).metadata

    assert metadata.title == "Two boats sail to the waters off Marle on Monday"
