"""A curated vocabulary's subjects are found as whole words. All texts are invented."""

import pytest
from growth import seconds

from api.extract import Subject, derive_tags
from api.model import Article, Metadata, Tag


def article(body: str, title: str = "Untitled") -> Article:
    return Article("a.txt", "0" * 64, Metadata(title), body)


@pytest.mark.parametrize(
    ("subject", "body", "found"),
    [
        pytest.param(Subject("ice", "ice"), "The ice held.", True, id="word"),
        pytest.param(Subject("ice", "ice"), "The notice held.", False, id="part-of-a-word"),
        pytest.param(Subject("ice", "Ice"), "The ice held.", True, id="capital-that-opens-the-entry"),
        pytest.param(
            Subject("tr", "Turkey", kind="place"), "They ate turkey.", False, id="name-needs-its-capital"
        ),
        pytest.param(Subject("tr", "Turkey", kind="place"), "TURKEY VOTES", True, id="name-in-capitals"),
        pytest.param(
            Subject("us", "US", kind="place"), "They told us.", False, id="acronym-needs-its-capitals"
        ),
        pytest.param(
            Subject("us", "US", kind="place"), "The US-led fleet.", True, id="acronym-before-hyphen"
        ),
        pytest.param(Subject("dc", "Drug cartels"), "The Drug Cartels Act", True, id="subject-in-a-title"),
        pytest.param(
            Subject("dc", "x", ("Vellian guards",)), "Vellian Guards Leave", True, id="alias-in-a-title"
        ),
        pytest.param(
            Subject("dc", "x", ("Vellian guards",)), "vellian guards leave", False, id="alias-keeps-capital"
        ),
        pytest.param(Subject("si", "sea ice"), "The sea\n\nice held.", True, id="across-a-line-break"),
        pytest.param(Subject("cpp", "C++"), "Written in C++.", True, id="signs-in-the-name"),
    ],
)
def test_a_subject_is_found_as_it_is_written(subject, body, found):
    assert bool(derive_tags(article(body), [subject])) is found


def test_tags_are_derived_and_in_the_order_of_the_vocabulary():
    vocabulary = [
        Subject("wall", "Wall"),
        Subject("ice", "Ice"),
        Subject("port-ellery", "Port Ellery", (), "place"),
    ]

    tags = derive_tags(article("Ice in Port Ellery.", title="The wall"), vocabulary)

    assert tags == (Tag("Wall", "derived"), Tag("Ice", "derived"), Tag("Port Ellery", "derived", "place"))


def test_one_word_may_name_two_subjects():
    assert (
        len(derive_tags(article("The ice held."), [Subject("a", "ice"), Subject("b", "frost", ("ice",))]))
        == 2
    )


def test_an_empty_vocabulary_finds_nothing():
    assert derive_tags(article("Ice."), []) == ()


def test_a_large_vocabulary_and_a_large_text_take_linear_time():
    vocabulary = [Subject(str(n), f"subject number {n}") for n in range(2000)]
    body = "subject number one " * 20_000

    assert seconds(lambda given: derive_tags(given, vocabulary), article(body)) < 20
