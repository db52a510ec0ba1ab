"""The steps of the Dockerfile, done without Docker: in a clean folder, then started as a user without rights.

Paths of the image (/src, /opt/onrecord, /srv/onrecord) lie below a folder of the test; everything else is as written.
Packages come from where pip is configured to look, by the hashes of the lock file.
"""

import json
import os
import pwd
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from string import Template
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from processes import free_port, running

ROOT = Path(__file__).resolve().parent.parent
OWN_PLACES = ("/src", "/build", "/opt/compile", "/opt/wheel", "/opt/onrecord", "/srv/onrecord")
# Compiling takes minutes and a C compiler, and is tested by itself (tests/extract/test_compiled.py).
CHOSEN = {"COMPILED": "true" if os.environ.get("TEST_COMPILED") else "false"}
pytestmark = pytest.mark.slow


@dataclass
class Stage:
    """What one FROM begins: where it is, and what is set."""

    root: Path
    folder: str = "/"
    variables: dict[str, str] = field(default_factory=dict)
    user: str = "root"
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)

    def here(self, text: str) -> str:
        """Put the image's own places below the folder of the test."""
        for place in OWN_PLACES:
            text = re.sub(rf"(?<![\w/.-]){place}(?![\w-])", f"{self.root}{place}", text)
        return text


def instructions() -> Iterator[tuple[str, str]]:
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    for line in re.sub(r"\\\n", " ", text).splitlines():
        if line.strip():
            name, _, rest = line.strip().partition(" ")
            yield name, rest.strip()


def python_for_anybody() -> str | None:
    """Return a Python that a user without rights may run too."""
    if os.getuid() != 0:
        return sys.executable
    found = [
        shutil.which(name, path="/usr/local/bin:/usr/bin")
        for name in ("python3.11", "python3.12", "python3.13")
    ]
    return next((path for path in found if path), None)


@pytest.fixture(scope="module")
def image() -> Iterator[Stage]:
    python = python_for_anybody()
    if python is None:
        pytest.skip("no Python outside of root's home: nobody else could run it")
    root = Path(tempfile.mkdtemp(prefix="onrecord-image-"))
    root.chmod(0o755)
    try:
        yield built(root, python)
    finally:
        shutil.rmtree(root)


def built(root: Path, python: str) -> Stage:
    for place in ("opt", "srv"):
        (root / place).mkdir()  # as in any image
    stage = Stage(root)
    for name, rest in instructions():
        if name == "FROM":
            assert rest.startswith("python:3."), "the official image, slim"
            stage = begun(root, python)
        else:
            STEPS[name](stage, rest)
    return stage


def begun(root: Path, python: str) -> Stage:
    tools = root / "bin"
    tools.mkdir(exist_ok=True)
    (tools / "python").unlink(missing_ok=True)
    (tools / "python").symlink_to(python)
    return Stage(root, variables={"PATH": f"{tools}:/usr/bin:/bin", "HOME": "/nonexistent"})


def go_to(stage: Stage, rest: str) -> None:
    stage.folder = stage.here(rest)
    Path(stage.folder).mkdir(parents=True, exist_ok=True)


def set_variables(stage: Stage, rest: str) -> None:
    for pair in shlex.split(rest):
        key, _, value = pair.partition("=")
        stage.variables[key] = stage.here(value).replace("$PATH", stage.variables["PATH"])


def set_argument(stage: Stage, rest: str) -> None:
    """As `docker build --build-arg` does: what was chosen comes before what is written."""
    set_variables(stage, rest)
    stage.variables |= {name: CHOSEN[name] for name in stage.variables.keys() & CHOSEN.keys()}


def remember(stage: Stage, **facts: object) -> None:
    for name, value in facts.items():
        setattr(stage, name, value)


def copy(stage: Stage, rest: str) -> None:
    rest = Template(rest).substitute(stage.variables)
    if rest.startswith("--from="):
        # All stages lie below the same folder, as a virtual environment knows its place.
        source, target = rest.split()[1:]
        assert source == target
        assert Path(stage.here(source)).is_dir()
        return
    *sources, target = rest.split()
    let_through = [
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    ]
    into = Path(stage.folder) / stage.here(target)
    if target.endswith("/"):
        into.mkdir(exist_ok=True)
    for source in sources:
        assert any(fnmatch(source, rule) for rule in let_through), (
            f".dockerignore keeps {source} from the builder"
        )
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, into, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, into)


