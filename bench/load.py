"""Measure the loader: time and memory against the number of articles, and a load after one file was changed.

    python bench/load.py --articles 1000 10000            cold, again, with one changed file, with one more quote
    python bench/load.py --articles 10000 100000 --length 0.25   of shorter articles: half an hour for the larger
    python bench/load.py --articles 10000 --length 0.5 --times 10     rows of 100,000 written, each ten times
    python bench/load.py --corpus ../shared/corpora/polnear   the same of a corpus as it is

Articles are made of real ones (`--source`, a folder of texts): paragraphs of two of them, shuffled, half of the
surnames and a tenth of the longer words changed, so that speakers, statements and words grow with the corpus as they
do in news. The same number gives the same articles. Memory is that of the loader and all its processes together, each
shared page counted once (PSS). `of_cold` are shares of the time and of the processor time of the cold load, with
interpreter and imports, of modules that are compiled, as they are where the package is installed. `written` is how
fast the rows alone are written: quotes by the processor time from a missing file to a closed one, with the articles
they are from, indexes, sets, search of quotes and bodies, ready records, the hash over all, and the import of
sqlite-utils; without speakers and what the next load reuses, without finding statements, examining and sealing.
`rows_indexes_search` is without sets and ready records: what is kept ready for answers.
"""

import argparse
import json
import os
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson

sys.path.insert(0, str(Path(__file__).parents[1]))

from api.loader.prepared import Prepared, prepare
from api.loader.reuse import kept_article
from api.store.ddl import create_indexes, create_search, create_tables
from api.store.history import History, Kept, open_history
from api.store.records import Contents, CorpusRecord, DraftRecord
from api.store.rows import ARTICLE_COLUMNS, Attributed, Settled
from api.store.write import PAGES, UNCHECKED, WRITING, Writer, write_database

REAL = Path(__file__).parents[2] / "shared/corpora/polnear/text"
_SHIPPED = Path(__file__).parents[1] / "seeds"
FILES_A_FOLDER = 1000
SOME_REJECTED = 3  # how a load ends that left files out, and said which
_COMPILED = Path(tempfile.gettempdir()) / "onrecord-bench-compiled"
_FULL_NAME = re.compile(r"(?<=[a-z,] )([A-Z][a-z]{2,}) ([A-Z][a-z]{3,})\b")
_PLAIN_WORD = re.compile(r"\b[a-z]{5,}\b")
_KEPT = {
    "added",
    "asked",
    "called",
    "according",
    "insisted",
    "argued",
    "wrote",
    "tweeted",
    "their",
    "there",
    "which",
}
_SYLLABLES = (
    "ba",
    "den",
    "fi",
    "gor",
    "hal",
    "ki",
    "lan",
    "mo",
    "nes",
    "or",
    "pra",
    "ros",
    "stel",
    "tor",
    "ul",
    "ven",
)
_NAMES_CHANGED, _WORDS_CHANGED = 0.5, 0.1


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="*", default=[])
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--source", type=Path, default=REAL)
    parser.add_argument("--length", type=float, default=1.0, help="of an article made, by that of a real one")
    parser.add_argument("--times", type=int, default=1, help="that each article's rows are `written`")
    parser.add_argument("--workers", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        if given.corpus:
            measure(
                shutil.copytree(given.corpus, place / "corpus", copy_function=shutil.copyfile),
                given.workers,
                given.times,
            )
        for number in given.articles:
            folder = place / str(number)
            write_articles(folder, number, given.source, given.length)
            measure(folder, given.workers, given.times)
            shutil.rmtree(folder)


def write_articles(folder: Path, number: int, source: Path, length: float = 1.0) -> None:
    """Write `number` articles made of those in `source`, a thousand a folder; one is `length` times a real one."""
    real = [path.read_text(encoding="utf-8") for path in sorted(source.glob("*.txt"))]
    if not real:
        raise SystemExit(f"{source}: no texts (*.txt) to make articles of")
    words = [word for text in real for word in _PLAIN_WORD.findall(text)]
    for index in range(number):
        path = folder / f"{index // FILES_A_FOLDER:03}" / f"{index:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        draw = random.Random(index)
        path.write_text(varied(shuffled(real, draw, length), words, draw), encoding="utf-8")


def shuffled(real: list[str], draw: random.Random, length: float) -> str:
    """Return an article with paragraphs of two real ones."""
    chosen = [draw.choice(real).split("\n") for _ in range(2)]
    return "\n".join(line for lines in chosen for line in draw.sample(lines, round(len(lines) * length / 2)))


def varied(text: str, words: list[str], draw: random.Random) -> str:
    """Return the text with other surnames for half of its people, and other words for a tenth of the long ones."""
    surnames = {last for _, last in _FULL_NAME.findall(text)}
    changed = {name: _surname(draw) for name in sorted(surnames) if draw.random() < _NAMES_CHANGED}
    if changed:
        pattern = re.compile(rf"\b({'|'.join(changed)})\b")
        text = pattern.sub(lambda found: changed[found[0]], text)

    def another(found: re.Match[str]) -> str:
        stays = found[0] in _KEPT or draw.random() >= _WORDS_CHANGED
        return found[0] if stays else draw.choice(words)

    return _PLAIN_WORD.sub(another, text)


def _surname(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES, k=draw.choice((2, 2, 3)))).capitalize()


