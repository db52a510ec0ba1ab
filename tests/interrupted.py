"""The application, with a database that is interrupted once an answer has begun: for gunicorn, in test_streams."""

from api.app import create_app
from api.settings import Settings
from api.store import connect

connect._STEPS_WATCHED = 100  # look often, since the corpus is small
_begun: set[str] = set()


def _is_over(_: connect.Database) -> int:
    return int(bool(_begun))


connect.Database._is_over = _is_over  # type: ignore[method-assign]


def _until_it_begins(inner):
    def answer(environ, start_response):
        _begun.clear()
        for piece in inner(environ, start_response):
            yield piece
            if environ["PATH_INFO"].startswith("/v1/"):
                _begun.add(environ["PATH_INFO"])

    return answer


application = create_app(Settings.from_environment())
application.wsgi_app = _until_it_begins(application.wsgi_app)  # type: ignore[method-assign]
