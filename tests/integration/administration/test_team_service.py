"""What the service of teams promises: the closure is right after every change."""

import itertools
import random
import uuid
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from training.administration import service
from training.errors import FieldError, NotFound, Refused
from training.extensions import db
from training.models import Team, TeamClosure, TeamManager, UserStatus


def add(make: Maker, name: str, parent: Team | None = None) -> Team:
    return make.run(lambda: service.add_team(name, None, parent.id if parent else None, None))


def check_closure(app: Flask) -> None:
    """Fail unless the closure says exactly what the parents say."""
    with app.app_context():
        parents = dict(db.session.execute(select(Team.id, Team.parent_id)).all())
        kept = {
            tuple(row)
            for row in db.session.execute(select(TeamClosure.ancestor_id, TeamClosure.descendant_id, TeamClosure.depth))
        }
    expected = set()
    for team in parents:
        above: uuid.UUID | None = team
        for depth in itertools.count():
            if above is None:
                break
            expected.add((above, team, depth))
            above = parents[above]
    assert kept == expected


def test_moving_takes_the_whole_branch_along(app: Flask, make: Maker) -> None:
    top = add(make, "本社")
    sales, shops = add(make, "営業部", top), add(make, "店舗", top)
    east = add(make, "東日本", sales)
    add(make, "仙台", east)
    check_closure(app)
    make.run(lambda: service.move_team(east.id, shops.id, None))
    check_closure(app)
    make.run(lambda: service.move_team(east.id, None, None))
    check_closure(app)


def test_the_closure_survives_many_random_moves(app: Flask, make: Maker) -> None:
    choose = random.Random(7)  # noqa: S311  # the same moves in every run
    teams = [add(make, f"T{number}") for number in range(7)]
    for _round in range(25):
        team, parent = choose.choice(teams), choose.choice([*teams, None])
        try:
            make.run(partial(service.move_team, team.id, parent.id if parent else None, None))
        except FieldError:
            continue
    check_closure(app)


def test_a_circle_is_refused(app: Flask, make: Maker) -> None:
    top = add(make, "本社")
    lower = add(make, "営業部", top)
    for target in (top, lower):
        with pytest.raises(FieldError) as caught:
            make.run(partial(service.move_team, top.id, target.id, None))
        assert caught.value.field == "parent"
    check_closure(app)


def test_names_are_unique_at_one_place(make: Maker) -> None:
    top = add(make, "本社")
    add(make, "営業部", top)
    add(make, "営業部")
    for parent in (top, None):
        with pytest.raises(FieldError):
            add(make, "営業部", parent)


def test_renaming_and_moving_in_one_step_looks_at_the_result_only(app: Flask, make: Maker) -> None:
    top = add(make, "本社")
    add(make, "営業部", top)
    other = add(make, "営業部")
    make.run(lambda: service.change_team(other.id, "第二営業部", "Sales 2", top.id, None))
    check_closure(app)


def test_only_an_empty_team_is_archived(app: Flask, make: Maker) -> None:
    top = add(make, "本社")
    lower = add(make, "営業部", top)
    person = make.person(team=lower)
    make.person(team=lower, status=UserStatus.DEACTIVATED)
    manager = make.person(manages=lower)
    for team in (top, lower):
        with pytest.raises(Refused):
            make.run(partial(service.archive_team, team.id, None))
    make.run(lambda: service.deactivate(person.id, None))
    make.run(lambda: service.archive_team(lower.id, None))
    make.run(lambda: service.archive_team(top.id, None))
    with app.app_context():
        assert db.session.get(TeamManager, (lower.id, manager.id)) is None
    with pytest.raises(NotFound):
        make.run(lambda: service.move_team(lower.id, None, None))


def test_managers_come_and_go(app: Flask, make: Maker) -> None:
    team, person = make.team(), make.person(email="m@kyokun.example")
    for _twice in range(2):
        make.run(lambda: service.set_manager_by_name(team.id, " M@kyokun.example ", None))
    with app.app_context():
        assert db.session.get(TeamManager, (team.id, person.id)) is not None
    for _twice in range(2):
        make.run(lambda: service.unset_manager(team.id, person.id, None))
    with pytest.raises(FieldError):
        make.run(lambda: service.set_manager_by_name(team.id, "nobody@kyokun.example", None))
    gone = make.person(status=UserStatus.DEACTIVATED)
    with pytest.raises(FieldError):
        make.run(lambda: service.set_manager(team.id, gone.id, None))
