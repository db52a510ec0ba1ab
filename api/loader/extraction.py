"""Extract every article of a corpus, in worker processes.

In: the files of a corpus.  Out: for each of their articles, in the order of the files, the Article, or why there
is none.  What comes out doesn't depend on how many workers there are.

A worker reads the files that it is given; a large file of many articles is read here, and its articles distributed.
"""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain, groupby, islice
from types import FrameType
from typing import Any, Generic, TypeVar

import api.loader.pickling  # noqa: F401 - what a worker returns is pickled
from api.compiled import what_is_stale
from api.errors import InputError, LoadError
from api.extract import Subject, derive_tags, extract_article, read_bytes, read_files
from api.loader.curation import Curation, curated_id
from api.loader.folder import SourceFile
from api.loader.processors import processors
from api.model import Article, RawFile, value

_ARTICLES_A_TASK = 8  # or small files: cheap to send, and enough tasks to keep all workers busy
_ONE_PROCESS = 16  # up to this many files, starting workers takes longer than they save
_LARGE = 256 * 1024  # bytes from which a file of many articles is distributed
_OF_MANY = (".jsonl", ".ndjson", ".jl", ".json", ".csv", ".tsv", ".zip", ".warc", ".warc.gz")

SECONDS_AN_ARTICLE = 60
"""A long article takes a second; what takes longer than this would take for ever."""


@value
class Rejection:
    """A file, or an article in a file of many, that can't be loaded, and why."""

    path: str
    reason: str


Outcome = Article | Rejection
Result = TypeVar("Result")


@value
class Recipe:
    """What decides, besides the file itself, how its Articles come out: the curator's vocabulary and defaults.

    `columns` are pairs of a CSV column or JSON key and its field.
    """

    vocabulary: tuple[Subject, ...] = ()
    language: str | None = None
    columns: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, curation: Curation) -> "Recipe":
        """Return the recipe of a corpus."""
        subjects = tuple(
            Subject(curated_id("tag", tag), tag.name, tag.aliases, tag.kind) for tag in curation.tags
        )
        columns = tuple(sorted(curation.corpus.columns.items()))
        language = curation.corpus.language
        return cls(subjects, language and language[:2], columns)  # without a region, as articles declare it


@value
class Part:
    """Some articles of a file, with its mark; the whole file, neither read nor marked, when `raws` is None."""

    file: SourceFile
    raws: tuple[RawFile | Rejection, ...] | None = None
    is_last: bool = True
    mark: str | None = None


@value
class Extracted(Generic[Result]):
    """What became of articles of `file`, the next in its order; `is_last` when there are no more.

    `mark` is that of the file, made before it was read: if it is edited meanwhile, the next load sees another mark.
    """

    file: SourceFile
    outcomes: list[Result | Rejection]
    is_last: bool
    mark: str | None


def _unmarked(_: SourceFile) -> None:
    return None


@value
class Work(Generic[Result]):
    """What is to be done with every article: extract it by a recipe, then call `finish` in the same process.

    `mark` says by what the next load will know a file again. It reads the whole file, so it is left to the workers.
    """

    recipe: Recipe
    finish: Callable[[Article], Result]
    mark: Callable[[SourceFile], str | None] = _unmarked


def extract_files(
    files: Sequence[SourceFile], work: Work[Result], workers: int
) -> Iterator[Extracted[Result]]:
    """Return, for each file in order, what becomes of its articles.

    `workers` is the number of processes, 0 for one per processor. Raises LoadError when the compiled parts of the
    engine don't match its sources.
    """
    if stale := what_is_stale():
        raise LoadError(stale)
    if in_one_process(files, workers):
        for task in _tasks(files, 1, work):
            yield from _extracted_here(task, work)
    else:
        from api.loader.pool import shared_out  # noqa: PLC0415 - takes as long as a changed article

        tasks = chain(_tasks(files[:1], 1, work), _tasks(files[1:], _ARTICLES_A_TASK, work))
        # The first article needs word lists, weights and libraries: read here, they are inherited by the workers.
        yield from _extracted_here(next(tasks), work)
        count = workers or processors()
        useful = count if any(map(_is_large, files)) else min(count, len(files))
        for task, done in shared_out(partial(extract_task, work=work), tasks, useful):
            yield from _returned(task, done)


def in_one_process(files: Sequence[SourceFile], workers: int) -> bool:
    """Return whether files are extracted in this process, because they are few or `workers` is 1."""
    return (workers or processors()) == 1 or are_few(files)


