"""The application for a WSGI server that is started by hand, with the operator's choices from the environment.

    gunicorn --config gunicorn.conf.py        or any other server: api.wsgi:application
"""

from api.app import create_app
from api.settings import Settings

application = create_app(Settings.from_environment())
