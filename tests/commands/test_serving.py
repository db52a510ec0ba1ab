"""Commands that give out what a database holds: export, openapi and serve."""

import csv
import io
import json
import socket
import sqlite3
import sys
from urllib.request import urlopen

import pytest
from processes import free_port, running


@pytest.mark.parametrize("what", ["quotes", "articles", "speakers", "tags", "publishers"])
def test_an_export_is_every_row(run, corpus_db, what):
    connection = sqlite3.connect(corpus_db)
    expected = {id_ for (id_,) in connection.execute(f"SELECT id FROM {what}")}
    connection.close()

    lines = run("export", "--db", corpus_db, "--what", what).stdout.splitlines()
    table = run("export", "--db", corpus_db, "--what", what, "--format", "csv").stdout

    assert {json.loads(line)["id"] for line in lines} == expected
    assert {row["id"] for row in csv.DictReader(io.StringIO(table))} == expected


def test_an_export_is_what_the_api_streams(run, corpus_db, client):
    for format_ in ("ndjson", "csv"):
        exported = run("export", "--db", corpus_db, "--what", "quotes", "--format", format_).stdout_bytes

        assert exported == client.get(f"/v1/quotes?format={format_}").data


def test_an_export_may_be_filtered(run, corpus_db, client):
    words = ["--publisher", "upland-post", "--published-from", "2025", "--sort", "published_on"]

    exported = run("export", "--db", corpus_db, "--what", "articles", *words)
    address = "/v1/articles?format=ndjson&publisher=upland-post&published_from=2025&sort=published_on"

    assert exported.stdout_bytes == client.get(address).data
    assert len(exported.stdout.splitlines()) == 2


def test_a_filter_that_the_resource_does_not_have_is_named(run, corpus_db):
    result = run("export", "--db", corpus_db, "--what", "tags", "--speaker", "ana-ruiz")

    assert result.exit_code == 2
    assert "--speaker: Not for tags, for which there are --fields, --id, " in result.stderr
    assert "--cursor" not in result.stderr


def test_faults_of_an_export_are_told_as_options_each_once(run, corpus_db):
    result = run("export", "--db", corpus_db, "--what", "tags", "--limit", "0", "--min-articles", "x")

    assert "Error: --limit: 0 is not a whole number from 1 to 1000. --min-articles: 'x' is " in result.stderr


def test_the_help_of_export_says_what_each_filter_means(run):
    text = " ".join(run("export", "--help").stdout.split())

    assert "--speaker TEXT Id of the speaker. For quotes. Id of somebody quoted in it. For articles." in text
    assert "--limit TEXT This many records, 1 to 1000, instead of all. For quotes, articles" in text


def test_an_id_that_no_record_has_is_named_beside_an_empty_export(run, corpus_db):
    result = run("export", "--db", corpus_db, "--what", "quotes", "--speaker", "ana-ruis")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "warning: speaker: 'ana-ruis' is not in this corpus; did you mean ana-ruiz?\n"


def test_openapi_is_what_the_server_describes(run, client):
    assert run("openapi").stdout_bytes == client.get("/openapi.yaml").data


def test_a_port_that_is_taken_is_named_at_once(run, corpus_db):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--db", corpus_db, "--port", port)

    assert result.exit_code == 1
    assert f"can't listen on port {port} of 127.0.0.1" in result.stderr


def test_serve_prints_where_and_answers(corpus_db, tmp_path):
    port, log = free_port(), tmp_path / "log"
    command = [sys.executable, "-u", "-m", "api", "serve", "--db", corpus_db, "--port", str(port)]

    with (
        running(command, f"http://127.0.0.1:{port}/healthz", log) as address,
        urlopen(f"{address}/v1/articles", timeout=20) as response,
    ):
        assert len(json.load(response)["data"]) == 4

    assert log.read_text() == f"On Record serves {corpus_db} at http://127.0.0.1:{port}\n"
