"""Each page answers, and shows the facts of what it is about."""

import html
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import invented
import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup
from page_kinds import PAGE_KINDS
from page_text import bare, select, words_of

from api.app import create_app
from api.errors import SettingError
from api.loader import load
from api.pages.quotation import quote_list
from api.settings import Settings


def text_of(reader: FlaskClient, address: str, status: int = 200) -> str:
    """Return what a page says, white space run together."""
    answer = reader.get(address)
    assert answer.status_code == status, address
    return words_of(answer.text)


@pytest.mark.parametrize(
    ("address", "facts"),
    [
        pytest.param("/", ["The Port Selm papers", "44 articles", "52 quotes", "5 speakers", "by winter"], id="home"),
        pytest.param("/quotes", ["52 quotes.", "Who pays?", "Nobody named", "Older"], id="quotes"),
        pytest.param("/quotes?q=winter", ["1 quote matching “winter”."], id="words-in-the-sentence"),
        pytest.param(
            "/quotes?speaker=tom-lee&kind=mixed", ["2 quoted fragments by Tom Lee.", "brave and a little late"],
            id="kind-names-what-is-listed",
        ),
        pytest.param("/quotes?attributed=false", ["2 quotes whose speaker is not known."], id="flag-in-words"),
        pytest.param("/quotes?tag_not=harbours", ["1 quote not tagged Harbours."], id="not-in-words"),
        pytest.param("/quotes?published_from=2024&published_to=2024", ["3 quotes published in 2024."], id="one-year"),
        pytest.param(
            "/quotes?published_from=2024&published_to=2025-03",
            ["5 quotes published 2024 to March 2025."],
            id="stretch-of-time",
        ),
        pytest.param(
            "/quotes/lighthouse-b",
            ["Ana Ruiz", "8 November 2025", "a pronoun next to the quote", "almost certain (96%)", "“she”", "“said”"],
            id="quote",
        ),
        pytest.param(
            "/quotes/undated-notice-a", ["Nobody named", "no mention of a speaker stands near", "undated"],
            id="quote-of-nobody",
        ),
        pytest.param(
            "/articles/lighthouse",
            ["By Iris Vane and Otto Brandt", "from Meridian Wire", "Coast", "Ana Ruiz 2", "Tom Lee 3", "96% sure"],
            id="article",
        ),
        pytest.param(
            "/articles/tide-001",
            [
                "Also published, in nearly the same words, by",
                "Harbour Gazette, 15 January 2010 (likely the original)",
                "Harbour Gazette, 15 March 2010", "Tide report number 2",
            ],
            id="article-that-was-published-thrice",
        ),
        pytest.param(
            "/articles?story=tide-001&original=false",
            ["2 articles with the text of “Tide report number 1”, only copies."],
            id="story-in-words",
        ),
        pytest.param(
            "/articles/undated-notice", ["No headline was printed", "undated"], id="derived-title-is-said-so",
        ),
        pytest.param(
            "/speakers/ana-ruiz",
            ["harbour master of Port Selm", "Ms. Ruiz", "engineer", "harbour master in Lighthouse", "Tom Lee", "42"],
            id="speaker",
        ),
        pytest.param("/speakers/a-former-pilot", ["anonymous source", "Now we wait."], id="anonymous-is-said-so"),
        pytest.param("/tags/strikes", ["Strikes & pay", "3 quotes in 1 article", "Dock workers"], id="tag"),
        pytest.param("/publishers/harbour-gazette", ["48 quotes in 42 articles"], id="publisher"),
        pytest.param(
            "/publishers/wire",
            ["0 quotes in 0 articles", "Reprinted by others"],
            id="publisher-of-others",
        ),
        pytest.param("/publishers", ["Harbour Gazette 42 articles"], id="publishers-with-what-they-are-ordered-by"),
        pytest.param("/publishers?sort=-quote_count", ["Harbour Gazette 48 quotes"], id="publishers-by-quotes"),
        pytest.param("/search?q=lighthouse", ["articles", "Lighthouse to be lit"], id="search"),
        pytest.param("/search?q=zeppelin", ["Nothing in this corpus matches zeppelin"], id="search-without-result"),
        pytest.param("/stats", ["articles/broken.txt", "the file is empty", "quoted fragment"], id="statistics"),
        pytest.param(
            "/coverage",
            ["Articles from 15 January 2010 to 8 November 2025, and 1 article without a date.",
             "to the day 41", "to the month 1", "not at all 1",
             "No article whose month is known from May 2013 to February 2025", "Quotes without a speaker 2"],
            id="coverage",
        ),
        pytest.param("/exports", ["Quotes 52", "Quotes as Annotations", "Articles as CSV"], id="exports"),
        pytest.param("/compare", ["Choose up to five speakers", "Tom Lee"], id="compare-nobody"),
        pytest.param(
            "/compare?speaker=ana-ruiz,tom-lee&published_from=2013",
            ["only those published from 2013", "Ana Ruiz 6 quotes", "Tom Lee 3 quotes", "2013 4 –", "2025 2 3"],
            id="compare",
        ),
        pytest.param("/compare?speaker=tom-lee&add=e", ["No other speaker in this corpus is called e"], id="none"),
        pytest.param(
            "/facets/quotes/year?kind=direct",
            ["Quotes by year", "Direct quotes", "2012 12", "values. 1 quote has no value"],
            id="facet",
        ),
        pytest.param("/dictionary", ["speaker_id", "who said it; null when nobody was found"], id="dictionary"),
    ],
)  # fmt: skip
def test_a_page_shows_its_facts(reader: FlaskClient, address: str, facts: list[str]) -> None:
    said = text_of(reader, address)
    assert [fact for fact in facts if fact not in said] == []


