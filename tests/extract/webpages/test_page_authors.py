"""Who wrote the article of a web page. All people, places and papers are invented."""

import pytest

from api.extract import read_bytes

TEXT = (
    "<p>The harbour of Port Ellery froze on Monday, and forty ships had to wait outside the wall for the wind.</p>"
    "<p>“We have not seen this in thirty years,” said Edda Núñez, who has run the pilot station since it opened.</p>"
    "<p>The council will meet on Friday to decide whether the old icebreaker can be used again, she said.</p>"
)
HEADLINE = "<h1>Harbour freezes over</h1>"


def authors_of(head: str, body: str) -> tuple[str, ...]:
    page = (
        '<!DOCTYPE html><html lang="en"><head><title>Harbour freezes over</title>'
        f'<meta property="og:site_name" content="Ellery Post">{head}</head>'
        f"<body><article>{body.replace('TEXT', TEXT)}</article></body></html>"
    )
    (raw,) = read_bytes(page.encode(), "a.html")
    return raw.fields.get("authors", ())


def json_ld(author: str, more: str = "") -> str:
    article = f'{{"@type": "NewsArticle", "headline": "Harbour freezes over", "author": {author}}}'
    return f'<script type="application/ld+json">{{"@graph": [{article}{more}]}}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        pytest.param(
            json_ld('{"@id": "#ora"}', ', {"@type": "Person", "@id": "#ora", "name": "Ora Linden"}'),
            ("Ora Linden",),
            id="described-elsewhere-in-the-page",
        ),
        pytest.param(json_ld('{"@id": "#nobody"}'), (), id="described-nowhere"),
        pytest.param(
            json_ld('"Ora Linden"') + meta("author", "Jon Marsh"), ("Ora Linden",), id="json-ld-first"
        ),
        pytest.param(meta("author", "Ora Linden @oralinden"), ("Ora Linden",), id="handle"),
        pytest.param(meta("author", "By Ora Linden and Jon Marsh"), ("Ora Linden", "Jon Marsh"), id="two"),
        pytest.param(
            meta("citation_author", "Linden, Ora") + meta("citation_author", "Marsh, Jon"),
            ("Ora Linden", "Jon Marsh"),
            id="surname-first-as-libraries-write",
        ),
        pytest.param(
            meta("author", "ep_admin") + meta("parsely-author", "Ora Linden"), ("Ora Linden",), id="account"
        ),
        pytest.param(
            meta("twitter:label1", "Written by") + meta("twitter:data1", "Ora Linden"),
            ("Ora Linden",),
            id="label-of-a-card",
        ),
        pytest.param(
            meta("twitter:label1", "Reading time") + meta("twitter:data1", "Two minutes"),
            (),
            id="other-label",
        ),
        pytest.param(meta("author", "Solveig"), ("Solveig",), id="one-name"),
        pytest.param(meta("author", "Ellery Post"), (), id="publisher"),
        pytest.param(
            meta("author", "Ora Linden, Jon Marsh og Edda Brandt"),
            ("Ora Linden", "Jon Marsh", "Edda Brandt"),
            id="and-in-another-language",
        ),
        pytest.param(meta("author", "Ora y Jon"), ("Ora y Jon",), id="one-name-each"),
        pytest.param(
            json_ld('"Ora Linden - Ellery Editorial Team"'), ("Ora Linden",), id="desk-behind-a-dash"
        ),
        pytest.param(meta("author", "ellery - Ora Linden"), ("Ora Linden",), id="desk-before-a-dash"),
        pytest.param(json_ld('"ANNA LINDEN-MCDUFF"'), ("Anna Linden-McDuff",), id="in-capitals"),
        pytest.param(meta("author", "ELL TV"), ("ELL TV",), id="station-in-capitals"),
        pytest.param(meta("author", "Anna LINDEN"), ("Anna LINDEN",), id="surname-in-capitals"),
        pytest.param(meta("author", "admin"), (), id="nobody"),
        pytest.param(meta("author", "https://post.example/ora"), (), id="address"),
        pytest.param(meta("author", "post.example"), (), id="name-of-the-site"),
    ],
)
def test_declared_authors(head, authors):
    assert authors_of(head, f"{HEADLINE}TEXT") == authors


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        pytest.param('<p>By <a href="/p/7">Ora Linden</a></p>', ("Ora Linden",), id="by"),
        pytest.param(
            '<p>By <a href="/p/7">Ora Linden</a> and <a href="/p/9">Jon Marsh</a></p>',
            ("Ora Linden", "Jon Marsh"),
            id="two-linked",
        ),
        pytest.param(
            '<div class="post-byline"><a href="/p/7">Ora Linden</a><span>Shipping Reporter</span> '
            '<a href="/shipping">Shipping</a></div>',
            ("Ora Linden",),
            id="office-and-section-beside",
        ),
        pytest.param('<span class="author-name">Author Ora Linden</span>', ("Ora Linden",), id="label"),
        pytest.param('<span class="byline">Ora Linden January 8</span>', (), id="name-that-a-month-ends"),
        pytest.param('<a rel="author" href="/p/7">Ora Linden</a>', ("Ora Linden",), id="marked-link"),
        pytest.param('<a href="/authors/ora-linden">Ora Linden</a>', ("Ora Linden",), id="page-of-an-author"),
        pytest.param('<span class="author">April Marsh</span>', ("April Marsh",), id="named-like-a-month"),
        pytest.param('<span class="author">Follow</span>', (), id="button"),
        pytest.param('<p class="byline">Updated January</p>', (), id="date"),
        pytest.param('<aside><p>By <a href="/p/9">Jon Marsh</a></p></aside>', (), id="box-beside"),
        pytest.param('<div class="comments"><a rel="author">Jon Marsh</a></div>', (), id="comment"),
    ],
)
def test_printed_authors(byline, authors):
    assert authors_of("", f"{HEADLINE}{byline}TEXT") == authors


