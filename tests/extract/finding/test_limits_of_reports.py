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
        "Bloom told the board she would not leave: “I have read the letters. I have read the rules as well.”",
        ("Bloom", "told", ("she would not leave",)),
        id="a-quotation-of-several-sentences-behind-a-colon",
    ),
    pytest.param(
        "Asked by the coroner, Cisco Reed, whether she had rung anybody, Ms Bloom replied: “I rang him. He was out.”",
        ("the coroner, Cisco Reed", "Asked", ("whether she had rung anybody",)),
        id="asked-in-front-ends-before-the-answer",
    ),
    pytest.param(
        "Asked whom she blamed, she shrugged: “All of them.”",
        (None, "Asked", ("whom she blamed",)),
        id="asked-by-nobody-ends-before-the-answer",
    ),
    pytest.param(
        "Bloom said the plan was “a disgrace,” a remark that was soon on the front pages.",
        ("Bloom", "said", ("the plan was “a disgrace,",)),
        id="comma-within-the-marks",
    ),
    pytest.param(
        'Bloom said Reed was "a liar," but she paid him a compliment as well.',
        ("Bloom", "said", ('Reed was "a liar,',)),
        id="comma-within-straight-marks",
    ),
    pytest.param(
        "While Bloom says she will not vote for Reed and considers him old, she applauds his work.",
        ("Bloom", "says", ("she will not vote for Reed and considers him old",)),
        id="clause-in-front-of-the-main-one",
    ),
    pytest.param(
        "When Bloom said that the ferry was “for all,” the crowd has left the hall.",
        ("Bloom", "said", ("that the ferry was “for all,",)),
        id="clause-in-front-and-comma-within-the-marks",
    ),
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
        "Bloom said she was appalled by the tolls in a post on X.",
        ("Bloom", "said", ("she was appalled by the tolls",)),
        id="occasion-behind",
    ),
    pytest.param(
        "Bloom blasted the tolls of the council at a news conference on Monday.",
        ("Bloom", "blasted", ("the tolls of the council",)),
        id="occasion-behind-an-object",
    ),
    pytest.param(
        "Bloom said she was appalled by the tolls when asked by the Echo.",
        ("Bloom", "said", ("she was appalled by the tolls",)),
        id="when-asked",
    ),
    pytest.param(
        "Bloom said she had met the keepers at a conference on eels.",
        ("Bloom", "said", ("she had met the keepers at a conference on eels",)),
        id="what-is-no-occasion-to-speak",
    ),
    pytest.param(
        "Bloom said a kind of rest — a pause for the boats — would be needed in May.",
        ("Bloom", "said", ("a kind of rest — a pause for the boats — would be needed in May",)),
        id="an-aside-within",
    ),
    pytest.param(
        "Following the storm, the envoy for the quays, Cisco Reed, said the ferry had leaked for months.",
        ("the envoy for the quays, Cisco Reed", "said", ("the ferry had leaked for months",)),
        id="following-is-no-subject",
    ),
    pytest.param(
        "Bloom said weekly trips of the ferry were safe for boats.",
        ("Bloom", "said", ("weekly trips of the ferry were safe for boats",)),
        id="weekly-is-no-adverb",
    ),
    pytest.param(
        "Bloom insisted that its boats, which have sailed for years, are part of the plan.",
        ("Bloom", "insisted", ("that its boats, which have sailed for years, are part of the plan",)),
        id="a-subject-is-not-parted-from-its-verb",
    ),
    pytest.param(
        "Bloom said the ferry was not only old, but in many places leaking.",
        ("Bloom", "said", ("the ferry was not only old, but in many places leaking",)),
        id="not-only-but",
    ),
    pytest.param(
        "The men left the burning boat, Bloom said, and the crew ran to the quay.",
        ("Bloom", "said", ("The men left the burning boat", "and the crew ran to the quay")),
        id="and-behind-who-says-it",
    ),
    pytest.param(
        "The killer, who said she had been ill for years, was heard in May.",
        ("who", "said", ("she had been ill for years",)),
        id="who-says-it-in-an-aside",
    ),
    pytest.param(
        "It was the chair of the board, who said that the men, and Reed in particular, must leave the quay.",
        ("who", "said", ("that the men, and Reed in particular, must leave the quay",)),
        id="an-aside-before-the-verb-of-what-is-said",
    ),
    pytest.param(
        "Bloom said she was “appalled by the tolls” in a written statement on Sunday.",
        ("Bloom", "said", ("she was “appalled by the tolls”",)),
        id="in-a-written-statement",
    ),
    pytest.param(
        "Bloom said the quay was shut, but that the ferry would sail, and that it was safe.",
        ("Bloom", "said", ("the quay was shut, but that the ferry would sail, and that it was safe",)),
        id="goes-on-with-that",
    ),
]
PAUSES = [
    pytest.param(
        "A Quayco spokesman declined to comment, while officials at Reedco could not be reached.",
        ("A Quayco spokesman", "declined", ("to comment",)),
        id="declined-to-comment-while",
    ),
    pytest.param(
        "Orr said that some keepers would pay more, an acknowledgment that Bloom quickly spread.",
        ("Orr", "said", ("that some keepers would pay more",)),
        id="before-the-reporters-comment",
    ),
    pytest.param(
        "Quayco said that it had closed 12 mills since May, the first time it has told the number.",
        ("Quayco", "said", ("that it had closed 12 mills since May",)),
        id="before-the-first-time",
    ),
    pytest.param(
        "The Echo says its search has found that the special firms, which include mills, are still run by Orr.",
        (
            "The Echo",
            "says",
            ("its search has found that the special firms, which include mills, are still run by Orr",),
        ),
        id="over-an-aside-behind-that",
    ),
    pytest.param(
        "The firm insists the sale, announced on Monday, has nothing to do with it.",
        ("The firm", "insists", ("the sale, announced on Monday, has nothing to do with it",)),
        id="over-a-participle-behind-the-subject",
    ),
    pytest.param(
        "Ada Bloom also met with Orr that day, as the Echo reported on Tuesday, and she will join the board.",
        ("the Echo", "reported", ("Ada Bloom also met with Orr that day",)),
        id="as-and-a-clause-behind",
    ),
    pytest.param(
        "Quayco sold more boats than last year, Bloom said, which weighed on the growth of its mill.",
        ("Bloom", "said", ("Quayco sold more boats than last year",)),
        id="tag-before-which",
    ),
    pytest.param(
        "Bert Orr died on Friday of a rare illness, his wife Lena Orr confirmed to the Marle Echo.",
        ("his wife Lena Orr", "confirmed", ("Bert Orr died on Friday of a rare illness",)),
        id="confirmed-to-a-paper",
    ),
    pytest.param(
        "Bloom argued - to the surprise of Marle - that the quay was safe.",
        ("Bloom", "argued", ("that the quay was safe",)),
        id="an-aside-within-dashes",
    ),
    pytest.param(
        "Orr met with around 70 firms in Ostley, the paper said, without naming them.",
        ("the paper", "said", ("Orr met with around 70 firms in Ostley",)),
        id="tag-before-without",
    ),
    pytest.param(
        "He said outside his home in Ostley that it was now clear.",
        ("He", "said", ("that it was now clear",)),
        id="said-outside",
    ),
    pytest.param(
        "The team proposes that the planet, called Quay B, is indeed a giant.",
        ("The team", "proposes", ("that the planet, called Quay B, is indeed a giant",)),
        id="a-participle-behind-that-and-the-subject",
    ),
    pytest.param(
        "The works were busy after a pipe broke, the city said on a Facebook post late Thursday night.",
        ("the city", "said", ("The works were busy after a pipe broke",)),
        id="said-on-a-post",
    ),
]
SOURCES = [
    pytest.param(
        "According to Bloom, who owns the ferry, it leaks in the rain.",
        ("Bloom", "According to", ("it leaks in the rain",)),
        id="relative-clause-behind-a-source",
    ),
    pytest.param(
        "According to the report, which came out on Monday, the ferry leaks in the rain.",
        ("the report", "According to", ("the ferry leaks in the rain",)),
        id="relative-clause-behind-a-document",
    ),
    pytest.param(
        "The ferry, which carried thirty men, according to the council, will be sold.",
        ("the council", "according to", ("carried thirty men",)),
        id="source-of-a-relative-clause",
    ),
    pytest.param(
        "The ferry — where three men died in May, according to the council — will be sold.",
        ("the council", "according to", ("three men died in May",)),
        id="source-between-dashes",
    ),
    pytest.param(
        f"Bloom said, according to the Echo, that {LEAKED}.",
        ("Bloom", "said", (f"that {LEAKED}",)),
        id="who-says-it-is-not-said",
    ),
    pytest.param(
        f"The Echo quoted one of the keepers as saying {LEAKED}.",
        ("one of the keepers", "saying", (LEAKED,)),
        id="whom-another-quotes",
    ),
    pytest.param(
        f"The Echo quoted Bloom on Saturday as saying that {LEAKED}.",
        ("Bloom", "saying", (f"that {LEAKED}",)),
        id="whom-another-quotes-on-a-day",
    ),
    pytest.param(
        f"Bloom was quoted by the Echo as saying {LEAKED}.",
        ("Bloom", "saying", (LEAKED,)),
        id="who-is-quoted-by-another",
    ),
    pytest.param(
        "The ferry sank with thirty men on board, as the Echo reported.",
        ("the Echo", "reported", ("The ferry sank with thirty men on board",)),
        id="as-another-reported",
    ),
    pytest.param(
        f"She was told they knew {LEAKED}.", (None, "told", (f"they knew {LEAKED}",)), id="what-one-is-told"
    ),
]
OTHERS = [
    pytest.param(
        "Marle has not commented on the plan, but Ostley has pushed for a quay for years, telling the Echo that it "
        "was a top aim of the town.",
        [("Marle", ("on the plan",)), ("Ostley", ("that it was a top aim of the town",))],
        id="participle-of-the-later-clause",
    ),
    pytest.param(
        f"Cisco Reed, who works as a keeper at the quay said {LEAKED}.",
        [("Cisco Reed", (LEAKED,))],
        id="relative-clause-without-its-second-comma",
    ),
    pytest.param(
        "The keepers say that according to the board, the ferry had leaked for months.",
        [
            ("The keepers", ("that according to the board, the ferry had leaked for months",)),
            ("the board", ("the ferry had leaked for months",)),
        ],
        id="who-says-that-is-not-said",
    ),
]
WITH_WHAT_DEPENDS = [
    pytest.param(
        f"The {noun} of the old quays ({letters}) said {LEAKED}.",
        (f"The {noun} of the old quays ({letters})", "said", (LEAKED,)),
        id=f"{noun}-in-short",
    )
    for noun, letters in (("keepers", "KQ"), ("council", "CQ"), ("friends", "FQ"))
] + [
    pytest.param(
        f"Many speakers at the service — including Marle's keepers — said {LEAKED}.",
        ("Many speakers at the service", "said", (LEAKED,)),
        id="place-before-dashes",
    ),
    pytest.param(
        f"Another keeper on the board, Cisco Reed, said {LEAKED}.",
        ("Another keeper on the board, Cisco Reed", "said", (LEAKED,)),
        id="place-before-a-name",
    ),
    pytest.param(
        f"In an interview with Bloom, a keeper of eels, Reed said {LEAKED}.",
        ("Reed", "said", (LEAKED,)),
        id="to-whom-it-is-said-in-front",
    ),
]


