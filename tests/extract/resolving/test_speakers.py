"""Who a mention refers to: mentions are marked ⟦so⟧. Bodies and groups are in test_speaking_bodies."""

from dataclasses import replace
from itertools import pairwise

import pytest
from growth import grows_in_step
from marked_mentions import last, read, who

from api.extract.resolving.speakers import identify
from api.model import Mention, Quote, Span


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Ada Bloom came. “No,” ⟦Bloom⟧ said.", "Ada Bloom", id="surname-after-the-full-name"),
        pytest.param(
            "“No,” ⟦Bloom⟧ said.\n\nAda Bloom left.", "Ada Bloom", id="surname-before-the-full-name"
        ),
        pytest.param(
            "“No,” said ⟦Sen. Ada Bloom (D-Va.)⟧.", "Ada Bloom", id="rank-and-party-are-not-the-name"
        ),
        pytest.param(
            "“No,” ⟦Green House spokeswoman Anna Kell⟧ said.", "Anna Kell", id="role-is-not-the-name"
        ),
        pytest.param("“No,” ⟦Secretary of State Marc Rubin⟧ said.", "Marc Rubin", id="secretary-of-state"),
        pytest.param(
            "“No,” said ⟦Ada Bloom, a friend of Tom Reed⟧.", "Ada Bloom", id="apposition-names-another"
        ),
        pytest.param("“No,” said ⟦a top aide, Tom Reed⟧, there.", "Tom Reed", id="description-then-name"),
        pytest.param("“No,” said ⟦Co-Founder⟧, Ada Bloom, there.", "Ada Bloom", id="co-founder"),
        pytest.param("“No,” said ⟦Quay's CTO⟧, Ada Bloom, there.", "Ada Bloom", id="letters-for-an-office"),
        pytest.param("“No,” said ⟦the mayor⟧, Ada Bloom, there.", "Ada Bloom", id="name-behind-the-mention"),
        pytest.param("Ada B. Bloom came. “No,” ⟦Ada Bloom⟧ said.", "Ada B. Bloom", id="fullest-form-wins"),
        pytest.param("Robert Vance came. “No,” ⟦Bob Vance⟧ said.", "Robert Vance", id="short-first-name"),
        pytest.param(
            "Tom Reed Jr. came. “No,” ⟦Reed⟧ said.", "Tom Reed Jr.", id="junior-belongs-to-the-name"
        ),
        pytest.param("Ada Bloom came. “No,” ⟦Ada⟧ said.", "Ada Bloom", id="first-name-alone"),
        pytest.param(
            "Wanda Ortiz Pell came. “No,” ⟦Ortiz Pell⟧ said.", "Wanda Ortiz Pell", id="double-surname"
        ),
        pytest.param(
            "Wung Xan Suu Zyi came. Suu Zyi sat. “No,” ⟦Suu Zyi⟧ said.",
            "Wung Xan Suu Zyi",
            id="two-word-tail",
        ),
        pytest.param("“No,” ⟦Zxander⟧ said.", "Zxander", id="never-printed-in-full"),
        pytest.param("Tess Hill came. “No,” ⟦Hill⟧ said.", "Tess Hill", id="surname-is-a-word-of-bodies"),
        pytest.param("Ann London came. “No,” ⟦London⟧ said.", "Ann London", id="surname-is-a-place"),
        pytest.param("“No,” said ⟦Marle Chief of Police Ted Orr⟧.", "Ted Orr", id="of-police-before-a-name"),
        pytest.param(
            "Savannah Vane came. “No,” ⟦Savannah⟧ said.", "Savannah Vane", id="first-name-is-a-place"
        ),
        pytest.param(
            "Joan English, a judge, came. “No,” ⟦English⟧ said.", "Joan English", id="surname-is-an-origin"
        ),
        pytest.param(
            "Tom Ames King Jr. came. “No,” ⟦King⟧ said.", "Tom Ames King Jr.", id="a-title-that-is-a-surname"
        ),
        pytest.param("“No,” said ⟦Ostley-born Ada Bloom⟧.", "Ada Bloom", id="whence-is-not-the-name"),
        pytest.param(
            "Keeper Mark English came. “No,” ⟦English⟧ said.",
            "Mark English",
            id="an-adjective-that-is-a-surname",
        ),
        pytest.param(
            "Rex Will's boat sank. Then Will left. ⟦Will⟧ said no.",
            "Rex Will",
            id="a-function-word-that-is-a-surname",
        ),
        pytest.param(
            "“No,” said ⟦the harbour's chief of staff Ada Bloom⟧.", "Ada Bloom", id="a-name-behind-an-office"
        ),
        pytest.param("Ask Zxander Bloom why. “No,” ⟦Bloom⟧ said.", "Zxander Bloom", id="whom-to-ask"),
        pytest.param(
            "Ada de Bloom came. “No,” ⟦De Bloom⟧ said.", "Ada de Bloom", id="a-surname-with-its-particle"
        ),
        pytest.param(
            "Tom Khan and Ada Khan came. “No,” ⟦Mrs. Khan⟧ said.",
            "Ada Khan",
            id="same-surname-told-apart-by-address",
        ),
        pytest.param(
            "Secretary of State Ada Bloom spoke. “No,” ⟦Bloom⟧ said.", "Ada Bloom", id="an-office-opens"
        ),
        pytest.param(
            "Lea Church, a noted keeper, came. ⟦Church⟧ said no.",
            "Lea Church",
            id="a-body-word-for-a-surname",
        ),
        pytest.param(
            "It was Bert Page of the mill. ⟦Page⟧ said no.", "Bert Page", id="a-document-word-for-a-surname"
        ),
        pytest.param(
            "Bert Reed Jr. is twelve. “He has my name,” ⟦Bert Reed, Sr.⟧ said.",
            "Bert Reed Sr.",
            id="father-and-son",
        ),
        pytest.param(
            "Ada Bloom, ⟦a lawyer for one of the keepers⟧ told us no.", "Ada Bloom", id="a-comma-left-out"
        ),
        pytest.param("“No,” said ⟦Rita delos Orr⟧.", "Rita delos Orr", id="delos"),
        pytest.param(
            "“No,” Zxander Reed, ⟦a keeper of the quay⟧ told us.",
            "Zxander Reed",
            id="a-name-before-its-keeper",
        ),
        pytest.param(
            "Tom Khan fell. His wife Ada Khan saw it. Tom Khan lay. ⟦Khan⟧ said that she ran.",
            "Ada Khan",
            id="same-surname-told-apart-by-the-pronoun-behind",
        ),
        pytest.param(
            "“No,” ⟦Marle Secretary of State Zxisco Reed⟧ said.",
            "Zxisco Reed",
            id="secretary-of-state-anywhere",
        ),
        pytest.param("“No,” ⟦Quay Police Det. Quin Orr⟧ said.", "Quin Orr", id="detective"),
    ],
)
def test_names(text, name):
    """A name is answered with the fullest form that the article prints."""
    assert who(text) == (name, "person")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Ada Bloom spoke. “No,” ⟦she⟧ said.", "Ada Bloom", id="subject-of-the-sentence-before"),
        pytest.param("Ada Bloom met Tom Reed. “No,” ⟦she⟧ said.", "Ada Bloom", id="gender-decides-for-her"),
        pytest.param("Ada Bloom met Tom Reed. “No,” ⟦he⟧ said.", "Tom Reed", id="gender-decides-for-him"),
        pytest.param("Tom Reed met Bob Vance. “No,” ⟦he⟧ said.", "Tom Reed", id="subject-before-object"),
        pytest.param(
            "“Yes,” said ⟦Bob Vance⟧, who met Tom Reed.\n\n“No,” ⟦he⟧ said.",
            "Bob Vance",
            id="the-last-speaker-goes-on",
        ),
        pytest.param(
            "“Yes,” ⟦Bob Vance⟧ said. “Ask Tom Reed.”\n\n“No,” ⟦he⟧ said.",
            "Bob Vance",
            id="not-who-is-quoted",
        ),
        pytest.param(
            "Spokeswoman Zxander Quill spoke. “No,” ⟦she⟧ said.", "Zxander Quill", id="gender-by-role"
        ),
        pytest.param(
            "Wixo Quill came with her bag. She sat. Tom Reed left. “No,” ⟦she⟧ said.",
            "Wixo Quill",
            id="gender-by-pronoun",
        ),
        pytest.param(
            "When ⟦he⟧ announced it, Tom Reed smiled at Bob Vance.",
            "Tom Reed",
            id="the-subject-still-to-come",
        ),
        pytest.param(
            "Amy Tolliver and Petra Lind met. Tolliver left. Asked whether she would stay, Lind shook her head. "
            "“No,” ⟦she⟧ said.",
            "Petra Lind",
            id="who-is-asked-comes-behind",
        ),
        pytest.param(
            "“No,” Bob Vance, ⟦a judge in Ostley⟧, told them. “Yes,” ⟦he⟧ said.",
            "Bob Vance",
            id="a-judge-set-behind",
        ),
        pytest.param(
            "Bob Vance spoke of a long decision. “Yes,” said ⟦the decision⟧. “No,” ⟦he⟧ said.",
            "Bob Vance",
            id="a-decision-is-nobody",
        ),
        pytest.param(
            "Bob Vance left. Extreme weather came. “No,” ⟦he⟧ said.", "Bob Vance", id="a-capital-is-nobody"
        ),
        pytest.param(
            "It was Bob Vance, head of the Ostley Club, ⟦who⟧ said no.", "Bob Vance", id="who-behind-a-body"
        ),
        pytest.param(
            "“Yes,” ⟦Bob Vance⟧ said. Tom Reed came late. “Reed is a fine bowler,” ⟦he⟧ said.",
            "Bob Vance",
            id="nobody-speaks-of-himself-by-name",
        ),
        pytest.param(
            "Bob Vance left. It was after the Gallows Games. “No,” ⟦he⟧ said.",
            "Bob Vance",
            id="games-are-nobody",
        ),
        pytest.param(
            "Bob Vance spoke of the town of Xanbury. Xanbury lies low. “No,” ⟦he⟧ said.",
            "Bob Vance",
            id="a-town-is-nobody",
        ),
    ],
)
def test_pronouns(text, name):
    """He and she are who was spoken of most prominently and fits."""
    quote = last(text)
    assert (quote.speaker and quote.speaker.name, quote.method) == (name, "pronoun")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Vera Field, director of the Mirth Lab, came. Tom Reed left. “No,” ⟦the expert⟧ said.",
            ("Vera Field", "person"),
            id="the-expert-is-the-director",
        ),
        pytest.param(
            "Sen. Ada Bloom met Tom Reed. “No,” ⟦the senator⟧ said.", ("Ada Bloom", "person"), id="by-rank"
        ),
        pytest.param(
            "Ada Bloom spoke on. “No,” ⟦the candidate⟧ said.", ("Ada Bloom", "person"), id="in-the-foreground"
        ),
        pytest.param(
            "“No,” said ⟦a senior Mirth official⟧.", ("senior Mirth official", "anonymous"), id="anonymous"
        ),
        pytest.param(
            "“Yes,” said ⟦a senior Mirth official⟧. “No,” ⟦the official⟧ said.",
            ("senior Mirth official", "anonymous"),
            id="the-official-is-the-one-before",
        ),
        pytest.param(
            "“Yes,” ⟦an official⟧ said.\n\n“Hm,” ⟦a second official⟧ said.\n\n“No,” ⟦the first official⟧ said.",
            ("first official", "anonymous"),
            id="the-first-official",
        ),
        pytest.param(
            "“Yes,” ⟦an official⟧ said.\n\n“Hm,” ⟦a second official⟧ said.",
            ("second official", "anonymous"),
            id="a-second-official-is-another-one",
        ),
        pytest.param(
            "Ada Bloom spoke. “No,” ⟦a senator⟧ said.", ("senator", "anonymous"), id="an-indefinite-is-new"
        ),
        pytest.param(
            "Mexican President Claudia Horn met President Tom Reed. “No,” ⟦the president⟧ said.",
            ("Tom Reed", "person"),
            id="the-president-is-not-the-mexican-one",
        ),
        pytest.param(
            "Ada Bloom rowed on. “No,” ⟦the 36-year-old⟧ said.", ("Ada Bloom", "person"), id="by-her-age"
        ),
        pytest.param(
            "Foreign Secretary Tom Reed came. “No,” ⟦the Ministry of Foreign Affairs spokesperson⟧ said.",
            ("Ministry of Foreign Affairs spokesperson", "anonymous"),
            id="a-spokesperson-is-not-the-secretary",
        ),
        pytest.param(
            "Press secretary Ada Bloom came. “No,” ⟦the spokeswoman⟧ said.",
            ("Ada Bloom", "person"),
            id="a-spokeswoman-is-the-press-secretary",
        ),
        pytest.param(
            "“No,” said ⟦a North Carolina Republican⟧.",
            ("North Carolina Republican", "anonymous"),
            id="somebody-of-a-state-and-party",
        ),
        pytest.param(
            "Keeper Ada Bloom came. “No,” ⟦the Ohio Republican⟧ said.",
            ("Ohio Republican", "anonymous"),
            id="nobody-of-another-role",
        ),
        pytest.param(
            "“No,” said ⟦a spokesman for Ms. Bloom⟧.",
            ("spokesman for Ms. Bloom", "anonymous"),
            id="a-point-in-it",
        ),
        pytest.param(
            "First Lady Ada Bloom came. “No,” ⟦the first lady⟧ said.",
            ("Ada Bloom", "person"),
            id="the-first-lady-is-not-numbered",
        ),
        pytest.param(
            "“No,” said ⟦a letter Monday⟧.", ("letter", "anonymous"), id="the-day-is-not-the-letter"
        ),
        pytest.param(
            "⟦A judge in Ostley⟧ sentenced a man to wait. “No,” ⟦the judge⟧ said.",
            ("judge in Ostley", "anonymous"),
            id="what-the-judge-did-is-not-in-the-name",
        ),
        pytest.param(
            "District Judge Ada Bloom left. “No,” ⟦the district⟧ said.",
            ("district", "organization"),
            id="the-district-is-not-the-district-judge",
        ),
        pytest.param(
            "President Ada Bloom came. She sat. “No,” ⟦Colombia’s president⟧ said.",
            ("Colombia’s president", "anonymous"),
            id="another-country-has-another-president",
        ),
        pytest.param(
            "President Ada Bloom came. Colombian President Raul Vance left. “No,” ⟦Colombia’s president⟧ said.",
            ("Raul Vance", "person"),
            id="the-president-of-that-country",
        ),
    ],
)
def test_descriptions(text, expected):
    """A description is the one person who fits it, or stays what it is."""
    assert who(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("⟦I⟧ think so.", id="the-author"),
        pytest.param("⟦some⟧ think so.", id="nobody-in-particular"),
        pytest.param("It rained. “No,” ⟦he⟧ said.", id="nobody-before"),
        pytest.param("⟦safer⟧ they said.", id="a-word-for-no-speaker"),
        pytest.param("Tom Reed came. “No,” ⟦she⟧ said.", id="nobody-who-fits"),
        pytest.param("It rained, ⟦which⟧ is so.", id="a-relative-pronoun"),
        pytest.param("It rained on the Ostley Club, ⟦who⟧ said no.", id="a-body-is-nobody-s-who"),
    ],
)
def test_left_open(text):
    """Nobody is an answer, with a reason."""
    quote = last(text)
    assert (quote.speaker, quote.method, quote.confidence) == (None, "none", 0.0)
    assert quote.reason


