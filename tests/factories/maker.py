"""Makes rows directly, so that a test says in a line what the world looks like."""

import itertools
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from flask import Flask
from sqlalchemy import select

from questions.canonical import canonical_bytes, digest
from questions.quiz import ReleaseDocument
from tests.factories.documents import release_document
from training import transaction
from training.accounts.session import AGREEMENT_VERSION
from training.extensions import db
from training.models import (
    Acknowledgement,
    AcknowledgementKind,
    Approval,
    Assignment,
    AssignmentStatus,
    Campaign,
    PersonIdentity,
    Release,
    ReleaseEdition,
    ReleaseStep,
    ReleaseStepControl,
    Role,
    RoleGrant,
    Team,
    TeamClosure,
    TeamManager,
    TeamMembership,
    User,
    UserStatus,
    new_id,
)
from training.studio.publication.publishing import scenarios_of
from training.studio.publication.writers import documents_of

T = TypeVar("T")
LONG_AGO = datetime(2026, 1, 5, 0, 0, tzinfo=UTC)


class Maker:
    """Every method commits and returns rows that can be read outside a session."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._numbers = itertools.count(1)

    def run(self, work: Callable[[], T]) -> T:
        """Run `work` in a transaction of an application context of its own."""
        with self.app.app_context():
            return transaction.run(work)

    def person(
        self,
        name: str = "山田 花子",
        *,
        email: str | None = "",
        employee_number: str | None = None,
        roles: Sequence[Role] = (),
        team: Team | None = None,
        manages: Team | None = None,
        locale: str = "ja",
        agreed: bool = True,
        status: UserStatus = UserStatus.ACTIVE,
    ) -> User:
        """Make a person, who has agreed to what is recorded; `email=None` makes one without a mailbox."""
        number = next(self._numbers)
        address = f"person{number}@kyokun.example" if email == "" else email
        user = User(id=new_id(), status=status, locale=locale, created_at=LONG_AGO, session_epoch=0)
        user.time_zone = "Asia/Tokyo"
        if status is UserStatus.DEACTIVATED:
            user.deactivated_at = LONG_AGO

        def work() -> User:
            db.session.add(user)
            db.session.flush()
            staff = employee_number or (None if address else f"N{number:05}")
            identity = PersonIdentity(person_id=user.id, display_name=name, email=address)
            identity.employee_number = staff
            db.session.add(identity)
            for role in roles:
                db.session.add(RoleGrant(person_id=user.id, role=role, granted_at=LONG_AGO))
            if team:
                db.session.add(TeamMembership(person_id=user.id, team_id=team.id, since=LONG_AGO))
            if manages:
                db.session.add(TeamManager(person_id=user.id, team_id=manages.id, since=LONG_AGO))
            if agreed:
                db.session.add(_agreement(user))
            return user

        return self.run(work)

    def team(self, name: str = "営業部", parent: Team | None = None, name_en: str | None = None) -> Team:
        """Make a team under `parent`."""
        team = Team(id=new_id(), name=name, name_en=name_en, created_at=LONG_AGO)
        team.parent_id = parent.id if parent else None

        def work() -> Team:
            db.session.add(team)
            db.session.flush()
            db.session.add(TeamClosure(ancestor_id=team.id, descendant_id=team.id, depth=0))
            if parent:
                above = select(TeamClosure).where(TeamClosure.descendant_id == parent.id)
                for row in db.session.scalars(above).all():
                    link = TeamClosure(ancestor_id=row.ancestor_id, descendant_id=team.id, depth=row.depth + 1)
                    db.session.add(link)
            return team

        return self.run(work)

    def release(self, document: ReleaseDocument | None = None, number: int = 1) -> Release:
        """Make a release of `document`, by default the small one of `documents.bank`."""
        document = document or release_document()
        data = canonical_bytes(document)
        release = Release(id=new_id(), quiz_key=document.quiz.key, number=number, sha256=digest(data))
        release.document, release.published_at, release.approval = data.decode(), LONG_AGO, Approval.PROGRAM

        def work() -> Release:
            db.session.add(release)
            db.session.flush()
            for kind, key in documents_of(document):
                db.session.add(ReleaseEdition(release_id=release.id, kind=kind, document_key=key, edition=1))
            for position, (scenario, step) in enumerate(document.questions):
                assert step.question
                names = {"release_id": release.id, "scenario_key": scenario.key, "step_key": step.key}
                projected = ReleaseStep(**names, position=position, question_uid=step.question.uid)
                projected.question_revision, projected.kind = step.revision(), step.question.kind
                projected.family, projected.marked, projected.barrier = None, step.marked, step.barrier
                db.session.add(projected)
                db.session.add_all(ReleaseStepControl(**names, control_key=key) for key in step.controls)
            db.session.add_all(scenarios_of(document, release.id))
            return release

        return self.run(work)

    def assignment(
        self,
        person: User,
        release: Release | None = None,
        campaign: Campaign | None = None,
        *,
        due_in_days: int = 14,
        status: AssignmentStatus = AssignmentStatus.NOT_STARTED,
    ) -> Assignment:
        """Assign to `person`, by a campaign of its own unless one is given."""
        campaign = campaign or self.campaign(release, due_in_days=due_in_days)
        assignment = Assignment(person_id=person.id, id=new_id(), campaign_id=campaign.id, cycle=1, status=status)
        assignment.due_at, assignment.assigned_at = campaign.due_at, campaign.opens_at
        assignment.attempts_finished = 0
        if status is AssignmentStatus.PASSED:
            assignment.completed_at, assignment.counted_score = datetime.now(UTC), 1.0

        def work() -> Assignment:
            db.session.add(assignment)
            return assignment

        return self.run(work)

    def campaign(self, release: Release | None = None, *, name: str = "研修", due_in_days: int = 14) -> Campaign:
        """Make a campaign that has been open for four weeks."""
        release = release or self.release()
        now = datetime.now(UTC)
        campaign = Campaign(id=new_id(), release_id=release.id, name=name, audience='{"everyone":true}')
        campaign.opens_at = campaign.created_at = min(now, now + timedelta(days=due_in_days)) - timedelta(days=28)
        campaign.due_at = now + timedelta(days=due_in_days)

        def work() -> Campaign:
            db.session.add(campaign)
            return campaign

        return self.run(work)


def _agreement(user: User) -> Acknowledgement:
    return Acknowledgement(
        person_id=user.id,
        kind=AcknowledgementKind.RECORDING,
        version=AGREEMENT_VERSION,
        text_sha256="0" * 64,
        locale=user.locale,
        acknowledged_at=LONG_AGO,
    )
