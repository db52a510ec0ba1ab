"""A corpus folder becomes a database: read, extract, correct, resolve, write, check, publish.

In: a folder of articles and what a curator wrote about them.  Out: one SQLite file and a report.

The steps, in the order in which a corpus takes them:

    folder        which files, and what is curated about them (`curation`)
    reuse         what is unchanged since the last load is taken from its database
    extraction    every other file becomes Articles, in worker processes (`pool`, `workers`, `processors`, `pickling`)
    prepared      each as its worker leaves it: named (`ids`), its rows drafted, and signed for what may come again
    corrections   what the curator knows better
    gathered      all of them, on disk until they are written (`numbered`)
    people        who is who over the whole corpus (`names`, `evidence`), and publishers and tags (`labels`)
    build         all of it settled and written beside the old database; or into a copy of it (`patching`)
    recurrences   meanwhile: which quotes are one statement, which articles one story
    publish       checked, synced, renamed over the old one
    report        what became of each file; `record` is what became of one article, for programs

How it is told that something comes again:

    statements    quotes that are one statement; when two wordings are, is told in `wordings` (and its `vocabulary`)
    copies        articles that are one story; when two texts are, is told in `likeness`
    repeats       both without comparing all with all, by their `signatures`
    again         the same for the few that have changed; of statements by `renewal`
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from api.errors import LoadError
from api.extract import EXTRACTOR_VERSION
from api.loader.build import Built, Circumstances, build_database
from api.loader.corrections import Corrector
from api.loader.extraction import (
    Extracted,
    Outcome,
    Recipe,
    Rejection,
    Work,
    are_few,
    extract_files,
    in_one_process,
)
from api.loader.folder import Corpus, SourceFile, read_corpus
from api.loader.gathered import Gathered, gathering
from api.loader.prepared import Prepared, body_in, prepare, unpacked
from api.loader.publish import FaultyDatabase, beside, only_loader, reported
from api.loader.record import as_record
from api.loader.report import FileReport, LoadReport, complaints, summary
from api.loader.reuse import fingerprint, keep, kept_article, renewed
from api.model import Article, value
from api.store.history import DamagedHistory, History, Kept, known_curation, open_history
from api.store.records import Extraction

if TYPE_CHECKING:
    from api.loader.recurrences import Recurrences

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
    corpus = read_corpus(sources, known_curation(db))
    if not db.parent.is_dir():
        raise LoadError(f"{db}: the folder {db.parent} doesn't exist; make it first")
    job = _Job(corpus, workers, progress or _ignore)
    with only_loader(db):
        try:
            with open_history(db) as history:
                loaded = _load(job, db, history, strict, now or datetime.now(UTC))
        except (DamagedHistory, FaultyDatabase):
            # Unless the database before is at fault, it fails again.
            loaded = _load(job, db, History(), strict, now or datetime.now(UTC))
    return _report(loaded, corpus, time.monotonic() - started, db=db)


def check(sources: Sequence[Path], *, workers: int = 0, progress: Progress | None = None) -> LoadReport:
    """Do all that `load` does short of writing: say what would load, what not, and why."""
    started = time.monotonic()
    corpus = read_corpus(sources)
    with gathering() as gathered:
        loaded = gather(_Job(corpus, workers, progress or _ignore), gathered, History())
    loaded.problem = _obstacle(loaded, strict=False)
    return _report(loaded, corpus, time.monotonic() - started)


@value
class _Job:
    """What is to be loaded, and how."""

    corpus: Corpus
    workers: int
    progress: Progress


def _ignore(_done: int, _total: int) -> None:
    pass


def _load(job: _Job, db: Path, history: History, strict: bool, now: datetime) -> "Loaded":
    with reported(db), gathering(db.parent) as gathered, _found_beside(job, gathered, history) as found:
        loaded = gather(job, gathered, history)
        loaded.problem = _obstacle(loaded, strict)
        if not loaded.problem:
            about = Circumstances(
                extractor_version=EXTRACTOR_VERSION,
                title=job.corpus.title,
                now=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                rejected=loaded.rejected,
                history=history,
                recurrences=found,
            )
            with beside(db) as new:
                loaded.built = build_database(gathered, new.path, job.corpus.curation, about)
                new.patched = loaded.built.patched
    return loaded


@contextmanager
def _found_beside(job: _Job, gathered: Gathered, history: History) -> "Iterator[Recurrences | None]":
    """Give what finds statements and stories beside us, where all articles will be new, and many."""
    if history or in_one_process(job.corpus.files, job.workers):
        yield None
        return
    from api.loader.recurrences import recurrences  # noqa: PLC0415 - with multiprocessing, which takes long

    with recurrences(gathered) as found:
        yield found


def extract_sources(sources: Sequence[Path], *, workers: int = 0) -> Iterator[Outcome]:
    """Return what becomes of each article of `sources`, in their order, with nothing curated but declared facts."""
    corpus = read_corpus(sources)
    yield from (Rejection(path, reason) for path, reason in sorted(corpus.rejected.items()))
    for extracted in extract_files(corpus.files, Work(Recipe(), _as_it_is), workers):
        yield from extracted.outcomes


def _as_it_is(article: Article) -> Article:
    return article


@dataclass(slots=True)
class Loaded:
    """What became of each file, and of the whole."""

    warnings: list[str] = field(default_factory=list)
    files: list[FileReport] = field(default_factory=list)
    problem: str | None = None
    built: Built | None = None

    @property
    def rejected(self) -> dict[str, str]:
        """Return the reasons of rejected files by path."""
        return {file.path: file.reason or "" for file in self.files if file.outcome == "rejected"}

    def counts(self) -> dict[str, int]:
        """Return the number of articles and quotes, as far as they are known without a database."""
        if self.built:
            return self.built.counts
        taken = [file.quotes for file in self.files if file.outcome != "rejected"]
        return {"articles": len(taken), "quotes": sum(taken)}


def gather(job: _Job, gathered: Gathered, history: History) -> Loaded:
    """Extract and correct every article; what `history` has of unchanged files is not extracted again.

    An article whose id or URL is taken is rejected.
    """
    corpus = job.corpus
    loaded = Loaded(list(corpus.warnings))
    loaded.files += [
        FileReport(path, "rejected", reason=why) for path, why in sorted(corpus.rejected.items())
    ]
    taking = _Taking(gathered, history, Corrector(corpus.curation), loaded)
    recipe = Recipe.of(corpus.curation)
    marks = {file.name: fingerprint(file, recipe) for file in corpus.files}
    unchanged = _unchanged(marks, history.fingerprints())
    changed = [file for file in corpus.files if file.name not in unchanged]
    if are_few(changed):
        history.check_ahead()
    extracted = extract_files(changed, Work(recipe, prepare), job.workers)
    kept = history.kept_of(file.name for file in corpus.files if file.name in unchanged)
    job.progress(0, len(corpus.files))
    for done, file in enumerate(corpus.files, start=1):
        if file.name in unchanged:
            taking.take_known(file.name, next(kept))
        else:
            taking.take_new(file, marks[file.name], extracted)
        job.progress(done, len(corpus.files))
    loaded.warnings += taking.corrector.without_article()
    return loaded


def _unchanged(marks: Mapping[str, str | None], kept: Mapping[str, str]) -> set[str]:
    """Return the names of the files that have the mark which is kept of them."""
    return {name for name, mark in marks.items() if mark is not None and mark == kept.get(name)}


@dataclass(slots=True)
class _Register:
    """Who has which id and which address already."""

    ids: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def enter(self, id_: str, path: str, url: str | None) -> str | None:
        """Return why the article can't be taken: its URL or its id is another's; None when it is entered."""
        if url and url in self.addresses:  # asked first: where no id is declared, it is made of the URL
            return f'the url "{url}" is that of {self.addresses[url]}; expected another'
        if id_ in self.ids:
            return f'the id "{id_}" is that of {self.ids[id_]}; expected another'
        self.ids[id_] = path
        if url:
            self.addresses[url] = path
        return None


@dataclass(slots=True)
class _Taking:
    """Takes the articles of one file after the other."""

    gathered: Gathered
    history: History
    corrector: Corrector
    loaded: Loaded
    register: _Register = field(default_factory=_Register)

    def take_new(self, file: SourceFile, mark: str | None, extracted: Iterator[Extracted[Prepared]]) -> None:
        """Take what was extracted from a file; where an article of it can't be taken, none is kept for reuse."""
        numbers, is_last, taken = count(), False, len(self.gathered.entries)
        while not is_last:
            part = next(extracted)
            is_last = part.is_last
            for outcome, number in zip(part.outcomes, numbers, strict=False):
                reason = self._take(file, mark, number, outcome)
                if reason:
                    self.loaded.files.append(FileReport(outcome.path, "rejected", reason=reason))
                    self.gathered.not_kept.add(file.name)
        if len(self.gathered.entries) == taken:
            self.gathered.not_kept.discard(file.name)

    def _take(
        self, file: SourceFile, mark: str | None, number: int, outcome: Prepared | Rejection
    ) -> str | None:
        """Return why the outcome can't be taken, None when it is."""
        if isinstance(outcome, Rejection):
            return outcome.reason
        reason = self.register.enter(outcome.id, outcome.path, outcome.url)
        if not reason:
            extraction = keep(file, mark, number, outcome)
            if self.corrector.concerns(outcome.id, outcome.path):
                article = unpacked(outcome.kept, body_in(outcome.draft))
                self._add_corrected(outcome.id, article, extraction, "loaded")
            else:
                self.gathered.add(outcome, extraction)
                self._report(outcome, "loaded")
        return reason

    def take_known(self, file: str, known: Sequence[Kept]) -> None:
        """Take the articles of a file that has not changed."""
        reasons = [self.register.enter(kept.id, kept.path, kept.url) for kept in known]
        is_whole = not any(reasons)
        if not is_whole:
            self.gathered.not_kept.add(file)
        for kept, reason in zip(known, reasons, strict=True):
            if reason:
                self.loaded.files.append(FileReport(kept.path, "rejected", reason=reason))
            elif kept.settled and is_whole and not self.corrector.concerns(kept.id, kept.path):
                self.gathered.keep(kept.id, kept.published_on, kept.quote_count)
                self.loaded.files.append(FileReport(kept.path, "reused", kept.id, kept.quote_count))
            else:
                article, extraction = kept_article(self.history, kept.id)
                if self.corrector.concerns(kept.id, kept.path):
                    self._add_corrected(kept.id, article, extraction, "reused")
                else:
                    prepared = prepare(article, kept.id)
                    self.gathered.add(prepared, renewed(extraction, prepared), is_known=True)
                    self._report(prepared, "reused")

    def _add_corrected(
        self,
        id_: str,
        article: Article,
        extraction: Extraction | None,
        outcome: Literal["loaded", "reused"],
    ) -> None:
        corrected, problems = self.corrector.correct(id_, article)
        prepared = prepare(corrected, id_)
        kept = extraction and renewed(extraction, prepared)
        self.gathered.add(prepared, kept, is_corrected=True, is_known=outcome == "reused")
        self.loaded.warnings += problems
        self._report(prepared, outcome)

    def _report(self, prepared: Prepared, outcome: Literal["loaded", "reused"]) -> None:
        self.loaded.files.append(FileReport(prepared.path, outcome, prepared.id, prepared.quotes))


def _obstacle(loaded: Loaded, strict: bool) -> str | None:
    """Say why nothing may be published; None when nothing speaks against it."""
    rejected = len(loaded.rejected)
    if strict and rejected:
        return f"--strict, and {rejected} could not be loaded"
    if len(loaded.files) == rejected:
        return "there is no article that could be loaded"
    return None


def _report(loaded: Loaded, corpus: Corpus, seconds: float, *, db: Path | None = None) -> LoadReport:
    return LoadReport(
        db=str(db) if db else None,
        published=loaded.built is not None,
        files=tuple(loaded.files),
        ignored=corpus.ignored,
        warnings=tuple(loaded.warnings),
        counts=loaded.counts(),
        seconds=round(seconds, 3),
        version=loaded.built.version if loaded.built else None,
        problem=loaded.problem,
    )
