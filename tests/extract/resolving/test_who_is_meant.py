"""Whom a pronoun stands for: a first name of both, a city that looks like a name, a role heard on the way."""

import pytest
from spoken import speakers


def last_speaker(text: str) -> str | None:
    return speakers(text)[-1]


def test_pronouns_tell_more_than_a_first_name() -> None:
    """The list has Moe for a woman's name."""
    assert (
        last_speaker(
            "Moe Hollin sat in his office. He was on the phone, and it was hard for him to hear.\n\n"
            "“I never take the ferry,” he said."
        )
        == "Moe Hollin"
    )


def test_of_whom_somebody_speaks_tells_nothing_of_who_speaks() -> None:
    """She says what he did: three pronouns for a man, none of them hers."""
    assert (
        last_speaker(
            "Ada Bloom said he left his boat. Bloom told the Echo he took his oars. Bloom said he was late.\n\n"
            "“I never take the ferry,” she said."
        )
        == "Ada Bloom"
    )


@pytest.mark.parametrize(
    "place", ["New York City", "the New York Rovers’ hall", "the New York Rovers’ old hall"]
)
def test_a_city_is_nobody(place: str) -> None:
    """York is a first name, and "new" stands before some: "New captain York Reed"."""
    assert (
        last_speaker(f"Bert Orr spoke last. In {place}, he was cheered. “It is done,” he said.") == "Bert Orr"
    )


@pytest.mark.parametrize("verb", ["dismissed the plea", "agreed", "nodded"])
def test_who_is_called_by_the_office_is_spoken_of(verb: str) -> None:
    assert (
        last_speaker(
            "MARLE — Judge Cisco Reed sentenced Bert Orr to a year in prison on Friday for burning the quay.\n\n"
            f"“It was unfair,” Orr said. “I did nothing.” "
            f"He said that he was at home.\n\nThe judge {verb}. “You had a fair trial,” he said."
        )
        == "Cisco Reed"
    )


@pytest.mark.parametrize(
    "aside",
    ["a psychology student and blogger", "a student and swimmer"],
)
def test_an_aside_is_said_of_who_is_named_before_it(aside: str) -> None:
    text = (
        f"Ada Bloom, {aside}, wrote a post on the ban that the town had seen. “People refuse to accept it.”"
    )
    assert last_speaker(text) == "Ada Bloom"


@pytest.mark.parametrize(
    ("opening", "tag"),
    [
        pytest.param(
            "Following Ms. Dora Hollin’s news that she was stepping down, Ada Bloom again took aim at the rowers.",
            "she wrote",
            id="behind-what-it-follows",
        ),
        pytest.param(
            "In an interview with former Echo host Bert Orr in early February, Adam Bloom spoke about Mr. Hollin.",
            "he said",
            id="behind-a-talk-with-somebody",
        ),
    ],
)
def test_the_subject_behind_what_was_put_first_comes_first(opening: str, tag: str) -> None:
    speaker = last_speaker(f"The quay of Marle closed on Friday. {opening} “One down, two to go,” {tag}.")
    assert speaker in {"Ada Bloom", "Adam Bloom"}


def test_the_subject_of_the_words_themselves_does_not_say_them() -> None:
    assert (
        last_speaker(
            "Cisco Reed and Bert Orr met on Friday in Marle. “It hurts, and it makes me angry,” Reed said. Mr. Orr "
            "“has some questions to answer,” he added."
        )
        == "Cisco Reed"
    )


@pytest.mark.parametrize(
    "who",
    [
        "His opposite number, Cisco Reed,",
        "His other half, Cisco Reed,",
        "Her co-star, the British actor Cisco Reed,",
    ],
)
def test_who_is_named_beside_a_relation(who: str) -> None:
    """A number and a half are shares as a rule."""
    assert (
        last_speaker(f"Bert Orr and Ada Bloom left. {who} said it was “a long and bitter road”.")
        == "Cisco Reed"
    )


