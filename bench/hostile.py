"""Send raw requests of every ugly kind to a server of our own, and hold every answer to what is promised of it.

    python bench/hostile.py --requests 100000
    python bench/hostile.py --requests 5000 --kind smuggling --seed 3

The requests are those of `ugly_requests`. Of each answer:

    a status below 500, or 503 with Retry-After; the headers of `api.operations.headers`; no traceback
    nothing of the request in HTML unless escaped, and none of its lines among the headers
    one answer to one request: what was hidden in another's body is never answered

The server's own log says how long each took. The exit code is 1 when anything was amiss.
"""

import argparse
import json
import re
import socket
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from api.operations.headers import SECURITY
from bench.soak import Corpora, Server
from bench.ugly_requests import CANARY, SIGN, Enemy, Request

PATIENCE = 20.0  # seconds without an answer to a whole request: it hangs
SLOW = 1.0  # seconds of the server for one answer

_LEADS_AWAY = re.compile(rb"location:\s*(https?:)?(//|\\\\)(?!127\.0\.0\.1)", re.IGNORECASE)
_SLOW_ON_PURPOSE = ("/sql?", "/v1/exports")
"""Readers' own statements have two seconds; the first request for files waits while they are made."""


@dataclass
class Findings:
    """What came of it."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    faults: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    sent: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fault(self, what: str, request: Request) -> None:
        with self.lock:
            self.faults[f"{request.kind}: {what}"].append(request.raw)


class Attacker(threading.Thread):
    """Sends its share of requests and looks at what comes back."""

    def __init__(self, port: int, seed: int, share: int, kind: str | None, findings: Findings) -> None:
        super().__init__(daemon=True)
        self.port, self.enemy, self.share, self.kind, self.findings = port, Enemy(seed), share, kind, findings
        self.socket: socket.socket | None = None

    def run(self) -> None:
        for _ in range(self.share):
            request = self.enemy.next(self.kind)
            with self.findings.lock:
                self.findings.sent += 1
            try:
                self.exchange(request)
            except TimeoutError:
                self.findings.fault("no answer in time", request)
                self.hang_up()
            except OSError as error:
                self.findings.fault(f"{type(error).__name__} instead of an answer", request)
                self.hang_up()

    def exchange(self, request: Request) -> None:
        fresh = self.socket is None
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        try:
            self.socket.sendall(request.raw)
            if request.is_bent:
                self.socket.shutdown(socket.SHUT_WR)
            answer = _read(self.socket, is_head=request.raw.startswith(b"HEAD "), to_the_end=request.is_bent)
        except ConnectionError:
            if fresh or request.is_bent:
                raise
            self.hang_up()
            self.exchange(request)  # a kept connection may have been closed meanwhile
            return
        self.look(request, answer)
        if request.is_bent or b"connection: close" in answer.partition(b"\r\n\r\n")[0].lower():
            self.hang_up()

    def hang_up(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def look(self, request: Request, answer: bytes) -> None:
        while answer.startswith(b"HTTP/1.1 100"):
            answer = answer.partition(b"\r\n\r\n")[2]
        head, _, body = answer.partition(b"\r\n\r\n")
        if not head:
            if not request.is_bent:
                self.findings.fault("closed without an answer", request)
            return
        status = int(head[9:12])
        with self.findings.lock:
            self.findings.statuses[request.kind, status] += 1
        for fault in _faults_of(request, status, head, body):
            self.findings.fault(fault, request)


def _read(connection: socket.socket, *, is_head: bool, to_the_end: bool) -> bytes:
    """Return one answer, or, of a request whose framing is bent, all that comes."""
    found = b""
    while piece := connection.recv(65_536):
        found += piece
        if not to_the_end and _is_whole(found, is_head):
            break
    return found


def _is_whole(answer: bytes, is_head: bool) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    head = head.lower()
    if is_head or b" 304 " in head[:16] or b" 204 " in head[:16]:
        return True
    if b"transfer-encoding: chunked" in head:
        return body.endswith(b"0\r\n\r\n")
    length = head.partition(b"content-length: ")[2].split(b"\r\n")[0]
    return bool(length) and len(body) >= int(length)


def _faults_of(request: Request, status: int, head: bytes, body: bytes) -> list[str]:
    lines = head.split(b"\r\n")[1:]
    names = {line.split(b":")[0].decode("latin-1").lower() for line in lines}
    low = head.lower()
    faults = []
    if status >= 500 and not (status == 503 and "retry-after" in names):
        faults.append(f"status {status}")
    if missing := {name.lower() for name in SECURITY} - names:
        faults.append(f"lacks {sorted(missing)}")
    if "content-security-policy" not in names:
        faults.append("lacks a content security policy")
    if b"\r\ncontent-type: text/html" in low and f"<{SIGN}".encode() in body.lower():
        faults.append("HTML repeats the request unescaped")
    if "x-injected" in names or "set-cookie" in names or any(_LEADS_AWAY.match(line) for line in lines):
        faults.append("a header of the client's making")
    if b"Traceback (most recent call last)" in body:
        faults.append("a traceback")
    if (
        request.kind == "smuggling"
        and CANARY in body
        and b'"status":404' in body
        and not _asks_twice(request.raw)
    ):
        faults.append("a hidden request was answered")
    if len(_answers(head + b"\r\n\r\n" + body)) > request.most_answers:
        faults.append("more answers than requests")
    return faults


def _asks_twice(raw: bytes) -> bool:
    """Tell whether the bytes are two requests by the rules, one behind the other, and not one in the other's body."""
    head, _, body = raw.partition(b"\r\n\r\n")
    low = head.lower()
    if b"\r\n" not in raw or low.count(b"content-length") + low.count(b"transfer-encoding") > 1:
        return False
    if low.endswith(b"transfer-encoding: chunked"):
        return body.startswith((b"0\r\n\r\n", b"0\r\nX: y\r\n\r\n"))
    return b"content-length:" not in low and b"transfer-encoding:" not in low and body.startswith(b"GET ")


