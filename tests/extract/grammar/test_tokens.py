"""A body is read into words, sentences and paragraphs without losing or moving a sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.extract.grammar.tokens import read_tokens


def sentences(text: str) -> list[str]:
    tokens = read_tokens(text)
    return [tokens.text_of(first, end - 1) for first, end in tokens.sentences]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("They’re O'Neil's.", ["They’re", "O'Neil's", "."], id="apostrophe-inside-a-word"),
        pytest.param("an all-of-town plan", ["an", "all-of-town", "plan"], id="hyphens-hold-a-word"),
        pytest.param("in the U.S. today", ["in", "the", "U.S.", "today"], id="initials-keep-their-points"),
        pytest.param("$1,000.50 on 9:30", ["$", "1,000.50", "on", "9:30"], id="numbers-keep-their-signs"),
        pytest.param("''Go,'' he said", ["''", "Go", ",", "''", "he", "said"], id="two-singles-are-one-mark"),
        pytest.param("well... no", ["well", "...", "no"], id="dots-stay-together"),
        pytest.param("São Tomé", ["São", "Tomé"], id="letters-with-accents"),
        pytest.param("a 36-year-old", ["a", "36-year-old"], id="an-age-is-one-word"),
        pytest.param("over.The end", ["over", ".", "The", "end"], id="a-space-that-was-lost"),
        pytest.param("nbc.com, Quay.Com", ["nbc.com", ",", "Quay.Com"], id="addresses-keep-their-points"),
        pytest.param("Reed‘s ‘so", ["Reed’s", "‘", "so"], id="an-apostrophe-turned-round"),
    ],
)
def test_words(text, words):
    assert read_tokens(text).words == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mr. Ash ran. He won.", ["Mr. Ash ran.", "He won."], id="a-title-ends-no-sentence"),
        pytest.param(
            "John F. Ash won. Ada lost.", ["John F. Ash won.", "Ada lost."], id="an-initial-neither"
        ),
        pytest.param(
            "Ash wrote on X. Pilot Ada lost to X. Y. Orr.",
            ["Ash wrote on X.", "Pilot Ada lost to X. Y. Orr."],
            id="a-platform-of-one-letter",
        ),
        pytest.param(
            "He left the U.S. The house was sold.",
            ["He left the U.S.", "The house was sold."],
            id="u-s-at-the-end",
        ),
        pytest.param("He left U.S. troops there.", ["He left U.S. troops there."], id="u-s-inside"),
        pytest.param(
            '"We won." Ada smiled.', ['"We won."', "Ada smiled."], id="a-closing-mark-belongs-to-its-sentence"
        ),
        pytest.param('"Why?" she asked.', ['"Why?" she asked.'], id="small-letters-go-on"),
        pytest.param(
            "NEW OSTLEY, Marle (QN) — For years it rained.",
            ["NEW OSTLEY, Marle (QN) —", "For years it rained."],
            id="a-dateline-is-none-of-the-report",
        ),
        pytest.param(
            "OSTLEY, May 3 - It rained.", ["OSTLEY, May 3 -", "It rained."], id="a-dateline-with-a-day"
        ),
        pytest.param(
            "OTFA — the tide agency — said no.",
            ["OTFA — the tide agency — said no."],
            id="an-aside-is-no-dateline",
        ),
        pytest.param("One\n\nTwo", ["One", "Two"], id="a-line-break-ends-a-sentence"),
        pytest.param(
            "It cost 3.5 million. Much.", ["It cost 3.5 million.", "Much."], id="a-point-in-a-number"
        ),
        pytest.param(
            "Ostley, June 5 (Quay News) - The ferry left.",
            ["Ostley, June 5 (Quay News) -", "The ferry left."],
            id="a-dateline-in-small-letters",
        ),
        pytest.param(
            "Ostley - the port - shut.", ["Ostley - the port - shut."], id="an-aside-is-no-dateline"
        ),
        pytest.param("It is over.The end.", ["It is over.", "The end."], id="a-space-that-was-lost"),
        pytest.param(
            "“It is over.”Reed left.(Ada Bloom took the picture.)",
            ["“It is over.”", "Reed left.", "(Ada Bloom took the picture.)"],
            id="a-space-that-was-lost-beside-marks",
        ),
        pytest.param("It rose 3.Five fell.", ["It rose 3.Five fell."], id="no-word-before-the-point"),
        pytest.param("It is so.[8][9] She left.", ["It is so.[8][9]", "She left."], id="numbers-of-notes"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


@given(st.text(alphabet="aB.!?\"'“”’ \n,-1é…", max_size=120))
def test_every_sign_is_in_one_token_and_every_token_in_one_sentence(text):
    """Tokens are in order, don't overlap, cover all but white space; sentences cover all tokens."""
    tokens = read_tokens(text)
    starts = list(map(tokens.start_of, range(len(tokens.words))))
    covered = "".join(text[s:e] for s, e in zip(starts, tokens.ends, strict=True))
    assert covered == "".join(text.split())
    assert all(a <= b for a, b in zip(tokens.ends, starts[1:], strict=False))
    assert all(
        tokens.last_before(place) == sum(start < place for start in starts) - 1
        for place in range(len(text) + 2)
    )
    assert [i for first, end in tokens.sentences for i in range(first, end)] == list(range(len(tokens.words)))
    assert len(tokens.sentence_of) == len(tokens.paragraph_of) == len(tokens.lower) == len(tokens.words)


def test_an_apostrophe_turned_round_stays_as_printed():
    tokens = read_tokens("Reed‘s mother")
    assert tokens.text_of(0, 1) == tokens.text == "Reed‘s mother"


def test_paragraphs_count_lines_that_hold_text():
    tokens = read_tokens("\n\nOne two\n\n\nThree")
    assert tokens.paragraph_of == [0, 0, 1]


def test_looking_up_by_offset():
    tokens = read_tokens("Ada said no")
    assert tokens.first_at_or_after(4) == 1
    assert tokens.last_before(8) == 1
    assert tokens.last_before(0) == -1
    assert tokens.first_at_or_after(11) == 3
