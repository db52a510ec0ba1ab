"""Complete what trafilatura takes for the article, from the page itself.

In: the page's tree, the blocks that trafilatura chose, the article's text where the page declares it (JSON-LD
`articleBody`), and readability's.  Out: the article's blocks in printed order, or None where these can't be found in
the tree again.  trafilatura chooses well and now and then stops short: it drops lists, headings and tables, and on
pages that break an article into several boxes it takes one of them.  What stands in the same boxes as the paragraphs
that it chose is put back.  It also goes on too long; what stands below the article in other boxes goes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from itertools import chain, islice
from typing import Any

_BLOCKS = frozenset(
    """
    address article aside blockquote body button caption center dd details div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html label legend
    li main nav ol option p pre section select summary table tbody td tfoot th thead tr
    ul
    """.split()  # noqa: SIM905 - a list of forty literals reads worse
)
_UNREAD = frozenset(
    ["script", "style", "noscript", "template", "svg", "iframe", "textarea", "head", "math", "object"]
)
_APART = frozenset(
    ["aside", "button", "dialog", "figcaption", "figure", "footer", "form", "label", "nav", "table"]
)
# Classes and ids of what stands among an article's paragraphs and is none of them.
_FURNITURE = re.compile(
    r"related|newsletter|share|sharing|social|comment|promo|recommend|recirc|caption|credit|byline|author|\btags?\b"
    r"|advert|\bads?\b|sponsor|subscri|sign-?up|cookie|consent|breadcrumb|footer|sidebar|popup|modal|player"
    r"|disclaimer|copyright|most-?read|trending|read-?more|read-?next|more-?on|teaser|hidden|toolbar|embed|tweet|poll",
    re.IGNORECASE,
)
_TEXTS = frozenset(["p", "li", "blockquote", "h2", "h3", "h4"])
_MARKS = ("“", '"', "‘", "'", "«", "„")
_PASSED_OVER = frozenset(["blockquote", "ul", "ol", "q", "em", "strong", "span", "b", "i"])
_MAIN_BOXES = (
    0.2  # of the chosen letters in boxes of one class: then the others of that class are the article's too
)
# What an article's boxes hold besides the text that was chosen, and how long it has to be: characters.
_SHORTEST = {
    **dict.fromkeys(["h2", "h3", "h4", "h5", "h6", "li", "tr"], 1),
    **dict.fromkeys(["p", "blockquote"], 40),
    # A shorter one is a label, a date, a caption.
    **dict.fromkeys(["div", "section", "article", "main", "body", "td"], 100),
}
_SHORTEST_ALIKE = 40  # in another box of the same kind, where menus and teasers are more often
_SURE = 25  # letters: a longer block is found by its letters anywhere in the chosen text
_MOST_LINKED = 0.5  # of a block's letters are in links: more is a list of links
_MOST_WORK = 500_000_000  # characters to compare: below a second
_FOUND_AGAIN = 0.9  # of the chosen letters


@dataclass(slots=True)
class Block:
    """A block of the page: text on one line, the element that holds it, and what stands around that."""

    text: str
    element: Any
    linked: int
    # The boxes around it that are no article's by their tags or classes, innermost last.
    apart: tuple[Any, ...]
    key: str = field(init=False)
    box: Any = field(init=False)  # held, as lxml makes a new object for an element that nobody holds

    def __post_init__(self) -> None:
        self.key = letters_of(self.text)
        self.box = _box(self.element)

    @property
    def kind(self) -> tuple[str, str]:
        """The tag and the class of the box."""
        return ("", "") if self.box is None else (str(self.box.tag), self.box.get("class") or "")


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, by which two copies of it are compared."""
    return "".join(filter(str.isalnum, text.casefold()))


def complete(tree: Any, chosen: Sequence[str], declared: str, readable: str) -> list[tuple[Any, str]] | None:
    """Return the article's blocks, each with its element; None where `chosen` isn't found in the tree again."""
    blocks = list(blocks_of(tree))
    wanted = [letters_of(text) for text in chosen]
    picked = _find_again(blocks, wanted)
    expected = set(wanted) if _is_printed_twice(wanted) else wanted
    if _letters(blocks, picked) < _FOUND_AGAIN * sum(map(len, expected)):
        return None
    picked |= _declared_places(blocks, picked, _searchable(letters_of(declared), blocks))
    picked |= set(_left_out(blocks, picked))
    picked -= _no_part(blocks, picked)
    picked -= _tail(blocks, picked, _searchable(letters_of(readable), blocks))
    return [(blocks[place].element, blocks[place].text) for place in sorted(picked)]


