"""What a file holds, however it was saved. All people and places are invented."""

import codecs
import csv
import gzip
import io
import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from api.errors import InvalidFrontMatter, UnreadableFile
from api.extract import FIELD_NAMES, check_fields, is_readable, read_bytes, read_files
from api.extract.files import read
from api.extract.files.encoding import mend
from api.extract.words import read_entries

SENTENCE = "“The wall won’t hold,” said Edda Núñez — the café owner."
SCHEMA = Path(__file__).parents[3] / "schema" / "article.schema.json"


def read_one(data: bytes, name: str = "a.txt"):
    (raw,) = read_bytes(data, name)
    return raw


def markdown(front: str, body: str = "The wall held.") -> bytes:
    return f"---\n{front}\n---\n{body}\n".encode()


# ---- encodings


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_the_encoding_is_told(encoding):
    text = SENTENCE * 4

    assert read_one(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        pytest.param(
            "cp1251", "Мэр города заявил, что плотина будет восстановлена к весне. " * 4, id="russian"
        ),
        pytest.param("shift_jis", "市長は、ダムは来年の春までに再建されると述べた。" * 5, id="japanese"),
    ],
)
def test_the_encoding_of_other_scripts_is_told(encoding, text):
    assert read_one(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("broken", "sound"),
    [
        pytest.param("NÃºÃ±ez went home", "Núñez went home", id="utf8-read-as-latin1"),
        pytest.param("â€œNo,â€\x9d she said", "“No,” she said", id="quotation-marks"),
        pytest.param("PeÃ\x83Â±a went home", "Peña went home", id="broken-twice"),
        pytest.param("PeA\u0303\x83A\u0302±a went home", "Peña went home", id="broken-twice-then-decomposed"),
        pytest.param("GÃ1⁄4nay went home", "Günay went home", id="compatibility-forms"),
        pytest.param("RaÃol went home", "Raúl went home", id="ordinal-sign-as-letter"),
        pytest.param("naÃ ̄ve plan", "naïve plan", id="macron-as-spacing-accent"),
        pytest.param("one\r\ntwo\rthree", "one\ntwo\nthree", id="line-ends"),
        pytest.param("one\u2028two\x0cthree", "one\ntwo\nthree", id="other-line-ends"),
        pytest.param("ten\u00a0ships\u202fwait", "ten ships wait", id="no-break-spaces"),
        pytest.param("har\u00adbour\u200b wall\ufeff\x00\x1b", "harbour wall", id="invisible-characters"),
        pytest.param("Marsh &amp; Sons&#8217; &quot;wall&quot;", 'Marsh & Sons’ "wall"', id="entities"),
    ],
)
def test_what_is_broken_is_mended(broken, sound):
    assert mend(broken) == sound


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“No,” said São Paulo’s mayor, ‘naïve’ as ever…", id="curly-marks"),
        pytest.param("SÃO PAULO", id="capital-a-with-tilde"),
        pytest.param("ﬁne Ｗｉｄｅ ½ № ™", id="ligatures-and-widths"),
        pytest.param("AT&T; R&D and so on", id="ampersands"),
        pytest.param("¿Qué? — ¡No!", id="spanish-signs"),
        pytest.param("Zoë’s Âge d’Or", id="accents-after-marks"),
    ],
)
def test_sound_text_is_left_alone(text):
    assert mend(text) == text


def test_one_stray_byte_in_utf8_is_read_as_windows_would():
    assert read_one(SENTENCE.encode() + b" \x93Yes.\x94").text == SENTENCE + " “Yes.”"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\t\n", "empty", id="blank"),
        pytest.param(b"%PDF-1.7 ...", "PDF", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "PNG", id="png"),
        pytest.param(b"PK\x03\x04abc", "zip", id="docx"),
        pytest.param(b"\x7fELF\x02\x01", "program", id="program"),
        pytest.param(bytes(range(256)) * 8, "binary", id="all-bytes"),
        pytest.param(b"The wall\x00\x01\x02\x03\x04\x05 held" * 9, "binary", id="control-characters"),
    ],
)
def test_what_is_no_text_is_refused(data, reason):
    with pytest.raises(UnreadableFile, match=rf"a\.txt: .*{reason}"):
        read_one(data)


def test_too_large_a_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(read._MAX_BYTES, "text", 10)
    (tmp_path / "a.txt").write_text("The wall held all night.")

    with pytest.raises(UnreadableFile, match=r"24 bytes; accepted are up to 10"):
        read_files(tmp_path / "a.txt", "a.txt")


