"""Tell which line above a text says what the text is about: the headline, whatever menus and boxes stand above it.

In: a `Page`, and which of its lines is taken for the headline by its place.  Out: the place of a better one, or None.

A page that was saved as text begins with what was printed above the article: menus, invitations, notices, headlines
of other articles.  A headline's words come again in the text below; those of a menu hardly do.
"""

import re
from itertools import islice, pairwise

from api.extract.article.furniture import BY_PLACE, MAX_LINE
from api.extract.article.page import Page, is_prose
from api.extract.article.signature import signature
from api.extract.words import read_words

_LINES = 42  # paragraphs above the text, at most
_LONG = 25  # words of a paragraph that no menu has
_NEAR = 3  # paragraphs from one of these to the next, in a text
_PARAGRAPH = 12  # words of one whose words count
_READ = 60  # paragraphs of the text whose words are looked at
_SHORTEST, _LONGEST = 2, 28  # words of a headline
_OTHER = 0.3  # of a line's words come again in any text
_SAME = 0.6  # of a headline's words come again in its own
_SENTENCE = 0.5  # of a sentence's words come again where it is the article's own
_FEWEST = 2  # words that come again
_NEARLY = 0.5  # as good as the best: the first of these is the headline, not the standfirst below it


def headline_below(page: Page, taken: int | None) -> int | None:
    """Return the place of the line that names what the text is about; None where `taken` may, or where none does.

    `taken` is the place of the line that the article's headline is taken to be by its place, None where there is
    none.  None as well where a sentence of the article's own stands above: what looks like a headline there is none.
    """
    start = _start(page.texts)
    candidates = [place for place in range(min(start, _LINES)) if _may_be_headline(page, place)]
    if not any(place != taken for place in candidates):
        return None
    words = {
        word
        for text in islice(page.texts, start, start + _READ)
        if text.count(" ") >= _PARAGRAPH - 1
        for word in _content(text)
    }
    if taken is not None and _share(page.texts[taken], words)[0] >= _OTHER:
        return None
    shares = {place: _share(page.texts[place], words) for place in candidates}
    about = [place for place, (share, found) in shares.items() if share >= _SAME and found >= _FEWEST]
    if not about:
        return None
    score = {place: shares[place][0] * shares[place][1] for place in about}
    best = next(place for place in about if score[place] >= _NEARLY * max(score.values()))
    above = (page.texts[place] for place in range(best) if page.labels[place] is None and place != taken)
    own = any(_share(text, words)[0] >= _SENTENCE for text in above if is_prose(text))
    return None if own or best == taken else best


def _start(texts: list[str]) -> int:
    """Return the place of the first long paragraph with another one near; of the first long one where none has."""
    long = [place for place, text in enumerate(texts[: 2 * _LINES]) if text.count(" ") >= _LONG - 1]
    for place, following in pairwise(long):
        if following <= place + _NEAR:
            return place
    return long[0] if long else 0


def _may_be_headline(page: Page, place: int) -> bool:
    text = page.texts[place]
    is_free = page.labels[place] is None or page.labels[place] in BY_PLACE
    if not is_free or not _SHORTEST <= text.count(" ") + 1 <= _LONGEST:
        return False
    ends_otherwise = (
        text.startswith("•")
        or text.endswith((":", ","))
        or (is_prose(text) and not text.endswith(("?", "!")))
    )
    return len(text) <= MAX_LINE // 2 and not ends_otherwise and signature(text) is None


def _share(text: str, words: set[str]) -> tuple[float, int]:
    """Return how many of a line's words are among `words`: as a share, and counted."""
    own = set(_content(text))
    found = len(own & words)
    return (found / len(own) if own else 0.0), found


def _content(text: str) -> list[str]:
    """Return the beginnings of the words of a text that tell what it is about: "harbour" and "harbours" are one."""
    return [word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in _EMPTY]


_WORD = re.compile(r"\d+|[^\W\d_]{4,}")
_STEM = 6  # letters
_EMPTY = read_words("function_words") | read_words("determiners") | read_words("pronouns")
