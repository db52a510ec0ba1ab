"""A corpus folder becomes a database: read, extract, correct, resolve, write, check, publish.

In: a folder of articles and what a curator wrote about them.  Out: one SQLite file and a report.

The steps, in the order in which a corpus takes them:

    folder        which files there are, the facts declared in a table beside them (`sidecar`), and the curation
                  (`curation`; faults in it: `misfits`)
    reuse         takes what is unchanged since the last load from its database
    extraction    every other file becomes Articles, in worker processes (`pool`, `workers`, `processors`, `pickling`)
    prepared      each as its worker leaves it: with ids (`ids`), drafted rows, and signatures to find repetitions
    corrections   what the curator knows better
    taking        each file's articles, new or known, unless an id or a URL is taken; warns of a column in `columns`
                  that no file has (`renames`)
    gathered      all of them, on disk until they are written (`numbered`)
    sightings     who speaks in each, as far as it says (`evidence`)
    people        who is who over the whole corpus: `persons` and `bodies` join `forms` of names, by means of `names`
                  and `spellings`; and publishers and tags (`labels`)
    build         all of it settled and written beside the old database; or into a copy of it (`patching`)
    recurrences   meanwhile: which quotes are one statement, which articles one story
    publish       checked, synced, renamed over the old one
    report        what became of each file; `record` is one extracted article, for programs

How repetitions are found:

    statements    quotes that are one statement; `wordings` (and its `vocabulary`) compares two quotes
    copies        articles that are one story; `likeness` compares two texts
    repeats       both without comparing all with all, by their `signatures`
    again         the same for the few that have changed; for statements with `renewal`
"""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from api.errors import LoadError
from api.extract import EXTRACTOR_VERSION
from api.extract.files.read import READABLE_SUFFIXES
from api.loader.build import Circumstances, build_database
from api.loader.extraction import Outcome, Recipe, Rejection, Work, extract_files, in_one_process
from api.loader.folder import Corpus, read_corpus
from api.loader.gathered import Gathered, gathering
from api.loader.publish import FaultyDatabase, beside, only_loader, reported
from api.loader.record import as_record
from api.loader.report import LoadReport, complaints, summary
from api.loader.taking import Job, Loaded, Progress, gather, still_to_come
from api.model import Article
from api.store.history import DamagedHistory, History, known_curation, open_history, why_unusable

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
    file is rejected. `now` is the time to record, by default that of the clock.

    Nothing at `db` changes before the new database is written, examined and safe on disk. If `db` is a symbolic link,
    the file that it points to is replaced, not the link.
    Raises InvalidCuration for a faulty curation file, LoadError when the database can't be written.
    """
    started = time.monotonic()
    named, db = db, Path(os.path.realpath(db)) if db.is_symlink() else db
    corpus = read_corpus(sources, known_curation(db))
    if not db.parent.is_dir():
        raise LoadError(f"{db}: the folder {db.parent} doesn't exist; make it first")
    job = Job(corpus, workers, progress or _ignore)
    with only_loader(db):
        try:
            with open_history(db) as history:
                lost = None if history else why_unusable(db)
                loaded = _load(job, db, history, strict, now or datetime.now(UTC))
        except (DamagedHistory, FaultyDatabase) as error:
            # Unless the old database is at fault, this fails again.
            lost = str(error)
            loaded = _load(job, db, History(), strict, now or datetime.now(UTC))
    if lost and loaded.built:
        loaded.warnings.append(f"{named}: {_BEGUN_ANEW} ({lost})")
    return _report(loaded, corpus, time.monotonic() - started, db=named)


_BEGUN_ANEW = (
    "nothing could be taken over from the database that was there: since when articles are in the corpus, and what "
    "changed in it, is known from now on only"
)


def check(sources: Sequence[Path], *, workers: int = 0, progress: Progress | None = None) -> LoadReport:
    """Do everything that `load` does except writing: report what would be loaded, what not, and why."""
    started = time.monotonic()
    corpus = read_corpus(sources)
    with gathering() as gathered:
        loaded = gather(Job(corpus, workers, progress or _ignore), gathered, History())
        loaded.warnings += still_to_come(gathered, loaded, datetime.now(UTC))
    loaded.problem = _obstacle(loaded, strict=False)
    return _report(loaded, corpus, time.monotonic() - started)


def _ignore(_done: int, _total: int) -> None:
    pass


def _load(job: Job, db: Path, history: History, strict: bool, now: datetime) -> Loaded:
    with reported(db), gathering(db.parent) as gathered, _found_beside(job, gathered, history) as found:
        loaded = gather(job, gathered, history)
        loaded.warnings += still_to_come(gathered, loaded, now)
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
def _found_beside(job: Job, gathered: Gathered, history: History) -> "Iterator[Recurrences | None]":
    """Yield a Recurrences that works in parallel, if all articles will be new, and many; else None."""
    if history or in_one_process(job.corpus.files, job.workers):
        yield None
        return
    from api.loader.recurrences import recurrences  # noqa: PLC0415 - with multiprocessing, which takes long

    with recurrences(gathered) as found:
        yield found


def extract_sources(sources: Sequence[Path], *, workers: int = 0) -> Iterator[Outcome]:
    """Return what becomes of each article of `sources`, in their order, without curation except declared facts.

    The mapping of columns in corpus.yaml applies here, too.
    """
    corpus = read_corpus(sources)
    yield from (Rejection(path, reason) for path, reason in sorted(corpus.rejected.items()))
    recipe = Recipe(columns=Recipe.of(corpus.curation).columns)  # else a table could not be read
    for extracted in extract_files(corpus.files, Work(recipe, _as_it_is), workers):
        yield from extracted.outcomes


def _as_it_is(article: Article) -> Article:
    return article


def _obstacle(loaded: Loaded, strict: bool) -> str | None:
    """Return why nothing may be published; None when publishing is fine."""
    rejected = len(loaded.rejected)
    if strict and rejected:
        return f"--strict, and {rejected} could not be loaded"
    if not loaded.files:
        return f"there is no article; expected files that end in {', '.join(sorted(READABLE_SUFFIXES))}"
    if len(loaded.files) == rejected:
        return "there is no article that could be loaded"
    return None


def _report(loaded: Loaded, corpus: Corpus, seconds: float, *, db: Path | None = None) -> LoadReport:
    return LoadReport(
        db=str(db) if db else None,
        published=loaded.built is not None,
        files=tuple(loaded.files),
        ignored=sum(corpus.ignored.values()),
        ignored_endings=dict(corpus.ignored),
        warnings=tuple(loaded.warnings),
        counts=loaded.counts(),
        seconds=round(seconds, 3),
        version=loaded.built.version if loaded.built else None,
        problem=loaded.problem,
    )
