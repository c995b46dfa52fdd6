"""Every named rule of the tables is tried: a row that would break it is refused, by that very rule."""

import uuid
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import CheckConstraint, UniqueConstraint, Uuid, bindparam, null, select, text
from sqlalchemy.exc import IntegrityError

from tests.factories.cohorts import settled_twice
from tests.factories.documents import right
from tests.factories.maker import Maker
from tests.integration.core.completion import BREAKING_COMPLETION
from tests.integration.core.documents import BREAKING_DOCUMENTS
from tests.integration.core.overrides import BREAKING_OVERRIDES, decide
from tests.integration.core.people import BREAKING_PEOPLE, describe
from tests.integration.core.reminders import BREAKING_REMINDERS, remind
from tests.integration.core.reports import BREAKING_REPORTS, write_report
from tests.integration.core.retention import BREAKING_RETENTION, hold_back
from training import transaction
from training.constraints import broken
from training.coverage import service as coverage
from training.extensions import db
from training.learning import service
from training.learning.queries import get_state
from training.ledger import service as ledger
from training.models import (
    AnswerDraft,
    Assignment,
    Attempt,
    AttemptEnd,
    Base,
    Contest,
    ControlRecord,
    Credential,
    CredentialKind,
    DocumentCheck,
    DocumentEdition,
    IncidentRecord,
    Invitation,
    InvitationChannel,
    LedgerCheck,
    LineGroup,
    NoticeEdition,
    NoticeRecord,
    OlderText,
    PeopleImport,
    PeopleImportChange,
    PeopleImportLine,
    QuizDraft,
    Review,
    ReviewComment,
    ReviewState,
    Role,
    Ruling,
    ScenarioDraft,
    User,
    new_id,
)
from training.team.completion import service as completion

NOW = datetime(2026, 5, 1, tzinfo=UTC)

