"""Campaigns, assignments, attempts, answers, marks, certificates. Rows carry the person's id to be placed by."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import AppendOnly, Base, WithId, enum_type, new_id
from training.models.overrides import OverrideKind


class AssignmentStatus(StrEnum):
    """Kept states of an assignment; overdue follows from `due_at` and the clock."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    PASSED = "passed"
    FAILED = "failed"
    EXEMPT = "exempt"


class AcknowledgementKind(StrEnum):
    """Texts that a person agrees to."""

    RECORDING = "recording"
    POLICY = "policy"


class AttemptEnd(StrEnum):
    """Why an attempt is over."""

    COMPLETED = "completed"
    TIME_UP = "time_up"


class Repeats(StrEnum):
    """When a campaign asks the same people again; without one of these, never."""

    YEARLY = "yearly"
    AFTER_COMPLETION = "after_completion"


class Campaign(WithId, Base):
    """A release for an audience, with dates and rules (see `campaigns.rules`).

    `audience`, `audiences`, `pauses`, `due_moves` and `rhythms` are canonical JSON; `due_at` is that of whoever is
    there when the first cycle opens.
    """

    __tablename__ = "campaign"

    release_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("release.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str | None] = mapped_column(String(200))
    """Shown to people who read English, when it is set."""
    audience: Mapped[str] = mapped_column(Text)
    audiences: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    """Whom it was for before: [last day, audience] each."""
    opens_at: Mapped[datetime]
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]
    follows_newest: Mapped[bool] = mapped_column(default=False, server_default=false())
    due_days: Mapped[int | None]
    """Due so many days after each person's own start, instead of on one day for everybody."""
    grace_days: Mapped[int] = mapped_column(default=0, server_default="0")
    closes_at: Mapped[datetime | None]
    repeats: Mapped[Repeats | None] = mapped_column(enum_type(Repeats, "repeats"))
    repeat_months: Mapped[int | None]
    pauses: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    """The days of pauses that are over: [first, last] each."""
    due_moves: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    """Of a yearly campaign: [cycle, day or number of days] each, from which cycle on it is due otherwise. Where people
    have a rhythm of their own: [last day, number of days] each, how many days they had until then."""
    rhythms: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    """What `repeats` and `repeat_months` were before: [last day, repeats, months] each (see `cycles`)."""
    paused_at: Mapped[datetime | None]
    ticked_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("due_at > opens_at", name="due_after_opening"),
        CheckConstraint("closes_at >= due_at", name="closes_after_due"),
        CheckConstraint("due_days > 0", name="due_days_from_one"),
        CheckConstraint("grace_days >= 0", name="grace_days_not_negative"),
        CheckConstraint(
            "(repeat_months IS NOT NULL) = (repeats IS NOT NULL AND repeats = 'after_completion')",
            name="months_of_own_rhythm",
        ),
        CheckConstraint("repeat_months BETWEEN 1 AND 120", name="repeat_months_in_range"),
        CheckConstraint("paused_at IS NULL OR closed_at IS NULL", name="paused_or_closed"),
    )


class Assignment(Base):
    """One person's duty in one cycle of a campaign. `counted_score` is the best, first or last, as the quiz says.

    `begins_on` is set where each person has a rhythm of their own. Nobody is asked for it any more once it has ended:
    the next cycle has begun, or the person has left. What was reached stays.
    """

    __tablename__ = "assignment"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"))
    id: Mapped[uuid.UUID] = mapped_column(default=new_id)
    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    cycle: Mapped[int] = mapped_column(default=1)
    status: Mapped[AssignmentStatus] = mapped_column(
        enum_type(AssignmentStatus, "status"), default=AssignmentStatus.NOT_STARTED
    )
    due_at: Mapped[datetime]
    assigned_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    counted_score: Mapped[float | None]
    attempts_finished: Mapped[int] = mapped_column(default=0)
    extra_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    extended_until: Mapped[date | None]
    """A day that somebody was given until, whatever the campaign says; `due_at` follows from it among others."""
    begins_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    settled_by: Mapped[OverrideKind | None] = mapped_column(enum_type(OverrideKind, "settled_by"))
    """The decision that passed or exempted the person; empty where the attempts speak."""
    reset_after: Mapped[int] = mapped_column(default=0, server_default="0")
    """So many finished attempts are behind the last reset and use up none of those allowed."""
    override_count: Mapped[int] = mapped_column(default=0, server_default="0")

    __table_args__ = (
        PrimaryKeyConstraint("person_id", "id"),
        UniqueConstraint("campaign_id", "person_id", "cycle"),
        Index("ix_assignment_status_due_at", "status", "due_at"),
        CheckConstraint("cycle > 0", name="cycle_from_one"),
        CheckConstraint("counted_score BETWEEN 0 AND 1", name="score_in_range"),
        CheckConstraint("extra_minutes >= 0", name="extra_minutes_not_negative"),
        CheckConstraint("status <> 'passed' OR completed_at IS NOT NULL", name="passed_with_date"),
        CheckConstraint("reset_after BETWEEN 0 AND attempts_finished", name="reset_after_attempts"),
        CheckConstraint("override_count >= 0", name="override_count_not_negative"),
    )


