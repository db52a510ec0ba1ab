"""Commands that look at databases: what doctor and diff find."""

import json
import shutil
import sqlite3

import pytest


@pytest.fixture
def two(run, folder, fresh_db, tmp_path):
    """A database, and one of the folder with an article more, one less, and one that reads otherwise."""
    old = tmp_path / "old.db"
    run("load", folder, "--db", old, "--workers", "1")
    articles = folder / "articles"
    (articles / "new.md").write_text('---\nid: new\ntitle: News\n---\n"It rains," said Ana Ruiz.\n')
    (articles / "bridge.txt").unlink()
    ferry = (
        (articles / "ferry.md")
        .read_text("utf-8")
        .replace("said Tom Lee, who speaks", "said Bo Quill, who speaks")
    )
    (articles / "ferry.md").write_text(ferry, "utf-8")
    run("load", folder, "--db", fresh_db, "--workers", "1")
    return old, fresh_db


def test_diff_says_what_was_added_changed_and_removed(run, two):
    lines = run("diff", *two).stdout.splitlines()

    assert "+ article new: News" in lines
    assert "~ article ferry-strike (body): Ferry crews stop work" in lines
    assert [line for line in lines if line.startswith("- article bridge-")] != []
    assert [line for line in lines if line.startswith("+ quote ") and line.endswith(": It rains,")] != []
    assert [line for line in lines if line.startswith("~ quote ") and "speaker_id" in line] != []
    assert "articles: 1 added, 1 changed, 1 removed" in lines


def test_diff_in_json_has_the_values_before_and_now(run, two):
    changes = [json.loads(line) for line in run("diff", *two, "--json").stdout.splitlines()]

    (changed,) = [it for it in changes if it["noun"] == "quote" and "speaker_id" in it["fields"]]
    assert changed["fields"]["speaker_id"] == ["tom-lee", "bo-quill"]
    assert {it["change"] for it in changes} == {"added", "changed", "removed"}


def test_diff_tells_authors_and_tags_of_an_article(run, folder, fresh_db, tmp_path):
    old, ferry = tmp_path / "old.db", folder / "articles" / "ferry.md"
    run("load", folder, "--db", old, "--workers", "1")
    ferry.write_text(
        ferry.read_text("utf-8").replace("Bo Quill]", "Bo Quist]").replace("Work]", "Labour]"), "utf-8"
    )
    run("load", folder, "--db", fresh_db, "--workers", "1")
    (line,) = [line for line in run("diff", old, fresh_db).stdout.splitlines() if line.startswith("~")]
    assert line == "~ article ferry-strike (authors, tags): Ferry crews stop work"
    (changed,) = [json.loads(line) for line in run("diff", old, fresh_db, "--json").stdout.splitlines()]
    assert changed["fields"]["authors"] == [["Mia Vane", "Bo Quill"], ["Mia Vane", "Bo Quist"]]
    assert [set(ids) & {"work", "labour"} for ids in changed["fields"]["tags"]] == [{"work"}, {"labour"}]


def test_diff_says_that_something_else_differs(run, folder, fresh_db, tmp_path):
    old, speakers = tmp_path / "old.db", folder / "speakers.yaml"
    run("load", folder, "--db", old, "--workers", "1")
    speakers.write_text(speakers.read_text("utf-8").replace("Mayor of", "Lord mayor of"), "utf-8")
    run("load", folder, "--db", fresh_db, "--workers", "1")
    *counts, last = run("diff", old, fresh_db).stdout.splitlines()
    assert all("0 added, 0 changed, 0 removed" in line for line in counts)
    assert last.startswith("The versions still differ")


def test_diff_of_a_database_with_itself_is_nothing(run, two):
    assert run("diff", two[0], two[0]).stdout.splitlines() == [
        "articles: 0 added, 0 changed, 0 removed",
        "quotes: 0 added, 0 changed, 0 removed",
    ]


def test_diff_of_what_is_no_database_says_so(run, two, tmp_path):
    (tmp_path / "text.db").write_text("no database")

    for pair in (
        (two[0], tmp_path / "text.db"),
        (tmp_path / "text.db", two[0]),
        (two[0], tmp_path / "none.db"),
    ):
        result = run("diff", *pair)
        assert result.exit_code == 1
        assert str(tmp_path) in result.stderr
        assert "Traceback" not in result.stderr


def test_doctor_says_that_all_is_well(run, corpus_db):
    result = run("doctor", "--db", corpus_db)

    assert (result.exit_code, result.stderr) == (0, "")


def test_doctor_names_what_is_broken(run, corpus_db, tmp_path):
    broken = shutil.copy(corpus_db, tmp_path / "broken.db")
    connection = sqlite3.connect(broken)
    connection.execute("UPDATE corpus SET article_count = 99")
    connection.commit()
    connection.close()

    result = run("doctor", "--db", broken)

    assert result.exit_code == 1
    assert "corpus-article-count: " in result.stderr
