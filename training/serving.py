"""How gunicorn serves Kyokun: `gunicorn -c python:training.serving "training:create_app()"`."""

import gc
from typing import Any

from babel import Locale
from flask import Flask
from flask_babel import force_locale, get_translations

control_socket_disable = True
preload_app = True
"""The program is loaded once, and its processes share that memory."""

OBJECTS_BEFORE_COLLECTING = 5_000
"""A page leaves few circles of garbage, so looking for them several times a page is waste; tenfold, they take room."""
EVERYBODYS_TEMPLATES = ("components/", "kinds/", "layouts/", "learning/")


def when_ready(server: Any) -> None:
    """Load what every process will need, then set it aside, so that collecting garbage does not copy its memory."""
    load_for_everybody(server.app.wsgi())
    gc.collect()
    gc.freeze()


def post_fork(_server: Any, _worker: Any) -> None:
    """Let each process collect less often."""
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING, 20, 20)


def load_for_everybody(app: Flask) -> None:
    """Compile the templates of play and read the catalogues; opens no connection, which processes may not share."""
    for name in app.jinja_env.list_templates(filter_func=lambda name: name.startswith(EVERYBODYS_TEMPLATES)):
        app.jinja_env.get_template(name)
    for tag in app.config["LANGUAGES"]:
        with app.test_request_context(), force_locale(tag):
            get_translations()
            Locale.parse(tag).date_formats  # noqa: B018  # reads the language's data
