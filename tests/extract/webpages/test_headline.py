"""Which of a page's headings and names is the headline. All people, places and papers are invented."""

import pytest

from api.extract import read_bytes

TEXT = (
    "<p>The harbour of Port Ellery froze on Monday, and forty ships had to wait outside the wall for the wind.</p>"
    "<p>“We have not seen this in thirty years,” said Edda Núñez, who has run the pilot station since it opened.</p>"
    "<p>The council will meet on Friday to decide whether the old icebreaker can be used again, she said.</p>"
)


def title_of(head: str, body: str, text: str = TEXT) -> str:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body.replace('TEXT', text)}</body></html>"
    (raw,) = read_bytes(page.encode(), "a.html")
    return raw.fields["title"]


def og(title: str, site: str = "") -> str:
    return f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param(
            "<title>Harbour freezes over | Ellery Post</title>",
            "<article><h1>Harbour freezes over</h1>TEXT</article>",
            "Harbour freezes over",
            id="site-behind-a-bar",
        ),
        pytest.param(
            og("Forty ships wait as harbour freezes")
            + "<title>Winter in Ellery: Forty ships wait as harbour freezes</title>",
            "<article><h1>Winter in Ellery <br>Forty ships wait as harbour freezes</h1>TEXT</article>",
            "Forty ships wait as harbour freezes",
            id="kicker-that-one-name-of-the-page-leaves-out",
        ),
        pytest.param(
            "<title>Port of Ellery Shut By Ice : The Long Watch : Ellery Radio</title>",
            "<h2>The Long Watch</h2><h1>Harbour freezes over, forty ships wait</h1>TEXT",
            "Harbour freezes over, forty ships wait",
            id="name-of-a-column-behind-the-headline",
        ),
        pytest.param(
            "<title>港が凍る、四十隻が待つ｜海辺新聞</title>",
            "<h1><ruby>港<rt>みなと</rt></ruby>が凍る、四十<ruby>隻<rt>せき</rt></ruby>が待つ</h1>TEXT",
            "港が凍る、四十隻が待つ",
            id="how-characters-are-read",
        ),
        pytest.param(
            og("Ice at the port", "Ellery Post"),
            "<article><h1>Forty ships wait as the harbour freezes</h1>TEXT</article>",
            "Forty ships wait as the harbour freezes",
            id="printed-in-other-words",
        ),
        pytest.param(
            og("Harbour freezes over"),
            "<header><h1><a href='/'>The Ellery Post Online</a></h1></header><h2>Harbour freezes over</h2>TEXT",
            "Harbour freezes over",
            id="logo-is-the-main-heading",
        ),
        pytest.param(
            "<title>Harbour freezes over | Notes from the Quay</title>",
            "<h1>Notes from the Quay</h1><h2>Harbour freezes over</h2>TEXT",
            "Harbour freezes over",
            id="blog-name-is-the-main-heading",
        ),
        pytest.param(
            "<title>Quay Notes » Archive » Harbour freezes over again</title>",
            "<h1>Quay Notes</h1><h2>Harbour freezes over again</h2>TEXT",
            "Harbour freezes over again",
            id="blog-name-first",
        ),
        pytest.param(
            og("Harbour freezes over"),
            "<h1><span class='kicker'>Shipping</span>Harbour freezes over</h1>TEXT",
            "Harbour freezes over",
            id="kicker-inside-the-heading",
        ),
        pytest.param(
            og("Shipping: Harbour freezes over"),
            "<h1><span class='kicker'>Shipping:</span> Harbour freezes over</h1>TEXT",
            "Shipping: Harbour freezes over",
            id="kicker-that-the-page-counts-in",
        ),
        pytest.param(
            og("Harbour – a history of ice | Part 2"),
            "<h1>Harbour – a history of ice | Part 2</h1>TEXT",
            "Harbour – a history of ice | Part 2",
            id="dash-and-bar-of-its-own",
        ),
        pytest.param(
            "<title>Harbour freezes over – Ellery Post</title>"
            + og("Harbour freezes over – Ellery Post", "Ellery Post"),
            "<h1>Harbour freezes over – Ellery Post</h1>TEXT",
            "Harbour freezes over",
            id="site-in-the-heading",
        ),
        pytest.param(
            "<title>Harbour freezes over | Shipping | Quay News</title>",
            "<h1>Harbour freezes over | Shipping | Quay News</h1><h2>Harbour freezes over</h2>TEXT",
            "Harbour freezes over",
            id="heading-without-the-site-below-one-with-it",
        ),
        pytest.param(
            og("Icebreaker: definition, best icebreakers afloat in 2025, and more"),
            "<h1>All you need to know about ships that break ice</h1>TEXT<h2>8 best icebreakers afloat in 2025</h2>"
            "TEXT",
            "All you need to know about ships that break ice",
            id="section-more-like-the-name-than-the-main-heading",
        ),
        pytest.param(
            og("Edda Núñez on the great winter at Port Ellery")
            + "<title>Winter watch of the pilots - Edda Núñez on the great winter at Port Ellery</title>",
            "<h3>Winter watch of the pilots</h3><h1>Edda Núñez on the great winter at Port Ellery</h1>TEXT",
            "Edda Núñez on the great winter at Port Ellery",
            id="kicker-above-that-a-name-puts-first",
        ),
        pytest.param(
            "<title>Harbour freezes over: what the council, pilots and fish | Post</title>",
            "<article><h1>Harbour freezes over: what the council, pilots and fishermen did</h1>TEXT</article>",
            "Harbour freezes over: what the council, pilots and fishermen did",
            id="name-cut-off-inside-a-word",
        ),
        pytest.param(
            og("Harbour freezes over"),
            "<article><h1>Harbour freezes over: what the pilots advise</h1>TEXT</article>",
            "Harbour freezes over: what the pilots advise",
            id="printed-in-more-words",
        ),
        pytest.param(
            og("Harbour freezes over"),
            "<article><h1>Winter: Harbour freezes over</h1>TEXT</article>",
            "Winter: Harbour freezes over",
            id="kicker-in-one-line-with-the-headline",
        ),
        pytest.param(
            og("Harbour freezes over"),
            "<article><h1>Harbour freezes over <span>Ships have to wait</span></h1>TEXT</article>",
            "Harbour freezes over",
            id="deck-inside-the-heading",
        ),
        pytest.param(
            og("Winter in Ellery: Harbour freezes over"),
            "<article><h1><span>Winter in Ellery</span> <span>Harbour freezes over</span></h1>TEXT</article>",
            "Winter in Ellery: Harbour freezes over",
            id="two-lines-that-a-name-has-in-one",
        ),
        pytest.param(
            "<title>harbour_log: ice report 39</title>",
            "<h3>Read more</h3>TEXT",
            "harbour_log: ice report 39",
            id="low-line-inside-a-name",
        ),
        pytest.param(
            og("Harbour freezes over, mayor says:"),
            "<h1>Harbour freezes over, mayor says: “Stay home”</h1>TEXT",
            "Harbour freezes over, mayor says: “Stay home”",
            id="name-cut-off",
        ),
        pytest.param(
            og("Harbour freezes over"),
            "<aside><h1>Related: the winter of 1963 in pictures</h1></aside><h1>Harbour freezes over</h1>TEXT",
            "Harbour freezes over",
            id="heading-in-a-box",
        ),
        pytest.param(
            "<title>Harbour freezes over - Ellery Post</title>" + og("Harbour freezes over", "Ellery Post"),
            "<h3>Read more</h3>TEXT",
            "Harbour freezes over",
            id="no-heading",
        ),
        pytest.param(
            "<title>Ellery Post</title>",
            "<h1>Ellery Post</h1><article><h1>Harbour freezes over at last</h1>TEXT</article>",
            "Harbour freezes over at last",
            id="page-named-after-the-site",
        ),
        pytest.param(
            "<title>港口结冰了_埃勒里邮报</title>",
            "TEXT",
            "港口结冰了",
            id="low-line-before-the-site",
        ),
        pytest.param(
            og("Harbour freezes over"),
            "<h1>Harbour<br>freezes over</h1>TEXT",
            "Harbour freezes over",
            id="line-break-inside",
        ),
    ],
)
def test_the_headline_is_the_printed_one(head, body, title):
    assert title_of(head, body) == title


