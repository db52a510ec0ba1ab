"""Send raw requests of every ugly kind to a server of our own, and hold every answer to what is promised of it.

    python bench/hostile.py --requests 100000
    python bench/hostile.py --requests 5000 --kind smuggling --seed 3

Values are drawn from FTS and SQL syntax, HTML, broken UTF-8, NUL, long and nested things; they go into parameters,
paths, headers, methods, messages to /mcp and statements to /sql, and the framing of HTTP is bent. Of each answer:

    a status below 500, or 503 with Retry-After; the headers of `api.operations.headers`; no traceback
    nothing of the request in HTML unless escaped, and none of its lines among the headers
    one answer to one request: what was hidden in another's body is never answered

The server's own log says how long each took. The exit code is 1 when anything was amiss.
"""

import argparse
import json
import random
import re
import socket
import string
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[1]))

from api.operations.headers import SECURITY
from bench.soak import Corpora, Server

PATIENCE = 20.0  # seconds without an answer to a whole request: it hangs
SLOW = 1.0  # seconds of the server for one answer
SIGN = "zq7x"  # stands in every payload that a page could show
CANARY = b"/hidden-canary-zq7x"

_LEADS_AWAY = re.compile(rb"location:\s*(https?:)?(//|\\\\)(?!127\.0\.0\.1)", re.IGNORECASE)
_SLOW_ON_PURPOSE = ("/sql?", "/v1/exports")
"""Readers' own statements have two seconds; the first request for files waits while they are made."""

