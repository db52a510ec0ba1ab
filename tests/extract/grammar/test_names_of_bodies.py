"""Bodies whose names are written like a person's, a thing's or a phrase: they are called so, and are bodies."""

import pytest

from api.extract import extract_article
from api.model import Quote, RawFile

OPENS = "The tolls rose in Ostley. {} said that the tolls were too high."
BEHIND_ITS_WORDS = "The tolls rose in Ostley. “The tolls are far too high for us,” {} said in a statement."
SOURCE = "The tolls rose in Ostley last week, according to {}."


@pytest.mark.parametrize(
    "text", [OPENS, BEHIND_ITS_WORDS, SOURCE], ids=["opens", "behind-its-words", "source"]
)
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Ostley Food and Water Administration", id="two-fields"),
        pytest.param("Marle Farmers and Graziers Association", id="two-trades"),
        pytest.param("Cybersecurity and Infrastructure Safety Agency", id="two-fields-and-a-word"),
        pytest.param("K&V", id="an-ampersand-between-letters"),
        pytest.param("K&V Global", id="an-ampersand-in-the-first-word"),
        pytest.param("Brewer & Orr", id="a-calling-before-an-ampersand"),
        pytest.param("Mabel's", id="a-shop-called-after-its-owner"),
        pytest.param("McDonald's", id="a-listed-name-in-s"),
        pytest.param("Novo Nordisk", id="a-listed-name-of-two-words"),
        pytest.param("zQuay", id="a-small-letter-first"),
        pytest.param("Reuters", id="like-a-plural"),
        pytest.param("Target", id="like-a-thing"),
        pytest.param("Save the Children", id="a-small-word-inside"),
        pytest.param("Doctors Without Borders", id="a-preposition-inside"),
        pytest.param("No 10", id="a-number"),
        pytest.param("Ostley Aerospace", id="a-trade-behind"),
        pytest.param("Marle UK", id="a-country-behind"),
        pytest.param("National Union of Rail, Water and Quay Workers", id="of-a-list"),
        pytest.param("Ostley Department for Housing, Planning and Quay Affairs", id="for-a-list"),
        pytest.param("Ostley Health, Education and Pensions Committee", id="a-list-and-its-noun"),
        pytest.param("Ostley Children's Hospital", id="what-belongs-to-children"),
        pytest.param("St Ada's Hospital", id="a-saint"),
        pytest.param("Lloyd's of London", id="listed-with-an-owner"),
        pytest.param("Keep Britain Tidy", id="like-a-request"),
    ],
)
def test_a_body_by_its_name(name: str, text: str) -> None:
    speakers = {quote.speaker for quote in quotes_of(text.format(name))}

    assert {(one.name, one.kind) for one in speakers if one} == {(name, "organization")}


@pytest.mark.parametrize(
    "text", [OPENS, BEHIND_ITS_WORDS, SOURCE], ids=["opens", "behind-its-words", "source"]
)
def test_the_ending_of_a_shop_is_part_of_its_mention(text: str) -> None:
    mentions = {quote.mention and quote.mention.text for quote in quotes_of(text.format("Mabel’s"))}
    assert mentions == {"Mabel’s"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("People said that the tolls were too high.", "people", id="people-are-no-magazine"),
        pytest.param(
            "Ada Bloom's sister said that the tolls were too high.", "Ada Bloom's sister", id="an-owner"
        ),
        pytest.param("She sold an iPhone. It said that the tolls were too high.", None, id="a-device"),
        pytest.param(
            "Ada Fitch left. Fitch said that the tolls were too high.", "Ada Fitch", id="a-firm-s-namesake"
        ),
        pytest.param("Wayne Borders said that the tolls were too high.", "Wayne Borders", id="a-surname"),
    ],
)
def test_what_only_looks_like_one(text: str, speaker: str | None) -> None:
    assert {quote.speaker and quote.speaker.name for quote in quotes_of(text)} == {speaker}


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("Zentira said it would cut jobs.", id="it-would"),
        pytest.param("Zentira said that its sales fell.", id="its"),
        pytest.param("Zentira’s shares fell.", id="whose-shares"),
        pytest.param("Zentira’s chief executive left.", id="whose-chief"),
        pytest.param("Ada Bloom bought a stake in Zentira.", id="a-stake-in-it"),
        pytest.param("Ada Bloom runs a unit of Zentira.", id="a-unit-of-it"),
        pytest.param("“No,” said Ada Bloom, an economist at Zentira.", id="who-works-at-it"),
        pytest.param("Marle-based Zentira fell.", id="where-it-is"),
        pytest.param("Zentira, which makes nets, fell.", id="which-makes"),
        pytest.param("Zentira chief executive Ada Bloom left.", id="whose-chief-is-named"),
    ],
)
def test_a_body_by_what_stands_beside_it_once(told: str) -> None:
    assert last_speaker(f"{told}\n\n“The tolls are too high for us,” Zentira said.") == (
        "Zentira",
        "organization",
    )


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("Zentira said it was late.", id="it-is-no-body"),
        pytest.param("Zentira said it would take a year.", id="it-would-take"),
        pytest.param("Zola Zentira’s shares fell.", id="whose-full-name-is-printed"),
        pytest.param("Zola Zentira, 34, said it would be hers.", id="who-has-an-age"),
        pytest.param("Zentira’s brother left.", id="whose-brother"),
    ],
)
def test_somebody_stays_somebody(told: str) -> None:
    name, kind = last_speaker(f"{told}\n\n“The tolls are too high for me,” Zentira said.")
    assert name in {"Zentira", "Zola Zentira"}
    assert kind == "person"


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        pytest.param("Mabel’s said prices would rise.", "Mabel’s", id="says-something-of-prices"),
        pytest.param("“No,” said a spokesman for Mabel’s.", "a spokesman for Mabel’s", id="whose-spokesman"),
        pytest.param(
            "A spokesman for Mabel’s said it would rise.",
            "A spokesman for Mabel’s",
            id="whose-spokesman-reports",
        ),
        pytest.param("The mayor’s said he would leave in May.", "The mayor", id="who-has-said"),
    ],
)
def test_the_ending_of_a_shop_and_of_a_verb(text: str, mention: str) -> None:
    assert [quote.mention and quote.mention.text for quote in quotes_of(text)] == [mention]


def quotes_of(text: str) -> tuple[Quote, ...]:
    return extract_article(RawFile("a.txt", "text", text, "0" * 64, {"title": "Tolls"})).quotes


def last_speaker(text: str) -> tuple[str, str] | None:
    speaker = quotes_of(text)[-1].speaker
    return speaker and (speaker.name, speaker.kind)


@pytest.mark.parametrize("noun", ["insurer", "company", "importer"])
def test_a_firm_between_commas(noun: str) -> None:
    """What a firm is tells its kind, however it speaks."""
    text = f"The {noun}, Orrix, paid at once. “We are as surprised as anyone,” Orrix said."
    assert last_speaker(text) == ("Orrix", "organization")
