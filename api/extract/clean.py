"""Part an article's own paragraphs from everything else that is printed around them.

In: a RawFile.  Out: the body, paragraphs with one blank line between them, and what was taken out, each line with
a reason of a closed list.  `metadata` reads its facts from the lines taken out.  Nothing is rewritten; a
paragraph that may be the article's own stays.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from api.errors import UnreadableFile
from api.extract.byline import is_name, read_byline
from api.extract.dates import read_date_line
from api.extract.layout import Paragraph, split_markdown, split_page, split_paragraphs
from api.extract.words import read_entries, read_words
from api.model import Format, RawFile, Removed

Reason = Literal[
    "advertisement",  # a marker: "Advertisement", "Story continues below"
    "byline",  # who wrote it: "By Ana Ruiz"
    "caption",  # what a picture shows, or whose it is
    "comments",  # a comments policy, readers' comments
    "contributor",  # who helped: "Tom Lee contributed to this report."
    "copyright",  # whose it is: "© 2025 Harbour Gazette"
    "correction",  # what a former version had wrong, an editor's note
    "date",  # when it was published
    "headline",  # the title, and each time it is printed again
    "markup",  # left-over HTML, CSS or script
    "navigation",  # menus and links of the page
    "newsletter",  # an invitation to subscribe
    "ornament",  # a line of signs: "* * *"
    "reading time",  # "5 min read"
    "related",  # a list of other articles
    "section",  # where in the paper: "Technology"
    "site line",  # the name of the site
    "social",  # sharing buttons, accounts to follow
    "subheading",  # a heading inside the article
    "subtitle",  # standfirst, deck
    "tags",  # "Tags: Harbour, Floods"
    "teaser",  # "Read next", "(Read More)", "Sources:"
]
REASONS: tuple[str, ...] = get_args(Reason)
"""Why something is taken out of a text: the closed list."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """The body of an article, and what was taken out of the text, in printed order."""

    body: str
    removed: tuple[Removed, ...]


def clean(raw: RawFile) -> CleanText:
    """Return the article's own paragraphs and what else was printed.

    Raises UnreadableFile when nothing is left that could be an article.
    """
    page = Page(_SPLITTERS[raw.format](raw.text))
    _label_declared(page, raw)
    _label_furniture(page)
    _label_head(page)
    _label_tail(page)
    _label_subheadings(page)
    if not any(page.own()):
        _restore(page)
    return _assemble(page, raw.path)


_SPLITTERS: dict[Format, Callable[[str], list[Paragraph]]] = {
    "text": split_paragraphs,
    "markdown": split_markdown,
    "html": split_page,
    "json": split_paragraphs,
    "csv": split_paragraphs,
}


class Page:
    """The printed paragraphs of one article, and for each the reason to take it out, or None.

    The one thing in this room that changes: each step below puts labels on it.
    """

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self.texts = [paragraph.text for paragraph in paragraphs]
        self.levels = [paragraph.level for paragraph in paragraphs]
        self.labels: list[Reason | None] = [None] * len(paragraphs)

    def own(self) -> Iterator[bool]:
        """Yield for each paragraph whether it is still held for the article's own."""
        return (label is None for label in self.labels)

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
        own, teaser = _cut_teaser(text)
        if own:
            body.append(own)
        if teaser:
            removed.append(Removed(teaser, "teaser"))
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

_CLOSERS = "\"'”’»)]`"
_MAX_LINE = 400  # characters: nothing longer is a caption, a note or a line of a menu


def _ends_sentence(text: str) -> bool:
    end = text[-6:].rstrip(_CLOSERS + " ")
    return end.endswith((".", "!", "?", "…"))


def _is_fragment(text: str) -> bool:
    """Tell a label from a sentence: no end, few words."""
    return (
        len(text) <= 150
        and not text[-6:].rstrip(_CLOSERS + " ").endswith((".", "!", "…", ":", ",", ";"))
        and text.count(" ") < 25
    )


