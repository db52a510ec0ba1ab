"""Which names of bodies are one body's, over a corpus."""

import pytest
from loader.test_people import speakers_of

from api.loader.bodies import plain_name
from api.loader.sightings import is_unnamed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Norwegian Tides Ministry", "Norway’s Ministry of Tides", id="an owner, a noun in front"
        ),
        pytest.param("Chilean Foreign Ministry", "Chile's ministry of foreign affairs", id="foreign affairs"),
        pytest.param("Ostley Ministry of Tides", "Ministry of Tides in Ostley", id="a place behind"),
        pytest.param("Norwegian army", "Norway's army", id="adjective and nation"),
        pytest.param("Norway Tide Force", "Norwegian Tide Force", id="a nation by its name"),
        pytest.param("U.S. Justice Department", "Department of Justice", id="a department of one nation"),
        pytest.param("United States", "U.S.", id="a nation's initials"),
        pytest.param("UN tide agency", "United Nations tide agency", id="a nation's initials in front"),
        pytest.param("Marle Tide Centre", "Marle Tide Center", id="British spelling"),
        pytest.param("Marle Motor Co.", "Marle Motor", id="a firm's form"),
        pytest.param("Supreme Court of Marle", "Marle Supreme Court", id="a court behind"),
        pytest.param("Government of Norway", "Norwegian government", id="a government behind"),
        pytest.param("Ostley Police Department", "Ostley Police", id="police"),
        pytest.param("Boeing Company", "Boeing", id="a firm that everybody knows by a word"),
        pytest.param("FBI", "Federal Bureau of Investigation", id="known initials"),
        pytest.param("MTC", "Marle Tide Council", id="initials that begin all words"),
    ],
)
def test_forms_of_a_body_s_name(one, other):
    assert len(set(speakers_of(one, other, other, kind="organization"))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Norway’s Tides Ministry", "Chile’s Tides Ministry", id="two nations"),
        pytest.param("Norway", "Norwegian army", id="a nation and what it has"),
        pytest.param("Department of Health", "US Department of Health", id="a department of many nations"),
        pytest.param("Department of Defence", "Department of Defense", id="spelt by another nation"),
        pytest.param("BBC", "Brill Boat Club", id="initials of a body that everybody knows"),
        pytest.param("MTC", "Marle tide council", id="initials of a description"),
        pytest.param("MT", "Marle Tides", id="two letters"),
        pytest.param("Supreme Court of Marle", "Supreme Court of Dray", id="courts of two places"),
        pytest.param("Metropolitan Police Department", "Metropolitan Police", id="Washington's and London's"),
        pytest.param("Time Inc.", "Time", id="a house and its paper"),
        pytest.param("Ada Group", "Ada Club", id="other nouns"),
    ],
)
def test_names_of_two_bodies(one, other):
    assert len(set(speakers_of(one, other, kind="organization"))) == 2


def test_initials_of_two_bodies_are_nobody_s():
    names = ["Marle Tide Council", "Museum Tram Club", "MTC"]
    assert len(set(speakers_of(*names, kind="organization"))) == 3


def test_initials_of_a_body_may_be_a_person_s_name():
    assert plain_name("Ada") == "ada"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Committee", True, id="a noun"),
        pytest.param("Ministry of Health", True, id="a ministry"),
        pytest.param("Ministry of Foreign Affairs", True, id="of all nations"),
        pytest.param("Norway’s Ministry of Health", False, id="of a nation"),
        pytest.param("Gaza health ministry", False, id="of a place"),
        pytest.param("Senate", False, id="one that is meant nearly always"),
        pytest.param("Labour", False, id="a name"),
    ],
)
def test_a_noun_is_another_body_in_each_article(name, expected):
    assert is_unnamed(name, "organization") is expected