def test_printed_evidence_is_marked_in_its_context(reader: FlaskClient) -> None:
    page = reader.get("/quotes/lighthouse-b").text
    assert [bare(mark) for mark in select(page, ".evidence mark")] == [
        "We will have light by winter, and we will have it without asking anybody’s leave,"
    ]
    assert [bare(one) for one in select(page, ".evidence .mention")] == ["she"]
    assert [bare(one) for one in select(page, ".evidence .cue")] == ["said"]


def test_a_quote_inside_a_quote_keeps_both_notes(reader: FlaskClient) -> None:
    page = reader.get("/articles/lighthouse").text
    assert len(select(page, ".note")) == 6
    assert {one.attrs["id"] for one in select(page, "a[id]")} >= {"q-lighthouse-e", "q-lighthouse-f"}


def test_speakers_have_colours_of_their_own(reader: FlaskClient) -> None:
    page = reader.get("/articles/lighthouse").text
    colours = {bare(one): one.attrs["class"] for one in select(page, "mark.quoted")}
    assert "voice-1" in colours["The sea does not wait."]
    assert "voice-2" in colours["brave and a little late"]
    assert "voice-0" in colours["Who pays?"]


def test_a_restricted_body_is_withheld(reader: FlaskClient) -> None:
    said = text_of(reader, "/articles/closed-book")
    assert "Few have read it." in said
    assert said.count("smells of tar and rope") < 8
    assert "the ledger will not be shown to anybody" in said


def test_the_context_of_a_restricted_quote_is_short(reader: FlaskClient) -> None:
    evidence = select(reader.get("/quotes/closed-book-a").text, ".evidence")[0]
    assert len(bare(evidence).split()) <= 50


def test_a_restricted_body_is_served_when_the_operator_says_so(invented_path: Path) -> None:
    reader = create_app(Settings(db=invented_path, serve_restricted_bodies=True)).test_client()
    assert text_of(reader, "/articles/closed-book").count("smells of tar and rope") == 8


def test_words_of_an_article_are_never_markup(reader: FlaskClient) -> None:
    for address in ("/", "/articles/strike", "/quotes/strike-a", "/quotes?q=spring", "/articles?q=dockers"):
        page = reader.get(address).text
        assert "<script>alert" not in page
        assert "<b>" not in page


def test_every_value_of_a_quote_in_a_list_is_escaped(invented_app: Flask) -> None:
    columns = [
        "id", "kind", "text", "speaker_id", "speaker_name", "article_id", "article_title", "publisher_name",
        "published_on", "marked",
    ]  # fmt: skip
    hostile = {name: f"\"><zq7x {name}='" for name in columns} | {"kind": "direct"}
    with invented_app.test_request_context():
        for row in (hostile, {name: value for name, value in hostile.items() if name != "marked"}):
            page = str(quote_list([row]))
            assert "<zq7x" not in page
            assert page.count("zq7x") >= 8
        assert "<mark>" in quote_list([hostile | {"marked": Markup("<mark>x</mark>")}])


