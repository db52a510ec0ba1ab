"""Serve under load while things happen that happen: new corpora, killed workers, reloads. Nothing may be lost.

    python bench/soak.py swaps --minutes 10 --times 60     a new database every ten seconds
    python bench/soak.py kills --minutes 2 --every 2       a worker process killed (SIGKILL) every two seconds
    python bench/soak.py reloads --minutes 1 --every 5     the configuration read again (SIGHUP), all workers replaced
    python bench/soak.py overload --minutes 0.5            far more clients than places: 503 and no collapse

A server of its own is started on a free loopback port, on corpora of `bench/corpus.py`. Every record of every answer
names the version of the corpus that it is of (in the names of publishers and speakers), so an answer that mixes two
versions is seen. The exit code is 1 when anything failed that should not.
"""

import argparse
import http.client
import itertools
import json
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from api.store.ready import write_records
from api.store.seal import seal
from bench.corpus import write_corpus

# KiB by which a worker may grow from a third to the end: up to 16 MB of answers, and what it loads late.
STEADY = 20 * 1024
PATIENCE = 30  # seconds of a client for one answer
_SIGN = re.compile(rb"corpus (\d{3})\b")
_ADDRESSES = (
    "/v1/quotes?limit=20",
    "/v1/quotes?limit=5&facets=kind,publisher&sort=published_on",
    "/v1/quotes?q=the&limit=10",
    "/v1/quotes?min_confidence=0.5&include=article,speaker",
    "/v1/quotes?limit=400&format=ndjson",
    "/v1/quotes?limit=300&format=csv",
    "/v1/articles?limit=10&include=tags",
    "/v1/speakers?limit=20&sort=-quote_count",
    "/v1/publishers",
    "/v1/stats",
    "/quotes",
    "/speakers",
    "/articles",
    "/",
)


@dataclass
class Tally:
    """What clients saw. Times are seconds of time.monotonic()."""

    answers: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    failed: list[tuple[float, float, str]] = field(default_factory=list)
    """Requests without an answer: begun, given up, and what went wrong."""
    mixed: list[str] = field(default_factory=list)
    done: list[tuple[float, float]] = field(default_factory=list)
    stale: int = 0
    versions: set[str] = field(default_factory=set)
    unsigned: int = 0


# --- corpora -------------------------------------------------------------------------------------------------------


class Corpora:
    """Makes databases that tell in every record which one they are."""

    def __init__(self, folder: Path, articles: int) -> None:
        self.base, self.numbers = folder / "base.db", itertools.count(1)
        write_corpus(self.base, articles)

    def put(self, path: Path) -> None:
        """Publish the next one at `path`, as a loader does."""
        number = next(self.numbers) % 1000
        new = path.with_name(".next.db")
        shutil.copyfile(self.base, new)
        with closing(sqlite3.connect(new)) as db, db:
            db.execute("UPDATE publishers SET name = name || ?", (f" corpus {number:03}",))
            db.execute("UPDATE speakers SET name = name || ?", (f" corpus {number:03}",))
            db.execute(
                "UPDATE corpus SET version = ?, title = ?", (f"soak{number:03}", f"The corpus {number:03}")
            )
            db.execute("DELETE FROM quote_records")  # quotes as the API shows them have these names too
            write_records(db)
        seal(new)
        new.rename(path)


# --- clients -------------------------------------------------------------------------------------------------------


