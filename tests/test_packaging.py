"""The wheel is whole: installed where no checkout is, it loads, checks, serves and exports."""

import json
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from processes import free_port, running
from wheels import build_wheel

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", ["schema", "seeds"])
def test_wheel_holds_the_data_model_and_the_shipped_corpus(names, folder):
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert {f"api/shipped/{name}" for name in ours} <= names


@pytest.mark.parametrize("suffix", [".py", ".txt", ".tsv", ".html", ".css"])
def test_wheel_holds_every_file_of_the_package(names, suffix):
    ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / "api").rglob(f"*{suffix}")}

    assert ours
    assert ours <= names


def test_wheel_holds_nothing_else(names):
    assert {name.split("/")[0].split("-")[0] for name in names} == {"api", "onrecord"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".db")]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-compile.lock"])
def test_a_lock_pins_every_package_by_hash_and_names_no_host(name):
    lock = (ROOT / name).read_text("utf-8")
    pinned = [line for line in lock.splitlines() if line[:1].isalnum()]

    assert pinned
    assert all("==" in line and line.endswith("\\") for line in pinned)
    assert lock.count("--hash=sha256:") >= len(pinned)
    assert "://" not in lock


def test_the_locks_agree_and_hold_what_the_project_asks_for():
    served, tested, compiling = (
        dict(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock", "requirements-compile.lock")
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["build"]]

    assert served.items() | compiling.items() <= tested.items()
    assert not {canonicalize_name(Requirement(line).name) for line in asked} - set(served)
    extra = {canonicalize_name(Requirement(line).name) for line in project["optional-dependencies"]["dev"]}
    assert not extra - set(tested)


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """A venv with the wheel inside; dependencies are lent by the environment that runs the tests."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", with_pip=False, symlinks=True)
    python = folder / "venv" / "bin" / "python"
    purelib = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    # Named in a .pth file, a folder lends its packages but not its own .pth files, so the checkout stays
    # invisible.
    Path(purelib, "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*install, "--ignore-installed", wheel], check=True, cwd=folder)
    return folder


def run(folder: Path, *arguments: str | Path) -> str:
    command = [folder / "venv" / "bin" / arguments[0], *arguments[1:]]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def test_the_installed_package_is_not_the_checkout(elsewhere):
    where = run(elsewhere, "python", "-c", "import api; print(api.__file__)").strip()

    assert Path(where).is_relative_to(elsewhere)


def test_the_installed_command_loads_checks_exports_and_serves(elsewhere):
    seeds = run(
        elsewhere, "python", "-c", "from api.settings import shipped; print(shipped('seeds'))"
    ).strip()

    assert Path(seeds).is_relative_to(elsewhere)
    run(elsewhere, "onrecord", "load", seeds, "--db", "x.db")
    run(elsewhere, "onrecord", "doctor", "--db", "x.db")
    exported = run(
        elsewhere, "onrecord", "export", "--db", "x.db", "--what", "articles", "--format", "ndjson"
    )
    served = serve_articles(elsewhere, "x.db")

    assert {json.loads(line)["id"] for line in exported.splitlines()} == {article["id"] for article in served}
    assert len(served) == len(list((ROOT / "seeds" / "articles").rglob("*.md")))


def serve_articles(folder: Path, db: str) -> list[dict]:
    port = free_port()
    command = [
        folder / "venv" / "bin" / "onrecord",
        "serve",
        "--db",
        db,
        "--port",
        str(port),
        "--workers",
        "1",
    ]
    with (
        running(command, f"http://127.0.0.1:{port}/healthz", folder / "log", cwd=folder) as address,
        urlopen(f"{address}/v1/articles?limit=100", timeout=20) as response,
    ):
        return json.load(response)["data"]
