"""Split a file's text into its printed paragraphs, however its lines were broken.

In: decoded text.  Out: paragraphs on one line each, in order. Which of them are the article's is the work of
`clean`. Nothing is rewritten: a line break inside a paragraph becomes one space, and that is all.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_MAX_WRAPPED_WIDTH = 100  # e-mail and typewriters wrap at 65 to 80 columns, some terminals at 100
_SLACK = (
    12  # columns that a wrapped line may stay short of the place where its next word would still have fitted
)
_ENOUGH = 0.8  # of the line breaks look like wrapping: then the text is wrapped
_TOO_LONG_FOR_A_LABEL = (
    40  # characters: a longer line without an end, before small letters, was broken by accident
)
_BULLET = re.compile(r"[•●▪◦‣·*–—-]\s|\d{1,2}[.)]\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One printed paragraph on one line. `level` is 1..6 for a heading that the format marks as one, else 0."""

    text: str
    level: int = 0


def split_paragraphs(text: str) -> list[Paragraph]:
    """Split plain text.

    Paragraphs are parted by blank lines; without those, each line that ends a sentence ends a paragraph; text
    that was wrapped at a fixed width is unwrapped.
    """
    blocks = _blocks(text)
    width = _wrapped_width(blocks)
    return [
        Paragraph(line)
        for block in blocks
        for line in (_unwrap(block, width) if width else _mend_breaks(block))
    ]


def split_page(text: str) -> list[Paragraph]:
    """Split the text of a web page, whose headings are marked as in Markdown."""
    return [_heading_or_text(paragraph) for paragraph in split_paragraphs(text)]


def split_markdown(text: str) -> list[Paragraph]:
    """Split Markdown into plain paragraphs, without its signs; pictures are left out."""
    paragraphs: list[Paragraph] = []
    level = 0
    for token in _markdown().parse(text):
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline" and (plain := _plain(token)):
            paragraphs.append(Paragraph(plain, level))
        elif token.type in {"fence", "code_block"}:  # an indented paragraph: nobody prints code in the news
            paragraphs += split_paragraphs(token.content)
    return paragraphs


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - takes long to import, and few files are Markdown

    return MarkdownIt("commonmark", {"maxNesting": 20})


def _plain(token: "Token") -> str:
    parts = []
    for child in token.children or ():
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return "".join(parts).strip()


def _heading_or_text(paragraph: Paragraph) -> Paragraph:
    text = paragraph.text.lstrip("#")
    level = len(paragraph.text) - len(text)
    return Paragraph(text.strip(), level) if 1 <= level <= 6 and text.strip() else paragraph


def _blocks(text: str) -> list[list[str]]:
    """Return runs of lines without a blank one between them; each line keeps its indent."""
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        stripped = line.rstrip()
        if stripped:
            blocks[-1].append(stripped)
        elif blocks[-1]:
            blocks.append([])
    return blocks if blocks[-1] else blocks[:-1]


def _wrapped_width(blocks: list[list[str]]) -> int:
    """Return the width at which the text was wrapped, or 0 when its lines are paragraphs."""
    width = max((len(line) for block in blocks for line in block), default=0)
    if width > _MAX_WRAPPED_WIDTH:
        return 0
    breaks = [_is_wrap(line, following, width) for block in blocks for line, following in pairwise(block)]
    enough = len(breaks) >= 3 and sum(breaks) >= _ENOUGH * len(breaks)
    return width if enough else 0


def _is_wrap(line: str, following: str, width: int) -> bool:
    """Tell whether the next word would not have fitted behind `line`."""
    first_word = following.split(maxsplit=1)[0]
    return len(line) + 1 + len(first_word) > width - _SLACK


def _unwrap(block: list[str], width: int) -> list[str]:
    paragraphs = [[block[0].strip()]]
    for line, following in pairwise(block):
        indented = following[0].isspace() and not line[0].isspace()
        if indented or _BULLET.match(following) or not _is_wrap(line, following, width):
            paragraphs.append([following.strip()])
        else:
            paragraphs[-1] += (_glue(line), following.strip())
    return ["".join(parts) for parts in paragraphs]


def _mend_breaks(block: list[str]) -> list[str]:
    """Return each line as a paragraph, but for a line that goes on in small letters."""
    if len(block) == 1:
        return [block[0].strip()]
    paragraphs = [[block[0].strip()]]
    for line, following in pairwise(block):
        text = following.strip()
        if text[0].islower() and len(line) > _TOO_LONG_FOR_A_LABEL and not _SENTENCE_END.search(line[-4:]):
            paragraphs[-1] += (" ", text)
        else:
            paragraphs.append([text])
    return ["".join(parts) for parts in paragraphs]


def _glue(line: str) -> str:
    """Return what stands between two lines of one paragraph: nothing behind "long-" when "term" follows."""
    return "" if line.endswith("-") and line[-2:-1].isalpha() else " "
