"""From a folder to a published database: the same every time, whole or not at all, and nothing in silence."""

import fcntl
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from api import loader
from api.cli import main
from api.commands.serving import EXPORTS
from api.errors import LoadError
from api.loader import check, extraction, load, publish
from api.store.doctor import examine

CORPUS = Path(__file__).parent.parent / "samples" / "corpus"
PARAGRAPH = '"We will open the {} before winter," said Ana Ruiz, the mayor of Upper Dray.'


@pytest.fixture
def folder(tmp_path):
    """A copy of the small corpus that may be changed."""
    return shutil.copytree(CORPUS, tmp_path / "corpus")


@pytest.fixture
def many(tmp_path):
    """A plain folder of 40 articles: enough for several processes."""
    path = tmp_path / "many"
    path.mkdir()
    for number in range(40):
        text = f"The council of Upper Dray met on day {number}.\n\n{PARAGRAPH.format(f'bridge number {number}')}\n"
        (path / f"day-{number:02}.txt").write_text(text, encoding="utf-8")
    return path


def dump(db):
    """Every row of every table, in the order of the rows."""
    connection = sqlite3.connect(db)
    try:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
            )
        ]
        ours = [name for name in names if "_search" not in name]
        return {
            name: connection.execute(f"SELECT rowid, * FROM {name} ORDER BY rowid").fetchall()
            for name in ours
        }
    finally:
        connection.close()


def ids(db, table="articles"):
    connection = sqlite3.connect(db)
    try:
        return [id_ for (id_,) in connection.execute(f"SELECT id FROM {table} ORDER BY rowid")]
    finally:
        connection.close()


def outcomes(report):
    return {file.path: (file.outcome, file.reason) for file in report.files}


def left_over(db):
    return sorted(path.name for path in db.parent.iterdir() if path.name.startswith(f".{db.name}"))


# --- what is loaded ----------------------------------------------------------------------------------------


def test_a_corpus_folder_is_loaded_with_its_curation(folder, fresh_db):
    report = load([folder], fresh_db, workers=1)

    assert [file.path for file in report.files] == [
        "articles/bridge.txt", "articles/ferry.md", "articles/two.jsonl#1", "articles/two.jsonl#2",
    ]  # fmt: skip
    assert {file.outcome for file in report.files} == {"loaded"}
    assert (report.ignored, report.published, report.exit_code) == (1, True, 0)
    tables = dump(fresh_db)
    assert {row[1]: row[9] for row in tables["articles"]}.keys() == {file.article_id for file in report.files}
    assert report.counts["articles"] == len(tables["articles"]) == 4
    assert tables["corpus"][0][1:5] == (
        "The Dray valley",
        "Invented news of an invented valley.",
        "Apache-2.0",
        None,
    )


def test_declared_facts_win_and_defaults_fill_in(folder, fresh_db):
    load([folder], fresh_db, workers=1)
    connection = sqlite3.connect(fresh_db)
    facts = {
        path: facts
        for path, *facts in connection.execute(
            "SELECT source_path, title, published_on, section, publisher_id, rights FROM articles"
        )
    }
    connection.close()

    assert facts["articles/bridge.txt"] == [
        "Bridge closed until winter", "2025-03-03", "Upper Dray", "upland-post", "restricted",
    ]  # fmt: skip
    assert facts["articles/ferry.md"][1:] == ["2025-03", None, "upland-post", "open"]
    assert facts["articles/two.jsonl#1"][3] == "upland-post", "known by its domain"
    assert facts["articles/two.jsonl#2"][3:] == ["harbour-gazette", "unknown"]


def test_rights_are_the_article_s_else_the_publisher_s_else_the_corpus_s(folder, fresh_db):
    with (folder / "corpus.yaml").open("a", encoding="utf-8") as file:
        file.write("rights: restricted\n")
    (folder / "publishers.yaml").write_text("- {id: upland-post, name: Upland Post, rights: open}\n", "utf-8")
    (folder / "articles" / "own.md").write_text("---\nid: own\nrights: restricted\n---\nThe mill is open.\n")

    load([folder], fresh_db, workers=1)
    connection = sqlite3.connect(fresh_db)
    rights = dict(connection.execute("SELECT source_path, rights FROM articles"))
    connection.close()

    assert rights["articles/own.md"] == "restricted"
    assert rights["articles/bridge.txt"] == "open", "by its publisher"
    assert rights["articles/two.jsonl#2"] == "restricted", "by corpus.yaml: its publisher says nothing"


