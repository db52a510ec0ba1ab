"""Lists by title and name are in the order in which a reader looks for them."""

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from api.app import create_app
from api.loader import load
from api.settings import Settings

TITLES = [
    "Zebra at the ferry",
    "‘Time’ is up in Ostley",
    "apples for Marle",
    "Éclairs again",
    '"Bridge" closed',
    "O’Malley asks",
    "Of ferries",
]
SPEAKERS = """
- {id: asa-oberg, name: Åsa Öberg}
- {id: bert-zorn, name: Bert Zorn}
- {id: ada-ozim, name: Ada Ozim}
- {id: dora-omalley, name: Dora O’Malley}
- {id: us-ferries, name: U.S. Ferries, kind: organization}
- {id: usher, name: Usher Marle}
- {id: cisco-reed, name: Cisco de Reed, sort_name: "de Reed, Cisco"}
"""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("alphabet")
    people = [
        "Åsa Öberg",
        "Bert Zorn",
        "Cisco de Reed",
        "Åsa Öberg",
        "Bert Zorn",
        "Ada Ozim",
        "Dora O’Malley",
    ]
    articles = [
        {
            "title": title,
            "publisher": f"{title[:5].strip()} Post",
            "tags": [title.split()[0]],
            "body": f'The council of Marle met.\n\n"We will not pay for number {number}," said {person}.',
        }
        for number, (title, person) in enumerate(zip(TITLES, people, strict=True))
    ]
    (folder / "articles").mkdir()
    (folder / "articles" / "a.jsonl").write_text("\n".join(map(json.dumps, articles)))
    (folder / "speakers.yaml").write_text(SPEAKERS)
    load([folder], folder / "corpus.db", workers=1)
    return create_app(Settings(db=folder / "corpus.db")).test_client()


def listed(api: FlaskClient, noun: str, sort: str, shown: str) -> list[str]:
    """Walk a list in pages of two and return what is shown of each record."""
    found, address = [], f"/v1/{noun}?sort={sort}&limit=2"
    while address:
        page = api.get(address).get_json()
        found += [one[shown] for one in page["data"]]
        address = page["links"]["next"]
    return found


@pytest.mark.parametrize(
    ("noun", "sort", "expected"),
    [
        ("articles", "title", [TITLES[at] for at in (2, 4, 3, 6, 5, 1, 0)]),
        ("tags", "name", ["apples", "Bridge", "Éclairs", "Of", "O’Malley", "Time", "Zebra"]),
        (
            "publishers",
            "name",
            [
                "apple Post",
                '"Brid Post',
                "Éclai Post",
                "Of fe Post",
                "O’Mal Post",
                "‘Time Post",
                "Zebra Post",
            ],
        ),
        (
            "speakers",
            "name",
            [
                "Cisco de Reed",
                "Usher Marle",
                "Åsa Öberg",
                "Dora O’Malley",
                "Ada Ozim",
                "U.S. Ferries",
                "Bert Zorn",
            ],
        ),
    ],
)
def test_case_accents_and_signs_move_nothing(api: FlaskClient, noun: str, sort: str, expected: list[str]):
    shown = "title" if noun == "articles" else "name"
    found = [one.strip('"‘’“”') if noun == "tags" else one for one in listed(api, noun, sort, shown)]
    assert found == expected
    assert listed(api, noun, f"-{sort}", shown) == listed(api, noun, sort, shown)[::-1]


def test_what_lists_are_ordered_by_is_no_property_of_titles(api: FlaskClient):
    assert "sort_title" not in api.get("/v1/articles").get_json()["data"][0]
    assert api.get("/v1/speakers/asa-oberg").get_json()["data"]["sort_name"] == "oberg, asa"
