"""The speaker by where he or she stands: in tags and asides, before and behind, and not where somebody is asked."""

import pytest
from spoken import speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "Ada Bloom left. Said one attendee, “A vote would send the message that a breach is fine,” but another "
            "student was quick to point out that Hobson, as a volunteer, is not paid.",
            "attendee",
            id="a-tag-put-first",
        ),
        pytest.param(
            "Keepers played a recording in which Bert Orr appears to tell a rower that the vote “is not going to be "
            "free, my friend.”",
            "Bert Orr",
            id="within-a-report-to-its-last-stop",
        ),
        pytest.param("“I saw it,” said the man who found her, Bert Orr.", "Bert Orr", id="behind-a-relative"),
        pytest.param(
            "“I saw it,” a woman who lives there, Ada Bloom, said.", "Ada Bloom", id="before-the-tag"
        ),
        pytest.param(
            "His rival, Ostley mayor Bert Orr, called it “a day of mourning.”",
            "Bert Orr",
            id="an-aside-with-a-role",
        ),
        pytest.param(
            "His wife, longtime Cisco Reed aide Ada Bloom, called it “a day of mourning.”",
            "Ada Bloom",
            id="an-aside-with-a-name",
        ),
        pytest.param(
            "According to the log, Bert Orr told keepers he “had always wanted to.”",
            "Bert Orr",
            id="who-tells-within-another-report",
        ),
        pytest.param(
            "As the tide rises, said Ada Bloom, rowers need to think about the quay. “Whatever the means are, we "
            "need to be aware of it.”",
            "Ada Bloom",
            id="a-tag-in-the-sentence-before",
        ),
        pytest.param(
            "Prof Ada Bloom, director of the Centre for Analysis of the Radical Tide, said the threat of rowers "
            "carrying out a raid in Marle similar to the Dray raids remained low. “The biggest barrier is the wall.”",
            "Ada Bloom",
            id="not-where-the-speaker-works",
        ),
        pytest.param(
            "Bert Orr left. Ada Bloom, chair of Quayfit, the town’s leading body for rowing and swimming, said: “All "
            "children need an hour a day.”",
            "Ada Bloom",
            id="one-aside-after-the-other",
        ),
        pytest.param(
            "On that tape, lawyers said, the courier, Cisco Orr, can be heard telling a guard, “Count it twice.”",
            "Cisco Orr",
            id="who-is-heard-to-say-it",
        ),
        pytest.param(
            "Police said Bert Orr is seen on a video shouting, “Get back.”",
            "Bert Orr",
            id="who-is-seen-to-shout",
        ),
        pytest.param("Bert Orr, police said, told a guard, “Get back.”", "Bert Orr", id="around-a-tag"),
        pytest.param(
            "Bert Orr, according to police, told a guard, “Get back.”", "Bert Orr", id="around-a-source"
        ),
        pytest.param(
            "In the video, police said, Bert Orr shouted, “Get back.”",
            "Bert Orr",
            id="in-a-clause-behind-a-tag",
        ),
        pytest.param(
            "A lawyer acting for Ada Reed, Cisco Orr, says she was “painted as a thief”.",
            "Cisco Orr",
            id="not-before-a-name-in-commas",
        ),
        pytest.param("“No,” said Col. (Ret.) Ada Bloom, who ran it.", "Ada Bloom", id="retired"),
        pytest.param(
            "“No,” Maj. Gen. (ret.) Ada Bloom told the Echo.", "Ada Bloom", id="retired-in-small-letters"
        ),
        pytest.param(
            "The mill shuts in May, officials said, in what Mayor Bert Orr called “a day of mourning” for the town.",
            "Bert Orr",
            id="in-what-somebody-called",
        ),
        pytest.param(
            "Ada Bloom said the plan was dead, a move that Bert Orr hailed as “a rare win”.",
            "Bert Orr",
            id="a-move-that-somebody-hailed",
        ),
        pytest.param(
            "Bert Orr called the mill “a ruin for everybody in it”, the Ostley Echo reported.",
            "Bert Orr",
            id="who-calls-it-so-over-the-paper",
        ),
        pytest.param(
            "Ada Bloom backed the plan; Bert Orr opposed it, calling it “a stunt for the papers”.",
            "Bert Orr",
            id="behind-a-semicolon",
        ),
        pytest.param(
            "Bert Orr sat by. Ada Bloom said nobody was pleased. “Nobody at all!” echoed Orr.",
            "Bert Orr",
            id="whatever-verb-it-is",
        ),
        pytest.param(
            "Bloom’s critic said the tide was in; the Ostley Echo, less kindly, likened her to “a bell with a cold”.",
            "Ostley Echo",
            id="over-an-aside-behind-a-semicolon",
        ),
        pytest.param(
            "Bert Orr shot him. The head of the union, Sgt. Tom Reed, urged calm. Orr, he said, had “only a second” "
            "for it.",
            "Tom Reed",
            id="who-names-another-before-the-tag",
        ),
        pytest.param(
            "Bert Orr said, “It is time we change how we do it,” promising Quay Mills would stay.",
            "Bert Orr",
            id="but-not-whom-he-promises",
        ),
        pytest.param(
            "Ada Bloom may be loath to join, given that Bert Orr has dismissed the MTC claims as “ridiculous.”",
            "Bert Orr",
            id="claims-that-are-no-verb",
        ),
        pytest.param(
            "Ada Bloom was defended by Bert Orr, editor of the Ostley Echo website, who wrote: “It is over.”",
            "Bert Orr",
            id="who-over-an-aside",
        ),
        pytest.param(
            "Bert Orr was on a bus when a rower shouted, “Take that off at once,” according to the Ostley police.",
            "rower",
            id="in-a-clause-before",
        ),
        pytest.param(
            "Emergency crews had gone to see them, said Ada Bloom: “It is late for all of us.”",
            "Ada Bloom",
            id="behind-a-tag-before",
        ),
        pytest.param(
            "Bert Quill met Gareth Monk’s friends. Monk was cheerful. “It is over,” he said.",
            "Gareth Monk",
            id="a-noun-that-is-a-surname",
        ),
        pytest.param(
            "Bert Orr added to the jeers.\n\n‘He has seen the numbers!’ Ada Bloom said.",
            "Ada Bloom",
            id="behind-a-call-in-single-marks",
        ),
        pytest.param(
            "Bert Orr left. Ada Bloom, an Ostley trader who says “swings give me the creeps,” sees no point in it.",
            "Ada Bloom",
            id="who-behind-an-aside",
        ),
        pytest.param(
            "“Most people here have made up their minds,” said Al Bloom, director of the Institute for Rural Tides "
            "and Community Issues at the University of Ostley.",
            "Al Bloom",
            id="a-first-name-like-a-particle",
        ),
        pytest.param(
            "“We need a framework,” said An Zang, a researcher at the Quay Institution.",
            "An Zang",
            id="a-surname-like-an-article",
        ),
        pytest.param(
            "Cardinal Bert Orr, speaking with the approval of Mayor Reed said: “The limits have been pushed too "
            "far.”",
            "Bert Orr",
            id="before-a-participle-without-its-second-comma",
        ),
        pytest.param(
            "FIRE, in a statement following Bloom's order, said it would watch whether it would “further meaningful "
            "and lasting change.”",
            "FIRE",
            id="initials-that-look-like-a-verb",
        ),
        pytest.param(
            "A story came out on the Marle Foundation, a small charity which claims to “provide news and research.”",
            "Marle Foundation",
            id="the-body-of-which-a-noun-is-said",
        ),
        pytest.param(
            "“Outdoor places are at lower risk,” the briefing states.",
            "briefing",
            id="what-a-document-states",
        ),
        pytest.param(
            "The petition calls it an “extremely insensitive, dismissive” decision.",
            "petition",
            id="a-verb-before-its-object",
        ),
        pytest.param(
            "Bert Orr wept on Wednesday in Marle, where he denounced the keepers of the quay, according to the "
            "Ostley Press. “What is this? Remember what they used to say.”",
            "Bert Orr",
            id="not-the-source-of-the-sentence-before",
        ),
        pytest.param(
            "Cisco Reed told of it in a post behind a speech by Marle President Bert Orr in which he vowed that his "
            "country wouldn’t bow to “economic warfare of any kind.”",
            "Bert Orr",
            id="whose-speech-it-is",
        ),
        pytest.param(
            "“They don’t have the votes to pass it,” declared Rep. Adam Bloom Adam BloomHarbour Notes: Tolls "
            "take the stage | House votes on ferries.",
            "Adam Bloom",
            id="printed-twice-by-a-program",
        ),
        pytest.param(
            "The United Marle Maritime Trade Operations centre said a ship was struck. “There was a small fire,” the "
            "centre said.",
            "United Marle Maritime Trade Operations centre",
            id="the-whole-name-of-a-body",
        ),
        pytest.param(
            "If all the claims were true, wrote Ada Bloom, Bert Orr was “a candidate for therapy of the mind.”",
            "Ada Bloom",
            id="a-tag-before-the-subject",
        ),
        pytest.param(
            "Allocations have been cut by R2bn due to the “expedited schedule for withdrawal” of keepers.",
            None,
            id="money-speaks-nowhere",
        ),
        pytest.param(
            "Mr Reed spoke. However, losses would drag contributions from the property segment, he noted, adding: "
            "“If the firm can make it profitable again, it would help.”",
            "Reed",
            id="who-adds-something-behind-a-tag",
        ),
        pytest.param(
            "That kind of talk led Bert Orr to suggest, in a hot-mic moment on Wednesday evening, “She is going to "
            "lose, and you and I both know it.”",
            "Bert Orr",
            id="who-is-led-to-say-it",
        ),
    ],
)
def test_who_says_it(text: str, speaker: str | None) -> None:
    assert speakers(text) == [speaker]