BREAKING = {
    "ck_cohort_at_least_five": "UPDATE cohort SET people = 4, mixed = false",
    "ck_cohort_mixed_of_nine": "UPDATE cohort SET people = 8, mixed = true",
    "ck_cohort_decision_chosen_right_not_negative": "UPDATE cohort_decision SET chosen_right = -1",
    "ck_cohort_decision_sure_wrong_not_negative": "UPDATE cohort_decision SET sure_wrong = -1",
    "ck_cohort_round_cycle_from_one": "UPDATE cohort_round SET cycle = 0",
    "ck_cohort_round_respondents_not_negative": "UPDATE cohort_round SET respondents = -1",
    "ck_cohort_scenario_never_stopped_not_negative": "UPDATE cohort_scenario SET never_stopped = -1",
    "uq_cohort_round_campaign_id_cycle_release_id": "UPDATE cohort_round SET cycle = 1",
    "uq_cohort_round_id_team_id_mixed": "UPDATE cohort SET mixed = false",
    "ck_coverage_count_not_negative": "UPDATE coverage_count SET earlier = -1",
    "ck_coverage_count_subject_kind": "UPDATE coverage_count SET subject_kind = 'person'",
    "ck_coverage_count_topic_through_any": "UPDATE coverage_count SET subject_kind = 'topic', incident_key = 'i'",
    "ck_coverage_group_kind": "UPDATE coverage_group SET kind = 'guest'",
    "ck_coverage_group_of_somebody": "UPDATE coverage_group SET people = 0",
    "ck_acknowledgement_kind": "UPDATE acknowledgement SET kind = 'other'",
    "ck_acknowledgement_policy_with_subject": "UPDATE acknowledgement SET subject = 'quiz-a'",
    "ck_answer_certainty_in_range": "UPDATE answer SET certainty = 4",
    "ck_campaign_due_after_opening": "UPDATE campaign SET due_at = opens_at",
    "ck_campaign_closes_after_due": "UPDATE campaign SET closes_at = opens_at",
    "ck_campaign_due_days_from_one": "UPDATE campaign SET due_days = 0",
    "ck_campaign_grace_days_not_negative": "UPDATE campaign SET grace_days = -1",
    "ck_campaign_months_of_own_rhythm": "UPDATE campaign SET repeats = 'yearly', repeat_months = 12",
    "ck_campaign_paused_or_closed": "UPDATE campaign SET paused_at = opens_at, closed_at = opens_at",
    "ck_campaign_repeat_months_in_range": "UPDATE campaign SET repeats = 'after_completion', repeat_months = 0",
    "ck_campaign_repeats": "UPDATE campaign SET repeats = 'daily'",
    "ck_contest_answered_with_reply": "UPDATE contest SET reply = 'We looked at it again.'",
    "ck_contest_ruled_with_date": "UPDATE contest SET ruling_id = (SELECT id FROM ruling LIMIT 1)",
    "ck_credential_kind": "UPDATE credential SET kind = 'guess'",
    "ck_document_check_edition_from_one": "UPDATE document_check SET edition = 0",
    "ck_document_check_kind": "UPDATE document_check SET kind = 'notice'",
    "ck_document_edition_digest_of_words": "UPDATE document_edition SET sha256 = NULL",
    "ck_document_edition_edition_from_one": "UPDATE document_edition SET edition = 0",
    "ck_document_edition_kind": "UPDATE document_edition SET kind = 'notice'",
    "ck_document_edition_sha256_whole": "UPDATE document_edition SET sha256 = 'short'",
    "ck_invitation_channel": "UPDATE invitation SET channel = 'owl' WHERE channel = 'mail'",
    "ck_invitation_code_on_sheets_only": "UPDATE invitation SET code_digest = NULL WHERE channel = 'sheet'",
    "ck_invitation_expires_later": "UPDATE invitation SET expires_at = created_at",
    "ck_invitation_used_or_revoked": "UPDATE invitation SET used_at = created_at, revoked_at = created_at",
    "ck_mark_later_with_reason": "UPDATE mark SET sequence = 2",
    "ck_mark_points_in_range": "UPDATE mark SET points = 1.5",
    "ck_ledger_check_finished_with_report": "UPDATE ledger_check SET report = '{}'",
    "ck_ledger_check_open_until_finished": "UPDATE ledger_check SET is_open = NULL",
    "ck_ledger_entry_position_from_zero": "UPDATE ledger_entry SET position = -1 - position",
    "ck_ledger_entry_sha256_whole": "UPDATE ledger_entry SET content_sha256 = 'short'",
    "ck_ledger_seal_counts_whole": "UPDATE ledger_seal SET events_total = events - 1",
    "ck_ledger_seal_digests_whole": "UPDATE ledger_seal SET next_key = 'short'",
    "ck_ledger_seal_events_in_one_batch": "UPDATE ledger_seal SET events = 1001, events_total = 1001",
    "ck_ledger_seal_number_from_one": "UPDATE ledger_seal SET number = 0 WHERE number = 2",
    "ck_ledger_seal_signed": "UPDATE ledger_seal SET signature = 'none'",
    "ck_ledger_seal_span_whole": "UPDATE ledger_seal SET last_at = NULL",
    "ck_ledger_seal_span_with_events": "UPDATE ledger_seal SET events = 0",
    "ck_notice_edition_edition_from_one": "UPDATE notice_edition SET edition = 0",
    "ck_notice_record_edition_from_one": "UPDATE notice_record SET edition = 0",
    "ck_older_text_edition_from_one": "UPDATE older_text SET edition = 0",
    "ck_older_text_kind": "UPDATE older_text SET kind = 'poem'",
    "ck_outgoing_mail_sent_with_date": "UPDATE outgoing_mail SET state = 'sent'",
    "ck_outgoing_mail_state": "UPDATE outgoing_mail SET state = 'lost'",
    "ck_people_import_change_changed_something": "UPDATE people_import_change SET grouping = 'kept'",
    "ck_people_import_change_grouping": "UPDATE people_import_change SET grouping = 'other'",
    "ck_people_import_change_person_alone": "UPDATE people_import_change SET team_id = (SELECT id FROM team LIMIT 1)",
    "ck_people_import_change_team_alone": "UPDATE people_import_change SET grouping = 'team'",
    "ck_people_import_change_undoing": "UPDATE people_import_change SET undoing = 'nearly'",
    "ck_people_import_ended_with_date": "UPDATE people_import SET state = 'applied', ended_at = NULL",
    "ck_people_import_file_sha256_whole": "UPDATE people_import SET file_sha256 = 'abc'",
    "ck_people_import_line_grouping": "UPDATE people_import_line SET grouping = 'other'",
    "ck_people_import_line_read_from_line": "UPDATE people_import_line SET line = 2",
    "ck_people_import_plan_sha256_whole": "UPDATE people_import SET plan_sha256 = 'abc'",
    "ck_people_import_state": "UPDATE people_import SET state = 'nearly', ended_at = made_at",
    "ck_people_import_undone_with_date": "UPDATE people_import SET state = 'undone', ended_at = made_at",
    "ck_person_identity_email_lower_case": "UPDATE person_identity SET email = upper(email)",
    "ck_person_identity_reachable": "UPDATE person_identity SET email = NULL, employee_number = NULL",
    "ck_release_alone_with_declaration": "UPDATE release SET declaration = 'We are one.'",
    "ck_release_approval": "UPDATE release SET approval = 'guessed'",
    "ck_release_edition_edition_from_one": "UPDATE release_edition SET edition = 0",
    "ck_release_edition_kind": "UPDATE release_edition SET kind = 'notice'",
    "ck_release_number_from_one": "UPDATE release SET number = 0",
    "ck_release_published_by_somebody": "UPDATE release SET approval = 'alone', declaration = 'We are one.'",
    "ck_release_review_approved": "UPDATE release SET review_id = (SELECT id FROM review LIMIT 1),"
    " approval = 'reviewed', review_state = 'open', published_by = (SELECT id FROM \"user\" LIMIT 1)",
    "ck_release_review_with_state": "UPDATE release SET review_state = 'approved'",
    "ck_release_reviewed_with_review": "UPDATE release SET approval = 'reviewed',"
    ' published_by = (SELECT id FROM "user" LIMIT 1)',
    "ck_release_sha256_whole": "UPDATE release SET sha256 = 'short'",
    "ck_review_asked_of_somebody_else": "UPDATE review SET asked_of = asked_by",
    "ck_review_changes_with_words": "UPDATE review SET verdict = NULL",
    "ck_review_closed_with_date": "UPDATE review SET state = 'withdrawn' WHERE state = 'open'",
    "ck_review_comment_place_whole": "UPDATE review_comment SET step_key = NULL",
    "ck_review_comment_resolved_by_somebody": "UPDATE review_comment SET resolved_at = written_at",
    "ck_review_decided_by_somebody": "UPDATE review SET decided_by = NULL",
    "ck_review_decided_by_somebody_else": "UPDATE review SET asked_by = decided_by WHERE state = 'approved'",
    "ck_review_number_from_one": "UPDATE review SET number = 0",
    "ck_review_sha256_whole": "UPDATE review SET sha256 = 'short'",
    "ck_review_state": "UPDATE review SET state = 'nearly' WHERE state = 'approved'",
    "ck_role_grant_role": "UPDATE role_grant SET role = 'king' WHERE role = 'author'",
    "ck_ruling_sha256_whole": "UPDATE ruling SET sha256 = 'short'",
    "ck_team_closure_depth_not_negative": "UPDATE team_closure SET depth = -1 WHERE depth = 1",
    "ck_team_closure_itself_at_depth_zero": "UPDATE team_closure SET depth = 0 WHERE depth = 1",
    "ck_team_not_its_own_parent": "UPDATE team SET parent_id = id",
    "ck_user_deactivated_with_date": "UPDATE \"user\" SET status = 'deactivated'",
    "ck_user_employment": "UPDATE \"user\" SET employment = 'sometimes'",
    "ck_user_leave_begins": "UPDATE \"user\" SET leave_until = '2026-05-01'",
    "ck_user_leave_ends_after_start": "UPDATE \"user\" SET leave_from = '2026-05-02', leave_until = '2026-05-01'",
    "ck_user_status": "UPDATE \"user\" SET status = 'gone'",
    "uq_contest_person_id_attempt_id_scenario_key_step_key": "INSERT INTO contest"
    " (person_id, id, attempt_id, scenario_key, step_key, reason, contested_at)"
    " SELECT person_id, :other, attempt_id, scenario_key, step_key, reason, contested_at FROM contest LIMIT 1",
    "uq_control_record_key": "UPDATE control_record SET key = 'same'",
    "uq_credential_person_id_kind": "INSERT INTO credential (id, person_id, kind, secret_hash, created_at)"
    " SELECT :other, person_id, kind, 'x', created_at FROM credential",
    "uq_incident_record_key": "UPDATE incident_record SET key = 'same'",
    "uq_ledger_check_is_open": "UPDATE ledger_check SET is_open = true, finished_at = NULL, report = NULL",
    "uq_ledger_entry_seal_number_position": "UPDATE ledger_entry SET position = 7, seal_number = 1",
    "uq_ledger_seal_previous_sha256": "UPDATE ledger_seal SET previous_sha256 = (SELECT max(sha256) FROM ledger_seal)",
    "uq_ledger_seal_sha256": "UPDATE ledger_seal SET sha256 = (SELECT max(sha256) FROM ledger_seal)",
    "uq_outgoing_mail_dedupe_key": "UPDATE outgoing_mail SET dedupe_key = 'same'",
    "uq_outgoing_mail_message_id": "UPDATE outgoing_mail SET message_id = 'same'",
    "uq_person_identity_email": "UPDATE person_identity SET email = 'same@kyokun.example'",
    "uq_person_identity_employee_number": "UPDATE person_identity SET employee_number = 'same'",
    "uq_quiz_draft_key": "UPDATE quiz_draft SET key = 'same'",
    "uq_release_quiz_key_number": "UPDATE release SET number = 1",
    "uq_release_review_id": "UPDATE release SET approval = 'reviewed', review_id = (SELECT id FROM review LIMIT 1),"
    " review_state = 'approved',"
    ' published_by = (SELECT id FROM "user" LIMIT 1)',
    "uq_release_step_release_id_position": "UPDATE release_step SET position = 0",
    "uq_review_one_open": "UPDATE review SET state = 'open', decided_by = NULL, decided_at = NULL",
    "uq_scenario_draft_key": "UPDATE scenario_draft SET key = 'same'",
    "uq_team_parent_id_name": "UPDATE team SET name = 'same' WHERE parent_id IS NOT NULL",
    "uq_team_top_name": "INSERT INTO team (id, name, created_at) SELECT :other, name, created_at FROM team"
    " WHERE parent_id IS NULL LIMIT 1",
}
BREAKING |= BREAKING_OVERRIDES | BREAKING_PEOPLE | BREAKING_REMINDERS | BREAKING_REPORTS | BREAKING_RETENTION
BREAKING |= BREAKING_COMPLETION | BREAKING_DOCUMENTS

