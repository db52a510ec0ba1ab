"""What runs On Record elsewhere: gunicorn's configuration, the image, the Makefile, continuous integration."""

import json
import os
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from string import Template
from urllib.request import urlopen

import pytest
import yaml
from processes import free_port, running

from api.loader import load

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


@pytest.fixture(scope="module")
def corpus_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("deployment") / "corpus.db"
    assert load([ROOT / "seeds"], path, workers=1).published
    return path


def test_gunicorn_serves_with_our_configuration(corpus_file, tmp_path):
    bind = f"127.0.0.1:{free_port()}"
    environment = {
        **os.environ, "ONRECORD_DB": str(corpus_file), "ONRECORD_BIND": bind, "WEB_CONCURRENCY": "2",
        "HOME": str(tmp_path),
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "--config", ROOT / "gunicorn.conf.py", "--chdir", tmp_path]

    with (
        running(command, f"http://{bind}/healthz", tmp_path / "log", env=environment) as address,
        urlopen(f"{address}/v1/speakers/claudia-sheinbaum", timeout=20) as response,
    ):
        assert json.load(response)["data"]["name"] == "Claudia Sheinbaum"
        assert not (tmp_path / ".gunicorn").exists(), "no control socket in the home directory"


def test_without_a_database_gunicorn_says_so(tmp_path):
    environment = {**os.environ, "ONRECORD_DB": str(tmp_path / "none.db"), "ONRECORD_BIND": "127.0.0.1:0"}
    command = [sys.executable, "-m", "gunicorn", "--config", ROOT / "gunicorn.conf.py"]

    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, "one line, no traceback"
    assert "none.db" in done.stderr


def test_what_the_image_copies_is_there_and_reaches_the_builder():
    defaults = dict(re.findall(r"^ARG (\w+)=(.+)$", DOCKERFILE, re.MULTILINE))
    copied = [
        Template(source).substitute(defaults)
        for words in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for source in words.split()[:-1]
    ]
    let_through = [
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    ]

    assert copied
    assert [source for source in copied if not (ROOT / source).exists()] == []
    assert [source for source in copied if not any(fnmatch(source, rule) for rule in let_through)] == []


def test_what_the_wheel_needs_is_in_the_image():
    """hatchling reads the README and the licence, and takes schema/ and seeds/ in."""
    build = DOCKERFILE.split("pip wheel")[0]

    for needed in ("pyproject.toml", "README.md", "LICENSE", "COPY api ", "COPY schema ", "COPY seeds "):
        assert needed in build


def test_the_image_serves_without_rights_and_reports_its_health():
    final = DOCKERFILE.split("\nFROM ")[-1]

    assert final.index("\nUSER onrecord") < final.index("\nCMD ")
    assert "/healthz" in final.split("HEALTHCHECK")[1]


def test_compose_publishes_to_this_machine_only():
    service = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["onrecord"]

    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["read_only"] is True


def make_plan(*arguments: str) -> str:
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_make_serve_installs_what_is_locked_then_loads_then_serves():
    plan = make_plan("serve", "CORPUS=articles", "PORT=8123")
    steps = [
        "--require-hashes --requirement requirements.lock",
        "onrecord load articles --db corpus.db",
        "onrecord serve --db corpus.db --host 127.0.0.1 --port 8123",
    ]

    assert [plan.index(step) for step in steps] == sorted(plan.index(step) for step in steps)


def test_make_test_runs_every_check():
    plan = make_plan("test")

    assert "--require-hashes --requirement requirements-dev.lock" in plan
    for check in ("ruff check", "ruff format --check", "mypy", "lint-imports", "--check", "pytest"):
        assert check in plan


def test_continuous_integration_calls_the_test_command_and_ends_with_its_closing_line(tmp_path):
    """A make that stands in for the real one: only the script's own work is looked at."""
    for name, script in {
        "make": 'echo "called: $*"; echo "==== 3 passed in 0.10s ===="; exit 2',
        "chromium": "",
    }.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}

    done = subprocess.run(
        [ROOT / ".ci" / "run"], env=environment, capture_output=True, text=True, check=False
    )

    assert done.stdout.splitlines()[0] == "called: --keep-going test"
    assert done.stdout.splitlines()[-1] == "==== 3 passed in 0.10s ===="
    assert done.returncode == 2
