"""Who has a slip coming, and what was printed when."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import aliased

from training import clock
from training.extensions import db
from training.mail.messages import MailKind
from training.mail.sets import announcement_key
from training.models import (
    Assignment,
    Attempt,
    Campaign,
    Handout,
    OutgoingMail,
    Override,
    OverrideKind,
    PersonIdentity,
    User,
)
from training.naming import name_in
from training.statements import as_hex
from training.team.scope import Scope, members_of, teams_below
from training.team.selection import Statement, team_name, with_place
from training.team.unfinished import is_here, is_running, is_unfinished

Rows = Sequence[Any]
"""Rows with named columns; each query says which."""
RUNS = 20
NEWS_LASTS = timedelta(days=60)
"""So long nobody takes a result or a decision for an old story."""
_TELL_NOTHING_OF_THE_END = (OverrideKind.EXTENSION, OverrideKind.EXTRA_TIME)
"""Decisions beside which the result before them is still worth telling."""


def find_campaign(campaign_id: uuid.UUID, language: str, now: datetime) -> Any:
    """Return name, release_id and whether people can take it now, of a campaign that has opened; or None."""
    return db.session.execute(
        select(
            name_in(Campaign, language).label("name"), Campaign.release_id, is_running(now).label("is_running")
        ).where(Campaign.id == campaign_id, Campaign.opens_at <= now)
    ).one_or_none()


def reaches(scope: Scope, campaign_id: uuid.UUID) -> bool:
    """Tell whether a campaign is or was for anybody of the viewer's people."""
    found = select(Assignment.id).join(User, User.id == Assignment.person_id)
    return (
        db.session.scalar(found.where(Assignment.campaign_id == campaign_id, scope.allows_person()).limit(1))
        is not None
    )


def select_waiting(
    scope: Scope, campaign_id: uuid.UUID, language: str, day: date, is_open: ColumnElement[bool]
) -> Statement:
    """Return the statement for whoever has no mailbox and something to be told; the least told come first, by team.

    That is the result of the last attempt or the last decision as long as nobody told it, or else a training of which
    `is_open` holds.
    """
    printed_at, has_news = _last_printing(), _is_untold_result()
    has_decision = _is_untold_decision(printed_at)
    team = team_name(language)
    return (
        with_place(
            select(
                *(Assignment.person_id, Assignment.id, Assignment.campaign_id, Assignment.cycle, Assignment.due_at),
                *(Assignment.status, User.locale, User.time_zone, PersonIdentity.display_name, team.label("team_name")),
                *(Attempt.id.label("attempt_id"), Attempt.passed, Attempt.score, Attempt.finished_at),
                *(Override.id.label("decision_id"), Override.kind.label("decision"), Override.given_at),
                *(has_news.label("has_news"), has_decision.label("has_decision"), printed_at.label("printed_at")),
                select(OutgoingMail.id)
                .where(OutgoingMail.dedupe_key == announcement_key())
                .exists()
                .label("announced"),
            )
            .select_from(User)
            .join(Assignment, Assignment.person_id == User.id)
            .join(Campaign, Campaign.id == Assignment.campaign_id)
            .outerjoin(Attempt, and_(Attempt.person_id == Assignment.person_id, Attempt.id == _last_attempt()))
            .outerjoin(Override, and_(Override.person_id == Assignment.person_id, Override.id == _last_decision()))
        )
        .where(Assignment.campaign_id == campaign_id, scope.allows_person(), is_here(day))
        .where(PersonIdentity.person_id.is_not(None), PersonIdentity.email.is_(None))
        .where(or_(has_news, has_decision, and_(is_unfinished(), is_open)))
        .order_by(printed_at.is_not(None), team, PersonIdentity.display_name, Assignment.id)
    )


def of_team(statement: Statement, team_id: uuid.UUID) -> Statement:
    """Return the statement for those of `select_waiting` who are in a team or below it."""
    return statement.where(User.id.in_(members_of(teams_below(team_id))))


def list_rows(statement: Statement, limit: int, chosen: Collection[uuid.UUID] | None = None) -> Rows:
    """Return the first rows of `select_waiting`, or those of the assignments that were chosen."""
    own = statement if chosen is None else statement.where(Assignment.id.in_(chosen))
    return db.session.execute(own.limit(limit)).all()


def list_runs(scope: Scope, campaign_id: uuid.UUID) -> Rows:
    """Return run_id, printed_at, by and number of what was last printed for the viewer's people."""
    by = aliased(PersonIdentity)
    return db.session.execute(
        select(Handout.run_id, Handout.printed_at, by.display_name.label("by"), func.count().label("number"))
        .join(User, User.id == Handout.person_id)
        .outerjoin(by, by.person_id == Handout.printed_by)
        .where(Handout.campaign_id == campaign_id, scope.allows_person())
        .group_by(Handout.run_id, Handout.printed_at, by.display_name)
        .order_by(Handout.printed_at.desc(), Handout.run_id)
        .limit(RUNS)
    ).all()


