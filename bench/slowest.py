"""Look for the slowest requests: draw them from the whole grammar at random, and time each answer.

    python bench/slowest.py /tmp/large.db --seconds 300

Draws what `grammar` can, half of it packed by gzip as most clients want it, and prints the ten requests that took
most processor time, in ms, and how many took more than `--goal`. Of an answer that is a stream, the time is that of
the piece that took longest, among the first ones: nobody waits for more than that.
What is slow is asked twice: the first request for something that a process counts once for each file pays for it, and
so do the first ones for words whose matches it remembers. So the ten that took most time at first are printed, too.
Other programs on the machine make even the processor slower; so a fixed piece of work is timed beside what is slow,
and `pace` tells how many times longer that took than at best.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grammar import Grammar
from inside import Inside

_PIECES = 20  # of a stream, which are alike


def longest_wait(inside: Inside, address: str, *, packed: bool) -> tuple[float, int, bytes]:
    """Return the processor time of the longest piece of an answer in ms, its status and the beginning of it."""
    status: list[int] = []
    times, beginning = [], b""
    pieces = inside.pieces(address, status, packed=packed)
    for _ in range(_PIECES):
        started = time.process_time()
        piece = next(pieces, None)
        times.append((time.process_time() - started) * 1000)
        if piece is None:
            break
        beginning = beginning or piece[:200]
    pieces.close()
    return max(times), status[0], beginning


def work() -> float:
    """Return the processor time of a fixed piece of work, some milliseconds, in ms: reading memory, and thinking."""
    started = time.process_time()
    sorted(range(100_000, 0, -1), key=str)
    return (time.process_time() - started) * 1000


def print_slowest(found: Iterable[dict[str, Any]], by: str) -> list[dict[str, Any]]:
    slowest = sorted(found, key=lambda one: -one[by])[:10]
    for one in slowest:
        print(one)
    return slowest


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("db", type=Path)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--goal", type=float, default=250, help="ms")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    given = parser.parse_args()
    inside = Inside(given.db.resolve())
    grammar, found, refused = Grammar(inside, given.seed), [], {}
    until = time.monotonic() + given.seconds
    while time.monotonic() < until:
        address, packed = grammar.request(), grammar.chance(0.5)
        spent, status, content = longest_wait(inside, address, packed=packed)
        if status >= 400:
            refused.setdefault(f"{status} {content!r}", address)
        is_slow = spent > given.goal / 5
        again = longest_wait(inside, address, packed=packed)[0] if is_slow else spent
        times = {"ms": round(again, 1), "first ms": round(spent, 1), "pace": work() if is_slow else None}
        found.append({**times, "request": address, "packed": packed, "status": status})
    at_best = min((one["pace"] for one in found if one["pace"]), default=1)
    for one in found:
        one["pace"] = one["pace"] and round(one["pace"] / at_best, 2)
    for by in ("ms", "first ms"):
        over = sum(one[by] > given.goal for one in found)
        print(f"{len(found)} requests, {over} above {given.goal:.0f} ms by {by!r}; the slowest:")
        slowest = print_slowest(found, by)
    answered = sum(one["status"] < 400 for one in found)
    print(f"{answered} were answered; of what was refused:")
    for said, address in list(refused.items())[:20]:
        print(f"{address}: {said}")
    if given.json:
        over = sum(max(one["ms"], one["first ms"]) > given.goal for one in found)
        figures = {"requests": len(found), "answered": answered, "over": over, "slowest": slowest}
        given.json.write_text(json.dumps(figures, indent=1))
    if failed := [one for one in found if one["status"] >= 500]:
        sys.exit(f"failed: {failed}")


if __name__ == "__main__":
    main()
