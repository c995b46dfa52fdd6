"""Controls that ship with the program: a desk may offer them before the bank has them, and keeping one brings it in."""

import uuid
from collections.abc import Iterable
from functools import cache

from questions.control import Control
from questions.files import read_folder
from questions.folders import SHIPPED
from questions.notices.desk import Desk, Kind
from questions.release import Bank
from training.studio.filing import import_bank

_BY_CODE = "code"


@cache
def shipped_controls() -> dict[str, Control]:
    """Return the controls that ship."""
    return read_folder(SHIPPED / "controls", Control).by_key


def to_offer(bank: Bank) -> dict[str, Control]:
    """Return the shipped controls that a bank lacks; where one of its own answers to a code, none is offered for it."""
    answered = {control.checklist_code for control in bank.controls.values()} - {None}
    return {
        key: control
        for key, control in shipped_controls().items()
        if key not in bank.controls and control.checklist_code not in answered
    }


def answering(bank: Bank) -> dict[str, str]:
    """Return under which key a bank has what a pattern practises: its own, one of the same code, or one to bring in."""
    by_code = {control.checklist_code: key for key, control in bank.controls.items() if control.checklist_code}
    own = {
        key: by_code[control.checklist_code]
        for key, control in shipped_controls().items()
        if control.checklist_code in by_code
    }
    return {**{key: key for key in to_offer(bank)}, **own, **{key: key for key in bank.controls}}


def modest(desk: Desk, bank: Bank) -> Desk:
    """Keep by itself, of the controls that the bank lacks, only those that the notice names by their code.

    Where it names none of them, those that share a topic with it are kept as well: a question needs a control.
    """
    lacking = [entry for entry in desk.kept(Kind.CONTROL) if entry.value not in bank.controls]
    if not any(entry.detail == _BY_CODE for entry in desk.kept(Kind.CONTROL)):
        return desk
    left = {entry.key for entry in lacking if entry.detail != _BY_CODE}
    entries = (entry.model_copy(update={"kept": False}) if entry.key in left else entry for entry in desk.entries)
    return desk.model_copy(update={"entries": tuple(entries)})


def bring_in(keys: Iterable[str], bank: Bank, actor_id: uuid.UUID) -> None:
    """Store the shipped ones among controls that an incident names, as an import of the shipped bank would."""
    offered = to_offer(bank)
    if named := {key: offered[key] for key in keys if key in offered}:
        import_bank(Bank(controls=named), actor_id)
