"""What an import reads: the world that it is planned against, and imports with their lines and changes."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, and_, func, or_, select

from training.administration.importing.collecting import batches
from training.administration.importing.lines import Line, load
from training.administration.importing.world import Person, TeamRow, World
from training.errors import NotFound
from training.extensions import db
from training.models import (
    Base,
    ImportState,
    Invitation,
    LineGroup,
    PeopleImport,
    PeopleImportChange,
    PeopleImportLine,
    PersonIdentity,
    PersonTag,
    Role,
    RoleGrant,
    Tag,
    Team,
    TeamManager,
    TeamMembership,
    Undoing,
    User,
    UserStatus,
)
from training.statements import connection
from training.team.selection import Statement

_IN_USE = Tag.removed_at.is_(None)


def load_world(*, to_change: bool = False) -> World:
    """Return everybody who has a name, and all teams; `to_change` lets nobody else change them meanwhile."""
    if to_change:
        _hold()
    teams = select(Team.id, Team.name, Team.name_en, Team.parent_id, Team.archived_at)
    tags = _tags_by_person()
    known = [_person(row, tags) for row in connection().execute(_people().order_by(User.id))]
    administrators = {person_id for (person_id,) in connection().execute(_administrators())}
    return World(
        people=known,
        teams=[
            TeamRow(row.id, row.name, row.name_en or "", row.parent_id, row.archived_at is not None)
            for row in connection().execute(teams.order_by(Team.id))
        ],
        managers=frozenset((row.team_id, row.person_id) for row in connection().execute(_managers())),
        administrators=frozenset(
            person.id for person in known if person.id in administrators and person.status is UserStatus.ACTIVE
        ),
        tags=sorted(list_tag_ids()),
    )


def _hold() -> None:
    """Hold people, teams and tags, before they are read: whoever waited here must see what came meanwhile."""
    # Answers and sign-ins refer to people and may go on; whoever changes people or the tree waits.
    people = select(User.id).order_by(User.id).with_for_update(key_share=True)
    tags = select(Tag.id).order_by(Tag.id).with_for_update(read=True)
    for held in (people, select(Team.id).order_by(Team.id).with_for_update(), tags):
        connection().execute(select(func.count()).select_from(held.subquery()))


def _people() -> Statement:
    return (
        select(
            User.id,
            User.status,
            PersonIdentity.display_name,
            PersonIdentity.email,
            PersonIdentity.employee_number,
            User.locale,
            User.time_zone,
            User.employment,
            User.hired_on,
            User.leave_from,
            User.leave_until,
            TeamMembership.team_id,
        )
        .join(PersonIdentity, PersonIdentity.person_id == User.id)
        .outerjoin(TeamMembership, TeamMembership.person_id == User.id)
    )


def _person(row: Any, tags: dict[uuid.UUID, str]) -> Person:
    # By position: with names, a hundred thousand rows take twice as long.
    person_id, status, name, email, number, locale, zone, employment, *days, team_id = row
    hired, first, last = map(_written, days)
    email, number, employment = email or "", number or "", employment or ""
    account = (locale, zone, employment, hired, first, last)
    return Person(person_id, status, name, email, number, *account, team_id, tags.get(person_id, ""))


def _tags_by_person() -> dict[uuid.UUID, str]:
    """Map people to the names of their tags, one a line, in the order in which Python puts them."""
    found: dict[uuid.UUID, list[str]] = {}
    rows = select(PersonTag.person_id, Tag.name).join(Tag, Tag.id == PersonTag.tag_id)
    for person_id, name in connection().execute(rows):
        found.setdefault(person_id, []).append(name)
    return {person_id: "\n".join(sorted(names)) for person_id, names in found.items()}


def list_tag_ids() -> dict[str, uuid.UUID]:
    """Map the names of the tags in use to their ids."""
    return {name: tag_id for tag_id, name in connection().execute(select(Tag.id, Tag.name).where(_IN_USE))}


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _administrators() -> Statement:
    return select(RoleGrant.person_id).where(RoleGrant.role == Role.ADMINISTRATOR)


def _managers() -> Statement:
    return select(TeamManager.team_id, TeamManager.person_id)


def get_import(import_id: uuid.UUID, *, to_change: bool = False) -> PeopleImport:
    """Return an import, held for whoever means to change it."""
    found = select(PeopleImport).where(PeopleImport.id == import_id)
    if to_change:
        found = found.with_for_update().execution_options(populate_existing=True)
    row = db.session.scalar(found)
    if row is None:
        raise NotFound
    return row


def select_imports() -> Statement:
    """Return the statement for all imports with the name of who made them, the newest first."""
    return (
        select(PeopleImport, PersonIdentity.display_name.label("made_by_name"))
        .outerjoin(PersonIdentity, PersonIdentity.person_id == PeopleImport.made_by)
        .order_by(PeopleImport.made_at.desc(), PeopleImport.id)
    )


def select_lines(import_id: uuid.UUID, groups: Collection[LineGroup]) -> Statement:
    """Return the statement for the lines of a plan in these groups, in the order of the file."""
    return (
        select(
            PeopleImportLine.line,
            PeopleImportLine.grouping,
            PeopleImportLine.person_id,
            PeopleImportLine.title,
            PeopleImportLine.told,
        )
        .where(PeopleImportLine.import_id == import_id, PeopleImportLine.grouping.in_(groups))
        .order_by(PeopleImportLine.position)
    )


def list_read(import_id: uuid.UUID) -> list[Line]:
    """Return what was read from the file, line by line."""
    found = select(PeopleImportLine.read).where(
        PeopleImportLine.import_id == import_id, PeopleImportLine.read.is_not(None)
    )
    return [load(str(text)) for (text,) in connection().execute(found.order_by(PeopleImportLine.line))]


def list_changes(import_id: uuid.UUID) -> Sequence[Any]:
    """Return all that an import changed, teams before people before managers, as it was written."""
    table = PeopleImportChange.__table__
    found = select(table).where(table.c.import_id == import_id)
    return connection().execute(found.order_by(table.c.position)).all()


def list_still_gone(row: PeopleImport) -> frozenset[uuid.UUID]:
    """Return the leavers of an import whom nobody has let in since, not even to deactivate them again."""
    found = (
        select(User.id)
        .join(PeopleImportChange, PeopleImportChange.person_id == User.id)
        .where(PeopleImportChange.import_id == row.id, PeopleImportChange.grouping == LineGroup.LEAVER)
        .where(User.status == UserStatus.DEACTIVATED, User.deactivated_at <= row.ended_at)
    )
    return frozenset(db.session.scalars(found))


def select_not_restored(import_id: uuid.UUID) -> Statement:
    """Return the statement for what undoing an import could not restore, or not wholly."""
    told = (Undoing.PARTLY, Undoing.LEFT, Undoing.DEACTIVATED)
    return (
        select(
            PeopleImportChange.grouping,
            PeopleImportChange.undoing,
            PeopleImportChange.person_id,
            PersonIdentity.display_name,
            Team.name.label("team_name"),
        )
        .outerjoin(PersonIdentity, PersonIdentity.person_id == PeopleImportChange.person_id)
        .outerjoin(Team, Team.id == PeopleImportChange.team_id)
        .where(PeopleImportChange.import_id == import_id, PeopleImportChange.undoing.in_(told))
        .order_by(PeopleImportChange.position)
    )


def count_uninvited(import_id: uuid.UUID) -> int:
    """Return how many of those whom an import brought have no password yet."""
    return db.session.scalar(select(func.count()).select_from(_without_password(import_id).subquery())) or 0


def list_reachable(import_id: uuid.UUID, most: int) -> list[uuid.UUID]:
    """Return those whom an import brought, who have a mailbox, no password and no open invitation; at most so many."""
    is_open = and_(Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
    invited = select(Invitation.id).where(Invitation.person_id == User.id, is_open).exists()
    found = (
        _without_password(import_id)
        .join(PersonIdentity, PersonIdentity.person_id == User.id)
        .where(PersonIdentity.email.is_not(None), ~invited)
    )
    return [*db.session.scalars(found.order_by(User.id).limit(most))]


def _without_password(import_id: uuid.UUID) -> Any:
    brought = select(PeopleImportChange.person_id).where(
        PeopleImportChange.import_id == import_id,
        PeopleImportChange.grouping.in_([LineGroup.JOINER, LineGroup.RETURNER]),
    )
    return select(User.id).where(User.id.in_(brought), User.status == UserStatus.INVITED)


def list_outdated(*, planned_before: datetime, ended_before: datetime) -> Sequence[PeopleImport]:
    """Return imports whose lines or changes have been kept for long enough, held for whoever erases them."""
    planned = and_(PeopleImport.state == ImportState.PLANNED, PeopleImport.made_at < planned_before)
    has_changes = select(PeopleImportChange.position).where(PeopleImportChange.import_id == PeopleImport.id).exists()
    ended = and_(PeopleImport.ended_at < ended_before, has_changes)
    return db.session.scalars(select(PeopleImport).where(or_(planned, ended)).with_for_update()).all()


def list_referred_to(table: str, ids: Sequence[uuid.UUID], own: set[str]) -> set[uuid.UUID]:
    """Return those to whom a row of any table refers, a new table included, apart from the `own` ones."""
    found: set[uuid.UUID] = set()
    for column in _referring(table, own):
        for batch in batches(ids):
            used = select(column).where(column.in_(batch)).distinct()
            found |= {some_id for (some_id,) in connection().execute(used)}
    return found


def _referring(table: str, own: set[str]) -> list[Column[Any]]:
    return [
        column
        for other in Base.metadata.sorted_tables
        if other.name not in own
        for column in other.columns
        if any(key.column.table.name == table and key.column.name == "id" for key in column.foreign_keys)
    ]