def test_columns_and_keys_may_have_other_names(folder, fresh_db):
    with (folder / "corpus.yaml").open("a", encoding="utf-8") as file:
        file.write("columns: {headline: title, story: body, key: id}\n")
    (folder / "articles" / "t.csv").write_text("key,headline,story\nc1,Mill opens,The mill is open again.\n")
    (folder / "articles" / "t.json").write_text('{"key": "j1", "headline": "Mill", "story": "It is open."}')

    report = load([folder], fresh_db, workers=1)
    connection = sqlite3.connect(fresh_db)
    titles = dict(connection.execute("SELECT id, title FROM articles"))
    connection.close()

    assert report.rejected == ()
    assert (titles["c1"], titles["j1"]) == ("Mill opens", "Mill")


def test_tags_are_printed_derived_and_curated(folder, fresh_db):
    load([folder], fresh_db, workers=1)
    connection = sqlite3.connect(fresh_db)
    found = connection.execute(
        "SELECT tag_id, origin FROM article_tags WHERE article_id = 'ferry-strike' ORDER BY 1"
    ).fetchall()
    connection.close()

    assert found == [("ferries", "publisher"), ("strikes", "curated"), ("work", "publisher")]


def test_a_correction_without_an_article_is_reported(folder, fresh_db):
    report = load([folder], fresh_db, workers=1)

    assert [warning for warning in report.warnings if "articles/no-such-file.txt" in warning] != []


def test_a_load_is_declarative_what_is_gone_from_the_folder_is_gone(folder, fresh_db):
    load([folder], fresh_db, workers=1)
    (folder / "articles" / "two.jsonl").unlink()

    load([folder], fresh_db, workers=1)

    assert sorted(ids(fresh_db))[-1] == "ferry-strike"
    assert len(ids(fresh_db)) == 2


# --- the same every time -----------------------------------------------------------------------------------


def test_loading_twice_gives_the_same_rows(folder, fresh_db):
    load([folder], fresh_db, workers=1, now=datetime(2026, 1, 1, tzinfo=UTC))
    first = dump(fresh_db)

    load([folder], fresh_db, workers=1, now=datetime(2027, 1, 1, tzinfo=UTC))

    assert dump(fresh_db) == first


def test_a_changed_article_is_new_and_the_others_keep_their_time(folder, fresh_db):
    load([folder], fresh_db, workers=1, now=datetime(2026, 1, 1, tzinfo=UTC))
    ferry = folder / "articles" / "ferry.md"
    ferry.write_text(ferry.read_text("utf-8") + "\nThe crews return on Friday.\n", "utf-8")

    load([folder], fresh_db, workers=1, now=datetime(2027, 1, 1, tzinfo=UTC))
    connection = sqlite3.connect(fresh_db)
    added = dict(connection.execute("SELECT id, substr(added_at, 1, 4) FROM articles"))
    built = connection.execute("SELECT substr(built_at, 1, 4) FROM corpus").fetchone()[0]
    connection.close()

    assert added.pop("ferry-strike") == "2027"
    assert set(added.values()) == {"2026"}
    assert built == "2027"


def test_the_number_of_workers_makes_no_difference(many, tmp_path):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    dumps = []
    for workers in (1, 2, 3):
        db = tmp_path / f"{workers}.db"
        load([many], db, workers=workers, now=now)
        dumps.append(dump(db))

    assert dumps[0] == dumps[1] == dumps[2]
    assert len(dumps[0]["articles"]) == 40


def test_a_large_file_of_many_articles_is_shared_out(tmp_path, monkeypatch):
    """Row for row the same, whether one process takes it whole or three piece by piece."""
    lines = [f'{{"body": "The council met.\\n\\n\\"We pay {n},\\" said Ana Ruiz."}}\n' for n in range(40)]
    lines[20] = "[]\n"
    (tmp_path / "many.jsonl").write_text("".join(lines))
    now = datetime(2026, 1, 1, tzinfo=UTC)
    whole = load([tmp_path / "many.jsonl"], tmp_path / "whole.db", workers=1, now=now)
    monkeypatch.setattr(extraction, "_LARGE", 1)

    for workers in (1, 3):
        db = tmp_path / f"{workers}.db"
        shared = load([tmp_path / "many.jsonl"], db, workers=workers, now=now)
        assert dump(db) == dump(tmp_path / "whole.db")
        assert shared.files == whole.files

    assert whole.counts["articles"] == 39
    assert [file.path.rpartition("#")[2] for file in whole.rejected] == ["21"]
    assert dump(tmp_path / "whole.db")["extractions"] == [], "one was rejected: it has to be looked at again"


