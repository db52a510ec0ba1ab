"""On which day a web page was published. All papers and places are invented."""

import pytest

from api.extract import read_bytes

TEXT = (
    "<p>The harbour of Port Ellery froze on Monday, and forty ships had to wait outside the wall for the wind.</p>"
    "<p>“We have not seen this in thirty years,” said Edda Núñez, who has run the pilot station since it opened.</p>"
    "<p>The council will meet on Friday to decide whether the old icebreaker can be used again, she said.</p>"
)
PUBLISHED = '<meta property="article:published_time" content="2025-01-09T03:28:35+00:00">'


def day_of(head: str, body: str = "") -> str | None:
    article = f"<article><h1>Ice at sea</h1>{body}{TEXT}</article>"
    page = f"<html><head><title>Ice</title>{head}</head><body>{article}</body></html>"
    (raw,) = read_bytes(page.encode(), "a.html")
    return raw.fields.get("published_on")


def canonical(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


def json_ld(published: str) -> str:
    return (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ice at sea",'
        f' "datePublished": "{published}"}}</script>'
    )


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param(
            PUBLISHED, '<time datetime="2025-01-08T19:28:35-08:00">Jan. 8</time>', id="time-with-its-zone"
        ),
        pytest.param(
            PUBLISHED, '<time datetime="2025-01-08 22:28:35">10:28 p.m.</time>', id="whole-hours-apart"
        ),
        pytest.param(
            json_ld("2025-01-09T03:28:35.120Z") + '<meta name="ellery.date" content="2025-01-08 22:28:35">',
            "",
            id="other-meta-tag",
        ),
        pytest.param(PUBLISHED + canonical("https://post.example/2025/01/08/ice/"), "", id="address"),
        pytest.param(
            json_ld("2025-01-07T11:01:00Z") + canonical("https://post.example/2025/01/08/ice/"),
            "",
            id="address-far-in-the-east",
        ),
    ],
)
def test_the_day_is_that_of_the_paper_where_the_page_tells_it(head: str, body: str) -> None:
    assert day_of(head, body) == "2025-01-08"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param(PUBLISHED, "", id="nothing-else"),
        pytest.param(PUBLISHED, '<time datetime="2025-01-08 22:11:07">10:11 p.m.</time>', id="other-moment"),
        pytest.param(
            PUBLISHED, '<time datetime="2025-01-08T22:28:35Z">10:28 p.m.</time>', id="universal-time"
        ),
        pytest.param(
            PUBLISHED + canonical("https://post.example/2025/01/06/ice/"), "", id="address-days-before"
        ),
        pytest.param(
            PUBLISHED + canonical("https://post.example/2025/01/ice/"), "", id="month-in-the-address"
        ),
        pytest.param(
            json_ld("2025-01-09T03:28:35+01:00") + canonical("https://post.example/2025/01/08/ice/"),
            "",
            id="zone-declared",
        ),
        pytest.param(
            json_ld("2025-01-09") + canonical("https://post.example/2025/01/08/ice/"), "", id="no-moment"
        ),
        pytest.param(
            '<meta property="article:modified_time" content="2025-01-08T22:28:35-05:00">' + PUBLISHED,
            "",
            id="change-of-the-text",
        ),
    ],
)
def test_the_day_is_the_declared_one_else(head: str, body: str) -> None:
    assert day_of(head, body) == "2025-01-09"


@pytest.mark.parametrize(
    ("declared", "day"),
    [
        pytest.param("Thu, Jan 9 2025 10:01:41 EST", "2025-01-09", id="in-words"),
        pytest.param("2025-01", "2025-01", id="month"),
        pytest.param("2025-01-09T25:61:00Z", "2025-01-09", id="no-such-time"),
        pytest.param("2025-02-30T10:00:00Z", None, id="no-such-day"),
        pytest.param("this week", None, id="no-date"),
    ],
)
def test_declared_dates(declared: str, day: str | None) -> None:
    assert day_of(json_ld(declared)) == day


