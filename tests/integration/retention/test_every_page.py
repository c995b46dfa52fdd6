"""Every page about somebody who was pseudonymised is still there, and none gives the name away."""

import pytest
from flask import Flask
from sqlalchemy import update

from tests.factories.maker import LONG_AGO, Maker
from tests.integration.access.own import World, rules_with_ids, world_of
from tests.integration.access.table import ALLOWED, EVERYBODY, ROLES, SIGNED_IN
from tests.integration.retention.conftest import LATER, keep_for, leave
from tests.support.client import PageClient
from training import clock
from training.administration.retention import service
from training.extensions import db
from training.models import Contest, PersonIdentity

GONE = {
    "administration.confirm_reset": "nobody can sign in",
    "administration.edit_hold": "there is no name to keep",
    "administration.edit_person": "there is no name to change",
    "overrides.new_extensions": "nobody is left who has not finished",
    "overrides.new_own_extensions": "nobody is left who has not finished",
}
NAME = "見附 しのぶ"


@pytest.fixture
def world(app: Flask, make: Maker) -> World:
    """Return a world whose employee, with all that others see of the training, was pseudonymised."""
    world = world_of(app, make)
    employee = world.people["employee"]

    def settle() -> None:
        db.session.execute(update(Contest).values(reply="?", answered_at=LONG_AGO))
        mine = PersonIdentity.person_id == employee.id
        db.session.execute(update(PersonIdentity).where(mine).values(display_name=NAME))

    make.run(settle)
    leave(make, employee)
    keep_for(make)
    with app.app_context(), clock.moved_to(LATER):
        assert service.pseudonymise() >= 1
    return world


def test_every_page_with_somebody_s_id_answers_without_the_name(app: Flask, client: PageClient, world: World) -> None:
    wrong = []
    for rule in rules_with_ids(app):
        allowed = ALLOWED[rule.endpoint]
        if "GET" not in (rule.methods or ()) or allowed in {SIGNED_IN, EVERYBODY}:
            continue
        for role in (role for role in ROLES if role in allowed):
            client.sign_in(world.people[role])
            with client.flask_client.get(world.address(rule), follow_redirects=True) as response:
                if response.status_code >= 400 and rule.endpoint not in GONE:
                    wrong.append(f"{rule.endpoint} as {role}: {response.status_code}")
                if NAME.encode() in response.data:
                    wrong.append(f"{rule.endpoint} as {role} gives the name")
    assert wrong == []
