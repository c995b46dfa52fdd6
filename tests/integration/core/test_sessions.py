"""The session cookie is written when something asks for it, and lives on while its person does."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.maker import Maker
from training import sessions


@pytest.fixture
def signed_in(app: Flask, make: Maker) -> FlaskClient:
    """Return a browser whose cookie was written just now."""
    browser, person = app.test_client(), make.person()
    with browser.session_transaction() as session:
        session["_user_id"], session["_fresh"], session.permanent = f"{person.id.hex}.0", True, True
    assert browser.get("/training/").headers.getlist("Set-Cookie"), "the token of the first page's forms is new"
    return browser


def test_a_fresh_cookie_is_left_alone(signed_in: FlaskClient) -> None:
    page = signed_in.get("/training/")
    assert page.status_code == 200
    assert page.headers.getlist("Set-Cookie") == []
    assert "Cookie" in page.headers["Vary"]


def test_an_older_cookie_is_renewed(signed_in: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "RENEW_SECONDS", 0)
    (renewed,) = signed_in.get("/training/").headers.getlist("Set-Cookie")
    assert "Expires=" in renewed