@pytest.mark.parametrize(
    ("text", "row"), BY_DOCUMENTS + BEGINNINGS + ENDINGS + PAUSES + SOURCES + WITH_WHAT_DEPENDS
)
def test_report(text: str, row: Row) -> None:
    assert rows_of(text) == [row]


@pytest.mark.parametrize(
    "tag", ["wrote back", "posted on the wall", "asked questions such as", "spoke with resolve"]
)
def test_nothing_said_stands_before_the_colon(tag: str) -> None:
    assert not rows_of(f"Bloom {tag}: “We all have seen it. Nobody will say so.”")


def test_a_semicolon_parts_two_reports() -> None:
    rows = rows_of(f"Bloom said {LEAKED}; Reed said the crew of the boat had known it.")
    assert [pieces for _, _, pieces in rows] == [(LEAKED,), ("the crew of the boat had known it",)]


@pytest.mark.parametrize(("text", "rows"), OTHERS)
def test_whose_it_is(text: str, rows: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(who, pieces) for who, _, pieces in rows_of(text)] == rows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "Bloom said however, she was told the keepers understand the council's position and do not wish to move.",
            "however, she was told the keepers understand the council's position and do not wish to move",
            id="however-in-front",
        ),
        pytest.param(
            "Bloom said that last week, a toll of two crowns was raised on boats.",
            "that last week, a toll of two crowns was raised on boats",
            id="time-in-front",
        ),
        pytest.param(
            "Bloom concluded based on three sources, about 380 boats were lost.",
            "based on three sources, about 380 boats were lost",
            id="grounds-in-front",
        ),
        pytest.param(
            "Bloom argued that by reference to the law, the council was “still confusing the two.”",
            "that by reference to the law, the council was “still confusing the two",
            id="means-in-front",
        ),
        pytest.param(
            "Bloom said even if they pass the council's plan for the year starting this October, they would miss by "
            "some 20 crowns the target set under the old law.",
            "even if they pass the council's plan for the year starting this October, they would miss by some 20 "
            "crowns the target set under the old law",
            id="even-if-in-front",
        ),
        pytest.param(
            "Bloom said that a small but growing group of keepers had begun considering the plan.",
            "that a small but growing group of keepers had begun considering the plan",
            id="but-between-adjectives",
        ),
        pytest.param(
            "Bloom argued that while Reed’s comments have the power to “impact lives,” the keeper’s comments do not.",
            "that while Reed’s comments have the power to “impact lives,” the keeper’s comments do not",
            id="clause-in-front-that-ends-within-marks",
        ),
        pytest.param(
            "Quayco said the “loss of the ferry was in no way followed by better rules,” and a new law which came "
            "into force led the town to adopt “stricter rules.”",
            "the “loss of the ferry was in no way followed by better rules,” and a new law which came into "
            "force led the town to adopt “stricter rules",
            id="article-and-words-in-marks",
        ),
        pytest.param(
            "“We have things to do,” said Bloom, noting that right now, it doesn't appear as if tolls will come.",
            "that right now, it doesn't appear as if tolls will come",
            id="right-now-in-front",
        ),
    ],
)
def test_does_not_end_before_its_clause(text: str, said: str) -> None:
    assert next(pieces for _, _, pieces in rows_of(text)) == (said,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "Bloom said the holdings were falling and rejected calls for tighter limits on boats.",
            "the holdings were falling",
            id="and-the-next-deed-in-the-same-tense",
        ),
        pytest.param(
            "Bloom said the quay was safe -- a claim dismissed by critics.",
            "the quay was safe",
            id="comment-behind-a-dash",
        ),
    ],
)
def test_ends_where_the_reporter_goes_on(text: str, said: str) -> None:
    """Rows that the weights tell by tenses, by what was listed before and by the next sign."""
    assert next(pieces for _, _, pieces in rows_of(text)) == (said,)
