"""What archives hold: zips, read as folders are, and web archives. All people and places are invented."""

import io
import zipfile

import pytest
from saved_page import PAGE
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from api.errors import InvalidFrontMatter, UnreadableFile
from api.extract import read_bytes


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def outcomes(articles) -> list[str]:
    """Return the path of each article, or the message of what is raised in its place."""
    found = []
    while True:
        try:
            found.append(next(articles).path)
        except StopIteration:
            return found
        except (UnreadableFile, InvalidFrontMatter) as error:
            found.append(str(error))


def test_the_files_of_a_zip_are_read_as_those_of_a_folder():
    data = zipped(
        {
            "b/a.txt": b"The wall held.",
            "c.jsonl": b'{"body": "One."}\n{"body": "Two."}\n',
            "notes.docx": b"x",
            "__MACOSX/b/._a.txt": b"x",
            "inner.zip": zipped({"d.txt": b"The ice held."}),
        }
    )

    assert outcomes(read_bytes(data, "x/y.zip")) == [
        "x/y.zip/b/a.txt",
        "x/y.zip/c.jsonl#1",
        "x/y.zip/c.jsonl#2",
        "x/y.zip/inner.zip: an archive inside an archive is not read; expected it unpacked, or beside the other",
    ]


def test_a_bad_file_in_a_zip_costs_only_itself():
    data = zipped(
        {"a.txt": b"", "../b.txt": b"The wall held.", "c.jsonl": b'{\n{"body": "Two."}', "d.txt": b"Ice."}
    )

    first, second, third, fourth, fifth = outcomes(read_bytes(data, "y.zip"))

    assert first.startswith("y.zip/a.txt: the file is empty")
    assert second.startswith("y.zip/../b.txt: the name '../b.txt' leads out of the archive")
    assert third.startswith("y.zip/c.jsonl#1: this is not JSON")
    assert (fourth, fifth) == ("y.zip/c.jsonl#2", "y.zip/d.txt")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"PK\x03\x04 broken", "this is not a zip archive", id="broken"),
        pytest.param(zipped({"a.docx": b"x"}), "holds no article", id="no-article"),
        pytest.param(zipped({"a.txt": b"a" * 80_000_000}), "would unpack to 80,000,000 bytes", id="bomb"),
    ],
)
def test_a_zip_that_is_none_is_refused(data, said):
    with pytest.raises(UnreadableFile, match=rf"y\.zip: .*{said}"):
        read_bytes(data, "y.zip")


def test_a_damaged_file_in_a_zip_is_named():
    data = zipped({"a.txt": b"The wall held all night, and the ice with it."})
    at = data.index(b"a.txt") + len("a.txt")
    damaged = data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :]

    assert "y.zip/a.txt: the file can't be unpacked" in outcomes(read_bytes(damaged, "y.zip"))[0]


def web_archive(*responses: tuple[str, str, str, bytes], gzipped: bool = True) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=gzipped)
    for url, status, kind, data in responses:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(data), http_headers=headers)
        )
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["y.warc", "y.warc.gz"])
def test_the_pages_of_a_web_archive_are_read(name):
    bare = PAGE.replace('<link rel="canonical" href="https://post.example/ice">', "")
    data = web_archive(
        ("https://post.example/1", "200 OK", "text/html; charset=windows-1252", bare.encode("cp1252")),
        ("https://post.example/2", "404 Not Found", "text/html", b"<html>gone</html>"),
        ("https://post.example/3", "200 OK", "image/png", b"\x89PNG"),
        ("https://post.example/4", "200 OK", "text/html", b"<html></html>"),
        ("https://post.example/5", "200 OK", "text/html; charset=nonsense", PAGE.encode()),
        gzipped=name.endswith(".gz"),
    )
    pages = read_bytes(data, name)

    first = next(pages)
    assert (first.path, first.fields["url"]) == (f"{name}#1", "https://post.example/1")
    assert "Edda Núñez" in first.text
    with pytest.raises(UnreadableFile, match=rf"{name}#2: no article"):
        next(pages)
    assert next(pages).fields["url"] == "https://post.example/ice"
    assert next(pages, None) is None


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"no web archive", id="text"),
        pytest.param(web_archive(), id="empty"),
        pytest.param(
            web_archive(("https://a.example", "200 OK", "text/html", b"<html>" * 99))[:-40], id="cut"
        ),
    ],
)
def test_a_web_archive_that_is_none_is_refused(data):
    with pytest.raises(UnreadableFile, match=r"y\.warc\.gz"):
        list(read_bytes(data, "y.warc.gz"))
