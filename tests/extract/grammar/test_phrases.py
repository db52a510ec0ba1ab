"""Noun phrases that could name a speaker, with titles and complements, and without the verbs around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.extract.grammar.phrases import find_phrases
from api.extract.grammar.tokens import read_tokens


def phrases(text: str) -> list[str]:
    tokens = read_tokens(text)
    return [tokens.text_of(phrase.first, phrase.last) for phrase in find_phrases(tokens)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("Mayor Ada Bloom said no.", "Mayor Ada Bloom", id="title-and-name"),
        pytest.param(
            "Harbour spokeswoman Ada Bloom said no.", "Harbour spokeswoman Ada Bloom", id="role-inside"
        ),
        pytest.param("Sen. John F. Ash said no.", "Sen. John F. Ash", id="abbreviation-and-initial"),
        pytest.param("Ursula von der Lind said no.", "Ursula von der Lind", id="small-words-in-a-name"),
        pytest.param("She said no.", "She", id="pronoun"),
        pytest.param("He’s right, Ash said.", "He’s", id="pronoun-with-a-verb"),
        pytest.param("Others said no.", "Others", id="quantifier"),
        pytest.param("The town's mayor said no.", "The town's mayor", id="possessive-goes-on"),
        pytest.param("Critics said no.", "Critics", id="bare-plural"),
        pytest.param("The research concludes: no.", "The research", id="a-thing-and-what-it-says"),
        pytest.param("The petition claims that it rained.", "The petition", id="a-paper-claims"),
        pytest.param("The main questions: who and why.", "The main questions", id="a-plural-noun"),
        pytest.param(
            "The letter cites “evidence” of it.", "The letter", id="what-a-document-does-with-a-quotation"
        ),
        pytest.param("The advisory goes on to warn.", "The advisory", id="what-a-document-does"),
        pytest.param(
            "The think tank warns of it.", "The think tank", id="a-body-without-a-noun-of-ours-warns"
        ),
        pytest.param("Article 49 defines trade as “work.”", "Article 49", id="behind-a-number"),
        pytest.param("The harbour calls were loud.", "The harbour calls", id="calls-may-be-a-noun"),
        pytest.param(
            "A spokesman for the Reed campaign said no.",
            "A spokesman for the Reed campaign",
            id="spokesman-for",
        ),
        pytest.param(
            "A former harbour official with long experience in the region said no.",
            "A former harbour official with long experience in the region",
            id="with-and-in",
        ),
        pytest.param(
            "Two people familiar with the plans said no.",
            "Two people familiar with the plans",
            id="familiar-with",
        ),
        pytest.param(
            "His standing improved after the vote.", "His standing", id="a-past-form-ends-the-phrase"
        ),
        pytest.param(
            "An executive order was signed.", "An executive order", id="a-base-form-after-a-singular-noun"
        ),
        pytest.param("The mayors order more sand.", "The mayors", id="a-base-form-after-a-plural-is-a-verb"),
        pytest.param("Will wrote a book.", "Will", id="a-name-that-looks-like-a-function-word"),
        pytest.param("Bloom tearfully asked for more.", "Bloom", id="an-adverb-before-its-verb"),
        pytest.param("The company previously reported a loss.", "The company", id="an-adverb-behind-a-noun"),
        pytest.param("The Reed family asked for more.", "The Reed family", id="a-noun-in-ly"),
        pytest.param("The Ostley weekly reported a loss.", "The Ostley weekly", id="a-paper-in-ly"),
        pytest.param("Bloom Tuesday asked for more.", "Bloom", id="a-day-before-the-verb"),
        pytest.param(
            "Lawyers in Ostley and Marle say no.", "Lawyers in Ostley and Marle", id="people-of-two-places"
        ),
        pytest.param("Mr. Bloom last week asked for more.", "Mr. Bloom", id="a-week-before-the-verb"),
        pytest.param(
            "The Quay Lady quietly tore into them.", "The Quay Lady", id="a-verb-that-we-don't-list"
        ),
        pytest.param("Unfortunately, the mayor said no.", "the mayor", id="an-adverb-of-the-whole-sentence"),
        pytest.param("The secretary of state said no.", "The secretary of state", id="a-noun-behind-of"),
        pytest.param("The petition reads badly.", "The petition", id="what-a-document-does"),
        pytest.param("The letter states it.", "The letter", id="what-a-letter-does"),
        pytest.param("Ada Della said no.", "Ada Della", id="a-surname-that-is-a-particle"),
        pytest.param("The Sunday Post asked for more.", "The Sunday Post", id="a-day-in-a-name"),
    ],
)
def test_first_phrase(text, first):
    assert phrases(text)[0] == first


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It rained.", id="it-may-speak"),
    ],
)
def test_pronouns_of_things_are_candidates(text):
    assert phrases(text) == ["It"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Let’s say it rains.", ["it"], id="let-us"),
        pytest.param("Don’t tell the pilots.", ["the pilots"], id="do-not"),
        pytest.param("Ash can't say.", ["Ash"], id="behind-a-name"),
        pytest.param(
            "The timing doesn’t worry pilot Ada Bloom.", ["The timing", "pilot Ada Bloom"], id="between-two"
        ),
    ],
)
def test_a_contraction_is_no_part_of_a_phrase(text, found):
    assert phrases(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("On Sunday evening Ada Bloom said no.", "Ada Bloom", id="a-day"),
        pytest.param("Earlier this year Professor Bloom said no.", "Professor Bloom", id="a-year"),
        pytest.param("He told the Sunday Echo on board.", "the Sunday Echo", id="a-paper"),
        pytest.param("In this year Orr won.", "Orr", id="with-a-preposition"),
    ],
)
def test_a_time_before_a_name_is_no_part_of_it(text, found):
    assert found in phrases(text)


def test_what_cannot_speak_is_left_out():
    assert phrases("yesterday rain fell on dry fields") == []


@given(st.text(alphabet="aA .,'’TheofMr\n", max_size=150))
def test_phrases_are_in_order_and_apart(text):
    tokens = read_tokens(text)
    end = 0
    for phrase in find_phrases(tokens):
        assert end <= phrase.first <= phrase.head <= phrase.last < len(tokens.words)
        assert tokens.sentence_of[phrase.first] == tokens.sentence_of[phrase.head]
        end = phrase.last + 1
