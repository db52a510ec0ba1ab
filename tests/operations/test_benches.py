"""The long trials of bench/, made short: each finds nothing amiss, and each would notice what it looks for."""

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from many_quotes import build
from programs import load_program

from api.extract import extract_article
from api.model import RawFile, Span
from api.store.resources import RESOURCES

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow

SHORT = {
    "swaps": ["soak.py", "swaps", "--minutes", "0.15", "--times", "3", "--articles", "60", "--clients", "3"],
    "kills": ["soak.py", "kills", "--minutes", "0.15", "--every", "3", "--articles", "60", "--clients", "3"],
    "reloads": [
        "soak.py",
        "reloads",
        "--minutes",
        "0.1",
        "--every",
        "3",
        "--articles",
        "60",
        "--clients",
        "3",
    ],
    "hostile": ["hostile.py", "--requests", "2000", "--articles", "60", "--clients", "4"],
    "extractor": ["fuzz_extractor.py", "--runs", "2000"],
}


@pytest.mark.parametrize("what", SHORT)
def test_nothing_is_amiss(what: str):
    program, *arguments = SHORT[what]
    done = subprocess.run(
        [sys.executable, ROOT / "bench" / program, *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


class TestTheSlowestRequests:
    def test_most_of_what_is_drawn_is_answered(self, tmp_path: Path):
        figures = tmp_path / "figures.json"
        done = subprocess.run(
            [sys.executable, ROOT / "bench" / "slowest.py", build(tmp_path / "corpus.db"), "--seconds", "10",
             "--json", figures],
            cwd=ROOT, capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        found = json.loads(figures.read_bytes())
        assert found["answered"] > found["requests"] * 0.8

    def test_every_form_of_request_is_drawn_and_a_seed_draws_the_same(self, tmp_path: Path):
        program = (
            "import sys; from pathlib import Path; from grammar import Grammar; from inside import Inside; "
            "inside = Inside(Path(sys.argv[1])); first, second = Grammar(inside, 5), Grammar(inside, 5); "
            "drawn = [first.request() for _ in range(2000)]; "
            "assert drawn == [second.request() for _ in range(2000)]; print(*drawn)"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, build(tmp_path / "corpus.db")],
            cwd=ROOT / "bench", capture_output=True, text=True, timeout=240, check=True,
        )  # fmt: skip
        parts = [
            "format=csv",
            "format=ndjson",
            "format=atom",
            "format=annotations",
            "cursor=",
            "sample=",
            "facets=",
        ]
        parts += ["include=", "fields=", "highlight=", "count=", "sort=-relevance", "+OR+", "%2A", "%22"]
        parts += [
            " /compare",
            " /facets/",
            " /search",
            " /quotes?",
            " /articles?",
            "/v1/quotes/match",
            "/v1/aggregate",
        ]
        parts += [f" /v1/{noun}?" for noun in RESOURCES] + [
            "/related",
            "/timeline",
            "/v1/tags/",
            "/v1/quotes/random",
        ]
        assert [part for part in parts if part not in done.stdout] == []


class TestTheExtractorsFuzzer:
    fuzzer = load_program(ROOT / "bench" / "fuzz_extractor.py")

    def test_the_same_seed_gives_the_same_texts(self):
        first, second = self.fuzzer.texts(3), self.fuzzer.texts(3)
        assert [next(first) for _ in range(200)] == [next(second) for _ in range(200)]

    @pytest.mark.parametrize(
        "text", ["X said said that A", "lawyer say said that h w o", "Z said insisted that 5'o"]
    )
    def test_what_it_found_is_mended(self, text: str):
        assert self.fuzzer.faults_of(text) == []

    def test_a_span_that_is_off_by_one_would_be_noticed(self, monkeypatch: pytest.MonkeyPatch):
        def moved(raw: RawFile):
            article = extract_article(raw)
            for quote in article.quotes:
                object.__setattr__(quote, "span", Span(quote.span.start + 1, quote.span.end + 1))
            return article

        text = "“We will rebuild the harbour,” said Ada Bloom, the mayor. She went home."
        assert self.fuzzer.faults_of(text) == []
        monkeypatch.setattr(self.fuzzer, "extract_article", moved)
        assert any("the quote says" in fault for fault in self.fuzzer.faults_of(text))

    def test_a_hang_would_be_noticed(self, monkeypatch: pytest.MonkeyPatch):
        def forever(_: RawFile):
            while True:
                random.random()

        monkeypatch.setattr(self.fuzzer, "extract_article", forever)
        monkeypatch.setattr(self.fuzzer, "PATIENCE", 0.2)
        assert self.fuzzer.faults_of("x") == ["takes more than 0.2 s"]

    def test_what_is_bad_is_shown_as_short_as_it_can_be(self):
        assert self.fuzzer.shortened("much before, bad, and after", lambda text: "bad" in text) == "bad"


def test_each_test_that_the_threats_name_exists():
    named = re.findall(
        r"`((?:tests|bench)/[\w/.]+)(?:::(\w+))?[^`]*`|`([tT]est_?\w+)`",
        (ROOT / "docs" / "security.md").read_text(),
    )
    tests = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(named) > 30
    for place, inside, alone in named:
        assert not place or (ROOT / place).exists(), place
        wanted = inside or alone
        source = (ROOT / place).read_text("utf-8") if inside else tests
        assert not wanted or re.search(rf"(?:def|class) {wanted}\b", source), wanted
