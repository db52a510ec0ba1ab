"""What may be shown of an article whose rights are restricted: no body, and never more than fifty consecutive words.

The one place that decides this for every answer with text: bodies, excerpts, the context of quotes, in JSON, pages
and exports. In scripts without spaces between words, each letter counts as a word.
"""

import re
from dataclasses import dataclass

EXCERPT_WORDS = 50

_WITHOUT_SPACES = (  # Thai, Lao, Burmese, Khmer, Chinese, Japanese: a paragraph of them would be one word
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_WITHOUT_SPACES}]|[^\s{_WITHOUT_SPACES}]++")
_OPENING = re.compile(rf"\s*+(?:(?:{_WORD.pattern})\s*+){{0,{EXCERPT_WORDS}}}+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's body: `text == body[start:end]`, in code points."""

    text: str
    start: int
    end: int


def excerpt(body: str) -> str:
    """Return the opening of `body`, at most EXCERPT_WORDS words of it, with its whitespace unchanged."""
    opening = _OPENING.match(body)
    return opening[0].strip() if opening else ""


def context(text: str, start: int, quote_start: int, quote_end: int, *, whole: bool) -> Passage:
    """Return the passage around a quote: `text` begins at offset `start` of the body; all offsets are the body's.

    Unless `whole`, only the words nearest to the quote are kept, before and after it in turn, up to fifty including
    those of the quote. The quote itself is always complete.
    """
    if whole:
        return Passage(text, start, start + len(text))
    first, last = quote_start - start, quote_end - start
    spare = max(0, EXCERPT_WORDS - len(_WORD.findall(text[first:last])))
    before = [word.start() for word in _WORD.finditer(text, 0, first)]
    behind = [word.end() for word in _WORD.finditer(text, last)]
    kept_behind = min(len(behind), max(spare // 2, spare - len(before)))
    kept_before = min(len(before), spare - kept_behind)
    begin = before[-kept_before] if kept_before else first
    end = behind[kept_behind - 1] if kept_behind else last
    return Passage(text[begin:end], start + begin, start + end)
