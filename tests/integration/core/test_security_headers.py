"""Every answer says what a browser may do with it; the words are written out here, apart from the code."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.security_headers import EXCEPTIONS

POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
}
OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def nonce_of(response: TestResponse) -> str:
    """Return the nonce of a policy that is otherwise the declared one."""
    parts = set(response.headers["Content-Security-Policy"].split("; "))
    (scripts,) = parts - POLICY
    assert parts >= POLICY
    found = re.fullmatch(r"script-src 'self' 'nonce-([\w-]{20,})'", scripts)
    assert found, scripts
    return found[1]


@pytest.mark.parametrize("address", ["/sign-in", "/training/", "/no-such-page", "/static/css/tokens.css"])
def test_pages_refusals_and_files_carry_all_headers(app: Flask, client: PageClient, make: Maker, address: str) -> None:
    client.sign_in(make.person())
    response = client.flask_client.get(address)
    response.close()
    nonce_of(response)
    assert {name: response.headers.get(name) for name in OTHERS} == OTHERS


def test_a_nonce_is_used_once(client: PageClient) -> None:
    first, second = (nonce_of(client.flask_client.get("/sign-in")) for _time in range(2))
    assert first != second


def test_pages_are_not_kept_by_browsers(client: PageClient, make: Maker) -> None:
    assert client.sign_in(make.person()).get("/training/").headers["Cache-Control"] == "no-store"


def test_only_encrypted_answers_ask_for_encryption(client: PageClient) -> None:
    plain = client.flask_client.get("/sign-in")
    encrypted = client.flask_client.get("/sign-in", base_url="https://localhost")
    assert "Strict-Transport-Security" not in plain.headers
    assert encrypted.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_only_the_preview_may_stand_in_a_frame(app: Flask) -> None:
    assert set(EXCEPTIONS) <= set(app.view_functions)
    assert all(value == "'self'" for policy in EXCEPTIONS.values() for value in policy.values())
    assert {name for policy in EXCEPTIONS.values() for name in policy} == {"frame-src", "frame-ancestors"}