WIDER_THAN_THE_KEY = {
    "uq_attempt_person_id_id_release_id",
    "uq_cohort_id_round_id",
    "uq_review_id_quiz_key_number_sha256_state",
}
"""References lead to them; no two rows can say the same."""

SQLITE_SAYS = {
    "uq_attempt_one_open": "uq_attempt_person_id_assignment_id_practice",
    "uq_reminder_one_a_day": "uq_reminder_person_id_campaign_id_sent_on",
    "uq_reminder_planned_once": "uq_reminder_person_id_campaign_id_cycle_kind_planned_on_recipient_id",
    "uq_review_one_open": "uq_review_quiz_key",
    "uq_team_top_name": "uq_team_name",
}
"""SQLite reports an index by its columns."""


def declared() -> set[str]:
    """Name every check and unique rule of the models."""
    names = set()
    for table in Base.metadata.sorted_tables:
        names |= {str(rule.name) for rule in table.constraints if isinstance(rule, CheckConstraint | UniqueConstraint)}
        names |= {str(index.name) for index in table.indexes if index.unique}
    return names


def test_every_rule_is_tried() -> None:
    assert declared() - WIDER_THAN_THE_KEY == set(BREAKING)


def test_an_answer_belongs_to_the_release_of_its_attempt(app: Flask, make: Maker) -> None:
    fill(app, make)
    with app.app_context(), pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(text("UPDATE answer SET release_id = (SELECT id FROM release WHERE number = 2)"))


