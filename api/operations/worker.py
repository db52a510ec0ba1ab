"""gunicorn's threaded worker, hardened for public use: no client occupies a thread by being slow.

gunicorn gives a connection to a thread at once, and the thread waits for the request. A few clients that send half a
request are then enough to keep all threads busy. Here the main loop reads: a thread gets a request when all of it has
arrived. Requests that take too long to arrive, are too long, or come while too many others wait, are refused by the
main loop. Sending has a time limit too, and a connection is closed without waiting for the other side.

Most answers take less time than handing a request to a thread; the main loop gives those itself (`at_once`).

All workers listen on one socket, so connections waiting there are not lost when a worker dies. The quickest worker
would take most connections and keep them; so each publishes how many it has, and one that has more than another waits
a moment.
"""

import errno
import mmap
import re
import selectors
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any

import orjson
from gunicorn import http
from gunicorn.workers.gthread import TConn, ThreadWorker

from api.operations.at_once import NotAtOnce, answer_at_once, plain_request
from api.operations.headers import DATA_HEADERS
from api.settings import Settings

LONGEST_LINE = 8_190  # bytes of a request's first line, its method and address, and of one header
MOST_FIELDS = 60  # headers
LONGEST_HEAD = 16_384  # bytes: a request line of eight thousand, and as much for all headers
LONGEST_BODY = 32_768  # bytes: messages to /mcp; less than the kernel buffers
HEAD_PATIENCE = 10.0  # seconds from the first byte of a request to its last
IDLE_PATIENCE = 30.0  # seconds from connecting to the first byte
STOP_PATIENCE = 1.0  # seconds for a client that has connected and sent nothing, when the worker stops
SEND_PATIENCE = 20.0  # seconds for one piece of an answer to be taken
LINGER = 2.0  # seconds for the other side to read the end of an answer and close
STEP_BACK = 0.005  # seconds that a worker leaves a new connection to another that has fewer
_GLANCE = 0.05  # seconds between two checks of slow connections
_MOST_BYTES = LONGEST_HEAD + LONGEST_BODY + 1  # of a request, held before it is read

# Number of connections of each worker plus one; 0 where there is no worker. Shared, because made before the fork.
_counts = memoryview(mmap.mmap(-1, 2 * 1024)).cast("H")

_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9a-f]+)[ \t]*(?:;[^\r\n]*)?", re.IGNORECASE)
_EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.IGNORECASE)
_REASONS = {
    400: ("bad-request", "Bad request", "The request could not be read."),
    408: (
        "request-timeout",
        "Request timeout",
        f"The request did not arrive within {HEAD_PATIENCE:.0f} seconds.",
    ),
    413: ("content-too-large", "Content too large", f"The message is longer than {LONGEST_BODY:,} bytes."),
    414: (
        "uri-too-long",
        "URI too long",
        f"The request line is longer than {LONGEST_LINE:,} bytes. Ask for fewer values at once.",
    ),
    431: (
        "headers-too-large",
        "Request header fields too large",
        f"There are more than {MOST_FIELDS} headers, one is longer than {LONGEST_LINE:,} bytes, or all with the "
        f"request line are longer than {LONGEST_HEAD:,}.",
    ),
    500: ("internal-error", "Internal error", "This is our fault; the operator's log says more."),
    503: ("overloaded", "Overloaded", "More requests wait than can be answered; try again in a second."),
}
"""By status: name, title and detail of the problem, as in `rest.problems`, which this room must not import."""


_NOT_ASCII = "The address has characters that are not ASCII; encode them: é is %C3%A9."


