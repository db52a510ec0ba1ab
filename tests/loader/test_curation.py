"""Curation files are read strictly: a slip is an error that names file, field and value."""

import re

import pytest

from api.errors import InvalidCuration
from api.loader import curation
from api.loader.curation import (
    CuratedPublisher,
    CuratedSpeaker,
    Curation,
    QuoteCorrection,
    Sidecar,
    check_against_duplicates,
    read_curation,
)


@pytest.fixture
def folder(tmp_path):
    def write(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_folder_without_curation_files_is_not_curated(folder):
    assert read_curation(folder()) == Curation()


@pytest.mark.parametrize("name", ["corpus", "speakers", "tags", "publishers", "corrections"])
def test_an_empty_file_curates_nothing(folder, name):
    assert read_curation(folder(**{name: "# nothing yet\n"})) == Curation()


@pytest.mark.parametrize(
    ("there", "fault"),
    [
        pytest.param(
            ["speakers.yml"], "speakers.yml: nothing is read from it; expected the name speakers.yaml"
        ),
        pytest.param(["Tags.yaml"], "Tags.yaml: nothing is read from it; expected the name tags.yaml"),
        pytest.param(
            ["correction.yaml"], "correction.yaml: nothing is read from it; expected the name corrections.y"
        ),
        pytest.param(
            ["tags.yaml", "tags.yml"], "tags.yml: nothing is read from it; expected the name tags.yaml"
        ),
        pytest.param(["tags.yaml", "tags2.yaml", "compose.yaml", "speakers.txt", "spkrs.yaml"], None),
    ],
)
def test_a_file_that_was_meant_to_curate_is_called_so(tmp_path, there, fault):
    for name in there:
        (tmp_path / name).write_text("# nothing yet\n")

    if fault is None:
        assert read_curation(tmp_path) == Curation()
    else:
        with pytest.raises(InvalidCuration, match=re.escape(fault)):
            read_curation(tmp_path)


def test_every_file_is_read(folder):
    curation = read_curation(
        folder(
            corpus="title: Dray\npublisher: post\narticles: ['*.txt']\n"
            "metadata: {file: t.csv, key: f, columns: {h: title}}",
            speakers="- {name: Ana Ruiz, aliases: [Ruiz], kind: person, wikidata_id: Q1}",
            tags="- {name: Bridges, kind: subject}",
            publishers="- {id: post, name: The Post, domain: post.example, rights: open}",
            corrections="- article: x\n  reject: [{quote: Hm, why: A title}]\n  tags: {add: [A], remove: [B]}",
        )
    )

    assert (curation.corpus.title, curation.corpus.articles) == ("Dray", ("*.txt",))
    assert curation.corpus.metadata == Sidecar("t.csv", "f", {"h": "title"})
    assert curation.speakers == (CuratedSpeaker("Ana Ruiz", aliases=("Ruiz",), wikidata_id="Q1"),)
    assert curation.tags[0].name == "Bridges"
    assert curation.publishers == (
        CuratedPublisher("The Post", id="post", domain="post.example", rights="open"),
    )
    (correction,) = curation.corrections
    assert correction.quotes == (QuoteCorrection("reject", "Hm", "A title"),)
    assert (correction.add_tags, correction.remove_tags) == (("A",), ("B",))


@pytest.mark.parametrize(
    ("name", "text", "parts"),
    [
        pytest.param("speakers", "- nam: Ana", ["[0]", '"nam"', '"name"'], id="a misspelt key"),
        pytest.param("speakers", "- id: ana", ["[0]", 'lacks the key "name"'], id="a missing key"),
        pytest.param("speakers", "name: Ana", ["a list"], id="a mapping where a list belongs"),
        pytest.param(
            "speakers",
            "- {name: Ana, kind: persona}",
            ["[0].kind", '"persona"', '"person"'],
            id="a wrong kind",
        ),
        pytest.param(
            "speakers", "- {name: Ana, id: Ana Ruiz}", ["[0].id", '"Ana Ruiz"', "lower-case"], id="a wrong id"
        ),
        pytest.param(
            "speakers", "- {name: Ana, wikidata_id: 22}", ["[0].wikidata_id", "22", "text"], id="a number"
        ),
        pytest.param(
            "speakers", "- {name: Ana, aliases: Ruiz}", ["[0].aliases", '"Ruiz"', "a list"], id="no list"
        ),
        pytest.param("speakers", "- {name: Ana, name: Bo}", ["line 1", '"name"', "twice"], id="a key twice"),
        pytest.param(
            "corpus", "title: 2025", ['"title"', "expected text (put it in quotation marks)"], id="a year"
        ),
        pytest.param(
            "corpus",
            "language: English",
            ['"English"; expected the default language', "en, pt-BR"],
            id="a language",
        ),
        pytest.param(
            "corpus", "articles: [../x]", ['"../x"; expected a glob inside'], id="a glob that leads out"
        ),
        pytest.param(
            "publishers",
            "- {name: P, domain: www.p.org}",
            ["expected a web domain", "such as example.org"],
            id="www",
        ),
        pytest.param("speakers", "[" * 200, ["line 1", "nested too deeply"], id="too deep"),
        pytest.param("speakers", "- name: [Ana", ["line ", "not YAML"], id="a bracket that is open"),
        pytest.param("corpus", "titel: Dray", ['"titel"', '"title"'], id="a misspelt key of the corpus"),
        pytest.param(
            "corpus", "articles: ['../x/*']", ["articles[0]", "../x/*"], id="a glob that leaves the folder"
        ),
        pytest.param("corpus", "rights: closed", ["rights", '"closed"', '"restricted"'], id="wrong rights"),
        pytest.param(
            "corpus", "metadata: {file: t.csv}", ["metadata", '"key"', '"columns"'], id="half a table"
        ),
        pytest.param(
            "corpus", "columns: {story: text}", ["columns.story", '"text"', '"body"'], id="no field"
        ),
        pytest.param(
            "publishers", "- {name: P, domain: www.p.example}", ["[0].domain", "www."], id="a domain with www"
        ),
        pytest.param("corrections", "- article: x", ["[0]"], id="a correction of nothing"),
        pytest.param(
            "corrections",
            "- {article: x, reject: [{quote: A}]}",
            ["reject[0]", '"why"'],
            id="no reason given",
        ),
        pytest.param(
            "tags", "- {name: A, kind: topic}", ["[0].kind", '"topic"', '"subject"'], id="a wrong kind of tag"
        ),
    ],
)
def test_a_fault_names_file_field_and_value(folder, name, text, parts):
    with pytest.raises(InvalidCuration) as raised:
        read_curation(folder(**{name: text}))

    message = str(raised.value)
    assert message.startswith(f"{name}.yaml: ")
    assert [part for part in parts if part not in message] == []


CORRECTIONS = """
- article: ferry-stops
  attribute:
    - quote: Nobody asked
      speaker: tom-lee
      wy: He wrote so.
- article: bridge
  reject:
    - quote: a gift
      why: Irony.
    - quote: a ghost
  retag: [{quote: Not once, kind: indirct, why: x}]
"""


def test_all_faults_of_all_files_are_told_with_their_lines(folder):
    where = folder(
        speakers="- name: Ana Ruiz\n  kind: persona\n- nam: Bo", corrections=CORRECTIONS, tags="- name: [A"
    )
    with pytest.raises(InvalidCuration) as raised:
        read_curation(where)

    told = str(raised.value).splitlines()
    assert re.match(
        "tags.yaml: line [12], column [0-9]+: not YAML: ", told.pop(2)
    )  # in the words of the parser
    assert told == [
        'speakers.yaml: line 2: "[0].kind" is "persona"; expected "person", "organization", "group" or "anonymous"',
        'speakers.yaml: line 3: "[1]" has the unknown key "nam"; expected "id", "name", "sort_name", "kind", '
        '"aliases", "roles", "description" or "wikidata_id"',
        'corrections.yaml: line 6: "[0].attribute[0]" has the unknown key "wy"; expected "quote", "speaker" or "why"',
        'corrections.yaml: line 11: "[1].reject[1]" lacks the key "why"',
        'corrections.yaml: line 12: "[1].retag[0].kind" is "indirct"; expected "direct", "mixed" or "indirect"',
    ]


def test_more_faults_than_anybody_reads_are_counted(folder):
    with pytest.raises(InvalidCuration) as raised:
        read_curation(folder(speakers="- {name: Ana Ruiz, kind: persona}\n" * 25))

    told = str(raised.value).splitlines()
    assert len(told) == 21
    assert told[19].startswith('speakers.yaml: line 20: "[19].kind"')
    assert told[20] == "speakers.yaml: 5 more faults, not shown"


def test_a_fault_in_what_is_merged_in_has_the_line_where_it_is_merged(folder):
    with pytest.raises(InvalidCuration, match=r'line 2: "\[1\].kind" is "x"'):
        read_curation(folder(tags="- &a {name: A, kind: subject}\n- {<<: {kind: x}, name: B}"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(
            "speakers", "- {name: Ana Ruiz}\n- {name: Bo Lee, aliases: [ana ruiz]}", id="name and alias"
        ),
        pytest.param("speakers", "- {name: Ana Ruiz, id: a}\n- {name: Bo Lee, id: a}", id="two ids"),
        pytest.param("tags", "- {name: Bridges}\n- {name: The bridges}", id="tags"),
        pytest.param("publishers", "- {name: Post, aliases: [P]}\n- {name: P}", id="publishers"),
        pytest.param("tags", "- {name: Sea/air}\n- {name: Sea-air}", id="ids made of the names"),
        pytest.param(
            "speakers", "- {name: Bo, wikidata_id: Q7}\n- {name: Al, wikidata_id: Q7}", id="in Wikidata"
        ),
        pytest.param("publishers", "- {name: A, domain: a.org}\n- {name: B, domain: a.org}", id="domains"),
        pytest.param("speakers", "- {name: Bo Lee-Moor}\n- {name: Bo Lee Moor}", id="and of people"),
    ],
)
def test_two_entries_can_t_have_one_name(folder, name, text):
    with pytest.raises(InvalidCuration, match="names both"):
        check_against_duplicates(read_curation(folder(**{name: text})))


def test_tags_that_a_sign_tells_apart_are_two(folder):
    check_against_duplicates(read_curation(folder(tags="- {name: Ferry}\n- {name: Ferry+}")))


def test_one_entry_may_have_a_name_in_two_spellings(folder):
    curation = read_curation(folder(speakers="- {name: Felipe Calderón, aliases: [Felipe Calderon]}"))

    check_against_duplicates(curation)


def test_files_that_are_known_are_not_checked_again(folder, monkeypatch):
    where = folder(corpus="title: The Dray papers\n")
    first, checked = read_curation(where), []
    monkeypatch.setattr(curation, "misfits", lambda name, *_: checked.append(name) or [])

    assert (read_curation(where, first.mark), checked) == (first, [])

    folder(corpus="title: The Selm papers\n")
    read_curation(where, first.mark)
    assert checked == ["corpus"]
