"""The printed paragraphs of one article, and why each is taken out of it.

In: paragraphs.  Out: a `Page` that `head` and `clean` put labels on.
"""

from api.extract.article.furniture import Reason, ends_sentence, has_title_case
from api.extract.article.layout import Paragraph

MAX_HEAD = 14  # paragraphs above the first of prose; more short lines than that are a list, not a head
LONGEST_KICKER = 4  # words above a headline
LONGEST_SENTENCE = 16  # words of a headline that ends as a sentence does
SIGNING: frozenset[Reason] = frozenset({"byline", "date", "reading time"})
SAME_BY_ACCIDENT = 12  # letters: a part of a headline that is shorter than this may be any line's beginning


class Page:
    """The printed paragraphs of one article, and for each the reason to take it out, or None.

    The one thing in this room that changes: each step below puts labels on it.
    """

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self.texts = [paragraph.text for paragraph in paragraphs]
        self.levels = [paragraph.level for paragraph in paragraphs]
        self.labels: list[Reason | None] = [None] * len(paragraphs)

    def unlabelled(self) -> list[int]:
        """Return the places of the paragraphs that no step has labelled yet."""
        return [place for place, label in enumerate(self.labels) if label is None]


def is_prose(text: str) -> bool:
    """Tell a paragraph of an article from a headline, a label or a caption, by its form alone."""
    words = text.count(" ") + 1
    if words > 30 or (text.endswith(":") and words > 3):
        return True
    return ends_sentence(text) and not has_title_case(text) and not (words < 5 and text.endswith(_SUFFIXES))


_SUFFIXES = ("Jr.", "Sr.")


def is_longer_than_kicker(text: str) -> bool:
    """Tell a line that has as many words as headlines have."""
    return text.count(" ") >= LONGEST_KICKER


def bare(text: str) -> str:
    """Return the letters and digits of `text`, in small letters, for comparing headlines."""
    return "".join(filter(str.isalnum, text.casefold()))
