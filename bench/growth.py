"""Measure how the time of each kind of request grows with the corpus.

    for n in 1000 10000 100000; do python bench/corpus.py /tmp/$n.db --articles $n; done
    python bench/growth.py /tmp/1000.db /tmp/10000.db /tmp/100000.db

Prints, for each kind, the processor time of a request in µs at each size, the ratio of the greatest to the least, and
the exponent of the power law that fits best (0: the same at any size, 1: in proportion). For exports: quotes a second
and the memory they take. Answers are made anew each time; what a process counts once for each file is counted before.
"""

import argparse
import json
import math
import random
import statistics
import time
from pathlib import Path
from typing import Any

from inside import Inside
from memory import own_memory

from api.store.filters import ListQuery
from api.store.page import Position, make_cursor
from api.store.resources import QUOTES
from bench.corpus import COMMON_WORDS

REPEATS = 60
PIECES_A_LOOK = 100  # at memory; looking at each would take longer than making it


def kinds(inside: Inside) -> dict[str, list[str]]:
    """Return the requests of each kind, the same number for each size."""
    draw = random.Random(3)
    (last,) = inside.column("SELECT max(rowid) FROM quotes")
    numbers = [draw.randint(1, last) for _ in range(REPEATS)]
    ids = [inside.column("SELECT id FROM quotes WHERE rowid >= ? LIMIT 1", number)[0] for number in numbers]
    rare = inside.column(
        "SELECT id FROM speakers WHERE quote_count BETWEEN 3 AND 9 ORDER BY id LIMIT ?", REPEATS
    )
    common = inside.column("SELECT id FROM speakers ORDER BY quote_count DESC LIMIT ?", REPEATS)
    tags = inside.column("SELECT id FROM tags ORDER BY quote_count DESC LIMIT ?", REPEATS)
    papers = inside.column("SELECT id FROM publishers ORDER BY quote_count DESC LIMIT ?", REPEATS)
    words = COMMON_WORDS[:16]
    listed = "/v1/quotes?limit=20"
    return {
        "detail": [f"/v1/quotes/{id_}" for id_ in ids],
        "first page": [listed],
        "page at half depth": [f"{listed}&cursor={cursor}" for cursor in cursors_at(inside, last // 2)],
        "search, newest first": [f"{listed}&q={word}" for word in words],
        "search, by relevance": [f"{listed}&q={word}&sort=-relevance" for word in words],
        "by a rare speaker and kind": [f"{listed}&speaker={one}&kind=direct" for one in rare],
        "by a common speaker": [f"{listed}&speaker={one}" for one in common],
        "by tag": [f"{listed}&tag={one}" for one in tags],
        "by publisher and kind": [f"{listed}&publisher={one}&kind=direct" for one in papers],
        "by confidence": [
            f"{listed}&kind=direct&sort=-confidence&min_words={at % 9}" for at in range(REPEATS)
        ],
        "facets of everything": ["/v1/quotes?limit=1&facets=speaker,tag,publisher,kind,year"],
        "facets of a tag": [
            f"/v1/quotes?limit=1&tag={one}&facets=speaker,publisher,kind,year" for one in tags
        ],
        "search with facets": [f"{listed}&q={word}&kind=mixed&facets=publisher,year" for word in words],
        "article": [
            f"/v1/articles/{one}" for one in inside.column("SELECT id FROM articles LIMIT ?", REPEATS)
        ],
        "timeline of a speaker": [f"/v1/speakers/{one}/timeline" for one in common],
        "a sample": [f"/v1/quotes?sample=20&seed={at}&kind=mixed" for at in range(REPEATS)],
        "complete a name": [f"/v1/suggest?q={one}" for one in ("a", "st", "bra", "no")],
    }


def cursors_at(inside: Inside, depth: int) -> list[str]:
    """Return the cursors of some pages that begin `depth` quotes from the oldest one."""
    db = inside.app.extensions["reader"].database()
    query = ListQuery(QUOTES, sort=QUOTES.default_sort)
    places = range(depth, max(1, depth - 20 * REPEATS), -20)
    return [
        make_cursor(query, Position((place,), False, db.corpus.version), db.cursor_key) for place in places
    ]


def measured(inside: Inside, addresses: list[str]) -> float:
    """Return the median processor time in µs of a request, each asked in turn."""
    for address in addresses[:5]:
        inside.get(address)
    times = []
    for at in range(REPEATS):
        spent, status, content = inside.time(addresses[at % len(addresses)])
        if status != 200:
            raise SystemExit(f"{addresses[at % len(addresses)]}: {status} {content[:300]!r}")
        times.append(spent * 1000)
    return statistics.median(times)


def exported(inside: Inside, format_: str, most: int) -> dict[str, float]:
    """Return quotes a second of processor time of an export, and how much memory it took beyond what was there.

    Pages of the mapped file, which can be had anew, are left out.
    """
    before = greatest = own_memory("self")
    started, lines = time.process_time(), 0
    for number, piece in enumerate(inside.pieces(f"/v1/quotes?format={format_}", [])):
        lines += piece.count(b"\n")
        if number % PIECES_A_LOOK == 0:
            greatest = max(greatest, own_memory("self"))
        if lines >= most:
            break
    spent = time.process_time() - started
    return {"quotes a second": round(lines / spent), "MB more": round(greatest - before, 1), "quotes": lines}


def exponent(sizes: list[int], times: list[float]) -> float:
    """Return the slope of the line that fits log time against log size best."""
    xs, ys = [math.log(one) for one in sizes], [math.log(one) for one in times]
    return statistics.linear_regression(xs, ys).slope if len(xs) > 1 else math.nan


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("db", type=Path, nargs="+", help="databases, from small to large")
    parser.add_argument("--export", type=int, default=200_000, help="quotes at most to export of each")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    given = parser.parse_args()
    sizes: list[int] = []
    times: dict[str, list[float]] = {}
    exports: list[dict[str, Any]] = []
    for path in given.db:
        inside = Inside(path.resolve())
        sizes += inside.column("SELECT quote_count FROM corpus")
        for name, addresses in kinds(inside).items():
            times.setdefault(name, []).append(measured(inside, addresses))
        exports += [
            {"size": sizes[-1], "format": name, **exported(inside, name, given.export)}
            for name in ("ndjson", "csv")
        ]
    print("| µs a request | " + " | ".join(f"{size:,} quotes" for size in sizes) + " | ratio | exponent |")
    print("|" + "---|" * (len(sizes) + 3))
    for name, row in times.items():
        figures = " | ".join(f"{one:.0f}" for one in row)
        print(f"| {name} | {figures} | {row[-1] / row[0]:.1f} | {exponent(sizes, row):.2f} |")
    print()
    for one in exports:
        print(one)
    if given.json:
        given.json.write_text(json.dumps({"sizes": sizes, "us": times, "exports": exports}, indent=1))


if __name__ == "__main__":
    main()
