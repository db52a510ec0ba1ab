"""The command line: what it prints, and its exit codes."""

import csv
import io
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from urllib.request import urlopen

import click
import pytest
from processes import free_port, running

from api.cli import main
from api.server import misspelt_settings
from api.settings import Settings

CORPUS = Path(__file__).parent / "samples" / "corpus"
KEYS = [
    "path",
    "title",
    "publisher",
    "authors",
    "published_on",
    "tags",
    "rights",
    "body",
    "removed",
    "quotes",
]
QUOTE_KEYS = ["kind", "text", "start", "end", "speaker", "mention", "cue", "method", "confidence", "reason"]


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


COMMANDS = main.list_commands(click.Context(main))


def test_a_load_imports_no_web_server():
    code = "import sys, api.commands.loading; print(*sorted({'flask', 'marshmallow', 'rich'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == []


def test_help_lists_every_command_and_every_setting(run):
    text = run("--help").stdout

    assert set(COMMANDS) == {"load", "check", "extract", "serve", "doctor", "export", "diff", "openapi"}
    assert [name for name in COMMANDS if f"\n  {name} " not in text] == []
    for setting in fields(Settings):
        assert f"ONRECORD_{setting.name.upper()}" in text
        assert setting.metadata["help"].split()[0] in text
    words = " ".join(text.split())
    assert "(0..86400). Default: 60 ONRECORD" in words
    assert "nowhere when not set. ONRECORD" in words  # an empty default is not told as one


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_s_help_ends_with_an_example_that_parses(run, name):
    text = run(name, "--help").stdout
    command = main.get_command(click.Context(main), name)

    _, _, example = (command.help or "").rpartition("Example:")
    words = example.split(">")[0].split()

    assert words[:2] == ["onrecord", name]
    assert "\n  Example:\n    onrecord " in text
    assert " ".join(words) in " ".join(text.split())
    command.make_parser(command.make_context(name, [], resilient_parsing=True)).parse_args(words[2:])


def test_load_prints_the_numbers_and_what_is_wrong(run, folder, fresh_db):
    (folder / "articles" / "empty.txt").write_text("")

    result = run("load", folder, "--db", fresh_db, "--workers", "1")

    assert result.exit_code == 3
    assert "4 articles" in result.stdout
    assert f"published: {fresh_db}" in result.stdout
    assert "rejected: articles/empty.txt: " in result.stderr
    assert 'warning: corrections.yaml: article "articles/no-such-file.txt"' in result.stderr


def test_load_of_all_files_exits_with_0(run, folder, fresh_db):
    assert run("load", folder, "--db", fresh_db, "--workers", "1").exit_code == 0


def test_load_quietly_prints_complaints_only(run, folder, fresh_db):
    result = run("load", folder, "--db", fresh_db, "--workers", "1", "--quiet")

    assert result.stdout == ""
    assert "warning" in result.stderr


def test_load_strictly_publishes_nothing(run, folder, fresh_db):
    (folder / "articles" / "empty.txt").write_text("")

    result = run("load", folder, "--db", fresh_db, "--workers", "1", "--strict")

    assert (result.exit_code, fresh_db.exists()) == (1, False)
    assert "nothing was published: --strict" in result.stderr


def test_the_report_tells_what_became_of_each_file(run, folder, fresh_db, tmp_path):
    (folder / "articles" / "empty.txt").write_text("")
    report_file = tmp_path / "report.json"

    run("load", folder, "--db", fresh_db, "--workers", "1", "--report", report_file)
    report = json.loads(report_file.read_bytes())

    assert report["outcomes"] == {"loaded": 4, "reused": 0, "rejected": 1, "ignored": 1}
    assert (report["exit_code"], report["published"], report["db"]) == (3, True, str(fresh_db))
    by_path = {file["path"]: file for file in report["files"]}
    assert by_path["articles/ferry.md"]["article_id"] == "ferry-strike"
    assert by_path["articles/empty.txt"]["outcome"] == "rejected"
    assert by_path["articles/empty.txt"]["reason"]
    assert report["counts"]["articles"] == 4
    assert any("articles/no-such-file.txt" in warning for warning in report["warnings"])


