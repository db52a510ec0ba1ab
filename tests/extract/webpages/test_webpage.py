"""What a saved web page holds, and what it declares about its article. All people and places are invented."""

import gzip

import pytest
from saved_page import PAGE

from api.errors import UnreadableFile
from api.extract import read_bytes
from api.extract.article.dates import is_told_in


def read_one(data: bytes, name: str):
    (raw,) = read_bytes(data, name)
    return raw


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(PAGE.encode(), "a.html", id="html"),
        pytest.param(PAGE.encode("cp1252"), "a.htm", id="cp1252"),
        pytest.param(gzip.compress(PAGE.encode()), "a.html.gz", id="gzip"),
        pytest.param(PAGE.encode(), "a.txt", id="wrong-ending"),
    ],
)
def test_a_page_gives_its_text_and_what_it_declares(data, name):
    raw = read_one(data, name)

    assert raw.format == "html"
    assert raw.fields["title"] == "Harbour freezes over"
    assert raw.fields["authors"] == ("Ora Linden", "Jon Marsh")
    assert raw.fields["published_on"] == "2024-01-08"
    assert raw.fields["publisher"] == "The Ellery Post"
    assert raw.fields["section"] == "Shipping"
    assert raw.fields["url"] == "https://post.example/ice"
    assert raw.fields["tags"] == ("Ice", "Harbour")
    assert raw.fields["language"] == "en"
    assert "“We have not seen this in thirty years,” said Edda Núñez" in raw.text
    assert "Home" not in raw.text


@pytest.mark.parametrize(
    ("charset", "encoding", "title"),
    [
        pytest.param("gb2312", "gb18030", "港口结冰了", id="chinese"),
        pytest.param("Shift_JIS", "cp932", "港が凍った", id="japanese"),
        pytest.param("windows-1251", "cp1251", "Гавань замёрзла", id="russian"),
        pytest.param("iso-8859-1", "cp1252", "“Harbour” freezes – at last", id="latin-1-with-curly-marks"),
        pytest.param("iso-8859-1", "utf-8", "Côte d’Ivoire’s harbour", id="says-what-is-not-so"),
        pytest.param("punycode", "cp1252", "Café thaws", id="no-charset-of-a-page"),
        pytest.param("no-such-thing", "cp1252", "Café freezes", id="unknown"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_declares(charset, encoding, title):
    page = PAGE.replace("Harbour freezes over", title).replace("<head>", f'<head><meta charset="{charset}">')

    assert read_one(page.encode(encoding, "xmlcharrefreplace"), "a.html").fields["title"] == title


def test_entities_of_a_page_are_no_markup():
    page = PAGE.replace(
        "<meta property", '<meta name="twitter:title" content="a &quot;b&quot; c"><meta property', 1
    )
    raw = read_one(
        page.replace("Port Ellery froze", "Port Ellery &lt;b&gt; froze &amp;amp; held").encode(), "a.html"
    )

    assert "Port Ellery <b> froze" in raw.text
    assert raw.fields["title"] == "Harbour freezes over"


@pytest.mark.parametrize(
    ("given", "authors"),
    [
        pytest.param('"Ora Linden and Jon Marsh"', ("Ora Linden", "Jon Marsh"), id="two-in-one"),
        pytest.param(
            '["By Ora Linden", {"name": "Jon Marsh (jma)"}]',
            ("Ora Linden", "Jon Marsh"),
            id="by-and-initials",
        ),
        pytest.param('{"name": "Ora Linden, Staff Writer"}', ("Ora Linden",), id="office"),
        pytest.param('{"name": "The Ellery Post"}', (), id="publisher"),
        pytest.param('["https://post.example/ora", "Ora Linden"]', ("Ora Linden",), id="address"),
        pytest.param('"Ora Linden", "author": "Ora Linden"', ("Ora Linden",), id="twice"),
    ],
)
def test_the_authors_of_a_page_are_people(given, authors):
    start, end = PAGE.index('"author": ') + len('"author": '), PAGE.index(',\n"publisher"')

    assert (
        read_one((PAGE[:start] + given + PAGE[end:]).encode(), "a.html").fields.get("authors", ()) == authors
    )


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        pytest.param("https://post.example/ice", "https://post.example/ice", id="article"),
        pytest.param("https://post.example/?p=7", "https://post.example/?p=7", id="by-number"),
        pytest.param("https://post.example", "https://post.example/og", id="front-page"),
        pytest.param("https://post.example/", "https://post.example/og", id="front-page-with-a-slash"),
        pytest.param("", "https://post.example/og", id="none"),
        pytest.param("https://[post.example/ice", "https://post.example/og", id="no-host-can-be-read"),
    ],
)
def test_an_address_is_the_article_s_own(canonical, url):
    page = PAGE.replace("https://post.example/ice", canonical).replace(
        "<link", '<meta property="og:url" content="https://post.example/og"><link', 1
    )

    assert read_one(page.encode(), "a.html").fields["url"] == url


@pytest.mark.parametrize(
    ("declared", "tags"),
    [
        pytest.param(
            '<meta name="keywords" content="Ice, Port Ellery,Wind ,">',
            ("Ice", "Port Ellery", "Wind"),
            id="a-list",
        ),
        pytest.param('<meta name="parsely-tags" content="Ice,type: news">', ("Ice",), id="bookkeeping"),
        pytest.param(
            '<meta name="keywords" content="a, b"><meta property="article:tag" content="Ellery, Port">'
            '<meta property="article:tag" content="Ice">',
            ("Ellery, Port", "Ice"),
            id="one-each",
        ),
        pytest.param(
            '<meta property="article:tag" content="Ice,Harbour,Port Ellery">',
            ("Ice", "Harbour", "Port Ellery"),
            id="a-list-as-the-only-one",
        ),
        pytest.param(
            '<meta property="article:tag" content="Ellery, Port">',
            ("Ellery, Port",),
            id="comma-within-the-only-one",
        ),
        pytest.param(
            '<meta property="article:tag" content="Ice;Frost"><meta property="article:tag" content="Wind">',
            ("Ice", "Frost", "Wind"),
            id="semicolons",
        ),
        pytest.param(
            '<meta name="keywords" content="Orr &amp;amp;amp; Sons, Marl&amp;eacute;">',
            ("Orr & Sons", "Marlé"),
            id="escaped-twice",
        ),
        pytest.param(
            '<meta name="keywords" content="exclude-from-syndication,_amp,@river,/article,n,105867721,.,Ice">',
            ("Ice",),
            id="for-programs",
        ),
        pytest.param(
            '<meta name="keywords" content="Category: News,Day: Friday,Ice">', ("Ice",), id="keys-and-values"
        ),
        pytest.param(
            '<meta name="keywords" content="Ice: A History,9/11,5G,COVID-19,X">',
            ("Ice: A History", "9/11", "5G", "COVID-19", "X"),
            id="signs-and-digits-within",
        ),
        pytest.param(
            f'<meta name="keywords" content="{",".join(f"tag {number}" for number in range(101))}">'
            '<meta name="parsely-tags" content="Ice">',
            ("Ice",),
            id="those-of-the-whole-site",
        ),
    ],
)
def test_the_tags_of_a_page_are_told_apart(declared, tags):
    page = PAGE.replace('<meta name="news_keywords" content="Ice, Harbour">', declared)

    assert read_one(page.encode(), "a.html").fields["tags"] == tags


@pytest.mark.parametrize("said", ["0000-00-00", "2024-02-30", "0001-01-01T00:00:00Z", "soon"])
@pytest.mark.parametrize("where", ["meta", "json-ld"])
def test_a_day_that_there_is_not_is_no_date(said, where):
    page = PAGE.replace("2024-01-08T23:30:00-05:00", said)
    if where == "meta":
        start, end = page.index("<script"), page.index("</script>")
        page = (
            page[:start] + f'<meta property="article:published_time" content="{said}"><script>' + page[end:]
        )

    assert "published_on" not in read_one(page.replace("© 2024", "©").encode(), "a.html").fields


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("03/04/2024", None),
        ("Updated on 3/4/24", None),
        ("03/04/2024, that is April 3, 2024", "2024-04-03"),
        ("04/04/2024", "2024-04-04"),
        ("04/13/2024", "2024-04-13"),
        ("3.4.2024", "2024-04-03"),
        ("2024-04-30", "2024-04-30"),
        ("3 avril 2024", "2024-04-03"),
        ("3&nbsp;April&nbsp;2024", "2024-04-03"),
        ("2024-04", None),
        ("2024-04-31", None),
        ("Published 04/2024", None),
    ],
)
def test_a_day_that_is_not_printed_in_full_or_in_two_ways_is_not_read(printed, day):
    page = PAGE.replace(', "datePublished": "2024-01-08T23:30:00-05:00"', "").replace("© 2024", "©")
    page = page.replace("over</h1>", f'over</h1><p class="date">{printed}</p>')

    assert read_one(page.encode(), "a.html").fields.get("published_on") == day


