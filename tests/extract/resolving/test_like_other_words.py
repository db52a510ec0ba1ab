"""Who speaks whose initials, role or surname looks like another word: WHO, IT, “Press secretary”, “Americans”."""

import pytest
from spoken import quotations_in, speakers

from api.extract import extract_article
from api.model import RawFile


def last_said(text: str) -> tuple[str | None, str | None]:
    """Return the mention and the speaker of an article's last quotation."""
    quote = quotations_in(text)[-1]
    return quote.mention and quote.mention.text, quote.speaker and quote.speaker.name


@pytest.mark.parametrize(
    ("text", "mention", "speaker"),
    [
        pytest.param(
            "It rained. The WHO said: “The sea has risen.”", "The WHO", "WHO", id="a-body-is-no-relative"
        ),
        pytest.param(
            "The World Health Organization (WHO) met. “The sea has risen,” the WHO said.",
            "the WHO", "World Health Organization",
            id="a-body-like-a-relative-in-full",
        ),
        pytest.param(
            "“The sea has risen,” said WHO spokeswoman Ada Bloom.",
            "WHO spokeswoman Ada Bloom", "Ada Bloom",
            id="whose-spokeswoman-she-is",
        ),
        pytest.param(
            "The quay’s director of IT, Ada Bloom, said: “The sea has risen.”",
            "The quay’s director of IT, Ada Bloom", "Ada Bloom",
            id="a-field-is-no-pronoun",
        ),
    ],
)  # fmt: skip
def test_initials_that_are_pronouns_in_small_letters(text: str, mention: str, speaker: str) -> None:
    assert last_said(text) == (mention, speaker)


@pytest.mark.parametrize(
    "role",
    [
        "State Department spokeswoman", "Charge nurse", "Claims manager", "Press secretary", "State trooper",
        "State Rep.", "State police spokesman", "Call centre worker", "Train driver", "Show host",
        "Help desk manager", "Report author",
    ],
)  # fmt: skip
def test_a_role_that_opens_its_sentence_like_a_verb_is_whole(role: str) -> None:
    text = f"The quay is shut. {role} Ada Bloom said on Monday: “Nobody told us why it had to be.”"
    assert last_said(text) == (f"{role} Ada Bloom", "Ada Bloom")


def test_a_request_that_opens_a_sentence_is_no_role() -> None:
    text = "The quay is shut. Meet baker Ada Bloom. “I bake at night,” Bloom said."
    assert last_said(text) == ("Bloom", "Ada Bloom")


@pytest.mark.parametrize(
    "opener",
    [
        "Ahead was Briton Ada Bloom, who won.",
        "He beat New Zealander Ada Bloom on Sunday.",
        "He met fellow Ohioan Ada Bloom there.",
        "In front, Russians Ada Bloom and Bert Orr won.",
        "He met Democrats Ada Bloom and Bert Orr.",
        "It was led by Georgia Republican Ada Bloom.",
        "Actors Ada Bloom and Bert Orr left.",
        "Candidates Ada Bloom and Bert Orr left.",
        "Regent Ada Bloom came in.",
        "He met Hall of Famer Ada Bloom there.",
        "The then-Secretary of State Ada Bloom left.",
        "It rained. Ret. Col. Ada Bloom came.",
    ],
)
def test_a_people_or_calling_in_front_is_no_part_of_the_name(opener: str) -> None:
    assert last_said(f"{opener}\n\n“It was a long day for us,” Bloom said.") == ("Bloom", "Ada Bloom")


def test_a_first_name_that_is_a_place_behind_a_people() -> None:
    assert last_said("American Jordan Bloom came. “It was a long day,” Bloom said.") == (
        "Bloom",
        "Jordan Bloom",
    )


@pytest.mark.parametrize("opener", ["Contrary to his plans", "Afterwards"])
def test_what_opens_a_sentence_is_nobody(opener: str) -> None:
    text = f"Bert Orr came. {opener}, Orr stayed. “It was a long day,” he said."
    assert last_said(text) == ("he", "Bert Orr")


