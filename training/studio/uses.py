"""Which scenarios practise a control."""

from typing import NamedTuple

from questions.control import Control
from questions.release import Bank
from questions.scenario import Scenario


class ControlUse(NamedTuple):
    """A control and the scenarios that practise it."""

    control: Control
    scenarios: list[Scenario]


def list_control_uses(bank: Bank) -> list[ControlUse]:
    """List all controls with the scenarios that practise them."""
    named = {key: {name for step in s.steps for name in step.controls} for key, s in bank.scenarios.items()}
    return [
        ControlUse(control, [scenario for name, scenario in bank.scenarios.items() if control.key in named[name]])
        for control in bank.controls.values()
    ]
