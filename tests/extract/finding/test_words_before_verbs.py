"""Who speaks over what stands right before the verb, and clauses that open with a deed or a share."""

import pytest
from reported import Row, rows_of

CLOSE = "the quay would close next month"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        pytest.param(f"Bloom {words} said {CLOSE}.", ("Bloom", "said", (CLOSE,)), id=words.replace(" ", "-"))
        for words in ("earlier", "meanwhile", "at first", "once more", "a day earlier")
    ]
    + [
        pytest.param(
            f"Quay Oil Co <QO.N> said {CLOSE}.", ("Quay Oil Co", "said", (CLOSE,)), id="symbol-behind-a-firm"
        ),
        pytest.param(
            f"<Quay Corp> said {CLOSE}.", ("Quay Corp", "said", (CLOSE,)), id="firm-without-a-symbol"
        ),
        pytest.param(
            f"{CLOSE.capitalize()}, a source close to him said.",
            ("a source", "said", (CLOSE.capitalize(),)),
            id="source-close-to-him",
        ),
        pytest.param(
            "The office said about half of the higher toll in its plan reflected losses from the ferry.",
            (
                "The office",
                "said",
                ("about half of the higher toll in its plan reflected losses from the ferry",),
            ),
            id="about-half",
        ),
        pytest.param(
            "The office said about a third of the boats lacked lamps.",
            ("The office", "said", ("about a third of the boats lacked lamps",)),
            id="about-a-third",
        ),
        pytest.param(
            "Bloom met Orr and said seeking help was the right course.",
            ("Bloom", "said", ("seeking help was the right course",)),
            id="what-is-done-is-the-subject",
        ),
        pytest.param(
            "She said she had met Reed twice but said neither Reed nor Orr played a role in its tolls.",
            ("She", "said", ("neither Reed nor Orr played a role in its tolls",)),
            id="neither-nor",
        ),
    ],
)
def test_report_over_what_stands_before_its_verb(text: str, row: Row) -> None:
    assert row in rows_of(text)


def test_about_whom_something_is_said_is_no_report() -> None:
    assert not rows_of("“It leaks,” Bloom said about the quay in her report.")


@pytest.mark.parametrize(
    ("subject", "who"),
    [
        pytest.param("Three keepers, including Bloom and Orr,", "Three keepers", id="including"),
        pytest.param("Many keepers, however,", "Many keepers", id="however"),
        pytest.param("The keepers, too,", "The keepers", id="too"),
        pytest.param("Several keepers, meanwhile,", "Several keepers", id="meanwhile"),
        pytest.param("Some keepers - including a few of the old ones -", "Some keepers", id="between-dashes"),
    ],
)
def test_what_only_adds_to_a_source_is_no_part_of_it(subject: str, who: str) -> None:
    assert rows_of(f"{subject} said {CLOSE}.") == [(who, "said", (CLOSE,))]


@pytest.mark.parametrize(
    "silence",
    [
        "but did not elaborate on it",
        "but declined to say which",
        "but would not say why",
        "but refused to say more",
    ],
)
def test_what_is_kept_back_is_not_said(silence: str) -> None:
    assert rows_of(f"Bloom said {CLOSE} {silence}.")[0] == ("Bloom", "said", (CLOSE,))


@pytest.mark.parametrize(
    "occasion",
    ["At the weekend", "At the time", "At the hearing", "Over the weekend", "In court", "After the vote"],
)
def test_who_speaks_behind_an_occasion_without_a_comma(occasion: str) -> None:
    text = f"{occasion} Bert Orr, who was moved to Marle last year, said {CLOSE}."
    assert rows_of(text) == [("Bert Orr", "said", (CLOSE,))]
