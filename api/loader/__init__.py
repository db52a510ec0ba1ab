"""A corpus folder becomes a database: read, extract, correct, resolve, write, check, publish.

In: a folder of articles and what a curator wrote about them.  Out: one SQLite file and a report.

The steps, in the order in which a corpus takes them:

    folder        which files, and what is curated about them (`curation`)
    reuse         what is unchanged since the last load is taken from its database
    extraction    every other file becomes Articles, in worker processes
    corrections   what the curator knows better
    people        who is who over the whole corpus (`names`), and publishers and tags (`labels`)
    build         all of it settled and written beside the old database
    publish       checked, synced, renamed over the old one
    report        what became of each file
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from api.errors import DuplicateId, LoadError
from api.extract import EXTRACTOR_VERSION
from api.loader.build import Built, Circumstances, build_database
from api.loader.corrections import Corrector
from api.loader.extraction import Outcome, Recipe, Rejection, extract_files
from api.loader.folder import Corpus, read_corpus
from api.loader.ids import article_id
from api.loader.publish import beside, only_loader
from api.loader.record import as_record
from api.loader.report import FileReport, LoadReport, complaints, summary
from api.loader.reuse import Earlier, keep
from api.model import Article
from api.store.history import History, read_history
from api.store.write import ExtractionRecord

__all__ = [
    "LoadReport",
    "Outcome",
    "Rejection",
    "as_record",
    "check",
    "complaints",
    "extract_sources",
    "load",
    "summary",
]

Progress = Callable[[int, int], None]
"""Is told how many files are done, of how many."""


def load(
    sources: Sequence[Path],
    db: Path,
    *,
    workers: int = 0,
    strict: bool = False,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> LoadReport:
    """Make the database at `db` the image of `sources`: a corpus folder, any folders and files, or "-".

    Extraction runs in `workers` processes, 0 for one per processor. With `strict`, nothing is published when a
    file is rejected. `now` is the time to write down, default the clock's.

    Nothing at `db` changes before the new database is written, examined and safe on disk.
    Raises InvalidCuration for a faulty curation file, LoadError when the database can't be written.
    """
    started = time.monotonic()
    corpus = read_corpus(sources)
    if not db.parent.is_dir():
        raise LoadError(f"{db}: the folder {db.parent} doesn't exist; make it first")
    with only_loader(db):
        history = read_history(db)
        gathered = gather(corpus, workers, history, progress)
        problem = _obstacle(gathered, strict)
        built = None if problem else _publish(db, corpus, gathered, history, now or datetime.now(UTC))
    return _report(gathered, corpus, time.monotonic() - started, db=db, built=built, problem=problem)


def check(sources: Sequence[Path], *, workers: int = 0, progress: Progress | None = None) -> LoadReport:
    """Do all that `load` does short of writing: say what would load, what not, and why."""
    started = time.monotonic()
    corpus = read_corpus(sources)
    gathered = gather(corpus, workers, History(), progress)
    return _report(gathered, corpus, time.monotonic() - started, problem=_obstacle(gathered, strict=False))


def extract_sources(sources: Sequence[Path], *, workers: int = 0) -> Iterator[Outcome]:
    """Return what becomes of each article of `sources`, in their order, with nothing curated but declared facts."""
    corpus = read_corpus(sources)
    yield from (Rejection(path, reason) for path, reason in sorted(corpus.rejected.items()))
    for outcomes in extract_files(corpus.files, Recipe(), workers):
        yield from outcomes


@dataclass(slots=True)
class Gathered:
    """The articles of a corpus by id, corrected, and what became of each file."""

    warnings: list[str] = field(default_factory=list)
    articles: dict[str, Article] = field(default_factory=dict)
    files: list[FileReport] = field(default_factory=list)
    extractions: list[ExtractionRecord] = field(default_factory=list)

    @property
    def rejected(self) -> dict[str, str]:
        """Return the reasons of rejected files by path."""
        return {file.path: file.reason or "" for file in self.files if file.outcome == "rejected"}


def gather(corpus: Corpus, workers: int, history: History, progress: Progress | None = None) -> Gathered:
    """Extract and correct every article of `corpus`; what `history` has of unchanged files is not extracted again.

    An article whose id or URL is taken is rejected.
    """
    gathered, corrector, register = Gathered(list(corpus.warnings)), Corrector(corpus.curation), _Register()
    gathered.files += [
        FileReport(path, "rejected", reason=why) for path, why in sorted(corpus.rejected.items())
    ]
    total = len(corpus.files)
    told = progress or (lambda *_: None)
    told(0, total)
    for done, (outcomes, kept) in enumerate(
        _outcomes(corpus, workers, history, gathered.extractions), start=1
    ):
        for outcome in outcomes:
            gathered.files.append(_take(outcome, gathered, corrector, register, reused=kept))
        told(done, total)
    gathered.warnings += corrector.without_article()
    return gathered


def _outcomes(
    corpus: Corpus, workers: int, history: History, extractions: list[ExtractionRecord]
) -> Iterator[tuple[Sequence[Outcome], bool]]:
    """Return what becomes of the articles of each file, in order, and whether that was known already."""
    recipe = Recipe.of(corpus.curation)
    earlier = Earlier(history, recipe)
    prints = {file.name: earlier.fingerprint(file) for file in corpus.files}
    known = {file.name: earlier.articles_of(file, prints[file.name]) for file in corpus.files}
    extracted = extract_files([file for file in corpus.files if known[file.name] is None], recipe, workers)
    for file in corpus.files:
        articles = known.pop(file.name)
        outcomes: Sequence[Outcome] = next(extracted) if articles is None else articles
        record = keep(file, prints[file.name], outcomes)
        extractions += [record] if record else []
        yield outcomes, articles is not None


@dataclass(slots=True)
class _Register:
    """Who has which id and which address already."""

    ids: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def enter(self, id_: str, article: Article) -> None:
        """Raise DuplicateId when the id or the URL is another article's."""
        if id_ in self.ids:
            raise DuplicateId(article.path, f'the id "{id_}" is that of {self.ids[id_]}; expected another')
        url = article.metadata.url
        if url and url in self.addresses:
            raise DuplicateId(
                article.path, f'the url "{url}" is that of {self.addresses[url]}; expected another'
            )
        self.ids[id_] = article.path
        if url:
            self.addresses[url] = article.path


