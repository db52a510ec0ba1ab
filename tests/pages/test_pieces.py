"""A page made of kept pieces, or kept whole, is the page made anew."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

LISTS = [
    "/quotes?limit=2",
    "/quotes?kind=direct&limit=1",
    "/articles?limit=1",
    "/quotes?q=the",
    "/quotes?limit=1&sort=-confidence",
]


def forget(app: Flask) -> None:
    app.extensions["reader"].database().kept.clear()


def follow(reader: FlaskClient, address: str) -> list[str]:
    """Return the addresses of the first pages of a list, as the API names them."""
    found = [address]
    while len(found) < 3 and (later := reader.get(f"/v1{found[-1]}").json["links"]["next"]):
        found.append(later.removeprefix("/v1"))
    return found


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("prefix", ["", "/archive"])
def test_a_kept_page_is_the_fresh_one(invented_app: Flask, reader: FlaskClient, address: str, prefix: str):
    base = f"http://localhost{prefix}"
    pages = follow(reader, address)
    fresh = []
    for page in pages:
        forget(invented_app)
        fresh.append(reader.get(page, base_url=base))
    forget(invented_app)
    reader.get(address, base_url="http://localhost/elsewhere")
    for _ in range(2):  # of kept pieces first, then kept whole
        for page, expected in zip(pages, fresh, strict=True):
            again = reader.get(page, base_url=base)
            assert again.status_code == expected.status_code == 200
            assert again.data == expected.data, page
            assert again.headers["ETag"] == expected.headers["ETag"]


def test_lists_by_other_filters_have_other_facets(invented_app: Flask, reader: FlaskClient):
    forget(invented_app)
    pages = [
        reader.get(address).text.partition('id="narrow"')[2] for address in ("/quotes", "/quotes?kind=direct")
    ]
    assert pages[0] != pages[1]
