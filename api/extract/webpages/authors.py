"""Find who wrote the article in a web page.

In: the page's tree, the names in its JSON-LD, and what trafilatura reads from the layout.  Out: the authors' names.
What the page declares for programs comes first, then what it marks or prints as a byline, then trafilatura's guess.
Declared names are taken nearly as they are: some authors go by one name. Printed ones must look like names, since
dates, offices and buttons stand beside them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from api.extract.article.byline import read_byline
from api.extract.article.dates import part_date
from api.extract.article.furniture import furniture
from api.extract.article.offices import is_name, unshout
from api.extract.article.signature import names_people
from api.extract.grammar.genders import first_name_weight, is_first_name
from api.extract.webpages.blocks import letters_of
from api.extract.words import read_words

Metas = Mapping[str, Sequence[str]]
"""What a page's meta tags say, by their names in small letters."""

_METAS = (
    "citation_author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "cxenseparse:author",
    "byl",
    "author",
    "article:author",
)
"""Meta tags with authors, in lower case: those that name nobody else come first."""
_TURNED_METAS = ("citation", "dc")  # libraries' ones have the surname first
_TURNED = re.compile(r"([^\W\d_][\w'’-]*(?:\s[\w'’-]+)?),\s*([^\W\d_][\w.'’ -]*)")
_WRITTEN_BY = re.compile(r"written by|author|by|verfasst von|escrito por|écrit par", re.IGNORECASE)

_ADDRESS = re.compile(r"(?:https?:)?//|www\.|\S+\.[a-z]{2,}$")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_HANDLE = re.compile(r"\s+@\w+$")
_INITIALS = re.compile(r"\s\([^()]{1,20}\)$")
_SEVERAL = re.compile(r"^by\s|\sand\s|\s&\s|,|;|\|", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]\s+")
_AND = re.compile(r"\s(?:og|och|und|et|y|e|en|ja|i)\s")
_LONGEST_LABEL = 3  # words
_LONGEST_LINE = 120  # characters of a printed byline

_PLACES = (
    "a",
    "span",
    "div",
    "p",
    "cite",
    "address",
    "section",
    "ul",
    "li",
    "strong",
    "em",
    "h1",
    "h3",
    "h4",
    "h5",
    "h6",
)
_MARK = re.compile(
    r"(?:^|[-_])(?:authors?|byline|writer)(?:[-_]{0,2}(?:names?|link|text|info|title|meta))*$", re.IGNORECASE
)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|contributors?|people|profiles?|staff|by|writers?|reporters?|producers)/[^/?#]",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"comment|related|recirc|sidebar|footer|\bnav|menu|popular|trending|recommend|most-?read|teaser|testimonial",
    re.IGNORECASE,
)
_PARAGRAPH = 80  # characters; a shorter one is a date, a caption
_NEAR = 2  # paragraphs: so far behind the headline a byline is the article's own, not that of a teaser


