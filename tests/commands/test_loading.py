"""Commands that read articles: what load, check and extract print, and their exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[1] / "samples" / "corpus"
KEYS = [
    "path",
    "title",
    "publisher",
    "authors",
    "published_on",
    "tags",
    "rights",
    "body",
    "removed",
    "quotes",
]

QUOTE_KEYS = ["kind", "text", "start", "end", "speaker", "mention", "cue", "method", "confidence", "reason"]


def test_load_prints_the_numbers_and_what_is_wrong(run, folder, fresh_db):
    (folder / "articles" / "empty.txt").write_text("")

    result = run("load", folder, "--db", fresh_db, "--workers", "1")

    assert result.exit_code == 3
    assert "4 articles" in result.stdout
    assert f"published: {fresh_db}" in result.stdout
    assert "rejected: articles/empty.txt: " in result.stderr
    assert 'warning: corrections.yaml: article "articles/no-such-file.txt"' in result.stderr


def test_load_of_all_files_exits_with_0(run, folder, fresh_db):
    assert run("load", folder, "--db", fresh_db, "--workers", "1").exit_code == 0


def test_load_quietly_prints_complaints_only(run, folder, fresh_db):
    result = run("load", folder, "--db", fresh_db, "--workers", "1", "--quiet")

    assert result.stdout == ""
    assert "warning" in result.stderr


def test_load_strictly_publishes_nothing(run, folder, fresh_db):
    (folder / "articles" / "empty.txt").write_text("")

    result = run("load", folder, "--db", fresh_db, "--workers", "1", "--strict")

    assert (result.exit_code, fresh_db.exists()) == (1, False)
    assert "nothing was published: --strict" in result.stderr


def test_the_report_tells_what_became_of_each_file(run, folder, fresh_db, tmp_path):
    (folder / "articles" / "empty.txt").write_text("")
    report_file = tmp_path / "report.json"

    run("load", folder, "--db", fresh_db, "--workers", "1", "--report", report_file)
    report = json.loads(report_file.read_bytes())

    assert report["outcomes"] == {"loaded": 4, "reused": 0, "rejected": 1, "ignored": 1}
    assert (report["exit_code"], report["published"], report["db"]) == (3, True, str(fresh_db))
    by_path = {file["path"]: file for file in report["files"]}
    assert by_path["articles/ferry.md"]["article_id"] == "ferry-strike"
    assert by_path["articles/empty.txt"]["outcome"] == "rejected"
    assert by_path["articles/empty.txt"]["reason"]
    assert report["counts"]["articles"] == 4
    assert any("articles/no-such-file.txt" in warning for warning in report["warnings"])


def test_a_report_that_has_no_place_is_told_before_the_load(run, folder, fresh_db, tmp_path):
    result = run("load", folder, "--db", fresh_db, "--report", tmp_path / "nowhere" / "report.json")

    assert (result.exit_code, fresh_db.exists()) == (2, False)
    assert "can't be written" in result.stderr
    assert "nowhere doesn't exist" in " ".join(result.stderr.split())


def test_a_report_that_fails_at_the_end_leaves_the_exit_code_of_the_load(
    run, folder, fresh_db, monkeypatch, tmp_path
):
    def full(_path, _content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    result = run("load", folder, "--db", fresh_db, "--workers", "1", "--report", tmp_path / "report.json")

    assert (result.exit_code, fresh_db.exists()) == (0, True)
    assert "report.json: the report can't be written: No space left on device" in result.stderr


def test_a_report_is_written_whole_or_not_at_all(run, folder, fresh_db, monkeypatch, tmp_path):
    """A full disk leaves the report of before, and nothing beside it."""
    place, link = tmp_path / "report.json", tmp_path / "link.json"
    link.symlink_to(place.name)
    run("load", folder, "--db", fresh_db, "--workers", "1", "--report", link)
    before = place.read_bytes()

    def half(path, content):
        path.open("wb").write(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    result = run("load", folder, "--db", fresh_db, "--workers", "1", "--report", link)

    assert (result.exit_code, json.loads(before)["published"]) == (0, True)
    assert "link.json: the report can't be written: No space left on device" in result.stderr
    assert (link.is_symlink(), place.read_bytes()) == (True, before)
    assert sorted(path.name for path in tmp_path.glob("*report*")) == ["report.json"]
    assert list(tmp_path.glob(".report*")) == []


def test_a_report_may_go_where_no_file_is(folder, fresh_db):
    words = ["load", folder, "--db", fresh_db, "--workers", "1", "--quiet", "--report", "/dev/stdout"]
    done = subprocess.run([sys.executable, "-m", "api", *words], capture_output=True, check=True)

    assert json.loads(done.stdout)["published"] is True


@pytest.mark.parametrize("command", ["load", "check"])
def test_a_folder_without_articles_is_told_what_articles_are(run, command, tmp_path):
    (tmp_path / "minutes.docx").write_bytes(b"PK")
    result = run(command, tmp_path, *(["--db", tmp_path / "x.db"] if command == "load" else []))

    assert result.exit_code == 1
    assert "there is no article; expected files that end in .csv," in result.stderr
    assert "(1 ignored)" in result.stdout
    assert "\nignored: 1 .docx\n" in result.stdout


def test_what_kinds_of_files_were_ignored_is_told_commonest_first(run, folder, fresh_db, tmp_path):
    for name in ("a.docx", "b.docx", "c.txt.gz", "noted", *(f"x.{letter}" for letter in "abcdefghij")):
        (folder / "articles" / name).write_text("x")

    result = run("load", folder, "--db", fresh_db, "--workers", "1", "--report", tmp_path / "report.json")
    told = next(line for line in result.stdout.splitlines() if line.startswith("ignored: "))

    assert told.startswith("ignored: 2 .docx, 1 without an ending, 1 .a, ")
    assert told.endswith(" others")
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert (report["ignored_endings"][".docx"], report["ignored_endings"][".txt.gz"]) == (2, 1)
    assert report["ignored"] == report["outcomes"]["ignored"] == sum(report["ignored_endings"].values())


def test_one_is_one(run, tmp_path):
    (tmp_path / "a.txt").write_text('Dams hold\n\n"They hold," said Ada Bloom.\n')

    assert run("check", tmp_path).stdout.startswith("1 article, 1 quote in ")


def test_check_writes_no_database(run, folder, tmp_path):
    (folder / "articles" / "empty.txt").write_text("")
    before = sorted(tmp_path.rglob("*"))

    result = run("check", folder, "--workers", "1")

    assert result.exit_code == 3
    assert "rejected: articles/empty.txt" in result.stderr
    assert "4 articles" in result.stdout
    assert "published" not in result.stdout
    assert sorted(tmp_path.rglob("*")) == before


def test_a_log_in_json_tells_progress_complaints_and_the_end(run, folder, fresh_db):
    (folder / "articles" / "empty.txt").write_text("")

    result = run("load", folder, "--db", fresh_db, "--workers", "1", "--json-log", "--quiet")
    lines = [json.loads(line) for line in result.stderr.splitlines()]

    assert result.stdout == ""
    assert {line["event"] for line in lines} == {"progress", "rejected", "warning", "finished"}
    last = [line for line in lines if line["event"] == "progress"][-1]
    assert (last["files"], last["of"], last["seconds_left"]) == (4, 4, 0.0)
    assert last["files_per_second"] > 0
    (rejected,) = [line for line in lines if line["event"] == "rejected"]
    assert rejected["path"] == "articles/empty.txt"
    assert lines[-1]["event"] == "finished"
    assert (lines[-1]["exit_code"], lines[-1]["outcomes"]["loaded"]) == (3, 4)
    assert all(line["at"].endswith("Z") for line in lines)


def test_a_fault_in_a_curation_file_is_one_line(run, folder, fresh_db):
    (folder / "speakers.yaml").write_text("- nam: Ana")

    result = run("load", folder, "--db", fresh_db)

    assert (result.exit_code, fresh_db.exists()) == (1, False)
    assert result.stderr.startswith('Error: speakers.yaml: line 1: "[0]" has the unknown key "nam"')
    assert result.stderr.count("\n") == 1


def test_extract_prints_one_object_a_line_in_input_order(run):
    files = [CORPUS / "articles" / name for name in ("ferry.md", "two.jsonl", "bridge.txt")]

    result = run("extract", *files, "--jsonl")
    records = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.exit_code == 0
    names = [Path(record["path"]).name for record in records]
    assert names == ["ferry.md", "two.jsonl#1", "two.jsonl#2", "bridge.txt"]
    assert all(list(record) == KEYS for record in records)
    ferry = records[0]
    assert {name: ferry[name] for name in KEYS[1:7]} == {
        "title": "Ferry crews stop work",
        "publisher": "Upland Post",
        "authors": ["Mia Vane", "Bo Quill"],
        "published_on": "2025-03",
        "tags": ["Ferries", "Work"],
        "rights": "open",
    }
    quotes = [(record["body"], quote) for record in records for quote in record["quotes"]]
    assert quotes, "the four articles hold quotes"
    for body, quote in quotes:
        assert list(quote) == QUOTE_KEYS
        assert body[quote["start"] : quote["end"]] == quote["text"]
        assert (quote["speaker"] is None) == (quote["reason"] is not None)
        for excerpt in (quote["mention"], quote["cue"]):
            assert excerpt is None or body[excerpt["start"] : excerpt["end"]] == excerpt["text"]


def test_extract_reads_standard_input(run):
    result = run("extract", "-", "--jsonl", input="---\ntitle: Rain\n---\nIt rained on Upper Dray all day.\n")

    assert json.loads(result.stdout)["title"] == "Rain"


def test_extract_for_people(run):
    result = run("extract", CORPUS / "articles" / "ferry.md")

    assert "Ferry crews stop work" in result.stdout


def test_extract_heeds_what_the_columns_of_a_table_are_called(run, tmp_path):
    (tmp_path / "corpus.yaml").write_text("columns: {Story: body, Kicker: title}\n")
    (tmp_path / "a.csv").write_text('Kicker,Story\nDam holds,"""It holds,"" said Ada Bloom."\n')

    result = run("extract", tmp_path)

    assert (result.exit_code, result.stdout) == (0, "a.csv#1: Dam holds\n  direct, Ada Bloom: It holds,\n")


def test_extract_names_what_it_can_t_read(run, tmp_path):
    bad, good = tmp_path / "bad.txt", CORPUS / "articles" / "ferry.md"
    bad.write_bytes(b"")

    both, alone = run("extract", bad, good, "--jsonl"), run("extract", bad, "--jsonl")

    assert (both.exit_code, alone.exit_code) == (3, 1)
    assert f"rejected: {bad.as_posix()}: " in both.stderr
    assert len(both.stdout.splitlines()) == 1