def test_a_report_that_has_no_place_is_told_before_the_load(run, folder, fresh_db, tmp_path):
    result = run("load", folder, "--db", fresh_db, "--report", tmp_path / "nowhere" / "report.json")

    assert (result.exit_code, fresh_db.exists()) == (2, False)
    assert "can't be written" in result.stderr
    assert "nowhere doesn't exist" in " ".join(result.stderr.split())


def test_a_report_that_fails_at_the_end_leaves_the_exit_code_of_the_load(
    run, folder, fresh_db, monkeypatch, tmp_path
):
    def full(_path, _content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    result = run("load", folder, "--db", fresh_db, "--workers", "1", "--report", tmp_path / "report.json")

    assert (result.exit_code, fresh_db.exists()) == (0, True)
    assert "report.json: the report can't be written: No space left on device" in result.stderr


def test_a_report_is_written_whole_or_not_at_all(run, folder, fresh_db, monkeypatch, tmp_path):
    """A full disk leaves the report of before, and nothing beside it."""
    place, link = tmp_path / "report.json", tmp_path / "link.json"
    link.symlink_to(place.name)
    run("load", folder, "--db", fresh_db, "--workers", "1", "--report", link)
    before = place.read_bytes()

    def half(path, content):
        path.open("wb").write(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    result = run("load", folder, "--db", fresh_db, "--workers", "1", "--report", link)

    assert (result.exit_code, json.loads(before)["published"]) == (0, True)
    assert "link.json: the report can't be written: No space left on device" in result.stderr
    assert (link.is_symlink(), place.read_bytes()) == (True, before)
    assert sorted(path.name for path in tmp_path.glob("*report*")) == ["report.json"]
    assert list(tmp_path.glob(".report*")) == []


def test_a_report_may_go_where_no_file_is(folder, fresh_db):
    words = ["load", folder, "--db", fresh_db, "--workers", "1", "--quiet", "--report", "/dev/stdout"]
    done = subprocess.run([sys.executable, "-c", PROGRAM, *words], capture_output=True, check=True)

    assert json.loads(done.stdout)["published"] is True


PROGRAM = "from api.cli import main; main()"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(["export", "--what", "quotes"], 1, id="export"),
        pytest.param(["export", "--what", "tags", "--format", "csv"], 1, id="a short export"),
        pytest.param(["extract", "--jsonl", "FOLDER"], 1, id="extract"),
        pytest.param(["extract", "FOLDER"], 1, id="extract for people"),
        pytest.param(["diff", "DB", "DB"], 1, id="diff"),
        pytest.param(["openapi"], 1, id="openapi"),
        pytest.param(["doctor"], 1, id="doctor"),
        pytest.param(["load", "FOLDER"], 0, id="load, which is over"),
        pytest.param(["check", "FOLDER"], 0, id="check"),
    ],
)
def test_what_has_no_room_is_an_error_in_one_line(run, folder, fresh_db, words, code):
    """Half of an export is no export: the exit code says so, and no traceback."""
    run("load", folder, "--db", fresh_db, "--workers", "1")
    given = [{"FOLDER": str(folder), "DB": str(fresh_db)}.get(word, word) for word in words]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *given],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "ONRECORD_DB": str(fresh_db)},
        )

    assert done.returncode == code
    last = done.stderr.splitlines()[-1]
    assert last.endswith(": what is printed can't be written whole: No space left on device")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["load", "check"])
def test_a_folder_without_articles_is_told_what_articles_are(run, command, tmp_path):
    (tmp_path / "minutes.docx").write_bytes(b"PK")
    result = run(command, tmp_path, *(["--db", tmp_path / "x.db"] if command == "load" else []))

    assert result.exit_code == 1
    assert "there is no article; expected files that end in .csv," in result.stderr
    assert "(1 ignored)" in result.stdout
    assert "\nignored: 1 .docx\n" in result.stdout


def test_what_kinds_of_files_were_ignored_is_told_commonest_first(run, folder, fresh_db, tmp_path):
    for name in ("a.docx", "b.docx", "c.txt.gz", "noted", *(f"x.{letter}" for letter in "abcdefghij")):
        (folder / "articles" / name).write_text("x")

    result = run("load", folder, "--db", fresh_db, "--workers", "1", "--report", tmp_path / "report.json")
    told = next(line for line in result.stdout.splitlines() if line.startswith("ignored: "))

    assert told.startswith("ignored: 2 .docx, 1 without an ending, 1 .a, ")
    assert told.endswith(" others")
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert (report["ignored_endings"][".docx"], report["ignored_endings"][".txt.gz"]) == (2, 1)
    assert report["ignored"] == report["outcomes"]["ignored"] == sum(report["ignored_endings"].values())