def test_another_kind_of_file_is_refused_by_name():
    assert not is_readable("a.docx")
    with pytest.raises(UnreadableFile, match=r"expected a name in \.txt"):
        read_bytes(b"x", "a.docx")


# ---- front matter


def test_front_matter_becomes_fields_and_the_rest_is_the_text():
    raw = read_one(markdown("title: 'Ice'\npublished_on: 2024-01-08\nauthors: [Ora Linden]"), "a.md")

    assert raw.fields == {"title": "Ice", "published_on": "2024-01-08", "authors": ("Ora Linden",)}
    assert raw.text == "The wall held.\n"


def test_markdown_needs_no_front_matter():
    assert read_one(b"The wall held.\n\n---\n\nIt did.", "a.md").fields == {}


@pytest.mark.parametrize(
    ("front", "said"),
    [
        pytest.param(
            "published_on: March", "published_on is 'March'; expected a date as YYYY-MM-DD", id="date"
        ),
        pytest.param("published_on: 2024-02-30", "'2024-02-30'", id="no-such-day"),
        pytest.param("published_on: 20240108", "expected a date", id="date-without-hyphens"),
        pytest.param("title: 2024", "title is 2024; expected text", id="number-for-text"),
        pytest.param("title: yes", "title is True; expected text", id="yes-for-text"),
        pytest.param(
            "id: 12345", "the first a letter or digit (put it in quotation marks if", id="number-for-id"
        ),
        pytest.param("language: no", "such as en or en-GB (put it in quotation marks if", id="norwegian"),
        pytest.param("tags: [2024, Ice]", "commas between them (put it in quotation marks if", id="year-tag"),
        pytest.param("authors: 7", "like a byline (put it in quotation marks if", id="number-for-author"),
        pytest.param("authors: {name: Ora}", "expected a list of names", id="object-for-list"),
        pytest.param("tags: [1, 2]", "expected a list of tags", id="numbers-for-tags"),
        pytest.param("rights: free", "expected open, restricted or unknown", id="rights"),
        pytest.param("url: example.org/ice", "expected an address that begins with http", id="url"),
        pytest.param("language: English", "expected an ISO 639-1 code", id="language"),
        pytest.param("id: a/b", "expected up to 128 of the characters", id="id"),
        pytest.param("titel: Ice", "unknown field 'titel'; did you mean 'title'?", id="misspelt"),
        pytest.param("autor: Ora Linden", "did you mean 'authors'?", id="near"),
        pytest.param(
            "date: 2024-01-08\npublished: 2024-01-09", "'date' and 'published' both say", id="two-words"
        ),
        pytest.param("- a\n- b", "front matter is a list", id="list"),
        pytest.param("title: [", "not valid YAML", id="broken-yaml"),
        pytest.param("? [title]\n: Ice", "not valid YAML", id="a-list-as-a-key"),
        pytest.param("title: !!python/object:os.system {}", "not valid YAML", id="yaml-object"),
    ],
)
def test_front_matter_that_does_not_fit_is_refused(front, said):
    with pytest.raises(InvalidFrontMatter) as caught:
        read_one(markdown(front), "b/a.md")

    assert caught.value.path == "b/a.md"
    assert said in caught.value.reason


def test_front_matter_may_take_fields_from_another_mapping():
    raw = read_one(markdown("<<: {section: Town, title: Snow}\ntitle: Ice"), "a.md")

    assert raw.fields == {"section": "Town", "title": "Ice"}


def test_front_matter_without_an_end_is_refused():
    with pytest.raises(InvalidFrontMatter, match='no closing "---"'):
        read_one(b"---\ntitle: Ice\n\nThe wall held.", "a.md")


def test_front_matter_without_a_text_is_refused():
    with pytest.raises(UnreadableFile, match="no text below the front matter"):
        read_one(markdown("title: Ice", ""), "a.md")


@pytest.mark.parametrize(
    ("declared", "tags"),
    [
        pytest.param({"keywords": "ice, snow", "topics": "Marle"}, "ice, snow, Marle", id="two-texts"),
        pytest.param({"keywords": ["ice"], "topics": ["Marle", "ice"]}, ("ice", "Marle"), id="two-lists"),
        pytest.param({"keywords": "ice, snow", "topics": ["Marle"]}, ("ice", "snow", "Marle"), id="both"),
        pytest.param({"tags": ["ice"], "topics": ["Marle"]}, ("ice",), id="our-own-name"),
    ],
)
def test_tags_under_two_common_words_are_the_tags_of_both(declared, tags):
    assert check_fields("a", declared) == {"tags": tags}


def test_keys_that_are_none_of_ours_have_no_effect():
    assert check_fields("a", {"layout": "post", "title": "Ice", "subtitle": None, "section": "NaN"}) == {
        "title": "Ice"
    }


@pytest.mark.parametrize(
    ("declared", "fields"),
    [
        pytest.param({"headline": "Ice"}, {"title": "Ice"}, id="headline"),
        pytest.param({"author": "Ora Linden"}, {"authors": "Ora Linden"}, id="author"),
        pytest.param({"author": ["Ora Linden"]}, {"authors": ("Ora Linden",)}, id="author-list"),
        pytest.param({"author": {"@type": "Person", "name": "Ora"}}, {"authors": "Ora"}, id="author-object"),
        pytest.param({"creator": [{"name": "Ora"}, "Jon"]}, {"authors": ("Ora", "Jon")}, id="mixed-list"),
        pytest.param({"datePublished": "2024-01-08T10:00:00Z"}, {"published_on": "2024-01-08"}, id="camel"),
        pytest.param({"date": "Jan. 8, 2024"}, {"published_on": "2024-01-08"}, id="printed-date"),
        pytest.param(
            {"pubDate": "Mon, 08 Jan 2024 10:00:00 +0000"}, {"published_on": "2024-01-08"}, id="rss"
        ),
        pytest.param({"Published At": "2024-01"}, {"published_on": "2024-01"}, id="spaces-and-case"),
        pytest.param({"published": True}, {}, id="a-switch-is-no-date"),
        pytest.param({"link": "https://a.example/1"}, {"url": "https://a.example/1"}, id="link"),
        pytest.param({"articleSection": ["Ports"]}, {"section": "Ports"}, id="list-of-one"),
        pytest.param({"publisher": {"name": "Post"}}, {"publisher": "Post"}, id="publisher-object"),
        pytest.param({"title": "Ice", "headline": "Snow"}, {"title": "Ice"}, id="own-name-first"),
        pytest.param({"text": "x", "content": "x"}, {"body": "x"}, id="two-words-that-agree"),
        pytest.param({"type": "x", "name": "y"}, {}, id="ambiguous-words-have-no-effect"),
        pytest.param({"source": "Ellery Post"}, {"publisher": "Ellery Post"}, id="source-is-a-paper"),
        pytest.param({"Source": {"id": None, "name": "Post"}}, {"publisher": "Post"}, id="source-object"),
        pytest.param(
            {"source": "https://a.example/1"}, {"url": "https://a.example/1"}, id="source-is-a-page"
        ),
        pytest.param(
            {"source": "QN", "outlet": "Post"}, {"publisher": "Post"}, id="a-clear-word-before-source"
        ),
        pytest.param({"source": "ellery/post.csv"}, {}, id="source-is-a-file"),
        pytest.param({"source": "17"}, {}, id="source-is-a-number"),
        pytest.param({"source": ["Post", "Echo"]}, {}, id="several-sources"),
    ],
)
def test_common_words_for_a_field_are_read(declared, fields):
    assert check_fields("a", declared) == fields


def test_words_for_fields_name_fields():
    assert {entry.split(" = ")[1] for entry in read_entries("field_synonyms")} <= set(FIELD_NAMES)


def test_the_fields_are_those_of_the_schema():
    assert list(FIELD_NAMES) == list(json.loads(SCHEMA.read_text())["properties"])


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "a-1"},
        {"id": "-a"},
        {"title": 3},
        {"published_on": "2024"},
        {"published_on": 2024},
        {"published_on": "2024-13"},
        {"published_on": "2024-01-08T10:00:00Z"},
        {"url": "https://example.org/a"},
        {"url": "ftp://example.org/a"},
        {"rights": "open"},
        {"rights": "closed"},
        {"language": "en-GB"},
        {"language": "EN"},
        {"authors": ["Ora Linden"]},
        {"authors": "Ora Linden"},
        {"authors": [1]},
        {"tags": [""]},
    ],
    ids=json.dumps,
)
def test_schema_and_table_accept_the_same(fields):
    accepted = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text())).is_valid(fields)

    try:
        check_fields("a", fields)
    except InvalidFrontMatter:
        assert not accepted
    else:
        assert accepted