def test_of_whom_somebody_is_asked_does_not_answer() -> None:
    assert "Bert Orr" not in speakers(
        "Ada Bloom poured tea in the kitchen on Monday. “I have the pulse of the town,” Bloom said.\n\n"
        "As for the rumours: “I did not know what I would get from readers.”\n\n"
        "Cisco Reed? “The readers knew who was prompting him, and do not buy it.” Bert Orr? “They feel sorry for "
        "him. They feel he is long in the tooth.” Dora Hollin? “She failed. She should go to Ostley already.”"
    )


@pytest.mark.parametrize(
    "called",
    [
        pytest.param("his son, retired Judge Cisco Reed", id="retired"),
        pytest.param("his son, retired Marle District Court Judge Cisco Reed", id="a-long-title"),
        pytest.param("his uncle, former Marle County Sheriff Cisco Reed", id="former"),
    ],
)
def test_a_name_behind_a_description_is_the_speaker(called: str) -> None:
    assert speakers(
        "The list of Bert Orr was printed on Friday in Marle, where people wept.\n\n"
        f"“He was a fine man,” said {called}."
    ) == ["Cisco Reed"]


def test_the_head_of_many_has_a_name() -> None:
    assert speakers(
        "The wines have proved popular at the Marle show this week.\n\nChairman of judges Bert Orr says the best are "
        "cheap because of the glut.\n\n“There were three good years,” he said."
    ) == ["Bert Orr"]


