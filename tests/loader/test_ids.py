"""Ids keep their names over rebuilds."""

import doctest
import re

import pytest
from articles import BODY, article, said
from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from api.loader import ids, names
from api.loader.ids import MAX_SLUG, article_id, label_id, quote_ids, slug
from api.loader.names import fold_label


@pytest.mark.parametrize("module", [ids, names])
def test_the_examples_in_the_docstrings_are_true(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("facts", "begins"),
    [
        pytest.param(
            {"declared_id": "Ferry.2025", "url": "https://a.example/b"},
            "Ferry.2025",
            id="declared goes first",
        ),
        pytest.param(
            {"url": "https://www.a.example/news/Big%20Flood.html"}, "big-flood-", id="then the address"
        ),
        pytest.param({"url": "https://a.example/"}, "a-example-", id="address without a path"),
        pytest.param({}, "bridge-closed-", id="then the path"),
    ],
)
def test_an_article_id_is_declared_or_made_of_the_url_or_of_the_path(facts, begins):
    assert article_id(article("articles/Bridge closed.txt", **facts)).startswith(begins)


def test_the_same_name_in_two_folders_is_two_ids():
    assert article_id(article("2024/budget.txt")) != article_id(article("2025/budget.txt"))


def test_articles_in_a_file_of_many_are_told_apart():
    assert article_id(article("a.jsonl#1")) != article_id(article("a.jsonl#2"))


def test_quote_ids_don_t_change_with_marks_or_with_quotes_before_them():
    first, second = said(BODY, "Nobody asked us,", None), said(BODY, "a gift to the builders", None)

    alone = quote_ids("x", [second])
    both = quote_ids("x", [first, second])

    assert both[1] == alone[0]
    assert alone[0].startswith("q-")
    assert quote_ids("y", [second]) != alone


def test_the_same_words_twice_in_an_article_are_two_ids():
    quote = said(BODY, "Not once,", None)

    one, two = quote_ids("x", [quote, quote])

    assert one != two


@pytest.mark.parametrize("text", ["???", "", "…"])
def test_a_slug_of_nothing_is_still_a_slug(text):
    assert slug(text, "speaker").startswith("speaker-")


def test_a_slug_is_ascii():
    assert slug("Łukasz Żółć 日本", "x").isascii()


@given(
    st.text(alphabet="ab9 _-", min_size=1, max_size=MAX_SLUG + 6).filter(
        lambda text: any(map(str.isalnum, text))
    )
)
def test_the_short_way_to_a_slug_leads_where_slugify_does(text):
    assert slug(text, "x") == slugify(text, max_length=MAX_SLUG, word_boundary=True)


@pytest.mark.parametrize(
    "names_",
    [
        pytest.param(["C", "C++", "C#"], id="signs behind a word"),
        pytest.param(["Ferry", "Ferry+"], id="a plus"),
        pytest.param(["\N{CRAB}", "\N{FISH}"], id="signs alone"),
        pytest.param(["王伟", "王薇"], id="alike in Latin letters"),
        pytest.param(["バス", "パス"], id="kana with another mark"),
        pytest.param(["दिल", "दील"], id="another vowel sign"),
        pytest.param([f"{'Harbour and ferry board ' * 4}{end}" for end in ("north", "south")], id="long"),
    ],
)
def test_names_that_differ_have_ids_of_their_own(names_):
    for key in (fold_label, lambda name: label_id(name, "tag")):
        assert len(set(map(key, names_))) == len(names_)


@pytest.mark.parametrize(
    "names_",
    [
        ["C++", "c++", "C plus plus"],
        ["#Ferries", "Ferries", "FERRIES"],
        ["Éclair", "E\u0301clair", "ECLAIR"],
        ["Порт", "ПОРТ"],
        ["Ρόδος", "ΡΟΔΟΣ"],
        ["シーツ", "\uff7c\uff70\uff82"],
    ],
)
def test_spellings_of_one_name_have_one_id(names_):
    assert len({fold_label(name) for name in names_}) == 1
    assert len({label_id(name, "tag") for name in names_}) == 1


@given(st.text(min_size=1).filter(str.strip))
def test_any_name_gives_an_id_that_a_curator_could_write(name):
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", label_id(name, "tag"))
    assert len(label_id(name, "tag")) <= 128
