"""Measure the loader: time and memory against the number of articles, and a load after one file was changed.

    python bench/load.py --articles 1000 10000            cold, then again with one changed file
    python bench/load.py --corpus ../shared/corpora/polnear   the same of a corpus as it is

Articles are made of real ones (`--source`, a folder of texts): paragraphs of two of them, shuffled, half of the
surnames and a tenth of the longer words changed, so that speakers, statements and words grow with the corpus as they
do in news. The same number gives the same articles. Memory is that of the loader and all its processes together, each
shared page counted once (PSS).
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REAL = Path(__file__).parents[2] / "shared/corpora/polnear/text"
FILES_A_FOLDER = 1000
_FULL_NAME = re.compile(r"(?<=[a-z,] )([A-Z][a-z]{2,}) ([A-Z][a-z]{3,})\b")
_PLAIN_WORD = re.compile(r"\b[a-z]{5,}\b")
_KEPT = frozenset(
    "added asked called according insisted argued wrote tweeted their there these those which while".split()
)
_SYLLABLES = "ba den fi gor hal ki lan mo nes or pra qui ros stel tor ul ven wic yar zim".split()
_NAMES_CHANGED, _WORDS_CHANGED = 0.5, 0.1


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="*", default=[])
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--source", type=Path, default=REAL)
    parser.add_argument("--workers", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        if given.corpus:
            measure(
                shutil.copytree(given.corpus, place / "corpus", copy_function=shutil.copyfile), given.workers
            )
        for number in given.articles:
            folder = place / str(number)
            write_articles(folder, number, given.source)
            measure(folder, given.workers)
            shutil.rmtree(folder)


def write_articles(folder: Path, number: int, source: Path, length: float = 1.0) -> None:
    """Write `number` articles made of those in `source`, a thousand a folder; `length` is that of one, by a real one's."""
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


def measure(folder: Path, workers: int) -> None:
    """Print what a cold load of `folder` takes, and one after a file was changed."""
    db = folder.parent / f"{folder.name}.db"
    command = [sys.executable, "-m", "api", "load", str(folder), "--db", str(db), "--workers", str(workers)]
    cold = run(command)
    changed = sorted(folder.rglob("*.txt"))[-1]
    changed.write_text(changed.read_text(encoding="utf-8") + "\n\nNothing more was heard of it.\n", "utf-8")
    warm = run(command)
    print(json.dumps({"cold": cold, "warm": warm, "mb": round(db.stat().st_size / 1e6)}), flush=True)
    db.unlink()


def run(command: list[str]) -> dict[str, object]:
    started, peak = time.monotonic(), 0
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )
    while process.poll() is None:
        peak = max(peak, memory_of(process.pid))
        time.sleep(0.2)
    seconds = time.monotonic() - started
    said = process.communicate()[0].splitlines()
    return {"seconds": round(seconds, 2), "peak_mb": round(peak / 1e6), "said": said[0] if said else None}


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
