"""An unchanged file is not extracted again; whatever could change what is found in it makes it a changed one."""

import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from articles import bridge_article, circumstances
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api import loader
from api.loader import build, extraction, load, patching, reuse, taking
from api.loader.build import build_database
from api.loader.curation import Curation
from api.loader.folder import SourceFile
from api.loader.gathered import gathering
from api.loader.prepared import body_in, metadata_in, prepare, sightings_in, unpacked
from api.loader.reuse import keep, kept_article
from api.loader.sightings import sightings_of
from api.loader.signatures import unpack
from api.settings import shipped
from api.store import common_words
from api.store.doctor import examine
from api.store.history import open_history

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


# Of what the database is an image of; what it was before is another matter (tests/store/test_changelog.py).
NOW = datetime(2026, 1, 2, tzinfo=UTC)
TABLES = [
    name
    for name in re.findall("CREATE TABLE (\\w+)", (shipped("schema") / "tables.sql").read_text("utf-8"))
    if name not in {"versions", "changes"}
]


def dump(db):
    connection = sqlite3.connect(db)
    try:
        return {
            name: connection.execute(f"SELECT {'' if name == 'sets' else 'rowid,'} * FROM {name}").fetchall()
            for name in TABLES
        }
    finally:
        connection.close()


def taggings(db):
    return {row[1:] for row in dump(db)["article_tags"]}


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
    path.write_text((path.read_text("utf-8") if path.exists() else "") + text, "utf-8")


def test_a_load_with_one_changed_file_imports_what_it_needs(folder, fresh_db):
    load([folder], fresh_db, workers=1)
    append(folder / "articles/bridge.txt", "\nNothing more was heard of it.\n")
    code = (
        "import sys; from pathlib import Path; from api.loader import load; "
        f"load([Path({str(folder)!r})], Path({str(fresh_db)!r}), workers=2); print(*sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    without = {"api.extract.webpages.webpage", "jsonschema", "multiprocessing", "sqlite_utils"}
    assert without & set(done.stdout.split()) == set()
    assert "Nothing more was heard" in str(dump(fresh_db)["articles"])


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


@pytest.mark.parametrize(
    ("name", "large", "expected"),
    [
        pytest.param("articles/bridge.txt", extraction._LARGE, FILES[:1], id="read by a worker"),
        pytest.param("articles/two.jsonl", 0, FILES[2:], id="read here and distributed"),
    ],
)
def test_a_file_that_is_edited_while_it_is_extracted_is_extracted_again(
    folder, fresh_db, extracted, monkeypatch, name, large, expected
):
    def edited(article, *id_):
        if article.path == expected[0]:
            append(folder / name, "\n")
        return prepare(article, *id_)

    monkeypatch.setattr(extraction, "_LARGE", large)
    monkeypatch.setattr(extraction, "_ARTICLES_A_TASK", 1)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(taking, "prepare", edited)
        load([folder], fresh_db, workers=1)
    extracted.clear()

    load([folder], fresh_db, workers=1)

    assert extracted == expected


@pytest.mark.parametrize(("what", "another"), [("extractor", lambda: "another"), ("KEPT_FORM", 0)])
def test_another_extractor_extracts_everything(folder, fresh_db, extracted, monkeypatch, what, another):
    """And so does one that keeps what it found in another form."""
    load([folder], fresh_db, workers=1)
    extracted.clear()
    monkeypatch.setattr(reuse, what, another)

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
    assert ("mill-sold", "sales", "curated") in taggings(fresh_db)


def test_a_correction_that_is_withdrawn_is_undone(folder, fresh_db, extracted):
    load([folder], fresh_db, workers=1)
    before = taggings(fresh_db)
    (folder / "corrections.yaml").unlink()
    extracted.clear()

    load([folder], fresh_db, workers=1)

    assert extracted == []
    assert ("ferry-strike", "strikes", "curated") in before
    assert ("ferry-strike", "strikes", "curated") not in taggings(fresh_db)


def test_a_rejected_file_is_looked_at_again(folder, fresh_db, extracted):
    append(folder / "articles" / "two.jsonl", "[]\n")
    load([folder], fresh_db, workers=1)
    extracted.clear()

    report = load([folder], fresh_db, workers=1)

    assert extracted == FILES[2:]
    assert [file.path for file in report.rejected] == ["articles/two.jsonl#3"]


def test_beside_a_file_that_is_rejected_whole_an_article_is_changed_in_a_copy(
    folder, fresh_db, tmp_path, monkeypatch
):
    append(folder / "articles" / "empty.txt", "")
    load([folder], fresh_db, workers=1)
    append(folder / "articles" / "bridge.txt", "\nNothing more was heard of it.\n")
    with monkeypatch.context() as patch:
        patch.setattr(build, "write_database", None)
        report = load([folder], fresh_db, workers=1)
    load([folder], tmp_path / "cold.db", workers=1)

    assert [file.path for file in report.rejected] == ["articles/empty.txt"]
    assert without_clock(dump(fresh_db)) == without_clock(dump(tmp_path / "cold.db"))


def test_when_a_rejected_file_is_gone_the_version_is_another(folder, fresh_db, tmp_path):
    """What `/v1/coverage` counts is in the version, or a client would be told that nothing had changed."""
    append(folder / "articles" / "empty.txt", "")
    before = load([folder], fresh_db, workers=1)
    (folder / "articles" / "empty.txt").unlink()

    after = load([folder], fresh_db, workers=1)
    cold = load([folder], tmp_path / "cold.db", workers=1)

    assert before.version != after.version == cold.version
    assert without_clock(dump(fresh_db)) == without_clock(dump(tmp_path / "cold.db"))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("UPDATE extractions SET article = x'00'", id="what was extracted"),
        pytest.param("UPDATE quotes SET start = start + 1 WHERE article_id = 'mill-sold'", id="the rows"),
    ],
)
def test_damage_to_what_was_kept_costs_time_only(folder, fresh_db, extracted, damage, tmp_path):
    load([folder], fresh_db, workers=1)
    extracted.clear()
    append(folder / "corrections.yaml", "- {article: school-opens, tags: {add: [Roofs]}}\n")
    connection = sqlite3.connect(fresh_db)
    connection.execute(damage)
    connection.commit()
    connection.close()

    load([folder], fresh_db, workers=1)
    load([folder], tmp_path / "cold.db", workers=1)

    assert extracted == FILES * 2
    assert without_clock(dump(fresh_db)) == without_clock(dump(tmp_path / "cold.db"))


