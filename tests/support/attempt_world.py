"""The real side of the state machine over attempts: a person, a browser, the hands of others, and the rows kept."""

import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from flask import Flask
from sqlalchemy import bindparam, select, update
from werkzeug.test import TestResponse

from questions.quiz import ReleaseDocument
from questions.ruling import KeyValue, Ruling, key_of
from tests.factories.documents import release_document
from tests.factories.maker import LONG_AGO, Maker
from tests.support.attempt_model import PASS_MARK, SCENARIO, Rules
from tests.support.client import PageClient
from tests.support.statements import Counted, StatementCounter
from training import clock
from training.administration.service import people
from training.extensions import db
from training.learning import drafts, service
from training.models import (
    Answer,
    AnswerDraft,
    Assignment,
    Attempt,
    AuditEvent,
    Campaign,
    Certificate,
    Credential,
    CredentialKind,
    Mark,
    OutgoingMail,
    TeamMembership,
)
from training.rulings.service import keep
from training.statements import list_rows

T = TypeVar("T")


class Rows(NamedTuple):
    """Everything that is stored about the person's attempts."""

    assignment: Any
    attempts: Sequence[Any]
    answers: Sequence[Any]
    drafts: Sequence[Any]
    marks: Sequence[Any]
    certified: list[uuid.UUID]
    mails: list[str]
    finishes: list[str]


