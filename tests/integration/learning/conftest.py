"""A person with one assignment, and a hand that plays it."""

import uuid
from typing import Any, NamedTuple

import pytest

from tests.factories.documents import RIGHT, release_document, sent
from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.page import Page
from training.models import Assignment, User

WORST = {
    "open": ("send",),
    "fields": ("subject", "date"),
    "order": ("write", "tell", "stop"),
    "after": ("send",),
}


class Learner(NamedTuple):
    """A person and what is assigned to them."""

    person: User
    assignment: Assignment


@pytest.fixture
def learner(make: Maker) -> Learner:
    """Return a person with one assignment of the small quiz."""
    person = make.person(team=make.team())
    return Learner(person, make.assignment(person))


def learner_of(make: Maker, **rules: Any) -> Learner:
    """Return a person with one assignment of the small quiz under these rules."""
    person = make.person(team=make.team())
    return Learner(person, make.assignment(person, make.release(release_document(**rules))))


def begin(client: PageClient, assignment: Assignment) -> uuid.UUID:
    """Start the attempt from its brief and return its id; the client stands at the opening of the first sitting."""
    client.get(f"/training/assignments/{assignment.id}")
    client.submit(form=".actions form")
    return uuid.UUID(client.page.address.split("/")[3])


def onward(client: PageClient) -> Page:
    """Follow the main link of the page."""
    return client.get(client.page.one(".play-actions a.btn-primary")["href"])


def play(client: PageClient, wrong: tuple[str, ...] = (), **more: str) -> Page:
    """Play from the opening of a sitting to the result; the steps named in `wrong` are answered worst.

    `more` is sent with each answer.
    """
    for _page in range(40):
        if client.page.has("form#decision"):
            scenario, step = client.page.address.split("/")[4:6]
            fields = sent((scenario, step), (WORST if step in wrong else RIGHT)[step])
            client.submit({**fields, **more}, form="form#decision")
        elif client.page.has(".result"):
            return client.page
        else:
            onward(client)
    raise AssertionError(f"still at {client.page.address}")
