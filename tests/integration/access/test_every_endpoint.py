"""Deny by default: each endpoint is requested as each role; an endpoint that nobody declared fails."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.factories.maker import Maker
from tests.integration.access.table import ALLOWED, ROLES
from tests.support.client import PageClient
from tests.support.databases import make_app
from tests.support.statements import StatementCounter
from training.extensions import db
from training.models import Role, User

FORBIDDEN = 403
ENDING = {"accounts.sign_out", "accounts.sign_out_everywhere", "accounts.decline", "accounts.change_password"}
"""These end the session that the rest of the requests needs; their own tests show them."""
SAMPLES = {"uuid": str(uuid.UUID(int=7)), "string": "sample", "int": "1", "path": "css/tokens.css"}


def rules(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Yield each rule with a method that it answers and an address of its form."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            address = re.sub(r"<(\w+):\w+>", lambda found: SAMPLES[found[1]], rule.rule)
            yield rule, method, address


def visitor(client: PageClient, make: Maker, role: str) -> PageClient:
    """Let the client be somebody of `role`."""
    if role == "anonymous":
        return client
    person: User = make.person(
        team=make.team("課"),
        manages=make.team("部") if role == "manager" else None,
        roles=[Role(role)] if role in {"author", "administrator", "auditor"} else [],
    )
    return client.sign_in(person)


def test_every_endpoint_is_declared(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ALLOWED)


@contextmanager
def closing(app: Flask) -> Iterator[None]:
    """Close the connections of an application of one test, however it ends."""
    try:
        yield
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)  # no database is asked
def test_a_view_that_says_nothing_lets_nobody_in(database_url: str) -> None:
    app = make_app(database_url)
    app.add_url_rule("/forgotten", "forgotten", lambda: "a secret")
    with closing(app):
        PageClient(app).get("/forgotten", FORBIDDEN)


@pytest.mark.parametrize("role", ROLES)
def test_only_those_declared_get_in(app: Flask, client: PageClient, make: Maker, role: str) -> None:
    wrong = []
    client = visitor(client, make, role)
    token = client.token()
    for rule, method, address in rules(app):
        if rule.endpoint in ENDING and role != "anonymous":
            continue
        data = {"csrf_token": token} if method == "POST" else None
        response = client.flask_client.open(address, method=method, data=data)
        response.close()
        let_in = response.status_code != FORBIDDEN and not _to_sign_in(response.headers.get("Location", ""))
        if let_in != (role in ALLOWED[rule.endpoint]):
            wrong.append(f"{method} {rule.endpoint}: {response.status_code}")
    assert not wrong, f"as {role}: {wrong}"


def _to_sign_in(address: str) -> bool:
    return address.startswith("/sign-in")


def test_get_never_writes(app: Flask, client: PageClient, make: Maker, count_statements: StatementCounter) -> None:
    everything = make.person(roles=list(Role), team=make.team("課"), manages=make.team("部"))
    client.sign_in(everything)
    for rule, method, address in rules(app):
        if method != "GET":
            continue
        with count_statements() as counted:
            client.flask_client.get(address).close()
        assert not counted.writes, f"GET {rule.endpoint} writes: {counted.writes}"
