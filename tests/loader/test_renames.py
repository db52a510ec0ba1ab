"""What corpus.yaml renames and no file has is told: a misspelt column would be a decision silently lost."""

import gzip
import io
import json
import zipfile

import pytest

from api.loader import check, load
from api.loader import renames as module
from api.loader.folder import SourceFile
from api.loader.renames import unseen_keys

KEYS = ["Story", "Über", "Headlin"]
LINE = json.dumps({"Story": "The wall held.", "Über": "T"})


def zipped(name, data):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zip_file:
        zip_file.writestr(name, data)
    return archive.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.csv", "id,Über,Story\n1,T,Headlin\n", id="comma"),
        pytest.param("a.csv", "id;Über;Story\n1;T;Headlin\n", id="semicolon"),
        pytest.param("a.TSV", "id\tÜber\tStory\n", id="tab"),
        pytest.param("a.csv", "id,Über,Story\n".encode("cp1252"), id="older encoding"),
        pytest.param("a.csv", "id,Über,Story\n".encode("utf-16"), id="UTF-16"),
        pytest.param("a.csv", '"id","Über","Story"\n', id="quoted"),
        pytest.param("a.jsonl", LINE, id="letters by number"),
        pytest.param("a.json", '[{"Story" : "Headlin", "Über"\n:2}]', id="letters, and room"),
        pytest.param("a.jsonl.gz", gzip.compress(LINE.encode()), id="gzip"),
        pytest.param("a.zip", zipped("b/c.jsonl", LINE), id="zip"),
    ],
)
def test_a_key_that_a_file_has_is_seen(name, data):
    file = SourceFile("", name, data=data if isinstance(data, bytes) else data.encode())

    assert unseen_keys([file], KEYS) == ["Headlin"]


def test_a_key_is_seen_where_pieces_meet(monkeypatch):
    monkeypatch.setattr(module, "_PIECE", 7)
    text = "".join(f'{{"k{n}" : "x"}}\n' for n in range(40))

    file = SourceFile("", "a.jsonl", data=text.encode())

    assert unseen_keys([file], [f"k{n}" for n in range(41)]) == ["k40"]


def test_words_of_an_article_are_no_keys():
    text = SourceFile("", "a.txt", data=b'"Headlin": said Ada Bloom.')
    line = SourceFile("", "a.jsonl", data=b'{"body": "Headlin, said Ada Bloom.", "x": "Story"}')
    broken = SourceFile("", "a.jsonl.gz", data=b"\x1f\x8bHeadlin")

    assert unseen_keys([text, line, broken], KEYS) == KEYS


def test_nothing_is_read_where_nothing_is_renamed(tmp_path):
    assert unseen_keys([SourceFile(str(tmp_path / "none.csv"), "none.csv")], []) == []


def test_a_load_warns_each_time(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.csv").write_text("Headline,Story\nT,The wall of Ostley held.\n")
    (folder / "corpus.yaml").write_text("columns: {Story: body, Headlin: title}")
    told = (
        'corpus.yaml: "columns" has "Headlin", which no table and no JSON has; expected a name as it stands there',
    )

    assert check([folder]).warnings == told
    for _ in range(2):
        assert load([folder], tmp_path / "c.db", workers=1).warnings == told