def run(stage: Stage, command: str) -> None:
    if command.startswith("useradd "):
        assert "--system" in command
        return
    # What a build would take from the cache of an earlier layer, pip may take from its own.
    command = stage.here(command).replace("--no-cache-dir ", "")
    command = command.replace("pip install", "pip install --disable-pip-version-check --quiet")
    environment = {**passed_on(), **stage.variables, "HOME": str(stage.root)}
    done = subprocess.run(
        ["sh", "-ec", command],
        cwd=stage.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"


STEPS = {
    "WORKDIR": go_to,
    "ENV": set_variables,
    "ARG": set_argument,
    "COPY": copy,
    "RUN": run,
    "USER": lambda stage, rest: remember(stage, user=rest),
    "CMD": lambda stage, rest: remember(stage, command=json.loads(rest)),
    "HEALTHCHECK": lambda stage, rest: remember(stage, health=json.loads(rest.partition("CMD ")[2])),
    "EXPOSE": lambda stage, rest: remember(stage),
}


def passed_on() -> dict[str, str]:
    """Return what tells pip where packages are: no part of the image."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.startswith("PIP_") or name.lower().endswith("_proxy")
    }


@pytest.fixture(scope="module")
def address(image: Stage) -> Iterator[str]:
    port = free_port()
    variables = {**image.variables, "ONRECORD_BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": "1"}
    log = image.root / "log"
    with running(
        image.command,
        f"http://127.0.0.1:{port}/healthz",
        log,
        env=variables,
        cwd=image.folder,
        **without_rights(),
    ) as address:
        yield address


def without_rights() -> dict[str, object]:
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def test_it_serves_the_shipped_corpus(address: str):
    with urlopen(f"{address}/v1/speakers/claudia-sheinbaum", timeout=20) as answer:
        assert json.load(answer)["data"]["name"] == "Claudia Sheinbaum"
    for page in ("/", "/quotes", "/docs", "/openapi.yaml", "/metrics", "/readyz", "/v1/quotes.csv"):
        with urlopen(address + page, timeout=20) as answer:
            assert answer.status == 200, page


def test_it_reports_its_health_with_its_own_command(image: Stage, address: str):
    command = [word.replace("http://127.0.0.1:8000", address) for word in image.health]
    assert command != image.health
    done = subprocess.run(
        command, env=image.variables, cwd=image.folder, check=False, timeout=20, **without_rights()
    )
    assert done.returncode == 0
    down = [word.replace("http://127.0.0.1:8000", f"http://127.0.0.1:{free_port()}") for word in image.health]
    assert (
        subprocess.run(
            down, env=image.variables, cwd=image.folder, check=False, capture_output=True
        ).returncode
        != 0
    )


def test_it_runs_as_a_user_who_may_write_nowhere_in_it(image: Stage, address: str):
    assert image.user not in {"root", "0"}
    if os.getuid() != 0:
        pytest.skip("started by a user without rights, everything belongs to that user")
    before = {path: path.stat().st_mtime_ns for path in (image.root / "srv").rglob("*")}
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"{address}/v1/quotes", data=b"{}", method="POST"), timeout=20)
    assert refused.value.code == 405
    for place in ("opt", "srv", "src"):
        command = ["find", image.root / place, "-writable", "-not", "-type", "l"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, **without_rights())
        assert done.stdout == ""
    assert {path: path.stat().st_mtime_ns for path in (image.root / "srv").rglob("*")} == before


def test_nothing_that_only_builds_or_tests_is_installed(image: Stage):
    packages = {
        path.name.lower() for path in (image.root / "opt/onrecord/lib").glob("python3*/site-packages/*")
    }
    assert "flask" in packages
    assert not packages & {"pytest", "_pytest", "hypothesis", "playwright", "datasette", "numpy", "spacy"}