def measure(folder: Path, workers: int, times: int = 1) -> None:
    """Print what loads of `folder` take: cold, with nothing changed, with words changed, with a quote more."""
    db = folder.parent / f"{folder.name}.db"
    first = folder.parent / "first.db"
    run([sys.executable, "-m", "api", "load", str(_SHIPPED), "--db", str(first)])  # compiles modules
    first.unlink()
    command = [sys.executable, "-m", "api", "load", str(folder), "--db", str(db), "--workers", str(workers)]
    figures: dict[str, Any] = {"cold": run(command), "unchanged": run(command)}
    changed = sorted(folder.rglob("*.txt"))[-1]
    for name, text in (
        ("one_changed", "Nothing more was heard of it."),
        ("one_quote_more", f"\u201cNothing more was heard of it since,\u201d said {_speaker(db, changed)}."),
    ):
        changed.write_text(f"{changed.read_text(encoding='utf-8')}\n\n{text}\n", "utf-8")
        figures[name] = run(command)
    cold = figures["cold"]
    for figure in figures.values():
        figure["of_cold"] = {unit: round(figure[unit] / cold[unit], 3) for unit in ("seconds", "cpu")}
    figures["mb"] = round(db.stat().st_size / 1e6)
    figures["written"] = written_again(db, times)
    print(json.dumps(figures), flush=True)
    db.unlink()


def _speaker(db: Path, file: Path) -> str:
    """Return who speaks in an article already."""
    with closing(sqlite3.connect(db)) as connection:
        found = connection.execute(
            "SELECT name FROM quotes JOIN speakers ON speakers.id = speaker_id "
            "JOIN articles ON articles.id = article_id WHERE source_path LIKE ? AND speakers.kind = 'person' LIMIT 1",
            (f"%{file.name}",),
        ).fetchone()
    return found[0] if found else "Ada Bloom"


def written_again(db: Path, times: int = 1) -> dict[str, Any]:
    """Measure how fast the rows of a database are written, by processor time: all that is kept, and rows alone."""
    new = db.with_suffix(".again.db")
    figures: dict[str, Any] = {}
    for name, write in (("whole", write_database), ("rows_indexes_search", _write_rows)):
        with open_history(db) as history:
            records = _Apart(_repeated(map(_draft, _kept(history)), times))
            began = time.process_time()
            write(new, Contents(CorpusRecord("Again", "bench", "2026"), records))
            seconds = time.process_time() - began - records.seconds
        with closing(sqlite3.connect(new)) as connection:
            ((quotes,),) = connection.execute("SELECT count(*) FROM quotes").fetchall()
        new.unlink()
        figures[name] = {
            "quotes": quotes,
            "cpu": round(seconds, 2),
            "quotes_a_second": round(quotes / seconds),
        }
    return figures


def _write_rows(path: Path, contents: Contents) -> None:
    """Write the rows with their indexes and full-text search, and nothing that is kept ready for answers."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(PAGES + WRITING + UNCHECKED)
        create_tables(connection)
        with connection:
            Writer(connection).write(contents)
        create_search(connection)
        create_indexes(connection)
        connection.commit()


class _Apart:
    """Gives records one by one, and counts the processor time that making them takes."""

    def __init__(self, records: Iterator[DraftRecord]) -> None:
        self._records = records
        self.seconds = 0.0

    def __iter__(self) -> Iterator[DraftRecord]:
        return self

    def __next__(self) -> DraftRecord:
        began = time.process_time()
        try:
            return next(self._records)
        finally:
            self.seconds += time.process_time() - began


def _kept(history: History) -> Iterator[tuple[Prepared, Kept]]:
    """Return the articles that a database has, in its order."""
    for _, id_ in history.order():
        kept = history.kept(id_)
        if kept:
            article, _ = kept_article(history, id_)
            yield prepare(article, id_), kept


def _draft(record: tuple[Prepared, Kept]) -> DraftRecord:
    prepared, kept = record
    _, speakers, (publisher, via, rights, note), _ = json.loads(kept.settled)
    settled = Settled([Attributed(*one) for one in speakers], publisher, via, rights, note, "bench", "2026")
    return DraftRecord(prepared.id, prepared.draft, settled)


def _repeated(records: Iterator[DraftRecord], times: int) -> Iterator[DraftRecord]:
    """Return each article so many times, the others under ids of their own and without an address."""
    address = ARTICLE_COLUMNS.index("url")
    for record in records:
        yield record
        for number in range(1, times):
            id_ = f"{record.id}-{number}"
            renamed = record.draft.replace(b'"q-', f'"q-{number}'.encode())
            article, quotes = orjson.loads(renamed.replace(f'"{record.id}"'.encode(), f'"{id_}"'.encode()))
            article[address] = None
            yield DraftRecord(id_, orjson.dumps([article, quotes]), record.settled)


def run(command: list[str]) -> dict[str, Any]:
    started, peak, before = time.monotonic(), 0, resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        env=_with_compiled_modules(),
    )
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.05):
            peak = max(peak, memory_of(process.pid))

    watching = threading.Thread(target=watch)
    watching.start()
    said = process.communicate()[0].splitlines()
    seconds = time.monotonic() - started
    done.set()
    watching.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in (0, SOME_REJECTED):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}: run it to see why")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "seconds": round(seconds, 2),
        "cpu": round(cpu, 2),
        "peak_mb": round(peak / 1e6),
        "said": said[0] if said else None,
    }


def _with_compiled_modules() -> dict[str, str]:
    """Return an environment in which Python keeps compiled modules, whatever ours says, outside the checkout."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(_COMPILED)}


def memory_of(session: int) -> int:
    """Return the bytes of all processes of a session, each shared page counted once."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(entry.name)) == session:
                rollup = (entry / "smaps_rollup").read_text()
                total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) * 1024
        except (OSError, TypeError):
            continue  # ended meanwhile
    return total


if __name__ == "__main__":
    main()
