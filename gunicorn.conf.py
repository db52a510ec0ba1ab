"""How gunicorn serves On Record where a person or a service manager starts it.

    ONRECORD_DB=/srv/corpus.db gunicorn --config gunicorn.conf.py

The values and their reasons are in api/server.py, which `onrecord serve` uses too; docs/deployment.md lists what the
environment sets (ONRECORD_BIND, WEB_CONCURRENCY and each ONRECORD_* setting). gunicorn's command line overrides any.
"""

from api.server import bind_from_environment, options, workers_from_environment
from api.settings import Settings

wsgi_app = "api.server:worker_application()"
globals().update(options(Settings.from_environment(), bind_from_environment(), workers_from_environment()))
