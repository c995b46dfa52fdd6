"""The team tree and who manages what. The closure table says at any time which team lies under which."""

import uuid

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert

from training import audit, clock, constraints
from training.accounts import queries as accounts
from training.administration import queries
from training.errors import FieldError, NotFound, Refused
from training.extensions import db
from training.models import Team, TeamClosure, TeamManager, User, UserStatus
from training.statements import insert_once

ADDED = audit.declare("team.added", "team", "parent_id")
RENAMED = audit.declare("team.renamed", "team")
MOVED = audit.declare("team.moved", "team", "parent_id")
ARCHIVED = audit.declare("team.archived", "team")
RESTORED = audit.declare("team.restored", "team")
MANAGER_SET = audit.declare("team.manager-set", "team", "person_id")
MANAGER_UNSET = audit.declare("team.manager-unset", "team", "person_id")

_NAME_TAKEN = _l("There is already a team of this name at this place, perhaps an archived one.")
# SQLite names a partial index by its column alone.
_TAKEN = dict.fromkeys(("uq_team_parent_id_name", "uq_team_top_name", "uq_team_name"), ("name", _NAME_TAKEN))


def add_team(name: str, name_en: str | None, parent_id: uuid.UUID | None, actor_id: uuid.UUID | None) -> Team:
    """Add a team under `parent_id`, or at the top; raise FieldError when its name is taken there."""
    queries.hold_tree()
    if parent_id is not None:
        queries.get_team(parent_id)
    wanted = _checked_name(name)
    team = Team(name=wanted, name_en=_clean(name_en) or None, parent_id=parent_id, created_at=clock.now())
    with constraints.as_field_errors(_TAKEN):
        db.session.add(team)
    db.session.add(TeamClosure(ancestor_id=team.id, descendant_id=team.id, depth=0))
    db.session.flush()
    _insert_paths(team.id, parent_id)
    audit.record(ADDED, team.id, actor_id, parent_id=audit.hex_of(parent_id))
    return team


def rename_team(team_id: uuid.UUID, name: str, name_en: str | None, actor_id: uuid.UUID | None) -> None:
    """Give a team another name, in Japanese and, when there is one, in English."""
    change_team(team_id, name, name_en, queries.get_team(team_id).parent_id, actor_id)


def move_team(team_id: uuid.UUID, parent_id: uuid.UUID | None, actor_id: uuid.UUID | None) -> None:
    """Hang a team with everything under it below another one, or at the top; a circle is refused."""
    team = queries.get_team(team_id)
    change_team(team_id, team.name, team.name_en, parent_id, actor_id)


def change_team(
    team_id: uuid.UUID, name: str, name_en: str | None, parent_id: uuid.UUID | None, actor_id: uuid.UUID | None
) -> None:
    """Rename and move a team in one step; raise FieldError when name or place can't be."""
    queries.hold_tree()
    team = queries.get_team(team_id)
    wanted = (_checked_name(name), _clean(name_en) or None)
    moved, renamed = team.parent_id != parent_id, (team.name, team.name_en) != wanted
    if moved:
        _check_place(team_id, parent_id)
    with constraints.as_field_errors(_TAKEN):
        (team.name, team.name_en), team.parent_id = wanted, parent_id
    if moved:
        _hang(team_id, parent_id)
        audit.record(MOVED, team_id, actor_id, parent_id=audit.hex_of(parent_id))
    if renamed:
        audit.record(RENAMED, team_id, actor_id)


def archive_team(team_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """Take an empty team out of use; results that were reached in it keep its name."""
    queries.hold_tree()
    team = queries.get_team(team_id)
    if not queries.is_empty(team_id):
        raise Refused(_l("Only an empty team can be archived. Move its people and its lower teams first."))
    team.archived_at = clock.now()
    db.session.execute(delete(TeamManager).where(TeamManager.team_id == team_id))
    db.session.flush()
    audit.record(ARCHIVED, team_id, actor_id)


def restore_team(team_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """Put an archived team back in its place, without the managers it had; one in use stays as it is."""
    queries.hold_tree()
    team = db.session.get(Team, team_id)
    if team is None:
        raise NotFound
    if team.archived_at is None:
        return
    if team.parent_id and db.session.get_one(Team, team.parent_id).archived_at:
        raise Refused(_l("The team above it is archived, too. Bring that one back first."))
    team.archived_at = None
    db.session.flush()
    audit.record(RESTORED, team_id, actor_id)


def set_manager(team_id: uuid.UUID, person_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """Let a person see the whole tree under a team; doing so again changes nothing."""
    queries.get_team(team_id)
    user = db.session.get(User, person_id)
    if user is None:
        raise NotFound
    if user.status == UserStatus.DEACTIVATED:
        raise FieldError("person", _l("This person is deactivated and can’t manage a team."))
    if insert_once(TeamManager, {"team_id": team_id, "person_id": person_id, "since": clock.now()}):
        audit.record(MANAGER_SET, team_id, actor_id, person_id=person_id.hex)


def set_manager_by_name(team_id: uuid.UUID, sign_in_name: str, actor_id: uuid.UUID | None) -> None:
    """Do what `set_manager` does for whoever signs in with this e-mail address or employee number."""
    person_id = accounts.find_person_by_name(sign_in_name)
    if person_id is None:
        raise FieldError("person", _l("Nobody signs in with this e-mail address or employee number."))
    set_manager(team_id, person_id, actor_id)


def unset_manager(team_id: uuid.UUID, person_id: uuid.UUID, actor_id: uuid.UUID | None) -> None:
    """Take a team away from its manager; the pages of that tree are closed to the person at once."""
    row = db.session.get(TeamManager, (team_id, person_id))
    if row is None:
        return
    db.session.delete(row)
    db.session.flush()
    audit.record(MANAGER_UNSET, team_id, actor_id, person_id=person_id.hex)


def _check_place(team_id: uuid.UUID, parent_id: uuid.UUID | None) -> None:
    if parent_id is None:
        return
    queries.get_team(parent_id)
    if db.session.get(TeamClosure, (team_id, parent_id)):
        raise FieldError("parent", _l("A team can’t be placed under itself or under one of its own teams."))


def _checked_name(name: str) -> str:
    """Return a name without superfluous space; raise FieldError when nothing is left."""
    cleaned = _clean(name)
    if not cleaned:
        raise FieldError("name", _l("Enter the name of the team."))
    return cleaned


def _hang(team_id: uuid.UUID, parent_id: uuid.UUID | None) -> None:
    below = queries.list_below(team_id)
    db.session.execute(
        delete(TeamClosure).where(TeamClosure.descendant_id.in_(below), TeamClosure.ancestor_id.not_in(below)),
        execution_options={"synchronize_session": False},
    )
    _insert_paths(team_id, parent_id)
    db.session.expire_all()


def _insert_paths(team_id: uuid.UUID, parent_id: uuid.UUID | None) -> None:
    paths = queries.select_paths(team_id, parent_id)
    db.session.execute(insert(TeamClosure).from_select(["ancestor_id", "descendant_id", "depth"], paths))


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())
