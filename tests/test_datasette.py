"""Datasette opens a loaded database with readable labels, links, search, facets, descriptions and queries."""

import json
import re
import sqlite3
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from processes import free_port, running

from api.loader import load

ROOT = Path(__file__).resolve().parent.parent
METADATA = ROOT / "schema" / "datasette.yaml"

pytest.importorskip("datasette")


def datasette(db: Path, *options: str) -> tuple[list[str], str]:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "datasette",
        str(db),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        *options,
    ]
    return command, f"http://127.0.0.1:{port}/{db.stem}.json"


@pytest.fixture(scope="module")
def corpus_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("datasette") / "corpus.db"
    assert load([ROOT / "seeds"], path, workers=1).published
    return path


@pytest.fixture(scope="module")
def address(corpus_file):
    command, url = datasette(corpus_file, "--metadata", str(METADATA))
    with running(command, url, corpus_file.with_suffix(".log")) as address:
        yield address


def page(address: str, path: str) -> str:
    with urlopen(f"{address}{path}", timeout=20) as response:
        return response.read().decode("utf-8")


def answer(address: str, path: str) -> dict:
    return json.loads(page(address, path))


def test_the_database_has_a_title_and_its_queries_are_listed(address):
    start = page(address, "/corpus")

    assert "Who said what, where, and how do we know?" in start
    assert "Who said these words?" in start
    assert "Most quoted speakers" in start


def test_a_speaker_id_is_shown_as_the_name_and_links_to_the_speaker(address):
    table = page(address, "/corpus/quotes?speaker_id=claudia-sheinbaum")

    assert re.search(r'<a href="/corpus/speakers/claudia-sheinbaum">Claudia Sheinbaum</a>', table)


def test_an_article_id_is_shown_as_the_headline(address):
    table = page(address, "/corpus/quotes?article_id=can-special-forces-beat-cartels")

    assert ">Special forces alone will not beat the cartels, VeteranLife argues</a>" in table


def test_an_article_lists_what_points_to_it(address):
    row = page(address, "/corpus/articles/can-special-forces-beat-cartels")

    assert "/corpus/quotes?article_id=can-special-forces-beat-cartels" in row


def test_columns_are_described(address):
    table = page(address, "/corpus/quotes")

    assert "the printed words that attribute" in table


def test_facets_count_kinds_and_name_speakers(address):
    results = answer(address, "/corpus/quotes.json")["facet_results"]

    assert {facet["value"] for facet in results["kind"]["results"]} >= {"direct", "mixed"}
    assert "Claudia Sheinbaum" in {facet["label"] for facet in results["speaker_id"]["results"]}


@pytest.mark.parametrize(
    ("table", "words", "column"), [("quotes", "invasion", "text"), ("articles", "fentanyl", "body")]
)
def test_full_text_search_finds_the_words(address, table, words, column):
    found = answer(address, f"/corpus/{table}.json?_search={words}&_shape=objects")["rows"]

    assert found
    assert all(words in (row[column] + str(row.get("title"))).casefold() for row in found)


def test_views_can_be_searched_and_come_newest_first(address):
    found = answer(address, "/corpus/quote_details.json?_search=invasion&_shape=objects")["rows"]
    numbers = [row["number"] for row in found]

    assert found
    assert numbers == sorted(numbers, reverse=True)


def test_a_canned_query_answers(address):
    found = answer(address, "/corpus/who_said.json?words=invasion&_shape=objects")["rows"]

    assert {row["speaker_name"] for row in found} == {"Claudia Sheinbaum"}


def test_it_is_told_who_is_quoted_with_whom(address, corpus_file):
    found = answer(address, "/corpus/quoted_together.json?_shape=objects")["rows"]

    with sqlite3.connect(corpus_file) as db:
        quoted = set(db.execute("SELECT article_id, speaker_id FROM quotes"))
    articles = {article for article, _ in quoted}
    assert found
    for row in found:
        both = [one for one in articles if {(one, row["speaker_id"]), (one, row["beside_id"])} <= quoted]
        assert row["articles"] == len(both)


def test_quotes_of_a_tag_are_counted_by_month(address, corpus_file):
    with sqlite3.connect(corpus_file) as db:
        tag, count = db.execute("SELECT id, quote_count FROM tags ORDER BY quote_count DESC").fetchone()
    found = answer(address, f"/corpus/tag_by_month.json?tag={tag}&_shape=objects")["rows"]

    assert sum(row["quotes"] for row in found) == count > 0


def test_a_database_of_another_name_is_described_too(corpus_file, tmp_path):
    """Datasette looks metadata up by file name; the plugin knows our databases by their tables."""
    other = tmp_path / "any-name.db"
    other.write_bytes(corpus_file.read_bytes())
    command, url = datasette(other)

    with running(command, url, tmp_path / "log") as address:
        assert "Who said these words?" in page(address, "/any-name")
        assert answer(address, "/any-name/quotes.json")["facet_results"]["kind"]["results"]


def test_a_strangers_database_is_left_alone(tmp_path):
    stranger = tmp_path / "stranger.db"
    with sqlite3.connect(stranger) as connection:
        connection.execute("CREATE TABLE quotes (id)")
    connection.close()
    command, url = datasette(stranger)

    with running(command, url, tmp_path / "log") as address:
        assert "Who said these words?" not in page(address, "/stranger")