def answer_of(status: int, why: str = "") -> bytes:
    """Return the whole answer to a request that never reaches the application; it repeats nothing of the request."""
    name, title, usual = _REASONS[status]
    document = {"type": f"/problems/{name}", "title": title, "status": status, "detail": why or usual}
    body = orjson.dumps(document)
    headers = {
        "Content-Type": "application/problem+json",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Connection": "close",
        **DATA_HEADERS,
        **({"Retry-After": "1"} if status == 503 else {}),
    }
    lines = [f"HTTP/1.1 {status} {title}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode() + body


class _Connection(TConn):  # type: ignore[misc]
    """A connection that buffers what has arrived, and whose graceful end doesn't block the main loop."""

    def __init__(self, *given: Any, linger: Callable[["_Connection"], None]) -> None:
        super().__init__(*given)
        self.parser: Any
        self.data_ready = True  # gunicorn's threads need not look again
        self.held = b""
        self._linger = linger

    def wait_for_request(self) -> None:
        """Set the deadline for the first byte of the next request."""
        self.has_begun, self.told_to_go_on, self.walked = False, False, 0
        self.deadline = time.monotonic() + IDLE_PATIENCE

    def begin(self) -> None:
        """Set the deadline for the last byte of the request that has begun."""
        if not self.has_begun:
            self.has_begun, self.deadline = True, time.monotonic() + HEAD_PATIENCE

    def close(self, graceful: bool = False) -> None:
        """Close now, or, when `graceful`, after the other side has read the end."""
        if graceful:
            self._linger(self)
        else:
            super().close()

    def read(self) -> bool | None:
        """Buffer what has arrived; False when the other side sends no more, None when the connection has failed."""
        try:
            piece = self.sock.recv(_MOST_BYTES - len(self.held))
        except (BlockingIOError, InterruptedError):
            return True
        except OSError:
            return None
        self.held += piece
        return bool(piece)

    def hand_over(self) -> None:
        """Give what is buffered to gunicorn's reader, before it reads on."""
        if self.parser is None:
            self.parser = http.get_parser(self.cfg, self.sock, self.client)
        self.parser.unreader.unread(self.held)
        self.held = b""

    def take_back(self) -> None:
        """Buffer what gunicorn's reader has received but not used: the beginning of the next request."""
        self.held = self.parser.unreader.take_buffered()


class Worker(ThreadWorker):  # type: ignore[misc]
    """Reads ahead in its main loop, and hands whole requests to its threads."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._most = self.cfg.threads + Settings.from_environment().waiting
        self._in_hand = 0
        self._incoming: dict[_Connection, None] = {}  # in order of arrival; waiting for a whole request
        self._lingering: dict[_Connection, float] = {}
        self._next_glance = self._next_complaint = self._steps_back_until = 0.0
        self._yields = False
        self._place = self.age % len(_counts)

    def has_ended(self) -> None:
        """Forget the connections of this worker; called in the parent process when it has died."""
        _counts[self._place] = 0

    # --- in ---

    def set_accept_enabled(self, enabled: bool) -> None:
        """Start or stop accepting; doesn't start while another worker should have its turn."""
        if not enabled or time.monotonic() >= self._steps_back_until:
            super().set_accept_enabled(enabled)

    def _steps_back(self) -> bool:
        """Return whether to leave a new connection to a worker that has fewer; once for each that we take."""
        others = (count for place, count in enumerate(_counts) if count and place != self._place)
        self._yields = not self._yields and self.nr_conns + 1 > min(others, default=self.nr_conns + 1)
        if self._yields:
            self._steps_back_until = time.monotonic() + STEP_BACK
            self.set_accept_enabled(False)
        return self._yields

    def accept(self, listener: Any) -> None:
        """Take a connection, and wait for its request."""
        if self._steps_back():
            return
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        if self.nr_conns >= self.worker_connections - 1 and self._incoming:
            self._drop(next(iter(self._incoming)))  # the one that has been silent longest
        self.nr_conns += 1
        _counts[self._place] = self.nr_conns + 1
        conn = _Connection(self.cfg, client, address, listener.getsockname(), linger=self._linger)
        self._await(conn)

    def _await(self, conn: _Connection) -> None:
        conn.sock.setblocking(False)
        conn.wait_for_request()
        self._incoming[conn] = None
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._look, conn))

    def on_client_socket_readable(self, conn: _Connection, client: Any) -> None:
        """Read the next request on a kept connection."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await(conn)
        self._look(conn)

    def enqueue_req(self, conn: _Connection) -> None:
        """Read a request that arrived together with the previous one."""
        conn.take_back()
        self._await(conn)
        self._weigh(conn)

    def _look(self, conn: _Connection, _: Any = None) -> None:
        """Read what has arrived on a connection, and handle it."""
        if conn not in self._incoming:
            return  # dropped in the same round of events
        if conn.read():
            self._weigh(conn)
        elif conn.held:
            self._refuse(conn, 400)  # half a request will never be completed
        else:
            self._drop(conn)

    def _weigh(self, conn: _Connection) -> None:
        """Handle a request when it is complete; keep waiting while it isn't, and refuse it if it never can be."""
        if not conn.held:
            return
        conn.begin()
        try:
            is_whole = _is_whole(conn)
        except _Hopeless as error:
            self._refuse(conn, error.status, error.why)
            return
        if not is_whole:
            self._wait_for_more(conn)
        elif not self._is_answered_at_once(conn):
            self._hand_over(conn)

    def _wait_for_more(self, conn: _Connection) -> None:
        if not conn.told_to_go_on and _END_OF_HEAD in conn.held and _EXPECTS.search(conn.held):
            conn.told_to_go_on = True
            with suppress(OSError):
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _is_answered_at_once(self, conn: _Connection) -> bool:
        """Answer a plain request here and now, if it is one and the application can; the connection is kept."""
        if not self.alive or self.nr + 1 >= self.max_requests or not isinstance(conn.client, tuple):
            return False
        if not self.wsgi.extensions["answers_at_once"]:
            return False
        environ = plain_request(conn.held, conn.client, conn.server)
        if environ is None:
            return False
        try:
            answer = answer_at_once(self.wsgi, environ)
        except NotAtOnce:
            return False
        self.nr += 1
        conn.held = b""
        self._send(conn, answer)
        return True

    def _hand_over(self, conn: _Connection) -> None:
        """Give a request to a thread, or refuse it when too many are in hand."""
        if self._in_hand >= self._most:
            self._complain()
            self._refuse(conn, 503)
            return
        self._forget(conn)
        self._in_hand += 1
        conn.hand_over()
        super().enqueue_req(conn)

    def _forget(self, conn: _Connection) -> None:
        self._incoming.pop(conn, None)
        self.poller.unregister(conn.sock)

    def _drop(self, conn: _Connection) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()

    # --- out ---

    def _send(self, conn: _Connection, answer: list[bytes]) -> None:
        """Send an answer, and wait for the next request; a thread sends what the other side can't take yet."""
        try:
            sent = conn.sock.sendmsg(answer)
        except (BlockingIOError, InterruptedError):
            sent = 0
        except OSError:
            self._drop(conn)
            return
        if left := b"".join(answer)[sent:] if sent < sum(map(len, answer)) else b"":
            self._forget(conn)
            self._in_hand += 1
            later = self.tpool.submit(_send_slowly, conn, left)
            later.add_done_callback(lambda done: self.method_queue.defer(self._has_sent, conn, done.result()))
            return
        del self._incoming[conn]  # and add it again, after those that have been silent longer
        self._incoming[conn] = None
        conn.wait_for_request()

    def _has_sent(self, conn: _Connection, to_the_end: bool) -> None:
        self._in_hand -= 1
        if not to_the_end:
            self.nr_conns -= 1
            conn.close()
            return
        self._await(conn)

    def handle_request(self, req: Any, conn: _Connection) -> Any:
        """Answer a request; give up on a client that doesn't read the answer."""
        conn.sock.settimeout(SEND_PATIENCE)
        try:
            return super().handle_request(req, conn)
        except TimeoutError as error:
            raise ConnectionResetError(
                errno.ECONNRESET, "the client did not read the answer in time"
            ) from error

    def finish_request(self, conn: _Connection, fs: "Future[Any]") -> None:
        """Keep the connection for the next request, or close it."""
        self._in_hand -= 1
        super().finish_request(conn, fs)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer what gunicorn can't parse as the application would: with a problem document, repeating nothing."""
        said = _Overheard()
        super().handle_error(req, said, addr, exc)
        try:
            client.settimeout(SEND_PATIENCE)
            client.sendall(answer_of(said.status if said.status in _REASONS else 400))
        except OSError as error:
            self.log.debug("an error could not be sent: %s", error)

    def _refuse(self, conn: _Connection, status: int, why: str = "") -> None:
        self._forget(conn)
        self.nr_conns -= 1
        self.wsgi.extensions["metrics"].refused(_REASONS[status][0])
        try:
            conn.sock.send(answer_of(status, why))
        except OSError:
            conn.close()
        else:
            self._linger(conn)

    def _complain(self) -> None:
        if (now := time.monotonic()) >= self._next_complaint:
            self._next_complaint = now + 10
            self.log.warning("overloaded: %d requests in hand; further ones are answered 503", self._in_hand)

    def _linger(self, conn: _Connection) -> None:
        """Stop sending, and close once the other side has; a reset could destroy the answer on its way."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._drain, conn))
        except (OSError, ValueError, KeyError):
            conn.close()
        else:
            self._lingering[conn] = time.monotonic() + LINGER

    def _drain(self, conn: _Connection, _: Any = None) -> None:
        if conn not in self._lingering:
            return
        try:
            if conn.sock.recv(65_536):
                return
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            pass
        self._end(conn)

    def _end(self, conn: _Connection) -> None:
        del self._lingering[conn]
        self.poller.unregister(conn.sock)
        conn.close()

    # --- time ---

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Wait for events, and check the deadlines of slow connections."""
        _counts[self._place] = self.nr_conns + 1
        if self._lingering or (self._incoming and not self.alive):
            timeout = min(timeout, _GLANCE)
        if (left := self._steps_back_until - time.monotonic()) > 0:
            timeout = min(timeout, left)
        super().wait_for_and_dispatch_events(timeout)
        if (now := time.monotonic()) >= self._next_glance:
            self._next_glance = now + _GLANCE
            self._glance(now)

    def _glance(self, now: float) -> None:
        for conn in tuple(self._incoming):
            if not self.alive and not conn.has_begun:
                conn.deadline = min(conn.deadline, now + STOP_PATIENCE)
            if now >= conn.deadline:
                self._refuse(conn, 408) if conn.has_begun else self._drop(conn)
        for conn, deadline in tuple(self._lingering.items()):
            if now >= deadline:
                self._end(conn)