def _answers(stream: bytes) -> list[bytes]:
    return (
        stream.split(b"HTTP/1.1 ")[1:]
        if b"\r\nHTTP/1.1 " in stream or stream.count(b"HTTP/1.1 ") > 1
        else [stream]
    )


# --- the whole -----------------------------------------------------------------------------------------------------


def attack(server: Server, asked: argparse.Namespace) -> Findings:
    """Send all requests and return what came of them."""
    findings = Findings()
    share = -(-asked.requests // asked.clients)
    attackers = [
        Attacker(server.port, asked.seed * 1000 + n, share, asked.kind, findings)
        for n in range(asked.clients)
    ]
    for attacker in attackers:
        attacker.start()
    for attacker in attackers:
        attacker.join()
    return findings


def slowest(log: Path) -> list[tuple[float, str]]:
    """Return the seconds and addresses of all answers, slowest first, by the server's log."""
    found = []
    for line in log.read_text("utf-8", "replace").splitlines():
        if line.startswith("{") and '"ms"' in line:
            entry = json.loads(line)
            found.append((entry["ms"] / 1000, f"{entry['method']} {entry['path']}?{entry['query']}"))
    return sorted(found, reverse=True)


def main() -> int:
    """Attack as asked; return 1 when something was amiss."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--kind", choices=list(Enemy(1).makers))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=300)
    asked = parser.parse_args()
    variables = {
        "ONRECORD_LOG_FORMAT": "json",
        "ONRECORD_LOG_REQUESTS": "true",
        "ONRECORD_SQL_PAGE": "true",
        "ONRECORD_EXPORTS": "4",
    }
    with tempfile.TemporaryDirectory() as folder:
        log, db = Path(folder) / "log", Path(folder) / "corpus.db"
        Corpora(Path(folder), asked.articles).put(db)
        content = db.read_bytes()
        server = Server(db, log, 2, variables)
        before, begun = server.workers(), time.monotonic()
        try:
            findings = attack(server, asked)
            lost = set(before) - set(server.workers())
        finally:
            server.stop()
        slow, text = slowest(log), log.read_text("utf-8", "replace")
        is_untouched = db.read_bytes() == content
    late = [
        address
        for seconds, address in slow
        if seconds > SLOW and not any(one in address for one in _SLOW_ON_PURPOSE)
    ]
    by_status = Counter[int]()
    for (_, status), number in findings.statuses.items():
        by_status[status] += number
    print(
        f"{findings.sent:,} requests in {time.monotonic() - begun:.0f} s: {dict(sorted(by_status.items()))}"
    )
    for fault, requests in findings.faults.items():
        print(f"{len(requests)} x {fault}; such as {requests[0][:300]!r}")
    print(
        f"{len(late)} answers took the server more than {SLOW} s, /sql and /v1/exports aside; slowest of all: "
        + "; ".join(f"{seconds:.2f} {address[:160]}" for seconds, address in slow[:5])
    )
    print(
        f"{len(lost)} workers lost; {text.count('Traceback')} tracebacks; database untouched: {is_untouched}"
    )
    is_well = not findings.faults and not lost and "Traceback" not in text and is_untouched
    print("as it should be" if is_well else "NOT as it should be")
    return int(not is_well)


if __name__ == "__main__":
    sys.exit(main())
