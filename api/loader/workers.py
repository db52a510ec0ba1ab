"""Work in child processes.

In: a function and its arguments.  Out: what it returns. A child process leaves Ctrl-C to its parent, which cleans up,
and ends when the parent is gone, however it ended.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import Any, Generic, TypeVar

Argument = TypeVar("Argument")
Result = TypeVar("Result")


def process_context() -> BaseContext:
    """Return how workers start: forked from this process, with its modules; from a clean one if it has threads."""
    methods = multiprocessing.get_all_start_methods()
    if can_be_copied():
        return multiprocessing.get_context("fork")
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["api.loader.extraction"])
    return context


def can_be_copied() -> bool:
    """Return whether this process can be forked safely."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def become_worker() -> None:
    """Leave Ctrl-C to the parent, which cleans up; end when the parent is gone, however it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


class Errand(Generic[Argument, Result]):
    """Work for a fork of this process, which waits for it.

    If the fork fails, or is ended from outside, the work is done here.
    """

    def __init__(self, function: Callable[[Argument], Result], pipe: "Connection[Any, Any]") -> None:
        self._function, self._pipe = function, pipe
        self._arguments: list[Argument] = []
        self._results: list[Result] = []

    def begin(self, argument: Argument) -> None:
        """Start the work in the fork."""
        self._arguments = [argument]
        with suppress(OSError):  # it has ended: see `result`
            self._pipe.send(argument)

    def result(self) -> Result:
        """Wait for the result and return it."""
        if not self._results:
            try:
                self._results = [self._pipe.recv()]
            except (EOFError, OSError):
                self._results = [self._function(*self._arguments)]
        return self._results[0]


@contextmanager
def errand(function: Callable[[Argument], Result]) -> Iterator[Errand[Argument, Result]]:
    """Fork this process; the child waits for what it is to work on. Only where we `can_be_copied`.

    The function may read what is in memory and on disk, but must not change it.
    """
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, function))
    gc.freeze()  # memory that the child's garbage collector touches would be duplicated
    process.start()
    gc.unfreeze()
    theirs.close()
    try:
        yield Errand(function, ours)
    finally:
        process.kill()
        process.join()
        ours.close()


def _run(pipe: "Connection[Any, Any]", function: Callable[[Any], Any]) -> None:
    become_worker()
    try:
        pipe.send(function(pipe.recv()))
    except Exception:
        os._exit(1)  # the error is raised where the work is done again
