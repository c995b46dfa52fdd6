"""The application as people meet it: served by gunicorn from a database of its own, for tests with a real browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from flask import Flask
from sqlalchemy import select

from questions.files import read_bank
from questions.folders import SHIPPED
from questions.kinds import (
    Deadline,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    RedFlags,
    Reflection,
    Response,
    SingleChoice,
)
from questions.play import marked_steps
from questions.quiz import ReleaseDocument
from tests.factories.maker import Maker
from training import clock, create_app, releases, transaction
from training.accounts import service as accounts
from training.administration import service as administration
from training.administration.data import PersonData
from training.campaigns import service as campaigns
from training.campaigns.audience import Audience
from training.config import ROOT
from training.extensions import db
from training.learning import queries as learning_queries
from training.learning import service as learning
from training.mail.contents import content_of, reader_of
from training.mail.messages import MailKind
from training.models import Invitation, InvitationChannel, OutgoingMail, PersonIdentity, Release, User
from training.studio import service as studio
from training.studio.publication import publishing

T = TypeVar("T")
SECRET = "for-tests-only"  # noqa: S105  # of a server that lives for one test run
START_SECONDS = 60.0
PASSWORD = "夕方の5時に駅前の時計台で"  # noqa: S105  # of people in tests


class Site:
    """A running application, and the same one in this process for what tests arrange beforehand."""

    def __init__(self, address: str, database_url: str) -> None:
        self.address = address
        self.app = create_app(
            {"TESTING": True, "SECRET_KEY": SECRET, "SITE_URL": address, "SQLALCHEMY_DATABASE_URI": database_url}
        )
        self.app.load_all()
        self.make = Maker(self.app)
        found = select(Release.quiz_key, Release.id)
        self.release_ids: dict[str, uuid.UUID] = self.read(lambda: dict(db.session.execute(found).all()))

    def run(self, work: Callable[[], T]) -> T:
        """Run `work` in a transaction."""
        with self.app.test_request_context():
            return transaction.run(work)

    def read(self, work: Callable[[], T]) -> T:
        """Run `work`, which only reads."""
        with self.app.test_request_context():
            return work()

    def page_of(self, path: str) -> str:
        """Return the endpoint that a path leads to, or nothing."""
        urls = self.app.url_map.bind("")
        methods = (method for method in ("GET", "POST") if urls.test(path, method))
        return next((str(urls.match(path, method)[0]) for method in methods), "")

    def document(self, quiz: str) -> ReleaseDocument:
        """Return the published document of a quiz of the shipped bank."""
        return self.read(lambda: releases.get(self.release_ids[quiz]).document)

    def add_person(self, data: PersonData) -> User:
        """Add a person who is not invited yet."""
        return self.run(lambda: administration.add_person(data, None))

    def give_password(self, person: User) -> None:
        """Let `person` sign in with PASSWORD."""
        secret_hash = accounts.hash_password(PASSWORD)

        def work() -> None:
            accounts.issue_sheet(person.id, None)
            accounts.accept(_open_invitation(person.id), secret_hash)

        self.run(work)

    def sign_in_name(self, person: User) -> str:
        """Return what `person` signs in with: the e-mail address, else the employee number."""
        identity = self.read(lambda: db.session.get_one(PersonIdentity, person.id))
        return identity.email or identity.employee_number or ""

    def mail_invitation(self, person: User) -> str:
        """Invite `person` by mail and return the link in it."""
        self.run(lambda: accounts.invite(person.id, InvitationChannel.MAIL, None))
        return self.mailed_link(person.id, MailKind.INVITATION)

    def mailed_link(self, person_id: uuid.UUID, kind: MailKind) -> str:
        """Return the link in the newest mail of a kind to a person."""

        def work() -> str:
            mails = select(OutgoingMail).where(OutgoingMail.person_id == person_id, OutgoingMail.kind == kind)
            mail = db.session.scalars(mails.order_by(OutgoingMail.created_at.desc())).first()
            assert mail, f"no {kind} mail was written"
            return str(content_of(mail, reader_of(mail))["link"])

        return self.read(work)

    def issue_sheet(self, person: User) -> str:
        """Make an invitation sheet for `person` and return its code."""
        return self.run(lambda: accounts.issue_sheet(person.id, None))

    def add_team(self, name: str, name_en: str, manager: User | None = None) -> uuid.UUID:
        """Add a team at the top of the organisation, with its manager."""

        def work() -> uuid.UUID:
            team_id = administration.add_team(name, name_en, None, None).id
            if manager:
                administration.set_manager(team_id, manager.id, None)
            return team_id

        return self.run(work)

    def assign(self, quiz: str, *people: User, name: str = "年次研修", days_ago: int = 0) -> uuid.UUID:
        """Assign a published quiz to people for two weeks from `days_ago`, and return the campaign."""
        audience = Audience(person_ids=sorted(person.id for person in people))
        release_id = self.release_ids[quiz]
        with clock.moved_to(clock.now() - timedelta(days=days_ago)):
            start, due = clock.now(), clock.now() + timedelta(days=14)
            return self.run(lambda: campaigns.assign(name, release_id, audience, start, due, None).id)

    def play(self, person: User, *, leave: int = 0) -> None:
        """Take the person's only training with the best answers, except for the last `leave` decisions."""
        assignment = self.read(lambda: learning_queries.list_assignments(person.id, clock.now())[0])
        attempt_id = self.run(lambda: learning.start(person.id, assignment.id))
        document = self.read(lambda: releases.get(assignment.release_id).document)
        for scenario, step in marked_steps(document)[: document.decisions - leave]:
            assert step.question
            fields = step.question.fields(best_response(step.question))
            ref = (scenario.key, step.key)
            self.run(lambda: learning.answer(person.id, attempt_id, ref, fields, None))  # noqa: B023  # called at once


def publish_bank(app: Flask) -> None:
    """Import and publish the shipped bank as `flask bank import --publish` does."""
    with app.test_request_context():
        bank = read_bank(SHIPPED)
        transaction.run(lambda: studio.import_bank(bank, None))
        for key in bank.quizzes:
            transaction.run(lambda: publishing.publish_by_program(key))  # noqa: B023  # called at once
        db.engine.dispose()


def best_response(question: Question) -> Response:
    """Return the answer that earns full marks, or one in one's own words where there are none."""
    match question:
        case SingleChoice() | MultipleChoice() | RedFlags() | Ordering():
            return tuple(part.key for part in question.answer_parts() if part.right)
        case Matching():
            return tuple(f"{pair.key}:{pair.key}" for pair in question.pairs)
        case Deadline():
            accepted = max(question.accepted, key=lambda accepted: accepted.most)
            return (str(accepted.least), accepted.unit)
        case Reflection():
            return ("24/7?",)  # the same in every language
    raise NotImplementedError(question.kind)


def _open_invitation(person_id: uuid.UUID) -> uuid.UUID:
    found = select(Invitation.id).where(Invitation.person_id == person_id, Invitation.revoked_at.is_(None))
    return db.session.scalars(found).one()


@contextmanager
def serve(database_url: str, log: Path) -> Iterator[str]:
    """Run the application under gunicorn with two workers and give its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "DATABASE_URL": database_url, "SECRET_KEY": SECRET, "SITE_URL": address}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:training.serving", "-w", "2", "-b", f"127.0.0.1:{port}"]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603  # our own program
            [*command, "training:create_app()"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    try:
        _wait(process, address, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=START_SECONDS)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/sign-in", timeout=10):  # noqa: S310  # our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the application did not start:\n{log.read_text(errors='replace')[-3000:]}")


def free_port() -> int:
    """Return a port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
