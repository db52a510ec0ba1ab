from many_quotes import many_db, many_path  # noqa: F401 - fixtures