class Client(threading.Thread):
    """Asks one thing after the other on a kept connection, and checks each answer."""

    def __init__(
        self, port: int, seed: int, until: threading.Event, tally: Tally, addresses: tuple[str, ...]
    ) -> None:
        super().__init__(daemon=True)
        self.port, self.draw, self.until, self.tally = port, random.Random(seed), until, tally
        self.addresses, self.cursor = addresses, ""
        self.connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        while not self.until.is_set():
            address = self.draw.choice(self.addresses)
            if self.cursor and self.draw.random() < 0.3:
                address = self.cursor
            begun = time.monotonic()
            try:
                status, headers, body = self.ask(address)
            except (OSError, http.client.HTTPException) as error:
                self.tally.failed.append(
                    (begun, time.monotonic(), f"{address}: {type(error).__name__}: {error}")
                )
                self.drop()
                continue
            ended = time.monotonic()
            self.tally.answers[status] += 1
            self.tally.seconds.append(ended - begun)
            self.tally.done.append((begun, ended))
            self.check(address, status, headers, body)
            if status == 503:
                self.until.wait(0.05)

    def ask(self, address: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        kept = self.connection is not None
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        begun = time.monotonic()
        try:
            self.connection.request("GET", address)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            # A kept connection may have been closed while nobody used it: HTTP clients then ask again on a new one.
            self.drop()
            if not kept or time.monotonic() - begun > 0.05:
                raise
            self.tally.stale += 1
            return self.ask(address)
        body = answer.read()
        if answer.will_close:
            self.drop()
        return answer.status, answer.headers, body

    def drop(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def check(self, address: str, status: int, headers: http.client.HTTPMessage, body: bytes) -> None:
        if status != 200:
            return
        version = headers.get("Corpus-Version", "")
        signs = {sign.decode() for sign in _SIGN.findall(body)}
        said = {f"soak{sign}" for sign in signs} | ({version} if version else set())
        if headers.get_content_type() == "application/json":
            document = json.loads(body)
            said |= {document["meta"]["corpus_version"]} if "meta" in document else set()
            following = document.get("links", {}).get("next")
            self.cursor = following or ""
        if len(said) != 1:
            self.tally.mixed.append(f"{address}: header {version!r}, content {sorted(said)}")
        self.tally.unsigned += not signs
        self.tally.versions |= said


# --- the server ----------------------------------------------------------------------------------------------------


class Server:
    """Our server, as an operator starts it."""

    def __init__(self, db: Path, log: Path, workers: int, variables: dict[str, str]) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        root = Path(__file__).parents[1]
        environment = {
            **os.environ, **variables, "ONRECORD_DB": str(db), "ONRECORD_BIND": f"127.0.0.1:{self.port}",
            "WEB_CONCURRENCY": str(workers), "PYTHONPATH": str(root),
        }  # fmt: skip
        command = [sys.executable, "-m", "gunicorn", "--config", str(root / "gunicorn.conf.py")]
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, cwd=root)
        self.wait(workers)

    def wait(self, workers: int) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as probe:
                    probe.request("GET", "/readyz")
                    if probe.getresponse().status == 200 and len(self.workers()) >= workers:
                        time.sleep(2)  # the other workers import the application still
                        return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"the server did not come up:\n{self.log.read_text('utf-8', 'replace')}")

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def memory(self) -> list[int]:
        """Return the memory of each worker that is its own, in KiB, and leave out what vanished meanwhile."""
        found = []
        for pid in self.workers():
            try:
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            except OSError:
                continue
            found.append(sum(int(line.split()[1]) for line in lines if line.startswith("Private_")))
        return found

    def open_files(self) -> list[int]:
        return [len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in self.workers()]

    def stop(self) -> float:
        begun = time.monotonic()
        self.process.terminate()
        self.process.wait(timeout=60)
        return time.monotonic() - begun


@contextmanager
def load_on(
    port: int, clients: int, seed: int, addresses: tuple[str, ...] = _ADDRESSES
) -> Iterator[tuple[Tally, threading.Event]]:
    """Run clients for the time of the block."""
    tally, until = Tally(), threading.Event()
    threads = [Client(port, seed + number, until, tally, addresses) for number in range(clients)]
    for thread in threads:
        thread.start()
    yield tally, until
    until.set()
    for thread in threads:
        thread.join(timeout=PATIENCE + 5)


# --- what happens --------------------------------------------------------------------------------------------------


def swaps(server: Server, corpora: Corpora, db: Path, asked: argparse.Namespace) -> bool:
    """Publish a new corpus again and again."""
    pause, memory = 60 * asked.minutes / asked.times, []
    with load_on(server.port, asked.clients, asked.seed) as (tally, _):
        for _ in range(asked.times):
            begun = time.monotonic()
            corpora.put(db)
            time.sleep(max(0.0, pause - (time.monotonic() - begun)))
            memory.append(server.memory())
    files = server.open_files()
    _say(tally, asked)
    # What a worker keeps is at its full size once it has had every kind of request for some of the files.
    early, late = _means(memory, 0.2, 0.4), _means(memory, 0.8, 1.0)
    growth = 100 * (late / early - 1)
    print(f"{asked.times} swaps, {len(tally.versions)} versions seen; private memory of the workers, MiB: "
          f"first {_mib(memory[0])}, at a third {early / 1024:.1f}, at the end {late / 1024:.1f} ({growth:+.1f} %); "
          f"open files {files}")  # fmt: skip
    bad = (
        len(tally.failed) + len(tally.mixed) + sum(n for status, n in tally.answers.items() if status != 200)
    )
    return not bad and len(tally.versions) > asked.times * 0.9 and late - early < STEADY


def kills(server: Server, corpora: Corpora, db: Path, asked: argparse.Namespace) -> bool:  # noqa: ARG001
    """Kill one worker after the other."""
    draw, moments = random.Random(asked.seed), []
    with load_on(server.port, asked.clients, asked.seed) as (tally, _):
        end = time.monotonic() + 60 * asked.minutes
        while time.monotonic() < end:
            time.sleep(asked.every)
            if workers := server.workers():
                before = time.monotonic()
                os.kill(draw.choice(workers), signal.SIGKILL)
                moments.append((before, time.monotonic()))
        time.sleep(1)
    _say(tally, asked)
    in_flight = [
        one for one in tally.failed if any(one[0] <= after and before <= one[1] for before, after in moments)
    ]
    other = [one for one in tally.failed if one not in in_flight]
    # How long nobody had an answer that was asked for after the kill.
    gaps = [
        min((end for begun, end in tally.done if begun >= kill), default=kill + 99) - kill
        for _, kill in moments
    ]
    slow = [end - begun for begun, end in tally.done if any(0 <= begun - kill < 1 for _, kill in moments)]
    print(f"{len(moments)} workers killed: {len(in_flight)} failed that were under way, {len(other)} others; "
          f"{tally.stale} kept connections were found closed and opened again; first answer after a kill within "
          f"{max(gaps):.2f} s (median {statistics.median(gaps):.3f}); slowest request begun in the second after one "
          f"{max(slow):.2f} s")  # fmt: skip
    for one in other[:5]:
        print("  not under way at a kill:", one[2])
    return not other and not tally.mixed and max(gaps) < 1 and set(tally.answers) == {200}


