"""How gunicorn serves On Record where a person or a service manager starts it.

    ONRECORD_DB=/srv/corpus.db gunicorn --config gunicorn.conf.py

`onrecord serve` is for one's own machine. Each value can be overridden on gunicorn's command line.
"""

import os

wsgi_app = "api.wsgi:application"

# Loopback: the outside world comes in through a reverse proxy. A container sets ONRECORD_BIND=0.0.0.0:8000.
bind = os.environ.get("ONRECORD_BIND", "127.0.0.1:8000")

# A process per core; threads only cover for clients that read slowly, as Python runs one at a time.
workers = int(os.environ.get("WEB_CONCURRENCY", len(os.sched_getaffinity(0))))
worker_class = "gthread"
threads = 4

# Each worker listens for itself. With one shared socket, kept-alive connections can all land on one worker,
# which halves the throughput.
reuse_port = True
keepalive = 30

# A worker is replaced after a while, not all at once: a leak in any library stays small.
max_requests = 50_000
max_requests_jitter = 5_000
timeout = 30
graceful_timeout = 30

# The control socket would be written to the home directory, which the served process does not have.
control_socket_disable = True
# Workers prove that they are alive by touching a file: keep it off the disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112

# Queries travel in the request line; the API answers what is longer with 414.
limit_request_line = 8190

accesslog = "-" if os.environ.get("ONRECORD_ACCESS_LOG") else None
