"""Part an article's own paragraphs from everything else that is printed around them.

In: a RawFile.  Out: the body, paragraphs with one blank line between them, and what was taken out, each line with
a reason of a closed list.  `metadata` reads its facts from the lines taken out.  Nothing is rewritten; a
paragraph that may be the article's own stays.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from api.errors import UnreadableFile
from api.extract.article.byline import is_name, parts_of_line, read_byline
from api.extract.article.dates import read_date_line
from api.extract.article.furniture import (
    MAX_LINE,
    Reason,
    copyright_holder,
    ends_release,
    ends_sentence,
    furniture,
    goes_on,
    has_title_case,
    is_fragment,
    opens_box,
    opens_comments,
)
from api.extract.article.layout import Paragraph, split_markdown, split_page, split_paragraphs
from api.extract.grammar.genders import is_first_name
from api.extract.words import read_words
from api.model import Format, RawFile, Removed


@dataclass(frozen=True, slots=True)
class CleanText:
    """The body of an article, and what was taken out of the text, in printed order."""

    body: str
    removed: tuple[Removed, ...]


def clean(raw: RawFile) -> CleanText:
    """Return the article's own paragraphs and what else was printed.

    Raises UnreadableFile when nothing is left that could be an article.
    """
    page = Page(_paragraphs(raw))
    _label_declared(page, raw)
    _label_contacts(page)
    _label_furniture(page)
    _label_head(page, raw)
    _label_tail(page)
    if raw.format == "html":
        _label_last_headings(page)
    else:
        _label_subheadings(page)
    if not page.unlabelled():
        _restore(page)
    return _assemble(page, raw.path)


_SPLITTERS: dict[Format, Callable[[str], list[Paragraph]]] = {
    "text": split_paragraphs,
    "markdown": split_markdown,
    "html": split_page,
    "json": split_paragraphs,
    "csv": split_paragraphs,
}


def _paragraphs(raw: RawFile) -> list[Paragraph]:
    """Return the paragraphs of a text; one that begins with "# " has headings as Markdown has, whatever its name."""
    paragraphs = _SPLITTERS[raw.format](raw.text)
    if raw.format != "text" or not paragraphs or not _HEADING.match(paragraphs[0].text):
        return paragraphs
    found = [(_HEADING.match(paragraph.text), paragraph) for paragraph in paragraphs]
    return [
        Paragraph(paragraph.text[heading.end() :], len(heading[1])) if heading else paragraph
        for heading, paragraph in found
    ]


_HEADING = re.compile(r"(#{1,6})\s+(?=\w|[\"“‘'])")


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


def _assemble(page: Page, path: str) -> CleanText:
    body: list[str] = []
    removed: list[Removed] = []
    for text, label in zip(page.texts, page.labels, strict=True):
        if label is not None:
            removed.append(Removed(text, label))
            continue
        own, notice = _cut_notice(text)
        own, teaser = _cut_teaser(own)
        if own:
            body.append(own)
        if teaser:
            removed.append(Removed(teaser, "teaser"))
        if notice:
            removed.append(Removed(notice, "copyright"))
    if not body:
        raise UnreadableFile(
            path, "nothing but headings, captions and the like; expected the text of an article"
        )
    return CleanText("\n\n".join(body), tuple(removed))


def _restore(page: Page) -> None:
    """Take everything for the article's own that was labelled by its place or form only: it is all there is."""
    for place, label in enumerate(page.labels):
        if label in {"headline", "subheading", "subtitle", "caption", "section"}:
            page.labels[place] = None


# ---- forms of a line

