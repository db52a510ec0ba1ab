"""Ways that readers go, in a real browser, with and without JavaScript, on the shipped corpus and on a large one.

Which speaker, tag or word a reader picks comes from the API, so a journey fits any corpus.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import many_quotes
import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect

from api.app import create_app
from api.loader import load
from api.settings import Settings, shipped
from bench.screenshots import CHROMIUM, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"needs Debian's chromium at {CHROMIUM}"),
]
MOST_BYTES = 60_000  # of HTML, for 50 rows


@pytest.fixture(scope="module", params=["shipped", "thousand"])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped corpus, or an invented one of a thousand articles."""
    path = tmp_path_factory.mktemp("journeys") / "corpus.db"
    if request.param == "thousand":
        return many_quotes.build(path, articles=1000)
    load([shipped("seeds")], path, workers=1)
    return path


@pytest.fixture(scope="module")
def api(corpus: Path) -> FlaskClient:
    return create_app(Settings(db=corpus)).test_client()


@pytest.fixture(scope="module")
def host(corpus: Path) -> Iterator[str]:
    with served(create_app(Settings(db=corpus))) as address:
        yield address


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def reader(chromium: Browser, host: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(base_url=host, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def data(api: FlaskClient, address: str) -> Any:
    return api.get(address).json["data"]


def total(api: FlaskClient, query: str) -> int:
    return int(api.get(f"/v1/quotes?{query}&count=exact").json["page"]["total"])


def test_from_the_front_page_to_all_that_somebody_said(reader: Page, api: FlaskClient) -> None:
    speaker = data(api, "/v1/speakers?sort=-quote_count&limit=1")[0]
    reader.goto("/")
    reader.locator("[aria-labelledby=top-speakers]").get_by_role("link", name=speaker["name"]).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(speaker["name"])
    reader.get_by_role("link", name=f"All {speaker['quote_count']:,} quotes").click()
    expect(reader.locator(".shown")).to_have_text(f"{speaker['quote_count']:,} quotes by {speaker['name']}.")


def test_from_a_name_in_the_search_box_to_the_speaker(reader: Page, api: FlaskClient) -> None:
    speaker = data(api, "/v1/speakers?kind=person&sort=-quote_count&limit=1")[0]
    reader.goto("/")
    reader.locator("#home-q").fill(speaker["name"])
    reader.locator("#home-q").press("Enter")
    found = reader.locator("[aria-labelledby=found-speakers]")
    found.get_by_role("link", name=speaker["name"], exact=True).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(speaker["name"])


def test_narrow_and_widen_again(reader: Page, api: FlaskClient) -> None:
    reader.goto("/quotes")
    everything = reader.locator(".shown").inner_text()
    bucket = reader.locator("[aria-labelledby=facet-kind] li").first
    count = bucket.locator(".count").inner_text()
    bucket.get_by_role("link").click()
    expect(reader.locator(".shown")).to_contain_text(f"{count} ")
    reader.locator(".chip").first.click()
    expect(reader.locator(".shown")).to_have_text(everything)
    assert everything.replace(",", "").startswith(f"{total(api, '')} ")


def test_walk_back_in_time_and_forth(reader: Page) -> None:
    reader.goto("/quotes?limit=10")
    pages = []
    for _ in range(3):
        pages.append(reader.locator(".quotes .words").all_inner_texts())
        reader.get_by_role("link", name="Older").click()
    for shown in reversed(pages):
        reader.get_by_role("link", name="Newer").click()
        expect(reader.locator(".quotes .words")).to_have_text(shown)


def test_from_a_quote_to_its_place_and_the_evidence(reader: Page, api: FlaskClient) -> None:
    quotes = data(api, "/v1/quotes?attributed=true&limit=200&include=article")
    quote = next(one for one in quotes if one["article"]["rights"] != "restricted")
    reader.goto(f"/quotes/{quote['id']}")
    expect(reader.locator(".large .words")).to_have_text(quote["text"])
    reader.get_by_role("link", name="In the article here").click()
    assert reader.url.endswith(f"/articles/{quote['article']['id']}#q-{quote['id']}")
    note = reader.locator(".note", has=reader.locator(f"a[href='#q-{quote['id']}']"))
    expect(note).to_contain_text(quote["speaker"]["name"])
    note.get_by_role("link", name="more").click()
    expect(reader.locator(".large .words")).to_have_text(quote["text"])


def test_from_an_article_to_what_else_its_subject_has(reader: Page, api: FlaskClient) -> None:
    tag = data(api, "/v1/tags?sort=-quote_count&limit=1")[0]
    article = data(api, f"/v1/articles?tag={tag['id']}&limit=1")[0]
    reader.goto(f"/articles/{article['id']}")
    reader.locator("[aria-labelledby=tags]").get_by_role("link", name=tag["name"], exact=True).click()
    expect(reader.locator(".lede")).to_have_text(
        f"{tag['quote_count']:,} quotes in {tag['article_count']:,} articles."
    )


def test_put_two_speakers_side_by_side(reader: Page, api: FlaskClient) -> None:
    one, other = data(api, "/v1/speakers?kind=person&sort=-quote_count&limit=2")
    reader.goto("/")
    reader.get_by_role("contentinfo").get_by_role("link", name="Compare speakers").click()
    reader.get_by_role("main").get_by_role(
        "link", name=f"{one['name']}, {one['quote_count']:,} quotes"
    ).click()
    expect(reader.locator(".compared thead th")).to_have_count(2)
    reader.locator("#add-name").fill(other["name"])
    reader.get_by_role("button", name="Add").click()
    if reader.get_by_text("Several have this name:").is_visible():
        reader.get_by_role("link", name=f"{other['name']}, {other['quote_count']:,} quotes").click()
    expect(reader.locator(".compared thead th")).to_have_count(3)
    cells = reader.locator(".compared tbody tr td:last-child").all_inner_texts()
    assert sum(int(cell.replace(",", "").replace("–", "0")) for cell in cells) == other["quote_count"]


def test_from_all_values_of_a_facet_to_the_list(reader: Page) -> None:
    reader.goto("/quotes")
    reader.locator("[aria-labelledby=facet-speaker]").get_by_role("link", name="More of").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Quotes by speaker")
    bucket = reader.locator(".names li").nth(11)
    name, count = bucket.get_by_role("link").inner_text(), bucket.locator(".count").inner_text()
    bucket.get_by_role("link").click()
    expect(reader.locator(".shown")).to_have_text(f"{count} quote{'' if count == '1' else 's'} by {name}.")


def test_ask_for_longer_pages(reader: Page) -> None:
    reader.goto("/quotes")
    expect(reader.locator(".quotes > li")).to_have_count(25)
    reader.get_by_role("list", name="A page").get_by_role("link", name="50").click()
    expect(reader.locator(".quotes > li")).to_have_count(50)


def test_take_what_is_shown_as_a_table(reader: Page, api: FlaskClient) -> None:
    reader.goto("/quotes?kind=direct")
    href = reader.get_by_role("main").get_by_role("link", name="CSV", exact=True).get_attribute("href")
    rows = list(csv.DictReader(io.StringIO(reader.request.get(str(href)).text())))
    assert len(rows) == total(api, "kind=direct")
    assert {row["kind"] for row in rows} == {"direct"}


def test_find_out_what_is_missing(reader: Page, api: FlaskClient) -> None:
    reader.goto("/")
    reader.get_by_role("contentinfo").get_by_role("link", name="Coverage").click()
    reader.get_by_role("link", name="Quotes without a speaker").click()
    expect(reader.locator(".shown")).to_contain_text("whose speaker is not known.")
    shown = reader.locator(".shown").inner_text().replace(",", "").split()[0]
    assert int(shown) == total(api, "attributed=false")


def test_out_of_a_search_that_finds_nothing(reader: Page, api: FlaskClient) -> None:
    speaker = data(api, "/v1/speakers?sort=-quote_count&limit=1")[0]
    reader.goto(f"/quotes?speaker={speaker['id']}&q=zeppelinfahrt")
    expect(reader.locator(".notice")).to_contain_text("Nothing meets all of these filters.")
    reader.get_by_role("link", name="Without “zeppelinfahrt”").click()
    expect(reader.locator(".shown")).to_have_text(f"{speaker['quote_count']:,} quotes by {speaker['name']}.")


@pytest.mark.parametrize("noun", ["quotes", "articles", "speakers", "tags", "publishers"])
def test_fifty_rows_are_a_small_page(api: FlaskClient, noun: str) -> None:
    assert len(api.get(f"/{noun}?limit=50").data) < MOST_BYTES