_PATHS = [
    "/v1/quotes", "/v1/articles", "/v1/speakers", "/v1/tags", "/v1/publishers", "/v1/search", "/v1/suggest",
    "/v1/quotes/match", "/v1/lookup", "/v1/aggregate", "/v1/timeline", "/v1/stats", "/v1/changes",
    "/v1/exports", "/v1/quotes.csv", "/v1/quotes/random", "/v1/speakers/{}", "/v1/quotes/{}",
    "/v1/articles/{}", "/v1/articles/{}/quotes", "/v1/speakers/{}/timeline", "/v1/speakers/{}/related",
    "/v1/tags/{}/articles", "/v1/exports/{}", "/quotes", "/speakers", "/articles", "/search", "/quotes/{}",
    "/speakers/{}", "/articles/{}", "/tags/{}", "/compare", "/statistics", "/dictionary", "/", "/docs",
    "/docs/{}", "/static/{}", "/assets/{}", "/openapi.json", "/llms.txt", "/healthz", "/readyz", "/metrics",
    "/problems/{}", "/feeds/{}", "/{}",
]  # fmt: skip
_PARAMETERS = [
    "q", "speaker", "speaker_not", "article", "tag", "tag_all", "publisher", "kind", "method",
    "published_from", "published_to", "min_confidence", "sort", "limit", "cursor", "count", "fields",
    "include", "facets", "facet_limit", "highlight", "sample", "seed", "format", "text", "url", "id",
    "group_by", "interval", "since", "language", "rights", "add", "page", "x", "__proto__", "sql",
]  # fmt: skip
_VALUES = [
    "the", "", " ", "0", "-1", "1e999", "NaN", "99999999999999999999", "1000", "null", "true", "*", "%",
    "_", "\\", "'", '"', "''", "--", "the AND", "AND", "NOT NOT", "NEAR(a b, 99)", "NEAR(", '"unclosed',
    "a* b* c*", "^the", "title:the", "quotes_search:x", "{a b}: c", "(((((((((", ")", "a OR " * 50,
    "+ - + -", "col : *", "\u201cthe\u201d", "-the", "the -the", "***", '"" ""', "rank", "rowid:1",
    "' OR 1=1 --", "1; DROP TABLE quotes", "x' UNION SELECT sql FROM sqlite_master --",
    "'; ATTACH 'x' AS y; --", "\") OR (\"", "1) UNION ALL SELECT 1,2,3 --", "randomblob(1000000000)",
    "load_extension('x')", "${7*7}", "{{7*7}}", "#{7*7}", "%s%s%n", "{0.__class__}",
    f"<script>{SIGN}</script>", f'"><img src=x onerror={SIGN}>', f"'><svg/onload={SIGN}>", f"<{SIGN}",
    f"</title><{SIGN}>", f"javascript:{SIGN}", f"&lt;{SIGN}", f"\u2028<{SIGN}>", f"]]><{SIGN}>",
    f"<!--{SIGN}-->", f"\uff1c{SIGN}\uff1e", f"<a href=//{SIGN}.example>", "../../etc/passwd", "..\\..\\x",
    "/etc/passwd", "file:///etc/passwd", "//evil.example", "http://127.0.0.1:22/", "con", ".", "..", "~",
    "\x00", "a\x00b", "\r\nX-Injected: 1", "\nSet-Cookie: a=b", "\u0000\u202e", "\ud83e\uddca",
    "\u0301" * 200, "İ" * 50, "ﬀ", "\ufffe", "\U000e0001", "2025", "2025-13", "2025-02-30", "0000",
    "9999-12-31", "-2025", "2025-1-1", "2025-11-08T00:00:00Z", "٢٠٢٥", "kind", "-published_on", "direct",
    "direct,mixed,", ",,,,", "csv", "ndjson", "atom", "exact", "article,speaker", "person", "day",
    "a" * 3000, "é" * 1000, "(" * 1000, '"' * 999, "a " * 1500, "a,b," * 400, "[" * 500, "WzEsIjBiNjE4OTRj",
    "eyJhIjoxfQ==", "=" * 64, "A" * 2048,
]  # fmt: skip
_RAW = [
    b"%00", b"%ff", b"%c0%af", b"%ed%a0%80", b"%f5%80%80%80", b"%", b"%zz", b"%u0041", b"\xff\xfe", b"\xc3",
    b"%e2%80", b"%0d%0aX-Injected:%201",
]  # fmt: skip
_STATEMENTS = [
    "SELECT 1", "DELETE FROM quotes", "ATTACH '/etc/passwd' AS x", "PRAGMA query_only=0",
    "SELECT load_extension('x')",
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) FROM c",
    "SELECT randomblob(1000000000)", "SELECT zeroblob(1000000000)", "SELECT printf('%1000000000d', 1)",
    "SELECT hex(zeroblob(500000))", "VACUUM INTO '/tmp/zq7x'",
    "SELECT * FROM quotes a, quotes b, quotes c, quotes d",
    "SELECT group_concat(a.text) FROM quotes a, quotes b", "BEGIN; SELECT 1",
    "SELECT replace(hex(zeroblob(100000)), '0', hex(zeroblob(1000)))", "SELECT '" + "a" * 5000 + "'",
    "SELECT " + "(" * 300 + "1" + ")" * 300, "SELECT " + "+".join(["1"] * 1500),
    " UNION ".join(["SELECT 1"] * 60), f"SELECT '<{SIGN}>' AS \"<{SIGN}>\"",
    "SELECT * FROM pragma_table_info('quotes')",
    "SELECT text FROM quotes WHERE text LIKE '" + "%a" * 80 + "'", "SELECT body FROM articles",
    "SELECT readfile('/etc/passwd')", "EXPLAIN SELECT 1", "SELECT fts3_tokenizer('x')",
    "SELECT * FROM quotes_search WHERE quotes_search MATCH 'a* OR b* OR c*'", "CREATE TEMP TABLE x (y)",
    ";", "SELECT", "SELECT json_extract('" + "[" * 900 + "', '$')",
    "SELECT count(*) FROM quotes a JOIN quotes b ON a.text LIKE '%' || b.text || '%'",
    "SELECT instr(hex(zeroblob(400000)), hex(zeroblob(300000)) || 'x')", "SELECT 1 UNION SELECT x.y FROM x",
    "\x00SELECT 1", "SELECT '\x00'",
]  # fmt: skip