def _has_title_case(text: str) -> bool:
    """Tell whether every word but the small ones has a capital, as in "Mayor Vows to Rebuild the Harbour"."""
    words = [word.strip("\"'“”‘’()[].,:;!?-–—") for word in text.split()]
    minor = read_words("title_minor_words")
    major = [word for word in words if word and word.lower() not in minor]
    small = sum(word[0].islower() for word in major)
    return len(words) >= 4 and small == 0 and any(len(word) > 1 for word in major)


def _is_prose(text: str) -> bool:
    """Tell a paragraph of an article from a headline, a label or a caption, by its form alone."""
    if text.count(" ") >= 30 or (text.endswith(":") and text.count(" ") >= 3):
        return True
    return _ends_sentence(text) and not _has_title_case(text)


def _bare(text: str) -> str:
    """Return the words of `text` only, for comparing headlines: small letters and digits."""
    return "".join(filter(str.isalnum, text.casefold()))


# ---- furniture: lines that say themselves what they are

_SIGNS = " \t.,:;!?*|•·–—-›»>«<()[]↓→▼…\"'"


@cache
def _whole_lines() -> dict[str, Reason]:
    entries = (entry.split(": ", 1) for entry in read_entries("furniture") if not entry.endswith("*"))
    return {line: reason for reason, line in entries}  # type: ignore[misc]  # a test holds the reasons to the list


@cache
def _openings(stars: int) -> re.Pattern[str]:
    """Return a pattern of the lines' openings; the matching group's number tells the reason (see `_opening_reason`)."""
    lines = sorted(line for _, line in _opening_entries(stars))
    return re.compile("(?:" + "|".join(map(re.escape, lines)) + r")(?!\w)")


def _opening_entries(stars: int) -> list[tuple[str, str]]:
    entries = [entry.split(": ", 1) for entry in read_entries("furniture") if entry.endswith("*")]
    return [
        (reason, line.rstrip("*")) for reason, line in entries if len(line) - len(line.rstrip("*")) == stars
    ]


@cache
def _reason_of_opening() -> dict[str, Reason]:
    return {line: reason for stars in (1, 2) for reason, line in _opening_entries(stars)}  # type: ignore[misc]


_PATTERNS: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    # "· 5 min read", "Reading time: 3 minutes", "3-minute read"
    (
        "reading time",
        re.compile(
            r"\W*(?:\d{1,3}[ -]?min(?:ute)?s?\.? (?:read|listen|watch)\b.{0,20}|(?:estimated )?read(?:ing)? time\W.{0,30})$",
            re.I,
        ),
    ),
    # "© 2025 Harbour Gazette", "Copyright 2025 The Harbour Gazette. All rights reserved."
    ("copyright", re.compile(r"\W*(?:©|\(c\)|copyright\b\W*(?:©|\(c\)|\d{4}))\s*.{0,300}$", re.I)),
    (
        "tags",
        re.compile(
            r"(?:tags?|tagged|tagged (?:in|with|under)|keywords|topics|filed under|labels|posted in|in this (?:article|story))\s*:\s*\S.*$",
            re.I,
        ),
    ),
    # "12 comments", "Comments (12)"
    ("comments", re.compile(r"(?:(?:view |show |read )?(?:all )?\d+ comments?|comments? \(\d+\))$", re.I)),
    (
        "social",
        re.compile(
            r"(?:follow (?:\S+ ){1,6}on (?:x|twitter|facebook|instagram|threads|bluesky|linkedin)\b.{0,80}|.{0,60}\blike the page\W*|\d+ shares?)$",
            re.I,
        ),
    ),
    # "Sheridan reported from Mexico City." is tried in `_is_contributor_note`, as it needs the whole paragraph
    (
        "contributor",
        re.compile(
            r"\(?(?:additional |extra |writing and )?(?:reporting|writing|editing|research)(?: and \w+)? by .{2,300}$",
            re.I,
        ),
    ),
    (
        "correction",
        re.compile(
            r"\(?(?:corrections?|clarifications?|editor['’]?s['’]? note|note to readers)\s*(?:[:\-–—(]|$).*$",
            re.I,
        ),
    ),
    (
        "correction",
        re.compile(
            r"\(?(?:an earlier|a previous) version of this (?:article|story|report|column|post)\b.*$|\(?this (?:article|story|report|column|post|version) (?:has been|was) (?:updated|corrected|amended|clarified|changed)\b.*$",
            re.I,
        ),
    ),
    (
        "newsletter",
        re.compile(
            r"(?:sign up|subscribe|register|get|join|enter|want)\b.{0,160}\b(?:newsletters?|inbox|mailing list)\b.{0,120}$",
            re.I,
        ),
    ),
    ("ornament", re.compile(r"[^\w\"'“”‘’()]{1,60}$|-\s?(?:30|ends)\s?-$|ends?$")),
    (
        "markup",
        re.compile(
            r"<[^>]{1,300}>?$|[.#@]?[\w .,#:-]{1,80}\{[^}]{0,200}\}?$|[a-z-]{2,30}\s?:\s?[^:.!?]{1,80};$|&\w+;$|\}$",
            re.I,
        ),
    ),
    # "| Chase Hardware | Boats", "Home | News | Harbour Gazette"
    ("site line", re.compile(r"\|[^|.!?]{2,60}(?:\|[^|.!?]{2,60}){0,4}\|?$")),
)