def test_one_is_one(run, tmp_path):
    (tmp_path / "a.txt").write_text('Dams hold\n\n"They hold," said Ada Bloom.\n')

    assert run("check", tmp_path).stdout.startswith("1 article, 1 quote in ")


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("ONRECORD_RATE_LIMT", "ONRECORD_RATE_LIMIT"),
        ("ONRECORD_HOST", "ONRECORD_HOSTS"),
        ("ONRECORD_MAXAGE", "ONRECORD_MAX_AGE"),
    ],
)
def test_a_setting_that_is_misspelt_is_told(variable, meant):
    assert misspelt_settings([variable, "HOME", "ONRECORD_DB"]) == [
        f"{variable} is no setting and changes nothing; did you mean {meant}?"
    ]


@pytest.mark.parametrize(
    "given", ["ONRECORD_BIND", "ONRECORD_PORT", "ONRECORD_SERVICE_PORT_HTTP", "ONRECORDS_DB"]
)
def test_what_nobody_misspelt_is_not_told(given):
    assert misspelt_settings([given]) == []


def test_the_database_may_be_named_by_the_environment(run, folder, fresh_db, monkeypatch):
    monkeypatch.setenv("ONRECORD_DB", str(fresh_db))

    assert run("load", folder, "--workers", "1").exit_code == 0
    assert run("doctor").exit_code == 0


def test_check_writes_no_database(run, folder, tmp_path):
    (folder / "articles" / "empty.txt").write_text("")
    before = sorted(tmp_path.rglob("*"))

    result = run("check", folder, "--workers", "1")

    assert result.exit_code == 3
    assert "rejected: articles/empty.txt" in result.stderr
    assert "4 articles" in result.stdout
    assert "published" not in result.stdout
    assert sorted(tmp_path.rglob("*")) == before


def test_a_log_in_json_tells_progress_complaints_and_the_end(run, folder, fresh_db):
    (folder / "articles" / "empty.txt").write_text("")

    result = run("load", folder, "--db", fresh_db, "--workers", "1", "--json-log", "--quiet")
    lines = [json.loads(line) for line in result.stderr.splitlines()]

    assert result.stdout == ""
    assert {line["event"] for line in lines} == {"progress", "rejected", "warning", "finished"}
    last = [line for line in lines if line["event"] == "progress"][-1]
    assert (last["files"], last["of"], last["seconds_left"]) == (4, 4, 0.0)
    assert last["files_per_second"] > 0
    (rejected,) = [line for line in lines if line["event"] == "rejected"]
    assert rejected["path"] == "articles/empty.txt"
    assert lines[-1]["event"] == "finished"
    assert (lines[-1]["exit_code"], lines[-1]["outcomes"]["loaded"]) == (3, 4)
    assert all(line["at"].endswith("Z") for line in lines)


@pytest.fixture
def two(run, folder, fresh_db, tmp_path):
    """A database, and one of the folder with an article more, one less, and one that reads otherwise."""
    old = tmp_path / "old.db"
    run("load", folder, "--db", old, "--workers", "1")
    articles = folder / "articles"
    (articles / "new.md").write_text('---\nid: new\ntitle: News\n---\n"It rains," said Ana Ruiz.\n')
    (articles / "bridge.txt").unlink()
    ferry = (
        (articles / "ferry.md")
        .read_text("utf-8")
        .replace("said Tom Lee, who speaks", "said Bo Quill, who speaks")
    )
    (articles / "ferry.md").write_text(ferry, "utf-8")
    run("load", folder, "--db", fresh_db, "--workers", "1")
    return old, fresh_db


def test_diff_says_what_was_added_changed_and_removed(run, two):
    lines = run("diff", *two).stdout.splitlines()

    assert "+ article new: News" in lines
    assert "~ article ferry-strike (body): Ferry crews stop work" in lines
    assert [line for line in lines if line.startswith("- article bridge-")] != []
    assert [line for line in lines if line.startswith("+ quote ") and line.endswith(": It rains,")] != []
    assert [line for line in lines if line.startswith("~ quote ") and "speaker_id" in line] != []
    assert "articles: 1 added, 1 changed, 1 removed" in lines