def test_a_file_cut_short_costs_time_only(folder, fresh_db, extracted):
    load([folder], fresh_db, workers=1)
    extracted.clear()
    fresh_db.write_bytes(fresh_db.read_bytes()[:40_960])

    assert load([folder], fresh_db, workers=1).published
    assert extracted == FILES


def test_an_article_comes_back_as_it_was(fresh_db):
    it = bridge_article(published_on="2025", section="Town")
    prepared = prepare(it, "bridge")
    extraction = keep(SourceFile("bridge.txt", "bridge.txt"), "f", 0, prepared)
    with gathering() as gathered:
        gathered.add(prepared, extraction)
        build_database(gathered, fresh_db, Curation(), circumstances())

    with open_history(fresh_db) as history:
        assert kept_article(history, "bridge") == (it, extraction)
        assert history.fingerprints() == {"bridge.txt": "f"}
    assert metadata_in(extraction.facts) == it.metadata
    assert sightings_in("bridge", extraction.facts) == sightings_of("bridge", it)
    assert unpacked(extraction.article, body_in(prepared.draft)) == it
    assert it.body.encode() not in extraction.article


# --- a warm load gives what a cold one gives ---------------------------------------------------------------


REPORT = """The last ferry to Harn stops at the end of the month, the council of Port Selm decided on Tuesday after
a debate of two hours in which nobody changed his mind about anything but the hour of the vote.

“We asked for help four times,” said Ana Ruiz, the mayor. The boat has carried the mail to the island since 1961, when
a bridge was promised that has not been built. Its engine failed twice in January, and forty people drifted until a
trawler towed them home.

The islanders meet in the chapel on Friday to ask what a boat of their own would cost them in a year. The school has
collected nine thousand crowns, which is a tenth of the price of an engine that has been used before.
"""
PLAIN = """Snow fell on the valley from dusk to dawn and lay on the roofs to the height of a hand. The road over the
hill was closed at six, the lower one at eight, and the buses stood in their shed with cold engines. On the river the
ice was thick enough for a fox but not for a dog.

By noon the sun came out and the eaves began to drip. Children went down the hill behind the mill on trays and lids,
and the bell of the chapel rang twice, once for noon and once because its rope was frozen. At night it snowed again.
"""
REWRITTEN = """Harn will be without a boat from next month, for Port Selm would not pay for a new engine on Tuesday.

“We asked for help four times,” said Ana Ruiz, the mayor. On the quay nobody wanted to speak of it, but for a boy who
had seen the old boat being towed home in winter and thought that it had looked tired. He would rather fly, he added.
"""
FOLLOW_UP = "Nobody in the whole valley has seen a crane since the autumn fair, though many a goose went by. "


