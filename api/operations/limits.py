"""Keep the service up under overload: refuse with 503 or 429 and say when to try again.

In: an application.  Out: one that sends a few exports at a time, and, where the operator wants it, limits the
requests of each address. How many requests may wait is the work of `operations.worker`.
"""

import math
import time
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import Any

from flask import Flask, request
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response

from api.errors import SettingError
from api.operations.metrics import Metrics
from api.settings import Settings

_UNCOUNTED = ("health.", "discovery.metrics")
_LARGE = 1 << 20  # bytes; more than the kernel buffers, so a thread waits for the client
_COME_BACK = 10  # seconds; exports take that long or longer


class TooManyExports(ServiceUnavailable):
    """No more exports may be sent at once."""

    def __init__(self) -> None:
        super().__init__(
            "This server is already sending as many exports as it may at once; try again in a few seconds.",
            retry_after=_COME_BACK,
        )


class Exports:
    """Slots for answers that are made while they are sent: each occupies a thread until the client has read it."""

    def __init__(self, places: int, metrics: Metrics) -> None:
        self._free, self._metrics = BoundedSemaphore(places), metrics

    def admit(self, response: Response) -> bool:
        """Give a streamed answer a slot until it is closed; when none is free, close the answer and return False."""
        if request.method == "HEAD" or not _takes_long(response):
            return True
        if not self._free.acquire(blocking=False):
            response.close()
            self._metrics.refused("exports")
            return False
        place = _Place(self._free, self._metrics)
        response.response = place.while_sent(response.response)  # given back with the last piece,
        response.call_on_close(place.leave)  # or when the client leaves before that
        return True


def _takes_long(response: Response) -> bool:
    """Return whether an answer is an export: made while it is sent, or a large file."""
    return response.is_streamed and (response.content_length or _LARGE) >= _LARGE


class _Place:
    """One of the slots, given back once."""

    def __init__(self, free: BoundedSemaphore, metrics: Metrics) -> None:
        self._free, self._metrics, self._is_taken = free, metrics, True
        metrics.exports.inc()

    def while_sent(self, pieces: Iterable[Any]) -> Iterator[Any]:
        try:
            yield from pieces
        finally:
            self.leave()

    def leave(self) -> None:
        if self._is_taken:
            self._is_taken = False
            self._free.release()
            self._metrics.exports.dec()


def limit_rates(app: Flask, settings: Settings, metrics: Metrics) -> None:
    """Count the requests of each address, if the operator has set a limit; raises SettingError.

    Each worker counts for itself unless `rate_limit_storage` names a store that all share.
    """
    if not settings.rate_limit:
        return
    limiter = _limiter(settings)
    limiter.init_app(app)

    @limiter.request_filter  # type: ignore[untyped-decorator]
    def is_uncounted() -> bool:
        return (request.endpoint or "").startswith(_UNCOUNTED)

    @app.after_request
    def say_what_is_left(response: Response) -> Response:
        if current := limiter.current_limit:
            window = current.limit.get_expiry()
            left = min(window, max(0, math.ceil(current.reset_at - time.time())))
            response.headers["RateLimit-Policy"] = f'"address";q={current.limit.amount};w={window}'
            response.headers["RateLimit"] = f'"address";r={current.remaining};t={left}'
            if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                response.headers["Retry-After"] = str(left)
                metrics.refused("rate")
        return response


def _limiter(settings: Settings) -> Any:
    try:
        from flask_limiter import Limiter  # noqa: PLC0415 - an extra, which few servers have
        from limits import parse_many  # noqa: PLC0415
    except ImportError as error:
        raise SettingError("ONRECORD_RATE_LIMIT is set; it needs `pip install onrecord[limits]`") from error
    try:
        parse_many(settings.rate_limit)
    except ValueError as error:
        raise SettingError(
            f"ONRECORD_RATE_LIMIT is {settings.rate_limit!r}; expected a number and a time, such as 120/minute, "
            "several parted by semicolons"
        ) from error
    return Limiter(
        _who_asks,
        application_limits=[settings.rate_limit],
        storage_uri=settings.rate_limit_storage,
        swallow_errors=True,  # a store that is down must not take the service down with it
    )


def _who_asks() -> str:
    """Return the client's address; for IPv6 its network, since one household has many addresses in it."""
    address = request.remote_addr or "-"
    return ":".join(address.split(":")[:4]) if ":" in address else address
