"""A key that turns out to be wrong is corrected although nobody has objected."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.documents import release_document
from tests.factories.maker import Maker
from tests.factories.results import Results
from tests.integration.studio.test_rule import corrected, kept, objected
from tests.support.client import PageClient
from training.extensions import db
from training.models import Mark, Release, Role, User
from training.models import Ruling as RulingRow

STEP = release_document().step("first-a", "open")
ADDRESS = f"/studio/questions/{STEP.uid}/{STEP.revision()}/marking"


@pytest.fixture
def author(make: Maker) -> User:
    return make.person("作家 文子", roles=[Role.AUTHOR])


@pytest.fixture
def release(make: Maker) -> Release:
    """Return a release at which fifteen people have taken an answer that earns nothing."""
    results = Results(make, release_document())
    for _person in range(15):
        results.attempt({"open": ("send",), "fields": ("to", "cc"), "order": ("stop", "tell", "write")})
    return results.release


def rulings(app: Flask) -> int:
    with app.app_context():
        return len(db.session.scalars(select(RulingRow)).all())


def test_the_figures_lead_to_it_and_everybody_is_marked_again(
    app: Flask, client: PageClient, make: Maker, author: User, release: Release
) -> None:
    contest_id = objected(app, make, release)[2]
    client.sign_in(author).get(f"/studio/releases/{release.id}/statistics/first-a/open")
    assert client.page.has(f"a[href='{ADDRESS}']")
    client.get(ADDRESS)
    assert not client.page.has("[name=decision][value=stands]")
    client.submit(corrected(), form="form[data-keeps]")
    assert "15" in client.page.text("#effect dl")
    assert rulings(app) == 0
    client.submit(form="#effect form")
    assert client.page.address == ADDRESS
    assert client.page.has(".notice-success")
    with app.app_context():
        marks = db.session.execute(select(Mark.sequence, Mark.points).where(Mark.step_key == "open"))
    assert sorted(map(tuple, marks)) == [(1, 0.0)] * 16 + [(2, 1.0)] * 16
    assert kept(app, contest_id).ruling_id
    client.submit(corrected(), form="form[data-keeps]")
    client.submit(form="#effect form")
    assert not client.page.has(".notice-success")
    assert rulings(app) == 1


def test_a_key_that_is_in_force_is_not_ruled_on(app: Flask, client: PageClient, author: User, release: Release) -> None:
    client.sign_in(author).get(ADDRESS)
    client.submit({"decision": "corrected_key", "reason": corrected()["reason"]}, form="form[data-keeps]")
    client.submit(form="#effect form")
    assert not client.page.has(".notice-success")
    assert rulings(app) == 0


def test_who_objects_is_not_the_one_to_correct(app: Flask, client: PageClient, make: Maker, release: Release) -> None:
    person = objected(app, make, release, roles=[Role.AUTHOR])[0]
    assert not client.sign_in(person).get(ADDRESS).has("form[data-keeps]")
    client.post(f"{ADDRESS}/ruling", corrected())
    assert rulings(app) == 0


@pytest.mark.parametrize("wrong", [STEP.uid, STEP.revision()])
def test_what_nobody_is_asked_has_no_marking(client: PageClient, author: User, release: Release, wrong: str) -> None:
    client.sign_in(author).get(ADDRESS.replace(wrong, wrong[:-1] + "0"), 404)
