"""Where what is reported begins and ends, and whose it is: documents, those they reach, asides, occasions."""

import pytest
from reported import Row, rows_of

LEAKED = "the ferry had leaked for months before it sank"

BY_DOCUMENTS = [
    pytest.param(f"The {noun} found that {LEAKED}.", (f"The {noun}", "found", (f"that {LEAKED}",)), id=noun)
    for noun in ("study", "survey", "lawsuit", "indictment", "letter", "complaint", "review", "filing")
] + [
    pytest.param(
        f"The survey found {LEAKED}.", ("The survey", "found", (LEAKED,)), id="survey-found-without-that"
    ),
    pytest.param(
        f"Court documents state that {LEAKED}.",
        ("Court documents", "state", (f"that {LEAKED}",)),
        id="documents-state",
    ),
    pytest.param(
        f"Minutes later, the Bloom campaign issued a statement saying that {LEAKED}.",
        ("the Bloom campaign", "saying", (f"that {LEAKED}",)),
        id="who-issues-a-statement-says-it",
    ),
    pytest.param(
        f"Reed sent a letter to the council saying {LEAKED}.",
        ("Reed", "saying", (LEAKED,)),
        id="who-sends-a-letter-to-somebody-says-it",
    ),
]
BEGINNINGS = [
    pytest.param(
        f"Bloom said earlier this week {LEAKED}.", ("Bloom", "said", (LEAKED,)), id="earlier-this-week"
    ),
    pytest.param(f"Bloom said late on Monday {LEAKED}.", ("Bloom", "said", (LEAKED,)), id="late-on-monday"),
    pytest.param(f"Bloom said in a statement {LEAKED}.", ("Bloom", "said", (LEAKED,)), id="in-a-statement"),
    pytest.param(
        f"Bloom said in an interview on Monday {LEAKED}.",
        ("Bloom", "said", (LEAKED,)),
        id="in-an-interview-on-a-day",
    ),
    pytest.param(
        f"Bloom warned residents {LEAKED}.", ("Bloom", "warned", (LEAKED,)), id="whom-somebody-warns"
    ),
    pytest.param(
        f"Bloom assured the board {LEAKED}.", ("Bloom", "assured", (LEAKED,)), id="whom-one-assures"
    ),
    pytest.param(
        f"Bloom said the results showed that {LEAKED}.",
        ("Bloom", "said", (f"the results showed that {LEAKED}",)),
        id="what-shows-it-is-said-too",
    ),
    pytest.param(
        "Bloom said at that meeting that the ferry had leaked for months.",
        ("Bloom", "said", ("that the ferry had leaked for months",)),
        id="that-of-that-meeting",
    ),
]
ENDINGS = [
    pytest.param(
        "The bridge, which Bloom says is unsafe for boats, will close in May.",
        ("Bloom", "says", ("is unsafe for boats",)),
        id="relative-clause-between-commas",
    ),
    pytest.param(
        "The ferry — which Bloom says leaks in the rain — sails on Monday.",
        ("Bloom", "says", ("leaks in the rain",)),
        id="between-dashes",
    ),
    pytest.param(
        "The ferry (which Bloom says leaks in the rain) sails on Monday.",
        ("Bloom", "says", ("leaks in the rain",)),
        id="between-brackets",
    ),
    pytest.param(
        "The council — after a week that Reed said had been a shame — voted in May.",
        ("Reed", "said", ("had been a shame",)),
        id="anywhere-between-dashes",
    ),
    pytest.param(
        "Bloom said the quay was shut, but that the ferry would sail, and that it was safe.",
        ("Bloom", "said", ("the quay was shut, but that the ferry would sail, and that it was safe",)),
        id="goes-on-with-that",
    ),
]


@pytest.mark.parametrize(("text", "row"), BY_DOCUMENTS + BEGINNINGS + ENDINGS)
def test_report(text: str, row: Row) -> None:
    assert rows_of(text) == [row]


def test_a_semicolon_parts_two_reports() -> None:
    rows = rows_of(f"Bloom said {LEAKED}; Reed said the crew of the boat had known it.")
    assert [pieces for _, _, pieces in rows] == [(LEAKED,), ("the crew of the boat had known it",)]
