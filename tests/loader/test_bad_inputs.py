"""Whatever lies in a folder: each bad input gets a message that says what is wrong and what is accepted."""

import gzip
import io
import re
import zipfile

import pytest

from api.loader import load

GOOD = "---\nid: good\nurl: https://a.example/good\n---\nThe wall held.\n"


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


# The path in the report (a file, an article in it, a file in an archive), the content, the whole message; "…" stands
# for what a library says of its own.
BAD = [
    ("empty.txt", b"", "the file is empty; expected the text of an article"),
    ("blank.txt", b" \n\n\t\n", "the file is empty; expected the text of an article"),
    (
        "bom.txt",
        b"\xef\xbb\xbf",
        "the file is empty; expected the text of an article",
    ),
    (
        "binary.txt",
        bytes(range(256)) * 40,
        "the file is binary or its encoding can't be told; expected UTF-8, UTF-16 or a common 8-bit encoding",
    ),
    (
        "controls.txt",
        b"The wall\x00\x01\x02\x03\x04\x05 held" * 9,
        "the file is binary or its encoding can't be told; expected UTF-8, UTF-16 or a common 8-bit encoding",
    ),
    ("pdf.txt", b"%PDF-1.7 and so on", "the file is a PDF document; expected text"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "the file is a PNG image; expected text"),
    ("photo.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF", "the file is a JPEG image; expected text"),
    ("office.txt", b"PK\x03\x04abc", "the file is a zip archive (or an Office document); expected text"),
    ("program.txt", b"\x7fELF\x02\x01", "the file is a program; expected text"),
    ("packed.txt", gzip.compress(b"The wall held."), "the file is gzip-compressed data; expected text"),
    ("database.txt", b"SQLite format 3\x00" + bytes(80), "the file is a SQLite database; expected text"),
    (
        "marks.txt",
        b"... --- ***\n",
        "nothing but headings, captions and the like; expected the text of an article",
    ),
    (
        "large.txt",
        b"The wall held. " * 1_200_000,
        "the file has 18,000,000 bytes; accepted are up to 16,777,216",
    ),
    ("picture.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, "the file is a PNG image; expected text"),
    ("empty.html", b"", "the file is empty; expected the text of an article"),
    (
        "bodyless.html",
        b"<html><head><title>T</title></head><body></body></html>",
        "no article was found in the page; expected a page with running text",
    ),
    (
        "script.html",
        b"<html><body><script>let a = 1</script></body></html>",
        "no article was found in the page; expected a page with running text",
    ),
    ("damaged.html.gz", gzip.compress(b"<html>" * 99)[:-9], "the gzip data is damaged (…)"),
    (
        "bomb.html.gz",
        gzip.compress(bytes(17 * 1024 * 1024)),
        "unpacked it has more than 16,777,216 bytes, which is the limit",
    ),
    (
        "open.md",
        b"---\ntitle: T\nText without an end of the front matter.",
        'front matter opens with "---" but has no closing "---" line in its first 64 kB',
    ),
    (
        "yaml.md",
        b"---\ntitle: [T\n---\nText.",
        "front matter is not valid YAML (…); expected `field: value` lines",
    ),
    (
        "tab.md",
        b"---\ntitle:\n\t- T\n---\nText.",
        "front matter is not valid YAML (…); expected `field: value` lines",
    ),
    (
        "object.md",
        b"---\ntitle: !!python/object:os.system {}\n---\nText.",
        "front matter is not valid YAML (…); expected `field: value` lines",
    ),
    (
        "deep.md",
        b"---\ntitle: " + b"[" * 5000 + b"\n---\nText.",
        "front matter is not valid YAML (…); expected `field: value` lines",
    ),
    ("list.md", b"---\n- a\n- b\n---\nText.", "front matter is a list; expected `field: value` lines"),
    ("words.md", b"---\nno fields here\n---\nText.", "front matter is a text; expected `field: value` lines"),
    (
        "bodyless.md",
        b"---\ntitle: T\n---\n",
        "there is no text below the front matter; expected the text of an article",
    ),
    (
        "month.md",
        b"---\npublished_on: March\n---\nText.",
        "published_on is 'March'; expected a date as YYYY-MM-DD, YYYY-MM or YYYY",
    ),
    (
        "day.md",
        b"---\npublished_on: 2025-02-31\n---\nText.",
        "published_on is '2025-02-31'; expected a date as YYYY-MM-DD, YYYY-MM or YYYY",
    ),
    (
        "thirteen.md",
        b"---\npublished_on: 2025-13\n---\nText.",
        "published_on is '2025-13'; expected a date as YYYY-MM-DD, YYYY-MM or YYYY",
    ),
    (
        "digits.md",
        b"---\npublished_on: 20250108\n---\nText.",
        "published_on is 20250108; expected a date as YYYY-MM-DD, YYYY-MM or YYYY",
    ),
    (
        "slashes.md",
        b"---\npublished_on: 03/04/2025\n---\nText.",
        "published_on is '03/04/2025'; expected a date as YYYY-MM-DD, YYYY-MM or YYYY",
    ),
    (
        "title-number.md",
        b"---\ntitle: 2024\n---\nText.",
        'title is 2024; expected text (put it in quotation marks if it looks like a number, a date, or "yes")',
    ),
    (
        "title-yes.md",
        b"---\ntitle: yes\n---\nText.",
        'title is True; expected text (put it in quotation marks if it looks like a number, a date, or "yes")',
    ),
    (
        "title-list.md",
        b"---\ntitle: [A, B]\n---\nText.",
        "title is ['A', 'B']; expected text (put it in quotation marks if it looks like …",
    ),
    (
        "authors.md",
        b"---\nauthors: {name: Ora}\n---\nText.",
        "authors is {'name': 'Ora'}; expected a list of names, or one text that is read like a byline",
    ),
    (
        "authors-blank.md",
        b"---\nauthors: [Ora, '']\n---\nText.",
        "authors is ['Ora', '']; expected a list of names, or one text that is read like a byline",
    ),
    (
        "tags.md",
        b"---\ntags: [1, 2]\n---\nText.",
        "tags is [1, 2]; expected a list of tags, or one text with commas between them (put it in quotation marks "
        'if it looks like a number, a date, or "yes")',
    ),
    (
        "rights.md",
        b"---\nrights: closed\n---\nText.",
        "rights is 'closed'; expected open, restricted or unknown",
    ),
    (
        "url.md",
        b"---\nurl: example.org/ice\n---\nText.",
        "url is 'example.org/ice'; expected an address that begins with http:// or https:// and a host",
    ),
    (
        "url-space.md",
        b"---\nurl: 'http://example.org/a b'\n---\nText.",
        "url is 'http://example.org/a b'; expected an address that begins with http:// or https:// and a host",
    ),
    (
        "url-bracket.md",
        b"---\nurl: 'http://[example.org/ice'\n---\nText.",
        "url is 'http://[example.org/ice'; expected an address that begins with http:// or https:// and a host",
    ),
    (
        "url-no-host.md",
        b"---\nurl: 'https:///ice'\n---\nText.",
        "url is 'https:///ice'; expected an address that begins with http:// or https:// and a host",
    ),
    (
        "language.md",
        b"---\nlanguage: English\n---\nText.",
        "language is 'English'; expected an ISO 639-1 code in lower case, such as en or en-GB",
    ),
    (
        "id-space.md",
        b"---\nid: a b\n---\nText.",
        "id is 'a b'; expected up to 128 of the characters A-Z a-z 0-9 . _ ~ -, the first a letter or digit",
    ),
    (
        "id-slash.md",
        b"---\nid: a/b\n---\nText.",
        "id is 'a/b'; expected up to 128 of the characters A-Z a-z 0-9 . _ ~ -, the first a letter or digit",
    ),
    (
        "id-long.md",
        b"---\nid: " + b"a" * 129 + b"\n---\nText.",
        "id is 'aaaa…; expected up to 128 of the characters A-Z a-z 0-9 . _ ~ -, the first a letter or digit",
    ),
    (
        "slip.md",
        b"---\ntitel: T\n---\nText.",
        "unknown field 'titel'; did you mean 'title'? Accepted are id, title, …, body",
    ),
    (
        "singular.md",
        b"---\nautor: Ora Linden\n---\nText.",
        "unknown field 'autor'; did you mean 'authors'? Accepted are id, title, …, body",
    ),
    (
        "synonyms.md",
        b"---\ndate: 2024-01-08\npublished: 2024-01-09\n---\nText.",
        "'date' and 'published' both say 'published_on', and differ; keep one (of a table or JSON, columns in "
        "corpus.yaml can say which it is)",
    ),
    (
        "day.json",
        b'{"body": "Text.", "date": "last week"}',
        "date is 'last week'; expected a date as YYYY-MM-DD, YYYY-MM or YYYY ('date' is read as 'published_on'; of a "
        "table or JSON, columns in corpus.yaml can say which it is)",
    ),
    (
        "markup.json",
        b'{"body": "<p> </p><br>"}',
        '"body" is markup without a text; expected the text of the article',
    ),
    (
        "cut.csv.gz",
        gzip.compress(b"title,body\nIce,The wall held all night.\n" * 9)[:-20],
        "the gzip data is damaged (…)",
    ),
    (
        "taken.md",
        b"---\nid: good\n---\nAnother text.",
        'the id "good" is that of a-good.md; expected another',
    ),
    (
        "address.md",
        b"---\nid: other\nurl: https://a.example/good\n---\nAnother text.",
        'the url "https://a.example/good" is that of a-good.md; expected another',
    ),
    (
        "address-twice.jsonl#2",
        b'{"body": "One.", "url": "https://a.example/one"}\n{"body": "Two.", "url": "https://a.example/one"}\n',
        'the url "https://a.example/one" is that of address-twice.jsonl#1; expected another',
    ),
    ("empty.json", b"", "the file is empty; expected the text of an article"),
    ("cut.json", b'{"title": "T", ', "this is not JSON (…); expected an article as an object"),
    ("number.json", b"42", "this is a number; expected an article as an object of fields"),
    ("text.json", b'"a text"', "this is a text; expected an article as an object of fields"),
    ("null.json", b"null", "this is null; expected an article as an object of fields"),
    ("none.json", b"[]", "the list is empty; expected at least one article"),
    ("none-inside.json", b'{"articles": []}', "the list is empty; expected at least one article"),
    (
        "bodyless.json",
        b'{"title": "T"}',
        '"body" is missing or empty; expected the text of the article (the fields here are title)',
    ),
    (
        "blank.json",
        b'{"title": "T", "body": " "}',
        '"body" is missing or empty; expected the text of the article (the fields here are title, body)',
    ),
    ("body-number.json", b'{"body": 3}', "body is 3; expected the text of the article"),
    ("rights.json", b'{"body": "Text.", "rights": 1}', "rights is 1; expected open, restricted or unknown"),
    ("entry.json#1", b'["no article"]', "this is a text; expected an article as an object of fields"),
    (
        "cut.jsonl#2",
        b'{"body": "Fine."}\n{"body": ',
        "this is not JSON (…); expected an article as an object",
    ),
    (
        "line.jsonl#2",
        b'{"body": "Fine too."}\n[]\n',
        "this is a list; expected an article as an object of fields",
    ),
    (
        "field.jsonl#1",
        b'{"body": "Fine as well.", "url": "a"}\n',
        "url is 'a'; expected an address that begins with http:// or https:// and a host",
    ),
    ("headless.csv", b"", "there is no column \"body\"; the header has ''; known are id, title, …, body; …"),
    (
        "bodyless.csv",
        b"title,date\nT,2025\n",
        "there is no column \"body\"; the header has 'title, date'; known are id, title, …, body; columns in "
        "corpus.yaml can say which it is, or metadata that the table is about other files",
    ),
    ("short.csv#1", b"id,body\nonly-one\n", "the row has 1 cells; expected 2 as in the header"),
    (
        "default.csv#1",
        b"body,published_on\nText.,0001-01-01T00:00:00\n",
        "published_on is '0001-01-01T00:00:00'; expected a date as YYYY-MM-DD, YYYY-MM or YYYY",
    ),
    (
        "twice.csv",
        b"title,title,body\nA,B,Text.\n",
        'there are several columns "title"; expected one of each name',
    ),
    ("quote.csv", b'title,body\nT,"open\n', "from here on this is not a CSV table (…)"),
    (
        "field.csv#1",
        b"body,published_on\nText.,soon\n",
        "published_on is 'soon'; expected a date as YYYY-MM-DD, YYYY-MM or YYYY",
    ),
    (
        "binary.csv",
        bytes(range(256)) * 9,
        "the file is binary or in an unknown encoding; expected a CSV table in UTF-8",
    ),
    ("no.zip", b"this is no archive", "this is not a zip archive (…)"),
    ("cut.zip", zipped({"a.txt": "The wall held."})[:-30], "this is not a zip archive (…)"),
    (
        "nothing.zip",
        zipped({"a.log": "no article"}),
        "the archive holds no article; expected files of the kinds that are read",
    ),
    (
        "climbing.zip/../../a.txt",
        zipped({"../../a.txt": "The wall held."}),
        "the name '../../a.txt' leads out of the archive; expected a name inside it",
    ),
    (
        "absolute.zip//etc/a.txt",
        zipped({"/etc/a.txt": "The wall held."}),
        "the name '/etc/a.txt' leads out of the archive; expected a name inside it",
    ),
    ("inside.zip/a.txt", zipped({"a.txt": ""}), "the file is empty; expected the text of an article"),
    (
        "bomb.zip/a.txt",
        zipped({"a.txt": "0" * (17 * 1024 * 1024)}),
        "the file has 17,825,792 bytes; accepted are up to 16,777,216",
    ),
    (
        "no.warc",
        b"this is no web archive",
        "the web archive holds no page; expected HTML that was delivered with status 200",
    ),
    (
        "cut.warc.gz",
        gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n")[:-9],
        "this is not a web archive, or it is damaged (…)",
    ),
]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """What is said of all of them, loaded at once, with one article that is good."""
    place = tmp_path_factory.mktemp("bad")
    folder = place / "corpus"
    folder.mkdir()
    (folder / "a-good.md").write_text(GOOD)
    for path, data, _ in BAD:
        (folder / re.split("[#/]", path)[0]).write_bytes(data)
    return load([folder], place / "corpus.db", workers=1)


def test_there_are_many():
    assert len({path for path, _, _ in BAD}) == len(BAD) >= 60


@pytest.mark.parametrize(
    ("path", "said"), [(path, said) for path, _, said in BAD], ids=[row[0] for row in BAD]
)
def test_a_bad_input_is_rejected_with_a_message(report, path, said):
    (reason,) = [file.reason for file in report.rejected if file.path == path]

    assert re.fullmatch(".*".join(map(re.escape, said.split("…"))), reason), reason


def test_nothing_else_is_rejected_and_the_good_one_is_loaded(report):
    assert {file.path for file in report.rejected} == {path for path, _, _ in BAD}
    assert "good" in {file.article_id for file in report.files if file.outcome == "loaded"}
    assert (report.published, report.exit_code) == (True, 3)
