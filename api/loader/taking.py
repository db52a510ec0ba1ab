"""Take the articles of a corpus, file by file: extracted now, or known from the last load.

In: a corpus, and what the existing database has of it.  Out: its articles, gathered, each with its corrections, and
what became of each file.  An article whose id or URL another one already has is rejected.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Literal

from api.loader.build import Built
from api.loader.corrections import Corrector
from api.loader.extraction import Extracted, Recipe, Rejection, Work, are_few, extract_files
from api.loader.folder import Corpus, SourceFile
from api.loader.gathered import Gathered
from api.loader.prepared import Prepared, body_in, prepare, unpacked
from api.loader.renames import unseen_keys
from api.loader.report import FileReport
from api.loader.reuse import fingerprint, keep, kept_article, renewed
from api.model import Article, value
from api.store.history import History, Kept
from api.store.records import Extraction

Progress = Callable[[int, int], None]
"""Called with the number of files that are done, and of all files."""


@value
class Job:
    """What is to be loaded, and how."""

    corpus: Corpus
    workers: int
    progress: Progress


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


def gather(job: Job, gathered: Gathered, history: History) -> Loaded:
    """Extract and correct every article; what `history` has of unchanged files is not extracted again."""
    corpus = job.corpus
    loaded = Loaded(list(corpus.warnings))
    loaded.files += [
        FileReport(path, "rejected", reason=why) for path, why in sorted(corpus.rejected.items())
    ]
    taking = _Taking(gathered, history, Corrector(corpus.curation), loaded)
    recipe = Recipe.of(corpus.curation)
    unchanged = _unchanged(corpus.files, recipe, history.fingerprints())
    changed = [file for file in corpus.files if file.name not in unchanged]
    if are_few(changed):
        history.check_ahead()
    work = Work(recipe, prepare, partial(fingerprint, recipe=recipe))
    extracted = extract_files(changed, work, job.workers)
    kept = history.kept_of(file.name for file in corpus.files if file.name in unchanged)
    job.progress(0, len(corpus.files))
    for done, file in enumerate(corpus.files, start=1):
        if file.name in unchanged:
            taking.take_known(file.name, next(kept))
        else:
            taking.take_new(file, extracted)
        job.progress(done, len(corpus.files))
    loaded.warnings += taking.corrector.without_article()
    loaded.warnings += _without_file(corpus)
    return loaded


def _without_file(corpus: Corpus) -> Iterator[str]:
    """Say which keys that corpus.yaml renames are in no file."""
    for key in unseen_keys(corpus.files, corpus.curation.corpus.columns):
        what = "no table and no JSON has; expected a name as it stands there"
        yield f'corpus.yaml: "columns" has "{key}", which {what}'


_MOST_TOLD = 20  # articles named in such warnings; if there are more, they have one cause


def still_to_come(gathered: Gathered, loaded: Loaded, now: datetime) -> Iterator[str]:
    """Yield warnings about articles with a date in the future, such as 9999-12-31 for an unknown one.

    They are accepted as they are, because what is loaded must not depend on the day; but every list begins with them.
    """
    latest = (now + timedelta(days=1)).date().isoformat()  # somewhere it is tomorrow already
    dates = {one.id: one.published_on for one in gathered.entries if one.published_on > latest}
    late = [file for file in loaded.files if file.article_id in dates]
    for file in late[:_MOST_TOLD]:
        date = dates[str(file.article_id)]
        yield f'{file.path}: published_on is "{date}", which is still to come; leave it out where it isn\'t known'
    if len(late) > _MOST_TOLD:
        yield f"{len(late) - _MOST_TOLD:,} more articles bear dates that are still to come"


def _unchanged(files: Iterable[SourceFile], recipe: Recipe, kept: Mapping[str, str]) -> set[str]:
    """Return the names of the files whose fingerprint is the same as the kept one."""
    return {file.name for file in files if file.name in kept and fingerprint(file, recipe) == kept[file.name]}


@dataclass(slots=True)
class _Register:
    """The ids and URLs that articles have already."""

    ids: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def enter(self, id_: str, path: str, url: str | None) -> str | None:
        """Return why the article can't be taken: another one has its URL or id; None when it is entered."""
        if url and url in self.addresses:  # checked first: where no id is declared, it is made from the URL
            return f'the url "{url}" is that of {self.addresses[url]}; expected another'
        if id_ in self.ids:
            return f'the id "{id_}" is that of {self.ids[id_]}; expected another'
        self.ids[id_] = path
        if url:
            self.addresses[url] = path
        return None


@dataclass(slots=True)
class _Taking:
    """Takes the articles, one file after the other."""

    gathered: Gathered
    history: History
    corrector: Corrector
    loaded: Loaded
    register: _Register = field(default_factory=_Register)

    def take_new(self, file: SourceFile, extracted: Iterator[Extracted[Prepared]]) -> None:
        """Take what was extracted from a file; if one of its articles can't be taken, none is kept for reuse."""
        numbers, is_last, taken = count(), False, len(self.gathered.entries)
        while not is_last:
            part = next(extracted)
            is_last = part.is_last
            for outcome, number in zip(part.outcomes, numbers, strict=False):
                reason = self._take(file, part.mark, number, outcome)
                if reason:
                    self.loaded.files.append(FileReport(outcome.path, "rejected", reason=reason))
                    self.gathered.not_kept.add(file.name)
        if len(self.gathered.entries) == taken:
            # Nothing of it can be reused anyway, so it need not keep other articles from being patched.
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
