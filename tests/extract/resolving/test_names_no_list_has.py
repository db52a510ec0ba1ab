"""Who bears a first name that no list has is told by what stands beside it, and by the pronoun that takes it up."""

import pytest

from api.extract import extract_article
from api.model import RawFile


def last(text: str) -> tuple[str | None, str | None]:
    """Return the name and the role of who says the last quotation."""
    article = extract_article(RawFile("a.txt", "text", text, "0" * 64, {"title": "The river rises"}))
    speaker = article.quotes[-1].speaker
    return (speaker.name, speaker.description) if speaker else (None, None)


@pytest.mark.parametrize(
    ("name", "pronoun", "other"),
    [
        ("Zolani Quezi", "he", "Captain Bert Orr"),
        ("Thabeka Mokwani", "she", "Captain Ada Bloom"),
        ("Brayleith Combs", "she", "Captain Ada Bloom"),
        ("Rutendi Chikwen", "she", "Captain Ada Bloom"),
        ("Seung-ho Kwak", "he", "Captain Bert Orr"),
    ],
)
@pytest.mark.parametrize(
    "introduced",
    [
        pytest.param(
            "{name} spent nine hours in a tree. {Pronoun} heard the water.", id="a-subject-taken-up"
        ),
        pytest.param("For {name}, the flood was the second in a year. {Pronoun} left.", id="put-first"),
        pytest.param("One neighbour, {name}, spent nine hours in a tree.", id="a-noun-in-front"),
        pytest.param("{name}, who lives nearby, lost the house.", id="who-lives"),
        pytest.param("{name}, a keeper at the lock, lost the house.", id="a-noun-behind"),
    ],
)
def test_somebody_new_is_taken_up(introduced: str, name: str, pronoun: str, other: str) -> None:
    before = introduced.format(name=name, Pronoun=pronoun.capitalize())
    text = f"“The road is gone,” said {other}.\n\n{before}\n\n“You don’t forget that sound,” {pronoun} said."
    assert last(text)[0] == name


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("In Quezi Falls, a keeper, Bert Orr, lost the house.", id="a-place-and-somebody-in-it"),
        pytest.param("In a talk with Quezi Weekly, the keeper repeated it, as Bert Orr left.", id="a-paper"),
        pytest.param("Bert Orr left. Quezi Rovers, who play in Dray, lost.", id="a-team"),
    ],
)
def test_what_is_nobody_is_not_taken_up(before: str) -> None:
    assert last(f"{before}\n\n“You don’t forget that sound,” he said.")[0] == "Bert Orr"


def test_a_korean_surname_tells_no_woman() -> None:
    text = "“It is gone,” said Bert Orr.\n\nOne neighbour, Kim Min-jae, left. “It was loud,” he said."
    assert last(text)[0] == "Kim Min-jae"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        pytest.param("Married to a doctor, Ada Bloom left. “No,” Bloom said.", None, id="married-to-one"),
        pytest.param(
            "Born to a cook and a bus driver, Ada Bloom left. “No,” Bloom said.", None, id="born-to-two"
        ),
        pytest.param("The keeper, Ada Bloom, left. “No,” Bloom said.", "keeper", id="the-keeper"),
        pytest.param("Reed’s brother, Bert, read a statement. “No,” he said.", "brother", id="who-read"),
        pytest.param(
            "Led by their chief, Mr Bert Orr, the traders left. “No,” said Mr Orr.",
            "chief",
            id="who-leads-whom",
        ),
        pytest.param("Bert Orr, now a baker, left. “No,” Orr said.", "baker", id="now"),
        pytest.param("Farm economist Dr. Bert Orr left. “No,” Orr said.", "Farm economist", id="a-style"),
        pytest.param("Board member Rev. Bert Orr left. “No,” Orr said.", "Board member", id="another-style"),
        pytest.param("“No,” press chief Ada Bloom said.", "press chief", id="a-noun-like-a-verb"),
    ],
)
def test_what_somebody_is(text: str, role: str | None) -> None:
    assert last(text)[1] == role


def test_whose_pollster_somebody_is_tells_no_man() -> None:
    text = "Kellian Reed, an adviser and pollster for Mr. Orr, left. “No,” Ms. Reed said."
    assert last(text)[0] == "Kellian Reed"


@pytest.mark.parametrize(
    ("called", "name"),
    [
        pytest.param("Residents of Dray on Monday", "residents of Dray", id="a-day"),
        pytest.param("Lawmakers from both parties", "lawmakers from both parties", id="both"),
        pytest.param("The owners of all mills", "owners of all mills", id="all"),
        pytest.param(
            "The Comptroller and Auditor General", "Comptroller and Auditor General", id="an-office-of-two"
        ),
    ],
)
def test_how_a_description_is_cut(called: str, name: str) -> None:
    assert last(f"Ada Bloom came. {called} said: “The dam has failed.”")[0] == name


@pytest.mark.parametrize(
    ("called", "name"),
    [
        pytest.param("the mother of four", "Zolwa Quezi", id="the-mother-of-four"),
        pytest.param("the mother of all of them", "mother of all of them", id="a-mother-of-many"),
        pytest.param("a mother of two", "mother of two", id="another-mother"),
    ],
)
def test_who_has_children(called: str, name: str) -> None:
    text = f"Ms Zolwa Quezi, 34, borrowed the money. “Who will repay the loan?” said {called}."
    assert last(text)[0] == name


@pytest.mark.parametrize(
    ("name", "later"),
    [
        pytest.param("Fatima bint Hassad", "Fatima", id="a-daughter"),
        pytest.param("Hywel ap Daffid", "ap Daffid", id="a-son-in-wales"),
        pytest.param("Siobhán Nic Aodh", "Nic Aodh", id="a-first-name-with-its-accent"),
        pytest.param("Aroha Te Kawana", "Te Kawana", id="a-surname-that-opens-so"),
        pytest.param("Luiz Inácio Tulo da Costa", "Tulo", id="called-by-the-name-between"),
        pytest.param("Mohammed bin Khadim", "Prince Mohammed", id="a-prince"),
    ],
)
def test_what_somebody_is_called_later(name: str, later: str) -> None:
    text = f"“It is hard,” said {name}, a keeper.\n\nIts owner, Ada Bloom, left.\n\n“We will stay,” {later} said."
    assert last(text)[0] == name


def test_two_of_one_first_name_and_a_prince() -> None:
    text = "Ali Reed and Ali bin Orr came.\n\n“We will stay,” Prince Ali said."
    assert last(text)[0] == "Prince Ali"
