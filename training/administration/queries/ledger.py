"""The ledger; names are looked up when it is shown, for its rows hold opaque ids only."""

import json
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, literal, or_, select

from questions.text import LocalisedText
from training.administration.queries.people import is_called, names_contain
from training.extensions import db
from training.i18n import language, localised
from training.ledger import queries as ledger
from training.models import (
    Assignment,
    Attempt,
    AuditEvent,
    Campaign,
    ControlRecord,
    DocumentRecord,
    IncidentRecord,
    PersonIdentity,
    QuizDraft,
    Release,
    ScenarioDraft,
    Tag,
    Team,
    User,
)
from training.naming import name_in
from training.pseudonyms import pseudonym
from training.team.selection import Statement

_DOCUMENTS: dict[str, type[DocumentRecord]] = {
    "control": ControlRecord,
    "incident": IncidentRecord,
    "scenario": ScenarioDraft,
    "quiz": QuizDraft,
}
_MOST_PEOPLE = 200
"""Beyond so many matches a name tells nothing, and a statement takes only so many parameters."""


@dataclass(frozen=True)
class EventsWanted:
    """A filter: who did it or whom it is about, what it was, what it concerned, when: from `since` to before `until`.

    And in which seal it stands.
    """

    person: str = ""
    action: str = ""
    subject_kind: str = ""
    subject: str = ""
    seal: int | None = None
    since: datetime | None = None
    until: datetime | None = None


def select_events(wanted: EventsWanted) -> Statement:
    """Return the statement for the events, the newest first."""
    statement = select(
        AuditEvent.id,
        AuditEvent.at,
        AuditEvent.actor_id,
        AuditEvent.action,
        AuditEvent.subject_kind,
        AuditEvent.subject_id,
        AuditEvent.details,
    )
    return statement.where(*_conditions(wanted)).order_by(AuditEvent.at.desc(), AuditEvent.id.desc())


def list_actions() -> Sequence[str]:
    """Return the kinds of events that have happened."""
    return db.session.scalars(select(AuditEvent.action).distinct().order_by(AuditEvent.action)).all()


def names_of(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return what people, teams, tags, campaigns, their assignments and attempts, releases of those ids are called."""
    people = select(PersonIdentity.person_id, PersonIdentity.display_name).where(PersonIdentity.person_id.in_(ids))
    team, tag, campaign = (name_in(thing, language()) for thing in (Team, Tag, Campaign))
    teams = select(Team.id, team).where(Team.id.in_(ids))
    tags = select(Tag.id, tag).where(Tag.id.in_(ids))
    campaigns = select(Campaign.id, campaign).where(Campaign.id.in_(ids))
    assignments = select(Assignment.id, campaign).join(Campaign).where(Assignment.id.in_(ids))
    attempts = select(Attempt.id, campaign).join(Assignment, Assignment.id == Attempt.assignment_id).join(Campaign)
    release = Release.quiz_key.concat(" / ").concat(cast(Release.number, String))
    releases = select(Release.id, release).where(Release.id.in_(ids))
    others = (teams, tags, campaigns, assignments, attempts.where(Attempt.id.in_(ids)), releases)
    nameless = select(User.id, literal("")).where(User.id.in_(ids), User.pseudonymised_at.is_not(None))
    found = db.session.execute(people.union_all(*others, nameless)).all()
    return {some_id: name or pseudonym(some_id) for some_id, name in found}


def titles_of(documents: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Map (kind, key) of those documents that are still there to their titles in the present language."""
    found: dict[tuple[str, str], str] = {}
    for kind, model in _DOCUMENTS.items():
        keys = {key for named, key in documents if named == kind}
        rows = db.session.execute(select(model.key, model.document).where(model.key.in_(keys))) if keys else ()
        found |= {(kind, key): localised(LocalisedText(json.loads(text)["title"])) for key, text in rows}
    return found


def _conditions(wanted: EventsWanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.action:
        conditions.append(AuditEvent.action == wanted.action)
    if wanted.subject_kind:
        conditions.append(AuditEvent.subject_kind == wanted.subject_kind)
    if wanted.subject:
        conditions.append(AuditEvent.subject_id.in_(_find_subjects(wanted.subject)))
    if wanted.seal is not None:
        conditions.append(ledger.in_seal(wanted.seal))
    if wanted.since:
        conditions.append(AuditEvent.at >= wanted.since)
    if wanted.until:
        conditions.append(AuditEvent.at < wanted.until)
    if wanted.person:
        people = _find_people(wanted.person)
        about = AuditEvent.subject_id.in_([person_id.hex for person_id in people])
        conditions.append(or_(AuditEvent.actor_id.in_(people), about))
    return conditions


def _find_subjects(term: str) -> list[str]:
    """Return the ids, as events keep them, of what is called so; keys and ids are their own names."""
    named = [
        select(model.id).where(name.icontains(term, autoescape=True))
        for model, name in (
            (Team, Team.name),
            (Team, Team.name_en),
            (Tag, Tag.name),
            (Tag, Tag.name_en),
            (Campaign, Campaign.name),
            (Campaign, Campaign.name_en),
        )
    ]
    people = select(PersonIdentity.person_id).where(names_contain(term))
    found = db.session.scalars(people.union_all(*named).limit(_MOST_PEOPLE)).all()
    return [term, term.replace("-", ""), *(subject_id.hex for subject_id in found)]


def _find_people(term: str) -> Sequence[uuid.UUID]:
    try:
        # An erased person is known by the id alone.
        known = User.id == uuid.UUID(term)
    except ValueError:
        known = is_called(term)
    found = select(User.id).outerjoin(PersonIdentity, PersonIdentity.person_id == User.id).where(known)
    return db.session.scalars(found.limit(_MOST_PEOPLE)).all()
