"""What stands where speakers stand and speaks nowhere: times, openers, the source of the next sentence."""

import pytest
from spoken import quotations_in, speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "In letters to the House, Bloom wrote that she had lost confidence in Orr but gave little detail.\n\n"
            "A day later, Bloom was more blunt, telling reporters at the Guildhall: “I thought he did a terrible "
            "job.”",
            "Bloom",
            id="a-day-later",
        ),
        pytest.param(
            'The hall is a fortress, the Echo reports, with tall fences. "Armed guards are omnipresent." According '
            "to Quay Maps, the new fence stretches two miles around the hall.",
            None,
            id="the-source-of-the-next-sentence",
        ),
        pytest.param(
            "Framed as a “tax cut for the keepers of the quay,” the rule would give them a veto.",
            None,
            id="a-participle-that-opens",
        ),
        pytest.param(
            "Keepers of the quay talk about everybody.\n\nBert Orr? “He failed the town, and he knows it.”",
            None,
            id="of-whom-somebody-is-asked",
        ),
    ],
)
def test_who_says_it_is_another(text: str, speaker: str | None) -> None:
    assert speakers(text) == [speaker]


def test_an_adverb_that_opens_a_sentence_says_nothing() -> None:
    text = "Shortly after the post, in June 2023, he wrote, “I’m sticking it out to the end of my days.”"
    assert [quote.mention and quote.mention.text for quote in quotations_in(text)] == ["he"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("“We will go.” According to Ada Bloom.", "Ada Bloom", id="its-own-source"),
        pytest.param(
            "Ada Connolly left. Connolly called it “absurd and far too late.”",
            "Ada Connolly",
            id="a-surname-in-ly",
        ),
        pytest.param(
            "Ada Connolly left the hall. Connolly, 42: “I will be back by noon.”",
            "Ada Connolly",
            id="a-surname-in-ly-without-a-verb",
        ),
    ],
)
def test_what_looks_so_and_speaks(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]
