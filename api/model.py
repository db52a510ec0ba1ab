"""The values that travel from room to room: read-only, named after a newsroom's own terms.

Offsets. Every `Span` counts Unicode code points of `Article.body`, the cleaned text as it is stored and served; its
end is exclusive: `body[span.start:span.end] == text` holds for each quote, mention and cue.

Dates. `published_on` is an ISO 8601 date in the publisher's own zone, kept as precise as it was
printed: `2025`, `2025-11` or `2025-11-08`. Nothing is ever filled in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, dataclass_transform

Class = TypeVar("Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[Class]) -> type[Class]:
    """Make a dataclass of values: compared and hashed by their fields, and never changed.

    The type checker makes sure that none is changed. Python does not: a frozen dataclass sets each field by a call,
    so that making the quotes and spans of an article took a tenth of the time of extraction.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


Format = Literal["text", "markdown", "html", "json", "csv"]
QuoteKind = Literal["direct", "mixed", "indirect"]
"""direct: the speaker's own words, at least a sentence; mixed: a fragment of the speaker's words inside
the reporter's sentence; indirect: the reporter's words for what was said."""
SpeakerKind = Literal["person", "organization", "group", "anonymous"]
Method = Literal["named", "pronoun", "description", "continuation", "corpus", "curated", "none"]
"""How the speaker was identified: the mention is a name; a pronoun; a description ("the expert"); the quote has no
mention of its own but continues another one; only other articles of the corpus say who it is; the curator said so;
nobody was found (then `Quote.reason` says why)."""
Rights = Literal["open", "restricted", "unknown"]
TagOrigin = Literal["publisher", "curated", "derived"]


@value
class Span:
    """A half-open stretch of code points of `Article.body`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the stretch of `text` that this span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Return whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@value
class Excerpt:
    """Printed words with their span in the body, such as a cue: "said", "according to"."""

    text: str
    span: Span


@value
class Mention:
    """The printed words that name a speaker: "she", "Felbab-Brown", "a White House statement".

    `text` and `span` cover the naming words; `role` is the speaker's office as the article prints it next to them
    ("White House spokeswoman"), or None.
    """

    text: str
    span: Span
    role: str | None = None


@value
class Speaker:
    """Who said something, as far as this article (or, with an `id`, this corpus) says.

    `name` is the fullest form known. `id` is the corpus-wide slug; None until the loader has resolved it.
    """

    name: str
    kind: SpeakerKind
    description: str | None = None
    id: str | None = None


@value
class Quote:
    """One statement: what was said, by whom, and the printed evidence for it.

    `paragraph` counts the body's paragraphs from 0. `context` covers the sentences around the quote.
    `continues` is the index, in `Article.quotes`, of the quote whose utterance this one continues (interrupted by
    "she said", or following in the same breath); None otherwise.
    `confidence` is the estimated probability that the speaker is right, 0 when nobody is named.
    `reason` says why nobody is named; it is None exactly when `speaker` is given.
    """

    kind: QuoteKind
    text: str
    span: Span
    paragraph: int
    context: Span
    mention: Mention | None = None
    cue: Excerpt | None = None
    speaker: Speaker | None = None
    method: Method = "none"
    confidence: float = 0.0
    reason: str | None = None
    continues: int | None = None


@value
class Tag:
    """A subject of an article: printed by its publisher, given by the curator, or derived from the text."""

    name: str
    origin: TagOrigin
    kind: str = "subject"


@value
class Removed:
    """A line or block that cleaning took out of the text, and why.

    `reason` is one of the closed list in `extract/clean.py` ("headline", "byline", "caption", ...).
    """

    text: str
    reason: str


@value
class RawFile:
    """One article as received, decoded but not yet cleaned.

    `path` is relative to the corpus folder, with forward slashes; an article inside a file of many is
    `file.jsonl#3`. `fields` are the declared facts: front matter, JSON or CSV keys, sidecar columns, in
    the spelling of `schema/article.schema.json`. `sha256` is over the bytes as received.
    """

    path: str
    format: Format
    text: str
    sha256: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@value
class Metadata:
    """What is known about an article besides its body.

    `title_is_derived` is true when no headline was printed and the title is made from the first sentence.
    `publisher` is who published this copy; `original_publisher` is whom it was reprinted from.
    `byline` is as printed; `authors` are the names in it.
    """

    title: str
    title_is_derived: bool = False
    subtitle: str | None = None
    section: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    published_on: str | None = None
    url: str | None = None
    publisher: str | None = None
    original_publisher: str | None = None
    rights: Rights = "unknown"
    rights_note: str | None = None
    tags: tuple[Tag, ...] = ()
    declared_id: str | None = None


@value
class Article:
    """A whole article: facts, cleaned body (paragraphs separated by one blank line), and its quotes
    in the order of their `span`.
    """

    path: str
    sha256: str
    metadata: Metadata
    body: str
    removed: tuple[Removed, ...] = ()
    quotes: tuple[Quote, ...] = ()