CITES = """
UPDATE release SET approval = 'reviewed', published_by = review.decided_by, review_id = review.id,
       review_state = 'approved', sha256 = review.sha256
FROM review WHERE review.quiz_key = release.quiz_key AND review.number = release.number AND release.number = 2
"""
OTHERS = {
    "another quiz": "quiz_key = 'quiz-b'",
    "another number": "number = number + 7",
    "other bytes": "sha256 = '" + "1" * 64 + "'",
}


@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS)
def test_a_release_cites_a_review_of_its_own_bytes_only(app: Flask, make: Maker, change: str) -> None:
    fill(app, make)
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(text(CITES))
        for table in ("release", "review"):
            with pytest.raises(IntegrityError), db.engine.begin() as connection:
                connection.execute(text(f"UPDATE {table} SET {change} WHERE number = 2"))  # noqa: S608


def test_an_approval_that_was_published_on_stays_one(app: Flask, make: Maker) -> None:
    fill(app, make)
    with app.app_context():
        for undone in ("withdrawn", "changes_asked"):
            with db.engine.begin() as connection:
                connection.execute(text(f"UPDATE review SET state = '{undone}' WHERE number = 2"))  # noqa: S608
            with pytest.raises(IntegrityError), db.engine.begin() as connection:
                connection.execute(text(CITES))
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE review SET state = 'approved' WHERE number = 2"))
            connection.execute(text(CITES))
        with pytest.raises(IntegrityError), db.engine.begin() as connection:
            connection.execute(text("UPDATE review SET state = 'changes_asked' WHERE number = 2"))