def test_the_last_day_of_all_stands_beside_an_address():
    head = json_ld("9999-12-31T23:30:00Z") + canonical("https://post.example/2025/01/08/ice/")

    assert day_of(head) == "9999-12-31"


def test_the_first_meta_tag_that_has_a_date_is_taken():
    unread = '<meta name="date" content="01/07/16">'

    assert (
        day_of(unread + '<meta property="og:published_time" content="2025-01-09T00:00:00-04:00">')
        == "2025-01-09"
    )


@pytest.mark.parametrize(
    ("line", "day"),
    [
        pytest.param("Ellery, 8. Januar 2025", "2025-01-08", id="german"),
        pytest.param("Datum: 08.01.2025 Autor: ob", "2025-01-08", id="figures-with-dots"),
        pytest.param("Mise en ligne 8 août 2025", "2025-08-08", id="french"),
        pytest.param("8 de enero de 2025", "2025-01-08", id="spanish"),
        pytest.param("Jan. 8, 2025 | 10:28", "2025-01-08", id="english"),
        pytest.param("2025年1月8日 | 港", "2025-01-08", id="japanese"),
        pytest.param("2025-01-08 22:28", "2025-01-08", id="iso"),
        pytest.param("03/04/2025", None, id="read-in-two-ways"),
        pytest.param("30.02.2025", None, id="no-such-day"),
        pytest.param("8 ferries 2025", None, id="no-month"),
        pytest.param("8 ²²² 2025", None, id="signs-for-a-month"),
    ],
)
def test_the_day_near_the_headline_is_the_page_s_where_it_declares_none(line: str, day: str | None) -> None:
    assert day_of("", f"<div>{line}</div>") == day


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param("<div>Thursday, 9 January 2025</div>", "<p>8 January 2025</p>", id="today-above"),
        pytest.param("", "<aside>9 January 2025</aside><p>8 January 2025</p>", id="box-beside"),
        pytest.param("", "<ul><li>9 January 2025</li></ul><p>8 January 2025</p>", id="list-of-others"),
    ],
)
def test_other_days_than_that_near_the_headline_are_others(above: str, below: str) -> None:
    page = f"<html><body>{above}<article><h1>Ice at sea</h1>{below}{TEXT}</article></body></html>"
    (raw,) = read_bytes(page.encode(), "a.html")

    assert raw.fields["published_on"] == "2025-01-08"


def test_a_day_below_the_text_is_that_of_something_else():
    article = f"<article><h1>Ice at sea</h1>{TEXT}<p>Ferry sold, 8 ferries, 8. Mai 2025</p></article>"
    page = f"<html><body>{article}</body></html>"
    (raw,) = read_bytes(page.encode(), "a.html")

    assert raw.fields.get("published_on") != "2025-05-08"


def test_a_declared_day_comes_before_a_printed_one():
    assert day_of(json_ld("2025-01-09"), "<div>8 January 2025</div>") == "2025-01-09"


def test_a_day_in_words_is_declared_less_surely_than_it_is_printed():
    declared = json_ld("Jan 9, 2025")

    assert day_of(declared) == "2025-01-09"
    assert day_of(declared, "<div>8 January 2025</div>") == "2025-01-08"


@pytest.mark.parametrize(
    ("above", "day"),
    [
        pytest.param("<p>January 8, 2025</p>", "2025-01-08", id="right-above"),
        pytest.param("<p>8. Januar 2025</p><p>Harbours</p>", "2025-01-08", id="above-a-section"),
        pytest.param("<p>January 9, 2025</p>" + "<p>Menu</p>" * 3, None, id="far-above"),
        pytest.param("<p>Harbour festival, January 9, 2025</p>", None, id="not-alone"),
    ],
)
def test_the_day_right_above_the_headline_is_the_page_s_where_none_is_below(
    above: str, day: str | None
) -> None:
    page = f"<html><head><title>Ice at sea</title></head><body>{above}<h1>Ice at sea</h1>{TEXT}</body></html>"
    (raw,) = read_bytes(page.encode(), "a.html")

    assert raw.fields.get("published_on") == day
