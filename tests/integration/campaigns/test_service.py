"""What the service of campaigns promises."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.factories.maker import Maker
from tests.support.statements import StatementCounter
from training import clock
from training.campaigns import queries, service
from training.campaigns.audience import Audience, AudienceRole
from training.errors import FieldError, NotFound, Refused
from training.extensions import db
from training.models import (
    Assignment,
    AssignmentStatus,
    AuditEvent,
    Campaign,
    OutgoingMail,
    Release,
    Role,
    User,
    UserStatus,
    new_id,
)

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
DUE = NOW + timedelta(days=14)
EVERYONE = Audience(everyone=True)


def launch(
    make: Maker,
    release: Release,
    audience: Audience = EVERYONE,
    *,
    opens_at: datetime = NOW,
    due_at: datetime = DUE,
    campaign_id: uuid.UUID | None = None,
) -> Campaign:
    with clock.moved_to(NOW):
        return make.run(
            lambda: service.assign("研修", release.id, audience, opens_at, due_at, None, campaign_id=campaign_id)
        )


def assigned(app: Flask, campaign: Campaign) -> list[Assignment]:
    with app.app_context():
        return list(db.session.scalars(select(Assignment).where(Assignment.campaign_id == campaign.id)))


def people(app: Flask, campaign: Campaign) -> set[uuid.UUID]:
    return {assignment.person_id for assignment in assigned(app, campaign)}


def test_everyone_is_everybody_who_is_here(app: Flask, make: Maker) -> None:
    here = make.person()
    waiting = make.person(status=UserStatus.INVITED)
    make.person(status=UserStatus.DEACTIVATED)
    campaign = launch(make, make.release())
    assert people(app, campaign) == {here.id, waiting.id}
    first = assigned(app, campaign)[0]
    assert first.status is AssignmentStatus.NOT_STARTED
    assert first.due_at == DUE
    assert first.assigned_at == NOW
    assert first.cycle == 1
    assert first.attempts_finished == 0


def test_an_audience_is_a_union_and_nobody_is_in_it_twice(app: Flask, make: Maker) -> None:
    top = make.team("本社")
    sales = make.team("営業部", top)
    in_team = make.person(team=sales, roles=[Role.AUTHOR])
    manager = make.person(manages=top)
    author = make.person(roles=[Role.AUTHOR])
    single = make.person()
    gone = make.person(team=sales, roles=[Role.AUTHOR], status=UserStatus.DEACTIVATED)
    make.person()
    audience = Audience(
        team_ids=[top.id],
        roles=[AudienceRole.MANAGERS, AudienceRole.AUTHORS],
        person_ids=[single.id, in_team.id, gone.id],
    )
    campaign = launch(make, make.release(), audience)
    assert people(app, campaign) == {in_team.id, manager.id, author.id, single.id}


def test_an_empty_audience_launches_nothing(app: Flask, make: Maker) -> None:
    gone = make.person(status=UserStatus.DEACTIVATED)
    release = make.release()
    for audience in (Audience(), Audience(person_ids=[gone.id, new_id()]), Audience(team_ids=[make.team().id])):
        with pytest.raises(FieldError):
            launch(make, release, audience)
    with app.app_context():
        assert db.session.scalar(select(Campaign.id)) is None


def test_a_form_sent_twice_launches_once(app: Flask, make: Maker) -> None:
    make.person()
    release, campaign_id = make.release(), new_id()
    first, second = (launch(make, release, campaign_id=campaign_id) for _twice in range(2))
    assert first.id == second.id == campaign_id
    with app.app_context():
        assert len(db.session.scalars(select(Campaign)).all()) == 1
        assert len(db.session.scalars(select(Assignment)).all()) == 1
        assert db.session.scalars(select(AuditEvent.action)).all() == ["campaign.launched"]


def test_mail_goes_to_whoever_has_an_address_in_hours_of_mail_after_the_opening(app: Flask, make: Maker) -> None:
    tokyo, new_york = make.person(locale="en"), make.person()
    make.run(
        lambda: db.session.execute(update(User).where(User.id == new_york.id).values(time_zone="America/New_York"))
    )
    make.person(email=None)
    # Saturday at midnight in Tokyo, Friday morning in New York.
    launch(make, make.release(), opens_at=datetime(2026, 11, 20, 15, 0, tzinfo=UTC))
    with app.app_context():
        mails = {mail.person_id: mail for mail in db.session.scalars(select(OutgoingMail))}
    assert {*mails} == {tokyo.id, new_york.id}
    assert mails[tokyo.id].locale == "en"
    assert mails[tokyo.id].next_at == datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    assert mails[new_york.id].next_at == datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opens_at", "due_at"), [(NOW - timedelta(days=9), NOW - timedelta(days=1)), (DUE + timedelta(days=1), DUE)]
)
def test_dates_must_lie_ahead_and_in_order(make: Maker, opens_at: datetime, due_at: datetime) -> None:
    make.person()
    with pytest.raises(FieldError) as caught:
        launch(make, make.release(), opens_at=opens_at, due_at=due_at)
    assert caught.value.field == "due_on"


def test_an_unknown_release_is_not_found(make: Maker) -> None:
    make.person()
    with pytest.raises(NotFound):
        make.run(lambda: service.assign("x", new_id(), EVERYONE, NOW, DUE + timedelta(days=900), None))


def test_the_due_date_reaches_every_assignment(app: Flask, make: Maker) -> None:
    for _three in range(3):
        make.person()
    campaign, later = launch(make, make.release()), DUE + timedelta(days=7)
    with clock.moved_to(NOW):
        make.run(lambda: service.change_due(campaign.id, later, None))
    assert {assignment.due_at for assignment in assigned(app, campaign)} == {later}
    with clock.moved_to(NOW), pytest.raises(FieldError):
        make.run(lambda: service.change_due(campaign.id, NOW - timedelta(days=1), None))


def test_extending_adds_the_new_and_keeps_what_others_reached(app: Flask, make: Maker) -> None:
    team = make.team()
    early, outside = make.person(team=team), make.person()
    campaign = launch(make, make.release(), Audience(team_ids=[team.id]))
    with app.app_context():
        db.session.execute(update(Assignment).values(status=AssignmentStatus.IN_PROGRESS))
        db.session.commit()
    late = make.person(team=team)
    own = Audience(team_ids=[team.id])
    with app.app_context():
        assert queries.measure(own, without=campaign.id).people == 1
    assert make.run(lambda: service.extend(campaign.id, own, None)) == 1
    assert make.run(lambda: service.extend(campaign.id, own, None)) == 0
    assert make.run(lambda: service.extend(campaign.id, Audience(person_ids=[outside.id, early.id]), None)) == 1
    assert people(app, campaign) == {early.id, late.id, outside.id}
    by_person = {assignment.person_id: assignment.status for assignment in assigned(app, campaign)}
    assert by_person[early.id] is AssignmentStatus.IN_PROGRESS


def test_a_closed_campaign_is_not_changed(app: Flask, make: Maker) -> None:
    make.person()
    campaign = launch(make, make.release())
    for _twice in range(2):
        make.run(lambda: service.close(campaign.id, None))
    with pytest.raises(Refused):
        make.run(lambda: service.change_due(campaign.id, DUE + timedelta(days=90), None))
    with pytest.raises(Refused):
        make.run(lambda: service.extend(campaign.id, EVERYONE, None))
    with pytest.raises(NotFound):
        make.run(lambda: service.close(new_id(), None))
    with app.app_context():
        closed = select(AuditEvent.action).where(AuditEvent.action == "campaign.closed")
        assert len(db.session.scalars(closed).all()) == 1


def test_launching_takes_as_many_statements_for_many_as_for_few(app: Flask, make: Maker) -> None:
    release, numbers = make.release(), []
    for more in (3, 30):
        for _each in range(more):
            make.person()
        with app.app_context():
            counter = StatementCounter(db.engine)
        with counter() as counted:
            launch(make, release)
        numbers.append(counted.number)
    assert numbers[0] == numbers[1]
    with app.app_context():
        assert len(db.session.scalars(select(User.id)).all()) == 33
