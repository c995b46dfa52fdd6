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
    scenarios: dict[str, list[Scenario]] = {key: [] for key in bank.controls}
    for scenario in bank.scenarios.values():
        for key in {name for step in scenario.steps for name in step.controls} & scenarios.keys():
            scenarios[key].append(scenario)
    return [ControlUse(control, scenarios[control.key]) for control in bank.controls.values()]
