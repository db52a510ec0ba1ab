"""Every page is valid, small, calm HTML: one small script, no inline style, no other host."""

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from justhtml import JustHTML

import api.pages

STATIC = Path(api.pages.__file__).parent / "static"
MOST_BYTES = 60_000  # of HTML
MOST_STYLE_BYTES = 30_000
MOST_SCRIPT_BYTES = 8_000


def test_a_page_parses_without_an_error(reader: FlaskClient, address: str) -> None:
    page = reader.get(address).text
    JustHTML(page, sanitize=False, strict=True)


def test_a_page_has_one_of_each_id(reader: FlaskClient, address: str) -> None:
    ids = re.findall(r'\bid="([^"]*)"', reader.get(address).text)
    assert sorted(ids) == sorted(set(ids))
    assert "" not in ids


def test_a_label_or_description_points_to_something(reader: FlaskClient, address: str) -> None:
    page = reader.get(address).text
    ids = set(re.findall(r'\bid="([^"]*)"', page))
    pointers = re.findall(r'\b(?:for|aria-labelledby|aria-describedby)="([^"]*)"', page)
    assert set(pointers) <= ids


def test_a_page_has_one_script_and_nothing_inline(reader: FlaskClient, address: str) -> None:
    answer = reader.get(address)
    tree = JustHTML(answer.text, sanitize=False)
    assert tree.query("style") == []
    scripts = [one.attrs for one in tree.query("script") if one.attrs.get("type") != "application/ld+json"]
    assert scripts == [{"src": "/assets/on-record.js", "defer": scripts[0]["defer"]}]
    inline = [
        name for element in tree.query("*") for name in element.attrs if name == "style" or name[:2] == "on"
    ]
    assert inline == []
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_a_page_loads_nothing_from_another_host(reader: FlaskClient, address: str) -> None:
    tree = JustHTML(reader.get(address).text, sanitize=False)
    loaded = [
        element.attrs.get("href") or element.attrs.get("src")
        for element in tree.query("link, img, iframe, source")
    ]
    assert [link for link in loaded if urlsplit(str(link)).netloc] == []


def test_a_page_is_small(reader: FlaskClient, address: str) -> None:
    joiner = "&" if "?" in address else "?"
    is_list = (
        address.split("?", maxsplit=1)[0] in {"/quotes", "/articles", "/speakers"} and "limit" not in address
    )
    page = reader.get(f"{address}{joiner}limit=50" if is_list else address)
    assert len(page.data) < MOST_BYTES


def test_headings_leave_no_level_out(reader: FlaskClient, address: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", reader.get(address).text)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] - pair[0] > 1] == []


def test_the_stylesheet_is_small_and_loads_nothing() -> None:
    style = (STATIC / "on-record.css").read_text("utf-8")
    assert len(style.encode()) < MOST_STYLE_BYTES
    assert "url(" not in style
    assert "@import" not in style


def test_the_script_is_small_and_calls_no_other_host() -> None:
    script = (STATIC / "on-record.js").read_text("utf-8")
    assert len(script.encode()) < MOST_SCRIPT_BYTES
    assert "//" not in re.sub(r"(?m)(^|\s)// .*$", "", script)
    assert not re.search(
        r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function)\b", script
    )


def test_every_class_of_the_templates_is_styled() -> None:
    style = (STATIC / "on-record.css").read_text("utf-8")
    styled = set(re.findall(r"\.([a-z][a-z0-9-]*)", style))
    templates = "".join(path.read_text("utf-8") for path in (STATIC.parent / "templates").glob("*.html"))
    given = {name for names in re.findall(r'class="([^"{]*)"', templates) for name in names.split()}
    assert given - styled == set()


@pytest.mark.parametrize("name", ["on-record.css", "on-record.js", "icon.svg"])
def test_static_files_are_served(reader: FlaskClient, name: str) -> None:
    assert reader.get(f"/assets/{name}").status_code == 200