def test_two_machines_export_the_same_bytes(folder, tmp_path):
    """Another place, other workers, another order of hashes: every export is the same, and so is the version."""
    versions, exports = set(), set()
    for seed, workers in (("1", 1), ("2", 3)):
        elsewhere = shutil.copytree(folder, tmp_path / seed / "corpus")
        db = tmp_path / f"{seed}.db"
        command = [sys.executable, "-m", "api", "load", elsewhere, "--db", db, "--workers", str(workers)]
        done = subprocess.run(
            command, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, timeout=60
        )
        versions.add(done.stdout.split()[-1])
        exports.add(tuple(export(db, what, format_) for what in EXPORTS for format_ in ("ndjson", "csv")))

    assert len(versions) == len(exports) == 1


def export(db, what, format_):
    done = CliRunner().invoke(main, ["export", "--db", str(db), "--what", what, "--format", format_])
    assert done.exit_code == 0
    assert done.stdout_bytes
    return done.stdout_bytes


def test_the_order_in_which_python_hashes_makes_no_difference(many, tmp_path):
    versions = set()
    for seed in ("1", "2"):
        command = [
            sys.executable,
            "-m",
            "api",
            "load",
            many,
            "--db",
            tmp_path / f"{seed}.db",
            "--workers",
            "1",
        ]
        done = subprocess.run(
            command, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, timeout=60
        )
        versions.add(done.stdout.split()[-1])

    assert len(versions) == 1


def test_the_place_of_the_folder_makes_no_difference(folder, tmp_path):
    elsewhere = shutil.copytree(folder, tmp_path / "elsewhere" / "corpus")
    now = datetime(2026, 1, 1, tzinfo=UTC)

    load([folder], tmp_path / "a.db", workers=1, now=now)
    load([elsewhere], tmp_path / "b.db", workers=1, now=now)

    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")


# --- bad input ---------------------------------------------------------------------------------------------

BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n\t\n", ""),
    ("binary.txt", bytes(range(256)) * 40, "binary"),
    ("image.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, ""),
    ("open.md", b"---\ntitle: T\nText without an end of the front matter.", "closing"),
    ("yaml.md", b"---\ntitle: [T\n---\nText.", "YAML"),
    ("list.md", b"---\n- a\n- b\n---\nText.", ""),
    ("date.md", b"---\npublished_on: March\n---\nText.", "published_on"),
    ("day.md", b"---\npublished_on: 2025-02-31\n---\nText.", "published_on"),
    ("rights.md", b"---\nrights: closed\n---\nText.", "rights"),
    ("url.md", b"---\nurl: example\n---\nText.", "url"),
    ("id.md", b"---\nid: 'a b'\n---\nText.", "id"),
    ("slip.md", b"---\ntitel: T\n---\nText.", "title"),
    ("bodyless.md", b"---\ntitle: T\n---\n", "text"),
    ("cut.json", b'{"title": "T", ', "JSON"),
    ("bodyless.json", b'{"title": "T"}', "body"),
    ("number.json", b"42", ""),
    ("cut.jsonl", b'{"body": "Fine."}\n{"body": ', "JSON"),
    ("bodyless.csv", b"title,date\nT,2025\n", "body"),
]