def write_report(folder, name, date, *, body=REPORT, more=""):
    text = f"---\nid: {name}\npublished_on: {date}\npublisher: The {name.title()}\n---\n{body}\n{more}\n"
    (folder / f"articles/{name}.md").write_text(text, "utf-8")


EDITS = {
    "nothing": lambda folder: None,
    "words outside quotes": lambda folder: append(folder / "articles/ferry.md", "\nThe crews return.\n"),
    "another quote": lambda folder: append(folder / "articles/bridge.txt", '\n"We pay," said Bo Quill.\n'),
    "the same statement": lambda folder: append(
        folder / "articles/ferry.md", '\n"We will rebuild the bridge before winter," said Ana Ruiz again.\n'
    ),
    "an earlier article": lambda folder: (folder / "articles/a.md").write_text(
        '---\nid: a\npublished_on: 2001\n---\n"We will rebuild the bridge before winter," said Mayor Ruiz.\n'
    ),
    "another Lee": lambda folder: (folder / "articles/lee.md").write_text(
        '---\nid: lee\n---\n"The mill is not ours," said Ann Lee. "It never was," said Lee.\n'
    ),
    "an article gone": lambda folder: (folder / "articles/bridge.txt").unlink(missing_ok=True),
    "a file of many gone": lambda folder: (folder / "articles/two.jsonl").unlink(missing_ok=True),
    "an id taken": lambda folder: (folder / "articles/b.md").write_text(
        "---\nid: mill-sold\n---\nNo mill was sold in Upper Dray.\n"
    ),
    "a file that can't be read": lambda folder: (folder / "articles/none.txt").write_text(""),
    "what can't be read gone": lambda folder: (folder / "articles/none.txt").unlink(missing_ok=True),
    "a speaker": lambda folder: append(
        folder / "speakers.yaml", "- {name: Thomas Lee, id: thomas-lee, aliases: [Tom Lee]}\n"
    ),
    "a tag": lambda folder: append(folder / "tags.yaml", "- {name: Mills, aliases: [mill]}\n"),
    "rights": lambda folder: append(folder / "corpus.yaml", "rights: restricted\n"),
    "a correction": lambda folder: append(
        folder / "corrections.yaml", "- {article: school-opens, tags: {add: [Roofs]}}\n"
    ),
    "no corrections": lambda folder: (folder / "corrections.yaml").unlink(missing_ok=True),
    "a wire report": lambda folder: write_report(folder, "wire", "2024-05-02"),
    "a copy of it": lambda folder: write_report(
        folder, "copy", "2024-05-03", body=REPORT[: REPORT.rindex("\n\n")]
    ),
    "an earlier copy": lambda folder: write_report(folder, "early", "2024-05-01", more=FOLLOW_UP),
    "the report rewritten": lambda folder: write_report(folder, "wire", "2024-05-02", body=REWRITTEN),
    "the copy gone": lambda folder: (folder / "articles/copy.md").unlink(missing_ok=True),
    "a publisher": lambda folder: append(
        folder / "publishers.yaml", "- {name: The Harbour Gazette, id: gazette, aliases: [Harbour Gazette]}\n"
    ),
}