def _find_again(blocks: Sequence[Block], wanted: Sequence[str]) -> set[int]:
    """Return the places of the blocks that were chosen; of a text in two boxes, those in the fuller one."""
    whole, text = frozenset(wanted), _searchable("\n".join(wanted), blocks)
    places: dict[str, list[int]] = {}
    for place, block in enumerate(blocks):
        if block.key and (block.key in whole or (len(block.key) >= _SURE and block.key in text)):
            places.setdefault(block.key, []).append(place)
    weights = Counter[int]()
    for key, found in places.items():
        weights.update({id(blocks[place].box): len(key) for place in found})
    picked: set[int] = set()
    for found in places.values():
        best = max((id(blocks[place].box) for place in found), key=weights.__getitem__)
        picked.update(place for place in found if id(blocks[place].box) == best)
    return picked


def _is_printed_twice(wanted: Sequence[str]) -> bool:
    """Tell a page that prints its article for small screens and for large ones; a single paragraph may just recur."""
    return sum(count > 1 and len(key) >= _SURE for key, count in Counter(wanted).items()) > 1


def _searchable(text: str, blocks: Sequence[Block]) -> str:
    """Return `text`, or nothing where looking for each block in it would take too long: no article is so large."""
    return text if len(text) * len(blocks) <= _MOST_WORK else ""


def _declared_places(blocks: Sequence[Block], picked: set[int], declared: str) -> set[int]:
    """Return the places of blocks that are in the text that the page declares, where that agrees and says more."""
    own = _letters(blocks, picked)
    agreed = sum(len(blocks[place].key) for place in picked if blocks[place].key in declared)
    if len(declared) < 1.1 * own or agreed < 0.6 * own:
        return set()
    return {
        place
        for place, block in enumerate(blocks)
        if len(block.key) >= _SURE and block.element.tag in _TEXTS and block.key in declared
    }


def _left_out(blocks: Sequence[Block], picked: set[int]) -> Iterator[int]:
    """Yield the places of what stands in the same boxes as the blocks picked, by its tag and length text as well."""
    if not picked:
        return
    last = max(picked)
    first = _headline_above(blocks, min(picked))
    boxes = {id(blocks[place].box) for place in picked}
    printed = {blocks[place].key for place in picked}
    kinds = Counter[tuple[str, str]]()
    for place in picked:
        kinds[blocks[place].kind] += len(blocks[place].key)
    enough = _MAIN_BOXES * kinds.total()
    articles = {id(box) for place in picked for box in blocks[place].apart}
    for place, block in enumerate(blocks):
        apart = bool(block.apart) and id(block.apart[-1]) not in articles
        if block.key in printed or apart or block.linked > _MOST_LINKED * len(block.key):
            continue
        is_row = block.element.tag == "tr"
        is_loose = id(block.element) in boxes  # text that stands in the box itself, between its paragraphs
        inside = is_loose or (first < place and (place < last or is_row) and id(block.box) in boxes)
        alike = block.element.tag in {"p", "li"} and block.kind[1] != "" and kinds[block.kind] >= enough
        shortest = _SHORTEST.get(block.element.tag, len(block.text) + 1)
        if (inside and len(block.text) >= shortest) or (alike and len(block.text) >= _SHORTEST_ALIKE):
            yield place


def _headline_above(blocks: Sequence[Block], first: int) -> int:
    """Return the place of the last main heading above block `first`, below which the article begins; else `first`."""
    return next((place for place in range(first, -1, -1) if blocks[place].element.tag == "h1"), first)


def _no_part(blocks: Sequence[Block], picked: set[int]) -> set[int]:
    """Return the places of what leads to other articles, and of boxes that the page's classes call no text of it."""
    links = {place for place in picked if _leads_elsewhere(blocks[place])}
    boxed = {place for place in picked if _is_boxed(blocks[place].element)}
    return _unless_most(blocks, picked, links) | _unless_most(blocks, picked, boxed)


