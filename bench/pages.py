"""Measure what is read from saved web pages: the words of the body, the headline, authors and date.

    python bench/pages.py FOLDER...                       figures, pages to look at and pages kept aside apart
    python bench/pages.py FOLDER... --errors build/pages  ... and each page that went wrong, worst first
    python bench/pages.py FOLDER... --peer                ... and trafilatura by itself on the same pages
    python bench/pages.py FOLDER... --copied              headlines, authors, dates of the same pages copied as text
    python bench/pages.py FOLDER... --saved               ... and bodies of pages that resiliparse saves as text

A folder is a checkout of public test data, told by what lies in it (nothing of it is copied here):

    ground-truth.json + html/*.html.gz     article-extraction-benchmark: whole bodies, by people
    */source.html + expected.html          mozilla/readability, test/test-pages: what that program gives
    */*.json + *.html.gz + meta.info       fundus, tests/resources/parser/test_data: bodies, titles, by publisher
    evaldata.json + eval/ + cache/         trafilatura, tests: words that belong to the article, and words that don't
    html/*.html + txt/*.txt or text/*.txt  newspaper and newspaper4k, tests/data
    ground-truth/*.json + html/*.html.gz   WCXB, dev and test: articles, all of test kept aside
    news_articles.json + html/*.html       article-extraction-dataset: 424 news articles of 212 sites, by people

What is saved is resiliparse's main text of a page (needs the bench extra); pages whose article it loses don't count.
What is copied is the text of the page's article, line by line, with what is printed above it: facts that the gold has
and that aren't printed among its first lines don't count.

A third of the pages (by a hash of their names) is kept aside: `--errors` never shows them. Word F1 is of the words
of a page as a bag, each ideogram a word, averaged over pages. A title is right when letters and digits agree,
whatever the case, the signs and the spaces. A fact that the gold doesn't have is not counted.
"""

import argparse
import gzip
import hashlib
import json
import re
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import lxml.html

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from api.errors import InputError
from api.extract import read_bytes
from api.extract.article.clean import clean
from api.extract.article.dates import is_day, is_told_in
from api.extract.article.metadata import read_metadata
from api.extract.files.encoding import decode_page
from api.model import Metadata

