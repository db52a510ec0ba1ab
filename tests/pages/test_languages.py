"""Texts of any language and script: each says which it is, runs its own way, and leaves what is around it alone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from page_text import select, words_of
from playwright.sync_api import Browser

from api.app import create_app
from api.loader import load
from api.settings import Settings
from bench.screenshots import CHROMIUM, served

HEBREW = {
    "id": "dam",
    "title": "נבנה את הסכר (2025)",
    "publisher": "הארץ החדשה",
    "language": "he",
    "published_on": "2025-05-06",
    "body": 'ראש העיר אמרה ביום שני כי הסכר ייבנה מחדש.\n\n"נבנה אותו מחדש לפני החורף", אמרה עדה בלום.',
}
SECRET = {**HEBREW, "id": "secret", "rights": "restricted", "title": "סוד"}
ENGLISH = {
    "id": "mill",
    "title": "Mill closes",
    "language": "en",
    "body": 'The mill closes.\n\n"We tried," said Ada Bloom.',
    "publisher": "P" * 120,
    "published_on": "2024",
}
LONG = {
    "id": "long",
    "title": "Speech",
    "body": 'The mill opens.\n\n"' + "We will rebuild the mill. " * 60 + '" said Ada Bloom.',
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("languages")
    (folder / "all.json").write_text(json.dumps([HEBREW, SECRET, ENGLISH, LONG]))
    (folder / "tags.yaml").write_text("- name: Ferries\n")
    (folder / "speakers.yaml").write_text("- name: Bert Orr\n")
    db = folder.with_name("languages.db")
    load([folder], db, workers=1)
    return create_app(Settings(db=db))


@pytest.fixture
def pages(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with served(app) as host:
        yield host


def quote_of(pages: FlaskClient, article: str) -> str:
    quote: str = pages.get(f"/v1/quotes?article={article}").get_json()["data"][0]["id"]
    return quote


@pytest.mark.parametrize(
    ("address", "selectors"),
    [
        ("/articles/dam", ["h1", ".paragraph > p"]),
        ("/articles/secret", ["h1", ".excerpt", ".paragraph > p"]),
        ("/quotes/{quote}", [".large blockquote", ".evidence"]),
    ],
)
def test_a_text_says_its_language_and_its_direction(
    pages: FlaskClient, address: str, selectors: list[str]
) -> None:
    page = pages.get(address.format(quote=quote_of(pages, "dam"))).text
    for selector in selectors:
        found = select(page, selector)
        assert {(one.attrs["lang"], one.attrs["dir"]) for one in found} == {("he", "auto")}, selector


def test_an_english_text_needs_no_other_language(pages: FlaskClient) -> None:
    for address in ("/articles/mill", f"/quotes/{quote_of(pages, 'mill')}"):
        page = pages.get(address).text
        assert [one.attrs.get("lang") for one in select(page, "[lang]")] == ["en"]  # the whole page's
    assert select(pages.get("/articles/mill").text, "h1")[0].attrs["dir"] == "auto"


@pytest.mark.parametrize("address", ["/quotes", "/", "/articles", "/search?q=נבנה"])
def test_words_in_lists_run_their_own_way(pages: FlaskClient, address: str) -> None:
    found = select(pages.get(address).text, "blockquote, .title, .snippet")
    assert found
    assert {one.attrs.get("dir") for one in found} == {"auto"}


def test_languages_are_called_by_their_names(pages: FlaskClient) -> None:
    assert "Language Hebrew" in words_of(pages.get("/articles/dam").text)
    assert "2 quotes in Hebrew." in words_of(pages.get("/quotes?language=he").text)
    assert "Hebrew 2" in words_of(pages.get("/stats").text)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/tags/ferries", "No article in this corpus has this tag."),
        ("/speakers/bert-orr", "No quote in this corpus is attributed to this speaker."),
        ("/stats", "None: every article file was loaded."),
    ],
)
def test_where_nothing_is_a_sentence_says_so(pages: FlaskClient, address: str, said: str) -> None:
    page = words_of(pages.get(address).text)
    assert said in page
    assert "All 0 " not in page


needs_browser = pytest.mark.skipif(
    not Path(CHROMIUM).exists(), reason=f"needs Debian's chromium at {CHROMIUM}"
)


@pytest.mark.browser
@needs_browser
def test_as_it_is_laid_out(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/articles/dam")
    directions = "getComputedStyle(document.querySelector('{}')).direction"
    assert page.evaluate(directions.format(".paragraph > p")) == "rtl"
    assert page.evaluate(directions.format(".where")) == "ltr"
    page.goto("/stats")  # a publisher whose name is one long word leaves room for the number beside it
    for number in page.locator(".tally td.number").all():
        box, table = number.bounding_box(), number.locator("xpath=ancestor::table/..").bounding_box()
        assert box is not None
        assert table is not None
        assert box["x"] + box["width"] <= table["x"] + table["width"] + 1
    page.goto("/")
    heights = [one.bounding_box() for one in page.locator(".brief blockquote").all()]
    assert max(box["height"] for box in heights if box) < 300  # a long speech is read on its own page
    context.close()


@pytest.mark.browser
@needs_browser
def test_as_it_is_printed(chromium: Browser, site: str, pages: FlaskClient) -> None:
    context = chromium.new_context(base_url=site, viewport={"width": 720, "height": 1000})
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(f"/quotes/{quote_of(pages, 'mill')}")
    assert page.locator(".print-url").is_visible()
    assert page.locator(".cite").is_visible()
    page.goto("/quotes")
    assert not any(one.is_visible() for one in page.locator("form, .jump, .colophon li").all())
    indents = page.eval_on_selector_all(
        "blockquote", "all => all.map(one => getComputedStyle(one).textIndent)"
    )
    assert set(indents) == {"0px"}
    context.close()


@pytest.mark.browser
@needs_browser
def test_the_main_links_of_a_small_phone_are_one_line(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site, viewport={"width": 360, "height": 760})
    page = context.new_page()
    page.goto("/quotes")
    tops = {box["y"] for one in page.locator(".masthead nav a").all() if (box := one.bounding_box())}
    context.close()
    assert len(tops) == 1
