"""The seventy capabilities of comparable systems, row by row: what On Record has, and the request that shows it.

    python docs/features.py          write docs/features.md
    python docs/features.py --check  exit 1 when a row isn't true, or docs/features.md is stale

Each request is sent to the shipped corpus (or to the tests' sample corpus, for what the shipped one lacks), and the
answer is checked: a row that says "yes" and doesn't hold fails. tests/test_features.py runs this.
"""
# ruff: noqa: E501 - a row of the table is easier to read on one line

import gzip
import shlex
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from flask.testing import FlaskClient

from api.app import create_app
from api.cli import main as command_line
from api.loader import load
from api.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "features.md"

Proof = Callable[[Any, "Corpus"], Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A capability: its number in the table of comparable systems, and how far we have it ("yes", "partly", "no").

    `request` is a path, a path with headers behind " with ", "POST ...", or a command. `proof` looks at the answer.
    `note` says what is missing and where the reason stands.
    """

    number: int
    what: str
    have: str
    request: str = ""
    proof: Proof = lambda answer, _: answer.status_code == 200
    note: str = ""
    on: str = "shipped"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A served corpus, and an id of each noun."""

    db: Path
    client: FlaskClient
    ids: dict[str, str]

    def ask(self, request: str) -> Any:
        """Return the answer to a request as a row writes it."""
        filled = request.format(**self.ids, db=self.db) if "{" in request else request
        if filled.startswith("onrecord "):
            return CliRunner().invoke(command_line, shlex.split(filled)[1:])
        if filled.startswith("POST "):
            return self.client.post(filled.removeprefix("POST "), json=_TOOLS, headers=_MCP)
        path, _, header = filled.partition(" with ")
        method, _, rest = path.partition(" /")
        name, _, value = header.partition(": ")
        method, path = (method, f"/{rest}") if method.isupper() else ("GET", path)
        return self.client.open(path, method=method, headers={name: value} if name else {})

    def json(self, path: str) -> Any:
        """Return the JSON at a path."""
        return self.ask(path).get_json()


_TOOLS = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
_MCP = {"Accept": "application/json, text/event-stream"}


def data(answer: Any) -> Any:
    """Return what an answer carries."""
    return answer.get_json()["data"]


def first(answer: Any) -> Any:
    """Return the first record of a list."""
    return data(answer)[0]


def faults(answer: Any) -> set[tuple[str, str]]:
    """Return parameter and code of everything that was wrong."""
    return {(one["parameter"], one["code"]) for one in answer.get_json()["errors"]}


def links(answer: Any) -> str:
    """Return the header Link."""
    return ", ".join(answer.headers.getlist("Link"))


def is_sorted(values: list[Any]) -> bool:
    """Tell whether values are in falling order."""
    return values == sorted(values, reverse=True)


def _exact(answer: Any, corpus: Corpus) -> bool:
    quote = data(answer)
    body = data(corpus.ask(f"/v1/articles/{quote['article']['id']}"))["body"]
    return bool(body[quote["start"] : quote["end"]] == quote["text"])


def _all_walked(answer: Any, corpus: Corpus) -> bool:
    seen, page = [], answer.get_json()
    while True:
        seen += [one["id"] for one in page["data"]]
        if page["links"]["next"] is None:
            break
        page = corpus.json(page["links"]["next"])
    return seen == [one["id"] for one in corpus.json("/v1/quotes?sort=-confidence&limit=1000")["data"]]


ROWS = (
    Row(1, "Full text of articles", "yes", "/v1/articles/{article}", lambda a, _: len(data(a)["body"]) > 1000),
    Row(2, "A quote has an address of its own", "yes", "/v1/quotes/{quote}", lambda a, c: data(a)["id"] == c.ids["quote"]),
    Row(3, "Speakers with aliases, roles, ids elsewhere", "yes", "/v1/speakers/{speaker}",
        lambda a, _: {"aliases", "roles", "wikidata_id", "kind"} <= data(a).keys()),
    Row(4, "Filter by confidence and method of attribution; other candidate speakers", "partly",
        "/v1/quotes?min_confidence=0.9&method=named",
        lambda a, _: all(one["attribution"]["confidence"] >= 0.9 for one in data(a)) and data(a),
        "Other candidates are not stored: docs/decisions/quotations.md, \"No runner-up is stored\"."),
    Row(5, "Own words, fragments and reported words distinguished", "yes", "/v1/quotes?kind=mixed",
        lambda a, _: {one["kind"] for one in data(a)} == {"mixed"}),
    Row(6, "The same statement in other places and wordings", "yes", "/v1/quotes?include=occurrences&limit=1000",
        lambda a, _: all("occurrences" in one and one["statement"] for one in data(a))),
    Row(7, "The words around a quote", "yes", "/v1/quotes?include=context",
        lambda a, _: all(one["text"] in one["context"]["text"] for one in data(a))),
    Row(8, "Exact offsets into the body that is served", "yes", "/v1/quotes/{quote}", _exact),
    Row(9, "Tags and publishers with counts", "yes", "/v1/tags", lambda a, _: first(a)["quote_count"] > 0),
    Row(10, "Who is quoted together with whom", "yes", "/v1/speakers/{speaker}/related", lambda a, _: first(a)["article_count"]),
    Row(11, "Stable ids; an id that changed redirects", "yes", "/v1/speakers/{speaker}",
        note="308, or 410 with the version that removed it: tests/rest/test_changes.py loads, renames and asks."),
    Row(12, "Many ids in one request, missing ones named; lookup by URL", "yes",
        "/v1/quotes?id={quote},nothing", lambda a, _: len(data(a)) == 1 and a.get_json()["meta"]["unknown_ids"]),
    Row(13, "Choose fields; include related records", "yes", "/v1/quotes?fields=text,speaker.name",
        lambda a, _: first(a).keys() == {"id", "text", "speaker"}),
    Row(14, "Filters: any of, all of, none of, also over relations", "yes", "/v1/quotes?tag_all={tag},mexico&kind_not=direct",
        lambda a, _: data(a) and all(one["kind"] != "direct" for one in data(a))),
    Row(15, "Partial dates", "yes", "/v1/articles?published_from=2025&published_to=2025",
        lambda a, _: data(a) and all(one["published_on"].startswith("2025") for one in data(a))),
    Row(16, "Random samples with a seed", "yes", "/v1/quotes?sample=3&seed=7",
        lambda a, c: a.data == c.ask("/v1/quotes?sample=3&seed=7").data and len(data(a)) == 3),
    Row(17, "An unknown parameter is an error that suggests the right one", "yes", "/v1/quotes?speeker=x",
        lambda a, _: a.status_code == 400 and a.get_json()["errors"][0]["suggestion"] == "speaker"),
    Row(18, "Search in articles: phrase, OR, not, prefix; mistakes are reported", "yes", '/v1/articles?q="drug cartels" OR troop* -tango',
        lambda a, c: data(a) and faults(c.ask('/v1/articles?q="open')) == {("q", "invalid")}),
    Row(19, "Search in quotes only, of one speaker", "yes", "/v1/quotes?q=invasion&speaker={speaker}",
        lambda a, c: {one["speaker"]["id"] for one in data(a)} == {c.ids["speaker"]}),
    Row(20, "Sorted by relevance", "yes", "/v1/quotes?q=mexico&sort=-relevance",
        lambda a, _: a.get_json()["meta"]["sort_applied"] == "-relevance" and data(a)),
    Row(21, "Matches marked, with their offsets", "yes", "/v1/quotes?q=invasion&highlight=true",
        lambda a, _: all(one["text"][slice(*place)].lower() == "invasion"
                         for one in data(a) for place in one["highlight"]["ranges"])),
    Row(22, "One search over everything, grouped", "yes", "/v1/search?q=mexico", lambda a, _: len(data(a)) == 5),
    Row(23, "Completion of names, ignoring accents, also by alias", "yes", "/v1/suggest?q=shein", lambda a, c: first(a)["id"] == c.ids["speaker"]),
    Row(24, "Is this quote real?", "yes", "/v1/quotes/match?text=there will be no invasion",
        lambda a, _: first(a)["similarity"] > 0.9 and first(a)["quote"]["speaker"]),
    Row(25, "Why nothing was found", "yes", "/v1/quotes?speaker=tim-kaine&q=invasion",
        lambda a, _: not data(a) and len(a.get_json()["meta"]["each_alone"]) == 2),
    Row(26, "Facets beside the list", "yes", "/v1/quotes?facets=speaker,tag", lambda a, _: len(a.get_json()["facets"]) == 2),
    Row(27, "Facets of properties with several values", "yes", "/v1/articles?facets=tag", lambda a, _: a.get_json()["facets"]["tag"]["buckets"]),
    Row(28, "A facet is counted without its own filter", "yes", "/v1/quotes?kind=direct&facets=kind",
        lambda a, _: len(a.get_json()["facets"]["kind"]["buckets"]) == 3),
    Row(29, "Counts by year, month, week, day, with zeros", "yes", "/v1/timeline?interval=week",
        note="Weeks and days: quotes whose date is known to the day."),
    Row(30, "Tables of two properties", "yes", "/v1/aggregate?group_by=speaker,month", lambda a, _: len(data(a)["axes"]) == 2),
    Row(31, "Facets that never time out", "yes", "/v1/quotes?facets=speaker,tag,publisher,kind,method,language,year",
        lambda a, _: all(one["complete"] for one in a.get_json()["facets"].values())),
    Row(32, "What the corpus holds and where it has gaps", "yes", "/v1/coverage"),
    Row(33, "Cursors, forward and back, on every list in every order", "yes", "/v1/quotes?sort=-confidence&limit=7", _all_walked),
    Row(34, "A damaged cursor is an error; cursors survive a load", "yes", "/v1/quotes?cursor=abc",
        lambda a, _: a.status_code == 400 and a.get_json()["type"] == "/problems/invalid-cursor"),
    Row(35, "Totals: exact, bounded, or none", "yes", "/v1/quotes?count=none", lambda a, _: a.get_json()["page"]["total"] is None),
    Row(36, "Pages of 1 to 1000, never clamped", "yes", "/v1/quotes?limit=1001", lambda a, _: faults(a) == {("limit", "out-of-range")}),
    Row(37, "One address for the page and the JSON", "partly", "/v1/quotes with Accept: text/csv", lambda a, _: a.mimetype == "text/csv",
        "Accept and endings choose among the representations of the API. Pages have the same path without /v1: docs/decisions/api.md."),
    Row(38, "CSV", "yes", "/v1/quotes.csv", lambda a, _: a.mimetype == "text/csv"),
    Row(39, "NDJSON of the whole list, streamed", "yes", "/v1/quotes.ndjson",
        lambda a, c: len(a.data.splitlines()) == c.json("/v1")["data"]["quote_count"]),
    Row(40, "JSON-LD", "yes", "/v1/quotes/{quote}?format=jsonld", lambda a, _: a.get_json(force=True)["@type"] == "Quotation"),
    Row(41, "Web Annotations", "yes", "/v1/quotes/{quote}?format=annotations", lambda a, _: a.get_json(force=True)["type"] == "Annotation"),
    Row(42, "Links that scroll to the words", "yes", "/v1/articles/mill-sold/quotes",
        lambda a, _: "#:~:text=" in first(a)["links"]["source"], on="samples"),
    Row(43, "Citations: plain, BibTeX, CSL-JSON, Wikipedia", "yes", "/v1/quotes/{quote}?format=wikitext",
        lambda a, _: a.get_data(as_text=True).startswith("{{cite news")),
    Row(44, "Compressed answers and exports", "yes", "/v1/quotes with Accept-Encoding: gzip",
        lambda a, _: b'"data"' in gzip.decompress(a.data), "gzip, up to 4 MB of one answer; zstd and brotli are left to a proxy."),
    Row(45, "Where a record comes from, and its rights", "yes", "/v1/articles/{article}",
        lambda a, _: len(data(a)["provenance"]["source_sha256"]) == 64 and data(a)["rights"]),
    Row(46, "Version of the corpus in every answer; what changed", "yes", "/v1/changes?since={version}",
        lambda a, c: a.headers["Corpus-Version"] == c.ids["version"] and data(a) == []),
    Row(47, "Help with dead links", "partly", "/v1/articles/mill-sold", lambda a, _: "web.archive.org" in data(a)["links"]["archive"],
        "A link to where an archived copy would be. Whether the original is still online isn't checked: the program makes no requests.", "samples"),
    Row(48, "ETag and 304 on every answer", "yes", "/v1/quotes",
        lambda a, c: c.client.get("/v1/quotes", headers={"If-None-Match": a.headers["ETag"]}).status_code == 304),
    Row(49, "Last-Modified, Cache-Control, Vary; HEAD and OPTIONS", "yes", "OPTIONS /v1/quotes",
        lambda a, c: a.headers["Allow"] and {"Last-Modified", "Cache-Control", "Vary"} <= set(c.ask("HEAD /v1/quotes").headers.keys())),
    Row(50, "RFC 9457 problems that name every fault", "yes", "/v1/quotes?speeker=x&limit=0",
        lambda a, _: a.mimetype == "application/problem+json" and len(faults(a)) == 2),
    Row(51, "Problems for 404 and 405 too, at every path of the API", "yes", "/v1/nothing",
        lambda a, c: a.mimetype == "application/problem+json" and c.client.post("/v1/quotes").headers["Allow"]),
    Row(52, "OpenAPI 3.1, tested against the answers; documentation loads nothing from other hosts", "yes", "/openapi.json",
        lambda a, c: a.get_json()["openapi"].startswith("3.1") and c.ask("/docs/reference").status_code == 200),
    Row(53, "Typed clients, generated and run by tests", "yes", "/openapi.yaml", note="tests/clients"),
    Row(54, "Tables with facets, filters and orders, without JavaScript", "yes", "/quotes?kind=direct", lambda a, _: b"<script>" not in a.data),
    Row(55, "Pages of speakers with a timeline, of articles with marked quotes", "yes", "/articles/{article}", lambda a, _: b"<mark" in a.data),
    Row(56, "Each page links to the same data in the API", "yes", "/quotes", lambda a, _: b"/v1/quotes" in a.data),
    Row(57, "SQL, where the operator enables it", "yes", "/sql", lambda a, _: a.status_code == 404,
        "Off here; ONRECORD_SQL_PAGE=true switches the page on. The file itself opens in Datasette: docs/datasette.md."),
    Row(58, "Download of the whole corpus, with hashes, resumable", "yes", "/v1/exports/corpus.db with Range: bytes=0-15",
        lambda a, _: (a.status_code, a.data) == (206, b"SQLite format 3\0")),
    Row(59, "Export of any query, without a limit, resumable by cursor", "yes", "/v1/quotes.csv?kind=direct&limit=5",
        lambda a, _: 'rel="next"' in links(a)),
    Row(60, "What the columns mean", "yes", "/v1/csv-metadata.json",
        lambda a, c: a.get_json(force=True)["tables"] and c.json("/v1/exports/datapackage.json")["resources"]),
    Row(61, "What changed since, with tombstones", "yes", "/v1/changes?since={version}&type=quotes", lambda a, _: "until" in a.get_json()["meta"]),
    Row(62, "Feeds of any filtered list", "yes", "/v1/speakers/{speaker}/quotes.atom", lambda a, _: a.mimetype == "application/atom+xml"),
    Row(63, "A guide for language models", "yes", "/llms.txt"),
    Row(64, "MCP with domain-specific tools", "yes", "POST /mcp", lambda a, _: len(a.get_json()["result"]["tools"]) >= 6),
    Row(65, "The API can be discovered by programs", "yes", "/.well-known/api-catalog", lambda a, _: a.get_json(force=True)["linkset"]),
    Row(66, "One command, one file, no key; health, metrics, request ids", "yes", "/metrics",
        lambda a, c: b"onrecord_" in a.data and c.ask("/readyz").status_code == 200 and "X-Request-ID" in c.ask("/v1").headers),
    Row(67, "A new database is taken up without downtime", "yes", "/readyz", note="tests/test_app.py and tests/store/test_reader.py swap files."),
    Row(68, "A command checks the database's invariants", "yes", "onrecord doctor --db {db}", lambda a, _: a.exit_code == 0),
    Row(69, "Read-only by construction, with limits and a strict policy", "yes", "/v1/quotes",
        lambda a, c: "default-src 'none'" in a.headers["Content-Security-Policy"] and c.client.delete("/v1/quotes").status_code == 405),
    Row(70, "Rate limits", "yes", "/v1/quotes", lambda a, _: "RateLimit" not in a.headers,
        "Off here; ONRECORD_RATE_LIMIT=120/minute switches them on: tests of operations."),
)  # fmt: skip


def corpora(folder: Path) -> dict[str, Corpus]:
    """Load and serve the two corpora in `folder`."""
    sources = {"shipped": ROOT / "seeds", "samples": ROOT / "tests" / "samples" / "corpus"}
    return {name: _served(source, folder / f"{name}.db") for name, source in sources.items()}


def _served(source: Path, db: Path) -> Corpus:
    load([source], db, workers=1)
    client = create_app(Settings(db=db)).test_client()
    speaker = client.get("/v1/speakers?limit=1").get_json()["data"][0]["id"]
    quote = client.get(f"/v1/speakers/{speaker}/quotes?limit=1").get_json()["data"][0]
    tag = client.get("/v1/tags?limit=1").get_json()["data"]
    ids = {
        "speaker": speaker,
        "quote": quote["id"],
        "article": quote["article"]["id"],
        "tag": tag[0]["id"] if tag else "",
        "version": client.get("/v1").headers["Corpus-Version"],
    }
    return Corpus(db, client, ids)


def holds(row: Row, of: dict[str, Corpus]) -> bool:
    """Ask what a row says, and tell whether the answer shows it."""
    corpus = of[row.on]
    answer = corpus.ask(row.request)
    found = bool(row.proof(answer, corpus))
    if hasattr(answer, "data"):
        answer.get_data()  # a stream is read to its end before the next request
    return found


def page() -> str:
    """Return the text of docs/features.md."""
    counts = {have: sum(row.have == have for row in ROWS) for have in ("yes", "partly", "no")}
    head = (
        "# Seventy capabilities\n\n"
        "What comparable systems offer, or their users ask for, and whether On Record has it. Written by\n"
        "`python docs/features.py`; a test sends each request and checks the answer. `{quote}` and the like stand for an id\n"
        f"of the shipped corpus. Yes: {counts['yes']}, partly: {counts['partly']}, no: {counts['no']}.\n\n"
        "| # | capability | here | shown by | remark |\n|--|---|---|---|---|\n"
    )
    return head + "".join(
        f"| {row.number} | {row.what} | {row.have} | `{row.request.replace('|', chr(92) + '|')}` | {row.note} |\n"
        for row in ROWS
    )


def main(check: bool) -> int:
    """Write the page, or say what is wrong with it."""
    if not check:
        PAGE.write_text(page(), "utf-8")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        of = corpora(Path(folder))
        wrong = [f"row {row.number}: {row.what}" for row in ROWS if not holds(row, of)]
    if PAGE.read_text("utf-8") != page():
        wrong.append("docs/features.md is stale: python docs/features.py")
    print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
