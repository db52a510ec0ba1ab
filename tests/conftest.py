"""Fixtures that every room shares: a small corpus, loaded once; the application, a client, the command line.

Those over the invented corpus of several hundred quotes are in `many_quotes`.
"""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.app import create_app
from api.cli import main
from api.compiled import what_is_stale
from api.loader import load
from api.settings import Settings

pytest_plugins = ["many_quotes"]

SAMPLES = Path(__file__).parent / "samples"
CORPUS = SAMPLES / "corpus"


def pytest_configure():
    """Refuse to test what was compiled from other sources than these."""
    stale = what_is_stale()
    if stale:
        raise pytest.UsageError(stale)


@pytest.fixture(scope="session")
def corpus_db(tmp_path_factory):
    """Path of a database that the loader made of tests/samples/corpus: 4 articles of every kind of file."""
    db = tmp_path_factory.mktemp("corpus") / "corpus.db"
    load([CORPUS], db, workers=1)
    return db


@pytest.fixture
def fresh_db(tmp_path):
    """Path for a database that isn't there yet."""
    return tmp_path / "fresh.db"


@pytest.fixture
def settings(corpus_db):
    """Settings that serve the small corpus."""
    return Settings(db=corpus_db)


@pytest.fixture
def app(settings):
    """The application over the small corpus."""
    return create_app(settings)


@pytest.fixture
def client(app):
    """A client of the application."""
    return app.test_client()


@pytest.fixture
def runner():
    """Runs commands of the command line in this process."""
    return CliRunner()


@pytest.fixture
def folder(tmp_path):
    """A copy of the small corpus that may be changed."""
    return shutil.copytree(CORPUS, tmp_path / "corpus")


@pytest.fixture
def run(runner):
    """Run a command; return its result, an unexpected exception raised."""

    def invoke(*words, **more):
        result = runner.invoke(main, [str(word) for word in words], **more)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke
