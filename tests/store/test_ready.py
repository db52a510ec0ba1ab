"""Quotes lie ready as the API shows them: what SQLite makes of the rows is what Python would."""

import sqlite3

import many_quotes
import pytest

from api.store.ready import every_record, renew_records, text_fragment, write_records


@pytest.fixture
def db(tmp_path):
    connection = sqlite3.connect(many_quotes.build(tmp_path / "many.db", articles=20))
    yield connection
    connection.close()


def kept(db):
    return db.execute("SELECT * FROM quote_records ORDER BY number").fetchall()


def written_anew(db):
    db.execute("DELETE FROM quote_records")
    write_records(db)
    return kept(db)


def test_records_are_what_python_makes_of_the_rows(db):
    assert written_anew(db) == list(every_record(db)) != []


def test_what_stands_beside_a_record_is_in_the_column_of_its_name(db):
    names = [name for _, name, *_ in db.execute("PRAGMA table_info(quote_records)") if name != "record"]
    beside = db.execute(f"SELECT {', '.join(names)} FROM quote_details ORDER BY number").fetchall()

    assert [(number, *rest) for number, _, *rest in written_anew(db)] == beside


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("".join(map(chr, range(1, 0x21))), id="control characters"),
        pytest.param("a\x00b", id="null"),
        pytest.param('"\\"/\x7f', id="what JSON escapes"),
        pytest.param("\u2028 \ud7ff \ue000 \U0001f9ca é ẞ", id="beyond ASCII"),
        pytest.param("one-two three, four% five six seven eight nine ten", id="what an address escapes"),
    ],
)
def test_odd_text_is_escaped_as_in_every_answer(db, text):
    db.execute("UPDATE quotes SET text = ?, mention_text = ?, reason = reason || ?", (text, text, text))
    db.execute(
        "UPDATE articles SET title = ?, url = 'https://gazette.example/' || rowid || '#' || id", (text,)
    )
    db.execute("UPDATE speakers SET name = ? || id", (text,))

    assert written_anew(db) == list(every_record(db))


def test_odd_ids_are_escaped_in_links(db):
    db.execute("UPDATE articles SET id = id || ' é/?'")
    db.execute("UPDATE quotes SET id = id || '#%', article_id = article_id || ' é/?'")

    records = written_anew(db)

    assert records == list(every_record(db))
    assert "%20%C3%A9%2F%3F" in records[0][1]
    assert "%23%25" in records[0][1]


def test_every_confidence_has_the_digits_that_python_gives_it(db):
    numbers = [number for (number,) in db.execute("SELECT rowid FROM quotes")]
    steps = iter(range(10_001))
    while chosen := [(step / 10_000, number) for number, step in zip(numbers, steps, strict=False)]:
        db.executemany("UPDATE quotes SET confidence = ? WHERE rowid = ?", chosen)
        assert written_anew(db) == list(every_record(db))


def test_only_some_are_written_anew(db):
    before = kept(db)
    db.execute("UPDATE speakers SET name = name || ' the Elder'")
    numbers = [row[0] for row in before]

    renew_records(db, [(numbers[1], numbers[2]), (numbers[-1], numbers[-1])])

    changed = [new[0] for old, new in zip(before, kept(db), strict=True) if old != new]
    assert set(changed) <= {numbers[1], numbers[2], numbers[-1]}
    assert [row for row in every_record(db) if row[0] in changed] == [
        row for row in kept(db) if row[0] in changed
    ]
    assert changed


@pytest.mark.parametrize(
    ("url", "text", "expected"),
    [
        pytest.param(
            "https://a.example/x", "Now we wait.", "https://a.example/x#:~:text=Now%20we%20wait.", id="short"
        ),
        pytest.param(
            "https://a.example/x#top",
            "one two three four five six seven eight nine ten eleven",
            "https://a.example/x#top:~:text=one%20two%20three%20four,eight%20nine%20ten%20eleven",
            id="long-by-its-ends-behind-a-place",
        ),
        pytest.param(
            "https://a.example/",
            "so-called, he & I",
            "https://a.example/#:~:text=so%2Dcalled%2C%20he%20%26%20I",
            id="signs",
        ),
        pytest.param(None, "Now we wait.", None, id="no-address"),
    ],
)
def test_a_text_fragment_leads_to_the_words(url: str | None, text: str, expected: str | None) -> None:
    assert text_fragment(url, text) == expected
