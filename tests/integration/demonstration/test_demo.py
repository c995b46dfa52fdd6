"""The demonstration organisation: plausible, named as such on every page, gone in one command."""

import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from questions.quiz import Quiz
from tests.factories.maker import Maker
from tests.factories.reviews import publish_reviewed
from tests.support.client import PageClient
from tests.support.databases import available, make_app, migrated
from tests.support.postgres import cluster
from training import dates, settings
from training.accounts import sign_in
from training.clock import now
from training.demonstration import service
from training.demonstration.cast import PASSWORD
from training.extensions import db
from training.ledger import queries as chain
from training.ledger import service as ledger
from training.ledger.findings import Finding, Remark
from training.ledger.verifying import verify
from training.mail import contents
from training.models import (
    Approval,
    Assignment,
    AssignmentStatus,
    Attempt,
    Base,
    Campaign,
    Deputyship,
    DocumentEdition,
    Employment,
    Handout,
    MailState,
    OutgoingMail,
    Override,
    OverrideKind,
    PersonIdentity,
    PersonTag,
    QuizDraft,
    Release,
    Role,
    Tag,
    TeamClosure,
    User,
    UserStatus,
)
from training.models.delivery import Repeats
from training.seals import Head, head_file, read_head
from training.studio import queries
from training.studio import service as studio

MOST_SECONDS = 40
"""Of the processor; the clock on the wall depends on what else the machine does."""

STAYS = {
    "incident_record", "control_record", "scenario_draft", "quiz_draft", "release", "release_step",
    "release_scenario", "release_step_control", "release_edition", "document_edition", "older_text",
}  # fmt: skip


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run a command of the demonstration."""
    result = app.test_cli_runner().invoke(args=["demo", *arguments])
    return result.exit_code, result.output


@pytest.fixture(scope="module", params=available())
def demonstration(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Iterator[Flask]:
    """Return the application on a database of its own with the demonstration organisation, loaded once."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            path = tmp_path_factory.mktemp("demonstration") / "kyokun.db"
            shutil.copyfile(sqlite_template, path)
            url = f"sqlite:///{path}"
        else:
            url = stack.enter_context(migrated(stack.enter_context(cluster()), tmp_path_factory))
        app = make_app(url)
        started = time.process_time()
        code, output = run(app, "prepare")
        assert code == 0
        assert PASSWORD in output
        assert time.process_time() - started < MOST_SECONDS
        yield app
        settings.forget()
        with app.app_context():
            db.engine.dispose()


@contextmanager
def looking(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield
        db.session.rollback()


def count(*where: ColumnElement[bool], of: type[Base]) -> int:
    """Count rows."""
    return db.session.scalar(select(func.count()).select_from(of).where(*where)) or 0


def test_it_shows_every_state_that_training_can_be_in(demonstration: Flask) -> None:
    with looking(demonstration):
        assert 45 <= count(of=User) <= 50
        assert db.session.scalar(select(func.max(TeamClosure.depth))) == 2
        assert count(PersonIdentity.email.is_(None), of=PersonIdentity) >= 5
        assert count(User.locale == "en", of=User) >= 5
        assert count(User.status == UserStatus.DEACTIVATED, of=User) >= 2
        for status in AssignmentStatus:
            assert count(Assignment.status == status, of=Assignment) > 0, status
        assert count(Assignment.completed_at > Assignment.due_at, of=Assignment) > 0
        unfinished = Assignment.status.in_([AssignmentStatus.NOT_STARTED, AssignmentStatus.IN_PROGRESS])
        assert count(unfinished, Assignment.due_at < now(), of=Assignment) > 0
        assert count(unfinished, Assignment.due_at > now(), of=Assignment) > 0
        assert count(Attempt.passed.is_(False), of=Attempt) > 0
        assert count(Attempt.number == 2, Attempt.passed.is_(True), of=Attempt) > 0


def test_campaigns_run_by_themselves_among_people_of_all_kinds(demonstration: Flask) -> None:
    with looking(demonstration):
        today = dates.today()
        kinds = set(db.session.scalars(select(User.employment)))
        assert kinds >= {Employment.OFFICER, Employment.REGULAR, Employment.PART_TIME, Employment.DISPATCHED}
        assert count(User.hired_on.is_(None), of=User) == 0
        assert count(User.leave_from <= today, User.leave_until >= today, of=User) > 0
        assert count(User.leave_until < today, of=User) > 0, "somebody is back"
        yearly = select(Campaign.id).where(Campaign.repeats == Repeats.YEARLY).scalar_subquery()
        of_last_year = (Assignment.campaign_id == yearly, Assignment.cycle == 1)
        assert count(*of_last_year, Assignment.ended_at.is_(None), of=Assignment) == 0
        assert count(*of_last_year, Assignment.status == AssignmentStatus.PASSED, of=Assignment) > 0
        assert count(Assignment.campaign_id == yearly, Assignment.cycle == 2, of=Assignment) > 40
        newcomers = select(Campaign.id).where(Campaign.due_days.is_not(None)).scalar_subquery()
        due = select(func.count(Assignment.due_at.distinct())).where(Assignment.campaign_id == newcomers)
        assert db.session.scalar(due) == count(Assignment.campaign_id == newcomers, of=Assignment) > 1
        assert set(db.session.scalars(select(Override.kind))) == {
            OverrideKind.EXTENSION, OverrideKind.EXEMPTION, OverrideKind.ATTENDED,
        }  # fmt: skip
        assert count(Assignment.settled_by == OverrideKind.ATTENDED, of=Assignment) > 1


def test_there_are_tags_deputies_and_slips(demonstration: Flask) -> None:
    with looking(demonstration):
        today = dates.today()
        given = select(Tag.name_en, func.count()).join(PersonTag, PersonTag.tag_id == Tag.id).group_by(Tag.id)
        assert min(number for _name, number in db.session.execute(given)) > 2
        asked = (Campaign.closed_at.is_(None), Campaign.audience.contains("tag_ids"))
        assert count(*asked, of=Campaign) == 1
        assert count(Deputyship.ends_on < today, of=Deputyship) == 1
        assert count(Deputyship.starts_on <= today, Deputyship.ends_on >= today, of=Deputyship) == 1
        assert count(Deputyship.starts_on > today, of=Deputyship) == 1
        told = select(OutgoingMail.kind).join(Handout, Handout.mail_id == OutgoingMail.id)
        assert {"assigned", "nudge"} <= set(db.session.scalars(told))


def test_what_was_published_months_ago_was_saved_before(demonstration: Flask) -> None:
    with looking(demonstration):
        first = select(func.min(Release.published_at)).scalar_subquery()
        assert count(of=DocumentEdition)
        assert count(DocumentEdition.saved_at >= first, of=DocumentEdition) == 0
        assert count(QuizDraft.updated_at >= first, of=QuizDraft) == 0


def test_attempts_follow_each_other(demonstration: Flask) -> None:
    earlier, later = aliased(Attempt), aliased(Attempt)
    same = (later.person_id == earlier.person_id, later.assignment_id == earlier.assignment_id)
    with looking(demonstration):
        pairs = select(func.count()).select_from(earlier).join(later, and_(*same, later.number > earlier.number))
        assert db.session.scalar(pairs)
        assert not db.session.scalar(pairs.where(later.started_at < earlier.finished_at))


def test_every_sign_in_that_is_printed_works(demonstration: Flask) -> None:
    status, output = run(demonstration, "sign-ins")
    assert status == 0
    assert PASSWORD in output
    with demonstration.test_request_context():
        for _label, name, sign_in_name in service.list_sign_ins():
            assert sign_in_name in output
            person_id = sign_in.authenticate(sign_in_name, PASSWORD, "192.0.2.1")
            assert person_id is not None
            assert db.session.get_one(PersonIdentity, person_id).display_name == name
            db.session.rollback()


def test_pages_name_it(demonstration: Flask, locale: str) -> None:
    word = {"ja": "デモ", "en": "demonstration"}[locale]
    page = PageClient(demonstration).use_language(locale).get("/sign-in")
    assert word in page.text(".notice-strip")


def test_its_mail_never_leaves(demonstration: Flask) -> None:
    with looking(demonstration):
        waiting = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)).all()
        assert 0 < len(waiting) < 10
        for mail in waiting:
            with pytest.raises(contents.NotWanted):
                contents.reader_of(mail)


