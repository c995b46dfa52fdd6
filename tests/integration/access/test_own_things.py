"""Every address with an id is asked for with a real one: the right role finds it, others of that role do not."""

import pytest
from flask import Flask

from tests.factories.maker import Maker
from tests.integration.access.own import BUTTONS, World, rules_with_ids, world_of
from tests.integration.access.table import ALLOWED, EVERYBODY, MANAGER, ROLES, SIGNED_IN
from tests.support.client import PageClient

NOT_FOUND = 404
NO_TOKEN = 400
ANSWERED = {204, 303, 409, 422}
"""A form that was sent empty is stored, refused for what the thing is just now, or comes back with its errors."""


@pytest.fixture
def world(app: Flask, make: Maker) -> World:
    return world_of(app, make)


def right_roles(endpoint: str) -> list[str]:
    """List the roles to whom the things of the world behind an endpoint belong."""
    if ALLOWED[endpoint] in {SIGNED_IN, EVERYBODY}:
        return ["employee"]  # these are a person's own, whatever else the person is
    return [role for role in ROLES if role in ALLOWED[endpoint]]


def test_the_right_role_finds_it_and_nothing_is_written(app: Flask, client: PageClient, world: World) -> None:
    for rule in rules_with_ids(app):
        if "GET" in (rule.methods or ()):
            for role in right_roles(rule.endpoint):
                client.sign_in(world.people[role]).get(world.address(rule))


def test_the_right_role_may_send_its_form(app: Flask, client: PageClient, world: World) -> None:
    wrong = []
    for rule in rules_with_ids(app):
        if "POST" in (rule.methods or ()):
            client.sign_in(world.people[right_roles(rule.endpoint)[0]])
            data = {"csrf_token": client.token(), **BUTTONS.get(rule.endpoint, {})}
            response = client.flask_client.post(world.address(rule), data=data)
            if response.status_code not in ANSWERED or "/sign-in" in response.headers.get("Location", ""):
                wrong.append(f"{rule.endpoint}: {response.status_code}")
    assert wrong == []


def test_somebody_elses_is_not_there(app: Flask, client: PageClient, make: Maker, world: World) -> None:
    strangers = {
        SIGNED_IN: make.person("別の人"),
        MANAGER: make.person("別の上長", manages=make.team("工場")),
    }
    wrong = []
    for rule in rules_with_ids(app):
        if stranger := strangers.get(ALLOWED[rule.endpoint]):
            token = client.sign_in(stranger).token()
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                data = {"csrf_token": token} if method == "POST" else None
                response = client.flask_client.open(
                    world.address(rule), method=method, data=data, follow_redirects=True
                )
                if response.status_code != NOT_FOUND:
                    wrong.append(f"{method} {rule.endpoint}: {response.status_code}")
    assert wrong == []


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)  # it is refused before the database is asked
def test_no_form_is_taken_without_its_token(app: Flask, client: PageClient, world: World) -> None:
    wrong = []
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            role = next(role for role in ROLES if role in ALLOWED[rule.endpoint] and role != "anonymous")
            named = rule.arguments - {"token"}
            address = world.address(rule) if named else rule.rule.replace("<string:token>", "x" * 40)
            response = client.sign_in(world.people[role]).flask_client.post(address)
            if response.status_code != NO_TOKEN:
                wrong.append(f"{rule.endpoint}: {response.status_code}")
    assert wrong == []
