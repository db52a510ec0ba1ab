"""Cut an article's body into paragraphs of stretches, each knowing the quotes and evidence it belongs to.

In: the body and its quotes' spans (code points of the body).  Out: `Paragraph`s whose stretches, joined,
are the body's paragraphs word for word.  How a stretch looks is the work of the templates.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup, escape

from api.pages.contexts import Paragraph, Row, Stretch
from api.store.marks import MARK_BEGIN, MARK_END

VOICE_COUNT = 8  # colours in the stylesheet; with more speakers they repeat


def paragraphs(body: str, quotes: Sequence[Row]) -> tuple[Paragraph, ...]:
    """Return the body's paragraphs in order; each line that is not blank is one."""
    placed = [(min(_offsets(quote)), max(_offsets(quote)), quote) for quote in quotes]
    lines = re.finditer(r"[^\n]*\S[^\n]*", body)
    return tuple(_paragraph(body, line.start(), line.end(), placed) for line in lines)


def voices(quotes: Sequence[Row]) -> dict[str, int]:
    """Return each speaker's colour, 1 to VOICE_COUNT, in order of appearance."""
    speakers = dict.fromkeys(quote["speaker_id"] for quote in quotes if quote["speaker_id"])
    return {speaker: number % VOICE_COUNT + 1 for number, speaker in enumerate(speakers)}


def stretches(body: str, start: int, end: int, quotes: Sequence[Row]) -> tuple[Stretch, ...]:
    """Cut `body[start:end]` wherever a quote, mention or cue begins or ends."""
    cuts = sorted({start, end, *(cut for quote in quotes for cut in _offsets(quote) if start < cut < end)})
    return tuple(_stretch(body, left, right, quotes) for left, right in pairwise(cuts))


def shifted(quote: Row, by: int) -> dict[str, Any]:
    """Return the quote with all its offsets moved by `by`, for a text that begins elsewhere than the body."""
    offsets = [f"{role}{side}" for role in ("", "mention_", "cue_") for side in ("start", "end")]
    moved = {name: quote[name] + by for name in offsets if quote[name] is not None}
    return {**quote, **moved}


def with_marks(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows with the matches of a search, in columns `marked...`, as <mark> elements."""
    marked = [name for name in {**rows[0]} if name.startswith("marked")] if rows else []
    if not marked:
        return rows
    return [{**row, **{name: _marked(row[name]) for name in marked}} for row in rows]


def _marked(text: str) -> Markup:
    html = str(escape(text)).replace(MARK_BEGIN, "<mark>").replace(MARK_END, "</mark>")
    return Markup(html)  # nosec B704  # what the text itself has is escaped


def _paragraph(body: str, start: int, end: int, placed: Sequence[tuple[int, int, Row]]) -> Paragraph:
    """Cut one paragraph; `placed` has each quote with the least and greatest offset of it and its evidence."""
    touching = [quote for first, last, quote in placed if first < end and last > start]
    here = tuple(quote for quote in touching if start <= quote["start"] < end)
    return Paragraph(stretches(body, start, end, touching), here)


def _offsets(quote: Row) -> list[int]:
    """Return the offsets at which a quote, its mention and its cue begin and end."""
    sides = [f"{role}{side}" for role in ("", "mention_", "cue_") for side in ("start", "end")]
    return [quote[side] for side in sides if quote[side] is not None]


def _stretch(body: str, start: int, end: int, quotes: Sequence[Row]) -> Stretch:
    covering = [quote for quote in quotes if quote["start"] <= start and end <= quote["end"]]
    return Stretch(
        body[start:end],
        min(covering, key=lambda quote: quote["end"] - quote["start"], default=None),
        tuple(
            sorted((quote for quote in quotes if quote["start"] == start), key=lambda quote: -quote["end"])
        ),
        tuple(quote for quote in quotes if quote["end"] == end),
        _role(start, end, quotes),
        _course(start, covering, quotes),
    )


def _course(start: int, covering: Sequence[Row], quotes: Sequence[Row]) -> str:
    """Return the `course` of a stretch (see `Stretch`), given the quotes that cover it."""
    begun = [quote for quote in covering if quote["start"] < start]
    if not begun:
        return ""
    first = min(quote["start"] for quote in begun)
    is_tail = any(quote["start"] < first < quote["end"] <= start for quote in quotes)
    return "tail" if is_tail and len(begun) == len(covering) else "goes-on"


def _role(start: int, end: int, quotes: Sequence[Row]) -> str:
    for role in ("mention", "cue"):
        for quote in quotes:
            left, right = quote[f"{role}_start"], quote[f"{role}_end"]
            if left is not None and left <= start and end <= right:
                return role
    return ""
