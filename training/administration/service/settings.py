"""The organisation's own settings, and what it adds to each control."""

import uuid
from dataclasses import asdict

from questions.canonical import Json
from training import audit, clock, settings
from training.administration.data import OrganisationData
from training.extensions import db
from training.ledger import heads
from training.models import OrganisationSlot
from training.statements import insert_once

CHANGED = audit.declare("settings.changed", "organisation", "fields")
SLOT_SET = audit.declare("slot.set", "control", "locale")


def change_organisation(data: OrganisationData, actor_id: uuid.UUID | None) -> None:
    """Store the settings that differ from what is kept."""
    changed = [name for name, value in asdict(data).items() if settings.find(name) != value]
    for name in changed:
        settings.store(name, getattr(data, name))
    if changed:
        audit.record(CHANGED, "organisation", actor_id, fields=[*sorted(changed)])
    db.session.flush()


def change_head_readers(person_ids: list[str], actor_id: uuid.UUID | None) -> None:
    """Choose who gets the signed head of the ledger every month."""
    wanted: list[Json] = [*sorted(person_ids)]
    if settings.find(heads.SETTING) != wanted:
        settings.store(heads.SETTING, wanted)
        audit.record(CHANGED, "organisation", actor_id, fields=[heads.SETTING])
    db.session.flush()


def set_slot(
    control_key: str, locale: str, clause: str | None, contact: str | None, actor_id: uuid.UUID | None
) -> OrganisationSlot:
    """Set the organisation's own clause and whom to call under a control, in one language."""
    key = {"control_key": control_key, "locale": locale}
    wanted = {"clause": (clause or "").strip() or None, "contact": (contact or "").strip() or None}
    is_first = insert_once(OrganisationSlot, {**key, **wanted, "updated_at": clock.now()})
    slot = db.session.get_one(OrganisationSlot, key, with_for_update=True)
    if not is_first:
        if (slot.clause, slot.contact) == (wanted["clause"], wanted["contact"]):
            return slot
        slot.clause, slot.contact = wanted["clause"], wanted["contact"]
        slot.updated_at = clock.now()
        db.session.flush()
    audit.record(SLOT_SET, control_key, actor_id, locale=locale)
    settings.forget()
    return slot
