"""The compiled engine: the same answers as plain Python's, and never of other sources than these."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from gold.reading import ARTICLES
from programs import load_program
from wheels import build_wheel

from api.errors import LoadError
from api.loader import check, extraction, load

ROOT = Path(__file__).resolve().parents[2]
POLNEAR = Path(os.environ.get("ONRECORD_POLNEAR", ROOT.parent / "shared/corpora/polnear")) / "text"

compiler = load_program(ROOT / "bench" / "compile_engine.py")

ANSWERS = """
import sys
from pathlib import Path
from api.extract.grammar import tokens
from api.extract import extract_article
from api.model import RawFile

print(tokens.__file__)
for name in sys.argv[1:]:
    for path in sorted(Path(name).iterdir()):
        print(extract_article(RawFile(path.name, "text", path.read_text("utf-8"), "")))
"""


def answers(checkout, *folders):
    """Return the file that the engine of `checkout` is run from, and the article that it makes of each file."""
    done = subprocess.run(
        [sys.executable, "-c", ANSWERS, *folders],
        cwd=checkout, env={**os.environ, "PYTHONPATH": str(checkout)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    first, *articles = done.stdout.splitlines()
    return first, articles


def unpacked(wheel):
    folder = wheel.with_suffix("")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    assert compiler.what_is_stale(folder) is None
    return folder


@pytest.mark.skipif(
    not os.environ.get("TEST_COMPILED"), reason="takes minutes and a C compiler: set TEST_COMPILED=1"
)
def test_compiled_engine_gives_the_same_answers(tmp_path):
    folders = [folder for folder in (ARTICLES, POLNEAR) if folder.is_dir()]

    for_all, for_here = build_wheel(tmp_path / "plain"), build_wheel(tmp_path / "compiled", compiled=True)

    source, plain = answers(unpacked(for_all), *folders)
    binary, compiled = answers(unpacked(for_here), *folders)

    assert for_all.name.endswith("-none-any.whl")
    assert not for_here.name.endswith("-none-any.whl")
    assert source.endswith(".py")
    assert binary.endswith(".so")
    assert len(plain) == sum(len(list(folder.iterdir())) for folder in folders)
    assert plain == compiled


class TestPrepare:
    """What the compiler is given does the same as the source."""

    @pytest.mark.parametrize(
        ("source", "prepared"),
        [
            pytest.param("_MOST = 50  # words", "_MOST: Final = 50  # words", id="constant"),
            pytest.param(
                "_ENDS: tuple[str, ...] = ('s',)",
                "_ENDS: Final[tuple[str, ...]] = ('s',)",
                id="typed constant",
            ),
            pytest.param("Facts = tuple[str, ...]", "Facts = tuple[str, ...]", id="name of a type"),
            pytest.param("_MALE, _FEMALE = 1, 2", "_MALE, _FEMALE = 1, 2", id="two at once"),
        ],
    )
    def test_constants_are_final(self, source, prepared):
        assert compiler.prepare(f"import re\n{source}").splitlines()[1:] == [prepared]

    def test_dataclass_is_written_out(self):
        source = (
            "from dataclasses import dataclass\n\n\n@dataclass(slots=True)\nclass Tie:\n"
            '    """How it hangs."""\n\n    verb: int\n    how: str = "next"\n\n'
            "    def is_next(self) -> bool:\n        return self.how == 'next'\n"
        )
        room = {}
        exec(compiler.prepare(source), room)
        tie = room["Tie"]

        assert not hasattr(tie, "__dataclass_fields__")
        assert (tie(3).verb, tie(3).how, tie(3).is_next()) == (3, "next", True)
        assert tie(3) == tie(3, how="next")
        assert tie(3) != tie(3, "adverb")

    @pytest.mark.parametrize(
        "body", ["words: list[str] = field(default_factory=list)", "verb: int = field(init=False)"]
    )
    def test_dataclass_with_made_fields_is_left_alone(self, body):
        source = f"import re\n\n\n@dataclass(slots=True)\nclass Cast:\n    {body}\n"

        assert compiler.prepare(source).splitlines()[1:] == source.splitlines()[1:]

    def test_members_are_told_apart_by_themselves(self):
        source = "import re\n@dataclass(eq=False, slots=True)\nclass Member:\n    name: str\n"

        assert "__eq__" not in compiler.prepare(source)


class TestStale:
    @pytest.fixture
    def checkout(self, tmp_path):
        """A copy that looks as if it had been compiled."""
        compiler.copy_package(ROOT, tmp_path)
        (tmp_path / compiler.ENGINE / "grammar" / "tokens.cpython-311.so").touch()
        (tmp_path / compiler.RECORD).write_text(compiler.hashes(tmp_path), encoding="utf-8")
        return tmp_path

    def test_of_the_present_sources(self, checkout):
        assert compiler.what_is_stale(checkout) is None

    @pytest.mark.parametrize(
        "source", ["api/extract/grammar/tokens.py", "api/extract/weights/__init__.py", "api/model.py"]
    )
    def test_a_source_was_edited(self, checkout, source):
        with (checkout / source).open("a", encoding="utf-8") as file:
            file.write("\n")

        assert f"compiled: {source}; " in compiler.what_is_stale(checkout)

    def test_a_source_is_new_and_one_gone(self, checkout):
        room = checkout / compiler.ENGINE / "grammar"
        (room / "tokens.py").rename(room / "words_apart.py")

        stale = compiler.what_is_stale(checkout)

        assert "api/extract/grammar/tokens.py, api/extract/grammar/words_apart.py; " in stale

    def test_nobody_knows_of_which_sources(self, checkout):
        (checkout / compiler.RECORD).unlink()

        assert "no compiled.sha256" in compiler.what_is_stale(checkout)

    def test_removed(self, checkout):
        compiler.remove(checkout)

        assert compiler.what_is_stale(checkout) is None
        assert not list(checkout.rglob("*.so"))

    def test_the_check_fails_and_says_why(self, checkout):
        (checkout / "bench").mkdir()
        (checkout / "bench" / "compile_engine.py").write_bytes(
            (ROOT / "bench" / "compile_engine.py").read_bytes()
        )
        (checkout / compiler.RECORD).unlink()

        done = subprocess.run(
            [sys.executable, "bench/compile_engine.py", "--check"],
            cwd=checkout,
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 1
        assert "make compiled" in done.stderr


def test_nothing_is_loaded_with_an_engine_of_other_sources(tmp_path, monkeypatch):
    article, db = tmp_path / "a.txt", tmp_path / "x.db"
    article.write_text("“We will open the harbour,” said Ada Bloom, the mayor.", encoding="utf-8")
    load([article], db, workers=1)
    before = db.read_bytes()
    monkeypatch.setattr(extraction, "what_is_stale", lambda: "edited since: tokens.py")
    article.write_text("“We will close the harbour,” said Ada Bloom, the mayor.", encoding="utf-8")

    with pytest.raises(LoadError, match="edited since"):
        load([article], db, workers=1)
    with pytest.raises(LoadError, match="edited since"):
        check([article], workers=1)

    assert db.read_bytes() == before


def test_every_module_that_is_compiled_exists():
    assert {
        module for module in compiler.MODULES if not (ROOT / compiler.ENGINE / f"{module}.py").is_file()
    } == set()
