"""The pages over an invented corpus that has every trap a page can meet."""

from collections.abc import Iterator
from pathlib import Path

import invented
import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.app import create_app
from api.settings import Settings
from api.store.connect import Database, open_for_reading

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def invented_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.build(tmp_path_factory.mktemp("invented") / "invented.db")


@pytest.fixture(scope="session")
def invented_app(invented_path: Path) -> Flask:
    app = create_app(Settings(db=invented_path))
    app.testing = True
    return app


@pytest.fixture
def reader(invented_app: Flask) -> FlaskClient:
    """A client that reads pages of the invented corpus."""
    return invented_app.test_client()


@pytest.fixture
def invented_db(invented_path: Path) -> Iterator[Database]:
    db = open_for_reading(invented_path)
    yield db
    db.close()


PAGE_KINDS = {
    "home": "/",
    "quotes": "/quotes",
    "quotes-filtered": "/quotes?speaker=ana-ruiz,tom-lee&kind=direct&published_from=2010",
    "quotes-searched": "/quotes?q=light",
    "quotes-none": "/quotes?speaker=ana-ruis&kind=mixed",
    "quote": "/quotes/lighthouse-b",
    "quote-nobody": "/quotes/undated-notice-a",
    "quote-restricted": "/quotes/closed-book-a",
    "articles": "/articles",
    "articles-searched": "/articles?q=lamp",
    "article": "/articles/lighthouse",
    "article-escaped": "/articles/strike",
    "article-restricted": "/articles/closed-book",
    "article-undated": "/articles/undated-notice",
    "speakers": "/speakers",
    "speaker": "/speakers/ana-ruiz",
    "speaker-anonymous": "/speakers/a-former-pilot",
    "tags": "/tags",
    "tag": "/tags/harbours",
    "publishers": "/publishers",
    "publisher": "/publishers/harbour-gazette",
    "search": "/search",
    "search-found": "/search?q=light",
    "search-nothing": "/search?q=zeppelin",
    "statistics": "/stats",
    "dictionary": "/dictionary",
    "error-400": "/quotes?speeker=x&limit=5000",
    "error-404": "/speakers/ana-ruis",
    "error-no-page": "/nowhere",
}
"""One address of each kind of page, and of each shape that it can take."""


@pytest.fixture(params=[pytest.param(address, id=kind) for kind, address in PAGE_KINDS.items()])
def address(request: pytest.FixtureRequest) -> str:
    return str(request.param)
