"""The API over the invented corpus of many_quotes."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from many_quotes import many_db, many_path  # noqa: F401 - fixtures

from api.app import create_app
from api.settings import Settings


@pytest.fixture(scope="session")
def many_app(many_path: Path) -> Flask:  # noqa: F811
    return create_app(Settings(db=many_path))


@pytest.fixture
def api(many_app: Flask) -> FlaskClient:
    return many_app.test_client()
