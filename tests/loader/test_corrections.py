"""What a curator knows better; and that no correction vanishes in silence."""

from dataclasses import replace

import pytest
from articles import BODY, article, bridge_article, said, spoken_by

from api.loader.corrections import Corrector
from api.loader.curation import Correction, CuratedSpeaker, CuratedTag, Curation, QuoteCorrection
from api.loader.ids import article_id
from api.model import Tag

ANA = CuratedSpeaker("Ana Ruiz", id="ana-ruiz", aliases=("The Mayor",))
WHY = "The sentence says so."


def correct(item, it=None, speakers=(ANA,)):
    """Apply one QuoteCorrection to an article; return the article and the problems."""
    it = it or bridge_article()
    curation = Curation(speakers=speakers, corrections=(Correction(it.path, (item,)),))
    return Corrector(curation).correct(article_id(it), it)


def quotes_of(it):
    return {quote.text: quote for quote in it.quotes}


@pytest.mark.parametrize("named", ["ana-ruiz", "Ana Ruiz", "the mayor"])
def test_a_quote_is_attributed_by_id_name_or_alias(named):
    corrected, problems = correct(QuoteCorrection("attribute", "a gift to the", WHY, speaker=named))
    quote = quotes_of(corrected)["a gift to the builders"]

    assert problems == []
    assert (quote.speaker.name, quote.method, quote.confidence, quote.reason) == (
        "Ana Ruiz",
        "curated",
        1.0,
        None,
    )


def test_a_quote_is_attributed_to_somebody_new():
    corrected, _ = correct(QuoteCorrection("attribute", "a gift", WHY, speaker="Bo Quill"))

    assert quotes_of(corrected)["a gift to the builders"].speaker.name == "Bo Quill"


@pytest.mark.parametrize("speakers", [(), (ANA,)], ids=["of the article", "curated"])
def test_the_id_of_a_speaker_is_as_good_as_the_name(speakers):
    """Whoever corrects takes the id from the page; it had become the name of somebody new."""
    corrected, problems = correct(
        QuoteCorrection("attribute", "a gift", WHY, speaker="ana-ruiz"), speakers=speakers
    )

    assert problems == []
    assert quotes_of(corrected)["a gift to the builders"].speaker.name == "Ana Ruiz"


@pytest.mark.parametrize("action", ["attribute", "add"])
@pytest.mark.parametrize("named", ["ana-ruis", "a-ferryman--bridge", "bo-quill"])
def test_an_id_that_nobody_has_makes_nobody_new(action, named):
    words = {"attribute": "a gift", "add": "The bridge over the Dray is closed"}[action]
    corrected, problems = correct(QuoteCorrection(action, words, WHY, speaker=named, kind="mixed"))

    assert corrected == bridge_article()
    assert problems == [
        f'corrections.yaml: article "{bridge_article().path}": {action} "{words}": "{named}" is neither in '
        "speakers.yaml nor the id of a speaker of the article; expected one of these, or a name as it is printed"
    ]


def test_a_speaker_of_the_article_keeps_his_kind():
    corrected, _ = correct(QuoteCorrection("attribute", "a gift", WHY, speaker="a ferryman"))

    assert quotes_of(corrected)["a gift to the builders"].speaker.kind == "anonymous"


def test_a_quote_is_attributed_to_nobody():
    corrected, _ = correct(QuoteCorrection("attribute", "We will", "It is a slogan."))
    quote = corrected.quotes[0]

    assert (quote.speaker, quote.mention, quote.confidence) == (None, None, 0.0)
    assert "It is a slogan." in quote.reason


def test_a_printed_name_of_somebody_else_is_no_evidence_for_the_new_speaker():
    corrected, _ = correct(QuoteCorrection("attribute", "We will", WHY, speaker="Tom Lee"))

    assert corrected.quotes[0].mention is None


def test_a_printed_pronoun_may_be_the_new_speaker():
    it = bridge_article()
    corrected, _ = correct(QuoteCorrection("attribute", "Not once", WHY, speaker="Tom Lee"), it)

    assert quotes_of(corrected)["Not once,"].mention.text == "he"


def test_a_quote_is_rejected_and_the_utterance_goes_on_from_before():
    it = spoken_by("Ana Ruiz", "Ana Ruiz", "Ana Ruiz")
    first, second, third = it.quotes
    it = replace(it, quotes=(first, replace(second, continues=0), replace(third, continues=1)))

    corrected, _ = correct(QuoteCorrection("reject", second.text, WHY), it)

    assert [quote.text for quote in corrected.quotes] == [first.text, third.text]
    assert [quote.continues for quote in corrected.quotes] == [None, 0]


def test_a_quote_that_others_went_on_from_is_rejected():
    corrected, _ = correct(QuoteCorrection("reject", "Nobody asked", WHY))

    assert [quote.continues for quote in corrected.quotes] == [None, None, None]


def test_a_quote_is_of_another_kind():
    corrected, _ = correct(QuoteCorrection("retag", "a gift", WHY, kind="mixed"))

    assert quotes_of(corrected)["a gift to the builders"].kind == "mixed"
    assert quotes_of(corrected)["a gift to the builders"].method == "none"