def test_a_row_that_breaks_a_rule_is_refused(app: Flask, make: Maker) -> None:
    fill(app, make)
    with app.app_context():
        named = {rule: refusal(statement) for rule, statement in BREAKING.items()}
    assert {rule: name for rule, name in named.items() if name not in {rule, SQLITE_SAYS.get(rule)}} == {}


def refusal(statement: str) -> str | None:
    """Run `statement` and return the name of the rule that refuses it."""
    clause = text(statement)
    if ":other" in statement:
        clause = clause.bindparams(bindparam("other", new_id(), type_=Uuid()))
    with pytest.raises(IntegrityError) as refused, db.engine.begin() as connection:
        connection.execute(clause)
    return broken(refused.value)


def fill(app: Flask, make: Maker) -> None:
    """Put at least two rows into every table that has a rule."""
    top = make.team("部")
    team, _other = make.team("一課", top), make.team("二課", top)
    people = [make.person(team=team, roles=[Role.AUTHOR], manages=top), make.person("鈴木 一郎", team=team)]
    release = make.release()
    make.release(number=2)
    for person in people:
        assignment = make.assignment(person, release)
        _play(app, person.id, assignment.id)
        make.run(partial(_again, assignment))
        make.run(partial(settled_twice, assignment.campaign_id, release.id, team.id))
        make.run(partial(decide, assignment, release.id))
        make.run(partial(remind, assignment))
        make.run(partial(write_report, assignment.campaign_id))
        with app.app_context():
            ledger.seal()
            coverage.count()
    make.run(partial(_other_rows, people))
    make.run(partial(describe, people))
    make.run(partial(_imported, people))
    with app.app_context():
        completion.count_changed()


def _imported(people: list[User]) -> None:
    for position, person in enumerate(people):
        started = PeopleImport(id=new_id(), file_sha256="0" * 64, plan_sha256="0" * 64, counts="{}", made_at=NOW)
        started.everybody = started.creates_teams = started.sets_managers = True
        db.session.add(started)
        db.session.flush()
        place = {"import_id": started.id, "position": position, "person_id": person.id}
        db.session.add(PeopleImportLine(**place, grouping=LineGroup.MOVER, title="鈴木 一郎", told="{}"))
        before_and_after = {"values_before": "{}", "values_after": "{}"}
        db.session.add(PeopleImportChange(**place, grouping=LineGroup.MOVER, **before_and_after))


def _play(app: Flask, person: uuid.UUID, assignment: uuid.UUID) -> None:
    with app.test_request_context():
        attempt = transaction.run(lambda: service.start(person, assignment))
        for _decision in range(4):
            ref = get_state(person, attempt).places[-1].ref
            fields = right(ref)
            transaction.run(partial(service.answer, person, attempt, ref, fields, None))


