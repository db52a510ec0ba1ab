"""Measure how fast the API serves, against a Flask route that returns a constant and against what others would pick.

    python bench/corpus.py /tmp/large.db --articles 100000
    python bench/serve.py /tmp/large.db --peers ~/peers/bin/python --json /tmp/serve.json

Starts each server on a free port of the loopback interface, drives one after the other with `wrk` (16 connections;
a client in Python where wrk is missing), in several rounds in random order, and prints medians: requests a second,
its ratio to the Flask route in the same round, median and 99th percentile of the time, the servers' processor time a
request, and the greatest memory of one process. `--peers` is a Python that has datasette, fastapi, uvicorn,
flask-smorest, sqlalchemy and gunicorn; without it only we and the Flask route are measured. `--quick` is for a look.

Each request of a case is another one (other ids, pages, words), but for the cases called "again".
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from memory import own_memory

HERE = Path(__file__).parent
GUNICORN = (
    "--workers",
    "2",
    "--worker-class",
    "gthread",
    "--threads",
    "4",
    "--reuse-port",
    "--keep-alive",
    "30",
)
QUIET = ("--no-control-socket", "--log-level", "error")
CONNECTIONS = 16
TICK = os.sysconf("SC_CLK_TCK")
LONGEST_REST = (
    60  # seconds between two cases; sixteen requests of a peer that take two seconds each go on for thirty
)
_LUA = """
local requests = {}
init = function(args)
  for line in io.lines(args[1]) do
    local path, etag = line:match("^(%S+)%s*(.*)$")
    local headers = {}
    if etag ~= "" then headers["If-None-Match"] = etag end
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
end
local at = tonumber(os.getenv("BENCH_START") or "0")
request = function() at = at + 1; return requests[at % #requests + 1] end
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run of one case gave: times in ms, processor time of the servers in µs a request."""

    rate: float
    median: float
    p99: float
    cpu: float


@dataclass(slots=True)
class Case:
    """One kind of request to one server; `slow` ones are asked one after the other, a few times."""

    server: str
    name: str
    lines: list[str]
    slow: bool = False
    samples: list[Sample] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Server:
    """A running server: its port, its processes and the greatest memory seen of one of them, in MB."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    peak: float = 0

    def pids(self) -> list[int]:
        """Return the ids of the process and its descendants."""
        found, waiting = [], [self.process.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    waiting += map(int, children.read_text().split())
        return found

    def seconds(self) -> float:
        """Return the processor time that all of them have taken."""
        total = 0
        for pid in self.pids():
            with contextlib.suppress(OSError):
                values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                total += sum(map(int, values[11:15]))  # its own, and of children that have ended
        return total / TICK

    def come_to_rest(self) -> None:
        """Wait, a minute at most, until nothing is worked at: a server goes on with what its client gave up."""
        until, before = time.monotonic() + LONGEST_REST, -1.0
        while (taken := self.seconds()) > before and time.monotonic() < until:
            before = taken
            time.sleep(0.1)

    def look_at_memory(self) -> None:
        """Remember the greatest memory of one process."""
        for pid in self.pids():
            with contextlib.suppress(OSError):
                self.peak = max(self.peak, own_memory(pid))


# --- servers -------------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def commands(db: Path, peers: Path | None, newer: Path | None) -> dict[str, Callable[[int], list[str]]]:
    """Return the command line of each server by name, for a port."""
    own, raised = sys.executable, ["--setting", "sql_time_limit_ms", "60000"]
    raised += ["--setting", "facet_time_limit_ms", "60000", "--setting", "default_cache_ttl", "0"]

    def gunicorn(python: Path | str, app: str) -> Callable[[int], list[str]]:
        return lambda port: [
            str(python),
            "-m",
            "gunicorn",
            *GUNICORN,
            *QUIET,
            "--bind",
            f"127.0.0.1:{port}",
            app,
        ]

    def datasette(python: Path) -> Callable[[int], list[str]]:
        return lambda port: [str(python), "-m", "datasette", "serve", "-i", str(db), "-p", str(port), *raised]

    def configured(port: int) -> list[str]:
        config = str(HERE.parent / "gunicorn.conf.py")
        return [own, "-m", "gunicorn", "--config", config, "--workers", "2", "--bind", f"127.0.0.1:{port}"]

    found = {"flask": gunicorn(own, "noop:app"), "ours": configured}
    if peers:
        found["datasette"] = datasette(peers)
        found["fastapi"] = lambda port: [
            *(str(peers), "-m", "uvicorn", "fastapi_app:app", "--workers", "2", "--log-level", "error"),
            *("--port", str(port)),
        ]
        found["smorest"] = gunicorn(peers, "smorest_app:app")
    if newer:
        found["datasette 1.0"] = datasette(newer)
    return found


def started(name: str, command: list[str], port: int, db: Path, log: Path) -> Server:
    environ = os.environ | {
        "BENCH_DB": str(db),
        "ONRECORD_DB": str(db),
        "PYTHONPATH": os.pathsep.join([str(HERE / "peers"), str(HERE.parent)]),
    }
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environ, cwd=log.parent)
    for _ in range(1200):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return Server(name, port, process)
        if process.poll() is not None:
            break
        time.sleep(0.1)
    process.terminate()
    raise SystemExit(f"{name} does not start:\n{log.read_text(errors='replace')}")


# --- cases ---------------------------------------------------------------------------------------------------------


class Questions:
    """Requests drawn from what the database has: the same database gives the same ones."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
        self.draw = random.Random(7)
        (self.last,) = self.column("SELECT max(rowid) FROM quotes")

    def column(self, sql: str, *values: Any) -> list[Any]:
        return [value for (value,) in self.db.execute(sql, values)]

    def ids(self, count: int) -> list[str]:
        numbers = [self.draw.randint(1, self.last) for _ in range(count)]
        return [
            self.column("SELECT id FROM quotes WHERE rowid >= ? LIMIT 1", number)[0] for number in numbers
        ]

    def commonest(self, table: str, count: int) -> list[str]:
        return self.column(f"SELECT id FROM {table} ORDER BY quote_count DESC LIMIT ?", count)

    def words(self, count: int) -> list[str]:
        """Return words of quotes drawn at random: common ones come up often, as in what people search."""
        texts = (
            self.column("SELECT text FROM quotes WHERE rowid >= ? LIMIT 1", self.draw.randint(1, self.last))
            for _ in range(count)
        )
        return [self.draw.choice(re.findall(r"[a-z]+", text[0].lower()) or ["the"]) for text in texts]

    def places(self, count: int) -> list[int]:
        return [self.draw.randint(100, self.last) for _ in range(count)]


def cursors(port: int, count: int) -> list[str]:
    """Return the cursors of the first pages of the list of quotes, as a client that walks meets them."""
    found: list[str] = []
    path = "/v1/quotes?limit=20&count=none"
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while len(found) < count:
        connection.request("GET", path)
        links = json.loads(connection.getresponse().read())["links"]
        if not links["next"]:
            break
        path = links["next"]
        found.append(re.search(r"cursor=([\w-]+)", path)[1])
    connection.close()
    return found


def cases_of(names: set[str], ports: dict[str, int], asked: Questions) -> list[Case]:
    ids, words, places = asked.ids(20_000), asked.words(3000), asked.places(3000)
    speakers, tags = asked.commonest("speakers", 3000), asked.commonest("tags", 3000)
    publishers = asked.commonest("publishers", 400)
    found = [Case("flask", "constant", ["/"])]
    found += _own_cases(
        ports["ours"], ids, words, {"speaker": speakers, "tag": tags, "publisher": publishers}, asked
    )
    for name in sorted(names & {"fastapi", "smorest"}):
        filters = {"speaker": speakers, "tag": tags[:300], "publisher": publishers}
        found += [
            Case(name, "detail", [f"/quotes/{id_}" for id_ in ids]),
            Case(name, "list of 20", [f"/quotes?limit=20&before={place}" for place in places]),
            *(
                Case(
                    name,
                    f"list by {by}",
                    [f"/quotes?limit=20&{by}={value}" for value in values],
                    slow=by == "tag",
                )
                for by, values in filters.items()
            ),
            Case(name, "search, newest first", [f"/quotes?limit=20&q={word}" for word in words]),
            Case(name, "facets", ["/facets"], slow=True),
            Case(name, "facets, one filter", ["/facets?kind=direct"], slow=True),
        ]
    for name in sorted(name for name in names if name.startswith("datasette")):
        found += _datasette_cases(name, asked.db, places, words, speakers)
    return found


def _own_cases(
    port: int, ids: list[str], words: list[str], filters: dict[str, list[str]], asked: Questions
) -> list[Case]:
    pages = [f"/v1/quotes?limit=20&cursor={cursor}" for cursor in cursors(port, 3000)]
    known = etag_of(port, "/v1/quotes?limit=20")
    facets = "facets=speaker,tag,publisher,kind,year"
    filtered = [
        f"/v1/quotes?limit=1&kind=direct&facets=speaker,publisher,kind&min_words={n % 60 + 1}&max_words={n + 60}"
        for n in range(5000)
    ]
    mixed = [f"/v1/quotes/{id_}" for id_ in ids[:19_000]]
    mixed += [
        f"/v1/quotes?limit=20&q={one}&min_words={at % 60 + 1}&max_words={at + 60}"
        for at, one in enumerate(common_words(asked, 1000))
    ]
    asked.draw.shuffle(mixed)
    return [
        Case("ours", "detail", [f"/v1/quotes/{id_}" for id_ in ids]),
        Case("ours", "list of 20", pages),
        *(
            Case(
                "ours",
                f"list by {by}",
                [
                    f"/v1/quotes?limit=20&{by}={value}&min_words={at % 8}"
                    if len(values) < 1000
                    else f"/v1/quotes?limit=20&{by}={value}"
                    for value in values
                    for at in range(1 + 3000 // len(values))
                ],
            )
            for by, values in filters.items()
        ),
        Case("ours", "search, newest first", [f"/v1/quotes?limit=20&q={word}" for word in words]),
        Case(
            "ours",
            "search, by relevance",
            [f"/v1/quotes?limit=20&sort=-relevance&q={word}" for word in words],
        ),
        Case("ours", "facets", [f"/v1/quotes?limit=1&{facets}"]),
        Case("ours", "facets, one filter", ["/v1/quotes?limit=1&kind=direct&facets=speaker,publisher,kind"]),
        Case("ours", "facets, another each", filtered),
        Case("ours", "list of 20, again", ["/v1/quotes?limit=20"]),
        Case("ours", "unchanged (304)", [f"/v1/quotes?limit=20 {known}"]),
        Case("ours", "HTML page of quotes", [page.replace("/v1/", "/") for page in pages]),
        Case("ours", "HTML page, again", ["/quotes"]),
        Case("ours", "mixed, 5 % common words", mixed),
    ]


def common_words(asked: Questions, count: int) -> list[str]:
    return asked.draw.choices(["the", "of", "to", "and", "a", "in", "that", "is", "for", "it"], k=count)


def etag_of(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.headers["ETag"]


def _datasette_cases(
    name: str, db: sqlite3.Connection, places: list[int], words: list[str], speakers: list[str]
) -> list[Case]:
    stem = Path(db.execute("PRAGMA database_list").fetchone()[2]).stem
    table, plain = f"/{stem}/quotes.json", "_nocount=1&_nosuggest=1&_labels=on&_size=20"
    ids = [
        db.execute("SELECT id FROM quotes WHERE rowid >= ? LIMIT 1", (place,)).fetchone()[0]
        for place in places
    ]
    facets = f"{table}?_facet=kind&_facet=speaker_id&_size=1&_nosuggest=1"
    return [
        Case(name, "detail", [f"/{stem}/quotes/{quote(id_, safe='')}.json?_labels=on" for id_ in ids]),
        Case(name, "list of 20", [f"{table}?{plain}&_next={id_}" for id_ in ids]),
        Case(name, "list by speaker", [f"{table}?{plain}&speaker_id={one}" for one in speakers]),
        Case(name, "search, newest first", [f"{table}?{plain}&_search={word}" for word in words]),
        Case(name, "facets", [facets], slow=True),
        Case(name, "facets, one filter", [f"{facets}&kind=direct"], slow=True),
    ]


# --- driving -------------------------------------------------------------------------------------------------------


class Driver:
    """Sends the requests of a case for some seconds."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self.folder, self.seconds = folder, seconds
        self.wrk = shutil.which("wrk")
        self.at = 0
        (folder / "paths.lua").write_text(_LUA)

    def run(self, case: Case, server: Server) -> Sample:
        before, started_at = server.seconds(), time.monotonic()
        if case.slow:
            times = self._asked_singly(case, server)
        elif self.wrk:
            return self._driven(case, server, before)
        else:
            times = self._asked_together(case, server)
        cpu = (server.seconds() - before) / len(times) * 1e6
        server.look_at_memory()
        ordered = sorted(times)
        rate = len(times) / (time.monotonic() - started_at)
        return Sample(rate, statistics.median(ordered), ordered[int(len(ordered) * 0.99)], cpu)

    def _driven(self, case: Case, server: Server, before: float) -> Sample:
        path = self.folder / f"{case.server} {case.name}.txt".replace(" ", "-").replace("/", "-")
        if not path.exists():
            path.write_text("\n".join(case.lines))
        self.at += 4001  # goes on where no round before has been
        command = [str(self.wrk), "-t1", f"-c{CONNECTIONS}", f"-d{self.seconds}s", "--latency"]
        command += ["-s", str(self.folder / "paths.lua"), f"http://127.0.0.1:{server.port}", "--", str(path)]
        said = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"BENCH_START": str(self.at)},
        ).stdout
        server.look_at_memory()
        count = int(re.search(r"(\d+) requests in", said)[1])
        if "Non-2xx" in said and "304" not in case.name:
            raise SystemExit(f"{case.server}, {case.name}: {said}")
        cpu = (server.seconds() - before) / max(count, 1) * 1e6
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
        return Sample(rate, _ms(said, "50%"), _ms(said, "99%"), cpu)

    def _asked_singly(self, case: Case, server: Server) -> list[float]:
        times: list[float] = []
        until = time.monotonic() + self.seconds
        while len(times) < 2 or time.monotonic() < until:
            self.at += 1
            times.append(_asked(server.port, case.lines[self.at % len(case.lines)]))
        return times

    def _asked_together(self, case: Case, server: Server) -> list[float]:
        times: list[float] = []
        threads = [
            threading.Thread(target=lambda: times.extend(self._asked_singly(case, server))) for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return times


def _asked(port: int, line: str) -> float:
    path, _, etag = line.partition(" ")
    started_at = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", path, headers={"If-None-Match": etag} if etag else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status >= 400:
        raise SystemExit(f"{path}: {answer.status}")
    return (time.monotonic() - started_at) * 1000


def _ms(said: str, share: str) -> float:
    number, unit = re.search(rf"{share}\s+([\d.]+)(us|ms|s|m)", said).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


# --- the whole -----------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def all_started(
    found: dict[str, Callable[[int], list[str]]], db: Path, folder: Path
) -> Iterator[dict[str, Server]]:
    servers: dict[str, Server] = {}
    try:
        for name, command in found.items():
            port = free_port()
            servers[name] = started(name, command(port), port, db, folder / f"{name}.log")
        yield servers
    finally:
        for server in servers.values():
            server.process.terminate()
        for server in servers.values():
            server.process.wait(timeout=30)


