"""Draw a progress bar on a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

_FILES_A_DRAWING = 10


class _RateColumn(ProgressColumn):
    """Recent speed in files per second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")


@contextmanager
def drawn_progress() -> Iterator[Callable[[int, int], None]]:
    """Yield a function that draws on standard error how many files are done, of how many."""
    columns = (
        TextColumn("extracting"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files"),
        _RateColumn(),
    )
    # It draws only when called, not from a thread of its own: workers are forked from a process without threads.
    with Progress(
        *columns,
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
    ) as bar:
        task = bar.add_task("")

        def draw(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)
            if done % _FILES_A_DRAWING == 0 or done == total:
                bar.refresh()

        yield draw