def _label_furniture(page: Page) -> None:
    """Label lines that say what they are, and the lists and boxes that a heading among them opens."""
    opened: Reason | None = None
    repeated = Counter(text for text in page.texts if len(text) <= 60)
    for place, text in enumerate(page.texts):
        if page.labels[place] is not None:
            continue
        reason = _furniture(text) if len(text) <= _MAX_LINE else None
        if reason is None and opened is not None and _goes_on(opened, text):
            page.labels[place] = opened
            continue
        if reason is None and repeated[text] > 1 and _is_fragment(text) and place > 0:
            reason = "caption"  # an image's alternative text, printed below each picture
        page.labels[place] = reason
        opened = reason if reason in _OPENERS and _is_heading_line(text) else None


def _furniture(text: str) -> Reason | None:
    line = text.strip(_SIGNS).lower().replace("’", "'")
    reason = _whole_lines().get(line)
    if reason is not None and len(text) <= 60:
        return reason
    for stars, fits in ((2, len(text) <= 250), (1, _is_fragment(text))):
        if fits and (opening := _openings(stars).match(line)):
            return _reason_of_opening()[opening[0]]
    for name, pattern in _PATTERNS:
        if pattern.match(text):
            return name
    return "caption" if _is_caption(text) else "contributor" if _is_contributor_note(text) else None


# A heading of these kinds opens a list or a box; words that sentences in such a box are made of.
_OPENERS: dict[Reason, re.Pattern[str] | None] = {
    "related": None,
    "teaser": None,
    "social": None,
    "copyright": None,
    "tags": None,
    "newsletter": re.compile(
        r"newsletter|subscri|sign(?:ed)? up|inbox|e-?mail|privacy policy|terms of|unsubscribe|get the latest",
        re.I,
    ),
    "comments": re.compile(
        r"comment|civil|moderat|profan|guideline|terms of|vulgar|polic(?:y|ies)|FAQ|log ?in|sign ?in|register",
        re.I,
    ),
    "correction": re.compile(
        r"\b(?:article|story|column|report|version|misstated|misidentified|incorrectly|correct(?:ed|ion)|error|erroneously)\b",
        re.I,
    ),
}


def _is_heading_line(text: str) -> bool:
    return len(text) <= 60 or text.startswith(("©", "Tags"))