def _send_slowly(conn: _Connection, content: bytes) -> bool:
    """Send to a slow client, within limits; return whether the connection may be kept."""
    conn.sock.settimeout(SEND_PATIENCE)
    try:
        conn.sock.sendall(content)
    except OSError:
        return False
    return True


class _Hopeless(Exception):
    """What has arrived can't become a valid request; `status` is that of the refusal, `why` its detail."""

    def __init__(self, status: int, why: str = "") -> None:
        super().__init__(status)
        self.status, self.why = status, why


def _is_whole(conn: _Connection) -> bool:
    """Return whether a request is complete; raises _Hopeless when it is too long."""
    head, end, body = conn.held.partition(_END_OF_HEAD)
    if len(head) > LONGEST_HEAD:
        raise _Hopeless(431)
    if not end:
        return False
    line, _, fields = head.partition(b"\r\n")
    if not line.isascii():  # curl sends what is typed: ?q=café
        raise _Hopeless(400, _NOT_ASCII)
    head = b"\r\n" + fields + b"\r\n"
    length = _LENGTH.search(head)
    if _CHUNKED.search(head):
        conn.walked = _walked(body, conn.walked)
        is_whole, size = conn.walked == _END, len(body)
    else:
        size = int(length[1]) if length else 0
        is_whole = len(body) >= size
    if size > LONGEST_BODY:
        raise _Hopeless(413)
    return is_whole


_END = -1


def _walked(body: bytes, place: int) -> int:
    """Return where the first incomplete chunk at or after `place` begins.

    _END when there is nothing to wait for: the last chunk is there, or what is there is invalid and will be refused.
    """
    while (end := body.find(b"\r\n", place)) >= 0:
        size = _CHUNK.fullmatch(body, place, end)
        length = int(size[1], 16) if size else 0
        if not length:
            return place if size and b"\r\n\r\n" not in body[end:] else _END
        behind = end + 2 + length
        if len(body) < behind + 2:
            return place
        if body[behind : behind + 2] != b"\r\n":
            return _END
        place = behind + 2
    return place


class _Overheard:
    """Stands in for a client while gunicorn writes its own error answer, of which only the status is used."""

    status = 500

    def gettimeout(self) -> float:
        return 0.0

    def sendall(self, answer: bytes) -> None:
        self.status = int(answer.split(b" ", 2)[1])