def test_a_date_from_yaml_is_written_as_iso():
    assert check_fields("a", {"published_on": date(2024, 1, 8)}) == {"published_on": "2024-01-08"}


# ---- JSON and CSV


def test_json_may_be_one_article_or_a_list():
    one = {"title": "Ice", "body": "The wall held."}

    assert [raw.path for raw in read_bytes(json.dumps(one).encode(), "a.json")] == ["a.json"]
    assert [raw.path for raw in read_bytes(json.dumps([one, one]).encode(), "a.json")] == [
        "a.json#1",
        "a.json#2",
    ]
    assert [raw.path for raw in read_bytes(json.dumps({"articles": [one]}).encode(), "a.json")] == [
        "a.json#1"
    ]


def test_a_bad_line_costs_only_itself(tmp_path):
    lines = ['{"body": "One."}', "", "{broken", '{"title": "No body"}', '{"body": "Five."}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    articles = read_files(tmp_path / "a.jsonl", "x/a.jsonl")

    assert next(articles).path == "x/a.jsonl#1"
    with pytest.raises(UnreadableFile, match=r"x/a\.jsonl#3: this is not JSON"):
        next(articles)
    with pytest.raises(UnreadableFile, match=r'#4: "body" is missing'):
        next(articles)
    assert next(articles).text == "Five."


def test_json_of_python_may_have_nan_where_a_table_has_no_value():
    """As `json.dumps(frame.to_dict("records"))` writes it; JSON has null for that."""
    lines = b'{"body": "One.", "title": NaN}\n{"body": "NaN, he wrote.", "n": [NaN, 1e3]}\n'

    articles = [(raw.text, raw.fields) for raw in read_bytes(lines, "a.jsonl")]

    assert articles == [("One.", {}), ("NaN, he wrote.", {})]
    assert [raw.text for raw in read_bytes(b'[{"body": "One.", "title": NaN}]', "a.json")] == ["One."]


@pytest.mark.parametrize("nothing", ["0000-00-00 00:00:00", "NaT", "<NA>"])
def test_what_a_program_writes_for_no_day_is_none(nothing):
    (article,) = read_bytes(json.dumps({"body": "One.", "date": nothing}).encode(), "a.json")

    assert article.fields == {}


def test_entries_are_told_apart_by_their_hash():
    first, second = read_bytes(b'[{"body": "One."}, {"body": "Two."}]', "a.json")

    assert first.sha256 != second.sha256


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"[]", "the list is empty", id="empty-list"),
        pytest.param(b"3", "this is a number", id="number"),
        pytest.param(b"{", "this is not JSON", id="broken"),
        pytest.param(b'{"body": NaN', "this is not JSON", id="broken behind NaN"),
        pytest.param(b'{"body": "NaN", "n": Infinity}', "this is not JSON", id="infinity"),
        pytest.param(b'{"body": "NaN \\ud800", "n": NaN}', "this is not JSON", id="half a character"),
        pytest.param(b'{"body": "x", "rights": 1}', "rights is 1; expected open", id="field"),
        pytest.param(b'{"body": "x", "rights": {"a": 1}}', "rights is {'a': 1}; expected open", id="object"),
    ],
)
def test_json_that_is_no_article_is_refused(data, said):
    with pytest.raises((UnreadableFile, InvalidFrontMatter), match=said):
        list(read_bytes(data, "a.json"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("<p>The wall held.</p><p>It did.</p>", "The wall held.\n\nIt did.", id="paragraphs"),
        pytest.param(
            "The <em>wall</em> held.\r\n\r\nIt\n<b>did</b>.\n\n<h2>More</h2>\n\nAnd more.",
            "The wall held.\n\nIt did.\n\nMore\n\nAnd more.",
            id="blank-lines-between-tags-inside-lines",
        ),
        pytest.param("<p>The wall\n\nheld.</p>", "The wall held.", id="blank-lines-inside-a-paragraph"),
        pytest.param("The wall held.<br/><br/>It did.", "The wall held.\n\nIt did.", id="line-breaks"),
        pytest.param(
            "<p>“We <em>will</em> rebuild,” she <a href='/x'>said</a>.</p>",
            "“We will rebuild,” she said.",
            id="inline",
        ),
        pytest.param(
            "<p>Marsh &amp; Sons</p><script>x()</script>", "Marsh & Sons", id="entities-and-scripts"
        ),
        pytest.param("Ice at 3 < 5 degrees, she said.", "Ice at 3 < 5 degrees, she said.", id="no-markup"),
        pytest.param("He wrote <sic> and left.", "He wrote <sic> and left.", id="brackets"),
    ],
)
def test_markup_in_a_json_body_becomes_paragraphs(body, text):
    assert read_one(json.dumps({"body": body}).encode(), "a.json").text == text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl.gz", b'\xef\xbb\xbf{"body": "One."}\n{"body": "Two."}\n'),
        ("a.ndjson.gz", b'{"body": "One."}\n\n{"body": "Two."}'),
        ("a.jl.gz", b'{"body": "One."}\n{"body": "Two."}\n'),
        ("a.json.gz", b'[{"body": "One."}, {"body": "Two."}]'),
        ("a.tsv.gz", b"title\tbody\nIce, snow\tOne.\nSnow\tTwo.\n"),
        ("a.csv.gz", b"body\nOne.\nTwo.\n"),
        ("a.csv.gz", "\ufeffbody\nOne.\nTwo.\n".encode("utf-16-le")),
    ],
)
def test_packed_tables_and_lists_are_read(name, data):
    assert [raw.text for raw in read_bytes(gzip.compress(data), name)] == ["One.", "Two."]


