"""An unchanged file is not extracted again; whatever could change what is found in it makes it a changed one."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from articles import bridge_article

from api.loader import extraction, load, reuse
from api.loader.extraction import Recipe, Rejection
from api.loader.folder import SourceFile
from api.loader.reuse import Earlier, keep
from api.store.history import History

CORPUS = Path(__file__).parent.parent / "samples" / "corpus"
FILES = ["articles/bridge.txt", "articles/ferry.md", "articles/two.jsonl#1", "articles/two.jsonl#2"]


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(CORPUS, tmp_path / "corpus")


@pytest.fixture
def extracted(monkeypatch):
    """The paths that the extractor was asked for, in order."""
    asked = []
    whole = extraction.extract_article

    def counting(raw):
        asked.append(raw.path)
        return whole(raw)

    monkeypatch.setattr(extraction, "extract_article", counting)
    return asked


def dump(db):
    connection = sqlite3.connect(db)
    try:
        tables = ("articles", "quotes", "speakers", "article_tags", "extractions", "corpus")
        return {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall() for name in tables
        }
    finally:
        connection.close()


def test_nothing_is_extracted_twice(folder, fresh_db, extracted):
    load([folder], fresh_db, workers=1)
    first = dump(fresh_db)
    assert extracted == FILES
    extracted.clear()

    report = load([folder], fresh_db, workers=1)

    assert extracted == []
    assert {file.outcome for file in report.files} == {"reused"}
    assert dump(fresh_db) == first


def append(path, text):
    path.write_text(path.read_text("utf-8") + text, "utf-8")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param("articles/ferry.md", "\nThe crews return.\n", FILES[1:2], id="the file itself"),
        pytest.param("articles/two.jsonl", "\n", FILES[2:], id="a file of many articles is one"),
        pytest.param("facts.csv", "ferry.md,,,Upper Dray\n", FILES[1:2], id="what a table says of it"),
        pytest.param("tags.yaml", "- {name: Schools}\n", FILES, id="the vocabulary"),
        pytest.param("corpus.yaml", "language: es\n", FILES, id="the default language"),
        pytest.param("corrections.yaml", "", [], id="nothing"),
        pytest.param("speakers.yaml", "- {name: Bo Quill}\n", [], id="a speaker needs no extraction"),
    ],
)
def test_what_has_changed_is_extracted(folder, fresh_db, extracted, name, text, expected):
    load([folder], fresh_db, workers=1)
    extracted.clear()
    append(folder / name, text)

    load([folder], fresh_db, workers=1)

    assert extracted == expected


def test_another_extractor_extracts_everything(folder, fresh_db, extracted, monkeypatch):
    load([folder], fresh_db, workers=1)
    extracted.clear()
    monkeypatch.setattr(reuse, "extractor", lambda: "another")

    load([folder], fresh_db, workers=1)

    assert extracted == FILES


def test_the_extractor_is_its_code_and_its_word_lists(tmp_path):
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "verbs.txt").write_text("say")
    (tmp_path / "read.py").write_text("pass")

    assert [name for name, _ in reuse._contents(tmp_path, "")] == ["read.py", "words/verbs.txt"]
    assert len(reuse.extractor()) == 64


def test_a_correction_applies_to_an_article_that_is_reused(folder, fresh_db, extracted):
    load([folder], fresh_db, workers=1)
    extracted.clear()
    append(folder / "corrections.yaml", "- {article: mill-sold, tags: {add: [Sales]}}\n")

    load([folder], fresh_db, workers=1)

    assert extracted == []
    assert ("mill-sold", "sales", "curated") in dump(fresh_db)["article_tags"]


def test_a_correction_that_is_withdrawn_is_undone(folder, fresh_db, extracted):
    load([folder], fresh_db, workers=1)
    before = dump(fresh_db)["article_tags"]
    (folder / "corrections.yaml").unlink()
    extracted.clear()

    load([folder], fresh_db, workers=1)

    assert extracted == []
    assert ("ferry-strike", "strikes", "curated") in before
    assert ("ferry-strike", "strikes", "curated") not in dump(fresh_db)["article_tags"]


def test_a_rejected_file_is_looked_at_again(folder, fresh_db, extracted):
    append(folder / "articles" / "two.jsonl", "[]\n")
    load([folder], fresh_db, workers=1)
    extracted.clear()

    report = load([folder], fresh_db, workers=1)

    assert extracted == FILES[2:]
    assert [file.path for file in report.rejected] == ["articles/two.jsonl#3"]


def test_damage_to_what_was_kept_costs_time_only(folder, fresh_db, extracted):
    load([folder], fresh_db, workers=1)
    first = dump(fresh_db)
    extracted.clear()
    connection = sqlite3.connect(fresh_db)
    connection.execute("UPDATE extractions SET articles = x'00' WHERE source_path = 'articles/ferry.md'")
    connection.commit()
    connection.close()

    load([folder], fresh_db, workers=1)

    assert extracted == FILES[1:2]
    assert dump(fresh_db) == first


def test_an_article_comes_back_as_it_was():
    it, file = (
        bridge_article(published_on="2025", section="Town"),
        SourceFile(Path("bridge.txt"), "bridge.txt"),
    )
    record = keep(file, "f", [it])
    history = History(extractions={"bridge.txt": record}, bodies={it.path: it.body})

    assert Earlier(history, Recipe()).articles_of(file, "f") == [it]
    assert Earlier(history, Recipe()).articles_of(file, "another") is None
    assert it.body.encode() not in record.articles


def test_a_file_with_a_rejection_is_not_kept():
    assert keep(SourceFile(Path("x"), "x"), "f", [bridge_article(), Rejection("x#2", "no body")]) is None
