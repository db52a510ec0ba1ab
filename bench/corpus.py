"""Make a corpus of any size to measure with: the same number and seed give the same corpus, row for row.

    python bench/corpus.py /tmp/small.db --articles 1000                a database
    python bench/corpus.py /tmp/large.db --articles 100000              the same with a million quotes
    python bench/corpus.py /tmp/large.jsonl --articles 100000           articles to load, without their quotes
    python bench/corpus.py /tmp/like.db --articles 1000 --texts FOLDER  sentences of the texts (*.txt) in FOLDER

Words, names and everything else are made up: syllables, with the frequencies of a language. Who speaks, tags,
publishers, words and dates are as uneven as in news: a few have most (Zipf), the years grow, some dates are partial
or missing. A database is written by the project's own writer, so it has what a loaded one has, but for `extractions`.
"""

import argparse
import itertools
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

sys.path.insert(0, str(Path(__file__).parents[1]))

from api.model import Article, Excerpt, Mention, Metadata, Method, Quote, Rights, Span, Speaker, SpeakerKind
from api.store.records import Contents, CorpusRecord, DraftRecord, PublisherRecord, SpeakerRecord, TagRecord
from api.store.rows import Attributed, Settled, draft_of
from api.store.write import write_database
from api.store.written import WrittenQuotes

_ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "qu",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "z",
]
_VOWELS = ["a", "a", "e", "e", "e", "i", "i", "o", "o", "u", "ai", "ea", "ou"]
_CODAS = ["", "", "", "n", "r", "s", "l", "t", "nd", "m", "ck", "st"]
COMMON_WORDS = [
    "the",
    "of",
    "to",
    "and",
    "a",
    "in",
    "that",
    "is",
    "for",
    "it",
    "was",
    "on",
    "with",
    "as",
    "he",
    "be",
    "by",
    "at",
    "they",
    "have",
    "this",
    "from",
    "we",
    "not",
    "but",
    "are",
    "his",
    "or",
    "had",
    "an",
]
_CUES = ("said", "told reporters", "added", "wrote", "insisted", "argued")
_METHODS: tuple[Method, ...] = ("named", "named", "pronoun", "description", "continuation")
_SECTIONS = [
    "Politics",
    "World",
    "Business",
    "Science",
    "Culture",
    "Sport",
    "Opinion",
    "Local",
    "Health",
    "Technology",
]
_REASONS = ("no mention near the quote", "two speakers fit", "the mention is a pronoun without a name")
_WORDS_OF_THE_LANGUAGE = 60_000
_SENTENCES = 40_000  # that bodies are put together from
_QUOTES_AN_ARTICLE = 10


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is settled of an article before its text is made."""

    id: str
    published_on: str | None


class Zipf:
    """Draws of `values`, the first the commonest: the n-th is drawn in proportion to 1 / (n + shift) ** power."""

    def __init__(
        self, draw: random.Random, values: Sequence[Any], power: float = 1.0, shift: float = 1.0
    ) -> None:
        self._draw, self._values = draw, values
        self._weights = list(itertools.accumulate(1 / (at + shift) ** power for at in range(len(values))))

    def some(self, count: int) -> list[Any]:
        return self._draw.choices(self._values, cum_weights=self._weights, k=count)

    def one(self) -> Any:
        return self.some(1)[0]

    def different(self, count: int) -> list[Any]:
        return list(dict.fromkeys(self.some(count)))


class World:
    """Everything that a corpus of `articles` articles is drawn from."""

    def __init__(self, articles: int, seed: int, texts: Path | None = None) -> None:
        self.draw = random.Random(seed)
        self.articles = articles
        self.words = Zipf(self.draw, self._language(), shift=2.7)
        self.sentences = _sentences_of(texts) if texts else [self._sentence() for _ in range(_SENTENCES)]
        self.said = [one.rstrip(".") for one in self.sentences] if texts else None
        self.publishers = [
            PublisherRecord(f"paper-{at}", f"The {self._name(1)} {at}", f"paper{at}.example", None)
            for at in range(max(8, min(400, articles // 100)))
        ]
        self.tags = [
            TagRecord(
                f"tag-{at}", f"{self._name(1)} {at}", self.draw.choice(("subject", "place", "organization"))
            )
            for at in range(max(40, min(4000, articles // 25)))
        ]
        self.speakers = [self._speaker(at) for at in range(max(300, articles * 22 // 100))]
        self.authors = [
            (f"author-{at}", f"{self._name(2)} {at}") for at in range(max(30, min(3000, articles // 30)))
        ]
        self.facts = self._facts()

    def _language(self) -> list[str]:
        rare = dict.fromkeys(self._word(2 if at < 3000 else 3) for at in range(_WORDS_OF_THE_LANGUAGE))
        return [*COMMON_WORDS, *rare]

    def _word(self, syllables: int) -> str:
        count = self.draw.choice((1, syllables, syllables))
        return "".join(
            self.draw.choice(_ONSETS) + self.draw.choice(_VOWELS) + self.draw.choice(_CODAS)
            for _ in range(count)
        )

    def _sentence(self) -> str:
        return self.statement(self.draw.randint(9, 30)) + "."

    def statement(self, length: int) -> str:
        words = " ".join(self.words.some(length))
        return words[0].upper() + words[1:]

    def _name(self, parts: int) -> str:
        return " ".join(self._word(2).title() for _ in range(parts))

    def _speaker(self, at: int) -> SpeakerRecord:
        kinds: tuple[SpeakerKind, ...] = ("person", "organization", "group", "anonymous")
        kind = self.draw.choices(kinds, (78, 12, 4, 6))[0]
        name = self._name(2) if kind == "person" else f"{self._name(1)} {kind}"
        aliases = (name.split()[-1],) if kind == "person" and at % 3 == 0 else ()
        return SpeakerRecord(
            f"speaker-{at}", name, f"{name.split()[-1]}, {name}".lower(), kind, aliases=aliases
        )

    def _facts(self) -> list[_Facts]:
        """Return ids and dates in order of publication."""
        found = [_Facts(f"article-{at:06}", self._date()) for at in range(self.articles)]
        return sorted(found, key=lambda one: (one.published_on or "", one.id))

    def _date(self) -> str | None:
        year = 2025 - int(self.draw.triangular(0, 15, 0))
        date = f"{year}-{self.draw.randint(1, 12):02}-{self.draw.randint(1, 28):02}"
        return self.draw.choices((date, date[:7], date[:4], None), (96, 1, 1, 2))[0]

    @cached_property
    def draws(self) -> dict[str, Zipf]:
        return {
            "publisher": Zipf(self.draw, [one.id for one in self.publishers]),
            "tag": Zipf(self.draw, [one.id for one in self.tags], shift=3),
            "speaker": Zipf(self.draw, self.speakers, shift=3),
            "author": Zipf(self.draw, self.authors),
            "language": Zipf(self.draw, ["en", "es", "fr", "de"], power=4),
        }

    # --- articles --------------------------------------------------------------------------------------------------

    def records(self) -> Iterator[tuple[Article, DraftRecord]]:
        """Yield the articles in order of publication, one at a time, each with what is written of it."""
        return (self._record(facts) for facts in self.facts)

    def _record(self, facts: _Facts) -> tuple[Article, DraftRecord]:
        draws = self.draws
        body, quotes = self._told()
        authors = tuple(draws["author"].different(self.draw.choice((0, 1, 1, 1, 2))))
        rights: Rights = self.draw.choices(("unknown", "open", "restricted"), (60, 30, 10))[0]
        metadata = Metadata(
            title=self.statement(8),
            section=self.draw.choice(_SECTIONS),
            byline=" and ".join(name for _, name in authors) or None,
            language=draws["language"].one(),
            published_on=facts.published_on,
            url=f"https://news.example/{facts.id}",
            rights=rights,
        )
        article = Article(f"{facts.id}.txt", facts.id, metadata, body, (), tuple(quotes))
        speakers = list(dict.fromkeys(quote.speaker.id or "" for quote in quotes if quote.speaker))
        settled = Settled(
            speakers=[Attributed(id_) for id_ in speakers],
            publisher_id=draws["publisher"].one(),
            via_publisher_id=None,
            rights=rights,
            rights_note=None,
            extractor_version="bench",
            added_at="2026-01-01T00:00:00Z",
            authors=authors,
            tags=tuple(
                (id_, "publisher") for id_ in draws["tag"].different(self.draw.choice((1, 2, 3, 4, 6)))
            ),
        )
        quote_ids = [f"{facts.id[8:]}-{at}" for at in range(len(quotes))]
        draft = draft_of(facts.id, article, quote_ids, lambda speaker: speakers.index(speaker.id or ""))
        return article, DraftRecord(facts.id, draft, settled)

    def _told(self) -> tuple[str, list[Quote]]:
        """Return a body and the quotes in it: two to five people have their say, between the reporter's sentences."""
        cast = self.draws["speaker"].different(self.draw.randint(2, 5))
        paragraphs: list[str] = []
        quotes: list[Quote] = []
        start = 0
        for _ in range(self.draw.randint(_QUOTES_AN_ARTICLE // 2, _QUOTES_AN_ARTICLE * 3 // 2)):
            text, quote = self._said(self.draw.choice(cast), start, len(paragraphs), len(quotes))
            between = " ".join(self.draw.choices(self.sentences, k=self.draw.choice((1, 2, 2, 3, 6))))
            paragraphs += [text, between]
            quotes.append(quote)
            start += len(text) + len(between) + 4
        return "\n\n".join(paragraphs), quotes

    def _said(self, speaker: SpeakerRecord, start: int, paragraph: int, at: int) -> tuple[str, Quote]:
        said = (
            self.draw.choice(self.said) if self.said else self.statement(self.draw.choice((4, 9, 14, 19, 30)))
        )
        kind = self.draw.choices(("direct", "indirect", "mixed"), (45, 40, 15))[0]
        cue, name = self.draw.choice(_CUES), speaker.name
        # Marks stand around words of the speaker's own; the reporter's version goes without.
        opening, closing = ("“", ",”") if kind != "indirect" else ("", ",")
        text = f"{opening}{said}{closing} {name} {cue}."
        first = start + len(opening)
        named = start + len(opening) + len(said) + len(closing) + 1
        known = self.draw.random() < 0.88
        quote = Quote(
            kind=kind,
            text=said,
            span=Span(first, first + len(said)),
            paragraph=paragraph,
            context=Span(start, start + len(text)),
            mention=Mention(name, Span(named, named + len(name))) if known else None,
            cue=Excerpt(cue, Span(named + len(name) + 1, named + len(name) + 1 + len(cue))),
            speaker=Speaker(name, speaker.kind, id=speaker.id) if known else None,
            method=self.draw.choice(_METHODS) if known else "none",
            confidence=round(self.draw.betavariate(5, 1), 3) if known else 0.0,
            reason=None if known else self.draw.choice(_REASONS),
            continues=at - 1 if at and self.draw.random() < 0.05 else None,
        )
        return text, quote

    def statements(self, quotes: WrittenQuotes) -> Iterator[tuple[int, int]]:
        """Say of some quotes, by number, that they are the same statement as an earlier one."""
        recent: list[int] = []
        for (number,) in quotes.connection.execute("SELECT rowid FROM quotes ORDER BY rowid"):
            if recent and self.draw.random() < 0.04:
                yield number, self.draw.choice(recent)
            else:
                recent = [*recent[-200:], number]


def _sentences_of(folder: Path) -> list[str]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt")))
    found = [one for text in texts for one in re.split(r"(?<=[.!?])\s+", text) if 20 < len(one) < 400]
    if not found:
        raise SystemExit(f"{folder}: no sentences; expected texts (*.txt)")
    return [" ".join(one.split()) for one in found]


def write_corpus(path: Path, articles: int, seed: int = 1, texts: Path | None = None) -> dict[str, int]:
    """Write a database of so many articles, ten times as many quotes, and return its counts of rows."""
    world = World(articles, seed, texts)
    corpus = CorpusRecord("A made-up corpus", "bench", "2026-01-01T00:00:00Z", "For measuring.", "CC0-1.0")
    records = (record for _, record in world.records())
    contents = Contents(
        corpus, records, world.publishers, world.speakers, world.tags, statements=world.statements
    )
    path.unlink(missing_ok=True)
    _, counts = write_database(path, contents)
    return counts


def write_lines(path: Path, articles: int, seed: int = 1, texts: Path | None = None) -> None:
    """Write so many articles as JSON lines, for `onrecord load`."""
    world = World(articles, seed, texts)
    publishers = {one.id: one.name for one in world.publishers}
    tags = {one.id: one.name for one in world.tags}
    with path.open("wb") as file:
        for article, record in world.records():
            facts, settled = article.metadata, record.settled
            line = {
                "id": record.id,
                "title": facts.title,
                "url": facts.url,
                "section": facts.section,
                "authors": [name for _, name in settled.authors],
                "language": facts.language,
                "rights": facts.rights,
                "publisher": publishers[settled.publisher_id or ""],
                "tags": [tags[id_] for id_, _ in settled.tags],
                "body": article.body,
            }
            if facts.published_on:
                line["published_on"] = facts.published_on
            file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help="a database (.db) or articles to load (.jsonl)")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=Path, help="a folder of texts to take sentences from")
    given = parser.parse_args()
    started = time.process_time()
    if given.path.suffix == ".jsonl":
        write_lines(given.path, given.articles, given.seed, given.texts)
        counts: dict[str, int] = {}
    else:
        counts = write_corpus(given.path, given.articles, given.seed, given.texts)
    size = given.path.stat().st_size / 1e6
    print(f"{given.path}: {size:.0f} MB, {time.process_time() - started:.1f} s of processor time, {counts}")


if __name__ == "__main__":
    main()
