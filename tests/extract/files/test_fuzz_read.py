"""Whatever the bytes of a file: articles come out of it or one of our errors, nothing else, and soon.

A few seconds in every run. For longer, say how many examples each test may try: FUZZ_EXAMPLES=20000 pytest
tests/extract/test_fuzz_read.py (some 20 minutes). What hypothesis finds it keeps in .hypothesis/ and tries first.
"""

import gzip
import io
import json
import os
import zipfile
from itertools import cycle, islice

import pytest
from growth import grows_in_step, seconds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from api.errors import InputError
from api.extract import extract_article, read_bytes
from api.extract.article.fields import check_fields

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "40"))
fuzz = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)

BODY = (
    "“The wall won’t hold,” said Edda Núñez, the café owner. The council meets on Friday to decide about it.\n\n"
    "Ships waited outside Port Ellery for the wind to turn, and the mayor said nothing at all of the ice."
)
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Ice | Post</title><meta property='og:title' content='Ice'>"
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour freezes", "author": [{"name": '
    '"Ora"}], "datePublished": "2024-01-08", "articleBody": "'
    + BODY[:90].replace("\n", " ")
    + '"}</script></head><body>'
    "<article><h1>Harbour freezes over</h1>"
    + "".join(f"<p>{part} {part}</p>" for part in BODY.split("\n\n"))
    * 2
    + "<ul>"
    "<li>One of the ships is the Marle, built in 1931</li></ul></article><footer>© Post</footer></body></html>"
)


