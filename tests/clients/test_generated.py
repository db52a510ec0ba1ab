"""Typed clients made from openapi.yaml, in Python and TypeScript, work against a server."""

import importlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

HERE = Path(__file__).parent
OPENAPI = HERE.parent.parent / "openapi.yaml"


@pytest.fixture(scope="module")
def address(many_app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, many_app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Name of the generated package, importable."""
    pytest.importorskip("openapi_python_client", reason="openapi-python-client is not installed")
    folder = tmp_path_factory.mktemp("python")
    program = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    made = subprocess.run(
        [*program, "--path", str(OPENAPI), "--output-path", str(folder / "on_record_client")],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"},
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert "WARNING" not in made.stdout + made.stderr
    sys.path.insert(0, str(folder))
    yield "on_record_client"
    sys.path.remove(str(folder))


@pytest.mark.slow
class TestPython:
    def ask(self, client: str, address: str, tag: str, operation: str, *ids: str, **asked: Any) -> Any:
        view = importlib.import_module(f"{client}.api.{tag}.{operation}")
        caller = importlib.import_module(client).Client(base_url=address)
        return view.sync_detailed(*ids, client=caller, **asked)

    def test_a_list(self, client: str, address: str, api: FlaskClient):
        kinds = importlib.import_module(f"{client}.models.list_quotes_kind_item").ListQuotesKindItem
        answer = self.ask(
            client, address, "quotes", "list_quotes", speaker=["speaker-03"], kind=[kinds.DIRECT], limit=3
        )
        assert answer.status_code == 200
        listed = api.get("/v1/quotes?speaker=speaker-03&kind=direct&limit=3").get_json()
        assert [quote.id for quote in answer.parsed.data] == [quote["id"] for quote in listed["data"]]
        assert answer.parsed.data[0].speaker.name == listed["data"][0]["speaker"]["name"]
        assert answer.parsed.page.total == listed["page"]["total"]

    def test_a_record_and_an_error(self, client: str, address: str):
        found = self.ask(client, address, "quotes", "get_quote", "q-003-0")
        assert (found.status_code, found.parsed.data.id) == (200, "q-003-0")
        missing = self.ask(client, address, "speakers", "get_speaker", "nobody")
        assert (missing.status_code, missing.parsed.type_) == (404, "/problems/not-found")


def run(folder: Path, *words: str, seconds: int = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=seconds, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the compiler, the generated types, and the sample."""
    if not shutil.which("npm"):
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("typescript")
    for name in ("package.json", "sample.ts"):
        shutil.copy(HERE / name, folder)
    try:
        installed = run(folder, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund")
    except subprocess.TimeoutExpired:
        pytest.skip("npm install did not end within two minutes")
    if installed.returncode:
        pytest.skip(f"npm can't install the tools: {installed.stderr[-200:]}")
    made = run(folder, "npx", "--no-install", "openapi-typescript", str(OPENAPI), "-o", "api.d.ts")
    assert made.returncode == 0, made.stderr
    return folder


@pytest.mark.slow
class TestTypeScript:
    def test_the_sample_compiles_and_runs(self, folder: Path, address: str, api: FlaskClient):
        options = [
            "--strict",
            "--target",
            "es2022",
            "--module",
            "nodenext",
            "--lib",
            "es2022,dom,dom.iterable",
        ]
        compiled = run(folder, "npx", "--no-install", "tsc", *options, "sample.ts")
        assert compiled.returncode == 0, compiled.stdout
        ran = run(folder, "node", "sample.js", address)
        assert ran.returncode == 0, ran.stderr
        found, missing = map(json.loads, ran.stdout.splitlines())
        listed = api.get("/v1/quotes?speaker=speaker-03,speaker-04&kind=direct&limit=2").get_json()
        assert found["total"] == listed["page"]["total"]
        assert found["quotes"] == [
            f"direct: {quote['speaker']['name']}: {quote['text']}" for quote in listed["data"]
        ]
        assert missing == {"status": 404, "type": "/problems/not-found"}
