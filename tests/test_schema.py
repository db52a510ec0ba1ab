"""The data model agrees with itself: SQL and its comments, JSON schemas, dataclasses, Datasette metadata."""

import json
import sqlite3
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from programs import load_program

from api import model

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schema"


data_dictionary = load_program(ROOT / "docs" / "data_dictionary.py")
RELATIONS = {relation.name: relation for relation in data_dictionary.read_relations(SCHEMA)}
COLUMNS = [(relation.name, column) for relation in RELATIONS.values() for column in relation.columns]


@pytest.fixture(scope="module")
def empty_db():
    with closing(sqlite3.connect(":memory:")) as connection:
        for name in ("tables", "search", "views", "indexes"):
            connection.executescript((SCHEMA / f"{name}.sql").read_text("utf-8"))
        yield connection


def columns_of(connection: sqlite3.Connection, relation: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({relation})")]


@pytest.mark.parametrize(
    ("relation", "column"), COLUMNS, ids=[f"{name}.{column.name}" for name, column in COLUMNS]
)
def test_column_has_a_comment(relation, column):
    assert len(column.comment) > 2


def test_the_dictionary_reads_every_column_that_sqlite_sees(empty_db):
    """A column that the dictionary's pattern does not recognise would otherwise be missing unnoticed."""
    names = [
        row[0]
        for row in empty_db.execute(
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE '%_search%'"
        )
    ]
    read = {
        name: [
            column.name
            for table in [*(RELATIONS[star] for star in RELATIONS[name].stars), RELATIONS[name]]
            for column in table.columns
        ]
        for name in names
    }

    assert {name: sorted(found) for name, found in read.items()} == {
        name: sorted(columns_of(empty_db, name)) for name in names
    }


def test_every_table_is_strict(empty_db):
    loose = [
        row[0]
        for row in empty_db.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND strict = 0"
        )
    ]

    assert [name for name in loose if "_search" not in name and not name.startswith("sqlite_")] == []


def test_generated_copies_of_the_comments_are_fresh(capsys):
    assert data_dictionary.main(["--check"]) == 0, capsys.readouterr().out


# A dataclass field that is a column under another name, or no column but rows of another table.
ELSEWHERE = {
    "Metadata": {"authors", "publisher", "original_publisher", "tags", "declared_id"},
    "Quote": {"span", "context", "mention", "cue", "speaker", "continues"},
    "Speaker": set(),
}


@pytest.mark.parametrize(
    ("value", "table"), [("Metadata", "articles"), ("Quote", "quotes"), ("Speaker", "speakers")]
)
def test_fields_and_columns_share_one_spelling(empty_db, value, table):
    named = {field.name for field in fields(getattr(model, value))} - ELSEWHERE[value]

    assert named <= set(columns_of(empty_db, table))


def test_closed_lists_of_model_and_sql_agree():
    lists = {
        ("quotes", "kind"): model.QuoteKind,
        ("quotes", "method"): model.Method,
        ("speakers", "kind"): model.SpeakerKind,
        ("articles", "rights"): model.Rights,
        ("article_tags", "origin"): model.TagOrigin,
    }
    for (table, name), literal in lists.items():
        rules = next(column.rules for column in RELATIONS[table].columns if column.name == name)
        assert [value in rules for value in literal.__args__] == [True] * len(literal.__args__)
        assert rules.count("'") == 2 * len(literal.__args__)


@pytest.mark.parametrize("name", ["article", "curation"])
def test_json_schema_is_valid_and_each_property_described(name):
    schema = json.loads((SCHEMA / f"{name}.schema.json").read_text("utf-8"))

    Draft202012Validator.check_schema(schema)
    assert "description" in schema
    for properties in every_properties(schema):
        for key, value in properties.items():
            assert "description" in value or "$ref" in value or "oneOf" in value, key


def every_properties(schema):
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield schema["properties"]
        for value in schema.values():
            yield from every_properties(value)


def test_article_schema_has_the_metadata_fields():
    declared = set(json.loads((SCHEMA / "article.schema.json").read_text("utf-8"))["properties"])
    known = {field.name for field in fields(model.Metadata)} - {"title_is_derived", "declared_id"}

    assert declared == known | {"id", "body"}


def test_sidecar_columns_can_name_every_field_but_the_body():
    article = json.loads((SCHEMA / "article.schema.json").read_text("utf-8"))
    curation = json.loads((SCHEMA / "curation.schema.json").read_text("utf-8"))
    columns = curation["$defs"]["corpus"]["properties"]["metadata"]["properties"]["columns"]

    assert set(columns["additionalProperties"]["enum"]) == set(article["properties"]) - {"body"}


