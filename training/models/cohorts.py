"""What a finished cycle of a campaign showed, counted once by cohorts of at least five people; nobody's own answers."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.models.base import AppendOnly, Base, WithId


class CohortRound(AppendOnly, WithId, Base):
    """One cycle of a campaign, as far as one release was taken in it; `settled_at` is up to when attempts count."""

    __tablename__ = "cohort_round"

    campaign_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("campaign.id"))
    cycle: Mapped[int]
    release_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("release.id"), index=True)
    respondents: Mapped[int]
    settled_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("campaign_id", "cycle", "release_id"),
        CheckConstraint("cycle > 0", name="cycle_from_one"),
        CheckConstraint("respondents >= 0", name="respondents_not_negative"),
    )


class Cohort(AppendOnly, WithId, Base):
    """People of a round who are told of together: one team's own, or mixed from small groups at or below `team_id`."""

    __tablename__ = "cohort"

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort_round.id"))
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("team.id"), index=True)
    mixed: Mapped[bool]
    people: Mapped[int]

    __table_args__ = (
        UniqueConstraint("round_id", "team_id", "mixed"),
        UniqueConstraint("id", "round_id"),
        CheckConstraint("people >= 5", name="at_least_five"),
        CheckConstraint("people >= 9 OR NOT mixed", name="mixed_of_nine"),
    )


class CohortPart(AppendOnly, Base):
    """Where the people whose team was `team_id` are told of; nowhere without a cohort."""

    __tablename__ = "cohort_part"

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort_round.id"), primary_key=True)
    team_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("team.id"), primary_key=True)
    cohort_id: Mapped[uuid.UUID | None]

    __table_args__ = (
        ForeignKeyConstraint(["cohort_id", "round_id"], ["cohort.id", "cohort.round_id"], name="fk_cohort_part_cohort"),
    )


class CohortDecision(AppendOnly, Base):
    """How many people of a cohort earned full marks at a decision, and how many were sure and did not."""

    __tablename__ = "cohort_decision"

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    scenario_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    step_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    chosen_right: Mapped[int]
    sure_wrong: Mapped[int | None]
    """Nothing where the quiz does not ask how sure people are."""

    __table_args__ = (
        CheckConstraint("chosen_right >= 0", name="chosen_right_not_negative"),
        CheckConstraint("sure_wrong >= 0", name="sure_wrong_not_negative"),
    )


class CohortScenario(AppendOnly, Base):
    """How many people of a cohort took no chance at all to stop a case."""

    __tablename__ = "cohort_scenario"

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    scenario_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    never_stopped: Mapped[int]

    __table_args__ = (CheckConstraint("never_stopped >= 0", name="never_stopped_not_negative"),)
