"""Read the gold: what a careful reader finds in each article, with its place.

In: `articles/*.md`, in the form that README.md tells.  Out: `GoldArticle`s; every span is looked up in the text, and
words that are not there, or there more than once, are an error.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ARTICLES = Path(__file__).parent / "articles"
STYLES = Path(__file__).parent / "styles"
KINDS = ("direct", "mixed", "indirect")
SPEAKER_KINDS = ("person", "organization", "group", "anonymous")
HEADER = ["kind", "words", "mention", "speaker", "speaker kind"]
FACTS = {"title", "register", "traps"}

_FILE = re.compile(
    r"---\n(?P<facts>.*?)\n---\n\n(?P<text>.*?)\n\n## Quotes\n\n(?P<quotes>.*?)"
    r"(?:\n## Not quotes\n\n(?P<not_quotes>.*))?",
    re.DOTALL,
)
_NUMBERED = re.compile(r"(?P<words>.*?)\s+#(?P<number>\d+)")

Place = tuple[int, int]
"""Half-open, in code points of the article's text."""


class WrongGold(Exception):
    """A gold file doesn't say what it should, or quotes words that its text doesn't have."""


@dataclass(frozen=True)
class GoldQuote:
    """One row of the table. `speakers` are the accepted names, the best one first; empty: nobody is named."""

    kind: str
    place: Place
    mention: Place | None
    speakers: tuple[str, ...]
    speaker_kind: str | None


@dataclass(frozen=True)
class GoldArticle:
    """One file: an article, what is said in it, and what is only set in quotation marks."""

    name: str
    title: str
    text: str
    quotes: tuple[GoldQuote, ...]
    not_quotes: tuple[Place, ...] = field(default=())

    def words(self, place: Place | None) -> str:
        """Return the printed words at a place."""
        return "" if place is None else self.text[place[0] : place[1]]


def read_gold(folder: Path = ARTICLES) -> list[GoldArticle]:
    """Return every article of the folder, by name."""
    return [read_article(path) for path in sorted(folder.glob("*.md"))]


def is_aside(article: GoldArticle) -> bool:
    """Tell whether an article of `STYLES` belongs to the half whose errors nobody reads."""
    return int(hashlib.sha1(article.name.encode(), usedforsecurity=False).hexdigest(), 16) % 2 == 0


def fingerprint(folder: Path = ARTICLES) -> str:
    """Return a sha256 over names and contents: it tells whether two figures were taken with one yardstick."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.md")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read_article(path: Path) -> GoldArticle:
    """Return the article in a file; raise WrongGold, naming file and row, if it can't be what was meant."""
    match = _FILE.fullmatch(path.read_text(encoding="utf-8"))
    if match is None:
        raise WrongGold(f"{path.name}: expected front matter, text, '## Quotes', and perhaps '## Not quotes'")
    facts = yaml.safe_load(match["facts"])
    if set(facts) != FACTS:
        raise WrongGold(f"{path.name}: front matter has {sorted(facts)}; expected {sorted(FACTS)}")
    text = match["text"]
    try:
        quotes = tuple(_quote(text, cells) for cells in _rows(match["quotes"]))
        not_quotes = tuple(find_words(text, line[2:]) for line in (match["not_quotes"] or "").splitlines())
    except WrongGold as error:
        raise WrongGold(f"{path.name}: {error}") from error
    return GoldArticle(path.stem, facts["title"], text, quotes, not_quotes)


def _rows(table: str) -> Iterator[list[str]]:
    if table.strip() == "None.":
        return
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()
    ]
    if rows[0] != HEADER or set("".join(rows[1])) - set("- "):
        raise WrongGold(f"the table begins with {rows[0]}; expected {HEADER} and a line of dashes")
    yield from rows[2:]


def _quote(text: str, cells: list[str]) -> GoldQuote:
    if len(cells) != len(HEADER):
        raise WrongGold(f"{cells} has {len(cells)} cells; expected {len(HEADER)}")
    kind, words, mention, speaker, speaker_kind = cells
    if kind not in KINDS:
        raise WrongGold(f"kind {kind!r} of {words!r}; expected one of {KINDS}")
    if bool(speaker) != (speaker_kind in SPEAKER_KINDS):
        raise WrongGold(
            f"speaker kind {speaker_kind!r} of {words!r}; expected one of {SPEAKER_KINDS}, or none for nobody"
        )
    return GoldQuote(
        kind,
        find_words(text, words),
        find_mention(text, mention) if mention else None,
        tuple(name.strip() for name in speaker.split(" / ")) if speaker else (),
        speaker_kind or None,
    )


def find_words(text: str, words: str) -> Place:
    """Return where `opening >> closing`, or the whole words, stand: `#2` behind them takes the second place."""
    opening, _, closing = words.partition(" >> ")
    start, end = _only_place(text, opening)
    if not closing:
        return start, end
    places = [place for place in _places(text, closing) if place[0] >= end]
    if not places:
        raise WrongGold(f"{closing!r} doesn't stand behind {opening!r}")
    return start, places[0][1]


def find_mention(text: str, words: str) -> Place:
    """Return where the words stand; [brackets] show which of them name the speaker, the others tell the place."""
    numbered = _NUMBERED.fullmatch(words)
    plain = numbered["words"] if numbered else words
    inner = re.search(r"\[(.*)\]", plain)
    if inner is None:
        return _only_place(text, words)
    around = plain[: inner.start()] + inner[1] + plain[inner.end() :]
    start, _ = _only_place(text, around + (f" #{numbered['number']}" if numbered else ""))
    return start + inner.start(), start + inner.start() + len(inner[1])


def _only_place(text: str, words: str) -> Place:
    numbered = _NUMBERED.fullmatch(words)
    places = _places(text, numbered["words"] if numbered else words)
    if numbered and 0 < int(numbered["number"]) <= len(places):
        return places[int(numbered["number"]) - 1]
    if len(places) != 1 or numbered:
        raise WrongGold(
            f"{words!r} stands {len(places)} times in the text; expected once, or a number '#2' behind it"
        )
    return places[0]


def _places(text: str, words: str) -> list[Place]:
    """Return where the words stand, not as a part of longer ones."""
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w$", words) else ""
    return [match.span() for match in re.finditer(before + re.escape(words) + after, text)]
