"""Label what stands above a headline: the paper's name, crumbs, sections, a kicker.

In: a `Page`, and the places of its head.  Out: labels on them.
"""

import re

from api.extract.article.furniture import BULLETS, copyright_holder, ends_sentence
from api.extract.article.page import (
    LONGEST_KICKER,
    LONGEST_SENTENCE,
    SAME_BY_ACCIDENT,
    SIGNING,
    Page,
    bare,
    is_longer_than_kicker,
    is_prose,
)
from api.extract.words import read_words


def label_masthead(page: Page, head: list[int]) -> None:
    """Label the paper's name, and lines that end in the headline printed again below."""
    _label_crumbs(page, head)
    _label_paper(page, head)


def label_holder(page: Page, head: list[int]) -> None:
    """Label the paper's name above an article, where the copyright line below says that it is that."""
    lines = (text for text, label in zip(page.texts, page.labels, strict=True) if label == "copyright")
    holders = {bare(name) for line in lines if (name := copyright_holder(line))}
    for place in head:
        if page.labels[place] is None and bare(page.texts[place]) in holders:
            page.labels[place] = "site line"


def _label_crumbs(page: Page, head: list[int]) -> None:
    """Label "Home Boats Harbour freezes", where "Harbour freezes" stands on a line of its own below."""
    left = [place for place in head if page.labels[place] is None]
    for index, place in enumerate(left):
        crumbs = bare(page.texts[place])
        titles = [bare(page.texts[below]) for below in left[index + 1 :]]
        if any(
            len(title) >= SAME_BY_ACCIDENT and crumbs.endswith(title) and crumbs != title for title in titles
        ):
            page.labels[place] = "navigation"


def _label_paper(page: Page, head: list[int]) -> None:
    """Label the paper's name on a line of its own above a headline: "Harbour Review", "THE ECHO | News"."""
    left = [place for place in head if page.labels[place] is None and not page.levels[place]]
    for place, *below in (left[index:] for index in range(len(left) - 1)):
        text = page.texts[place]
        if _names_section(text, followed=False) and not ("|" in text and _is_masthead(text)):
            continue
        if not _is_masthead(page.texts[place]) or not any(_may_be_headline(page.texts[one]) for one in below):
            return
        page.labels[place] = "site line"


def _is_masthead(text: str) -> bool:
    """Tell a name that ends as those of papers and stations do, alone or before sections."""
    if text.startswith(BULLETS):
        return False
    name, *others = (part.strip() for part in text.split("|"))
    words = name.split()
    last = words[-1].lower() if words else ""
    is_paper = last in read_words("outlet_words") and (last == "news" or last not in read_words("sections"))
    is_the = words[:1] in (["The"], ["THE"]) and words[-1].title() in read_words("organization_words")
    is_named = 2 <= len(words) <= _LONGEST_PAPER and (is_paper or is_the)
    capitals = all(word[0].isupper() or word in _JOINTS or not word[0].isalpha() for word in words)
    return is_named and capitals and all(_names_section(part, followed=True) for part in others)


_LONGEST_PAPER = 5  # words, of a paper or of a kicker with a dash
_LONGEST_SECTION = 3  # words, of those on a path
_JOINTS = frozenset({"of", "the", "and", "for", "in"})


def _may_be_headline(text: str) -> bool:
    return text.count(" ") >= _SHORTEST_HEADLINE - 1 and not _is_masthead(text)


_SHORTEST_HEADLINE = 4  # words, below the name of a paper


def label_sections(page: Page, head: list[int]) -> None:
    """Label section names above the headline; a word that is not in our list is one when a headline follows it."""
    candidates = [place for place in head if page.labels[place] is None and not page.levels[place]]
    for index, place in enumerate(candidates):
        text, below = page.texts[place], candidates[index + 1 :]
        is_section = (
            _names_section(text, followed=bool(below))
            or _is_kicker(page, place, below)
            or (_is_list(text) and any(_may_be_headline(page.texts[other]) for other in below[:1]))
        )
        if not any(map(str.isalpha, text)):
            continue  # a count
        if "headline" in page.labels[:place] or not is_section:
            return
        page.labels[place] = "section"


def _is_list(text: str) -> bool:
    """Tell "Best Of, Coasts, Travel Guides": three things or more, each of few words."""
    parts = _BETWEEN_THINGS.split(text)
    short = all(0 < len(part.split()) <= _LONGEST_SECTION for part in parts)
    names_people = parts[-1].startswith("and ")
    return len(parts) >= _FEWEST_THINGS and short and not (names_people or ends_sentence(text))


_BETWEEN_THINGS = re.compile(r"\s*,\s+|\s+[•·]\s+")
_FEWEST_THINGS = 3


def _is_kicker(page: Page, place: int, below: list[int]) -> bool:
    """Tell a few words with capitals, or in small letters only, above a line as long as headlines are.

    Other kickers may stand between, and the headline may be a question, as long as nothing there signs the text.
    """
    if not below or not _may_be_kicker(page.texts[place]):
        return False
    if is_longer_than_kicker(page.texts[below[0]]) and not is_prose(page.texts[below[0]]):
        return True
    headline = next((other for other in below if not _may_be_kicker(page.texts[other])), place)
    if SIGNING & set(page.labels[place:headline]):
        return False
    text = page.texts[headline]
    is_question = text.count(" ") < LONGEST_SENTENCE and text.endswith(("?", "!"))
    return is_longer_than_kicker(text) and (is_question or not is_prose(text))


def _may_be_kicker(text: str) -> bool:
    words = text.split()
    if len(words) > LONGEST_KICKER or text[-1] in "?!.:”\"’'":
        return False
    minor = read_words("title_minor_words")
    return text.islower() or not any(word[0].islower() and word not in minor for word in words)


def _names_section(text: str, *, followed: bool) -> bool:
    if followed and text.endswith(("—", "–", "|")) and text.count(" ") < _LONGEST_PAPER:
        return True
    signs = sum(map(text.count, _BETWEEN_SECTIONS))
    if text.count(" ") - 2 * signs > 3 or ends_sentence(text):
        return False
    known = read_words("sections")
    parts = [part.strip().lower() for part in re.split(r"[/|>›»•·]", text)]
    if any(part in known for part in parts):
        return True
    is_path = (
        "|" not in text
        and len(parts) > 1
        and all(0 < len(part.split()) <= _LONGEST_SECTION for part in parts)
    )
    if followed and is_path:
        return True
    joined = [part.strip().lower() for part in re.split(r",|&| and ", text, flags=re.IGNORECASE)]
    return all(part in known for part in joined) or (followed and text.count(" ") < 2)


_BETWEEN_SECTIONS = "/|>›»•·"