def reloads(server: Server, corpora: Corpora, db: Path, asked: argparse.Namespace) -> bool:  # noqa: ARG001
    """Let the server read its configuration again: new workers, then the old ones end."""
    times = 0
    with load_on(server.port, asked.clients, asked.seed) as (tally, _):
        end = time.monotonic() + 60 * asked.minutes
        while time.monotonic() < end:
            time.sleep(asked.every)
            server.process.send_signal(signal.SIGHUP)
            times += 1
        time.sleep(3)
    _say(tally, asked)
    print(
        f"{times} reloads: {len(tally.failed)} requests failed, {tally.stale} kept connections opened again"
    )
    return not tally.failed and not tally.mixed and set(tally.answers) == {200}


def overload(server: Server, corpora: Corpora, db: Path, asked: argparse.Namespace) -> bool:  # noqa: ARG001
    """Send far more at once than can be answered."""
    addresses = ("/v1/quotes?limit=200&include=article,speaker&count=exact",)
    with load_on(server.port, asked.clients, asked.seed, addresses) as (tally, _):
        time.sleep(60 * asked.minutes)
    _say(tally, asked)
    begun = time.monotonic()
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as probe:
        probe.request("GET", "/healthz")
        status = probe.getresponse().status
    print(f"{asked.clients} clients at once: {tally.answers[200]} answers, {tally.answers[503]} refusals, "
          f"{len(tally.failed)} without any; then /healthz {status} in {time.monotonic() - begun:.3f} s")  # fmt: skip
    return (
        status == 200
        and tally.answers[200] > 0
        and tally.answers[503] > 0
        and set(tally.answers) <= {200, 503}
    )


def _say(tally: Tally, asked: argparse.Namespace) -> None:
    total, seconds = sum(tally.answers.values()), sorted(tally.seconds)
    at = {
        f"{100 * share:g} %": round(1000 * seconds[int(share * (len(seconds) - 1))])
        for share in (0.5, 0.99, 1)
    }
    rate = total / (60 * asked.minutes)
    print(f"{total} answers ({dict(tally.answers)}) to {asked.clients} clients, {rate:.0f} a second; "
          f"milliseconds {at}; {len(tally.failed)} failed, {len(tally.mixed)} mixed, "
          f"{tally.unsigned} without a sign of their corpus")  # fmt: skip
    for one in [*(text for *_, text in tally.failed[:5]), *tally.mixed[:5]]:
        print("  ", one)


def _means(samples: list[list[int]], since: float, until: float) -> float:
    chosen = samples[
        int(len(samples) * since) : max(int(len(samples) * until), int(len(samples) * since) + 1)
    ]
    return statistics.mean(max(sample, default=0) for sample in chosen)


def _mib(kibibytes: list[int]) -> list[float]:
    return [round(one / 1024, 1) for one in kibibytes]


def main() -> int:
    """Do as asked; return 1 when something failed."""
    happenings = {"swaps": swaps, "kills": kills, "reloads": reloads, "overload": overload}
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=happenings)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--times", type=int, default=6, help="swaps in that time")
    parser.add_argument("--every", type=float, default=2, help="seconds between kills or reloads")
    parser.add_argument("--clients", type=int, help="at once; default 6, and 400 for overload")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--articles", type=int, default=300, help="size of the corpora")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    asked.clients = asked.clients or (400 if asked.what == "overload" else 6)
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "corpus.db"
        corpora = Corpora(Path(folder), asked.articles)
        corpora.put(db)
        # Each thread may send an export: a refusal here is to be one of the load, not of this limit.
        server = Server(
            db, Path(folder) / "log", asked.workers, {"ONRECORD_EXPORTS": "4", "ONRECORD_THREADS": "4"}
        )
        try:
            is_well = happenings[asked.what](server, corpora, db, asked)
        finally:
            took = server.stop()
        said = [
            line
            for line in server.log.read_text("utf-8", "replace").splitlines()
            if " error " in line or "Trace" in line
        ]
        print(f"stopped in {took:.1f} s; {len(said)} errors in the log", *said[:5], sep="\n  ")
    print("as it should be" if is_well else "NOT as it should be")
    return int(not is_well)


if __name__ == "__main__":
    sys.exit(main())
