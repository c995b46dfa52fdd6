"""The session cookie is written when something asks for it, and lives on while its person does."""

import time

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


def test_a_cookie_that_was_read_before_ends_in_time_and_can_be_no_other(
    signed_in: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = signed_in.get_cookie(name)
    assert cookie
    assert signed_in.get("/training/").status_code == 200
    signed_in.set_cookie(name, cookie.value[:-2] + ("AA" if cookie.value[-2:] != "AA" else "BB"))
    assert signed_in.get("/training/").status_code == 303
    signed_in.set_cookie(name, cookie.value)
    assert signed_in.get("/training/").status_code == 200
    lifetime, now = app.permanent_session_lifetime.total_seconds(), time.time()
    monkeypatch.setattr(time, "time", lambda: now + lifetime + 2)
    assert signed_in.get("/training/").status_code == 303