def test_the_json_ld_of_another_item_is_left_alone():
    other = '{"@type": "NewsArticle", "headline": "Ferry fares to rise in spring"}'
    own = '{"@type": "NewsArticle", "headline": "Harbour freezes over"}'
    head = f'<title>Harbour freezes over</title><script type="application/ld+json">[{other}, {own}]</script>'

    assert title_of(head, "<p>Front page</p>TEXT") == "Harbour freezes over"


def canonical(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param(
            "<title>Pack ice (2024) - Holidays by the sea</title>",
            "<h1>Pack ice</h1>TEXT",
            "Pack ice",
            id="begins-the-name",
        ),
        pytest.param(
            "<title>All about the harbour in winter</title>"
            + canonical("https://ellerypost.example/sea/pack-ice.html"),
            "<h1>Pack ice</h1>TEXT",
            "Pack ice",
            id="end-of-the-address",
        ),
        pytest.param(
            "<title>Forty ships wait in the ice</title>"
            + canonical("https://ellerypost.example/winter/forty-ships"),
            "<h1>Winter</h1>TEXT",
            "Forty ships wait in the ice",
            id="section-in-the-address",
        ),
        pytest.param(
            "<title>Icebreakers at work</title>",
            "<h1>Ice</h1>TEXT",
            "Icebreakers at work",
            id="begins-a-word",
        ),
        pytest.param(
            "<title>Pack ice (2024) - Holidays by the sea</title>",
            "<h1>Pack ice</h1><h1>How the harbour freezes</h1>TEXT",
            "How the harbour freezes",
            id="beside-a-longer-one",
        ),
    ],
)
def test_a_short_main_heading_is_the_headline_where_the_page_is_called_so(
    head: str, body: str, title: str
) -> None:
    """A word or two may be a section's name as well."""
    assert title_of(head, body) == title


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param(
            "<title>What is pack ice? All about it | Ellery Post</title>",
            "<h1>The harbour in winter, explained</h1>TEXT<h2>What is pack ice?</h2>TEXT",
            "The harbour in winter, explained",
            id="section-that-begins-the-name",
        ),
        pytest.param(
            og("Where to fish in Ellery", "Ellery Post"),
            "<article><h1>The best piers and harbours of the coast for anglers</h1>TEXT</article>"
            "<div><h1>Here is where to skate and fish in Ellery</h1></div>",
            "The best piers and harbours of the coast for anglers",
            id="teaser-that-is-like-the-name",
        ),
        pytest.param(
            "<title>Pilots at work » Ferrymen e.V.</title>" + canonical("https://ferrymen.example/winter"),
            "<h1>Ferrymen e.V. Union of crews and pilots at work</h1><h2>Pilots at work</h2>TEXT",
            "Pilots at work",
            id="heading-that-is-like-the-site-only",
        ),
        pytest.param(
            "<title>Ferrymen - News - The harbour of Ellery freezes over</title>"
            + canonical("https://www.ferrymen.example/ice"),
            "<h2>Forty ships wait</h2>TEXT",
            "News - The harbour of Ellery freezes over",
            id="site-in-front-of-the-name",
        ),
        pytest.param(
            og(
                "Port news - The harbour of Ellery freezes over, and forty ships have to wait for the wind",
                "The harbour of Ellery freezes over, and forty ships have to wait for the wind",
            ),
            "<h2>Forty</h2>TEXT",
            "Port news - The harbour of Ellery freezes over, and forty ships have to wait for the wind",
            id="title-given-for-the-site",
        ),
        pytest.param(
            og("Winter at sea - “Harbour freezes over”"),
            "<h1><span>Winter at sea</span><span>“Harbour freezes over”</span></h1>TEXT",
            "Winter at sea - “Harbour freezes over”",
            id="two-pieces-without-a-space",
        ),
    ],
)
def test_the_headline_is_told_from_sections_and_from_the_site(head: str, body: str, title: str) -> None:
    assert title_of(head, body) == title
