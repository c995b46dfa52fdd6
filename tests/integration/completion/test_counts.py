"""What is kept says the same as counting everybody, whatever has happened and whenever it was counted last."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.integration.completion.conftest import Life
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training import clock, transaction
from training.campaigns import service as campaigns
from training.campaigns import ticking
from training.campaigns.audience import Audience
from training.charts.status import stacked
from training.extensions import db
from training.models import (
    Assignment,
    AssignmentStatus,
    CompletionChange,
    CompletionCount,
    Role,
    TeamMembership,
    User,
    UserStatus,
)
from training.models.completion import NOWHERE
from training.team import queries, standing
from training.team.completion import service
from training.team.completion.sources import Sources
from training.team.completion.teams import list_teams
from training.team.filters import Sort, Wanted
from training.team.listing import Lists, Ordered
from training.team.progress import get_progress
from training.team.scope import EVERYBODY, Scope
from training.team.standing import MANY_PLACES, Standing
from training.team.status import ShownStatus

STEPS = 60


class Plain(Sources):
    """Knows nothing of what is kept, so that everybody is counted."""

    def _list_places(self) -> list[Any]:
        return []


@contextmanager
def places_read_apart_beyond(many: int) -> Iterator[None]:
    """Let a page of more places than these ask apart where people are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(standing, "MANY_PLACES", many)
        yield


def told(sources: Sources) -> dict[str, Any]:
    """Return all that pages tell of completion."""
    counted = Standing(sources)
    alike = counted.alike
    people = queries.count_people(sources, alike)
    progress = get_progress(sources, alike, sources.now)
    return {
        "alike": sorted(counted.told_apart(alike), key=str),
        "by team": stacked(counted.by_team()),
        "people": people,
        "done": {day: number for day, number in progress.steps.done.items() if number},
        "expected": {day: number for day, number in progress.steps.expected.items() if number},
        "apart": progress.apart,
        "campaigns": [row.id for row in queries.list_campaigns(sources)],
        "number": Ordered(Lists(counted, people, "ja"), sources.wanted).number,
    }


def agree(life: Life, most: int = 12) -> None:
    """Compare what is kept with counting everybody, in some scopes and for some of the pages."""
    now, mori = clock.now(), Scope(life.people[0].id)
    campaigns, teams = (None, *life.campaign_ids[-2:]), (None, life.teams[1].id)
    pages = [(scope, Wanted(campaign_id=one, team_id=team)) for scope in (EVERYBODY, mori) for one in campaigns
             for team in teams]  # fmt: skip
    for scope, wanted in life.chance.sample(pages, min(most, len(pages))):
        seen = list_teams(scope, "ja")
        plain = told(Plain(seen, wanted, now))
        for many in (MANY_PLACES, 2):
            with places_read_apart_beyond(many):
                assert told(Sources(seen, wanted, now)) == plain


