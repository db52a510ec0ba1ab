"""Turns of a printed conversation are found, and labelled notes are not taken for one."""

import pytest

from api.extract import extract_article
from api.extract.finding.transcripts import find_turns
from api.extract.grammar.tokens import read_tokens
from api.model import RawFile

HEARING = (
    "The hearing lasted ten minutes.\n\n"
    "BLOOM: Mr. Reed, where was the boat?\n\n"
    "REED: In the harbour. Most of it.\n\n"
    "BLOOM: Most of it?\n\n"
    "Ada Bloom then adjourned the hearing. Tom Reed went home."
)


def turns(text: str) -> list[tuple[str, str]]:
    return [(turn.label.of(text), turn.span.of(text)) for turn in find_turns(read_tokens(text))]


def test_labelled_paragraphs_are_turns():
    assert turns(HEARING) == [
        ("BLOOM", "Mr. Reed, where was the boat?"),
        ("REED", "In the harbour. Most of it."),
        ("BLOOM", "Most of it?"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Note: The hall is cold.\n\nUpdate: It rained.\n\nNote: It rained more.", id="notes"),
        pytest.param("Bloom: 1,204\n\nReed: 988\n\nBloom: 17", id="figures"),
        pytest.param("Bloom: We won.\n\nReed: We lost.", id="two-lines-are-no-conversation"),
        pytest.param("Bloom: One.\n\nReed: Two.\n\nAsh: Three.", id="no-label-comes-back"),
        pytest.param('Bloom: "One."\n\nReed: "Two."\n\nBloom: "Three."', id="quotations-are-found-elsewhere"),
        pytest.param("Q: Why?\n\nA: Because.\n\nQ: Is that all?\n\nA: It is.", id="letters-name-nobody"),
        pytest.param("the plan: more sand.\n\nthe plan: less sand.\n\nthe plan: none.", id="small-letters"),
        pytest.param(
            "Ostley (3-0): Ames 2 goals, Orr 1.\n\nMarle (1-2-0): Reed 4 saves.\n\nOstley (4-0): Ames 1 goal.",
            id="results",
        ),
        pytest.param(
            "Pros: It is light.\n\nCons: It is dear.\n\nPros: It is quick.\n\nCons: It breaks.",
            id="pros-and-cons",
        ),
        pytest.param(
            "Pro Tip: Ask Ada Bloom of the quay.\n\nThe quay is open.\n\nPro Tip: Come early.\n\nFYI: It is free.",
            id="tips",
        ),
        pytest.param(
            "Key Focus: The quay wall.\n\nThe focus is on stone.\n\nKey Focus: The lock.\n\nKey Focus: The pumps.",
            id="a-first-name-that-is-none-here",
        ),
        pytest.param("", id="nothing"),
    ],
)
def test_no_conversation(text):
    assert turns(text) == []


def test_who_speaks_to_somebody_known_needs_no_name():
    text = (
        "QUAYSIDE: Now the wall.\n\nAda Bloom: It lasts.\n\nQUAYSIDE: And the lock.\n\nAda Bloom: A century."
    )

    assert [label for label, _ in turns(text)] == ["QUAYSIDE", "Ada Bloom", "QUAYSIDE", "Ada Bloom"]


def test_who_asks_and_who_answers_need_no_names():
    text = "QUAYSIDE: Why stone?\n\nOSTBY: It lasts.\n\nQUAYSIDE: For how long?\n\nOSTBY: A century, says my father."

    assert [label for label, _ in turns(text)] == ["QUAYSIDE", "OSTBY", "QUAYSIDE", "OSTBY"]


def test_a_note_among_the_turns_is_none():
    text = (
        "Ada Bloom: It lasts.\n\nMr. Reed: For how long?\n\nAda Bloom: A century.\n\nThe wall was begun in 1921."
        "\n\nOpening Hours: Ten to four on weekdays."
    )

    assert [label for label, _ in turns(text)] == ["Ada Bloom", "Mr. Reed", "Ada Bloom"]


def test_initials_stand_for_those_who_were_labelled_in_full():
    text = (
        "Ada Reed: Where was the boat?\n\nBert Orr: In the harbour.\n\n"
        "AR: Most of it?\n\nBO: Most of it.\n\nAR: When?\n\nBO: On Friday."
    )

    article = extract_article(RawFile("a.txt", "text", text, "0" * 64, {"title": "Boats"}))

    names = [quote.speaker and quote.speaker.name for quote in article.quotes]
    assert names == ["Ada Reed", "Bert Orr"] * 3


def test_the_label_is_the_mention_and_resolves_to_the_full_name():
    quotes = extract_article(RawFile("hearing.txt", "text", HEARING, "0")).quotes
    said = [(q.kind, q.mention.text, q.speaker.name) for q in quotes if q.text == "Most of it?"]
    assert said == [("direct", "BLOOM", "Ada Bloom")]


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        pytest.param("REED", ("REED", "person"), id="surname-as-short-as-initials"),
        pytest.param("JUROR", ("juror", "anonymous"), id="what-somebody-is"),
        pytest.param("MODERATOR", ("moderator", "anonymous"), id="who-leads-the-talk"),
        pytest.param("ECHO", ("ECHO", "organization"), id="a-paper"),
        pytest.param("BBC", ("BBC", "organization"), id="initials"),
    ],
)
def test_what_a_label_in_capitals_stands_for(label: str, speaker: tuple[str, str]) -> None:
    text = f"{label}: Where was it?\n\nBLOOMFIELD: In the harbour.\n\n{label}: Most of it?\n\nBLOOMFIELD: It was."

    article = extract_article(RawFile("a.txt", "text", text, "0" * 64, {"title": "Boats"}))

    told = {quote.speaker and (quote.speaker.name, quote.speaker.kind) for quote in article.quotes}
    assert told == {speaker, ("BLOOMFIELD", "person")}
