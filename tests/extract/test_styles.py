"""News of other kinds than US politics: each row is a trap that such an article set us, in our own words."""

import pytest

from api.extract import extract_article
from api.model import RawFile

BRIDGE = "The new bridge over the Tarn opened on Monday, two years late and in the rain.\n\n"


def quotes_of(text):
    """Return the quotes of an article that begins with a sentence of nobody's."""
    return extract_article(RawFile("a.txt", "text", BRIDGE + text, "0" * 64, {"title": "A bridge"})).quotes


def told(text, kinds=("direct", "mixed")):
    """Return (words without the last sign, speaker's name) of the quotes of some kinds."""
    return [
        (quote.text.rstrip(",.!?"), quote.speaker.name if quote.speaker else None)
        for quote in quotes_of(text)
        if quote.kind in kinds
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "‘It’s the residents’ patience we’re testing,’ admitted Dev Mistry. ‘They’ve paid for it.’",
            [
                ("It’s the residents’ patience we’re testing", "Dev Mistry"),
                ("They’ve paid for it", "Dev Mistry"),
            ],
            id="apostrophes-in-single-marks",
        ),
        pytest.param(
            "Sheila Crowe accused them of ‘hiding behind spreadsheets’ and left. ‘We wait,’ said Dev Mistry.",
            [("hiding behind spreadsheets", "Sheila Crowe"), ("We wait", "Dev Mistry")],
            id="single-mark-closes-behind-s",
        ),
        pytest.param(
            "‘My gaffer shouted “jump”, so I jumped,’ said Rory Beck. ‘She’s nobody you say “why?” to.’",
            [
                ("My gaffer shouted “jump”, so I jumped", "Rory Beck"),
                ("She’s nobody you say “why?” to", "Rory Beck"),
            ],
            id="double-marks-inside-single-ones",
        ),
        pytest.param(
            "“It just kept going,” said Chioma Eze. 'I got a hand to it,' Patrick Lowry said.",
            [("It just kept going", "Chioma Eze"), ("I got a hand to it", "Patrick Lowry")],
            id="single-and-double-marks-side-by-side",
        ),
        pytest.param(
            "‘We play it rock ’n’ roll,’ said Dai Corbett.",
            [("We play it rock ’n’ roll", "Dai Corbett")],
            id="rock-n-roll",
        ),
        pytest.param(
            "« Nous mangeons tous les jours », said Inès Roussin. « And you ? »",
            [("Nous mangeons tous les jours", "Inès Roussin"), ("And you ", "Inès Roussin")],
            id="french-spacing",
        ),
        pytest.param(
            '"We have been up that tree since Easter, said Lucy Tarrant, 19.\n\nBen Coulter came down.',
            [("We have been up that tree since Easter", "Lucy Tarrant")],
            id="closing-mark-lost-before-the-tag",
        ),
    ],
)
def test_marks(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ruckman Sam “Moose” Odgers limped. “It was ugly,” Odgers said.",
            [("It was ugly", "Sam Odgers")],
            id="nickname-between-names",
        ),
        pytest.param(
            "Ruckman Sam “Moose” Odgers limped. “It was ugly,” Moose said.",
            [("It was ugly", "Sam Odgers")],
            id="by-nickname",
        ),
        pytest.param(
            "Mayor Ann Bishop cut the ribbon. “It is a good bridge,” Bishop said.",
            [("It is a good bridge", "Ann Bishop")],
            id="surname-that-is-a-title",
        ),
        pytest.param(
            "“It is a good bridge,” Miriam Leach KC told the court.",
            [("It is a good bridge", "Miriam Leach")],
            id="letters-behind-a-name",
        ),
        pytest.param(
            'Minister Yusuf al-Haddar stayed away. "They had no map," Al-Haddar said.',
            [("They had no map", "Yusuf al-Haddar")],
            id="arabic-article",
        ),
        pytest.param(
            "“We wept,” said Alhaji Musa Danladi. Councillor Ruth Ellery sang. “So did I,” Ellery said.",
            [("We wept", "Musa Danladi"), ("So did I", "Ruth Ellery")],
            id="titles-of-other-countries",
        ),
        pytest.param(
            "“The birds don’t care,” said the pigeons’ trainer, a former postman called Wilf Strake.",
            [("The birds don’t care", "Wilf Strake")],
            id="called",
        ),
        pytest.param(
            "“Everything has gone,” said a man who gave his name as Emeka.",
            [("Everything has gone", "Emeka")],
            id="gave-his-name-as",
        ),
        pytest.param(
            "“It flew,” said the bride, Chioma Eze.",
            [("It flew", "Chioma Eze")],
            id="person-by-what-she-is-today",
        ),
        pytest.param(
            "“It fell,” said the developer, Hollin Homes.",
            [("It fell", "Hollin Homes")],
            id="body-beside-its-description",
        ),
        pytest.param(
            "“It is sad,” the Teachers’ Association said.",
            [("It is sad", "Teachers’ Association")],
            id="plural-owner-in-a-name",
        ),
        pytest.param(
            "One of the victims, who identified himself as Tunde, wept. “All has gone,” he lamented.",
            [("All has gone", "Tunde")],
            id="one-of-the-victims",
        ),
    ],
)
def test_names(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Silas Wren and Obadiah Crutch sat down.\n\n“You’re late,” said Wren.\n\n“I’m ninety,” said Crutch.\n\n"
            "“That’s no excuse.”\n\n“It’s the only one I’ve got.”",
            ["Silas Wren", "Obadiah Crutch", "Silas Wren", "Obadiah Crutch"],
            id="by-turns",
        ),
        pytest.param(
            "“My arm’s gone,” groaned Trina Mobbs.\n\n“She has a terrible wrist,” fired back Cliff Nuttall.",
            ["Trina Mobbs", "Cliff Nuttall"],
            id="verbs-of-manner",
        ),
        pytest.param(
            "‘I never saw it,’ marvelled Bronwen Sykes.", ["Bronwen Sykes"], id="british-double-consonant"
        ),
        pytest.param(
            "Westline deleted the post. In a second one it said: “We got the tone wrong.”",
            ["Westline"],
            id="it-for-a-name-that-nothing-else-tells",
        ),
        pytest.param(
            "The report says: “Inspectors looked at the paint.” It adds: “Nobody looked at the steel.”",
            ["report", "report"],
            id="it-for-a-document",
        ),
        pytest.param(
            "Chen Yuhan, who designed it, was pleased.\n\nNguyen Thi Lan crossed first. “They can fish,” she said.",
            ["Nguyen Thi Lan"],
            id="she-of-this-paragraph",
        ),
        pytest.param(
            "Bertrand Osei mends it. His aunt, Grace, cleans it. “She sings,” he says.",
            ["Bertrand Osei"],
            id="aunt-named-behind-a-comma",
        ),
        pytest.param(
            "“Goodbye, old girl!” shouted Ron Pickles.", ["Ron Pickles"], id="called-out-without-a-verb"
        ),
    ],
)
def test_speakers(text, expected):
    assert [speaker for _, speaker in told(text)] == expected


def test_shadow_office_is_another_office():
    """The shadow home secretary is somebody else than the home secretary."""
    text = (
        "The shadow home secretary, Marcus Adeleke, left.\n\n“I’d remind him,” the home secretary told MPs."
    )
    assert told(text) != [("I’d remind him", "Marcus Adeleke")]


def test_label_with_constituency():
    text = (
        "Helena Croft (Marsh East) (Lab): Will the Minister tell us what time it is?\n\n"
        "Mr Justin Pole: I refer the honourable Lady to the clock.\n\n"
        "Helena Croft: The clock has stopped. So has the Minister."
    )
    assert [name for _, name in told(text)] == ["Helena Croft", "Justin Pole", "Helena Croft"]


def test_pronoun_with_a_verb_of_its_own_closes_no_report():
    """In "X, who came late, said he had lost it" it isn't he who says X came late."""
    found = told("Ada Bloom, who came late, said he had lost a shop.", kinds=("indirect",))
    assert found == [("he had lost a shop", "Ada Bloom")]