def _goes_on(opened: Reason, text: str) -> bool:
    """Tell whether a box that a heading opened goes on with `text`: fragments, list items, words of its kind."""
    if text.startswith(("•", "●", "▪", "- ", "* ", "› ", "» ")) and len(text) <= _MAX_LINE:
        return True
    if _is_fragment(text) or (len(text) <= 150 and _has_title_case(text)):
        return True
    words = _OPENERS[opened]
    return words is not None and len(text) <= 2000 and words.search(text) is not None


@cache
def _credit() -> re.Pattern[str]:
    """Match the end of a caption: "/ Reuters", "(Ana Ruiz/AFP)", "| Getty Images", "Photo: AP"."""
    source = (
        "(?:" + "|".join(sorted(map(re.escape, read_entries("photo_sources")), key=len, reverse=True)) + ")"
    )
    return re.compile(
        rf"(?:(?:\s/\s?|\w/|\s\|\s|©\s?|\bvia |\b(?:[Pp]hoto|[Ii]mage|[Cc]redit|[Pp]icture|[Ss]ource)s?(?: by| credit)?: ?){source}[\w. ]{{0,20}}"
        rf"|\((?:[^()]{{0,60}}[/|] ?|(?:[Pp]hoto|[Ii]mage|[Pp]icture)[^()]{{0,60}}|[^()]{{0,40}}\bvia ){source}[^()]{{0,40}}\)"
        rf"|\((?:AP Photo|[Pp]hoto (?:by|courtesy|:)|[Pp]hoto credit|[Ii]mage:|[Cc]ourtesy (?:of|photo))[^()]{{0,80}}\)"
        rf"|\bGetty Images)[.\s]*$"
    )


_CAPTION_OPENING = re.compile(
    r"(?:(?:photo|image|picture|photograph|illustration|graphic|cover|video)s?\s*(?:credit|courtesy|source|by|from)?\s*(?:[:/©|]|\bby\b|\bcourtesy\b|\bcredit\b).{0,200}$"
    r"|file\s?(?:photo)?\s?[:\-–—]\s|\(?(?:above|below|pictured|left|right|from left|l-r|l to r)\s?[:)]\s|(?:photo|image) (?:by|courtesy|via)\b|credit\s?:)",
    re.IGNORECASE,
)


def _is_caption(text: str) -> bool:
    return _CAPTION_OPENING.match(text) is not None or _credit().search(text[-130:]) is not None


# Words that stand with the names in "Ana Ruiz and Tom Lee of the Gazette also contributed reporting from Lisbon."
_AMONG_NAMES = frozenset({"and", "of", "the", "in", "also", "from", "at", "for", "with", "to", "this", "that"})
_HELPERS = frozenset("staff writer writers reporter reporters correspondent correspondents researcher researchers".split())
_HELPED = frozenset({"reported", "contributed", "reporting", "report", "story", "article", "research", "analysis"})
_SENTENCE_BREAK = re.compile(r"(?<=[a-z]{2})\.\s+(?=[A-Z])")
# "Ana Ruiz is a reporter for ..." and "Ana Ruiz covers ..." at the very end, see `_label_tail`
_BIOGRAPHY = re.compile(
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3},? (?:is|was) (?:an?|the) (?:[\w-]+ ){0,4}"
    r"(?:staff writer|reporter|columnist|correspondent|contributor|freelance (?:writer|journalist)|editor|fellow)\b.{0,20}\b(?:for|at|of|with|who covers|covering|based)\b"
)


def _is_contributor_note(text: str) -> bool:
    """Tell whether all sentences of a paragraph say who else worked on the article, and nothing else."""
    if "reported from " not in text and "contributed " not in text:
        return False
    return all(map(_says_who_helped, _SENTENCE_BREAK.split(text[:_MAX_LINE])))


def _says_who_helped(sentence: str) -> bool:
    """Tell "Sheridan reported from Mexico City" from "She reported from the field that ...": names, and no news."""
    words = [word.strip(".,()") for word in sentence.split()]
    others = [word for word in words if word and word[0].islower() and word not in _AMONG_NAMES]
    known = all(word in _HELPED or word in _HELPERS for word in others)
    return known and any(word in {"reported", "contributed"} for word in others) and words[0][:1].isupper()