def measure(db: Path, given: argparse.Namespace) -> tuple[list[Case], dict[str, Server]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = commands(db, given.peers, given.newer)
        with all_started(found, db, folder) as servers:
            cases = cases_of(set(found), {name: one.port for name, one in servers.items()}, Questions(db))
            if given.only:
                cases = [
                    case for case in cases if case.name == "constant" or re.search(given.only, case.name)
                ]
            driver = Driver(folder, given.seconds)
            mixing = random.Random(1)
            for number in range(given.rounds + 1):  # the first one warms up and does not count
                _round(mixing.sample(cases, len(cases)), servers, driver, counts=number > 0)
                print(f"round {number} of {given.rounds}", file=sys.stderr, flush=True)
        return cases, servers


def _round(cases: list[Case], servers: dict[str, Server], driver: Driver, *, counts: bool) -> None:
    constant = next(case for case in cases if case.name == "constant")
    gauge = driver.run(constant, servers["flask"])
    for case in cases:
        if case is constant or (not counts and case.slow and case.server != "ours"):
            continue
        sample = driver.run(case, servers[case.server])
        servers[case.server].come_to_rest()
        if counts:
            case.samples.append(sample)
            case.ratios.append(sample.rate / gauge.rate)
    if counts:
        constant.samples.append(gauge)
        constant.ratios.append(1.0)


def table(cases: list[Case], servers: dict[str, Server]) -> list[dict[str, Any]]:
    rows = []
    for case in sorted(cases, key=lambda one: list(servers).index(one.server)):
        middle = {
            name: statistics.median(getattr(one, name) for one in case.samples) for name in Sample.__slots__
        }
        rows.append(
            {
                "server": case.server,
                "case": case.name,
                "requests a second": round(middle["rate"], 1),
                "of constant": round(statistics.median(case.ratios), 3),
                "CPU of constant": 0.0,
                "p50 ms": round(middle["median"], 2),
                "p99 ms": round(middle["p99"], 2),
                "CPU us": round(middle["cpu"]),
            }
        )
    constant = next(row["CPU us"] for row in rows if row["case"] == "constant")
    own = {row["case"]: row["CPU us"] for row in rows if row["server"] == "ours"}
    for row in rows:
        # Says the same as the ratio of rates, and is less shaken by what else runs on the machine.
        row["CPU of constant"] = round(constant / max(row["CPU us"], 1), 3)
        if row["server"] not in {"ours", "flask"} and own.get(row["case"]):
            row["CPU times ours"] = round(row["CPU us"] / own[row["case"]], 1)
    return rows


def printed(rows: list[dict[str, Any]], servers: dict[str, Server]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(str(row.get(name, "")) for name in names) + " |" for row in rows]
    peaks = ", ".join(f"{name} {server.peak:.0f}" for name, server in servers.items())
    return "\n".join([*lines, "", f"Greatest memory of one process, MB, without mapped files: {peaks}"])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("db", type=Path, help="a database, such as bench/corpus.py makes")
    parser.add_argument("--peers", type=Path, help="a Python with what we compare with")
    parser.add_argument("--newer", type=Path, help="a Python with a newer datasette")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2, help="of each case in a round")
    parser.add_argument("--only", help="only cases whose name this expression finds")
    parser.add_argument("--quick", action="store_true", help="two rounds of a second")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    given = parser.parse_args()
    if given.quick:
        given.rounds, given.seconds = 2, 1
    cases, servers = measure(given.db.resolve(), given)
    rows = table(cases, servers)
    print(printed(rows, servers))
    if given.json:
        memory = {name: round(server.peak, 1) for name, server in servers.items()}
        given.json.write_text(json.dumps({"db": str(given.db), "rows": rows, "memory_mb": memory}, indent=1))


if __name__ == "__main__":
    main()
