"""What the organisation adds to each control."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from questions.control import Control
from questions.text import LocalisedText
from training.errors import NotFound
from training.extensions import db
from training.models import ControlRecord, OrganisationSlot


class ControlSlots(NamedTuple):
    """A control with the organisation's slots, by language."""

    key: str
    title: LocalisedText
    rule: LocalisedText
    slots: dict[str, OrganisationSlot]


def list_controls() -> Sequence[ControlSlots]:
    """Return all controls with their slots; there are some dozens at most."""
    slots: dict[str, dict[str, OrganisationSlot]] = {}
    for slot in db.session.scalars(select(OrganisationSlot)):
        slots.setdefault(slot.control_key, {})[slot.locale] = slot
    records = db.session.execute(select(ControlRecord.key, ControlRecord.document).order_by(ControlRecord.key))
    return [_with_slots(row.document, slots.get(row.key, {})) for row in records]


def get_control(key: str) -> ControlSlots:
    """Return a control with its slots."""
    document = db.session.scalar(select(ControlRecord.document).where(ControlRecord.key == key))
    if document is None:
        raise NotFound
    slots = db.session.scalars(select(OrganisationSlot).where(OrganisationSlot.control_key == key))
    return _with_slots(document, {slot.locale: slot for slot in slots})


def _with_slots(document: str, slots: dict[str, OrganisationSlot]) -> ControlSlots:
    control = Control.model_validate_json(document)
    return ControlSlots(control.key, control.title, control.rule, slots)
