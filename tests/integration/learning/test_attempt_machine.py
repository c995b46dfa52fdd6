"""Whatever a person, the clock and everybody else do with an attempt, in any order: it is what a small model says.

What the person does goes through HTTP, since the promises are those of the pages; what others do goes through their
services, in transactions of their own, at the moment of a clock that the machine moves.
"""

import itertools
import json
import os
import secrets
import uuid
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.factories.maker import Maker
from tests.support.attempt_model import GRACE, MALFORMED, REPLIES, STEPS, Attempt, Model, Refused, Reply, Rules
from tests.support.attempt_world import Rows, World, address
from training.campaigns import service as campaigns
from training.campaigns.overrides import service as overrides
from training.campaigns.overrides.rules import Decision
from training.errors import Refused as ProductRefused
from training.learning.forms import sign_shown
from training.learning.service import finish_expired
from training.models import OverrideKind

QUESTION_STATEMENTS, ANSWER_STATEMENTS = 1, 2
WORTHS = st.sampled_from([(1, 0, 0), (0, 1, 0), (0, 1, 0), (0, Fraction(1, 2), 1), (1, 1, 1)])
MOMENTS = st.sampled_from(
    [timedelta(seconds=20), timedelta(minutes=4), timedelta(hours=1), timedelta(days=1), timedelta(days=15)]
)
EDGES = st.sampled_from([-1, 0, 29, 30, 31])
SURE = st.sampled_from([None, 1, 2, 3, 3])
NUMBERS = itertools.count(1)
RULES = st.builds(
    Rules,
    feedback=st.sampled_from(["at_once", "at_end", "after_due"]),
    counts=st.sampled_from(["best", "best", "first", "last"]),
    attempts_allowed=st.sampled_from([None, None, 2]),
    waiting_hours=st.sampled_from([None, None, 24]),
    time_limit_minutes=st.sampled_from([None, 10]),
    certainty=st.booleans(),
    practice=st.sampled_from([True, True, False]),
)
MARKER = "It was sent."
"""What really happened, which only feedback tells."""


