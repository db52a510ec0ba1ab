"""What is loaded: the articles of a folder, as the curator has it; how far it is."""

from datetime import UTC, datetime

from loaded import dump, ids, rows

from api.loader import load


def test_a_corpus_folder_is_loaded_with_its_curation(folder, fresh_db):
    report = load([folder], fresh_db, workers=1)

    assert [file.path for file in report.files] == [
        "articles/bridge.txt", "articles/ferry.md", "articles/two.jsonl#1", "articles/two.jsonl#2",
    ]  # fmt: skip
    assert {file.outcome for file in report.files} == {"loaded"}
    assert (report.ignored, report.published, report.exit_code) == (1, True, 0)
    tables = dump(fresh_db)
    assert {row[1] for row in tables["articles"]} == {file.article_id for file in report.files}
    assert report.counts["articles"] == len(tables["articles"]) == 4
    assert tables["corpus"][0][1:5] == (
        "The Dray valley",
        "Invented news of an invented valley.",
        "Apache-2.0",
        None,
    )


def test_declared_facts_win_and_defaults_fill_in(folder, fresh_db):
    load([folder], fresh_db, workers=1)
    facts = {
        path: facts
        for path, *facts in rows(
            fresh_db, "SELECT source_path, title, published_on, section, publisher_id, rights FROM articles"
        )
    }

    assert facts["articles/bridge.txt"] == [
        "Bridge closed until winter", "2025-03-03", "Upper Dray", "upland-post", "restricted",
    ]  # fmt: skip
    assert facts["articles/ferry.md"][1:] == ["2025-03", None, "upland-post", "open"]
    assert facts["articles/two.jsonl#1"][3] == "upland-post", "known by its domain"
    assert facts["articles/two.jsonl#2"][3:] == ["harbour-gazette", "unknown"]


def test_rights_are_the_article_s_else_the_publisher_s_else_the_corpus_s(folder, fresh_db):
    with (folder / "corpus.yaml").open("a", encoding="utf-8") as file:
        file.write("rights: restricted\n")
    (folder / "publishers.yaml").write_text("- {id: upland-post, name: Upland Post, rights: open}\n", "utf-8")
    (folder / "articles" / "own.md").write_text("---\nid: own\nrights: restricted\n---\nThe mill is open.\n")

    load([folder], fresh_db, workers=1)
    rights = dict(rows(fresh_db, "SELECT source_path, rights FROM articles"))

    assert rights["articles/own.md"] == "restricted"
    assert rights["articles/bridge.txt"] == "open", "by its publisher"
    assert rights["articles/two.jsonl#2"] == "restricted", "by corpus.yaml: its publisher says nothing"


def test_columns_and_keys_may_have_other_names(folder, fresh_db):
    with (folder / "corpus.yaml").open("a", encoding="utf-8") as file:
        file.write("columns: {headline: title, story: body, key: id}\n")
    (folder / "articles" / "t.csv").write_text("key,headline,story\nc1,Mill opens,The mill is open again.\n")
    (folder / "articles" / "t.json").write_text('{"key": "j1", "headline": "Mill", "story": "It is open."}')

    report = load([folder], fresh_db, workers=1)
    titles = dict(rows(fresh_db, "SELECT id, title FROM articles"))

    assert report.rejected == ()
    assert (titles["c1"], titles["j1"]) == ("Mill opens", "Mill")


def test_tags_are_printed_derived_and_curated(folder, fresh_db):
    load([folder], fresh_db, workers=1)
    found = rows(
        fresh_db, "SELECT tag_id, origin FROM article_tags WHERE article_id = 'ferry-strike' ORDER BY 1"
    )

    assert found == [("ferries", "publisher"), ("strikes", "curated"), ("work", "publisher")]


def test_a_correction_without_an_article_is_reported(folder, fresh_db):
    report = load([folder], fresh_db, workers=1)

    assert [warning for warning in report.warnings if "articles/no-such-file.txt" in warning] != []


