"""Articles that are not in English are read, and their quotations say that nobody was looked for. All invented."""
# ruff: noqa: E501 - a sentence a line

import pytest

from api.extract import extract_article, read_bytes

ENGLISH = (
    "The mayor of the town said that it was time to go, and that there was nothing to be done about it. "
    "“We will rebuild the wall before the winter comes,” said Edda Núñez, who was there with the others."
)


def article_of(body: str, declared: str = ""):
    front = f"language: {declared}\n" if declared else ""
    (raw,) = read_bytes(f"---\ntitle: Ice\n{front}---\n{body}\n".encode(), "a.md")
    return extract_article(raw)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        pytest.param(
            "es",
            "El puerto de Ellery se congeló el lunes y los barcos tuvieron que esperar a que cambiara el viento. “No "
            "lo habíamos visto en treinta años”, dijo Edda Núñez, que dirige la estación de los prácticos.",
            id="spanish",
        ),
        pytest.param(
            "de",
            "Der Hafen von Ellery ist am Montag zugefroren, und die Schiffe mussten vor der Mauer auf den Wind warten. „Das "
            "haben wir seit dreißig Jahren nicht mehr gesehen“, sagte Edda Berg.",
            id="german",
        ),
        pytest.param(
            "fr",
            "Le port d’Ellery a gelé lundi et les navires ont dû attendre que le vent tourne avant de pouvoir entrer. “Nous "
            "n’avons pas vu cela depuis trente ans”, a dit Edda Noël, qui dirige la station des pilotes depuis longtemps.",
            id="french",
        ),
    ],
)
def test_nobody_is_named_in_another_language(language, body):
    article = article_of(body)

    assert article.metadata.language == language
    assert len(article.quotes) == 1
    for quote in article.quotes:
        assert (quote.speaker, quote.mention, quote.cue, quote.method, quote.confidence) == (
            None,
            None,
            None,
            "none",
            0,
        )
        assert quote.reason == f"not tried: the article is in another language than English ({language})"


def test_quotation_marks_are_read_in_any_language():
    body = "“No lo habíamos visto en treinta años y no lo esperábamos”, dijo la alcaldesa de la ciudad en el puerto."

    assert [quote.text for quote in article_of(body, "es").quotes] == [
        "No lo habíamos visto en treinta años y no lo esperábamos"
    ]


@pytest.mark.parametrize("declared", ["", "en", "en-GB", "de"])
def test_an_english_article_is_tried_whatever_its_page_declares(declared):
    quotes = article_of(ENGLISH, declared).quotes

    assert any(quote.speaker and quote.speaker.name == "Edda Núñez" for quote in quotes)


def test_what_is_too_short_to_tell_is_what_it_declares():
    (quote,) = article_of("“Nein, nein, niemals”, sagte Ola Berg.", "de").quotes

    assert "(de)" in (quote.reason or "")