def test_a_packed_table_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setitem(read._MAX_BYTES, "csv", 1000)

    with pytest.raises(UnreadableFile, match="more than 1,000 bytes"):
        list(read_bytes(gzip.compress(b"body\n" + b"a" * 200_000), "a.csv.gz"))


@pytest.mark.parametrize("data", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b"\x00", codecs.BOM_UTF8 + b" \n"])
def test_a_byte_order_mark_is_no_text(data):
    with pytest.raises(UnreadableFile, match="the file is empty"):
        read_one(data)


def test_csv_rows_become_articles_and_columns_can_be_renamed():
    table = "head,text,published_on,layout\nIce,The wall held.,2024,x\n"

    (raw,) = read_bytes(table.encode(), "a.csv", {"head": "title", "text": "body"})

    assert raw.path == "a.csv#1"
    assert raw.text == "The wall held."
    assert raw.fields == {"title": "Ice", "published_on": "2024"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_in_many_dialects(delimiter, encoding, tmp_path):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows([["title", "body"], ["Ice", f"{SENTENCE}\n\nIt did."]])
    (tmp_path / "a.csv").write_bytes(buffer.getvalue().encode(encoding))

    (raw,) = read_files(tmp_path / "a.csv", "a.csv")

    assert raw.text == f"{SENTENCE}\n\nIt did."


def test_csv_without_a_body_is_refused():
    with pytest.raises(UnreadableFile, match="no column \"body\"; the header has 'title, story'"):
        read_bytes(b"title,story\nIce,Held", "a.csv")


def test_a_short_row_costs_only_itself():
    rows = read_bytes(b"title,body\nIce\nSnow,It fell.\n", "a.csv")

    with pytest.raises(UnreadableFile, match=r"#1: the row has 1 cells; expected 2"):
        next(rows)
    assert next(rows).text == "It fell."


def test_a_blank_row_is_no_article_and_moves_none():
    rows = list(read_bytes(b"title,body\n\n , \nSnow,It fell.\n\n", "a.csv"))

    assert [(row.path, row.text) for row in rows] == [("a.csv#3", "It fell.")]


@pytest.mark.parametrize("header", ["title,heading", "heading,title"])
def test_what_the_curator_calls_a_field_is_the_field(header):
    values = header.replace("title", "Ours").replace("heading", "Ice")
    (row,) = read_bytes(f"{header},body\n{values},It held.\n".encode(), "a.csv", {"heading": "title"})

    assert row.fields["title"] == "Ice"


def test_two_columns_for_one_field_have_to_agree():
    columns = {"heading": "title", "kicker": "title"}
    rows = read_bytes(b"heading,kicker,body\nIce,Snow,It fell.\nIce,Ice,It held.\n", "a.csv", columns)

    with pytest.raises(InvalidFrontMatter, match="'heading' and 'kicker' both say 'title', and differ"):
        next(rows)
    assert next(rows).fields["title"] == "Ice"


def test_a_key_of_front_matter_that_is_there_twice_is_named():
    with pytest.raises(InvalidFrontMatter, match='line 3: the key "title" is there twice'):
        read_one(b"---\ntitle: Ice\ntitle: Snow\n---\nIt held.\n", "a.md")