def _take(
    outcome: Outcome, gathered: Gathered, corrector: Corrector, register: _Register, *, reused: bool
) -> FileReport:
    if isinstance(outcome, Rejection):
        return FileReport(outcome.path, "rejected", reason=outcome.reason)
    id_ = article_id(outcome)
    try:
        register.enter(id_, outcome)
    except DuplicateId as error:
        return FileReport(outcome.path, "rejected", reason=error.reason)
    article, problems = corrector.correct(id_, outcome)
    gathered.articles[id_] = article
    gathered.warnings += problems
    return FileReport(article.path, "reused" if reused else "loaded", id_, len(article.quotes))


def _obstacle(gathered: Gathered, strict: bool) -> str | None:
    """Say why nothing may be published; None when nothing speaks against it."""
    if strict and gathered.rejected:
        return f"--strict, and {len(gathered.rejected)} could not be loaded"
    if not gathered.articles:
        return "there is no article that could be loaded"
    return None


def _publish(db: Path, corpus: Corpus, gathered: Gathered, history: History, now: datetime) -> Built:
    about = Circumstances(
        extractor_version=EXTRACTOR_VERSION,
        title=corpus.title,
        now=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        added_at=history.added_at,
        built_at=history.built_at,
        rejected=gathered.rejected,
        extractions=gathered.extractions,
    )
    with beside(db) as new:
        return build_database(gathered.articles, new, corpus.curation, about)


def _report(
    gathered: Gathered,
    corpus: Corpus,
    seconds: float,
    *,
    db: Path | None = None,
    built: Built | None = None,
    problem: str | None = None,
) -> LoadReport:
    counts = built.counts if built else _counts(gathered.articles.values())
    return LoadReport(
        db=str(db) if db else None,
        published=built is not None,
        files=tuple(gathered.files),
        ignored=corpus.ignored,
        warnings=tuple(gathered.warnings),
        counts=counts,
        seconds=round(seconds, 3),
        version=built.version if built else None,
        problem=problem,
    )


def _counts(articles: Iterable[Article]) -> dict[str, int]:
    found = [len(article.quotes) for article in articles]
    return {"articles": len(found), "quotes": sum(found)}