@dataclass
class Request:
    """Bytes to send. `is_bent`: its framing is wrong on purpose, so the connection is not used again."""

    kind: str
    raw: bytes
    is_bent: bool = False
    most_answers: int = 1


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


# --- requests ------------------------------------------------------------------------------------------------------


class Enemy:
    """Draws requests."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.makers: dict[str, Callable[[], Request]] = {
            "parameters": self.parameters,
            "paths": self.paths,
            "headers": self.headers,
            "methods": self.methods,
            "smuggling": self.smuggling,
            "messages": self.messages,
            "statements": self.statements,
            "bytes": self.bytes,
        }

    def next(self, kind: str | None) -> Request:
        if kind:
            return self.makers[kind]()
        weights = {
            "parameters": 40,
            "paths": 15,
            "headers": 12,
            "methods": 5,
            "smuggling": 6,
            "messages": 10,
            "statements": 0.2,
        }
        names = list(self.makers)
        return self.makers[self.draw.choices(names, [weights.get(name, 5) for name in names])[0]]()

    def value(self) -> bytes:
        draw = self.draw
        if draw.random() < 0.1:
            return draw.choice(_RAW) * draw.choice([1, 1, 30])
        value = draw.choice(_VALUES)
        if draw.random() < 0.2:
            value += draw.choice(_VALUES)[:40]
        if draw.random() < 0.1:
            place = draw.randint(0, len(value))
            value = (
                value[:place]
                + chr(draw.choice([0, 7, 0x27, 0x22, 0x2A, 0x28, 0x80, 0x2019, 0xFFFF, 0x1F9CA]))
                + value[place:]
            )
        return quote(value, safe=draw.choice(["", "/:,*()'\""]), errors="surrogatepass").encode()

    def get(self, target: bytes, *lines: bytes, method: bytes = b"GET") -> bytes:
        return b"\r\n".join([method + b" " + target + b" HTTP/1.1", b"Host: 127.0.0.1", *lines, b"", b""])

    def path(self) -> bytes:
        path = self.draw.choice(_PATHS)
        return path.encode().replace(b"{}", self.value()[:1500] if self.draw.random() < 0.7 else b"speaker-1")

    def parameters(self) -> Request:
        pairs = [
            self.draw.choice(_PARAMETERS).encode() + b"=" + self.value()
            for _ in range(self.draw.choice([1, 1, 2, 3, 8]))
        ]
        query = self.draw.choice([b"&", b"&", b"&", b";", b"&&"]).join(pairs)
        return Request("parameters", self.get(self.path() + b"?" + query[:7000]))

    def paths(self) -> Request:
        draw = self.draw
        parts = [
            b"..",
            b"%2e%2e",
            b"%252e%252e",
            b".",
            b"%2f",
            b"%5c",
            b"\\",
            b"v1",
            b"quotes",
            b"static",
            b"assets",
            b"docs",
            b"",
            b"%00",
            b"etc",
            b"passwd",
            b"api",
            b"app.py",
            b";a=b",
            b"%c0%ae",
            self.value()[:200],
            b"~root",
            b"a" * 300,
        ]
        path = (
            b"/"
            + b"/".join(draw.choice(parts) for _ in range(draw.randint(1, 9)))
            + draw.choice([b"", b"/", b"?", b"//", b"%20"])
        )
        path = path.replace(b" ", b"%20").replace(b"\r", b"").replace(b"\n", b"")
        forms = [path, path, path, b"http://evil.example" + path, b"/" + path, b"*", path + b"#" + path]
        return Request("paths", self.get(draw.choice(forms)[:7000]), is_bent=True)

    def headers(self) -> Request:
        draw = self.draw
        value = self.value()[:2000].replace(b"%0d", b"").replace(b"%0a", b"")
        payload = f"<{SIGN}>\"'".encode()
        some = [
            b"Host: "
            + draw.choice(
                [
                    payload,
                    b"evil.example",
                    b"",
                    b"a:b:c",
                    b"127.0.0.1:99999",
                    b"[::1",
                    b"\xff",
                    b"a" * 300,
                    b"x/" + payload,
                ]
            ),
            b"Accept: "
            + draw.choice(
                [
                    payload,
                    b"*/*;q=" + value,
                    b"text/" + value,
                    b"application/" + value,
                    b"," * 500,
                    b"a/b;q=9;q=0",
                ]
            ),
            b"If-None-Match: " + draw.choice([value, b'W/"' + value + b'"', b'"a",' * 300, b"*", payload]),
            b"If-Modified-Since: " + value,
            b"Range: bytes=" + draw.choice([value, b"0-", b"-1", b"0-0,1-1," * 60, b"9" * 50 + b"-"]),
            b"If-Range: " + value,
            b"Accept-Encoding: " + draw.choice([value, b"gzip;q=x", b"gzip," * 300]),
            b"Cookie: " + value,
            b"X-Forwarded-For: " + payload,
            b"X-Forwarded-Host: evil.example",
            b"X-Forwarded-Proto: " + payload,
            b"X-Forwarded-Prefix: //evil.example",
            b"Forwarded: host=evil.example;proto=" + payload,
            b"X-Request-ID: " + payload,
            b"X-HTTP-Method-Override: DELETE",
            b"Script-Name: /x",
            b"SCRIPT_NAME: /evil",
            b"PATH_INFO: /metrics",
            b"X-Original-URL: /metrics",
            b"Referer: " + payload,
            b"Origin: " + payload,
            b"User-Agent: " + value,
            b"Accept-Language: " + value,
            b"Authorization: Basic " + value,
            b"Proxy: evil",
            b"Connection: " + value[:50],
            b"Upgrade: h2c",
            b"HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA",
            b"Expect: " + draw.choice([b"100-continue", payload]),
            b"TE: trailers",
            b"X-" + b"a" * draw.choice([10, 5000, 9000]) + b": b",
            b"Bad Header: x",
            b"Bad\x00Header: x",
            b": empty",
            b"NoColon",
            b" folded",
            b"\tfolded",
            b"Content-Type: " + payload,
            b"MCP-Protocol-Version: " + payload,
            b"Access-Control-Request-Method: " + payload,
            b"X: " + bytes(range(1, 9)),
        ]
        lines = [draw.choice(some) for _ in range(draw.choice([1, 1, 2, 5, 70]))]
        target = draw.choice(
            [
                b"/v1/quotes?limit=2",
                b"/quotes",
                b"/v1/quotes?format=atom&limit=2",
                b"/nowhere",
                b"/v1/nowhere",
                b"/openapi.yaml",
                b"/v1/articles?format=jsonld&limit=1",
                b"/llms.txt",
                b"/v1/quotes/",
                b"/.well-known/api-catalog",
                b"/healthz",
            ]
        )
        return Request("headers", self.get(target, *lines), is_bent=True, most_answers=1)

    def methods(self) -> Request:
        method = self.draw.choice(
            [
                b"POST",
                b"PUT",
                b"DELETE",
                b"PATCH",
                b"TRACE",
                b"OPTIONS",
                b"HEAD",
                b"get",
                b"PROPFIND",
                b"G\x00T",
                b"A" * 100,
                b"<zq7x>",
                b"CONNECT",
                b"",
                b"GET GET",
                b"PRI",
            ]
        )
        return Request("methods", self.get(self.path(), b"Content-Length: 0", method=method), is_bent=True)

    def smuggling(self) -> Request:
        hidden = b"GET " + CANARY + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        chunked = b"0\r\n\r\n"
        heads = [
            [b"Content-Length: 6", b"Transfer-Encoding: chunked"],
            [b"Transfer-Encoding: chunked", b"Content-Length: %d" % len(hidden)],
            [b"Content-Length: 0", b"Content-Length: %d" % len(hidden)],
            [b"Content-Length: 0, %d" % len(hidden)],
            [b"Content-Length: -1"],
            [b"Content-Length: +5"],
            [b"Content-Length: 0x10"],
            [b"Content-Length: 1_0"],
            [b"Content-Length: \x0b5"],
            [b"Content-Length : 5"],
            [b"Transfer-Encoding: chunked, identity"],
            [b"Transfer-Encoding: xchunked"],
            [b"Transfer-Encoding : chunked"],
            [b"Transfer-Encoding: chunked", b"Transfer-Encoding: x"],
            [b"Transfer-Encoding:\x0bchunked"],
            [b"Transfer-Encoding: Chunked"],
            [b"X: y\rTransfer-Encoding: chunked"],
            [b"X: y\nContent-Length: 5"],
            [b"Transfer-Encoding:", b" chunked"],
            [b"Content-Length: 99999999999999999999"],
            [b"Content_Length: 5"],
            [b"Transfer-Encoding: identity", b"Content-Length: 5"],
        ]
        bodies = [
            chunked + hidden,
            hidden,
            b"5;ext=\n\r\n" + hidden,
            b"1\nA\n0\n\n" + hidden,
            b"fffffffffffffffff\r\n" + hidden,
            b"-1\r\n" + hidden,
            b"0\r\nX: y\r\n\r\n" + hidden,
            b"0x5\r\nabcde\r\n0\r\n\r\n" + hidden,
            b"5\r\nabcdeX\r\n0\r\n\r\n" + hidden,
            b"G\r\n" + hidden,
        ]
        target, method = (
            self.draw.choice([b"/mcp", b"/v1/quotes", b"/"]),
            self.draw.choice([b"POST", b"POST", b"GET"]),
        )
        raw = self.get(target, *self.draw.choice(heads), method=method) + self.draw.choice(bodies)
        if self.draw.random() < 0.2:
            raw = raw.replace(b"\r\n", b"\n")
        return Request("smuggling", raw, is_bent=True, most_answers=99)

    def messages(self) -> Request:
        draw = self.draw
        text = draw.choice(_VALUES)
        names = ["search_quotes", "get_article", "match_quote", "find_speaker", text]
        call = {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "tools/call",
            "params": {"name": draw.choice(names), "arguments": {draw.choice(_PARAMETERS): text}},
        }
        odd = [
            [],
            {},
            None,
            1,
            [call] * 50,
            {**call, "id": {}},
            {**call, "params": text},
            {**call, "method": text},
            {**call, "jsonrpc": 2},
            call,
            call,
            call,
        ]
        body = json.dumps(draw.choice(odd)).encode()
        bent = [
            b"[" * 20_000,
            b'{"a":' * 5_000,
            b"\xff\xfe",
            b"{" + b"9" * 5000,
            body[:-1],
            b"\x00" + body,
            b'"' + b"\\ud800" * 100 + b'"',
            b"a" * 40_000,
        ]
        if draw.random() < 0.2:
            body = draw.choice(bent)
        type_ = draw.choice([b"application/json", b"application/json", b"text/plain", b"<zq7x>"])
        raw = (
            self.get(b"/mcp", b"Content-Type: " + type_, b"Content-Length: %d" % len(body), method=b"POST")
            + body
        )
        return Request("messages", raw, is_bent=len(body) > 32_000)

    def statements(self) -> Request:
        return Request(
            "statements", self.get(b"/sql?sql=" + quote(self.draw.choice(_STATEMENTS), safe="").encode())
        )

    def bytes(self) -> Request:
        raw = bytearray(self.parameters().raw)
        for _ in range(self.draw.randint(1, 8)):
            raw[self.draw.randrange(len(raw))] = self.draw.choice(
                [0, 10, 13, 32, 37, 58, 127, 128, 255, *string.punctuation.encode()]
            )
        if b"\r\n\r\n" not in raw:
            raw += b"\r\n\r\n"
        return Request("bytes", bytes(raw), is_bent=True, most_answers=2)


# --- asking --------------------------------------------------------------------------------------------------------


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