def test_matches_of_a_search_are_marked(reader: FlaskClient) -> None:
    page = reader.get("/quotes?q=winter").text
    assert [bare(mark) for mark in select(page, ".words mark")] == ["winter"]


def test_a_filter_can_be_dropped_and_added(reader: FlaskClient) -> None:
    page = reader.get("/quotes?speaker=tom-lee,ana-ruiz&kind=direct").text
    chips = {words_of(chip.to_html()): chip.attrs["href"] for chip in select(page, ".chip")}
    assert chips["Drop: by Tom Lee"] == "/quotes?kind=direct&speaker=ana-ruiz"
    assert chips["Drop: direct quote"] == "/quotes?speaker=tom-lee,ana-ruiz"


def test_dropping_a_filter_keeps_its_opposite(reader: FlaskClient) -> None:
    page = reader.get("/quotes?tag=harbours&tag_not=strikes").text
    chips = {words_of(chip.to_html()): chip.attrs["href"] for chip in select(page, ".chip")}
    assert chips["Drop: tagged Harbours"] == "/quotes?tag_not=strikes"


def test_an_empty_list_says_how_to_fill_it(reader: FlaskClient) -> None:
    page = reader.get("/quotes?speaker=ana-ruis&kind=direct").text
    assert 'href="/quotes?kind=direct&amp;speaker=ana-ruiz"' in page
    assert 'href="/quotes?kind=direct"' in page


def test_a_list_says_which_of_its_ids_nothing_has(reader: FlaskClient) -> None:
    """One misspelt speaker of two leaves a list that looks right."""
    page = reader.get("/quotes?speaker=tom-lee,ana-ruis&tag_not=qqqq").text
    (notice,) = select(page, ".notice")
    assert words_of(notice.to_html()) == (
        "ana-ruis is not in this corpus. Instead of “ana-ruis”: ana-ruiz qqqq is not in this corpus."
    )
    assert 'href="/quotes?speaker=tom-lee,ana-ruiz&amp;tag_not=qqqq"' in page
    assert not select(reader.get("/quotes?speaker=tom-lee,ana-ruiz").text, ".notice")


@pytest.mark.parametrize("address", ["/", "/coverage", "/stats", "/speakers/ana-ruiz", "/tags/harbours"])
def test_a_chart_says_what_it_leaves_out(reader: FlaskClient, address: str) -> None:
    page = reader.get(address).text
    noun = "articles" if address == "/coverage" else "quotes"
    numbers = [int(one.to_text()) for one in select(page, ".chart td.number")]
    left_out = [words_of(one.to_html()) for one in select(page, ".chart > p")]
    query = {"/speakers/ana-ruiz": "?speaker=ana-ruiz", "/tags/harbours": "?tag=harbours"}.get(address, "")
    total = reader.get(f"/v1/{noun}{query}").get_json()["page"]["total"]
    undated = total - sum(numbers)
    assert [int(one.split()[1]) for one in left_out] == ([undated] if undated else [])


def test_an_empty_search_box_filters_nothing(reader: FlaskClient) -> None:
    answer = reader.get("/quotes?q=&speaker=ana-ruiz")
    assert (answer.status_code, answer.location) == (302, "/quotes?speaker=ana-ruiz")


def test_words_take_their_own_order_along_when_they_go(reader: FlaskClient) -> None:
    """Relevance is an order only for words: an address that keeps it without them would be refused."""
    chips = select(reader.get("/quotes?q=winter&sort=-relevance&kind=direct").text, ".chip")
    assert chips[0].attrs["href"] == "/quotes?kind=direct"
    assert reader.get("/quotes?q=&sort=-relevance").location == "/quotes"


def test_a_name_that_one_speaker_has_is_added_at_once(reader: FlaskClient) -> None:
    answer = reader.get("/compare?speaker=tom-lee&published_from=2013&add=ruiz")
    assert (answer.status_code, answer.location) == (
        302,
        "/compare?published_from=2013&speaker=tom-lee,ana-ruiz",
    )