@pytest.mark.parametrize(("name", "data", "reason"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_file_is_named_with_the_reason_and_the_others_load(folder, fresh_db, name, data, reason):
    (folder / "articles" / name).write_bytes(data)

    report = load([folder], fresh_db, workers=1)

    (rejected,) = report.rejected
    assert rejected.path.partition("#")[0] == f"articles/{name}"
    assert reason.lower() in rejected.reason.lower()
    assert (report.exit_code, report.published) == (3, True)
    assert len(ids(fresh_db)) >= 4
    assert dump(fresh_db)["rejected"] == [(1, rejected.path, rejected.reason)]


def test_a_bad_line_does_not_cost_the_other_lines(folder, fresh_db):
    (folder / "articles" / "x.jsonl").write_text(
        '{"id": "x1", "body": "One."}\n[]\n{"id": "x3", "body": "Three."}\n'
    )

    report = load([folder], fresh_db, workers=1)

    assert {"x1", "x3"} <= set(ids(fresh_db))
    assert [file.path for file in report.rejected] == ["articles/x.jsonl#2"]


def test_a_declared_id_that_is_taken_is_rejected(folder, fresh_db):
    (folder / "articles" / "z.md").write_text("---\nid: ferry-strike\n---\nAnother text.\n")

    report = load([folder], fresh_db, workers=1)

    assert outcomes(report)["articles/z.md"] == (
        "rejected", 'the id "ferry-strike" is that of articles/ferry.md; expected another',
    )  # fmt: skip


def test_an_address_that_is_taken_is_rejected(folder, fresh_db):
    (folder / "articles" / "z.md").write_text(
        "---\nid: other\nurl: https://upland-post.example/mill-sold\n---\nText.\n"
    )

    report = load([folder], fresh_db, workers=1)

    assert "articles/two.jsonl#1" in outcomes(report)["articles/z.md"][1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_rejected(folder, fresh_db):
    (folder / "articles" / "secret.txt").write_text("Secret.")
    (folder / "articles" / "secret.txt").chmod(0)

    report = load([folder], fresh_db, workers=1)

    assert "can't be read" in outcomes(report)["articles/secret.txt"][1]


def test_a_failing_extractor_costs_one_article(folder, fresh_db, monkeypatch):
    whole = extraction.extract_article

    def failing(raw):
        if raw.path == "articles/ferry.md":
            raise ZeroDivisionError("a bug")
        return whole(raw)

    monkeypatch.setattr(extraction, "extract_article", failing)

    report = load([folder], fresh_db, workers=1)

    assert [file.path for file in report.rejected] == ["articles/ferry.md"]
    assert "ZeroDivisionError: a bug" in report.rejected[0].reason
    assert len(ids(fresh_db)) == 3


def test_an_article_that_takes_for_ever_is_given_up(folder, fresh_db, monkeypatch):
    whole = extraction.extract_article

    def endless(raw):
        return time.sleep(60) if raw.path == "articles/ferry.md" else whole(raw)

    monkeypatch.setattr(extraction, "extract_article", endless)
    monkeypatch.setattr(extraction, "SECONDS_AN_ARTICLE", 2)

    report = load([folder], fresh_db, workers=1)

    assert [file.path for file in report.rejected] == ["articles/ferry.md"]
    assert "2 seconds" in report.rejected[0].reason


# --- nothing is published ----------------------------------------------------------------------------------


def test_strict_publishes_nothing_when_a_file_is_rejected(folder, fresh_db):
    (folder / "articles" / "empty.txt").write_text("")

    report = load([folder], fresh_db, workers=1, strict=True)

    assert (report.published, report.exit_code, fresh_db.exists()) == (False, 1, False)
    assert "strict" in report.problem


def test_a_folder_of_nothing_publishes_nothing(tmp_path, fresh_db):
    (tmp_path / "nothing").mkdir()

    report = load([tmp_path / "nothing"], fresh_db, workers=1)

    assert (report.published, report.exit_code, fresh_db.exists()) == (False, 1, False)


def test_a_check_writes_nothing(folder, tmp_path):
    (folder / "articles" / "empty.txt").write_text("")
    before = sorted(tmp_path.rglob("*"))

    report = check([folder], workers=1)

    assert sorted(tmp_path.rglob("*")) == before
    assert (report.exit_code, report.published, report.counts["articles"]) == (3, False, 4)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"my thesis", "not written by onrecord"),
        (b"SQLite format 3\x00" + bytes(100), "not written by onrecord"),
    ],
)
def test_a_file_that_is_not_ours_is_not_replaced(folder, fresh_db, content, reason):
    fresh_db.write_bytes(content)

    with pytest.raises(LoadError, match=reason):
        load([folder], fresh_db, workers=1)

    assert fresh_db.read_bytes() == content


def test_an_empty_file_is_replaced(folder, fresh_db):
    fresh_db.touch()

    assert load([folder], fresh_db, workers=1).published


@pytest.mark.parametrize("db", ["no-such-folder/x.db", "."])
def test_a_place_where_no_database_can_be_is_an_error(folder, tmp_path, db):
    with pytest.raises(LoadError):
        load([folder], tmp_path / db, workers=1)