@pytest.mark.parametrize(
    "tag",
    [
        pytest.param("said Marle Mayor, Bert Orr.", id="an-office-without-an-article"),
        pytest.param("said Row8 executive director, Dora Hollin.", id="an-office-of-a-body"),
        pytest.param("said the website, Reedwatch.com.", id="a-website"),
    ],
)
def test_a_name_that_ends_the_sentence_is_the_speakers(tag: str) -> None:
    text = f"Mayor Ada Bloom left the island of Dray in 2015 with her sister.\n\n“We all suffer from it now,” {tag}"
    assert speakers(text) == [tag.rpartition(", ")[2].rstrip(".")]


def test_the_chairman_of_a_committee_has_a_name() -> None:
    assert speakers(
        "The wool forecast has fallen in Marle this week.\n\nChairman of MTC’s forecasting committee Dr Cisco Reed "
        "agrees that it will be a tough season.\n\n“Feed production will be down,” he said."
    ) == ["Cisco Reed"]


def test_who_told_the_sentence_before_speaks_on() -> None:
    assert speakers(
        "Marle Foreign Minister Bert Orr said Ostley’s actions are “totally unacceptable”. “Ostley’s conduct is "
        "completely unacceptable. Of course, we must firmly condemn it.” He also said Marle is calling for peace."
    ) == ["Bert Orr", "Bert Orr"]


def test_a_surname_that_is_also_a_colour_opens_a_sentence_before_its_verb() -> None:
    assert speakers(
        "A white student watched. The number fell, according to a study by Bert White, a professor of tides at "
        "Ostley State University. White understands how the flag has become a part of the culture, but also worries "
        "about the message it sends.\n\n“It fosters this mentality,” he said."
    ) == ["Bert White"]