def _again(assignment: Assignment) -> None:
    names = {"person_id": assignment.person_id, "campaign_id": assignment.campaign_id}
    db.session.add(Assignment(**names, id=new_id(), cycle=2, due_at=assignment.due_at, assigned_at=NOW))
    first = db.session.scalars(select(Attempt).where(Attempt.assignment_id == assignment.id)).one()
    second = Attempt(person_id=first.person_id, id=new_id(), assignment_id=first.assignment_id, number=2, seed="0")
    second.release_id, second.started_at, second.finished_at = first.release_id, NOW, NOW
    second.score, second.passed, second.ended = 0.0, False, AttemptEnd.TIME_UP
    db.session.add(second)
    db.session.flush()
    _contested(first)


def _contested(attempt: Attempt) -> None:
    ruling = Ruling(id=new_id(), question_uid="q-nobody", question_revision="0" * 64, document="{}", sha256="0" * 64)
    ruling.reason, ruling.ruled_at = "Two of the options were equally good.", NOW
    place = {"person_id": attempt.person_id, "attempt_id": attempt.id, "scenario_key": "first-a", "step_key": "open"}
    contest = Contest(id=new_id(), reason="The mail says otherwise.", contested_at=NOW, **place)
    draft = AnswerDraft(release_id=attempt.release_id, fields="{}", saved_at=NOW, **place)
    db.session.add_all([ruling, contest, draft])


def _reviewed(author: User, reviewer: User) -> None:
    for number, state in enumerate((ReviewState.CHANGES_ASKED, ReviewState.APPROVED, ReviewState.OPEN), 1):
        review = Review(id=new_id(), quiz_key="quiz-a", number=number, sha256="0" * 64, document="{}", state=state)
        review.asked_by, review.asked_at = author.id, NOW
        if state is not ReviewState.OPEN:
            review.verdict, review.decided_by, review.decided_at = "Please shorten it.", reviewer.id, NOW
        db.session.add(review)
        place = {"scenario_key": "first-a", "step_key": "open"}
        written = {"text": "Too long.", "written_by": reviewer.id, "written_at": NOW}
        db.session.add(ReviewComment(review_id=review.id, **place, **written))


def _other_rows(people: list[User]) -> None:
    _reviewed(*people)
    hold_back(*people)
    hashed = {"secret_hash": "no hash of anything"}
    for number, person in enumerate(people):
        db.session.add(Credential(person_id=person.id, kind=CredentialKind.PASSWORD, created_at=NOW, **hashed))
        for channel in InvitationChannel:
            invitation = Invitation(person_id=person.id, channel=channel, created_at=NOW)
            invitation.expires_at = NOW + timedelta(days=7)
            invitation.code_digest = "0" * 64 if channel is InvitationChannel.SHEET else None
            db.session.add(invitation)
        check = {"kind": "quiz", "document_key": "quiz-a", "edition": 1, "checked_at": NOW}
        db.session.add(DocumentCheck(checked_by=person.id, **check))
        notice = NoticeRecord(title="A notice", source_text="It happened.", language="en", desk="{}", created_at=NOW)
        notice.updated_at = NOW
        db.session.add(notice)
        db.session.flush()
        db.session.add(NoticeEdition(notice_id=notice.id, edition=1, desk="{}", saved_at=NOW))
        older = OlderText(kind="quiz", document_key="quiz-a", place=f"title{number}", language="en", edition=1)
        db.session.add(older)
        edition = DocumentEdition(kind="quiz", document_key="quiz-a", edition=number + 1, document="{}", saved_at=NOW)
        edition.sha256 = "0" * 64
        db.session.add(edition)
        for model in (ControlRecord, IncidentRecord, QuizDraft, ScenarioDraft):
            db.session.add(model(key=f"document-{number}", document="{}", updated_at=NOW))
        # An explicit None would be taken for the default.
        ended = {"finished_at": NOW, "report": "{}", "is_open": null()} if number else {}
        db.session.add(LedgerCheck(id=new_id(), asked_at=NOW, asked_by=person.id, **ended))
