"""Who says what, through the whole engine: rules of which several rooms have a part. All people are invented."""

import pytest

from api.extract import extract_article
from api.model import RawFile


def read(text):
    """Return the quotes of an article in reading order."""
    return extract_article(RawFile("ferry.txt", "text", text, "0" * 64)).quotes


def statements(text):
    """Return, of each quote in reading order, who says it; None where that stays open."""
    return [quote.speaker and quote.speaker.name for quote in read(text)]


def last(text):
    return statements(text)[-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "President Reed came to Ostley. A court heard his son, Hector Reed, in May.\n\n“No,” Reed said.",
            "Reed",
            id="a-son-named-later",
        ),
        pytest.param(
            "Donald Reed came. Reed sat. His brother, Hector Reed, was a pilot.\n\n“No,” Mr. Reed said.",
            "Donald Reed",
            id="a-brother-named-later",
        ),
        pytest.param(
            "Ostley wants a Reed again. Ada Reed, daughter of former mayor Bert Reed, won.\n\n“Yes,” Reed said.",
            "Ada Reed",
            id="a-daughter-of-whom-it-tells",
        ),
        pytest.param(
            "His father, Hector Reed, was a pilot. “No,” Reed said.", "Hector Reed", id="no-surname-before"
        ),
    ],
)
def test_relatives(text, name):
    """Who comes in as somebody's relative is not the one who was called by the bare surname before."""
    assert last(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "The Times of Marle has it. Marle said on Monday that the ferry was safe.", "Marle", id="a-paper"
        ),
        pytest.param(
            "The Commission on Spain met. Spain said on Monday that the ferry was safe.",
            "Spain",
            id="a-commission",
        ),
        pytest.param(
            "The Ostley Quay Trust met. “No,” the Quay Trust said.", "Ostley Quay Trust", id="a-body-s-tail"
        ),
    ],
)
def test_places_are_no_bodies_called_after_them(text, name):
    assert last(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "“We will sue,” Assistant Attorney General for Civil Rights Ada Bloom said.",
            "Ada Bloom",
            id="a-field-behind-for",
        ),
        pytest.param("Ambassador to NATO Bert Orr said it was strong.", "Bert Orr", id="a-body-behind-to"),
        pytest.param(
            "Ministry of Public Works spokeswoman Ada Bloom said it was “harsh”.",
            "Ada Bloom",
            id="a-ministry",
        ),
        pytest.param(
            "The office of prosecutor Bert Orr said it was “harsh”.",
            "office of prosecutor Bert Orr",
            id="an-office",
        ),
        pytest.param(
            "“It adds a touch,” said writer M. A. Bloom. Then “No,” Bloom said.",
            "M. A. Bloom",
            id="two-initials",
        ),
    ],
)
def test_names_behind_offices(text, name):
    """The field, place or body of an office is no part of the name behind it."""
    assert last(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "Secretary of State Ada Bloom sat. Bloom ate.\n\n“It is late,” a senior official said.\n\n"
            "“Bloom has a plan,” the official said.",
            "senior official",
            id="an-official-without-a-name",
        ),
        pytest.param(
            "Secretary of State Ada Bloom sat. “It is late,” the official said.",
            "Ada Bloom",
            id="an-official-with-a-name",
        ),
    ],
)
def test_who_is_nameless_keeps_the_noun(text, name):
    """ "A senior official said ... the official said" is nobody of whom one may say so too."""
    assert last(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("“A long winter,” economist Bert Orr at Quay Bank told the Echo.", "Bert Orr", id="at"),
        pytest.param("“A long winter,” Bert Orr with the Quay Trust said.", "Bert Orr", id="with"),
        pytest.param(
            "Ada Bloom, an economist at Quayside, who called it “epic in every way”, left.",
            "Ada Bloom",
            id="who",
        ),
        pytest.param(
            "One keeper with over a million followers said it was “a mess of the first order”.",
            "keeper",
            id="with-many",
        ),
        pytest.param(
            "“They can win,” said right-wing commentator and author Ada Bloom.",
            "Ada Bloom",
            id="two-callings",
        ),
        pytest.param(
            "“They can win,” said the mayor and author Ada Bloom.", "mayor", id="the-first-of-two-people"
        ),
        pytest.param(
            "They sat. In the words of one minister: “We can't go on.” The Quay Court ruled on it.",
            "minister",
            id="in-the-words-of",
        ),
        pytest.param(
            "Footage shows Ada Bloom at the gate as the crowd chants, “Long live Ostley.”",
            "crowd",
            id="chant",
        ),
        pytest.param(
            "“A long winter,” Zev Orr, professor of tide studies at Quay University told the Echo.",
            "Zev Orr",
            id="a-post-without-its-second-comma",
        ),
        pytest.param(
            "“A long winter,” consultant surgeon Professor Ada Bloom, told the Echo.",
            "Ada Bloom",
            id="a-comma-before-told",
        ),
        pytest.param(
            "Hal Orr sat. “He was glad of it,” Orr's wife, Ada Bloom, told the Echo.",
            "Ada Bloom",
            id="named-in-an-aside",
        ),
        pytest.param(
            "Professor Orr, Provost (Tides, Quays & Ferries), said: “It was a long winter for us all.”",
            "Orr",
            id="an-office-in-brackets",
        ),
        pytest.param(
            "Ada Bloom dismissed it. “It'd be tough for him to be mayor of Ostley.” Bloom did not mention Hal Orr.",
            "Ada Bloom",
            id="who-is-not-mentioned",
        ),
        pytest.param(
            "Lights were cut on Tuesday, a move condemned by the harbour council as “deeply worrying”.",
            "harbour council",
            id="an-agent",
        ),
        pytest.param(
            "Hal Orr said Ostley was “on the edge of ruin” while pilot Ada Bloom called it “a fine and quiet town”.",
            "Ada Bloom",
            id="another-behind-while",
        ),
        pytest.param(
            "Ada Bloom, keeper of the tower and of its lamp room, told Ostley of its past:\n\n“It was cold.”",
            "Ada Bloom",
            id="whom-somebody-told",
        ),
        pytest.param(
            "The pilots spoke of greed, a charge rejected by the Marle council as “deceptive and misleading”.",
            "Marle council",
            id="an-agent-that-rejects",
        ),
        pytest.param(
            "Hal Orr accused them of “greed”, while Marle's council accused the pilots of being “slow and lazy”.",
            "Marle council",
            id="another-s-object-behind-while",
        ),
        pytest.param(
            "“It was bad,” the Quay Council wrote. The Marle Union and the Ostley Union met. “It is so,” it added.",
            "Quay Council",
            id="which-body-said-something-last",
        ),
    ],
)
def test_what_stands_beside_the_speaker(text, name):
    """Who speaks is not where they work, who follows them, what shows them, or the first of their callings."""
    assert last(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "“It is dear,” Ada Bloom and Bert Orr said. Many builders are in trouble.\n\n“It is,” they said.",
            "Ada Bloom and Bert Orr",
            id="two-who-spoke",
        ),
        pytest.param(
            "“It is dear,” Ada Bloom and Bert Orr said.\n\n“It is not,” the builders said.\n\n“No,” they said.",
            "builders",
            id="others-spoke-since",
        ),
        pytest.param(
            "Police were there. A college spokesperson said no.\n\n“It is,” they said. They added: “It was so.”",
            "college spokesperson",
            id="one-without-a-name",
        ),
        pytest.param(
            "The builders were there. A spokesman said no.\n\n“It is so,” they said.",
            "builders",
            id="a-man-without-a-name",
        ),
        pytest.param(
            "The keepers came. A poll said no.\n\n“It is so,” they said.", "keepers", id="a-document"
        ),
    ],
)
def test_they(text, name):
    assert last(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "It was led by Marle's coast guard, which said the boat had turned.",
            "Marle’s coast guard",
            id="which",
        ),
        pytest.param(
            "President Bert Orr spoke to his own foreign minister, who said the trouble began later.",
            "foreign minister",
            id="who",
        ),
        pytest.param(
            "It was read by Ada Bloom, of the Quay Trust, who said the rule was older.",
            "Ada Bloom",
            id="a-name",
        ),
        pytest.param("It was a bright morning, which said a lot.", None, id="nothing-that-speaks"),
    ],
)
def test_relative_pronouns(text, name):
    """ "Which said" and "who said" are whose who is described right before."""
    found = last(text)
    assert (found and found.replace("'", "’")) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "President Bert Orr spoke. Orr sat. The head of Marcom said the inquiry was long.",
            "head of Marcom",
            id="the-head-of-another-body",
        ),
        pytest.param(
            "President Bert Orr spoke. Orr sat. Quayton's president said the campus was calm.",
            "Quayton's president",
            id="the-president-of-another-body",
        ),
        pytest.param(
            "Russian Foreign Minister Bert Orr spoke. Orr sat. Kyiv's foreign minister said it was cruel.",
            "Kyiv's foreign minister",
            id="another-country-s-capital",
        ),
        pytest.param(
            "Ukrainian Foreign Minister Bert Orr spoke. Orr sat. Kyiv's foreign minister said it was cruel.",
            "Bert Orr",
            id="the-country-s-own-capital",
        ),
        pytest.param(
            "Foreign Minister Bert Orr spoke. Orr sat. Turkey's foreign minister said it was cruel.",
            "Bert Orr",
            id="a-minister-of-no-country",
        ),
        pytest.param(
            "Former Secretary of State Ada Bloom sat. The Colorado secretary of state said it was fair.",
            "Colorado secretary",
            id="another-state-s-secretary",
        ),
        pytest.param(
            "Mayor Bert Orr came. “Go home,” an elderly, bearded man, in old clothes, said.",
            "bearded man",
            id="a-comma-between-adjectives",
        ),
    ],
)
def test_offices_of_others(text, name):
    """An office of another country, state or body is not the one held by who was spoken of."""
    assert last(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "A memo released after Super Tuesday argues that Bloom has won.", "memo", id="after-a-day"
        ),
        pytest.param(
            "Ada Bloom put it another way in a talk with NPR last year: “You are all allowed to lie.”",
            "Ada Bloom",
            id="a-time-behind-a-name",
        ),
        pytest.param(
            "Ada Bloom has made the claim often, and in March 2024 stated that she was “sure of it all”.",
            "Ada Bloom",
            id="a-month-and-a-year",
        ),
        pytest.param(
            "A CNN report in November 2022 said the ferry had sunk.", "CNN", id="a-year-before-the-verb"
        ),
    ],
)
def test_times_are_no_speakers(text, name):
    assert last(text) == name


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("“They are like ghosts,” Ada Bloom said, in a low voice.", 1, id="a-preposition"),
        pytest.param("“There was no school,” Ada Bloom said, her voice breaking.", 1, id="a-participle"),
        pytest.param("“It is shut,” Ada Bloom said, adding that the quay was wet.", 2, id="a-clause"),
    ],
)
def test_how_somebody_speaks_is_not_said(text, count):
    """What tells of the voice behind a quotation and its tag is no reported speech."""
    assert len(statements(text)) == count


