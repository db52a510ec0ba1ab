"""Invented text in which mentions of speakers are marked ⟦so⟧ and quotations stand in “curly marks”.

Shared by the tests that ask who is meant.
"""

import re

from api.extract.resolving.speakers import identify
from api.model import Mention, Quote, Span

_MARKED = re.compile("⟦([^⟧]*)⟧")
_QUOTED = re.compile("“([^”]*)”")


def read(marked):
    """Return the body without the marks, and a statement for each marked mention: the nearest quotation of
    its paragraph, or what follows the mention."""
    body = _MARKED.sub(r"\1", marked)
    statements = []
    for number, match in enumerate(_MARKED.finditer(marked)):
        start = match.start() - 2 * number
        mention = Mention(match[1], Span(start, start + len(match[1])))
        statements.append(_statement(body, mention))
    return body, sorted(statements, key=lambda quote: quote.span.start)


def _statement(body, mention):
    line_start = body.rfind("\n", 0, mention.span.start) + 1
    line_end = body.find("\n", mention.span.end)
    line_end = len(body) if line_end < 0 else line_end
    quoted = list(_QUOTED.finditer(body, line_start, line_end))
    outside = [m for m in quoted if not m.start() < mention.span.start < m.end()]
    if outside:
        near = min(
            outside, key=lambda m: min(abs(m.end() - mention.span.start), abs(m.start() - mention.span.end))
        )
        span = Span(near.start(1), near.end(1))
        return Quote("direct", span.of(body), span, 0, span, mention, confidence=1.0)
    span = Span(mention.span.end, line_end)
    return Quote("indirect", span.of(body), span, 0, span, mention, confidence=1.0)


def told(marked):
    body, statements = read(marked)
    quotes = identify(body, statements)
    assert all((quote.speaker is None) == (quote.reason is not None) for quote in quotes)
    return {quote.mention.span.start: quote for quote in quotes}


def last(marked):
    quotes = told(marked)
    return quotes[max(quotes)]


def who(marked):
    """Return name and kind of the speaker behind the last marked mention; None when it is left open."""
    speaker = last(marked).speaker
    return None if speaker is None else (speaker.name, speaker.kind)
