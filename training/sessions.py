"""The signed session cookie: read at every request, written only when something in it or its age asks for it."""

import time
from collections.abc import Mapping
from contextlib import suppress
from copy import copy
from functools import lru_cache
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

RENEW_SECONDS = 600
"""How old the cookie of a permanent session may grow before it is written anew, which moves its end."""
_SERIALIZER = "kyokun_session_serializer"


@lru_cache(maxsize=512)
def _verified(serializer: URLSafeTimedSerializer, cookie: str) -> tuple[Mapping[str, Any], float]:
    """Return what a cookie holds and when it was signed; raise BadSignature when its signature is not ours.

    A browser sends the same cookie at every request, and verifying it takes as long as reading a row.
    """
    for signer in serializer.iter_unsigners():
        with suppress(BadSignature):
            content, signed_at = signer.unsign(cookie, return_timestamp=True)
            return serializer.load_payload(content), signed_at.timestamp()
    raise BadSignature("no key of ours signed it")


class AgedSession(SecureCookieSession):
    """A session that knows when its cookie was signed; a new one has not been."""

    signed_at = 0.0


class AgedSessions(SecureCookieSessionInterface):
    """Flask's own cookies; those of permanent sessions move their end every ten minutes instead of at every request."""

    session_class = AgedSession

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return the serializer, made once: the keys do not change while the program runs."""
        if _SERIALIZER not in app.extensions:
            app.extensions[_SERIALIZER] = super().get_signing_serializer(app)
        made: URLSafeTimedSerializer | None = app.extensions[_SERIALIZER]
        return made

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session of the request's cookie; an empty one when there is none, or a forged or old one."""
        serializer = self.get_signing_serializer(app)
        value = request.cookies.get(self.get_cookie_name(app))
        if serializer is None or not value:
            return None if serializer is None else AgedSession()
        try:
            content, signed_at = _verified(serializer, value)
        except BadSignature:
            return AgedSession()
        if not 0 <= int(time.time()) - signed_at <= int(app.permanent_session_lifetime.total_seconds()):
            return AgedSession()
        session = AgedSession({name: copy(value) for name, value in content.items()})
        session.signed_at = signed_at
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie if that is due; mostly it is not, and then all there is to say is that it was read."""
        if session and not self.should_set_cookie(app, session) and "Vary" not in response.headers:
            if session.accessed:
                response.headers.add("Vary", "Cookie")
        else:
            super().save_session(app, session, response)

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Tell whether the cookie is sent: after a change, or when it is no longer fresh."""
        if session.modified or not session.permanent:
            return super().should_set_cookie(app, session)
        signed_at = getattr(session, "signed_at", 0.0)
        return bool(app.config["SESSION_REFRESH_EACH_REQUEST"]) and time.time() - signed_at >= RENEW_SECONDS


def init_app(app: Flask) -> None:
    """Let sessions live in cookies that are seldom written."""
    app.session_interface = AgedSessions()
