"""People told by what they are beside their name, or without one, through the whole engine. All are invented."""

import pytest
from spoken import quotations_in, speakers

from api.extract import extract_article
from api.model import RawFile


def last(text):
    """Return the mention and the speaker of an article's last quote."""
    quote = extract_article(RawFile("ferry.txt", "text", text, "0" * 64)).quotes[-1]
    return quote.mention and quote.mention.text, quote.speaker and quote.speaker.name


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        pytest.param(
            "“No,” said Bert Orr’s sister, Ada Bloom.", "Bert Orr’s sister, Ada Bloom", id="of-a-whole-name"
        ),
        pytest.param(
            "“No,” said Mr. Orr's lawyer, Ada Bloom.", "Mr. Orr's lawyer, Ada Bloom", id="behind-a-title"
        ),
        pytest.param(
            "Quay Trust’s deputy director, Ada Bloom, said the ferry sank.",
            "Quay Trust’s deputy director, Ada Bloom",
            id="of-a-body",
        ),
        pytest.param(
            "According to Bert Orr’s elder sister, Ada Bloom, the ferry sank.",
            "Bert Orr’s elder sister, Ada Bloom",
            id="as-a-source",
        ),
    ],
)
def test_whose_she_is_comes_before_her_name(text, mention):
    assert last(text) == (mention, "Ada Bloom")


@pytest.mark.parametrize(
    "whom",
    [
        "Ada Bloom, MD,",
        "Ada Bloom, MD, PhD,",
        "Ada Bloom, M.D., Ph.D.,",
        "Ada Bloom, LCSW, a therapist,",
        "Dr. Ada Bloom, RN, of Ostley,",
    ],
)
@pytest.mark.parametrize(
    "form", ["{} said: “The tide was high.”", "“The tide was high,” {} said.", "{} said the tide was high."]
)
def test_degrees_are_nobody(whom, form):
    assert last(form.format(whom))[1] == "Ada Bloom"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("“No,” said one of the neighbours.", "one of the neighbours", id="of-people"),
        pytest.param("One of Orr’s lawyers said the ferry sank.", "one of Orr’s lawyers", id="of-somebody-s"),
        pytest.param(
            "“No,” said one of the crew’s family members.", "one of the crew’s family members", id="two-nouns"
        ),
        pytest.param(
            "“It sank,” said one of the keepers. “No,” she said.", "one of the keepers", id="and-she"
        ),
        pytest.param("“No,” said one of them.", None, id="of-them-names-nobody"),
        pytest.param("“No,” said one.", None, id="one-names-nobody"),
    ],
)
def test_one_of_several(text, name):
    assert last(text)[1] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Ada Bloom was held. “No,” said her lawyer.", "lawyer", id="not-the-owner"),
        pytest.param(
            "Ada Bloom was held. Her lawyer said no. “No,” he said.", "lawyer", id="and-he-is-not-she"
        ),
        pytest.param(
            "Bert Orr, a physician, came late. Cisco Reed was held. “No,” said his physician.",
            "Bert Orr",
            id="but-one-known",
        ),
        pytest.param(
            "Ada Bloom, 34, and Bert Orr, 36, were on board. “No,” the 36-year-old said.",
            "Bert Orr",
            id="by-the-age",
        ),
        pytest.param(
            "Ada Bloom, 34, and Bert Orr, 36, were on board. “No,” the 36-year-old driver from Ostley said.",
            "Bert Orr",
            id="by-the-age-before-a-noun",
        ),
        pytest.param(
            "Bert Orr sat down. “No,” said the 36-year-old bus driver.", "Bert Orr", id="an-age-first-told-so"
        ),
        pytest.param(
            "Ada Bloom, 36, and Bert Orr, 36, were on board. “No,” a 36-year-old said.",
            "36-year-old",
            id="a-new-one",
        ),
    ],
)
def test_who_belongs_to_whom(text, name):
    assert last(text)[1] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "The council fined Bert Orr. “No,” it said in a statement.", "council", id="the-body-it-is-about"
        ),
        pytest.param(
            "Orchard said it would shut the mill. “No,” the company said.",
            "Orchard",
            id="a-firm-by-its-noun-alone",
        ),
        pytest.param(
            "Ada Orchard said she would shut the mill. Orchard left. “No,” the company said.",
            "company",
            id="but-no-person",
        ),
        pytest.param(
            "The ferry sank off Ostley in May. The company’s head, Ada Bloom, left. “No,” the company said.",
            "company",
            id="nor-a-town",
        ),
        pytest.param(
            "“Was it high?” the judge asked Bert Orr. “Yes,” he replied.", "Bert Orr", id="who-was-asked"
        ),
    ],
)
def test_pronouns(text, name):
    assert last(text)[1] == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Sen. Ada Orr, chairwoman of the Tide Fund, rose. “No,” the chairwoman said.", "Ada Orr"
        ),
        pytest.param("The council leader, Cllr Ada Orr, rose. “No,” the leader said.", "Ada Orr"),
        pytest.param("Minister Bert Reed met Ada Orr MP. “No,” the MP for Dray said.", "Ada Orr"),
    ],
    ids=["behind-a-title", "before-a-title", "letters"],
)
def test_an_office_beside_a_title(text: str, expected: str) -> None:
    """Who has a title in front may be called by what stands behind."""
    assert speakers(text)[-1] == expected


def test_a_role_goes_on_behind_an_abbreviation() -> None:
    """The stop of "Mr." and of an initial doesn't end what somebody is."""
    text = "“No,” said Ada Reed, a former adviser to Gov. George W. Orr, on Monday."
    (quote,) = quotations_in(text)
    assert quote.speaker is not None
    assert quote.speaker.description == "former adviser to Gov. George W. Orr"


def test_a_description_ends_before_its_verb() -> None:
    text = (
        "The members of Congress invited Bert Orr to join them for a breakfast “in the spirit of the tide.”"
    )
    assert speakers(text) == ["members of Congress"]
