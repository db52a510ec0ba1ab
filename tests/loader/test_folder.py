"""Which files a load is about."""

import io
import os
import sys
from pathlib import Path

import pytest

from api.errors import InvalidCuration, LoadError
from api.loader.folder import read_corpus


@pytest.fixture
def folder(tmp_path):
    def write(**files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return lambda files: write(**files)


def names(corpus):
    return [file.name for file in corpus.files]


def test_a_plain_folder_is_all_its_readable_files_in_order(folder):
    corpus = read_corpus([folder({"b.txt": "B", "sub/a.md": "A", "a.html": "H", "c.png": "P", "d.log": "L"})])

    assert names(corpus) == ["a.html", "b.txt", "sub/a.md"]
    assert corpus.ignored == {".png": 1, ".log": 1}


def test_a_corpus_folder_is_its_articles(folder):
    corpus = read_corpus([folder({"corpus.yaml": "title: T", "README.md": "R", "articles/x/a.txt": "A"})])

    assert names(corpus) == ["articles/x/a.txt"]


def test_globs_say_what_the_articles_are(folder):
    corpus = read_corpus(
        [
            folder(
                {
                    "corpus.yaml": "articles: ['text/*.txt', 'text/*.md', 'more/**']",
                    "text/a.txt": "A",
                    "text/b.md": "B",
                    "text/c.html": "C",
                    "more/x/y.txt": "Y",
                    "articles/z.txt": "Z",
                }
            )
        ]
    )

    assert names(corpus) == ["more/x/y.txt", "text/a.txt", "text/b.md"]


def test_curation_files_and_hidden_files_are_no_articles(folder):
    corpus = read_corpus([folder({"speakers.yaml": "", ".git/x.txt": "X", ".hidden.txt": "H", "a.txt": "A"})])

    assert (names(corpus), corpus.ignored) == (["a.txt"], {})


def test_a_link_that_leaves_the_folder_is_rejected(folder, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text("Secret")
    path = folder({"a.txt": "A"})
    (path / "link.txt").symlink_to(secret)
    (path / "inside.txt").symlink_to(path / "a.txt")

    corpus = read_corpus([path])

    assert names(corpus) == ["a.txt", "inside.txt"]
    assert "outside the corpus folder" in corpus.rejected["link.txt"]


def test_what_looks_like_an_article_and_is_no_file_is_rejected(folder):
    path = folder({"a.txt": "A"})
    (path / "gone.txt").symlink_to(path / "nothing.txt")
    os.mkfifo(path / "pipe.txt")
    os.mkfifo(path / "pipe")

    corpus = read_corpus([path])

    assert names(corpus) == ["a.txt"]
    assert corpus.rejected == {
        "gone.txt": "the file is a link that leads nowhere; expected a file",
        "pipe.txt": "this is no regular file; expected one",
    }


def test_a_link_to_a_folder_is_told(folder, tmp_path_factory):
    path = folder({"a.txt": "A"})
    (path / "more").symlink_to(tmp_path_factory.mktemp("elsewhere"))

    assert read_corpus([path]).warnings == ("more: links to folders are not followed; expected the folder",)


def test_a_folder_that_can_t_be_read_is_rejected(folder, monkeypatch):
    path = folder({"a.txt": "A", "closed/b.txt": "B", "open/c.txt": "C"})
    monkeypatch.setattr(os, "access", lambda where, _mode: Path(where).name != "closed")  # root may read all

    assert read_corpus([path]).rejected == {"closed": "the folder can't be read; expected permission to"}


def test_a_glob_that_matches_nothing_is_told(folder):
    corpus = read_corpus([folder({"corpus.yaml": "articles: ['*.txt', 'texts/**']", "a.txt": "A"})])

    assert corpus.warnings == ('corpus.yaml: "articles" has "texts/**", which matches no file',)


def test_a_name_that_is_not_utf_8_is_rejected_and_written_out(folder):
    path = folder({"a.txt": "A"})
    Path(os.fsdecode(os.fsencode(path) + b"/caf\xe9.txt")).write_text("B")
    Path(os.fsdecode(os.fsencode(path) + b"/caf\xe9.docx")).write_text("C")

    for corpus in (read_corpus([path]), read_corpus(sorted(path.iterdir()))):
        assert [file.path.name for file in corpus.files] == ["a.txt"]
        reasons = {Path(name).name: why for name, why in corpus.rejected.items()}
        assert (
            reasons["caf\\xe9.txt"] == "the file's name is not UTF-8; expected one that is: rename the file"
        )


def test_a_folder_whose_name_is_not_utf_8_has_a_title(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    path.mkdir()
    (path / "a.txt").write_text("A")

    corpus = read_corpus([path])

    assert (corpus.title, names(corpus)) == ("caf\\xe9", ["a.txt"])


def test_files_named_one_by_one_keep_their_order(folder):
    path = folder({"b.txt": "B", "a.txt": "A"})

    corpus = read_corpus([path / "b.txt", path / "a.txt"])

    assert [file.path.name for file in corpus.files] == ["b.txt", "a.txt"]


def test_a_file_of_another_kind_that_is_named_is_rejected(folder):
    path = folder({"a.pdf": "A"})

    corpus = read_corpus([path / "a.pdf"])

    assert ".txt" in corpus.rejected[(path / "a.pdf").as_posix()]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"Text", "standard-input.txt"),
        (b"---\ntitle: T\n---\nText", "standard-input.md"),
        (b'{"body": "x"}', "standard-input.json"),
        (b'{\n"body": "x"\n}\n', "standard-input.json"),
        (b'[{"body": "x"},\n{"body": "y"}]', "standard-input.json"),
        (b'{"body": "x"}\n', "standard-input.json"),
        (b'{"body": "x"}\n{"body": "y"}\n', "standard-input.jsonl"),
    ],
)
def test_standard_input_is_known_by_its_first_signs(monkeypatch, data, name):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    (file,) = read_corpus([Path("-")]).files

    assert (file.name, file.data) == (name, data)


