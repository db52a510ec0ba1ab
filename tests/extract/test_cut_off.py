"""A text may end behind any word: what a rule looks for behind the next one is not always there."""

from contextlib import suppress
from operator import attrgetter

import pytest
from gold.reading import STYLES, GoldArticle, read_gold

from api.errors import UnreadableFile
from api.extract import extract_article
from api.model import RawFile

WINDOW = 12  # words: what is read depends on no more of them, mostly

ARTICLES = [*read_gold(), *read_gold(STYLES)]


@pytest.mark.slow
@pytest.mark.parametrize("article", ARTICLES, ids=attrgetter("name"))
def test_behind_any_word(article: GoldArticle) -> None:
    words = article.text.split(" ")
    for end in range(1, len(words) + 1):
        text = " ".join(words[max(end - WINDOW, 0) : end])
        with suppress(UnreadableFile):  # a line of furniture is no article
            extract_article(RawFile("a.txt", "text", text, "0" * 64, {"title": "Cut"}))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It went on for a day and the work was at the State", id="state"),
        pytest.param("“I’m still here,” she declared at", id="a-preposition-behind-a-verb"),
        pytest.param("When I agreed to, I made a promise that I will go", id="an-infinitive"),
        pytest.param("They came to charm fans from around", id="a-number-to-come"),
        pytest.param("A bidder, who came late, asked to remain", id="how-somebody-stays"),
        pytest.param("“add", id="nothing-before-a-mark"),
        pytest.param("M not«f»w said C", id="a-source-at-the-end"),
        pytest.param("office LONDON —  Dr  Pike's office and  -argue O", id="a-tag-to-come"),
    ],
)
def test_behind_words_that_once_led_too_far(text: str) -> None:
    extract_article(RawFile("a.txt", "text", text, "0" * 64, {"title": "Cut"}))
