"""Run a real server for a test: on a free loopback port, until it answers, ended by its own process id."""

import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

PATIENCE = 60.0  # seconds for a server to come up on a busy machine of two cores


def free_port() -> int:
    """Return a loopback port on which nobody listens at this moment."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str | Path], url: str, log: Path, **popen: object) -> Iterator[str]:
    """Start `command`, wait until `url` answers, give the address of the server, end it.

    What it prints goes to `log`, and into the failure when it does not come up.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, **popen)
    try:
        _wait(process, url, log)
        yield url.split("/", 3)[0] + "//" + url.split("/", 3)[2]
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen, url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(url, timeout=5):
                return
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer; the server said:\n{log.read_text('utf-8', 'replace')}")
