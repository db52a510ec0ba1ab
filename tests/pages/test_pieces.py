"""A page made of kept pieces, or kept whole, is the page made anew."""

from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.pages.quotation import quote_list

LISTS = [
    "/quotes?limit=2",
    "/quotes?kind=direct&limit=1",
    "/articles?limit=1",
    "/quotes?q=the",
    "/quotes?limit=1&sort=-confidence",
]


def forget(app: Flask) -> None:
    app.extensions["reader"].database().kept.clear()


def follow(reader: FlaskClient, address: str) -> list[str]:
    """Return the addresses of the first pages of a list, as the API names them."""
    found = [address]
    while len(found) < 3 and (later := reader.get(f"/v1{found[-1]}").json["links"]["next"]):
        found.append(later.removeprefix("/v1"))
    return found


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("prefix", ["", "/archive"])
def test_a_kept_page_is_the_fresh_one(invented_app: Flask, reader: FlaskClient, address: str, prefix: str):
    base = f"http://localhost{prefix}"
    pages = follow(reader, address)
    fresh = []
    for page in pages:
        forget(invented_app)
        fresh.append(reader.get(page, base_url=base))
    forget(invented_app)
    reader.get(address, base_url="http://localhost/elsewhere")
    for _ in range(2):  # of kept pieces first, then kept whole
        for page, expected in zip(pages, fresh, strict=True):
            again = reader.get(page, base_url=base)
            assert again.status_code == expected.status_code == 200
            assert again.data == expected.data, page
            assert again.headers["ETag"] == expected.headers["ETag"]


def test_lists_by_other_filters_have_other_facets(invented_app: Flask, reader: FlaskClient):
    forget(invented_app)
    pages = [
        reader.get(address).text.partition('id="narrow"')[2] for address in ("/quotes", "/quotes?kind=direct")
    ]
    assert pages[0] != pages[1]


class _Read(HTMLParser):
    """Collects the elements with the names of their attributes, and all text and values of attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, list[str]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, [name for name, _ in attrs]))
        self.texts += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("value", ["<script>x</script>", '"><b>', "' onclick='x", "&lt;", "a/../b?c#d"])
@pytest.mark.parametrize("with_speaker", [True, False])
def test_every_value_of_a_quote_is_escaped(invented_app: Flask, value: str, with_speaker: bool):
    names = ("id", "text", "speaker_id", "speaker_name", "article_id", "article_title", "publisher_name")
    hostile = {name: f"{value}{name}" for name in names} | {"kind": "direct", "published_on": "2025-11-08"}
    harmless = {name: name for name in names} | {"kind": "direct", "published_on": "2025-11-08"}
    with invented_app.test_request_context("/"):
        found, expected = (_Read(str(quote_list([one], with_speaker))) for one in (hostile, harmless))
    assert found.elements == expected.elements
    assert len(expected.elements) > 5
    shown = "\n".join(found.texts)
    for name in ("text", "article_title", "publisher_name", *(["speaker_name"] if with_speaker else [])):
        assert f"{value}{name}" in shown
    assert f"#q-{value}id" in shown
