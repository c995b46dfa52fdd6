"""The signed session cookie: read at every request, written only when something in it or its age asks for it."""

import time

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

RENEW_SECONDS = 600
"""How old the cookie of a permanent session may grow before it is written anew, which moves its end."""
_SERIALIZER = "kyokun_session_serializer"


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
            lifetime = int(app.permanent_session_lifetime.total_seconds())
            content, signed_at = serializer.loads(value, max_age=lifetime, return_timestamp=True)
        except BadSignature:
            return AgedSession()
        session = AgedSession(content)
        session.signed_at = signed_at.timestamp()
        return session

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Tell whether the cookie is sent: after a change, or when it is no longer fresh."""
        if session.modified or not session.permanent:
            return super().should_set_cookie(app, session)
        signed_at = getattr(session, "signed_at", 0.0)
        return bool(app.config["SESSION_REFRESH_EACH_REQUEST"]) and time.time() - signed_at >= RENEW_SECONDS


def init_app(app: Flask) -> None:
    """Let sessions live in cookies that are seldom written."""
    app.session_interface = AgedSessions()
