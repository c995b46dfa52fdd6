"""The organisation's own settings, and what it adds to each control."""

import uuid
from dataclasses import asdict

from training import audit, clock, settings
from training.administration.data import OrganisationData
from training.extensions import db
from training.models import OrganisationSlot

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


def set_slot(
    control_key: str, locale: str, clause: str | None, contact: str | None, actor_id: uuid.UUID | None
) -> OrganisationSlot:
    """Set the organisation's own clause and whom to call under a control, in one language."""
    slot = db.session.get(OrganisationSlot, (control_key, locale))
    wanted = ((clause or "").strip() or None, (contact or "").strip() or None)
    if slot is None:
        slot = OrganisationSlot(control_key=control_key, locale=locale)
        slot.updated_at = clock.now()
    elif (slot.clause, slot.contact) == wanted:
        return slot
    slot.clause, slot.contact = wanted
    slot.updated_at = clock.now()
    db.session.add(slot)
    db.session.flush()
    audit.record(SLOT_SET, control_key, actor_id, locale=locale)
    return slot
