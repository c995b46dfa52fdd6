"""What a ruling would change is told before it is made, and nothing of fewer than five people."""

import pytest
from flask import Flask

from questions.ruling import Ruling
from tests.factories.maker import Maker
from tests.integration.learning.test_regrading import Class, request, ruling
from training.extensions import db
from training.learning.service import regrading
from training.models import User
from training.studio.contests import dry_run


@pytest.fixture
def group(app: Flask, make: Maker) -> Class:
    return Class(app, make)


def told(group: Class, made: Ruling) -> list[tuple[float, float, int]]:
    """Return how marks would change as a dry run tells it."""
    with request(group.app):
        return [(change.before, change.after, number) for change, number in dry_run.dry_run(made).changes]


def test_a_dry_run_foretells_what_is_done(group: Class) -> None:
    for answers in ({"open": "wait"}, {"open": "send", "after": "call"}, {}):
        for _person in range(5):
            group.take(**answers)
    made = ruling(send=1)
    with request(group.app):
        found = dry_run.dry_run(made)
    assert (found.enough, found.people, found.changed, found.untold, found.passes) == (True, 15, 5, 5, 5)
    # The last answer is not told: with it, that nobody gave another one would be.
    assert told(group, made) == [(0.0, 1.0, 5), (1.0, 1.0, 5)]
    before = {attempt.id: (attempt.score, attempt.passed) for attempt in group.attempts()}
    with request(group.app):
        regrading.regrade_all(group.rule(made))
    after = {attempt.id: (attempt.score, attempt.passed) for attempt in group.attempts()}
    assert sum(before[key] != after[key] for key in before) == found.changed
    assert sum(not before[key][1] and bool(after[key][1]) for key in before) == found.passes


def test_a_dry_run_tells_nothing_of_fewer_than_five_people(group: Class) -> None:
    for chosen in ("send", *("call",) * 3):
        group.take(open=chosen)
    with request(group.app):
        assert not dry_run.dry_run(ruling(send=1)).enough
    group.take(open="wait")
    assert told(group, ruling(send=1)) == []
    with request(group.app):
        found = dry_run.dry_run(ruling(send=1))
    assert (found.people, found.untold, found.changed, found.passes) == (5, 5, 0, 0)


def test_the_dry_runs_of_two_days_differ_by_five_people_or_none(group: Class) -> None:
    for chosen in ("send", "call", "wait") * 5:
        group.take(open=chosen)
    first = told(group, ruling(send=1))
    for _person in range(4):
        group.take(open="send")
    assert told(group, ruling(send=1)) == first == [(0.0, 1.0, 5), (1.0, 1.0, 5)]


def test_no_key_after_key_counts_who_gave_a_rare_answer(group: Class) -> None:
    for chosen in (*("call",) * 6, *("send",) * 7, *("wait",) * 2):
        group.take(open=chosen)
    keys = [ruling(send=1), ruling(wait=1), ruling(send=1, wait=1), ruling(call=0, wait=1), ruling(send=0.5, wait=0.25)]
    assert {sum(number for _before, _after, number in told(group, key)) for key in keys} == {6}
    assert told(group, ruling(wait=1)) == [(1.0, 1.0, 6)]


def test_a_person_counts_once_in_a_dry_run(group: Class) -> None:
    assignment = group.take(open="send", after="call")
    with group.app.app_context():
        person = db.session.get_one(User, assignment.person_id)
    for _time in range(5):
        again = group.start(person, assignment)
        while group.answer(person, again, {"open": "send", "after": "call"}):
            pass
    with request(group.app):
        assert not dry_run.dry_run(ruling(send=1)).enough
