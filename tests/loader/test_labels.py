"""Who published an article, and under which rights."""

import pytest

from api.loader.curation import CuratedPublisher
from api.loader.labels import Publishers
from api.model import Metadata

POST = CuratedPublisher("The Ellery Post", domain="ellerypost.example", aliases=("Post",))


@pytest.mark.parametrize(
    ("facts", "default", "name"),
    [
        pytest.param({"publisher": "post"}, None, "The Ellery Post", id="by-its-name"),
        pytest.param(
            {"publisher": "Echo", "url": "https://ellerypost.example/1"}, "Quay News", "Echo", id="said-first"
        ),
        pytest.param(
            {"url": "https://www.ellerypost.example/1"}, "Quay News", "The Ellery Post", id="by-its-address"
        ),
        pytest.param({"url": "https://echo.example/1"}, "Quay News", "Quay News", id="default"),
        pytest.param({"url": "https://www.Echo.example/1"}, None, "echo.example", id="an-unknown-site"),
        pytest.param({"url": "http://echo.example:8080/1"}, None, "echo.example", id="port"),
        pytest.param({}, "Quay News", "Quay News", id="default-without-address"),
        pytest.param({}, None, None, id="nothing-is-known"),
    ],
)
def test_who_published_it(facts, default, name):
    publishers = Publishers([POST], default)

    id_ = publishers.id_of(Metadata("Ice", **facts))

    assert {it.id: it.name for it in publishers.records()}.get(id_) == name


def test_two_addresses_of_a_site_are_of_one_publisher():
    publishers = Publishers([])

    ids = {publishers.id_of(Metadata("Ice", url=f"https://{host}echo.example/1")) for host in ("", "www.")}

    assert len(ids) == 1
    assert len(publishers.records()) == 1