def test_standard_input_that_is_named_twice_is_read_once(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Text")))

    (file,) = read_corpus([Path("-"), Path("-")]).files

    assert file.data == b"Text"


def test_what_isn_t_there_is_an_error(tmp_path):
    with pytest.raises(LoadError, match="no such file"):
        read_corpus([tmp_path / "nothing"])


def test_a_curated_folder_is_loaded_by_itself(folder, tmp_path):
    path = folder({"one/corpus.yaml": "title: T", "two/a.txt": "A"})

    with pytest.raises(LoadError, match="by itself"):
        read_corpus([path / "one", path / "two"])


def test_plain_folders_are_loaded_together(folder):
    path = folder({"one/a.txt": "A", "two/a.txt": "A"})

    corpus = read_corpus([path / "one", path / "two"])

    assert names(corpus) == [f"{path.as_posix()}/one/a.txt", f"{path.as_posix()}/two/a.txt"]


TABLE = "corpus.yaml"
YAML = "metadata: {file: t.csv, key: f, columns: {h: title, d: published_on}}"


@pytest.mark.parametrize("key", ["a", "a.txt", "articles/a.txt", "articles/a"])
def test_a_table_s_row_belongs_to_a_file_with_or_without_ending(folder, key):
    corpus = read_corpus(
        [folder({TABLE: YAML, "t.csv": f"f,h,d\n{key},Title,2025\n", "articles/a.txt": "A"})]
    )

    assert corpus.files[0].fields == {"title": "Title", "published_on": "2025"}
    assert corpus.warnings == ()


def test_a_row_that_two_files_could_claim_is_nobody_s(folder):
    files = {"articles/2024/a.txt": "A", "articles/2025/a.txt": "A", "articles/b.txt": "B"}
    corpus = read_corpus([folder({TABLE: YAML, "t.csv": "f,h,d\na,Title,\nb,Other,\n", **files})])

    assert [(file.name, file.fields) for file in corpus.files] == [("articles/b.txt", {"title": "Other"})]
    assert corpus.rejected == dict.fromkeys(
        ["articles/2024/a.txt", "articles/2025/a.txt"],
        't.csv: the row "a" may be that of articles/2024/a.txt or articles/2025/a.txt; '
        "expected the path of a file in the folder as its key",
    )


def test_a_row_by_path_goes_before_one_by_name(folder):
    rows = "a,Title,\narticles/2025/a.txt,Other,\narticles/2025/a,Third,\n"
    files = {"articles/2024/a.txt": "A", "articles/2025/a.txt": "A"}
    corpus = read_corpus([folder({TABLE: YAML, "t.csv": f"f,h,d\n{rows}", **files})])

    assert [file.fields["title"] for file in corpus.files] == ["Title", "Other"]
    assert corpus.warnings == ('t.csv: the row "articles/2025/a" belongs to no article file',)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param("f,h,d\na,Stops, again,2025\n", "line 2: the row has 4 cells; expected 3", id="cells"),
        pytest.param("f,h,h,d\na,T,U,2025\n", 'several columns "h"; expected one of each name', id="columns"),
    ],
)
def test_a_table_that_says_more_than_is_read_is_refused(folder, table, message):
    with pytest.raises(InvalidCuration, match=message):
        read_corpus([folder({TABLE: YAML, "t.csv": table, "articles/a.txt": "A"})])


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("f;h;d\na;Café, late;2025\n".encode(), id="semicolons"),
        pytest.param("f\th\td\na\tCafé, late\t2025\n".encode(), id="tabs"),
        pytest.param('f,h,d\na,"Café, late",2025\n'.encode("cp1252"), id="an 8-bit encoding"),
        pytest.param('f,h,d\na,"Café, late",2025\n'.encode("utf-16"), id="UTF-16"),
        pytest.param('\ufeff f , h, d\n a ,"Café, late",2025\n,,\n,,\n'.encode(), id="blanks and empty rows"),
    ],
)
def test_a_table_is_read_as_spreadsheets_save_it(folder, table):
    path = folder({TABLE: YAML, "articles/a.txt": "A"})
    (path / "t.csv").write_bytes(table)

    corpus = read_corpus([path])

    assert corpus.files[0].fields == {"title": "Café, late", "published_on": "2025"}
    assert corpus.warnings == ()


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(b"PK\x03\x04\x00\x00\xff\xfe", id="a spreadsheet"),
        pytest.param(b'f,h,d\na,"' + b"x" * 17_000_000 + b'",2025\n', id="a mark that is never closed"),
    ],
)
def test_a_table_that_is_none_is_refused(folder, table):
    path = folder({TABLE: YAML, "articles/a.txt": "A"})
    (path / "t.csv").write_bytes(table)

    with pytest.raises(InvalidCuration, match=r"^t.csv: .*table as \.csv or \.tsv"):
        read_corpus([path])


