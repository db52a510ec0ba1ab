"""What reports nothing, or nothing more: objects, names of things, nouns that look like verbs, questions."""

import pytest
from reported import rows_of

NOTHING = [
    pytest.param("The ferry sails at nine and returns at noon.", id="no-cue"),
    pytest.param("“The ferry is safe,” Bloom said.", id="wholly-quoted-is-quotes'-work"),
    pytest.param("The weather report was long.", id="noun-that-looks-like-a-cue"),
    pytest.param("Said.", id="nothing-but-a-cue"),
    pytest.param("Bloom wrote a long book about eels.", id="what-somebody-writes"),
    pytest.param("Bloom added two rooms to the inn.", id="what-somebody-adds"),
    pytest.param("That said, the ferry still sails in good weather.", id="a-concession"),
    pytest.param("That being said, the ferry is old.", id="a-longer-concession"),
    pytest.param("Reed said of his years at sea: “They were long.”", id="of-what-somebody-says-it"),
    pytest.param("The owners had little to say about the tolls.", id="about-what-somebody-says-it"),
    pytest.param("Little wonder that the ferry sank.", id="little-wonder"),
    pytest.param("FERRY OWNER SAYS TOLLS WILL RISE", id="a-headline-in-capitals"),
    pytest.param("It is not clear what ferry protests could do.", id="a-plural-before-an-auxiliary"),
    pytest.param("If all goes according to plan, the ferry sails in May.", id="according-to-plan"),
    pytest.param("“I rehearse it,” Bloom laments, slumped in a chair on the quay.", id="how-somebody-sits"),
    pytest.param("Boats pay five pounds, per keeper, to stay at the quay.", id="so-much-per-keeper"),
    pytest.param("Per Sandberg, a keeper, left the quay in May.", id="somebody-called-per"),
    pytest.param("The men accused of taking the boats sat down.", id="whom-others-accuse"),
    pytest.param("“We knew it,” her brother, Bert Orr told the Echo.", id="who-the-speaker-is"),
    pytest.param("As a result, Bloom said, “the pier is shut.”", id="what-only-leads-up"),
    pytest.param("If she goes, Bloom said, “the pier will shut.”", id="a-clause-that-only-leads-up"),
    pytest.param(
        "The keepers wept at Bloom's continued support for eels.", id="what-is-somebody's-is-no-verb"
    ),
    pytest.param("The keepers wept at their promised aid for eels.", id="what-is-theirs-is-no-verb"),
    pytest.param("The council continued the works on the quay.", id="what-somebody-goes-on-with"),
    pytest.param("Reed is continuing to mend the nets of Marle.", id="what-somebody-goes-on-doing"),
    pytest.param("The walk, a stroll called Quay Mile, drew crowds.", id="how-a-thing-is-called"),
    pytest.param(
        "The works announced last spring have cost a million.", id="what-is-true-of-what-was-announced"
    ),
    pytest.param("The buyer, a telephone bidder, asked to remain unknown.", id="who-stays-unnamed"),
    pytest.param("Orr, 54, showed no emotion as Judge Ada Bloom read the verdict.", id="what-a-face-shows"),
    pytest.param("“Chips,” she says, without a pause. “With my dad.”", id="without-a-pause"),
    pytest.param("Bloom called 911 the next morning.", id="who-calls-for-help"),
    pytest.param("Bloom texted a friend at 2:14 p.m. on Nov. 11.", id="to-whom-somebody-writes"),
    pytest.param("One of the five, who asked not to be named, described the wave.", id="who-is-not-named"),
    pytest.param("Gunmen believed to belong to a ring shot at them.", id="what-others-believe"),
    pytest.param(
        "Bloom said, “We will never go back there,” as she left the room.", id="how-somebody-leaves"
    ),
    pytest.param("Bloom said “We will never go back,” and shut the door.", id="what-somebody-does-then"),
    pytest.param("Bloom said, “We’ll see what happens,” before adding: “Or not.”", id="what-is-added-then"),
    pytest.param(
        "“We will never go back,” Bloom said at the quay, according to the Echo.", id="who-says-it-by-another"
    ),
    pytest.param("Rest assured, the ferry sails in May.", id="rest-assured"),
    pytest.param("The toll was announced by the council (MTC) on Friday.", id="by-whom-a-thing-is-announced"),
    pytest.param("The mayor faced calls to go.", id="what-others-call-for"),
    pytest.param(
        "The police looked into the alleged fraud of the keepers.", id="an-article-before-a-participle"
    ),
    pytest.param("Orr added a solo goal in the fourth minute to make it three.", id="what-is-scored"),
    pytest.param("The mayor is reading the papers and getting well.", id="what-is-being-read"),
    pytest.param("Responding to the plan on the quay, Bloom said: “It is old.”", id="in-response-to-what"),
    pytest.param("The police lifted orders restricting boats.", id="what-is-lifted"),
    pytest.param("The keeper spoke through an interpreter at the quay of Marle.", id="how-somebody-speaks"),
    pytest.param("The board built a wall to counter the storms of the north.", id="what-is-countered"),
    pytest.param("The ferry, expected later this year, will be green.", id="what-is-expected"),
    pytest.param("Everything seems to suggest that the ferry had leaked for months.", id="what-all-suggests"),
    pytest.param("This suggests that the ferry had leaked for months.", id="what-this-suggests"),
    pytest.param("Marle has continued to pile tolls on boats that came from Ostley.", id="to-go-on-doing"),
    pytest.param("As the walk continues, the keepers are counting the eels.", id="what-goes-on"),
    pytest.param("She bought the net from, say, Marle and nobody knew.", id="say-for-instance"),
    pytest.param("“It is late,” Bloom said, for reasons of her own.", id="why-beside-a-tag"),
    pytest.param("“It is late,” she asked, to jeers from the benches.", id="what-the-hall-did"),
    pytest.param("“It is late,” Bloom says, dressed in a bright red coat.", id="how-somebody-stood-there"),
    pytest.param("“It is late,” Bloom told a crowd on the quay, her voice thin.", id="how-somebody-sounded"),
    pytest.param("The storm pressed Marle into agreeing a truce with Ostley.", id="into-doing"),
    pytest.param("The council called up two crews of keepers for the storm.", id="whom-one-calls-up"),
    pytest.param("The council agreed a deal with the men of Marle.", id="a-deal-agreed"),
    pytest.param("It was part of the plan the two towns agreed to in May.", id="what-was-agreed-to"),
    pytest.param("The keeper was wanted for questioning over the fire at the quay.", id="for-questioning"),
    pytest.param("“The quay is lost,” Reed warned the board of Marle.", id="whom-a-quotation-warns"),
    pytest.param("The Echo Related Picture of the quay hung there for years.", id="related-is-no-verb"),
    pytest.param(
        "Leviev's alleged motives are as dark as the sea at night.", id="alleged-behind-a-name-in-le"
    ),
    pytest.param("Her replies to shouted warnings were brief and dry.", id="shouted-describes"),
    pytest.param("", id="empty"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_reported(text: str) -> None:
    assert rows_of(text) == []


ONCE = [
    pytest.param("Bloom declined to say whether the quay would close.", id="declined-to-say"),
    pytest.param("Bloom promised to call for a vote on the tolls.", id="promised-to-call"),
]


@pytest.mark.parametrize("text", ONCE)
def test_a_verb_and_the_one_it_governs_report_once(text: str) -> None:
    assert len(rows_of(text)) == 1


def test_passive_addressee_is_nobody_s_source() -> None:
    """Who "was told" something did not say it."""
    found = rows_of("Reed was told that the bridge had been sold.")

    assert [row[0] for row in found] in ([], [None])


def test_what_somebody_is_asked_about_is_not_said() -> None:
    """ "She agreed" is part of the question."""
    assert [row[1] for row in rows_of("Asked if she agreed with the plan, Bloom smiled.")] == ["Asked"]


def test_by_names_the_source_of_a_passive() -> None:
    """The source of "was asked by NP" stands behind the verb."""
    found = rows_of("Reed was asked by the judge whether he had sold the bridge.")

    assert all(row[0] != "Reed" for row in found)