def test_a_name_that_several_have_is_a_choice(reader: FlaskClient) -> None:
    choices = select(reader.get("/compare?add=a").text, "[aria-labelledby=add] .tags a")
    assert [one.attrs["href"] for one in choices] == [
        "/compare?speaker=ana-ruiz", "/compare?speaker=a-former-pilot"
    ]  # fmt: skip


def test_more_than_five_are_not_compared(reader: FlaskClient) -> None:
    said = text_of(reader, "/compare?speaker=a,b,c,d,e,f", status=400)
    assert "6 speakers are given; at most 5 can be compared." in said


def test_a_comparison_keeps_a_speaker_who_never_fits_the_filters(reader: FlaskClient) -> None:
    page = reader.get("/compare?speaker=dock-workers,ana-ruiz&published_from=2025").text
    rows = [words_of(row.to_html()) for row in select(page, ".compared tr")]
    assert rows[0].endswith("Dock workers Ana Ruiz")
    assert rows[-2:] == ["November 2025 – 2", "no date – –"]


def test_a_comparison_says_whom_nobody_is_called(reader: FlaskClient) -> None:
    """One misspelt id of two is told, the other is compared; so is an id of any other filter."""
    page = reader.get("/compare?speaker=tom-lee,ana-ruis&tag=strickes")
    assert page.status_code == 200
    notices = [(bare(one), one.query("a")) for one in select(page.text, ".notice p")]
    assert [text for text, _ in notices] == [
        "ana-ruis is not in this corpus. Instead of “ana-ruis”: ana-ruiz",
        "strickes is not in this corpus. Instead of “strickes”: strikes",
    ]
    links = [link.attrs["href"] for _, found in notices for link in found]
    assert links == [
        "/compare?speaker=tom-lee,ana-ruiz&tag=strickes",
        "/compare?speaker=tom-lee,ana-ruis&tag=strikes",
    ]
    assert [bare(one) for one in select(page.text, ".compared th.voiced")] == ["Tom Lee"]
    nobody = text_of(reader, "/compare?speaker=nobody-at-all")
    assert "nobody-at-all is not in this corpus." in nobody
    assert "Choose a speaker" in nobody


def test_the_page_of_a_facet_says_what_it_counts(reader: FlaskClient) -> None:
    """A facet is counted without its own filter, so the words above it leave that out too."""
    page = reader.get("/facets/quotes/speaker?kind=direct&speaker=tom-lee").text
    assert bare(select(page, ".kicker a")[0]) == "Direct quotes"
    assert select(page, ".kicker a")[0].attrs["href"] == "/quotes?kind=direct&speaker=tom-lee"
    year = reader.get("/facets/quotes/year?published_from=2012&published_to=2012").text
    assert bare(select(year, ".kicker a")[0]) == "Quotes"
    unknown = reader.get("/facets/quotes/tag?speaker=ana-ruis").text
    (link,) = select(unknown, ".notice a")
    assert link.attrs["href"] == "/facets/quotes/tag?speaker=ana-ruiz"


@pytest.mark.parametrize(
    "asked", ["format=csv", "cursor=abc", "sample=3", "limit=5", "sort=published_on", "fields=text"]
)
def test_the_page_of_a_facet_ignores_nothing(reader: FlaskClient, asked: str) -> None:
    assert f"{asked.partition('=')[0]} unknown" in text_of(reader, f"/facets/quotes/kind?{asked}", status=400)


