"""How gunicorn serves Kyokun: `gunicorn -c python:training.serving "training:create_app()"`."""

from typing import Any

from training import sharing

control_socket_disable = True
worker_class = "training.sharing.SharingWorker"
timeout = 120
"""Seconds for one request: a large organisation's spreadsheet takes more than the 30 that gunicorn gives."""

# What these import is the program, which only processes that serve may load.


def on_starting(_server: Any) -> None:
    """Let the processes share the program."""
    sharing.begin()


def post_worker_init(worker: Any) -> None:
    """Make ready what was loaded."""
    from training import loading  # noqa: PLC0415

    loading.prepare(worker.wsgi)


def pre_fork(server: Any, worker: Any) -> None:
    """Leave nothing open that two processes may not share."""
    if server is None:  # a process forks that serves, not gunicorn's own
        from training import loading  # noqa: PLC0415

        loading.rest(worker.wsgi)