_TEASER_END = re.compile(
    r"\s*(?:[(\[]\s*(?:read|see|learn|continue reading)(?: more| the rest| on)?\s*(?:…|\.\.\.|»|>|→)?\s*[)\]]|(?:read more|continue reading|learn more)\s*(?:…|\.\.\.|»|>+|→))\s*$",
    re.I,
)


def _cut_teaser(text: str) -> tuple[str, str]:
    """Part a "(Read More)" from the end of a paragraph."""
    tail = text[-40:]
    found = _TEASER_END.search(tail)
    if not found:
        return text, ""
    cut = len(text) - len(tail) + found.start()
    return text[:cut].rstrip(), text[cut:].strip()


# ---- the head: what stands above the first paragraph

_MAX_HEAD = 14  # paragraphs; a head with more lines than that is a list


def _label_declared(page: Page, raw: RawFile) -> None:
    """Label printed lines that say what the declared facts say: the headline, perhaps in two lines, and the deck."""
    for field, reason in _DECLARED:
        declared = raw.fields.get(field)
        if isinstance(declared, str) and declared:
            _label_same(page, _bare(declared), reason)


_DECLARED: tuple[tuple[str, Reason], ...] = (
    ("title", "headline"),
    ("subtitle", "subtitle"),
    ("byline", "byline"),
    ("section", "section"),
)
_LONG_ENOUGH = 12  # letters of a headline's part: shorter ones are the same by accident


def _label_same(page: Page, declared: str, reason: Reason) -> None:
    rest = declared
    for place, text in enumerate(page.texts[:_MAX_HEAD]):
        bare = _bare(text) if len(text) <= _MAX_LINE else ""
        if not bare or page.labels[place] is not None:
            continue
        if bare == declared:
            page.labels[place] = reason
        elif len(bare) >= _LONG_ENOUGH and rest.startswith(bare) and reason == "headline":
            page.labels[place], rest = reason, rest[len(bare) :]
        elif rest != declared and rest == bare:
            page.labels[place] = reason


def _label_head(page: Page) -> None:
    head = _head(page)
    if not head:
        return
    _label_head_lines(page, head)
    _label_sections(page, head)
    headline = _label_headline(page, head)
    _label_repeats(page, headline)
    _label_deck(page, head, headline)


def _head(page: Page) -> list[int]:
    """Return the places above the first paragraph of prose; none when there is no prose at all."""
    for place, text in enumerate(page.texts[: _MAX_HEAD + 1]):
        if (
            page.labels[place] is None
            and page.levels[place] == 0
            and _is_prose(text)
            and not _is_question_headline(page, place)
        ):
            return list(range(place))
    return []


def _is_question_headline(page: Page, place: int) -> bool:
    """Tell whether the first line is a headline that ends in ? or !: short, and nothing above it but labels."""
    text = page.texts[place]
    above = any(label is None or label == "headline" for label in page.labels[:place])
    return not above and text.endswith(("?", "!")) and text.count(" ") < 16 and place + 1 < len(page.texts)


def _label_head_lines(page: Page, head: list[int]) -> None:
    for place in head:
        if page.labels[place] is None:
            page.labels[place] = _head_line(page.texts[place])
    for place in head:  # a bare name is a byline when a date or a reading time stands beside it
        beside = {page.labels[other] for other in (place - 1, place + 1) if other in head}
        if page.labels[place] is None and is_name(page.texts[place]) and beside & {"date", "reading time"}:
            page.labels[place] = "byline"


def _head_line(text: str) -> Reason | None:
    if read_date_line(text) is not None:
        return "date"
    return "byline" if read_byline(text) else None


