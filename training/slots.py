"""Reads what the organisation adds to controls, for the pages that show a rule."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, select

from training.models import OrganisationSlot
from training.statements import list_rows

_SLOTS = select(OrganisationSlot.control_key, OrganisationSlot.clause, OrganisationSlot.contact).where(
    OrganisationSlot.control_key.in_(bindparam("control_keys", expanding=True)),
    OrganisationSlot.locale == bindparam("locale"),
)


def list_slots(control_keys: Collection[str], locale: str) -> dict[str, Any]:
    """Return the organisation's slots of these controls in one language, by control."""
    return {row.control_key: row for row in list_rows(_SLOTS, control_keys=list(control_keys), locale=locale)}
