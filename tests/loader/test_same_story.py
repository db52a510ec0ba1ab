"""Which articles are one story. How well that goes is measured in tests/test_quality.py and by bench/copies.py."""

import random
import shutil
import sqlite3
from dataclasses import replace

import pytest
from articles import article, build_database
from gold.copies import are_linked, read_copies
from growth import grows_in_step, seconds
from hypothesis import given, settings
from hypothesis import strategies as st

from api.loader import build, copies, load
from api.loader.copies import MIN_WORDS, original_of, signature_of, stories_of
from api.loader.likeness import Text, are_one, own_words
from api.loader.signatures import pack, unpack
from api.store.doctor import examine
from api.store.written import Published

WORDS = [f"{a}{b}{c}{d}" for a in "bdfgkl" for b in "aeiou" for c in "dhlpt" for d in ("and", "orn", "est")]


def written(seed: int, words: int = 300) -> str:
    """A text of its own: no run of its words is in the text of another seed but by chance."""
    draw = random.Random(seed)
    sentences = [" ".join(draw.choices(WORDS, k=12)).capitalize() + "." for _ in range(words // 12)]
    return "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


@pytest.mark.parametrize("pair", read_copies(), ids=lambda pair: pair["how"].replace(" ", "-"))
def test_copies_and_what_only_looks_like_one(pair):
    assert are_linked(pair["one"], pair["other"]) is pair["same"]


@pytest.mark.parametrize(
    ("body", "own"),
    [
        pytest.param("“We will,” she said. “Soon.”", "she said", id="double-marks"),
        pytest.param('"We will," she said. "Soon."', "she said", id="straight-marks"),
        pytest.param("‘We won’t,’ she said. ‘Soon.’", "she said", id="single-marks-with-an-apostrophe"),
        pytest.param("«On verra», dit-elle. «Demain.»", "dit elle", id="guillemets"),
        pytest.param("„Wir warten“, sagte sie.", "sagte sie", id="low-marks"),
        pytest.param("»Wir warten«, sagte sie. »Noch.«", "sagte sie", id="guillemets-inwards"),
        pytest.param("“We will, she said.\n\nHe left.", "he left", id="a-mark-that-is-never-closed"),
        pytest.param("The girls’ boat is Ana’s.", "the girls boat is ana s", id="apostrophes"),
    ],
)
def test_own_words_are_those_outside_quotation_marks(body, own):
    assert own_words(body) == own.encode().split()


def test_the_first_published_names_the_story():
    one, other = written(1), written(2)
    assert stories_of([one, other, one + "\n\nMore.", other.upper(), written(3)]) == [0, 1, 0, 1, 4]


def test_versions_of_an_article_are_one_story_however_long_the_chain():
    """Each version shares nine tenths with the one before, the last next to nothing with the first."""
    paragraphs = written(4, 3600).split("\n\n")
    versions = ["\n\n".join(paragraphs[at : at + 20]) for at in range(0, 40, 2)]
    assert set(stories_of(versions)) == {0}
    assert not are_one(Text(versions[0]), Text(versions[-1]))


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    kept=st.floats(0.4, 1.0),
    changed=st.floats(0.0, 0.04),
    lede=st.booleans(),
    turned=st.booleans(),
)
def test_an_edited_copy_is_found_whichever_comes_first(seed, kept, changed, lede, turned):
    body, draw = written(seed, 600), random.Random(seed)
    paragraphs = body.split("\n\n")
    words = "\n\n".join(paragraphs[: round(kept * len(paragraphs))]).split(" ")
    copy = " ".join(draw.choice(WORDS) if draw.random() < changed else word for word in words)
    copy = f"{written(seed + 20_000, 36)}\n\n{copy}" if lede else copy
    assert stories_of([copy, body] if turned else [body, copy]) == [0, 0]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=12))
def test_exact_copies_are_one_story_and_strangers_are_not(seeds):
    assert stories_of([written(seed) for seed in seeds]) == [seeds.index(seed) for seed in seeds]


def test_too_little_to_tell_is_no_story():
    body = " ".join(written(5).split()[: MIN_WORDS - 1])
    assert stories_of([body, body]) == [0, 1]


def test_a_signature_comes_back_as_it_was():
    signature = signature_of(written(6))
    (found,) = unpack(pack([signature]))
    assert (found.exact, list(found.prints)) == (signature.exact, signature.prints)
    assert len(signature.prints) > 20


def test_time_grows_with_the_number_of_articles():
    """Four times the articles take about four times as long, also with one footer under all; squared: sixteen."""
    footer = written(7, 60)

    def bodies(count):
        return [f"{written(100 + seed, 240)}\n\n{footer}" for seed in range(count)]

    assert grows_in_step(stories_of, bodies, 400, 1600, most=10)