class AttemptMachine(RuleBasedStateMachine):
    """The rules by which the world turns; `app` and `make` are set by the test."""

    app: Flask
    make: Maker

    @initialize(rules=RULES, first=st.sampled_from(["begun", "just", "just", "wrong"]))
    def assign(self, rules: Rules, first: str) -> None:
        """Give a new person a training under any rules, and let them begin, or take a first attempt."""
        number = next(NUMBERS)
        self.tags = (f"m{number}a", f"m{number}b")
        self.world = World(self.app, self.make, rules, self.tags)
        team, due_at = self.world.teams[0].id, self.world.assignment.due_at
        self.model = Model(rules, self.tags[0], team, self.world.now, due_at)
        self.ids: dict[int, uuid.UUID] = {}
        self.has_passed = False
        if first == "begun":
            self._start(practice=False)
        else:
            self._take(first)

    # --- what the person does

    @rule(how=st.sampled_from(["right", "just", "wrong", "practice"]))
    def take(self, how: str) -> None:
        """Begin an attempt, or go on with the open one, and take it to its end."""
        self._take(how)

    def _take(self, how: str) -> None:
        attempt = self._start(practice=how == "practice")
        while attempt and attempt.next_step and not attempt.ended and not self.model.is_time_up(attempt):
            is_wrong = how == "wrong" or (how == "just" and attempt.next_step == STEPS[-1])
            reply = REPLIES[attempt.next_step][-1 if is_wrong else 0]
            self._answer(attempt, attempt.next_step, reply, 3, signed=True)

    @rule(practice=st.booleans())
    def start(self, practice: bool) -> None:
        self._start(practice=practice)

    def _start(self, *, practice: bool) -> Attempt | None:
        place = f"/training/assignments/{self.world.assignment.id}/{'practise' if practice else 'start'}"
        response, _counted = self.world.post(place)
        try:
            attempt = self.model.start(practice=practice)
        except Refused:
            assert response.status_code == 409
            return None
        assert response.status_code == 303, response.text[-2000:]
        attempt_id = uuid.UUID(response.headers["Location"].rsplit("/", 1)[-1])
        assert self.ids.setdefault(id(attempt), attempt_id) == attempt_id
        return attempt

    @rule(which=st.sampled_from([-1, -1, -1, 0]), reply=st.integers(0, 3), sure=SURE)
    def go_on(self, which: int, reply: int, sure: int | None) -> None:
        attempt = self.model.attempts[which]
        if attempt.next_step:
            replies = REPLIES[attempt.next_step]
            self._answer(attempt, attempt.next_step, replies[reply % len(replies)], sure, signed=True)

    @rule(
        which=st.sampled_from([-1, -1, 0]),
        step=st.sampled_from(STEPS),
        reply=st.integers(-3, 3),
        sure=SURE,
        signed=st.booleans(),
    )
    def send_anything(self, which: int, step: str, reply: int, sure: int | None, signed: bool) -> None:
        """Answer again, too early, after the end, or with what is no answer."""
        attempt = self.model.attempts[which]
        if reply >= 0:
            self._answer(attempt, step, REPLIES[step][reply % len(REPLIES[step])], sure, signed=signed)
        else:
            form = MALFORMED[step][reply % len(MALFORMED[step])]
            self._answer(attempt, step, None, sure, signed=signed, form=form)

    def _answer(
        self,
        attempt: Attempt,
        step: str,
        reply: Reply | None,
        sure: int | None,
        *,
        signed: bool,
        form: dict[str, list[str]] | None = None,
    ) -> None:
        place = address(self.ids[id(attempt)], attempt.tag, step)
        fields = {**(reply.form(attempt.tag) if reply else form or {}), **({"certainty": str(sure)} if sure else {})}
        if signed:
            with self.app.test_request_context():
                fields["shown"] = sign_shown(self.ids[id(attempt)], tuple(place.split("/")[-2:]))  # type: ignore[arg-type]
        response, counted = self.world.post(place, fields)
        has_draft = bool(attempt.drafts)
        outcome = self.model.answer(attempt, step, reply, sure, signed=signed)
        expected = {"kept": 303, "done": 303, "same": 303, "late": 303, "early": 404, "wrong": 422}
        assert response.status_code == expected[outcome], (outcome, response.status_code, response.text[-2000:])
        if outcome == "kept":
            assert counted.number <= ANSWER_STATEMENTS + has_draft, "\n".join(counted.statements)

    @rule(which=st.sampled_from([-1, -1, 0]), step=st.sampled_from([*STEPS, "trouble"]))
    def look(self, which: int, step: str) -> None:
        """Go back, or forward, to the page of a step."""
        self._look(self.model.attempts[which], step)

    def _look(self, attempt: Attempt, step: str) -> None:
        response, counted = self.world.get(address(self.ids[id(attempt)], attempt.tag, step))
        page = self.model.page(attempt, step)
        assert response.status_code == (404 if page == "nothing" else 200)
        assert ('id="decision"' in response.text) == (page == "question")
        assert ("/finish" in response.text) == (page == "time-up")
        assert (MARKER in response.text) == (page == "feedback")
        assert ('id="answer"' in response.text) == (page == "kept")
        if page == "question":
            assert counted.number <= QUESTION_STATEMENTS, counted.statements

    @rule(which=st.sampled_from([-1, 0]))
    def look_at_the_result(self, which: int) -> None:
        attempt = self.model.attempts[which]
        response, _counted = self.world.get(f"/training/attempts/{self.ids[id(attempt)]}/result")
        assert response.status_code == (200 if attempt.ended else 404)
        if attempt.ended:
            assert ("decision-list" in response.text) == self.model.shows_feedback(attempt)

    @rule(which=st.sampled_from([-1, 0]))
    def resume(self, which: int) -> None:
        """Come back, as from another device."""
        attempt = self.model.attempts[which]
        self.world.sign_in()
        response, _counted = self.world.get(f"/training/attempts/{self.ids[id(attempt)]}")
        if self.model.is_time_up(attempt):
            assert response.status_code == 200
            return
        assert response.status_code == 303
        arrived, _counted = self.world.get(response.headers["Location"])
        assert arrived.status_code == 200

    @rule()
    def finish_when_time_is_up(self) -> None:
        attempt = self.model.attempts[-1]
        response, _counted = self.world.post(f"/training/attempts/{self.ids[id(attempt)]}/finish")
        assert response.status_code == 303
        if self.model.is_time_up(attempt):
            self.model.finish(attempt, "time_up")

    @rule(step=st.sampled_from(STEPS))
    def answer_without_a_sign_in(self, step: str) -> None:
        """The sign-in has ended, or was ended: what was sent waits in the page until the person signs in again."""
        attempt = self.model.attempts[-1]
        self.world.sign_out()
        place, form = address(self.ids[id(attempt)], attempt.tag, step), REPLIES[step][0].form(attempt.tag)
        response, _counted = self.world.post(place, form)
        assert response.status_code == 403
        self.world.open_envelope(response.text)
        self.model.save_draft(attempt, step, form)

    @rule(step=st.sampled_from(STEPS), reply=st.integers(0, 3))
    def save_draft(self, step: str, reply: int) -> None:
        attempt = self.model.attempts[-1]
        form = REPLIES[step][reply % len(REPLIES[step])].form(attempt.tag)
        response, _counted = self.world.post(address(self.ids[id(attempt)], attempt.tag, step) + "/draft", form)
        assert response.status_code == (204 if self.model.save_draft(attempt, step, form) else 404)

    @rule(which=st.sampled_from([-1, 0]), step=st.sampled_from(STEPS))
    def contest(self, which: int, step: str) -> None:
        attempt = self.model.attempts[which]
        place = address(self.ids[id(attempt)], attempt.tag, step) + "/contest"
        response, _counted = self.world.post(place, {"reason": "Two options are equally good."})
        may = step in attempt.answers and self.model.shows_feedback(attempt)
        assert response.status_code == (303 if may else 404)

    # --- what the clock and others do

    @rule(passing=MOMENTS)
    def time_passes(self, passing: timedelta) -> None:
        self.world.now = self.model.now = self.model.now + passing
        self._look(self.model.attempts[-1], "open")

    @precondition(lambda self: self._running())
    @rule(seconds=EDGES, signed=st.booleans())
    def time_runs_out(self, seconds: int, signed: bool) -> None:
        """Answer at the edge of the time limit."""
        attempt = self._running()
        assert attempt
        assert attempt.ends_at
        self.world.now = self.model.now = max(self.model.now, attempt.ends_at + timedelta(seconds=seconds))
        step = attempt.next_step or STEPS[-1]
        self._answer(attempt, step, REPLIES[step][0], 3, signed=signed)

    def _running(self) -> Attempt | None:
        attempt = self.model.unfinished(practice=False)
        return attempt if attempt and attempt.ends_at else None

    @rule()
    def worker_ticks(self) -> None:
        with self.world.at(), self.app.test_request_context():
            finish_expired()
        attempt = self._running()
        if attempt and attempt.ends_at and attempt.ends_at < self.model.now - GRACE:
            self.model.finish(attempt, "time_up")

    @precondition(lambda self: self.model.status != "passed" and not self.model.closed)
    @rule(minutes=st.sampled_from([0, 5, 60]))
    def grant_time(self, minutes: int) -> None:
        decision = Decision(OverrideKind.EXTRA_TIME, "Reads slowly.", minutes=minutes)
        about = (self.world.campaign.id, self.world.person.id, decision, overrides.Giver(self.world.author.id))
        self.world.run(lambda: overrides.give(*about))
        self.model.grant(minutes)

    @precondition(lambda self: not self.model.closed)
    @rule()
    def close(self) -> None:
        self.world.run(lambda: campaigns.close(self.world.campaign.id, None))
        self.model.closed = True

    @rule(later=st.sampled_from([1, 30]))
    def extend(self, later: int) -> None:
        due_at = self.model.now + timedelta(days=later)
        try:
            self.world.run(lambda: campaigns.change_due(self.world.campaign.id, due_at, None))
        except ProductRefused:
            assert self.model.closed
            return
        assert not self.model.closed
        self.model.due_at = due_at

    @rule(is_new=st.booleans())
    def publish(self, is_new: bool) -> None:
        """Replace the release by one in the same words, or in others."""
        self.model.tag = self.tags[is_new]
        self.world.publish(self.model.tag)

    @rule(other=st.integers(0, 1))
    def move(self, other: int) -> None:
        self.model.team = self.world.teams[other].id
        self.world.move_to(self.model.team)

    @rule(passing=MOMENTS)
    def leave_and_return(self, passing: timedelta) -> None:
        """Be deactivated, miss some time, and come back."""
        self.world.deactivate()
        attempt = self.model.attempts[-1]
        page = address(self.ids[id(attempt)], attempt.tag, "open")
        response, _counted = self.world.get(page)
        assert response.status_code == 303
        response, _counted = self.world.post(page, REPLIES["open"][0].form(attempt.tag))
        assert response.status_code == 403
        self.world.now = self.model.now = self.model.now + passing
        self.worker_ticks()
        self.world.reactivate()

    @rule(tag=st.integers(0, 1), worths=WORTHS)
    def rule_on_the_first_decision(self, tag: int, worths: tuple[Fraction, Fraction, Fraction]) -> None:
        points = dict(zip(("call", "send", "wait"), map(Fraction, worths), strict=True))
        self.world.rule(self.tags[tag], points)
        self.model.rule(self.tags[tag], points)

    # --- what always holds

    @invariant()
    def what_is_stored_is_what_the_model_says(self) -> None:
        rows = self.world.rows()
        self._check_assignment(rows)
        assert len(rows.attempts) == len(self.model.attempts)
        kept = {(row.practice, row.number): row for row in rows.attempts}
        for attempt in self.model.attempts:
            row = kept[attempt.practice, attempt.number]
            assert row.id == self.ids[id(attempt)]
            self._check_attempt(attempt, rows, row)

    def _check_assignment(self, rows: Rows) -> None:
        row, model = rows.assignment, self.model
        assert (row.status, row.counted_score) == (model.status, model.counted_score)
        assert (row.attempts_finished, row.due_at) == (len(model.finished()), model.due_at)
        assert not self.has_passed or row.status == "passed"
        self.has_passed = row.status == "passed"
        assert rows.certified == ([self.ids[id(model.certified)]] if model.certified else [])
        assert sorted(rows.mails) == sorted(model.mails)
        ended = [self.ids[id(attempt)].hex for attempt in self.model.finished()]
        assert sorted(rows.finishes) == sorted(ended)

    def _check_attempt(self, attempt: Attempt, rows: Rows, row: Any) -> None:
        answers = [answer for answer in rows.answers if answer.attempt_id == row.id]
        stored = {
            answer.step_key: (tuple(json.loads(answer.response)), answer.team_id, answer.certainty)
            for answer in answers
        }
        given = {step: (taken.reply.kept, taken.team, taken.certainty) for step, taken in attempt.answers.items()}
        assert (stored, len(answers)) == (given, len(given))
        drafts = {draft.step_key: json.loads(draft.fields) for draft in rows.drafts if draft.attempt_id == row.id}
        assert drafts == attempt.drafts
        marks: dict[str, list[float]] = {}
        for mark in rows.marks:
            if mark.attempt_id == row.id:
                marks.setdefault(mark.step_key, []).append(mark.points)
        assert marks == {step: [round(float(point), 6) for point in given] for step, given in attempt.marks.items()}
        assert (row.ends_at, row.ended, row.finished_at) == (attempt.ends_at, attempt.ended, attempt.finished_at)
        assert row.score == (round(float(attempt.share), 6) if attempt.ended else None)
        assert row.passed == (attempt.passed if attempt.ended else None)


@pytest.mark.long
def test_an_attempt_is_what_the_model_says(app: Flask, make: Maker) -> None:
    """With CI=true Hypothesis draws the same examples each time; else the seed is printed with a failure."""
    number = int(os.environ.get("MACHINE_SEED") or secrets.randbelow(10**9))
    machine = type("Machine", (AttemptMachine,), {"app": app, "make": make})
    if settings.default and not settings.default.derandomize:
        print(f"again with MACHINE_SEED={number}")
        machine = seed(number)(machine)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=list(Phase) if "MACHINE_SEED" in os.environ else [Phase.generate],
            print_blob=True,
        ),
    )
