"""Part an article's own paragraphs from everything else that is printed around them.

In: a RawFile.  Out: the body, paragraphs with one blank line between them, and what was taken out, each line with
a reason of a closed list.  `metadata` reads its facts from the lines taken out.  Nothing is rewritten; a
paragraph that may be the article's own stays.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from api.errors import UnreadableFile
from api.extract.article.author_notes import is_biography, names_in_note
from api.extract.article.byline import is_introduced, is_office_line, read_byline
from api.extract.article.dates import is_dated_surely, read_date_line
from api.extract.article.furniture import (
    BY_PLACE,
    MAX_LINE,
    Reason,
    ends_release,
    ends_sentence,
    furniture,
    goes_on,
    has_title_case,
    is_fragment,
    opens_box,
    opens_comments,
)
from api.extract.article.head import label_declared, label_head
from api.extract.article.layout import Paragraph, split_markdown, split_page, split_paragraphs
from api.extract.article.notices import notice
from api.extract.article.offices import is_wire_service
from api.extract.article.page import MAX_HEAD, Page, bare, is_prose
from api.extract.article.repeats import label_repeats
from api.extract.article.signature import is_certain, names_people, signature
from api.extract.article.signing import join_names
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
    page = Page(join_names(_paragraphs(raw)))
    label_declared(page, raw)
    _label_contacts(page)
    _label_furniture(page)
    _label_box_texts(page)
    _label_sourced_captions(page)
    _label_days(page)
    _label_biographies(page)
    _label_author_notes(page)
    label_head(page, raw)
    _label_late_byline(page)
    label_repeats(page)
    _label_tail(page)
    if raw.format == "text":
        _label_last_fragments(page)
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
        if label in BY_PLACE:
            page.labels[place] = None


# ---- forms of a line

_TEASER_END = re.compile(
    r"""
    \s*(?:[(\[]\s?(?:read|see|learn|continue\ reading)(?:\ more|\ the\ rest|\ on)?\s?(?:…|\.\.\.|»|>|→)?\s?[)\]]
         |(?:read\ more|continue\ reading|learn\ more)\s?(?:…|\.\.\.|»|>+|→))\s*$
    """,
    re.VERBOSE | re.IGNORECASE,
)


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
    read = 0  # words of prose
    repeated = Counter(text for text in page.texts if len(text) <= _LONGEST_REPEATED)
    for place, text in enumerate(page.texts):
        if page.labels[place] is not None:
            continue
        reason = furniture(text)
        if reason is not None:
            opened = reason if below_prose and opens_box(reason, text) else None
            ended = ended or (_what_follows(page, place, read) if below_prose else None)
        elif opened is not None and not ended and _is_first_byline(page, place):
            opened = None  # a byline below the buttons that stand above it
        elif ended or (opened is not None and goes_on(opened, text)):
            reason = ended or opened
        else:
            opened, reason = None, notice(text)
            again = below_prose and repeated[text] > 1 and is_fragment(text) and not page.levels[place]
            if (
                again
                and not is_fragment(page.texts[place - 1])
                and not (place < MAX_HEAD and names_people(text))
            ):
                reason = "caption"  # a picture's alternative text, printed below each picture
        page.labels[place] = reason
        if reason is None and is_prose(text):
            below_prose = True
            read += text.count(" ") + 1


def _label_box_texts(page: Page) -> None:
    """Label what stands between the headline of another article and its "Read More", and below how long a film is."""
    for place in range(2, len(page.texts)):
        is_button = page.labels[place] == "teaser" and bare(page.texts[place]) in _BUTTONS
        if is_button and page.labels[place - 1] is None and page.labels[place - 2] in _HEADLINES_OF_BOXES:
            page.labels[place - 1] = "related"
        is_below_film = page.labels[place] is None and _FILM.fullmatch(page.texts[place - 1]) is not None
        if is_below_film and is_prose(page.texts[place]) and not _MARKS.search(page.texts[place]):
            page.labels[place] = "caption"
            if is_fragment(page.texts[place - 2]):
                page.labels[place - 2] = page.labels[place - 2] or "caption"  # "14 hours ago"


_BUTTONS = frozenset({"readmore", "readarticle", "readfullarticle", "readthefullarticle"})
_FILM = re.compile(r"[Dd]uration:? [\d:]+")
_MARKS = re.compile(r"[“”\"]")
_HEADLINES_OF_BOXES: frozenset[Reason] = frozenset({"related", "teaser"})


def _label_sourced_captions(page: Page) -> None:
    """Label "Gunmen stormed the museum. (Reuters)" between paragraphs: a last paragraph may end so, too."""
    for place in page.unlabelled()[:-1]:
        text = page.texts[place]
        source = _SOURCE_AT_END.search(text) if text.count(" ") < _LONGEST_SOURCED else None
        if source and is_wire_service(source[1]):
            page.labels[place] = "caption"


_LONGEST_SOURCED = 45  # words
_SOURCE_AT_END = re.compile(r"[.!?…][\"”’]? \(([A-Z][^()]{1,40})\)$")


def _label_days(page: Page) -> None:
    """Label lines that are nothing but a day of publication, with a label or an hour, wherever they stand."""
    for place, text in enumerate(page.texts):
        if page.labels[place] is None and read_date_line(text) and is_dated_surely(text):
            page.labels[place] = "date"


def _is_first_byline(page: Page, place: int) -> bool:
    return place < MAX_HEAD and is_certain(page.texts[place]) and not any(map(is_certain, page.texts[:place]))


_LONGEST_REPEATED = 60  # characters


def _what_follows(page: Page, place: int, read: int) -> Reason | None:
    """Return what all that stands below a line is: readers' comments, or notes of who issued a press release.

    `read` is the number of words of prose above. Below a headline and its standfirst alone "4 Comments" is a button.
    """
    if opens_comments(page.texts[place]):
        below = (text.count(" ") + 1 for text in page.texts[place + 1 :] if is_prose(text))
        return "comments" if read > _WORDS_OF_STANDFIRST or sum(below) <= read else None
    is_end = ends_release(page.texts[place]) and 2 * place >= len(page.texts)
    return "contributor" if is_end else None


_WORDS_OF_STANDFIRST = 80  # with the headline, where that is a sentence


def _label_contacts(page: Page) -> None:
    """Label whom to ask, above a press release: from "Contact:" to the last telephone number or address."""
    head = [place for place, text in enumerate(page.texts[:MAX_HEAD]) if len(text) <= _LONGEST_CONTACT]
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


def _label_late_byline(page: Page) -> None:
    """Label the first byline below what reads like a first paragraph: a standfirst, a notice, a picture's text."""
    if "byline" in page.labels:
        return
    for place in page.unlabelled()[1:_LATEST_BYLINE]:
        if _is_late_byline(page.texts[place]):
            page.labels[place] = "byline"
            return