class Attempt(Base):
    """One go at an assignment, for practice or counted. `seed` fixes the order shown; `team_id` is the team then.

    `drawn` names what was drawn from the bank (canonical JSON, see `questions.drawing`); `ends_at` is the time limit.
    """

    __tablename__ = "attempt"

    person_id: Mapped[uuid.UUID]
    id: Mapped[uuid.UUID] = mapped_column(default=new_id)
    assignment_id: Mapped[uuid.UUID]
    release_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("release.id"), index=True)
    practice: Mapped[bool] = mapped_column(default=False, server_default=false())
    number: Mapped[int]
    seed: Mapped[str] = mapped_column(String(32))
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("team.id"))
    drawn: Mapped[str | None] = mapped_column(Text)
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    ended: Mapped[AttemptEnd | None] = mapped_column(enum_type(AttemptEnd, "ended"))
    score: Mapped[float | None]
    passed: Mapped[bool | None]

    __table_args__ = (
        PrimaryKeyConstraint("person_id", "id"),
        ForeignKeyConstraint(
            ["person_id", "assignment_id"], ["assignment.person_id", "assignment.id"], name="fk_attempt_assignment"
        ),
        UniqueConstraint("person_id", "assignment_id", "practice", "number"),
        UniqueConstraint("person_id", "id", "release_id"),
        Index(
            "uq_attempt_one_open",
            "person_id",
            "assignment_id",
            "practice",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index(
            "ix_attempt_running_out",
            "ends_at",
            sqlite_where=text("finished_at IS NULL AND ends_at IS NOT NULL"),
            postgresql_where=text("finished_at IS NULL AND ends_at IS NOT NULL"),
        ),
        CheckConstraint("number > 0", name="number_from_one"),
        CheckConstraint("score BETWEEN 0 AND 1", name="score_in_range"),
        CheckConstraint(
            "(finished_at IS NULL) = (score IS NULL) AND (finished_at IS NULL) = (passed IS NULL)",
            name="finished_with_score",
        ),
        CheckConstraint("(finished_at IS NULL) = (ended IS NULL)", name="finished_with_reason"),
        CheckConstraint("ends_at > started_at", name="ends_after_start"),
    )


class Answer(AppendOnly, Base):
    """One answer per person, attempt and step. `response` is a canonical JSON list; `team_id` the place then."""

    __tablename__ = "answer"

    person_id: Mapped[uuid.UUID]
    attempt_id: Mapped[uuid.UUID]
    scenario_key: Mapped[str] = mapped_column(String(80))
    step_key: Mapped[str] = mapped_column(String(80))
    release_id: Mapped[uuid.UUID]
    response: Mapped[str] = mapped_column(Text)
    certainty: Mapped[int | None]
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("team.id"))
    shown_at: Mapped[datetime | None]
    answered_at: Mapped[datetime]

    __table_args__ = (
        PrimaryKeyConstraint("person_id", "attempt_id", "scenario_key", "step_key"),
        ForeignKeyConstraint(
            ["person_id", "attempt_id", "release_id"],
            ["attempt.person_id", "attempt.id", "attempt.release_id"],
            name="fk_answer_attempt",
        ),
        ForeignKeyConstraint(
            ["release_id", "scenario_key", "step_key"],
            ["release_step.release_id", "release_step.scenario_key", "release_step.step_key"],
            name="fk_answer_release_step",
        ),
        CheckConstraint("certainty BETWEEN 1 AND 3", name="certainty_in_range"),
    )


