"""Who is named as saying it, and by which words. Each row is one trap; people and places are invented."""

import pytest

from api.extract.attributing.attribution import attribute
from api.extract.attributing.statements import make_quotes
from api.extract.finding.indirect import find_reported
from api.extract.finding.quotes import find_quoted
from api.extract.finding.scene import Scene
from api.extract.grammar.phrases import find_phrases
from api.extract.grammar.tokens import read_tokens


def spoken(text: str) -> list[tuple[str, str | None, str | None]]:
    """Return (first words, mention, cue) of each quotation that is somebody's statement."""
    return [
        (" ".join(q.text.split()[:2]), q.mention.text if q.mention else None, q.cue.text if q.cue else None)
        for q in statements(text)
        if q.kind != "indirect"
    ]


def statements(text: str):
    tokens = read_tokens(text)
    phrases, quoted = find_phrases(tokens), find_quoted(tokens)
    scene = Scene(tokens, phrases, quoted)
    return make_quotes(scene, attribute(scene), find_reported(scene), [])


@pytest.mark.parametrize(
    ("text", "mention", "cue"),
    [
        pytest.param('"The bridge must close," Ada Bloom said.', "Ada Bloom", "said", id="quote-name-verb"),
        pytest.param('"The bridge must close," said Ada Bloom.', "Ada Bloom", "said", id="quote-verb-name"),
        pytest.param('Ada Bloom said, "The bridge must close."', "Ada Bloom", "said", id="name-verb-quote"),
        pytest.param('Ada Bloom: "The bridge must close."', "Ada Bloom", None, id="colon"),
        pytest.param(
            '"The bridge must close," said US Judge Ada Bloom, who chairs it.',
            "US Judge Ada Bloom",
            "said",
            id="US-is-not-us",
        ),
        pytest.param(
            '"The bridge must close by Friday."\n\n— Ada Bloom, mayor of Ashby\n\nRain fell.',
            "Ada Bloom",
            None,
            id="signature-below",
        ),
        pytest.param(
            '"The bridge must close," said Bert Reed.\n\n- Ada Bloom.',
            "Bert Reed",
            "said",
            id="a-tag-before-a-signature",
        ),
        pytest.param('"The bridge must close," Ada Bloom fumed.', "Ada Bloom", "fumed", id="unusual-verb"),
        pytest.param(
            '"The bridge must close," Ada Bloom, 30, of Marle, N.H., said in an interview.',
            "Ada Bloom",
            "said",
            id="age-and-place",
        ),
        pytest.param(
            '"The bridge must close," Ada Bloom, 67, a retired keeper in Marle, Pa., said on Monday.',
            "Ada Bloom",
            "said",
            id="age-trade-and-state",
        ),
        pytest.param(
            '"The bridge must close," Ada Bloom, of Marle, N.C., who was among those asked, said.',
            "Ada Bloom",
            "said",
            id="place-and-relative-clause",
        ),
        pytest.param(
            '"The bridge must close," Bert Ames, the mayor of Ashby, and Ada Bloom said.',
            "Ada Bloom",
            "said",
            id="an-aside-of-another",
        ),
        pytest.param(
            '"The bridge must close," Ada Bloom, the mayor of Ashby, said.',
            "Ada Bloom",
            "said",
            id="apposition",
        ),
        pytest.param(
            'Ada Bloom met the council on Monday, saying, "The bridge must close."',
            "Ada Bloom",
            None,
            id="participle",
        ),
        pytest.param(
            'According to the harbour office, "the bridge must close by Friday."',
            "the harbour office",
            "According to",
            id="according-to",
        ),
        pytest.param(
            '"The bridge must close," said a spokesman for the harbour office.',
            "a spokesman for the harbour office",
            "said",
            id="full-noun-phrase",
        ),
        pytest.param(
            'Ada Bloom told Tom Reed in a letter: "The bridge must close this week."',
            "Ada Bloom",
            "told",
            id="not-the-one-who-was-told",
        ),
        pytest.param(
            '"The bridge must close," Tom Reed wrote of Ada Bloom.',
            "Tom Reed",
            "wrote",
            id="not-the-one-talked-about",
        ),
        pytest.param(
            '"Why must the bridge close?" Ada Bloom asked.', "Ada Bloom", "asked", id="question-mark"
        ),
        pytest.param(
            '"He must go," she told reporters on Monday.', "she", "told", id="pronoun-inside-is-no-mention"
        ),
        pytest.param(
            "Tom Reed quoted Ada Bloom as saying: “We are tired of it.”",
            "Ada Bloom",
            None,
            id="whose-words-are-quoted",
        ),
        pytest.param(
            "Tom Reed remembers Ada Bloom saying, “We are tired of it.”",
            "Ada Bloom",
            None,
            id="whom-somebody-recalls",
        ),
        pytest.param(
            "Keepers interviewed by the Echo said: “We are tired.”",
            "Keepers",
            "said",
            id="not-who-asked-them",
        ),
        pytest.param(
            "A letter from Marle school, in Ostley Hill, north Quayside, said: “We write to tell you of it.”",
            "A letter",
            None,
            id="not-where-it-is",
        ),
    ],
)
def test_mention_and_cue(text, mention, cue):
    (quote,) = spoken(text)
    assert quote[1] == mention
    if cue is not None:
        assert quote[2] == cue


