"""Choose a page's headline as it is printed.

In: the page's tree, the names that the page gives itself (JSON-LD, meta tags, `<title>`), and what its site is
called.  Out: the headline.  Names are written for search engines: shorter, with the site behind them, in other
words.  The printed heading is right, once it is known which one: sites put their own name, a section or "Related"
into headings too.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import itemgetter
from typing import Any

from rapidfuzz import fuzz

from api.extract.article.furniture import furniture

_LONGEST_TITLE = 300  # characters
_LONGEST_SITE_NAME = 5  # words
_LONGEST_PUBLISHER = 10  # words
_SAME_HEADLINE = 80  # of 100, by the words that both have
_ALIKE = 95  # "The best platforms of 2025" is a section of "Platforms: what is best in 2025"
# "Harbour freezes | Ellery Post"; Chinese and Japanese titles have no spaces around "_", "｜" and the like.
_PART = re.compile(
    r"\s+[|│•·»«›–—:/-]\s+|\s*｜\s*|\s+_\s+|(?<=[^\x00-\x7f])_|(?<=[^\x00-\x7f])[-：](?=[^\x00-\x7f])"
)
_PIECE = re.compile(rf"{_PART.pattern}|:\s+")
_BARS = frozenset("|│»•·›｜_")
_IDEOGRAM = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
# Where headings are not the article's: menus, boxes beside it, the foot of the page.
_ELSEWHERE = frozenset(["nav", "aside", "footer", "dialog"])
_LINES = frozenset(["br", "div", "p", "small"])
_HOME = re.compile(r"(?:https?://[^/]+)?/?(?:index\.\w+)?", re.IGNORECASE)
_ARTICLE = re.compile(r"schema\.org/\w*(?:Article|BlogPosting)")
_KICKER = re.compile(
    r"kicker|topline|overline|dachzeile|eyebrow|rubri|roofline|pre-?title|label|category", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed heading on one line, whole and without the kicker that the page marks as one; its rank and place."""

    text: str
    without_kicker: str
    rank: int
    in_article: bool
    links_home: bool
    breaks: frozenset[int]  # how many letters stand before each of its parts but the first


def printed_headline(tree: Any, names: Sequence[str], publisher: str, url: str) -> str:
    """Return the headline, or "" when the page has neither a heading nor a name.

    `names` are what the page calls itself, the most trusted first; `publisher` and `url` tell the site's name.
    """
    host = url.split("/")[2].removeprefix("www.") if url.count("/") >= 2 else ""
    # A longer publisher is the article's title.
    called = publisher if _weight(publisher) <= _LONGEST_PUBLISHER else ""
    sites = tuple(filter(None, (_bare(called), _bare(host), _bare(host.split(".")[0]))))
    plain = [_without_site(name, sites) for name in names if name]
    headings = [heading for heading in _headings(tree) if not _is_label(heading, sites)]
    known = [*plain, *filter(None, names)]
    siteless = [_without_site(name, sites, by_form=False) for name in names if name]
    agreeing = _agreeing(headings, siteless) or _agreeing(headings, known)
    standing_out = _standing_out(headings, known, url)
    if standing_out and agreeing and _gives_way(agreeing, standing_out, headings, known):
        agreeing = None
    chosen = agreeing or standing_out
    if chosen is None:
        return plain[0] if plain else ""
    if own := _without_kicker(chosen, plain):
        return own
    if chosen.text in names:
        return _without_printed_site(chosen.text, sites, {*names, *(heading.text for heading in headings)})
    return _as_named(chosen, plain)


# ---- headings


def _headings(tree: Any) -> list[Heading]:
    """Return the headings that may be the article's, in printed order."""
    return [
        Heading(
            text,
            _text_below_kicker(element),
            int(element.tag[1]),
            _in_article(element),
            _links_home(element),
            _breaks(element),
        )
        for element in tree.iter("h1", "h2", "h3")
        if 0 < len(text := _text_of(element, frozenset())) <= _LONGEST_TITLE
        and not _stands_elsewhere(element)
    ]


def _text_of(element: Any, skipped: Collection[Any]) -> str:
    """Return an element's text on one line, without that of the elements in `skipped`."""
    pieces = element.xpath(".//text()")
    kept = (_spaced(text) for text in pieces if text.is_tail or text.getparent() not in skipped)
    return " ".join("".join(kept).split()).strip("¶ ")


def _text_below_kicker(element: Any) -> str:
    """Return a heading's text without a first part that the page's own classes call a kicker."""
    first = next(iter(element), None)
    if first is None or first.tag == "a" or not _KICKER.search(first.get("class") or ""):
        return ""
    return _text_of(element, set(first.iter())).lstrip(":|–— ")


