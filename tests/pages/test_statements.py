"""The page that runs readers' statements: off unless the operator wants it, and honest about what it ran."""

from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from page_text import words_of

from api.app import create_app
from api.settings import Settings


def test_the_page_is_not_there_unless_switched_on(invented_path: Path) -> None:
    client = create_app(Settings(db=invented_path)).test_client()
    assert client.get("/sql").status_code == 404
    assert client.get("/sql?sql=SELECT+1").status_code == 404
    assert "/sql" not in client.get("/quotes").get_data(as_text=True)


def test_a_list_leads_to_its_statement_and_the_statement_runs(reader: FlaskClient) -> None:
    page = reader.get("/quotes?kind=direct").get_data(as_text=True)
    address = page.split('href="/sql?sql=', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    answer = reader.get(f"/sql?sql={address}")
    assert answer.status_code == 200
    assert "25 rows" in words_of(answer.get_data(as_text=True))


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("SELECT NULL AS value", "null"),
        ("SELECT x'00ff' AS bytes", "2 bytes"),
        ("SELECT '<script>' AS markup", "<script>"),
        ("SELECT 1 WHERE 0", "0 rows"),
    ],
)
def test_values_are_printed_as_what_they_are(reader: FlaskClient, statement: str, shown: str) -> None:
    answer = reader.get(f"/sql?sql={quote(statement)}")
    assert answer.status_code == 200
    assert shown in words_of(answer.get_data(as_text=True))


def test_a_refused_statement_is_kept_to_be_mended(reader: FlaskClient) -> None:
    answer = reader.get("/sql?sql=DELETE+FROM+quotes")
    assert answer.status_code == 400
    assert "not authorized" in words_of(answer.get_data(as_text=True))
    assert "DELETE FROM quotes</textarea>" in answer.get_data(as_text=True)