@pytest.mark.parametrize("sign", ["?", ":"])
def test_an_answer_is_its_owner_s(sign: str) -> None:
    told = "The minister, Bert Orr, called it “an insult to the men”."
    assert (
        last_speaker(f"Ada Bloom left. {told} Bloom's response{sign} “I invite him. I will pay.”")
        == "Ada Bloom"
    )
    assert last_speaker(f"{told} Bloom's response? “I will pay,” said Cisco Reed.") == "Cisco Reed"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Ada Bloom opened the quay. Bloom said it was time. Bloom smiled.\n\nIt rained for days, and ferries "
            "stayed in.\n\nThe lamps went out on Friday.\n\nZarah Bloom, 31, a keeper from Ostley, lost her boat.\n\n"
            "“It was all I had,” Bloom told the Echo.",
            id="who-alone-is-spoken-of-here",
        ),
        pytest.param(
            "Zarah Bloom, the mayor, said it had rained so much that Ada Orr left.\n\n"
            "“Nobody saw it come,” she said.",
            id="who-spoke-last-of-two-alike",
        ),
        pytest.param(
            "“I never thought that I would see my boat again.”\n\nZarah Bloom is a keeper in Ostley, and lost it.",
            id="named-below",
        ),
        pytest.param(
            "“I never thought that I would see my boat again.”\n\nSo said Zarah Bloom when it was found.",
            id="so-said",
        ),
    ],
)
def test_who_stands_nearest(text: str) -> None:
    assert last_speaker(text) == "Zarah Bloom"


def test_who_is_spoken_of_with_another_of_the_name_keeps_it() -> None:
    assert (
        last_speaker(
            "Ada Bloom opened the quay. Bloom said it was time. Zarah Bloom came, too.\n\n“It was time,” Bloom said."
        )
        == "Ada Bloom"
    )


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Her advice: “Never take the ferry at night.”", "Ada Bloom", id="her-advice"),
        pytest.param("Her motto is “Never take the ferry at night.”", "Ada Bloom", id="her-motto"),
        pytest.param("Bloom’s answer: “Never take the ferry at night.”", "Ada Bloom", id="an-answer"),
        pytest.param("In her own words, “the ferry never comes at night.”", "Ada Bloom", id="in-her-words"),
        pytest.param(
            "The ferry is, in Bloom’s words, “a disgrace to Marle.”", "Ada Bloom", id="in-ones-words"
        ),
        pytest.param("Her parents said: “Never take the ferry at night.”", "parents", id="not-her-parents"),
        pytest.param("Her associates said: “Never take the ferry.”", "associates", id="not-her-associates"),
    ],
)
def test_what_is_said_is_whose_it_is(text: str, speaker: str) -> None:
    assert last_speaker(f"Ada Bloom left Marle at night.\n\n{text}") == speaker


@pytest.mark.parametrize("other", [", not Bert Orr, who", " and not Bert Orr who"])
def test_it_was_one_and_not_the_other(other: str) -> None:
    assert last_speaker(f"It was Ada Bloom{other} said: “The ferry comes at night.”") == "Ada Bloom"


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        pytest.param("a statement from Marle police", "Marle police", id="police"),
        pytest.param("a report by Ostley officials", "Ostley officials", id="officials"),
        pytest.param("a statement from the Marle police department", "Marle police department", id="a-body"),
        pytest.param("a statement from Ada Bloom", "Ada Bloom", id="somebody"),
    ],
)
def test_whose_a_document_is(source: str, speaker: str) -> None:
    assert last_speaker(f"The quay is “shut until May,” according to {source}.") == speaker


@pytest.mark.parametrize("named", ["issued by party secretary Ada Bloom", "from press officer Ada Bloom"])
def test_a_statement_is_by_whom_it_names_behind_an_office(named: str) -> None:
    text = f"“We keep to our word,” read a statement {named}.\n\n“We will send a team,” the statement added."
    assert speakers(text) == ["Ada Bloom", "Ada Bloom"]
