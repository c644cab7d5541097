"""How gunicorn serves the portal. Flags on the command line win; `.env.example` names the variables."""

import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8
preload_app = True  # the first reader does not wait for the imports
max_requests, max_requests_jitter = 5000, 500
control_socket_disable = True
worker_tmp_dir = "/dev/shm"  # noqa: S108 - memory: a slow disk must not make a worker look dead

# Nothing watches the reader: time, method, path, status, bytes and milliseconds. No address, no query, no referrer, no browser.
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(M)sms"