FATHER_AND_SON = (
    "Former President Tom Reed spoke. “We will win,” Reed said.\n\n"
    "His son Tom Reed Jr. spoke as well. “He will win,” Tom Reed Jr. said.\n\n"
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            f"{FATHER_AND_SON}“I am proud,” Tom Reed said.",
            ["Tom Reed", "Tom Reed Jr.", "Tom Reed"],
            id="father-and-son",
        ),
        pytest.param(
            f"{FATHER_AND_SON}“I am proud,” said the younger Mr. Reed.\n\n“I am glad,” Reed Jr. said.",
            ["Tom Reed", "Tom Reed Jr.", "Tom Reed Jr.", "Tom Reed Jr."],
            id="the-younger",
        ),
        pytest.param(
            "Tom Reed Jr. spoke. “We will win,” Reed said. Tom Reed left. “Yes,” Tom Reed said.",
            ["Tom Reed Jr.", "Tom Reed Jr."],
            id="a-junior-first-named-so",
        ),
        pytest.param(
            "Thomas Reed Jr. spoke. “We will win,” Tom Reed said.",
            ["Thomas Reed Jr."],
            id="a-short-first-name",
        ),
    ],
)
def test_father_and_son_of_one_name(text, names):
    """Who is Tom Reed first and Tom Reed Jr. later is two people; one has the Jr. when first named."""
    assert statements(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "“It was a fine day for all,” Ada Bloom told Orr, according to a transcript of the talk.",
            "Ada Bloom",
            id="a-transcript",
        ),
        pytest.param(
            "“It was a fine day for all,” according to a transcript of the talk.",
            "transcript of the talk",
            id="nobody-beside",
        ),
        pytest.param(
            "Ada Bloom sat. “It was a fine day,” Bloom from Quayco said.", "Ada Bloom", id="from-a-body"
        ),
        pytest.param(
            "Ada Bloom sat. Bloom said no.\n\n“It was a fine day for all.” © 2024 Quay News Network.",
            "Ada Bloom",
            id="a-copyright",
        ),
    ],
)
def test_what_only_stands_behind_a_quotation(text, name):
    """A record of somebody's words, where they work and who owns the text do not speak."""
    assert last(text) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "Ada Bloom said: “We never asked for it. “They sent boats.” Governor Bert Orr left, he said.",
            ["Ada Bloom", "Ada Bloom"],
            id="joined-before-another-speaker",
        ),
        pytest.param(
            "Ada Bloom, a keeper, told the Echo: “It was a bad winter.\n\n“I hope it ends.”\n\nThe Echo left.",
            ["Ada Bloom", "Ada Bloom"],
            id="in-the-next-paragraph",
        ),
        pytest.param(
            "The council wrote: “It was a bad winter.\n\n“I hope it ends,” Ada Bloom said.",
            ["council", "Ada Bloom"],
            id="its-own-speaker-behind",
        ),
    ],
)
def test_a_quotation_that_goes_on_is_one_speaker_s(text, names):
    assert statements(text)[:2] == names


def test_a_text_may_end_anywhere():
    """An article that was cut off is read to its last word, be that a speaker's name without a full stop."""
    text = "Ostley sat. “We won,” said Bloom, and the younger Mr. Orr of the Quay Trust said it was so."
    ends = range(1, len(text))
    assert all(quote.span.end <= end for end in ends for quote in read(text[:end]))
    assert statements(text[: text.index(", and")]) == ["Bloom"]
