"""The same folder gives the same rows every time, on every machine."""

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

from click.testing import CliRunner
from loaded import dump

from api.cli import main
from api.commands.serving import EXPORTS
from api.loader import extraction, load


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
