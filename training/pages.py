"""Whole pages that are kept like fragments: drawn once for all to whom the same stands around the same part."""

import time
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, get_flashed_messages, request, session
from flask_wtf.csrf import generate_csrf
from itsdangerous import URLSafeTimedSerializer
from markupsafe import Markup

from training import fragments, navigation
from training.fragments import hole
from training.i18n import time_zone
from training.resending import TOKEN, TOKEN_SALT

_NOBODYS: Mapping[str, None] = dict.fromkeys(("request", "session", "g", "current_user", "form"))
"""What a page that is kept may not look at, since it is drawn for one person and shown to others."""


def this_address() -> str:
    """Return the address of this page with its parameters, to come back to."""
    return request.full_path if request.query_string else request.path


def flashed_messages() -> Markup:
    """Return what was flashed, drawn, and forget it."""
    flashed = get_flashed_messages(with_categories=True)
    return fragments.draw("layouts/messages.html", messages=flashed) if flashed else Markup()


def csrf_token() -> str:
    """Return a CSRF token of this session as Flask-WTF makes it, signed once a minute."""
    about = session.get(TOKEN)
    return _signed(str(current_app.secret_key), about, int(time.time()) // 60) if about else str(generate_csrf())


@lru_cache(maxsize=512)
def _signed(key: str, about: str, _minute: int) -> str:
    return str(URLSafeTimedSerializer(key, salt=TOKEN_SALT).dumps(about))


def keep(
    template: str,
    part: object,
    variant: Hashable,
    own: Mapping[str, object],
    context: Callable[[], Mapping[str, Any]],
) -> Markup:
    """Return a page whose template shows `own`, by name, in holes; all else must follow from `part` and `variant`.

    Who is signed in, the request and forms are out of the template's reach, so that what is kept can hold nothing of
    the person for whom it was drawn. `context` is asked only then.
    """
    around = navigation.around()
    fills = {
        "token": csrf_token(),
        "here": this_address(),
        "messages": flashed_messages(),
        "zone": time_zone(),
        "account_name": around.account_name,
    }
    known = (around.key, variant)
    return fragments.find(template, part, known, {**fills, **own}, lambda: _nobodys(own, context()))


def _nobodys(own: Mapping[str, object], context: Mapping[str, Any]) -> Mapping[str, Any]:
    every_page: dict[str, Any] = {}
    current_app.update_template_context(every_page)
    holes: dict[str, Any] = {name: hole(name) for name in (*own, "account_name")}
    holes |= {
        "csrf_token": lambda: hole("token"),
        "this_address": lambda: hole("here"),
        "flashed_messages": lambda: hole("messages"),
        "get_timezone": lambda: hole("zone"),
    }
    return {**{name: every_page[name] for name in navigation.SHARED}, **_NOBODYS, **context, **holes}


def init_app(app: Flask) -> None:
    """Offer `csrf_token`, `this_address` and `flashed_messages` to templates."""
    # In place of Flask-WTF's, which signs at every page and stands in both places as well.
    app.jinja_env.globals["csrf_token"] = csrf_token
    app.context_processor(lambda: {"csrf_token": csrf_token})
    app.jinja_env.globals["this_address"] = this_address
    app.jinja_env.globals["flashed_messages"] = flashed_messages