def test_a_paper_called_after_people_is_a_paper() -> None:
    text = "Ada Bloom left. The Tennessean reported: “The quay will be shut.”"
    assert last_said(text) == ("The Tennessean", "Tennessean")


def test_a_surname_of_two_is_hers_where_she_goes_on() -> None:
    text = (
        "Bert Bloom was mayor. Ada Bloom, his rival, wants to close the quay.\n\n"
        "Bloom knows it well. “We have to worry about the sea,” she said in the debate."
    )
    assert last_said(text) == ("she", "Ada Bloom")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "The Tide Council said rain would come. That would make the Bank of Marle act. “It rains,” it said.",
            "Tide Council",
            id="who-spoke-last",
        ),
        pytest.param(
            "Ada Bloom left. An Orrix spokesperson said the firm was sorry. “Our staff help,” it added.",
            "Orrix",
            id="whose-spokesperson-spoke",
        ),
    ],
)
def test_a_body_that_spoke_speaks_on(text: str, speaker: str) -> None:
    assert last_said(text)[1] == speaker


@pytest.mark.parametrize(
    ("text", "mention", "speaker"),
    [
        pytest.param(
            "The study of tides was long. Among other things, the study found that “the sea has risen by far.”",
            "the study", "study",
            id="found",
        ),
        pytest.param(
            "It rained. The inquest heard that “it was a long day.”", "The inquest", "inquest", id="heard"
        ),
        pytest.param(
            "An inquiry of the Tide Council found “a lot of rain on every day.”",
            "An inquiry of the Tide Council", "inquiry of the Tide Council",
            id="found-by-a-body",
        ),
        pytest.param("The analysis shows that “the sea has risen.”", "The analysis", "analysis", id="shows"),
    ],
)  # fmt: skip
def test_what_was_found_is_no_part_of_who_found_it(text: str, mention: str, speaker: str) -> None:
    assert last_said(text) == (mention, speaker)


@pytest.mark.parametrize("day", ["on 12 November", "on Nov. 1", "on Friday night", "in March 2024"])
def test_a_day_is_nobody(day: str) -> None:
    text = (
        f"“We have lost the quay,” Ada Bloom said. The council meets {day}.\n\n“It is all we had, we know.”"
    )
    assert last_said(text)[1] in {"Ada Bloom", None}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "Ali al-Orr came. “We call on you to act,” al-Orr said by an aide.", "Ali al-Orr", id="in-full"
        ),
        pytest.param("It rained. “We call on you to act,” el-Orr said.", "el-Orr", id="alone"),
        pytest.param("It rained. al-Qaeda said: “We call on you to act.”", "al-Qaeda", id="a-body"),
    ],
)
def test_a_name_may_begin_with_a_small_article(text: str, speaker: str) -> None:
    assert last_said(text)[1] == speaker


@pytest.mark.parametrize(
    "signed",
    [
        "Ada Bloom, Marle Today",
        "Harbour keeper Ada Bloom, to Marle Today",
        "Ada Bloom at a Marle dinner praising the city’s answer",
        "Ada Bloom",
    ],
)
def test_who_is_named_behind_a_dash_signs(signed: str) -> None:
    text = (
        f"It rains.\n\n“When we talk about rain, it pours all day.” — {signed}\n\n“More came,” Bert Orr said."
    )
    article = extract_article(RawFile("a.txt", "text", text, "0" * 64, {"title": "Quay closes"}))
    first = article.quotes[0].speaker
    assert first is not None
    assert first.name == "Ada Bloom"