def _is_late_byline(text: str) -> bool:
    """Tell "By Ana Ruiz", and "Ana Ruiz · Harbour News · Posted", which prints a name and an outlet apart."""
    return is_introduced(text) or (" · " in text and read_byline(text) is not None)


_LATEST_BYLINE = 8  # paragraphs


# ---- the tail: what stands below the last paragraph

_MAX_TAIL = 8  # paragraphs that are looked at from below


def _label_biographies(page: Page) -> None:
    """Label notes on the author above the article, between headline and text."""
    for place, text in enumerate(page.texts[1:MAX_HEAD], 1):
        if page.labels[place] is None and is_biography(text):
            page.labels[place] = "contributor"
        elif page.labels[place] is None and is_prose(text):
            return


def _label_author_notes(page: Page) -> None:
    """Label notes on the author above and below the text, with the name and the office printed above a note.

    A note opens with a name that the article has nowhere else: who is told of is no author.
    """
    own = page.unlabelled()
    above_text = takewhile(lambda place: _may_stand_above(page.texts[place]), own[1:MAX_HEAD])
    for place in dict.fromkeys((*above_text, *own[1:][-_MAX_NOTES:])):
        names = names_in_note(page.texts[place], page.texts[place - 1])
        if not names or _is_told_of(page, names[0], place):
            continue
        page.labels[place] = "contributor"
        above = place - 1
        if page.labels[above] is None and is_office_line(page.texts[above]):
            above -= 1
        if above > 0 and page.texts[above] in names:
            for line in range(above, place):
                page.labels[line] = page.labels[line] or "byline"


_MAX_NOTES = 12  # paragraphs that are looked at from below


def _may_stand_above(text: str) -> bool:
    return not is_prose(text) or text.count(" ") < _WORDS_OF_STANDFIRST or bool(names_in_note(text))


def _is_told_of(page: Page, name: str, note: int) -> bool:
    """Tell whether a paragraph of the article has the last name of somebody whom no byline names.

    What stands below a last note is no such paragraph.
    """
    head = (text for place, text in enumerate(page.texts[:MAX_HEAD]) if place != note)
    if any(name in text and is_introduced(text) for text in head):
        return False
    last = name.rsplit(maxsplit=1)[-1]
    texts = page.texts[:note] if 2 * note > len(page.texts) else page.texts[:note] + page.texts[note + 1 :]
    return any(
        last in text and is_prose(text) and not names_in_note(text) and not signature(text) for text in texts
    )


def _label_tail(page: Page) -> None:
    """Label bylines, dates and notes on the author below the article; the first paragraph is never below it."""
    for place in page.unlabelled()[:0:-1][:_MAX_TAIL]:
        text = page.texts[place]
        reason: Reason | None = signature(text) if len(text) <= MAX_LINE else None
        if reason is None and is_biography(text):
            reason = "contributor"
        if reason is None:
            return
        page.labels[place] = reason


def _label_last_fragments(page: Page) -> None:
    """Label short lines below the last sentence: menus, headlines of other articles, names of boxes.

    What may be the end of a list, of a quotation or of a sentence that was cut off stays.
    """
    own = page.unlabelled()
    last = next((place for place in reversed(own) if not _is_short_fragment(page.texts[place])), None)
    if last is None or page.texts[last].endswith(":"):
        return
    below = [place for place in own if place > last]
    opens_list = bool(below) and page.texts[below[0]].endswith(":")
    if below and not opens_list and not _LIST_ITEM.match(page.texts[below[0]]):
        for place in below:
            page.labels[place] = "navigation"


def _is_short_fragment(text: str) -> bool:
    return text.count(" ") < _LONGEST_LAST and not is_prose(text) and not _SPOKEN.search(text)


_LONGEST_LAST = 12  # words
_SPOKEN = re.compile(r"[\"“”„«»‘]|''|\b(?:said|says|told|asked)\b|[,;–—-]$")
_LIST_ITEM = re.compile(r"[•●▪◦‣·*–—-]\s|\d")


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
    return is_prose(text) and (
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