def list_printed(scope: Scope, campaign_id: uuid.UUID, run_id: uuid.UUID, language: str) -> Rows:
    """Return what stands on the slips of one run, by team."""
    by, team = aliased(PersonIdentity), team_name(language)
    statement = with_place(
        select(
            *(OutgoingMail.kind, OutgoingMail.locale, User.time_zone, User.status.label("account")),
            *(PersonIdentity.display_name, PersonIdentity.employee_number, team.label("team_name")),
            *(Assignment.id, Assignment.due_at, Assignment.status),
            name_in(Campaign, OutgoingMail.locale.expression).label("name"),
            *(Attempt.id.label("attempt_id"), Attempt.score, Attempt.finished_at),
            func.coalesce(Attempt.release_id, Campaign.release_id).label("release_id"),
            *(Override.kind.label("decision"), Override.until),
            *(Handout.printed_at, by.display_name.label("by")),
        )
        .select_from(Handout)
        .join(User, User.id == Handout.person_id)
        .join(OutgoingMail, OutgoingMail.id == Handout.mail_id)
        .join(Campaign, Campaign.id == Handout.campaign_id)
        .join(Assignment, and_(Assignment.person_id == Handout.person_id, Assignment.id == Handout.assignment_id))
        .outerjoin(Attempt, and_(Attempt.person_id == Handout.person_id, Attempt.id == Handout.attempt_id))
        .outerjoin(Override, and_(Override.person_id == Handout.person_id, OutgoingMail.dedupe_key == _decision_key()))
        .outerjoin(by, by.person_id == Handout.printed_by)
    )
    return db.session.execute(
        statement.where(Handout.campaign_id == campaign_id, Handout.run_id == run_id, scope.allows_person()).order_by(
            team, PersonIdentity.display_name, Assignment.id
        )
    ).all()


def _last_attempt() -> ColumnElement[Any]:
    attempt = aliased(Attempt)
    return (
        select(attempt.id)
        .where(attempt.person_id == Assignment.person_id, attempt.assignment_id == Assignment.id)
        .where(attempt.finished_at.is_not(None), attempt.practice.is_(False))
        .order_by(attempt.finished_at.desc(), attempt.id.desc())
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )


def _last_decision() -> ColumnElement[Any]:
    decision = aliased(Override)
    return (
        select(decision.id)
        .where(decision.person_id == Assignment.person_id, decision.assignment_id == Assignment.id)
        .order_by(decision.given_at.desc(), decision.id.desc())
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )


def _last_printing() -> ColumnElement[Any]:
    return (
        select(func.max(Handout.printed_at))
        .where(Handout.person_id == Assignment.person_id, Handout.assignment_id == Assignment.id)
        .scalar_subquery()
    )


def _is_untold_result() -> ColumnElement[bool]:
    """Return the condition that the result of `Attempt` is still to be told, and no later decision has the word."""
    return and_(
        Attempt.id.is_not(None),
        Attempt.finished_at >= clock.now() - NEWS_LASTS,
        ~_is_mail(f"{MailKind.PASSED}:", f"{MailKind.FAILED}:"),
        or_(
            Override.id.is_(None), Override.given_at < Attempt.finished_at, Override.kind.in_(_TELL_NOTHING_OF_THE_END)
        ),
    )


def _is_untold_decision(printed_at: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that the last decision is still to be told.

    More time concerns whoever still has to finish. Another due date stands on every slip of the training, so that it is
    told apart only to people who hold an older one; and what takes a decision back, to those who were told of it.
    """
    told_before = select(OutgoingMail.id).where(OutgoingMail.dedupe_key == _decision_key(Override.takes_back_id))
    return and_(
        Override.id.is_not(None),
        Override.given_at >= clock.now() - NEWS_LASTS,
        ~select(OutgoingMail.id).where(OutgoingMail.dedupe_key == _decision_key()).exists(),
        or_(Override.kind.not_in((*_TELL_NOTHING_OF_THE_END, OverrideKind.RESET)), is_unfinished()),
        or_(Override.kind != OverrideKind.EXTENSION, printed_at < Override.given_at),
        or_(Override.kind != OverrideKind.TAKING_BACK, told_before.exists()),
    )


def _decision_key(decision_id: Any = Override.id) -> ColumnElement[str]:
    return literal(f"{MailKind.DECIDED}:").concat(as_hex(decision_id))


def _is_mail(*beginnings: str) -> ColumnElement[bool]:
    """Return the condition that the result of `Attempt` was mailed or printed."""
    keys = [literal(beginning).concat(as_hex(Attempt.id)) for beginning in beginnings]
    return select(OutgoingMail.id).where(OutgoingMail.dedupe_key.in_(keys)).exists()
