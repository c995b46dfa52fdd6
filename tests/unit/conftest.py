"""A request of an application that never opens its database."""

from collections.abc import Iterator

import pytest
from flask import Flask

from training import create_app


@pytest.fixture(scope="session")
def bare_app() -> Flask:
    return create_app({"SQLALCHEMY_DATABASE_URI": "sqlite://", "SECRET_KEY": "x" * 40, "WTF_CSRF_ENABLED": False})


@pytest.fixture(params=["ja", "en"])
def asked_in(request: pytest.FixtureRequest, bare_app: Flask) -> Iterator[str]:
    """Stand in a request of each language."""
    with bare_app.test_request_context(method="POST", headers={"Accept-Language": request.param}):
        yield request.param


@pytest.fixture
def asked(bare_app: Flask) -> Iterator[Flask]:
    """Stand in an English request."""
    with bare_app.test_request_context(method="POST", headers={"Accept-Language": "en"}):
        yield bare_app