@pytest.mark.parametrize("sign", ["‘", "“", '"', "«", "»", "„", "a ", "‘a,", "word "])
def test_a_megabyte_of_one_thing_takes_no_time(sign):
    def compared(body):
        signature_of(body)
        Text(body)

    assert seconds(compared, sign * (1_000_000 // len(sign))) < 5


def published(number, date="2025-01-01", publisher="post", via=None, words=300):
    return Published(number, date, publisher, via, words)


@pytest.mark.parametrize(
    ("copies", "original"),
    [
        pytest.param([published(1, "2025-01-02"), published(2, "2025-01-01")], 2, id="the-earliest"),
        pytest.param([published(1, ""), published(2, "2025-01-01")], 2, id="undated-ones-last"),
        pytest.param([published(1, words=120), published(2, words=300)], 2, id="of-one-day-the-longest"),
        pytest.param([published(1), published(2)], 1, id="else-the-first"),
        pytest.param(
            [published(1, "2025-01-01", "post", "wire"), published(2, "2025-01-02", "wire")], 2, id="the-named-source"
        ),
        pytest.param(
            [published(1, "2025-01-01", "post"), published(2, "2025-01-02", "star", "wire")],
            1,
            id="a-source-that-is-not-there",
        ),
        pytest.param(
            [published(1, "2025-01-02", "wire", "post"), published(2, "2025-01-03", "post", "wire")],
            1,
            id="two-that-name-each-other",
        ),
    ],
)  # fmt: skip
def test_the_likely_original(copies, original):
    assert original_of(copies) == original
    assert original_of(copies[::-1]) == original


def stories(db):
    connection = sqlite3.connect(db)
    try:
        return connection.execute("SELECT id, story_id, copy_count FROM articles ORDER BY id").fetchall()
    finally:
        connection.close()


def test_a_story_is_named_by_its_likely_original(fresh_db):
    body = written(8)
    build_database(
        {
            "cut": article(
                "cut.txt", body=body[: len(body) // 2], published_on="2025-03-01", publisher="Post"
            ),
            "wire": article("wire.txt", body=body, published_on="2025-03-01", publisher="Wire"),
            "late": article("late.txt", body=body + "\n\nSeen.", published_on="2025-04", publisher="Star"),
            "undated": article("undated.txt", body=body, publisher="Sun"),
            "alone": article("alone.txt", body=written(9), published_on="2025-03-01", publisher="Post"),
        },
        fresh_db,
    )
    assert stories(fresh_db) == [
        ("alone", "alone", 0), ("cut", "wire", 3), ("late", "wire", 3), ("undated", "wire", 3), ("wire", "wire", 3),
    ]  # fmt: skip
    assert examine(fresh_db) == []


def test_the_number_of_workers_makes_no_difference(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(40):
        body = written(number % 25 + 10)
        (folder / f"{number:02}.txt").write_text(
            f"Headline {number}\n\n{body}\n\nNumber {number} ends.\n", "utf-8"
        )
    for workers in (1, 3):
        load([folder], tmp_path / f"{workers}.db", workers=workers)
    assert stories(tmp_path / "1.db") == stories(tmp_path / "3.db")
    assert sum(copies for *_, copies in stories(tmp_path / "1.db")) == 30


@pytest.mark.parametrize("seed", range(6))
def test_after_an_edit_stories_are_those_of_a_cold_load(tmp_path, monkeypatch, seed):
    """Also where so many share a print that only the latest of them are looked at."""
    monkeypatch.setattr(copies, "MAX_POSTINGS", 2)
    monkeypatch.setattr(copies, "ARTICLES", replace(copies.ARTICLES, postings=2))
    draw = random.Random(seed)
    paragraphs = [paragraph for text in range(4) for paragraph in written(text, 150).split("\n\n")]
    folder = tmp_path / "corpus"
    folder.mkdir()
    files = [folder / f"{number:02}.txt" for number in range(40)]
    for file in files:
        file.write_text("\n\n".join([f"Headline {file.stem}", *draw.sample(paragraphs, 4)]), "utf-8")
    load([folder], tmp_path / "patched.db", workers=1)
    monkeypatch.setattr(build, "write_database", None)  # nothing is written anew
    for _ in range(3):
        for file, other in zip(draw.sample(files, 4), draw.sample(files, 4), strict=True):
            headline, *own = file.read_text("utf-8").split("\n\n")
            _, *others = other.read_text("utf-8").split("\n\n")
            now = draw.choice(
                [[*own, draw.choice(paragraphs)], own[:-1], [*others, "Seen."], [own[0], *others]]
            )
            file.write_text("\n\n".join([headline, *(now or own)]), "utf-8")
        load([folder], tmp_path / "patched.db", workers=1)
    monkeypatch.undo()
    shutil.copytree(folder, tmp_path / "other" / "corpus")

    monkeypatch.setattr(copies, "ARTICLES", replace(copies.ARTICLES, postings=2))
    load([tmp_path / "other" / "corpus"], tmp_path / "cold.db", workers=1)

    assert stories(tmp_path / "patched.db") == stories(tmp_path / "cold.db")
    assert len({story for _, story, copied in stories(tmp_path / "cold.db") if copied}) > 2
