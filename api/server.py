"""Serve a database with gunicorn: its whole configuration, for `onrecord serve` and for gunicorn.conf.py.

In: Settings, and where to listen.  Out: returns when the server is stopped.
"""

import ctypes
import gc
import os
import socket
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from rapidfuzz import fuzz, process

from api.app import create_app
from api.errors import AddressError, DatabaseError, SettingError
from api.operations.journal import formatter, write_to_stderr
from api.operations.metrics import IN_MEMORY, forget_numbers, share_numbers, worker_ended
from api.operations.worker import LONGEST_LINE, MOST_FIELDS, Worker
from api.settings import Settings
from api.store.reader import Reader

Announce = Callable[[str], None]


def serve(settings: Settings, host: str, port: int, workers: int, announce: Announce) -> None:
    """Serve `settings.db` at `host`:`port` in `workers` processes until a signal ends it; port 0 is any free one.

    `announce` gets a line that says where, once the server listens. Raises AddressError when it can't listen there.
    If the database can't be served, says why on standard error and exits with 1.
    """
    _try_to_listen(host, port)
    _Gunicorn(
        settings,
        options(settings, f"[{host}]:{port}" if ":" in host else f"{host}:{port}", workers, announce),
    ).run()


def _try_to_listen(host: str, port: int) -> None:
    """Raise AddressError at once: gunicorn would try for five seconds, with a line of log for each."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn's own
            trial.bind(address)
    except OSError as error:
        reason = f"can't listen on port {port} of {host}: {error.strerror}"
        raise AddressError(f"{reason}; give another --port or --host") from error


def options(settings: Settings, bind: str, workers: int, announce: Announce | None = None) -> dict[str, Any]:
    """Return gunicorn's settings, by their names in its documentation."""
    return {
        **_processes(settings, workers),
        **_requests(),
        "bind": bind,
        "logger_class": ServerLog,
        "loglevel": "warning",
        "on_starting": lambda _: _start(settings),
        "when_ready": lambda arbiter: (
            announce and announce(f"On Record serves {settings.db} at {_addresses(arbiter)}")
        ),
        "child_exit": lambda _, worker: _ended(worker),
        "on_exit": lambda _: forget_numbers(),
    }


def _processes(settings: Settings, workers: int) -> dict[str, Any]:
    return {
        "workers": workers,
        # Threads help with clients that read slowly and with SQLite, which lets Python run meanwhile.
        "worker_class": Worker,
        "threads": settings.threads,
        # A worker is replaced after a while, not all at once: a leak in any library stays small.
        "max_requests": 1_000_000,
        "max_requests_jitter": 100_000,
        "timeout": 30,
        "graceful_timeout": 30,
        # The control socket would be written to the home directory, which the served process does not have.
        "control_socket_disable": True,
        # Workers prove that they are alive by touching a file: keep it off the disk.
        "worker_tmp_dir": str(IN_MEMORY) if IN_MEMORY.is_dir() else None,
    }


def _requests() -> dict[str, Any]:
    return {
        "keepalive": 30,
        # Queries are in the request line; a longer one is answered 414.
        "limit_request_line": LONGEST_LINE,
        "limit_request_fields": MOST_FIELDS,
        "limit_request_field_size": LONGEST_LINE,
        # gunicorn would trust anybody who connects from this machine. Proxies are the work of `operations.proxies`.
        "forwarded_allow_ips": "",
        "forwarder_headers": "",
        "secure_scheme_headers": {},
    }


def bind_from_environment() -> str:
    """Return where to listen: by default on loopback, because outside clients come through a reverse proxy."""
    return os.environ.get("ONRECORD_BIND", "127.0.0.1:8000")


def misspelt_settings(environ: Iterable[str]) -> list[str]:
    """Return a warning for each variable that is a misspelt setting and so has no effect, such as a rate limit.

    Other names may come from elsewhere: Kubernetes sets ONRECORD_PORT where a service is called onrecord.
    """
    known = [*(setting.name.upper() for setting in fields(Settings)), "BIND"]
    given = [name.removeprefix(_PREFIX) for name in sorted(environ) if name.startswith(_PREFIX)]
    near = {
        name: process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
        for name in given
        if name not in known
    }
    return [
        f"{_PREFIX}{name} is no setting and changes nothing; did you mean {_PREFIX}{meant[0]}?"
        for name, meant in near.items()
        if meant
    ]


_PREFIX = "ONRECORD_"
_LIKENESS = 80  # percent: RATE_LIMT is RATE_LIMIT, PORT is not EXPORTS


def workers_from_environment() -> int:
    """Return how many processes to start: by default one for each core that this one may use. Raises SettingError."""
    given = os.environ.get("WEB_CONCURRENCY", str(len(os.sched_getaffinity(0))))
    if not given.isdigit() or not 1 <= int(given) <= 256:
        raise SettingError(f"WEB_CONCURRENCY is {given!r}; expected a whole number from 1 to 256")
    return int(given)


def worker_application(settings: Settings | None = None) -> Flask:
    """Return the application of one worker process.

    A worker that is started while the database is missing or damaged answers 503 until there is a sound one: copying
    something over its file must not bring a running server down.
    """
    settings = settings or Settings.from_environment()
    write_to_stderr(settings)
    application = create_app(settings, must_serve=False)
    share_heaps()
    # Objects that exist now stay to the end. Checking them, the garbage collector would add 20 ms to some requests.
    gc.collect()
    gc.freeze()
    return application


def share_heaps() -> None:
    """Make all threads of this process share two of the C library's heaps; by default, each may get its own.

    Each heap keeps the memory that its thread has freed: a tenth of a worker's memory. Threads that have already
    started are not affected. C libraries other than GNU's have one heap. Source: mallopt(3).
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option:
        set_option(_MOST_HEAPS, 2)


_MOST_HEAPS = -8  # M_ARENA_MAX


def _start(settings: Settings) -> None:
    """Check the database once, before there are workers, and exit if it can't be served."""
    for line in misspelt_settings(os.environ):
        print(f"warning: {line}", file=sys.stderr)  # there is no log yet
    try:
        Reader(settings.db, threads=1).database().close()
    except DatabaseError as error:
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(1)
    share_numbers()


def _ended(worker: Worker) -> None:
    worker_ended(worker.pid)
    worker.has_ended()


def _addresses(arbiter: Arbiter) -> str:
    # The sockets know the port, even if port 0 left the choice to the system.
    return ", ".join(str(listener) for listener in arbiter.LISTENERS)


class ServerLog(Logger):  # type: ignore[misc]
    """gunicorn's own log lines, in our format."""

    def setup(self, cfg: Any) -> None:
        """Set up gunicorn's loggers with our formatter."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter(Settings.from_environment()))


class _Gunicorn(BaseApplication):  # type: ignore[misc]
    """gunicorn with values in place of a configuration file and a command line."""

    def __init__(self, settings: Settings, given: dict[str, Any]) -> None:
        self._settings, self._options = settings, given
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its configuration."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application; each worker makes its own."""
        return worker_application(self._settings)