def test_two_columns_that_say_two_things_of_one_field_are_refused(folder):
    yaml = "metadata: {file: t.csv, key: f, columns: {h: title, d: title}}"
    same = read_corpus([folder({TABLE: yaml, "t.csv": "f,h,d\na,T,T\nb,,U\n", "articles/a.txt": "A"})])
    assert same.files[0].fields == {"title": "T"}

    with pytest.raises(InvalidCuration, match='line 2: the columns "h" and "d" both say "title", and differ'):
        read_corpus([folder({TABLE: yaml, "t.csv": "f,h,d\na,T,U\n", "articles/a.txt": "A"})])


def test_a_row_without_a_key_belongs_to_no_file(folder):
    yaml = "metadata: {file: t.csv, key: f, columns: {h: title}}"
    corpus = read_corpus([folder({TABLE: yaml, "t.csv": "h,f\nTitle\nOther,b\n", "articles/a.txt": "A"})])

    assert corpus.warnings == (
        't.csv: the row "" belongs to no article file',
        't.csv: the row "b" belongs to no article file',
    )


def test_a_tab_separated_table_has_no_quoting(folder):
    yaml = "metadata: {file: t.tsv, key: f, columns: {h: title}}"
    corpus = read_corpus(
        [folder({TABLE: yaml, "t.tsv": 'f\th\na\t"Never", he said\n', "articles/a.txt": "A"})]
    )

    assert corpus.files[0].fields == {"title": '"Never", he said'}


def test_a_row_without_a_file_is_reported(folder):
    corpus = read_corpus([folder({TABLE: YAML, "t.csv": "f,h,d\na,T,\nb,U,\n", "articles/a.txt": "A"})])

    assert corpus.warnings == ('t.csv: the row "b" belongs to no article file',)


def test_of_many_rows_without_a_file_the_first_are_named_and_the_others_counted(folder):
    rows = "".join(f"row-{number:04},T,\n" for number in range(1234))
    corpus = read_corpus([folder({TABLE: YAML, "t.csv": f"f,h,d\na,T,\n{rows}", "articles/a.txt": "A"})])

    assert corpus.warnings[0] == 't.csv: the row "row-0000" belongs to no article file'
    assert corpus.warnings[10:] == ("t.csv: 1,224 more rows belong to no article file",)


def test_a_value_that_does_not_fit_rejects_the_article(folder):
    corpus = read_corpus([folder({TABLE: YAML, "t.csv": "f,h,d\na,T,March\n", "articles/a.txt": "A"})])

    assert corpus.files == ()
    assert "March" in corpus.rejected["articles/a.txt"]
    assert "t.csv" in corpus.rejected["articles/a.txt"]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        pytest.param(None, "no such file", id="no table"),
        pytest.param("f,h\na,T\n", 'no column "d"', id="a column is missing"),
        pytest.param("f,h,d\na,T,\na,U,\n", 'line 3: "a"', id="a key twice"),
    ],
)
def test_a_table_that_can_t_be_used_is_an_error(folder, table, reason):
    files = {TABLE: YAML, "articles/a.txt": "A"} | ({"t.csv": table} if table else {})

    with pytest.raises(InvalidCuration, match=reason):
        read_corpus([folder(files)])