def test_a_place_and_day_sign_nothing() -> None:
    text = "Ada Bloom spoke.\n\n“When we talk about rain, it pours all day.” — 25 June, Marle"
    assert "June" not in (last_said(text)[1] or "")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param(
            "Ada Bloom died. “It was so,” an emotional Zorvonise Bloom told us.", "Zorvonise Bloom", id="kin"
        ),
        pytest.param(
            "Ada Bloom left. “It was so,” said Yaqorin Bloom, a keeper.", "Yaqorin Bloom", id="stranger"
        ),
        pytest.param("Ada Bloom left. “It was so,” said an embattled Bloom.", "Ada Bloom", id="no-name"),
        pytest.param("Ada Bloom left. “It was so,” said Texas Bloom.", "Ada Bloom", id="no-first-name"),
    ],
)
def test_another_first_name_is_somebody_else(text: str, speaker: str) -> None:
    assert last_said(text)[1] == speaker


@pytest.mark.parametrize(
    ("text", "mention", "speaker"),
    [
        pytest.param(
            "It rained. “And half of them are here,” said chief executive, Ada Bloom, on Monday.",
            "chief executive, Ada Bloom", "Ada Bloom",
            id="a-bare-role-and-a-comma",
        ),
        pytest.param(
            "It rained. “And half of them are here,” said keepers, Ada Bloom among them.",
            "keepers", "keepers",
            id="several-and-one-of-them",
        ),
        pytest.param(
            "Around the world, as Bert Orr reports in the Echo: “Almost all the rain is here.”",
            "Bert Orr", "Bert Orr",
            id="as-somebody-reports",
        ),
    ],
)  # fmt: skip
def test_where_the_words_that_name_end(text: str, mention: str, speaker: str) -> None:
    assert last_said(text) == (mention, speaker)


def test_whose_father_spoke_does_not_go_on() -> None:
    """Two fit alike, and who spoke last is only in a clause on the other."""
    text = (
        "Bert Orr, whose lawyer father had spoken against the quay, told a crowd that keepers were "
        "“to blame for it.” He went on, “We know the groups who want this.”"
    )
    assert last_said(text)[1] in {"Bert Orr", None}


def test_a_subject_behind_an_adjunct_is_who_is_meant() -> None:
    text = (
        "When Governor Cisco Reed announced last week that he would be asking firms to shut, Bert Orr was torn.\n\n"
        "“I know how good it is to stay here,” he said."
    )
    assert last_said(text)[1] == "Bert Orr"


@pytest.mark.parametrize("surname", ["King", "Baker", "Bishop", "Farmer", "Sheikh"])
@pytest.mark.parametrize("title", ["Mr", "Dr", "Sgt", "Insp", "Prof", "Judge", "Senator"])
def test_a_surname_like_an_office_behind_a_title(title: str, surname: str) -> None:
    """Papers without full stops behind titles, the British ones, lost all that such people say."""
    assert speakers(f"Bert {surname} came. “It is so,” {title} {surname} said.")[-1] == f"Bert {surname}"


def test_a_surname_like_a_body_behind_a_title() -> None:
    """A form of address is no body's."""
    assert speakers("Lea Church, 43, came. “It is so,” Mrs Church said.") == ["Lea Church"]


@pytest.mark.parametrize("office", ["Mr Speaker", "Lord Chancellor"])
def test_an_office_behind_a_title_is_no_surname(office: str) -> None:
    assert speakers(f"Ada Bloom came. “It is so,” {office} said.")[-1] == office


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("said Gordon Mar, a keeper", "Gordon Mar"),
        ("Gordon Mar said", "Gordon Mar"),
        ("said Ada March, a keeper", "Ada March"),
    ],
)
def test_a_month_behind_a_first_name_is_a_surname(tag: str, name: str) -> None:
    assert speakers(f"“The tide was high all day,” {tag}.") == [name]


@pytest.mark.parametrize("name", ["A R Zxander", "A K Antony", "A P J Zxander"])
@pytest.mark.parametrize("text", ["“The tolls are high,” said {}.", "Justice {} said: “The tolls are high.”"])
def test_an_initial_that_looks_like_the_article(name: str, text: str) -> None:
    (quote,) = quotations_in(text.format(name))
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.kind) == (name, "person")
