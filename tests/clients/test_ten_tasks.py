"""docs/ten-tasks.md: every command, every Python program and every script does what it says."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from programs import load_program
from werkzeug.serving import make_server

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "ten-tasks.md").read_text("utf-8")
START, *TASKS = re.split(r"^## ", PAGE, flags=re.MULTILINE)
SHOWN = "http://127.0.0.1:8000"


def block(text: str, language: str) -> str:
    found: str = re.search(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[1]
    return found


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app = (
        load_program(ROOT / "docs" / "examples.py").seeds_client(tmp_path_factory.mktemp("tasks")).application
    )
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def printed(*words: str, program: str | None = None) -> str:
    ran = subprocess.run(words, input=program, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def by_python(task: str, address: str) -> str:
    program = f"{block(START, 'python')}\n\n{block(task, 'python')}".replace(SHOWN, address)
    return printed(sys.executable, "-X", "utf8", "-", program=program)


def test_there_are_ten():
    assert len(TASKS) == 10


@pytest.mark.slow
@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.splitlines()[0])
class TestEveryTask:
    def test_as_a_command(self, address: str, task: str):
        if not shutil.which("curl"):
            pytest.skip("curl is not installed")
        answer = printed(
            "sh", "-c", block(task, "sh").strip().replace("curl -s", "curl -sf").replace(SHOWN, address)
        )
        if "?format=text" in task or ".csv" in task or "-D -" in task:
            assert len(answer) > 100
        else:
            assert json.loads(answer)["data"]

    def test_in_python(self, address: str, task: str):
        assert by_python(task, address).strip() not in {"", "False", "[]"}

    def test_with_fetch_the_same(self, address: str, task: str, tmp_path: Path):
        if not shutil.which("node"):
            pytest.skip("node is not installed")
        script = tmp_path / "task.mjs"
        script.write_text(f"{block(START, 'js')}\n{block(task, 'js')}".replace(SHOWN, address), "utf-8")
        assert printed("node", str(script)) == by_python(task, address)
