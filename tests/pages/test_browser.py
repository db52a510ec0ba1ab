"""What a reader does in a real browser, with and without JavaScript; and what axe-core says of each kind of page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from page_kinds import PAGE_KINDS
from playwright.sync_api import Browser, Page, expect

from bench.screenshots import CHROMIUM, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"needs Debian's chromium at {CHROMIUM}"),
]
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what is all right is not listed element by element: half of the time
}


@pytest.fixture(scope="module")
def site(invented_app: Flask) -> Iterator[str]:
    with served(invented_app) as host:
        yield host


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def window(chromium: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(base_url=site, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(chromium: Browser, site: str, scheme: str, width: int) -> None:
    # axe needs to run its own script inside the page, which our policy rightly forbids to everybody else.
    context = chromium.new_context(
        base_url=site, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    )  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for kind, address in PAGE_KINDS.items():
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        result = Axe().run(page, options=_RULES)
        if result.violations_count:
            found[kind] = result.generate_report()
    context.close()
    assert found == {}, "\n".join(found.values())


def wider_than_the_window(chromium: Browser, site: str, width: int, first: str = "") -> dict[str, int]:
    """Return the kinds of pages to be scrolled sideways, with their width; `first` is a script that is run before."""
    context = chromium.new_context(base_url=site, viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    needed = {}
    for kind, address in PAGE_KINDS.items():
        page.goto(address)
        page.evaluate(first)
        needed[kind] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    return {kind: pixels for kind, pixels in needed.items() if pixels > width}


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1600])
def test_nothing_is_wider_than_the_window(chromium: Browser, site: str, width: int) -> None:
    assert wider_than_the_window(chromium, site, width) == {}


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
def test_a_name_without_a_space_is_broken(chromium: Browser, site: str, width: int) -> None:
    """A name may be one long word: an address, a hashtag, Chinese. Here every record has such a one."""
    rename = """for (const link of document.querySelectorAll("main a[href*='s/']:not([href*='v1/'])"))
        if (!link.children.length) link.textContent = "Longword".repeat(12);"""
    assert wider_than_the_window(chromium, site, width, rename) == {}


_SHIFT = """new Promise(done => {
    let shifts = 0;
    const add = list => { for (const one of list.getEntries()) shifts += one.value; };
    new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(shifts), 60);
})"""


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_once_it_is_shown(chromium: Browser, site: str, width: int) -> None:
    """What moves by itself moves each time; a page that a busy machine has shown half read moves once."""
    context = chromium.new_context(base_url=site, viewport={"width": width, "height": 900})
    page = context.new_page()
    moved = {}
    for kind, address in PAGE_KINDS.items():
        for _ in range(3):
            page.goto(address, wait_until="load")
            moved[kind] = page.evaluate(_SHIFT)
            if not moved[kind]:
                del moved[kind]
                break
    context.close()
    assert moved == {}


def test_no_page_breaks_its_own_policy_or_calls_another_host(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    said, called = [], []
    page.on(
        "console", lambda message: said.append(message.text) if "Content Security" in message.text else None
    )
    page.on("request", lambda request: called.append(request.url))
    for address in PAGE_KINDS.values():
        page.goto(address)
    context.close()
    assert said == []
    assert [url for url in called if not url.startswith(site)] == []


def test_from_home_to_what_somebody_said(window: Page) -> None:
    window.goto("/")
    window.get_by_role("link", name="Ana Ruiz").last.click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Ana Ruiz")
    window.get_by_role("link", name="All 42 quotes").click()
    expect(window.locator(".shown")).to_have_text("42 quotes by Ana Ruiz.")


def test_search_everything_and_open_a_quote(window: Page) -> None:
    window.goto("/")
    window.locator("#home-q").fill("winter")
    window.keyboard.press("Enter")
    expect(window.get_by_role("heading", level=1)).to_have_text("Search for “winter”")
    window.locator(".quotes blockquote a").first.click()
    expect(window.locator(".large .words")).to_contain_text("We will have light by winter")


def test_narrow_by_a_facet_and_widen_by_its_chip(window: Page) -> None:
    window.goto("/quotes")
    window.locator("[aria-labelledby=facet-speaker]").get_by_role("link", name="Tom Lee").click()
    expect(window.locator(".shown")).to_have_text("3 quotes by Tom Lee.")
    window.locator("[aria-labelledby=facet-kind]").get_by_role("link", name="quoted fragment").click()
    expect(window.locator(".shown")).to_have_text("2 quoted fragments by Tom Lee.")
    window.get_by_role("link", name="Drop: by Tom Lee").click()
    expect(window.locator(".shown")).to_have_text("2 quoted fragments.")


_OUTLINED = """() => [...document.querySelectorAll("mark.quoted")]
    .filter(mark => getComputedStyle(mark).outlineStyle !== "none").map(mark => mark.textContent).join("")"""


def test_a_permanent_link_shows_the_quote_in_its_article(window: Page, reader: FlaskClient) -> None:
    quotes = reader.get("/v1/quotes?limit=25").get_json()["data"]
    shown = {}
    for quote in quotes:
        window.goto("about:blank")
        window.goto(f"/articles/{quote['article']['id']}#q-{quote['id']}")
        shown[quote["id"]] = window.evaluate(_OUTLINED)
    assert shown == {quote["id"]: quote["text"] for quote in quotes}


def test_walk_to_older_quotes_and_back(window: Page) -> None:
    window.goto("/quotes")
    first = window.locator(".quotes .words").first.inner_text()
    window.get_by_role("link", name="Older").click()
    expect(window.locator(".quotes .words").first).not_to_have_text(first)
    window.get_by_role("link", name="Newer").click()
    expect(window.locator(".quotes .words").first).to_have_text(first)


def test_from_a_quote_to_its_place_in_the_article_and_its_note(window: Page) -> None:
    window.goto("/quotes/lighthouse-d")
    window.get_by_role("link", name="In the article here").click()
    assert window.url.endswith("/articles/lighthouse#q-lighthouse-d")
    window.get_by_role("link", name="Note 3: who said it").click()
    expect(window.locator("#note-3")).to_be_in_viewport()
    expect(window.locator("#note-3")).to_contain_text("Tom Lee")


def test_search_within_a_speaker(window: Page) -> None:
    window.goto("/speakers/ana-ruiz")
    window.get_by_role("searchbox", name="Search what Ana Ruiz said").fill("sea")
    window.keyboard.press("Enter")
    expect(window.locator(".shown")).to_have_text("1 quote by Ana Ruiz, matching “sea”.")


def test_sort_by_confidence(window: Page) -> None:
    window.goto("/quotes?article=lighthouse")
    window.get_by_role("link", name="surest", exact=True).click()
    expect(window.locator(".quotes .words").first).to_have_text("brave and a little late")


def test_out_of_an_empty_list(window: Page) -> None:
    window.goto("/quotes?speaker=ana-ruis")
    window.get_by_role("link", name="Instead of “ana-ruis”").click()
    expect(window.locator(".shown")).to_have_text("42 quotes by Ana Ruiz.")


def test_from_a_wrong_address_to_the_right_one(window: Page) -> None:
    window.goto("/speakers/tom-le")
    window.get_by_role("link", name="tom-lee").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Tom Lee")


def test_from_a_tag_to_its_articles_as_data(window: Page) -> None:
    window.goto("/tags")
    window.get_by_role("link", name="Strikes & pay").click()
    window.get_by_role("link", name="The 1 article").click()
    with window.expect_response("**/v1/articles?tag=strikes") as answer:
        window.get_by_role("link", name="JSON", exact=True).first.click()
    assert answer.value.json()["page"]["total"] == 1


def test_the_keyboard_reaches_the_content_first(window: Page) -> None:
    window.goto("/quotes")
    window.keyboard.press("Tab")
    expect(window.get_by_role("link", name="Skip to the content")).to_be_focused()
    window.keyboard.press("Enter")
    expect(window.locator("#main")).to_be_focused()


# --- what the script adds -------------------------------------------------------------------------------------------


@pytest.fixture
def scripted(chromium: Browser, site: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=site)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def test_a_name_is_completed_and_leads_to_its_page(scripted: Page) -> None:
    scripted.goto("/")
    box = scripted.get_by_role("combobox", name="Search quotes, speakers, articles")
    box.press_sequentially("ruiz")
    expect(scripted.get_by_role("option")).to_have_text(["Ana Ruizspeaker, 42 quotes"])
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "suggestions-1-0")
    box.press("Enter")
    expect(scripted.get_by_role("heading", level=1)).to_have_text("Ana Ruiz")


def test_a_name_completed_in_a_list_becomes_a_filter(scripted: Page) -> None:
    scripted.goto("/quotes?kind=direct")
    scripted.get_by_role("combobox", name="Search the words of quotes").press_sequentially("strik")
    scripted.get_by_role("option", name="Strikes & pay").click()
    expect(scripted.locator(".shown")).to_have_text("2 direct quotes tagged Strikes & pay.")


def test_suggestions_go_away(scripted: Page) -> None:
    scripted.goto("/speakers")
    box = scripted.get_by_role("combobox", name="Search speakers by name")
    box.press_sequentially("a")
    expect(scripted.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(scripted.get_by_role("option")).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("Enter")
    expect(scripted.locator(".shown")).to_contain_text("matching “a”")


def test_a_citation_is_copied(scripted: Page) -> None:
    scripted.goto("/quotes/lighthouse-b")
    scripted.get_by_role("button", name="Copy: citation").click()
    expect(scripted.get_by_role("button", name="Copy: citation")).to_have_text("Copied")
    assert scripted.evaluate("navigator.clipboard.readText()") == scripted.locator(".cite").inner_text()


def test_a_call_of_the_api_is_copied_and_works(scripted: Page) -> None:
    scripted.goto("/quotes?speaker=tom-lee")
    scripted.get_by_text("This page as API").click()
    scripted.get_by_role("button", name="Copy: JavaScript").click()
    code = scripted.evaluate("navigator.clipboard.readText()")
    called = scripted.evaluate(f"(async () => {{ {code} return data.length; }})()")
    assert called == 3


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_the_script_adds(chromium: Browser, site: str, scheme: str) -> None:
    context = chromium.new_context(base_url=site, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/quotes/lighthouse-b")
    box = page.get_by_role("combobox", name="Search everything")
    box.press_sequentially("a")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    result = Axe().run(page, options=_RULES)
    context.close()
    assert result.violations_count == 0, result.generate_report()
