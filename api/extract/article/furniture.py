"""Recognise lines of a news page that say themselves what they are, wherever they stand.

In: one paragraph.  Out: the reason to take it out of the article, or None.  What only its place gives away (a
headline, a subheading) is the work of `clean`.  A shared leaf: pure, and linear in the paragraph's length.
"""

import re
from functools import cache
from typing import Literal, cast, get_args

from api.extract.article.dates import read_date_line
from api.extract.words import read_entries, read_words

Reason = Literal[
    "advertisement",  # a marker: "Advertisement", "Story continues below"
    "byline",  # who wrote it: "By Ana Ruiz"
    "caption",  # what a picture shows, or whose it is
    "comments",  # a comments policy, readers' comments
    "contributor",  # who helped, or who the author is: "Tom Lee contributed to this report."
    "copyright",  # whose it is: "© 2025 Harbour Gazette"
    "correction",  # what a former version had wrong, an editor's note
    "date",  # when it was published
    "headline",  # the title, each time it is printed
    "markup",  # left-over HTML, CSS or script
    "navigation",  # menus and links of the page
    "newsletter",  # an invitation to subscribe
    "ornament",  # a line of signs: "* * *"
    "reading time",  # "5 min read"
    "related",  # a list of other articles
    "repeat",  # what the text says in another place as well: a quotation set large, a key point
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

BY_PLACE: frozenset[Reason] = frozenset({"headline", "subtitle", "section", "subheading", "caption"})
"""What a line may be taken out for by its place or form only, though it doesn't say itself what it is."""

MAX_LINE = 400  # characters: nothing longer is a caption, a note or a line of a menu

_CLOSERS = "\"'”’“»)]`」』 "
_SIGNS = " \t.,:;!?*|•·–—-›»>«<()[]↓→▼…\"'"
_LONGEST_LABEL = 60  # "You may also be interested in"
_LONGEST_INVITATION = 250  # "Sign up for our morning letter and ..."
_LONGEST_FRAGMENT = 150
_MOST_WORDS_OF_FRAGMENT = 25
_FEWEST_IN_TITLE = 4  # words


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends with a full stop or the like, perhaps inside quotation marks or brackets."""
    return text[-6:].rstrip(_CLOSERS).endswith((".", "!", "?", "…", "。", "！", "？"))


def is_fragment(text: str) -> bool:
    """Tell a label from a sentence: few words, and no sign behind them that ends or introduces one."""
    if len(text) > _LONGEST_FRAGMENT or text.count(" ") >= _MOST_WORDS_OF_FRAGMENT:
        return False
    return (
        not text[-6:].rstrip(_CLOSERS).endswith((".", "!", "…", ":", ",", ";", "。", "！", "，", "：", "；"))
    )


def has_title_case(text: str) -> bool:
    """Tell whether every word but the small ones has a capital, as in "Mayor Vows to Rebuild the Harbour"."""
    words, minor = text.split(), read_words("title_minor_words")
    if len(words) < _FEWEST_IN_TITLE:
        return False
    for word in words:  # of a sentence one of the first tells
        bare = word.strip("\"'“‘”’()[].,:;!?-–—")
        if bare[:1].islower() and bare not in minor:
            return False
    return True


def furniture(text: str) -> Reason | None:
    """Return why `text` is no part of the article, when its words alone tell; None otherwise."""
    if len(text) > MAX_LINE:
        return _long_form(text)
    lower = text.lower()
    line = lower.strip(_SIGNS).replace("’", "'")
    if len(text) <= _LONGEST_LABEL and (label := _labels().get(line)):
        return label
    if _first_word(line) in _first_words_of_openings():
        for stars, fits in ((2, len(text) <= _LONGEST_INVITATION), (1, is_fragment(text.rstrip(": ")))):
            if fits and (opening := _openings(stars).match(line)):
                return _reasons_of_openings()[opening[0]]
    form = _forms().match(text)
    if form and form.lastindex:
        return _FORMS[form.lastindex - 1][0]
    if reason := _open_form(lower):
        return reason
    return "caption" if is_caption(text) else "contributor" if _is_contributor_note(text) else None


def _long_form(text: str) -> Reason | None:
    """Return what a paragraph of any length is: a picture's caption by its credit, a list of who helped."""
    is_caption = _AGENCY_CREDIT.search(text[-_CREDIT_LENGTH:]) or _SLIDE.match(text)
    if len(text) <= _LONGEST_CAPTION and is_caption:
        return "caption"
    return "contributor" if len(text) <= _LONGEST_NOTE and _WHO_HELPED.match(text) else None


_SLIDE_NUMBER = r"\[\d{1,2}/\d{1,2}\] ?"
_SLIDE = re.compile(_SLIDE_NUMBER + "[A-Z]")
_LONGEST_NOTE = 2000  # characters
_WHO_HELPED = re.compile(r"\((?:Additional |Extra )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by [A-Z].*\)$")


# ---- words/furniture.txt


@cache
def _entries() -> tuple[tuple[Reason, str], ...]:
    pairs = [entry.split(": ", 1) for entry in read_entries("furniture")]
    return tuple((cast("Reason", reason), line) for reason, line in pairs)


@cache
def _labels() -> dict[str, Reason]:
    return {line: reason for reason, line in _entries() if not line.endswith("*")}


@cache
def _openings(stars: int) -> re.Pattern[str]:
    """Match the openings that end in one or two stars, the longest that fits."""
    lines = [line.rstrip("*") for _, line in _entries() if len(line) - len(line.rstrip("*")) == stars]
    longest_first = sorted(lines, key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


@cache
def _reasons_of_openings() -> dict[str, Reason]:
    return {line.rstrip("*"): reason for reason, line in _entries() if line.endswith("*")}


@cache
def _first_words_of_openings() -> frozenset[str]:
    return frozenset(map(_first_word, _reasons_of_openings()))


_LETTERS = re.compile(r"\w*")


def _first_word(line: str) -> str:
    """Return the letters and figures that `line` begins with."""
    return _LETTERS.match(line)[0]  # type: ignore[index] # matches anywhere


# ---- forms with a free part; each is tried at the beginning of a line of at most MAX_LINE characters

_FORMS: tuple[tuple[Reason, str], ...] = (
    # "· 5 min read", "3-minute read", "Reading time: 3 minutes"
    ("reading time", r"\W{0,5}\d{1,3}[ -]?min(?:ute)?s?\.? (?:read|listen|watch)\b.{0,20}$"),
    ("reading time", r"\W{0,5}(?:estimated )?read(?:ing)? time\W.{0,30}$"),
    (
        "reading time",
        r"\W{0,5}\d{1,3} ?min(?:uten|utes|utos|uti|\.)? (?:lese(?:zeit|dauer)|de lect\w+|de leitura).{0,20}$",
    ),
    (
        "reading time",
        r"\W{0,5}(?:lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo di lettura|tempo de leitura|leestijd)"
        r"\W{1,3}.{0,20}$",
    ),
    # "Share this story : Harbour freezes"
    ("social", r"share (?:this (?:story|article|post)|(?:all )?sharing options)(?: for)?\s?:\s.*$"),
    # "3 Kommentare", "Schreibe einen Kommentar"
    (
        "comments",
        r"(?:\d{1,5}|keine?|aucun|sin) (?:kommentare?|commentaires?|comentarios?|commenti|ergänzungen)$"
        r"|(?:schreibe|hinterlasse) einen kommentar$|laisser un commentaire$|deja un comentario$",
    ),
    # "© 2025 Harbour Gazette", "Copyright 2025 The Harbour Gazette. All rights reserved."
    ("copyright", r"\W{0,5}(?:©|\(c\) ?\d{4}|copyright\b\W{0,5}(?:©|\(c\)|\d{4}))"),
    # "Tags: Harbour, Floods", "Filed under: Harbour"
    ("tags", r"(?:tags?|tagged(?: in| with| under)?|keywords|topics|filed under|labels|posted in)\s?:\s?\S"),
    ("tags", r"in this (?:article|story)\s?:\s?\S"),
    # "Read the full story here.", ">>> Harbour freezes"
    (
        "navigation",
        r"(?:read|watch|listen to|see|view|hear|find|check out) (?:the|our|more|all)\b.{0,60}\bhere\.?$|>{2,4}\s\S",
    ),
    # "READ MORE Harbour freezes", "Also: Harbour freezes"
    ("navigation", r"(?-i:READ MORE [A-Z]|(?:SEE|READ) MORE[A-Z][a-z]|Also: [A-Z])[^.]{5,150}$"),
    # "[Read how boats are built]", "1 of 4. Boats lie in the ice of Marle.", "[1/2]Boats lie in the ice."
    ("related", r"\[(?=(?:\S+ ){3})[^\[\]\d]{15,120}\]$"),
    ("caption", rf"(?:\d{{1,3}} of \d{{1,3}}\. |{_SLIDE_NUMBER})(?-i:[A-Z])"),
    # "CNN —", above a text that goes on below
    ("site line", r"(?-i:[A-Z]{2,6}\s+[—–]$)"),
    # "OPINION:"
    ("navigation", r"(?-i:OPINION):$"),
    # "Duration: 2:07", "Tags Harbour Floods"
    ("caption", r"duration:? \d{1,3}:\d\d(?::\d\d)?$"),
    ("tags", r"(?-i:Tags [A-Z])[^.!?:]{10,300}$"),
    # "#bridges #tolls"
    ("tags", r"(?:#\w+[\s,]{0,3}){1,12}$"),
    # "Category: World"
    ("section", r"(?:category|section|column|rubric|desk)\s?:\s?[^:.!?]{2,40}$"),
    # "Heard on Morning Edition"
    ("navigation", r"heard on (?-i:[A-Z])[^.!?]{2,40}$"),
    # "12 comments", "Comments (12)"
    ("comments", r"(?:(?:view |show |read )?(?:all )?\d+ comments?|comments?(?:: ?\d+| \(\d+\)))$"),
    # "Follow Ana Ruiz on X", "Do you support the mayor? Like the page:"
    (
        "social",
        r"\W{0,3}follow (?:\S+ ){1,6}on (?:x|twitter|facebook|instagram|threads|bluesky|linkedin|snapchat|tiktok"
        r"|youtube|telegram|whatsapp)\b.{0,80}$",
    ),
    ("social", r"\d+ shares?$"),
    # "(Reporting by Ana Ruiz; Editing by Tom Lee)"
    (
        "contributor",
        r"\(?(?:additional |extra |writing and )?(?:reporting|writing|editing|research) by [A-Z(]",
    ),
    # "With AP inputs", "Contact Ana Ruiz at ruiz@gazette.example."
    ("contributor", r"\(?with (?:(?:\w+ ){1,3}inputs?|(?:inputs?|files) from [^,]{2,50})\W{0,3}$"),
    (
        "contributor",
        r"[—–-]? ?(?:you can )?(?:contact|reach|e-?mail)\b[^.@]{0,80}\bat \S{1,60}@\S{1,60}\.\w[^.]{0,60}"
        r"(?:\. (?:or )?(?:follow|find) .{3,100})?\.?$",
    ),
    # "Ana Ruiz can be reached at ruiz@gazette.example."
    (
        "contributor",
        r"(?-i:(?:[A-Z][\w.'’-]{0,20} ){1,4}(?:can|may) be (?:reached|contacted|emailed) at )\S{1,60}@\S.{1,120}$",
    ),
    # "Contributing: The Associated Press; Ana Ruiz"
    ("contributor", r"(?-i:Contributing: [A-Z])"),
    ("contributor", r"source\s?:\s[^.]{2,60}$"),
    # "Source: https://gazette.example/ice"
    ("navigation", r"(?:(?:source|link|url|via)\s?:?\s?)?https?://\S{4,300}$"),
    # "Download the Gazette app for more news."
    ("newsletter", r"download (?:the|our) .{0,40}\bapps?\b.{0,60}$"),
    # "Correction: ...", "Editor's note: ..."
    (
        "correction",
        r"\(?(?:corrections?|clarifications?|editor['’]?s['’]? note|note to readers)\s?(?:[:\-–—(]|$)",
    ),
    ("correction", r"\(?(?:an earlier|a previous) version of this (?:article|story|report|column|post)\b"),
    (
        "correction",
        r"\(?this (?:article|story|report|column|post) (?:has been|was) "
        r"(?:updated|corrected|amended|clarified|changed)\b",
    ),
    # "Want more? Sign up for the letter", "Get the best of the Gazette in your inbox."
    (
        "newsletter",
        r"(?:sign up|subscribe|register|get|join|enter|want)\b.{0,160}\b(?:newsletters?|inbox)\b.{0,120}$",
    ),
    # "* * *", "- 30 -", "ENDS"
    ("ornament", r"[^\w\"'“”‘’()]{1,60}$|-\s?(?:30|ends)\s?-$|ends?$"),
    # "Page 1 of 2", "3 of 9 |"
    ("navigation", r"(?:page |image )?\d{1,3} (?:of|/)(?: /)? \d{1,3}(?: \||$)\W{0,3}$"),
    # "1 free article left"
    ("newsletter", r"\d+ free articles?(?: left| remaining|subscribe)\b.{0,40}$"),
    ("newsletter", r"install the .{2,40}\bapps?\b.{0,40}$"),
    # "[Image via Harbour Gazette]"
    ("caption", r"[\[(](?:image|photo|picture|video|screenshot)s? (?:via|from|by|courtesy) .{2,120}[\])]$"),
    # "Home > News > Politics"
    ("navigation", r"home(?:\s*[>›»/|]\s*[^>›»/|]{1,40}){1,6}$"),
    # "LENGTH: 312 words", as archives print it
    (
        "markup",
        r"(?-i:(?:LENGTH|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|SECTION|GRAPHIC|DATELINE|EDITION|DISTRIBUTION"
        r"|JOURNAL-CODE|SLUG|WORD COUNT|DOCUMENT-TYPE|SUBJECT|GEOGRAPHIC)): ",
    ),
    # "<tweet author=...", ".box {", "width: 100%;"
    ("markup", r"</?[a-z][^>]{0,300}>?$|[.#@]?[\w .,#:-]{1,80}\{[^}]{0,200}\}?$|\}\W{0,3}$"),
    ("markup", r"(?-i:-?[a-z]{2,20}(?:-[a-z]{2,20}){0,3}\s?:\s?[^:.!?A-Z]{1,80};$)"),
    # "| Chase Hardware | Boats"
    ("site line", r"\|[^|.!?]{2,60}(?:\|[^|.!?]{2,60}){0,4}\|?$"),
)


# "If you buy through our links, we may earn a commission."
_EARNING = re.compile(
    r"(?=.{0,300}\b(?:links?|buy|purchase)\b)(?=.{0,300}\bwe\b.{0,40}\b(?:commissions?|compensation)\b).{20,400}$"
)
# Forms that may begin with anything: looked for only where the words stand that the form cannot do without.
_OPEN_FORMS: tuple[tuple[str, Reason, re.Pattern[str]], ...] = (
    # "Gear up for winter with us! Click here"
    ("click here", "navigation", re.compile(r".{0,140}[.!?] click here[.!]?$")),
    # "Harbour freezes over Skip to main content"
    ("content", "navigation", re.compile(r".{15,150} skip to (?:main )?content$")),
    # "Boats lie in the ice of Marle. toggle caption"
    (" caption", "caption", re.compile(r".{10,380}\b(?:hide|toggle) caption$")),
    # "Do you support the mayor? Like the page:"
    ("like the page", "social", re.compile(r".{0,60}\blike the page\W{0,3}$")),
    ("commission", "advertisement", _EARNING),
    ("compensation", "advertisement", _EARNING),
)


@cache
def _forms() -> re.Pattern[str]:
    """Return all forms as one pattern, so that a line is looked at once; group n is form n - 1."""
    return re.compile("|".join(f"({form})" for _, form in _FORMS), re.IGNORECASE)


def _open_form(lower: str) -> Reason | None:
    """Return what a line in small letters is by a form that may begin with anything."""
    for words, reason, form in _OPEN_FORMS:
        if words in lower and form.match(lower):
            return reason
    return None


# ---- captions

_CAPTION_OPENING = re.compile(
    r"""
    (?:photo|image|picture|photograph|illustration|graphic|cover\ photo|video)s?
        (?:\ (?:credit|courtesy|source))?\s?(?:[:/©|]|by\ (?=[A-Z])|courtesy\ (?:of|photo)\b|credit\b)
  | file\ ?(?:photo)?\s?[:–—-]\s
  | \(?(?:above|below|pictured|left|right|from\ left|l-r|l\ to\ r)\s?[:)]\s
  | credit\s?(?::|\.\.\.)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PICTURE = re.compile("Photo|Image|Picture|Credit")  # one of these stands in each of the next two
# "... leaves on Friday. Photo: Ana Ruiz"
_NAMED_CREDIT = re.compile(
    r"[.!?)][\"”’]?\s+\(?(?:Photo|Image|Picture)s?(?: credit| courtesy)?(?: ?:| by) [A-Z][\w.’'/-]*"
    r"(?:\s[A-Z][\w.’'/-]*){0,5}\s?\)?$"
    r"|[.!?] (?:Image|Photo) credits?: [A-Z][^\"“”]{1,90}$"
)
# "Ana Ruiz/Harbour Gazette", without spaces, which a byline has: "Ana Ruiz / Harbour Gazette"
# "A can of cherries Credit: Ana Ruiz / Harbour Gazette"
_OPEN_CREDIT = re.compile(
    r"(?:^|\s)(?:Photo |Image |Gallery |Picture )?Credits?: (?:[A-Z][\w.’'-]*(?:\s?/\s?|\s)?){1,6}\.?$"
)
_SIGNED_PICTURE = re.compile(
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,2}/([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4} ?)"
)
# What only a picture has, behind a caption of any length: "(AP Photo/Ana Ruiz, File)", "(Ana Ruiz via AP)"
_AGENCY_CREDIT = re.compile(
    r"\((?:AP (?:Photo|Video|Illustration|Graphic)(?:/| by |[,)])|[^()]{2,60} via AP\b)[^()]{0,60}\)$"
)
_LONGEST_CAPTION = 1000  # characters
_HOUSE = re.compile(r"[A-Z][a-z]+[A-Z]\w+")  # "HarbourPost"
_WHITE_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))
_CREDIT_LENGTH = (
    130  # characters at the end of a caption; "(Ana Ruiz, special correspondent/AFP via Getty Images)"
)


def is_caption(text: str) -> bool:
    """Tell a picture's caption or credit line by how it opens or ends."""
    if _CAPTION_OPENING.match(text) is not None:
        return True
    end = text[-_CREDIT_LENGTH:]
    names_picture = _PICTURE.search(end) is not None
    if names_picture and (_NAMED_CREDIT.search(end) is not None or _OPEN_CREDIT.search(end) is not None):
        return True
    if _signs_picture(text):
        return True
    may_be_credit = text.rstrip("." + _WHITE_SPACE).endswith(_ends_of_credits())
    return may_be_credit and _credit().search(end) is not None


def _signs_picture(text: str) -> bool:
    """Tell "Ana Ruiz/Harbour Gazette" from a byline of two people: "Ana Ruiz/Tom Lee"."""
    found = _SIGNED_PICTURE.fullmatch(text.rstrip("."))
    last = found[1].split()[-1] if found else ""
    is_house = last in read_words("organization_words") or last.lower() in read_words("outlet_words")
    return bool(last) and (is_house or _HOUSE.fullmatch(last) is not None)


@cache
def _ends_of_credits() -> tuple[str, ...]:
    """Return what each credit ends in, points aside: told at a glance, where the pattern looks at every sign."""
    return (
        ")",
        "Getty Images",
        " Images",
        " Photo",
        " Pool",
        *(name.rstrip(".") for name in read_entries("photo_sources")),
    )


@cache
def _credit() -> re.Pattern[str]:
    """Match the end of a caption: "Ana Ruiz / Reuters", "(Ana Ruiz/AFP)", "| Getty Images", "Photo: AP"."""
    names = sorted(map(re.escape, read_entries("photo_sources")), key=len, reverse=True)
    source = "(?:" + "|".join(names) + ")"
    word = r"\b(?:[Pp]hoto|[Ii]mage|[Cc]redit|[Pp]icture)s?(?: by| credit)?: ?"
    before = r"(?:[^()]{0,60}[/|] ?|(?:[Pp]hoto|[Ii]mage)[^()]{0,60}|[^()]{0,40}\bvia )"
    bracket = rf"\({before}{source}[^()]{{0,40}}\)"
    courtesy = (
        r"\((?:AP (?:Photo|Video|Illustration|Graphic)|[Pp]hoto (?:by|courtesy|:)|[Pp]hoto credit|[Ii]mage:"
        r"|[Cc]redit:|[Cc]ourtesy of)[^()]{0,80}\)|(?<=[.!?] )\([A-Z][^()/]{1,40}(?:/[A-Z][^()/]{1,40}){1,3}\)"
    )
    plain = rf"(?:(?:\s/\s?|\w/|\s\|\s|©\s?|\bvia |{word}){source}(?: Images| Photo| Pool)?|\bGetty Images)"
    return re.compile(rf"(?:{plain}|{bracket}|{courtesy})[.\s]*$")


# ---- whose it is

_LONGEST_NAME = 8  # words of a publisher's name
_COPYRIGHT = re.compile(
    r"""
    (?:\W*(?:©|\(c\)|copyright|all\ rights\ reserved))+\W*
    (?:(?:19|20)\d\d(?:\s?[-–,]\s?(?:19|20)?\d\d)?\W*)?
    (?:(?:by|of)\s+)?
    (?P<name>[^|.©]*(?:\.(?:com|org|net|co\.uk)\b)?)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"[,.|–—-]*\s*(?:all rights\b|(?:photo(?:graph)?|image|picture)s?\s?:|(?:19|20)\d\d|inc\b|llc\b|ltd\b).*$",
    re.IGNORECASE,
)


def copyright_holder(line: str) -> str | None:
    """Return whose a text is, by its copyright line: "Harbour Gazette" in "© 2025 Harbour Gazette"."""
    found = _COPYRIGHT.match(line)
    name = _AFTER_NAME.sub("", found["name"]).strip(" ,-–—()\"'") if found else ""
    name = name.removeprefix("Provided by ")
    fits = name and name[0].isalnum() and len(name.split()) <= _LONGEST_NAME and any(map(str.isupper, name))
    return name if fits else None


# ---- who helped

_SENTENCE_BREAK = re.compile(r"(?<=[a-z]{2})\.\s+(?=[A-Z])")
# What stands with the names in "Ana Ruiz, a staff writer, also contributed reporting from Lisbon."
_AMONG_NAMES = frozenset(
    [
        "and",
        "of",
        "the",
        "in",
        "also",
        "from",
        "at",
        "for",
        "with",
        "to",
        "this",
        "that",
        "a",
        "an",
        "staff",
        "writer",
        "writers",
        "reporter",
        "reporters",
        "correspondent",
        "correspondents",
        "researcher",
        "reported",
        "contributed",
        "reporting",
        "report",
        "story",
        "article",
        "research",
        "analysis",
        "column",
    ]
)


_HELPING = frozenset({"reported", "contributed"})


def _is_contributor_note(text: str) -> bool:
    """Tell whether all sentences of a paragraph say who else worked on the article, and nothing else."""
    if "reported from " not in text and "contributed" not in text:
        return False
    return all(map(_says_who_helped, _SENTENCE_BREAK.split(text)))


def _says_who_helped(sentence: str) -> bool:
    """Tell "Sheridan reported from Mexico City" from "She reported from the field that ...": names, and no news."""
    words = [word.strip(".,;()") for word in sentence.split()]
    small = {word for word in words if word and word[0].islower()}
    return not small.isdisjoint(_HELPING) and small <= _AMONG_NAMES and words[0][:1].isupper()


# ---- lists and boxes

# A heading of these kinds opens a list or a box; the words that sentences in such a box are made of.
_OPENERS: dict[Reason, re.Pattern[str] | None] = {
    "related": None,
    "teaser": None,
    "social": None,
    "copyright": None,
    "tags": None,
    "newsletter": re.compile(
        r"newsletter|subscri|sign(?:ed)? up|inbox|e-?mail|privacy policy|terms of|get the (?:latest|best)",
        re.IGNORECASE,
    ),
    "comments": re.compile(
        r"comment|civil|moderat|profan|guideline|terms of|vulgar|\bpolicy\b|log ?in|sign ?in|register",
        re.IGNORECASE,
    ),
    "correction": re.compile(
        r"\b(?:article|story|column|report|version|misstated|misidentified|misspelled|incorrectly|corrected|error)\b",
        re.IGNORECASE,
    ),
}
BULLETS = ("• ", "● ", "▪ ", "- ", "* ", "› ", "» ", "· ")
_LONGEST_IN_BOX = 2000


def opens_box(reason: Reason | None, text: str) -> bool:
    """Tell whether a line taken out for `reason` is the heading of more lines of its kind."""
    return reason in _OPENERS and (len(text) <= _LONGEST_LABEL or reason in {"copyright", "tags"})


def opens_comments(text: str) -> bool:
    """Tell a heading below which only readers speak; "Comments" alone may be one of the article's own."""
    return len(text) <= _LONGEST_LABEL and _READERS.match(text.strip(_SIGNS)) is not None


_READERS = re.compile(
    r"article comments|reader comments|(?:view |show |read )?(?:all )?\d+ comments?\b|comments? \(\d+"
    r"|(?:leave|post|add) a (?:comment|reply)|join the (?:conversation|discussion)",
    re.IGNORECASE,
)


def ends_release(text: str) -> bool:
    """Tell the mark that a text for the press ends with: "###", "-30-", "ENDS"."""
    return _END_OF_RELEASE.fullmatch(text.strip()) is not None


_END_OF_RELEASE = re.compile(r"#(?: ?#){2,4}|[-–—]\s?(?:30|0|ends)\s?[-–—]|ends|\[?END\]?", re.IGNORECASE)


def goes_on(opened: Reason, text: str) -> bool:
    """Tell whether a box that a heading opened goes on with `text`: labels, list items, words of its kind."""
    if is_fragment(text) or (text.startswith(BULLETS) and len(text) <= MAX_LINE):
        return True
    if len(text) <= _LONGEST_FRAGMENT and has_title_case(text):
        return True
    words = _OPENERS[opened]
    if opened == "correction" and read_date_line(text) is not None:
        return True
    return words is not None and len(text) <= _LONGEST_IN_BOX and words.search(text) is not None
