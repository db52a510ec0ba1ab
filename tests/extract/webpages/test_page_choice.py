"""Which of two texts of a page is the article. All people and places are invented."""

from collections import Counter

import pytest

from api.extract import read_bytes
from api.extract.article.clean import clean
from api.extract.webpages.choice import _confirms

ARTICLE = [
    "The harbour of Port Ellery froze on Monday, and forty ships had to wait outside the wall for the wind to turn.",
    "“We have not seen this in thirty years,” said Edda Núñez, who has run the pilot station since it was built.",
    "The council will meet on Friday to decide whether the old icebreaker can be used again, a spokesman said.",
    "Fishermen carried their catch over the ice, and the school on the island stayed closed for the third day.",
    "Nobody was hurt, the coast guard said, but two boats were crushed at the quay and one of them has since sunk.",
]
TEASER = (
    "Item {}: the founder of a chain of swimming halls was found in good health after days at sea, the coast guard "
    "of the neighbouring province said, and his boat was towed to the yard where it had been built twenty years ago."
)


@pytest.mark.parametrize("count", [0, 5, 20, 60])
def test_a_stream_of_other_news_below_an_article_is_no_part_of_it(count):
    """However long the stream: with twenty items it outweighs the article many times."""
    stream = "".join(f"<li><div class='row'><p>{TEASER.format(i)}</p></div></li>" for i in range(count))
    own = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE)
    page = (
        "<!DOCTYPE html><html><head><title>Harbour freezes over</title></head><body><div id='main'>"
        f"<article><h1>Harbour freezes over</h1><div class='text'>{own}</div></article><ul>{stream}</ul>"
        "</div></body></html>"
    )

    (raw,) = read_bytes(page.encode(), "a.html")

    assert clean(raw).body.split("\n\n") == ARTICLE


@pytest.mark.parametrize("part", [0, 1, 10])
def test_a_stricter_choice_of_next_to_nothing_is_none(part):
    """Two extractors that both find only "Skip to main content" don't outvote the one that finds an article."""
    usual, piece = Counter(map(str, range(1000))), Counter(["content"] * part)

    assert not _confirms(piece, piece, usual)


def test_a_stricter_choice_that_another_extractor_confirms_is_taken():
    usual, strict = Counter(map(str, range(1000))), Counter(map(str, range(60)))

    assert _confirms(strict, strict, usual)
    assert not _confirms(usual, strict, usual)
