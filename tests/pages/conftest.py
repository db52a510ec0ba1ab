"""The pages over an invented corpus that has every trap a page can meet."""

from collections.abc import Iterator
from pathlib import Path

import invented
import pytest
from flask import Flask
from flask.testing import FlaskClient
from page_kinds import PAGE_KINDS
from playwright.sync_api import Browser, sync_playwright

from api.app import create_app
from api.settings import Settings
from api.store.connect import Database, open_for_reading
from bench.screenshots import CHROMIUM, FLAGS


@pytest.fixture(scope="session")
def invented_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.build(tmp_path_factory.mktemp("invented") / "invented.db")


@pytest.fixture(scope="session")
def invented_app(invented_path: Path) -> Flask:
    app = create_app(Settings(db=invented_path, sql_page=True))
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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[pytest.param(address, id=kind) for kind, address in PAGE_KINDS.items()])
def address(request: pytest.FixtureRequest) -> str:
    return str(request.param)