def test_diff_in_json_has_the_values_before_and_now(run, two):
    changes = [json.loads(line) for line in run("diff", *two, "--json").stdout.splitlines()]

    (changed,) = [it for it in changes if it["noun"] == "quote" and "speaker_id" in it["fields"]]
    assert changed["fields"]["speaker_id"] == ["tom-lee", "bo-quill"]
    assert {it["change"] for it in changes} == {"added", "changed", "removed"}


def test_diff_tells_authors_and_tags_of_an_article(run, folder, fresh_db, tmp_path):
    old, ferry = tmp_path / "old.db", folder / "articles" / "ferry.md"
    run("load", folder, "--db", old, "--workers", "1")
    ferry.write_text(
        ferry.read_text("utf-8").replace("Bo Quill]", "Bo Quist]").replace("Work]", "Labour]"), "utf-8"
    )
    run("load", folder, "--db", fresh_db, "--workers", "1")
    (line,) = [line for line in run("diff", old, fresh_db).stdout.splitlines() if line.startswith("~")]
    assert line == "~ article ferry-strike (authors, tags): Ferry crews stop work"
    (changed,) = [json.loads(line) for line in run("diff", old, fresh_db, "--json").stdout.splitlines()]
    assert changed["fields"]["authors"] == [["Mia Vane", "Bo Quill"], ["Mia Vane", "Bo Quist"]]
    assert [set(ids) & {"work", "labour"} for ids in changed["fields"]["tags"]] == [{"work"}, {"labour"}]


def test_diff_says_that_something_else_differs(run, folder, fresh_db, tmp_path):
    old, speakers = tmp_path / "old.db", folder / "speakers.yaml"
    run("load", folder, "--db", old, "--workers", "1")
    speakers.write_text(speakers.read_text("utf-8").replace("Mayor of", "Lord mayor of"), "utf-8")
    run("load", folder, "--db", fresh_db, "--workers", "1")
    *counts, last = run("diff", old, fresh_db).stdout.splitlines()
    assert all("0 added, 0 changed, 0 removed" in line for line in counts)
    assert last.startswith("The versions differ all the same")


def test_diff_of_a_database_with_itself_is_nothing(run, two):
    assert run("diff", two[0], two[0]).stdout.splitlines() == [
        "articles: 0 added, 0 changed, 0 removed",
        "quotes: 0 added, 0 changed, 0 removed",
    ]


def test_diff_of_what_is_no_database_says_so(run, two, tmp_path):
    (tmp_path / "text.db").write_text("no database")

    for pair in (
        (two[0], tmp_path / "text.db"),
        (tmp_path / "text.db", two[0]),
        (two[0], tmp_path / "none.db"),
    ):
        result = run("diff", *pair)
        assert result.exit_code == 1
        assert str(tmp_path) in result.stderr
        assert "Traceback" not in result.stderr


WRONG = [
    (["load"], 2, "Missing argument"),
    (["load", "/no/such/folder"], 2, "does not exist"),
    (["load", CORPUS, "--workers", "-1"], 2, "workers"),
    (["load", CORPUS, "--wrokers", "1"], 2, "No such option"),
    (["load", CORPUS, "--db", "/no/such/folder/x.db"], 1, "doesn't exist"),
    (["laod"], 2, "Did you mean 'load'?"),
    (["zzz"], 2, "There are check, diff, doctor"),
    (["doctor", "--db", "/no/such.db"], 1, "/no/such.db"),
    (["serve", "--db", "/no/such.db"], 1, "/no/such.db"),
    (["serve", "--db", __file__], 1, "test_cli.py"),
    (["serve", "--port", "99999"], 2, "99999"),
    (["serve", "--host", "no-such-host.invalid"], 1, "no-such-host.invalid"),
    (["export", "--db", "/no/such.db", "--what", "quotes"], 1, "/no/such.db"),
    (["export", "--what", "authors"], 2, "authors"),
    (["export"], 2, "--what"),
    (["extract"], 2, "Missing argument"),
]


