"""The API over the invented corpus of many_quotes."""

from many_quotes import api, many_app, many_db, many_path  # noqa: F401 - fixtures
