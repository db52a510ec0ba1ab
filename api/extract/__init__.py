"""Turn a raw file into an Article: facts, cleaned body, quotes with their speakers.

The rooms, in the order in which an article takes them:

    files, webpages             a file's bytes become decoded text and declared facts
    article                     its own paragraphs are parted from all else that is printed; title, byline, date, tags
    grammar                     words, names and noun phrases of the body
    finding                     what stands in quotation marks, and what is reported without them
    attributing                 who is named as saying it, and by which words
    resolving                   who that is, as far as this article tells

The steps meet here. They all rest on a vocabulary (`words`), on what was learned (`weights`), and on a `memory` for
what was worked out before. Pure: text goes in, values come out; no database, no web.
"""

from dataclasses import replace

from api.extract.article.clean import clean
from api.extract.article.fields import FIELD_NAMES, check_fields
from api.extract.article.furniture import REASONS
from api.extract.article.language import language_of
from api.extract.article.metadata import read_metadata
from api.extract.article.tags import Subject, derive_tags
from api.extract.attributing.attribution import Attribution, attribute
from api.extract.attributing.statements import make_quotes
from api.extract.files.read import READABLE_SUFFIXES, is_readable, read_bytes, read_files
from api.extract.finding.indirect import find_reported
from api.extract.finding.quotes import find_quoted
from api.extract.finding.scene import Scene
from api.extract.finding.transcripts import find_turns
from api.extract.grammar.phrases import find_phrases
from api.extract.grammar.tokens import read_tokens
from api.extract.resolving.speakers import identify
from api.model import Article, Metadata, Quote, RawFile

__all__ = [
    "EXTRACTOR_VERSION",
    "FIELD_NAMES",
    "READABLE_SUFFIXES",
    "REASONS",
    "Subject",
    "check_fields",
    "derive_tags",
    "extract_article",
    "is_readable",
    "read_bytes",
    "read_files",
]

EXTRACTOR_VERSION = "19"
"""Changes whenever the same file may give another Article: a loader then extracts everything anew."""


def extract_article(raw: RawFile) -> Article:
    """Return the article in `raw`: facts, body, quotes. Speakers have no corpus-wide id yet; tags are printed ones.

    Raises UnreadableFile when nothing in the text could be an article.
    """
    text = clean(raw)
    facts = read_metadata(raw, text.body, text.removed)
    foreign = _foreign_language(raw, facts, text.body)
    return Article(
        path=raw.path,
        sha256=raw.sha256,
        metadata=facts,
        body=text.body,
        removed=text.removed,
        quotes=_untried_quotes(text.body, foreign) if foreign else _find_statements(text.body),
    )


def _foreign_language(raw: RawFile, facts: Metadata, body: str) -> str | None:
    """Return the body's language when it isn't English; what its words tell comes before what a page declares."""
    told = language_of(body) if "language" in raw.fields else None
    language = (told or facts.language or "en").split("-")[0]
    return None if language == "en" else language


def _untried_quotes(body: str, language: str) -> tuple[Quote, ...]:
    """Return what stands in quotation marks, with nobody named: our rules for who says what are for English."""
    tokens = read_tokens(body)
    quoted = [quote for quote in find_quoted(tokens) if quote.last - quote.first >= _FEWEST_WORDS - 1]
    untried = [Attribution(0.0, True, None, 0.0, None) for _ in quoted]
    reason = f"not tried: the article is in another language than English ({language})"
    made = make_quotes(Scene(tokens, (), quoted), untried, (), ())
    return tuple(replace(quote, reason=reason) for quote in made)


_FEWEST_WORDS = 3  # fewer are a title or a word that somebody doubts, in any language


def _find_statements(body: str) -> tuple[Quote, ...]:
    """Return what is quoted and reported in the body, each with who said it, in reading order."""
    tokens = read_tokens(body)
    phrases = find_phrases(tokens)
    quoted = find_quoted(tokens)
    scene = Scene(tokens, phrases, quoted)
    verdicts = attribute(scene)
    reported = find_reported(scene)
    return identify(body, make_quotes(scene, verdicts, reported, find_turns(tokens)), tokens)