def test_kept_counts_agree_with_counting_everybody(life: Life) -> None:
    for number in range(STEPS):
        life.happens()
        if number % 7 == 3:
            life.day = life.day.replace(day=1 + number % 28, month=4 + number // 15)
        with life.app.app_context(), clock.moved_to(life.now):
            if life.chance.random() < 0.4:
                service.count_changed()
            agree(life, most=1)
    with life.app.app_context(), clock.moved_to(life.now):
        assert db.session.scalar(select(func.count()).select_from(Assignment))
        agree(life)
        service.count_changed()
        agree(life)


@pytest.mark.parametrize(("sort", "many"), [(Sort.URGENCY, MANY_PLACES), (Sort.DUE, MANY_PLACES), (Sort.URGENCY, 0)])
def test_each_page_of_the_list_is_a_part_of_the_whole(life: Life, sort: Sort, many: int) -> None:
    with life.app.app_context(), clock.moved_to(life.now), places_read_apart_beyond(many):
        for _number in range(4):
            transaction.run(life.launch)
        for _number in range(6):
            transaction.run(life.finish)
        service.count_changed()
        for scope in (EVERYBODY, Scope(life.people[0].id)):
            for statuses in (frozenset[ShownStatus](), frozenset({ShownStatus.NOT_STARTED, ShownStatus.FAILED})):
                wanted = Wanted(statuses=statuses, sort=sort)
                sources = Sources(list_teams(scope, "ja"), Wanted(), clock.now())
                counted = Standing(sources)
                people = queries.count_people(sources, counted.alike)
                ordered = Ordered(Lists(counted, people, "ja"), wanted)
                whole = db.session.execute(queries.select_records(scope, wanted, "ja", clock.now())).all()
                assert ordered.number >= 4
                for offset in range(ordered.number):
                    assert ordered.rows(offset, 3) == whole[: ordered.number][offset : offset + 3]


def test_a_page_reads_what_is_kept_and_not_assignments(life: Life, count_statements: StatementCounter) -> None:
    with life.app.app_context(), clock.moved_to(life.now):
        transaction.run(life.launch)
        service.count_changed()
        sources = Sources(list_teams(EVERYBODY, "ja"), Wanted(), clock.now())
        with count_statements() as counted:
            told(sources)
        assert not [statement for statement in counted.statements if "assignment" in statement]
        transaction.run(life.finish)
        with count_statements() as counted:
            told(Sources(list_teams(EVERYBODY, "ja"), Wanted(), clock.now()))
        assert [statement for statement in counted.statements if "assignment" in statement]


def test_the_pages_take_few_statements_where_counts_are_kept(
    life: Life, client: PageClient, count_statements: StatementCounter
) -> None:
    """Each of them is answered by an index over the places of a scope; see the speed of large organisations."""
    with life.app.app_context(), clock.moved_to(life.now):
        for _number in range(3):
            transaction.run(life.launch)
        service.count_changed()
    auditor = life.make.person("江藤 監査", roles=[Role.AUDITOR])
    with clock.moved_to(life.now):
        for person, address, many, most in (
            (life.people[0], "/team/", MANY_PLACES, 8),
            (auditor, "/team/organisation", MANY_PLACES, 8),
            (auditor, "/team/organisation", 0, 10),
        ):
            client.sign_in(person).get(address)
            with life.app.app_context():
                service.count_changed()
            with places_read_apart_beyond(many), count_statements() as counted:
                client.get(address)
            assert counted.number <= most, counted.statements


def test_sums_over_all_places_are_told_without_a_place_that_has_changed(life: Life) -> None:
    def pass_all() -> None:
        passed = update(Assignment).values(status=AssignmentStatus.PASSED, completed_at=life.now)
        db.session.execute(passed)

    with life.app.app_context(), clock.moved_to(life.now):
        while not db.session.scalars(select(Assignment)).first():
            transaction.run(life.launch)
        transaction.run(pass_all)
        service.count_changed()
        for change in (life.deactivate, life.move, life.lose_team):
            transaction.run(change)
            agree(life)
        assert service.count_changed() < len(life.teams) + 1
        agree(life)


def test_a_change_that_is_not_committed_yet_is_not_forgotten(app: Flask, life: Life) -> None:
    """On SQLite whoever counts waits for whoever changes; on PostgreSQL neither waits."""
    with app.app_context(), clock.moved_to(life.now):
        transaction.run(life.launch)
        service.count_changed()
        if db.engine.dialect.name == "sqlite":
            return
        with db.engine.connect() as other, other.begin():
            mine = update(Assignment).where(Assignment.person_id == life.people[1].id)
            other.execute(mine.values(status=AssignmentStatus.IN_PROGRESS))
            transaction.run(lambda: service.count([team.id for team in life.teams]))
        agree(life)
        assert service.count_changed() == 1
        agree(life)


def test_a_tick_notes_only_the_places_whose_people_it_assigns_or_lets_go(life: Life) -> None:
    """Its statements name nobody, since they copy and end whatever they find."""
    with life.app.app_context(), clock.moved_to(life.now):
        opens, due = life.now, life.now + timedelta(days=30)
        everyone = Audience(everyone=True)
        transaction.run(lambda: campaigns.assign("研修", life.release.id, everyone, opens, due, None))
        ticking.tick()
        service.count_changed()
    with life.app.app_context(), clock.moved_to(life.now + timedelta(hours=1)):
        transaction.run(life.hire)
        service.count_changed()
        assert ticking.tick()["assigned"] == 1
        assert {(row.place, row.everywhere) for row in db.session.scalars(select(CompletionChange))} == {
            (NOWHERE, False)
        }
        agree(life)
        service.count_changed()
        gone = life.people[1]
        with db.engine.begin() as outside:  # as if the program had stopped before it ended their duties
            status = {"status": UserStatus.DEACTIVATED, "deactivated_at": life.now}
            outside.execute(update(User).where(User.id == gone.id).values(status))
        service.count_changed()
    with life.app.app_context(), clock.moved_to(life.now + timedelta(hours=2)):
        ticking.tick()
        team = db.session.get_one(TeamMembership, gone.id).team_id
        assert {row.place for row in db.session.scalars(select(CompletionChange))} == {team}
        agree(life)


def test_what_names_nobody_and_changes_nothing_is_not_noted(life: Life) -> None:
    with life.app.app_context(), clock.moved_to(life.now):
        transaction.run(life.launch)
        service.count_changed()
        nobody = update(Assignment).where(Assignment.status == AssignmentStatus.EXEMPT).values(ended_at=life.now)
        transaction.run(lambda: db.session.execute(nobody))
        transaction.run(lambda: db.session.execute(update(User).where(User.locale == "xx").values(locale="ja")))
        assert not db.session.scalars(select(CompletionChange)).all()
        assert db.session.scalars(select(CompletionCount)).all()