def test_a_second_sentence_carries_the_mention_on():
    text = '"The bridge must close," Ada Bloom said. "There is no other way to keep people safe."'
    assert [mention for _, mention, _ in spoken(text)] == ["Ada Bloom", "Ada Bloom"]


def test_an_interrupted_quotation_is_one_utterance():
    quotes = [
        q for q in statements('"The bridge," Ada Bloom said, "must close this week."') if q.kind == "direct"
    ]
    assert [q.mention.text for q in quotes] == ["Ada Bloom", "Ada Bloom"]
    assert quotes[1].continues is not None


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        pytest.param(
            "“The bridge is old.\n\n“It must close this week,” Ada Bloom said.",
            ["Ada Bloom", "Ada Bloom"],
            id="who-is-named-behind-the-last",
        ),
        pytest.param(
            "The council met on Monday.\n\n“The bridge is old.\n\n“It shakes.\n\n“It must close,” said Ada Bloom.",
            ["Ada Bloom"] * 3,
            id="over-three-paragraphs",
        ),
        pytest.param(
            "“The bridge is old,” Tom Reed said. “It shakes.\n\n“It must close,” he said, as Ada Bloom watched.",
            ["Tom Reed", "Tom Reed", "he"],
            id="but-who-is-named-before-it-stays",
        ),
        pytest.param(
            'Tom Reed writes in the Echo:\n\n"The bridge is old.\n\n“It must close,” Ada Bloom said.',
            ["Tom Reed", "Ada Bloom"],
            id="a-passage-set-in-other-marks-is-its-writers",
        ),
    ],
)
def test_paragraphs_of_one_quotation_have_one_speaker(text, mentions):
    assert [mention for _, mention, _ in spoken(text)] == mentions


def test_a_change_of_speakers():
    text = '"The bridge must close," Ada Bloom said.\n\n"It must not close," Tom Reed answered.'
    assert [mention for _, mention, _ in spoken(text)] == ["Ada Bloom", "Tom Reed"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('The film "Night Over Ashby Harbour" opened on Friday in two towns.', id="title"),
        pytest.param(
            'Ada Bloom said they sang "Night Over Ashby," "Wide Is the Quay" and "Home."', id="list-of-titles"
        ),
        pytest.param('The council\'s "harbour tsar", Tom Reed, walked the quay.', id="nickname"),
        pytest.param(
            'Ada Bloom called "Marle Today" host Tom Reed on Friday and said no more.', id="whose-show-it-is"
        ),
        pytest.param('The "Harbour Lights" star smiled as Tom Reed spoke.', id="who-is-known-for-it"),
        pytest.param('Ada Bloom tells of it in her memoir, "Keeper of the Quay."', id="title-of-a-book"),
        pytest.param(
            'If a comment breaks our rules, click the "flag" link beside it.', id="a-word-in-a-policy"
        ),
        pytest.param("The notion of “bad tides” is an old one here.", id="a-notion-says-nothing"),
        pytest.param("The phrase “tide reform” was heard once more in Ostley.", id="nor-a-phrase"),
    ],
)
def test_terms_are_nobodys_statement(text):
    assert spoken(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param('Ada Bloom said, "We will close the bridge."', ["direct"], id="whole-sentence"),
        pytest.param('"We will close it," Ada Bloom said.', ["direct"], id="before-its-cue"),
        pytest.param('"No," Ada Bloom said.', ["direct"], id="one-word-may-be-a-sentence"),
        pytest.param(
            'Ada Bloom said the bridge was "beyond all hope of repair" now.', ["mixed"], id="fragment"
        ),
        pytest.param(
            '"We came," Ada Bloom said, "and we saw the bridge."', ["direct", "direct"], id="goes-on-small"
        ),
        pytest.param(
            'Ada Bloom rose at 3 a.m. "We pick them now," she said.', ["direct"], id="behind-an-abbreviation"
        ),
    ],
)
def test_kinds(text, kinds):
    assert [q.kind for q in statements(text) if q.kind != "indirect"] == kinds


def test_a_fragment_follows_the_clause_around_it_when_that_is_surer():
    """One sentence, one speaker: the fragment's own mention gives way to the reported clause's."""
    quotes = statements(
        'Tom Reed met Ada Bloom. The council\'s plan is "far too bold", Ada Bloom said on Monday.'
    )
    assert {q.mention.text for q in quotes if "bold" in q.text} == {"Ada Bloom"}


def test_a_fragment_is_its_clauses_not_somebodys_named_in_the_source():
    """The obituary says it, not of whom it tells."""
    quotes = statements("An obituary for Ada Bloom stated that she “loved the harbour deeply and for long”.")
    assert {q.mention.text for q in quotes} == {"An obituary for Ada Bloom"}


def test_no_reported_clause_begins_inside_a_quotation():
    """A mark was lost, or a clause misread: words that begin in the middle of a quotation are nobody's report."""
    text = '"The bridge, she said, is old. "We told them," Ada Bloom said, "and they knew."'
    inside = [
        q for q in statements(text) if q.kind == "indirect" and "knew" in q.text and "We told" not in q.text
    ]
    assert inside == []


def test_spans_of_mention_and_cue_are_exact():
    text = '"The bridge must close," said Ada Bloom’s brother.\n\nAda Bloom’s note: "We must close it now."'
    for quote in statements(text):
        assert quote.span.of(text) == quote.text
        assert quote.mention is None or quote.mention.span.of(text) == quote.mention.text
        assert quote.cue is None or quote.cue.span.of(text) == quote.cue.text
        assert quote.context.covers(quote.span)
