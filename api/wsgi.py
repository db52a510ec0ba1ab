"""The application for a WSGI server that is started by hand: `gunicorn --config gunicorn.conf.py`.

The operator's choices come from the environment. Any other server: `api.wsgi:application`.
"""

from api.app import create_app
from api.settings import Settings

application = create_app(Settings.from_environment())
