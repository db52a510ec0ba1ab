"""A restricted article's text is never served beyond an excerpt, in whatever representation."""

import sqlite3
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from api.app import create_app
from api.settings import Settings
from api.store.rights import EXCERPT_WORDS, context, excerpt

EVERYTHING = [
    "/v1/articles?include=body,tags&limit=1000",
    "/v1/articles?include=body&format=ndjson",
    "/v1/articles?include=body&format=csv",
    "/v1/articles?q=the&highlight=true&include=body&limit=1000",
    "/v1/quotes?include=article,context,occurrences&limit=1000",
    "/v1/quotes?include=context&format=csv",
    "/v1/search?q=the&limit=25",
    "/v1/articles?format=jsonld&limit=1000",
    "/v1/quotes?format=jsonld&limit=1000",
    "/v1/quotes?format=annotations&limit=1000",
    "/v1/quotes?format=atom&limit=1000",
    "/v1/quotes?format=jsonfeed&limit=1000",
]
OF_ONE_ARTICLE = [
    "",
    "?format=jsonld",
    "?format=text",
    "?format=citation",
    "?format=bibtex",
    "?format=csl",
    "?format=wikitext",
]


@pytest.fixture(scope="module")
def restricted(many_path: Path) -> dict[str, str]:
    with sqlite3.connect(many_path) as db:
        return dict(db.execute("SELECT id, body FROM articles WHERE rights = 'restricted'"))


def test_bodies_are_null_and_excerpts_short(api: FlaskClient, restricted: dict[str, str]):
    articles = api.get("/v1/articles?include=body&limit=1000").get_json()["data"]
    for article in articles:
        assert (article["body"] is None) == (article["id"] in restricted)
        assert len(article["excerpt"].split()) <= EXCERPT_WORDS
    for id_ in restricted:
        assert api.get(f"/v1/articles/{id_}").get_json()["data"]["body"] is None


@pytest.mark.parametrize("url", EVERYTHING)
def test_no_long_run_of_words_leaves_the_house(api: FlaskClient, restricted: dict[str, str], url: str):
    """No stretch of 51 running words of a restricted body stands in any answer."""
    assert not long_runs(restricted, api.get(url).get_data(as_text=True))


@pytest.mark.parametrize("query", OF_ONE_ARTICLE)
def test_nor_does_it_from_one_article(api: FlaskClient, restricted: dict[str, str], query: str):
    for id_ in restricted:
        answer = api.get(f"/v1/articles/{id_}{query}")
        assert answer.status_code == (403 if query == "?format=text" else 200)
        assert not long_runs(restricted, answer.get_data(as_text=True))


def test_the_check_above_would_notice(many_path: Path, restricted: dict[str, str]):
    client = create_app(Settings(db=many_path, serve_restricted_bodies=True)).test_client()
    for url in EVERYTHING[:3]:
        assert long_runs(restricted, client.get(url).get_data(as_text=True))


def long_runs(bodies: dict[str, str], answer: str) -> list[str]:
    """Return the runs of 51 words of the bodies that stand in an answer."""
    assert any(len(body.split()) > 2 * EXCERPT_WORDS for body in bodies.values())
    runs = [
        " ".join(words[start : start + EXCERPT_WORDS + 1])
        for words in (body.split() for body in bodies.values())
        for start in range(len(words) - EXCERPT_WORDS)
    ]
    return [run for run in runs if run in answer]


def test_contexts_are_bounded_and_exact(api: FlaskClient, restricted: dict[str, str]):
    quotes = api.get("/v1/quotes?include=context&limit=1000").get_json()["data"]
    seen = [quote for quote in quotes if quote["article"]["id"] in restricted]
    assert seen
    for quote in seen:
        around = quote["context"]
        assert restricted[quote["article"]["id"]][around["start"] : around["end"]] == around["text"]
        assert quote["text"] in around["text"]
        assert len(around["text"].split()) <= EXCERPT_WORDS


def test_the_operator_may_allow_bodies(many_path: Path, restricted: dict[str, str]):
    client = create_app(Settings(db=many_path, serve_restricted_bodies=True)).test_client()
    id_, body = next(iter(restricted.items()))
    assert client.get(f"/v1/articles/{id_}").get_json()["data"]["body"] == body


@given(words=st.lists(st.text(alphabet="ab”, ", min_size=1, max_size=5), max_size=150), data=st.data())
def test_any_context_keeps_the_quote_and_the_bound(words: list[str], data: st.DataObject):
    text = " ".join(words)
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    passage = context(text, 1000, 1000 + first, 1000 + last, whole=False)
    assert passage.start <= 1000 + first <= 1000 + last <= passage.end
    assert text[passage.start - 1000 : passage.end - 1000] == passage.text
    # Where the quote begins inside a word, that word counts twice.
    assert len(passage.text.split()) <= max(EXCERPT_WORDS, len(text[first:last].split()) + 2)
    assert context(text, 1000, 1000 + first, 1000 + last, whole=True).text == text


def test_an_excerpt_is_the_opening():
    words = " ".join(f"word{number}," for number in range(EXCERPT_WORDS - 2))
    assert excerpt(f"\tOne\xa0two  \n\n{words} \nand on") == f"One\xa0two  \n\n{words}"
    assert excerpt(" \nOne  two, three-four ") == "One  two, three-four"
    assert excerpt("") == ""


@pytest.mark.parametrize(
    "letters", [pytest.param("\u6e2f\u53e3", id="chinese"), pytest.param("\u0e17\u0e48\u0e32", id="thai")]
)
def test_where_no_spaces_part_words_each_letter_counts_as_one(letters: str):
    body = letters * 200
    assert excerpt(f"Selm {body}") == f"Selm {body[: EXCERPT_WORDS - 1]}"
    around = context(body, 0, 300, 302, whole=False)
    assert (around.start, around.end) == (300 - 24, 302 + 24)
