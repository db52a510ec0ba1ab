"""Ask the application within this process: no server, no network, no answer given twice.

What is measured so is the processor time of our own code and of SQLite, which other programs on the machine disturb
least.
"""

import gc
import io
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

sys.path.insert(0, str(Path(__file__).parents[1]))

from api.app import create_app
from api.rest.shelf import Shelf
from api.settings import Settings


class Inside:
    """The application over one database."""

    def __init__(self, path: Path) -> None:
        Shelf.get = lambda *_: None  # type: ignore[method-assign]  # each answer is made anew
        self.app = create_app(Settings(db=path, exports=100))
        self.path = path
        gc.freeze()  # as each worker does
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)

    def column(self, sql: str, *values: Any) -> list[Any]:
        return [value for (value,) in self.db.execute(sql, values)]

    def get(self, address: str) -> tuple[int, bytes]:
        """Return status and content of the answer to a GET."""
        status: list[int] = []
        content = b"".join(self.pieces(address, status))
        return status[0], content

    def pieces(self, address: str, status: list[int], *, packed: bool = False) -> Iterator[bytes]:
        """Yield the content of an answer as it is sent, `packed` by gzip; its status is put into the list."""
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, "latin-1"),  # as WSGI has it
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT_ENCODING": "gzip" if packed else "",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
        }

        def tell(line: str, *_: Any) -> Any:
            status.append(int(line[:3]))

        pieces = self.app.wsgi_app(environ, tell)
        try:
            yield from pieces
        finally:  # also where nobody wants the rest
            if close := getattr(pieces, "close", None):
                close()

    def time(self, address: str) -> tuple[float, int, bytes]:
        """Return the processor time of an answer in ms, its status and its content."""
        started = time.process_time()
        status, content = self.get(address)
        return (time.process_time() - started) * 1000, status, content