# --- whole or not at all -----------------------------------------------------------------------------------


def fail(error):
    def failing(*_, **__):
        raise error

    return failing


@pytest.mark.parametrize(
    ("where", "what", "error"),
    [
        (os, "fsync", OSError(28, "No space left on device")),
        (Path, "replace", OSError(5, "Input/output error")),
        (loader, "build_database", sqlite3.OperationalError("database or disk is full")),
        (loader, "build_database", KeyboardInterrupt()),
        (publish, "examine", MemoryError()),
    ],
    ids=["sync", "rename", "full", "ctrl-c", "memory"],
)
def test_whatever_fails_the_old_database_stays(folder, fresh_db, monkeypatch, where, what, error):
    load([folder], fresh_db, workers=1)
    before = fresh_db.read_bytes()
    (folder / "articles" / "new.txt").write_text("A new article.")
    monkeypatch.setattr(where, what, fail(error))

    with pytest.raises(LoadError if isinstance(error, OSError | sqlite3.Error) else type(error)):
        load([folder], fresh_db, workers=1)

    assert fresh_db.read_bytes() == before
    assert left_over(fresh_db) == []


def test_a_faulty_database_is_not_published(folder, fresh_db, monkeypatch):
    load([folder], fresh_db, workers=1)
    before = fresh_db.read_bytes()
    whole = loader.build_database

    def faulty(articles, path, *more):
        built = whole(articles, path, *more)
        connection = sqlite3.connect(path)
        connection.execute("UPDATE quotes SET text = 'never said'")
        connection.commit()
        connection.close()
        return built

    monkeypatch.setattr(loader, "build_database", faulty)

    with pytest.raises(LoadError, match="quote-span"):
        load([folder], fresh_db, workers=1)

    assert fresh_db.read_bytes() == before
    assert left_over(fresh_db) == []


def test_a_full_disk_leaves_the_old_database(many, fresh_db):
    """The operating system refuses to let any file grow beyond 100 kB."""
    load([many], fresh_db, workers=1)
    before = fresh_db.read_bytes()

    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        [sys.executable, "-m", "api", "load", many, "--db", fresh_db, "--workers", "1"],
        capture_output=True, text=True, preexec_fn=small_files, timeout=60, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "untouched" in done.stderr
    assert "Traceback" not in done.stderr
    assert fresh_db.read_bytes() == before
    assert left_over(fresh_db) == []


def test_a_second_loader_is_refused_and_the_first_goes_on(folder, fresh_db):
    with publish.only_loader(fresh_db), pytest.raises(LoadError, match="another load"):
        load([folder], fresh_db, workers=1)

    assert load([folder], fresh_db, workers=1).published
    assert left_over(fresh_db) == []


def test_loaders_of_two_databases_in_one_folder_don_t_meet(folder, fresh_db):
    with publish.only_loader(fresh_db.with_name("other.db")):
        assert load([folder], fresh_db, workers=1).published


def test_two_loaders_at_once_leave_one_whole_database(many, fresh_db):
    command = [sys.executable, "-m", "api", "load", many, "--db", fresh_db, "--workers", "1", "--quiet"]
    loaders = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    results = [(process.communicate(timeout=60)[1], process.returncode) for process in loaders]

    assert {code for _, code in results} <= {0, 1}
    assert 0 in {code for _, code in results}
    assert all("another load" in said for said, code in results if code == 1)
    assert examine(fresh_db) == []
    assert left_over(fresh_db) == []


def test_the_lock_of_a_loader_that_died_holds_up_nobody(folder, fresh_db):
    lock = fresh_db.with_name(f".{fresh_db.name}.lock")
    lock.touch()  # its file is there, the lock is not: locks end with their process
    fresh_db.with_name(f".{fresh_db.name}.new").write_bytes(b"half a database")

    assert load([folder], fresh_db, workers=1).published
    assert left_over(fresh_db) == []