def without_clock(tables):
    """All that is in a database but times: `added_at` is the last column of articles, `built_at` the ninth."""
    return tables | {
        "articles": [row[:-1] for row in tables["articles"]],
        "corpus": [row[:8] + row[9:] for row in tables["corpus"]],
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sets(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3), min_size=1, max_size=3))
def test_a_warm_load_gives_what_a_cold_one_gives(tmp_path_factory, rounds):
    """Row for row, whatever was edited between the loads; files keep their ids, so edits of one kind come once."""
    place = tmp_path_factory.mktemp("edits")
    folder, warm, done = shutil.copytree(CORPUS, place / "corpus"), place / "warm.db", set()
    load([folder], warm, workers=1)
    for number, names in enumerate(rounds):
        for name in sorted(names - done):
            EDITS[name](folder)
        done |= names
        load([folder], warm, workers=1)
        cold = place / f"cold-{number}.db"
        load([folder], cold, workers=1)
        assert without_clock(dump(warm)) == without_clock(dump(cold))
        assert examine(warm) == []


@pytest.mark.parametrize("edit", sorted(EDITS))
def test_each_edit_alone_gives_what_a_cold_load_gives(folder, fresh_db, tmp_path, edit):
    load([folder], fresh_db, workers=1)
    EDITS[edit](folder)

    load([folder], fresh_db, workers=1)
    load([folder], tmp_path / "cold.db", workers=1)

    assert without_clock(dump(fresh_db)) == without_clock(dump(tmp_path / "cold.db"))


def all_one(quotes):
    """Every quote the same statement."""
    numbers = [
        number for first, packed in quotes.signatures() for number, _ in enumerate(unpack(packed), first)
    ]
    return [(number, numbers[0]) for number in numbers[1:]]


def test_another_builder_makes_all_rows_anew(folder, fresh_db, extracted, monkeypatch):
    load([folder], fresh_db, workers=1)
    extracted.clear()
    monkeypatch.setattr(reuse, "builder", lambda: "another")
    monkeypatch.setattr(patching, "builder", lambda: "another")
    monkeypatch.setattr(build, "repetitions", all_one)

    load([folder], fresh_db, workers=1)

    assert extracted == []
    first, *others = dump(fresh_db)["quotes"]
    assert {row[-1] for row in others} == {first[1]}


def test_only_the_rows_of_the_changed_article_change(folder, fresh_db):
    load([folder], fresh_db, workers=1)
    before = dump(fresh_db)
    append(folder / "articles/ferry.md", "\nThe crews return on Friday.\n")

    load([folder], fresh_db, workers=1)

    changed = {
        name: [row for row in rows if row not in before[name]] for name, rows in dump(fresh_db).items()
    }
    assert [row[1] for row in changed.pop("articles")] == ["ferry-strike"]
    assert [row[1] for row in changed.pop("extractions")] == ["ferry-strike"]
    assert [row[2] for row in changed.pop("quotes")] == []
    assert len(changed.pop("corpus")) == len(changed.pop("build")) == 1
    assert not any(changed.values())


