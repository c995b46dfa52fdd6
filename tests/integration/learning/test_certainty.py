"""How sure one is: asked where the quiz says so, kept with the answer, never part of the mark."""

from sqlalchemy import select

from tests.factories.maker import Maker
from tests.integration.learning.conftest import Learner, begin, learner_of, onward, play
from tests.support.client import PageClient
from training.extensions import db
from training.models import Answer, Attempt


def test_it_is_required_and_what_was_chosen_stays(client: PageClient, make: Maker, locale: str) -> None:
    learner = learner_of(make, certainty=True)
    client.sign_in(learner.person, locale)
    begin(client, learner.assignment)
    onward(client)
    client.submit({"choice": "send"}, form="form#decision", status=422)
    assert client.page.has(".error-summary a[href='#certainty-0']")
    assert [tag["value"] for tag in client.page.all("input[name=choice][checked]")] == ["send"]
    client.submit({"certainty": "3"}, form="form#decision")
    assert client.page.has(".feedback .sure")


def test_a_refused_answer_keeps_the_certainty(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, certainty=True)
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    onward(client)
    client.submit({"certainty": "2"}, form="form#decision", status=422)
    assert [tag["value"] for tag in client.page.all("input[name=certainty][checked]")] == ["2"]
    client.submit({"choice": "call", "certainty": "9"}, form="form#decision", status=422)


def test_it_is_kept_and_changes_no_mark(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, certainty=True)
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    play(client, certainty="1")
    rows = make.run(lambda: db.session.scalars(select(Answer.certainty)).all())
    assert rows == [1, 1, 1, 1]
    assert make.run(lambda: db.session.scalar(select(Attempt.score))) == 1.0


def test_only_the_surprised_are_told(client: PageClient, make: Maker) -> None:
    learner = learner_of(make, certainty=True)
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    onward(client)
    client.submit({"choice": "call", "certainty": "3"}, form="form#decision")
    assert not client.page.has(".sure")


def test_it_is_not_asked_where_the_quiz_does_not(client: PageClient, learner: Learner, make: Maker) -> None:
    client.sign_in(learner.person)
    begin(client, learner.assignment)
    assert not onward(client).has(".certainty")
    client.submit({"choice": "call", "certainty": "3"}, form="form#decision")
    assert make.run(lambda: db.session.scalars(select(Answer.certainty)).all()) == [None]
