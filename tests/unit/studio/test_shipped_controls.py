"""Which control of a bank stands for one that ships."""

from questions.release import Bank
from tests.factories import documents as small
from training.studio.desk.shipped import answering, shipped_controls


def test_a_control_of_the_same_code_stands_for_the_shipped_one() -> None:
    shipped = shipped_controls()["appi-22-24"]
    own = shipped.model_copy(update={"key": "our-suppliers"})
    found = answering(Bank(controls={"our-suppliers": own, **small.bank().controls}))
    assert found["appi-22-24"] == found["our-suppliers"] == "our-suppliers"
    assert found["report-at-once"] == "report-at-once", "it can be brought in"
    assert answering(Bank(controls={"appi-22-24": shipped}))["appi-22-24"] == "appi-22-24"
