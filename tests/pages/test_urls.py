"""The addresses of pages are those of the routes, whatever an id holds and wherever the server is mounted."""

import pytest
from flask import Flask, url_for

from api.pages import urls

IDS = ["ana-ruiz", "ärger & co", "a/b?c#d", "50%", "q:1@x;y=(z)!*'~", "..", "", "名"]
NOUNS = ["quotes", "articles", "speakers", "tags", "publishers"]


@pytest.mark.parametrize("prefix", ["", "/archive", "/ärger/a b"])
def test_addresses_are_those_of_the_routes(invented_app: Flask, prefix: str):
    with invented_app.test_request_context("/quotes", base_url=f"http://localhost{prefix}"):
        for noun in NOUNS:
            assert urls.listing(noun) == url_for(f"pages.list_{noun}")
            for id_ in IDS:
                assert urls.item(noun, id_) == url_for(f"pages.one_{noun[:-1]}", id_=id_)
        assert urls.home() == url_for("pages.home")
        assert urls.search() == url_for("pages.search")
        assert urls.compare() == url_for("pages.compare")
        assert urls.statement("") == url_for("pages.statement")
        assert urls.statistics() == url_for("pages.statistics")
        assert urls.dictionary() == url_for("pages.dictionary")
        assert urls.static("on-record.css") == url_for("pages.static", filename="on-record.css")
        for name in ("coverage", "exports"):
            assert urls.page(name) == url_for(f"pages.{name}")