class AnswerDraft(Base):
    """The fields of a decision that is still open, as they were last typed (canonical JSON)."""

    __tablename__ = "answer_draft"

    person_id: Mapped[uuid.UUID]
    attempt_id: Mapped[uuid.UUID]
    scenario_key: Mapped[str] = mapped_column(String(80))
    step_key: Mapped[str] = mapped_column(String(80))
    release_id: Mapped[uuid.UUID]
    fields: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]

    __table_args__ = (
        PrimaryKeyConstraint("person_id", "attempt_id", "scenario_key", "step_key"),
        ForeignKeyConstraint(
            ["person_id", "attempt_id", "release_id"],
            ["attempt.person_id", "attempt.id", "attempt.release_id"],
            name="fk_answer_draft_attempt",
        ),
        ForeignKeyConstraint(
            ["release_id", "scenario_key", "step_key"],
            ["release_step.release_id", "release_step.scenario_key", "release_step.step_key"],
            name="fk_answer_draft_release_step",
        ),
    )


class Mark(AppendOnly, Base):
    """The mark (0 to 1) of an answer; a later ruling adds a row with the next sequence and its reason."""

    __tablename__ = "mark"

    person_id: Mapped[uuid.UUID]
    attempt_id: Mapped[uuid.UUID]
    scenario_key: Mapped[str] = mapped_column(String(80))
    step_key: Mapped[str] = mapped_column(String(80))
    sequence: Mapped[int] = mapped_column(default=1)
    points: Mapped[float]
    reason: Mapped[str | None] = mapped_column(Text)
    marked_at: Mapped[datetime]
    marked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"))
    ruling_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("ruling.id"))

    __table_args__ = (
        PrimaryKeyConstraint("person_id", "attempt_id", "scenario_key", "step_key", "sequence"),
        ForeignKeyConstraint(
            ["person_id", "attempt_id", "scenario_key", "step_key"],
            ["answer.person_id", "answer.attempt_id", "answer.scenario_key", "answer.step_key"],
            name="fk_mark_answer",
        ),
        CheckConstraint("points BETWEEN 0 AND 1", name="points_in_range"),
        CheckConstraint("sequence = 1 OR reason IS NOT NULL", name="later_with_reason"),
    )


class Certificate(AppendOnly, Base):
    """Proof of a pass, by an attempt or by a decision; `address` is 128 random bits in hexadecimal.

    Both days are those of the organisation's calendar; without `valid_until` nobody is asked again.
    """

    __tablename__ = "certificate"

    person_id: Mapped[uuid.UUID]
    id: Mapped[uuid.UUID] = mapped_column(default=new_id)
    attempt_id: Mapped[uuid.UUID | None]
    override_id: Mapped[uuid.UUID | None]
    address: Mapped[str] = mapped_column(String(32), unique=True)
    issued_at: Mapped[datetime]
    passed_on: Mapped[date]
    valid_until: Mapped[date | None]

    __table_args__ = (
        PrimaryKeyConstraint("person_id", "id"),
        ForeignKeyConstraint(
            ["person_id", "attempt_id"], ["attempt.person_id", "attempt.id"], name="fk_certificate_attempt"
        ),
        ForeignKeyConstraint(
            ["person_id", "override_id"], ["override.person_id", "override.id"], name="fk_certificate_override"
        ),
        UniqueConstraint("person_id", "attempt_id"),
        UniqueConstraint("person_id", "override_id"),
        CheckConstraint("length(address) = 32", name="address_whole"),
        CheckConstraint("(attempt_id IS NULL) <> (override_id IS NULL)", name="of_one_cause"),
        CheckConstraint("valid_until >= passed_on", name="valid_from_its_day"),
    )


class Acknowledgement(AppendOnly, Base):
    """A text, by its hash, that a person agreed to; of a policy, `subject` is the key of its quiz."""

    __tablename__ = "acknowledgement"

    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    kind: Mapped[AcknowledgementKind] = mapped_column(enum_type(AcknowledgementKind, "kind"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(80), primary_key=True, default="", server_default="")
    version: Mapped[int] = mapped_column(primary_key=True)
    text_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    locale: Mapped[str] = mapped_column(String(10))
    acknowledged_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("(kind = 'policy') = (subject <> '')", name="policy_with_subject"),)