def test_a_list_leads_to_a_facet_with_its_filters_only(reader: FlaskClient) -> None:
    asked = "kind=direct,mixed&limit=50&sort=published_on&fields=text&facets=method&facet_limit=1&count=none"
    links = select(reader.get(f"/quotes?{asked}").text, "a[href^='/facets/']")
    addresses = {link.attrs["href"] for link in links}
    assert addresses == {"/facets/quotes/kind?kind=direct,mixed"}
    assert {reader.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize(
    "path", ["/facets/quotes/colour", "/facets/rejected/path", "/facets/publishers/kind"]
)
def test_there_is_no_page_for_a_facet_that_a_list_lacks(reader: FlaskClient, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_the_size_of_a_page_can_be_chosen(reader: FlaskClient) -> None:
    sizes = select(reader.get("/quotes?limit=50&kind=direct").text, "[aria-labelledby=page-size] li > *")
    assert [(bare(one), one.attrs.get("href")) for one in sizes] == [
        ("25", "/quotes?kind=direct"), ("50", None), ("100", "/quotes?kind=direct&limit=100")
    ]  # fmt: skip
    assert select(reader.get("/quotes?speaker=tom-lee").text, "[aria-labelledby=page-size]") == []


@pytest.mark.parametrize(
    "kind", ["home", "quotes-none", "quote", "search-found", "statistics", "dictionary", "facet", "compare"]
)
def test_the_example_of_a_page_reads_what_the_api_has(reader: FlaskClient, kind: str) -> None:
    page = html.unescape(reader.get(PAGE_KINDS[kind]).text)
    asked = re.search(
        r'urlopen\("http://localhost([^"]+)"\) as answer:\n    (\w+) = json.load\(answer\)\["\2"\]', page
    )
    assert asked
    assert asked[2] in reader.get(asked[1]).get_json(force=True)
    assert f"const {{ {asked[2]} }} = await answer.json();" in page


def test_a_table_of_counts_says_what_it_leaves_out(
    invented_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.overview._MOST_TALLIED", 2)
    page = create_app(Settings(db=invented_path)).test_client().get("/stats").text
    assert "<caption>Quotes by kind, the 2 commonest of 3</caption>" in page
    assert "<caption>Articles by language" in page


def test_data_formats_lead_to_the_api(reader: FlaskClient) -> None:
    answer = reader.get("/quotes?speaker=ana-ruiz&format=csv")
    assert (answer.status_code, answer.location) == (302, "/v1/quotes?format=csv&speaker=ana-ruiz")


def test_every_fault_of_an_address_is_named(reader: FlaskClient) -> None:
    said = text_of(reader, "/quotes?speeker=x&limit=5000", status=400)
    assert "speeker" in said
    assert "speaker" in said
    assert "5000 is not a whole number from 1 to 1000" in said


def test_an_unknown_id_suggests_a_near_one(reader: FlaskClient) -> None:
    answer = reader.get("/speakers/ana-ruis")
    assert answer.status_code == 404
    assert 'href="/speakers/ana-ruiz"' in answer.text


def test_an_unforeseen_error_is_a_page_without_details(
    invented_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("api.pages.overview.describe_tables", fail)
    monkeypatch.setitem(invented_app.config, "TESTING", False)
    invented_app.extensions["reader"].database().kept.pop(
        "answers", None
    )  # the page may have been asked for before
    answer = invented_app.test_client().get("/dictionary")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    assert "secret" not in answer.text


def test_a_missing_database_is_a_503_page(invented_path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "corpus.db"
    copy.write_bytes(invented_path.read_bytes())
    reader = create_app(Settings(db=copy)).test_client()
    copy.unlink()
    assert "cannot be read just now" in text_of(reader, "/quotes", status=503)


def test_pages_can_only_be_read(reader: FlaskClient) -> None:
    answer = reader.post("/quotes")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_an_unchanged_page_is_neither_sent_again_nor_made(
    reader: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = reader.get(address)
    if first.status_code != 200:
        assert first.headers["Cache-Control"] == "no-store"
        assert "ETag" not in first.headers
        return

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("the page is made again")

    monkeypatch.setattr("api.pages.frame.render_template", fail)
    monkeypatch.setattr("api.store.connect.Database.execute", fail)
    again = reader.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_pages_have_validators_of_their_own(reader: FlaskClient, invented_path: Path) -> None:
    """Another page, another way to write its links, another choice of the operator: another answer."""
    changed = create_app(Settings(db=invented_path, report_to="mailto:desk@example.org")).test_client()
    etags = [
        reader.get("/quotes").headers["ETag"],
        reader.get("/quotes?limit=10").headers["ETag"],
        reader.get("/quotes", base_url="http://localhost/archive").headers["ETag"],
        reader.get("/quotes", base_url="http://elsewhere.example").headers["ETag"],
        changed.get("/quotes").headers["ETag"],
    ]
    assert len(set(etags)) == 5


def test_a_draw_without_a_seed_is_not_kept(reader: FlaskClient) -> None:
    assert reader.get("/quotes?sample=3").headers["Cache-Control"] == "no-store"
    assert "ETag" in reader.get("/quotes?sample=3&seed=1").headers


def test_what_is_counted_over_all_quotes_is_counted_once(invented_path: Path) -> None:
    """The second reader of home, quotes and statistics waits for no count over a whole table."""
    app = create_app(Settings(db=invented_path))
    pages = ("/", "/quotes", "/stats")
    first = {page: app.test_client().get(page).data for page in pages}
    asked: list[str] = []
    db = app.extensions["reader"].database()
    db.kept.pop("answers")  # the pages themselves, which would be given again without any question
    db.set_trace_callback(asked.append)
    assert {page: app.test_client().get(page).data for page in pages} == first
    assert [sql for sql in asked if "count(*)" in sql] == []
    assert len(asked) > 3


def test_counts_are_those_of_the_file_that_is_published_now(invented_path: Path, tmp_path: Path) -> None:
    served = tmp_path / "corpus.db"
    served.write_bytes(invented_path.read_bytes())
    reader = create_app(Settings(db=served)).test_client()
    old = reader.get("/stats")
    with closing(sqlite3.connect(invented.build(tmp_path / "new.db", count=10))) as db, db:
        db.execute("UPDATE corpus SET version = 'invented0002'")
    (tmp_path / "new.db").replace(served)
    new = reader.get("/stats", headers={"If-None-Match": old.headers["ETag"]})
    assert new.status_code == 200
    assert "2010" in words_of(old.text)
    assert select(old.text, ".chart tbody")[0].to_text() != select(new.text, ".chart tbody")[0].to_text()


def test_the_front_page_quotes_each_article_once_before_any_twice(reader: FlaskClient) -> None:
    page = reader.get("/").text
    shown = [link.attrs["href"].split("#")[0] for link in select(page, ".lead .where a, .quotes .where a")]
    assert len(shown) == len(set(shown)) == 9
    assert shown[0] == "/articles/lighthouse"


@pytest.mark.parametrize(
    ("report_to", "link"),
    [
        pytest.param("", None, id="off-by-default"),
        pytest.param("https://desk.example/?x=1", "https://desk.example/?x=1&quote=strike-b&page=http%3A", id="form"),
        pytest.param("mailto:desk@x.example", "mailto:desk@x.example?subject=Attribution%20of%20strike-b", id="mail"),
    ],
)  # fmt: skip
def test_a_wrong_attribution_is_reported_where_the_operator_says(
    invented_path: Path, report_to: str, link: str | None
) -> None:
    reader = create_app(Settings(db=invented_path, report_to=report_to)).test_client()
    links = [one.attrs["href"] for one in select(reader.get("/quotes/strike-b").text, "a")]
    found = [one for one in links if one.startswith(("https://desk.", "mailto:"))]
    assert [one.startswith(str(link)) for one in found] == ([True] if link else [])


def test_an_address_for_reports_must_be_one() -> None:
    with pytest.raises(SettingError, match="ONRECORD_REPORT_TO is 'javascript:x'; expected"):
        Settings(report_to="javascript:x")


def test_filtered_pages_are_not_for_search_engines(reader: FlaskClient) -> None:
    assert "noindex" in reader.get("/quotes?kind=direct").text
    assert "noindex" not in reader.get("/quotes").text


def test_a_corpus_without_tags_says_so_and_blames_no_filter(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("A title\n\nThe bridge is closed.\n", encoding="utf-8")
    load([tmp_path / "one.txt"], tmp_path / "corpus.db", workers=1)
    reader = create_app(Settings(db=tmp_path / "corpus.db")).test_client()
    assert "There are none in this corpus." in text_of(reader, "/tags")
    assert "Nothing meets all of these filters." in text_of(reader, "/tags?q=bridges")


def test_a_slip_in_a_search_can_be_mended(reader: FlaskClient) -> None:
    page = reader.get('/quotes?q="plan&kind=direct&cursor=x&limit=0').text
    (form,) = select(page, "main form")
    assert "action" not in form.attrs  # it goes to the same address
    given = {one.attrs["name"]: one.attrs["value"] for one in select(page, "main form input")}
    assert given == {"q": '"plan', "kind": "direct"}
    assert select(reader.get("/quotes?limit=0").text, "main form") == []