def _label_sections(page: Page, head: list[int]) -> None:
    """Label section names above the headline; a short line not in our list is one when a headline follows it."""
    candidates = [place for place in head if page.labels[place] is None and page.levels[place] == 0]
    for place in candidates[:3]:
        text = page.texts[place]
        if not _names_section(text, followed=place != candidates[-1]):
            return
        page.labels[place] = "section"


def _names_section(text: str, *, followed: bool) -> bool:
    if text.count(" ") > 3 or _ends_sentence(text):
        return False
    known = read_words("sections")
    parts = [part.strip().lower() for part in re.split(r"[,/|>›»•·]", text) if part.strip()]
    return text.lower() in known or any(part in known for part in parts) or (followed and text.count(" ") < 2)


def _label_headline(page: Page, head: list[int]) -> int | None:
    declared = next((place for place in head if page.labels[place] == "headline"), None)
    if declared is not None:
        return declared
    candidates = [place for place in head if page.labels[place] is None]
    marked = [place for place in candidates if page.levels[place] == 1]
    headline = next(iter(marked or candidates), None)
    if headline is not None:
        page.labels[headline] = "headline"
    return headline


def _label_repeats(page: Page, headline: int | None) -> None:
    """Label the headline wherever it is printed again, whole or cut short."""
    if headline is None:
        return
    title = _bare(page.texts[headline])
    for place, text in enumerate(page.texts):
        bare = _bare(text) if page.labels[place] is None and len(text) <= _MAX_LINE else ""
        if bare == title or (
            len(bare) >= 2 * _LONG_ENOUGH and not _is_prose(text) and title.startswith(bare)
        ):
            page.labels[place] = "headline"


def _label_deck(page: Page, head: list[int], headline: int | None) -> None:
    """Label what is left in the head: a standfirst right below the headline, else the text of a picture."""
    for place in head:
        if page.labels[place] is not None:
            continue
        text = page.texts[place]
        above_byline = (
            headline is not None
            and place > headline
            and "byline" not in {page.labels[p] for p in head if headline < p < place}
        )
        page.labels[place] = (
            "subtitle" if above_byline and text.count(" ") >= 3 and text[0].isupper() else "caption"
        )


# ---- the tail: what stands below the last paragraph

_MAX_TAIL = 8  # unlabelled paragraphs that are looked at from below


def _label_tail(page: Page) -> None:
    """Label bylines, dates and notes on the author below the article."""
    for place in page.unlabelled()[:0:-1][:_MAX_TAIL]:
        text = page.texts[place]
        reason = _tail_line(text) if len(text) <= _MAX_LINE else None
        if reason is None:
            return
        page.labels[place] = reason


def _tail_line(text: str) -> Reason | None:
    reason = _head_line(text)
    if reason is None and _BIOGRAPHY.match(text):
        return "contributor"
    return reason


# ---- subheadings

_MAX_SUBHEADING_WORDS = 12


def _label_subheadings(page: Page) -> None:
    """Label headings between the article's paragraphs; several short lines in a row are a list, and stay."""
    own = page.unlabelled()
    for place in own:
        if page.levels[place]:
            page.labels[place] = "subheading"
    own = page.unlabelled()
    short = [_looks_like_subheading(page.texts[place]) for place in own]
    for index, place in enumerate(own[:-1]):
        above_is_list = index > 0 and (short[index - 1] or page.texts[own[index - 1]].endswith(":"))
        if (
            short[index]
            and not short[index + 1]
            and not above_is_list
            and _opens_like_prose(page.texts[own[index + 1]])
        ):
            page.labels[place] = "subheading"


def _looks_like_subheading(text: str) -> bool:
    if not text[0].isupper() or text.count(" ") >= _MAX_SUBHEADING_WORDS or len(text) > 90:
        return False
    if text.endswith("?"):
        return _has_title_case(text) or text.isupper()
    if text[-1] in '.!:,;…"”»)-–—' or ": " in text:
        return False
    return not any(mark in text for mark in '“"')


def _opens_like_prose(text: str) -> bool:
    return not text[0].islower()