@pytest.fixture
def patched(monkeypatch):
    """The articles that each load changed in a copy of the old database, None for a load that wrote all anew."""
    made = []
    whole = loader.build_database

    def noting(*arguments):
        made.append(whole(*arguments))
        return made[-1]

    monkeypatch.setattr(loader, "build_database", noting)
    monkeypatch.setattr(common_words, "COMMON", 2)  # sets of words are kept, and come and go
    return lambda: [built.patched for built in made]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param("corpus.yaml", "", 0, id="nothing"),
        pytest.param("articles/bridge.txt", "\nThe crews return.\n", 1, id="words outside quotes"),
        pytest.param(
            "articles/bridge.txt", '\n"The ice is gone," said Ruiz.\n', 1, id="another quote of a speaker"
        ),
        pytest.param("articles/bridge.txt", '\n"We pay," said Bo Quill.\n', None, id="a new speaker"),
        pytest.param("articles/wire.md", "\nThe crews return.\n", 1, id="words in one of two copies"),
        pytest.param("articles/bridge.txt", f"\n\n{PLAIN}\n", 1, id="a copy where there was none"),
        pytest.param("articles/ferry.md", "\nThe crews return.\n", None, id="an article that is corrected"),
        pytest.param("articles/new.txt", "Nothing was said at all of it.", None, id="a new article"),
        pytest.param("tags.yaml", "- {name: Mills, aliases: [mill]}\n", None, id="a curated tag"),
    ],
)
def test_an_article_is_changed_in_a_copy_where_nothing_else_changes(
    folder, fresh_db, tmp_path, patched, name, text, expected
):
    ruiz = '"The boats go out at six," said Ana Ruiz. "They always have," Ruiz said.'
    append(folder / "articles/bridge.txt", f"\n{ruiz}\n")
    for report, body in (("wire", REPORT), ("copy", REPORT), ("snow", PLAIN)):
        write_report(folder, report, "2024-05-02", body=body)
    load([folder], fresh_db, workers=1)
    anew = shutil.copyfile(fresh_db, tmp_path / "anew.db")
    append(folder / name, text)
    with pytest.MonkeyPatch.context() as without:
        without.setattr(build, "patch_of", lambda *_: None)
        load([folder], anew, workers=1, now=NOW)

    load([folder], fresh_db, workers=1, now=NOW)
    load([folder], tmp_path / "cold.db", workers=1)

    made = patched()[2]
    assert history_of(fresh_db) == history_of(anew)
    assert (None if made is None else len(made)) == expected
    assert examine(fresh_db) == []
    assert without_clock(dump(fresh_db)) == without_clock(dump(tmp_path / "cold.db"))
    for word in ("crews", "boats", "ice", "bridge"):
        assert found_by(fresh_db, word) == found_by(tmp_path / "cold.db", word)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("The mayor is a ZWINDLER and a thief.", id="outside quotes"),
        pytest.param('"The ice is zwindlering," said Ana Ruiz.', id="in a quote"),
    ],
)
def test_a_word_that_was_taken_back_is_nowhere_in_the_file(folder, fresh_db, tmp_path, patched, words):
    """The file may be downloaded: what a paper had to take back must not be in what SQLite leaves of it."""
    ruiz = '"The boats go out at six," said Ana Ruiz. "They always have," Ruiz said.'
    bridge = folder / "articles/bridge.txt"
    append(bridge, f"\n{ruiz}\n")
    text = bridge.read_text("utf-8")
    append(bridge, f"\n{words}\n")
    load([folder], fresh_db, workers=1)
    was_there = b"zwindler" in fresh_db.read_bytes().lower()
    bridge.write_text(text + '\n"The ice is gone," said Ana Ruiz.\n', "utf-8")

    load([folder], fresh_db, workers=1)
    load([folder], tmp_path / "cold.db", workers=1)

    assert was_there
    assert [len(made) for made in patched()[1:2]] == [1], "it was changed in a copy"
    assert b"zwindler" not in fresh_db.read_bytes().lower()
    assert without_clock(dump(fresh_db)) == without_clock(dump(tmp_path / "cold.db"))
    for word in ("ice", "six", "boats", "bridge", "thief"):
        assert found_by(fresh_db, word) == found_by(tmp_path / "cold.db", word)


def history_of(db):
    """What the versions are and what each has brought."""
    connection = sqlite3.connect(db)
    try:
        return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("versions", "changes")]
    finally:
        connection.close()


def found_by(db, word):
    """The rows that full-text search finds, with their ranks."""
    connection = sqlite3.connect(db)
    try:
        return [
            connection.execute(f"SELECT rowid, rank FROM {table} (?) ORDER BY rowid", (word,)).fetchall()
            for table in ("articles_search", "quotes_search")
        ]
    finally:
        connection.close()


def test_a_file_that_somebody_has_written_to_is_not_patched(folder, fresh_db, patched):
    load([folder], fresh_db, workers=1)
    connection = sqlite3.connect(fresh_db)
    connection.execute("UPDATE quotes SET text = 'never said' WHERE article_id = 'mill-sold'")
    connection.commit()
    connection.close()
    append(folder / "articles/bridge.txt", "\nThe crews return.\n")

    load([folder], fresh_db, workers=1)

    assert patched() == [None, None, None]
    assert examine(fresh_db) == []
