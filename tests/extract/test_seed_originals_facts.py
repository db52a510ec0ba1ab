"""Facts that a careful reader finds in the five articles that the project began with, where they are at hand.

The articles are other people's: facts and a few words only, no sentence of them.
"""

from pathlib import Path

import pytest

from api.extract import extract_article, read_files
from api.model import Article

SEEDS = Path(__file__).parents[3] / "shared" / "corpora" / "seeds"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason=f"needs the original articles in {SEEDS}"),
]

FACTS: dict[str, dict[str, object]] = {
    "000": {
        "title": "Trump's New Drug Czar Does Not",
        "publisher": "Latin Times",
        "section": "Technology",
        "tags": ("Mexico", "Donald Trump", "Cartel"),
        "rights": "restricted",
        "paragraphs": 16,
    },
    "001": {
        "title": "U.S. Eyes Missions in Mexico",
        "publisher": "Chase Tactical",
        "original_publisher": "Newsweek",
        "authors": ("Dan Gooding", "Jason Lemon"),
        "section": "Intel, news",
        "paragraphs": 10,
    },
    "002": {
        "title": "TRUMP HAS SUGGESTED SENDING TROOPS",
        "publisher": "VeteranLife",
        "authors": ("Allison Kirschbaum",),
        "rights": "restricted",
        "paragraphs": 18,
    },
    # A report of another paper without a line that says who published this copy: unknown is the honest answer.
    "003": {"title": "Trump administration weighs military actions", "paragraphs": 26},
    "004": {"title": "Donald Trump, according to reports", "derived": True, "paragraphs": 14},
}

# number, words that must be gone from the body, and the reason they are taken out for
GONE = [
    ("000", "5 min read", "reading time"),
    ("000", "Sara Carter Sara Carter / X", "caption"),
    ("000", "Kids recruited by cartels", "related"),
    ("000", "All rights reserved", "copyright"),
    ("000", "Tags:", "tags"),
    ("000", "Does Not Rule Out Deployment", "headline"),
    ("001", "| Chase Tactical |", "site line"),
    ("001", "(Read More)", "teaser"),
    ("001", "Why It Matters", "subheading"),
    ("001", "What’s Next", "subheading"),
    ("001", "Source Newsweek", "byline"),
    ("002", "VeteranLife article", "caption"),
    ("002", "Cross-Border Tensions", "subheading"),
    ("002", "vs. Mexican Drug Cartels", "subheading"),
    ("002", "Should the U.S. Take Action?", "subheading"),
    ("002", "Read next", "teaser"),
    ("002", "JOIN OUR NEWSLETTER", "newsletter"),
    ("002", "Email*", "newsletter"),
    ("002", "CONNECT WITH US", "social"),
    ("002", "VeteranLife Logo", "social"),
    ("003", "advertisement", "advertisement"),
    ("003", "weighs military actions", "headline"),
    ("003", "contributed to this report", "contributor"),
    ("003", "Keep it civil", "comments"),
]


def extracted(number: str) -> Article:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    (raw,) = read_files(path, path.name)
    return extract_article(raw)


@pytest.mark.parametrize(("number", "facts"), FACTS.items())
def test_the_facts_are_found(number, facts):
    article = extracted(number)
    metadata = article.metadata

    assert metadata.title.startswith(facts["title"])
    assert metadata.title_is_derived is facts.get("derived", False)
    assert metadata.publisher == facts.get("publisher")
    assert metadata.original_publisher == facts.get("original_publisher")
    assert metadata.authors == facts.get("authors", ())
    assert metadata.section == facts.get("section")
    assert tuple(tag.name for tag in metadata.tags) == facts.get("tags", ())
    assert metadata.rights == facts.get("rights", "unknown")
    assert metadata.language == "en"
    assert metadata.published_on is None
    assert len(article.body.split("\n\n")) == facts["paragraphs"]


@pytest.mark.parametrize(("number", "words", "reason"), GONE, ids=lambda value: value[:24])
def test_what_is_no_article_is_gone_and_says_why(number, words, reason):
    article = extracted(number)

    assert words not in article.body
    assert reason in {line.reason for line in article.removed if words in line.text}


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_nothing_is_lost_but_what_was_taken_out(number):
    """Body and removed lines together hold every word of the file, once each."""
    (path,) = SEEDS.glob(f"{number}_*.txt")
    article = extracted(number)

    kept = " ".join([article.body, *(line.text for line in article.removed)])

    assert sorted(kept.split()) == sorted(path.read_text(encoding="utf-8").split())