class World:
    """One person with one training, in a database that may hold those of earlier examples."""

    def __init__(self, app: Flask, make: Maker, rules: Rules, tags: tuple[str, str]) -> None:
        self.app, self.make, self.now = app, make, datetime.now(UTC).replace(microsecond=0)
        self.documents = {tag: _document(tag, rules) for tag in tags}
        self.number = 1
        self.teams = [make.team(f"部 {tag}") for tag in tags]
        self.author = make.person("作家 文子")
        self.person = make.person(team=self.teams[0], locale="en")
        credential = Credential(person_id=self.person.id, kind=CredentialKind.PASSWORD, secret_hash="unused")  # noqa: S106
        credential.created_at = LONG_AGO
        self.run(lambda: db.session.add(credential))
        self.campaign = make.campaign(make.release(self.documents[tags[0]]))
        self.assignment = make.assignment(self.person, campaign=self.campaign)
        self.client = PageClient(app)
        self.sign_in()

    @contextmanager
    def at(self) -> Iterator[None]:
        """Let the product believe that it is the moment of this world."""
        with clock.moved_to(self.now):
            yield

    def run(self, work: Callable[[], T]) -> T:
        """Let somebody else do something, in a transaction and at the moment of this world."""
        with self.at(), self.app.test_request_context():
            return self.make.run(work)

    def sign_in(self) -> None:
        """Sign in as the person and fetch a token for forms."""
        self.client.sign_in(self.person)
        page = self.client.flask_client.get("/training/").text
        self.token = page.partition('name="csrf_token" value="')[2].partition('"')[0]

    def sign_out(self) -> None:
        """End the sign-in without a word, as time does."""
        with self.client.flask_client.session_transaction() as session:
            session.clear()

    def get(self, address: str) -> tuple[TestResponse, Counted]:
        """Fetch a page; count its statements."""
        with self.at(), self._counter()() as counted:
            response = self.client.flask_client.get(address)
        assert not counted.writes, counted.writes
        return response, counted

    def post(self, address: str, fields: dict[str, Any] | None = None) -> tuple[TestResponse, Counted]:
        """Send a form; count its statements."""
        with self.at(), self._counter()() as counted:
            response = self.client.flask_client.post(address, data={"csrf_token": self.token, **(fields or {})})
        return response, counted

    def _counter(self) -> StatementCounter:
        with self.app.app_context():
            return StatementCounter(db.engine)

    def open_envelope(self, page: str) -> None:
        """Sign in again from a page that carries what was sent when the sign-in had ended."""
        envelope = re.search(r'name="envelope"[^>]*value="([^"]+)"', page)
        assert envelope
        with self.at(), self.app.test_request_context():
            drafts.open_envelope(envelope[1], self.person.id)
        self.sign_in()

    def publish(self, tag: str) -> None:
        """Put another release into the campaign."""
        self.number += 1
        release = self.make.release(self.documents[tag], self.number)
        own = Campaign.id == self.campaign.id
        self.run(lambda: db.session.execute(update(Campaign).where(own).values(release_id=release.id)))

    def move_to(self, team: uuid.UUID) -> None:
        """Move the person to another team."""
        own = TeamMembership.person_id == self.person.id
        self.run(lambda: db.session.execute(update(TeamMembership).where(own).values(team_id=team)))

    def deactivate(self) -> None:
        """Let an administrator end the person's access."""
        self.run(lambda: people.deactivate(self.person.id, self.author.id))

    def reactivate(self) -> None:
        """Let the person come back and sign in."""
        self.run(lambda: people.reactivate(self.person.id, self.author.id))
        self.sign_in()

    def rule(self, tag: str, points: dict[str, Fraction]) -> None:
        """Let an author correct the key of the first decision, and all marks follow."""
        step = self.documents[tag].step(f"first-{tag}", "open")
        assert step.question
        key = [
            KeyValue(item=value.item, field=value.field, value=float(points[value.item]))
            for value in key_of(step.question)
        ]
        made = Ruling(
            question_uid=step.uid,
            question_revision=step.revision(),
            question=step.question,
            decision="corrected_key",
            key=key,
            reason="The text allows another reading.",
        )
        ruling_id = self.run(lambda: keep(made, self.author.id))
        with self.at(), self.app.test_request_context():
            service.regrade_all(ruling_id)

    def rows(self) -> Rows:
        """Read everything that is stored about the person's attempts."""
        with self.app.app_context():
            return self._rows()

    def _rows(self) -> Rows:
        own = {"person_id": self.person.id}
        (assignment,) = list_rows(_ASSIGNMENT, **own)
        attempts = list_rows(_ATTEMPTS, **own)
        return Rows(
            assignment,
            attempts,
            list_rows(_ANSWERS, **own),
            list_rows(_DRAFTS, **own),
            list_rows(_MARKS, **own),
            [row.attempt_id for row in list_rows(_CERTIFICATES, **own)],
            [row.kind for row in list_rows(_MAILS, **own)],
            [row.subject_id for row in list_rows(_FINISHES, subjects=[attempt.id.hex for attempt in attempts])],
        )


def _own(model: Any) -> Any:
    return select(*model.__table__.columns).where(model.person_id == bindparam("person_id"))


_ASSIGNMENT, _ATTEMPTS = _own(Assignment), _own(Attempt)
_ANSWERS, _DRAFTS, _MARKS = _own(Answer), _own(AnswerDraft), _own(Mark).order_by(Mark.sequence)
_CERTIFICATES, _MAILS = _own(Certificate), _own(OutgoingMail)
_FINISHES = select(AuditEvent.subject_id).where(
    AuditEvent.action == "learning.attempt-finished", AuditEvent.subject_id.in_(bindparam("subjects", expanding=True))
)


def _document(tag: str, rules: Rules) -> ReleaseDocument:
    return release_document(
        tag,
        pass_mark=PASS_MARK,
        feedback=rules.feedback,
        counts=rules.counts,
        attempts_allowed=rules.attempts_allowed,
        waiting_hours=rules.waiting_hours,
        time_limit_minutes=rules.time_limit_minutes,
        certainty=rules.certainty,
        practice=rules.practice,
    )


def address(attempt_id: uuid.UUID, tag: str, step: str) -> str:
    """Return the address of a step of an attempt."""
    return f"/training/attempts/{attempt_id}/{SCENARIO[step]}-{tag}/{step}"
