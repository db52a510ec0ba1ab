"""Tell what stands above an article's first paragraph: section, headline, standfirst, byline, date.

In: a `Page`, and what is declared of the article.  Out: labels on its first paragraphs.  How far it reaches is told
in `extent`, who signs in `signing`, what stands above the headline in `masthead`; headline and standfirst, here.
"""

from api.extract.article.about import headline_below
from api.extract.article.extent import head_of
from api.extract.article.furniture import BY_PLACE, MAX_LINE, Reason
from api.extract.article.masthead import label_holder, label_masthead, label_sections
from api.extract.article.page import MAX_HEAD, SAME_BY_ACCIDENT, SIGNING, Page, bare, is_prose
from api.extract.article.signature import day_of, names_people
from api.extract.article.signing import label_signatures, may_be_author
from api.model import RawFile

_LONGEST_SUBTITLE = 250  # characters
_DECLARED: tuple[tuple[str, Reason], ...] = (
    ("title", "headline"),
    ("subtitle", "subtitle"),
    ("byline", "byline"),
    ("section", "section"),
)


def label_declared(page: Page, raw: RawFile) -> None:
    """Label printed lines that say what the declared facts say."""
    for field, reason in _DECLARED:
        declared = raw.fields.get(field)
        if isinstance(declared, str) and declared:
            _label_same(page, bare(declared), reason)


def _label_same(page: Page, declared: str, reason: Reason) -> None:
    """Label lines of the head that print `declared`, whole or, for a headline, broken into lines."""
    rest = declared
    for place, text in enumerate(page.texts[:MAX_HEAD]):
        letters = bare(text) if len(text) <= MAX_LINE else ""
        if not letters or page.labels[place] is not None:
            continue
        begins = reason == "headline" and len(letters) >= SAME_BY_ACCIDENT and rest.startswith(letters)
        if letters == declared or begins or (rest != declared and letters == rest):
            page.labels[place] = reason
            rest = rest.removeprefix(letters) or declared


def label_head(page: Page, raw: RawFile) -> None:
    """Label what stands above the first paragraph."""
    before = list(page.labels)
    _label_by_place(page, raw)
    if "title" in raw.fields or raw.format == "html":
        return
    by_place = next((place for place, label in enumerate(page.labels) if label == "headline"), None)
    headline = headline_below(page, by_place)
    if headline is not None:
        above = page.labels[:headline]
        page.labels = before
        page.labels[:headline] = [
            "navigation" if label is None or label in _GUESSED else label for label in above
        ]
        page.labels[headline] = "headline"
        _label_by_place(page, raw)


_GUESSED = BY_PLACE - {"section"}


def _label_by_place(page: Page, raw: RawFile) -> None:
    head = head_of(page, has_title="title" in raw.fields)
    label_holder(page, head)
    label_signatures(page, head)
    label_masthead(page, head)
    label_sections(page, head)
    headline = _label_headline(page, head, is_declared="title" in raw.fields)
    if headline is not None:
        _label_second_line(page, headline)
        _label_repeats(page, page.texts[headline])
    if headline is not None or "title" in raw.fields:
        place = -1 if headline is None else headline
        _label_last_names(page, head, place)
        _label_deck(page, head, place, is_page=raw.format == "html")


# ---- headline and standfirst


def _label_headline(page: Page, head: list[int], *, is_declared: bool) -> int | None:
    """Label the headline, unless the declared one is labelled already, and return its place.

    Where a headline is declared and another line stands first, only a format's own mark makes that a headline.
    """
    declared = next((place for place in head if page.labels[place] == "headline"), None)
    if declared is not None:
        return declared
    candidates = [place for place in head if page.labels[place] is None]
    candidates = [place for place in candidates if any(map(str.isalpha, page.texts[place]))] or candidates
    marked = [place for place in candidates if page.levels[place] == 1]
    unsigned = [place for place in candidates if not SIGNING & set(page.labels[candidates[0] : place])]
    twice = [place for place in unsigned if _is_printed_twice(page, place)]
    headline = next(iter(marked or ([] if is_declared else twice or candidates)), None)
    if headline is not None:
        page.labels[headline] = "headline"
    return headline


def _is_printed_twice(page: Page, place: int) -> bool:
    """Tell a line that stands there again right below: a headline for narrow screens, and one for wide ones."""
    text, below = page.texts[place], page.texts[place + 1 : place + 2]
    return text.count(" ") >= _FEWEST_WORDS - 1 and [bare(text)] == [bare(other) for other in below]


_FEWEST_WORDS = 4  # names of people are printed twice, too


def _label_second_line(page: Page, headline: int) -> None:
    """Label the deck, on its own line below a headline to which archives put a semicolon."""
    below = headline + 1
    if page.texts[headline].endswith(";") and below + 1 < len(page.texts) and page.labels[below] is None:
        page.labels[below] = "subtitle" if len(page.texts[below]) <= _LONGEST_SUBTITLE else None


def _label_repeats(page: Page, headline: str) -> None:
    """Label the headline wherever it is printed again, whole or cut short."""
    title = bare(headline)
    for place, text in enumerate(page.texts):
        if page.labels[place] is not None or len(text) > len(headline) + 20:
            continue
        letters = bare(text)
        cut_short = len(letters) >= 2 * SAME_BY_ACCIDENT and title.startswith(letters) and not is_prose(text)
        if letters == title or cut_short:
            page.labels[place] = "headline"


def _label_last_names(page: Page, head: list[int], headline: int) -> None:
    """Label bare names between headline and text as the byline, where there is no other."""
    last = head[-1] if head else headline
    if last <= headline or page.labels[last] is not None or "byline" in page.labels[: last + 1]:
        return
    name = page.texts[last]
    is_told_of = any(name in text for text in page.texts[last + 1 :])  # "Port Ellery", where it happened
    is_alone = last == headline + 1 and may_be_author(name) and not is_told_of
    if is_alone or names_people(name, all_known=True):
        page.labels[last] = "byline"


def _label_deck(page: Page, head: list[int], headline: int, *, is_page: bool) -> None:
    """Label what is left in the head: a standfirst between headline and byline, else the text of a picture.

    What stands first on a web page was taken for the article's own already: it stays, unless a byline is below it.
    """
    byline = next(
        (place for place in head if place > headline and page.labels[place] == "byline"), len(page.texts)
    )
    if is_page and byline == len(page.texts):
        return
    _label_left_days(page, head)
    left = [place for place in head if page.labels[place] is None]
    if len(left) > _LONGEST_DECK:
        left = [place for place in left if place < byline < len(page.texts)]
    for place in left:
        text = page.texts[place]
        is_deck = headline < place < byline and text.count(" ") >= 3 and not text[0].islower()
        above_credit = page.labels[place + 1 : place + 2] == ["caption"]
        page.labels[place] = "subtitle" if is_deck and not above_credit else "caption"


def _label_left_days(page: Page, head: list[int]) -> None:
    """Label what is left in the head and tells a day, whatever stands beside it: "December 8, 2025 report"."""
    for place in head:
        text = page.texts[place]
        if (
            page.labels[place] is None
            and text.count(" ") < _LONGEST_DAY
            and not is_prose(text)
            and day_of(text)
        ):
            page.labels[place] = "date"


_LONGEST_DAY = 12  # words, with a day among them
_LONGEST_DECK = 3  # lines; more are a list that the article begins with
