"""What a process does with the program before it serves, and before another one is forked from it."""

import ctypes
import gc

from babel import Locale
from flask import Flask
from flask_babel import force_locale, get_translations

from training import connections
from training.extensions import db

OBJECTS_BEFORE_COLLECTING = 5_000
"""A page leaves few circles of garbage, so looking for them several times a page is waste; tenfold, they take room."""
EVERYBODYS_TEMPLATES = ("components/", "kinds/", "layouts/", "learning/")


def prepare(app: Flask) -> None:
    """Load what every process will need, then set it aside, so that collecting garbage does not copy its memory."""
    load_for_everybody(app)
    with app.app_context():
        connections.kept().keep()
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING, 20, 20)


def load_for_everybody(app: Flask) -> None:
    """Read the catalogues and compile the templates of play; opens no connection, which processes may not share."""
    for tag in app.config["LANGUAGES"]:
        with app.test_request_context(), force_locale(tag):
            Locale.parse(tag).date_formats  # noqa: B018  # reads the language's data
            get_translations()
    for name in app.jinja_env.list_templates(filter_func=lambda name: name.startswith(EVERYBODYS_TEMPLATES)):
        app.jinja_env.get_template(name)


def rest(app: Flask) -> None:
    """Close the connections that no request uses just now, and set aside what has come since."""
    with app.app_context():
        connections.kept().drop()
        db.engine.dispose()
    gc.collect()
    gc.freeze()
    _give_back()


def _give_back() -> None:
    """Return freed memory to the system before it is shared; glibc keeps it otherwise, others need no telling."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