@pytest.mark.parametrize(("words", "code", "said"), WRONG, ids=lambda value: str(value)[:50])
def test_a_wrong_call_gets_an_answer_and_an_exit_code(run, words, code, said):
    result = run(*words)

    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("variable", "value"), [("ONRECORD_MAX_AGE", "soon"), ("ONRECORD_SERVE_RESTRICTED_BODIES", "perhaps")]
)
def test_a_wrong_setting_is_named(run, corpus_db, monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)

    result = run("doctor", "--db", corpus_db)

    assert result.exit_code == 2
    assert variable in result.stderr
    assert value in result.stderr


def test_a_fault_in_a_curation_file_is_one_line(run, folder, fresh_db):
    (folder / "speakers.yaml").write_text("- nam: Ana")

    result = run("load", folder, "--db", fresh_db)

    assert (result.exit_code, fresh_db.exists()) == (1, False)
    assert result.stderr.startswith('Error: speakers.yaml: line 1: "[0]" has the unknown key "nam"')
    assert result.stderr.count("\n") == 1


def test_extract_prints_one_object_a_line_in_input_order(run):
    files = [CORPUS / "articles" / name for name in ("ferry.md", "two.jsonl", "bridge.txt")]

    result = run("extract", *files, "--jsonl")
    records = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.exit_code == 0
    names = [Path(record["path"]).name for record in records]
    assert names == ["ferry.md", "two.jsonl#1", "two.jsonl#2", "bridge.txt"]
    assert all(list(record) == KEYS for record in records)
    ferry = records[0]
    assert {name: ferry[name] for name in KEYS[1:7]} == {
        "title": "Ferry crews stop work",
        "publisher": "Upland Post",
        "authors": ["Mia Vane", "Bo Quill"],
        "published_on": "2025-03",
        "tags": ["Ferries", "Work"],
        "rights": "open",
    }
    quotes = [(record["body"], quote) for record in records for quote in record["quotes"]]
    assert quotes, "the four articles hold quotes"
    for body, quote in quotes:
        assert list(quote) == QUOTE_KEYS
        assert body[quote["start"] : quote["end"]] == quote["text"]
        assert (quote["speaker"] is None) == (quote["reason"] is not None)
        for excerpt in (quote["mention"], quote["cue"]):
            assert excerpt is None or body[excerpt["start"] : excerpt["end"]] == excerpt["text"]


def test_extract_reads_standard_input(run):
    result = run("extract", "-", "--jsonl", input="---\ntitle: Rain\n---\nIt rained on Upper Dray all day.\n")

    assert json.loads(result.stdout)["title"] == "Rain"


def test_extract_for_people(run):
    result = run("extract", CORPUS / "articles" / "ferry.md")

    assert "Ferry crews stop work" in result.stdout


def test_extract_heeds_what_the_columns_of_a_table_are_called(run, tmp_path):
    (tmp_path / "corpus.yaml").write_text("columns: {Story: body, Kicker: title}\n")
    (tmp_path / "a.csv").write_text('Kicker,Story\nDam holds,"""It holds,"" said Ada Bloom."\n')

    result = run("extract", tmp_path)

    assert (result.exit_code, result.stdout) == (0, "a.csv#1: Dam holds\n  direct, Ada Bloom: It holds,\n")


def test_extract_names_what_it_can_t_read(run, tmp_path):
    bad, good = tmp_path / "bad.txt", CORPUS / "articles" / "ferry.md"
    bad.write_bytes(b"")

    both, alone = run("extract", bad, good, "--jsonl"), run("extract", bad, "--jsonl")

    assert (both.exit_code, alone.exit_code) == (3, 1)
    assert f"rejected: {bad.as_posix()}: " in both.stderr
    assert len(both.stdout.splitlines()) == 1


def test_doctor_says_that_all_is_well(run, corpus_db):
    result = run("doctor", "--db", corpus_db)

    assert (result.exit_code, result.stderr) == (0, "")


def test_doctor_names_what_is_broken(run, corpus_db, tmp_path):
    broken = shutil.copy(corpus_db, tmp_path / "broken.db")
    connection = sqlite3.connect(broken)
    connection.execute("UPDATE corpus SET article_count = 99")
    connection.commit()
    connection.close()

    result = run("doctor", "--db", broken)

    assert result.exit_code == 1
    assert "corpus-article-count: " in result.stderr


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

    assert "--speaker TEXT Id of who said it. For quotes. Id of somebody quoted in it. For articles." in text
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