def _unless_most(blocks: Sequence[Block], picked: set[int], part: set[int]) -> set[int]:
    """Return a part, or nothing where it is most of the text: then the page is one of links, or of such boxes."""
    return part if _letters(blocks, part) < _MOST_LINKED * _letters(blocks, picked) else set()


def _letters(blocks: Sequence[Block], places: Iterable[int]) -> int:
    return sum(len(blocks[place].key) for place in places)


def _tail(blocks: Sequence[Block], picked: set[int], readable: str) -> set[int]:
    """Return the places below all that readability takes for the article, in other boxes: notes, invitations.

    None where they are a large part, or where readability leaves out much of what stands above as well: then it
    reads another text, or stops short.
    """
    shared = {place for place in picked if blocks[place].key in readable}
    end = max((place for place in shared if len(blocks[place].key) >= _SURE), default=-1)
    own = {place for place in picked if place <= end}
    below = picked - own
    is_small = _letters(blocks, below) <= _LONGEST_TAIL * _letters(blocks, picked)
    if not is_small or _letters(blocks, own & shared) < _AGREED * _letters(blocks, own):
        return set()
    homes = Counter[Any]()
    for place in own:
        homes[_home(blocks[place])] += len(blocks[place].key)
    enough = _MAIN_BOXES * homes.total()
    last = max((place for place in below if homes[_home(blocks[place])] >= enough), default=end)
    return {place for place in below if place > last}


_LONGEST_TAIL = 1 / 3  # of the letters
_AGREED = 0.9  # of the letters above the tail


def _home(block: Block) -> Any:
    """Return what tells a block's box from others: its tag and class; without a class itself."""
    return block.kind if block.kind[1] else id(block.box)


def _is_boxed(element: Any) -> bool:
    """Tell a box of facts, a caption or a note on the author by the classes of an element or those near around it."""
    around = islice(chain([element], element.iterancestors()), _NEAR)
    return any(_BOXED.search(near.get("class") or "") for near in around if near.tag not in _WHOLE)


_NEAR = 4
_WHOLE = frozenset(["html", "body", "article", "main"])
_BOXED = re.compile(
    r"\b(?:info|fact|fm)-?_?box|caption|\bcredits?\b|author-?_?(?:bio|info|box|card)|about-?_?(?:the-?_?)?author"
    r"|affiliate|disclosure|newsletter|sign-?up|subscribe|cookie|tooltip|breadcrumb|\bpromo|byline"
    r"|copyright|disclaimer",
    re.IGNORECASE,
)


def _leads_elsewhere(block: Block) -> bool:
    """Tell a paragraph or list item that is one link, perhaps with a label before it; a name or a number is none."""
    if block.element.tag not in _LINKING or block.text.count(" ") < _FEWEST_SPACES:
        return False
    label = _LABEL.match(block.text)
    return block.linked >= _ALL_LINKED * (len(block.text) - (label.end() if label else 0))


_LINKING = frozenset(["p", "li", "div"])
_LABEL = re.compile(r"[^:.?!]{1,30}:\s")
_FEWEST_SPACES = 2
_ALL_LINKED = 0.9


def _box(element: Any) -> Any:
    """Return the element in which a block stands; lists, quotations and tables are no boxes of their own."""
    parent = element.getparent()
    while parent is not None and (parent.tag in _PASSED_OVER or (element.tag == "tr" and _wraps(parent))):
        parent = parent.getparent()
    return parent


def _wraps(element: Any) -> bool:
    """Tell a part of a table, or a box around a table and perhaps its caption."""
    around_one = len(element) <= _TABLE_AND_CAPTION and not (element.text or "").strip()
    return element.tag in _TABLE_PARTS or (around_one and element.tag not in _WHOLE)


_TABLE_PARTS = frozenset(["table", "thead", "tbody", "tfoot", "figure"])
_TABLE_AND_CAPTION = 2  # elements


def plain_text(markup: str) -> str:
    """Return the text of a piece of HTML, its blocks parted by blank lines.

    Where it marks no paragraphs, those are parted by blank lines already, as in a content system's database.
    """
    if not _PARAGRAPHS.search(markup):
        markup = _BLANK_LINES.sub("<br><br>", markup)
    fragment = import_module("lxml.html").fragment_fromstring(markup, create_parent="div")
    return "\n\n".join(block.text for block in blocks_of(fragment))


def has_markup(text: str) -> bool:
    """Tell HTML from a text that only has a "<" in it."""
    return "<" in text and _MARKUP.search(text) is not None


