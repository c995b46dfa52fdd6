"""Response headers, as data. The policy begins at 'none'; each source that is let in says why."""

import secrets

from flask import Flask, Response, g, request

from training import assets

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self' 'nonce-{nonce}'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",  # drafts are saved while typing
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
}

_POLICY = "Content-Security-Policy"
_POLICY_TEXT = "; ".join(f"{name} {value}" for name, value in CONTENT_SECURITY_POLICY.items())

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

STRICT_TRANSPORT_SECURITY = "max-age=31536000"


def csp_nonce() -> str:
    """Return this request's nonce."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def _add(response: Response) -> Response:
    """Add all headers in one go; what a view has set itself stands, but never a policy of its own."""
    response.headers.pop(_POLICY, None)
    known = {name.lower() for name in response.headers.keys()}  # noqa: SIM118  # not a mapping
    added = {_POLICY: _POLICY_TEXT.format(nonce=csp_nonce()), **HEADERS}
    if request.is_secure:
        added["Strict-Transport-Security"] = STRICT_TRANSPORT_SECURITY
    if request.endpoint not in assets.ENDPOINTS:
        added["Cache-Control"] = "no-store"
    response.headers.extend((name, value) for name, value in added.items() if name.lower() not in known)
    return response


def init_app(app: Flask) -> None:
    """Send the headers with every response."""
    app.after_request(_add)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