def _breaks(element: Any) -> frozenset[int]:
    """Return how many letters of an element's text stand before each piece of it but the first and after the last."""
    *ends, whole = accumulate(len(_bare(text)) for text in element.xpath(".//text()"))
    return frozenset(ends) - {0, whole}


def _spaced(text: Any) -> str:
    """Return a piece of text, with a space where a line or a block begins."""
    return f" {text}" if text.getparent().tag in _LINES else str(text)


def _stands_elsewhere(element: Any) -> bool:
    return any(ancestor.tag in _ELSEWHERE for ancestor in element.iterancestors())


def _in_article(element: Any) -> bool:
    if "headline" in (element.get("itemprop") or ""):
        return True
    return any(
        ancestor.tag in {"article", "main"} or _ARTICLE.search(ancestor.get("itemtype") or "")
        for ancestor in element.iterancestors()
    )


def _links_home(element: Any) -> bool:
    """Tell whether a heading is a link to the front page: a logo."""
    around = [*element.iter("a"), *(ancestor for ancestor in element.iterancestors("a"))]
    return any(_HOME.fullmatch((link.get("href") or "-").strip()) for link in around)


# ---- which of them


def _is_label(heading: Heading, sites: tuple[str, ...]) -> bool:
    """Tell the site's own name, or a label such as "Related", from a headline."""
    bare = _bare(heading.text)
    return heading.links_home or not bare or bare in sites or furniture(heading.text) is not None


def _agreeing(headings: Sequence[Heading], names: Sequence[str]) -> Heading | None:
    """Return the heading that says what one of the page's names says: of the highest rank, then the likeliest."""
    scored = [
        (heading.rank > 1, -score, -_weight(heading.text), place, heading)
        for place, heading in enumerate(headings)
        if (score := max((_likeness(heading.text, name) for name in names), default=0)) >= _SAME_HEADLINE
    ]
    left = [heading for *_, heading in sorted(scored, key=itemgetter(0, 1, 2, 3))]
    while left and _is_site(left[0], left[1:], names):
        left = left[1:]
    return next(iter(left), None)


def _is_site(heading: Heading, others: Sequence[Heading], names: Sequence[str]) -> bool:
    """Tell "Mäscot the Sheep" in "A short lesson | Mäscot the Sheep" when "A short lesson" is printed as well."""
    printed = {_bare(other.text) for other in others}
    is_name = _bare(heading.text) in map(_bare, names)
    if _weight(heading.text) > (1 if is_name else 2) * _LONGEST_SITE_NAME:
        return False
    for name in names:
        parts = [_bare(part) for part in _PART.split(name)]
        if _bare(heading.text) in parts[1:] and printed & set(parts[:1]):
            return True
        if _bare(heading.text) == parts[0] and printed & set(parts[1:]) and "»" in name:
            return True  # "Ellery Blog » Archive » Harbour freezes over"
    return False


def _gives_way(heading: Heading, main: Heading, headings: Sequence[Heading], names: Sequence[str]) -> bool:
    """Tell whether a heading that agrees with the page's names is less likely its headline than the main heading."""
    if _names_the_site(heading, main, names):
        return True  # the page is called after its site, and so is its logo
    is_alike = max(_likeness(heading.text, name) for name in names) <= _ALIKE
    if heading.rank <= main.rank:
        return is_alike and headings.index(main) < headings.index(heading)
    if is_alike:
        return True
    # "What is ice?", the first section of "The harbour in winter", on a page called "What is ice? All about it"
    pieces = {_bare(piece) for name in names for piece in (name, *_PART.split(name), *_PIECE.split(name))}
    is_whole = _bare(heading.text) in map(_bare, names)
    return not is_whole and headings.index(main) < headings.index(heading) and _bare(main.text) not in pieces


def _names_the_site(heading: Heading, other: Heading, names: Sequence[str]) -> bool:
    """Tell a logo of a word or two, or a lower heading behind in "Harbour: The Two-Way: Post", from a headline."""
    if _weight(heading.text) < _FEWEST_WORDS and not heading.in_article:
        return True
    pieces = [list(map(_bare, _PIECE.split(name))) for name in names]
    behind = {piece for name in pieces for piece in name[1:]} - {name[0] for name in pieces}
    unnamed = not any(_bare(other.text) in name for name in pieces)
    return heading.rank > 1 and unnamed and _bare(heading.text) in behind


