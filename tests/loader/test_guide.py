"""The guide for curators: each of its commands does what it says, in the order in which they stand."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from processes import free_port, running

GUIDE = Path(__file__).parents[2] / "docs" / "curating.md"
BLOCKS = re.findall(r"^```sh\n(.*?)^```", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def environment():
    """Ours, in which `onrecord` and the package are found from anywhere."""
    here = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(GUIDE.parents[1]),
    }
    return os.environ | here


def run(script, place):
    done = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=place,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_from_an_empty_folder_to_a_served_corpus(tmp_path):
    first, second, serve = BLOCKS

    said = run(first, tmp_path)
    assert "1 article, " in said
    assert "Ana Ruiz" in said
    assert "Tom Lee" not in said

    said = run(second, tmp_path)
    assert re.search(r"~ quote \S+ \(.*speaker_id.*\): Nobody asked the islanders", said)
    assert "every invariant holds" in said
    assert json.loads((tmp_path / "report.json").read_text())["outcomes"]["reused"] == 1

    port = free_port()
    command = [sys.executable, "-m", "api", *serve.replace("8000", str(port)).split()[1:]]
    health = f"http://127.0.0.1:{port}/healthz"
    with (
        running(command, health, tmp_path / "served.log", cwd=tmp_path, env=environment()) as address,
        urlopen(f"{address}/v1/quotes?speaker=tom-lee", timeout=20) as answer,
    ):
        assert json.load(answer)["data"][0]["text"].startswith("Nobody asked the islanders")