def test_dates_that_are_still_to_come_are_told_and_taken(tmp_path, fresh_db):
    dates = ["9999-12-31", "2026-01-04", "2026-01-03", "2026-02", "2026", "2027", ""]
    for number, date in enumerate(dates):
        declared = f"published_on: {date}\n" if date else ""
        (tmp_path / f"{number}.md").write_text(
            f"---\ntitle: T\n{declared}---\nThe ferry of Ostley sails again.\n"
        )
    now = datetime(2026, 1, 2, 12, tzinfo=UTC)
    for _ in range(2):  # read anew, and known from before
        report = load([tmp_path], fresh_db, workers=1, now=now)

        assert report.exit_code == 0
        assert list(report.warnings) == [
            f'{path}: published_on is "{date}", which is still to come; leave it out where it isn\'t known'
            for path, date in (
                ("0.md", "9999-12-31"),
                ("1.md", "2026-01-04"),
                ("3.md", "2026-02"),
                ("5.md", "2027"),
            )
        ]
    assert len(rows(fresh_db, "SELECT 1 FROM articles WHERE published_on IS NOT NULL")) == 6


def test_many_dates_that_are_still_to_come_are_counted(tmp_path, fresh_db):
    for number in range(23):
        (tmp_path / f"{number}.md").write_text(
            "---\npublished_on: 9999-12-31\n---\nThe ferry of Ostley sails.\n"
        )
    report = load([tmp_path], fresh_db, workers=1)

    assert len(report.warnings) == 21
    assert report.warnings[-1] == "3 more articles bear dates that are still to come"


def test_a_load_is_declarative_what_is_gone_from_the_folder_is_gone(folder, fresh_db):
    load([folder], fresh_db, workers=1)
    (folder / "articles" / "two.jsonl").unlink()

    load([folder], fresh_db, workers=1)

    assert sorted(ids(fresh_db))[-1] == "ferry-strike"
    assert len(ids(fresh_db)) == 2


def test_progress_is_told_in_files(many, fresh_db):
    told = []

    load([many], fresh_db, workers=1, progress=lambda done, total: told.append((done, total)))

    assert told[0] == (0, 40)
    assert told[-1] == (40, 40)
    assert told == sorted(told)


def test_tags_and_authors_are_not_mixed_up_with_others(tmp_path):
    """Each article has its own tag and author, whose slugs are alike."""
    printed = [("Ferry", "王伟"), ("Ferry+", "王薇"), ("Ferry#", "Wang Wei")]
    for number, (tag, author) in enumerate(printed):
        (tmp_path / f"{number}.md").write_text(
            f"---\ntags: ['{tag}']\nauthors: [{author}]\n---\nThe mill is open.\n", "utf-8"
        )

    load([tmp_path], tmp_path / "corpus.db", workers=1)
    found = rows(
        tmp_path / "corpus.db",
        """SELECT tags.name, authors.name, tags.article_count, authors.article_count FROM articles
             JOIN article_tags ON article_tags.article_id = articles.id JOIN tags ON tags.id = tag_id
             JOIN article_authors ON article_authors.article_id = articles.id JOIN authors ON authors.id = author_id
            ORDER BY source_path""",
    )

    assert found == [(tag, author, 1, 1) for tag, author in printed]


def test_a_tag_is_taken_away_by_its_very_name(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text("---\nid: a\ntags: [Ferry, Ferry+]\n---\nThe mill is open.\n")
    (tmp_path / "corrections.yaml").write_text("- article: a\n  tags: {remove: [Ferry+]}\n")

    load([tmp_path], tmp_path / "corpus.db", workers=1)

    assert ids(tmp_path / "corpus.db", "tags") == ["ferry"]


def test_articles_in_one_language_are_found_together(tmp_path):
    (tmp_path / "corpus.yaml").write_text("language: en-US\n")
    (tmp_path / "articles").mkdir()
    for name, head in (("a", "language: en-GB"), ("b", "language: en"), ("c", "title: The mill")):
        (tmp_path / "articles" / f"{name}.md").write_text(f"---\n{head}\n---\nMill.\n")

    load([tmp_path], tmp_path / "corpus.db", workers=1)
    counts = rows(tmp_path / "corpus.db", "SELECT language, count(*) FROM articles GROUP BY 1")

    assert counts == [("en", 3)]
