"""Decisions about single people, and what would break the rules of their table and of those that follow from it."""

import uuid
from datetime import UTC, datetime

from training.extensions import db
from training.models import Assignment, Override, OverrideKind, new_id

NOW = datetime(2026, 5, 1, tzinfo=UTC)

BREAKING_OVERRIDES = {
    "ck_attempt_ended": "UPDATE attempt SET ended = 'bored'",
    "ck_attempt_ends_after_start": "UPDATE attempt SET ends_at = started_at",
    "ck_attempt_finished_with_reason": "UPDATE attempt SET ended = NULL",
    "ck_attempt_finished_with_score": "UPDATE attempt SET score = NULL",
    "ck_attempt_number_from_one": "UPDATE attempt SET number = 0",
    "ck_attempt_score_in_range": "UPDATE attempt SET score = -0.01",
    "uq_attempt_one_open": "UPDATE attempt SET finished_at = NULL, score = NULL, passed = NULL, ended = NULL",
    "uq_attempt_person_id_assignment_id_practice_number": "UPDATE attempt SET number = 1",
    "ck_assignment_cycle_from_one": "UPDATE assignment SET cycle = 0",
    "ck_assignment_extra_minutes_not_negative": "UPDATE assignment SET extra_minutes = -1",
    "ck_assignment_passed_with_date": "UPDATE assignment SET status = 'passed', completed_at = NULL",
    "ck_assignment_score_in_range": "UPDATE assignment SET counted_score = 1.01",
    "ck_assignment_status": "UPDATE assignment SET status = 'nearly', completed_at = NULL",
    "ck_certificate_address_whole": "UPDATE certificate SET address = 'short'",
    "uq_assignment_campaign_id_person_id_cycle": "UPDATE assignment SET cycle = 1",
    "uq_certificate_address": "UPDATE certificate SET address = (SELECT max(address) FROM certificate)",
    "uq_certificate_person_id_attempt_id": "INSERT INTO certificate"
    " (person_id, id, attempt_id, address, issued_at, passed_on)"
    " SELECT person_id, :other, attempt_id, '00000000000000000000000000000000', issued_at, passed_on"
    " FROM certificate LIMIT 1",
    "ck_assignment_override_count_not_negative": "UPDATE assignment SET override_count = -1",
    "ck_assignment_reset_after_attempts": "UPDATE assignment SET reset_after = attempts_finished + 1",
    "ck_assignment_settled_by": "UPDATE assignment SET settled_by = 'somebody'",
    "ck_certificate_valid_from_its_day": "UPDATE certificate SET valid_until = '2026-01-01'",
    "ck_certificate_of_one_cause": "UPDATE certificate SET attempt_id = NULL",
    "ck_override_attended_with_day_and_place": "UPDATE override SET place = NULL WHERE kind = 'attended'",
    "ck_override_extension_with_day": "UPDATE override SET until = NULL WHERE kind = 'extension'",
    "ck_override_extra_time_with_minutes": "UPDATE override SET minutes = NULL WHERE kind = 'extra_time'",
    "ck_override_kind": "UPDATE override SET kind = 'favour' WHERE kind = 'exemption'",
    "ck_override_manual_pass_with_evidence": "UPDATE override SET evidence = 'Seen.' WHERE kind = 'exemption'",
    "ck_override_minutes_not_negative": "UPDATE override SET minutes = -1 WHERE kind = 'extra_time'",
    "ck_override_passed_with_release": "UPDATE override SET release_id = NULL WHERE kind = 'attended'",
    "ck_override_reset_with_attempts": "UPDATE override SET attempts = 1 WHERE kind = 'exemption'",
    "ck_override_taking_back_something": "UPDATE override SET takes_back_id = id WHERE kind = 'exemption'",
    "ck_override_with_reason": "UPDATE override SET reason = ' '",
    "uq_certificate_person_id_override_id": "INSERT INTO certificate"
    " (person_id, id, override_id, address, issued_at, passed_on)"
    " SELECT person_id, release.id, override.id, replace(CAST(release.id AS VARCHAR), '-', ''), given_at, '2026-05-01'"
    " FROM override CROSS JOIN release"
    " WHERE override.id = (SELECT id FROM override WHERE kind = 'exemption' ORDER BY id LIMIT 1)",
    "uq_override_person_id_assignment_id_request_id": "UPDATE override SET request_id ="
    " (SELECT request_id FROM override ORDER BY request_id LIMIT 1)",
    "uq_override_person_id_takes_back_id": "INSERT INTO override"
    " (person_id, id, assignment_id, kind, reason, takes_back_id, request_id, given_at)"
    " SELECT person_id, :other, assignment_id, kind, reason, takes_back_id, :other, given_at FROM override"
    " WHERE kind = 'taking_back' LIMIT 1",
}


def decide(assignment: Assignment, release_id: uuid.UUID) -> None:
    """Add a decision of most kinds, one of them taken back."""
    said: dict[OverrideKind, dict[str, object]] = {
        OverrideKind.EXEMPTION: {},
        OverrideKind.EXTENSION: {"until": NOW.date()},
        OverrideKind.EXTRA_TIME: {"minutes": 5},
        OverrideKind.ATTENDED: {"held_on": NOW.date(), "place": "3F", "release_id": release_id},
        OverrideKind.TAKING_BACK: {},
    }
    known = new_id()
    for kind, more in said.items():
        row = Override(person_id=assignment.person_id, id=new_id(), assignment_id=assignment.id, kind=kind, **more)
        row.reason, row.request_id, row.given_at = "Agreed with the works council.", new_id(), NOW
        if kind is OverrideKind.EXEMPTION:
            row.id = known
        if kind is OverrideKind.TAKING_BACK:
            row.takes_back_id = known
        db.session.add(row)
        db.session.flush()
