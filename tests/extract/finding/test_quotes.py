"""Marks of every style are paired; what is no quotation mark is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.extract.finding.quotes import find_quoted
from api.extract.grammar.tokens import read_tokens


def quoted(text: str) -> list[str]:
    return [quote.span.of(text) for quote in find_quoted(read_tokens(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('"No," he said.', ["No,"], id="straight"),
        pytest.param("“No,” he said.", ["No,"], id="curly"),
        pytest.param("«No», he said.", ["No"], id="angle"),
        pytest.param("„Nein“, he said.", ["Nein"], id="low-and-high"),
        pytest.param("''No,'' he said.", ["No,"], id="two-singles-each"),
        pytest.param("“No,’’ he said. “It’s late.’’", ["No,", "It’s late."], id="closed-by-two-singles"),
        pytest.param("``No,'' he said.", ["No,"], id="backticks"),
        pytest.param('“No," he said.', ["No,"], id="mixed-shapes"),
        pytest.param("‘No,’ he said. It’s late.", ["No,"], id="single-marks-where-there-are-no-double-ones"),
        pytest.param(
            "‘We sang “Deeper” twice,’ he said. ‘Then we left.’",
            ["We sang “Deeper” twice,", "Then we left."],
            id="double-marks-inside-single-ones",
        ),
        pytest.param(
            "“The ‘new’ rule,” she said. It’s ‘old’.",
            ["The ‘new’ rule,"],
            id="single-marks-beside-double-ones",
        ),
        pytest.param("The workers’ pay isn’t fair.", [], id="apostrophes-are-no-marks"),
        pytest.param(
            "“The ‘new’ rule is old,” she said.", ["The ‘new’ rule is old,"], id="inner-single-marks"
        ),
        pytest.param(
            '“He said "no" twice,” she said.', ['He said "no" twice,'], id="inner-double-of-another-shape"
        ),
        pytest.param('"Yes," she said, "but not now."', ["Yes,", "but not now."], id="interrupted"),
        pytest.param("He is 6'2\" tall and she is 5'1\" tall.", [], id="inches"),
        pytest.param(
            '"Up," he said. "Down, he said. "In."', ["Up,", "Down,", "In."], id="a-neighbour-lost-its-closer"
        ),
        pytest.param(
            'Ada Bloom said: "It rained. "It poured. "Then it froze." Nobody left.',
            ["It rained.", "It poured.", "Then it froze."],
            id="paragraphs-of-one-quotation-joined",
        ),
        pytest.param(
            '"It rained, Ada Bloom said to Orr on deck. "It poured."',
            ["It rained,", "It poured."],
            id="joined-behind-who-said-it",
        ),
        pytest.param(
            '"It rained, said the old pilot on deck. "It poured."',
            ["It rained,", "It poured."],
            id="joined-behind-a-description",
        ),
        pytest.param('A stray " in the line.', [], id="stray-mark"),
        pytest.param('—"Stop," he said.', ["Stop,"], id="after-a-dash"),
        pytest.param('("Stop," he said.)', ["Stop,"], id="in-brackets"),
        pytest.param("“[S]ign it,” he said.", ["[S]ign it,"], id="brackets-inside"),
        pytest.param("“We — all of us — agree,” he said.", ["We — all of us — agree,"], id="dashes-inside"),
        pytest.param("", [], id="nothing"),
        pytest.param('""', [], id="empty-marks"),
    ],
)
def test_quotations(text, expected):
    assert quoted(text) == expected


def test_a_quotation_of_several_paragraphs_opens_each_and_closes_once():
    """The newspaper convention: no closing mark before the last paragraph; each piece says that it goes on."""
    text = "“We came early.\n\n“We stayed late.\n\n“We are tired,” she said."
    found = find_quoted(read_tokens(text))
    assert [q.span.of(text) for q in found] == ["We came early.", "We stayed late.", "We are tired,"]
    assert [q.is_closed for q in found] == [False, False, True]
    assert [q.continues_paragraph for q in found] == [False, True, True]


def test_a_closing_mark_lost_at_the_end_of_a_paragraph():
    """A paragraph that opens with a mark and ends a sentence has lost its closer: the words are kept."""
    text = "“We came early. We stayed.\n\nThe hall was full."
    assert quoted(text) == ["We came early. We stayed."]


@given(st.text(alphabet="ab '\"“”‘’«».,\n", max_size=200))
def test_spans_are_exact_in_order_and_apart(text):
    """Whatever the marks, spans lie inside the text, don't overlap, and hold neither outer space nor nothing."""
    end = 0
    for quote in find_quoted(read_tokens(text)):
        assert end <= quote.span.start < quote.span.end <= len(text)
        assert quote.span.of(text) == quote.span.of(text).strip()
        assert "\n" not in quote.span.of(text)
        end = quote.span.end


def test_a_paragraph_crowded_with_marks_is_nobodys_speech():
    """A thousand marks in one paragraph are a table or an attack; what is quoted around it stays."""
    crowd = "“Aye” " * 600
    found = find_quoted(read_tokens(f"“One,” said Bloom.\n\n{crowd}\n\n“Two,” said Reed."))

    assert len(found) == 2
    assert len(find_quoted(read_tokens("“Aye” " * 400))) == 400