_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u4e00-\u9fff]|[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Page:
    """A saved page and what people, or another program, say is in it; None where they don't."""

    name: str
    data: bytes
    body: str | None = None
    wanted: Sequence[str] = ()
    unwanted: Sequence[str] = ()
    title: str | None = None
    authors: Sequence[str] | None = None
    published_on: str | None = None
    held_out: bool = False  # by the collection itself

    @property
    def kept(self) -> bool:
        return self.held_out or hashlib.sha256(self.name.encode()).digest()[0] % 3 == 0


@dataclass
class Outcome:
    """What came out of a page; `body` is "" and `facts` None when the page was refused."""

    page: Page
    body: str
    facts: Metadata | None
    seconds: float
    scores: dict[str, float] = field(default_factory=dict)


# ---- public formats


def pages_of(folder: Path) -> Iterator[Page]:
    """Yield the pages of a folder in one of the formats above."""
    for looks_right, read in _FORMATS:
        if any(folder.glob(looks_right)):
            yield from read(folder)
            return
    sys.exit(f"{folder}: none of the known formats; expected {', '.join(form for form, _ in _FORMATS)}")


def _benchmark(folder: Path) -> Iterator[Page]:
    for name, gold in sorted(json.loads((folder / "ground-truth.json").read_text()).items()):
        yield Page(name, _bytes(folder / "html" / f"{name}.html.gz"), gold["articleBody"])


def _readability(folder: Path) -> Iterator[Page]:
    for source in sorted(folder.glob("*/source.html")):
        said = json.loads((source.parent / "expected-metadata.json").read_text())
        body = _text_of((source.parent / "expected.html").read_text())
        yield Page(source.parent.name, source.read_bytes(), body, title=said.get("title"))


def _fundus(folder: Path) -> Iterator[Page]:
    for gold in sorted(folder.glob("*/*.json")):
        versions = [entry for _, entry in sorted(json.loads(gold.read_text()).items())]
        files = sorted(gold.parent.glob(f"{gold.stem}_[0-9]*.html.gz"))
        # Versions of a publisher's layout stand in the order of the days on which their pages were saved.
        for file, said in zip(files, versions, strict=True) if len(files) == len(versions) else ():
            sections = said["body"]["sections"]
            parts = [
                *said["body"]["summary"],
                *(p for s in sections for p in (*s["headline"], *s["paragraphs"])),
            ]
            yield Page(
                f"{gold.parent.name}/{file.name}",
                _bytes(file),
                "\n\n".join(parts),
                title=said["title"],
                authors=said.get("authors"),
                published_on=said["publishing_date"][:10],
            )


def _trafilatura(folder: Path) -> Iterator[Page]:
    for gold in json.loads((folder / "evaldata.json").read_text()).values():
        file = next(
            (path for place in ("eval", "cache") if (path := folder / place / gold["file"]).exists()), None
        )
        if file:
            authors = gold.get("author")
            yield Page(
                gold["file"],
                _bytes(file),
                wanted=gold["with"],
                unwanted=gold["without"],
                title=gold.get("title") or None,
                authors=authors if isinstance(authors, list) else authors.split("; ") if authors else None,
                published_on=gold.get("date") or None,
            )


def _newspaper(folder: Path) -> Iterator[Page]:
    for source in sorted(folder.glob("html/*.html")):
        text = next(
            (t for place in ("txt", "text") if (t := folder / place / f"{source.stem}.txt").exists()), None
        )
        said = folder / "metadata" / f"{source.stem}.json"
        facts = json.loads(said.read_text()) if said.exists() else {}
        if text:
            yield Page(source.stem, source.read_bytes(), text.read_text(), title=facts.get("title"))


def _wcxb(folder: Path) -> Iterator[Page]:
    for gold in sorted(folder.glob("ground-truth/*.json")):
        entry = json.loads(gold.read_text())
        said = entry["ground_truth"]
        if entry["_internal"]["page_type"]["primary"] == "article" and said.get("main_content"):
            yield Page(
                f"{folder.name}/{gold.stem}",
                _bytes(folder / "html" / f"{gold.stem}.html.gz"),
                said["main_content"],
                title=said.get("title"),
                authors=[name for name in _AUTHORS_APART.split(said.get("author") or "") if name] or None,
                published_on=(said.get("publish_date") or "")[:10] or None,
                held_out=folder.name == "test",
            )


def _news_articles(folder: Path) -> Iterator[Page]:
    for gold in json.loads((folder / "news_articles.json").read_text()):
        file = folder / "html" / f"{gold['html_file']}.html"
        if file.exists() and file.stat().st_size:  # some are empty
            yield Page(
                f"atfb/{gold['html_file']}",  # as they were called when their errors were looked at
                file.read_bytes(),
                gold["text"],
                title=gold["title"],
                authors=[name for name in _AUTHORS_APART.split(gold["authors"] or "") if name] or None,
                published_on=(gold["date"] or "")[:10] or None,
            )


_AUTHORS_APART = re.compile(r"\s*[,;&]\s*|\s+and\s+")

_FORMATS: tuple[tuple[str, Callable[[Path], Iterator[Page]]], ...] = (
    ("ground-truth.json", _benchmark),
    ("news_articles.json", _news_articles),
    ("*/expected.html", _readability),
    ("evaldata.json", _trafilatura),
    ("ground-truth/*.json", _wcxb),
    ("*/*.html.gz", _fundus),
    ("html/*.html", _newspaper),
)


def _bytes(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


class _Text(HTMLParser):
    """The text of well-formed HTML, blocks parted by line ends."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002
        if tag in {"p", "div", "li", "h1", "h2", "h3", "h4", "br", "td", "blockquote", "figcaption"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _text_of(markup: str) -> str:
    parser = _Text()
    parser.feed(markup)
    return "".join(parser.parts)


# ---- scores


def words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))


def bare(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def word_scores(found: str, gold: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the words; all 1 when there are none on both sides."""
    ours, theirs = Counter(words(found)), Counter(words(gold))
    common = sum((ours & theirs).values())
    if not ours or not theirs:
        return (1.0, 1.0, 1.0) if not ours and not theirs else (0.0, 0.0, 0.0)
    precision, recall = common / sum(ours.values()), common / sum(theirs.values())
    return precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0


def score(page: Page, outcome: Outcome) -> dict[str, float]:
    facts, scores = outcome.facts, {}
    if page.body is not None:
        scores["precision"], scores["recall"], scores["F1"] = word_scores(outcome.body, page.body)
    if page.wanted or page.unwanted:
        scores |= _segments(page, outcome.body)
    if page.title:
        scores["title"] = float(facts is not None and bare(facts.title) == bare(page.title))
    if page.authors:
        ours = {bare(name) for name in facts.authors} if facts else set()
        scores["authors"] = float(ours == {bare(name) for name in page.authors})
    if page.published_on:
        scores["date"] = float(facts is not None and facts.published_on == page.published_on)
    return scores


def _segments(page: Page, body: str) -> dict[str, float]:
    text = bare(body)
    found = [bare(segment) in text for segment in page.wanted]
    taken = [bare(segment) in text for segment in page.unwanted]
    return {"wanted": statistics.fmean(found or [1]), "unwanted": statistics.fmean(taken or [0])}


# ---- extractors


def ours(page: Page) -> tuple[str, Metadata | None]:
    return _read(page.data, "page.html")


def copied(page: Page) -> tuple[str, Metadata | None]:
    """Return what is read from the page's article as somebody copies it: lines of text, and no marks."""
    text = _copied_text(page.data)
    return _read(text.encode(), "copied.txt") if text is not None else ("", None)


def saved(page: Page) -> tuple[str, Metadata | None]:
    """Return what is read from the page as resiliparse saves it: its main text, with what it leaves around that."""
    return _read(_saved_text(page.data).encode(), "saved.txt")


def _read(data: bytes, name: str) -> tuple[str, Metadata | None]:
    try:
        raw = next(iter(read_bytes(data, name)))
        cleaned = clean(raw)
    except InputError:
        return "", None
    return cleaned.body, read_metadata(raw, cleaned.body, cleaned.removed)


@lru_cache(maxsize=1)  # a page is looked at once for its facts and once for what is read
def _saved_text(data: bytes) -> str:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding  # noqa: PLC0415

    return extract_plain_text(bytes_to_str(data, detect_encoding(data)), main_content=True, alt_texts=False)


def as_saved(page: Page) -> Page | None:
    """Return the page with those of its facts that its saved text has; None when that text lost the article."""
    text = _saved_text(page.data)
    if len(text) < _SHORTEST_SAVED or (page.body and word_scores(text, page.body)[1] < _LOST):
        return None
    return _with_facts_of(page, text[:_ABOVE], signed=text)


def _with_facts_of(page: Page, head: str, *, signed: str) -> Page:
    """Return the page with those of its facts that a text has: title and day in `head`, authors in `signed`."""
    title, names = bare(head), bare(signed)
    has_authors = page.authors and all(bare(author) in names for author in page.authors)
    return replace(
        page,
        wanted=(),
        unwanted=(),
        title=page.title if page.title and bare(page.title) in title else None,
        authors=page.authors if has_authors else None,
        published_on=page.published_on if _prints_day(page.published_on, head) else None,
    )


_SHORTEST_SAVED = 500  # characters
_LOST = 0.7  # of an article's words, at least, are in what a program saved of it


def _copied_text(data: bytes) -> str | None:
    text = decode_page(data, "page.html").encode()
    tree = lxml.html.fromstring(text, parser=lxml.html.HTMLParser(encoding="utf-8"))
    articles = [
        part
        for part in tree.xpath("//article") or tree.xpath("//main")
        if len(part.text_content()) > _ARTICLE
    ]
    if not articles:
        return None
    lines = [""]
    _copy(articles[0], lines)
    return "\n\n".join(filter(None, (" ".join(line.split()) for line in lines)))


_ARTICLE = 1500  # characters; less is a teaser of another one
_BLOCK = re.compile(
    r"p|div|h[1-6]|li|[uod]l|d[dt]|section|article|header|footer|figure|figcaption|time|address|br|tr|table|blockquote"
    r"|aside|nav|form|button|main|hr|label"
)
_UNSEEN = re.compile(r"script|style|noscript|svg|template|iframe|select|option|input|textarea|head")


def _copy(part: Any, lines: list[str]) -> None:
    if not isinstance(part.tag, str) or _UNSEEN.fullmatch(part.tag):
        return
    opens_line = [""] * bool(_BLOCK.fullmatch(part.tag))
    lines += opens_line
    lines[-1] += part.text or ""
    for child in part:
        _copy(child, lines)
        lines[-1] += child.tail or ""
    lines += opens_line


def as_printed(page: Page) -> Page | None:
    """Return the page with those of its facts that its copied text prints above the body; None without a headline."""
    head = (_copied_text(page.data) or "")[:_ABOVE]
    printed = _with_facts_of(page, head, signed=head)
    return replace(printed, body=None) if printed.title else None


_ABOVE = 1500  # characters


def _prints_day(day: str | None, head: str) -> bool:
    return day is not None and is_day(day) and is_told_in(day, head)  # trafilatura's gold has "2014-13-10"


def trafilatura_alone(page: Page) -> tuple[str, Metadata | None]:
    import trafilatura  # noqa: PLC0415

    document = trafilatura.bare_extraction(page.data, with_metadata=True, include_comments=False)
    if document is None:
        return "", None
    names = tuple(name for name in re.split(r"\s*;\s*", document.author or "") if name)
    return document.text or "", Metadata(document.title or "", authors=names, published_on=document.date)


def run(pages: Sequence[Page], extract: Callable[[Page], tuple[str, Metadata | None]]) -> list[Outcome]:
    outcomes = []
    for page in pages:
        start = time.process_time()
        outcome = Outcome(page, *extract(page), time.process_time() - start)
        outcome.scores = score(page, outcome)
        outcomes.append(outcome)
    return outcomes


def show(label: str, outcomes: Sequence[Outcome]) -> None:
    if not outcomes:
        return
    parts = [f"{label:28} {len(outcomes):4} pages"]
    for kind in ("F1", "precision", "recall", "wanted", "unwanted", "title", "authors", "date"):
        values = [outcome.scores[kind] for outcome in outcomes if kind in outcome.scores]
        if values:
            parts.append(f"{kind} {100 * statistics.fmean(values):.1f} ({len(values)})")
    parts.append(f"{1000 * statistics.fmean(outcome.seconds for outcome in outcomes):.0f} ms")
    print("  ".join(parts), flush=True)


def write_errors(folder: Path, label: str, outcomes: Sequence[Outcome]) -> None:
    """Write what went wrong on the pages that may be looked at: titles in one list, bodies page by page."""
    folder.mkdir(parents=True, exist_ok=True)
    open_ = [outcome for outcome in outcomes if not outcome.page.kept]
    titles = [
        f"{o.page.name}\n  gold {o.page.title}\n  ours {o.facts.title if o.facts else None}\n"
        for o in open_
        if o.scores.get("title") == 0
    ]
    (folder / f"{label}-titles.txt").write_text("".join(titles))
    bodies = sorted((o for o in open_ if o.scores.get("F1", 1) < 0.97), key=lambda o: o.scores["F1"])
    (folder / f"{label}-bodies.txt").write_text("".join(map(_body_errors, bodies)))
    parts = (
        _segment_errors(o) for o in open_ if o.scores.get("wanted", 1) < 1 or o.scores.get("unwanted", 0)
    )
    (folder / f"{label}-segments.txt").write_text("".join(parts))
    facts = [
        f"{o.page.name}\n  gold {o.page.authors} {o.page.published_on}\n  ours "
        f"{(o.facts.authors, o.facts.published_on, o.facts.byline) if o.facts else None}\n"
        for o in open_
        if o.scores.get("authors") == 0 or o.scores.get("date") == 0
    ]
    (folder / f"{label}-facts.txt").write_text("".join(facts))


def _body_errors(outcome: Outcome) -> str:
    gold = outcome.page.body or ""
    have, want = Counter(words(outcome.body)), Counter(words(gold))
    lines = [f"==== {outcome.page.name}  F1 {outcome.scores['F1']:.3f}"]
    lines += [f"  - {p[:160]}" for p in re.split(r"\n+", gold) if p.strip() and _is_new(p, have)]
    lines += [f"  + {p[:160]}" for p in outcome.body.split("\n\n") if _is_new(p, want)]
    return "\n".join(lines[:60]) + "\n"


def _is_new(paragraph: str, other: Counter[str]) -> bool:
    """Tell whether a third of a paragraph's words is not in the other text, or it is cheaply so."""
    printed = words(paragraph)
    return bool(printed) and sum(word not in other for word in printed) > 0.15 * len(printed)


def _segment_errors(outcome: Outcome) -> str:
    text = bare(outcome.body)
    lost = [segment for segment in outcome.page.wanted if bare(segment) not in text]
    taken = [segment for segment in outcome.page.unwanted if bare(segment) in text]
    return f"{outcome.page.name} ({len(outcome.body)} characters)\n  - {lost}\n  + {taken}\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--errors", type=Path, help="write what went wrong into this folder")
    parser.add_argument("--copied", action="store_true", help="measure the text as somebody copies it")
    parser.add_argument("--saved", action="store_true", help="measure the text as a program saves it")
    parser.add_argument("--peer", action="store_true", help="measure trafilatura by itself too")
    given = parser.parse_args()
    for folder in given.folders:
        pages = list(pages_of(folder))
        label = "-".join(folder.resolve().parts[-3:])[-24:]
        if given.copied or given.saved:
            what, facts, extract = (
                ("copied", as_printed, copied) if given.copied else ("saved", as_saved, saved)
            )
            outcomes = run(list(filter(None, map(facts, pages))), extract)
            show(f"{what} {label} seen", [o for o in outcomes if not o.page.kept])
            show(f"{what} {label} kept", [o for o in outcomes if o.page.kept])
            continue
        for name, extract in (("", ours), *([("trafilatura: ", trafilatura_alone)] if given.peer else [])):
            outcomes = run(pages, extract)
            show(f"{name}{label} seen", [o for o in outcomes if not o.page.kept])
            show(f"{name}{label} kept", [o for o in outcomes if o.page.kept])
            if given.errors and extract is ours:
                write_errors(given.errors, label, outcomes)


if __name__ == "__main__":
    main()
