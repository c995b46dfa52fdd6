"""What the organisation adds to each control."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from questions.control import Control
from questions.text import LocalisedText
from training.errors import NotFound
from training.extensions import db
from training.models import ControlRecord, OrganisationSlot
from training.statements import list_rows


class ControlSlots(NamedTuple):
    """A control with the organisation's slots, by language."""

    key: str
    title: LocalisedText
    rule: LocalisedText
    slots: dict[str, OrganisationSlot]


_SLOTS = select(OrganisationSlot.control_key, OrganisationSlot.clause, OrganisationSlot.contact).where(
    OrganisationSlot.control_key.in_(bindparam("control_keys", expanding=True)),
    OrganisationSlot.locale == bindparam("locale"),
)


def list_slots(control_keys: Collection[str], locale: str) -> dict[str, Any]:
    """Return the organisation's slots of these controls in one language, by control."""
    return {row.control_key: row for row in list_rows(_SLOTS, control_keys=list(control_keys), locale=locale)}


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
