"""Label the lines of a page that sign the article: bylines, names above an office, days.

In: a `Page`, and the places of its head.  Out: labels on them.  What one line says of itself is read in `signature`;
here is told what stands beside.
"""

import re

from api.extract.article.byline import everyday_words, is_office_line
from api.extract.article.furniture import Reason
from api.extract.article.layout import Paragraph
from api.extract.article.offices import is_name
from api.extract.article.page import MAX_HEAD, Page
from api.extract.article.signature import names_alone, names_people, signature
from api.extract.grammar.genders import is_first_name
from api.extract.words import read_words


def join_names(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Join the lines that a byline was broken into at its links: "By", "Ana Ruiz", "and", "Tom Lee"."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs[:MAX_HEAD]:
        before = joined[-1].text if joined else ""
        if before and _goes_on(before, paragraph) and _is_open(before):
            joined[-1] = Paragraph(f"{before} {paragraph.text}")
        else:
            joined.append(paragraph)
    return joined + paragraphs[MAX_HEAD:]


def _is_open(line: str) -> bool:
    """Tell a line that a byline may go on behind: "By", and a few names."""
    return len(line) <= _LONGEST_NAMES and (
        _OPENS_NAMES.match(line) is not None or is_name(_JOINER.split(line, maxsplit=1)[0])
    )


def _goes_on(line: str, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph goes on with names, by a sign at its beginning or at the end of the line above."""
    if paragraph.level or len(paragraph.text) > _LONGEST_NAMES:
        return False
    is_listed = line.endswith(",") and names_people(paragraph.text)
    joiner = _JOINER.match(paragraph.text)
    if joiner and joiner[0].strip() in _BULLETS:  # "• Print article", below a name
        rest = paragraph.text[joiner.end() :].strip()
        return not rest or any(map(str.isdigit, rest)) or names_people(rest)
    return is_listed or _ENDS_OPEN.search(line) is not None or joiner is not None


_BULLETS = frozenset("·•|")
_LONGEST_NAMES = 100  # characters
_JOINER = re.compile(r"\s*(?:(?:,|, and|and|&|with|·|•|\|)(?=\s|$))")
_OPENER = (
    r"(?:(?:written |story |words |article )?by:?|authors?:|(?:von|par|por|door|av|af):?"
    r"|(?:autor(?:in|en|a|es)?|auteurs?|autore|text|texte?|texto):?(?=$))"
)
_OPENS_NAMES = re.compile(rf"{_OPENER}(?=\s|$)", re.IGNORECASE)
_ENDS_OPEN = re.compile(rf"(?:^{_OPENER}|\band|&|·|•|\|)$", re.IGNORECASE)


def label_signatures(page: Page, head: list[int]) -> None:
    """Label bylines and days, each by its words or by what stands beside it."""
    for place in head:
        if page.labels[place] is None:
            page.labels[place] = signature(page.texts[place])
    for place in head:  # bare names are a byline when a date or a reading time stands beside them
        beside = {page.labels[other] for other in _beside(page, head, place)}
        if page.labels[place] is None and beside & {"date", "reading time"}:
            below_headline = any(label is None for label in page.labels[:place])
            text = page.texts[place]
            if names_people(text) or (below_headline and may_be_author(text)):
                page.labels[place] = "byline"
    for place in head[:-1]:  # "Ana Ruiz", and below it "BBC News, Lisbon" or "Defence correspondent"
        name, below = page.texts[place].rstrip(" ,"), page.texts[place + 1]
        if page.labels[place + 1] is None and _signs_above(page, place, name, below):
            page.labels[place] = page.labels[place + 1] = "byline"
    signed = {page.texts[place] for place in head if page.labels[place] == "byline"}
    for place in head:
        if page.labels[place] is None and page.texts[place] in signed:
            page.labels[place] = "byline"


def may_be_author(text: str) -> bool:
    """Tell names that no list of first names has from "Save Article" and "Contributing Reporter"."""
    names = names_alone(text)
    everyday = any(word.lower() in everyday_words() for name in names for word in name.split())
    return bool(names) and not everyday and not is_office_line(text)


def _beside(page: Page, head: list[int], place: int) -> list[int]:
    """Return the places above and below, but for counts and buttons that stand between."""
    above = [other for other in head if other < place and page.labels[other] not in _BUTTONS]
    below = [other for other in head if other > place and page.labels[other] not in _BUTTONS]
    return above[-1:] + below[:1]


_BUTTONS: frozenset[Reason] = frozenset({"comments", "social", "navigation", "newsletter", "advertisement"})


def _signs_above(page: Page, place: int, name: str, below: str) -> bool:
    """Tell a name above an office or an outlet, or a byline above an office, from two lines of a head."""
    if page.labels[place] == "byline":
        return is_office_line(below)
    if page.labels[place] is not None or not is_name(name) or not is_first_name(name.split(maxsplit=1)[0]):
        return False
    return (
        is_office_line(below)
        or _ADDRESS.fullmatch(below) is not None
        or _names_outlet(below.partition(",")[0])
    )


_ADDRESS = re.compile(r"\S+@\S+\.\w+|@\w+")


def _names_outlet(text: str) -> bool:
    words = text.split()
    return bool(words) and len(words) <= _LONGEST_OUTLET and words[-1] in read_words("organization_words")


_LONGEST_OUTLET = 4  # words
