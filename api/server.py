"""Serve a database with gunicorn, from the command line.

In: Settings, and where to listen.  Out: nothing before the server is stopped.  `gunicorn.conf.py` does the same for
whoever runs gunicorn by himself.
"""

import os
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from api.app import create_app
from api.settings import Settings


def serve(settings: Settings, host: str, port: int, workers: int, announce: Callable[[str], None]) -> None:
    """Serve `settings.db` at `host`:`port` in `workers` processes until a signal ends it; port 0 is any free one.

    `announce` is given a line that says where, once the server listens. Raises DatabaseError before anything
    is opened when the database can't be served.
    """
    create_app(settings)  # refuses a missing or damaged database here, in one line, not once for each worker
    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": 4,
        "keepalive": 30,
        "graceful_timeout": 5,
        "control_socket_disable": True,
        "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108, PTH112
        "limit_request_line": 8190,
        "loglevel": "warning",
        "when_ready": lambda arbiter: announce(f"On Record serves {settings.db} at {_addresses(arbiter)}"),
    }
    _Gunicorn(settings, options).run()


def _addresses(arbiter: Arbiter) -> str:
    # The sockets know the port, also where port 0 left the choice to the system.
    return ", ".join(str(listener) for listener in arbiter.LISTENERS)


class _Gunicorn(BaseApplication):  # type: ignore[misc]
    """gunicorn with values in place of a configuration file and a command line."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self._settings, self._options = settings, options
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its configuration."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the application; each worker makes its own."""
        return create_app(self._settings)