def test_role_is_told_beside_the_mention():
    """What is printed of the office is the mention's role and the speaker's description."""
    quote = last("“No,” ⟦Green House spokeswoman Anna Kell⟧ said.")
    assert quote.mention.role == quote.speaker.description == "Green House spokeswoman"


def test_a_quote_without_mention_goes_with_the_one_it_continues():
    """The second half of an interrupted quotation has the speaker of the first."""
    body = "“Yes,” Ada Bloom said. “No.”"
    mention = Mention("Ada Bloom", Span(7, 16))
    first = Quote("direct", "Yes,", Span(1, 5), 0, Span(0, 27), mention, confidence=0.9)
    second = Quote("direct", "No.", Span(24, 27), 0, Span(0, 27), confidence=0.8, continues=0)
    stray = Quote("direct", "No.", Span(24, 27), 0, Span(0, 27))
    quotes = identify(body, [first, second, stray])
    assert [quote.method for quote in quotes] == ["named", "continuation", "none"]
    assert quotes[1].speaker == quotes[0].speaker
    assert quotes[1].confidence <= 0.8
    assert quotes[2].reason


def test_i_inside_a_quotation_is_its_speaker():
    """“I” that reports within a quotation is the speaker of that quotation."""
    body = "“Well, I said so,” Ada Bloom said."
    outer = Quote(
        "direct",
        "Well, I said so,",
        Span(1, 17),
        0,
        Span(0, 34),
        Mention("Ada Bloom", Span(19, 28)),
        confidence=1.0,
    )
    inner = Quote("indirect", "so", Span(14, 16), 0, Span(0, 34), Mention("I", Span(7, 8)), confidence=1.0)
    assert [quote.speaker.name for quote in identify(body, [outer, inner])] == ["Ada Bloom", "Ada Bloom"]


