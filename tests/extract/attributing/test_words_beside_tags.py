"""Words between a quotation, its verb and its speaker that belong to none, and clauses that name who says it."""

import pytest
from spoken import quotations_in


def told(text: str) -> list[tuple[str | None, str | None]]:
    """Return mention and speaker of each quotation."""
    return [
        (quote.mention and quote.mention.text, quote.speaker and quote.speaker.name)
        for quote in quotations_in(text)
    ]


@pytest.mark.parametrize(
    ("text", "mention", "speaker"),
    [
        pytest.param(
            "Asked about it, Orr first claimed it was “not true” that he had said so.",
            "Orr", "Orr",
            id="first-between-a-name-and-its-verb",
        ),
        pytest.param(
            "Ostley Trust ultimately publicly admits “a sincere failing of the trust.”",
            "Ostley Trust", "Ostley Trust",
            id="two-adverbs-before-the-verb",
        ),
        pytest.param(
            "President Orr reportedly “laughed in response and slammed the phone down on her.”",
            "President Orr", "Orr",
            id="an-adverb-before-the-marks",
        ),
        pytest.param(
            "Bloom was not reassured by Sen. Eve Reed, R-Maine, who said the ruling is “settled law.”",
            "who", "Eve Reed",
            id="a-party-before-who",
        ),
        pytest.param(
            "“The town may have changed for good,” the Ostley Times reports.",
            "the Ostley Times", "Ostley Times",
            id="what-a-paper-reports-behind-its-words",
        ),
        pytest.param(
            "“This should be the lead story,” one states.", "one", None,
            id="what-one-states",
        ),
        pytest.param(
            "Because there hasn't been a “dramatic expansion of the council,” as Orr stated, but the number has been "
            "decreasing, we rate Bloom's claim false.",
            "Orr", "Orr",
            id="as-somebody-stated",
        ),
        pytest.param(
            "The mayor was said to want a “one-man blue wave,” as Bert Orr put it on Monday.",
            "Bert Orr", "Bert Orr",
            id="as-somebody-put-it",
        ),
        pytest.param(
            "Critics hailed the orders, with House Speaker Ada Bloom saying in a statement, “It’s about time.”",
            "House Speaker Ada Bloom", "Ada Bloom",
            id="with-somebody-saying-in-a-statement",
        ),
        pytest.param(
            "Friday’s e-mail told employees to “make your company behave wisely.”",
            None, None,
            id="a-day-that-owns-an-email",
        ),
    ],
)  # fmt: skip
def test_a_quotation_has_its_speaker_alone(text: str, mention: str | None, speaker: str | None) -> None:
    assert told(text) == [(mention, speaker)]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        pytest.param(
            "“We can’t go on,” one user posts. “I think they are just misinformed!” replies another. “Like, they "
            "don’t want to know.”",
            ["user", None, None],
            id="what-another-replies",
        ),
        pytest.param(
            "Canadian hammer thrower Jillian Weir, 29, won three medals.\n\nThe event is the games of the champions."
            "\n\nWeir's dad Robert is a champion in the discus and won four medals over 20 years, with two golds."
            "\n\nWhile Robert has Marlish roots, Weir's mum has Indigenous Canadian heritage."
            "\n\n“There’s a fighter in me,” she told the Echo.",
            ["Jillian Weir"],
            id="a-people-that-is-no-woman",
        ),
        pytest.param(
            "Released in 2020, Cat Burns' anthem became a hit, earning the singer a slot with Ed Reed and a Brit "
            "Award nomination.\n\n“My brain cannot compute it,” she told the Echo.",
            ["Cat Burns"],
            id="an-award-that-is-no-woman",
        ),
        pytest.param(
            "“It was tough,” said Bert Orr, the number 31 seed.\n\nSpeaking to Sky Sports, he added: “I am happy.”",
            ["Bert Orr", "Bert Orr"],
            id="a-channel-that-is-no-man",
        ),
    ],
)
def test_who_goes_on_speaking(text: str, speakers: list[str | None]) -> None:
    assert [speaker for _, speaker in told(text)] == speakers
