"""Count answers and times, over all worker processes, for Prometheus.

Each worker writes its numbers to a file of its own in a shared folder (`share_numbers`), and the worker that is asked
adds them up. Without such a folder, as in tests, one process counts for itself.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library's own variable
IN_MEMORY = Path("/dev/shm")  # nosec B108  # what is put there has a random name, readable by us alone
_TIMES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_NOBODY = "none"  # no endpoint: an unknown address, a refused method


def share_numbers() -> Path:
    """Make the folder for the numbers of this server's workers; called once, before any worker starts."""
    folder = Path(
        tempfile.mkdtemp(prefix="onrecord-", dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None)
    )
    os.environ[_FOLDER] = str(folder)
    return folder


def forget_numbers() -> None:
    """Remove the folder when the server ends."""
    if folder := os.environ.pop(_FOLDER, None):
        shutil.rmtree(folder, ignore_errors=True)


def worker_ended(pid: int) -> None:
    """Keep the counts of a worker that has ended, but drop its gauges."""
    if _FOLDER in os.environ:
        from prometheus_client import multiprocess  # noqa: PLC0415 - as below

        multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]


class Metrics:
    """The numbers of one application."""

    def __init__(self) -> None:
        # The library looks for its folder when it is imported: not before a worker begins.
        import prometheus_client as library  # noqa: PLC0415

        self._library = library
        self._registry = library.CollectorRegistry()
        given: dict[str, Any] = {"registry": self._registry}
        self._answers = library.Counter(
            "onrecord_answers", "Answers, by endpoint and status.", ["endpoint", "status"], **given
        )
        self._times = library.Histogram(
            "onrecord_answer_seconds",
            "Time from the request to the last byte, by what was asked for.",
            ["room"],
            buckets=_TIMES,
            **given,
        )
        self._refusals = library.Counter(
            "onrecord_refused",
            "Requests that were refused to keep the service up, by reason.",
            ["reason"],
            **given,
        )
        self.exports = library.Gauge(
            "onrecord_exports_running", "Exports that are being sent.", multiprocess_mode="livesum", **given
        )
        self._of_kind: dict[tuple[str, int], tuple[Any, Any]] = {}

    def answered(self, endpoint: str | None, status: int, seconds: float) -> None:
        """Count one answer that took `seconds`."""
        kind = endpoint or _NOBODY, status
        if kind not in self._of_kind:  # looking up a number by its labels costs more than adding to it
            answers = self._answers.labels(kind[0], str(status))
            self._of_kind[kind] = answers, self._times.labels(kind[0].partition(".")[0])
        answers, times = self._of_kind[kind]
        answers.inc()
        times.observe(seconds)

    def refused(self, reason: str) -> None:
        """Count one refusal."""
        self._refusals.labels(reason).inc()

    def text(self) -> str:
        """Return the numbers of all workers in Prometheus' text format."""
        registry = self._registry
        if _FOLDER in os.environ:
            from prometheus_client import multiprocess  # noqa: PLC0415

            registry = self._library.CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return self._library.generate_latest(registry).decode()
