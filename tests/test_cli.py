"""The command line: what it prints, and its exit codes."""

import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import click
import pytest

from api.cli import main
from api.server import misspelt_settings
from api.settings import Settings

CORPUS = Path(__file__).parent / "samples" / "corpus"


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
    assert "no link when not set. ONRECORD" in words  # an empty default is not told as one


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
            [sys.executable, "-m", "api", *given],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "ONRECORD_DB": str(fresh_db)},
        )

    assert done.returncode == code
    last = done.stderr.splitlines()[-1]
    assert last.endswith(": the output can't be written completely: No space left on device")
    assert "Traceback" not in done.stderr


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


WRONG = [
    (["load"], 2, "Missing argument"),
    (["load", "/no/such/folder"], 2, "does not exist"),
    (["load", CORPUS, "--workers", "-1"], 2, "workers"),
    (["load", CORPUS, "--wrokers", "1"], 2, "No such option"),
    (["load", CORPUS, "--db", "/no/such/folder/x.db"], 1, "doesn't exist"),
    (["laod"], 2, "Did you mean 'load'?"),
    (["zzz"], 2, "The commands are check, diff, doctor"),
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
