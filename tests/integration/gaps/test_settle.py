"""A cycle that is over is counted once, by cohorts, and never again."""

import uuid
from datetime import UTC, datetime, timedelta
from functools import partial

from flask import Flask
from sqlalchemy import select, update

from tests.integration.gaps.conftest import ALL_RIGHT, MISSED, World
from training import dates
from training.extensions import db
from training.models import (
    Assignment,
    AssignmentStatus,
    Attempt,
    Campaign,
    Cohort,
    CohortDecision,
    CohortPart,
    CohortRound,
    CohortScenario,
    TeamMembership,
    User,
)
from training.models.delivery import Repeats
from training.reminders import debriefs
from training.team.gaps import service


def counts(world: World, app: Flask) -> dict[tuple[str, bool, int], tuple[int, int | None, int]]:
    """Map (team, mixed, people) to who was right at the barrier, sure and wrong there, and never stopped it."""
    teams = (world.company, world.sales, world.east, world.west)
    names: dict[uuid.UUID | None, str] = {team.id: team.name_en or "" for team in teams}
    with app.app_context():
        rows = db.session.execute(
            select(Cohort, CohortDecision, CohortScenario)
            .join(CohortDecision, CohortDecision.cohort_id == Cohort.id)
            .join(CohortScenario, CohortScenario.cohort_id == Cohort.id)
            .where(CohortDecision.step_key == "open")
        ).all()
        return {
            (names[cohort.team_id], cohort.mixed, cohort.people): (
                decision.chosen_right,
                decision.sure_wrong,
                case.never_stopped,
            )
            for cohort, decision, case in rows
        }


def test_large_teams_are_counted_by_themselves_and_small_ones_together(app: Flask, world: World) -> None:
    world.settle()
    # Mori manages Sales, so what Mori answered counts above it: with West, Sales itself and Factory.
    assert counts(world, app) == {("East", False, 6): (2, 4, 4), ("Company", True, 10): (7, 3, 3)}
    with app.app_context():
        parts = {part.team_id: part.cohort_id for part in db.session.scalars(select(CohortPart))}
    assert parts[world.west.id] == parts[world.factory.id] == parts[world.sales.id] == parts[world.company.id]
    assert parts[world.east.id] not in {None, parts[world.west.id]}


def test_only_finished_first_attempts_count_with_the_mark_that_stands(app: Flask, world: World) -> None:
    missing, sixth = world.make.person(team=world.east), world.make.person(team=world.east)
    assignment = world.results.assign(sixth)
    world.results.attempt(ALL_RIGHT, world.results.assign(missing), finished=False)
    world.results.attempt(ALL_RIGHT, assignment, practice=True)
    first = world.results.attempt(MISSED, assignment, certainty=1)
    world.results.attempt(ALL_RIGHT, assignment)
    world.results.mark_again(sixth.id, first, "open", 1.0)
    world.settle()
    assert counts(world, app)["East", False, 7] == (3, 4, 4)


def test_answers_belong_to_the_team_in_which_they_were_given(app: Flask, world: World) -> None:
    world.place()
    moving = update(TeamMembership).where(TeamMembership.team_id == world.east.id).values(team_id=world.factory.id)
    world.make.run(partial(db.session.execute, moving))
    with app.app_context():
        service.settle(debriefs.announce)
    assert counts(world, app) == {("East", False, 6): (2, 4, 4), ("Company", True, 10): (7, 3, 3)}


def test_nothing_changes_it_later(app: Flask, world: World) -> None:
    round_id = world.settle()
    before = counts(world, app)
    world.play(world.west, right=5)
    assert world.settle() == round_id
    with app.app_context():
        assert service.settle(debriefs.announce) == 0
    assert counts(world, app) == before


