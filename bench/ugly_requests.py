"""Draw raw requests of every ugly kind, each from a seed; what becomes of them is the work of `hostile`.

Values are drawn from FTS and SQL syntax, HTML, broken UTF-8, NUL, long and nested things; they go into parameters,
paths, headers, methods, messages to /mcp and statements to /sql, and the framing of HTTP is bent.
"""

import json
import random
import string
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

SIGN = "zq7x"  # stands in every payload that a page could show
CANARY = b"/hidden-canary-zq7x"

_PATHS = [
    "/v1/quotes", "/v1/articles", "/v1/speakers", "/v1/tags", "/v1/publishers", "/v1/search", "/v1/suggest",
    "/v1/quotes/match", "/v1/lookup", "/v1/aggregate", "/v1/timeline", "/v1/stats", "/v1/changes",
    "/v1/exports", "/v1/quotes.csv", "/v1/quotes/random", "/v1/speakers/{}", "/v1/quotes/{}",
    "/v1/articles/{}", "/v1/articles/{}/quotes", "/v1/speakers/{}/timeline", "/v1/speakers/{}/related",
    "/v1/tags/{}/articles", "/v1/exports/{}", "/quotes", "/speakers", "/articles", "/search", "/quotes/{}",
    "/speakers/{}", "/articles/{}", "/tags/{}", "/publishers/{}", "/facets/quotes/{}", "/compare", "/stats",
    "/coverage", "/exports", "/dictionary", "/", "/docs", "/docs/{}", "/assets/{}", "/openapi.json", "/llms.txt",
    "/healthz", "/readyz", "/metrics", "/problems/{}", "/{}",
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