def are_few(files: Sequence[SourceFile]) -> bool:
    """Return whether there are too few files for starting workers to pay."""
    return len(files) <= _ONE_PROCESS and not any(map(_is_large, files))


def _extracted_here(task: Sequence[Part], work: Work[Result]) -> Iterator[Extracted[Result]]:
    return _returned(task, extract_task(task, work))


def _returned(
    task: Sequence[Part], done: Sequence[tuple[list[Result | Rejection], str | None]]
) -> Iterator[Extracted[Result]]:
    for part, (outcomes, mark) in zip(task, done, strict=True):
        yield Extracted(part.file, outcomes, part.is_last, mark)


def _tasks(files: Iterable[SourceFile], size: int, work: Work[Any]) -> Iterator[list[Part]]:
    """Return the files in order: small ones `size` at a time, large ones piece by piece."""
    for large, group in groupby(files, _is_large):
        if large:
            yield from ([part] for file in group for part in _pieces(file, work))
        else:
            while small := [Part(file) for file in islice(group, size)]:
                yield small


def _is_large(file: SourceFile) -> bool:
    if not file.name.lower().endswith(_OF_MANY):
        return False
    try:
        return (len(file.data) if file.data is not None else file.path.stat().st_size) >= _LARGE
    except OSError:
        return False


def _pieces(file: SourceFile, work: Work[Any]) -> Iterator[Part]:
    mark = work.mark(file)
    raws = _read(file, work.recipe)
    while piece := tuple(islice(raws, _ARTICLES_A_TASK)):
        yield Part(file, piece, is_last=False, mark=mark)
    yield Part(file, (), mark=mark)


def extract_task(task: Sequence[Part], work: Work[Any]) -> list[tuple[list[Any], str | None]]:
    """Return what becomes of the articles in each part, and the mark of its file.

    Runs in a worker: takes and returns values only.
    """
    done = []
    for part in task:
        mark = work.mark(part.file) if part.raws is None else part.mark
        done.append((list(_extract_part(part, work)), mark))
    return done


def _extract_part(part: Part, work: Work[Any]) -> Iterator[Any]:
    for raw in _read(part.file, work.recipe) if part.raws is None else part.raws:
        yield raw if isinstance(raw, Rejection) else _extract(raw, part.file, work)


def _read(file: SourceFile, recipe: Recipe) -> Iterator[RawFile | Rejection]:
    """Return the articles of a file; one that can't be read doesn't keep the next from being read."""
    try:
        raws = _open(file, dict(recipe.columns))
    except Exception as error:
        yield _unread(error, file)
        return
    is_empty = True
    while True:
        try:
            yield next(raws)
        except StopIteration:
            if is_empty:
                yield Rejection(file.name, "the file holds no article; expected at least one")
            return
        except InputError as error:
            yield _unread(error, file)
        except Exception as error:
            yield _unread(error, file)
            return
        is_empty = False


def _open(file: SourceFile, columns: Mapping[str, str]) -> Iterator[RawFile]:
    if file.data is None:
        return read_files(file.path, file.name, columns)
    return read_bytes(file.data, file.name, columns)


def _unread(error: Exception, file: SourceFile) -> Rejection:
    if isinstance(error, InputError):
        return Rejection(error.path, error.reason)
    if isinstance(error, OSError):
        return Rejection(file.name, f"the file can't be read: {error.strerror or error}")
    # A damaged archive can upset the library that opens it; that must not cost the newsroom the other files.
    return Rejection(file.name, f"reading failed, please report this: {type(error).__name__}: {error}")


def _extract(raw: RawFile, file: SourceFile, work: Work[Result]) -> Result | Rejection:
    # What the article says of itself takes precedence over what a table says of it.
    known = replace(raw, fields={**file.fields, **raw.fields})
    try:
        with _time_limit(SECONDS_AN_ARTICLE):
            return work.finish(_with_curation(extract_article(known), work.recipe))
    except InputError as error:
        return Rejection(error.path, error.reason)
    except Exception as error:  # one article that we fail at must not cost the newsroom the others
        return Rejection(raw.path, f"extraction failed, please report this: {type(error).__name__}: {error}")


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    """Raise TimeoutError inside the block after `seconds`: a pattern that backtracks for ever costs only one article.

    Works only where signals arrive: in a process's main thread, on systems that have an alarm.
    """
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"it took longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _with_curation(article: Article, recipe: Recipe) -> Article:
    facts = article.metadata
    tags = (*facts.tags, *derive_tags(article, recipe.vocabulary))
    return replace(article, metadata=replace(facts, tags=tags, language=facts.language or recipe.language))
