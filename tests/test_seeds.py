"""The shipped corpus fits its schemas, loads whole, knows its speakers, and is written in our own words."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from api.loader import load

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
ORIGINALS = ROOT.parent / "shared" / "corpora" / "seeds"
DIGESTS = sorted(SEEDS.glob("articles/**/*.md"))
CURATION = ["corpus", "speakers", "tags", "publishers", "corrections"]

# What a careful reader finds in the digests: article, opening words, speaker's id, kind of quote.
SAID = [
    ("drug-czar-leaves-troop-question-open", "He has said that in public", "sara-carter", "direct"),
    ("drug-czar-leaves-troop-question-open", "He will make his decisions", "sara-carter", "direct"),
    ("drug-czar-leaves-troop-question-open", "will do what he has to do", "sara-carter", "mixed"),
    ("drug-czar-leaves-troop-question-open", "To the cartels", "sara-carter", "direct"),
    ("drug-czar-leaves-troop-question-open", "Mexican cartels routinely", "vanda-felbab-brown", "direct"),
    ("drug-czar-leaves-troop-question-open", "They have already resorted", "vanda-felbab-brown", "direct"),
    ("drug-czar-leaves-troop-question-open", "escalate into attacks", "vanda-felbab-brown", "mixed"),
    ("drug-czar-leaves-troop-question-open", "Beyond temporarily", "vanda-felbab-brown", "direct"),
    ("washington-drafts-covert-missions", "The United States is not going", "claudia-sheinbaum", "direct"),
    ("washington-drafts-covert-missions", "There is not going to be", "claudia-sheinbaum", "direct"),
    ("washington-drafts-covert-missions", "That is ruled out", "claudia-sheinbaum", "direct"),
    ("washington-drafts-covert-missions", "The Western Hemisphere", "pete-hegseth", "direct"),
    ("washington-drafts-covert-missions", "This is not just a threat", "jorge-rodriguez", "direct"),
    ("washington-drafts-covert-missions", "An action is being", "jorge-rodriguez", "direct"),
    ("can-special-forces-beat-cartels", "operate as paramilitary", "allison-kirschbaum", "mixed"),
    ("can-special-forces-beat-cartels", "It is unlikely", "allison-kirschbaum", "direct"),
    ("can-special-forces-beat-cartels", "The most important thing", "allison-kirschbaum", "direct"),
    ("force-against-cartels-weighed", "President Trump's top priority", "anna-kelly", "direct"),
    ("force-against-cartels-weighed", "This has nothing to do", "claudia-sheinbaum", "direct"),
    ("force-against-cartels-weighed", "The United States is not sending", "claudia-sheinbaum", "direct"),
    ("force-against-cartels-weighed", "We cooperate", "claudia-sheinbaum", "direct"),
    ("force-against-cartels-weighed", "allows us to now target", "marco-rubio", "mixed"),
    ("force-against-cartels-weighed", "We have to start treating", "marco-rubio", "direct"),
    ("force-against-cartels-weighed", "Narcotics of all kinds", "white-house", "direct"),
    ("force-against-cartels-weighed", "[S]igning a secret directive", "tim-kaine", "direct"),
    ("soldiers-and-agents-for-mexico", "We reject all forms", "claudia-sheinbaum", "direct"),
    ("soldiers-and-agents-for-mexico", "It's very clear", "claudia-sheinbaum", "direct"),
    ("soldiers-and-agents-for-mexico", "great respect", "donald-trump", "mixed"),
]


def front_matter(digest: Path) -> dict[str, Any]:
    return yaml.safe_load(digest.read_text("utf-8").split("---\n")[1])


def body(digest: Path) -> str:
    return digest.read_text("utf-8").split("---\n", 2)[2]


def curated(name: str) -> Any:
    return yaml.safe_load((SEEDS / f"{name}.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def seeds_db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("seeds") / "seeds.db"
    report = load([SEEDS], path, workers=1, strict=True)
    assert report.published, report.problem
    assert report.warnings == (), "a correction that no longer matches, or the like"
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def test_there_are_digests_in_the_folder():
    assert len(DIGESTS) >= 5


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda path: path.stem)
class TestDigest:
    def test_front_matter_fits_the_schema_and_uses_no_other_key(self, digest):
        schema = json.loads((ROOT / "schema" / "article.schema.json").read_text("utf-8"))

        faults = [fault.message for fault in Draft202012Validator(schema).iter_errors(front_matter(digest))]

        assert faults == []
        assert set(front_matter(digest)) <= set(schema["properties"])

    def test_id_is_the_file_name(self, digest):
        assert front_matter(digest)["id"] == digest.stem

    def test_it_says_that_it_is_a_digest_of_ours_and_names_the_original(self, digest):
        facts = front_matter(digest)

        assert facts["subtitle"].startswith("Digest of ")
        assert facts["publisher"] == "On Record"
        assert facts["rights"] == "open"
        assert "Original: " in facts["rights_note"]
        assert not {"byline", "authors"} & set(facts)

    def test_original_publisher_is_curated(self, digest):
        publisher = front_matter(digest).get("original_publisher")

        assert publisher is None or publisher in {entry["name"] for entry in curated("publishers")}

    def test_it_is_as_long_as_a_digest_should_be(self, digest):
        assert 180 <= len(body(digest).split()) <= 350

    @pytest.mark.shared
    def test_no_six_words_outside_quotation_marks_are_an_originals(self, digest):
        if not ORIGINALS.is_dir():
            pytest.skip("the originals are not at hand (../shared/corpora/seeds)")
        facts = front_matter(digest)
        ours = [facts["title"], facts["subtitle"], *outside_quotation_marks(body(digest))]

        for original in ORIGINALS.glob("*.txt"):
            theirs = six_words(original.read_text("utf-8"))
            assert [words for text in ours for words in six_words(text) if words in theirs] == []


def outside_quotation_marks(text: str) -> list[str]:
    assert text.count('"') % 2 == 0
    return re.split(r'"[^"]*"', text)


def six_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+(?:'\w+)*", text.replace("’", "'").casefold())
    return {tuple(words[start : start + 6]) for start in range(len(words) - 5)}


def test_the_overlap_check_sees_six_words_and_spares_what_is_quoted():
    theirs = six_words("He walked slowly down to the old harbour.")
    copied, quoted = (
        "Then he walked slowly down to the quay.",
        '"He walked slowly down to the quay," she said.',
    )

    assert any(six_words(text) & theirs for text in outside_quotation_marks(copied))
    assert not any(six_words(text) & theirs for text in outside_quotation_marks(quoted))


@pytest.mark.parametrize("name", CURATION)
def test_curation_file_fits_its_schema(name):
    schema = json.loads((ROOT / "schema" / "curation.schema.json").read_text("utf-8"))
    validator = Draft202012Validator({"$defs": schema["$defs"], "$ref": f"#/$defs/{name}"})

    assert [fault.message for fault in validator.iter_errors(curated(name))] == []


@pytest.mark.parametrize("name", ["speakers", "tags", "publishers"])
def test_ids_names_and_aliases_mean_one_entry_each(name):
    entries = curated(name)
    ids = [entry["id"] for entry in entries]
    names = [
        printed.casefold() for entry in entries for printed in [entry["name"], *entry.get("aliases", [])]
    ]

    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))
    assert ids[1:] == sorted(ids[1:]), "entries are in alphabetical order, On Record itself may stand first"


def test_every_seed_loads_and_nothing_is_rejected(seeds_db):
    loaded = {row["id"] for row in seeds_db.execute("SELECT id FROM articles")}

    assert loaded == {digest.stem for digest in DIGESTS}
    assert list(seeds_db.execute("SELECT * FROM rejected")) == []


def test_the_api_tells_a_digest_from_its_original(seeds_db):
    row = seeds_db.execute(
        "SELECT publisher_name, via_publisher_name, rights, subtitle FROM article_details"
        " WHERE id = 'drug-czar-leaves-troop-question-open'"
    ).fetchone()

    assert tuple(row) == ("On Record", "Latin Times", "open", "Digest of a report in the Latin Times")


def test_every_quote_stands_where_the_database_says(seeds_db):
    rows = list(
        seeds_db.execute(
            'SELECT quotes.text, quotes.start, quotes."end", body FROM quotes'
            " JOIN articles ON articles.id = article_id"
        )
    )

    assert len(rows) >= len(SAID)
    assert [row["text"] for row in rows if row["body"][row["start"] : row["end"]] != row["text"]] == []


@pytest.mark.parametrize(("article", "opening", "speaker", "kind"), SAID, ids=lambda value: str(value)[:24])
def test_what_was_said_is_found_with_its_speaker(seeds_db, article, opening, speaker, kind):
    found = [
        (row["speaker_id"], row["kind"])
        for row in seeds_db.execute(
            "SELECT * FROM quotes WHERE article_id = ? AND kind != 'indirect'", [article]
        )
        if row["text"].startswith(opening)
    ]

    assert found == [(speaker, kind)]


def test_speakers_that_a_person_checked_are_used(seeds_db):
    unused = {
        row["id"]
        for row in seeds_db.execute("SELECT id FROM speakers WHERE is_curated = 1 AND quote_count = 0")
    }
    said = {speaker for _, _, speaker, _ in SAID}

    assert not said & unused
    assert said <= {entry["id"] for entry in curated("speakers")}