def test_a_cycle_is_settled_a_week_after_it_was_due_or_when_it_is_closed(app: Flask, world: World) -> None:
    now = datetime.now(UTC)
    waiting = world.make.campaign(world.results.release, due_in_days=-3)
    world.results.attempt(ALL_RIGHT, world.results.assign(world.make.person(team=world.east), waiting))

    def rounds() -> int:
        with app.app_context():
            return len(db.session.scalars(select(CohortRound.id).where(CohortRound.campaign_id == waiting.id)).all())

    world.settle()
    assert rounds() == 0
    closing = update(Campaign).where(Campaign.id == waiting.id).values(closed_at=now - timedelta(minutes=1))
    world.make.run(partial(db.session.execute, closing))
    world.settle()
    assert rounds() == 1


def ends(world: World) -> list[datetime]:
    """Settle, and return up to when the first attempts of the campaign of the world counted."""
    own = select(CohortRound.settled_at).where(CohortRound.campaign_id == world.results.campaign.id)
    with world.make.app.app_context():
        service.settle(debriefs.announce)
        return list(db.session.scalars(own))


def test_nobody_waits_for_a_leave_or_for_who_joined_last(app: Flask, world: World) -> None:
    later, today = datetime.now(UTC) + timedelta(days=200), world.make.run(dates.today)
    away, joined, second = (world.results.assign(world.make.person(team=world.east)) for _person in range(3))
    on_leave = update(User).where(User.id == away.person_id).values(leave_from=today, leave_until=None)
    unfinished = (away.id, joined.id, second.id)
    world.make.run(partial(db.session.execute, on_leave))
    due = update(Assignment).where(Assignment.id.in_(unfinished)).values(due_at=later)
    world.make.run(partial(db.session.execute, due))
    assert ends(world) == []  # two of eighteen who are there, more than a tenth
    exempt = update(Assignment).where(Assignment.id == second.id).values(status=AssignmentStatus.EXEMPT)
    world.make.run(partial(db.session.execute, exempt))
    assert ends(world) == [world.results.campaign.due_at + timedelta(days=7)]


def test_a_year_ends_before_the_next_begins(app: Flask, world: World) -> None:
    campaign, later = world.results.campaign, datetime.now(UTC) + timedelta(days=200)
    a_year_ago = campaign.opens_at - timedelta(days=366)
    changes = {"opens_at": a_year_ago, "created_at": a_year_ago, "due_at": later, "repeats": Repeats.YEARLY}
    world.make.run(lambda: db.session.execute(update(Assignment).values(due_at=later)))
    assert ends(world) == []
    world.make.run(lambda: db.session.execute(update(Campaign).values(changes)))
    began_on = world.make.run(lambda: dates.months_later(dates.day_of(a_year_ago), 12))
    assert ends(world) == [world.make.run(lambda: dates.start_of(began_on)) - timedelta(seconds=1)]


def test_a_worker_that_stood_still_counts_up_to_the_same_day(app: Flask, world: World) -> None:
    late, now = world.results.assign(world.make.person(team=world.east)), datetime.now(UTC)
    due = update(Assignment).where(Assignment.id == late.id).values(due_at=now - timedelta(days=8))
    world.make.run(partial(db.session.execute, due))
    world.make.run(lambda: db.session.execute(update(Assignment).values(ended_at=now)))  # the next year's has begun
    assert ends(world) == [world.results.campaign.due_at + timedelta(days=7)]


def test_nothing_is_counted_while_a_campaign_is_paused(app: Flask, world: World) -> None:
    def paused(moment: datetime | None) -> None:
        world.make.run(lambda: db.session.execute(update(Campaign).values(paused_at=moment)))

    paused(datetime.now(UTC))
    assert ends(world) == []
    paused(None)
    assert len(ends(world)) == 1


def test_who_finishes_after_the_end_is_left_out(app: Flask, world: World) -> None:
    world.make.run(lambda: db.session.execute(update(Attempt).values(finished_at=datetime.now(UTC))))
    world.settle()
    assert counts(world, app) == {}