def _likeness(heading: str, name: str) -> float:
    """Return how much of the shorter of two headlines is in the longer, 0 to 100; a single word tells nothing."""
    if _bare(heading) == _bare(name) or (" " in heading and _bare(heading) in map(_bare, _PIECE.split(name))):
        return 101
    if _weight(heading) < _FEWEST_WORDS:
        return 0
    return max(fuzz.token_sort_ratio(heading, name), 0.99 * fuzz.token_set_ratio(heading, name))


def _standing_out(headings: Sequence[Heading], names: Sequence[str], url: str) -> Heading | None:
    """Return the page's one main heading, or the one inside the article, though the page's name is in other words."""
    main = [heading for heading in headings if heading.rank == 1]
    long = [heading for heading in main if _weight(heading.text) >= _FEWEST_WORDS]
    main = long or [heading for heading in main if _is_short_name(heading.text, names, url)]
    inside = [heading for heading in main if heading.in_article]
    if len(main) > 1 and not inside:
        return None
    return next(iter(inside or main), None)


def _is_short_name(heading: str, names: Sequence[str], url: str) -> bool:
    """Tell a headline of a word or two from a section: it begins the page's name, or is the end of its address."""
    last = url.partition("?")[0].rstrip("/").rpartition("/")[2].partition(".")[0]
    begun = (name for name in names if name.casefold().startswith(heading.casefold()))
    return _bare(heading) == _bare(last) or any(not name[len(heading) :][:1].islower() for name in begun)


_FEWEST_WORDS = 3


def _weight(text: str) -> int:
    """Return the number of words; two ideograms count as one."""
    ideograms = len(_IDEOGRAM.findall(text))
    return len(text.split()) + ideograms // 2


def _without_kicker(heading: Heading, plain: Sequence[str]) -> str:
    """Return the name of the page that a heading ends with, behind a kicker; "" when there is none."""
    bare = _bare(heading.text)
    ends = (
        name
        for name in plain
        if bare.endswith(_bare(name)) and len(bare) - len(_bare(name)) in heading.breaks
    )
    return next((name for name in ends if _weight(name) >= _FEWEST_WORDS), "")


def _as_named(heading: Heading, plain: Sequence[str]) -> str:
    """Return a heading as printed; where only its end or its beginning is a name of the page, that."""
    bare = _bare(heading.text)
    same = [name for name in plain if _bare(name) == bare]
    if same:
        # "Shipping: Harbour freezes over", printed on two lines, or as two pieces without a space between them
        parted = (name for name in same if ": " in name and ":" not in heading.text)
        spaced = (name for name in same if len(name.split()) > len(heading.text.split()))
        return next(chain(parted, spaced), heading.text) if heading.breaks else heading.text
    # "Harbour freezes over Ships have to wait" with a deck
    whole = [name for name in plain if _weight(name) >= _FEWEST_WORDS and not _is_cut_off(name, heading.text)]
    own = next(
        (name for name in whole if bare.startswith(_bare(name)) and len(_bare(name)) in heading.breaks), None
    )
    return own or heading.without_kicker or heading.text


def _is_cut_off(name: str, heading: str) -> bool:
    """Tell a name that breaks off, by its last sign or inside a word of the heading that it begins."""
    begins = heading.casefold().startswith(name.casefold())
    return name.endswith(_CUT_OFF) or (begins and heading[len(name) : len(name) + 1].islower())


_CUT_OFF = (":", "…", "...", "-", ",")


# ---- the site's name


def _without_site(title: str, sites: tuple[str, ...], *, by_form: bool = True) -> str:
    """Cut the site's name from the end, by its name or, behind a bar, by its form: hardly a headline has a bar."""
    while parts := list(_PART.finditer(title)):
        last = title[parts[-1].end() :]
        bar = parts[-1][0]
        behind_bar = (bar.strip() in _BARS or not bar.startswith(" ")) and _weight(last) <= _LONGEST_SITE_NAME
        if not ((behind_bar and by_form) or _names_site(last, sites)):
            break
        title = title[: parts[-1].start()]
    while (first := _PART.search(title)) and _bare(title[: first.start()]) in sites:
        title = title[first.end() :]
    return title


def _without_printed_site(heading: str, sites: tuple[str, ...], others: Collection[str]) -> str:
    """Cut the site from a heading that prints it: by its name, by its form only to what the page prints elsewhere."""
    short = _without_site(heading, sites)
    return short if short in others else _without_site(heading, sites, by_form=False)


def _names_site(part: str, sites: tuple[str, ...]) -> bool:
    bare = _bare(part)
    return len(bare) > 1 and any(
        bare in site or (site in bare and _weight(part) <= _LONGEST_SITE_NAME) for site in sites
    )


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
