"""What administrators change: people and their roles, the team tree, settings, the outbox."""

from training.administration.data import OrganisationData, PersonData
from training.administration.service.people import (
    add_person,
    change_person,
    deactivate,
    reactivate,
    reset_sign_in,
)
from training.administration.service.roles import grant_role, revoke_role
from training.administration.service.settings import change_head_readers, change_organisation, set_slot
from training.administration.service.tags import add_tag, give_tag, remove_tag, rename_tag, take_tag
from training.administration.service.teams import (
    add_team,
    archive_team,
    change_team,
    move_team,
    rename_team,
    restore_team,
    set_manager,
    set_manager_by_name,
    unset_manager,
)

__all__ = [
    "OrganisationData",
    "PersonData",
    "add_person",
    "add_tag",
    "add_team",
    "archive_team",
    "change_head_readers",
    "change_organisation",
    "change_person",
    "change_team",
    "deactivate",
    "give_tag",
    "grant_role",
    "move_team",
    "reactivate",
    "remove_tag",
    "rename_tag",
    "rename_team",
    "reset_sign_in",
    "restore_team",
    "revoke_role",
    "set_manager",
    "set_manager_by_name",
    "set_slot",
    "take_tag",
    "unset_manager",
]