_LONGEST_HEADLINE = 250  # characters
_TEASER_END = re.compile(
    r"""
    \s*(?:[(\[]\s?(?:read|see|learn|continue\ reading)(?:\ more|\ the\ rest|\ on)?\s?(?:…|\.\.\.|»|>|→)?\s?[)\]]
         |(?:read\ more|continue\ reading|learn\ more)\s?(?:…|\.\.\.|»|>+|→))\s*$
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _is_prose(text: str) -> bool:
    """Tell a paragraph of an article from a headline, a label or a caption, by its form alone."""
    words = text.count(" ") + 1
    if words > 30 or (text.endswith(":") and words > 3):
        return True
    return ends_sentence(text) and not has_title_case(text)


def _bare(text: str) -> str:
    """Return the letters and digits of `text`, in small letters, for comparing headlines."""
    return "".join(filter(str.isalnum, text.casefold()))


def _cut_notice(text: str) -> tuple[str, str]:
    """Part "© 2024 Ellery Post. All rights reserved." from the end of a paragraph: the text had lost its lines."""
    tail = text[-_LONGEST_NOTICE:] if len(text) > _SHORTEST_BEFORE_NOTICE else ""
    found = _NOTICE.search(tail[-(len(text) - _SHORTEST_BEFORE_NOTICE) :]) if "©" in tail else None
    return (text[: -len(found[0])].rstrip(), found[0].strip()) if found else (text, "")


_LONGEST_NOTICE, _SHORTEST_BEFORE_NOTICE = 300, 60  # characters; what stands before less is a caption's
_NOTICE = re.compile(
    r"(?:(?<=[.!?…”\"’'])|(?=.*\brights reserved))\s+(?:Copyright )?© ?(?:Copyright )?\d{4}\b.*",
    re.IGNORECASE,
)


def _cut_teaser(text: str) -> tuple[str, str]:
    """Part a "(Read More)" from the end of a paragraph."""
    tail = text[-40:]
    found = _TEASER_END.search(tail) if "ead" in tail or "earn" in tail or "EAD" in tail else None
    if not found:
        return text, ""
    cut = len(text) - len(tail) + found.start()
    return text[:cut].rstrip(), text[cut:].strip()


# ---- lines that say what they are


def _label_furniture(page: Page) -> None:
    """Label lines that say what they are, and the lists and boxes that a heading among them opens.

    Above the article's first paragraph a label such as "Share" opens nothing: the headline may stand below it.
    """
    opened: Reason | None = None
    ended: Reason | None = None  # why all that is left is taken out
    below_prose = False
    repeated = Counter(text for text in page.texts if len(text) <= _LONGEST_REPEATED)
    for place, text in enumerate(page.texts):
        if page.labels[place] is not None:
            continue
        reason = furniture(text)
        if reason is not None:
            opened = reason if below_prose and opens_box(reason, text) else None
            ended = ended or (_what_follows(page, place) if below_prose else None)
        elif ended or (opened is not None and goes_on(opened, text)):
            reason = ended or opened
        else:
            opened = None
            again = below_prose and repeated[text] > 1 and is_fragment(text) and not page.levels[place]
            if again and not is_fragment(page.texts[place - 1]):
                reason = "caption"  # a picture's alternative text, printed below each picture
        page.labels[place] = reason
        below_prose = below_prose or (reason is None and _is_prose(text))


_LONGEST_REPEATED = 60  # characters


def _what_follows(page: Page, place: int) -> Reason | None:
    """Return what all that stands below a line is: readers' comments, or notes of who issued a press release."""
    if opens_comments(page.texts[place]):
        return "comments"
    is_end = ends_release(page.texts[place]) and 2 * place >= len(page.texts)
    return "contributor" if is_end else None


def _label_contacts(page: Page) -> None:
    """Label whom to ask, above a press release: from "Contact:" to the last telephone number or address."""
    head = [place for place, text in enumerate(page.texts[:_MAX_HEAD]) if len(text) <= _LONGEST_CONTACT]
    first = next((place for place in head if _CONTACT.match(page.texts[place])), None)
    if first is None:
        return
    last = max((place for place in head if _REACHED_AT.search(page.texts[place])), default=-1)
    if set(range(first, last + 1)) <= set(head):
        for place in range(first, last + 1):
            page.labels[place] = "contributor"


_LONGEST_CONTACT = 120  # characters
_CONTACT = re.compile(
    r"(?:(?:media|press|news)\s+)?(?:contacts?|enquiries|inquiries)(?: information)?\s?(?::|$)", re.IGNORECASE
)
_REACHED_AT = re.compile(r"\S@\S+\.\w|\+?\(?\d{2,4}\)?[ .-]\d{2,4}[ .-]?\d{3,}")


# ---- the head: what stands above the first paragraph

_MAX_HEAD = 14  # paragraphs; more short lines than that are a list, not a head
_SAME_BY_ACCIDENT = 12  # letters: a part of a headline that is shorter than this may be any line's beginning
_DECLARED: tuple[tuple[str, Reason], ...] = (
    ("title", "headline"),
    ("subtitle", "subtitle"),
    ("byline", "byline"),
    ("section", "section"),
)


def _label_declared(page: Page, raw: RawFile) -> None:
    """Label printed lines that say what the declared facts say."""
    for field, reason in _DECLARED:
        declared = raw.fields.get(field)
        if isinstance(declared, str) and declared:
            _label_same(page, _bare(declared), reason)


def _label_same(page: Page, declared: str, reason: Reason) -> None:
    """Label lines of the head that print `declared`, whole or, for a headline, broken into lines."""
    rest = declared
    for place, text in enumerate(page.texts[:_MAX_HEAD]):
        bare = _bare(text) if len(text) <= MAX_LINE else ""
        if not bare or page.labels[place] is not None:
            continue
        begins = reason == "headline" and len(bare) >= _SAME_BY_ACCIDENT and rest.startswith(bare)
        if bare == declared or begins or (rest != declared and bare == rest):
            page.labels[place] = reason
            rest = rest.removeprefix(bare) or declared


def _label_head(page: Page, raw: RawFile) -> None:
    head = _head(page)
    _label_holder(page, head)
    _label_head_lines(page, head)
    _label_sections(page, head)
    headline = _label_headline(page, head, is_declared="title" in raw.fields)
    if headline is not None:
        _label_second_line(page, headline)
        _label_repeats(page, page.texts[headline])
    if headline is not None or "title" in raw.fields:
        place = -1 if headline is None else headline
        _label_signature(page, head, place)
        _label_deck(page, head, place, is_page=raw.format == "html")


def _label_holder(page: Page, head: list[int]) -> None:
    """Label the paper's name above an article, where the copyright line below says that it is that."""
    lines = (text for text, label in zip(page.texts, page.labels, strict=True) if label == "copyright")
    holders = {_bare(name) for line in lines if (name := copyright_holder(line))}
    for place in head:
        if page.labels[place] is None and _bare(page.texts[place]) in holders:
            page.labels[place] = "site line"


def _head(page: Page) -> list[int]:
    """Return the places above the first paragraph of prose; none when no prose is near."""
    for place, text in enumerate(page.texts[: _MAX_HEAD + 1]):
        if page.labels[place] is not None or page.levels[place] or not _is_prose(text):
            continue
        if not _is_question_headline(page, place):
            return list(range(place))
    return []


def _is_question_headline(page: Page, place: int) -> bool:
    """Tell whether the first line is a headline that ends in ? or !: short, and nothing but labels above it."""
    text = page.texts[place]
    above = any(label is None or label == "headline" for label in page.labels[:place])
    return text.endswith(("?", "!")) and text.count(" ") < 16 and not above and place + 1 < len(page.texts)


def _label_head_lines(page: Page, head: list[int]) -> None:
    for place in head:
        if page.labels[place] is None:
            page.labels[place] = _date_or_byline(page.texts[place])
    for place in head:  # a bare name is a byline when a date or a reading time stands beside it
        beside = {page.labels[other] for other in (place - 1, place + 1) if other in head}
        if page.labels[place] is None and beside & {"date", "reading time"} and is_name(page.texts[place]):
            page.labels[place] = "byline"
    for place in head[:-1]:  # "Ana Ruiz", and below it "BBC News, Lisbon"
        if page.labels[place] is None is page.labels[place + 1] and _is_signed(
            *page.texts[place : place + 2]
        ):
            page.labels[place] = page.labels[place + 1] = "byline"


def _is_signed(name: str, outlet: str) -> bool:
    """Tell a name above an outlet from two lines of a head."""
    paper = outlet.partition(",")[0].split()
    ends_as_outlet = (
        bool(paper) and len(paper) <= _LONGEST_OUTLET and paper[-1] in read_words("organization_words")
    )
    return ends_as_outlet and is_name(name) and is_first_name(name.split(maxsplit=1)[0])


_LONGEST_OUTLET = 4  # words


def _date_or_byline(text: str) -> Reason | None:
    if read_date_line(text) is not None:
        return "date"
    return "byline" if read_byline(text) or _is_name_and_date(text) else None


def _is_name_and_date(text: str) -> bool:
    """Tell "Ana Ruiz · 8 Jan 2024 · 3 min read": a name, and a date beside it."""
    parts = parts_of_line(text) if any(map(str.isdigit, text)) else [text]
    names = [part for part in parts[:2] if is_name(part)]
    return any(map(read_date_line, parts)) and bool(names)


def _label_sections(page: Page, head: list[int]) -> None:
    """Label section names above the headline; a word that is not in our list is one when a headline follows it."""
    candidates = [place for place in head if page.labels[place] is None and not page.levels[place]]
    for place in candidates:
        if "headline" in page.labels[:place] or not _names_section(
            page.texts[place], place != candidates[-1]
        ):
            return
        page.labels[place] = "section"


def _names_section(text: str, followed: bool) -> bool:
    if text.count(" ") > 3 or ends_sentence(text):
        return False
    known = read_words("sections")
    parts = [part.strip().lower() for part in re.split(r"[,/|>›»•·]", text)]
    return text.lower() in known or any(part in known for part in parts) or (followed and text.count(" ") < 2)


def _label_headline(page: Page, head: list[int], *, is_declared: bool) -> int | None:
    """Label the headline, unless the declared one is labelled already, and return its place.

    Where a headline is declared and another line stands first, only a format's own mark makes that a headline.
    """
    declared = next((place for place in head if page.labels[place] == "headline"), None)
    if declared is not None:
        return declared
    candidates = [place for place in head if page.labels[place] is None]
    marked = [place for place in candidates if page.levels[place] == 1]
    headline = next(iter(marked or ([] if is_declared else candidates)), None)
    if headline is not None:
        page.labels[headline] = "headline"
    return headline


def _label_second_line(page: Page, headline: int) -> None:
    """Label the deck, on its own line below a headline to which archives put a semicolon."""
    below = headline + 1
    if page.texts[headline].endswith(";") and below + 1 < len(page.texts) and page.labels[below] is None:
        page.labels[below] = "subtitle" if len(page.texts[below]) <= _LONGEST_HEADLINE else None


def _label_repeats(page: Page, headline: str) -> None:
    """Label the headline wherever it is printed again, whole or cut short."""
    title = _bare(headline)
    for place, text in enumerate(page.texts):
        if page.labels[place] is not None or len(text) > len(headline) + 20:
            continue
        bare = _bare(text)
        cut_short = len(bare) >= 2 * _SAME_BY_ACCIDENT and title.startswith(bare) and not _is_prose(text)
        if bare == title or cut_short:
            page.labels[place] = "headline"


def _label_signature(page: Page, head: list[int], headline: int) -> None:
    """Label a bare name between headline and text as the byline, where there is no other."""
    last = head[-1] if head else headline
    if last <= headline or page.labels[last] is not None or "byline" in page.labels[: last + 1]:
        return
    byline = read_byline(page.texts[last], certain=True)
    names = byline.authors if byline and not byline.source else ()
    if names and all(is_name(name) and is_first_name(name.split()[0]) for name in names):
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
    left = [place for place in head if page.labels[place] is None]
    for place in left if len(left) <= _LONGEST_DECK else ():
        text = page.texts[place]
        is_deck = headline < place < byline and text.count(" ") >= 3 and not text[0].islower()
        page.labels[place] = "subtitle" if is_deck else "caption"


_LONGEST_DECK = 3  # lines; more are a list that the article begins with


# ---- the tail: what stands below the last paragraph

_MAX_TAIL = 8  # paragraphs that are looked at from below
# "Ana Ruiz is a reporter for the Gazette."
_BIOGRAPHY = re.compile(
    r"""
    [A-Z][\w.’'-]+(?:\ [A-Z][\w.’'-]+){1,3},?\ is\ (?:an?|the)\ (?:[\w-]+\ ){0,4}
    (?:staff\ writer|reporter|columnist|correspondent|contributor|freelance\ (?:writer|journalist)|editor)\b
    .{0,20}\b(?:for|at|of|with|covering|who\ covers|based)\b
  | [A-Z][\w.’'-]+(?:\ [A-Z][\w.’'-]+){1,3}\ (?:covers|writes\ about|reports\ on)\ .{3,120}
    \b(?:for|at)\ (?:the\ )?[A-Z]
    """,
    re.VERBOSE,
)


def _label_tail(page: Page) -> None:
    """Label bylines, dates and notes on the author below the article; the first paragraph is never below it."""
    for place in page.unlabelled()[:0:-1][:_MAX_TAIL]:
        text = page.texts[place]
        reason = _date_or_byline(text) if len(text) <= MAX_LINE else None
        if reason is None and len(text) <= MAX_LINE and _BIOGRAPHY.match(text):
            reason = "contributor"
        if reason is None:
            return
        page.labels[place] = reason


# ---- subheadings

_MOST_WORDS_OF_SUBHEADING = 12
_LONGEST_SUBHEADING = 90  # characters
_INNER_STOP = re.compile(r"[a-z]{3}\. ")  # a sentence ends inside; "vs. " and "U.S. " end none


def _label_subheadings(page: Page) -> None:
    """Label headings between the article's paragraphs; several short lines in a row are a list, and stay."""
    for place in page.unlabelled():
        if page.levels[place] and not _is_marked_prose(page.texts[place]):
            page.labels[place] = "subheading"
    own = page.unlabelled()
    short = [_looks_like_subheading(page.texts[place]) for place in own]
    for index, place in enumerate(own[:-1]):
        in_list = short[index + 1] or (
            index > 0 and (short[index - 1] or page.texts[own[index - 1]].endswith(":"))
        )
        if short[index] and not in_list and not page.texts[own[index + 1]][0].islower():
            page.labels[place] = "subheading"


def _label_last_headings(page: Page) -> None:
    """Label the headings of a web page that nothing of the article follows: they open what is printed below it."""
    for place in reversed(page.unlabelled()):
        if not page.levels[place] or _is_marked_prose(page.texts[place]):
            return
        page.labels[place] = "subheading"


def _is_marked_prose(text: str) -> bool:
    """Tell a sentence that is only set like a heading: an interviewer's question, a first paragraph in bold."""
    return _is_prose(text) and (
        text.count(" ") >= _MOST_WORDS_OF_SUBHEADING or not text.endswith(("?", "!", "."))
    )


def _looks_like_subheading(text: str) -> bool:
    """Tell a heading by its form: short, with a capital, and without the signs of a sentence or of speech."""
    if (
        len(text) > _LONGEST_SUBHEADING
        or text.count(" ") >= _MOST_WORDS_OF_SUBHEADING
        or not text[0].isupper()
    ):
        return False
    if any(sign in text for sign in (": ", "“", '"', "''", "—")) or _INNER_STOP.search(text):
        return text.isupper() and text[-1] not in ".:"
    if text.endswith("?"):
        return has_title_case(text) or text.isupper()
    return text[-1] not in ".!:,;…)»-–" and not ends_sentence(text)
