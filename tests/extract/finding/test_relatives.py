"""Who speaks, where a relative clause without commas ends right before the verb: not whom the clause ends with."""

import pytest
from reported import rows_of

from api.extract import extract_article
from api.model import RawFile

SHUT = "the mill would shut"

REPORTED = [
    pytest.param(f"The man who shot Bert Orr said {SHUT}.", "The man", id="name-as-the-object"),
    pytest.param(f"The company that owns the quay said {SHUT}.", "The company", id="thing-as-the-object"),
    pytest.param(
        f"The company that runs Quay Stores said {SHUT}.", "The company", id="verb-that-may-be-a-noun"
    ),
    pytest.param(f"The union that represents nurses said {SHUT}.", "The union", id="noun-without-an-article"),
    pytest.param(f"The union that represents most of them said {SHUT}.", "The union", id="pronoun-behind-of"),
    pytest.param(f"The committee which oversees the quay said {SHUT}.", "The committee", id="which"),
    pytest.param(f"The lawyer who represents her said {SHUT}.", "The lawyer", id="pronoun-of-a-woman"),
    pytest.param(f"The officer who arrested him told the Echo {SHUT}.", "The officer", id="pronoun-of-a-man"),
    pytest.param(
        f"Keepers across Ostley said {SHUT}.", "Keepers across Ostley", id="place-they-are-spread-over"
    ),
    pytest.param(
        f"Ada Bloom, a keeper in Ostley who has read both reports said {SHUT}.",
        "Ada Bloom",
        id="missing-comma",
    ),
    # These look so and are none.
    pytest.param(
        f"A friend who thinks Bert Orr said {SHUT} left.", "Bert Orr", id="clause-of-a-verb-of-thinking"
    ),
    pytest.param(f"The keeper, who knows Reed, said {SHUT}.", "The keeper", id="commas"),
]


@pytest.mark.parametrize(("sentence", "source"), REPORTED)
def test_who_reports(sentence, source):
    sources = [source for source, _, _ in rows_of(sentence)]

    assert source in sources


QUOTED = [
    pytest.param("“It is late,” the man who shot Bert Orr said.", "the man", id="name-as-the-object"),
    pytest.param("The foundation that manages the park said: “It is late.”", "The foundation", id="before"),
    pytest.param(
        "The lawyer who represents him said: “It is late.”", "The lawyer", id="pronoun-as-the-object"
    ),
    pytest.param("“It is late,” the man who is Bert Orr’s uncle said.", "the man", id="clause-of-being"),
    pytest.param("“It is late,” said a keeper who has read both reports.", "a keeper", id="noun-like-a-verb"),
]


@pytest.mark.parametrize(("body", "mention"), QUOTED)
def test_who_is_quoted(body, mention):
    article = extract_article(RawFile("a.txt", "text", body, "0" * 64, {"title": "At the quay"}))
    quotes = [quote for quote in article.quotes if quote.kind == "direct"]

    assert [quote.mention and quote.mention.text for quote in quotes] == [mention]
