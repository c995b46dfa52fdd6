"""What was printed is told to whoever sees the people whom it was printed for."""

from flask import Flask

from tests.factories.maker import Maker
from training.reminders.slips import queries, service
from training.team.scope import EVERYBODY, Scope


def test_a_manager_finds_the_runs_of_the_own_people_alone(app: Flask, make: Maker) -> None:
    sales, factory, campaign = make.team("営業部"), make.team("工場"), make.campaign()
    mori, kato = make.person(manages=sales), make.person(manages=factory)
    own, _other = (make.assignment(make.person(email=None, team=team), campaign=campaign) for team in (sales, factory))
    make.run(lambda: service.print_slips(Scope(mori.id), campaign.id, [own.id], mori.id))
    with app.app_context():
        found = [len(queries.list_runs(scope, campaign.id)) for scope in (Scope(mori.id), Scope(kato.id), EVERYBODY)]
    assert found == [1, 0, 1]