def test_confidence_is_the_product():
    """What attribution was unsure of stays unsure."""
    body, statements = read("Ada Bloom came. “No,” ⟦Bloom⟧ said.")
    (sure,) = identify(body, statements)
    (unsure,) = identify(body, [replace(statements[0], confidence=0.5)])
    assert unsure.confidence == pytest.approx(sure.confidence / 2, abs=0.001)


def test_nothing_to_do():
    """An empty body or no statements give no statements."""
    assert identify("", []) == ()
    assert identify("Ada Bloom came.", []) == ()


@pytest.mark.parametrize(
    "unit", ["A. ", "Ann Bloom he ", "“I” he said. ", "the official of ", "Ann Bloom and "]
)
def test_time_grows_with_the_text(unit):
    """Ten times the hostile text takes about ten times as long, not a hundred times."""

    def given(length):
        body = unit * (length // len(unit))
        mentions = [Mention(unit[:3], Span(i, i + 3)) for i in range(0, len(body) - 3, len(unit) * 5)]
        return body, [
            Quote("indirect", "", Span(m.span.end, m.span.end), 0, m.span, m, confidence=1.0)
            for m in mentions
        ]

    def told(body_and_statements):
        quotes = identify(*body_and_statements)
        assert all(a.span.start <= b.span.start for a, b in pairwise(quotes))

    assert grows_in_step(told, given, 20_000, 200_000, most=40)