_PARAGRAPHS = re.compile(r"<(?:br|p|div)\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t\r]*\n\s*")
_MARKUP = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|blockquote|figure)>|<(?:br|p)\s?/?>", re.IGNORECASE
)


def blocks_of(tree: Any) -> Iterator[Block]:
    """Yield the blocks of the page in printed order."""
    collector = _Collector()
    yield from collector.walk(tree)


class _Collector:
    """Walks over a page without recursion and gathers the text that belongs to each block itself."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.owners: list[Any] = []
        self.linked = 0
        self.links = 0
        self.apart: list[Any] = []
        self.breaks = 0
        self.marked: list[
            bool
        ] = []  # for each open <q>, whether its marks are ours to print, as a browser would

    def walk(self, tree: Any) -> Iterator[Block]:
        stack: list[tuple[Any, bool]] = [(tree, False)]
        while stack:
            element, is_end = stack.pop()
            if is_end:
                yield from self._leave(element)
                self._add(element.tail if element is not tree else None)
            elif not isinstance(element.tag, str) or element.tag in _UNREAD:
                self._add(element.tail)
            elif element.tag == "table" and _holds_data(element):
                yield from self._rows(element)
                self._add(element.tail)
            else:
                yield from self._enter(element)
                stack.append((element, True))
                stack.extend((child, False) for child in reversed(element))

    def _rows(self, table: Any) -> Iterator[Block]:
        """Yield the rows of a table of data; boxes around nothing but the table don't set it apart."""
        yield from self._flush()
        apart = tuple(box for box in self.apart if not _wraps(box))
        for row in table.iter("tr"):
            if text := row_of(" ".join(cell.text_content().split()) for cell in row.iter("td", "th")):
                yield Block(text, row, 0, apart)

    def _enter(self, element: Any) -> Iterator[Block]:
        if element.tag in _BLOCKS:
            yield from self._flush()
            self.owners.append(element)
            if _is_apart(element):
                self.apart.append(element)
        elif element.tag == "br":
            self.breaks += 1
            if self.breaks > 1:
                yield from self._flush()
            self.pieces.append(" ")
        elif element.tag == "q":
            self.marked.append(not "".join(self.pieces[-1:]).rstrip().endswith(_MARKS))
            self._add("“" if self.marked[-1] else None)
        self.links += element.tag == "a"
        self._add(element.text)

    def _leave(self, element: Any) -> Iterator[Block]:
        self.links -= element.tag == "a"
        if element.tag == "q" and self.marked.pop():
            self._add("”")
        if element.tag in _BLOCKS:
            yield from self._flush()
            self.owners.pop()
            if self.apart and self.apart[-1] is element:
                self.apart.pop()

    def _add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            if text.strip():
                self.breaks = 0
                self.linked += len(text) if self.links else 0

    def _flush(self) -> Iterator[Block]:
        text = " ".join("".join(self.pieces).split())
        if text and self.owners and not text.startswith(_DATA):
            yield Block(text, self.owners[-1], self.linked, tuple(self.apart))
        self.pieces, self.linked, self.breaks = [], 0, 0


_DATA = ('{"', '[{"')  # settings of a program that a page keeps in a box that isn't shown


def row_of(cells: Iterable[str]) -> str:
    """Return the cells of a table's row on one line, with bars between them; empty ones are left out."""
    return " | ".join(filter(None, cells))


def _holds_data(table: Any) -> bool:
    """Tell a table of data from one that lays out a page: rows of several short cells, most of it not in links."""
    if table.find(".//table") is not None or table.find(".//form") is not None:
        return False
    rows = [[len(cell.text_content()) for cell in row.iter("td", "th")] for row in table.iter("tr")]
    linked = sum(len(link.text_content()) for link in table.iter("a"))
    is_table = sum(len(row) > 1 for row in rows) > 1
    return (
        is_table
        and max(map(max, filter(None, rows))) <= _LONGEST_CELL
        and linked <= _MOST_LINKED * sum(map(sum, rows))
    )


_LONGEST_CELL = 400  # characters


def _is_apart(element: Any) -> bool:
    if element.tag in _APART:
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in _WHOLE and _names_furniture(named)


@lru_cache(maxsize=4096)
def _names_furniture(named: str) -> bool:
    return _FURNITURE.search(named) is not None
