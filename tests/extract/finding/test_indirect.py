"""Reported speech, one trap a row: text, then what is reported as (source, cue, pieces)."""

import sys

import pytest
from reported import Row, reported_in, rows_of

from api.extract.finding.indirect import find_reported
from api.extract.finding.quotes import find_quoted
from api.extract.finding.scene import Scene
from api.extract.grammar.phrases import find_phrases
from api.extract.grammar.tokens import read_tokens

FOUND = [
    pytest.param(
        "Ada Bloom said the bridge would reopen in May.",
        ("Ada Bloom", "said", ("the bridge would reopen in May",)),
        id="clause-without-that",
    ),
    pytest.param(
        "The council announced on Tuesday that the bridge would close.",
        ("The council", "announced", ("that the bridge would close",)),
        id="day-between-cue-and-that",
    ),
    pytest.param(
        "Ada Bloom, 67, a retired keeper in Marle, Pa., said that the tolls were too high.",
        ("Ada Bloom", "said", ("that the tolls were too high",)),
        id="age-trade-and-state-between-subject-and-verb",
    ),
    pytest.param(
        "Reed on Monday said the tolls were too high.",
        ("Reed", "said", ("the tolls were too high",)),
        id="day-between-subject-and-verb",
    ),
    pytest.param(
        "Connolly said the tolls were too high.",
        ("Connolly", "said", ("the tolls were too high",)),
        id="surname-like-an-adverb",
    ),
    pytest.param(
        "Prime Minister Theresa May said the tolls were too high.",
        ("Prime Minister Theresa May", "said", ("the tolls were too high",)),
        id="surname-like-an-auxiliary",
    ),
    pytest.param(
        "Rose said the tolls were too high.",
        ("Rose", "said", ("the tolls were too high",)),
        id="surname-like-a-verb",
    ),
    pytest.param(
        "Last week, Winter told them that the tolls were too high.",
        ("Winter", "told", ("that the tolls were too high",)),
        id="surname-like-a-time",
    ),
    pytest.param(
        "Reed at the time vowed that the tolls would fall.",
        ("Reed", "vowed", ("that the tolls would fall",)),
        id="at-the-time-between-subject-and-verb",
    ),
    pytest.param(
        "A long Ellery Post report Sunday also said the tolls were too high.",
        ("A long Ellery Post report Sunday", "said", ("the tolls were too high",)),
        id="noun-like-a-verb-and-a-day-between-subject-and-verb",
    ),
    pytest.param(
        "Reed signed an executive order, saying that the tolls were too high.",
        ("Reed", "saying", ("that the tolls were too high",)),
        id="order-of-an-executive-order-is-no-verb",
    ),
    pytest.param(
        "Reed left over the use of a private email server, saying that the tolls were too high.",
        ("Reed", "saying", ("that the tolls were too high",)),
        id="email-inside-a-longer-phrase-is-no-verb",
    ),
    pytest.param(
        "Some estimate that the tolls were too high.",
        ("Some", "estimate", ("that the tolls were too high",)),
        id="some-estimate",
    ),
    pytest.param(
        "Reed left for the United States, saying that the tolls were too high.",
        ("Reed", "saying", ("that the tolls were too high",)),
        id="states-of-the-united-states-is-no-verb",
    ),
    pytest.param(
        "Ada Bloom in a statement noted that the tolls were too high.",
        ("Ada Bloom", "noted", ("that the tolls were too high",)),
        id="occasion-between-subject-and-verb",
    ),
    pytest.param(
        "Reed told reporters that the tolls were too high.",
        ("Reed", "told", ("that the tolls were too high",)),
        id="addressee-is-not-reported",
    ),
    pytest.param(
        "The tolls are too high, Reed said.",
        ("Reed", "said", ("The tolls are too high",)),
        id="clause-before",
    ),
    pytest.param(
        "The tolls are too high, Reed said on Monday.",
        ("Reed", "said", ("The tolls are too high",)),
        id="clause-before-and-a-day-behind",
    ),
    pytest.param(
        "The ferry sank off Ashby, the coastguard said in a statement.",
        ("the coastguard", "said", ("The ferry sank off Ashby",)),
        id="clause-before-and-an-occasion-behind",
    ),
    pytest.param(
        "The ferry will not sail again, Bloom told the Ashby Echo on Friday.",
        ("Bloom", "told", ("The ferry will not sail again",)),
        id="clause-before-and-addressee-and-day-behind",
    ),
    pytest.param(
        "Bloom pointed out that the tolls were too high.",
        ("Bloom", "pointed", ("that the tolls were too high",)),
        id="the-particle-is-not-reported",
    ),
    pytest.param(
        "The ferry carried 4,000 people last year, according to Bloom, senior keeper of the harbour.",
        ("Bloom", "according to", ("The ferry carried 4,000 people last year",)),
        id="according-to-somebody-with-an-apposition",
    ),
    pytest.param(
        "Bloom told the police that the ferry had sunk, Reed wrote.",
        ("Bloom", "told", ("that the ferry had sunk",)),
        id="who-tells-it-all-is-not-reported",
    ),
    pytest.param(
        "The tolls are too high, said Owen Reed, a retired ferryman.",
        ("Owen Reed", "said", ("The tolls are too high",)),
        id="clause-before-verb-first",
    ),
    pytest.param(
        "The tolls, Reed said, are too high for most families.",
        ("Reed", "said", ("The tolls", "are too high for most families")),
        id="interrupted-joined-on-both-sides",
    ),
    pytest.param(
        "The man who found her, Bert Orr, said that the ferry was late.",
        ("Bert Orr", "said", ("that the ferry was late",)),
        id="named-behind-a-relative",
    ),
    pytest.param(
        "One keeper not on the list, Ada Bloom, told the Echo the ferry was late.",
        ("Ada Bloom", "told", ("the ferry was late",)),
        id="named-behind-more-of-her",
    ),
    pytest.param(
        "The ferry carried 4,000 people last year, per the Echo.",
        ("the Echo", "per", ("The ferry carried 4,000 people last year",)),
        id="per-behind",
    ),
    pytest.param(
        "As per a report by the Echo, the ferry carried 4,000 people last year.",
        ("a report by the Echo", "per", ("the ferry carried 4,000 people last year",)),
        id="as-per-in-front",
    ),
    pytest.param(
        "The ferry carried 4,000 people last year, according to the harbour office.",
        ("the harbour office", "according to", ("The ferry carried 4,000 people last year",)),
        id="according-to-behind",
    ),
    pytest.param(
        "According to Bloom, the ferry will not sail again.",
        ("Bloom", "According to", ("the ferry will not sail again",)),
        id="according-to-in-front-is-no-apposition",
    ),
    pytest.param(
        "Bloom, the mayor of Ashby, said the ferry would not sail again.",
        ("Bloom", "said", ("the ferry would not sail again",)),
        id="apposition-between-subject-and-verb",
    ),
    pytest.param(
        "Bloom urged the council to repair the ferry.",
        ("Bloom", "urged", ("the council to repair the ferry",)),
        id="verb-object-infinitive",
    ),
    pytest.param(
        "Bloom has repeatedly insisted that she never met the owner.",
        ("Bloom", "insisted", ("that she never met the owner",)),
        id="auxiliary-and-adverb",
    ),
    pytest.param(
        "Bloom went on to say that the owner had lied.",
        ("Bloom", "say", ("that the owner had lied",)),
        id="governed-infinitive",
    ),
    pytest.param(
        "Bloom left the meeting early, saying that the owner had lied.",
        ("Bloom", "saying", ("that the owner had lied",)),
        id="participle-takes-the-clause's-subject",
    ),
    pytest.param(
        "Bloom criticised the owner and said that he had lied.",
        ("Bloom", "said", ("that he had lied",)),
        id="coordinated-verb-shares-the-subject",
    ),
    pytest.param(
        "Bloom said the ferry was “a floating coffin” and should be scrapped.",
        ("Bloom", "said", ("the ferry was “a floating coffin” and should be scrapped",)),
        id="mixed-clause-covers-its-fragment",
    ),
    pytest.param(
        "She’s said that the ferry will sail again.",
        ("She", "said", ("that the ferry will sail again",)),
        id="contracted-auxiliary-is-no-name",
    ),
    pytest.param(
        "Ada Bloom said there is a risk of ice on the quay.",
        ("Ada Bloom", "said", ("there is a risk of ice on the quay",)),
        id="there-belongs-to-the-clause",
    ),
    pytest.param(
        "The ferry is laid up until May, the coastguard said, citing the ice.",
        ("the coastguard", "said", ("The ferry is laid up until May",)),
        id="clause-before-and-a-participle-behind",
    ),
    pytest.param(
        "The ferry was late again, Reed said on Monday, as storms closed the harbour.",
        ("Reed", "said", ("The ferry was late again",)),
        id="clause-before-and-a-circumstance-behind",
    ),
    pytest.param(
        "The ferry will be sold in spring, a person familiar with the plans told the Echo.",
        ("a person familiar with the plans", "told", ("The ferry will be sold in spring",)),
        id="clause-before-and-only-an-addressee-behind",
    ),
    pytest.param(
        "Bloom said at the time the cause of the fire was unknown.",
        ("Bloom", "said", ("the cause of the fire was unknown",)),
        id="at-the-time-between-cue-and-clause",
    ),
    pytest.param(
        "Bloom said this past weekend the ferry would be sold.",
        ("Bloom", "said", ("the ferry would be sold",)),
        id="past-weekend-between-cue-and-clause",
    ),
    pytest.param(
        "Bloom said Monday night the ferry would be sold.",
        ("Bloom", "said", ("the ferry would be sold",)),
        id="night-between-cue-and-clause",
    ),
    pytest.param(
        "Bloom said late Monday the ferry would be sold.",
        ("Bloom", "said", ("the ferry would be sold",)),
        id="late-on-a-day-between-cue-and-clause",
    ),
    pytest.param(
        "Two sailors rescued in Cape Reed said the mast was rotten.",
        ("Two sailors", "said", ("the mast was rotten",)),
        id="participle-between-subject-and-verb",
    ),
    pytest.param(
        "A woman who was robbed by Rex Ames said the quay was dark.",
        ("A woman", "said", ("the quay was dark",)),
        id="relative-clause-between-subject-and-verb",
    ),
    pytest.param(
        "Friends of sailors who left for Ashby in 2023 said they were cold.",
        ("Friends of sailors", "said", ("they were cold",)),
        id="a-year-says-nothing",
    ),
    pytest.param(
        "The ferry sailed on, with the mayor of Ashby saying that the tolls were fair.",
        ("the mayor of Ashby", "saying", ("that the tolls were fair",)),
        id="with-somebody-saying",
    ),
    pytest.param(
        "Two boats were lost, the mayor, Ada Bloom, wrote on Facebook, asking for help.",
        ("the mayor, Ada Bloom", "wrote", ("Two boats were lost",)),
        id="clause-before-and-a-platform-behind",
    ),
    pytest.param(
        "The coastguard said about forty of the boats would be lost in the storm.",
        ("The coastguard", "said", ("about forty of the boats would be lost in the storm",)),
        id="about-is-a-number-s",
    ),
    pytest.param(
        "A day after Reed announced that he would go, Bloom left the council, saying it was late.",
        ("Bloom", "saying", ("it was late",)),
        id="participle-behind-a-fronted-clause",
    ),
    pytest.param(
        "Reed shook as he spoke, saying he was scared of the sea.",
        ("he", "saying", ("he was scared of the sea",)),
        id="participle-behind-a-clause-that-is-not-fronted",
    ),
    pytest.param(
        "Ada Bloom, a keeper of the light in Ashby, who sails herself, said the ferry was safe.",
        ("Ada Bloom", "said", ("the ferry was safe",)),
        id="apposition-and-relative-clause",
    ),
    pytest.param(
        "As the owners stated, missing tickets do not mean that nobody sailed.",
        ("the owners", "stated", ("missing tickets do not mean that nobody sailed",)),
        id="as-they-said-before-a-participle-that-is-part-of-a-noun",
    ),
    pytest.param(
        "The pier is shut, according to newly released emails.",
        ("newly released emails", "according to", ("The pier is shut",)),
        id="a-participle-before-the-source",
    ),
    pytest.param(
        "Reed wrote on Truth Social the pier would shut.",
        ("Reed", "wrote", ("the pier would shut",)),
        id="where-it-is-posted-is-not-reported",
    ),
    pytest.param(
        "The pier is shut, according to the harbour mayor, Bert Orr.",
        ("the harbour mayor, Bert Orr", "according to", ("The pier is shut",)),
        id="a-description-and-its-name",
    ),
    pytest.param(
        "The pier is shut, Zxander Orr, a spokesman for the quay said.",
        ("a spokesman for the quay", "said", ("The pier is shut",)),
        id="a-comma-left-out",
    ),
    pytest.param(
        "Lawyers representing Bloom and the Quay Trust said the pier was safe.",
        ("Lawyers", "said", ("the pier was safe",)),
        id="for-whom-they-speak",
    ),
    pytest.param(
        "Families of at least nine sailors said the mast was rotten.",
        ("Families of at least nine sailors", "said", ("the mast was rotten",)),
        id="of-at-least-nine",
    ),
    pytest.param(
        "Last week Bloom claimed the mast was rotten.",
        ("Bloom", "claimed", ("the mast was rotten",)),
        id="a-time-in-front-is-no-part-of-a-name",
    ),
    pytest.param(
        "The council heard that Bloom said the mast was rotten.",
        ("Bloom", "said", ("the mast was rotten",)),
        id="that-is-no-part-of-a-name",
    ),
    pytest.param(
        "Reed told the court that at least nine boats had been lost.",
        ("Reed", "told", ("that at least nine boats had been lost",)),
        id="at-least-behind-that",
    ),
    pytest.param(
        "Bloom said at least nine separate boats had been lost.",
        ("Bloom", "said", ("at least nine separate boats had been lost",)),
        id="at-least-opens-a-clause",
    ),
    pytest.param(
        "Bloom said nearly 600 boats had been lost.",
        ("Bloom", "said", ("nearly 600 boats had been lost",)),
        id="nearly-belongs-to-the-clause",
    ),
    pytest.param(
        "Reed urged the keepers to build a quay that would last.",
        ("Reed", "urged", ("the keepers to build a quay that would last",)),
        id="that-behind-an-infinitive-and-its-object",
    ),
    pytest.param(
        "Reed vowed to firmly defend the quay and warned that the storms would come.",
        ("Reed", "vowed", ("to firmly defend the quay",)),
        id="what-is-promised-before-what-is-warned-of",
    ),
    pytest.param(
        "Bloom declined to say whether the quay would close.",
        ("Bloom", "say", ("whether the quay would close",)),
        id="declined-to-say",
    ),
    pytest.param(
        "In a March report on the tolls, Ada Bloom stated that the quay was old, adding that it would close.",
        ("Ada Bloom", "adding", ("that it would close",)),
        id="a-report-says-nothing-before-its-author-does",
    ),
    pytest.param(
        "Sales of eels fell by a third last year, say keepers.",
        ("keepers", "say", ("Sales of eels fell by a third last year",)),
        id="clause-before-and-several-behind-the-verb",
    ),
    pytest.param(
        "The office builds piers, among other things, said Orr, senior keeper of the quay.",
        ("Orr", "said", ("The office builds piers, among other things",)),
        id="verb-first-behind-a-clause-that-ends-like-an-aside",
    ),
    pytest.param(
        "As reported by the Marle Echo, there are nine boats in the harbour.",
        ("the Marle Echo", "reported", ("there are nine boats in the harbour",)),
        id="as-reported-by-somebody",
    ),
    pytest.param(
        "The quay was described by the keeper, Bert Orr, as a disgrace to Marle.",
        ("the keeper, Bert Orr", "described", ("as a disgrace to Marle",)),
        id="described-by-somebody-with-a-name-behind",
    ),
    pytest.param(
        "Keepers said in court on Thursday they had found nine boats.",
        ("Keepers", "said", ("they had found nine boats",)),
        id="where-it-is-said-before-a-clause-without-that",
    ),
    pytest.param(
        "The quay is old, according to Western estimates.",
        ("Western estimates", "according to", ("The quay is old",)),
        id="according-to-a-noun-that-looks-like-a-verb",
    ),
    pytest.param(
        "The quay is old, according to Marle state keeper Ada Bloom.",
        ("Marle state keeper Ada Bloom", "according to", ("The quay is old",)),
        id="according-to-a-name-behind-such-a-noun",
    ),
    pytest.param(
        "The quay is old, according to a police report seen by the Echo.",
        ("a police report", "according to", ("The quay is old",)),
        id="according-to-what-was-seen",
    ),
    pytest.param(
        "The quay is old, according to polling from the Quay Centre, a body that counts piers.",
        ("polling from the Quay Centre", "according to", ("The quay is old",)),
        id="according-to-bare-nouns-with-what-depends-on-them",
    ),
    pytest.param(
        "Bloom claimed without evidence that the quay leaks.",
        ("Bloom", "claimed", ("that the quay leaks",)),
        id="without-evidence-between-cue-and-that",
    ),
    pytest.param(
        "Bloom said a day after the storm at the quay that all was well.",
        ("Bloom", "said", ("that all was well",)),
        id="a-day-after-between-cue-and-that",
    ),
    pytest.param(
        "The council has said calls for an audit are misguided.",
        ("The council", "said", ("calls for an audit are misguided",)),
        id="a-noun-like-a-verb-opens-what-is-said",
    ),
    pytest.param(
        "The two keepers who came as members of the Quay Council said they were cold.",
        ("two keepers", "said", ("they were cold",)),
        id="as-what-they-came",
    ),
    pytest.param(
        "Reed has accused Bloom of lying and has called on her to go.",
        ("Reed", "accused", ("Bloom of lying",)),
        id="has-accused-and-has-called",
    ),
    pytest.param(
        "Bloom said in response to questions about the tolls at the quay on Monday that it would close.",
        ("Bloom", "said", ("that it would close",)),
        id="that-far-behind-the-verb",
    ),
    pytest.param(
        "Bloom said in March 2024 the tolls would rise.",
        ("Bloom", "said", ("the tolls would rise",)),
        id="month-and-year-between-cue-and-clause",
    ),
    pytest.param(
        "Nine boats were lost, the council reported in October.",
        ("the council", "reported", ("Nine boats were lost",)),
        id="clause-before-and-a-month-behind",
    ),
    pytest.param(
        "Bloom told the Marle Echo, a paper of sailors, the tolls would rise.",
        ("Bloom", "told", ("the tolls would rise",)),
        id="who-the-addressee-is",
    ),
    pytest.param(
        "The keepers who came down through narrow lanes said they were cold.",
        ("The keepers", "said", ("they were cold",)),
        id="relative-clause-that-ends-in-a-bare-noun",
    ),
    pytest.param(
        "The keepers signaled that, after the storms pass, boats could sail again.",
        ("The keepers", "signaled", ("that, after the storms pass, boats could sail again",)),
        id="that-alone-is-nothing-said",
    ),
    pytest.param(
        "Bloom said tonight was too early to sail.",
        ("Bloom", "said", ("tonight was too early to sail",)),
        id="a-day-that-is-a-subject",
    ),
    pytest.param(
        "Bloom said Emily would sail in May.",
        ("Bloom", "said", ("Emily would sail in May",)),
        id="a-name-in-ly-is-no-adverb",
    ),
    pytest.param(
        "Reed said they decided that.",
        ("Reed", "said", ("they decided that",)),
        id="that-at-the-end-opens-nothing",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_reported_clause_is_found_with_its_source_and_extent(text: str, expected: Row) -> None:
    assert expected in rows_of(text)


CUT = [
    pytest.param(
        "Bloom said the ferry was safe, adding that she used it daily.",
        "the ferry was safe",
        id="participle-goes-on",
    ),
    pytest.param(
        "Although Bloom said the ferry was safe, she never used it herself.",
        "the ferry was safe",
        id="subordinate-clause-closes",
    ),
    pytest.param(
        "Keepers argue that the quay is safe and dry, but sailors say that it leaks.",
        "that the quay is safe and dry",
        id="others-say-otherwise",
    ),
    pytest.param(
        "Bloom said the quay leaked badly and said the keepers knew it.",
        "the quay leaked badly",
        id="says-more",
    ),
    pytest.param(
        "Bloom said the quay “leaks badly in every storm of the year,” adding that the keepers knew it.",
        "the quay “leaks badly in every storm of the year,",
        id="adding-behind-a-closing-mark",
    ),
    pytest.param(
        "Bloom argued that although Reed said he was sorry, the quay should close.",
        "that although Reed said he was sorry, the quay should close",
        id="a-clause-in-what-is-said",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_reported_clause_ends_where_the_reporter_goes_on(text: str, expected: str) -> None:
    assert expected in [pieces[0] for _, _, pieces in rows_of(text)]


def test_words_inside_marks_are_no_cues() -> None:
    """What a speaker reports inside the quotation is not the reporter's attribution."""
    text = "“Bloom said the ferry was safe and I believed her,” Reed wrote."

    assert all(row[1] != "said" for row in rows_of(text))


def test_confidence_is_a_probability() -> None:
    """Every item carries a probability above the threshold that kept it."""
    found = reported_in("Bloom said the ferry was safe. Reed thinks the tolls are too high.")

    assert found
    assert all(0.4 < item.confidence <= 1 for item in found)


HOSTILE = [
    pytest.param("said ", id="cues"),
    pytest.param("Bloom said, ", id="subject-cue-comma"),
    pytest.param(", ", id="commas"),
    pytest.param("A ", id="capitals"),
    pytest.param("“ ", id="marks"),
    pytest.param("that and which ", id="clause-words"),
    pytest.param("according to ", id="according-to"),
    pytest.param("Bloom (", id="brackets"),
    pytest.param("saying, ", id="participles"),
    pytest.param("to say ", id="infinitives"),
]


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("stop", ["", ". "], ids=["one-endless-sentence", "many-sentences"])
def test_time_grows_with_the_length_of_hostile_text(unit: str, stop: str) -> None:
    """Eight times the text takes at most about eight times the steps: counted in lines run, not by the clock."""
    block = unit * 60 + stop
    short, long = _steps(block), _steps(block * 8)

    assert long <= 8 * short * 1.3 + 500


def _steps(text: str) -> int:
    """Return how many lines of our extractor run for `text`."""
    tokens = read_tokens(text)
    phrases, quoted = find_phrases(tokens), find_quoted(tokens)
    count = 0

    def trace(frame: object, event: str, _: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        find_reported(Scene(tokens, phrases, quoted))
    finally:
        sys.settrace(None)
    return count