def test_a_lock_that_was_replaced_is_no_lock(fresh_db):
    """Who waited for a lock file that the first loader then removed must not believe to hold it."""
    with publish.only_loader(fresh_db):
        lock = fresh_db.with_name(f".{fresh_db.name}.lock")
        descriptor = os.open(lock, os.O_RDWR)
        lock.unlink()
        lock.touch()
        try:
            assert not publish._is_same_file(descriptor, lock)
        finally:
            os.close(descriptor)
        other = os.open(lock, os.O_RDWR)
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(other)


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_database(many, fresh_db):
    """Kill -9 at random moments; each time the file is whole, and the next load clears up."""
    command = [sys.executable, "-m", "api", "load", many, "--db", fresh_db, "--workers", "2", "--quiet"]
    started = time.monotonic()
    subprocess.run(command, check=True, timeout=60)
    whole_time = time.monotonic() - started
    chance = random.Random(4)
    versions = {}
    for number in range(8):
        before = fresh_db.read_bytes()
        (many / "day-00.txt").write_text(
            f"The council met for the time number {number}. Nothing was said at all."
        )
        process = subprocess.Popen(command, start_new_session=True)
        time.sleep(chance.uniform(0.1, 1.1) * whole_time)
        process.kill()
        process.wait(timeout=10)
        assert examine(fresh_db) == []
        versions[number] = fresh_db.read_bytes() == before

    report = load([many], fresh_db, workers=1)

    assert report.published
    assert left_over(fresh_db) == []
    assert True in versions.values(), "some kill came before the end"


@pytest.mark.slow
def test_a_kill_at_200_moments_leaves_the_old_or_the_new_database(many, fresh_db):
    """As above, but in a fork of this process, which starts at once; the moments cover the whole load."""
    for path in sorted(many.iterdir())[12:]:
        path.unlink()
    load([many], fresh_db, workers=1)
    whole_time = max(killed_load(many, fresh_db, number, after=None) for number in (-2, -1))
    chance, found = random.Random(9), {"old": 0, "new": 0}
    for number in range(200):
        before = fresh_db.read_bytes()
        killed_load(many, fresh_db, number, after=chance.uniform(0.0, 1.5) * whole_time)
        if fresh_db.read_bytes() == before:
            found["old"] += 1
        else:
            found["new"] += 1
            assert is_said_in(fresh_db, f"time number {number}.")
            assert examine(fresh_db) == []

    assert min(found.values()) > 0, found
    assert load([many], fresh_db, workers=1).published
    assert left_over(fresh_db) == []


def killed_load(folder, db, number, after):
    """Change an article, load in a fork, kill it after some seconds (None: never); return how long it ran."""
    (folder / "day-00.txt").write_text(
        f"The council met for the time number {number}. Nothing was said at all."
    )
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            load([folder], db, workers=1)
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.monotonic() - started


def is_said_in(db, words):
    connection = sqlite3.connect(db)
    try:
        return connection.execute("SELECT 1 FROM articles WHERE body LIKE ?", (f"%{words}%",)).fetchone() == (
            1,
        )
    finally:
        connection.close()


@pytest.mark.slow
def test_workers_end_with_a_loader_that_is_killed(many, fresh_db):
    command = [sys.executable, "-m", "api", "load", many, "--db", fresh_db, "--workers", "2", "--quiet"]
    process = subprocess.Popen(command, start_new_session=True)
    while len(members_of(process.pid)) < 3 and process.poll() is None:  # itself and two workers
        time.sleep(0.005)
    assert process.poll() is None, "the workers came before the end"
    process.kill()
    process.wait(timeout=10)

    deadline = time.monotonic() + 20
    while members_of(process.pid) and time.monotonic() < deadline:
        time.sleep(0.1)

    assert members_of(process.pid) == []


def members_of(session):
    """The processes of a session, by id."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session = entry.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(its_session) == session and state != "Z":
            found.append(int(entry.parent.name))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_load_leaves_no_debris(many, fresh_db, how):
    load([many], fresh_db, workers=1)
    before = fresh_db.read_bytes()
    (many / "new.txt").write_text("The council met once more.")
    command = [sys.executable, "-m", "api", "load", many, "--db", fresh_db, "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not left_over(fresh_db) and process.poll() is None:
        time.sleep(0.005)
    os.killpg(process.pid, how)
    said = process.communicate(timeout=30)[1]

    if process.returncode != 0:  # it may have been quicker than the signal
        assert fresh_db.read_bytes() == before
        assert "Traceback" not in said
    assert left_over(fresh_db) == []


# --- speed -------------------------------------------------------------------------------------------------


def test_progress_is_told_in_files(many, fresh_db):
    told = []

    load([many], fresh_db, workers=1, progress=lambda done, total: told.append((done, total)))

    assert told[0] == (0, 40)
    assert told[-1] == (40, 40)
    assert told == sorted(told)