def _publish_something_reviewed(make: Maker) -> None:
    """Let somebody who was added by hand publish a changed quiz after a review."""
    author = make.person("本物の 人", roles=[Role.AUTHOR])

    def change() -> str:
        key = queries.list_keys(Quiz)[0]
        now = queries.get_document(Quiz, key)
        studio.save_document(now.document.model_copy(update={"pass_mark": 77}), now.edition, author.id)
        return key

    publish_reviewed(make, author, quiz_key=make.run(change))


def _check_that_the_ledger_tells(demonstration: Flask, sealed: int, kept: Head) -> None:
    """The ledger begins anew and says why; a head of before does not hold, as of any ledger that lost events."""
    with demonstration.app_context():
        assert ledger.seal() == 1
        report = verify()
        (told,) = report.remarks
        assert (report.is_intact, report.events, report.last_seal) == (True, 1, 1)
        assert (told.kind, told.seal, told.count) == (Remark.DEMONSTRATION_REMOVED, kept.number, sealed)
        (lost,) = verify([kept]).findings
        assert lost.kind == (Finding.HEAD_BEYOND if kept.number > 1 else Finding.HEAD_DIFFERS)


def test_one_command_removes_all_of_it_but_people_added_by_hand_only_when_told(demonstration: Flask) -> None:
    _publish_something_reviewed(Maker(demonstration))
    status, output = run(demonstration, "remove")
    assert (status, "--everybody" in output) == (1, True)
    with looking(demonstration):
        assert count(of=Attempt) > 0
    with demonstration.app_context():
        sealed, head = ledger.seal(), chain.find_head()
        assert head
        kept = read_head(head_file(head))
    assert run(demonstration, "remove", "--everybody")[0] == 0
    _check_that_the_ledger_tells(demonstration, sealed, kept)
    with looking(demonstration):
        tables = [table for table in Base.metadata.sorted_tables if table.name not in STAYS]
        left = {table.name: db.session.scalar(select(func.count()).select_from(table)) for table in tables}
        assert {name: number for name, number in left.items() if number} == {
            "setting": 1,
            "audit_event": 1,
            "ledger_entry": 1,
            "ledger_seal": 1,
        }
        assert count(of=Release) == count(of=QuizDraft) + 1 > 1
        approvals = Counter(map(tuple, db.session.execute(select(Release.approval, Release.review_id))))
        assert approvals == {(Approval.PROGRAM, None): count(of=QuizDraft), (Approval.UNRECORDED, None): 1}
    assert run(demonstration, "remove")[0] == 1
    status, output = run(demonstration, "prepare")
    assert (status, "setup" in output) == (0, True)
    with looking(demonstration):
        assert count(of=User) == 0


def test_it_never_mixes_with_a_real_organisation(app: Flask, make: Maker) -> None:
    make.person()
    assert run(app, "load")[0] == 1
    assert run(app, "load", "--if-empty") == (0, "")
    for arguments in (["remove"], ["remove", "--everybody"]):
        assert run(app, *arguments)[0] == 1
    assert run(app, "sign-ins") == (0, "")
    with looking(app):
        assert count(of=User) == 1
