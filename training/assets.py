"""Addresses of style sheets, images and scripts: with a hash of the content, so that browsers keep them for ever."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

STYLE_SHEETS = (
    "tokens",
    "theme",
    "base",
    "layout",
    "forms",
    "components",
    "tables",
    "charts",
    "story",
    "exhibits",
    "exhibit-papers",
    "play",
    "kinds",
    "print",
)
"""Our style sheets in their order; each leans on those before it."""

ENDPOINTS = frozenset({"static", "bootstrap.static"})
"""What answers with files, the same for everybody."""
_BOOTSTRAP = "css/bootstrap.min.css"
_A_YEAR = 31_536_000


def asset(name: str) -> str:
    """Return the address of a file in static/."""
    return _address("static", name, request.script_root)


def style_sheets() -> tuple[str, ...]:
    """Return the addresses of Bootstrap's style sheet and ours."""
    return _style_sheets(request.script_root)


@lru_cache
def _style_sheets(script_root: str) -> tuple[str, ...]:
    own = (_address("static", f"css/{name}.css", script_root) for name in STYLE_SHEETS)
    return (_address("bootstrap.static", _BOOTSTRAP, script_root), *own)


@lru_cache(maxsize=256)
def _address(endpoint: str, name: str, script_root: str) -> str:  # the last keys the cache
    blueprint, _dot, _static = endpoint.rpartition(".")
    folder = current_app.blueprints[blueprint].static_folder if blueprint else current_app.static_folder
    version = hashlib.sha256((Path(str(folder)) / name).read_bytes()).hexdigest()[:12]
    return url_for(endpoint, filename=name, v=version)


def _keep(response: Response) -> Response:
    if request.endpoint in ENDPOINTS and "v" in request.args and response.status_code == 200:
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.max_age = _A_YEAR
        response.cache_control.immutable = True
    return response


def init_app(app: Flask) -> None:
    """Offer `asset` and `style_sheets` to templates and let browsers keep what carries its version."""
    app.after_request(_keep)
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["style_sheets"] = style_sheets
