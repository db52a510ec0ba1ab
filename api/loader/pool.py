"""Distribute tasks to worker processes.

In: a function, and tasks.  Out: what it returns for each, in the order of the tasks.
"""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

from api.errors import LoadError
from api.loader.workers import become_worker, process_context

Task = TypeVar("Task")
Result = TypeVar("Result")

_IN_FLIGHT = 4  # tasks queued for each worker; bounds what is in memory at once


def shared_out(
    function: Callable[[Task], Result], tasks: Iterable[Task], workers: int
) -> Iterator[tuple[Task, Result]]:
    """Return each task with its result; raises LoadError when a worker is ended from outside.

    The function is sent to each worker once; it, tasks and results are values that can be pickled.
    """
    pending: deque[tuple[Task, Future[Result]]] = deque()
    try:
        with _pool(workers, function) as pool:
            for task in tasks:
                pending.append((task, pool.submit(_work, task)))
                if len(pending) >= workers * _IN_FLIGHT:
                    yield _next_of(pending)
            while pending:
                yield _next_of(pending)
    except BrokenProcessPool as error:
        raise LoadError(
            "a worker process was ended from outside, perhaps for want of memory; try again with fewer --workers"
        ) from error


def _next_of(pending: deque[tuple[Task, Future[Result]]]) -> tuple[Task, Result]:
    task, result = pending.popleft()
    return task, result.result()


@contextmanager
def _pool(workers: int, function: Callable[[Any], Any]) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(
        workers, mp_context=process_context(), initializer=_start_worker, initargs=(function,)
    )
    gc.freeze()  # memory that a worker's garbage collector touches is duplicated
    try:
        yield pool
    finally:
        gc.unfreeze()
        pool.shutdown(wait=True, cancel_futures=True)


_function: Callable[[Any], Any]
"""What this worker does with a task; set when it starts."""


def _start_worker(function: Callable[[Any], Any]) -> None:
    global _function  # noqa: PLW0603 - a worker process has one work all its life; sending it with each task takes time
    _function = function
    become_worker()


def _work(task: Any) -> Any:
    return _function(task)
