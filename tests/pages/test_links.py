"""Every link on every page leads somewhere, also below a prefix; none of our pages needs another host."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML
from werkzeug.test import Client

from api.app import create_app
from api.loader import load
from api.settings import Settings, shipped

_MOST_FILTERS = (
    1  # facets can be combined without end; one filter on top of each list shows all kinds of links
)


def links_of(page: str, address: str) -> Iterator[str]:
    """Yield what a page links to, forms and resources included, as addresses of the same host."""
    tree = JustHTML(page, sanitize=False)
    for selector, name in (("a[href]", "href"), ("link[href]", "href"), ("form[action]", "action")):
        for element in tree.query(selector):
            yield urljoin(f"http://localhost{address}", element.attrs[name])


def crawl(reader: Client, start: str, prefix: str = "") -> dict[str, tuple[int, str]]:
    """Follow every link from `start` on; returns the status and the text of each address of ours."""
    found: dict[str, tuple[int, str]] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop()
        answer = reader.get(address.removeprefix(prefix) or "/", base_url=f"http://localhost{prefix}")
        answer.get_data()  # an export streams; left unread it would end outside its request
        is_page = answer.mimetype == "text/html" and "/docs" not in address
        found[address] = (answer.status_code, answer.text if is_page else "")
        for link in links_of(found[address][1], address) if answer.status_code == 200 else ():
            target, _ = urldefrag(link)
            path = target.removeprefix("http://localhost")
            is_ours = urlsplit(target).netloc == "localhost"
            if is_ours and path not in found and path not in waiting and _is_worth_following(path):
                waiting.append(path)
    return found


def _is_worth_following(path: str) -> bool:
    query = urlsplit(path).query
    filters = [pair for pair in re.split("[&,]", query) if pair and not pair.startswith(("cursor=", "sort="))]
    return len(filters) <= _MOST_FILTERS


@pytest.fixture(scope="module", params=["invented", "samples", "shipped"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of a whole small corpus: the invented one, the sample files loaded, the shipped one loaded."""
    if request.param == "invented":
        app: Flask = request.getfixturevalue("invented_app")
        return app.test_client()
    path = tmp_path_factory.mktemp("shipped") / "seeds.db"
    if request.param == "samples":
        path = request.getfixturevalue("corpus_db")
    else:
        load([shipped("seeds")], path, workers=1)
    return create_app(Settings(db=path)).test_client()


@pytest.fixture(scope="module")
def crawled(site: FlaskClient) -> dict[str, tuple[int, str]]:
    return crawl(site, "/")


def test_every_link_resolves(crawled: dict[str, tuple[int, str]]) -> None:
    assert {address: status for address, (status, _) in crawled.items() if status != 200} == {}


def test_the_crawl_reaches_every_record(crawled: dict[str, tuple[int, str]], site: FlaskClient) -> None:
    for noun in ("articles", "quotes", "speakers", "tags", "publishers"):
        records = site.get(f"/v1/{noun}?limit=1000").json["data"]
        assert {f"/{noun}/{one['id']}" for one in records} <= set(crawled)


def test_every_place_in_a_page_exists(crawled: dict[str, tuple[int, str]]) -> None:
    places = {
        address: {element.attrs["id"] for element in JustHTML(page, sanitize=False).query("[id]")}
        for address, (_, page) in crawled.items()
        if page
    }
    missing = []
    for address, (_, page) in crawled.items():
        for link in links_of(page, address):
            target, place = urldefrag(link)
            known = places.get(target.removeprefix("http://localhost"))
            if place and known is not None and place not in known:
                missing.append((address, link))
    assert missing == []


def test_every_link_stays_below_the_prefix_of_a_proxy(invented_app: Flask) -> None:
    found = crawl(invented_app.test_client(), "/archive/", prefix="/archive")
    assert {address for address in found if not address.startswith("/archive/")} == set()
    assert {address: status for address, (status, _) in found.items() if status != 200} == {}
    assert len(found) > 100