def read_authors(
    tree: Any, metas: Metas, described: Sequence[str], layout: str, publisher: str, lines: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the names of the authors, without that of the publisher.

    `described` are the names in the page's JSON-LD; `layout` is what trafilatura finds, parted by semicolons, with
    addresses made to look like names: "Post Example"; `lines` stand around the headline.
    """
    said = _about_authors(metas)
    entries = [entry for entry in _first_kind(said) if not _is_publisher(entry, publisher)]
    declared = tuple(_declared_names(entries))
    given = (entry for entries in said.values() for entry in entries if _ADDRESS.match(entry))
    addresses = [letters_of(_SCHEME.sub("", entry)) for entry in given]
    for names in (
        _declared_names(entry for entry in described if not _is_publisher(entry, publisher)),
        declared if all(map(is_name, declared)) else (),  # an account's name tells less than a byline
        _printed_names(_bylines(tree)),
        declared,
        _beside_the_day(lines),
        (name for name in _printed_names(layout.split(";")) if not _is_address(name, addresses)),
    ):
        authors = tuple(dict.fromkeys(name for name in names if not _is_publisher(name, publisher)))
        if authors:
            return authors
    return ()


def _is_address(name: str, addresses: Sequence[str]) -> bool:
    """Tell what trafilatura makes of an address, perhaps cut: "Www Facebook Com"."""
    return any(address.startswith(letters_of(name)) for address in addresses)


def _is_publisher(name: str, publisher: str) -> bool:
    """Tell the publisher from a person whose site it is: "Ora Linden"."""
    return letters_of(name) == letters_of(publisher) and not (_is_person(name) and _begins_as_people_do(name))


def _begins_as_people_do(name: str) -> bool:
    first = name.split(maxsplit=1)[0]
    return first_name_weight(first) != 0 and first.lower() not in read_words("quantities")  # "Five", "One"


def _about_authors(metas: Metas) -> Metas:
    """Return what the meta tags say about authors, the surest first."""
    if _WRITTEN_BY.match(metas.get("twitter:label1", [""])[0]):
        metas = {"author": metas.get("twitter:data1", []), **metas}
    return {key: metas[key] for key in _METAS if key in metas}


def _first_kind(metas: Metas) -> list[str]:
    """Return the entries of the first kind of meta tag that has more than addresses."""
    for key, entries in metas.items():
        if named := [entry for entry in dict.fromkeys(entries) if not _ADDRESS.match(entry)]:
            return list(map(_turned, named)) if key.startswith(_TURNED_METAS) else named
    return []


def _turned(name: str) -> str:
    """Return a name as it is spoken: "Linden, Ora" is Ora Linden."""
    found = _TURNED.fullmatch(name)
    return f"{found[2]} {found[1]}" if found else name


def _declared_names(entries: Iterable[str]) -> Iterator[str]:
    """Yield the names in what a page gives as one author: "By Ora Linden and Jon Marsh", "Ora Linden (oli)"."""
    for entry in entries:
        plain = _HANDLE.sub("", _INITIALS.sub("", _without_label(entry)))
        yield from (_in_small_letters(name) for name in _of_one_entry(plain) if _is_somebody(name))


def _in_small_letters(name: str) -> str:
    """Return "Anna Linden" for "ANNA LINDEN", or one author is two; but "BBC NEWS" has no first name."""
    first = name.split(maxsplit=1)[0]
    return unshout(name) if first.isupper() and is_name(name) and is_first_name(first.capitalize()) else name


def _of_one_entry(plain: str) -> Sequence[str]:
    """Return the names in one entry: several, or one with a desk beside it: "Ora Linden - Ellery Post"."""
    beside = _DASH.split(plain)
    people = [part for part in beside if _is_person(part)]
    if len(beside) > 1 and len(people) == 1:
        return people
    before, joined, last = plain.rpartition(found[0]) if (found := _AND.search(plain)) else (plain, "", "")
    if joined and is_name(last) and is_name(before.rpartition(", ")[2]):
        plain = f"{before} and {last}"
    byline = read_byline(plain, certain=True) if _SEVERAL.search(plain) else None
    return byline.authors if byline and byline.authors else (plain,)


def _is_person(name: str) -> bool:
    """Tell a name that has a person's form from that of a body or of its staff."""
    if not is_name(name):
        return False
    last = name.rsplit(maxsplit=1)[-1]
    return last not in read_words("organization_words") and last.lower() not in read_words(
        "collective_authors"
    )


def _printed_names(lines: Iterable[str]) -> Iterator[str]:
    """Yield the names in printed bylines, with or without "by"; what doesn't look like a name is none."""
    for line in lines:
        text = _without_label(" ".join(line.split()))
        if 0 < len(text) <= _LONGEST_LINE:
            byline = read_byline(text, certain=True)
            yield from filter(_looks_like_somebody, byline.authors if byline else (text,))


def _without_label(text: str) -> str:
    """Cut "Author", "Written by" and the like from before a name."""
    words = text.split()
    for length in range(min(_LONGEST_LABEL, len(words) - 1), 0, -1):
        if " ".join(words[:length]).lower().rstrip(" :") in read_words("author_labels"):
            return _without_label(" ".join(words[length:]).lstrip(" :|-"))
    return text


def _is_somebody(name: str) -> bool:
    """Tell a name from an address and from what is written where nobody is named."""
    lower = name.lower().rstrip(" :")
    is_word = lower in read_words("no_authors") or lower in read_words("author_labels")
    return any(map(str.isalpha, name)) and not is_word and not _ADDRESS.match(name)


def _looks_like_somebody(name: str) -> bool:
    has_form = is_name(name) or (name.isalpha() and name[0].isupper())
    # "April Marsh" is somebody, "Ora Linden January" and "April 8" are not.
    behind = name.split()[1:] if is_name(name) else name.split()
    return has_form and _is_somebody(name) and read_words("calendar_words").isdisjoint(behind)


def _bylines(tree: Any) -> list[str]:
    """Return the first byline that is marked as one, or reads like one near the headline: the names linked in it."""
    paragraphs, is_near, own = 0, False, _around_headings(tree)
    for element in tree.iter(*_PLACES):
        if element.tag == "h1":
            is_near = True
        elif element.tag == "p" and is_near and len(element.text_content()) >= _PARAGRAPH:
            paragraphs += 1
            is_near = paragraphs < _NEAR
        if (_is_marked(element) or (is_near and _reads_like_one(element))) and not _is_aside(element, own):
            links = (link for link in element.iter("a") if not _is_aside(link, own))
            linked = [name for link in links for name in _full_names(link)]
            if names := linked or _full_names(element):
                return names
    return []


def _beside_the_day(lines: Sequence[str]) -> Sequence[str]:
    """Return the names that stand on the line of a day or a reading time, or alone on the line above or below it."""
    for place, line in enumerate(lines):
        dated = part_date(line)
        beside = [
            *(dated.beside if dated else ()),
            *lines[max(0, place - 1) : place],
            *lines[place + 1 : place + 2],
        ]
        if dated is not None or furniture(line) == "reading time":
            found = next((text for text in beside if names_people(text, all_known=True)), "")
            byline = read_byline(found, certain=True) if found else None
            if byline:
                return list(filter(_looks_like_somebody, byline.authors))
    return []


def _full_names(element: Any) -> list[str]:
    shown = element.xpath(".//text()[not(ancestor::template or ancestor::dialog)]")
    return list(filter(is_name, _printed_names([" ".join(shown)])))


def _is_marked(element: Any) -> bool:
    if element.get("rel") == "author" or element.get("itemprop") == "author":
        return True
    return any(map(_marks_author, (element.get("class") or "").split()))


@lru_cache(maxsize=4096)
def _marks_author(name: str) -> bool:
    """Tell whether a class is that of an author's name: "byline", "post-author__name"."""
    return _MARK.search(name) is not None


def _reads_like_one(element: Any) -> bool:
    """Tell whether an element is a link to an author's page, or begins with "by"."""
    if element.tag == "a":
        return _PROFILE.search(element.get("href") or "") is not None
    words = (element.text or "").lower().split(maxsplit=_LONGEST_LABEL)[:_LONGEST_LABEL]
    openings = (" ".join(words[:length]).rstrip(":") for length in range(1, len(words) + 1))
    return any(opening in read_words("author_labels") for opening in openings)


def _around_headings(tree: Any) -> frozenset[Any]:
    """Return the boxes that hold all main headings: the article is in a "page--with-sidebar", too."""
    boxes = [frozenset(heading.iterancestors()) for heading in tree.iter("h1")]
    return frozenset.intersection(*boxes) if boxes else frozenset()


def _is_aside(element: Any, own: Collection[Any]) -> bool:
    """Tell whether an element stands in a box of comments, of other articles, of the site; `own` boxes are none."""
    around = (box for box in (element, *element.iterancestors()) if box not in own)
    return any(box.tag in _SITE or _is_beside(f"{box.get('class')} {box.get('id')}") for box in around)


_SITE = frozenset(["footer", "nav", "aside", "dialog", "template"])


@lru_cache(maxsize=4096)
def _is_beside(names: str) -> bool:
    return _ASIDE.search(names) is not None