ARTICLE_ROWS = [
    pytest.param({}, True, id="nothing-declared"),
    pytest.param({"published_on": "2025"}, True, id="a-year"),
    pytest.param({"published_on": 2025}, True, id="a-year-that-yaml-reads-as-a-number"),
    pytest.param({"published_on": "2025-11"}, True, id="a-month"),
    pytest.param({"published_on": "2025-11-08T10:00:00Z"}, True, id="a-time-behind-a-date"),
    pytest.param({"published_on": "2025-13"}, False, id="no-such-month"),
    pytest.param({"published_on": "November"}, False, id="not-iso"),
    pytest.param({"published_on": "2025-11 10:00"}, False, id="a-time-behind-a-month"),
    pytest.param({"authors": "Ana Ruiz and Tom Lee"}, True, id="authors-as-a-byline"),
    pytest.param({"authors": ["Ana Ruiz", 7]}, False, id="an-author-who-is-a-number"),
    pytest.param({"tags": None, "url": None, "rights": None}, True, id="null-is-not-declared"),
    pytest.param({"rights": "free"}, False, id="unknown-rights"),
    pytest.param({"id": "a/b"}, False, id="an-id-that-breaks-urls"),
    pytest.param({"url": "example.org/a"}, False, id="a-url-without-scheme"),
    pytest.param({"layout": "post"}, True, id="another-systems-key"),
]


@pytest.mark.parametrize(("declared", "fits"), ARTICLE_ROWS)
def test_article_schema_accepts_and_refuses(declared, fits):
    schema = json.loads((SCHEMA / "article.schema.json").read_text("utf-8"))

    assert Draft202012Validator(schema).is_valid(declared) is fits


CURATION_ROWS = [
    pytest.param("speakers", None, True, id="an-empty-file"),
    pytest.param("speakers", [{"name": "Ana Ruiz"}], True, id="a-name-is-enough"),
    pytest.param("speakers", [{"name": "Ana Ruiz", "alias": ["Ruiz"]}], False, id="a-misspelt-key"),
    pytest.param("speakers", [{"name": "Ana Ruiz", "wikidata_id": "22686"}], False, id="wikidata-without-q"),
    pytest.param("speakers", [{"id": "Ana Ruiz", "name": "Ana Ruiz"}], False, id="an-id-that-is-no-slug"),
    pytest.param("corpus", {"articles": ["../**"]}, False, id="a-glob-that-leaves-the-folder"),
    pytest.param("corpus", {"articles": ["/etc/*"]}, False, id="an-absolute-glob"),
    pytest.param("corpus", {"articles": ["text/a..b/*.txt"]}, True, id="two-dots-inside-a-name"),
    pytest.param(
        "corpus",
        {"metadata": {"file": "t.tsv", "key": "f", "columns": {"d": "date"}}},
        False,
        id="no-such-field",
    ),
    pytest.param("corrections", [{"article": "a"}], False, id="a-correction-that-corrects-nothing"),
    pytest.param(
        "corrections", [{"article": "a", "reject": [{"quote": "x", "why": "a term"}]}], True, id="reject"
    ),
    pytest.param("corrections", [{"article": "a", "reject": [{"quote": "x"}]}], False, id="without-a-reason"),
    pytest.param(
        "corrections",
        [{"article": "a", "attribute": [{"quote": "x", "speaker": None, "why": "not said who"}]}],
        True,
        id="nobody",
    ),
]


@pytest.mark.parametrize(("name", "content", "fits"), CURATION_ROWS)
def test_curation_schema_accepts_and_refuses(name, content, fits):
    definitions = json.loads((SCHEMA / "curation.schema.json").read_text("utf-8"))["$defs"]

    assert Draft202012Validator({"$defs": definitions, "$ref": f"#/$defs/{name}"}).is_valid(content) is fits


def test_datasette_metadata_names_only_what_is_there(empty_db):
    metadata = yaml.safe_load((SCHEMA / "datasette.yaml").read_text("utf-8"))["databases"]["corpus"]
    for table, told in metadata["tables"].items():
        there = set(columns_of(empty_db, table))
        named = {
            told.get("label_column"),
            told.get("sort_desc"),
            told.get("fts_pk"),
            *told.get("facets", []),
        } - {None}
        assert there >= named | set(told["columns"]), table
        assert set(told["columns"]) == there, table


def test_datasette_queries_are_valid_sql(empty_db):
    metadata = yaml.safe_load((SCHEMA / "datasette.yaml").read_text("utf-8"))["databases"]["corpus"]
    for query in metadata["queries"].values():
        empty_db.execute(query["sql"], dict.fromkeys(query.get("params", []), "x")).fetchall()