def test_a_quote_is_added_where_it_stands():
    it = bridge_article()
    corrected, problems = correct(
        QuoteCorrection("add", "She thanked the ferrymen.", WHY, "ana-ruiz", "indirect"), it
    )
    added = corrected.quotes[1]

    assert problems == []
    assert added.span.of(it.body) == added.text == "She thanked the ferrymen."
    assert (added.kind, added.paragraph, added.speaker.name, added.method) == (
        "indirect",
        1,
        "Ana Ruiz",
        "curated",
    )
    assert added.context.of(it.body) == it.body.split("\n\n")[1]
    assert quotes_of(corrected)["Not once,"].continues == 2, "those behind it have moved"


@pytest.mark.parametrize(
    "words",
    [
        '"We will rebuild',
        "“We  will\nrebuild",
        "We will rebuild the bridge before winter,",
        "We will rebuild",
    ],
)
def test_marks_and_white_space_make_no_difference(words):
    _, problems = correct(QuoteCorrection("reject", words, WHY))

    assert problems == []


def test_curly_and_straight_apostrophes_are_equal():
    body = "“They don’t care,” said Ana Ruiz."
    it = article("a.txt", said(body, "They don’t care,", "Ana Ruiz"), body=body)

    assert correct(QuoteCorrection("reject", "They don't", WHY), it)[1] == []
    assert (
        correct(
            QuoteCorrection("add", "They don't care,", WHY, "Ana Ruiz", "direct"), article("a.txt", body=body)
        )[1]
        == []
    )


def test_the_whole_words_of_a_quote_go_before_the_opening_of_another():
    body = "“Yes,” said Ana Ruiz. “Yes, we can,” said Tom Lee."
    it = article("a.txt", said(body, "Yes,", "Ana Ruiz"), said(body, "Yes, we can,", "Tom Lee"), body=body)

    corrected, problems = correct(QuoteCorrection("reject", "Yes,", WHY), it)

    assert problems == []
    assert [quote.text for quote in corrected.quotes] == ["Yes, we can,"]


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        pytest.param(QuoteCorrection("reject", "We won’t", WHY), "no quote", id="matches nothing"),
        pytest.param(QuoteCorrection("reject", "N", WHY), "2 quotes", id="matches two"),
        pytest.param(
            QuoteCorrection("add", "Not in the text", WHY, None, "direct"), "not in the", id="not in the body"
        ),
        pytest.param(
            QuoteCorrection("add", "the", WHY, None, "direct"), "times", id="in the body more than once"
        ),
        pytest.param(
            QuoteCorrection("add", "Nobody asked us", WHY, None, "direct"), "already", id="found already"
        ),
    ],
)
def test_a_correction_without_effect_is_reported(item, reason):
    before = bridge_article()

    after, problems = correct(item, before)

    assert after == before
    (problem,) = problems
    assert problem.startswith(f'corrections.yaml: article "bridge.txt": {item.action} "{item.quote}": ')
    assert reason in problem


def test_a_correction_of_an_article_that_is_not_there_is_reported():
    corrector = Corrector(Curation(corrections=(Correction("gone.txt"), Correction("bridge.txt"))))
    corrector.correct("some-id", bridge_article())

    (problem,) = corrector.without_article()

    assert '"gone.txt"' in problem


def test_an_article_is_named_by_id_or_by_path():
    it = bridge_article(declared_id="bridge")
    item = QuoteCorrection("reject", "We will", WHY)
    corrector = Corrector(
        Curation(corrections=(Correction("bridge", (item,)), Correction("bridge.txt", add_tags=("New",))))
    )

    corrected, problems = corrector.correct("bridge", it)

    assert problems == []
    assert list(corrector.without_article()) == []
    assert len(corrected.quotes) == len(it.quotes) - 1
    assert Tag("New", "curated") in corrected.metadata.tags


def test_a_tag_is_removed_under_any_of_its_names():
    it = bridge_article(
        tags=(Tag("bridge", "publisher"), Tag("Bridges", "derived"), Tag("Town", "publisher"))
    )
    vocabulary = (CuratedTag("Bridges", id="bridges", aliases=("bridge",)),)
    correction = Correction(it.path, remove_tags=("bridges", "Nothing"))

    corrected, problems = Corrector(Curation(tags=vocabulary, corrections=(correction,))).correct("x", it)

    assert corrected.metadata.tags == (Tag("Town", "publisher"),)
    assert len(problems) == 1
    assert '"Nothing"' in problems[0]


def test_spans_hold_after_every_correction():
    for item in (
        QuoteCorrection("reject", "We will", WHY),
        QuoteCorrection("add", "She thanked the ferrymen.", WHY, "Ana Ruiz", "indirect"),
        QuoteCorrection("attribute", "a gift", WHY, "Tom Lee"),
    ):
        corrected, _ = correct(item)

        assert all(quote.span.of(BODY) == quote.text for quote in corrected.quotes)
        assert [quote.span.start for quote in corrected.quotes] == sorted(
            quote.span.start for quote in corrected.quotes
        )