@pytest.mark.parametrize("form", ["2024 Apr 3", "2024-4-3", "20240403", "2024年4月3日", "3. April 2024"])
def test_a_day_is_known_in_many_forms(form):
    assert is_told_in("2024-04-03", f"Accepted {form}; collected.")
    assert not is_told_in("2024-04-13", f"Accepted {form}; collected.")


@pytest.mark.parametrize("said", ["2024", "2024-04"])
def test_a_declared_date_is_as_precise_as_it_is(said):
    """Whatever day it is today."""
    page = PAGE.replace("2024-01-08T23:30:00-05:00", said)

    assert read_one(page.encode(), "a.html").fields["published_on"] == said


@pytest.mark.parametrize(
    ("printed", "section"),
    [
        pytest.param("• Sport", "Sport", id="bullet"),
        pytest.param("Food &amp;amp; Drink", "Food & Drink", id="escaped-twice"),
        pytest.param("U.S.", "U.S.", id="stops"),
    ],
)
def test_a_section_is_a_name(printed, section):
    page = PAGE.replace('"Shipping"', f'"{printed}"')

    assert read_one(page.encode(), "a.html").fields["section"] == section


def test_broken_json_ld_leaves_the_meta_tags():
    raw = read_one(PAGE.replace('"@graph": [', '"@graph": [[').encode(), "a.html")

    assert raw.fields["publisher"] == "Ellery Post"


def test_a_text_that_is_called_a_page_is_read_as_text():
    raw = read_one(
        b"Harbour freezes over\n\nThe harbour froze on Monday, and forty ships had to wait.", "a.html"
    )

    assert (raw.format, raw.text.count("\n\n")) == ("text", 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"<html><body></body></html>", "no article was found", id="empty-page"),
        pytest.param(gzip.compress(PAGE.encode())[:-20], "gzip data is damaged", id="cut-gzip"),
    ],
)
def test_a_page_without_an_article_is_refused(data, said):
    with pytest.raises(UnreadableFile, match=said):
        read_one(data, "a.html.gz" if data.startswith(b"\x1f") else "a.html")


def test_a_gzip_bomb_is_refused(monkeypatch):
    monkeypatch.setattr("api.extract.files.read.MAX_ARTICLE_BYTES", 1000)

    with pytest.raises(UnreadableFile, match="more than 1,000 bytes"):
        read_one(gzip.compress(b"a" * 2000), "a.html.gz")