def zipped(entries: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return buffer.getvalue()


def web_archive(page: bytes) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    for kind in ("response", "warcinfo", "response"):
        record = writer.create_warc_record(
            "https://post.example/ice",
            kind,
            payload=io.BytesIO(page),
            http_headers=headers if kind == "response" else None,
        )
        writer.write_record(record)
    return buffer.getvalue()


SOUND = {
    "a.txt": f"Harbour freezes\n\nBy Ora Linden\n\nJan. 8, 2024\n\n{BODY}\n\n© 2024 Ellery Post".encode(),
    "a.md": f"---\ntitle: Ice\nauthors: [Ora Linden]\npublished_on: 2024-01\n---\n# Ice\n\n{BODY}\n".encode(),
    "a.html": PAGE.encode(),
    "a.html.gz": gzip.compress(PAGE.encode()),
    "a.json": json.dumps(
        {"articles": [{"title": "Ice", "body": BODY}, {"text": "<p>It held.</p>"}]}
    ).encode(),
    "a.jsonl": b'{"body": "One."}\n{"headline": "Two", "text": "Two."}\n',
    "a.jsonl.gz": gzip.compress(b'{"body": "One."}\n{"body": "Two."}\n'),
    "a.csv": b'title,body\nIce,"The wall\nheld."\nSnow,It fell.\n',
    "a.zip": zipped([("a.txt", BODY.encode()), ("b/c.html", PAGE.encode()), ("d.json", b'{"body": "x"}')]),
    "a.warc.gz": web_archive(PAGE.encode()),
    "a.warc": gzip.decompress(web_archive(PAGE.encode())),
}


def take(data: bytes, name: str) -> int:
    """Extract all articles in `data`; return how many. Only declared errors may come, and each reading ends."""
    taken, refused = 0, list[str]()
    try:
        articles = read_bytes(data, name)
    except InputError:
        return 0
    for _ in range(1000):
        try:
            article = extract_article(next(articles))
        except StopIteration:
            break
        except InputError as error:
            refused.append(error.reason)
            continue
        taken += 1
        article.body.encode("utf-8")  # no half of a surrogate pair comes through: nothing could store it
        article.metadata.title.encode("utf-8")
        assert "\x00" not in article.body
        assert all(article.body[quote.span.start : quote.span.end] == quote.text for quote in article.quotes)
    else:
        pytest.fail("more articles than there can be")
    assert all(map(str.isprintable, refused))
    return taken


@pytest.mark.parametrize("name", SOUND)
def test_the_sound_files_are_read(name):
    assert take(SOUND[name], name) >= 1


# ---- bytes


@fuzz
@given(st.binary(max_size=400), st.sampled_from(sorted(SOUND)))
def test_any_bytes_under_any_name(data, name):
    take(data, name)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A sound file with some of its bytes changed, left out, or there twice."""
    name = draw(st.sampled_from(sorted(SOUND)))
    data = bytearray(SOUND[name])
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 1, 1, 2, 8, 60, 5000])))
        new = draw(st.one_of(st.just(b""), st.binary(max_size=6), st.just(bytes(data[start:end]) * 2)))
        data[start:end] = new
    return name, bytes(data)


@fuzz
@given(damaged())
def test_damaged_files(case):
    name, data = case
    take(data, name)


# ---- front matter and fields

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["2024-02-30", "yes", "~"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)
KEYS = st.sampled_from(
    ["title", "authors", "author", "date", "published_on", "url", "body", "text", "tags", "id", "section"]
)


@fuzz
@given(st.dictionaries(st.one_of(KEYS, st.text(max_size=12), SCALARS), VALUES, max_size=6))
def test_any_fields(declared):
    try:
        fields = check_fields("a", declared)
    except InputError:
        return
    assert all(isinstance(value, str | tuple) for value in fields.values())


LINES = st.lists(
    st.one_of(
        st.builds("{}: {}".format, KEYS, st.text(max_size=20)),
        st.sampled_from(
            [
                "- a",
                "&a [*a, *a]",
                "a: &x {b: *x}",
                "<<: *x",
                "!!python/name:os",
                "? [1]",
                "---",
                "...",
                "\t: {",
            ]
        ),
        st.text(max_size=15),
    ),
    max_size=6,
)


@fuzz
@given(LINES)
def test_any_front_matter(lines):
    take(("---\n" + "\n".join(lines) + f"\n---\n{BODY}").encode("utf-8", "surrogatepass"), "a.md")


@fuzz
@given(VALUES, st.dictionaries(st.one_of(KEYS, st.text(max_size=8)), VALUES, max_size=5))
def test_any_json(value, article):
    for document in (value, article, [article, value], {"articles": [value, article]}):
        take(json.dumps(document).encode(), "a.json")


# ---- pages

TAGS = [
    "html",
    "head",
    "title",
    "body",
    "div",
    "p",
    "ul",
    "li",
    "a",
    "h1",
    "h2",
    "span",
    "em",
    "blockquote",
    "table",
    "tr",
    "td",
    "br",
    "script",
    "style",
    "form",
    "main",
    "article",
]
PIECES = st.one_of(
    st.builds(
        "<{} class='{}'>".format,
        st.sampled_from(TAGS),
        st.sampled_from(["", "related", "body", "kicker", "\x00"]),
    ),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.sampled_from(
        [
            BODY[:90],
            "&#xD800;",
            "&#0;",
            "&",
            "<",
            "<!--",
            "-->",
            "<![CDATA[",
            "\ufeff",
            "\ud800",
            "“",
            "]]>",
            "<?",
        ]
    ),
    st.sampled_from(
        [
            "<meta property=og:title content=",
            "<script type='application/ld+json'>",
            '{"@type":["NewsArticle"],',
        ]
    ),
    st.sampled_from(
        ['"headline":{"a":1},', '"headline":"x","author":[[]],"publisher":[{"name":[]}]}', "</script>"]
    ),
    st.text(max_size=8),
)


@fuzz
@given(st.lists(PIECES, max_size=30))
def test_any_page(pieces):
    take(("<html>" + "".join(pieces)).encode("utf-8", "surrogatepass"), "a.html")


# ---- archives

NAMES = st.sampled_from(
    [
        "a.txt",
        "../a.txt",
        "/etc/a.txt",
        "C:a.txt",
        "..\\a.txt",
        "b/./a.md",
        "a.zip",
        "x.warc",
        "\x00.txt",
        "é.html",
        "a.jsonl",
    ]
)


@fuzz
@given(
    st.lists(
        st.tuples(NAMES, st.one_of(st.sampled_from(list(SOUND.values())), st.binary(max_size=40))), max_size=4
    )
)
def test_any_zip(entries):
    take(zipped([(name.replace("\x00", "%00"), data) for name, data in entries]), "a.zip")


# ---- size

# Each line is ten times the one above: a text of 10^20 letters, were it ever written out.
LAUGHS = (
    b"---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    + b"".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n".encode() for n in range(1, 20))
    + b"title: *a19\n---\nText."
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.json", b"[" * 1_000_000, id="json-nesting"),
        pytest.param("a.json", b'{"a":' * 300_000, id="json-objects"),
        pytest.param("a.json", b'{"body": ' + b"9" * 1_000_000 + b"}", id="json-number"),
        pytest.param(
            "a.json", b'{"body": "\\ud800 The wall held all night, she said."}', id="json-surrogate"
        ),
        pytest.param("a.md", b"---\ntitle: " + b"[" * 60_000 + b"\n---\nText.", id="yaml-nesting"),
        pytest.param(
            "a.md", b"---\n" + b"a: &a [x]\n" + b"b: *a\n" * 5000 + b"---\nText.", id="yaml-anchors"
        ),
        pytest.param("a.html", b"<html><body>" + b"<div>" * 100_000 + BODY.encode(), id="deep-page"),
        pytest.param("a.html", b"<html><body>" + b"<b><p>" * 6_000 + BODY.encode(), id="misnested-page"),
        pytest.param("a.html.gz", gzip.compress(b"<p>" * 30_000_000), id="gzip-bomb"),
        pytest.param("a.jsonl.gz", gzip.compress(b"[" * 30_000_000), id="gzip-bomb-of-lines"),
        pytest.param("a.zip", zipped([(f"{n}.txt", b"a" * 40_000_000) for n in range(4)]), id="zip-bomb"),
        pytest.param("a.zip", zipped([("a.zip", zipped([("b.txt", BODY.encode())]))]), id="zip-in-a-zip"),
    ],
)
def test_what_is_huge_or_deep_ends_soon(name, data):
    assert seconds(lambda given: take(given, name), data) < 20


UNITS = [
    "<",
    "&",
    "[",
    "<div>",
    "<p>a",
    "<a href=x>",
    "&amp;",
    "<!--",
    "<h1>a b c</h1>",
    "<li>x",
    "</p>",
    "\x00",
    "<br>",
    "“",
]


@pytest.mark.parametrize("name", ["a.html", "a.json"])
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_length(unit, name):
    """Eight times as much takes no more than some twenty times as long: a square would take sixty-four."""

    def page(length: int) -> bytes:
        text = "".join(islice(cycle(unit), length))
        if name == "a.html":
            return f"<html><body><p>{BODY}</p>{text}</body></html>".encode()
        return json.dumps({"body": BODY + text}).encode()

    assert grows_in_step(lambda data: take(data, name), page, 10_000, 80_000, most=20)