@pytest.mark.parametrize(
    "box",
    [
        pytest.param('<div class="page has-left-sidebar">', id="class"),
        pytest.param('<div class="secondary-nav-below" id="sidebar-off">', id="id"),
    ],
)
def test_a_box_around_the_headline_is_not_beside_the_article(box):
    byline = '<p>By <a href="/p/7">Ora Linden</a></p>'
    teaser = '<div class="related"><p class="byline">Jon Marsh</p></div>'

    assert authors_of("", f"{box}{teaser}{HEADLINE}{byline}TEXT</div>") == ("Ora Linden",)


def test_authors_in_boxes_of_their_own_are_all_named():
    first, second = (
        f'<address><p class="byline-name"><a href="/{name}">{name}, Associated Press</a></p></address>'
        for name in ("Ora Linden", "Jon Marsh")
    )

    assert authors_of("", f'{HEADLINE}<section class="post-byline">{first}{second}</section>TEXT') == (
        "Ora Linden",
        "Jon Marsh",
    )


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param('<template><a href="/join">Join Ellery Today</a></template>', id="link-in-a-template"),
        pytest.param("<dialog>Join Ellery Today</dialog>", id="dialog"),
        pytest.param('<a href="/join">Sign Up Today</a>', id="button"),
    ],
)
def test_what_signs_readers_up_names_nobody(hidden):
    body = f'{HEADLINE}<div class="asset-author">{hidden}</div><p>By Ora Linden</p>TEXT'

    assert authors_of("", body) == ("Ora Linden",)


def test_a_byline_far_behind_the_headline_is_that_of_another_article():
    teaser = '<div><h2>Ferry sold</h2><p>By <a href="/p/9">Jon Marsh</a></p></div>'

    assert authors_of("", f"{HEADLINE}TEXT{teaser}") == ()


def test_an_account_is_the_author_where_nobody_else_is():
    account = meta("author", "oralinden7")
    byline = '<p>By <a href="/p/7">Ora Linden</a></p>'

    assert authors_of(account, f"{HEADLINE}TEXT") == ("oralinden7",)
    assert authors_of(account, f"{HEADLINE}{byline}TEXT") == ("Ora Linden",)


@pytest.mark.parametrize(
    ("site", "authors"),
    [
        pytest.param("Ellen Brandt", ("Ellen Brandt",), id="person"),
        pytest.param("Port Ellery", (), id="place"),
        pytest.param("Ellen Brandt Foundation", (), id="body-named-after-a-person"),
        pytest.param("Five Harbours", (), id="number"),
        pytest.param("Ferry in the Fog", (), id="name-that-reads-like-a-byline"),
    ],
)
def test_who_publishes_alone_is_the_author_as_well(site, authors):
    """A person's own site is called like the person; other publishers are no authors."""
    described = json_ld(f'"{site}"')
    head = f"<title>Harbour freezes over</title>{meta('og:site_name', site)}{described}{meta('author', site)}"
    page = f"<!DOCTYPE html><html><head>{head}</head><body><article>{HEADLINE}{TEXT}</article></body></html>"
    (raw,) = read_bytes(page.encode(), "a.html")

    assert raw.fields.get("authors", ()) == authors


def test_where_a_profile_is_kept_is_nobody():
    profile = meta("article:author", "www.facebook.com/theharbourjourney")

    assert "Www Facebook Com" not in authors_of(profile, f"{HEADLINE}TEXT")


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        pytest.param("<p>Dec 26, 2025 • Ellen Brandt in Harbours</p>", ("Ellen Brandt",), id="on-its-line"),
        pytest.param("<div>Ellen Brandt</div><div>Dec 26, 2025</div>", ("Ellen Brandt",), id="above-a-day"),
        pytest.param("<div>26 Dec 2025</div><div>Ellen Brandt</div>", ("Ellen Brandt",), id="below-a-day"),
        pytest.param("<div>Ellen Brandt</div><div>5 min read</div>", ("Ellen Brandt",), id="reading-time"),
        pytest.param("<div>Ellen Brandt</div><div>Listen</div>", (), id="no-day-beside-it"),
        pytest.param("<div>Save Article</div><div>Dec 26, 2025</div>", (), id="button"),
        pytest.param("<footer><p>Ellen Brandt</p><p>Dec 26, 2025</p></footer>", (), id="in-the-foot"),
    ],
)
def test_who_stands_beside_the_day_near_the_headline(line, authors):
    """Many pages mark their byline in no way: a name on a line of its own, and the day on another."""
    assert authors_of("", f"{HEADLINE}{line}TEXT") == authors


def test_a_headline_beside_the_day_names_nobody():
    name = meta("og:title", "Ellen Brandt Voss")
    headings = "<h1>Journal</h1><h2>Ellen Brandt Voss</h2>"

    assert authors_of(name, f"{headings}<p>Dec 26, 2025</p>TEXT") == ()
