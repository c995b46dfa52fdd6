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

EXCEPTIONS = {
    "studio.preview_on_phone": {"frame-src": "'self'"},  # shows the preview in a frame as wide as a phone
    "studio.preview_step": {"frame-ancestors": "'self'"},  # is shown in it
    "studio.preview_end": {"frame-ancestors": "'self'"},
}
"""What single pages need beside the policy of all."""

_POLICY = "Content-Security-Policy"


def _policy(endpoint: str = "") -> str:
    policy = CONTENT_SECURITY_POLICY | EXCEPTIONS.get(endpoint, {})
    return "; ".join(f"{name} {value}" for name, value in policy.items())


_POLICY_TEXT = _policy()
_POLICIES = {endpoint: _policy(endpoint) for endpoint in EXCEPTIONS}

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
    policy = _POLICIES.get(request.endpoint or "", _POLICY_TEXT)
    added = {_POLICY: policy.format(nonce=csp_nonce()), **HEADERS}
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
