"""Work in processes beside this one.

In: a function and its arguments.  Out: what it returns. A process beside us leaves Ctrl-C to us, who clear up, and
ends when we are gone, however we went.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

Result = TypeVar("Result")


def process_context() -> BaseContext:
    """Return how workers start: as copies of us, who have all modules; of a clean process if we have threads."""
    methods = multiprocessing.get_all_start_methods()
    if can_be_copied():
        return multiprocessing.get_context("fork")
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["api.loader.extraction"])
    return context


def can_be_copied() -> bool:
    """Tell whether a copy of this process can go on where it is."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def become_worker() -> None:
    """Leave Ctrl-C to the parent, who clears up; end when the parent is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@contextmanager
def meanwhile(function: Callable[..., Result], *arguments: Any) -> Iterator[Callable[[], Result]]:
    """Begin to work in a copy of this process; give what waits for the result. Only where we `can_be_copied`.

    The function may read what we have in memory and on disk, and mustn't change it. Where the copy fails, or is ended
    from outside, the work is done here.
    """
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, function, arguments))
    gc.freeze()  # what the copy's collector of garbage would look at, the copy would have twice
    process.start()
    gc.unfreeze()
    sender.close()

    @cache
    def result() -> Result:
        try:
            found: Result = receiver.recv()
        except EOFError:
            return function(*arguments)
        return found

    try:
        yield result
    finally:
        process.kill()
        process.join()
        receiver.close()


def _work(sender: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    become_worker()
    try:
        sender.send(function(*arguments))
    except Exception:
        os._exit(1)  # said where it is tried again
