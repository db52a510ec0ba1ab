"""Which site a web page is of. All papers and sites are invented."""

import pytest

from api.extract import read_bytes
from api.extract.webpages.publisher import name_of_account, site_name

TITLE = "Harbour freezes over for the first time"


@pytest.mark.parametrize(
    ("given", "address", "name"),
    [
        pytest.param("Ellery Post", "https://www.epost.example/ice", "Ellery Post", id="a-name"),
        pytest.param(
            "Ellery Post | News from the coast", "https://ellerypost.example/ice", "Ellery Post", id="slogan"
        ),
        pytest.param(
            "News from the coast - Ellery Post",
            "https://ellerypost.example/ice",
            "Ellery Post",
            id="slogan-first",
        ),
        pytest.param("Ellery Post: News |", "https://ellery-post.example/", "Ellery Post", id="empty-part"),
        pytest.param(
            "EPF - Ellery Pilots' Federation",
            "https://epf.example/",
            "EPF - Ellery Pilots' Federation",
            id="short-for-what-is-beside-it",
        ),
        pytest.param(
            "The Ellery Post | epost.example",
            "https://epost.example/ice",
            "The Ellery Post | epost.example",
            id="address-beside-the-name",
        ),
        pytest.param(
            "https://www.ellerypost.example",
            "https://ellerypost.example/ice",
            "ellerypost.example",
            id="address",
        ),
        pytest.param("www.ellerypost.example", "", "ellerypost.example", id="address-without-scheme"),
        pytest.param("https://[", "https://[", "", id="broken-address"),
        pytest.param("Http://@EPost", "https://epost.example/ice", "epost.example", id="handle-as-address"),
        pytest.param(
            "https://twitter.com/ellerypost", "https://epost.example/ice", "epost.example", id="profile"
        ),
        pytest.param("© 2024 Ellery Post. All rights reserved.", "", "Ellery Post", id="copyright"),
        pytest.param(TITLE, "https://epost.example/ice", "epost.example", id="title"),
        pytest.param(
            f"{TITLE} - Ellery Post", "https://ellerypost.example/ice", "Ellery Post", id="title-with-site"
        ),
        pytest.param(TITLE, "", "", id="title-and-no-address"),
        pytest.param("@ellerypost", "https://ellerypost.example/ice", "ellerypost", id="account"),
        pytest.param("", "https://epost.example/ice", "", id="nothing"),
    ],
)
def test_the_name_of_a_site(given, address, name):
    assert site_name(given, [TITLE], address) == name


def test_a_site_that_its_article_is_about_keeps_its_name():
    title = "How Friends of Ellery Lights compares to other associations of the coast"

    assert (
        site_name("Friends of Ellery Lights", [title], "https://friends.example/")
        == "Friends of Ellery Lights"
    )


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        pytest.param([TITLE, f"{TITLE} | Ellery Post"], "Ellery Post", id="printed"),
        pytest.param([f"{TITLE} | The Post"], "", id="not-printed"),
        pytest.param([], "", id="no-title"),
    ],
)
def test_an_account_is_no_name_but_tells_it(titles, name):
    assert name_of_account("@ElleryPost", titles) == name


def test_no_account_tells_no_name():
    assert name_of_account("", [f"{TITLE} | ***"]) == ""


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        pytest.param(f"{TITLE} | Ellery Post", "Ellery Post", id="printed"),
        pytest.param(TITLE, None, id="not-printed"),
    ],
)
def test_a_page_with_nothing_but_an_account_is_not_called_after_it(title, publisher):
    text = (
        "<p>The harbour of Port Ellery froze on Monday, and forty ships had to wait outside the wall.</p>" * 3
    )
    page = (
        f'<!DOCTYPE html><html><head><title>{title}</title><meta name="twitter:site" content="@ellerypost">'
        f"</head><body><article><h1>{TITLE}</h1>{text}</article></body></html>"
    )
    (raw,) = read_bytes(page.encode(), "a.html")

    assert raw.fields.get("publisher") == publisher
